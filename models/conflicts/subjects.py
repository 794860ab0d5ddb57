"""Who a decision about a conflict of interest was made about, and whether they are still the same two people."""

from models.conflicts.contacts import organisations
from models.conflicts.involved import Involved
from models.conflicts.relations import same_organisation
from models.conflicts.search import alike
from models.contest.application import Application
from models.intake.iin import check_iin
from models.names.parts import Name, read_name
from models.values import Value


class Subject(Value):
    """A person as written at one time; both may be empty."""

    name: str = ""
    iin: str = ""


class Subjects(Value):
    """The two of a pair. Holds IIN: it never leaves the central file."""

    person: Subject
    applicant: Subject


def subjects(person: Involved, application: Application) -> Subjects:
    """Return who the two are now."""
    one = application.applicant
    return Subjects(
        person=Subject(name=person.name, iin=person.iin), applicant=Subject(name=one.full_name, iin=one.iin)
    )


def changed(then: Subjects, now: Subjects) -> tuple[str, ...]:
    """Return which of the two became another: "person", "applicant".

    Another IIN, or another name. A name in another alphabet or order, with a slip of typing, or with a part more or
    less is the same; so is an IIN that was missing before or is missing now.
    """
    pairs = (("person", then.person, now.person), ("applicant", then.applicant, now.applicant))
    return tuple(side for side, before, after in pairs if _another(before, after))


def _another(then: Subject, now: Subject) -> bool:
    before, after = check_iin(then.iin), check_iin(now.iin)
    if before.valid and after.valid and before.digits != after.digits:
        return True
    if then.name == now.name or not (then.name.strip() and now.name.strip()):
        return False
    ours, theirs = organisations(then.name), organisations(now.name)
    if any(same_organisation(one, other) for one in ours for other in theirs):
        return False
    return not same_name(read_name(then.name), read_name(now.name))


def same_name(one: Name, other: Name) -> bool:
    """Tell whether two names as read are one: in any alphabet, with a slip of typing, with a part more or less."""
    parts = ((one.stem, other.stem), (one.given, other.given), (one.father, other.father))
    said = [(a, b) for a, b in parts if a and b]
    return bool(said) and all(alike([a], [b]).item() > 0 for a, b in said)

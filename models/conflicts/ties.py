"""What a found relation is called in a profile: the code by which a kind of conflict claims it."""

from models.conflicts.relations import Relation
from models.contest.profile import ConflictKind, ConflictRule

APPLICANT, EMPLOYER, STUDY, CONTACT, PARTNER, SUPPLIER = (
    "applicant",
    "employer",
    "study",
    "contact-person",
    "partner",
    "supplier",
)
"""Through whom or what a person is connected with an application."""


def tie(relation: Relation, through: str) -> str:
    """Return the code of `relation`, found `through` one of the parties of an application.

    Whom an organisation concerns tells more than that it is one; the applicant's own relations are called as they are.
    """
    if through in (PARTNER, SUPPLIER):
        return through
    if relation is Relation.SAME_ORGANISATION and through != APPLICANT:
        return through
    if through == CONTACT and relation in (Relation.SAME_PERSON, Relation.SAME_IIN):
        return through
    return relation.value


def kind_of(code: str, rule: ConflictRule) -> ConflictKind | None:
    """Return the kind of the profile that claims the tie `code`; None where none does."""
    return next((kind for kind in rule.kinds if code in kind.found_as), None)

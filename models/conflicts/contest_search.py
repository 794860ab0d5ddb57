"""The search over a whole contest: everyone who touches it against every party behind every application."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from models.conflicts.involved import Involved, person_party
from models.conflicts.parties import Known, Party, known
from models.conflicts.reading import Reading
from models.conflicts.search import Hit, find_among
from models.conflicts.sides import application_of, parties_behind
from models.conflicts.ties import APPLICANT, kind_of, tie
from models.contest.application import Application
from models.contest.profile import ConflictRule
from models.progress import Report, silent
from models.values import Value

Behind = tuple[tuple[str, Known], ...]
"""Who stands behind one application: what each is to it, and the party as it was read."""


class Found(Value):
    """What connects one person with one application, probably: a question to a person, never a verdict."""

    person: str
    application: str
    tie: str
    """The strongest connection (`models.contest.profile.Tie`)."""
    kind: str | None
    """The profile's kind that claims it; None where none does."""
    through: str
    """Whom of the application it concerns (`models.conflicts.ties`): "applicant", "contact-person", "employer" …"""
    strength: float
    look: bool
    """Whether a secretary should look at it first."""
    reasons: tuple[str, ...]
    """In the language spoken when it was searched, strongest first. They quote contacts, so they stay in the office."""

    @property
    def pair(self) -> tuple[str, str]:
        """The person and the application."""
        return self.person, self.application


def find_in_contest(
    people: Sequence[Involved],
    applications: Sequence[Application],
    rule: ConflictRule,
    *,
    on: date,
    report: Report = silent,
) -> tuple[Found, ...]:
    """Return one finding for each person and application that anything connects, strongest first.

    `on`: the day from which the profile's window is counted back. `report` as for `find_conflicts`. Raises
    CancelledError.
    """
    reading = Reading()
    ours = [person_party(one, rule, on=on) for one in people]
    return find_behind(ours, [read_behind(one, reading) for one in applications], rule, reading, report=report)


def read_behind(application: Application, reading: Reading) -> Behind:
    """Return everybody behind `application`, read: it stays true as long as the application is the same."""
    return tuple((through, known(party, reading)) for through, party in parties_behind(application, reading))


def find_behind(
    people: Sequence[Party], applications: Iterable[Behind], rule: ConflictRule, reading: Reading, *, report: Report
) -> tuple[Found, ...]:
    """Return what `find_in_contest` does for applications that are read already; `people` as `person_party` says."""
    sides = [side for behind in applications for side in behind]
    codes = [application_of(one.party.id) for _, one in sides]
    ours = [known(one, reading) for one in people]
    together: dict[tuple[str, str], list[tuple[str, Hit]]] = defaultdict(list)
    for number, hit in find_among(ours, [one for _, one in sides], codes, report=report):
        together[hit.person, codes[number]].append((sides[number][0], hit))
    order = {one.id: number for number, one in enumerate(people)}
    found = [_found(pair, every, rule) for pair, every in together.items()]
    return tuple(sorted(found, key=lambda one: (-one.strength, order[one.person], one.application)))


def _found(pair: tuple[str, str], every: list[tuple[str, Hit]], rule: ConflictRule) -> Found:
    # of equal evidence the applicant's own tells more than that of somebody named in a table
    every.sort(key=lambda each: (-each[1].strength, each[0] != APPLICANT))
    through, hit = every[0]
    code = tie(hit.kind, through)
    kind = kind_of(code, rule)
    return Found(
        person=pair[0],
        application=pair[1],
        tie=code,
        kind=kind.code if kind else None,
        through=through,
        strength=hit.strength,
        look=any(one.look for _, one in every),
        reasons=tuple(dict.fromkeys(reason for _, one in every for reason in one.reasons)),
    )

"""Those who touch a contest, as the search for conflicts of interest knows them: kept in the central file only.

Members, chair, secretary and staff stand on the roster, which goes out with the packet; what is added here (IIN, birth
date, contacts, earlier employers) never does. Mentors and staff without a card stand here alone.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Literal

from models.conflicts.declarations import Declaration
from models.conflicts.parties import Party
from models.contest.commission import Person, Role, Roster
from models.contest.profile import ConflictRule
from models.values import Moment, Value

Part = Literal["member", "secretary", "staff", "mentor"]
"""What somebody does in a contest. A mentor advises applicants and sits nowhere."""

_APART = "k"
"""Begins the ids of those outside the roster: nobody who was dismissed from it is taken for one of them."""


class Job(Value):
    """Where somebody works or worked, teaches, or got money from."""

    organisation: str
    until: date | None = None
    """The last day, inclusive; None: it lasts."""


class Involved(Value):
    """One person who touches the contest. All but `id`, `name` and `part` may be empty; nothing is guessed for it."""

    id: str
    """Of the roster where the person stands there; else of its own ("k1"), never a roster's."""
    name: str
    part: Part
    position: str = ""
    organisation: str = ""
    """Where the person works now."""
    iin: str = ""
    birth_date: date | None = None
    phone: str = ""
    email: str = ""
    address: str = ""
    jobs: tuple[Job, ...] = ()
    """Further and earlier employers."""
    declared_at: Moment | None = None
    """When the person last declared, on a sheet or in the office; None: never."""
    declared: tuple[Declaration, ...] = ()
    """What was declared then, by application: only answers other than "no conflict"."""

    @property
    def searched_by(self) -> tuple[str, ...]:
        """The names of the fields that the search would use, as this person fills them."""
        fields = ("name", "iin", "birth_date", "phone", "email", "address", "organisation", "jobs")
        return tuple(field for field in fields if getattr(self, field))


def next_involved_id(used: Iterable[str]) -> str:
    """Return the first id for somebody outside the roster ("k1") that is not among `used`."""
    taken = set(used)
    return next(f"{_APART}{n}" for n in range(1, len(taken) + 2) if f"{_APART}{n}" not in taken)


def everybody(roster: Roster, known: Sequence[Involved]) -> tuple[Involved, ...]:
    """Return everyone to be searched for: the roster's people in its order, then those known who stand on none.

    Name, position, organisation and part are the roster's; the rest is what is `known`.
    """
    by_id = {one.id: one for one in known}
    people = [person for person in roster.people if person.role is not Role.RECOVERY]
    found = [_on_roster(person, by_id.get(person.id)) for person in people]
    ids = {person.id for person in roster.people}
    return (*found, *(one for one in known if one.id not in ids and one.id.startswith(_APART)))


def _on_roster(person: Person, known: Involved | None) -> Involved:
    parts: dict[Role, Part] = {Role.MEMBER: "member", Role.SECRETARY: "secretary"}
    basis = known or Involved(id=person.id, name=person.name, part="staff")
    return basis.model_copy(
        update={
            "name": person.name,
            "part": parts.get(person.role, "staff"),
            "position": person.position,
            "organisation": person.organisation,
        }
    )


def person_party(one: Involved, rule: ConflictRule, *, on: date) -> Party:
    """Return what `one` is searched by on the day `on`, with the employers that the profile's window still holds."""
    since = window_start(rule, on)
    jobs = [job.organisation for job in one.jobs if job.until is None or job.until >= since]
    return Party(
        id=one.id,
        name=one.name,
        iin=one.iin,
        birth_date=one.birth_date,
        phone=one.phone,
        email=one.email,
        address=one.address,
        organisation="; ".join(dict.fromkeys(text for text in (one.organisation, *jobs) if text.strip())),
        role=one.part,
    )


def window_start(rule: ConflictRule, on: date) -> date:
    """Return the first day, inclusive, from which a tie that ended still counts: the longest window of the kinds.

    Twelve months before 6 May 2024 is 6 May 2023; of a day that a month lacks, the month's last. `on` itself where no
    kind has a window.
    """
    months = max((kind.months or 0 for kind in rule.kinds), default=0)
    number = on.year * 12 + on.month - 1 - months
    year, month = divmod(number, 12)
    for day in range(on.day, 27, -1):
        try:
            return date(year, month + 1, day)
        except ValueError:
            continue
    return date(year, month + 1, min(on.day, 28))

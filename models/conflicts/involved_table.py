"""Contacts of those who touch a contest, out of a table: what taking it in would do, before anything is stored.

Rows are told by the person's id, by IIN, or by a name that reads the same in any alphabet. An empty cell keeps what is
known; taking the same table in twice changes nothing.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from models.conflicts.contacts import address, mails, phones
from models.conflicts.involved import Involved, Job, Part
from models.conflicts.parties import Party
from models.conflicts.party_tables import Parties
from models.conflicts.subjects import same_name
from models.intake.folding import fold
from models.intake.iin import check_iin
from models.intake.plan import RowKind
from models.names.parts import read_name
from models.wording import tr

NEW = "+"
"""Begins the id of somebody whom only the table knows; who stores them gives another."""
_MENTOR = ("тәлімгер", "наставник", "ментор", "mentor")
_ENROLLED = ("мүше", "член", "member", "төраға", "председатель", "chair", "хатшы", "секретар", "secretary")
_SEVERAL: dict[str, Callable[[str], object]] = {"phone": phones, "email": mails, "address": address}
"""Fields that may hold several values, parted by ";", each with what tells two of them apart."""


@dataclass(frozen=True)
class ContactChange:
    """One field whose stored value differs from the table's, both as text."""

    field: str
    """Of `Involved`."""
    old: str
    new: str


@dataclass(frozen=True)
class ContactRow:
    """A row of the table and what becomes of it."""

    row: int
    """Its number in the sheet."""
    kind: RowKind
    name: str
    person: Involved | None = None
    """Who would be stored; None where refused."""
    changes: tuple[ContactChange, ...] = ()
    reason: str = ""
    """Why refused."""


@dataclass(frozen=True)
class ContactPlan:
    """The rows in the table's order, and what must be known about the reading of it."""

    rows: tuple[ContactRow, ...]
    notes: tuple[str, ...] = ()

    def of(self, kind: RowKind) -> tuple[ContactRow, ...]:
        """Return the rows of `kind`."""
        return tuple(row for row in self.rows if row.kind is kind)

    @property
    def people(self) -> tuple[Involved, ...]:
        """Everyone to be stored, each once, as the last row leaves them."""
        changed = (row.person for row in self.rows if row.person and row.kind is not RowKind.UNCHANGED)
        return tuple({one.id: one for one in changed}.values())


class _RefusedError(Exception):
    """Carries why a row is refused; never leaves this module."""


def plan_contacts(table: Parties, people: Sequence[Involved]) -> ContactPlan:
    """Return what taking `table` in would do to those who touch the contest (`people`, as `everybody` gives them).

    Whom the table names and nobody knows is new: staff, or a mentor where the role says so. Members, chair and
    secretary come by their cards, so such a row is refused; so is one that fits several people, or says otherwise than
    what is certain: IIN, birth date.
    """
    taken = {one.id: one for one in people}
    touched: set[str] = set()
    rows = []
    for number, party in zip(table.numbers, table.parties, strict=True):
        try:
            before = _whom(party, taken)
            fresh = before is None
            before = before or _new(party, f"{NEW}{number}")
            after = _filled(before, party, further=before.id in touched)
        except _RefusedError as refused:
            rows.append(ContactRow(number, RowKind.REFUSED, party.name, reason=str(refused)))
            continue
        changes = tuple(_changes(before, after))
        kind = RowKind.NEW if fresh else RowKind.CHANGED if changes else RowKind.UNCHANGED
        rows.append(ContactRow(number, kind, after.name, after, changes))
        taken[after.id] = after
        touched.add(after.id)
    return ContactPlan(tuple(rows), table.notes)


def _whom(party: Party, people: dict[str, Involved]) -> Involved | None:
    if party.id in people:
        return people[party.id]
    iin, name = check_iin(party.iin), read_name(party.name)
    by_iin = [one for one in people.values() if iin.valid and check_iin(one.iin).digits == iin.digits]
    if not by_iin and not party.name.strip():
        raise _RefusedError(tr("The row names nobody: neither a name nor a known IIN."))
    by_name = [one for one in people.values() if party.name.strip() and same_name(read_name(one.name), name)]
    if by_iin and party.name.strip() and by_iin[0] not in by_name:
        raise _RefusedError(tr("The IIN is of {name}, whose name is another.", name=by_iin[0].name))
    found = by_iin or by_name
    if len(found) > 1:
        fits = ", ".join(one.name for one in found)
        raise _RefusedError(tr("It fits several people: {names}. Write the IIN or the id.", names=fits))
    return found[0] if found else None


def _new(party: Party, person: str) -> Involved:
    role = fold(party.role)
    part: Part = "mentor" if any(fold(word) in role for word in _MENTOR) else "staff"
    if part != "mentor" and any(fold(word) in role for word in _ENROLLED):
        raise _RefusedError(
            tr("Members, chair and secretary are enrolled by their cards first; then take it in again.")
        )
    return Involved(id=person, name=" ".join(party.name.split()), part=part)


def _filled(one: Involved, party: Party, *, further: bool) -> Involved:
    """Return `one` with what the row says; `further`: an earlier row of the table told of the person already."""
    known: dict[str, object] = {}
    if party.iin.strip():
        iin = check_iin(party.iin)
        if not iin.valid:
            raise _RefusedError(tr("This is no IIN: 12 digits with a right check digit."))
        if check_iin(one.iin).valid and check_iin(one.iin).digits != iin.digits:
            raise _RefusedError(tr("Another IIN is known of {name}.", name=one.name))
        known["iin"] = one.iin or iin.digits
    if party.birth_date is not None:
        if one.birth_date not in (None, party.birth_date):
            raise _RefusedError(tr("Another birth date is known of {name}.", name=one.name))
        known["birth_date"] = party.birth_date
    for field, read in _SEVERAL.items():
        before, text = str(getattr(one, field)), str(getattr(party, field)).strip()
        have, told = (dict(_parts(words, read)) for words in (before, text))
        if told.keys() - have.keys():
            known[field] = "; ".join((have | told).values() if further else told.values())
    organisations = [text.strip() for text in party.organisation.split(";") if text.strip()]
    if organisations and not one.organisation and one.id.startswith(("k", NEW)):
        known["organisation"] = organisations.pop(0)
    named = {
        fold(text)
        for text in (one.organisation, str(known.get("organisation", "")), *(job.organisation for job in one.jobs))
    }
    jobs = [Job(organisation=text) for text in dict.fromkeys(organisations) if fold(text) not in named]
    if jobs:
        known["jobs"] = (*one.jobs, *jobs)
    return one.model_copy(update=known)


def _parts(text: str, read: Callable[[str], object]) -> Iterator[tuple[object, str]]:
    """Yield the values in `text` as written, each after what tells it: how it is read, or its words."""
    for part in text.split(";"):
        if part.strip():
            yield read(part) or fold(part), part.strip()


def _changes(before: Involved, after: Involved) -> Iterator[ContactChange]:
    for field in Involved.model_fields:
        old, new = getattr(before, field), getattr(after, field)
        if old != new:
            yield ContactChange(field, _said(old), _said(new))


def _said(value: object) -> str:
    if isinstance(value, tuple):
        return "; ".join(job.organisation for job in value)
    return f"{value:%d.%m.%Y}" if isinstance(value, date) else str(value or "")

"""Who won, with what points, in which contest; contracts, their deadlines, and who is next in line."""

from collections import Counter
from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import Select, func
from sqlalchemy import select as pick
from sqlmodel import Session, col

from models.centre.applications import of_application
from models.centre.contests import contest
from models.centre.history import record
from models.centre.tables import ApplicationRow, ContestRow, ContractRow, OutcomeRow
from models.contest.calendar import contract_deadline
from models.contest.money import money
from models.errors import StoreError
from models.intake.folding import search_words
from models.sitting.outcome import Standing
from models.values import Both, Moment, Value
from models.wording import tr


class Contract(Value):
    """A contract with a winner. Money in whole KZT."""

    number: str
    signed_on: date | None = None
    amount: int | None = None
    state: str = "signed"
    """"signed", "completed" (reported and paid) or "failed" (withdrawn, not signed, ended)."""
    actual_cost: int | None = None
    documents: str = ""
    note: str = ""


class Entry(Value):
    """One application with what came of it, across contests."""

    contest: str
    contest_title: Both
    code: str
    territory: str
    territory_name: Both | None = None
    """None where the contest has no such territory."""
    name: str
    title: str
    iin: str
    total: str
    """As printed; "" where it was not ranked or the sitting has not been."""
    place: int | None = None
    place_to: int | None = None
    """The last of the places shared, the same as `place` where it is not shared."""
    standing: Standing | None = None
    """None before the sitting."""
    remark: str | None = None
    reserve: int | None = None
    """Number in the line of those who follow, from 1."""
    reserve_to: int | None = None
    """The last of the numbers shared: neither points nor votes tell those apart. Only `next_in_line` fills it."""
    asked: int | None = None
    awarded: int | None = None
    protocol_number: str = ""
    protocol_date: date | None = None
    contract: Contract | None = None

    @property
    def has_grant(self) -> bool:
        """Whether this application has a grant: a contract that did not fail, or else named a winner."""
        if self.contract is not None:
            return self.contract.state != "failed"
        return self.standing is Standing.WINNER


class Deadline(Value):
    """By when a contract with a winner is to be signed: both days inclusive."""

    entry: Entry
    first: date
    last: date

    def overdue(self, today: date) -> bool:
        """Whether the last day is over and nothing is signed."""
        return self.entry.contract is None and today > self.last


def find(
    session: Session,
    search: str = "",
    *,
    contest_id: str | None = None,
    winners_only: bool = False,
    most: int | None = None,
) -> tuple[Entry, ...]:
    """Return the applications of every contest (or one) that `search` fits, best place first in each territory.

    Searched are code, name, IIN, contacts and title, folded; every word must be found. At most the first `most` are
    returned, those of the newest contest first.
    """
    query: Select[*tuple[Any, ...]] = (
        pick(*_COLUMNS)  # not the rows themselves: each would bring its whole questionnaire and the whole result along
        .join(ContestRow, col(ContestRow.id) == col(ApplicationRow.contest))
        .outerjoin(OutcomeRow, of_application(OutcomeRow))
        .outerjoin(ContractRow, of_application(ContractRow))
        .order_by(col(ContestRow.created_at).desc(), col(ContestRow.id), col(ApplicationRow.territory))
        .order_by(col(OutcomeRow.place_from).is_(None), col(OutcomeRow.place_from), col(ApplicationRow.code))
    )
    if contest_id is not None:
        query = query.where(col(ApplicationRow.contest) == contest_id)
    for word in search_words(search):
        query = query.where(col(ApplicationRow.search).contains(word, autoescape=True))
    if winners_only:
        signed = col(ContractRow.state) != "failed"
        query = query.where(func.coalesce(signed, col(OutcomeRow.standing) == Standing.WINNER.value))
    result = session.connection().execute(query.limit(most))
    keys = tuple(result.keys())
    rows = [dict(zip(keys, row, strict=True)) for row in result]
    names = {
        (one, territory.code): territory.name
        for one in {row["contest"] for row in rows}
        for territory in contest(session, one).territories
    }
    return tuple(_entry(row, names) for row in rows)


_CONTRACT = tuple(Contract.model_fields)
_COLUMNS = (
    *(col(getattr(ApplicationRow, name)) for name in ("contest", "code", "territory", "name", "title", "iin", "asked")),
    col(ContestRow.title_kk),
    col(ContestRow.title_ru),
    col(OutcomeRow.shown).label("total"),
    col(OutcomeRow.place_from).label("place"),
    *(col(getattr(OutcomeRow, name)) for name in ("place_to", "standing", "remark", "reserve", "awarded")),
    col(OutcomeRow.protocol_number),
    col(OutcomeRow.protocol_on).label("protocol_date"),
    *(col(getattr(ContractRow, name)).label(f"contract_{name}") for name in _CONTRACT),
)


def _entry(row: dict[str, Any], names: Mapping[tuple[str, str], Both]) -> Entry:
    contract = {name: row.pop(f"contract_{name}") for name in _CONTRACT}
    standing = row.pop("standing")
    return Entry(
        contest_title=Both(kk=row.pop("title_kk"), ru=row.pop("title_ru")),
        territory_name=names.get((row["contest"], row["territory"])),
        total=row.pop("total") or "",
        protocol_number=row.pop("protocol_number") or "",
        standing=Standing(standing) if standing is not None else None,
        contract=Contract(**contract) if contract["state"] is not None else None,
        **row,
    )


def winners(session: Session, contest_id: str | None = None, *, search: str = "") -> tuple[Entry, ...]:
    """Return those with a grant, of one contest or of all: named by the chair, or next in line with a contract."""
    return find(session, search, contest_id=contest_id, winners_only=True)


def deadlines(session: Session, contest_id: str) -> tuple[Deadline, ...]:
    """Return by when the contract with each winner is to be signed, counted from the day of the protocol that named it.

    Empty where the profile sets no days, or the sitting has not been.
    """
    profile = contest(session, contest_id).profile
    return tuple(
        Deadline(entry=entry, first=days[0], last=days[1])
        for entry in winners(session, contest_id)
        if entry.protocol_date is not None and (days := contract_deadline(profile, entry.protocol_date)) is not None
    )


def next_in_line(session: Session, contest_id: str, territory: str | None = None) -> tuple[Entry, ...]:
    """Return who follows the winners, in order in each territory; those who got a contract since are left out.

    Those who share a number stand side by side: the commission decides between them, not the order here.
    """
    following = [
        entry
        for entry in find(session, contest_id=contest_id)
        if entry.standing is Standing.RESERVE and (territory is None or entry.territory == territory)
    ]
    sharing = Counter((entry.territory, entry.reserve) for entry in following)
    waiting = [
        entry.model_copy(update={"reserve_to": (entry.reserve or 0) + sharing[entry.territory, entry.reserve] - 1})
        for entry in following
        if entry.contract is None
    ]
    return tuple(sorted(waiting, key=lambda entry: (entry.territory, entry.reserve or 0, entry.code)))


def following(session: Session, contest_id: str, territory: str) -> tuple[Entry, ...]:
    """Return whom the commission may name for a grant that became free: the next in line, or all who share the number.

    Empty where no grant of the territory is free.
    """
    if territory not in free_grants(session, contest_id):
        return ()
    waiting = next_in_line(session, contest_id, territory)
    return tuple(entry for entry in waiting if entry.reserve == waiting[0].reserve)


def free_grants(session: Session, contest_id: str) -> dict[str, int]:
    """Return by territory how many grants are free because a winner's contract failed and nobody followed."""
    entries = find(session, contest_id=contest_id)
    named: dict[str, int] = {}
    for entry in entries:
        named.setdefault(entry.territory, 0)
        named[entry.territory] += int(entry.standing is Standing.WINNER) - int(entry.has_grant)
    return {territory: free for territory, free in named.items() if free > 0}


class ContractLine(Value):
    """Somebody with whom a contract is, was or can be made."""

    entry: Entry
    first: date | None = None
    last: date | None = None
    """Both days inclusive; None where the profile sets no days."""
    follows: bool = False
    """The next in line for a grant that became free: a contract needs the commission's decision."""

    def overdue(self, today: date) -> bool:
        """Whether the last day is over and nothing is signed."""
        return self.entry.contract is None and self.last is not None and today > self.last


def contract_lines(session: Session, contest_id: str) -> tuple[ContractLine, ...]:
    """Return the winners and everyone else with a recorded contract, by territory and place, then who follows next."""
    days = {line.entry.code: line for line in deadlines(session, contest_id)}
    lines = [
        ContractLine(
            entry=entry,
            first=days[entry.code].first if entry.code in days and entry.standing is Standing.WINNER else None,
            last=days[entry.code].last if entry.code in days and entry.standing is Standing.WINNER else None,
        )
        for entry in find(session, contest_id=contest_id)
        if entry.standing is Standing.WINNER or entry.contract is not None
    ]
    for territory in free_grants(session, contest_id):
        lines += [ContractLine(entry=entry, follows=True) for entry in following(session, contest_id, territory)]
    return tuple(lines)


def record_contract(
    session: Session, contest_id: str, code: str, contract: Contract, *, by: str, at: Moment, why: str = ""
) -> None:
    """Record the contract with a winner, or what became of it; recording the same again changes nothing.

    Changing what is recorded, a failed contract, and a contract with the next in line (`why`: the commission's
    decision) need a reason. Raises StoreError for those without, for who is neither winner nor next in line for a free
    grant, for a sum above the one awarded, and for a day before the protocol's.
    """
    if contract.state not in ("signed", "completed", "failed"):
        raise ValueError(f"no such state of a contract: {contract.state}")
    found = [entry for entry in find(session, contest_id=contest_id) if entry.code == code]
    if not found:
        raise StoreError(tr("The contest has no application “{code}”; nothing was changed.", code=code))
    entry = found[0]
    if entry.contract == contract:
        return
    _check_contract(session, entry, contract, why)
    row = session.get(ContractRow, (contest_id, code))
    columns = contract.model_dump() | {"recorded_at": at, "recorded_by": by}
    before = entry.contract
    if row is None:
        row = ContractRow.model_validate(columns | {"contest": contest_id, "application": code})
    else:
        row.sqlmodel_update(columns)
    session.add(row)
    fields = [
        name for name in Contract.model_fields if before is None or getattr(before, name) != getattr(contract, name)
    ]
    record(
        session,
        contest=contest_id,
        subject="contract",
        key=code,
        what="added" if before is None else "changed",
        by=by,
        at=at,
        why=why,
        fields=fields,
    )
    session.flush()


def _check_contract(session: Session, entry: Entry, contract: Contract, why: str) -> None:
    if (
        entry.standing is not Standing.WINNER
        and entry.contract is None
        and entry.code not in {one.code for one in following(session, entry.contest, entry.territory)}
    ):
        raise StoreError(
            tr(
                "{code} is neither a winner nor the next in line for a grant that became free; "
                "no contract was recorded.",
                code=entry.code,
            )
        )
    changes = entry.contract is not None and contract.state == entry.contract.state
    if not why.strip() and (changes or contract.state == "failed" or entry.standing is not Standing.WINNER):
        raise StoreError(
            tr("This needs a reason, because it changes what was decided or recorded; nothing was changed.")
        )
    if entry.awarded is not None and contract.amount is not None and contract.amount > entry.awarded:
        raise StoreError(
            tr("The sum is above the {sum} KZT awarded; no contract was recorded.", sum=money(entry.awarded))
        )
    early = entry.protocol_date and contract.signed_on and contract.signed_on < entry.protocol_date
    if early or (contract.state != "failed" and not contract.number.strip()):
        raise StoreError(tr("A contract has a number and a day not before the protocol's; no contract was recorded."))

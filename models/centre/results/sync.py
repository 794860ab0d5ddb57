"""The result of a sitting comes back: planned, shown, then done in one transaction. Twice is once."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Protocol

from sqlmodel import Session, col, select

from models.centre.applications import states
from models.centre.conflicts.declarations import take_declared
from models.centre.conflicts.pairs import pin_result
from models.centre.history import record
from models.centre.results.marks import store_marks
from models.centre.selection.packets import packets
from models.centre.tables import ApplicationRow, ContestRow, ContractRow, OutcomeRow, PacketRow, ResultRow
from models.conflicts.declarations import Declaration
from models.contest.application import Screened
from models.errors import StoreError
from models.packet.manifest import PacketManifest
from models.sitting.acts import NextNamed, Opened, WinnerLeft
from models.sitting.held.result_files import strip
from models.sitting.minutes import left_text
from models.sitting.outcome import Line, Standing
from models.sitting.replay import Unlawful
from models.sitting.result import Result
from models.sitting.sessions import Decided, ProtocolName, decided_by, sessions
from models.values import Moment, Value
from models.wording import tr


class OpenedResult(Protocol):
    """What is needed of `models.sitting.held.result_files.OpenResult`: checked and recomputed."""

    @property
    def result(self) -> Result: ...
    @property
    def sha256(self) -> str: ...
    @property
    def unlawful(self) -> tuple[Unlawful, ...]: ...


class SyncKind(StrEnum):
    """What becomes of a line of the result."""

    NEW = "new"
    CHANGED = "changed"
    PRESENT = "present"
    UNFIT = "unfit"


class SyncLine(Value):
    """One application of the result and what becomes of it."""

    kind: SyncKind
    application: str
    name: str = ""
    line: Line | None = None
    """What would be stored."""
    fields: tuple[str, ...] = ()
    """For a changed line: what differs from the stored one."""
    before: tuple[str | int | None, ...] = ()
    """What is stored in these fields now, in the same order."""
    reasons: tuple[str, ...] = ()
    """For an unfit line: why. For one that a further sitting decided: how."""
    protocol: ProtocolName | None = None
    """The protocol by which it stands so; None for a line that is not in the result."""


class SyncPlan(Value):
    """What syncing a result would do. Nothing is stored while anything does not fit."""

    sha256: str
    contest: str
    result: Result
    lines: tuple[SyncLine, ...]
    problems: tuple[str, ...] = ()
    """Why the result as a whole does not fit."""
    unlawful: tuple[Unlawful, ...] = ()
    """The acts that the rules refuse in their place; each is one of the `problems` too."""
    known: bool = False
    """This very result is stored already."""
    continues: str = ""
    """The number of the stored protocol whose sitting this result continues; "" where it continues none."""

    @property
    def fits(self) -> bool:
        """Whether `do_sync` would take it."""
        return not self.problems and not self.of(SyncKind.UNFIT)

    def of(self, kind: SyncKind) -> tuple[SyncLine, ...]:
        """Return the lines of `kind`, by code."""
        return tuple(line for line in self.lines if line.kind is kind)


def plan_sync(session: Session, opened: OpenedResult) -> SyncPlan:
    """Return what syncing would do: every line is new, changed, there already, or does not fit, with the reason."""
    result = opened.result
    contest_id = result.manifest.contest.id
    problems = _problems(session, opened)
    standing = states(session, contest_id)
    names = dict(
        session.exec(select(ApplicationRow.code, ApplicationRow.name).where(ApplicationRow.contest == contest_id)).all()
    )
    contracts = {
        row.application: row for row in session.exec(select(ContractRow).where(ContractRow.contest == contest_id))
    }
    decided = decided_by(result.acts)
    first = sessions(result.acts)[0].protocol
    stored = {row.application: row for row in session.exec(select(OutcomeRow).where(OutcomeRow.contest == contest_id))}
    lines = [
        _line(line, standing, names, stored.get(line.application), contracts, decided).model_copy(
            update={"protocol": _protocol(decided.get(line.application), first)}
        )
        for territory in result.outcome.territories
        for line in territory.lines
    ]
    given = {line.application for line in lines}
    lines += [
        SyncLine(
            kind=SyncKind.UNFIT,
            application=code,
            name=names.get(code, ""),
            reasons=(tr("has a stored result, but none in this one"),),
        )
        for code in stored.keys() - given
    ]
    return SyncPlan(
        sha256=opened.sha256,
        contest=contest_id,
        result=result,
        lines=tuple(sorted(lines, key=lambda line: line.application)),
        problems=tuple(problems),
        unlawful=opened.unlawful,
        known=session.get(ResultRow, opened.sha256) is not None,
        continues=_continued(session, opened),
    )


def _problems(session: Session, opened: OpenedResult) -> list[str]:
    result = opened.result
    contest_id = result.manifest.contest.id
    if session.get(ContestRow, contest_id) is None:
        return [tr("This contest is not in this central file.")]
    found = []
    packet = session.get(PacketRow, result.packet)
    if packet is None or packet.contest != contest_id:
        found.append(tr("It was made from a packet that this central file did not build."))
        own = [one for one in packets(session, contest_id) if one.revision == result.manifest.revision]
        if packet is None and own:
            found.append(
                tr(
                    "That packet calls itself revision {n}, but revision {n} built here is another one: two packets "
                    "with one number went round. Ask who made and signed the other.",
                    n=own[0].revision,
                )
            )
    else:
        newest = packets(session, contest_id)[-1]
        if newest.id != packet.id:
            found.append(
                tr(
                    "It was made from packet revision {n}, but the newest is {newest}.",
                    n=packet.revision,
                    newest=newest.revision,
                )
            )
        if packet.criteria != result.criteria or not _same_packet(packet, result.manifest):
            found.append(tr("It contradicts the packet it names: criteria, commission or applications differ."))
    if result.outcome.questions or not sessions(result.acts)[-1].closed:
        found.append(tr("The sitting is not closed, or leaves questions open."))
    found += [
        tr("Act {n} of the sitting is against the rules: {reason}", n=one.number, reason=one.reason)
        for one in opened.unlawful
    ]
    for row in session.exec(select(ResultRow).where(ResultRow.contest == contest_id)):
        before = Result.from_json(row.value.encode(), name=row.sha256)
        if row.sha256 == opened.sha256 or _extends(result, before):
            continue
        if _extends(before, result):
            found.append(
                tr(
                    "A later result is stored (protocol {number}) that continues this one and holds all of it. "
                    "There is nothing to take from this file.",
                    number=row.number,
                )
            )
        else:
            found.append(
                tr(
                    "Another result of this contest is stored (protocol {number}), and this one does not continue it. "
                    "Ask the chair which of the two counts; the lines below show where they differ.",
                    number=row.number,
                )
            )
    return found


def _extends(later: Result, before: Result) -> bool:
    """Whether `later` holds the same packet and sheets as `before`, and its acts go on from those of `before`."""
    same = (later.packet, later.criteria, later.sheets) == (before.packet, before.criteria, before.sheets)
    return same and later.acts[: len(before.acts)] == before.acts


def _continued(session: Session, opened: OpenedResult) -> str:
    """Return the number of the longest stored sitting that the result goes on from; "" for none."""
    rows = session.exec(select(ResultRow).where(ResultRow.contest == opened.result.manifest.contest.id))
    found = [
        (len(before.acts), row.number)
        for row in rows
        if row.sha256 != opened.sha256
        and _extends(opened.result, before := Result.from_json(row.value.encode(), name=row.sha256))
    ]
    return max(found, default=(0, ""))[1]


def _protocol(decided: Decided | None, first: ProtocolName | None) -> ProtocolName | None:
    return decided.protocol if decided else first


def _same_packet(packet: PacketRow, manifest: PacketManifest) -> bool:
    return strip(PacketManifest.from_json(packet.value.encode(), name=packet.id)) == strip(manifest)


def _line(
    line: Line,
    standing: Mapping[str, Screened],
    names: dict[str, str],
    stored: OutcomeRow | None,
    contracts: Mapping[str, ContractRow],
    decided: Mapping[str, Decided],
) -> SyncLine:
    code = line.application
    made = SyncLine(kind=SyncKind.NEW, application=code, name=names.get(code, ""), line=line)
    if code not in standing:
        reason = tr("the central file has no such application")
        return made.model_copy(update={"kind": SyncKind.UNFIT, "reasons": (reason,)})
    if standing[code] in (Screened.REFUSED, Screened.WITHDRAWN) and line.standing is Standing.WINNER:
        reason = tr("wins in the result, but is refused or withdrawn in the central file")
        return made.model_copy(update={"kind": SyncKind.UNFIT, "reasons": (reason,)})
    if stored is None:
        return made
    columns = _columns(line)
    fields = tuple(name for name in columns if getattr(stored, name) != columns[name])
    made = made.model_copy(update={"fields": fields, "before": tuple(getattr(stored, name) for name in fields)})
    if code in contracts and _contradicted(contracts[code], stored, line, fields):
        reason = tr("a contract is recorded, and the result now says otherwise")
        return made.model_copy(update={"kind": SyncKind.UNFIT, "reasons": (reason,)})
    if not fields:
        return made.model_copy(update={"kind": SyncKind.PRESENT})
    told = _how(decided[code]) if code in decided and "standing" in fields else ()
    return made.model_copy(update={"kind": SyncKind.CHANGED, "reasons": told})


def _contradicted(contract: ContractRow, stored: OutcomeRow, line: Line, fields: Sequence[str]) -> bool:
    """Whether what is recorded of a contract can't stand beside what the result now says.

    A contract that failed goes with a winner who is out, one made with the next in line with its being named.
    """
    if not {"standing", "awarded"} & set(fields):
        return False
    if contract.state == "failed":
        return line.standing is Standing.WINNER
    if line.standing is not Standing.WINNER:
        return True
    was_winner = stored.standing == Standing.WINNER.value
    return was_winner or (contract.amount is not None and contract.amount > (line.awarded or 0))


def _how(one: Decided) -> tuple[str, ...]:
    """Return how a further sitting decided a line; () where the first sitting named it."""
    match one.act:
        case WinnerLeft() as act:
            return (f"{left_text(act)} {', '.join(part for part in (act.basis, act.document) if part)}",)
        case NextNamed() as act if act.instead_of:
            return (tr("winner in place of {codes}", codes=", ".join(act.instead_of)),)
        case NextNamed():
            return (tr("winner, as next in line"),)
        case _:
            return ()


def _columns(line: Line) -> dict[str, object]:
    return {
        "territory": line.territory,
        "number_of_marks": line.number_of_marks,
        "total": None if line.total is None else str(line.total),
        "shown": line.shown,
        "place_from": line.place_from,
        "place_to": line.place_to,
        "standing": line.standing.value,
        "remark": line.remark.value if line.remark else None,
        "reserve": line.reserve,
        "asked": line.asked,
        "awarded": line.awarded,
    }


def do_sync(session: Session, plan: SyncPlan, *, by: str, at: Moment) -> None:
    """Store the result as planned; doing it again changes nothing.

    Raises StoreError with every reason where anything does not fit, or where the store changed since the plan was
    made; nothing is stored then.
    """
    now = plan_sync(session, _Planned(result=plan.result, sha256=plan.sha256, unlawful=plan.unlawful))
    if not now.fits:
        lines = [f"{line.application}: {reason}" for line in now.of(SyncKind.UNFIT) for reason in line.reasons]
        raise StoreError(
            tr("The result does not fit this central file; nothing of it was stored."), problems=[*now.problems, *lines]
        )
    if now.known:
        return
    if now != plan:
        raise StoreError(
            tr("The central file changed since this plan was shown; nothing was stored. Look at the new plan.")
        )
    result = plan.result
    opened = sessions(result.acts)[-1].opened
    session.add(
        ResultRow(
            sha256=plan.sha256,
            contest=plan.contest,
            packet=result.packet,
            number=opened.number if opened else "",
            held_on=opened.on if opened else None,
            value=result.canonical().decode(),
            synced_at=at,
            synced_by=by,
        )
    )
    session.flush()
    for line in plan.lines:
        if line.line is None:
            continue
        row = session.get(OutcomeRow, (plan.contest, line.application))
        protocol = line.protocol
        columns = _columns(line.line) | {
            "result": plan.sha256,
            "protocol_number": protocol.number if protocol else "",
            "protocol_on": protocol.on if protocol else None,
        }
        if row is None:
            row = OutcomeRow.model_validate(columns | {"contest": plan.contest, "application": line.application})
        else:
            row.sqlmodel_update(columns)
        session.add(row)
    session.flush()
    every = (line for territory in result.outcome.territories for line in territory.lines)
    store_marks(session, plan.contest, ((line.application, panel) for line in every for panel in line.panel))
    pin_result(session, result, by=by, at=at)
    take_declared(session, plan.contest, _declared_when(result), by=by, at=at)
    record(
        session,
        contest=plan.contest,
        subject="result",
        key=plan.sha256,
        what="synced",
        by=by,
        at=at,
        fields=[line.application for line in plan.of(SyncKind.CHANGED)],
    )
    session.flush()


def _declared_when(result: Result) -> Mapping[str, tuple[Moment, tuple[Declaration, ...]]]:
    """Return what the sheets of a result declare, as of the sitting's opening: no member handed in later."""
    opened = next((act for act in result.acts if isinstance(act, Opened)), None)
    told = dict(result.declarations)
    counting = {sheet.member for sheet in result.sheets if sheet.counts}
    return {member: (opened.at, told.get(member, ())) for member in sorted(counting)} if opened else {}


class _Planned(Value):
    result: Result
    sha256: str
    unlawful: tuple[Unlawful, ...]


def results(session: Session, contest_id: str) -> tuple[Result, ...]:
    """Return the stored results of a contest, in the order synced."""
    query = select(ResultRow.value).where(ResultRow.contest == contest_id).order_by(col(ResultRow.synced_at))
    return tuple(Result.from_json(value.encode(), name=contest_id) for value in session.exec(query))

"""A member's declarations and draft marks: every keystroke is one small transaction and is kept."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import Table, and_, bindparam
from sqlalchemy.dialects.sqlite import Insert, insert
from sqlmodel import Session, col, select

from models.conflicts.declarations import Answer, Declaration
from models.conflicts.pinned import PinnedConflict
from models.errors import ScoringError
from models.packet.manifest import PacketManifest
from models.scoring.marks import Mark, MarkState
from models.scoring.sheets import ApplicationMarks, CriterionMark
from models.scoring.workspace.tables import CommentRow, CorrectionRow, DeclarationRow, HandedRow, MarkRow
from models.wording import tr

# Built once: building a statement for every keystroke takes longer than running it.
_CLOSED = (
    select(col(HandedRow.revision))
    .outerjoin(
        CorrectionRow,
        and_(col(CorrectionRow.packet) == col(HandedRow.packet), col(CorrectionRow.member) == col(HandedRow.member)),
    )
    .where(
        col(HandedRow.packet) == bindparam("packet"),
        col(HandedRow.member) == bindparam("member"),
        col(CorrectionRow.packet).is_(None),
    )
    .limit(1)
)
_ANSWER = select(col(DeclarationRow.answer)).where(
    col(DeclarationRow.packet) == bindparam("packet"),
    col(DeclarationRow.member) == bindparam("member"),
    col(DeclarationRow.application) == bindparam("application"),
)


def declare(session: Session, packet: str, member: str, declarations: Iterable[Declaration]) -> None:
    """Keep declarations, each in place of the earlier one for its application.

    Raises ScoringError when the sheet is closed. Marks of an application that is now in conflict stay kept, but do not
    come into the sheet (`models.scoring.drafts`).
    """
    check_open(session, packet, member)
    rows: list[dict[str, Any]] = [
        {"packet": packet, "member": member, "application": one.application}
        | {"answer": one.answer.value, "kind": one.kind, "note": one.note}
        for one in declarations
    ]
    if rows:  # all in one statement: a member declares 3 000 at a stroke
        statement = insert(DeclarationRow)
        said = {name: statement.excluded[name] for name in ("answer", "kind", "note")}
        keys = ["packet", "member", "application"]
        session.execute(statement.on_conflict_do_update(index_elements=keys, set_=said), rows)


def declared_by(decision: PinnedConflict) -> Declaration:
    """Return the declaration that a decision stands for."""
    if not decision.conflict:
        return Declaration(application=decision.application, answer=Answer.NO_CONFLICT)
    return Declaration(
        application=decision.application, answer=Answer.CONFLICT, kind=decision.kind, note=decision.reason
    )


def declare_decided(session: Session, packet: str, member: str, decisions: Iterable[PinnedConflict]) -> None:
    """Enter what was decided about this member where nothing is declared yet in `packet`: nobody is asked again.

    A sheet that is handed in already stays as it is.
    """
    rows: list[dict[str, Any]] = [
        {"packet": packet, "member": member, "application": one.application}
        | {"answer": one.answer.value, "kind": one.kind, "note": one.note}
        for one in map(declared_by, (one for one in decisions if one.person == member))
    ]
    handed = select(HandedRow.revision).where(HandedRow.packet == packet, HandedRow.member == member).limit(1)
    if rows and session.exec(handed).first() is None:
        session.execute(insert(DeclarationRow).on_conflict_do_nothing(), rows)


def declarations(session: Session, packet: str, member: str) -> tuple[Declaration, ...]:
    """Return what the member declared, by application."""
    query = select(DeclarationRow).where(DeclarationRow.packet == packet, DeclarationRow.member == member)
    return tuple(
        Declaration(application=row.application, answer=Answer(row.answer), kind=row.kind, note=row.note)
        for row in session.exec(query.order_by(col(DeclarationRow.application)))
    )


def set_mark(session: Session, packet: str, member: str, application: str, criterion: str, mark: Mark) -> None:
    """Keep one mark. Raises ScoringError when the sheet is closed or "no conflict" was not declared."""
    _check_scorable(session, packet, member, application)
    values = {"state": mark.state.value, "points": mark.points}
    _upsert(session, MarkRow, (packet, member, application, criterion), values)


def set_reason(session: Session, packet: str, member: str, application: str, criterion: str, reason: str) -> None:
    """Keep the reason of one mark, also before the mark is given. Raises as `set_mark`."""
    _check_scorable(session, packet, member, application)
    _upsert(session, MarkRow, (packet, member, application, criterion), {"reason": reason})


def set_marks(session: Session, packet: str, member: str, entries: Iterable[ApplicationMarks]) -> None:
    """Keep whole applications' marks with their reasons at once, each cell in place of its draft; comments stay.

    Raises ScoringError as `set_mark` for the first application that is not open to the member; nothing is kept then.
    """
    check_open(session, packet, member)
    given = tuple(entries)
    said = {one.application: one.answer for one in declarations(session, packet, member)}
    for entry in given:
        if said.get(entry.application) is not Answer.NO_CONFLICT:
            raise _not_declared(entry.application)
    rows: list[dict[str, Any]] = [
        {"packet": packet, "member": member, "application": entry.application, "criterion": cell.criterion}
        | {"state": cell.mark.state.value, "points": cell.mark.points, "reason": cell.reason}
        for entry in given
        for cell in entry.marks
    ]
    if rows:
        statement = insert(MarkRow)
        fresh = {name: statement.excluded[name] for name in ("state", "points", "reason")}
        keys = ["packet", "member", "application", "criterion"]
        session.execute(statement.on_conflict_do_update(index_elements=keys, set_=fresh), rows)


def set_comment(session: Session, packet: str, member: str, application: str, text: str) -> None:
    """Keep the member's comment on one application. Raises as `set_mark`."""
    _check_scorable(session, packet, member, application)
    _upsert(session, CommentRow, (packet, member, application), {"text": text})


def draft_marks(session: Session, packet: str, member: str) -> tuple[ApplicationMarks, ...]:
    """Return the drafts by application, with the cells that hold anything, by criterion."""
    rows = select(MarkRow).where(MarkRow.packet == packet, MarkRow.member == member)
    notes = select(CommentRow).where(CommentRow.packet == packet, CommentRow.member == member)
    comments = {row.application: row.text for row in session.exec(notes)}
    cells: dict[str, list[CriterionMark]] = {application: [] for application in comments}
    for row in session.exec(rows.order_by(col(MarkRow.application), col(MarkRow.criterion))):
        mark = Mark(state=MarkState(row.state), points=row.points)
        cell = CriterionMark(criterion=row.criterion, mark=mark, reason=row.reason)
        cells.setdefault(row.application, []).append(cell)
    return tuple(
        ApplicationMarks(application=code, marks=tuple(cells[code]), comment=comments.get(code, ""))
        for code in sorted(cells)
    )


@dataclass(frozen=True)
class CarriedOver:
    """What came along to a new packet revision."""

    kept: tuple[str, ...]
    """Applications that did not change: declaration, marks and comment came along."""
    changed: tuple[str, ...]
    """Applications that did: to be declared and scored again (the earlier drafts stay with the earlier revision)."""


def carry_over(
    session: Session, member: str, before: tuple[str, PacketManifest], after: tuple[str, PacketManifest]
) -> CarriedOver:
    """Copy the drafts from packet `before` to packet `after` (id and content each), for unchanged applications only.

    With other criteria declarations come along, marks do not. What was decided about a conflict of interest since then
    stands in place of the declaration; marks given before stay kept. What the new revision holds already is not
    touched; doing it twice changes nothing. Raises ScoringError when the new revision's sheet is closed.
    """
    check_open(session, after[0], member)
    old = {application.code: application for application in before[1].applications}
    kept = {application.code for application in after[1].applications if old.get(application.code) == application}
    decided = {one.application for one in after[1].decisions if one.person == member}
    same_criteria = before[1].contest.criteria == after[1].contest.criteria
    tables: list[Any] = [DeclarationRow, *([MarkRow, CommentRow] if same_criteria else [])]
    for table in tables:
        found = session.exec(select(table).where(table.packet == before[0], table.member == member))
        take = kept - decided if table is DeclarationRow else kept
        rows = [row.model_dump() | {"packet": after[0]} for row in found if row.application in take]
        if rows:
            session.execute(insert(table).on_conflict_do_nothing(), rows)
    codes = [application.code for application in after[1].applications]
    return CarriedOver(
        kept=tuple(code for code in codes if code in kept),
        changed=tuple(code for code in codes if code in old and code not in kept),
    )


def check_open(session: Session, packet: str, member: str) -> None:
    """Raise ScoringError when the member's sheet is handed in and no correction was opened."""
    if session.connection().execute(_CLOSED, {"packet": packet, "member": member}).scalar() is not None:
        raise ScoringError(
            tr("The sheet is handed in and closed; nothing was changed. Open a correction and give its reason.")
        )


def _check_scorable(session: Session, packet: str, member: str, application: str) -> None:
    check_open(session, packet, member)
    given = {"packet": packet, "member": member, "application": application}
    answer = session.connection().execute(_ANSWER, given).scalar()
    if answer != Answer.NO_CONFLICT:
        raise _not_declared(application)


def _not_declared(application: str) -> ScoringError:
    return ScoringError(
        tr(
            "“{application}” is scored only after declaring that there is no conflict of interest; "
            "nothing was changed.",
            application=application,
        )
    )


def _upsert(session: Session, table: Any, key: tuple[str, ...], values: dict[str, Any]) -> None:
    names = tuple(column.name for column in table.__table__.primary_key)
    given = dict(zip(names, key, strict=True)) | values
    session.connection().execute(_upserting(table.__table__, names, tuple(values)), given)


@cache
def _upserting(table: Table, key: tuple[str, ...], values: tuple[str, ...]) -> Insert:
    """Return the statement that keeps `values` of the row with `key`."""
    statement = insert(table).values({name: bindparam(name) for name in (*key, *values)})
    fresh = {name: statement.excluded[name] for name in values}
    return statement.on_conflict_do_update(index_elements=key, set_=fresh)

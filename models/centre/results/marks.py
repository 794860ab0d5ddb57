"""Every member's marks in the central file, as the sitting counted them: who gave what, asked years later."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from sqlalchemy import delete, func
from sqlalchemy import select as pick
from sqlmodel import Session, col, select

from models.centre.bulk import insert_rows
from models.centre.tables import CentreTable, MarkRow, PanelRow
from models.scoring.marks import Mark, MarkState
from models.sitting.outcome import PanelMarks

_NUMBER = MarkState.NUMBER.value


class Points(NamedTuple):
    """What an application's counted marks come to, before the contest's own rule."""

    application: str
    marks: int
    """How many numbers are behind the points: those of fewer members or criteria can't be compared."""
    points: int
    """The plain sum of their points; the total by the contest's rule is the outcome's."""


def store_marks(session: Session, contest_id: str, panels: Iterable[tuple[str, PanelMarks]]) -> None:
    """Make `panels`, each with its application's code, all the marks that are stored of a contest.

    The applications' outcomes are stored already.
    """
    own = select(PanelRow.id).where(PanelRow.contest == contest_id)
    unread = {"synchronize_session": False}  # else every row is read before it is deleted
    session.execute(delete(MarkRow).where(col(MarkRow.panel).in_(own)), execution_options=unread)
    session.execute(delete(PanelRow).where(col(PanelRow.contest) == contest_id), execution_options=unread)
    first = (session.exec(select(func.max(PanelRow.id))).one() or 0) + 1
    given = tuple(panels)
    connection, tables = session.connection(), CentreTable.metadata.tables
    insert_rows(
        connection,
        tables["panels"],
        (
            (number, contest_id, code, panel.member, int(panel.counted), *_sums(panel))
            for number, (code, panel) in enumerate(given, first)
        ),
    )
    insert_rows(connection, tables["marks"], _cells(given, first))


def _sums(panel: PanelMarks) -> tuple[int, int]:
    numbers = [points for _, mark in panel.marks if (points := mark.points) is not None]
    return len(numbers), sum(numbers)


def _cells(given: Iterable[tuple[str, PanelMarks]], first: int) -> Iterator[tuple[int, str, str, int | None]]:
    for number, (_, panel) in enumerate(given, first):
        for criterion, mark in panel.marks:
            points = mark.points
            yield number, criterion, _NUMBER if points is not None else mark.state.value, points


def marks_of(session: Session, contest_id: str, code: str) -> tuple[PanelMarks, ...]:
    """Return the stored marks of one application: members by id, criteria by code; empty before the sitting."""
    query = (
        pick(col(PanelRow.member), col(PanelRow.counted))
        .add_columns(col(MarkRow.criterion), col(MarkRow.state), col(MarkRow.points))
        .outerjoin(MarkRow, col(MarkRow.panel) == col(PanelRow.id))
        .where(col(PanelRow.contest) == contest_id, col(PanelRow.application) == code)
        .order_by(col(PanelRow.member), col(MarkRow.criterion))
    )
    members: dict[tuple[str, bool], list[tuple[str, Mark]]] = {}
    for member, counted, criterion, state, points in session.connection().execute(query):
        cells = members.setdefault((member, bool(counted)), [])
        if criterion is not None:
            cells.append((criterion, Mark(state=MarkState(state), points=points)))
    return tuple(
        PanelMarks(
            member=member,
            marks=tuple(cells),
            total=sum(mark.number for _, mark in cells) if all(mark.is_number for _, mark in cells) else None,
            counted=counted,
        )
        for (member, counted), cells in members.items()
    )


def ranked_points(session: Session, contest_id: str) -> list[Points]:
    """Return what the counted marks of every application come to, most first, then by code.

    Read from the sums beside each member's marks; `models.centre.results.sums.wrong_sums` counts the marks anew.
    """
    points = func.sum(col(PanelRow.points))
    query = (
        pick(col(PanelRow.application), func.sum(col(PanelRow.numbers)), points)
        .where(col(PanelRow.contest) == contest_id, col(PanelRow.counted) == 1)
        .group_by(col(PanelRow.application))
        .order_by(points.desc(), col(PanelRow.application))
    )
    return [Points(code, int(marks), int(total)) for code, marks, total in session.connection().execute(query)]

"""How totals came about, out of the central file: who gave what, the steps of the sum, the marks for a recount."""

from sqlmodel import Session

from models.centre.results.marks import marks_of
from models.centre.results.sync import results
from models.centre.tables import OutcomeRow, ResultRow
from models.contest.criteria import Criterion
from models.errors import StoreError
from models.sitting.outcome import Line, PanelMarks
from models.sitting.result import Result
from models.values import Value
from models.wording import tr


class Reckoning(Value):
    """One application as the sitting counted it."""

    line: Line
    """Out of the signed result: total, place, and the chain of plain figures."""
    criteria: tuple[Criterion, ...]
    members: tuple[tuple[str, str], ...]
    """(id, name) in the roster's order."""
    stored: tuple[PanelMarks, ...]
    """The marks as the central file holds them, in the roster's order, criteria in their order."""

    @property
    def agrees(self) -> bool:
        """Whether the stored marks are those of the signed result."""
        return self.stored == self.line.panel


def reckoning(session: Session, contest_id: str, code: str) -> Reckoning | None:
    """Return how the total of the application with `code` came about; None before the sitting.

    Raises StoreError where the stored result does not know the application.
    """
    outcome = session.get(OutcomeRow, (contest_id, code))
    row = session.get(ResultRow, outcome.result) if outcome is not None else None
    if row is None:
        return None
    result = Result.from_json(row.value.encode(), name=row.number)
    try:
        line = result.outcome.line(code)
    except KeyError:
        raise StoreError(tr("The stored result has no application “{code}”; nothing was changed.", code=code)) from None
    criteria = result.manifest.contest.criteria
    assert criteria is not None
    order = [criterion.code for criterion in criteria.content.criteria]
    people = [(person.id, person.name) for person in result.manifest.roster.members]
    held = {panel.member: panel for panel in marks_of(session, contest_id, code)}
    stored = [held.pop(member) for member, _ in people if member in held]
    return Reckoning(
        line=line,
        criteria=criteria.content.criteria,
        members=tuple(people),
        stored=tuple(_in_order(panel, order) for panel in (*stored, *held.values())),
    )


def marks_table(session: Session, contest_id: str) -> tuple[tuple[str, ...], tuple[tuple[str | int | None, ...], ...]]:
    """Return headings and cells of the long table that `tandau count` reads: the counted marks of the last result.

    One row a member and criterion; `points` is None for a missing mark; then the territory and whatever columns of the
    application the rule may need. The headings are the ones the command knows, in no language. Raises StoreError
    before the sitting.
    """
    stored = results(session, contest_id)
    if not stored:
        raise StoreError(tr("No result of this contest is stored yet; there are no marks to save."))
    result = stored[-1]
    known = {one.code: dict(one.columns) for one in result.manifest.applications}
    columns = tuple(dict.fromkeys(name for given in known.values() for name in given if name not in _HEADINGS))
    rows = tuple(
        (
            line.application,
            panel.member,
            criterion,
            mark.points,
            line.territory,
            *(known.get(line.application, {}).get(name) for name in columns),
        )
        for territory in result.outcome.territories
        for line in territory.lines
        for panel in line.panel
        if panel.counted
        for criterion, mark in panel.marks
    )
    return (*_HEADINGS, *columns), rows


_HEADINGS = ("application", "member", "criterion", "points", "territory")


def _in_order(panel: PanelMarks, order: list[str]) -> PanelMarks:
    place = {code: number for number, code in enumerate(order)}
    cells = sorted(panel.marks, key=lambda cell: place.get(cell[0], len(place)))
    return panel.model_copy(update={"marks": tuple(cells)})

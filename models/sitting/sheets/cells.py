"""The marks behind a total as people look at them: with the member's reason, and what the sitting changed."""

from dataclasses import dataclass

from models.scoring.marks import Mark
from models.scoring.sheets import CriterionMark, Sheet
from models.sitting.acts import ClashSettled, MarkReopened
from models.sitting.sheets.merging import Clash
from models.sitting.state import Sitting
from models.values import Moment


@dataclass(frozen=True)
class Cell:
    """One member's mark for one criterion of one application, as it stands now."""

    member: str
    criterion: str
    mark: Mark
    reason: str
    """The member's own; empty where none was written."""
    before: Mark | None = None
    """What stood here before the sitting changed it; None where nothing was changed."""
    why: str = ""
    """Why the sitting changed or settled it."""


@dataclass(frozen=True)
class ClashSide:
    """One handed-in value of a clash, with the sheet it stands in."""

    mark: Mark
    reason: str
    revision: int
    handed_in: Moment
    sheet: Sheet


def cells(state: Sitting, application: str) -> tuple[Cell, ...]:
    """Return every cell of `application`: by member in the roster's order, then in the criteria's order."""
    return tuple(
        _cell(state, member, application, criterion, mark)
        for member in state.members
        for criterion, mark in zip(state.codes, state.marks(member, application), strict=True)
    )


def clash_sides(state: Sitting, clash: Clash) -> tuple[ClashSide, ...]:
    """Return what each sheet that counts says in the cell of `clash`, in the order in which they were handed in.

    Sheets of the same moment stay in the order of their digests, in which they were merged.
    """
    sides = []
    for sheet in state.merged.heads.get(clash.member, ()):
        said = _said(sheet, clash.application, clash.criterion)
        if said is not None:
            sides.append(ClashSide(said.mark, said.reason, sheet.revision, sheet.handed_in, sheet))
    return tuple(sorted(sides, key=lambda side: (side.handed_in, side.revision)))


def _cell(state: Sitting, member: str, application: str, criterion: str, mark: Mark) -> Cell:
    said = [
        found
        for sheet in state.merged.heads.get(member, ())
        if (found := _said(sheet, application, criterion)) is not None
    ]
    reason = next((one.reason for one in said if one.mark == mark), said[0].reason if said else "")
    place = (member, application, criterion)
    for act in reversed(state.acts):
        if isinstance(act, MarkReopened) and (act.member, act.application, act.criterion) == place:
            return Cell(member, criterion, mark, reason, act.old, act.reason)
        if isinstance(act, ClashSettled) and (act.member, act.application, act.criterion) == place:
            return Cell(member, criterion, mark, reason, None, act.reason)
    return Cell(member, criterion, mark, reason)


def _said(sheet: Sheet, application: str, criterion: str) -> CriterionMark | None:
    for entry in sheet.applications:
        if entry.application == application:
            return next((cell for cell in entry.marks if cell.criterion == criterion), None)
    return None

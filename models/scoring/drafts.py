"""From declarations and draft marks to the sheet that is handed in. Pure."""

from collections.abc import Iterable
from datetime import datetime

from models.conflicts.declarations import Answer, Declaration
from models.errors import ScoringError
from models.packet.manifest import PacketManifest
from models.scoring.checking import check_sheet
from models.scoring.marks import NOT_GIVEN, RECUSED
from models.scoring.sheets import ApplicationMarks, CriterionMark, Sheet, Typed
from models.wording import tr


def build_sheet(
    manifest: PacketManifest,
    packet_id: str,
    member: str,
    *,
    declarations: Iterable[Declaration],
    marks: Iterable[ApplicationMarks],
    at: datetime,
    previous: Sheet | None = None,
    correction: str = "",
    typed: Typed | None = None,
) -> Sheet:
    """Return the sheet that says exactly this; every application and every criterion of the packet has its cell.

    Declared conflict: RECUSED, whatever the draft holds. Not sure, or not declared: NOT_GIVEN, because only the
    commission can decide that, and a recusal would decide it beforehand. A cell without draft: NOT_GIVEN. Drafts of
    applications that are not in this packet are left out. `previous` makes this the next revision; it needs a
    `correction` reason.
    Raises ScoringError when the criteria are not approved or the sheet would not pass `check_sheet`.
    """
    if manifest.contest.criteria is None:
        raise ScoringError(tr("The criteria are not approved yet, so nothing can be scored."))
    if previous is not None and not correction.strip():
        raise ScoringError(tr("A handed-in sheet is closed. A correction needs its reason; nothing was changed."))
    said = {declaration.application: declaration for declaration in declarations}
    drafts = {entry.application: entry for entry in marks}
    codes = [application.code for application in manifest.applications]
    criteria = [criterion.code for criterion in manifest.contest.criteria.content.criteria]
    sheet = Sheet(
        contest=manifest.contest.id,
        packet=packet_id,
        criteria=manifest.contest.criteria.digest(),
        roster_version=manifest.roster.version,
        member=member,
        revision=1 if previous is None else previous.revision + 1,
        previous=None if previous is None else previous.digest(),
        correction="" if previous is None else correction.strip(),
        handed_in=at,
        declarations=tuple(said[code] for code in codes if code in said),
        applications=tuple(_entry(code, criteria, said.get(code), drafts.get(code)) for code in codes),
        typed=typed,
    )
    check_sheet(sheet, manifest, packet_id)
    return sheet


def _entry(
    code: str, criteria: list[str], declaration: Declaration | None, draft: ApplicationMarks | None
) -> ApplicationMarks:
    open_to_member = declaration is not None and declaration.answer is Answer.NO_CONFLICT
    if draft is None or not open_to_member:
        in_conflict = declaration is not None and declaration.answer is Answer.CONFLICT
        closed = RECUSED if in_conflict else NOT_GIVEN
        return ApplicationMarks(
            application=code, marks=tuple(CriterionMark(criterion=each, mark=closed) for each in criteria)
        )
    cells = {cell.criterion: cell for cell in draft.marks}
    empty = {each: CriterionMark(criterion=each, mark=NOT_GIVEN) for each in criteria}
    return ApplicationMarks(
        application=code, marks=tuple(cells.get(each, empty[each]) for each in criteria), comment=draft.comment
    )

"""A packet on a member's desk: first names to declare on, then content to read and score, at last the sheet.

The gate is here: no content of an application leaves this module before its declaration says "no conflict".
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path

from models.conflicts.declarations import Answer, Declaration
from models.conflicts.pinned import PinnedConflict, in_force
from models.contest.commission import Person
from models.contest.contest import Contest
from models.contest.criteria import Criterion
from models.errors import FileError, ScoringError, SealError
from models.packet.files import OpenPacket
from models.packet.manifest import PacketApplication, PacketChange
from models.scoring.completeness import ApplicationProgress, Completeness, Progress, application_progress
from models.scoring.marks import NOT_GIVEN, points
from models.scoring.sheets import ApplicationMarks, CriterionMark
from models.scoring.workspace.handed import HandedIn, hand_in, handed_in, open_correction, start_correction
from models.scoring.workspace.marks import (
    declarations,
    declare,
    declared_by,
    draft_marks,
    set_comment,
    set_mark,
    set_reason,
)
from models.scoring.workspace.store import Workspace
from models.sealing.safe_write import free_name, safe_write
from models.values import Moment
from models.wording import tr


@dataclass(frozen=True)
class Named:
    """What a member sees of an application before declaring: enough to know whom it concerns, nothing to score by."""

    code: str
    applicant: str
    """Empty in a blind contest."""
    title: str
    territory: str


class DeskPacket:
    """One packet and one member's work on it. Everything set is in the workspace when the call returns.

    Reading is quick, also with 3 000 applications: drafts are held in memory and written through. Use it in one
    thread; `attachment`, `hand_in` and opening may run in the background while the screen waits for them.
    """

    def __init__(self, workspace: Workspace, packet: OpenPacket, member: Person) -> None:
        self._workspace = workspace
        self._packet = packet
        self.member = member
        self._applications = {one.code: one for one in packet.manifest.applications}
        self._decided = {
            pair[1]: one
            for pair, one in in_force(packet.manifest.decisions).items()
            if pair[0] == member.id and pair[1] in self._applications
        }
        with workspace.session() as session:
            said = declarations(session, packet.id, member.id)
            drafts = draft_marks(session, packet.id, member.id)
            self._handed = handed_in(session, packet.id, member.id, packet.manifest.roster)
            self._correction = open_correction(session, packet.id, member.id)
        self._said = {code: declared_by(one) for code, one in self._decided.items()}
        self._said |= {one.application: one for one in said if one.application in self._applications}
        self._cells = {one.application: {cell.criterion: cell for cell in one.marks} for one in drafts}
        self._comments = {one.application: one.comment for one in drafts}
        self._progress = {code: self._progress_of(code) for code in self._applications}
        self._complete: Completeness | None = None
        self._points: dict[str, tuple[int | None, ...]] = {}

    @property
    def id(self) -> str:
        """The packet's id."""
        return self._packet.id

    @property
    def contest(self) -> Contest:
        """The contest with its profile."""
        return self._packet.manifest.contest

    @property
    def revision(self) -> int:
        """The packet's revision."""
        return self._packet.manifest.revision

    @property
    def built_at(self) -> Moment:
        """When this revision was built."""
        return self._packet.manifest.built_at

    @property
    def secretary(self) -> Person:
        """Who signed the packet."""
        found = self._packet.manifest.roster.secretary
        assert found is not None
        return found

    @property
    def changes(self) -> tuple[PacketChange, ...]:
        """What this revision changed against the one before."""
        return self._packet.manifest.changes

    def name_of(self, person: str) -> str:
        """Return the name of a person of the roster, or what was given where the roster has nobody of this id."""
        return next((one.name for one in self._packet.manifest.roster.people if one.id == person), person)

    @cached_property
    def criteria(self) -> tuple[Criterion, ...]:
        """The approved criteria, in their order."""
        approved = self.contest.criteria
        assert approved is not None
        return approved.content.criteria

    @cached_property
    def _codes(self) -> tuple[str, ...]:
        return tuple(one.code for one in self.criteria)

    @cached_property
    def names(self) -> tuple[Named, ...]:
        """Every application in the packet's order, as far as it may be seen before declaring."""
        return tuple(
            Named(one.code, one.applicant, one.project.title, one.territory) for one in self._applications.values()
        )

    def declaration(self, code: str) -> Declaration | None:
        """Return what was declared about an application, or None."""
        return self._said.get(code)

    def decided(self, code: str) -> PinnedConflict | None:
        """Return what was decided about this member and an application, so that it is not asked; None for nothing."""
        return self._decided.get(code)

    @property
    def decisions(self) -> tuple[PinnedConflict, ...]:
        """Every decision about this member that came with the packet, by application."""
        return tuple(self._decided[code] for code in sorted(self._decided))

    def declare(self, codes: Iterable[str], answer: Answer, *, kind: str | None = None, note: str = "") -> None:
        """Keep the same declaration for all `codes`, in place of earlier ones.

        Raises ScoringError when the sheet is closed or a conflict comes without a kind of the contest's rule; nothing
        is changed then.
        """
        kinds = {one.code for one in self.contest.profile.conflicts.kinds}
        if (answer is Answer.CONFLICT) != (kind is not None) or (kind is not None and kind not in kinds):
            raise ScoringError(tr("A conflict of interest is declared with its kind; nothing was changed. Choose one."))
        codes = tuple(codes)
        if closed := [code for code in codes if self._is_barred(code) and answer is not Answer.CONFLICT]:
            raise ScoringError(
                tr(
                    "A conflict of interest is decided here: {codes}. Only the commission can decide otherwise; "
                    "nothing was changed.",
                    codes=", ".join(closed),
                )
            )
        said = [Declaration(application=code, answer=answer, kind=kind, note=note.strip()) for code in codes]
        with self._workspace.session() as session:
            declare(session, self.id, self.member.id, said)
        for one in said:
            self._said[one.application] = one
            self._note_progress(one.application)

    def sealed(self, code: str) -> bool:
        """Whether marks were given here before the conflict of interest was known: kept, unread, in no total."""
        return not self.is_open(code) and bool(self.with_marks([code]))

    def with_marks(self, codes: Iterable[str]) -> tuple[str, ...]:
        """Return those of `codes` that hold marks now: declaring a conflict would leave these out of the sheet."""
        return tuple(code for code in codes if any(cell.mark.is_number for cell in self._cells.get(code, {}).values()))

    def is_open(self, code: str) -> bool:
        """Whether the content of an application may be read."""
        said = self._said.get(code)
        declared = said is not None and said.answer is Answer.NO_CONFLICT
        return declared and code in self._applications and not self._is_barred(code)

    def _is_barred(self, code: str) -> bool:
        decision = self._decided.get(code)
        return decision is not None and decision.conflict

    def read(self, code: str) -> PacketApplication:
        """Return an application's content. Raises ScoringError before "no conflict" was declared for it."""
        self._check_gate(code)
        return self._applications[code]

    def attachment(self, code: str, digest: str) -> bytes:
        """Return an attachment of this application by its SHA-256, in memory only.

        Raises ScoringError as `read` does, and for an attachment of another application; FileError where this
        laptop's copy of the packet is damaged or gone.
        """
        if digest not in {one.sha256 for one in self.read(code).attachments}:
            raise ScoringError(tr("This attachment does not belong to “{application}”.", application=code))
        try:
            return self._packet.attachment(digest)
        except (FileError, SealError) as error:
            raise FileError(
                tr(
                    "The packet's copy on this computer is damaged, so this attachment can't be shown. Your marks are "
                    "safe. Choose the secretary's packet once more: the copy is then made anew."
                )
            ) from error

    def marks(self, code: str) -> ApplicationMarks:
        """Return the marks as they stand, one cell a criterion, in their order. Raises ScoringError as `read` does."""
        self._check_gate(code)
        return self._entry(code)

    def set_points(self, code: str, criterion: str, number: int | None) -> None:
        """Keep the points for one criterion; None takes them back. Raises ScoringError: closed, or off the scale."""
        scale = next(one for one in self.criteria if one.code == criterion)
        if number is not None and not scale.allows(number):
            raise ScoringError(
                tr(
                    "{points} is outside the scale {low}–{high}; nothing was changed.",
                    points=number,
                    low=scale.minimum,
                    high=scale.maximum,
                )
            )
        mark = NOT_GIVEN if number is None else points(number)
        with self._workspace.session() as session:
            set_mark(session, self.id, self.member.id, code, criterion, mark)
        self._keep(code, self._cell(code, criterion).model_copy(update={"mark": mark}))

    def set_reason(self, code: str, criterion: str, reason: str) -> None:
        """Keep the reason for one criterion's points. Raises ScoringError when the sheet is closed."""
        with self._workspace.session() as session:
            set_reason(session, self.id, self.member.id, code, criterion, reason)
        self._keep(code, self._cell(code, criterion).model_copy(update={"reason": reason}))

    def set_comment(self, code: str, text: str) -> None:
        """Keep the comment on an application. Raises ScoringError when the sheet is closed."""
        with self._workspace.session() as session:
            set_comment(session, self.id, self.member.id, code, text)
        self._comments[code] = text

    def running_total(self, code: str) -> int | None:
        """Return the sum of the points given so far; None while there are none."""
        given = [number for number in self.points(code) if number is not None]
        return sum(given) if given else None

    def progress(self, code: str) -> ApplicationProgress:
        """Return where one application stands."""
        return self._progress[code]

    @property
    def completeness(self) -> Completeness:
        """What is done and what is missing, for all applications in the packet's order."""
        if self._complete is None:
            self._complete = Completeness(tuple(self._progress.values()))
        return self._complete

    @property
    def own_totals(self) -> Mapping[int, int]:
        """How many completely scored applications have each total: the member's own severity at a glance."""
        return Counter(sum(filter(None, self.points(one))) for one in self.completeness.codes(Progress.SCORED))

    def points(self, code: str) -> tuple[int | None, ...]:
        """Return the points of an open application, one a criterion; None where none are given, or it is closed."""
        found = self._points.get(code)
        if found is None:
            cells = self._cells.get(code, {}) if self.is_open(code) else {}
            found = tuple([None if (cell := cells.get(one)) is None else cell.mark.points for one in self._codes])
            self._points[code] = found
        return found

    @property
    def handed_in(self) -> tuple[HandedIn, ...]:
        """The sheets handed in from here, revision 1 first; the last one counts."""
        return self._handed

    @property
    def correction(self) -> str | None:
        """The reason of the correction that is open, or None."""
        return self._correction

    @property
    def is_closed(self) -> bool:
        """Whether the sheet is handed in and no correction is open."""
        return bool(self._handed) and self._correction is None

    def hand_in(self, *, at: datetime) -> HandedIn:
        """Sign, seal and close the sheet as it stands, gaps included. Raises ScoringError or SealError."""
        with self._workspace.session() as session:
            handed = hand_in(session, self._packet, self.member.id, self._workspace.key, at=at)
        self._handed, self._correction = (*self._handed, handed), None
        return handed

    def start_correction(self, reason: str) -> None:
        """Open the closed sheet for a further revision. Raises ScoringError without a reason or a handed-in sheet."""
        with self._workspace.session() as session:
            start_correction(session, self.id, self.member.id, reason)
        self._correction = reason.strip()

    def _check_gate(self, code: str) -> None:
        if not self.is_open(code):
            raise ScoringError(
                tr(
                    "“{application}” opens only after declaring that there is no conflict of interest. Declare first.",
                    application=code,
                )
            )

    def _cell(self, code: str, criterion: str) -> CriterionMark:
        empty = CriterionMark(criterion=criterion, mark=NOT_GIVEN)
        return self._cells.get(code, {}).get(criterion, empty)

    def _entry(self, code: str) -> ApplicationMarks:
        cells = tuple(self._cell(code, one.code) for one in self.criteria)
        return ApplicationMarks(application=code, marks=cells, comment=self._comments.get(code, ""))

    def _keep(self, code: str, cell: CriterionMark) -> None:
        self._cells.setdefault(code, {})[cell.criterion] = cell
        self._note_progress(code)

    def _note_progress(self, code: str) -> None:
        if code in self._progress:
            self._progress[code] = self._progress_of(code)
            self._complete = None
            self._points.pop(code, None)

    def _progress_of(self, code: str) -> ApplicationProgress:
        said = self._said.get(code)
        answer = None if said is None else said.answer
        entry = self._entry(code) if code in self._cells else None
        return application_progress(code, answer, entry, self._codes)


def save_sheet(handed: HandedIn, folder: Path) -> Path:
    """Write the `.sheet` file into `folder` under a name that is free there and return its path. Raises FileError."""
    path = free_name(folder / handed.file_name)
    safe_write(path, handed.sealed, replace=False)
    return path

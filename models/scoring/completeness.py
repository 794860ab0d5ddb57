"""What a member still lacks before handing in. Nothing here blocks: the member sees it and decides."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from models.conflicts.declarations import Answer, Declaration
from models.packet.manifest import PacketManifest
from models.scoring.sheets import ApplicationMarks


class Progress(StrEnum):
    """Where one application stands for one member."""

    UNDECLARED = "undeclared"
    """Closed until declared."""
    UNSCORED = "unscored"
    PARTLY = "partly"
    SCORED = "scored"
    CONFLICT = "conflict"
    """Done: recused."""
    NOT_SURE = "not-sure"
    """Done as far as the member can: the commission decides."""

    @property
    def is_done(self) -> bool:
        """Whether this member has nothing left to do about the application."""
        return self in (Progress.SCORED, Progress.CONFLICT, Progress.NOT_SURE)


@dataclass(frozen=True)
class ApplicationProgress:
    """One application: where it stands and what is missing."""

    application: str
    progress: Progress
    missing: tuple[str, ...]
    """Criteria without a number, in order; empty when done or not declared."""
    without_reason: tuple[str, ...]
    """Criteria with points but without a reason."""


@dataclass(frozen=True)
class Completeness:
    """All applications of the packet, in its order, and the numbers for a progress bar."""

    applications: tuple[ApplicationProgress, ...]

    def codes(self, progress: Progress) -> tuple[str, ...]:
        """Return the applications that stand at `progress`, in the packet's order."""
        return self._by_progress.get(progress, ())

    @cached_property
    def _by_progress(self) -> Mapping[Progress, tuple[str, ...]]:
        found: dict[Progress, list[str]] = {}
        for one in self.applications:
            found.setdefault(one.progress, []).append(one.application)
        return {progress: tuple(codes) for progress, codes in found.items()}

    @property
    def total(self) -> int:
        """How many applications the packet has."""
        return len(self.applications)

    @property
    def declared(self) -> int:
        """For how many a declaration is given."""
        return self.total - len(self.codes(Progress.UNDECLARED))

    @property
    def done(self) -> int:
        """For how many nothing is left to do (reasons aside)."""
        return sum(len(codes) for progress, codes in self._by_progress.items() if progress.is_done)

    @property
    def scored(self) -> int:
        """How many have all their marks."""
        return len(self.codes(Progress.SCORED))

    @property
    def to_score(self) -> int:
        """How many this member is to score: all but those closed by a declared conflict or doubt."""
        return self.total - len(self.codes(Progress.CONFLICT)) - len(self.codes(Progress.NOT_SURE))

    @property
    def without_reason(self) -> tuple[tuple[str, str], ...]:
        """(application, criterion) of points without a reason."""
        return tuple((one.application, code) for one in self.applications for code in one.without_reason)

    @property
    def is_complete(self) -> bool:
        """Whether every application is declared and scored; reasons are not required for it."""
        return self.done == self.total

    def next_unscored(self, after: str | None = None) -> str | None:
        """Return the next application to score behind `after`, going round; None when there is none."""
        codes = [one.application for one in self.applications]
        start = codes.index(after) + 1 if after in codes else 0
        for one in (*self.applications[start:], *self.applications[:start]):
            if one.progress in (Progress.UNSCORED, Progress.PARTLY):
                return one.application
        return None


def completeness(
    manifest: PacketManifest, declarations: Iterable[Declaration], marks: Iterable[ApplicationMarks]
) -> Completeness:
    """Return what is done and what is missing for one member's declarations and marks."""
    criteria = manifest.contest.criteria
    codes = tuple(criterion.code for criterion in criteria.content.criteria) if criteria else ()
    answers = {declaration.application: declaration.answer for declaration in declarations}
    entries = {entry.application: entry for entry in marks}
    return Completeness(
        tuple(
            application_progress(each.code, answers.get(each.code), entries.get(each.code), codes)
            for each in manifest.applications
        )
    )


def application_progress(
    code: str, answer: Answer | None, entry: ApplicationMarks | None, criteria: tuple[str, ...]
) -> ApplicationProgress:
    """Return where one application stands, from its declared answer, its marks and the criteria's codes."""
    if answer is None:
        return ApplicationProgress(code, Progress.UNDECLARED, (), ())
    if answer is not Answer.NO_CONFLICT:
        progress = Progress.CONFLICT if answer is Answer.CONFLICT else Progress.NOT_SURE
        return ApplicationProgress(code, progress, (), ())
    cells = {cell.criterion: cell for cell in entry.marks if cell.mark.is_number} if entry else {}
    missing = tuple(criterion for criterion in criteria if criterion not in cells)
    silent = tuple(criterion for criterion in criteria if criterion in cells and not cells[criterion].reason.strip())
    progress = Progress.SCORED if not missing else Progress.PARTLY if cells else Progress.UNSCORED
    return ApplicationProgress(code, progress, missing, silent)

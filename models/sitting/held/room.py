"""A sitting as it is held on this laptop: a packet, the sheets taken in and the log of acts, bound to the rules.

Window, command line and the sample day all hold their sittings through `Room`; it keeps nothing that the workspace
does not keep, so that a laptop that dies in the middle of a sitting goes on where it stopped.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Protocol, Self

from models.errors import FileError, ScoringError, SealError, SittingError
from models.letting_go import let_go
from models.packet.manifest import PacketManifest
from models.progress import Report, silent, step
from models.scoring.sheet_files import LARGEST_SHEET, SignedSheet, open_sheet
from models.scoring.workspace.handed import take_sheet, taken_sheets
from models.scoring.workspace.packets import known_packets, open_remembered
from models.scoring.workspace.store import Workspace
from models.sealing.keys import PrivateKey
from models.sealing.reading import read_bytes
from models.sitting.acts import (
    Act,
    AdditionalPointsGiven,
    AidOpened,
    ClashSettled,
    ConflictDecided,
    ItemOpened,
    LotDrawn,
    MarkReopened,
    Opened,
    PutOut,
    TieVoted,
    WayChosen,
    WinnersNamed,
    motion_of,
)
from models.sitting.checking.checks import check
from models.sitting.held.acts import append_act, logged_acts
from models.sitting.held.former import take_former
from models.sitting.held.kept import keep_signature, kept_signature
from models.sitting.held.result_files import OpenResult, build_result, signed_result, write_result
from models.sitting.outcome import Outcome
from models.sitting.replay import replay
from models.sitting.result import Result
from models.sitting.robustness.asking import check_may_ask
from models.sitting.selfcheck import selfcheck
from models.sitting.sessions import sessions
from models.sitting.state import Sitting, sitting
from models.sitting.table import outcome, prove_proposal
from models.sitting.trying.trials import Trials
from models.wording import tr

_ON_SHEETS = (ConflictDecided, ClashSettled, WayChosen, MarkReopened, AdditionalPointsGiven, PutOut, ItemOpened)
"""Acts that may be lawful or not by what the sheets say, while further sheets may still come."""


class Taking(StrEnum):
    """What became of a file that was brought to the sitting."""

    TAKEN = "taken"
    ALREADY_THERE = "already-there"
    REFUSED = "refused"


@dataclass(frozen=True)
class Taken:
    """One brought file: what became of it, whose sheet it is where that is known, and why it was refused."""

    file: Path
    taking: Taking
    member: str | None = None
    revision: int | None = None
    reason: str = ""


class RoomPacket(Protocol):
    """What a sitting needs of its packet: an opened one, or what a former result tells of it."""

    @property
    def id(self) -> str: ...
    @property
    def manifest(self) -> PacketManifest: ...


class Room:
    """A sitting being held. Reading is cheap: state and outcome are computed once between changes.

    Not for several threads at once; long work (`take`, `write_result`) may run in a background thread while the screen
    waits for it.
    """

    def __init__(self, workspace: Workspace, packet: RoomPacket) -> None:
        self._workspace = workspace
        self.packet = packet
        with workspace.session() as session:
            self._sheets = taken_sheets(session, packet.id, packet.manifest.roster)
            self._acts = logged_acts(session, packet.id, workspace.key)
        self.trials = Trials()
        """Trial decisions on a copy: never kept in the workspace, never in a result."""
        self._state: Sitting | None = None
        self._outcome: Outcome | None = None

    @classmethod
    def open(cls, workspace: Workspace, packet_id: str) -> Self:
        """Open the sitting over a packet the workspace knows. Raises FileError, SealError or StoreError."""
        return cls(workspace, open_remembered(workspace, packet_id))

    @classmethod
    def further(cls, workspace: Workspace, former: OpenResult, *, at: datetime) -> Self:
        """Open the sitting of a signed result, to hold a further one; the packet itself is not needed.

        What this laptop keeps of the sitting goes on where it stopped; what it lacks of the result is taken from it.
        Raises SittingError as `models.sitting.held.former.take_former`; nothing was taken then.
        """
        return cls(workspace, take_former(workspace, former, at=at))

    @property
    def manifest(self) -> PacketManifest:
        """The packet's content."""
        return self.packet.manifest

    @property
    def sheets(self) -> tuple[SignedSheet, ...]:
        """Every sheet taken in, superseded ones too, by member and revision."""
        return self._sheets

    @property
    def acts(self) -> tuple[Act, ...]:
        """The acts so far, in order."""
        return self._acts

    @property
    def state(self) -> Sitting:
        """What the acts make of the sheets: who counts, who votes, what clashes."""
        if self._state is None:
            self._state = sitting(self.manifest, (one.sheet for one in self._sheets), self._acts)
        return self._state

    @property
    def outcome(self) -> Outcome:
        """The computed table with every open question. Raises SittingError where nothing can be counted."""
        if self._outcome is None:
            self._outcome = outcome(self.state)
        return self._outcome

    @property
    def closed(self) -> bool:
        """Whether the sitting is closed: nothing but a further sitting can be recorded, the result can be signed."""
        return sessions(self._acts)[-1].closed

    def take(self, files: Sequence[Path], *, at: datetime, report: Report = silent) -> tuple[Taken, ...]:
        """Take sheets in, in any order and any number of times; one answer a file, in the order brought.

        A refused file changes nothing. Raises SittingError once the sitting is closed, CancelledError, StoreError; none
        of the files was taken then.
        """
        if self.closed:
            raise SittingError(tr("The sitting is closed; no further sheet was taken."))
        if any(isinstance(motion_of(act), TieVoted | LotDrawn | WinnersNamed) for act in self._acts):
            raise SittingError(
                tr(
                    "The commission has already voted on this ranking, so no further sheet was taken: it would change "
                    "the totals behind the vote. A member who corrects a mark now does so by a reopened mark."
                )
            )
        with self._workspace.session() as session:
            known = {one.id: one.revision for one in known_packets(session, self.manifest.contest.id)}
        there = {one.sha256: one for one in self._sheets}
        answers: list[Taken] = []
        for done, file in enumerate(files):
            step(report, done, len(files))
            answers.append(self._look_at(file, known, there))
        step(report, len(files), len(files))
        with self._workspace.session() as session:
            for signed in list(there.values())[len(self._sheets) :]:  # those that came to the ones before
                take_sheet(session, self.packet.id, signed, at=at)
            self._sheets = taken_sheets(session, self.packet.id, self.manifest.roster, known=there.values())
        self._state = self._outcome = None
        return tuple(answers)

    def _look_at(self, file: Path, known: dict[str, int], there: dict[str, SignedSheet]) -> Taken:
        """Open and check one file; a further sheet comes to those that are `there`, by its hash."""
        try:
            data = read_bytes(file, at_most=LARGEST_SHEET)
            signed = open_sheet(data, self._workspace.key, self.manifest, self.packet.id, known=known)
        except (FileError, SealError, ScoringError) as error:
            return Taken(file, Taking.REFUSED, reason=str(error))
        member, revision = signed.sheet.member, signed.sheet.revision
        if signed.sha256 in there:
            return Taken(file, Taking.ALREADY_THERE, member, revision)
        if against := self._decided_otherwise(signed, there.values()):
            return Taken(file, Taking.REFUSED, member, revision, against)
        there[signed.sha256] = signed
        return Taken(file, Taking.TAKEN, member, revision)

    def _decided_otherwise(self, signed: SignedSheet, there: Iterable[SignedSheet]) -> str:
        """Say which acts recorded so far `signed` would make unlawful beside the sheets `there`; "" where none.

        Nothing recorded can be taken back, so a sheet that comes too late for a decision stays out.
        """
        if not any(isinstance(motion_of(act), _ON_SHEETS) for act in self._acts):
            return ""
        sheets = [one.sheet for one in there]
        known = {one.number for one in replay(self.manifest, sheets, self._acts)}
        after = replay(self.manifest, [*sheets, signed.sheet], self._acts)
        if not (against := [one for one in after if one.number not in known]):
            return ""
        told = tr(
            "This sheet came after decisions that could not stand with it; it was not taken. What the member says "
            "is recorded at the sitting: a mark as a reopened mark, a conflict of interest as a decision by vote."
        )
        return "\n".join([told, *(tr("Act {n}: {reason}", n=one.number, reason=one.reason) for one in against)])

    def check(self, act: Act) -> None:
        """Return when the rules allow `act` now. Raises SittingError that names the rule's point and the cure."""
        check(act, self.state)

    def act(self, act: Act) -> None:
        """Record `act` when the rules allow it. Raises SittingError; then nothing was recorded."""
        act = self._vouched_for(act)
        self.check(act)
        with self._workspace.session() as session:
            append_act(session, self.packet.id, act, self._workspace.key)
        self._acts = (*self._acts, act)
        self._state = replace(self.state, acts=self._acts)  # the sheets are laid together already
        self._outcome = None

    def _vouched_for(self, act: Act) -> Act:
        """Return `act` with what the program vouches for: that it counts correctly here, that no proposal is better.

        Raises SittingError where it can't.
        """
        if isinstance(act, Opened):
            checked = selfcheck()
            if not checked.holds:
                raise SittingError(
                    tr("This computer counts wrongly, so no sitting can be held on it. Nothing was recorded."),
                    problems=checked.failed,
                )
            return act.model_copy(update={"selfcheck": (checked.correct, checked.cases)})
        if isinstance(act, AidOpened):
            return act.model_copy(update={"sheets": self._digests})
        if isinstance(act, WinnersNamed):
            known = {territory.code for territory in self.manifest.contest.territories}
            found = prove_proposal(self.state, act.territory) if act.territory in known else None
            if found is not None and not found.holds:
                raise SittingError(
                    tr(
                        "A second check finds other winners that the rules put first. Nothing was recorded. Do not "
                        "name winners with this program before it is mended; count by hand."
                    )
                )
            return act.model_copy(update={"proof": found.way if found else None})
        return act

    def look_at_aid(self, by: str, *, at: datetime) -> None:
        """Record that `by` looks at what the result hangs on; once for the same sheets, not after the ranking stands.

        Raises SittingError for anybody but chair and secretary, before the sitting is open, while marks are expected.
        """
        if self.closed or self.state.session.further:
            return
        check_may_ask(self.state, by)
        last = self.state.last(AidOpened)
        if last is None or (last.by, last.sheets) != (by, self._digests):
            self.act(AidOpened(at=at, by=by))

    @property
    def _digests(self) -> tuple[str, ...]:
        return tuple(sorted(one.sha256 for one in self._sheets))

    def act_all(self, acts: Iterable[Act]) -> None:
        """Record `acts` one after the other, each checked; stops at the first that is refused."""
        for act in acts:
            self.act(act)

    def result(self) -> Result:
        """Return the result as it stands, open questions and all. Raises SittingError where nothing can be counted."""
        return build_result(self.packet.id, self.manifest, (one.sheet for one in self._sheets), self._acts)

    def write_result(self, path: Path, chair: PrivateKey, *, replace: bool = False, report: Report = silent) -> str:
        """Sign the result with the chair's key into `path` and return its SHA-256; `replace` a file that is there.

        Raises SittingError while questions are open or the sitting is not closed, SealError for another person's key,
        FileError, CancelledError; nothing was written then.
        """
        if not self.closed:
            raise SittingError(tr("The result is signed after the sitting is closed; nothing was written."))
        step(report, 0, 2)
        made = [self.result()]
        step(report, 1, 2)
        digest = write_result(path, made[0], self._sheets, chair, replace=replace)
        let_go(made)
        return digest

    def keep_signed(self, signed: OpenResult) -> None:
        """Keep that `signed`, this sitting's result as it stands, was signed: see `signed`."""
        with self._workspace.session() as session:
            keep_signature(session, signed)

    def signed(self) -> OpenResult | None:
        """Return the signed result of everything recorded; None where this laptop keeps no signature of it."""
        with self._workspace.session() as session:
            signature = kept_signature(session, self.packet.id, self._acts)
        if signature is None or not self.closed:
            return None
        try:
            return signed_result(self.result(), self._sheets, signature)
        except SealError:
            return None  # then the chair signs again, as if nothing had been kept

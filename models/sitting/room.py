"""A sitting as it is held on this laptop: a packet, the sheets taken in and the log of acts, bound to the rules.

Window, command line and the sample day all hold their sittings through `Room`; it keeps nothing that the workspace
does not keep, so that a laptop that dies in the middle of a sitting goes on where it stopped.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Self

from models.errors import FileError, ScoringError, SealError, SittingError
from models.packet.files import OpenPacket
from models.packet.manifest import PacketManifest
from models.progress import Report, silent, step
from models.scoring.sheet_files import LARGEST_SHEET, SignedSheet, open_sheet
from models.scoring.workspace.acts import acts as logged_acts
from models.scoring.workspace.acts import append_act
from models.scoring.workspace.handed import take_sheet, taken_sheets
from models.scoring.workspace.packets import known_packets, open_remembered
from models.scoring.workspace.store import Workspace
from models.sealing.keys import PrivateKey
from models.sealing.reading import read_bytes
from models.sitting.acts import (
    Act,
    AdditionalPointsGiven,
    ClashSettled,
    Closed,
    ConflictDecided,
    ItemOpened,
    LotDrawn,
    MarkReopened,
    PutOut,
    TieVoted,
    WayChosen,
    WinnersNamed,
)
from models.sitting.checking import check
from models.sitting.outcome import Outcome
from models.sitting.replay import replay
from models.sitting.result import Result
from models.sitting.result_files import build_result, write_result
from models.sitting.state import Sitting, sitting
from models.sitting.table import outcome
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


class Room:
    """A sitting being held. Reading is cheap: state and outcome are computed once between changes.

    Not for several threads at once; long work (`take`, `write_result`) may run in a background thread while the screen
    waits for it.
    """

    def __init__(self, workspace: Workspace, packet: OpenPacket) -> None:
        self._workspace = workspace
        self.packet = packet
        with workspace.session() as session:
            self._sheets = taken_sheets(session, packet.id, packet.manifest.roster)
            self._acts = logged_acts(session, packet.id, workspace.key)
        self._state: Sitting | None = None
        self._outcome: Outcome | None = None

    @classmethod
    def open(cls, workspace: Workspace, packet_id: str) -> Self:
        """Open the sitting over a packet the workspace knows. Raises FileError, SealError or StoreError."""
        return cls(workspace, open_remembered(workspace, packet_id))

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
        """Whether the sitting is closed: nothing more can be recorded, the result can be signed."""
        return any(isinstance(act, Closed) for act in self._acts)

    def take(self, files: Sequence[Path], *, at: datetime, report: Report = silent) -> tuple[Taken, ...]:
        """Take sheets in, in any order and any number of times; one answer a file, in the order brought.

        A refused file changes nothing. Raises SittingError once the sitting is closed, CancelledError, StoreError.
        """
        if self.closed:
            raise SittingError(tr("The sitting is closed; no further sheet was taken."))
        if any(isinstance(act, TieVoted | LotDrawn | WinnersNamed) for act in self._acts):
            raise SittingError(
                tr(
                    "The commission has already voted on this ranking, so no further sheet was taken: it would change "
                    "the totals behind the vote. A member who corrects a mark now does so by a reopened mark."
                )
            )
        with self._workspace.session() as session:
            known = {one.id: one.revision for one in known_packets(session, self.manifest.contest.id)}
        answers: list[Taken] = []
        try:
            for done, file in enumerate(files):
                step(report, done, len(files))
                answers.append(self._take(file, known, at))
        finally:
            self._reload()
        return tuple(answers)

    def _take(self, file: Path, known: dict[str, int], at: datetime) -> Taken:
        try:
            data = read_bytes(file, at_most=LARGEST_SHEET)
            signed = open_sheet(data, self._workspace.key, self.manifest, self.packet.id, known=known)
        except (FileError, SealError, ScoringError) as error:
            return Taken(file, Taking.REFUSED, reason=str(error))
        if against := self._decided_otherwise(signed):
            return Taken(file, Taking.REFUSED, signed.sheet.member, signed.sheet.revision, against)
        with self._workspace.session() as session:
            new = take_sheet(session, self.packet.id, signed, at=at)
        if new:
            self._sheets = (*self._sheets, signed)
        taking = Taking.TAKEN if new else Taking.ALREADY_THERE
        return Taken(file, taking, signed.sheet.member, signed.sheet.revision)

    def _decided_otherwise(self, signed: SignedSheet) -> str:
        """Say which acts recorded so far `signed` would make unlawful; "" where there are none or it is there already.

        Nothing recorded can be taken back, so a sheet that comes too late for a decision stays out.
        """
        if signed.sha256 in {one.sha256 for one in self._sheets}:
            return ""
        if not any(isinstance(act, _ON_SHEETS) for act in self._acts):
            return ""
        sheets = [one.sheet for one in self._sheets]
        known = {one.number for one in replay(self.manifest, sheets, self._acts)}
        after = replay(self.manifest, [*sheets, signed.sheet], self._acts)
        if not (against := [one for one in after if one.number not in known]):
            return ""
        told = tr(
            "This sheet came after decisions that could not stand with it; it was not taken. What the member says "
            "is recorded at the sitting: a mark as a reopened mark, a conflict of interest as a decision by vote."
        )
        return "\n".join([told, *(tr("Act {n}: {reason}", n=one.number, reason=one.reason) for one in against)])

    def _reload(self) -> None:
        with self._workspace.session() as session:
            self._sheets = taken_sheets(session, self.packet.id, self.manifest.roster, known=self._sheets)
        self._state = self._outcome = None

    def check(self, act: Act) -> None:
        """Return when the rules allow `act` now. Raises SittingError that names the rule's point and the cure."""
        check(act, self.state)

    def act(self, act: Act) -> None:
        """Record `act` when the rules allow it. Raises SittingError; then nothing was recorded."""
        self.check(act)
        with self._workspace.session() as session:
            append_act(session, self.packet.id, act, self._workspace.key)
        self._acts = (*self._acts, act)
        self._state = self._outcome = None

    def act_all(self, acts: Iterable[Act]) -> None:
        """Record `acts` one after the other, each checked; stops at the first that is refused."""
        for act in acts:
            self.act(act)

    def result(self) -> Result:
        """Return the result as it stands, open questions and all. Raises SittingError where nothing can be counted."""
        return build_result(self.packet.id, self.manifest, (one.sheet for one in self._sheets), self._acts)

    def write_result(self, path: Path, chair: PrivateKey, *, replace: bool = False) -> str:
        """Sign the result with the chair's key into `path` and return its SHA-256; `replace` a file that is there.

        Raises SittingError while questions are open or the sitting is not closed, SealError for another person's key,
        FileError.
        """
        if not self.closed:
            raise SittingError(tr("The result is signed after the sitting is closed; nothing was written."))
        return write_result(path, self.result(), self._sheets, chair, replace=replace)

"""The paper sheets of a packet as the office keeps them: one file a member, and how far each of them is."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from models.contest.commission import Person, Roster
from models.errors import ScoringError, TandauError
from models.packet.manifest import PacketManifest
from models.scoring.paper import LineState, Paper, hand_of
from models.scoring.paper_again import confirmed_lines, unchanged
from models.scoring.paper_files import SignedPaper, paper_name, read_paper, sheet_name, write_paper
from models.scoring.paper_rules import enrolled, not_in_packet
from models.scoring.paper_statements import Hand, PaperLine
from models.scoring.sheet_files import LARGEST_SHEET, open_sheet
from models.scoring.sheets import Sheet
from models.sealing.keys import PrivateKey
from models.sealing.reading import read_bytes


@dataclass(frozen=True)
class EarlierPaper:
    """A paper that was typed for an earlier revision of the packet, and does not count for this one."""

    paper: Paper
    packet: PacketManifest
    kept: tuple[str, ...]
    """The codes whose lines hold for this packet too."""
    anew: tuple[str, ...]
    """The codes of this packet that are to be typed anew."""


@dataclass(frozen=True)
class PaperState:
    """How far one member's paper sheet is."""

    member: Person
    counts: tuple[tuple[LineState, int], ...]
    """How many of the packet's applications stand in each state; every state is named."""
    signed: SignedPaper | None = None
    """None where nobody began to type."""
    handed_in: bool = False
    problem: str = ""
    """Why the file that is there can't be read; empty where it can, or where there is none."""
    revision: int = 1
    """Of the sheet that is handed in, or that the paper becomes."""
    earlier_problem: str = ""
    """Why the paper before this one, which is there, can't be read; nothing comes along from it then."""
    earlier: EarlierPaper | None = None
    """Where nothing is typed for this packet, but was for an earlier revision of it."""
    before: Mapping[str, PaperLine] = field(default_factory=dict)
    """The lines that two people stood for in the paper before this one, as far as they hold still, by code."""

    @property
    def paper(self) -> Paper | None:
        """What was typed and checked so far."""
        return self.signed.paper if self.signed else None

    def count(self, state: LineState) -> int:
        """Return how many lines stand in `state`."""
        return dict(self.counts)[state]

    @property
    def is_confirmed(self) -> bool:
        """Whether every line is confirmed, so that the sheet can be handed in."""
        return all(number == 0 for state, number in self.counts if state is not LineState.CONFIRMED)


@dataclass(frozen=True)
class PaperDesk:
    """The packet, who is enrolled now, and the folder of this computer where typed papers are kept."""

    folder: Path
    packet_id: str
    manifest: PacketManifest
    roster: Roster
    """The one in force now: it tells who was enrolled only after the packet was built, and can't type or confirm."""

    earlier: tuple[tuple[str, PacketManifest], ...] = ()
    """Earlier revisions of the packet by id, the newest first."""

    def path(self, member: str, revision: int = 1) -> Path:
        """Return where the typed paper of `member` is kept."""
        return self.folder / paper_name(self.packet_id, member, revision)

    def sheet_path(self, member: str, revision: int = 1) -> Path:
        """Return where the sheet is kept that came of the paper of `member`."""
        return self.folder / sheet_name(self.packet_id, member, revision)

    def handed_in(self, member: str) -> int:
        """Return the revision of the sheet of `member` that was handed in last; 0 where none was."""
        revision = 0
        while self.sheet_path(member, revision + 1).exists():
            revision += 1
        return revision

    def states(self, key: PrivateKey) -> tuple[PaperState, ...]:
        """Return how far the paper of every member is, in the roster's order."""
        return tuple(self.state(member, key) for member in self.manifest.roster.members)

    def state(self, member: Person, key: PrivateKey) -> PaperState:
        """Return how far the paper of `member` is. A file that can't be read is told of, not replaced."""
        last = self.handed_in(member.id)
        revision = last + 1 if self.path(member.id, last + 1).exists() else max(last, 1)
        try:
            path = self.path(member.id, revision)
            state = self.told(member, self.read(path, key) if path.exists() else None, revision=revision)
        except TandauError as error:
            return replace(self.told(member, None, revision=revision), problem=str(error))
        return state if state.handed_in else self._with_earlier(state, key)

    def told(self, member: Person, signed: SignedPaper | None, *, revision: int = 1) -> PaperState:
        """Return how far `signed` is as the paper of `member`; `revision` says which one where there is none."""
        revision = signed.paper.typed.revision if signed else revision
        states = [signed.paper.state(one.code) if signed else LineState.EMPTY for one in self.manifest.applications]
        counts = tuple((state, states.count(state)) for state in LineState)
        handed_in = self.sheet_path(member.id, revision).exists()
        return PaperState(member, counts, signed, handed_in, revision=revision)

    def _with_earlier(self, state: PaperState, key: PrivateKey) -> PaperState:
        """Return `state` with what was typed and confirmed in the paper before, of this packet or an earlier one."""
        member = state.member.id
        try:
            if state.revision > 1:
                path = self.path(member, state.revision - 1)
                return replace(state, before=confirmed_lines(self.read(path, key).paper)) if path.exists() else state
            earlier = self._earlier(member, key)
        except TandauError as error:
            return replace(state, earlier_problem=str(error))
        if earlier is None:
            return state
        confirmed = confirmed_lines(earlier.paper)
        held = {code: confirmed[code] for code in earlier.kept if code in confirmed}
        return replace(state, earlier=earlier if state.signed is None else None, before=held)

    def _earlier(self, member: str, key: PrivateKey) -> EarlierPaper | None:
        for packet_id, manifest in self.earlier:
            desk = replace(self, packet_id=packet_id, manifest=manifest, earlier=())
            last = desk.handed_in(member)
            path = next((one for n in (last + 1, last) if n and (one := desk.path(member, n)).exists()), None)
            if path is not None:
                paper = desk.read(path, key).paper
                kept = unchanged(manifest, self.manifest, paper.lines)
                codes = (one.code for one in self.manifest.applications)
                return EarlierPaper(paper, manifest, kept, tuple(code for code in codes if code not in kept))
        return None

    def previous(self, member: str, key: PrivateKey) -> Sheet | None:
        """Return the sheet of `member` that was handed in last, as it is kept here; None where none was.

        Raises as `open_sheet`: the secretary and the chair open it, nobody else.
        """
        last = self.handed_in(member)
        if not last:
            return None
        data = read_bytes(self.sheet_path(member, last), at_most=LARGEST_SHEET)
        return open_sheet(data, key, self.manifest, self.packet_id).sheet

    def read(self, path: Path, key: PrivateKey) -> SignedPaper:
        """Read a typed paper of this packet. Raises as `read_paper`."""
        return read_paper(path, key, self.manifest, self.packet_id, self.roster)

    def hand(self, public_key: str) -> Hand:
        """Return who types or confirms with `public_key`.

        Raises ScoringError for anybody but the secretary and the staff, also where the packet does not know them yet.
        """
        hand = hand_of(self.roster, public_key)
        if not enrolled(hand, self.manifest.roster):
            raise ScoringError(not_in_packet(hand))
        return hand

    def keep(self, signed: SignedPaper) -> None:
        """Write `signed` where it is kept, over what it was before. Raises FileError."""
        typed = signed.paper.typed
        write_paper(self.path(typed.member, typed.revision), signed, self.roster)


def has_papers(folder: Path, packet_id: str) -> bool:
    """Return whether the folder holds any typed paper of the packet."""
    return any(folder.glob(paper_name(packet_id, "*")))


def newer(kept: SignedPaper, other: SignedPaper) -> bool | None:
    """Tell whether `other` holds more than `kept`; None where each holds what the other lacks, or they differ.

    More is: everything of the other, typed and checked by the same people, and at least one line or check further.
    """
    if kept == other:
        return False
    forward, backward = _holds(other.paper, kept.paper), _holds(kept.paper, other.paper)
    return None if forward == backward else forward


def _holds(more: Paper, less: Paper) -> bool:
    """Whether `more` is what `less` became: made by the same people, at the same time or later, part by part."""
    if _paper(more) != _paper(less) or more.typed.typed_at < less.typed.typed_at:
        return False
    if not set(less.lines) <= set(more.lines):
        return False
    if more.typed.typed_at == less.typed.typed_at and more.typed != less.typed:
        return False
    if less.checks is None:
        return True
    return more.checks is not None and _checked_at(more) >= less.checks.checked_at


def _checked_at(paper: Paper) -> datetime:
    assert paper.checks is not None
    return paper.checks.checked_at


def _paper(paper: Paper) -> tuple[str, str | None]:
    return paper.typed.typist.public_key, paper.typed.previous

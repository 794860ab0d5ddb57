"""The paper sheets of a packet as the office keeps them: one file a member, and how far each of them is."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from models.contest.commission import Person, Roster
from models.errors import ScoringError, TandauError
from models.packet.manifest import PacketManifest
from models.scoring.paper import LineState, Paper, hand_of
from models.scoring.paper_files import SignedPaper, paper_name, read_paper, sheet_name, write_paper
from models.scoring.paper_rules import enrolled, not_in_packet
from models.scoring.paper_statements import Hand
from models.sealing.keys import PrivateKey


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

    def path(self, member: str) -> Path:
        """Return where the typed paper of `member` is kept."""
        return self.folder / paper_name(self.packet_id, member)

    def sheet_path(self, member: str) -> Path:
        """Return where the sheet is kept that came of the paper of `member`."""
        return self.folder / sheet_name(self.packet_id, member)

    def states(self, key: PrivateKey) -> tuple[PaperState, ...]:
        """Return how far the paper of every member is, in the roster's order."""
        return tuple(self.state(member, key) for member in self.manifest.roster.members)

    def state(self, member: Person, key: PrivateKey) -> PaperState:
        """Return how far the paper of `member` is. A file that can't be read is told of, not replaced."""
        signed, problem = None, ""
        if self.path(member.id).exists():
            try:
                signed = self.read(self.path(member.id), key)
            except TandauError as error:
                problem = str(error)
        return self.told(member, signed, problem=problem)

    def told(self, member: Person, signed: SignedPaper | None, *, problem: str = "") -> PaperState:
        """Return how far `signed` is as the paper of `member`."""
        states = [signed.paper.state(one.code) if signed else LineState.EMPTY for one in self.manifest.applications]
        counts = tuple((state, states.count(state)) for state in LineState)
        return PaperState(member, counts, signed, self.sheet_path(member.id).exists(), problem)

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
        write_paper(self.path(signed.paper.typed.member), signed, self.roster)


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
    if _who(more.typed.typist) != _who(less.typed.typist) or more.typed.typed_at < less.typed.typed_at:
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


def _who(hand: Hand) -> str:
    return hand.public_key

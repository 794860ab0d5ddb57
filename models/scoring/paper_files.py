"""Files of typed paper sheets: each part signed by the person whose part it is, readable by the office."""

from dataclasses import dataclass, field, replace
from pathlib import Path

from models.contest.commission import Role, Roster
from models.errors import FileError, ScoringError, SealError
from models.packet.manifest import PacketManifest
from models.scoring.paper import Paper, hand_of, paper_sheet
from models.scoring.paper_rules import check_line, enrolled, not_in_packet
from models.scoring.paper_statements import Hand, PaperChecks, TypedPaper
from models.scoring.sheet_files import LARGEST_SHEET, seal_sheet
from models.scoring.sheets import Sheet
from models.sealing.containers import Container, pack, read_all
from models.sealing.encryption import encrypt
from models.sealing.keys import PrivateKey
from models.sealing.reading import read_bytes, read_value
from models.sealing.safe_write import free_name, safe_write
from models.sealing.signatures import Namespace, verify
from models.values import Moment
from models.wording import tr

ENDING = ".paper"
LARGEST_PAPER = 16 << 20
_TYPED, _CHECKS, _SIGNED = "typed.json", "checks.json", ".sig"


@dataclass(frozen=True)
class SignedPaper:
    """A paper with the signatures over its parts: what was typed by who typed it, the checks by who made them."""

    paper: Paper
    typed_signature: bytes = field(repr=False)
    checks_signature: bytes = field(default=b"", repr=False)

    def with_typed(self, paper: Paper, key: PrivateKey) -> "SignedPaper":
        """Return `paper` after its typist, whose `key` this is, typed; the checks stay as they were signed."""
        return replace(self, paper=paper, typed_signature=key.sign(Namespace.PAPER, paper.typed.canonical()))

    def with_checks(self, paper: Paper, key: PrivateKey) -> "SignedPaper":
        """Return `paper` after its second person, whose `key` this is, said more; what was typed stays as signed."""
        assert paper.checks is not None
        return replace(self, paper=paper, checks_signature=key.sign(Namespace.PAPER_CHECKS, paper.checks.canonical()))


def sign_typed(paper: Paper, key: PrivateKey) -> SignedPaper:
    """Return a paper that nobody checked yet, signed by its typist, whose `key` this is."""
    return SignedPaper(paper, key.sign(Namespace.PAPER, paper.typed.canonical()))


def paper_name(packet_id: str, member: str, revision: int = 1) -> str:
    """Return the usual name of the file for a member's paper sheet."""
    return _stem(packet_id, member, revision) + ENDING


def _stem(packet_id: str, member: str, revision: int) -> str:
    return f"{packet_id[:12]}-{member}" + (f"-r{revision}" if revision > 1 else "")


def write_paper(path: Path, signed: SignedPaper, roster: Roster) -> None:
    """Write the file at `path` for secretary, staff and the two hands, over an older one. Raises FileError."""
    paper = signed.paper
    entries = [(_TYPED, paper.typed.canonical()), (_TYPED + _SIGNED, signed.typed_signature)]
    hands = [paper.typed.typist.public_key]
    if paper.checks is not None:
        entries += [(_CHECKS, paper.checks.canonical()), (_CHECKS + _SIGNED, signed.checks_signature)]
        hands.append(paper.checks.checker.public_key)
    office = [one for one in roster.people if one.role is not Role.MEMBER or one.proposed_chair]
    lines = [*hands, *(one.public_key for one in office if one.public_key)]
    path.parent.mkdir(parents=True, exist_ok=True)
    safe_write(path, encrypt(pack(entries), lines), private=True)


def read_paper(path: Path, key: PrivateKey, manifest: PacketManifest, packet_id: str, roster: Roster) -> SignedPaper:
    """Read the file at `path` and check that it belongs to this packet and was signed by the office's people.

    `roster` is the one in force now; whom only it knows was enrolled after the packet was built and is refused with
    that reason. Raises FileError (damaged, newer), SealError (not for this key, not signed by the two hands) or
    ScoringError (another packet, somebody not enrolled, typed and confirmed by one person).
    """
    container = Container(key.decrypt(read_bytes(path, at_most=LARGEST_PAPER)), name=path.name)
    names = {_TYPED, _TYPED + _SIGNED, _CHECKS, _CHECKS + _SIGNED}
    entries = read_all(container, names.__contains__, at_most=LARGEST_PAPER)
    try:
        typed_bytes, typed_signature = entries[_TYPED], entries[_TYPED + _SIGNED]
    except KeyError:
        raise FileError(tr("“{name}” is no typed paper sheet; nothing was taken.", name=path.name)) from None
    typed = read_value(TypedPaper, typed_bytes, name=path.name)
    if (typed.contest, typed.packet) != (manifest.contest.id, packet_id):
        raise ScoringError(
            tr("“{name}” was typed for another packet; it was not taken. Choose that revision.", name=path.name)
        )
    _check_hand(typed.typist, manifest, roster, path)
    if typed.member not in {person.id for person in manifest.roster.members}:
        raise _unknown(path)
    for line in typed.lines:
        check_line(line, manifest)
    verify(typed.typist.public_key, Namespace.PAPER, typed_bytes, typed_signature)
    if _CHECKS not in entries:
        return SignedPaper(Paper(typed=typed), typed_signature)
    checks = read_value(PaperChecks, entries[_CHECKS], name=path.name)
    if (checks.packet, checks.member, checks.previous) != (typed.packet, typed.member, typed.previous):
        raise ScoringError(
            tr("What “{name}” holds was confirmed of another paper; it was not taken. Ask who sent it.", name=path.name)
        )
    _check_hand(checks.checker, manifest, roster, path)
    Paper(typed=typed).check_second_person(checks.checker)
    signature = entries.get(_CHECKS + _SIGNED, b"")
    verify(checks.checker.public_key, Namespace.PAPER_CHECKS, entries[_CHECKS], signature)
    return SignedPaper(Paper(typed=typed, checks=checks), typed_signature, signature)


def sheet_name(packet_id: str, member: str, revision: int = 1) -> str:
    """Return the name under which the office keeps the sheet that came of a member's paper."""
    return _stem(packet_id, member, revision) + ".sheet"


def hand_in_paper(
    path: Path,
    signed: SignedPaper,
    manifest: PacketManifest,
    key: PrivateKey,
    *,
    at: Moment,
    previous: Sheet | None = None,
) -> None:
    """Write the confirmed paper as a `.sheet` at `path`, signed with the secretary's `key`; then it is closed.

    `previous` is the sheet that it corrects.
    Raises ScoringError (lines not confirmed), SealError (another key than the secretary's) or FileError, also where
    `path` is there already.
    """
    signatures = (signed.typed_signature, signed.checks_signature)
    sheet = paper_sheet(signed.paper, manifest, signatures=signatures, at=at, previous=previous)
    safe_write(path, seal_sheet(sheet, key, manifest.roster), replace=False)


def carry_sheet(kept: Path, folder: Path, member: str, revision: int = 1) -> Path:
    """Copy the kept sheet of `member` into `folder` under a name that nothing else has there; return it.

    Raises FileError.
    """
    data = read_bytes(kept, at_most=LARGEST_SHEET)
    path = free_name(folder / f"{member}-r{revision}.sheet")
    safe_write(path, data, replace=False)
    return path


def _check_hand(hand: Hand, manifest: PacketManifest, roster: Roster, path: Path) -> None:
    if enrolled(hand, manifest.roster):
        return
    if hand_of(roster, hand.public_key) != hand:
        raise _unknown(path)
    raise ScoringError(not_in_packet(hand))


def _unknown(path: Path) -> SealError:
    return SealError(
        tr("“{name}” names people otherwise than they are enrolled; it was not taken. Ask who sent it.", name=path.name)
    )

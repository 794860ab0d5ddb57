"""`.sheet` files: signed by the member, sealed to the chair, the secretary, the recovery key and the member."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from models.contest.commission import Roster
from models.errors import FileError, ScoringError, SealError
from models.packet.manifest import PacketManifest
from models.scoring.checking import check_belongs, check_sheet
from models.scoring.paper_rules import hands_problems
from models.scoring.sheets import Sheet
from models.sealing.containers import Container, pack, read_all
from models.sealing.encryption import SEALED, encrypt
from models.sealing.keys import PrivateKey
from models.sealing.reading import read_value
from models.sealing.signatures import Namespace, verify
from models.values import sha256
from models.wording import tr

LARGEST_SHEET = 64 << 20
"""Bytes; 3 000 applications with long reasons stay below it."""
_CONTENT, _SIGNATURE = "sheet.json", "sheet.json.sig"


@dataclass(frozen=True)
class SignedSheet:
    """A sheet with the bytes that were signed and the signature over them, kept verbatim."""

    sheet: Sheet
    signed_bytes: bytes = field(repr=False)
    signature: bytes = field(repr=False)
    sha256: str
    """Of the signed bytes; equals `sheet.digest()`."""

    @classmethod
    def from_bytes(cls, signed_bytes: bytes, signature: bytes, roster: Roster) -> "SignedSheet":
        """Read a sheet from its stored bytes and check its signature against `roster`.

        Signed by its member; a sheet typed from paper, by the secretary, and the statements in it by who typed and who
        confirmed. Raises FileError (damaged, newer), SealError (another signer) or ScoringError (the two are one
        person, or not of the roster's office).
        """
        return _verified(read_value(Sheet, signed_bytes, name=_CONTENT), signed_bytes, signature, roster)


def sign_sheet(sheet: Sheet, key: PrivateKey, roster: Roster) -> SignedSheet:
    """Sign `sheet` with the member's key, or where it was typed from paper the secretary's. Raises as `from_bytes`."""
    if key.public_line != _signer(sheet, roster):
        raise SealError(tr("This sheet must be signed with the key of whom it belongs to; it was not handed in."))
    _verify_hands(sheet)
    data = sheet.canonical()
    return SignedSheet(sheet, data, key.sign(Namespace.SHEET, data), sha256(data))


def seal_signed(signed: SignedSheet, roster: Roster) -> bytes:
    """Return the content of a `.sheet` file for those who read sheets, and the member. Raises SealError."""
    readers = [*roster.sheet_readers, roster.person(signed.sheet.member)]
    lines = [person.public_key for person in readers if person.public_key]
    return encrypt(pack([(_CONTENT, signed.signed_bytes), (_SIGNATURE, signed.signature)]), lines)


def seal_sheet(sheet: Sheet, key: PrivateKey, roster: Roster) -> bytes:
    """Sign and seal `sheet`: the content of a `.sheet` file. Raises SealError or ScoringError."""
    return seal_signed(sign_sheet(sheet, key, roster), roster)


def open_sheet(
    data: bytes,
    key: PrivateKey,
    manifest: PacketManifest,
    packet_id: str,
    *,
    known: Mapping[str, int] | None = None,
) -> SignedSheet:
    """Open the content of a `.sheet` file and check everything: whom it belongs to, signature, every cell.

    `known` as for `check_sheet`. Raises FileError (damaged, newer), SealError (not for this key, another signer) or
    ScoringError (wrong contest, packet, criteria, person, or a cell that can't be counted).
    """
    signed, signature = _unseal(data, key)
    sheet = read_value(Sheet, signed, name=_CONTENT)
    # first of all where it belongs, so that a sheet of another contest is not called a forgery
    check_belongs(sheet, manifest, packet_id, known=known)
    opened = _verified(sheet, signed, signature, manifest.roster)
    check_sheet(opened.sheet, manifest, packet_id, known=known)
    return opened


def read_sheet(data: bytes, key: PrivateKey) -> Sheet:
    """Return what a `.sheet` file says, without any packet to check it against: nothing vouches for its signature.

    For `tandau sheet show` only. Raises FileError or SealError.
    """
    return read_value(Sheet, _unseal(data, key)[0], name=_CONTENT)


def _unseal(data: bytes, key: PrivateKey) -> tuple[bytes, bytes]:
    if len(data) > LARGEST_SHEET:
        raise FileError(tr("This file is too large to be a score sheet; it was not opened."))
    if not data.startswith(SEALED):
        raise FileError(
            tr("This file is no score sheet; nothing was taken from it.")
        )  # a card, say: whole, but no sheet
    entries = read_all(
        Container(key.decrypt(data), name=_CONTENT), {_CONTENT, _SIGNATURE}.__contains__, at_most=LARGEST_SHEET
    )
    try:
        return entries[_CONTENT], entries[_SIGNATURE]
    except KeyError:
        raise FileError(tr("This file is no score sheet; nothing was taken from it.")) from None


def _verified(sheet: Sheet, signed_bytes: bytes, signature: bytes, roster: Roster) -> SignedSheet:
    """Return `sheet`, which was read from `signed_bytes`, once its signatures are checked. Raises as `from_bytes`."""
    verify(_signer(sheet, roster), Namespace.SHEET, signed_bytes, signature)
    _verify_hands(sheet)
    return SignedSheet(sheet, signed_bytes, signature, sheet.digest())


def _verify_hands(sheet: Sheet) -> None:
    """Check that the statements of a paper sheet were signed by whom they name. Raises SealError."""
    if (typed := sheet.typed) is None:
        return
    paper, checks = typed.paper, typed.checks
    verify(paper.typist.public_key, Namespace.PAPER, paper.canonical(), typed.paper_signature.encode())
    verify(checks.checker.public_key, Namespace.PAPER_CHECKS, checks.canonical(), typed.checks_signature.encode())


def _signer(sheet: Sheet, roster: Roster) -> str:
    if problems := list(hands_problems(sheet, roster)):
        raise ScoringError(
            tr("This paper sheet was not taken. A second person looks at the paper and confirms."), problems=problems
        )
    if sheet.typed is None:
        person = next((one for one in roster.members if one.id == sheet.member), None)
    else:
        person = roster.secretary
    if person is None or person.public_key is None:
        raise SealError(
            tr("The roster has no key for whoever must sign this sheet; it was not taken. Take the card first.")
        )
    return person.public_key

"""A card: a person's public key with name and position, signed by the key itself."""

import unicodedata
from pathlib import Path
from typing import Literal

from models.errors import FileError, SealError
from models.sealing.keys import PrivateKey
from models.sealing.public_keys import plain_line
from models.sealing.reading import read_bytes, refuse_newer
from models.sealing.safe_write import safe_write
from models.sealing.signatures import Namespace, verify
from models.values import Value
from models.wording import tr

_LARGEST = 64 * 1024


def _is_unseen(sign: str) -> bool:
    """Whether `sign` steers a terminal, breaks a line or turns the direction of writing."""
    return unicodedata.category(sign) in ("Cc", "Cf", "Zl", "Zp", "Cs")


def _one_line(text: str) -> str:
    return "".join(sign for sign in " ".join(text.split()) if not _is_unseen(sign))


class Card(Value):
    """Who a public key belongs to, as the person says; enrolment compares the spoken fingerprint."""

    format: Literal[1] = 1
    name: str
    position: str = ""
    organisation: str = ""
    public_key: str
    """OpenSSH line "ssh-ed25519 AAAA…" without comment."""


class _SignedCard(Value):
    format: Literal[1] = 1
    card: Card
    signature: str


def card_bytes(card: Card, key: PrivateKey) -> bytes:
    """Return the content of a `.card` file; the same card gives the same bytes. `key` is the card's own."""
    if card.public_key != key.public_line:
        raise ValueError("a card is signed by the key that it carries")
    signature = key.sign(Namespace.CARD, card.canonical()).decode()
    return _SignedCard(card=card, signature=signature).canonical() + b"\n"


def write_card(path: Path, *, name: str, position: str, organisation: str, key: PrivateKey) -> Card:
    """Write a `.card` file (never over an existing one) and return the card, its texts in one line each.

    Raises FileError.
    """
    name, position, organisation = map(_one_line, (name, position, organisation))
    card = Card(name=name, position=position, organisation=organisation, public_key=key.public_line)
    safe_write(path, card_bytes(card, key), replace=False)
    return card


def read_card(path: Path) -> Card:
    """Read a `.card` file and check its signature. Raises FileError (damaged, newer) or SealError (not its own key)."""
    return parse_card(read_bytes(path, at_most=_LARGEST), name=path.name)


def parse_card(data: bytes, *, name: str) -> Card:
    """Return the card in the bytes of a `.card` file; `name` is the file's name for messages. Raises as `read_card`."""
    refuse_newer(data, name=name)
    signed = _SignedCard.from_json(data, name=name)
    if data.strip() != signed.canonical() or not signed.card.name.strip():
        raise FileError(tr("“{name}” is damaged or was made by another program; it was not taken.", name=name))
    try:
        verify(signed.card.public_key, Namespace.CARD, signed.card.canonical(), signed.signature.encode())
    except SealError as error:
        raise SealError(tr("“{name}”: {why}", name=name, why=str(error))) from error
    texts = (signed.card.name, signed.card.position, signed.card.organisation)
    if any(_is_unseen(sign) for text in texts for sign in text):
        raise FileError(
            tr(
                "The name on “{name}” holds signs that nobody sees, so it may show as another; the card was not taken. "
                "Ask for a new card.",
                name=name,
            )
        )
    if signed.card.public_key != plain_line(signed.card.public_key):
        raise FileError(tr("“{name}” is damaged or was made by another program; it was not taken.", name=name))
    return signed.card

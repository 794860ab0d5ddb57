"""Public keys as OpenSSH writes them, and how people compare them."""

import base64
import binascii
import hashlib

from models.errors import SealError
from models.wording import tr

ALGORITHM = "ssh-ed25519"
_HEAD = b"\x00\x00\x00\x0b" + ALGORITHM.encode() + b"\x00\x00\x00\x20"


def public_blob(public_line: str) -> bytes:
    """Return the key inside "ssh-ed25519 AAAA…" as OpenSSH encodes it (a comment is passed over).

    Raises SealError for anything but an Ed25519 key.
    """
    parts = public_line.split()
    try:
        blob = base64.b64decode(parts[1], validate=True) if parts[0] == ALGORITHM else b""
    except (IndexError, binascii.Error, ValueError):
        blob = b""
    if not blob.startswith(_HEAD) or len(blob) != len(_HEAD) + 32:
        raise SealError(
            tr("This is not a public key that Tandau can use (ssh-ed25519). Ask the person to export the card again.")
        )
    return blob


def plain_line(public_line: str) -> str:
    """Return the key as "ssh-ed25519 AAAA…" without comment: the one form that is stored and compared."""
    return f"{ALGORITHM} {base64.b64encode(public_blob(public_line)).decode()}"


def fingerprint(public_line: str) -> str:
    """Return "SHA256:…" as `ssh-keygen -l` prints it. Raises SealError."""
    digest = hashlib.sha256(public_blob(public_line)).digest()
    return f"SHA256:{base64.b64encode(digest).decode().rstrip('=')}"


def spoken(public_line: str) -> str:
    """Return six groups of five figures to be read aloud at enrolment: about 100 bits of the fingerprint.

    Figures, because letters of both cases can't be read aloud, and not alike in kk, ru and en. Raises SealError.
    """
    digest = hashlib.sha256(public_blob(public_line)).digest()
    return " ".join(f"{int.from_bytes(digest[i : i + 5], 'big') % 100_000:05}" for i in range(0, 30, 5))

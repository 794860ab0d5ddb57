"""Signatures in OpenSSH's own form (SSHSIG), so that `ssh-keygen -Y verify` checks them without this program."""

import base64
import hashlib
from enum import StrEnum

import sshsig

from models.errors import SealError
from models.sealing.public_keys import plain_line, public_blob
from models.wording import tr

_BEGIN, _END = "-----BEGIN SSH SIGNATURE-----", "-----END SSH SIGNATURE-----"
_HASH = "sha512"
_LARGEST = 4096


class Namespace(StrEnum):
    """What a signature is for; a signature of one kind never passes for another."""

    CARD = "tandau-card"
    PACKET = "tandau-packet"
    SHEET = "tandau-sheet"
    RESULT = "tandau-result"
    ROSTER = "tandau-roster"
    PAPER = "tandau-paper"
    PAPER_CHECKS = "tandau-paper-checks"
    LOG = "tandau-log"


def verify(public_line: str, namespace: str, data: bytes, signature: bytes) -> None:
    """Accept exactly an SSHSIG by this Ed25519 key over `data` in `namespace`.

    Raises SealError otherwise; the message says which of the three does not fit: key, kind or content.
    """
    blob = _unarmored(signature)
    own = public_blob(public_line)
    made = _sshsig_blob(own, namespace, blob[-64:])
    if blob != made:
        raise SealError(
            tr("The signature is damaged, by another key or for another kind of file; the file was not taken.")
        )
    try:
        sshsig.verify(data, signature, [sshsig.PublicKey.from_openssh_str(plain_line(public_line))], namespace)
    except (sshsig.InvalidSignature, ValueError, NotImplementedError) as error:
        raise SealError(
            tr("The content is not what was signed: it was changed after signing. The file was not taken.")
        ) from error


def signed_message(namespace: str, data: bytes) -> bytes:
    """Return the bytes that the key itself signs (PROTOCOL.sshsig): magic, namespace, reserved, hash name, hash."""
    return b"SSHSIG" + b"".join(map(_string, (namespace.encode(), b"", _HASH.encode(), hashlib.sha512(data).digest())))


def armored(blob: bytes, namespace: str, signature: bytes) -> bytes:
    """Return the armored SSHSIG for a raw Ed25519 `signature` by the public key `blob`."""
    text = base64.b64encode(_sshsig_blob(blob, namespace, signature)).decode()
    lines = [text[i : i + 70] for i in range(0, len(text), 70)]  # as ssh-keygen breaks them
    return "\n".join((_BEGIN, *lines, _END, "")).encode()


def _sshsig_blob(public: bytes, namespace: str, signature: bytes) -> bytes:
    inner = _string(b"ssh-ed25519") + _string(signature)
    fields = (public, namespace.encode(), b"", _HASH.encode(), inner)
    return b"SSHSIG" + (1).to_bytes(4, "big") + b"".join(map(_string, fields))


def _unarmored(signature: bytes) -> bytes:
    try:
        first, *lines, last = signature[:_LARGEST].decode("ascii").split("\n")[:-1]
        text = "".join(lines)
        blob = base64.b64decode(text, validate=True)
        if (first, last, base64.b64encode(blob).decode()) == (_BEGIN, _END, text):
            return blob
    except ValueError:
        pass  # said below for every way not to be a signature
    raise SealError(tr("This is not a signature; the file was not taken."))


def _string(data: bytes) -> bytes:
    return len(data).to_bytes(4, "big") + data

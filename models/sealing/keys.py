"""A person's one key: it signs and it decrypts. An OpenSSH private key file with a passphrase."""

import base64
import unicodedata
from pathlib import Path

import pyrage
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_ssh_private_key,
)

from models.errors import SealError
from models.sealing import signatures
from models.sealing.public_keys import fingerprint, public_blob
from models.sealing.reading import read_bytes
from models.sealing.safe_write import safe_write
from models.wording import tr

SHORTEST_PASSPHRASE = 8
"""Characters."""
KDF_ROUNDS = 64
_LARGEST = 64 * 1024
_LARGEST_AGE_HEADER = 64 * 1024
"""Some 400 recipients. With a header of megabytes reading takes time that grows with its square: it never answers."""
_MAGIC = b"openssh-key-v1\0"
_MOST_ROUNDS = 2048
"""A damaged file may claim four thousand million and the program would never answer."""


class PrivateKey:
    """An opened key. It stays in memory only; its text form tells nothing secret."""

    def __init__(self, key: Ed25519PrivateKey) -> None:
        self._key = key
        self._identity = pyrage.ssh.Identity.from_buffer(
            key.private_bytes(Encoding.PEM, PrivateFormat.OpenSSH, NoEncryption())
        )
        self.public_line = key.public_key().public_bytes(Encoding.OpenSSH, PublicFormat.OpenSSH).decode()
        """ "ssh-ed25519 AAAA…" without comment."""

    @classmethod
    def ephemeral(cls, seed: bytes | None = None) -> "PrivateKey":
        """Return a key that no file holds: a new one, or the one that 32 bytes of `seed` always give (samples)."""
        return cls(Ed25519PrivateKey.from_private_bytes(seed) if seed else Ed25519PrivateKey.generate())

    def __repr__(self) -> str:
        return f"PrivateKey({self.fingerprint})"

    @property
    def fingerprint(self) -> str:
        """The public key's fingerprint, "SHA256:…"."""
        return fingerprint(self.public_line)

    def sign(self, namespace: str, data: bytes) -> bytes:
        """Return an armored SSHSIG (SHA-512) over `data`; the same data give the same bytes."""
        signature = self._key.sign(signatures.signed_message(namespace, data))
        return signatures.armored(public_blob(self.public_line), namespace, signature)

    def decrypt(self, data: bytes) -> bytes:
        """Return what age encrypted to this key, in memory only. Raises SealError: for other keys, or damaged."""
        damaged = SealError(tr("This file is damaged or cut short; nothing was taken from it. Ask for it again."))
        if b"\n---" not in data[:_LARGEST_AGE_HEADER]:
            raise damaged
        try:
            return bytes(pyrage.decrypt(data, [self._identity]))
        except pyrage.DecryptError as error:
            if "No matching keys" in str(error):
                raise NotForThisKeyError(
                    tr("This file is not sealed to your key, so it can't be opened. Ask for one made for you.")
                ) from error
            raise damaged from error


class NotForThisKeyError(SealError):
    """The file is sealed to other keys."""


def new_key(path: Path, passphrase: str) -> PrivateKey:
    """Make a key, write it to `path` (never over an existing file) and return it opened; takes about half a second.

    Raises SealError for a passphrase shorter than `SHORTEST_PASSPHRASE` characters, FileError when it can't be written.
    """
    if len(passphrase.strip()) < SHORTEST_PASSPHRASE:
        raise SealError(
            tr(
                "The passphrase is too short; no key was made. Use at least {n} characters, best several words.",
                n=SHORTEST_PASSPHRASE,
            )
        )
    key = Ed25519PrivateKey.generate()
    encryption = PrivateFormat.OpenSSH.encryption_builder().kdf_rounds(KDF_ROUNDS).build(_secret(passphrase))
    data = key.private_bytes(Encoding.PEM, PrivateFormat.OpenSSH, encryption)
    safe_write(path, data, replace=False, private=True)
    return PrivateKey(key)


def load_key(path: Path, passphrase: str) -> PrivateKey:
    """Open the key file at `path`; an OpenSSH key made by `ssh-keygen -t ed25519` does as well.

    Raises SealError for a wrong passphrase, a file that is no private key or a key of another kind; FileError when it
    can't be read.
    """
    data = read_bytes(path, at_most=_LARGEST)
    not_a_key = SealError(
        tr("“{name}” is not a private key; nothing was opened. Choose the file your key was saved in.", name=path.name)
    )
    outside = _outside(data)
    if outside is None or outside[0] > _MOST_ROUNDS:
        raise not_a_key
    rounds, public = outside
    try:
        key = load_ssh_private_key(data, _secret(passphrase) if rounds else None)
    except UnsupportedAlgorithm as error:
        raise not_a_key from error
    except (ValueError, TypeError) as error:
        if not rounds:
            raise not_a_key from error
        raise SealError(
            tr(
                "The passphrase does not open “{name}”. Check the keyboard's language and the capital letters "
                "and try again.",
                name=path.name,
            )
        ) from error
    if not isinstance(key, Ed25519PrivateKey):
        raise SealError(
            tr("“{name}” is a key of another kind; Tandau needs Ed25519. Make a new key.", name=path.name),
        )
    opened = PrivateKey(key)
    if public_blob(opened.public_line) != public:
        # cryptography does not compare the two halves: a damaged file would silently be somebody else's key
        raise SealError(tr("The key file “{name}” is damaged; nothing was opened. Use its copy.", name=path.name))
    return opened


def _secret(passphrase: str) -> bytes:
    # the same letters typed on another system may arrive composed differently
    return unicodedata.normalize("NFC", passphrase).encode()


def _outside(data: bytes) -> tuple[int, bytes] | None:
    """Return what an OpenSSH key file says without passphrase: KDF rounds (0: no passphrase) and public key."""
    lines = data.split(b"\n")
    if lines[0].strip() != b"-----BEGIN OPENSSH PRIVATE KEY-----":
        return None
    try:
        raw = base64.b64decode(b"".join(line.strip() for line in lines[1:] if not line.startswith(b"-")))
    except ValueError:
        return None
    if not raw.startswith(_MAGIC):
        return None
    fields, place = [], len(_MAGIC)
    for before in (0, 0, 0, 4):  # cipher, KDF, KDF options; then how many keys, and the public key
        place += before
        length = int.from_bytes(raw[place : place + 4], "big")
        fields.append(raw[place + 4 : place + 4 + length])
        place += 4 + length
    return int.from_bytes(fields[2][-4:], "big"), fields[3]

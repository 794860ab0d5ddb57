"""Encryption with age to people's ssh-ed25519 keys: `age -d -i key` opens it without this program.

Decrypting is the key's own act (`models.sealing.keys.PrivateKey.decrypt`) and happens in memory only.
"""

from collections.abc import Iterable

import pyrage

from models.errors import SealError
from models.sealing.public_keys import plain_line
from models.wording import tr

SEALED = b"age-encryption.org/v1\n"
"""How everything begins that age encrypted."""


class Recipients:
    """The keys that something is encrypted to, prepared once for many files."""

    def __init__(self, public_lines: Iterable[str]) -> None:
        """Take the keys, each once. Raises SealError for none at all or one that is no ssh-ed25519 key."""
        lines = dict.fromkeys(plain_line(line) for line in public_lines)
        if not lines:
            raise SealError(tr("Nobody could open this file: no key is known for its readers. Take their cards first."))
        try:
            self._recipients = [pyrage.ssh.Recipient.from_str(line) for line in lines]
        except pyrage.RecipientError as error:
            raise SealError(
                tr("A reader's public key can't be used. Ask the person to export the card again.")
            ) from error

    def encrypt(self, data: bytes) -> bytes:
        """Return `data` so that each of these keys, and no other, opens it. Never the same bytes twice."""
        return bytes(pyrage.encrypt(data, self._recipients))


def encrypt(data: bytes, recipients: Iterable[str]) -> bytes:
    """Return `data` encrypted to `recipients` ("ssh-ed25519 AAAA…" each). Raises SealError as `Recipients` does."""
    return Recipients(recipients).encrypt(data)

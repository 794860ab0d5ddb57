"""Laying sheets together without a workspace: what a packet and a set of sheet files come to, before any act."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from models.errors import FileError, ScoringError, SealError
from models.packet.files import OpenPacket
from models.progress import Report, silent, step
from models.scoring.sheet_files import LARGEST_SHEET, SignedSheet, open_sheet
from models.sealing.keys import PrivateKey
from models.sealing.reading import read_bytes
from models.sitting.compute import compute
from models.sitting.outcome import Outcome


@dataclass(frozen=True)
class Laid:
    """Sheets laid together. The same set in any order and any number of times gives the same."""

    sheets: tuple[SignedSheet, ...]
    """Each once, by member, revision and digest."""
    refused: tuple[tuple[Path, str], ...]
    """Files that were not taken, in the order given, each with the reason and the cure."""
    outcome: Outcome
    """The ranking as it stands, with every open question."""


def lay(files: Sequence[Path], packet: OpenPacket, key: PrivateKey, report: Report = silent) -> Laid:
    """Open `files` with the chair's or secretary's `key` and merge them. A bad file is refused, never the others.

    Raises SittingError where nothing can be counted, CancelledError.
    """
    taken: dict[str, SignedSheet] = {}
    refused: list[tuple[Path, str]] = []
    for done, file in enumerate(files):
        step(report, done, len(files))
        try:
            signed = open_sheet(read_bytes(file, at_most=LARGEST_SHEET), key, packet.manifest, packet.id)
        except (FileError, SealError, ScoringError) as error:
            refused.append((file, str(error)))
        else:
            taken[signed.sha256] = signed
    ordered = sorted(taken.values(), key=lambda one: (one.sheet.member, one.sheet.revision, one.sha256))
    return Laid(tuple(ordered), tuple(refused), compute(packet.manifest, [one.sheet for one in ordered], ()))

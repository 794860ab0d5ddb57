"""A paper as a file: set, read back and compared with what it should say, and only then handed out."""

import re
from pathlib import Path

from models.errors import FileError
from models.progress import Asking, Report, silent
from models.protocol.blocks import Paper
from models.protocol.reading_back import unlike
from models.sealing.reading import read_bytes
from models.sealing.safe_write import safe_write
from models.wording import tr


def finished(paper: Paper, report: Report = silent) -> bytes:
    """Return `paper` as the bytes of a PDF whose pages were read back: all of it stands there, alike in each language.

    The same paper gives the same bytes. Raises FileError, with what differs, for pages that say anything else than the
    paper: they are not handed out. Raises CancelledError when `report` answers False.
    """
    from models.protocol.pdf.build import build

    asking = Asking(report)
    pdf = build(paper, asking)
    checked(pdf, paper, asking)
    return pdf


def checked(pdf: bytes, paper: Paper, asking: Asking) -> None:
    """Raise FileError where the pages of `pdf` do not say what `paper` says, alike in each of its languages.

    Between the pages `asking` is asked whether to stop.
    """
    if found := unlike(pdf, paper, asking):
        raise FileError(
            tr(
                "The finished paper was read back and does not say what it should, so it was not written. Keep the "
                "data as they are and report this to whoever looks after the program."
            ),
            problems=found[:20],
        )


_LONGEST = 50
"""Letters of a part of a file's name: two in Kazakh fit into the 255 bytes that disks take."""


def file_name(kind: str, *parts: str) -> str:
    """Return "kind-part-part.pdf"; what no file name holds becomes "-". Parts are numbers and codes, never names."""
    clean = (re.sub(r"[^\w.]+", "-", part).strip("-.")[:_LONGEST] for part in parts)
    return "-".join((kind, *(part for part in clean if part))) + ".pdf"


def write_paper(paper: Paper, folder: Path, name: str, report: Report = silent) -> Path:
    """Set `paper`, check it and write it as `name` into `folder` (made where missing); return its path.

    Writing the same again gives the same file; another one of that name stays, and this one is called "…-2.pdf".
    Raises as `finished`, and FileError when the folder can't be written; then no file was touched.
    """
    return write_bytes(finished(paper, report), folder, name)


def write_bytes(data: bytes, folder: Path, name: str) -> Path:
    """Write `data` as `write_paper` does."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise FileError(
            tr("The folder “{name}” can't be made; no paper was written. Choose another folder.", name=folder.name)
        ) from error
    path = _place_for(folder / name, data)
    safe_write(path, data)
    return path


def _place_for(wanted: Path, data: bytes) -> Path:
    """Return `wanted`, or the next free name where another file is called so: a signed paper is never replaced."""
    path, number = wanted, 1
    while path.exists() and not _holds(path, data):
        number += 1
        path = wanted.with_name(f"{wanted.stem}-{number}{wanted.suffix}")
    return path


def _holds(path: Path, data: bytes) -> bool:
    return path.is_file() and path.stat().st_size == len(data) and read_bytes(path, at_most=len(data)) == data

"""The protocol as a file: pages, the machine-readable result inside, a name that says which form it is."""

from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from models.progress import Asking, Report, silent
from models.protocol.blocks import Paper
from models.protocol.document import protocol, protocol_and_data
from models.protocol.papers.writing import checked, file_name, write_bytes
from models.protocol.statements import no_part_paper
from models.sitting.held.result_files import OpenResult
from models.sitting.result import Result
from models.values import Value

RESULT_FILE = "contest.result"
"""Name of the attachment of a full protocol: the whole signed `.result` file."""
PUBLIC_DATA = "protocol.json"
"""Name of the attachment of a public protocol: `PublicData`."""


class PublicData(Value):
    """What a public protocol carries: enough to set it again, and the fingerprint of the full result."""

    SLICED: ClassVar = ("result",)

    fingerprint: str
    result: Result


@dataclass(frozen=True)
class Source:
    """What a protocol is made of: a result, the SHA-256 of its file, and the file's bytes for the full form."""

    result: Result
    sha256: str
    data: bytes

    @classmethod
    def of(cls, opened: OpenResult) -> "Source":
        """Return the source that an opened `.result` file is."""
        return cls(opened.result, opened.sha256, opened.data)


def protocol_pdf(source: Source, *, public: bool, report: Report = silent) -> bytes:
    """Return the protocol of `source` as PDF bytes, the same for the same source and libraries.

    The full form carries `source.data` whole, the public one only what may be published. Raises CancelledError when
    `report` answers False.
    """
    return _made(source, public=public, report=report)[1]


def _made(source: Source, *, public: bool, report: Report) -> tuple[Paper, bytes]:
    from models.protocol.pdf.attaching import attach
    from models.protocol.pdf.build import build

    paper, shown = protocol_and_data(source.result, fingerprint=source.sha256, public=public)
    asking = Asking(report)
    pages = build(paper, asking)
    checked(pages, paper, asking)
    if not public:
        return paper, attach(pages, paper, name=RESULT_FILE, data=source.data, kind="application/octet-stream")
    data = PublicData(fingerprint=source.sha256, result=shown).canonical_pieces()
    return paper, attach(pages, paper, name=PUBLIC_DATA, data=data, kind="application/json")


def preview_pdf(result: Result, *, public: bool, report: Report = silent) -> bytes:
    """Return the protocol for the window, without attachment; an unfinished sitting shows as a draft."""
    from models.protocol.pdf.build import build

    return build(protocol(result, fingerprint=result.digest(), public=public), report)


def no_part_pdf(result: Result, member: str, *, fingerprint: str, report: Report = silent) -> bytes:
    """Return the second statement of one member as a page to sign. Raises as `models.protocol.statements`."""
    from models.protocol.pdf.build import build

    return build(no_part_paper(result, member, fingerprint=fingerprint), report)


def protocol_name(paper: Paper, *, public: bool) -> str:
    """Return the file name: `protocol-<number>-full.pdf` or `-public.pdf`; what no file name holds becomes "-"."""
    return file_name("protocol", paper.number if paper.number.strip("-–") else "0", "public" if public else "full")


def write_protocol(source: Source, out_dir: Path, *, public: bool, report: Report = silent) -> Path:
    """Write the protocol into `out_dir` (made where missing) and return its path.

    Writing the same again gives the same file; another one of that name stays, and this one is called "…-2.pdf".
    Raises FileError when the folder can't be written, CancelledError when stopped; then no file was touched.
    """
    return _written(out_dir, *_made(source, public=public, report=report), public=public)


def write_protocols(source: Source, out_dir: Path, report: Report = silent) -> tuple[Path, Path]:
    """Write the full and the public protocol into `out_dir`, both or neither, and return their paths in that order.

    Raises as `write_protocol`.
    """
    full, public = (_made(source, public=public, report=report) for public in (False, True))
    return _written(out_dir, *full, public=False), _written(out_dir, *public, public=True)


def _written(out_dir: Path, paper: Paper, pdf: bytes, *, public: bool) -> Path:
    return write_bytes(pdf, out_dir, protocol_name(paper, public=public))

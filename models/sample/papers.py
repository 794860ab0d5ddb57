"""What the sample day leaves on paper, and that everything carried on the stick holds."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from models.centre.selection.building import BuiltPacket
from models.protocol.files import Source, write_protocol
from models.protocol.matrix import matrix_xlsx
from models.protocol.paper_sheet import write_paper_sheet
from models.protocol.verification import Finding, verify
from models.sample.laptops import Laptop, Tell
from models.sealing.safe_write import safe_write
from models.sitting.held.result_files import open_result
from models.wording import tr


@dataclass(frozen=True)
class Papers:
    """What people read and sign."""

    full: Path
    public: Path
    matrix: Path
    blank_sheet: Path


def print_papers(result: Path, packet: BuiltPacket, member: str, folder: Path, tell: Tell) -> Papers:
    """Write the protocol in its two forms, the matrix of marks, and `member`'s paper score sheet into `folder`."""
    source = Source.of(open_result(result))
    folder.mkdir(parents=True, exist_ok=True)
    matrix = folder / "matrix.xlsx"
    safe_write(matrix, matrix_xlsx(source.result, fingerprint=source.sha256))
    blank = folder / f"{member}-blank.pdf"
    write_paper_sheet(blank, packet.manifest, packet.id, member)
    papers = Papers(
        full=write_protocol(source, folder, public=False),
        public=write_protocol(source, folder, public=True),
        matrix=matrix,
        blank_sheet=blank,
    )
    tell(tr("The protocol is printed: {full}, {public}", full=papers.full.name, public=papers.public.name))
    return papers


def check_everything(files: Sequence[Path], reader: Laptop, tell: Tell) -> tuple[Finding, ...]:
    """Verify every file that was carried, as `tandau verify` does with the secretary's key."""
    findings = verify(files, key=reader.key)
    tell(
        tr(
            "Everything is checked again. Files: {files}; holds: {holds}; does not hold: {fails}.",
            files=len(files),
            holds=sum(finding.holds is True for finding in findings),
            fails=sum(finding.holds is False for finding in findings),
        )
    )
    return findings

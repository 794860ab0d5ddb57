"""A paper score sheet for a member without a laptop: the same codes, criteria and words of points as on the screen."""

from pathlib import Path

from models.contest.commission import Role
from models.errors import ScoringError
from models.packet.manifest import PacketManifest
from models.progress import Report, silent
from models.sealing.safe_write import safe_write
from models.wording import tr


def paper_sheet_pdf(manifest: PacketManifest, packet_id: str, member: str, *, report: Report = silent) -> bytes:
    """Return the sheet for the member with id `member` as PDF bytes; equal input gives equal bytes.

    Raises ScoringError when the roster has no such member, CancelledError when `report` answers False.
    """
    from models.protocol.pdf.score_sheet import build_score_sheet

    person = next((one for one in manifest.roster.people if one.id == member and one.role is Role.MEMBER), None)
    if person is None:
        raise ScoringError(
            tr("“{member}” is no member of this commission; no paper sheet was made. Choose a member.", member=member)
        )
    return build_score_sheet(manifest, packet_id, person, report)


def write_paper_sheet(
    path: Path, manifest: PacketManifest, packet_id: str, member: str, *, report: Report = silent
) -> str:
    """Write the sheet to `path` and return its SHA-256. Raises as `paper_sheet_pdf`, and FileError."""
    return safe_write(path, paper_sheet_pdf(manifest, packet_id, member, report=report))

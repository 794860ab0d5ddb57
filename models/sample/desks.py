"""The members' stations of the sample day: open the packet, declare, score, hand in."""

from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

from models.centre.selection.building import BuiltPacket
from models.packet.files import OpenPacket
from models.sample import sheets
from models.sample.generator import SampleContest
from models.sample.laptops import Laptop, Tell
from models.sample.timetable import SCORED
from models.scoring.workspace.handed import hand_in
from models.scoring.workspace.marks import carry_over, declare, set_marks
from models.scoring.workspace.packets import remember_packet
from models.scoring.workspace.store import Workspace
from models.sealing.safe_write import free_name, safe_write
from models.wording import tr


def work(
    laptop: Laptop,
    sample: SampleContest,
    revisions: Sequence[BuiltPacket],
    usb: Path,
    tell: Tell,
    *,
    second: bool = False,
) -> Path:
    """Declare and score everything in the packet `revisions` and hand the sheet in onto the stick; return its file.

    What was scored in an earlier revision is carried over to the next one. `second`: the other sheet of the member
    whose two sheets clash.
    """
    with Workspace.create_or_open(laptop.places.workspace, laptop.key) as workspace:
        packet = remember_packet(workspace, revisions[0].path, at=SCORED)
        _score(workspace, packet, laptop, sample, second=second)
        for later in revisions[1:]:
            before, packet = packet, remember_packet(workspace, later.path, at=SCORED)
            _move_on(workspace, before, packet, laptop, sample, second=second)
        with workspace.session() as session:
            handed = hand_in(session, packet, laptop.person.id, laptop.key, at=SCORED + timedelta(minutes=second))
    path = free_name(usb / handed.file_name)
    safe_write(path, handed.sealed, replace=False)
    tell(tr("{name} declares, scores and hands in {file}", name=laptop.person.name, file=path.name))
    return path


def _move_on(
    workspace: Workspace,
    before: OpenPacket,
    after: OpenPacket,
    laptop: Laptop,
    sample: SampleContest,
    *,
    second: bool,
) -> None:
    with workspace.session() as session:
        carried = carry_over(session, laptop.person.id, (before.id, before.manifest), (after.id, after.manifest))
    _score(workspace, after, laptop, sample, second=second, but=frozenset(carried.kept))


def _score(
    workspace: Workspace,
    packet: OpenPacket,
    laptop: Laptop,
    sample: SampleContest,
    *,
    second: bool,
    but: frozenset[str] = frozenset(),
) -> None:
    """Declare about and score every application of `packet` `but` those; where in conflict there is no number."""
    member = laptop.person.id
    to_do = {one.code for one in packet.manifest.applications} - but
    said = [one for one in sheets.declarations(sample, member) if one.application in to_do]
    given = [one for one in sheets.marks(sample, member, second=second) if one.application in to_do]
    with workspace.session() as session:
        declare(session, packet.id, member, said)
        set_marks(session, packet.id, member, [one for one in given if one.total is not None])

"""What people declared about conflicts of interest, as the office knows it: from score sheets, and written down here.

Members declare at the Desk. The secretary opens their sheets; secretary, staff and mentors declare in the office.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlmodel import Session

from models.centre.conflicts.pairs import everyone, know, known_people
from models.centre.contests import contest
from models.centre.selection.packets import packet_manifest, packets
from models.centre.tables import ApplicationRow
from models.conflicts.declarations import Answer, Declaration
from models.conflicts.involved import Involved
from models.errors import FileError, ScoringError, SealError, StoreError
from models.progress import Report, silent, step
from models.scoring.sheet_files import LARGEST_SHEET, open_sheet, read_sheet
from models.scoring.sheets import Sheet
from models.scoring.workspace.handed import taken_sheets
from models.scoring.workspace.store import Workspace
from models.sealing.keys import PrivateKey
from models.sealing.reading import read_bytes
from models.sitting.sheets.merging import merge
from models.values import Moment
from models.wording import tr

Told = Mapping[str, tuple[Moment, tuple[Declaration, ...]]]
"""By person: when, and what was declared then."""


@dataclass(frozen=True)
class ReadSheets:
    """Score sheets as the office read them: what they declare, and which files were refused, with the reason."""

    told: Told
    refused: tuple[tuple[Path, str], ...]


def declared(session: Session, contest_id: str) -> dict[str, tuple[Declaration, ...]]:
    """Return what is declared, by person: answers other than "no conflict"."""
    return {one.id: one.declared for one in known_people(session, contest_id) if one.declared}


def take_declared(session: Session, contest_id: str, told: Told, *, by: str, at: Moment) -> tuple[str, ...]:
    """Store what is `told` of people who touch the contest, unless they declared later; return whose was stored."""
    people = {one.id: one for one in everyone(session, contest_id)}
    stored = []
    for person, (when, said) in told.items():
        one = people.get(person)
        if one is None or (one.declared_at is not None and when <= one.declared_at):
            continue
        other = tuple(each for each in said if each.answer is not Answer.NO_CONFLICT)
        know(session, contest_id, one.model_copy(update={"declared_at": when, "declared": other}), by=by, at=at)
        stored.append(person)
    return tuple(stored)


def declare_in_office(
    session: Session, contest_id: str, person: str, said: Iterable[Declaration], *, on: Moment, by: str, at: Moment
) -> None:
    """Store what a person declares in the office, in place of what was declared before; nothing: no conflict at all.

    Raises StoreError for somebody who does not touch this contest, an unknown application, one that is named twice,
    and a kind that the rules lack; nothing is stored then.
    """
    one = _person(everyone(session, contest_id), person)
    given = tuple(sorted(said, key=lambda each: each.application))
    codes = [each.application for each in given]
    kinds = {kind.code for kind in contest(session, contest_id).profile.conflicts.kinds}
    unknown = [code for code in codes if session.get(ApplicationRow, (contest_id, code)) is None]
    if unknown or len(set(codes)) != len(codes):
        raise StoreError(tr("A declaration names applications of this contest, each once; nothing was stored."))
    if any((each.answer is Answer.CONFLICT) != (each.kind in kinds) for each in given):
        raise StoreError(tr("A conflict of interest is declared with its kind; nothing was stored. Choose one."))
    know(session, contest_id, one.model_copy(update={"declared_at": on, "declared": given}), by=by, at=at)


def _person(people: Iterable[Involved], person: str) -> Involved:
    found = next((one for one in people if one.id == person), None)
    if found is None:
        raise StoreError(tr("This contest has no such person; nothing was stored."))
    return found


def read_taken(session: Session, contest_id: str, workspace: Workspace) -> ReadSheets:
    """Lay together what the sheets declare that a sitting on this laptop took in, of any revision of the packet."""
    known = {one.id: one.revision for one in packets(session, contest_id)}
    with workspace.session() as taken:
        sheets = [
            signed.sheet
            for packet in known
            for signed in taken_sheets(taken, packet, packet_manifest(session, packet).roster)
        ]
    return ReadSheets(_told(session, sheets, known), ())


def read_sheets(
    session: Session, contest_id: str, files: Iterable[Path], key: PrivateKey, *, report: Report = silent
) -> ReadSheets:
    """Open score sheets of any revision of the contest's packet and lay together what they declare. Changes nothing.

    Every sheet is checked as at the sitting. Raises CancelledError.
    """
    known = {one.id: one.revision for one in packets(session, contest_id)}
    sheets: list[Sheet] = []
    refused = []
    paths = tuple(files)
    for number, path in enumerate(paths):
        step(report, number, len(paths))
        try:
            sheets.append(_opened(session, path, key, known))
        except (FileError, SealError, ScoringError) as error:
            refused.append((path, str(error)))
    step(report, len(paths), len(paths))
    return ReadSheets(_told(session, sheets, known), tuple(refused))


def _told(session: Session, sheets: Sequence[Sheet], known: Mapping[str, int]) -> Told:
    told: dict[str, tuple[Moment, tuple[Declaration, ...]]] = {}
    for packet in sorted(
        {one.packet for one in sheets}, key=known.__getitem__
    ):  # the latest revision has the last word
        members = packet_manifest(session, packet).roster.members
        merged = merge((one for one in sheets if one.packet == packet), [one.id for one in members])
        for member, heads in merged.heads.items():
            told[member] = max(one.handed_in for one in heads), merged.declarations(member)
    return told


def _opened(session: Session, path: Path, key: PrivateKey, known: Mapping[str, int]) -> Sheet:
    data = read_bytes(path, at_most=LARGEST_SHEET)
    packet = read_sheet(data, key).packet
    if packet not in known:
        raise ScoringError(tr("This sheet was made for a packet that this central file did not build."))
    return open_sheet(data, key, packet_manifest(session, packet), packet, known=known).sheet

"""Sheets: those handed in from this laptop, and those that a sitting took in."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy.dialects.sqlite import insert
from sqlmodel import Session, col, delete, select

from models.contest.commission import Roster
from models.errors import ScoringError
from models.packet.files import OpenPacket
from models.scoring.drafts import build_sheet
from models.scoring.sheet_files import SignedSheet, seal_signed, sign_sheet
from models.scoring.sheets import Sheet, Typed
from models.scoring.workspace.marks import check_open, declarations, draft_marks
from models.scoring.workspace.tables import CorrectionRow, HandedRow, TakenRow
from models.sealing.keys import PrivateKey
from models.wording import tr


@dataclass(frozen=True)
class HandedIn:
    """A sheet that was handed in; `sealed` is the `.sheet` file's content, the same for every copy."""

    signed: SignedSheet
    sealed: bytes = field(repr=False)

    @property
    def file_name(self) -> str:
        """How the file is called where nothing else has that name."""
        return f"{self.signed.sheet.member}-r{self.signed.sheet.revision}.sheet"


def draft_sheet(
    session: Session, packet: OpenPacket, member: str, *, at: datetime, typed: Typed | None = None
) -> Sheet:
    """Return the sheet as it would be handed in now: the review page. Raises ScoringError as `build_sheet`."""
    earlier = handed_in(session, packet.id, member, packet.manifest.roster)
    return build_sheet(
        packet.manifest,
        packet.id,
        member,
        declarations=declarations(session, packet.id, member),
        marks=draft_marks(session, packet.id, member),
        at=at,
        previous=earlier[-1].signed.sheet if earlier else None,
        correction=open_correction(session, packet.id, member) or "",
        typed=typed,
    )


def hand_in(
    session: Session,
    packet: OpenPacket,
    member: str,
    key: PrivateKey,
    *,
    at: datetime,
    typed: Typed | None = None,
) -> HandedIn:
    """Close the member's sheet: build, sign, seal and keep it. An open correction is used up.

    Afterwards write `sealed` where the person wants it, as often as needed (`safe_write(free_name(…), sealed)`).
    Raises ScoringError (closed already; see `build_sheet`) or SealError; nothing is kept then.
    """
    check_open(session, packet.id, member)
    roster = packet.manifest.roster
    signed = sign_sheet(draft_sheet(session, packet, member, at=at, typed=typed), key, roster)
    handed = HandedIn(signed, seal_signed(signed, roster))
    session.add(
        HandedRow(
            packet=packet.id,
            member=member,
            revision=signed.sheet.revision,
            signed=signed.signed_bytes,
            signature=signed.signature,
            sealed=handed.sealed,
        )
    )
    session.execute(
        delete(CorrectionRow).where(col(CorrectionRow.packet) == packet.id, col(CorrectionRow.member) == member)
    )
    session.flush()
    return handed


def handed_in(session: Session, packet: str, member: str, roster: Roster) -> tuple[HandedIn, ...]:
    """Return the member's handed-in sheets, revision 1 first; the last one is the one that counts."""
    query = select(HandedRow).where(HandedRow.packet == packet, HandedRow.member == member)
    return tuple(
        HandedIn(SignedSheet.from_bytes(row.signed, row.signature, roster), row.sealed)
        for row in session.exec(query.order_by(col(HandedRow.revision)))
    )


def start_correction(session: Session, packet: str, member: str, reason: str) -> None:
    """Open a closed sheet for a further revision. Raises ScoringError without a reason or without a handed-in sheet."""
    handed = select(HandedRow.revision).where(HandedRow.packet == packet, HandedRow.member == member).limit(1)
    if session.exec(handed).first() is None:
        raise ScoringError(tr("The sheet is not handed in yet, so there is nothing to correct: just change it."))
    if not reason.strip():
        raise ScoringError(tr("A handed-in sheet is closed. A correction needs its reason; nothing was changed."))
    values = {"reason": reason.strip()}
    statement = insert(CorrectionRow).values(packet=packet, member=member, **values)
    session.execute(statement.on_conflict_do_update(index_elements=["packet", "member"], set_=values))


def open_correction(session: Session, packet: str, member: str) -> str | None:
    """Return the reason of the correction that is open, or None."""
    row = session.get(CorrectionRow, (packet, member))
    return None if row is None else row.reason


def take_sheet(session: Session, packet: str, signed: SignedSheet, *, at: datetime) -> bool:
    """Keep a sheet that `open_sheet` accepted; False when it was there already, and nothing changed."""
    statement = insert(TakenRow).values(
        packet=packet,
        sha256=signed.sha256,
        signed=signed.signed_bytes,
        signature=signed.signature,
        taken_at=at.isoformat(),
    )
    taken = session.execute(statement.on_conflict_do_nothing().returning(col(TakenRow.sha256)))
    return taken.first() is not None


def taken_sheets(
    session: Session, packet: str, roster: Roster, *, known: Iterable[SignedSheet] = ()
) -> tuple[SignedSheet, ...]:
    """Return the sheets the sitting took in, by member and revision, each verified against `roster`.

    Those among `known`, which were verified, are not read a second time.
    """
    read = {one.sha256: one for one in known}
    query = select(TakenRow.sha256).where(TakenRow.packet == packet)
    found = [read.get(sha256) or _taken(session, packet, sha256, roster) for sha256 in session.exec(query).all()]
    return tuple(sorted(found, key=lambda one: (one.sheet.member, one.sheet.revision, one.sha256)))


def _taken(session: Session, packet: str, sha256: str, roster: Roster) -> SignedSheet:
    row = session.get_one(TakenRow, (packet, sha256))
    return SignedSheet.from_bytes(row.signed, row.signature, roster)

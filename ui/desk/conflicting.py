"""Declaring a conflict of interest, with marks given already sealed; decisions that came with the packet, in words."""

from typing import TYPE_CHECKING

from models.conflicts.pinned import PinnedConflict
from models.contest.local_time import local
from models.wording import tr
from ui.desk import words
from ui.shell.place import Services

if TYPE_CHECKING:
    from collections.abc import Sequence

    from models.scoring.desk import DeskPacket


def ask_conflict(services: Services, desk: "DeskPacket") -> tuple[str, str] | None:
    """Ask for kind and note of a conflict; None where the person leaves it."""
    kinds = [(one.code, words.both(one.name), "") for one in desk.contest.profile.conflicts.kinds]
    kind = services.dialogs.choose(tr("What kind of conflict of interest?"), kinds)
    if kind is None:
        return None
    note = services.dialogs.reason(
        tr("A few words about it"),
        tr("Whom it concerns and how; it stands in your sheet. You may leave it empty."),
        least=0,
    )
    return None if note is None else (kind, note)


def agreed(services: Services, desk: "DeskPacket", codes: "Sequence[str]") -> bool:
    """Ask before marks that were given are taken out of the sheet; True where none were."""
    marked = desk.with_marks(codes)
    return not marked or services.dialogs.ask(
        tr("You have scored these already: {codes}. Declare all the same?", codes=", ".join(marked[:12])),
        yes=tr("Declare"),
        details=tr(
            "They close at once. Their marks stay sealed on this computer: nobody reads them, they stand in no sheet "
            "and in no total."
        ),
    )


def decided_words(made: PinnedConflict, desk: "DeskPacket") -> str:
    """Return what was decided about this member and an application, by whom, when and why."""
    when = f"{local(made.at, desk.contest.zone):%d.%m.%Y}"
    if made.conflict:
        return tr("decided on {date} by {by}: conflict. {reason}", date=when, by=made.by, reason=made.reason)
    return tr("decided on {date} by {by}: no conflict. {reason}", date=when, by=made.by, reason=made.reason)

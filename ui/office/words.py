"""How the office writes moments, days, sums and the names that the models keep as codes."""

from datetime import date, datetime
from functools import cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate

from models.contest.commission import Role
from models.contest.local_time import local
from models.wording import current_language, tr
from ui.shell.clock import now
from ui.shell.theme import Tone

if TYPE_CHECKING:
    from models.sitting.outcome import Standing
    from models.values import Both


def moment(at: datetime | None, zone: str = "") -> str:
    """Return a moment by the clock of `zone`, which a contest names ("": this computer's), to the minute."""
    if at is None:
        return ""
    return f"{local(at, zone) if zone else at.astimezone():%d.%m.%Y %H:%M}"


def today() -> date:
    """Return the day that this computer's calendar shows."""
    return now().astimezone().date()


def day(on: date | None) -> str:
    """Return a day as it is written here."""
    return f"{on:%d.%m.%Y}" if on else ""


def to_qdate(on: date) -> QDate:
    """Return `on` as Qt's date."""
    return QDate(on.year, on.month, on.day)


def to_date(on: QDate) -> date:
    """Return Qt's date as a date."""
    return date(on.year(), on.month(), on.day())


def role_name(role: Role) -> str:
    """Return the role in the current language."""
    return {
        Role.MEMBER: tr("Member of the commission"),
        Role.SECRETARY: tr("Secretary"),
        Role.STAFF: tr("Staff"),
        Role.RECOVERY: tr("Recovery key"),
    }[role]


def standing_name(standing: "Standing | None") -> str:
    """Return where an application stands in the current language; nothing before the sitting."""
    words = {
        "winner": tr("winner"),
        "proposed": tr("proposed"),
        "open": tr("open"),
        "reserve": tr("next in line"),
        "out": tr("out"),
    }
    return words[standing] if standing else ""


def standing_tone(standing: "Standing | None") -> Tone | None:
    """Return the colour of a standing."""
    tones = {"winner": Tone.GOOD, "reserve": Tone.INFO, "out": Tone.NEUTRAL}
    return tones.get(standing) if standing else None


def remark_name(remark: str | None) -> str:
    """Return why an application is out, in the words of the protocol."""
    return _remarks()[remark].say(current_language()) if remark else ""


@cache
def _remarks() -> "dict[str, Both]":
    # once: a table asks for thousands of rows, and Qt looks closely at every import
    from models.protocol.words import REMARKS

    return {remark.value: words for remark, words in REMARKS.items()}

"""What the technical selection is called on the screen."""

from models.centre.screening_list import Event, EventKind
from models.contest.application import Screened
from models.wording import tr
from ui.shell.theme import Tone


def state_words(state: Screened) -> str:
    """Return where an application stands."""
    return {
        Screened.RECEIVED: tr("undecided"),
        Screened.MENDING: tr("sent back for mending"),
        Screened.ADMITTED: tr("admitted"),
        Screened.REFUSED: tr("refused (application)"),
        Screened.WITHDRAWN: tr("withdrawn"),
    }[state]


def state_tone(state: Screened) -> Tone:
    """Return the colour of a state; the words say the same."""
    return {
        Screened.RECEIVED: Tone.INFO,
        Screened.MENDING: Tone.WARN,
        Screened.ADMITTED: Tone.GOOD,
        Screened.REFUSED: Tone.BAD,
        Screened.WITHDRAWN: Tone.NEUTRAL,
    }[state]


def event_words(event: Event) -> str:
    """Return what happened."""
    if event.decision is not None:
        return state_words(event.decision)
    return tr("taken in") if event.kind is EventKind.ADDED else tr("changed at intake")

"""What the technical selection is called on the screen."""

from models.centre.selection.screening_list import Event, EventKind, state_words
from models.contest.application import Screened
from models.wording import tr
from ui.shell.theme import Tone


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

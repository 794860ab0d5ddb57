"""How far a paper sheet is, in words."""

from models.scoring.paper import LineState
from models.scoring.paper_desk import PaperState
from models.wording import tr
from ui.shell.theme import Tone


def progress_words(state: PaperState) -> str:
    """Return in a few words how far a paper sheet is."""
    if state.handed_in:
        return tr("handed in")
    if state.problem:
        return tr("can't be read")
    if state.paper is None:
        return tr("not typed")
    for line, words in (
        (LineState.SENT_BACK, tr("sent back: {n}", n=state.count(LineState.SENT_BACK))),
        (LineState.EMPTY, tr("still to type: {n}", n=state.count(LineState.EMPTY))),
        (LineState.TYPED, tr("to be confirmed: {n}", n=state.count(LineState.TYPED))),
    ):
        if state.count(line):
            return words
    return tr("confirmed")


def step_words(state: PaperState) -> str:
    """Return what is to be done next with a paper sheet, and by whom."""
    if state.handed_in:
        return tr("This sheet is handed in and closed. The sitting takes it in like every other.")
    if state.paper is None:
        return tr("Nothing is typed yet. Print the sheet for the member, or type in the one that came back.")
    typist = state.paper.typed.typist.name
    if state.count(LineState.SENT_BACK) or state.count(LineState.EMPTY):
        return tr(
            "{name} types. Lines still to type: {empty}; to type again: {back}.",
            name=typist,
            empty=state.count(LineState.EMPTY),
            back=state.count(LineState.SENT_BACK),
        )
    if state.count(LineState.TYPED):
        return tr(
            "Everything is typed by {name}. Now a second person confirms, with a key of their own: here (“A second "
            "person is here…”) or at another computer. Lines to confirm: {n}.",
            name=typist,
            n=state.count(LineState.TYPED),
        )
    return tr("Every line is confirmed. The secretary hands the sheet in.")


def paper_tone(state: PaperState) -> Tone:
    """Return the colour of a paper sheet's state; the words say the same."""
    if state.problem or state.count(LineState.SENT_BACK):
        return Tone.BAD
    if state.handed_in or (state.paper is not None and state.is_confirmed):
        return Tone.GOOD
    return Tone.NEUTRAL if state.paper is None else Tone.WARN

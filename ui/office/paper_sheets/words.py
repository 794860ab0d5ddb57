"""How far a paper sheet is, in words."""

from models.scoring.paper import LineState
from models.scoring.paper_desk import EarlierPaper, PaperState
from models.wording import tr
from ui.shell.theme import Tone


def progress_words(state: PaperState) -> str:
    """Return in a few words how far a paper sheet is."""
    if state.problem:
        return tr("can't be read")
    if state.handed_in:
        return tr("handed in") if state.revision == 1 else tr("handed in, revision {n}", n=state.revision)
    if state.earlier is not None:
        return tr("typed for packet revision {n}", n=state.earlier.packet.revision)
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
    """Return what is to be done next with a paper sheet, and by whom; each sentence on a line of its own."""
    said = [_step(state)]
    if state.earlier_problem:
        said.append(tr("An earlier paper is there and can't be read, so nothing of it can be carried over:"))
        said.append(state.earlier_problem)
    if state.paper is not None and state.revision > 1:
        said.append(
            tr("Revision {n} of the sheet. The reason: {reason}", n=state.revision, reason=state.paper.typed.correction)
        )
    return "\n".join(said)


def _step(state: PaperState) -> str:
    if state.handed_in:
        return tr("This sheet is handed in and closed. The sitting takes it in like every other.")
    if state.earlier is not None:
        return _earlier(state.earlier)
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
        return _to_confirm(state, typist)
    return tr("Every line is confirmed. The secretary hands the sheet in.")


def _to_confirm(state: PaperState, typist: str) -> str:
    if state.revision > 1:
        return tr(
            "Choose the line that is wrong, type it as it should be and take it. Then a second person confirms, with a "
            "key of their own. Lines to confirm: {n}.",
            n=state.count(LineState.TYPED),
        )
    return tr(
        "Everything is typed by {name}. Now a second person confirms, with a key of their own: here (“A second "
        "person is here…”) or at another computer. Lines to confirm: {n}.",
        name=typist,
        n=state.count(LineState.TYPED),
    )


def _earlier(earlier: EarlierPaper) -> str:
    if not earlier.kept:
        return tr(
            "This sheet was typed for revision {n} of the packet and does not count for the newest one. Every "
            "application or the criteria changed since: print the new sheet for the member and type it in.",
            n=earlier.packet.revision,
        )
    if not earlier.anew:
        return tr(
            "This sheet was typed for revision {n} of the packet and does not count for the newest one. No application "
            "changed since: all {kept} lines can be carried over. A second person confirms them anew.",
            n=earlier.packet.revision,
            kept=len(earlier.kept),
        )
    return tr(
        "This sheet was typed for revision {n} of the packet and does not count for the newest one. Lines that can be "
        "carried over, because the application is unchanged: {kept}. New or changed, so the member marks them on a new "
        "sheet: {anew}.",
        n=earlier.packet.revision,
        kept=len(earlier.kept),
        anew=", ".join(earlier.anew),
    )


def paper_tone(state: PaperState) -> Tone:
    """Return the colour of a paper sheet's state; the words say the same."""
    if state.problem or state.count(LineState.SENT_BACK):
        return Tone.BAD
    if state.earlier is not None or state.earlier_problem:
        return Tone.WARN
    if state.handed_in or (state.paper is not None and state.is_confirmed):
        return Tone.GOOD
    return Tone.NEUTRAL if state.paper is None else Tone.INFO

"""What is still open for the whole sitting, as data; the screen and the protocol word it."""

from collections.abc import Iterator, Sequence

from models.scoring.marks import Mark, MarkState
from models.sitting.acts import Opened
from models.sitting.outcome import Question
from models.sitting.state import Sitting

QUESTION_STEPS = {
    "not-opened": "sitting",
    "no-quorum": "sitting",
    "no-chair": "sitting",
    "missing-sheet": "sheets",
    "incomplete-sheet": "sheets",
    "conflict-unsure": "conflicts",
    "clash": "conflicts",
    "unequal-panel": "ranking",
    "tie-at-cut": "ranking",
    "winners-not-named": "winners",
}
"""The step of the sitting in which people settle each kind of question, in the order of the steps."""


def open_questions(state: Sitting) -> Iterator[Question]:
    """Yield what is open for the whole sitting, in the order in which people settle it."""
    if state.now(Opened) is None:
        yield Question(kind="not-opened")
    if state.attendance is None or not state.attendance.valid:
        yield Question(kind="no-quorum")
    if state.chair is None:
        yield Question(kind="no-chair")
    yield from _sheets_lacking(state)
    for clash in state.open_clashes:
        if state.conflicts_counted.may_count(clash.member, clash.application):
            yield Question(
                kind="clash",
                member=clash.member,
                applications=(clash.application,),
                criterion=clash.criterion,
                marks=clash.marks,
            )
    for member, application in state.conflicts_counted.unsure:
        yield Question(kind="conflict-unsure", member=member, applications=(application,))


def _sheets_lacking(state: Sitting) -> Iterator[Question]:
    lacking = {member: lacks(state, member) for member in state.members}
    for member, applications in lacking.items():
        if applications and member in state.merged.missing:
            yield Question(kind="missing-sheet", member=member)
    for member, applications in lacking.items():
        if applications and member not in state.merged.missing:
            yield Question(kind="incomplete-sheet", member=member, applications=applications)


def lacks(state: Sitting, member: str) -> tuple[str, ...]:
    """Return the applications for which a mark of `member` is still expected, by code.

    Not expected: where the member left or was recused, is not sure yet or clashes (questions of their own), where the
    application is out, and where the chair recorded that the mean of the valid marks is taken.
    """
    clashing = {(clash.member, clash.application) for clash in state.open_clashes}
    found: list[str] = []
    for territory in state.manifest.contest.territories:
        if member in state.taken_out(territory.code) or state.by_mean(territory.code):
            continue
        for application in state.in_territory(territory.code):
            cell = (member, application.code)
            if cell in state.conflicts_counted.recused or cell in state.conflicts_counted.unsure or cell in clashing:
                continue
            if application.code not in state.put_out and is_awaited(state.marks(*cell)):
                found.append(application.code)
    return tuple(sorted(found))


def lacks_marks(state: Sitting, member: str, territory: str | None) -> bool:
    """Whether `member` has no number somewhere in `territory` (None: anywhere), so that these panels are unequal."""
    here = {code for code, one in state.applications.items() if territory in (None, one.territory)}
    if here & set(lacks(state, member)):
        return True
    return any(not mark.is_number for code in here - set(state.put_out) for mark in state.marks(member, code))


def is_awaited(marks: Sequence[Mark]) -> bool:
    """Whether one of the marks is not given yet."""
    return any(mark.state is MarkState.NOT_GIVEN for mark in marks)

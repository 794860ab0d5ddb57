"""A mark reopened at the sitting: the result before and after it, for the chair to see and the protocol to keep."""

from typing import Literal

from models.sitting.acts import MarkReopened, WinnersNamed
from models.sitting.outcome import Standing
from models.sitting.state import Sitting
from models.sitting.table import outcome
from models.sitting.trying.comparing import ABOVE, Change, Compared, compared
from models.values import Value


class ResultOf(Value):
    """One application in one of the two results."""

    total: str
    """As printed; empty for none."""
    place: str
    """As printed; a dash for none."""
    above: Literal["yes", "no", "open"]
    """Whether it stands above the cut."""


class BothResults(Value):
    """One application before and after a reopened mark."""

    application: str
    before: ResultOf
    after: ResultOf


class Reopened(Value):
    """What one reopened mark changed in the result."""

    act: int
    """The number of the act in the log, from 1."""
    lines: tuple[BothResults, ...]
    """The application itself first, then those that crossed the cut, by code."""
    moved: int
    """How many others have another place, and stand on the same side of the cut."""


def before_and_after(state: Sitting, act: MarkReopened) -> Compared:
    """Return the result without and with `act`, as if it were recorded now; nothing is recorded.

    Winners named already are left out of both, so that both are what the ranking proposes.
    """
    acts = tuple(one for one in state.acts if not isinstance(one, WinnersNamed))
    before = Sitting(state.manifest, state.merged, acts)
    after = Sitting(state.manifest, state.merged, (*acts, act))
    return compared(outcome(before), outcome(after), act.application)


def reopened(state: Sitting) -> tuple[Reopened, ...]:
    """Return both results of every reopened mark, in order: in its place in the log, with all the sheets."""
    found = []
    for place, act in enumerate(state.acts):
        if isinstance(act, MarkReopened):
            both = before_and_after(Sitting(state.manifest, state.merged, state.acts[:place]), act)
            found.append(kept(both, act.application, place + 1))
    return tuple(found)


def kept(both: Compared, application: str, number: int) -> Reopened:
    """Return what a result keeps of `both`: the application itself and whoever crossed the cut."""
    crossed = [one for one in both.changes if one.wins or one.loses or one.application == application]
    crossed.sort(key=lambda one: (one.application != application, one.application))
    return Reopened(act=number, lines=tuple(map(_both, crossed)), moved=len(both.changes) - len(crossed))


def _both(one: Change) -> BothResults:
    before, after = (ResultOf(total=one.totals[n], place=one.places[n], above=_above(one.standings[n])) for n in (0, 1))
    return BothResults(application=one.application, before=before, after=after)


def _above(standing: Standing) -> Literal["yes", "no", "open"]:
    if standing is Standing.OPEN:
        return "open"
    return "yes" if standing in ABOVE else "no"

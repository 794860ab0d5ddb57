"""The sittings that a log of acts holds: the first one, and every further one that continues its chain.

A further sitting begins with `Opened` after `Closed`. It has a number, a date, an attendance and a chair of its own;
the ranking and the winners named before stand, and what it decides is who left and who is named next.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from models.sitting.acts import Act, Award, Closed, NextNamed, Opened, WinnerLeft, WinnersNamed
from models.sitting.chain import head
from models.values import Value


class ProtocolName(Value):
    """What a protocol is called by."""

    number: str
    on: date


@dataclass(frozen=True)
class Session:
    """One sitting of the log."""

    number: int
    """From 1; those after the first are further sittings."""
    first: int
    """The number of its first act in the log, from 1."""
    acts: tuple[Act, ...]
    earlier: tuple[Act, ...]
    """Every act of the sittings before."""

    @property
    def further(self) -> bool:
        """Whether it continues an earlier sitting."""
        return self.number > 1

    @property
    def opened(self) -> Opened | None:
        """Its opening; None where it is not open yet."""
        return next((act for act in self.acts if isinstance(act, Opened)), None)

    @property
    def closed(self) -> bool:
        """Whether it is closed."""
        return any(isinstance(act, Closed) for act in self.acts)

    @property
    def protocol(self) -> ProtocolName | None:
        """Number and date of its protocol; None where it is not open yet."""
        opened = self.opened
        return ProtocolName(number=opened.number, on=opened.on) if opened else None

    @property
    def stands_on(self) -> tuple[ProtocolName, ...]:
        """The protocols of the sittings before, in their order."""
        return tuple(ProtocolName(number=act.number, on=act.on) for act in self.earlier if isinstance(act, Opened))

    @cached_property
    def earlier_head(self) -> str:
        """The last link of the chain before it: what this sitting stands on; "" for the first."""
        return head(self.earlier)

    @property
    def left(self) -> tuple[WinnerLeft, ...]:
        """Who left in it, in order."""
        return tuple(act for act in self.acts if isinstance(act, WinnerLeft))

    @property
    def next_named(self) -> tuple[NextNamed, ...]:
        """Who was named next in it, in order."""
        return tuple(act for act in self.acts if isinstance(act, NextNamed))

    @property
    def named(self) -> tuple[WinnersNamed, ...]:
        """The namings of winners by the ranking, in order; only of the first sitting."""
        return tuple(act for act in self.acts if isinstance(act, WinnersNamed))


def sessions(acts: Sequence[Act]) -> tuple[Session, ...]:
    """Return the sittings of a log in order; one, not open yet, for an empty log. Pure, and total over any log."""
    starts = [0]
    for place, act in enumerate(acts):
        if place and isinstance(act, Opened) and any(isinstance(one, Closed) for one in acts[starts[-1] : place]):
            starts.append(place)
    ends = [*starts[1:], len(acts)]
    return tuple(
        Session(number, start + 1, tuple(acts[start:end]), tuple(acts[:start]))
        for number, (start, end) in enumerate(zip(starts, ends, strict=True), 1)
    )


def awards_after(acts: Sequence[Act], named: WinnersNamed) -> tuple[Award, ...]:
    """Return who has a grant of the territory by the end of `acts`: those named, without who left, and who followed.

    In the order in which they were named. `named` is one of `acts`.
    """
    awards = {award.application: award for award in named.awards}
    since = len(acts) - 1 - next(n for n, act in enumerate(reversed(acts)) if act is named)
    for act in acts[since + 1 :]:
        if isinstance(act, WinnerLeft):
            awards.pop(act.application, None)
        elif isinstance(act, NextNamed) and act.territory == named.territory:
            awards |= {award.application: award for award in act.awards}
    return tuple(awards.values())


def beyond_grants(acts: Sequence[Act], act: NextNamed, grants: int) -> bool:
    """Return whether `act`, one of `acts`, made more winners in its territory than there are `grants`: from savings."""
    until = acts[: next(n for n, one in enumerate(acts, 1) if one is act)]
    named = next(one for one in reversed(until) if isinstance(one, WinnersNamed) and one.territory == act.territory)
    return len(awards_after(until, named)) > grants


@dataclass(frozen=True)
class Decided:
    """By which act a winner has the grant, or who had it lost it."""

    act: WinnersNamed | NextNamed | WinnerLeft
    protocol: ProtocolName | None


def decided_by(acts: Sequence[Act]) -> dict[str, Decided]:
    """Return for every application that won, left or followed the last act that decided it, with its protocol.

    Winners named anew replace those of their territory that were named before.
    """
    found: dict[str, Decided] = {}
    for session in sessions(acts):
        for act in session.acts:
            if isinstance(act, WinnerLeft):
                found[act.application] = Decided(act, session.protocol)
                continue
            if isinstance(act, WinnersNamed):
                found = {code: one for code, one in found.items() if not _named_in(one.act, act.territory)}
            if isinstance(act, WinnersNamed | NextNamed):
                found |= {award.application: Decided(act, session.protocol) for award in act.awards}
    return found


def _named_in(act: WinnersNamed | NextNamed | WinnerLeft, territory: str) -> bool:
    return not isinstance(act, WinnerLeft) and act.territory == territory

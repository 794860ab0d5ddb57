"""How few members suffice: a valid sitting, and enough marks behind every application."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Demand:
    """At least `number` of `members` are needed."""

    members: frozenset[str]
    number: int


@dataclass(frozen=True)
class LeastAttendance:
    """What attendance suffices to keep everything that can be ranked rankable."""

    number: int | None
    """The fewest members that must come; None where not even everybody makes a valid sitting."""
    example: tuple[str, ...]
    """That many members with whom it works, in the roster's order: the first such set in that order."""
    indispensable: tuple[str, ...]
    """Members without whom it does not work even when all others come."""
    never: tuple[str, ...]
    """Applications that stay under the minimum number of marks even when everybody comes, by code; each doubt about a
    conflict is taken for one."""


def least_members(members: Sequence[str], demands: Iterable[Demand]) -> tuple[str, ...] | None:
    """Return a smallest set of `members` that meets every demand; None where all of them do not.

    Of the smallest sets it is one that depends on the order of `members` alone.
    """
    harder = _harder(demands)
    if not all(_met(demand, members) for demand in harder):
        return None
    for size in range(len(members) + 1):
        found = _chosen(harder, frozenset(), tuple(members), size)
        if found is not None:
            return tuple(member for member in members if member in found)
    return None  # not reached: all members meet the demands


def indispensable(members: Sequence[str], demands: Iterable[Demand]) -> tuple[str, ...]:
    """Return the members without whom all others do not meet the demands."""
    harder = _harder(demands)
    without = ((member, [one for one in members if one != member]) for member in members)
    return tuple(member for member, rest in without if not all(_met(demand, rest) for demand in harder))


def _met(demand: Demand, members: Collection[str]) -> bool:
    return len(demand.members & set(members)) >= demand.number


def _harder(demands: Iterable[Demand]) -> list[Demand]:
    """Return the demands that no other one implies, in an order that depends on them alone."""
    distinct = sorted({one for one in demands if one.number > 0}, key=lambda one: (-one.number, sorted(one.members)))
    return [
        one
        for one in distinct
        if not any(
            other is not one and other.members <= one.members and other.number >= one.number for other in distinct
        )
    ]


def _chosen(
    demands: Sequence[Demand], taken: frozenset[str], free: tuple[str, ...], room: int
) -> frozenset[str] | None:
    """Return `taken` with at most `room` of `free` so that every demand is met; None where that can't be."""
    open_still = [(demand, lack) for demand in demands if (lack := demand.number - len(demand.members & taken)) > 0]
    if not open_still:
        return taken
    if max(lack for _, lack in open_still) > room:
        return None
    demand, lack = min(open_still, key=lambda one: len(one[0].members & set(free)) - one[1])
    able = [member for member in free if member in demand.members]
    for number, member in enumerate(able[: len(able) - lack + 1]):
        banned = {*able[:number], member}
        rest = tuple(one for one in free if one not in banned)
        if (found := _chosen(demands, taken | {member}, rest, room - 1)) is not None:
            return found
    return None

"""The agenda: applications with the same recused members are one item; items in the order with the fewest exits.

Each territory has its own ranking, so its applications are treated one after the other: within that the order is the
best there is.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from models.sitting.presence.agenda_order import best_order, best_order_by_blocks, moves
from models.sitting.state import Sitting


@dataclass(frozen=True)
class AgendaItem:
    """One item: who is out of the room while it is treated, and who passes the door before it is opened."""

    applications: tuple[str, ...]
    """By code."""
    out: tuple[str, ...]
    """Members in the roster's order."""
    leave: tuple[str, ...]
    back: tuple[str, ...]


@dataclass(frozen=True)
class Agenda:
    """The items in order. Everybody is inside before the first and after the last."""

    items: tuple[AgendaItem, ...]
    back: tuple[str, ...]
    """Members who come back after the last item."""
    exits: int
    """As `models.sitting.presence.agenda_order.moves` counts them; as many returns."""
    at_least: int
    """No order that keeps the territories together has fewer exits, with applications in groups or one by one."""
    mixed: int
    """Exits that were enough if applications of different territories might follow each other."""

    @property
    def proven(self) -> bool:
        """Whether no order that keeps the territories together has fewer exits and returns."""
        return self.exits == self.at_least


def agenda(
    recused: Mapping[str, Collection[str]], members: Sequence[str], territories: Mapping[str, int] | None = None
) -> Agenda:
    """Return the agenda for applications (the keys) and the members each of them sends out of the room.

    `territories`: the number of each application's territory in the contest's order; None: all are of one. The same
    for equal arguments, whatever the order of keys. Raises KeyError for a member not among `members`.
    """
    blocks: dict[int, dict[frozenset[str], list[str]]] = {}
    for application in sorted(recused):
        block = blocks.setdefault(territories[application] if territories else 0, {})
        block.setdefault(frozenset(recused[application]), []).append(application)
    groups = [blocks[number] for number in sorted(blocks)]
    mixed = best_order({out for block in groups for out in block}, members)
    walked, at_least = [(0, out) for out in mixed.sets], mixed.at_least
    if len(groups) > 1:
        order, _, at_least = best_order_by_blocks(tuple(frozenset(block) for block in groups), tuple(members))
        walked = list(order)
    items: list[AgendaItem] = []
    before = frozenset[str]()
    for number, out in walked:
        items.append(
            AgendaItem(
                applications=tuple(groups[number][out]),
                out=_ordered(out, members),
                leave=_ordered(out - before, members),
                back=_ordered(before - out, members),
            )
        )
        before = out
    exits = moves([out for _, out in walked])[0]
    return Agenda(tuple(items), _ordered(before, members), exits, at_least // 2, mixed.moves // 2)


def agenda_of(state: Sitting, only: Collection[str] | None = None) -> Agenda:
    """Return the agenda of a sitting: every application that is not out, and of its recused members those who came.

    `only` these applications; None: all. Before the attendance is taken every member is expected to come.
    """
    place = {one.code: number for number, one in enumerate(state.manifest.contest.territories)}
    there = {*state.here, *state.out} if state.attendance is not None else set(state.members)
    return agenda(
        {
            code: [member for member in state.must_be_out((code,)) if member in there]
            for code in state.applications
            if code not in state.put_out and (only is None or code in only)
        },
        state.members,
        {code: place.get(one.territory, len(place)) for code, one in state.applications.items()},
    )


def _ordered(chosen: Collection[str], members: Sequence[str]) -> tuple[str, ...]:
    return tuple(member for member in members if member in chosen)

"""The agenda: applications with the same recused members are one item; items in the order with the fewest exits."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from models.sitting.agenda_order import best_order, moves
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
    """As `models.sitting.agenda_order.moves` counts them; as many returns."""
    at_least: int
    """No order of these applications, in groups or one by one, has fewer exits."""

    @property
    def proven(self) -> bool:
        """Whether no order has fewer exits and returns."""
        return self.exits == self.at_least


def agenda(recused: Mapping[str, Collection[str]], members: Sequence[str]) -> Agenda:
    """Return the agenda for applications (the keys) and the members each of them sends out of the room.

    The same for equal arguments, whatever the order of keys. Raises KeyError for a member not among `members`.
    """
    groups: dict[frozenset[str], list[str]] = {}
    for application in sorted(recused):
        groups.setdefault(frozenset(recused[application]), []).append(application)
    order = best_order(groups, members)
    items: list[AgendaItem] = []
    before = frozenset[str]()
    for out in order.sets:
        items.append(
            AgendaItem(
                applications=tuple(groups[out]),
                out=_ordered(out, members),
                leave=_ordered(out - before, members),
                back=_ordered(before - out, members),
            )
        )
        before = out
    return Agenda(tuple(items), _ordered(before, members), moves(order.sets)[0], order.at_least // 2)


def agenda_of(state: Sitting, only: Collection[str] | None = None) -> Agenda:
    """Return the agenda of a sitting: every application that is not out, and of its recused members those who came.

    `only` these applications; None: all. Before the attendance is taken every member is expected to come.
    """
    there = {*state.here, *state.out} if state.attendance is not None else set(state.members)
    return agenda(
        {
            code: [member for member in state.must_be_out((code,)) if member in there]
            for code in state.applications
            if code not in state.put_out and (only is None or code in only)
        },
        state.members,
    )


def _ordered(chosen: Collection[str], members: Sequence[str]) -> tuple[str, ...]:
    return tuple(member for member in members if member in chosen)

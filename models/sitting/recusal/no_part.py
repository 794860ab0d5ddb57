"""The second statement as a list to work through: who was recused, from what, and who has stated it."""

from dataclasses import dataclass

from models.sitting.acts import NoPartStated
from models.sitting.state import Sitting
from models.values import Moment


@dataclass(frozen=True)
class NoPart:
    """One recused member."""

    member: str
    applications: tuple[str, ...]
    """Every application that the member was recused from, by code."""
    stated_at: Moment | None
    """When the member stated it; None: not yet, or about other applications than these."""


def no_part(state: Sitting) -> tuple[NoPart, ...]:
    """Return every member who was recused from anything, in the roster's order."""
    recused: dict[str, list[str]] = {}
    for member, application in sorted(state.conflicts.recused):
        recused.setdefault(member, []).append(application)
    last = {act.member: act for act in state.all(NoPartStated)}
    found = []
    for member in state.members:
        if member in recused:
            codes, act = tuple(recused[member]), last.get(member)
            at = act.at if act is not None and act.applications == codes else None
            found.append(NoPart(member, codes, at))
    return tuple(found)

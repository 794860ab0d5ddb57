"""Who may ask what the result hangs on, and when."""

from models.contest.commission import Role
from models.sitting.questions import lacks
from models.sitting.state import Sitting


def may_ask(state: Sitting, person: str) -> bool:
    """Whether `person` may see it: the secretary, the elected chair, before the election whoever is to be chair."""
    known = next((one for one in state.manifest.roster.people if one.id == person), None)
    if known is None:
        return False
    if known.role is Role.SECRETARY:
        return True
    return person == state.chair if state.chair is not None else known.proposed_chair


def awaited(state: Sitting) -> tuple[str, ...]:
    """Return the members whose marks are still expected, in the roster's order."""
    return tuple(member for member in state.members if lacks(state, member))

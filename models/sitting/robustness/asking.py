"""Who may ask what the result hangs on, and when."""

from models.contest.commission import Role
from models.errors import SittingError
from models.sitting.questions import lacks
from models.sitting.saying import names_of
from models.sitting.state import Sitting
from models.wording import tr


def may_ask(state: Sitting, person: str) -> bool:
    """Whether `person` may see it: the secretary, the elected chair, before the election whoever is to be chair."""
    known = next((one for one in state.manifest.roster.people if one.id == person), None)
    if known is None:
        return False
    if known.role is Role.SECRETARY:
        return True
    return person == state.chair if state.chair is not None else known.proposed_chair


def check_asker(state: Sitting, person: str) -> None:
    """Return when `person` may see it. Raises SittingError otherwise."""
    if not may_ask(state, person):
        raise SittingError(
            tr("Only the chair and the secretary may see what the result hangs on. Nothing was computed.")
        )


def check_may_ask(state: Sitting, person: str) -> None:
    """Return when `person` may see it now. Raises SittingError for others, and with whose marks are expected."""
    check_asker(state, person)
    if missing := awaited(state):
        raise SittingError(
            tr(
                "Not all score sheets are handed in and complete: {names}. Take them in first, or record how the "
                "ranking goes on without them.",
                names=names_of(missing, state.manifest),
            )
        )


def awaited(state: Sitting) -> tuple[str, ...]:
    """Return the members whose marks are still expected, in the roster's order."""
    return tuple(member for member in state.members if lacks(state, member))

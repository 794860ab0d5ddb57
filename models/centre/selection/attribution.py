"""Who made the changes that a packet revision tells of, and when: from the history, not from who built the packet."""

from collections.abc import Iterable, Iterator

from sqlmodel import Session

from models.centre.history import Change, history
from models.packet.manifest import PacketChange
from models.values import Moment

_SUBJECTS = {
    "added": ("application", "screening"),
    "removed": ("application", "screening"),
    "changed": ("application", "screening"),
    "roster": ("roster",),
    "criteria": ("criteria",),
    "contest": ("contest",),
    "decision": (),
}


def attributed(
    session: Session, contest_id: str, changes: Iterable[PacketChange], *, since: Moment
) -> tuple[PacketChange, ...]:
    """Return `changes` each with who made it last and when, as the history has it from `since` on.

    A change that the history does not tell of (a flag raised by another application) keeps whom it names already.
    """
    last: dict[tuple[str, str], Change] = {}
    for entry in history(session, contest_id):
        if entry.at >= since:
            for key in _keys(entry):
                last[key] = entry
    done = []
    for change in changes:
        found = [last[key] for key in _wanted(change) if key in last]
        if found:
            made = max(found, key=lambda one: one.number)
            done.append(change.model_copy(update={"by": made.by, "at": made.at}))
        else:
            done.append(change)
    return tuple(done)


def _keys(entry: Change) -> Iterator[tuple[str, str]]:
    yield entry.subject, entry.key if entry.subject in _SUBJECTS["added"] else ""


def _wanted(change: PacketChange) -> Iterator[tuple[str, str]]:
    return ((subject, change.application) for subject in _SUBJECTS[change.what])

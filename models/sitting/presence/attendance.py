"""Who is there, and whether the sitting is valid: quorum arithmetic by the profile."""

from collections.abc import Collection, Sequence
from fractions import Fraction
from math import ceil, floor

from models.contest.profile import Quorum
from models.sitting.acts import AttendanceTaken, Presence
from models.sitting.outcome import Attendance


def members_needed(members: int, rule: Quorum) -> int:
    """Return the fewest of `members` that make a sitting valid.

    "Not fewer than half" of 6 is 3; "more than half" of 6 is 4. Never fewer than one.
    """
    bound = Fraction(members) * rule.share
    return max(1, floor(bound) + 1 if rule.strictly else ceil(bound))


def attend(
    members: Sequence[str],
    rule: Quorum,
    act: AttendanceTaken | None,
    *,
    left: Collection[str] = (),
    out: Collection[str] = (),
) -> Attendance | None:
    """Return attendance and quorum by the last attendance `act`; None before there is one.

    The share is one of all `members`. Those who `left` the commission for the whole pool stay among the members but
    are not counted as taking part, nor are those who are `out` of the room now. A commission smaller than
    `members_at_least` is never valid.
    """
    if act is None:
        return None
    presence = dict(act.presence)
    by = {
        state: tuple(member for member in members if presence.get(member, Presence.ABSENT) is state)
        for state in Presence
    }
    needed = members_needed(len(members), rule)
    taking_part = [m for m in (*by[Presence.PRESENT], *by[Presence.REMOTE]) if m not in left and m not in out]
    return Attendance(
        members=len(members),
        present=by[Presence.PRESENT],
        remote=by[Presence.REMOTE],
        absent=by[Presence.ABSENT],
        needed=needed,
        valid=len(taking_part) >= needed and len(members) >= rule.members_at_least,
        left=tuple(member for member in members if member in left),
    )

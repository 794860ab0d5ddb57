"""Before the sitting: what the declarations so far and a supposed attendance would come to.

Nothing is recorded and nothing guessed: a mark that may still come is *awaited*, a doubt or clash that people must
settle is *undecided*, and a ranking is shown only where neither could change it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

from models.sitting.acts import Act, AttendanceTaken, ConflictDecided, Presence
from models.sitting.forecast.attendance import Demand, LeastAttendance, indispensable, least_members
from models.sitting.forecast.ways import WayForecast, ways_of
from models.sitting.outcome import Attendance
from models.sitting.presence.attendance import attend
from models.sitting.questions import is_awaited
from models.sitting.state import Sitting

Enough = Literal["enough", "open", "under"]
Comparable = Literal["yes", "open", "no"]
_NEVER = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True)
class ApplicationForecast:
    """Whose marks one application has, may still get, and can't get. Each member stands in exactly one group."""

    application: str
    territory: str
    needed: int
    """The fewest members' marks that give a total."""
    given: tuple[str, ...]
    awaited: tuple[str, ...]
    """They take part, and have not handed in all their marks."""
    undecided: tuple[str, ...]
    """Not sure of a conflict, or two handed-in values that nobody has chosen between."""
    missing: tuple[str, ...]
    """Absent, and have not handed in all their marks; or gave none here."""
    recused: tuple[str, ...]
    """With a conflict about it, or out of the commission for the whole pool."""
    inside: tuple[str, ...]
    """Who would be in the room while it is treated."""
    quorum: bool
    """Whether those inside are a quorum."""

    @property
    def most(self) -> int:
        """The number of marks if everything comes that may come."""
        return len(self.given) + len(self.awaited) + len(self.undecided)

    @property
    def enough(self) -> Enough:
        """Whether there are enough marks for a total: already, perhaps, or not even if everything comes."""
        if len(self.given) >= self.needed:
            return "enough"
        return "open" if self.most >= self.needed else "under"

    @property
    def settled(self) -> bool:
        """Whether nothing about its marks is open any more."""
        return not (self.awaited or self.undecided)


@dataclass(frozen=True)
class TerritoryForecast:
    """One territory: how many marks stand behind its applications, and the list that each lawful way would give."""

    territory: str
    applications: tuple[ApplicationForecast, ...]
    """By code; without those that are out."""
    sizes: tuple[int, ...]
    """The different numbers of marks if everything comes, smallest first, of those that reach the minimum."""
    ways: tuple[WayForecast, ...]
    """A single one with `way` None where no way has to be chosen."""

    @property
    def under(self) -> tuple[str, ...]:
        """The applications that fall under the minimum number of marks."""
        return tuple(one.application for one in self.applications if one.enough == "under")

    @property
    def comparable(self) -> Comparable:
        """Whether sums can be compared: "open" where it hangs on marks that are awaited or undecided."""
        if len(self.sizes) > 1:
            return "no"
        return "yes" if all(one.settled for one in self.applications) else "open"

    @property
    def without_quorum(self) -> tuple[str, ...]:
        """The applications that could not be voted on with their recused members out of the room."""
        return tuple(one.application for one in self.applications if not one.quorum)


@dataclass(frozen=True)
class Forecast:
    """What a supposed attendance would come to."""

    presence: tuple[tuple[str, Presence], ...]
    """Every member, in the roster's order."""
    attendance: Attendance
    territories: tuple[TerritoryForecast, ...]
    """Those with applications, in the contest's order."""
    least: LeastAttendance


def forecast(
    state: Sitting,
    presence: Mapping[str, Presence] | None = None,
    said: Iterable[tuple[str, str]] = (),
) -> Forecast:
    """Return the forecast for `presence`; who is not named there is present.

    `said` are further conflicts, (member, application), that members told of and nobody recorded yet.
    Raises SittingError where nothing can be counted.
    """
    supposed = {**dict.fromkeys(state.members, Presence.PRESENT), **(presence or {})}
    trial = _trial(state, supposed, said)
    rule = trial.manifest.contest.profile.quorum
    act = next(act for act in reversed(trial.acts) if isinstance(act, AttendanceTaken))
    attendance = attend(trial.members, rule, act, left=trial.conflicts.left)
    assert attendance is not None  # the trial has an attendance
    clashing = frozenset((clash.member, clash.application) for clash in trial.open_clashes)
    found = {
        territory.code: tuple(
            _application(trial, attendance, one.code, clashing)
            for one in trial.in_territory(territory.code)
            if one.code not in trial.put_out
        )
        for territory in trial.manifest.contest.territories
    }
    found = {code: applications for code, applications in found.items() if applications}
    ways = ways_of(trial, found)
    territories = tuple(
        TerritoryForecast(code, applications, _sizes(applications), ways[code]) for code, applications in found.items()
    )
    everything = [one for applications in found.values() for one in applications]
    return Forecast(act.presence, attendance, territories, _least(trial, attendance, everything))


def _trial(state: Sitting, presence: Mapping[str, Presence], said: Iterable[tuple[str, str]]) -> Sitting:
    acts: list[Act] = [
        ConflictDecided(at=_NEVER, by="", member=member, application=application, conflict=True, reason="–")
        for member, application in said
    ]
    acts.append(AttendanceTaken(at=_NEVER, by="", presence=tuple((one, presence[one]) for one in state.members)))
    return Sitting(state.manifest, state.merged, (*state.acts, *acts))


def _application(
    state: Sitting, attendance: Attendance, code: str, clashing: frozenset[tuple[str, str]]
) -> ApplicationForecast:
    territory = state.applications[code].territory
    gone = state.taken_out(territory)
    groups: dict[str, list[str]] = {"given": [], "awaited": [], "undecided": [], "missing": [], "recused": []}
    for member in state.members:
        cell = (member, code)
        marks = state.marks(member, code)
        if member in gone or cell in state.conflicts.recused:
            groups["recused"].append(member)
        elif cell in state.conflicts.unsure or cell in clashing:
            groups["undecided"].append(member)
        elif all(mark.is_number for mark in marks):
            groups["given"].append(member)
        else:
            comes = is_awaited(marks) and member not in attendance.absent
            groups["awaited" if comes else "missing"].append(member)
    there = (*attendance.present, *attendance.remote)
    out = state.must_be_out((code,))
    inside = tuple(member for member in state.members if member in there and member not in out)
    large_enough = attendance.members >= state.manifest.contest.profile.quorum.members_at_least
    return ApplicationForecast(
        application=code,
        territory=territory,
        needed=state.criteria.counting.marks_needed,
        inside=inside,
        quorum=large_enough and len(inside) >= attendance.needed,
        **{name: tuple(members) for name, members in groups.items()},
    )


def _sizes(applications: Iterable[ApplicationForecast]) -> tuple[int, ...]:
    return tuple(sorted({one.most for one in applications if one.enough != "under"}))


def _least(state: Sitting, attendance: Attendance, applications: Iterable[ApplicationForecast]) -> LeastAttendance:
    """Return how few suffice; who is not sure of a conflict is taken to have one, so that it suffices in any case."""
    able = frozenset(member for member in state.members if member not in attendance.left)
    large_enough = attendance.members >= state.manifest.contest.profile.quorum.members_at_least
    quorum = Demand(able if large_enough else frozenset(), attendance.needed)
    demands, never = [quorum], []
    for one in applications:
        may = [member for member in (*one.awaited, *one.missing) if is_awaited(state.marks(member, one.application))]
        lacks = one.needed - len(one.given)
        if lacks > len(may):
            never.append(one.application)
        else:
            demands.append(Demand(frozenset(may), lacks))
    example = least_members(state.members, demands)
    return LeastAttendance(
        number=None if example is None else len(example),
        example=example or (),
        indispensable=indispensable(state.members, demands) if example is not None else (),
        never=tuple(sorted(never)),
    )

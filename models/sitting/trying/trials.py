"""Trial decisions on a copy: try, compare, throw away. Nothing becomes real, and nothing of them is ever stored."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Literal

from models.contest.counting import Unequal
from models.contest.profile import WinnersStep
from models.errors import SittingError
from models.packet.manifest import PacketApplication, PacketManifest
from models.sitting.acts import (
    Act,
    Ballot,
    ClashSettled,
    ConflictDecided,
    PutOut,
    TieVoted,
    WayChosen,
    WinnersNamed,
)
from models.sitting.outcome import Outcome, Question
from models.sitting.questions import lacks_marks
from models.sitting.sheets.merging import Clash
from models.sitting.state import Sitting
from models.sitting.table import outcome
from models.sitting.trying.comparing import Compared, compared
from models.wording import tr

_NEVER = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True)
class Tried:
    """What one trial supposes beyond what is recorded."""

    acts: tuple[Act, ...] = ()
    """In this order after the real ones; whether they would be carried by a vote is not asked."""
    sums: Mapping[str, int] = field(default_factory=dict)
    """By application: the KZT it would get instead of the sum asked."""
    order: tuple[WinnersStep, ...] | None = None
    """Another order of the steps from the ranking to winners; None: the profile's."""
    groups: tuple[str, ...] | None = None
    """The groups with quotas in another order, by code; None: the profile's."""


@dataclass(frozen=True)
class Trial:
    """A trial by its name, with what it would come to beside what stands."""

    name: str
    tried: Tried
    outcome: Outcome | None
    """None where nothing can be counted so; `problem` says why."""
    found: Compared | None
    """What stands and what the trial gives, by application."""
    questions: tuple[Question, ...]
    """What would be open about the ranking in the trial."""
    problem: str = ""


def try_out(state: Sitting, name: str, tried: Tried, known: Outcome | None = None) -> Trial:
    """Return what `tried` would come to. `known` is the outcome of `state` where it is computed already.

    Winners named already are left out of the trial: it shows what the ranking would propose.
    """
    try:
        second = outcome(_copy(state, tried))
    except SittingError as error:
        return Trial(name, tried, None, None, (), str(error))
    of_ranking = ("unequal-panel", "tie-at-cut", "clash", "conflict-unsure", "missing-sheet", "incomplete-sheet")
    questions = tuple(one for one in second.questions if one.kind in of_ranking)
    return Trial(name, tried, second, compared(known or outcome(state), second), questions)


def _copy(state: Sitting, tried: Tried) -> Sitting:
    acts = tuple(act for act in state.acts if not isinstance(act, WinnersNamed))
    return Sitting(_manifest(state.manifest, tried), state.merged, (*acts, *tried.acts))


def _manifest(manifest: PacketManifest, tried: Tried) -> PacketManifest:
    changed: dict[str, object] = {}
    if tried.sums:
        changed["applications"] = tuple(_with_sum(one, tried.sums.get(one.code)) for one in manifest.applications)
    if tried.order is not None or tried.groups is not None:
        profile = manifest.contest.profile
        rule = profile.winners
        groups = rule.groups
        if tried.groups is not None:
            place = {code: number for number, code in enumerate(tried.groups)}
            groups = tuple(sorted(groups, key=lambda one: place.get(one.code, len(place))))
        winners = rule.model_copy(update={"order": tried.order or rule.order, "groups": groups})
        changed["contest"] = manifest.contest.model_copy(
            update={"profile": profile.model_copy(update={"winners": winners})}
        )
    return manifest.model_copy(update=changed) if changed else manifest


def _with_sum(application: PacketApplication, amount: int | None) -> PacketApplication:
    if amount is None:
        return application
    project = application.project.model_copy(update={"grant_asked": amount})
    return application.model_copy(update={"project": project})


@dataclass
class Trials:
    """The trials of one sitting, by name, in memory only; whoever holds it throws them away with it."""

    _tried: dict[str, Tried] = field(default_factory=dict)

    @property
    def names(self) -> tuple[str, ...]:
        """The names in the order in which they were first kept."""
        return tuple(self._tried)

    def tried(self, name: str) -> Tried:
        """Return what the trial supposes; nothing for an unknown name."""
        return self._tried.get(name, Tried())

    def keep(self, name: str, tried: Tried) -> None:
        """Keep a trial; one of the same name is replaced. Raises SittingError for an empty name."""
        if not name.strip():
            raise SittingError(tr("A trial needs a name, so that it can be told from the others. Nothing was tried."))
        self._tried[name.strip()] = tried

    def throw_away(self, name: str = "") -> None:
        """Throw one trial away, or all of them."""
        if name:
            self._tried.pop(name, None)
        else:
            self._tried.clear()

    def compare(self, state: Sitting, known: Outcome | None = None) -> tuple[Trial, ...]:
        """Return every trial on a copy of `state` as it stands now, side by side."""
        real = known or outcome(state)
        return tuple(try_out(state, name, tried, real) for name, tried in self._tried.items())


def way(state: Sitting, territory: str, chosen: Unequal) -> WayChosen:
    """Return the supposed choice of a way to rank unequal panels of `territory`."""
    leaving: tuple[str, ...] = ()
    if chosen is Unequal.LEAVE_POOL:
        out = state.taken_out(territory)
        leaving = tuple(one for one in state.members if one not in out and lacks_marks(state, one, territory))
    return WayChosen(at=_NEVER, by="", territory=territory, way=chosen, leaving=leaving, reason="–")


def tie(territory: str, tied: Iterable[str], chosen: Sequence[str], places: int | None = None) -> TieVoted:
    """Return the supposed vote on a tie for `places` (None: as many as chosen) that `chosen` win."""
    ballot = Ballot(member="", applications=tuple(chosen))
    many = len(chosen) if places is None else places
    return TieVoted(at=_NEVER, by="", territory=territory, tied=tuple(tied), places=many, ballots=(ballot,))


def conflict(member: str, application: str, *, found: bool) -> ConflictDecided:
    """Return the supposed decision on a conflict of interest."""
    return ConflictDecided(at=_NEVER, by="", member=member, application=application, conflict=found, reason="–")


def clash(one: Clash, choice: int) -> ClashSettled:
    """Return the supposed settling of a clash by its mark number `choice`, from 0."""
    return ClashSettled(
        at=_NEVER, by="", member=one.member, application=one.application, criterion=one.criterion,
        mark=one.marks[choice], reason="–",
    )  # fmt: skip


def put_out(application: str, remark: Literal["withdrawn", "disqualified", "ineligible", "duplicate"]) -> PutOut:
    """Return the supposed putting out of an application."""
    return PutOut(at=_NEVER, by="", application=application, remark=remark, reason="–")

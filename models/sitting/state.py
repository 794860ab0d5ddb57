"""The sitting as it stands after its acts: what counts, who may vote, who is chair. Read by table and checks alike."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from models.conflicts.declarations import Declaration
from models.contest.counting import Unequal
from models.contest.criteria import CriteriaSet
from models.errors import SittingError
from models.packet.manifest import PacketApplication, PacketManifest
from models.scoring.marks import NOT_GIVEN, RECUSED, Mark
from models.scoring.sheets import Sheet
from models.sitting.acts import (
    Act,
    AdditionalPointsGiven,
    AttendanceTaken,
    Award,
    ChairElected,
    ClashSettled,
    ConflictDecided,
    ItemOpened,
    LotDrawn,
    MarkReopened,
    NotCarried,
    Presence,
    PutOut,
    TieVoted,
    WayChosen,
    WinnerLeft,
    WinnersNamed,
)
from models.sitting.outcome import Attendance, Outcome
from models.sitting.presence.attendance import attend
from models.sitting.presence.timeline import Timeline, Why, out_of_room, timeline
from models.sitting.recusal.consequences import Consequences, consequences, under_decisions
from models.sitting.sessions import Session, awards_after, sessions
from models.sitting.sheets.merging import Clash, Merged, merge
from models.wording import tr

_Kind = TypeVar("_Kind")


@dataclass(frozen=True)
class Sitting:
    """Manifest, merged sheets and acts together. Everything else is derived, once, when it is first asked for."""

    manifest: PacketManifest
    merged: Merged
    acts: tuple[Act, ...]

    @cached_property
    def computed(self) -> dict[str, Outcome]:
        """Keeps what others compute of this sitting: checks, questions and pages all ask for the outcome."""
        return {}

    @cached_property
    def criteria(self) -> CriteriaSet:
        """The approved criteria. Raises SittingError where the packet carries none."""
        approved = self.manifest.contest.criteria
        if approved is None:
            raise SittingError(
                tr("This packet carries no approved criteria, so nothing can be counted. Build it after approval.")
            )
        return approved.content

    @cached_property
    def codes(self) -> tuple[str, ...]:
        """The criteria's codes in their order."""
        return tuple(criterion.code for criterion in self.criteria.criteria)

    @cached_property
    def members(self) -> tuple[str, ...]:
        """The members' ids in the roster's order."""
        return tuple(person.id for person in self.manifest.roster.members)

    @cached_property
    def applications(self) -> Mapping[str, PacketApplication]:
        """The applications by code."""
        return {application.code: application for application in self.manifest.applications}

    def in_territory(self, territory: str) -> tuple[PacketApplication, ...]:
        """Return the applications of `territory`, by code."""
        return tuple(sorted((a for a in self.applications.values() if a.territory == territory), key=lambda a: a.code))

    def all(self, kind: type[_Kind]) -> tuple[_Kind, ...]:
        """Return the acts of one kind, in order."""
        return tuple(act for act in self.acts if isinstance(act, kind))

    def last(self, kind: type[_Kind]) -> _Kind | None:
        """Return the last act of one kind."""
        return next((act for act in reversed(self.acts) if isinstance(act, kind)), None)

    @cached_property
    def sessions(self) -> tuple[Session, ...]:
        """The sittings of the log; the last is the one that is held now, or was held last."""
        return sessions(self.acts)

    @property
    def session(self) -> Session:
        """The last of the sittings."""
        return self.sessions[-1]

    def now(self, kind: type[_Kind]) -> _Kind | None:
        """Return the last act of one kind in the last of the sittings."""
        return next((act for act in reversed(self.session.acts) if isinstance(act, kind)), None)

    @cached_property
    def declared(self) -> Mapping[str, Sequence[Declaration]]:
        """What members declare, by member, as it stands under the decisions that came with the packet."""
        said = {member: self.merged.declarations(member) for member in self.members}
        decided = [one for one in self.manifest.decisions if one.person in said]
        return under_decisions(said, decided) if decided else said

    @cached_property
    def conflicts(self) -> Consequences:
        """What follows from declarations and decided conflicts: who may vote and who counts for the quorum."""
        return consequences(self.declared, self.acts, self.manifest.contest.profile.conflicts, self.members)

    @cached_property
    def conflicts_counted(self) -> Consequences:
        """The same for the marks: what a further sitting decides of a conflict changes no ranking any more."""
        if not self.session.further:
            return self.conflicts
        first = self.sessions[0].acts
        return consequences(self.declared, first, self.manifest.contest.profile.conflicts, self.members)

    @cached_property
    def attendance(self) -> Attendance | None:
        """Attendance by the last act of this sitting, its quorum by who is in the room now; None before one."""
        rule = self.manifest.contest.profile.quorum
        return attend(self.members, rule, self.now(AttendanceTaken), left=self.conflicts.left, out=self.out)

    @cached_property
    def here(self) -> tuple[str, ...]:
        """The members in the room or the call, in the roster's order: present or remote, and not out of the room."""
        act = self.now(AttendanceTaken)
        presence = dict(act.presence) if act else {}
        there = (m for m in self.members if presence.get(m, Presence.ABSENT) is not Presence.ABSENT)
        return tuple(member for member in there if member not in self.out)

    @cached_property
    def out(self) -> Mapping[str, Why]:
        """Members who left the room and did not come back, with why."""
        return out_of_room(self.acts)

    @cached_property
    def timeline(self) -> Timeline:
        """The course of the sitting so far."""
        return timeline(self.acts, self.members, self.manifest.contest.profile, self.declared)

    @cached_property
    def item(self) -> ItemOpened | None:
        """The item that is open now; None too where the quorum was lost since it was opened."""
        if self.now(ItemOpened) is None:
            return None  # a sitting without items needs no timeline
        now = self.timeline.now
        return now.item if now else None

    def must_be_out(self, applications: Iterable[str]) -> tuple[str, ...]:
        """Return the members with a conflict about one of `applications`, and those who left the commission."""
        concerned = tuple(applications)
        return tuple(member for member in self.members if not self.conflicts.may_vote(member, concerned))

    def voters(self, applications: Iterable[str] = ()) -> tuple[str, ...]:
        """Return who is present and may vote on a matter that concerns `applications`."""
        concerned = tuple(applications)
        return tuple(member for member in self.here if self.conflicts.may_vote(member, concerned))

    @cached_property
    def chair(self) -> str | None:
        """The elected chair of the last of the sittings; None before the election."""
        act = self.now(ChairElected)
        return act.chair if act else None

    @cached_property
    def put_out(self) -> Mapping[str, PutOut]:
        """The last act that put an application out, by application."""
        return {act.application: act for act in self.all(PutOut)}

    @cached_property
    def additional(self) -> Mapping[str, AdditionalPointsGiven]:
        """The last additional points, by application."""
        return {act.application: act for act in self.all(AdditionalPointsGiven)}

    @cached_property
    def open_clashes(self) -> tuple[Clash, ...]:
        """Clashes that no act has settled with one of their values."""
        return tuple(
            clash
            for clash in self.merged.clashes
            if self._settled.get((clash.member, clash.application, clash.criterion)) not in clash.marks
        )

    @cached_property
    def _settled(self) -> Mapping[tuple[str, str, str], Mark]:
        return {(act.member, act.application, act.criterion): act.mark for act in self.all(ClashSettled)}

    @cached_property
    def _changed(self) -> Mapping[tuple[str, str], dict[str, Mark]]:
        """Cells that acts changed: settled clashes, then reopened marks, by (member, application)."""
        changed: dict[tuple[str, str], dict[str, Mark]] = {}
        for clash in self.merged.clashes:
            mark = self._settled.get((clash.member, clash.application, clash.criterion))
            if mark in clash.marks and mark is not None:
                changed.setdefault((clash.member, clash.application), {})[clash.criterion] = mark
        for act in self.all(MarkReopened):
            changed.setdefault((act.member, act.application), {})[act.criterion] = act.new
        return changed

    def marks(self, member: str, application: str) -> tuple[Mark, ...]:
        """Return a member's marks in the criteria's order, after settled clashes, reopened marks and conflicts.

        Where the member has a conflict every mark is RECUSED, whatever the sheet says.
        """
        cell = (member, application)
        found = self._marks.get(cell)
        if found is None:
            found = self._marks[cell] = self._laid_together(cell)
        return found

    @cached_property
    def _marks(self) -> dict[tuple[str, str], tuple[Mark, ...]]:
        """What `marks` has answered already: table and questions both ask for every cell of a large panel."""
        return {}

    def _laid_together(self, cell: tuple[str, str]) -> tuple[Mark, ...]:
        if cell in self.conflicts_counted.recused:
            return (RECUSED,) * len(self.codes)
        marks = self.merged.marks.get(cell, {})
        if cell in self._changed:
            marks = {**marks, **self._changed[cell]}
        return tuple([marks.get(code, NOT_GIVEN) for code in self.codes])

    def way(self, territory: str) -> WayChosen | None:
        """Return the last way chosen for unequal panels of `territory`."""
        return next((act for act in reversed(self.all(WayChosen)) if act.territory in (None, territory)), None)

    def by_mean(self, territory: str) -> bool:
        """Whether the chair recorded that `territory` is ranked by the mean of the valid marks."""
        way = self.way(territory)
        return way is not None and way.way is Unequal.MEAN_OF_VALID

    def taken_out(self, territory: str) -> frozenset[str]:
        """Return the members none of whose marks counts in `territory`."""
        acts = [act for act in self.all(WayChosen) if act.territory in (None, territory)]
        leaving = {member for act in acts if act.way is Unequal.LEAVE_POOL for member in act.leaving}
        return self.conflicts_counted.left | leaving

    def named(self, territory: str) -> WinnersNamed | None:
        """Return the last naming of winners of `territory` by the ranking, unless a later act changed the ranking."""
        for act in reversed(self.sessions[0].acts):
            if isinstance(act, WinnersNamed) and act.territory == territory:
                return act
            if self._changes_ranking(act, territory):
                return None
        return None

    def unnamed(self, territory: str) -> "Sitting":
        """Return this sitting as if winners of `territory` had not been named; itself where they are not."""
        if self.named(territory) is None:
            return self
        acts = tuple(act for act in self.acts if not (isinstance(act, WinnersNamed) and act.territory == territory))
        return Sitting(self.manifest, self.merged, acts)

    def rounds(self, territory: str, tied: Collection[str], places: int) -> tuple[TieVoted, ...]:
        """Return the votes on just these `tied` applications and `places` that decided nothing, in order."""
        motions = (act.motion for act in self.all(NotCarried) if isinstance(act.motion, TieVoted))
        about = (territory, set(tied), places)
        return tuple(one for one in motions if (one.territory, set(one.tied), one.places) == about)

    def awards(self, territory: str) -> tuple[Award, ...]:
        """Return who has a grant of `territory`: the winners named, without who left, and who followed; () before."""
        named = self.named(territory)
        return awards_after(self.acts, named) if named else ()

    @cached_property
    def left(self) -> Mapping[str, WinnerLeft]:
        """Who left after the naming of winners, by application."""
        return {act.application: act for act in self.all(WinnerLeft)}

    def _changes_ranking(self, act: Act, territory: str) -> bool:
        if isinstance(act, WayChosen):
            return act.territory in (None, territory)
        if isinstance(act, TieVoted | LotDrawn):
            return act.territory == territory
        if isinstance(act, ConflictDecided) and self.manifest.contest.profile.conflicts.consequence == "leave-pool":
            return True
        if isinstance(act, ConflictDecided | ClashSettled | MarkReopened | AdditionalPointsGiven | PutOut):
            application = self.applications.get(act.application)
            return application is not None and application.territory == territory
        return False


def sitting(manifest: PacketManifest, sheets: Iterable[Sheet], acts: Sequence[Act]) -> Sitting:
    """Merge `sheets` and lay them together with `acts`. Order and repetition of sheets change nothing."""
    members = [person.id for person in manifest.roster.members]
    return Sitting(manifest, merge(sheets, members), tuple(acts))

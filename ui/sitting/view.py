"""What the pages show: everything computed of the sitting at one moment, made in the background, never changed."""

from dataclasses import dataclass

from models.errors import SittingError
from models.packet.manifest import PacketManifest
from models.scoring.sheet_files import SignedSheet
from models.sitting.acts import Act
from models.sitting.checking.winners import open_tie
from models.sitting.counting.board import BoardRow, board
from models.sitting.held.room import Room
from models.sitting.outcome import Outcome, Question, TerritoryOutcome
from models.sitting.presence.room_now import RoomNow, room_now
from models.sitting.questions import lacks
from models.sitting.recusal.declared import Declared, declared
from models.sitting.state import Sitting
from models.sitting.trying.ways import Consequence, consequences_of_ways
from models.sitting.winning.following import Following, following


@dataclass(frozen=True)
class View:
    """The sitting as it stood when it was looked at."""

    packet: str
    manifest: PacketManifest
    sheets: tuple[SignedSheet, ...]
    acts: tuple[Act, ...]
    state: Sitting
    outcome: Outcome | None
    """None where nothing can be counted; `problem` says why."""
    problem: str
    ties: dict[str, Question]
    """By territory: the tie to settle before its winners are named or, where others spent of one fund since, anew."""
    boards: dict[str, tuple[BoardRow, ...]]
    """The drawn ranking by territory."""
    ways: tuple[Consequence, ...]
    declared: tuple[Declared, ...]
    """Conflicts of interest and doubts, those that wait first."""
    lacking: dict[str, int]
    """By member: for how many applications a mark is still expected."""
    closed: bool
    now: RoomNow
    """The room at this moment."""
    followings: dict[str, Following]
    """At a further sitting, by territory: who follows by the order of the line; else empty."""

    @property
    def gives_money(self) -> bool:
        """Whether winners get grants; else they get prize places, and no page speaks of money."""
        return self.manifest.contest.profile.gives_money

    @classmethod
    def of(cls, room: Room) -> "View":
        """Look at `room`; takes seconds for thousands of applications, so in the background."""
        try:
            outcome, problem = room.outcome, ""
        except SittingError as error:
            return cls._made(room, None, str(error), {}, {}, (), {})
        boards = {table.territory: board(room.state, table) for table in outcome.territories}
        followings = {}
        if room.state.session.further:
            followings = {one.territory: following(room.state, one.territory, outcome) for one in outcome.territories}
        ways = consequences_of_ways(room.state, outcome)
        return cls._made(room, outcome, problem, _ties(room.state, outcome), boards, ways, followings)

    @classmethod
    def _made(
        cls,
        room: Room,
        outcome: Outcome | None,
        problem: str,
        ties: dict[str, Question],
        boards: dict[str, tuple[BoardRow, ...]],
        ways: tuple[Consequence, ...],
        followings: dict[str, Following],
    ) -> "View":
        return cls(
            packet=room.packet.id,
            manifest=room.manifest,
            sheets=room.sheets,
            acts=room.acts,
            state=room.state,
            outcome=outcome,
            problem=problem,
            ties=ties,
            boards=boards,
            ways=ways,
            declared=declared(room.state),
            lacking={member: len(lacks(room.state, member)) for member in room.state.members},
            closed=room.closed,
            now=room_now(room.state, {code for one in followings.values() for code in _next(one)}),
            followings=followings,
        )

    @property
    def questions(self) -> tuple[Question, ...]:
        """What is still open, in the order in which people settle it."""
        return self.outcome.questions if self.outcome else ()

    @property
    def awaited(self) -> tuple[str, ...]:
        """The members whose marks are still expected, in the roster's order."""
        return tuple(member for member, number in self.lacking.items() if number)

    def open_of(self, *kinds: str) -> tuple[Question, ...]:
        """Return the open questions of these kinds."""
        return tuple(question for question in self.questions if question.kind in kinds)

    def table(self, territory: str) -> TerritoryOutcome | None:
        """Return the computed table of one territory."""
        tables = self.outcome.territories if self.outcome else ()
        return next((table for table in tables if table.territory == territory), None)


def _ties(state: Sitting, outcome: Outcome) -> dict[str, Question]:
    found = {one.territory: one for one in outcome.questions if one.kind == "tie-at-cut" and one.territory}
    shared = state.manifest.contest.profile.winners.fund is not None and len(outcome.territories) > 1
    if not shared or state.session.closed or state.session.further:
        return found
    named = [one.territory for one in outcome.territories if state.named(one.territory)]
    return found | {code: tie for code in named if (tie := open_tie(state, code))}


def _next(one: Following) -> tuple[str, ...]:
    return (*(award.application for award in one.proposed), *one.choice)

"""Named votes: who may vote on what, and when a motion is carried."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from models.contest.points import both_points
from models.errors import SittingError
from models.sitting.acts import Choice, Vote
from models.sitting.state import Sitting
from models.wording import current_language, tr


@dataclass(frozen=True)
class Voter:
    """A member and, where the member has no vote on the matter, why."""

    member: str
    name: str
    why_not: Literal["", "absent", "out", "conflict"]
    """"out": has left the room."""


@dataclass(frozen=True)
class Count:
    """What named votes come to on a motion."""

    votes_for: int
    against: int
    abstained: int
    entitled: int
    """Members present who may vote on it."""
    needed: int
    """The fewest votes for that carry it: more than half of the entitled."""

    @property
    def carried(self) -> bool:
        """Whether the motion is carried."""
        return self.votes_for >= self.needed


def voter_list(state: Sitting, applications: Iterable[str] = (), *, without: Collection[str] = ()) -> tuple[Voter, ...]:
    """Return every member in the roster's order: who may vote on a matter about `applications`, and why others not.

    `without` are the members whom the matter itself is about (a conflict of their own).
    """
    concerned = tuple(applications)

    def why_not(member: str) -> Literal["", "absent", "out", "conflict"]:
        if member not in state.here and member not in state.out:
            return "absent"
        if member in without or not state.conflicts.may_vote(member, concerned):
            return "conflict"
        return "out" if member in state.out else ""

    return tuple(Voter(one.id, one.name, why_not(one.id)) for one in state.manifest.roster.members)


def majority(entitled: int) -> int:
    """Return the fewest votes that are more than half of the `entitled` members; who abstains is entitled too."""
    return entitled // 2 + 1


def count(votes: Sequence[Vote], voters: Sequence[Voter]) -> Count:
    """Count `votes` on a motion that `voters` (`voter_list`) decide; who does not vote is entitled all the same."""
    chosen = [vote.choice for vote in votes]
    entitled = sum(not voter.why_not for voter in voters)
    return Count(
        votes_for=chosen.count(Choice.FOR),
        against=chosen.count(Choice.AGAINST),
        abstained=chosen.count(Choice.ABSTAINED),
        entitled=entitled,
        needed=majority(entitled),
    )


class RefusedActError(SittingError):
    """An act that may not follow. `rule` says why and names the rule's point, for an act that was recorded long ago."""

    def __init__(self, message: str, rule: str) -> None:
        super().__init__(message)
        self.rule = rule


class NotCarriedError(RefusedActError):
    """A lawful vote of everybody who may vote that decides nothing: it can be recorded as such (`NotCarried`)."""


def refused(text: str, point: str = "", error: type[RefusedActError] = RefusedActError) -> RefusedActError:
    """Return the `error` that says `text`, that nothing was recorded, and the rule's `point` where it has one."""
    said = both_points(point).say("kk" if current_language() == "kk" else "ru")
    if said:
        told = tr("{text} Nothing was recorded. The rule: {point}", text=text, point=said)
        return error(told, tr("{text} The rule: {point}", text=text, point=said))
    return error(tr("{text} Nothing was recorded.", text=text), text)


def check_voters(state: Sitting, voters: Sequence[str], applications: Iterable[str] = ()) -> None:
    """Return when each voter is a member present, has no conflict about `applications` and votes once.

    Raises SittingError that names the voter and the rule's point.
    """
    profile = state.manifest.contest.profile
    concerned = tuple(applications)
    names = {person.id: person.name for person in state.manifest.roster.people}
    for voter in voters:
        name = names.get(voter, voter)
        if voter not in state.members:
            raise refused(
                tr("“{name}” is not a member of the commission and has no vote. Take this vote out.", name=name),
                profile.winners.majority_point,
            )
        if voter in state.out:
            raise refused(
                tr(
                    "“{name}” is out of the room and can't vote. Record the return first, or take the vote out.",
                    name=name,
                ),
                profile.quorum.point,
            )
        if voter not in state.here:
            raise refused(
                tr("“{name}” is absent and can't vote. Take the vote out, or record the attendance first.", name=name),
                profile.quorum.point,
            )
        if not state.conflicts.may_vote(voter, concerned):
            raise refused(
                tr("“{name}” has a conflict of interest here and can't vote. Take this vote out.", name=name),
                profile.conflicts.point,
            )
    if len(set(voters)) != len(voters):
        raise refused(tr("Somebody votes twice. Keep one vote for each member."))


def check_votes(
    state: Sitting, votes: Sequence[Vote], applications: Iterable[str] = (), *, without: Collection[str] = ()
) -> None:
    """Return when the motion is carried: lawful voters, and more than half of those present who may vote are for it.

    Who abstains or does not vote is present all the same; `without` as for `voter_list`. Raises SittingError with the
    figures and the rule's point: NotCarriedError where everybody who may vote did.
    """
    concerned = tuple(applications)
    check_voters(state, [vote.member for vote in votes], concerned)
    counted = count(votes, voter_list(state, concerned, without=without))
    if not counted.carried:
        raise refused(
            tr(
                "For: {votes}; members present who may vote: {entitled}. More than half of them must be for it. "
                "Vote again.",
                votes=counted.votes_for,
                entitled=counted.entitled,
            ),
            state.manifest.contest.profile.winners.majority_point,
            NotCarriedError if len(votes) == counted.entitled else RefusedActError,
        )

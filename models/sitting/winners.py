"""From the ranking of one territory to a proposal: cut line, ties at the cut, the fund. People decide afterwards."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from models.contest.counting import TieRule
from models.sitting.acts import TieVoted
from models.sitting.outcome import Remark, Standing
from models.sitting.ranking import Ranked
from models.sitting.ties import decided, tally


@dataclass(frozen=True)
class Money:
    """What limits the sums of one territory."""

    left: int
    """KZT of the fund that no named winner of another territory has."""
    over_fund: Literal["stop", "skip", "part"]


@dataclass(frozen=True)
class Proposed:
    """Where one application stands by the ranking alone."""

    standing: Standing
    remark: Remark | None = None
    settled_by: Literal["", "vote", "chair"] = ""
    amount: int | None = None
    """KZT proposed."""


@dataclass(frozen=True)
class OpenTie:
    """Applications tied at the cut that only people can tell apart."""

    applications: tuple[str, ...]
    """By code."""
    places: int
    """How many of them can win."""


@dataclass(frozen=True)
class Proposal:
    """The ranking's proposal for one territory: one entry for every application ranked and eligible."""

    lines: Mapping[str, Proposed]
    tie: OpenTie | None
    ballots: Mapping[str, int] = field(default_factory=dict)
    """How many named votes each application of a decided tie got: those who lost follow in this order."""


class _Proposing:
    """One walk down the ranking. Groups of equal applications stand or fall together unless a vote tells them apart."""

    def __init__(
        self, grants: int, asked: Mapping[str, int], money: Money | None, rule: TieRule, votes: Sequence[TieVoted]
    ) -> None:
        self.asked = asked
        self.money = money
        self.rule = rule
        self.votes = votes
        self.places = grants
        self.left = money.left if money else 0
        self.stopped: Remark | None = Remark.BELOW_LINE if grants == 0 else None
        self.lines: dict[str, Proposed] = {}
        self.tie: OpenTie | None = None
        self.ballots: dict[str, int] = {}

    def take(self, group: tuple[str, ...]) -> None:
        """Place the next group of equal applications."""
        if self.stopped is not None or self.tie is not None:
            self._follow(group, self.stopped or Remark.BELOW_LINE)
        elif len(group) == 1:
            self._take_one(group[0])
        else:
            self._take_equal(group)
        if self.places <= 0 and self.stopped is None:
            self.stopped = Remark.BELOW_LINE

    def _follow(self, group: tuple[str, ...], remark: Remark, settled_by: Literal["", "vote", "chair"] = "") -> None:
        for code in group:
            self.lines[code] = Proposed(Standing.RESERVE, remark, settled_by, self.asked.get(code))

    def _win(self, code: str, settled_by: Literal["", "vote", "chair"] = "", amount: int | None = None) -> None:
        amount = self.asked.get(code) if amount is None else amount
        self.lines[code] = Proposed(Standing.PROPOSED, None, settled_by, amount)
        self.places -= 1
        self.left -= amount or 0

    def _take_one(self, code: str) -> None:
        if self.money is None or self.asked.get(code, 0) <= self.left:
            self._win(code)
        elif self.money.over_fund == "part" and self.left > 0:
            self._win(code, amount=self.left)
            self.stopped = Remark.MONEY
        else:
            self._follow((code,), Remark.MONEY)
            if self.money.over_fund != "skip":
                self.stopped = Remark.MONEY

    def _take_equal(self, group: tuple[str, ...]) -> None:
        dear = tuple(code for code in group if self.money is not None and self.asked.get(code, 0) > self.left)
        if dear:
            fitting = tuple(code for code in group if code not in dear)
            if fitting:
                self.take(fitting)
            self._follow(dear, Remark.MONEY)
            if self.money is not None and self.money.over_fund != "skip":
                self.stopped = self.stopped or Remark.MONEY
            return
        affordable = self._affordable(group)
        if affordable == len(group) and (len(group) <= self.places or self.rule.then == "shared"):
            for code in group:
                self._win(code)
            return
        limit = Remark.MONEY if affordable < min(len(group), self.places) else Remark.BELOW_LINE
        self._take_by_vote(group, min(self.places, affordable), limit)

    def _take_by_vote(self, group: tuple[str, ...], places: int, limit: Remark) -> None:
        act = self._vote_on(group, places)
        chosen = decided(act, chair_decides=self.rule.chair_decides_equal_votes) if act else None
        if act is None or chosen is None:
            self.tie = OpenTie(group, places)
            for code in group:
                self.lines[code] = Proposed(Standing.OPEN, None, "", self.asked.get(code))
            return
        counted = tally(act)
        self.ballots = dict(counted.votes)
        by_chair = set(counted.equal)
        for code in group:
            if code in chosen:
                self._win(code, "chair" if code in by_chair else "vote")
        lost = tuple(code for code in group if code not in chosen)
        for code in lost:
            how: Literal["vote", "chair"] = "chair" if code in by_chair else "vote"
            self.lines[code] = Proposed(Standing.RESERVE, Remark.LOST_VOTE, how, self.asked.get(code))
        self.stopped = limit

    def _affordable(self, group: tuple[str, ...]) -> int:
        """Return how many of `group` fit into the fund whoever they are: as if the dearest were chosen."""
        if self.money is None:
            return len(group)
        left, number = self.left, 0
        for amount in sorted((self.asked.get(code, 0) for code in group), reverse=True):
            if amount > left:
                break
            left, number = left - amount, number + 1
        return number

    def _vote_on(self, group: tuple[str, ...], places: int) -> TieVoted | None:
        fitting = [act for act in self.votes if tuple(sorted(act.tied)) == group and act.places == places]
        return fitting[-1] if fitting else None


def propose(
    ranked: Sequence[Ranked],
    *,
    eligible: frozenset[str],
    grants: int,
    asked: Mapping[str, int],
    money: Money | None,
    rule: TieRule,
    votes: Sequence[TieVoted] = (),
) -> Proposal:
    """Propose winners of one territory by its ranking: at most `grants`, within `money`, ties at the cut by `votes`.

    `asked` are the sums in KZT that each application would get. Only `eligible` applications take places. "stop" ends
    at the first that the fund does not cover, "skip" goes on with those that fit, "part" gives what is left and ends.
    Of equal applications those that alone ask more than is left have no part in it. A tie that the cut or the fund
    runs through is open until a vote fits it exactly; "shared" takes all of them in.
    Those who follow carry what kept them below: the line, the money or the lost vote.
    """
    walk = _Proposing(grants, asked, money, rule, votes)
    for group in ranked:
        codes = tuple(code for code in group.codes if code in eligible)
        if codes:
            walk.take(codes)
    return Proposal(walk.lines, walk.tie, walk.ballots)


def in_line(groups: Iterable[tuple[str, ...]], ballots: Mapping[str, int]) -> dict[str, int]:
    """Return the number in line, from 1, of those who follow: `groups` of equal applications, best first.

    Of a group that was voted on, more votes come first; whom nothing tells apart shares a number, and the next number
    counts them all. An application that the vote did not ask about stands behind nobody of its group.
    """
    numbers: dict[str, int] = {}
    for group in groups:
        most = max((ballots[code] for code in group if code in ballots), default=0)
        votes = {code: ballots.get(code, most) for code in group}
        before = len(numbers)
        for code in group:
            numbers[code] = before + 1 + sum(other > votes[code] for other in votes.values())
    return numbers

"""From the ranking of one territory to a proposal: quotas, cut line, ties, the fund. People decide afterwards."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from models.contest.counting import TieRule
from models.sitting.acts import LotDrawn, TieVoted
from models.sitting.outcome import Remark, Standing
from models.sitting.ranking import Ranked
from models.sitting.ties import Settled, settled

Settling = Literal["", "vote", "chair", "lot"]


@dataclass(frozen=True)
class Money:
    """What limits the sums of one territory."""

    left: int
    """KZT of the fund that no named winner of another territory has."""
    over_fund: Literal["stop", "skip", "part"]


@dataclass(frozen=True)
class Quota:
    """Places kept for a group."""

    code: str
    members: frozenset[str]
    """Applications; none of them belongs to another quota."""
    places: int


@dataclass(frozen=True)
class Pass:
    """One walk down the ranking that fills places."""

    quota: str
    """The quota whose places are filled; "" where they go by merit."""
    among: frozenset[str]
    """Who can take them."""
    places: int | None
    """None: all that are left."""


@dataclass(frozen=True)
class Proposed:
    """Where one application stands by the ranking alone."""

    standing: Standing
    remark: Remark | None = None
    settled_by: Settling = ""
    amount: int | None = None
    """KZT proposed."""
    quota: str = ""
    """The quota whose place it took; "" for a place by merit."""


@dataclass(frozen=True)
class OpenTie:
    """Applications tied at the cut, or at a quota's edge, that only people or a lot can tell apart."""

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
    """What a decided tie gave each of its applications (votes, or turns in the lot): those who lost follow by it."""


def passes(
    order: Sequence[str], quotas: Sequence[Quota], *, grants: int, eligible: frozenset[str], ranked: frozenset[str]
) -> tuple[Pass, ...]:
    """Return the walks that the steps of `order` come to; the last one gives by merit what no group has filled.

    `eligible` are above every threshold; `ranked` are all that have a place. Before the step "thresholds" all of the
    ranked can take places; an order without it holds to the thresholds throughout.
    Quotas that are more than the grants get what is left of these, in their order.
    """
    kept = min(grants, sum(quota.places for quota in quotas))
    among = ranked if "thresholds" in order else eligible
    by_merit, done = among, list[Pass]()
    for number, step in enumerate(order):
        if step == "thresholds":
            among = eligible
        elif step == "quotas":
            done += [Pass(quota.code, quota.members & among, quota.places) for quota in quotas]
        else:
            by_merit = among
            if quotas and "quotas" in order[number:]:
                done.append(Pass("", among, grants - kept))
    return (*done, Pass("", by_merit, None))


class _Proposing:
    """Walks down the ranking. Groups of equal applications stand or fall together unless people tell them apart."""

    def __init__(
        self,
        grants: int,
        asked: Mapping[str, int],
        money: Money | None,
        rule: TieRule,
        decisions: Sequence[TieVoted | LotDrawn],
    ) -> None:
        self.asked = asked
        self.money = money
        self.rule = rule
        self.decisions = decisions
        self.grants = grants
        self.left = money.left if money else 0
        self.out_of_money = False
        self.lines: dict[str, Proposed] = {}
        self.tie: OpenTie | None = None
        self.ballots: dict[str, int] = {}
        self.quota = ""
        self.places = 0

    def walk(self, ranked: Sequence[tuple[str, ...]], one: Pass) -> None:
        """Fill the places of one pass. What is left of the ranking keeps what earlier passes said of it."""
        self.quota = one.quota
        self.places = places = self.grants if one.places is None else min(one.places, self.grants)
        for group in ranked:
            if self.places <= 0 or self.out_of_money or self.tie is not None:
                break
            candidates = tuple(code for code in group if code in one.among and self._is_candidate(code))
            if candidates:
                self._take(candidates)
        self.grants -= places - max(0, self.places)

    def _is_candidate(self, code: str) -> bool:
        line = self.lines.get(code)
        return line is None or (line.standing is Standing.RESERVE and line.remark is not Remark.MONEY)

    def _take(self, group: tuple[str, ...]) -> None:
        """Place the next group of equal candidates, until all of it is placed, no place is left, or a tie is open."""
        while group and self.places > 0 and not self.out_of_money and self.tie is None:
            if len(group) == 1:
                self._take_one(group[0])
                return
            dear = tuple(code for code in group if self.money is not None and self.asked.get(code, 0) > self.left)
            if dear:
                fitting = tuple(code for code in group if code not in dear)
                self._take(fitting)
                self._without_money(dear)
                return
            affordable = self._affordable(group)
            if affordable == len(group) and (len(group) <= self.places or self.rule.then == "shared"):
                for code in group:
                    self._win(code)
                return
            group = self._take_settled(group, min(self.places, affordable))

    def _take_one(self, code: str) -> None:
        if self.money is None or self.asked.get(code, 0) <= self.left:
            self._win(code)
        elif self.money.over_fund == "part" and self.left > 0:
            self._win(code, amount=self.left)
            self.out_of_money = True
        else:
            self._without_money((code,))

    def _without_money(self, group: tuple[str, ...]) -> None:
        for code in group:
            if code not in self.lines:
                self.lines[code] = Proposed(Standing.RESERVE, Remark.MONEY, "", self.asked.get(code))
        if self.money is not None and self.money.over_fund != "skip":
            self.out_of_money = True

    def _win(self, code: str, settled_by: Settling = "", amount: int | None = None) -> None:
        amount = self.asked.get(code) if amount is None else amount
        self.lines[code] = Proposed(Standing.PROPOSED, None, settled_by, amount, self.quota)
        self.places -= 1
        self.left -= amount or 0

    def _take_settled(self, group: tuple[str, ...], places: int) -> tuple[str, ...]:
        """Give `places` to those whom people or a lot chose among `group`; return whom they did not choose."""
        act = self._decision_on(group, places)
        result = settled(act, chair_decides=self.rule.chair_decides_equal_votes) if act else None
        if result is None:
            self.tie = OpenTie(group, places)
            for code in group:
                self.lines[code] = Proposed(Standing.OPEN, None, "", self.asked.get(code))
            return ()
        self.ballots.update(result.turns)
        for code in group:
            if code in result.chosen:
                self._win(code, result.by[code])
        lost = tuple(code for code in group if code not in result.chosen)
        for code in lost:
            self.lines[code] = Proposed(Standing.RESERVE, _lost(result, code), result.by[code], self.asked.get(code))
        return lost

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

    def _decision_on(self, group: tuple[str, ...], places: int) -> TieVoted | LotDrawn | None:
        fitting = [act for act in self.decisions if tuple(sorted(act.tied)) == group and act.places == places]
        return fitting[-1] if fitting else None

    def below(self, *, reached: bool) -> Remark:
        """Return why whom no walk came to is below: the money that ended them, else a quota, else the line.

        `reached`: it stands as high as there are grants, so that only places kept for groups went before it.
        """
        if self.out_of_money and self.grants > 0:
            return Remark.MONEY
        return Remark.QUOTA if reached else Remark.BELOW_LINE


def _lost(result: Settled, code: str) -> Remark:
    return Remark.BELOW_LINE if result.by[code] == "lot" else Remark.LOST_VOTE


def propose(
    ranked: Sequence[Ranked],
    *,
    eligible: frozenset[str],
    grants: int,
    asked: Mapping[str, int],
    money: Money | None,
    rule: TieRule,
    decisions: Sequence[TieVoted | LotDrawn] = (),
    quotas: Sequence[Quota] = (),
    order: Sequence[str] = ("thresholds", "quotas", "merit"),
) -> Proposal:
    """Propose winners of one territory by its ranking: at most `grants`, within `money`, ties by `decisions`.

    `asked` are the sums in KZT that each application would get. The places are filled in the steps of `order`
    (`models.contest.profile.WinnersRule`), in each down the ranking and within the fund: "stop" ends at the first that
    the fund does not cover, "skip" goes on with those that fit, "part" gives what is left and ends.
    Of equal applications those that alone ask more than is left have no part in it. A tie that the cut, a quota's edge
    or the fund runs through is open until a vote or a lot fits it exactly, and nothing after it is proposed before;
    "shared" takes all of them in. Those who follow carry what kept them below: the line, a quota, the money, the vote.
    """
    all_ranked = frozenset(code for group in ranked for code in group.codes)
    walks = passes(order, quotas, grants=grants, eligible=eligible, ranked=all_ranked)
    groups = [group.codes for group in ranked]
    walking = _Proposing(grants, asked, money, rule, decisions)
    for one in walks:
        walking.walk(groups, one)
        if walking.tie is not None:
            break
    waiting = walking.tie is not None and one is not walks[-1]
    lines: dict[str, Proposed] = {}
    above = 0
    for group in groups:
        able = eligible.intersection(group)
        above += len(able)
        for code in group:
            line = walking.lines.get(code)
            if line is None and code in able:
                remark = walking.below(reached=above <= grants and bool(quotas))
                standing = Standing.OPEN if waiting else Standing.RESERVE
                line = Proposed(standing, None if waiting else remark, "", asked.get(code))
            if line is not None and (code in able or line.standing is not Standing.RESERVE):
                lines[code] = line
    return Proposal(lines, walking.tie, walking.ballots)


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

"""From the ranking of one territory to a proposal: quotas, cut line, ties, the fund. People decide afterwards."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from models.contest.counting import TieRule
from models.sitting.acts import LotDrawn, TieVoted
from models.sitting.counting.ranking import Ranked
from models.sitting.counting.ties import Settled, settled
from models.sitting.outcome import Remark, Standing

Settling = Literal["", "vote", "chair", "lot"]


@dataclass(frozen=True)
class Money:
    """What limits the sums of one territory."""

    left: int
    """KZT of the fund that no named winner of another territory has."""
    over_fund: Literal["stop", "skip", "part"]


@dataclass(frozen=True)
class Quota:
    """Places kept for a group, or its roof."""

    code: str
    members: frozenset[str]
    """Applications that its places are for; none of them is a member of another quota."""
    places: int
    at_most: int | None
    """How many of `group` can win; None: no roof."""
    group: frozenset[str]
    """All that fit it: members of an earlier quota stand under its roof too."""


@dataclass(frozen=True)
class Terms:
    """All that decides beside the ranking who is proposed in one territory."""

    grants: int
    asked: Mapping[str, int]
    """KZT that each application would get."""
    money: Money | None = None
    quotas: tuple[Quota, ...] = ()
    order: tuple[str, ...] = ("thresholds", "quotas", "merit")
    """The steps from the ranking to winners (`models.contest.profile.WinnersRule`)."""
    decisions: tuple[TieVoted | LotDrawn, ...] = ()


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
    decided: tuple[TieVoted | LotDrawn, ...] = ()
    """The decisions that settled its ties, in the order in which they did."""


def passes(
    order: Sequence[str], quotas: Sequence[Quota], *, grants: int, eligible: frozenset[str], ranked: frozenset[str]
) -> tuple[Pass, ...]:
    """Return the walks that the steps of `order` come to; the last one gives by merit what no group has filled.

    `eligible` are above every threshold; `ranked` are all that have a place. Before the step "thresholds" all of the
    ranked can take places, from it on only the eligible, also where no group has filled its places; an order without it
    holds to the thresholds throughout.
    Quotas that are more than the grants get what is left of these, in their order.
    """
    kept = min(grants, sum(quota.places for quota in quotas))
    among = ranked if "thresholds" in order else eligible
    done = list[Pass]()
    for number, step in enumerate(order):
        if step == "thresholds":
            among = eligible
        elif step == "quotas":
            done += [Pass(quota.code, quota.members & among, quota.places) for quota in quotas]
        elif quotas and "quotas" in order[number:]:
            done.append(Pass("", among, grants - kept))
        else:
            done.append(Pass("", among, None))
    return tuple(done) if done[-1].places is None else (*done, Pass("", among, None))


class _Proposing:
    """Walks down the ranking. Groups of equal applications stand or fall together unless people tell them apart."""

    def __init__(self, rule: TieRule, terms: Terms) -> None:
        self.asked = terms.asked
        self.money = terms.money
        self.rule = rule
        self.decisions = terms.decisions
        self.grants = terms.grants
        self.left = self.money.left if self.money else 0
        self.out_of_money = False
        self.lines: dict[str, Proposed] = {}
        self.tie: OpenTie | None = None
        self.ballots: dict[str, int] = {}
        self.decided: list[TieVoted | LotDrawn] = []
        self.quota = ""
        self.places = 0
        self.room = {one.code: one.at_most for one in terms.quotas if one.at_most is not None}
        self.under: dict[str, list[str]] = {}
        for one in terms.quotas:
            for code in one.group if one.code in self.room else ():
                self.under.setdefault(code, []).append(one.code)

    def walk(self, ranked: Sequence[tuple[str, ...]], one: Pass) -> None:
        """Fill the places of one pass. What is left of the ranking keeps what earlier passes said of it."""
        self.quota = one.quota
        self.places = places = self.grants if one.places is None else min(one.places, self.grants)
        for group in ranked:
            if self.places <= 0 or self.out_of_money or self.tie is not None:
                break
            self._take(tuple(code for code in group if code in one.among and self._is_candidate(code)))
        self.grants -= places - max(0, self.places)

    def _is_candidate(self, code: str) -> bool:
        line = self.lines.get(code)
        return line is None or (line.standing is Standing.RESERVE and line.remark is not Remark.MONEY)

    def _take(self, group: tuple[str, ...]) -> None:
        """Place the next group of equal candidates, until all of it is placed, no place is left, or a tie is open."""
        dear: tuple[str, ...] = ()
        while (group := self._under_roofs(group)) and self.places > 0 and self.tie is None:
            dear += tuple(code for code in group if not self._fits(code))
            group = tuple(code for code in group if self._fits(code))
            affordable, crowded = self._affordable(group), self._crowded(group)
            certain = min([affordable, *(self.room[quota] for quota in crowded)])
            if certain == len(group) and (len(group) <= self.places or self.rule.then == "shared"):
                for code in group:
                    self._win(code)
                break
            if affordable == len(group) and self._most(group, crowded) <= self.places:
                # only roofs part them: those under none that is too low need no vote
                parted = {code for codes in crowded.values() for code in codes}
                for code in group:
                    if code not in parted:
                        self._win(code)
                tied = _together(list(crowded.values()))
                lost = self._take_settled(tied, min(self.room[quota] for quota in self._crowded(tied)))
                group = tuple(code for code in group if code in parted and (code not in tied or code in lost))
            else:
                group = self._take_settled(group, min(self.places, certain))
        if dear and self.tie is None:
            self._without_money(dear)

    def _fits(self, code: str) -> bool:
        return self.money is None or self.asked.get(code, 0) <= self.left

    def _under_roofs(self, group: tuple[str, ...]) -> tuple[str, ...]:
        """Return those of `group` who stand under no roof that is reached; the others are out by the quota."""
        held = tuple(code for code in group if all(self.room[quota] > 0 for quota in self.under.get(code, ())))
        for code in group:
            if code not in held and code not in self.lines:
                self.lines[code] = Proposed(Standing.RESERVE, Remark.QUOTA, "", self.asked.get(code))
        return held

    def _crowded(self, group: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
        """Return those of `group` under each roof that does not hold them all."""
        below: dict[str, tuple[str, ...]] = {}
        for code in group:
            for quota in self.under.get(code, ()):
                below[quota] = (*below.get(quota, ()), code)
        return {quota: codes for quota, codes in below.items() if len(codes) > self.room[quota]}

    def _most(self, group: tuple[str, ...], crowded: Mapping[str, tuple[str, ...]]) -> int:
        """Return how many of `group` the roofs let win at most; under several roofs one counts for the first."""
        parted, most = set[str](), 0
        for quota, codes in crowded.items():
            more = parted.union(codes)
            most += min(self.room[quota], len(more) - len(parted))
            parted = more
        return len(group) - len(parted) + most

    def _without_money(self, dear: tuple[str, ...]) -> None:
        """Place equal candidates whom the fund does not cover: one of them may get what is left of it."""
        if self.money is not None and self.money.over_fund == "part" and self.left > 0 and self.places > 0:
            able = tuple(sorted(self._under_roofs(dear)))
            if len(able) == 1:
                self._win(able[0], amount=self.left)
            elif able:
                self._take_settled(able, 1, amount=self.left)
        for code in dear:
            if code not in self.lines:
                self.lines[code] = Proposed(Standing.RESERVE, Remark.MONEY, "", self.asked.get(code))
        if self.money is not None and self.money.over_fund != "skip":
            self.out_of_money = True

    def _win(self, code: str, settled_by: Settling = "", amount: int | None = None) -> None:
        amount = self.asked.get(code) if amount is None else amount
        self.lines[code] = Proposed(Standing.PROPOSED, None, settled_by, amount, self.quota)
        self.places -= 1
        self.left -= amount or 0
        for quota in self.under.get(code, ()):
            self.room[quota] -= 1

    def _take_settled(self, group: tuple[str, ...], places: int, *, amount: int | None = None) -> tuple[str, ...]:
        """Give `places` to those whom people or a lot chose among `group`; return whom they did not choose."""
        act = self._decision_on(group, places)
        result = settled(act, chair_decides=self.rule.chair_decides_equal_votes) if act else None
        if act is None or result is None:
            self.tie = OpenTie(group, places)
            for code in group:
                self.lines[code] = Proposed(Standing.OPEN, None, "", self.asked.get(code))
            return ()
        self.ballots.update(result.turns)
        self.decided.append(act)
        for code in group:
            if code in result.chosen:
                self._win(code, result.by[code], amount)
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


def _together(crowds: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    """Return the first of `crowds` with all that hang together with it by somebody whom they share, by code."""
    found = set(crowds[0])
    for _ in crowds:
        for codes in crowds:
            if not found.isdisjoint(codes):
                found.update(codes)
    return tuple(sorted(found))


def _lost(result: Settled, code: str) -> Remark:
    return Remark.BELOW_LINE if result.by[code] == "lot" else Remark.LOST_VOTE


def propose(ranked: Sequence[Ranked], eligible: frozenset[str], rule: TieRule, terms: Terms) -> Proposal:
    """Propose winners of one territory by its ranking; `eligible` are above every threshold.

    The places are filled in the steps of the order, in each down the ranking and within the fund: "stop" ends at the
    first that the fund does not cover, "skip" goes on with those that fit, "part" gives what is left and ends. A
    quota's roof holds in every step too.
    Of equal applications those that alone ask more than is left have no part in it; with "part" what is left goes to
    one of them. A tie that the cut, a quota's edge or roof, or the fund runs through is open until a vote or a lot fits
    it exactly, and nothing after it is proposed before; "shared" takes all of them in where fund and roofs do.
    Those who follow carry what kept them below: the line, a quota, the money, the vote.
    """
    all_ranked = frozenset(code for group in ranked for code in group.codes)
    walks = passes(terms.order, terms.quotas, grants=terms.grants, eligible=eligible, ranked=all_ranked)
    groups = [group.codes for group in ranked]
    walking = _Proposing(rule, terms)
    for one in walks:
        walking.walk(groups, one)
        if walking.tie is not None:
            break
    waiting = walking.tie is not None and (one is not walks[-1] or walking.places > walking.tie.places)
    lines: dict[str, Proposed] = {}
    above = 0
    for group in groups:
        able = eligible.intersection(group)
        above += len(able)
        for code in group:
            line = walking.lines.get(code)
            if line is None and code in able:
                remark = walking.below(reached=above <= terms.grants and bool(terms.quotas))
                standing = Standing.OPEN if waiting else Standing.RESERVE
                line = Proposed(standing, None if waiting else remark, "", terms.asked.get(code))
            if line is not None and (code in able or line.standing is not Standing.RESERVE):
                lines[code] = line
    return Proposal(lines, walking.tie, walking.ballots, tuple(walking.decided))


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

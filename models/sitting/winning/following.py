"""Who follows when a grant became free or money was saved: by the order of those next in line, within grants and fund.

The rules propose; the commission decides by vote (`NextNamed`), and gives its reason where it does not keep the order.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from models.sitting.acts import Award, NextNamed
from models.sitting.outcome import Line, Outcome, Standing
from models.sitting.state import Sitting
from models.sitting.table import outcome, sum_asked
from models.sitting.winning.quotas import quotas_of
from models.sitting.winning.winners import Quota


@dataclass(frozen=True)
class Following:
    """What one territory has to give, and to whom by the order."""

    territory: str
    free: int
    """Grants that nobody has; less than 0 where savings made further winners."""
    savings: bool
    """Whether what is left of the fund may go beyond the number of grants."""
    money: int | None
    """KZT left of the fund; None where there is no fund."""
    left: tuple[str, ...]
    """Winners who left and in whose place nobody was named yet, in the order in which they left."""
    line: tuple[tuple[str, ...], ...]
    """Those next in line: groups that share a number, in order."""
    proposed: tuple[Award, ...]
    """Whom the order names next, with the sums."""
    choice: tuple[str, ...]
    """Those who share a number where not all of them can be named: the commission chooses among them."""
    places: int
    """How many of `choice` can be named."""

    @property
    def anything(self) -> bool:
        """Whether anybody can be named by the order."""
        return bool(self.proposed or self.choice)


def following(state: Sitting, territory: str, known: Outcome | None = None) -> Following:
    """Return who follows in `territory` now. `known` is the outcome of `state` where it is computed already.

    Down the line: who fits is proposed; the first whom the money does not cover ends it ("stop"), is passed over
    ("skip") or gets what is left ("part"). Who stands under a quota's roof that the winners reach is passed over.
    Nobody before winners are named.
    """
    table = next(one for one in (known or outcome(state)).territories if one.territory == territory)
    rule = state.manifest.contest.profile.winners
    awards = state.awards(territory)
    money = money_left(state)
    groups = line_of(table.lines)
    savings = rule.savings == "further-winners" and money is not None
    free = table.grants - len(awards) if state.named(territory) else 0
    winners = frozenset(award.application for award in awards)
    places = len(state.applications) if savings and awards else free
    walking = _Walk(places, money, rule.over_fund, _roofs(quotas_of(state, territory), winners))
    asked = {code: sum_asked(state, state.applications[code]) for group in groups for code in group}
    walking.walk(groups, asked)
    return Following(
        territory=territory,
        free=free,
        savings=savings,
        money=money,
        left=vacant(state, territory),
        line=groups,
        proposed=tuple(walking.proposed),
        choice=walking.choice,
        places=walking.places_of_choice,
    )


def money_left(state: Sitting) -> int | None:
    """Return the KZT of the fund that no winner has; None where the contest has no fund."""
    contest = state.manifest.contest
    fund = contest.profile.winners.fund
    if fund is None:
        return None
    return fund - sum(award.awarded or 0 for one in contest.territories for award in state.awards(one.code))


def line_of(lines: Sequence[Line]) -> tuple[tuple[str, ...], ...]:
    """Return those next in line in groups that share a number, in order; in a group by code, which means nothing."""
    groups: dict[int, list[str]] = {}
    for line in lines:
        if line.standing is Standing.RESERVE and line.reserve is not None:
            groups.setdefault(line.reserve, []).append(line.application)
    return tuple(tuple(sorted(groups[number])) for number in sorted(groups))


def vacant(state: Sitting, territory: str) -> tuple[str, ...]:
    """Return the winners of `territory` who left and in whose place nobody was named yet, in the order of leaving."""
    named = state.named(territory)
    won = {award.application for award in named.awards} if named else set()
    followed = [act for act in state.all(NextNamed) if act.territory == territory]
    won |= {award.application for act in followed for award in act.awards}
    replaced = {code for act in followed for code in act.instead_of}
    return tuple(code for code in state.left if code in won and code not in replaced)


def _roofs(quotas: Sequence[Quota], winners: frozenset[str]) -> tuple[tuple[frozenset[str], int], ...]:
    """Return under each roof who may follow and how many of them."""
    return tuple(
        (quota.members, max(0, quota.at_most - len(quota.members & winners)))
        for quota in quotas
        if quota.at_most is not None
    )


class _Walk:
    """Goes down the line until places or money end, or a group is larger than what is left."""

    def __init__(
        self, places: int, money: int | None, over_fund: str, roofs: Sequence[tuple[frozenset[str], int]]
    ) -> None:
        self.places, self.money, self.over_fund, self.roofs = places, money, over_fund, roofs
        self.proposed: list[Award] = []
        self.choice: tuple[str, ...] = ()
        self.places_of_choice = 0

    def walk(self, groups: Sequence[tuple[str, ...]], asked: Mapping[str, int | None]) -> None:
        for level in groups:
            if self.places <= 0 or self.choice:
                return
            group = tuple(code for code in level if self._held((code,)))
            fitting = tuple(code for code in group if self._fits(asked[code]))
            if fitting and not self._all_fit(fitting, asked):
                self._leave_choice(fitting, asked)
                return
            for code in fitting:
                self._give(code, asked[code])
            if len(fitting) < len(group) and self.over_fund != "skip":
                dear = tuple(code for code in group if code not in fitting)
                if self.over_fund == "part" and self.money and self.places > 0:
                    self._give_part(dear)
                return

    def _fits(self, amount: int | None) -> bool:
        return self.money is None or (amount or 0) <= self.money

    def _held(self, codes: Sequence[str]) -> bool:
        """Whether no roof keeps any of `codes` out beside those proposed before."""
        named = {*codes, *(award.application for award in self.proposed)}
        return all(len(members & named) <= most for members, most in self.roofs)

    def _all_fit(self, group: Sequence[str], asked: Mapping[str, int | None]) -> bool:
        together = self._fits(sum(asked[code] or 0 for code in group))
        return len(group) <= self.places and together and self._held(group)

    def _leave_choice(self, group: tuple[str, ...], asked: Mapping[str, int | None]) -> None:
        self.choice = group
        left, chosen = self.money, list[str]()
        for amount, code in sorted((asked[code] or 0, code) for code in group):
            if len(chosen) == self.places or (left is not None and amount > left):
                break
            if self._held((*chosen, code)):
                left = None if left is None else left - amount
                chosen.append(code)
        self.places_of_choice = len(chosen)

    def _give(self, code: str, amount: int | None) -> None:
        self.proposed.append(Award(application=code, awarded=amount))
        self.places -= 1
        if self.money is not None:
            self.money -= amount or 0

    def _give_part(self, dear: tuple[str, ...]) -> None:
        if len(dear) == 1:
            self.proposed.append(Award(application=dear[0], awarded=self.money))
        else:
            self.choice, self.places_of_choice = dear, 1


def keeps_order(found: Following, codes: Sequence[str]) -> bool:
    """Whether naming `codes` keeps the order: the first of those proposed, those who share a number together."""
    named, proposed = set(codes), {award.application for award in found.proposed}
    first: set[str] = set()
    for group in found.line:
        if first == named:
            break
        first |= proposed & set(group)
    return first == named


def concerned(found: Following, codes: Sequence[str]) -> tuple[str, ...]:
    """Return whom a vote to name `codes` is about: them, and out of order or by choice everybody passed over for them.

    Who has a conflict of interest about one passed over decides about that one too.
    """
    if not codes or keeps_order(found, codes):
        return tuple(codes)
    named = set(codes)
    last = max((n for n, group in enumerate(found.line) if named & set(group)), default=-1)
    passed = (code for group in found.line[: last + 1] for code in group if code not in named)
    return (*codes, *passed)

"""Who follows when a grant became free or money was saved: by the order of those next in line, within grants and fund.

The rules propose; the commission decides by vote (`NextNamed`), and gives its reason where it does not keep the order.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from models.contest.profile import Profile
from models.sitting.acts import Award, NextNamed
from models.sitting.outcome import Line, Outcome, Standing, TerritoryOutcome
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
    """Whether what is left of the money may go beyond the number of grants."""
    consent: bool
    """Whether it may do so only where the operator consents, which the reason tells; nobody is proposed for it."""
    money: int | None
    """KZT left of what there is for grants; None where that is not known."""
    vacant_elsewhere: int
    """Grants of the other territories that nobody has."""
    kept: int
    """KZT of `money` that are kept for those grants: further winners beyond the number of grants get the rest."""
    left: tuple[str, ...]
    """Winners who left and in whose place nobody was named yet, in the order in which they left."""
    line: tuple[tuple[str, ...], ...]
    """Those next in line: groups that share a number, in order."""
    proposed: tuple[Award, ...]
    """Whom the order names next, with the sums."""
    choice: tuple[str, ...]
    """Those who share a number where not all of them can be named: the commission chooses among them."""
    places: int
    """How many of `choice` can be named, those who ask least first."""

    @property
    def anything(self) -> bool:
        """Whether anybody can be named by the order."""
        return bool(self.proposed or self.choice)

    def money_for(self, number: int) -> int | None:
        """Return the KZT that `number` who follow may be awarded together; None where `money` is."""
        return _money_for(number, self.money, self.free, self.kept)


def _money_for(number: int, money: int | None, grants: int, kept: int) -> int | None:
    return money if money is None or number <= grants else money - kept


def following(state: Sitting, territory: str, known: Outcome | None = None) -> Following:
    """Return who follows in `territory` now. `known` is the outcome of `state` where it is computed already.

    Down the line: who fits is proposed; the first whom the money does not cover ends it ("stop"), is passed over
    ("skip") or gets what is left ("part"). Who stands under a quota's roof that the winners reach is passed over.
    Beyond the number of grants only what is saved is given: the money of the other territories' vacant grants is not
    saved, whoever may get it: one in line there, an additional contest, or nobody. Nobody before winners are named.
    """
    computed = known or outcome(state)
    table = next(one for one in computed.territories if one.territory == territory)
    profile = state.manifest.contest.profile
    rule = profile.winners
    awards = state.awards(territory)
    money = money_left(state)
    elsewhere = sum(vacant_grants(one) for one in computed.territories if one.territory != territory)
    kept = kept_of(money, elsewhere, profile)
    groups = line_of(table.lines)
    savings = rule.savings != "kept" and money is not None
    consent = rule.savings == "with-consent"
    free = table.grants - len(awards) if state.named(territory) else 0
    winners = frozenset(award.application for award in awards)
    places = len(state.applications) if savings and awards and not consent else free
    walking = _Walk(places, money, rule.over_fund, _roofs(quotas_of(state, territory), winners), grants=free, kept=kept)
    asked = {code: sum_asked(state, state.applications[code]) for group in groups for code in group}
    walking.walk(groups, asked)
    return Following(
        territory=territory,
        free=free,
        savings=savings,
        consent=consent,
        money=money,
        vacant_elsewhere=elsewhere,
        kept=kept,
        left=vacant(state, territory),
        line=groups,
        proposed=tuple(walking.proposed),
        choice=walking.choice,
        places=walking.places_of_choice,
    )


def money_left(state: Sitting) -> int | None:
    """Return the KZT for grants that no winner has; None where nobody can tell (`Contest.for_grants`)."""
    contest = state.manifest.contest
    if contest.for_grants is None:
        return None
    return contest.for_grants - sum(
        award.awarded or 0 for one in contest.territories for award in state.awards(one.code)
    )


def vacant_grants(table: TerritoryOutcome) -> int:
    """Return how many grants of a territory no winner has."""
    return max(0, table.grants - sum(line.standing is Standing.WINNER for line in table.lines))


def kept_of(money: int | None, grants: int, profile: Profile) -> int:
    """Return the KZT of `money`, what is left of the fund, that are kept for `grants` nobody has: the cap for each."""
    return min(max(0, money or 0), grants * (profile.project.grant_at_most or 0))


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
        (quota.group, max(0, quota.at_most - len(quota.group & winners)))
        for quota in quotas
        if quota.at_most is not None
    )


class _Walk:
    """Goes down the line until places or money end, or a group is larger than what is left."""

    def __init__(
        self,
        places: int,
        money: int | None,
        over_fund: str,
        roofs: Sequence[tuple[frozenset[str], int]],
        *,
        grants: int,
        kept: int,
    ) -> None:
        """`grants` of the `places` have their own money; beyond them `kept` of `money` is not to be given."""
        self.places, self.money, self.over_fund, self.roofs = places, money, over_fund, roofs
        self.grants, self.kept = grants, kept
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
                left = self._left_for(1) or 0
                if self.over_fund == "part" and left > 0 and self.places > 0:
                    self._give_part(dear, left)
                return

    def _left_for(self, number: int) -> int | None:
        return _money_for(number, self.money, self.grants, self.kept)

    def _fits(self, amount: int | None, number: int = 1) -> bool:
        """Whether the fund covers `amount` for the next `number` together."""
        left = self._left_for(number)
        return left is None or (amount or 0) <= left

    def _held(self, codes: Sequence[str]) -> bool:
        """Whether no roof keeps any of `codes` out beside those proposed before."""
        named = {*codes, *(award.application for award in self.proposed)}
        return all(len(members & named) <= most for members, most in self.roofs)

    def _all_fit(self, group: Sequence[str], asked: Mapping[str, int | None]) -> bool:
        together = self._fits(sum(asked[code] or 0 for code in group), len(group))
        return len(group) <= self.places and together and self._held(group)

    def _leave_choice(self, group: tuple[str, ...], asked: Mapping[str, int | None]) -> None:
        self.choice = group
        total, chosen = 0, list[str]()
        for amount, code in sorted((asked[code] or 0, code) for code in group):
            if len(chosen) == self.places or not self._fits(total + amount, len(chosen) + 1):
                break
            if self._held((*chosen, code)):
                total += amount
                chosen.append(code)
        self.places_of_choice = len(chosen)

    def _give(self, code: str, amount: int | None) -> None:
        self.proposed.append(Award(application=code, awarded=amount))
        self.places -= 1
        self.grants -= 1
        if self.money is not None:
            self.money -= amount or 0

    def _give_part(self, dear: tuple[str, ...], left: int) -> None:
        if len(dear) == 1:
            self.proposed.append(Award(application=dear[0], awarded=left))
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


def needs_reason(found: Following, codes: Sequence[str]) -> bool:
    """Whether naming `codes` is a decision only with its reason: out of order, by choice, or with consent."""
    return not keeps_order(found, codes) or needs_consent(found, codes)


def needs_consent(found: Following, codes: Sequence[str]) -> bool:
    """Whether naming `codes` gives away savings that need the operator's consent: more than there are grants."""
    return found.consent and len(codes) > found.free


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

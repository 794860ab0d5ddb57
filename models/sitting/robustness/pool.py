"""One territory's counted marks, ready to be counted again and again with something changed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

from models.contest.criteria import CriteriaSet
from models.errors import SittingError
from models.figures import Number
from models.sitting.counting.ranking import panel_sizes
from models.sitting.counting.rule import Round, Rule
from models.sitting.counting.ties import Counted
from models.sitting.outcome import Outcome, Standing
from models.sitting.state import Sitting
from models.sitting.table import fund_left, terms_of
from models.sitting.winning.proposing import Placed, place
from models.sitting.winning.winners import Proposal, Terms
from models.wording import tr

Row = tuple[Number, ...]
"""One member's counted marks for one application, in the criteria's order."""
Lot = Literal["wins", "line", "out"]
"""What becomes of an application: it wins for certain, stands tied where only people or a lot decide, or does not."""


@dataclass(frozen=True)
class Fate:
    """The result of a territory as far as marks alone give it."""

    wins: frozenset[str]
    line: frozenset[str]
    """Tied at the cut, or waiting behind such a tie; empty where the set of winners is determined."""

    def of(self, code: str) -> Lot:
        """Return what becomes of the application."""
        return "wins" if code in self.wins else "line" if code in self.line else "out"


@dataclass(frozen=True)
class Pool:
    """The counted marks of one territory with all that makes a ranking and a proposal of them.

    Votes and lots on ties are left out: what marks alone do not decide stays on the line.
    """

    territory: str
    codes: tuple[str, ...]
    """The applications in the ranking, by code."""
    members: tuple[str, ...]
    """Members with a counted mark, in the roster's order."""
    rows: Mapping[str, Mapping[str, Row]]
    """By application and member; a member without counted marks there is missing."""
    columns: Mapping[str, Mapping[str, str]]
    additional: Mapping[str, int]
    """Additional points, where some were given."""
    rule: Rule
    terms: Terms
    by_mean: bool
    """Whether the chair recorded that unequal panels are compared by the mean of the valid marks."""

    @property
    def criteria(self) -> CriteriaSet:
        """The criteria of the rule."""
        return self.rule.criteria

    @cached_property
    def complete(self) -> bool:
        """Whether every application has marks of every member."""
        return all(len(self.rows[code]) == len(self.members) for code in self.codes)

    def counted(self, code: str, rows: Sequence[Sequence[Number]]) -> Counted:
        """Count `rows` as the marks of `code`. Raises SittingError where the rule can't."""
        columns = self.columns[code]
        total = self.rule.total([Round(rows, columns)])
        return Counted(total + self.additional.get(code, 0), rows, columns)

    @cached_property
    def totals(self) -> Mapping[str, Counted]:
        """Every application's total, as the table has it."""
        return {code: self.counted(code, list(self.rows[code].values())) for code in self.codes}

    @cached_property
    def fate(self) -> Fate:
        """The result as the marks are."""
        return fate_of(self.placed(self.totals).proposal)

    def placed(self, totals: Mapping[str, Counted]) -> Placed:
        """Rank `totals` and propose winners as the sitting does."""
        return place(totals, self.rule, self.terms)

    def counted_again(self, rows: Mapping[str, Sequence[Sequence[Number]]]) -> dict[str, Counted]:
        """Count other rows; an application with too few of them is not ranked, as in the sitting.

        Raises SittingError where the rule can't count, or where the panels would be unequal and not comparable.
        """
        ranked = {code: own for code, own in rows.items() if len(own) >= self.rule.counting.marks_needed}
        if len(panel_sizes(map(len, ranked.values()))) > 1 and not self.by_mean:
            raise SittingError(tr("The panels would be unequal, so their totals can't be compared."))
        return {code: self.counted(code, own) for code, own in ranked.items()}

    def recounted(self, rows: Mapping[str, Sequence[Sequence[Number]]]) -> Fate:
        """Return the result with other rows. Raises SittingError as `counted_again` does."""
        return fate_of(self.placed(self.counted_again(rows)).proposal)

    def by(self, rule: Rule) -> "Pool":
        """Return this pool under another rule; the marks must fit its criteria."""
        return replace(self, rule=rule)


def fate_of(proposal: Proposal) -> Fate:
    """Return what a proposal says for certain, and what it leaves to people."""
    lines = proposal.lines.items()
    return Fate(
        frozenset(code for code, one in lines if one.standing is Standing.PROPOSED),
        frozenset(code for code, one in lines if one.standing is Standing.OPEN),
    )


def pools(state: Sitting, table: Outcome) -> tuple[Pool, ...]:
    """Return the pool of every territory whose ranking stands; `table` is the outcome of `state`.

    A territory without applications in the ranking, or one whose panels can't be compared yet, has none.
    """
    found = (_pool(state, table, one.code, one.grants) for one in state.manifest.contest.territories)
    return tuple(pool for pool in found if pool is not None)


def _pool(state: Sitting, table: Outcome, territory: str, grants: int) -> Pool | None:
    lines = next(one for one in table.territories if one.territory == territory)
    ranked = sorted((one for one in lines.lines if one.place_from is not None), key=lambda line: line.application)
    if not lines.comparable or not ranked:
        return None
    rows = {
        line.application: {one.member: tuple(mark.number for _, mark in one.marks) for one in line.panel if one.counted}
        for line in ranked
    }
    by_mean = state.by_mean(territory)
    counting = state.criteria.counting
    return Pool(
        territory=territory,
        codes=tuple(rows),
        members=tuple(one for one in state.members if any(one in own for own in rows.values())),
        rows=rows,
        columns={code: dict(state.applications[code].columns) for code in rows},
        additional={code: one.points for code, one in state.additional.items() if code in rows},
        rule=Rule(state.criteria, counting.by_mean() if by_mean else counting),
        terms=replace(terms_of(state, territory, grants, fund_left(state)[territory]), decisions=()),
        by_mean=by_mean,
    )

"""From the exact totals of one territory to its ranking and the proposal of winners: the one place where both meet."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from models.sitting.acts import LotDrawn, TieVoted
from models.sitting.counting.rule import Rule
from models.sitting.proof import Proof, prove
from models.sitting.ranking import Ranked, missed_threshold, rank
from models.sitting.ties import Counted
from models.sitting.winners import Money, Proposal, Quota, propose


@dataclass(frozen=True)
class Terms:
    """All that decides beside the totals who is proposed in one territory."""

    grants: int
    asked: Mapping[str, int]
    """KZT that each application would get."""
    money: Money | None
    quotas: tuple[Quota, ...]
    order: tuple[str, ...]
    """The steps from the ranking to winners (`models.contest.profile.WinnersRule`)."""
    decisions: tuple[TieVoted | LotDrawn, ...]


@dataclass(frozen=True)
class Placed:
    """A ranking with the proposal that follows from it."""

    ranked: tuple[Ranked, ...]
    missed: frozenset[str]
    """Under a threshold."""
    proposal: Proposal
    prove: Callable[[], Proof]


def place(totals: Mapping[str, Counted], rule: Rule, terms: Terms) -> Placed:
    """Rank `totals` by `rule` and propose winners under `terms`."""
    ranked = rank(totals, rule.criteria)
    missed = frozenset(
        code for code, one in totals.items() if missed_threshold(one, rule, marks=len(one.rows)) is not None
    )
    given: Mapping[str, Any] = {
        "eligible": frozenset(totals) - missed,
        "grants": terms.grants,
        "asked": terms.asked,
        "money": terms.money,
        "rule": rule.criteria.counting.ties,
        "decisions": terms.decisions,
        "quotas": terms.quotas,
        "order": terms.order,
    }
    proposal = propose(ranked, **given)
    return Placed(ranked, missed, proposal, partial(prove, ranked, proposal, **given))

"""From the exact totals of one territory to its ranking and the proposal of winners: the one place where both meet."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

from models.sitting.counting.ranking import Ranked, missed_threshold, rank
from models.sitting.counting.rule import Rule
from models.sitting.counting.ties import Counted
from models.sitting.winning.proof import Proof, prove
from models.sitting.winning.winners import Proposal, Terms, propose


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
    given = frozenset(totals) - missed, rule.criteria.counting.ties, terms
    proposal = propose(ranked, *given)
    return Placed(ranked, missed, proposal, partial(prove, ranked, proposal, *given))

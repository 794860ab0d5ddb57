"""The second check of winners finds a proposal that the rules do not put first."""

from dataclasses import replace

import pytest

from models.contest.counting import TieRule
from models.sitting.counting.ranking import Ranked
from models.sitting.outcome import Remark, Standing
from models.sitting.winning.proof import prove
from models.sitting.winning.winners import Money, Proposal, Quota, Terms, propose

ONE_BY_ONE = [Ranked((code,), place, by_steps=False, values={}) for place, code in enumerate("ABCDEFGHIJKL", 1)]
ASKED = dict.fromkeys("ABCDEFGHIJKL", 10)
EVERYBODY = frozenset(ASKED)


def without(proposal: Proposal, code: str) -> Proposal:
    line = replace(proposal.lines[code], standing=Standing.RESERVE, remark=Remark.BELOW_LINE)
    return replace(proposal, lines={**proposal.lines, code: line})


def instead(proposal: Proposal, code: str, other: str) -> Proposal:
    line = replace(proposal.lines[other], standing=Standing.PROPOSED, remark=None)
    return without(replace(proposal, lines={**proposal.lines, other: line}), code)


@pytest.mark.parametrize("codes", ["ABCDEF", "ABCDEFGHIJKL"], ids=["every set", "integer programme"])
@pytest.mark.parametrize("order", [("thresholds", "quotas", "merit"), ("thresholds", "merit", "quotas")])
@pytest.mark.parametrize("money", [None, Money(35, "skip"), Money(35, "stop"), Money(35, "part")])
def test_only_the_proposal_of_the_rules_holds(codes: str, order: tuple[str, ...], money: Money | None) -> None:
    ranked = ONE_BY_ONE[: len(codes)]
    terms = Terms(4, ASKED, money, (Quota("q", frozenset("CEF"), 2, None, frozenset("CEF")),), order)
    proposal = propose(ranked, EVERYBODY, TieRule(), terms)

    def holds(other: Proposal) -> bool:
        return prove(ranked, other, EVERYBODY, TieRule(), terms).holds

    assert holds(proposal)
    won = [code for code, line in proposal.lines.items() if line.standing is Standing.PROPOSED]
    lost = [code for code in proposal.lines if code not in won]
    assert not holds(instead(proposal, won[0], lost[-1]))
    if money is None or money.over_fund == "skip":
        assert not any(holds(without(proposal, code)) for code in won)
        assert not any(holds(instead(proposal, code, other)) for code in won for other in lost if code < other)


def test_nobody_who_shares_the_last_place_can_be_left_out() -> None:
    ranked = [Ranked(("A", "B", "C", "D"), 1, by_steps=False, values={})]
    rule = TieRule(then="shared")
    everybody = frozenset("ABCD")
    proposal = propose(ranked, everybody, rule, Terms(1, ASKED))
    assert {line.standing for line in proposal.lines.values()} == {Standing.PROPOSED}
    for other, expected in ((proposal, True), (without(proposal, "D"), False)):
        assert prove(ranked, other, everybody, rule, Terms(1, ASKED)).holds is expected


def test_no_grants_have_no_winners() -> None:
    proposal = propose(ONE_BY_ONE, EVERYBODY, TieRule(), Terms(0, ASKED))
    assert prove(ONE_BY_ONE, proposal, EVERYBODY, TieRule(), Terms(0, ASKED)).holds

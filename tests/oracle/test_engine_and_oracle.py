"""The engine against a second implementation that shares no code with it, on random contests."""

import csv
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from fractions import Fraction
from functools import partial
from io import StringIO
from typing import Any
from unittest import mock

import pytest
import slow_contest
from hypothesis import given, settings
from random_contests import contests

from models.contest.counting import Counting, Step, Threshold, TieRule, TieStep
from models.contest.criteria import CriteriaSet, Criterion, PointWords
from models.sitting.acts import Ballot, LotDrawn, LotPart, TieVoted
from models.sitting.counting.ranking import Ranked
from models.sitting.counting.recount import recount
from models.sitting.counting.recounted import Recount, RecountRow
from models.sitting.outcome import Remark, Standing
from models.sitting.winning import proof
from models.sitting.winning.lots import draw_lot
from models.sitting.winning.proof import Proof, prove
from models.sitting.winning.winners import Money, OpenTie, Proposal, Quota, Terms, propose
from models.values import Both

AT = datetime(2024, 5, 6, tzinfo=UTC)
NO_WORDS = Both(kk="", ru="")
Contest = dict[str, Any]


def criteria_of(contest: Contest) -> CriteriaSet:
    ties = []
    for step in contest["ties"]:
        given_ = {key: value for key, value in step.items() if key != "number"}
        if step["by"] == "criterion":
            given_["criterion"] = f"C{step['number']}"
        if step["by"] == "round":
            given_["round"] = f"r{step['number']}"
        ties.append(TieStep(**given_))
    thresholds = tuple(
        Threshold(
            share=one["share"],
            strictly=one["strictly"],
            criterion=None if one["criterion"] is None else f"C{one['criterion']}",
        )
        for one in contest["thresholds"]
    )
    return CriteriaSet(
        criteria=tuple(
            Criterion(
                code=f"C{number}",
                name=NO_WORDS,
                asks=NO_WORDS,
                maximum=top,
                weight=Fraction(weight),
                points=(PointWords(low=0, high=top, words=NO_WORDS),),
            )
            for number, (top, weight) in enumerate(zip(contest["maxima"], contest["weights_as_text"], strict=True))
        ),
        counting=Counting(
            steps=tuple(Step.model_validate(step) for step in (*contest["steps"], *contest["after"])),
            higher_is_better=contest["high"],
            thresholds=thresholds,
            ties=TieRule(steps=tuple(ties), then=contest["then"]),
        ),
    )


def table_of(contest: Contest) -> str:
    out = StringIO()
    writer = csv.writer(out)
    writer.writerow(["application", "member", "criterion", "points", "round", "factor", "bonus", "rank", "group"])
    for code, rounds in contest["marks"].items():
        for round_, rows in enumerate(rounds):
            own = contest["columns"][code][round_]
            named = (f"r{round_}" if contest["after"] else "", own["factor"], own["bonus"], own["rank"], own["group"])
            for member, row in enumerate(rows):
                for criterion, mark in enumerate(row):
                    points = "" if mark is None else mark
                    writer.writerow([code, f"m{member}", f"C{criterion}", points, *named])
    return out.getvalue()


def levels_of(counted: Recount) -> list[Ranked]:
    first: dict[int, RecountRow] = {row.place: row for row in counted.rows if row.place is not None}
    return [
        Ranked(tuple(sorted((row.application, *row.tied_with))), place, by_steps=False, values={})
        for place, row in sorted(first.items())
    ]


def settle(contest: Contest, tie: OpenTie, draws: int) -> TieVoted | LotDrawn:
    common: Mapping[str, Any] = {"at": AT, "by": "s", "territory": "t", "tied": tie.applications, "places": tie.places}
    if contest["then"] == "lot":
        order = tuple(ticket.application for ticket in draw_lot(contest["seed"], tie.applications, draws))
        parts = (LotPart(person="m", number=contest["seed"]),)
        return LotDrawn(**common, draw=draws, parts=parts, order=order)
    chosen = tuple(slow_contest.vote(contest, list(tie.applications), tie.places)[: tie.places])
    if int(contest["seed"]) % 2:
        return TieVoted(**common, ballots=(Ballot(member="m", applications=()),), chair_choice=chosen)
    return TieVoted(**common, ballots=(Ballot(member="m", applications=chosen),))


def proposed(contest: Contest, counted: Recount) -> tuple[Proposal, Callable[[Proposal], Proof]]:
    """Settle one tie after the other as the commission of this contest does, until none is open.

    Return the proposal and what holds it, or another one, against the same rules.
    """
    ranked = levels_of(counted)
    eligible = frozenset(row.application for row in counted.rows if row.place is not None and not row.remark)
    rule = TieRule(then=contest["then"])
    terms = Terms(
        grants=contest["grants"],
        asked=contest["asked"],
        money=None if contest["fund"] is None else Money(contest["fund"], contest["over"]),
        quotas=tuple(
            Quota(f"g{n}", one["members"], one["places"], one["roof"], one["under_roof"])
            for n, one in enumerate(contest["groups"])
        ),
        order=tuple(contest["order"]),
    )
    while True:
        proposal = propose(ranked, eligible, rule, terms)
        if proposal.tie is None:
            return proposal, partial(prove, ranked, eligible=eligible, rule=rule, terms=terms)
        assert len(terms.decisions) < 20
        decision = settle(contest, proposal.tie, len(terms.decisions) + 1)
        terms = replace(terms, decisions=(*terms.decisions, decision))


def agree(contest: Contest) -> None:
    counted = recount(table_of(contest), criteria_of(contest))
    slow = slow_contest.count(contest)
    assert {row.application: row.total for row in counted.rows if row.total is not None} == slow["totals"]
    assert counted.comparable is slow["comparable"]
    assert [list(level.codes) for level in levels_of(counted)] == slow["levels"]
    assert {row.application for row in counted.rows if row.remark == "threshold"} == slow["under"]
    for row in counted.rows:
        if row.total is not None:
            assert counted.steps(row.application)[-1]
    if slow["comparable"]:
        proposal, held_against_the_rules = proposed(contest, counted)
        lines = proposal.lines
        won = {code: one.amount for code, one in lines.items() if one.standing is Standing.PROPOSED}
        assert won == slow_contest.winners(contest, slow)
        assert all(
            one["roof"] is None or len(one["under_roof"] & won.keys()) <= one["roof"] for one in contest["groups"]
        )
        assert held_against_the_rules(proposal).holds
        assert_no_other_holds(contest, proposal, held_against_the_rules)


def assert_no_other_holds(contest: Contest, proposal: Proposal, held: Callable[[Proposal], Proof]) -> None:
    """One winner fewer, or one of a worse place instead, is never as good as the proposal; "part" keeps its last."""
    won = [code for code, one in proposal.lines.items() if one.standing is Standing.PROPOSED]
    if not won or (contest["fund"] is not None and contest["over"] != "skip"):
        return
    lines = dict(proposal.lines)
    lines[won[-1]] = replace(lines[won[-1]], standing=Standing.RESERVE, remark=Remark.BELOW_LINE)
    assert not held(replace(proposal, lines=lines)).holds


@settings(max_examples=200)
@given(contests())
def test_the_engine_agrees_with_the_slow_obvious_way(contest: Contest) -> None:
    agree(contest)


@settings(max_examples=60)
@given(contests())
def test_the_integer_programme_says_what_trying_every_set_says(contest: Contest) -> None:
    with mock.patch.object(proof, "_FEW", -1):
        agree(contest)


@pytest.mark.long
@settings(max_examples=10_000)
@given(contests())
def test_the_engine_agrees_with_the_slow_obvious_way_on_ten_thousand_contests(contest: Contest) -> None:
    agree(contest)

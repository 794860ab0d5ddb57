"""The engine against a second implementation that shares no code with it, on random contests."""

import csv
from collections.abc import Mapping
from datetime import UTC, datetime
from fractions import Fraction
from io import StringIO
from typing import Any

import pytest
import slow_contest
from hypothesis import given, settings
from random_contests import contests

from models.contest.counting import Counting, Step, Threshold, TieRule, TieStep
from models.contest.criteria import CriteriaSet, Criterion, PointWords
from models.sitting.acts import Ballot, LotDrawn, LotPart, TieVoted
from models.sitting.lots import draw_lot
from models.sitting.outcome import Standing
from models.sitting.ranking import Ranked
from models.sitting.recount import Recount, RecountRow, recount
from models.sitting.winners import Money, OpenTie, Proposal, Quota, propose
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


def proposed(contest: Contest, counted: Recount) -> Proposal:
    """Settle one tie after the other as the commission of this contest does, until none is open."""
    ranked = levels_of(counted)
    eligible = frozenset(row.application for row in counted.rows if row.place is not None and not row.remark)
    decisions: list[TieVoted | LotDrawn] = []
    while True:
        proposal = propose(
            ranked,
            eligible=eligible,
            grants=contest["grants"],
            asked=contest["asked"],
            money=None if contest["fund"] is None else Money(contest["fund"], contest["over"]),
            rule=TieRule(then=contest["then"]),
            decisions=decisions,
            quotas=[Quota(f"g{n}", members, places) for n, (places, members) in enumerate(contest["groups"])],
            order=contest["order"],
        )
        if proposal.tie is None:
            return proposal
        assert len(decisions) < 20
        decisions.append(settle(contest, proposal.tie, len(decisions) + 1))


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
        lines = proposed(contest, counted).lines
        won = {code: one.amount for code, one in lines.items() if one.standing is Standing.PROPOSED}
        assert won == slow_contest.winners(contest, slow)


@settings(max_examples=200)
@given(contests())
def test_the_engine_agrees_with_the_slow_obvious_way(contest: Contest) -> None:
    agree(contest)


@pytest.mark.long
@settings(max_examples=10_000)
@given(contests())
def test_the_engine_agrees_with_the_slow_obvious_way_on_ten_thousand_contests(contest: Contest) -> None:
    agree(contest)

"""The oracle inside: invented cases with known results, counted on this very computer, and laws that must hold.

The cases stand in `resources/selfcheck/cases.toml`, their numbers worked out by hand.
"""

import csv
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from fractions import Fraction
from importlib.resources import files
from io import StringIO
from typing import Any

from models.contest.counting import Counting, TieRule
from models.contest.criteria import CriteriaSet, Criterion, PointWords
from models.errors import TandauError
from models.figures import figure
from models.sitting.acts import Ballot, LotDrawn, LotPart, TieVoted
from models.sitting.counting.ranking import Ranked
from models.sitting.counting.recount import recount
from models.sitting.counting.recounted import Recount
from models.sitting.outcome import Standing
from models.sitting.winning.lots import draw_lot
from models.sitting.winning.proof import prove
from models.sitting.winning.winners import Money, Proposal, Quota, Terms, propose
from models.values import Both, Value
from models.wording import tr

_NO_WORDS = Both(kk="", ru="")
_AT = datetime(2024, 1, 1, tzinfo=UTC)
_ROWS = list[list[int | str]]


class SelfCheck(Value):
    """What the cases came to on this computer."""

    cases: int
    correct: int
    failed: tuple[str, ...]
    """The cases that came out wrong, each with what was found."""

    @property
    def holds(self) -> bool:
        """Whether this computer counts correctly."""
        return self.cases > 0 and self.correct == self.cases

    @property
    def line(self) -> str:
        """The answer in one line."""
        return tr("Counts correctly on this computer: {n} of {of}", n=self.correct, of=self.cases)


def selfcheck() -> SelfCheck:
    """Count every built-in case. Takes about a tenth of a second and changes nothing."""
    text = (files("resources") / "selfcheck" / "cases.toml").read_text(encoding="utf-8")
    failed: list[str] = []
    cases = tomllib.loads(text)["cases"]
    for case in cases:
        try:
            wrong = next(_wrong(case), "")
        except (TandauError, ValueError, ArithmeticError, LookupError, AttributeError, TypeError) as error:
            wrong = repr(error)
        if wrong:
            failed.append(f"{case['name']}: {wrong}")
    return SelfCheck(cases=len(cases), correct=len(cases) - len(failed), failed=tuple(failed))


def _wrong(case: Mapping[str, Any]) -> Iterator[str]:
    """Yield every difference between a case and its known results."""
    criteria = _criteria(case)
    counted = recount(_table(case, turned=False), criteria)
    if "totals" in case:
        yield from _differ("totals", case["totals"], _totals(counted))
        yield from _differ("places", case["places"], {r.application: r.place for r in counted.rows if r.place})
        under = [row.application for row in counted.rows if row.remark == "threshold"]
        yield from _differ("under", sorted(case.get("under", [])), sorted(under))
    for application, last in case.get("last", {}).items():
        yield from _differ(application, last.split(" (")[0], counted.steps(application)[-1].split(" (")[0])
    yield from _broken_laws(case, criteria, counted)
    if "winners" in case:
        yield from _wrong_winners(case["winners"], counted)


def _differ(what: str, known: object, found: object) -> Iterator[str]:
    if known != found:
        yield f"{what}: {found} ≠ {known}"


def _totals(counted: Recount) -> dict[str, str]:
    return {row.application: figure(row.total) for row in counted.rows if row.total is not None}


def _broken_laws(case: Mapping[str, Any], criteria: CriteriaSet, counted: Recount) -> Iterator[str]:
    """Yield which laws are broken: order changes nothing, chains end in their totals, a rule reads back as itself."""
    turned = recount(_table(case, turned=True), criteria)
    yield from _differ("turned", _totals(counted), _totals(turned))
    yield from _differ("turned places", [(r.application, r.place) for r in counted.rows],
                       [(r.application, r.place) for r in turned.rows])  # fmt: skip
    yield from _differ("rule", criteria, CriteriaSet.model_validate_json(criteria.canonical()))
    places = [(row.place, row.total) for row in counted.rows if row.place is not None and row.total is not None]
    ordered = [total for _, total in sorted(places, key=lambda one: one[0])]
    yield from _differ("order", sorted(ordered, reverse=criteria.counting.higher_is_better), ordered)
    for row in counted.rows:
        if row.total is not None:
            last = counted.steps(row.application)[-1].rsplit(" (", 1)[0]
            written = last.split("≈" if "≈" in last else "→" if "→" in last else "=")[-1].strip()
            yield from _differ(f"chain of {row.application}", row.total, Fraction(written))


def _criteria(case: Mapping[str, Any]) -> CriteriaSet:
    simple = {"maxima": [9], "steps": [{"do": "sum", "over": "members"}]}
    rule = dict(case.get("rule", simple))
    maxima, weights = rule.pop("maxima"), rule.pop("weights", None)
    return CriteriaSet(
        criteria=tuple(
            Criterion(
                code=f"C{number}",
                name=_NO_WORDS,
                asks=_NO_WORDS,
                maximum=maximum,
                weight=Fraction(weight),
                points=(PointWords(low=0, high=maximum, words=_NO_WORDS),),
            )
            for number, (maximum, weight) in enumerate(zip(maxima, weights or [1] * len(maxima), strict=True), 1)
        ),
        counting=Counting.model_validate(rule),
    )


def _table(case: Mapping[str, Any], *, turned: bool) -> str:
    """Write the case's marks as a table; `turned` the other way round, which must change nothing."""
    marks: dict[str, dict[str, _ROWS]] = {code: {"": rows} for code, rows in case.get("marks", {}).items()}
    marks |= {code: {"": [[points]]} for code, points in case.get("points", {}).items()}
    marks |= case.get("rounds", {})
    columns: dict[str, Any] = case.get("columns", {})
    named = {
        (code, round_): one.get(round_, one) if round_ else one
        for code, rounds in marks.items()
        for round_ in rounds
        for one in [columns.get(code, {})]
    }
    further = sorted({name for one in named.values() for name in one})
    lines = [
        [
            code,
            f"m{member}",
            f"C{criterion}",
            str(mark),
            round_,
            *(named[code, round_].get(name, "") for name in further),
        ]
        for code, rounds in marks.items()
        for round_, rows in rounds.items()
        for member, row in enumerate(rows)
        for criterion, mark in enumerate(row, 1)
    ]
    out = StringIO()
    writer = csv.writer(out)
    writer.writerow(["application", "member", "criterion", "points", "round", *further])
    writer.writerows(_turned(lines) if turned else lines)
    return out.getvalue()


def _turned(lines: list[list[str]]) -> list[list[str]]:
    """Turn members round and applications with them; rounds stay in their order."""
    return sorted(lines, key=lambda line: (line[4], [-ord(sign) for sign in line[0] + line[1] + line[2]]))


def _wrong_winners(case: Mapping[str, Any], counted: Recount) -> Iterator[str]:
    first = {row.place: row for row in counted.rows if row.place is not None}
    ranked = [
        Ranked(tuple(sorted((row.application, *row.tied_with))), place, by_steps=False, values={})
        for place, row in sorted(first.items())
    ]
    codes = frozenset(row.application for row in counted.rows)
    rule = TieRule(then=case.get("then", "commission-vote"))
    terms = Terms(
        grants=case["grants"],
        asked=case.get("asked", dict.fromkeys(codes, 1)),
        money=Money(case["fund"], case["over"]) if "fund" in case else None,
        quotas=tuple(
            Quota(
                f"g{n}",
                frozenset(one["members"]),
                one.get("places", 0),
                one.get("at_most"),
                frozenset(one.get("under_roof", one["members"])),
            )
            for n, one in enumerate(case.get("quotas", []))
        ),
        order=tuple(case.get("order", ("thresholds", "quotas", "merit"))),
    )
    proposal = propose(ranked, codes, rule, terms)
    for chosen in case.get("votes", ["lot"] if "seed" in case else []):
        terms = replace(terms, decisions=(*terms.decisions, _decision(case, proposal, chosen)))
        proposal = propose(ranked, codes, rule, terms)
    lines = proposal.lines
    won = {code: one.amount for code, one in lines.items() if one.standing is Standing.PROPOSED}
    yield from _differ("winners", case["proposed"], won)
    yield from _differ("tie", tuple(case.get("tie", ())), proposal.tie.applications if proposal.tie else ())
    if proposal.tie is None:
        remarks = {code: one.remark.value for code, one in lines.items() if one.remark is not None}
        yield from _differ("remarks", case.get("remarks", {}), remarks)
        yield from _differ("proof", True, prove(ranked, proposal, codes, rule, terms).holds)


def _decision(case: Mapping[str, Any], proposal: Proposal, chosen: Any) -> TieVoted | LotDrawn:
    tie = proposal.tie
    assert tie is not None
    common: dict[str, Any] = {"at": _AT, "by": "", "territory": "", "tied": tie.applications, "places": tie.places}
    if "seed" in case:
        order = tuple(ticket.application for ticket in draw_lot(case["seed"], tie.applications))
        return LotDrawn(**common, draw=1, parts=(LotPart(person="", number=case["seed"]),), order=order)
    return TieVoted(**common, ballots=(Ballot(member="", applications=tuple(chosen)),))

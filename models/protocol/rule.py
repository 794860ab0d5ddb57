"""What of the counting rule a reader of a ranking must know: weights, the highest total, thresholds."""

from collections.abc import Iterator

from models.contest.criteria import CriteriaSet
from models.figures import figure
from models.protocol import words
from models.protocol.blocks import Block, Text, Words, fill
from models.protocol.case import Case, and_so, point
from models.protocol.papers import words as papers
from models.sitting.counting.rule import Rule
from models.sitting.outcome import TerritoryOutcome
from models.wording import commas


def counted_by(case: Case) -> Iterator[Block]:
    """What stands between the members' points of a ranking and its totals: the weights, then the thresholds."""
    content = _criteria(case)
    if any(step.do.startswith("weighted") or step.weight for step in content.counting.steps):
        weights = and_so([f"{one.code} – {commas(figure(one.weight))}" for one in content.criteria])
        yield Text(fill(words.WEIGHTS, weights=weights))
    for what in required(case):
        yield Text(fill(papers.REQUIRED_IS, what=what))


def required(case: Case) -> Iterator[Words]:
    """What an application needs to be able to win, a threshold each, with its point."""
    content = _criteria(case)
    for one in content.counting.all_thresholds:
        percent = one.share * 100
        named = content.criterion(one.criterion).name if one.criterion else ""
        told = fill(
            papers.SHARE[content.counting.higher_is_better, one.strictly],
            what=fill(papers.CRITERION_OF, name=named) if named else papers.TOTAL_OF,
            share=f"{percent}\N{NO-BREAK SPACE}%" if percent.denominator == 1 else str(one.share),
        )
        yield fill(papers.UNDER_POINT, what=told, point=point(one.point)) if one.point else told


def highest(case: Case, outcome: TerritoryOutcome) -> str:
    """The highest total that members could give; a dash where unequal panels could give different ones."""
    maximum, content = outcome.maximum, _criteria(case)
    if maximum is None and outcome.comparable and not content.counting.columns:
        rule = Rule(content, content.counting.by_mean())
        found = {rule.maximum(line.number_of_marks) for line in outcome.lines if line.place_from is not None}
        maximum = next(iter(found)) if len(found) == 1 else None
    return "–" if maximum is None else commas(figure(maximum))


def _criteria(case: Case) -> CriteriaSet:
    approved = case.result.manifest.contest.criteria
    return approved.content if approved else case.profile.criteria

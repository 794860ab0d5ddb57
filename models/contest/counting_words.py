"""The counting rule of criteria as sentences to be read before it is approved."""

from collections.abc import Iterator
from fractions import Fraction

from models.contest.counting import Counting, Step, Threshold, TieStep, Unequal
from models.contest.criteria import CriteriaSet
from models.contest.points import both_points
from models.figures import figure
from models.values import Value
from models.wording import current_language, figures, tr


class CountingLine(Value):
    """One part of the counting rule in the current language."""

    rule: str
    says: str
    point: str = ""


def counting_in_words(criteria: CriteriaSet) -> tuple[CountingLine, ...]:
    """Return how marks become totals and totals a ranking: every step in its order, then ties and unequal panels."""
    counting = criteria.counting
    return tuple(_lines(criteria, counting))


def _lines(criteria: CriteriaSet, counting: Counting) -> Iterator[CountingLine]:
    for number, step in enumerate(counting.steps, 1):
        yield CountingLine(rule=tr("Step {n}", n=number), says=_step(step))
    yield CountingLine(
        rule=tr("The better total"), says=tr("the higher one") if counting.higher_is_better else tr("the lower one")
    )
    if counting.shown_places is not None:
        says = tr("with decimal places: {n}; ranked by the exact figure", n=counting.shown_places)
        yield CountingLine(rule=tr("Totals are printed"), says=says)
    if counting.apart != ("territory",):
        yield CountingLine(rule=tr("A ranking for each"), says=", ".join(counting.apart) or "–")
    for threshold in counting.all_thresholds:
        yield CountingLine(rule=tr("Threshold"), says=_threshold(criteria, threshold), point=_point(threshold.point))
    for number, tie in enumerate(counting.ties.steps, 1):
        yield CountingLine(rule=tr("Equal totals, step {n}", n=number), says=_tie(criteria, tie))
    yield CountingLine(rule=tr("Still equal at the cut"), says=_then(counting), point=_point(counting.ties.point))
    ways = "; ".join(_ways()[way] for way in counting.unequal)
    yield CountingLine(rule=tr("Unequal numbers of marks"), says=ways)
    if counting.minimum_marks > 1:
        says = tr("members' marks, at least: {n}", n=counting.minimum_marks)
        yield CountingLine(rule=tr("To be ranked"), says=says)


def _over(step: Step) -> str:
    return {
        "criteria": tr("the criteria, for each member"),
        "members": tr("the members"),
        "panel": tr("all marks of the panel"),
        "rounds": tr("the rounds"),
        None: tr("the criteria, for each member"),
    }[step.over]


def _step(step: Step) -> str:
    return _joined(step) if step.joins else _shaped(step)


def _joined(step: Step) -> str:
    over = _over(step)
    return {
        "sum": tr("the sum over {over}", over=over),
        "mean": tr("the mean over {over}", over=over),
        "median": tr("the median over {over}", over=over),
        "best": tr("the best over {over}", over=over),
        "worst": tr("the worst over {over}", over=over),
        "weighted-sum": tr("the sum with the weights of the criteria, over {over}", over=over),
        "weighted-mean": tr("the mean with the weights of the criteria, over {over}", over=over),
    }[step.do]


def _shaped(step: Step) -> str:
    what, points = _what(step), "; ".join(f"{_number(one)} → {_number(given)}" for one, given in step.points)
    high, low, mode = step.highest, step.lowest, _modes()[step.mode or "half-up"]
    return {
        "drop": tr("over {over}, dropped are: highest {high}, lowest {low}", over=_over(step), high=high, low=low),
        "round": tr("rounded, decimal places: {n}; {mode}", n=step.places, mode=mode),
        "cap": tr("at most {at}: what is above becomes it", at=_number(step.at)),
        "table": tr("by the table of points: {points}", points=points),
        "multiply": tr("multiplied by {what}", what=what),
        "add": tr("plus {what}", what=what),
        "subtract": tr("minus {what}", what=what),
        "add-worst": tr("plus the worst mark times {by}", by=_number(step.by)),
        "add-best": tr("plus the best mark times {by}", by=_number(step.by)),
    }[step.do]


def _what(step: Step) -> str:
    if step.weight:
        return tr("the criterion's weight")
    what = tr("the column “{column}” of the application", column=step.column) if step.column else _number(step.by)
    return what if step.at_most is None else tr("{what}, at most {most}", what=what, most=_number(step.at_most))


def _number(number: Fraction | None) -> str:
    """Return a number of the rule as the chains write it."""
    return "" if number is None else figures(figure(number))


def _modes() -> dict[str, str]:
    return {
        "half-up": tr("a half goes up"),
        "half-even": tr("a half goes to the even digit"),
        "down": tr("the rest is cut off"),
    }


def _threshold(criteria: CriteriaSet, threshold: Threshold) -> str:
    percent = threshold.share * 100
    share = tr("{n} %", n=percent) if percent.denominator == 1 else str(threshold.share)
    of = (
        tr("the maximum of “{name}”", name=criteria.criterion(threshold.criterion).name.say(current_language()))
        if threshold.criterion
        else tr("the maximum")
    )
    if criteria.counting.higher_is_better:
        strict, loose = (
            tr("more than {share} of {of}", share=share, of=of),
            tr("at least {share} of {of}", share=share, of=of),
        )
    else:
        strict, loose = (
            tr("less than {share} of {of}", share=share, of=of),
            tr("not more than {share} of {of}", share=share, of=of),
        )
    return strict if threshold.strictly else loose


def _tie(criteria: CriteriaSet, step: TieStep) -> str:  # noqa: PLR0911 - one answer a kind
    match step.by:
        case "criterion":
            name = criteria.criterion(step.criterion or "").name.say(current_language())
            return tr("the points for “{name}”", name=name)
        case "top-marks":
            return tr("the number of highest marks")
        case "count-back":
            return tr("more of the best mark, then of the next best, and so on")
        case "column" if step.values:
            said = ", ".join(step.values)
            if step.higher_first:
                return tr("first those whose column “{column}” says: {values}", column=step.column, values=said)
            return tr("last those whose column “{column}” says: {values}", column=step.column, values=said)
        case "round":
            return tr("the total of round “{round}”", round=step.round)
        case "column":
            return tr("the column “{column}” of the application", column=step.column)
        case "earlier-submission":
            return tr("the earlier application")


def _then(counting: Counting) -> str:
    if counting.ties.then == "shared":
        return tr("all who share the last place are proposed")
    if counting.ties.then == "lot":
        return tr("the lot decides")
    if counting.ties.chair_decides_equal_votes:
        return tr("the members present vote by name; votes equal: the chair's vote decides")
    return tr("the members present vote by name")


def _ways() -> dict[Unequal, str]:
    return {
        Unequal.LEAVE_POOL: tr("the marks of a member who lacks some are taken out for everybody"),
        Unequal.MEAN_OF_VALID: tr("ranked by the mean of the valid marks"),
        Unequal.MISSING_SCORED: tr("the missing marks are given before the ranking"),
    }


def _point(text: str) -> str:
    return both_points(text).say(current_language()) if text else ""

"""Approving criteria: from then on frozen, with a hash. A change makes a new version and says what it changed."""

from collections.abc import Iterator
from datetime import date

from models.contest.calendar import compute_calendar
from models.contest.contest import Contest
from models.contest.counting import Counting, Step
from models.contest.criteria import Approval, ApprovedCriteria, CriteriaSet, Criterion
from models.errors import ProfileError
from models.values import Both
from models.wording import tr


def approve(criteria: CriteriaSet, approval: Approval) -> ApprovedCriteria:
    """Return `criteria` frozen with their approval; `digest()` of the answer is the criteria hash.

    Raises ProfileError where the approval names nobody, no document or nobody it was agreed with (plan task 4), or
    words are missing in one of the two languages.
    """
    problems = []
    if not approval.approved_by.strip():
        problems.append(tr("who approved the criteria is missing"))
    if not approval.document.strip():
        problems.append(tr("the document that approves the criteria is missing"))
    if not any(party.strip() for party in approval.agreed_with):
        problems.append(tr("with whom the criteria were agreed is missing"))
    problems.extend(
        tr("{code}: words are missing in Kazakh or in Russian", code=criterion.code)
        for criterion in criteria.criteria
        if not all(both.kk.strip() and both.ru.strip() for both in _words(criterion))
    )
    if problems:
        raise ProfileError(
            tr("The criteria are not approved and nothing was changed. Complete the approval."), problems=problems
        )
    return ApprovedCriteria(content=criteria, approval=approval)


def _words(criterion: Criterion) -> tuple[Both, ...]:
    return (criterion.name, criterion.asks, *(point.words for point in criterion.points))


def approve_contest(contest: Contest, approval: Approval, *, today: date) -> Contest:
    """Return `contest` with its profile's criteria approved. Raises ProfileError where it has approved ones already.

    Also refuses an approval dated after `today` or before the organiser's contract.
    """
    if contest.criteria is not None:
        raise ProfileError(
            tr(
                "This contest has approved criteria (version {n}) and nothing was changed. Make a new version of them.",
                n=contest.criteria.content.version,
            )
        )
    _check_date(approval, today, contest.contract_date)
    return contest.model_copy(update={"criteria": approve(contest.profile.criteria, approval)})


def next_version(approved: ApprovedCriteria, changed: CriteriaSet, approval: Approval) -> ApprovedCriteria:
    """Return the version after `approved` with the content of `changed`, whatever version number that carries.

    Raises ProfileError where nothing is changed, where the approval is older than the one before, or as `approve` does.
    """
    content = changed.model_copy(update={"version": approved.content.version + 1})
    if content == approved.content.model_copy(update={"version": content.version}):
        raise ProfileError(tr("The criteria are the same as those approved, so there is no new version."))
    if approval.approved_on < approved.approval.approved_on:
        raise ProfileError(
            tr(
                "The new version is dated {new}, before the approved one of {old}; nothing was "
                "changed. Correct the date.",
                new=approval.approved_on,
                old=approved.approval.approved_on,
            )
        )
    return approve(content, approval)


def _check_date(approval: Approval, today: date, contract: date | None) -> None:
    if approval.approved_on > today or (contract is not None and approval.approved_on < contract):
        raise ProfileError(
            tr(
                "The criteria are not approved and nothing was changed: their date {date} lies in the future or before "
                "the organiser's contract. Correct the date.",
                date=approval.approved_on,
            )
        )


def doubtful_date(contest: Contest, approved_on: date) -> str:
    """Return what in the contest's own dates speaks against criteria approved on this day, or ""."""
    if contest.contract_date is not None and approved_on < contest.contract_date:
        return tr(
            "The approval is dated {date}, before the organiser's contract of {contract}. Check the date.",
            date=_day(approved_on),
            contract=_day(contest.contract_date),
        )
    for entry in compute_calendar(contest).entries:
        if entry.code == "intake" and approved_on >= entry.first:
            return tr(
                "The approval is dated {date}, but by the calendar applications are taken in from {first} to {last}: "
                "applicants could not know these criteria. Check the date.",
                date=_day(approved_on),
                first=_day(entry.first),
                last=_day(entry.last),
            )
    return ""


def _day(on: date) -> str:
    return f"{on:%d.%m.%Y}"


def what_changed(old: CriteriaSet, new: CriteriaSet, language: str) -> tuple[str, ...]:
    """Return in words, one line a difference, what `new` changes in `old`; names are given in `language`."""
    return (*_criteria_changes(old, new, language), *_counting_changes(old.counting, new.counting))


def _criteria_changes(old: CriteriaSet, new: CriteriaSet, language: str) -> Iterator[str]:
    before = {criterion.code: criterion for criterion in old.criteria}
    after = {criterion.code: criterion for criterion in new.criteria}
    for code, criterion in before.items():
        if code not in after:
            yield tr("{code} “{name}” was removed", code=code, name=criterion.name.say(language))
    for code, criterion in after.items():
        if code not in before:
            yield tr("{code} “{name}” was added", code=code, name=criterion.name.say(language))
        else:
            yield from _criterion_changes(before[code], criterion, language)
    kept = [code for code in before if code in after]
    if kept != [code for code in after if code in before]:
        yield tr("the order of the criteria: {new}; before: {old}", new=", ".join(after), old=", ".join(before))


def _criterion_changes(old: Criterion, new: Criterion, language: str) -> Iterator[str]:
    if old.name != new.name:
        yield tr(
            "{code}: the name is “{new}”; before: “{old}”",
            code=new.code,
            new=new.name.say(language),
            old=old.name.say(language),
        )
    if old.asks != new.asks:
        yield tr("{code}: what the member weighs is worded anew", code=new.code)
    if (old.minimum, old.maximum) != (new.minimum, new.maximum):
        yield tr(
            "{code}: points {new}; before: {old}",
            code=new.code,
            new=f"{new.minimum}–{new.maximum}",
            old=f"{old.minimum}–{old.maximum}",
        )
    if old.weight != new.weight:
        yield tr("{code}: the weight is {new}; before: {old}", code=new.code, new=new.weight, old=old.weight)
    if old.points != new.points:
        yield tr("{code}: the words of the points are worded anew", code=new.code)


def _counting_changes(old: Counting, new: Counting) -> Iterator[str]:
    if old.steps != new.steps:
        yield tr("how marks become a total: {new}; before: {old}", new=_steps(new.steps), old=_steps(old.steps))
    if old.ties != new.ties:
        yield tr("what decides between equal totals is changed")
    if old.threshold != new.threshold:
        yield tr("the threshold is changed")
    rest = ("steps", "ties", "threshold")
    for name in type(new).model_fields:
        if name not in rest and getattr(old, name) != getattr(new, name):
            yield tr(
                "the counting rule, {key}: {new}; before: {old}",
                key=name,
                new=_plain(getattr(new, name)),
                old=_plain(getattr(old, name)),
            )


def _steps(steps: tuple[Step, ...]) -> str:
    return ", ".join(
        " ".join([step.do, *(f"{key}={_plain(value)}" for key, value in step if key != "do" and value)])
        for step in steps
    )


def _plain(value: object) -> str:
    if isinstance(value, bool):
        return tr("yes") if value else tr("no")
    if isinstance(value, tuple):
        return ", ".join(map(_plain, value))
    return str(value)

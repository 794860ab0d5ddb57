"""What a well-formed profile must also keep: codes are unique, figures are possible, names point at something."""

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from typing import Any

from models.contest.counting import Unequal
from models.contest.criteria import CriteriaSet
from models.contest.local_time import zone
from models.contest.profile import Profile
from models.contest.profile_words import Defect
from models.contest.toml_lines import Path
from models.values import Both, Value
from models.wording import tr

ZONE = "Asia/Almaty"


def check_profile(profile: Profile) -> Iterator[Defect]:
    """Yield what contradicts itself in `profile`, each with its path; nothing for a sound profile."""
    yield from _texts(profile, ())
    yield from _lots(profile)
    yield from _eligibility(profile)
    yield from _project(profile)
    yield from check_criteria(profile.criteria)
    yield from _in_a_sitting(profile.criteria)
    yield from _sitting(profile)
    yield from _calendar(profile)


def check_criteria(criteria: CriteriaSet) -> Iterator[Defect]:
    """Yield what contradicts itself in `criteria` and their counting rule, also where they are for counting alone."""
    root: Path = ("criteria",)
    yield from _positive(criteria.version, (*root, "version"))
    for i, criterion in enumerate(criteria.criteria):
        yield from _positive(criterion.weight, (*root, "criteria", i, "weight"))
        if criterion.minimum >= criterion.maximum:
            yield (
                (*root, "criteria", i, "maximum"),
                tr(
                    "expected: a number above {least}; found: {found}", least=criterion.minimum, found=criterion.maximum
                ),
            )
    place, counting = (*root, "counting"), criteria.counting
    if not counting.unequal:
        yield (*place, "unequal"), tr("at least one is expected, nothing stands here")
    if len(set(counting.unequal)) < len(counting.unequal):
        yield (*place, "unequal"), tr("each way is named once; expected: {expected}", expected=", ".join(Unequal))
    if counting.threshold is not None:
        yield from _share(counting.threshold.share, (*place, "threshold", "share"))
    for i, threshold in enumerate(counting.thresholds):
        yield from _share(threshold.share, (*place, "thresholds", i, "share"))


def _texts(value: Any, path: Path) -> Iterator[Defect]:
    if isinstance(value, Both):
        for language in ("kk", "ru"):
            if not getattr(value, language).strip():
                yield (*path, language), tr("text in quotes is expected; it may not be empty")
    elif isinstance(value, Value):
        for name in type(value).model_fields:
            yield from _texts(getattr(value, name), (*path, name))
        if hasattr(value, "code") and not str(value.code).strip():
            yield (*path, "code"), tr("text in quotes is expected; it may not be empty")
    elif isinstance(value, tuple):
        for number, item in enumerate(value):
            yield from _texts(item, (*path, number))


def _unique(codes: Iterable[str], path: Path) -> Iterator[Defect]:
    seen: set[str] = set()
    for number, code in enumerate(codes):
        if code in seen:
            yield (*path, number, "code"), tr("each code is used once; “{code}” stands twice", code=code)
        seen.add(code)


def _positive(number: int | Fraction | None, path: Path) -> Iterator[Defect]:
    if number is not None and number <= 0:
        yield path, tr("expected: a number above 0; found: {found}", found=number)


def _share(share: Fraction, path: Path) -> Iterator[Defect]:
    if not 0 <= share <= 1:
        yield path, tr("expected: a share from 0 to 1, such as '1/2' or '2/3'; found: {found}", found=share)


def _zone(name: str | None, path: Path) -> Iterator[Defect]:
    try:
        zone(ZONE if name is None else name)
    except ValueError:
        yield path, tr("expected: the name of a zone such as “{example}”; found: “{found}”", example=ZONE, found=name)


def _lots(profile: Profile) -> Iterator[Defect]:
    yield from _zone(profile.intake.zone, ("intake", "zone"))
    yield from _unique((lot.code for lot in profile.lots), ("lots",))
    for i, lot in enumerate(profile.lots):
        yield from _positive(lot.funds, ("lots", i, "funds"))
        yield from _zone(lot.zone, ("lots", i, "zone"))
        yield from _unique((territory.code for territory in lot.territories), ("lots", i, "territories"))
        for j, territory in enumerate(lot.territories):
            place: Path = ("lots", i, "territories", j)
            yield from _positive(territory.grants, (*place, "grants"))
            yield from _positive(territory.other_figure, (*place, "other_figure"))
            if territory.other_figure == territory.grants:
                yield (
                    (*place, "other_figure"),
                    tr("expected: another figure than {key}; found: {found}", key="grants", found=territory.grants),
                )


def _eligibility(profile: Profile) -> Iterator[Defect]:
    rules = profile.eligibility
    yield from _positive(rules.age_from, ("eligibility", "age_from"))
    yield from _positive(rules.age_to, ("eligibility", "age_to"))
    yield from _positive(rules.projects_each, ("eligibility", "projects_each"))
    if rules.age_from is not None and rules.age_to is not None and rules.age_from > rules.age_to:
        yield (
            ("eligibility", "age_to"),
            tr("expected: not less than {least}; found: {found}", least=rules.age_from, found=rules.age_to),
        )
    yield from _unique((status.code for status in rules.statuses), ("eligibility", "statuses"))
    if rules.mending is not None:
        yield from _positive(rules.mending.days, ("eligibility", "mending", "days"))
    intake = profile.intake
    yield from _positive(intake.days_at_most, ("intake", "days_at_most"))
    if intake.opens is not None and intake.closes is not None and intake.closes.date() < intake.opens:
        yield (
            ("intake", "closes"),
            tr("expected: not before {first}; found: {found}", first=intake.opens, found=intake.closes),
        )


def _project(profile: Profile) -> Iterator[Defect]:
    rules = profile.project
    yield from _positive(rules.months_at_most, ("project", "months_at_most"))
    yield from _positive(rules.grant_at_most, ("project", "grant_at_most"))
    yield from _unique((barred.code for barred in rules.barred), ("project", "barred"))
    yield from _unique((document.code for document in rules.documents), ("project", "documents"))
    for i, barred in enumerate(rules.barred):
        yield from _words(barred.words, ("project", "barred", i, "words"))
    for i, document in enumerate(rules.documents):
        yield from _words(document.words, ("project", "documents", i, "words"))


def _words(words: Sequence[str], path: Path) -> Iterator[Defect]:
    if not words:
        yield path, tr("at least one is expected, nothing stands here")
    for number, word in enumerate(words):
        if word != word.lower() or not word.strip():
            yield (*path, number), tr("expected: lower case letters; found: “{found}”", found=word)


def _in_a_sitting(criteria: CriteriaSet) -> Iterator[Defect]:
    place: Path = ("criteria", "counting")
    if any(criterion.weight != 1 for criterion in criteria.criteria) and not any(
        step.do.startswith("weighted") or step.weight for step in criteria.counting.steps
    ):
        yield (*place, "steps"), tr("criteria have weights, so a weighted-sum or weighted-mean step is expected")
    if criteria.counting.apart != ("territory",):
        yield (*place, "apart"), tr("a sitting ranks by territory; expected: {expected}", expected='["territory"]')


def _sitting(profile: Profile) -> Iterator[Defect]:
    yield from _share(profile.quorum.share, ("quorum", "share"))
    yield from _positive(profile.quorum.members_at_least, ("quorum", "members_at_least"))
    yield from _unique((kind.code for kind in profile.conflicts.kinds), ("conflicts", "kinds"))
    if not profile.conflicts.kinds:
        yield ("conflicts", "kinds"), tr("at least one is expected, nothing stands here")
    yield from _positive(profile.winners.fund, ("winners", "fund"))
    if profile.winners.savings != "kept" and profile.winners.fund is None and profile.project.grant_at_most is None:
        yield ("winners", "savings"), tr("nobody can tell what is saved: no fund and no largest grant are named")
    yield from _unique((group.code for group in profile.winners.groups), ("winners", "groups"))
    known = {territory.code for lot in profile.lots for territory in lot.territories}
    for i, group in enumerate(profile.winners.groups):
        if group.territory is not None and group.territory not in known:
            yield (
                ("winners", "groups", i, "territory"),
                tr("expected: one of {codes}; found: “{found}”", codes=", ".join(sorted(known)), found=group.territory),
            )
    if profile.additional_points is not None:
        yield from _positive(profile.additional_points.at_most, ("additional_points", "at_most"))
    if profile.winners.contract_days is not None:
        yield from _days(*profile.winners.contract_days, ("winners", "contract_days"))


def _days(first: int, last: int, path: Path) -> Iterator[Defect]:
    if first < 0 or last < first:
        yield (
            path,
            tr(
                "expected: a first day from 0 on and a last day not before it; found: {first}–{last}",
                first=first,
                last=last,
            ),
        )


def _calendar(profile: Profile) -> Iterator[Defect]:
    yield from _unique((rule.code for rule in profile.calendar), ("calendar",))
    earlier = ["contract"]
    for i, rule in enumerate(profile.calendar):
        if rule.code == "contract":
            yield ("calendar", i, "code"), tr("“contract” means the contract's date itself; another code is expected")
        for path, code in _named(rule.after, rule.not_before, ("calendar", i)):
            if code not in earlier:
                yield (
                    path,
                    tr(
                        "expected: the code of an earlier rule, one of {codes}; found: “{found}”",
                        codes=", ".join(earlier),
                        found=code,
                    ),
                )
        yield from _days(rule.first_day, rule.last_day, ("calendar", i, "last_day"))
        earlier.append(rule.code)


def _named(after: str, not_before: Sequence[str], path: Path) -> Iterator[tuple[Path, str]]:
    yield (*path, "after"), after
    for number, code in enumerate(not_before):
        yield (*path, "not_before", number), code

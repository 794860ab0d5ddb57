"""The rules of a profile as sentences to be read, each with the point of the regulation it comes from."""

from collections.abc import Iterable, Iterator

from models.contest.money import money
from models.contest.points import both_points
from models.contest.profile import GroupQuota, Profile, WinnersRule
from models.values import Both, Value
from models.wording import current_language, tr


class RuleLine(Value):
    """One rule: the section it belongs to, what it is about, what it says, and its source; in the current language."""

    section: str
    rule: str
    says: str
    point: str = ""


def rules_in_words(profile: Profile) -> tuple[RuleLine, ...]:
    """Return what `profile` decides, in the order of the work; rules that it does not have are left out.

    Criteria, counting and calendar are not among them: they have words of their own.
    """
    return (*_applicants(profile), *_project(profile), *_intake(profile), *_sitting(profile), *_winners(profile))


def _applicants(profile: Profile) -> Iterator[RuleLine]:
    rules = profile.eligibility
    section = tr("Who may apply")
    if rules.kind == "organisation":
        yield _line(section, tr("Applicant"), tr("a non-governmental organisation"))
    if rules.age_from is not None or rules.age_to is not None:
        age = tr(
            "from {first} to {last} full years inclusive, on the day of application",
            first=rules.age_from or 0,
            last="…" if rules.age_to is None else rules.age_to,
        )
        yield _line(section, tr("Age"), age, rules.age_point)
    if rules.citizenship == "KZ":
        yield _line(section, tr("Citizenship"), tr("Republic of Kazakhstan"), rules.registration_point)
    if rules.registration_in_territory:
        says = tr("permanent or temporary, in the territory of the contest")
        yield _line(section, tr("Registration"), says, rules.registration_point)
    if rules.statuses:
        yield _line(section, tr("Category, confirmed by documents"), _names(one.name for one in rules.statuses))
        if rules.status_may_be_of_target_group:
            says = tr("it is enough that the project is for such a group")
            yield _line(section, tr("Instead of the own category"), says)
    if rules.projects_each is not None:
        says = tr("at most: {n}", n=rules.projects_each)
        yield _line(section, tr("Applications of one applicant"), says, rules.projects_point)
    if rules.winners_barred:
        yield _line(section, tr("Barred are the winners of"), ", ".join(rules.winners_barred), rules.projects_point)


def _project(profile: Profile) -> Iterator[RuleLine]:
    rules = profile.project
    section = tr("The project")
    if rules.months_at_most is not None:
        yield _line(section, tr("Length"), tr("months, at most: {n}", n=rules.months_at_most), rules.months_point)
    if rules.grant_at_most is None:
        yield _line(section, tr("Grant"), tr("the contest gives no money"), rules.grant_point)
    else:
        says = tr("{sum} KZT at most", sum=money(rules.grant_at_most))
        yield _line(section, tr("Grant"), says, rules.grant_point)
    for purpose in rules.barred:
        yield _line(section, tr("May not pay for (flag)"), _say(purpose.name), purpose.point)
    needed = [document.name for document in rules.documents if document.required]
    if needed:
        yield _line(section, tr("Documents required"), _names(needed))
    if rules.directions:
        numbered = [f"{number}. {_say(name)}" for number, name in enumerate(rules.directions, 1)]
        yield _line(section, tr("Directions"), "\n".join(numbered))


def _intake(profile: Profile) -> Iterator[RuleLine]:
    rules, mending = profile.intake, profile.eligibility.mending
    section = tr("Intake and technical selection")
    if rules.opens is not None and rules.closes is not None:
        says = tr("{first} – {last}, the last minute included", first=f"{rules.opens:%d.%m.%Y}", last=_at(rules.closes))
        yield _line(section, tr("Intake"), says, rules.point)
    if rules.days_at_most is not None:
        says = tr("calendar days, at most: {n}", n=rules.days_at_most)
        yield _line(section, tr("Length of the intake"), says, rules.point)
    if mending is not None:
        says = (
            tr("working days: {n}", n=mending.days)
            if mending.unit == "working"
            else tr("calendar days: {n}", n=mending.days)
        )
        yield _line(section, tr("Mending of defects"), says, mending.point)


def _sitting(profile: Profile) -> Iterator[RuleLine]:
    quorum, conflicts = profile.quorum, profile.conflicts
    section = tr("Commission and sitting")
    yield _line(section, tr("Members of the commission"), tr("at least: {n}", n=quorum.members_at_least), quorum.point)
    says = (
        tr("more than {share} of all members", share=quorum.share)
        if quorum.strictly
        else tr("not fewer than {share} of all members", share=quorum.share)
    )
    yield _line(section, tr("Quorum"), says, quorum.point)
    if conflicts.consequence == "leave-pool":
        says = tr("the member leaves the commission for the whole contest")
    else:
        says = tr("the member sits out that application")
    yield _line(section, tr("After a conflict of interest"), says, conflicts.point)
    yield _line(section, tr("Conflicts that are declared"), _names(kind.name for kind in conflicts.kinds))
    if profile.blind:
        yield _line(section, tr("Names of applicants"), tr("members do not see them"))
    if profile.additional_points is not None:
        extra = profile.additional_points
        says = tr("{name}: at most {n}", name=_say(extra.name), n=extra.at_most)
        yield _line(section, tr("Additional points"), says, extra.point)


def _winners(profile: Profile) -> Iterator[RuleLine]:
    rules = profile.winners
    section = tr("Winners and contracts")
    if rules.majority_point:
        says = tr("by the majority of the members present")
        yield _line(section, tr("Decision"), says, rules.majority_point)
    for group in rules.groups:
        for says in _quota(group):
            yield _line(section, tr("Quota: {name}", name=_say(group.name)), says, group.point)
    if rules.groups:
        yield _line(section, tr("The order of the steps"), " → ".join(winners_steps(rules)))
    if rules.recommended is not None:
        says = tr("the column “{column}” of the application", column=rules.recommended)
        yield _line(section, tr("The sum recommended"), says)
    yield from _money(rules)
    if rules.next_in_line_point:
        says = tr("the next applicant by points, by decision of the commission")
        yield _line(section, tr("If a winner's contract fails"), says, rules.next_in_line_point)
    if rules.too_few == "additional-contest":
        yield _line(section, tr("Fewer winners than grants"), tr("an additional contest"), rules.next_in_line_point)
    if rules.contract_days is not None:
        first, last = rules.contract_days
        says = tr("{first}–{last} calendar days after the protocol", first=first, last=last)
        yield _line(section, tr("Contract with a winner"), says, rules.contract_point)


def _quota(group: GroupQuota) -> Iterator[str]:
    territory = group.territory
    if group.places and territory is None:
        yield tr("places in every territory: {n}", n=group.places)
    elif group.places:
        yield tr("places in territory {territory}: {n}", territory=territory, n=group.places)
    if group.at_most is not None and territory is None:
        yield tr("winners in every territory, at most: {n}", n=group.at_most)
    elif group.at_most is not None:
        yield tr("winners in territory {territory}, at most: {n}", territory=territory, n=group.at_most)


def _money(rules: WinnersRule) -> Iterator[RuleLine]:
    section = tr("Winners and contracts")
    if rules.fund is not None:
        yield _line(section, tr("Fund for all grants"), tr("{sum} KZT", sum=money(rules.fund)))
        says = {
            "stop": tr("no further grant is given"),
            "skip": tr("the next one that fits gets a grant"),
            "part": tr("the grant is given in part"),
        }[rules.over_fund]
        yield _line(section, tr("The first grant that does not fit the fund"), says)
    if rules.savings == "further-winners":
        yield _line(section, tr("What is saved of the fund"), tr("makes further winners, in the order of the line"))
    if rules.savings == "with-consent":
        yield _line(section, tr("What is saved"), tr("makes further winners where the operator consents"))


def winners_steps(rules: WinnersRule) -> tuple[str, ...]:
    """Return the steps from the ranking to winners in words, in their order."""
    steps = {
        "thresholds": tr("thresholds"),
        "merit": tr("by the ranking"),
        "quotas": tr("quotas: {names}", names=_names(group.name for group in rules.groups)),
    }
    return tuple(steps[step] for step in rules.order if step != "quotas" or rules.groups)


def _line(section: str, rule: str, says: str, point: str = "") -> RuleLine:
    return RuleLine(section=section, rule=rule, says=says, point=_say(both_points(point)) if point else "")


def _say(words: Both) -> str:
    return words.say(current_language())


def _names(names: Iterable[Both]) -> str:
    return "; ".join(map(_say, names))


def _at(moment: object) -> str:
    return f"{moment:%d.%m.%Y %H:%M}"

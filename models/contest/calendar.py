"""The dates of the plan, counted from the organiser's contract, and where two of them cannot both hold."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Literal

from models.contest.contest import Contest
from models.contest.profile import CalendarRule, Intake, Profile
from models.values import Both, Value

Unit = Literal["calendar", "working"]
_INTAKE = "intake"


class CalendarEntry(Value):
    """One date or span of the plan; both dates inclusive."""

    code: str
    name: Both
    first: date
    last: date
    """Counted from the first date of the event before."""
    latest: date
    """Where the last date comes to when every event before happens on its own last date."""
    happened: date | None = None
    last_is_day_off: bool
    """The last date is a weekend or public holiday of Kazakhstan."""
    point: str


class Calendar(Value):
    """Every date of a contest in the profile's order, and warnings for people; a warning blocks nothing."""

    entries: tuple[CalendarEntry, ...]
    warnings: tuple[Both, ...]

    def entry(self, code: str) -> CalendarEntry:
        """Return the entry with `code`. Raises KeyError."""
        for entry in self.entries:
            if entry.code == code:
                return entry
        raise KeyError(code)


def is_working_day(day: date) -> bool:
    """Whether `day` is a working day in Kazakhstan: neither weekend nor public holiday, moved days respected."""
    import holidays

    return holidays.country_holidays("KZ", years=day.year).is_working_day(day)


def load_days_off() -> None:
    """Load the public holidays: a fifth of a second at the first use, so in the background before a page asks."""
    is_working_day(date(2024, 1, 1))


def days_after(day: date, days: int, unit: Unit) -> date:
    """Return the date `days` (0 or more) calendar or working days after `day`; 0 is `day` itself."""
    if unit == "calendar":
        return day + timedelta(days=days)
    import holidays

    off = holidays.country_holidays("KZ")
    while days:
        day += timedelta(days=1)
        days -= off.is_working_day(day)
    return day


def contract_deadline(profile: Profile, protocol_on: date) -> tuple[date, date] | None:
    """Return the first and last date for contracts with winners, or None where the profile names none."""
    if profile.winners.contract_days is None:
        return None
    first, last = profile.winners.contract_days
    return days_after(protocol_on, first, "calendar"), days_after(protocol_on, last, "calendar")


def compute_calendar(contest: Contest, *, happened: Mapping[str, date] | None = None) -> Calendar:
    """Return every date of the contest's plan, with warnings where two dates cannot both hold.

    `happened` gives the real date of events by their code; what follows is then counted from it. Entries that hang on
    the contract are left out while the contest has no contract date.
    """
    real = dict(happened or {})
    if contest.contract_date is not None:
        real["contract"] = contest.contract_date
    entries: dict[str, CalendarEntry] = {}
    for rule in contest.profile.calendar:
        entry = _entry(rule, entries, real)
        if entry is not None:
            entries[rule.code] = entry
    fixed = _fixed_intake(contest.profile.intake, real)
    warnings: list[Both] = []
    if fixed is not None:
        planned = entries.get(_INTAKE)
        if planned is not None:
            fixed = fixed.model_copy(update={"name": planned.name})
            if fixed.first < planned.first:
                warnings.append(_too_early(fixed, planned))
        entries[_INTAKE] = fixed
        warnings.extend(_intake_warnings(contest.profile.intake, fixed, real))
    for rule in contest.profile.calendar:
        warnings.extend(_order_warnings(rule, entries, real))
    warnings.extend(_missed(entry) for entry in entries.values() if _outside(entry))
    return Calendar(entries=tuple(entries.values()), warnings=tuple(warnings))


def _entry(rule: CalendarRule, entries: Mapping[str, CalendarEntry], real: Mapping[str, date]) -> CalendarEntry | None:
    before = entries.get(rule.after)
    start = real.get(rule.after, before.first if before is not None else None)
    if start is None:
        return None
    latest = real.get(rule.after, before.latest if before is not None else start)
    last = days_after(start, rule.last_day, rule.unit)
    return CalendarEntry(
        code=rule.code,
        name=rule.name,
        first=days_after(start, rule.first_day, rule.unit),
        last=last,
        latest=days_after(latest, rule.last_day, rule.unit),
        happened=real.get(rule.code),
        last_is_day_off=not is_working_day(last),
        point=rule.point,
    )


def _fixed_intake(intake: Intake, real: Mapping[str, date]) -> CalendarEntry | None:
    if intake.opens is None or intake.closes is None:
        return None
    last = intake.closes.date()
    return CalendarEntry(
        code=_INTAKE,
        name=Both(kk="Өтінімдерді қабылдау", ru="Приём заявок", en="Intake of applications"),
        first=intake.opens,
        last=last,
        latest=last,
        happened=real.get(_INTAKE),
        last_is_day_off=not is_working_day(last),
        point=intake.point,
    )


def _order_warnings(
    rule: CalendarRule, entries: Mapping[str, CalendarEntry], real: Mapping[str, date]
) -> Iterator[Both]:
    entry = entries.get(rule.code)
    for code in rule.not_before:
        before = entries.get(code)
        if entry is None or before is None:
            continue
        end = real.get(code, before.last) if code != _INTAKE else before.last
        if end > entry.last:
            yield _cannot_hold(before, entry, end)
        elif code not in real and before.latest > entry.last:
            yield _hardly_holds(before, entry)


def _cannot_hold(before: CalendarEntry, after: CalendarEntry, end: date) -> Both:
    left = (after.last - before.first).days + 1
    if left < 1:
        return Both(
            kk=f"«{before.name.kk}» {_d(before.first)} күнінен ерте басталмайды, ал «{after.name.kk}» "
            f"{_d(after.last)} күнінен кешікпеуі тиіс: екі мерзім қатар орындала алмайды.",
            ru=f"«{before.name.ru}» начинается не раньше {_d(before.first)}, а «{after.name.ru}» – не позднее "
            f"{_d(after.last)}: оба срока вместе невыполнимы.",
            en=f"“{before.name.say('en')}” starts on {_d(before.first)} at the earliest, “{after.name.say('en')}” is "
            f"due by {_d(after.last)}: the two dates cannot both hold.",
        )
    return Both(
        kk=f"«{before.name.kk}» {_d(end)} күніне дейін созыла алады, ал «{after.name.kk}» {_d(after.last)} күнінен "
        f"кешікпеуі тиіс: екі мерзім қатар орындала алмайды. «{before.name.kk}» ең көбі {left} күнге созылуы мүмкін.",
        ru=f"«{before.name.ru}» может длиться до {_d(end)}, а «{after.name.ru}» – не позднее {_d(after.last)}: оба "
        f"срока вместе невыполнимы. На «{before.name.ru}» остаётся дней, не более: {left}.",
        en=f"“{before.name.say('en')}” may last until {_d(end)}, but “{after.name.say('en')}” is due by "
        f"{_d(after.last)}: the two dates cannot both hold. Days left for “{before.name.say('en')}”, at most: {left}.",
    )


def _hardly_holds(before: CalendarEntry, after: CalendarEntry) -> Both:
    return Both(
        kk=f"Алдыңғы іс-шаралар ең соңғы күнінде өтсе, «{before.name.kk}» {_d(before.latest)} күні аяқталады, ал "
        f"«{after.name.kk}» {_d(after.last)} күнінен кешікпеуі тиіс. Алдыңғыларын ертерек өткізіңіз.",
        ru=f"Если предшествующее состоится в последний день срока, «{before.name.ru}» завершится {_d(before.latest)}, "
        f"а «{after.name.ru}» – не позднее {_d(after.last)}. Проведите предшествующее раньше.",
        en=f"If what comes before happens on its last day, “{before.name.say('en')}” ends on {_d(before.latest)}, but "
        f"“{after.name.say('en')}” is due by {_d(after.last)}. Do the former earlier.",
    )


def _too_early(fixed: CalendarEntry, planned: CalendarEntry) -> Both:
    return Both(
        kk=f"«{fixed.name.kk}» {_d(fixed.first)} күні басталады, ал жоспар бойынша {_d(planned.first)} "
        f"күнінен ерте емес.",
        ru=f"«{fixed.name.ru}» начинается {_d(fixed.first)}, а по плану – не раньше {_d(planned.first)}.",
        en=f"“{fixed.name.say('en')}” starts on {_d(fixed.first)}, by the plan not before {_d(planned.first)}.",
    )


def _intake_warnings(intake: Intake, fixed: CalendarEntry, real: Mapping[str, date]) -> Iterator[Both]:
    days = (fixed.last - fixed.first).days + 1
    if intake.days_at_most is not None and days > intake.days_at_most:
        yield Both(
            kk=f"Өтінімдерді қабылдау {days} күнге созылады, ал ереже бойынша ең көбі {intake.days_at_most} күн.",
            ru=f"Дней приёма заявок: {days}; по положению – не более {intake.days_at_most}.",
            en=f"Days of intake: {days}; by the regulation at most {intake.days_at_most}.",
        )
    contract = real.get("contract")
    if contract is not None and fixed.first < contract:
        yield Both(
            kk=f"Өтінімдерді қабылдау {_d(fixed.first)} күні басталады, ал ұйымдастырушының шарты {_d(contract)} күні "
            f"жасалған: екі күн қатар дұрыс бола алмайды.",
            ru=f"Приём заявок начинается {_d(fixed.first)}, а договор организатора заключён {_d(contract)}: обе даты "
            f"вместе верны быть не могут.",
            en=f"Intake starts on {_d(fixed.first)}, but the organiser's contract is of {_d(contract)}: the two dates "
            f"cannot both hold.",
        )


def _outside(entry: CalendarEntry) -> bool:
    return entry.happened is not None and not entry.first <= entry.happened <= entry.last


def _missed(entry: CalendarEntry) -> Both:
    assert entry.happened is not None
    return Both(
        kk=f"«{entry.name.kk}»: {_d(entry.happened)}; жоспар бойынша {_d(entry.first)} – {_d(entry.last)}.",
        ru=f"«{entry.name.ru}»: {_d(entry.happened)}; по плану {_d(entry.first)} – {_d(entry.last)}.",
        en=f"“{entry.name.say('en')}”: {_d(entry.happened)}; by the plan {_d(entry.first)} – {_d(entry.last)}.",
    )


def _d(day: date) -> str:
    return day.strftime("%d.%m.%Y")

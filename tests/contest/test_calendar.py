from datetime import date, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.contest.calendar import compute_calendar, contract_deadline, days_after, is_working_day
from models.contest.contest import Contest
from models.contest.founding import new_contest
from models.contest.profile import CalendarRule, Intake
from models.contest.profile_files import load_profile
from models.values import Both

ID = UUID(int=7)
DAYS = st.dates(date(2022, 1, 1), date(2025, 12, 31))


def _contest(name: str, lot: str, contract: date | None) -> Contest:
    return new_contest(load_profile(name), lot=lot, id=ID, contract_date=contract)


def test_2022_counts_every_date_from_the_contract() -> None:
    calendar = compute_calendar(_contest("zhas-2022", "turkistan", date(2022, 7, 4)))
    assert {entry.code: (entry.first, entry.last) for entry in calendar.entries} == {
        "regulation": (date(2022, 7, 4), date(2022, 7, 9)),
        "partners": (date(2022, 7, 4), date(2022, 7, 9)),
        "announced": (date(2022, 7, 14), date(2022, 7, 18)),
        "lists": (date(2022, 7, 28), date(2022, 8, 4)),
        "intake": (date(2022, 7, 15), date(2022, 8, 13)),
        "winners": (date(2022, 8, 4), date(2022, 8, 8)),
        "contracts": (date(2022, 8, 9), date(2022, 8, 14)),
    }
    assert calendar.entry("contracts").latest == date(2022, 8, 18)


@given(DAYS)
def test_2022_always_warns_that_thirty_days_of_intake_do_not_fit(contract: date) -> None:
    (warning,) = compute_calendar(_contest("zhas-2022", "turkistan", contract)).warnings
    assert "at most: 25" in warning.en
    assert "не более: 25" in warning.ru
    assert "25 күнге" in warning.kk


def test_without_contract_date_only_fixed_dates_stand() -> None:
    assert compute_calendar(_contest("zhas-2022", "turkistan", None)).entries == ()
    (intake,) = compute_calendar(_contest("zhas-2024", "main", None)).entries
    assert (intake.first, intake.last) == (date(2024, 3, 25), date(2024, 4, 24))


def test_what_happened_moves_what_follows_and_is_compared_with_the_plan() -> None:
    contest = _contest("zhas-2022", "turkistan", date(2022, 7, 4))
    calendar = compute_calendar(contest, happened={"announced": date(2022, 7, 20), "winners": date(2022, 8, 8)})
    assert calendar.entry("intake").last == date(2022, 8, 19)
    assert calendar.entry("contracts").first == date(2022, 8, 13)
    assert calendar.warnings[-1].en == "“Contest announced”: 20.07.2022; by the plan 14.07.2022 – 18.07.2022."


def test_intake_before_the_contract_is_warned_of() -> None:
    calendar = compute_calendar(_contest("zhas-2024", "main", date(2024, 4, 1)))
    assert [warning.en for warning in calendar.warnings] == [
        "Intake starts on 25.03.2024, but the organiser's contract is of 01.04.2024: the two dates cannot both hold."
    ]


def test_contract_deadline_counts_calendar_days_inclusive() -> None:
    assert contract_deadline(load_profile("zhas-2022"), date(2022, 8, 8)) == (date(2022, 8, 13), date(2022, 8, 18))
    assert contract_deadline(load_profile("zhas-2023"), date(2022, 8, 8)) is None


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2024, 3, 20), True),
        (date(2024, 3, 21), False),  # Nauryz
        (date(2024, 3, 25), False),  # moved from Saturday
        (date(2024, 5, 4), True),  # Saturday that works for Wednesday 8 May
        (date(2024, 5, 8), False),
        (date(2024, 12, 16), False),
    ],
)
def test_working_days_are_those_of_kazakhstan(day: date, works: bool) -> None:
    assert is_working_day(day) is works


@given(DAYS, st.integers(0, 25))
def test_working_days_after_leave_as_many_working_days_between(day: date, days: int) -> None:
    end = days_after(day, days, "working")
    between = [day + timedelta(days=n) for n in range(1, (end - day).days + 1)]
    assert sum(map(is_working_day, between)) == days
    assert not between or is_working_day(end)


RULES = st.lists(
    st.tuples(st.integers(0, 40), st.integers(0, 40), st.integers(0, 9), st.lists(st.integers(0, 9), max_size=2)),
    min_size=1,
    max_size=5,
)


@given(RULES, st.dates(date(2022, 1, 1), date(2022, 12, 31)))
def test_calendar_agrees_with_days_walked_one_by_one(
    drawn: list[tuple[int, int, int, list[int]]], contract: date
) -> None:
    rules: list[CalendarRule] = []
    for number, (low, more, after, before) in enumerate(drawn):
        codes = ["contract", *(rule.code for rule in rules)]
        rules.append(
            CalendarRule(
                code=f"r{number}",
                name=Both(kk="к", ru="р", en=f"r{number}"),
                after=codes[after % len(codes)],
                first_day=low,
                last_day=low + more,
                not_before=tuple({f"r{n % number}" for n in before} if number else ()),
                point="1",
            )
        )
    profile = load_profile("zhas-2022").model_copy(update={"calendar": tuple(rules), "intake": Intake()})
    contest = new_contest(profile, lot="turkistan", id=ID, contract_date=contract)
    first, last, latest = {"contract": 0}, {"contract": 0}, {"contract": 0}
    warned = 0
    for rule in rules:
        first[rule.code] = next(d for d in range(1000) if d - first[rule.after] == rule.first_day)
        last[rule.code] = next(d for d in range(1000) if d - first[rule.after] == rule.last_day)
        latest[rule.code] = next(d for d in range(1000) if d - latest[rule.after] == rule.last_day)
        warned += sum(max(last[code], latest[code]) > last[rule.code] for code in rule.not_before)
    calendar = compute_calendar(contest)
    assert [(e.first, e.last, e.latest) for e in calendar.entries] == [
        tuple(contract + timedelta(days=table[rule.code]) for table in (first, last, latest)) for rule in rules
    ]
    assert len(calendar.warnings) == warned

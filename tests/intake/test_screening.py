from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.contest.application import Application, BudgetRow
from models.contest.contest import Contest
from models.intake.days import age_on
from models.intake.duplicates import People, SameBy, SamePerson, phone_key
from models.intake.screening.screening import earlier_winner, screen, screen_all


def but(application: Application, part: str, **update: object) -> Application:
    return application.model_copy(update={part: getattr(application, part).model_copy(update=update)})


def rules(application: Application, contest: Contest, **more: object) -> list[str]:
    return [flag.rule for flag in screen(application, contest, **more)]


def test_an_application_that_breaks_no_rule_has_no_flag(contest: Contest, good: Application) -> None:
    assert screen(good, contest) == ()


@given(st.dates(date(1980, 1, 1), date(2015, 12, 31)), st.integers(0, 40 * 366))
def test_age_agrees_with_counting_birthdays_day_by_day(born: date, days: int) -> None:
    on = born + timedelta(days=days)
    years = 0
    for year in range(born.year + 1, on.year + 1):
        try:
            birthday = born.replace(year=year)
        except ValueError:
            birthday = date(year, 3, 1)
        years += birthday <= on
    assert age_on(born, on) == years


@pytest.mark.parametrize(
    ("born", "flagged"),
    [
        (date(2006, 4, 1), False), (date(2006, 4, 2), True), (date(1989, 4, 2), False), (date(1989, 4, 1), True),
        (date(1990, 4, 1), False), (None, True),
    ],
)  # fmt: skip
def test_age_is_checked_on_the_day_of_application_both_ends_inclusive(
    contest: Contest, good: Application, born: date, flagged: bool
) -> None:
    assert ("age" in rules(but(good, "applicant", birth_date=born), contest)) == flagged


def test_the_day_of_application_is_the_organisers(contest: Contest, good: Application) -> None:
    late_evening = good.model_copy(update={"submitted": datetime(2024, 4, 1, 20, 30, tzinfo=UTC)})
    born_on_the_next_day = but(late_evening, "applicant", birth_date=date(2006, 4, 2))
    assert "age" not in rules(born_on_the_next_day, contest)


def test_without_a_day_of_application_the_age_must_fit_all_days_of_intake(contest: Contest, good: Application) -> None:
    unknown = good.model_copy(update={"submitted": None})
    assert rules(unknown, contest) == []
    assert "age" in rules(but(unknown, "applicant", birth_date=date(2006, 4, 1)), contest)


@pytest.mark.parametrize(
    ("text", "flagged"), [("24.04.2024 23:59:59", False), ("25.04.2024 00:00:00", True), ("24.03.2024 00:00:00", False)]
)
def test_late_is_after_the_last_minute_of_intake(contest: Contest, good: Application, text: str, flagged: bool) -> None:
    local = datetime.strptime(text + " +0500", "%d.%m.%Y %H:%M:%S %z")
    assert ("late" in rules(good.model_copy(update={"submitted": local.astimezone(UTC)}), contest)) == flagged


def test_an_iin_that_differs_from_the_birth_date_is_a_warning_of_its_own(contest: Contest, good: Application) -> None:
    found = screen(but(good, "applicant", birth_date=date(2002, 3, 15)), contest)
    assert [(flag.rule, flag.personal) for flag in found] == [("iin-birth-date", True)]
    assert "14.03.2002" in found[0].reason.ru
    assert "15.03.2002" in found[0].reason.kk


@pytest.mark.parametrize(
    ("part", "update", "expected"),
    [
        ("applicant", {"iin": "020314500010"}, "iin"),
        ("applicant", {"iin": ""}, "iin"),
        ("applicant", {"citizenship": ""}, "citizenship"),
        ("applicant", {"citizenship": "Өзбекстан"}, "citizenship"),
        ("applicant", {"citizenship": "не гражданин РК"}, "citizenship"),
        ("applicant", {"registration_address": ""}, "registration"),
        ("applicant", {"registration_kind": "жоқ"}, "registration-kind"),
        ("applicant", {"registration_address": "Алматы облысы, Қонаев"}, "registration-elsewhere"),
        ("applicant", {"status": ""}, "status"),
        ("applicant", {"status": "кәсіпкер"}, "status"),
        ("applicant", {"surname": "Cейітов"}, "mixed-alphabet:name"),
        ("project", {"title": "Таза өзен 🌊"}, "emoji:title"),
        ("project", {"title": "Жаcтар"}, "mixed-alphabet:title"),
        ("project", {"months": 5}, "months"),
        ("project", {"months": None}, "months"),
        ("project", {"direction": None}, "direction"),
        ("project", {"grant_asked": None}, "grant-asked"),
        ("project", {"budget": ()}, "budget-missing"),
    ],
)
def test_each_rule_has_its_flag(
    contest: Contest, good: Application, part: str, update: dict[str, object], expected: object
) -> None:
    assert rules(but(good, part, **update), contest) == [expected]


@pytest.mark.parametrize(
    "text", ["Қазақстан", "РК", "ҚР азаматы", "гражданка Республики Казахстан", "KZ", "Kazakhstan"]
)
def test_citizenship_is_written_in_many_ways(contest: Contest, good: Application, text: str) -> None:
    assert rules(but(good, "applicant", citizenship=text), contest) == []


def test_sums_are_checked_with_their_figures(contest: Contest, good: Application) -> None:
    rows = (BudgetRow(number=1, item="Сөре", quantity="3", price=200_000, amount=700_000),)
    found = screen(but(good, "project", budget=rows, total_cost=1_200_000, grant_asked=1_300_000), contest)
    assert [flag.rule for flag in found] == ["grant-cap", "grant-over-total", "budget-row:1", "budget-total"]
    assert "300\u00a0000\u00a0₸" in found[0].reason.ru
    assert "600\u00a0000\u00a0₸" in found[2].reason.kk
    assert "500\u00a0000\u00a0₸" in found[3].reason.ru
    assert all(flag.point and not flag.personal for flag in found)


def test_the_budget_may_show_only_what_the_grant_pays(contest: Contest, good: Application) -> None:
    assert rules(but(good, "project", total_cost=1_500_000), contest) == []


def test_a_barred_purpose_is_a_flag_that_quotes_the_word(contest: Contest, good: Application) -> None:
    purpose = next(one for one in contest.profile.project.barred if one.where in ("both", "budget"))
    words = purpose.words[0]
    rows = (*good.project.budget[:1], BudgetRow(number=2, item=f"({words.upper()})", amount=300_000))
    found = screen(but(good, "project", budget=rows), contest)
    assert f"barred:{purpose.code}" in [flag.rule for flag in found]
    assert words in next(flag for flag in found if flag.rule == f"barred:{purpose.code}").reason.ru


def test_a_missing_document_is_named(contest: Contest, good: Application) -> None:
    needed = next(one for one in contest.profile.project.documents if one.required)
    rest = tuple(one for one in good.attachments if one.kind != needed.code)
    assert rules(good.model_copy(update={"attachments": rest}), contest) == [f"document:{needed.code}"]


def test_the_same_person_is_told_by_iin_name_or_phone(contest: Contest, good: Application) -> None:
    twin = good.model_copy(update={"code": "ABAI-0002"})
    other = but(twin, "applicant", iin="", mobile="", surname="СЕЙИТОВ", patronymic="")
    neighbour = but(twin, "applicant", iin="", surname="Басқа", mobile="8 (701) 000-11-22")
    every = (SameBy.IIN, SameBy.NAME, SameBy.PHONE)
    assert People([good, twin]).same_person(good) == (SamePerson(by=every, n=1, codes=("ABAI-0002",)),)
    assert rules(good, contest, others=[good, twin]) == ["second-application"]
    assert rules(good, contest, others=[other]) == ["second-application"]
    assert rules(good, contest, others=[neighbour]) == ["same-phone"]
    assert {code: [flag.rule for flag in flags] for code, flags in screen_all([good, twin], contest).items()} == {
        "ABAI-0001": ["second-application"], "ABAI-0002": ["second-application"]
    }  # fmt: skip


def test_an_earlier_winner_counts_only_where_the_profile_bars_that_contest(contest: Contest, good: Application) -> None:
    assert rules(good, contest, earlier_winners=[earlier_winner(good, "zhas-2023")]) == ["earlier-winner"]
    assert rules(good, contest, earlier_winners=[earlier_winner(good, "zhas-2022")]) == []
    nameless = earlier_winner(but(good, "applicant", iin=""), "zhas-2023")
    assert rules(good, contest, earlier_winners=[nameless]) == ["earlier-winner"]


@pytest.mark.parametrize(
    ("text", "value"),
    [("+7 701 000 11 22", "+77010001122"), ("8(701)000-11-22, 2-22-33", "+77010001122"), ("22-33", ""), ("", ""),
     ("701 000 11 22", "+77010001122"), ("77010001122", "+77010001122"), ("+8 701 000 11 22", "+77010001122"),
     ("тел. 8-7172-12-34-56", "+77172123456"), ("+998 90 123 45 67", "+998901234567"), ("+1 202 555 01234", ""),
     ("020314500014", "")],
)  # fmt: skip
def test_phones_compare_however_they_are_written(text: str, value: object) -> None:
    assert phone_key(text) == value


def test_a_contest_without_money_asks_for_no_budget(
    contest: Contest, good: Application, with_rules: Callable[..., Contest]
) -> None:
    free = with_rules(contest, "project", grant_at_most=None)
    assert rules(but(good, "project", budget=(), grant_asked=None), free) == []


@given(
    people=st.lists(st.tuples(st.integers(0, 2), st.integers(0, 2), st.integers(0, 2)), max_size=12),
    most=st.integers(1, 4),
)
def test_the_same_person_is_found_as_by_comparing_all_with_all(
    people: list[tuple[int, int, int]], most: int, good: Application
) -> None:
    iins, surnames, phones = ("", "1", "2"), ("", "Ахмет", "Сапар"), ("", "8 701 000 11 22", "8 701 000 11 33")
    all_ = [
        but(
            good.model_copy(update={"code": f"A{n:02}"}),
            "applicant",
            iin=iins[i],
            surname=surnames[s],
            mobile=phones[p],
        )
        for n, (i, s, p) in enumerate(people)
    ]
    index = People(all_)
    for one, mine in zip(all_, people, strict=True):
        expected: dict[tuple[SameBy, ...], list[str]] = {}
        for other, theirs in zip(all_, people, strict=True):
            by = tuple(kind for kind, a, b in zip(SameBy, mine, theirs, strict=True) if a and a == b)
            if by and other is not one:
                expected.setdefault(by, []).append(other.code)
        found = index.same_person(one, most=most)
        assert {same.by: (same.n, same.codes) for same in found} == {
            by: (len(codes), tuple(codes[:most])) for by, codes in expected.items()
        }

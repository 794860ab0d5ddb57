from datetime import UTC, date, datetime, timedelta, timezone
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.contest.application import Application
from models.contest.contest import Contest
from models.intake import reading
from models.intake.columns import IGNORE, recognise
from models.intake.fields import BUDGET_TABLE, MAIN, PLAN_TABLE, field_for
from models.intake.folding import emoji, fold, fold_heading, mixed_words
from models.intake.outside.tables import TableRow
from models.intake.parse import Parsed, parse_row
from models.intake.parts import budget_lines, plan_lines
from models.intake.reading import UnreadableError

FIVE = timezone(timedelta(hours=5))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1 000 000 ₸", 1_000_000), ("1 000 000,00", 1_000_000), ("1\u00a0000\u202f000 тг.", 1_000_000),
        ("1000000.00 KZT", 1_000_000), ("1.000.000", 1_000_000), ("1,000,000.00", 1_000_000), ("950000", 950_000),
        ("0", 0), ("5'000 теңге", 5_000),
    ],
)  # fmt: skip
def test_money_is_read_as_people_write_it(text: str, value: object) -> None:
    assert reading.money(text) == value


@pytest.mark.parametrize(
    "text", ["", "миллион", "1 000 000,50", "1-2", "-5", "1e6", "1.000,000.00", "12 мың", "1,000,00"]
)
def test_money_that_is_not_plain_is_refused(text: str) -> None:
    with pytest.raises(UnreadableError, match="whole tenge"):
        reading.money(text)


@given(st.integers(0, 10**12))
def test_money_written_in_groups_reads_back(value: object) -> None:
    for separator in (" ", "\u00a0", ",", "."):
        assert reading.money(f"{value:,}".replace(",", separator) + " ₸") == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("14.03.2002", date(2002, 3, 14)), ("14/03/2002", date(2002, 3, 14)), ("2002-03-14", date(2002, 3, 14)),
        ("14.03.2002 ж.", date(2002, 3, 14)), ("2002-03-14 00:00:00", date(2002, 3, 14)), ("37329", date(2002, 3, 14)),
        ("37329.5", date(2002, 3, 14)), ("29.02.2000", date(2000, 2, 29)),
    ],
)  # fmt: skip
def test_dates_are_read_as_people_write_them(text: str, value: object) -> None:
    assert reading.day(text) == value


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("9 сентября 2022", date(2022, 9, 9)),
        ("1 мая 2022 г.", date(2022, 5, 1)),
        ("3 мамыр 2022", date(2022, 5, 3)),
        ("14-наурыз 2002", date(2002, 3, 14)),
        ("12 Қыркүйек 2022 ж.", date(2022, 9, 12)),
    ],
)
def test_a_month_in_words_is_read_in_either_language(text: str, expected: date) -> None:
    assert reading.day(text) == expected


@pytest.mark.parametrize(
    "text", ["", "31.02.2002", "03.2002", "14.03.02", "2002", "вчера", "14 бурыл 2002", "31 ақпан 2002", "99999"]
)
def test_a_date_in_doubt_is_refused(text: str) -> None:
    with pytest.raises(UnreadableError, match="date"):
        reading.day(text)


def test_a_moment_is_local_time_unless_it_says_otherwise() -> None:
    assert reading.moment("24.04.2024 23:59", FIVE).astimezone(UTC) == datetime(2024, 4, 24, 18, 59, tzinfo=UTC)
    assert reading.moment("2024-04-24T23:59:00Z", FIVE) == datetime(2024, 4, 24, 23, 59, tzinfo=UTC)
    assert reading.moment("2024-04-24 23:59:10+06:00", FIVE) == datetime(2024, 4, 24, 17, 59, 10, tzinfo=UTC)
    assert reading.moment("24.04.2024", FIVE) == datetime(2024, 4, 24, 7, tzinfo=UTC)
    assert reading.moment("45406.5", FIVE) == datetime(2024, 4, 24, 7, tzinfo=UTC)
    with pytest.raises(UnreadableError):
        reading.moment("24.04.2024 25:00", FIVE)


@pytest.mark.parametrize(
    ("text", "value"), [("2", 2), ("3 дана", 3), ("1,5 кг", Fraction(3, 2)), ("2 х 3", None), ("", None)]
)
def test_a_quantity_is_one_number_or_none(text: str, value: object) -> None:
    assert reading.quantity(text) == value


@pytest.mark.parametrize(("text", "value"), [("3", 3), ("3 ай", 3), ("2 месяца", 2), ("4 мес.", 4)])
def test_months(text: str, value: object) -> None:
    assert reading.months(text) == value


@pytest.mark.parametrize("text", ["90 күн", "3-4 ай", "май-июль", "1,5 мес"])
def test_a_length_not_in_months_is_refused(text: str) -> None:
    with pytest.raises(UnreadableError, match="months"):
        reading.months(text)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Абай облысы", "abai"), ("область Абай", "abai"), ("ABAI", "abai"), ("Aбай", "abai"),
        ("Абайская обл.", "abai"),
        ("Алматинская область", "almaty-region"), ("Алматы обл.", "almaty-region"), ("Алматы қаласы", None),
        ("Атырау облысы", None),
    ],
)  # fmt: skip
def test_a_territory_is_told_in_three_languages(contest: Contest, text: str, code: str | None) -> None:
    assert reading.territory(text, contest.territories) == code


def test_a_direction_is_told_by_number_or_words(contest: Contest) -> None:
    directions = contest.profile.project.directions
    for number, words in enumerate(directions, 1):
        for text in (str(number), words.kk, words.ru.upper(), f"{number}. {words.ru}"):
            assert reading.direction(text, directions) == number
    assert reading.direction("17", directions) is None
    assert reading.direction(f"2. {directions[0].ru}", directions) is None


def test_no_heading_names_two_fields() -> None:
    for fields in (MAIN, PLAN_TABLE, BUDGET_TABLE):
        listed = [(fold_heading(heading), one.code) for one in fields for heading in one.headings]
        assert len({folded for folded, _ in listed}) == len(set(listed))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("ЖOБA  АTАУЫ:", "project.title"), ("ИИH", "applicant.iin"), ("Сумма гранта (₸)", "project.grant_asked"),
        ("📧 E-mail", "applicant.email"), ("Фaмилия\u00a0", "applicant.surname"),
        ("Туган куни", "applicant.birth_date"),
        ("BIRTH DATE", "applicant.birth_date"), ("нечто", None),
    ],
)  # fmt: skip
def test_dirty_headings_are_recognised(text: str, code: str | None) -> None:
    assert field_for(text) == code


def test_what_a_person_chose_is_remembered_and_a_second_column_is_asked_for() -> None:
    mapping = recognise(["Нечто", "ФИО", "Ф.И.О.", ""])
    assert mapping.choices == (None, "applicant.full_name", None, IGNORE)
    assert (mapping.unknown, mapping.doubled) == (("Нечто", "Ф.И.О."), (2,))
    chosen = mapping.choose(0, "project.title").choose(2, IGNORE)
    assert recognise(["НЕЧТО!"], chosen.remember()).choices == ("project.title",)
    with pytest.raises(KeyError):
        mapping.choose(0, "no.such")


@given(st.text(alphabet="абвәқңaeopcxABC №.-_ёіһ", max_size=20))
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_intruders_are_seen() -> None:
    assert mixed_words("Жаcтар studio studiо") == ["Жаcтар", "studiо"]
    assert emoji("Таза өзен 🌊 ₸ №1 ⭐") == ["🌊", "⭐"]


def test_plan_and_budget_stand_in_one_cell() -> None:
    assert [row.action for row in plan_lines("Дайындық | мамыр | жастар\n\nІске асыру|маусым\nҚорытынды")] == [
        "Дайындық", "Іске асыру", "Қорытынды"
    ]  # fmt: skip
    (row,) = budget_lines("Бояу | 2 л | 1 500 ₸ | 3 000")
    assert (row.number, row.item, row.quantity, row.price, row.amount) == (1, "Бояу", "2 л", 1500, 3000)
    for wrong in ("Бояу | 2 | 1500", "Бояу | 2 | көп | 3000", "| 2 | 1 | 2"):
        with pytest.raises(UnreadableError):
            budget_lines(wrong)


HEADINGS = ("ФИО", "Название проекта", "Сумма гранта", "Дата рождения", "Область", "ИИН", "Направление")


def parsed(contest: Contest, *cells: str) -> Parsed:
    return parse_row(TableRow(7, cells), recognise(HEADINGS).columns(), contest)


def test_every_unreadable_cell_of_a_row_is_named_with_what_is_expected(contest: Contest) -> None:
    found = parsed(contest, "Петров", "Двор", "много", "31.02.2001", "абай", "", "")
    assert (found.application, found.row) == (None, 7)
    assert [("много" in line, "31.02.2001" in line) for line in found.defects] == [(True, False), (False, True)]
    assert all("expected" in line for line in found.defects)


def test_a_row_without_name_or_title_is_refused(contest: Contest) -> None:
    assert len(parsed(contest, "", "", "", "", "", "", "").defects) == 2


def test_what_is_not_of_the_contest_is_noted_and_kept(contest: Contest) -> None:
    found = parsed(contest, "Ғали  Әсел Ерқызы", "Үлгі", "", "", "Марс", "", "Ғарыш")
    made = found.application
    assert (made.applicant.surname, made.applicant.given_name, made.applicant.patronymic) == ("Ғали", "Әсел", "Ерқызы")
    assert (made.territory, made.project.direction, made.language) == ("", None, "kk")
    assert made.columns == (("territory", "Марс"), ("direction", "Ғарыш"))
    assert len(found.notes) == 2


def test_zeros_that_a_spreadsheet_took_come_back_only_where_the_check_digit_fits(
    contest: Contest, good: Application
) -> None:
    iin = good.applicant.iin
    assert iin.startswith("0")
    found = parsed(contest, "Петров", "Двор", "", "", "абай", iin[1:], "")
    assert (found.application.applicant.iin, len(found.notes)) == (iin, 1)
    wrong = iin[1:-1] + str((int(iin[-1]) + 1) % 10)
    assert parsed(contest, "Петров", "Двор", "", "", "абай", wrong, "").application.applicant.iin == wrong

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.intake.iin import IinFault, check_digit, check_iin


@st.composite
def first_eleven(draw: st.DrawFn) -> tuple[str, date, str]:
    born = draw(st.dates(date(1900, 1, 1), date(2099, 12, 31)))
    sex = draw(st.sampled_from("mf"))
    century = {1900: "34", 2000: "56"}[born.year // 100 * 100]["mf".index(sex)]
    return f"{born:%y%m%d}{century}{draw(st.integers(0, 9999)):04}", born, sex


@given(first_eleven())
def test_an_iin_with_its_check_digit_tells_date_and_sex(made: tuple[str, date, str]) -> None:
    start, born, sex = made
    check = check_digit(start)
    if check is None:
        assert check_iin(start + "0").faults == (IinFault.NOT_IN_USE,)
        return
    facts = check_iin(f" {start[:6]} {start[6:]}{check} ")
    assert (facts.valid, facts.birth_date, facts.sex) == (True, born, sex)


def weighted(digits: str) -> int | None:
    """The rule once more, written out slowly."""
    first = second = 0
    for place in range(1, 12):
        first += int(digits[place - 1]) * place
        second += int(digits[place - 1]) * ((place + 1) % 11 + 1)
    if first % 11 != 10:
        return first % 11
    return second % 11 if second % 11 != 10 else None


@given(first_eleven(), st.integers(0, 11), st.integers(1, 9))
def test_a_changed_digit_is_found_wherever_the_two_sums_permit(
    made: tuple[str, date, str], place: int, by: int
) -> None:
    start, _, _ = made
    check = check_digit(start)
    if check is None:
        return
    digits = start + str(check)
    wrong = digits[:place] + str((int(digits[place]) + by) % 10) + digits[place + 1 :]
    sums = {IinFault.CHECK_DIGIT, IinFault.NOT_IN_USE}
    assert bool(sums & set(check_iin(wrong).faults)) == (weighted(wrong) != int(wrong[11]))
    if place == 11:
        assert IinFault.CHECK_DIGIT in check_iin(wrong).faults


@given(first_eleven())
def test_the_check_digit_agrees_with_a_slow_reckoning(made: tuple[str, date, str]) -> None:
    assert check_digit(made[0]) == weighted(made[0])


def test_the_second_row_of_weights_is_3_to_11_then_1_2() -> None:
    found = [
        n
        for n in range(5000)
        if sum(int(d) * w for d, w in zip(f"0203145{n:04}", range(1, 12), strict=True)) % 11 == 10
    ]
    start = f"0203145{found[0]:04}"
    again = sum(int(d) * w for d, w in zip(start, (3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2), strict=True)) % 11
    assert check_digit(start) == (again if again < 10 else None)


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        ("", {IinFault.EMPTY}),
        ("02031450001", {IinFault.LENGTH}),
        ("0203145000199", {IinFault.LENGTH}),
        ("02031450001x", {IinFault.NOT_DIGITS}),
        ("٠٢٠٣١٤٥٠٠٠١٤", {IinFault.NOT_DIGITS}),
    ],
)
def test_what_is_no_iin_says_why(text: str, faults: set[IinFault]) -> None:
    assert set(check_iin(text).faults) == faults


def test_an_impossible_date_and_century_are_named() -> None:
    assert IinFault.DATE in check_iin("020230500019").faults
    assert IinFault.CENTURY in check_iin("020214700019").faults
    assert check_iin("020214700019").birth_date is None

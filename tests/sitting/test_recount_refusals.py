"""What a table of marks or a rule may say wrongly: refused by its row, or said; the order of rows decides nothing."""

from collections.abc import Callable
from itertools import permutations
from pathlib import Path

import pytest

from models.contest.counting_files import load_counting
from models.contest.criteria import CriteriaSet
from models.errors import IntakeError, ProfileError
from models.sitting.counting.recount import recount

Load = Callable[..., CriteriaSet]
ROUNDS = '{ do = "sum", over = "members" }, { do = "sum", over = "rounds" }'
FACTOR = '{ do = "sum", over = "members" }, { do = "multiply", column = "factor" }'


@pytest.fixture
def load(tmp_path: Path) -> Load:
    def from_text(steps: str = '{ do = "sum", over = "members" }', more: str = "", criterion: str = "") -> CriteriaSet:
        file = tmp_path / "rule.toml"
        file.write_text(
            f'[[criteria.criteria]]\ncode = "C1"\nmaximum = 20\n{criterion}\n'
            f"[criteria.counting]\nsteps = [{steps}]\n{more}\n",
            encoding="utf-8",
        )
        return load_counting(file)

    return from_text


def table(heading: str, *rows: str) -> str:
    return "\n".join([f"application,member,criterion,points{heading}", *rows, ""])


def problems(text: str, rule: CriteriaSet) -> tuple[str, ...]:
    with pytest.raises(IntakeError) as refused:
        recount(text, rule)
    return refused.value.problems


def test_rounds_that_contradict_each_other_never_decide_by_the_order_of_rows(load: Load) -> None:
    tie = 'ties.steps = [{ by = "column", column = "from", values = ["village"] }]'
    rows = ["A,m,C1,5,1,north,village", "A,m,C1,5,2,north,town", "B,m,C1,5,1,north,town", "B,m,C1,5,2,north,town"]
    for order in permutations(rows):
        (told,) = problems(table(",round,territory,from", *order), load(ROUNDS, tie))
        assert "“from” of application “A” is" in told
    rows[1] = "A,m,C1,5,2,south,village"
    (told,) = problems(table(",round,territory,from", *rows), load(ROUNDS, tie))
    assert told == "row 3: “territory” of application “A” is “south”, but “north” in row 2"
    rows[1] = "A,m,C1,5,2,north,village"
    assert [r.application for r in recount(table(",round,territory,from", *rows), load(ROUNDS, tie)).rows] == ["A", "B"]


def test_a_column_of_one_round_may_differ_and_the_chain_goes_by_the_rounds_numbers(load: Load) -> None:
    steps = '{ do = "sum", over = "members" }, { do = "multiply", column = "factor" }, { do = "sum", over = "rounds" }'
    rows = ["A,m,C1,1,10,2", "A,m,C1,2,9,3", "A,m,C1,3,final,4"]
    chains = {recount(table(",round,factor", *order), load(steps)).steps("A") for order in permutations(rows)}
    assert chains == {("2 = 2", "2 × 3 = 6", "1 = 1", "1 × 2 = 2", "3 = 3", "3 × 4 = 12", "6+2+12 = 20 (3 of 3)")}


def test_a_factor_that_is_no_number_is_named_with_its_row(load: Load) -> None:
    rows = ["A,m,C1,1,2", "B,m,C1,1,", "C,m,C1,1,two", "D,m,C1,1," + "9" * 6000, "E,m,C1,,?"]
    assert problems(table(",factor", *rows), load(FACTOR)) == (
        "row 3: “factor” of application “B” is “”; the rule needs a number",
        "row 4: “factor” of application “C” is “two”; the rule needs a number",
        f"row 5: “factor” of application “D” is “{'9' * 40}…”; the rule needs a number",
    )
    assert problems(table("", "A,m,C1,1"), load(FACTOR)) == ("row 1: these columns are missing: factor",)
    assert problems(table("", "A,m,C1," + "9" * 6000), load()) == (
        f"row 2: “{'9' * 40}…” is not a whole number of points",
    )
    assert recount(table(",factor", rows[0], rows[4]), load(FACTOR)).rows[0].shown == "2"


def test_a_ranking_of_its_own_needs_its_column_and_an_empty_value_is_none_of_the_others(load: Load) -> None:
    rule = load(more='apart = ["territory", "category"]')
    assert problems(table(",territory", "A,m,C1,1,x"), rule) == ("row 1: these columns are missing: category",)
    counted = recount(table(",territory,category", "A,m,C1,1,x,", "B,m,C1,2,,x"), rule)
    assert [(row.application, row.territory, row.place) for row in counted.rows] == [
        ("A", "x · –", 1),
        ("B", "– · x", 1),
    ]


def test_what_can_not_be_compared_is_said(load: Load) -> None:
    tie = 'ties.steps = [{ by = "column", column = "age" }, { by = "earlier-submission" }]'
    rows = ["A,m,C1,5,first,5 points", "B,m,C1,5,1-2,5"]
    counted = recount(table(",place,total", *rows), load(more=tie))
    assert counted.differences == (
        "A: the published “first” is no number, so it was not compared.",
        "A: the published “5 points” is no number, so it was not compared.",
    )
    assert counted.statements == (
        "The table has no column “age”, by which the rule tells equal totals apart; places stay shared.",
        "The table has no column “submitted”, by which the rule tells equal totals apart; places stay shared.",
    )
    assert recount(table("", "A,m,C1,5", "B,m,C1,4"), load(more=tie)).statements == ()


def test_a_file_that_is_no_text_is_called_so(load: Load) -> None:
    text = table("", "A,m,C1,5").encode("utf-16-le")
    with pytest.raises(IntakeError, match="no text in UTF-8"):
        recount(text, load())
    assert problems("[" * 200_000, load()) == ("row 1: this row can't be read as CSV",)


@pytest.mark.parametrize(
    ("rule", "told"),
    [
        ({"criterion": "weight = 0"}, "line 4, criteria.criteria.weight: expected: a number above 0; found: 0"),
        ({"criterion": "minimum = 20"}, "line 3, criteria.criteria.maximum: expected: a number above 20; found: 20"),
        (
            {"more": "threshold = { share = 2, strictly = true }"},
            (
                "line 7, criteria.counting.threshold.share: "
                "expected: a share from 0 to 1, such as '1/2' or '2/3'; found: 2"
            ),
        ),
        ({"more": "unequal = []"}, "line 7, criteria.counting.unequal: at least one is expected, nothing stands here"),
        (
            {"more": "shown_places = 13"},
            "line 7, criteria.counting.shown_places: expected: a number up to 12; found: “13”",
        ),
        (
            {"more": "shown_places = " + "9" * 5000},
            (
                "line 7: this is not valid TOML "
                "(what stands there is neither a key nor a value; text stands in quotation marks)"
            ),
        ),
    ],
)
def test_a_file_for_counting_alone_is_checked_like_a_whole_profile(load: Load, rule: dict[str, str], told: str) -> None:
    with pytest.raises(ProfileError) as refused:
        load(**rule)
    assert refused.value.problems == (told,)


def test_published_figures_are_told_as_they_were_written(load: Load) -> None:
    counted = recount(table(",place,total", "A,m,C1,4,1,4.5", "B,m,C1,3,2,9.25"), load())
    assert counted.differences == (
        "A: published total 4.5, by its marks 4.",
        "B: published total 9.25, by its marks 3.",
        "The published list is not in the order of its own points: A (4.5) before B (9.25).",
    )

"""Recounting published tables."""

import csv
from io import StringIO
from pathlib import Path

import pytest

from models.contest.counting_files import load_counting
from models.contest.criteria import CriteriaSet
from models.errors import IntakeError, ProfileError, UsageError
from models.sitting.counting.recount import recount

RULE = """
[[criteria.criteria]]
code = "C1"
maximum = 28
[criteria.counting]
higher_is_better = false
steps = [{{ do = "{do}", over = "members" }}]
"""


@pytest.fixture
def rule(tmp_path: Path) -> CriteriaSet:
    file = tmp_path / "mean.toml"
    file.write_text(RULE.format(do="mean"), encoding="utf-8")
    return load_counting(file)


def table(marks: dict[str, list[int | str]], more: str = "") -> str:
    rows = [f"{code},m{n},C1,{mark}" for code, row in marks.items() for n, mark in enumerate(row)]
    return f"application,member,criterion,points{more}\n" + "\n".join(rows) + "\n"


def test_lower_mean_is_better_and_equal_totals_share_a_place(rule: CriteriaSet) -> None:
    counted = recount(table({"A": [1, 2, 2], "B": [3, 1, 1], "C": [9, 9, 9], "D": [1, 1, 1]}), rule)
    assert counted.to_csv() == (
        "place,application,total,marks,members,remark\n1,D,1,3,3,\n2,A,5/3,3,3,\n2,B,5/3,3,3,\n4,C,9,3,3,\n"
    )
    assert counted.steps("A") == ("(1+2+2) ÷ 3 = 5/3 (3 of 3)",)
    with pytest.raises(UsageError):
        counted.steps("X")


def test_a_missing_mark_is_never_zero(rule: CriteriaSet) -> None:
    counted = recount(table({"A": [2, "", 4], "B": [4, 4, 4]}), rule)
    assert [(row.application, row.shown, row.marks) for row in counted.rows] == [("A", "3", 2), ("B", "4", 3)]
    assert counted.comparable
    assert counted.statements == (
        "A, m1: no points for C1; this member's marks are not counted here, and never as 0.",
        "·: numbers of marks differ (2, 3); ranked by the mean of the valid marks, as the rule says.",
    )


def test_a_sum_over_holes_is_refused_where_the_mean_is_stable(rule: CriteriaSet, tmp_path: Path) -> None:
    marks: dict[str, list[int | str]] = {
        f"A{a:02}": ["" if (a * 5 + m * 7) % 12 < 2 else min(28, 1 + a + (a * m) % 3) for m in range(12)]
        for a in range(28)
    }
    marks["A05"][next(m for m, mark in enumerate(marks["A05"]) if mark != "")] = ""
    assert sum(row.count("") for row in marks.values()) == 57
    assert recount(table(marks), rule).rows[0].application == "A00"
    file = tmp_path / "sum.toml"
    file.write_text(RULE.format(do="sum"), encoding="utf-8")
    summed = recount(table(marks), load_counting(file))
    assert not summed.comparable
    assert {row.place for row in summed.rows} == {None}
    assert "not comparable" in summed.statements[-1]


def test_territories_are_ranked_apart_and_bad_rows_are_named(rule: CriteriaSet) -> None:
    good = "application;member;criterion;points;territory\nA;m;C1;1;Абай\nB;m;C1;2;Абай\nC;m;C1;5;Алматы\n"
    assert [(row.territory, row.place) for row in recount(good.encode("cp1251"), rule).rows] == [
        ("Абай", 1),
        ("Абай", 2),
        ("Алматы", 1),
    ]
    bad = "A;m;C2;1;Абай\nA;m;C1;2.0;Абай\nA;m;C1;29;Абай\nA;m;C1;2;Абай\nA;n;C1;2;Алматы\nC;m;C1;\n"
    with pytest.raises(IntakeError) as refused:
        recount(good + bad, rule)
    assert refused.value.problems == (
        "row 5: no criterion “C2”; there are: C1",
        "row 6: “2.0” is not a whole number of points",
        "row 7: 29 is outside 0–28",
        "row 8: a second value for application “A”, member “m”, criterion “C1”",
        "row 9: “territory” of application “A” is “Алматы”, but “Абай” in row 2",
        "row 10: 4 cells instead of 5",
    )


def test_a_table_without_its_columns_is_refused(rule: CriteriaSet) -> None:
    with pytest.raises(IntakeError, match="member, points"):
        recount("application,criterion\n", rule)
    assert recount("application,member,criterion,points\n", rule).rows == ()


def test_a_published_list_out_of_its_own_order_is_detected() -> None:
    rows = ["application,member,criterion,points,place,total"]
    for code, place, total, marks in (("A", 1, 106, [26] * 4), ("B", 2, 114, [25] * 4)):
        del marks
        for member in range(5):
            of_member = total // 5 + (1 if member < total % 5 else 0)
            for n in range(5):
                mark = of_member // 5 + (1 if n < of_member % 5 else 0)
                rows.append(f"{code},m{member},C{n + 1},{mark},{place},{total}")
    counted = recount("\n".join(rows), load_counting("zhas-2022"))
    assert counted.differences == (
        "B: published place 2, by its marks place 1.",
        "A: published place 1, by its marks place 2.",
        "The published list is not in the order of its own points: A (106) before B (114).",
    )
    assert counted.heading()[-2:] == ("published_place", "published_total")


def test_rounds_carry_over(tmp_path: Path) -> None:
    file = tmp_path / "rounds.toml"
    file.write_text(
        """
[[criteria.criteria]]
code = "C1"
maximum = 20
[criteria.counting]
steps = [
  { do = "drop", over = "members", highest = 1, lowest = 1 },
  { do = "sum", over = "members" },
  { do = "multiply", by = 0.6 },
  { do = "multiply", column = "difficulty" },
  { do = "sum", over = "rounds" },
]
""",
        encoding="utf-8",
    )
    rows = ["application,member,criterion,points,round,difficulty,club"]
    rows += [f"A,m{n},C1,{mark},1,2.8,X" for n, mark in enumerate([14, 15, 13, 14, 16, 12, 15])]
    rows += [f"A,m{n},C1,10,2,3.1,X" for n in range(7)]
    counted = recount("\n".join(rows), load_counting(file))
    assert counted.to_csv() == "place,application,total,marks,members,remark,club\n1,A,212.28,14,14,,X\n"


def test_a_wrong_counting_file_names_line_and_key(tmp_path: Path) -> None:
    file = tmp_path / "wrong.toml"
    file.write_text(RULE.format(do="meen"), encoding="utf-8")
    with pytest.raises(ProfileError, match=r"line 7, criteria\.counting\.steps"):
        load_counting(file)


def test_builtin_profiles_count() -> None:
    assert load_counting("zhas-2022").maximum == 25


def test_a_points_table_with_count_back(tmp_path: Path) -> None:
    file = tmp_path / "table.toml"
    file.write_text(
        """
[[criteria.criteria]]
code = "C1"
maximum = 9
[criteria.counting]
steps = [
  { do = "table", points = [["1", "10"], ["2", "5"], ["3", "0"]], otherwise = "0" },
  { do = "sum", over = "members" },
]
ties.steps = [{ by = "count-back", higher_first = false }]
""",
        encoding="utf-8",
    )
    counted = recount(table({"A": [2, 2, 9], "B": [1, 9, 9], "C": [9, 1, 9], "D": [9, 9, 9]}), load_counting(file))
    assert [(row.application, row.place, row.shown) for row in counted.rows] == [
        ("B", 1, "10"),
        ("C", 1, "10"),
        ("A", 3, "10"),
        ("D", 4, "0"),
    ]
    assert counted.rows[0].tie_values == ("1×1, 9×2",)


def test_nothing_of_the_answer_is_a_formula_to_a_spreadsheet(rule: CriteriaSet) -> None:
    heading = "application,member,criterion,points,=club,other\n"
    counted = recount(heading + "A,m1,C1,2,=1+1,-1/2\n=B,m1,C1,3,|x,＝1\n", rule)
    assert list(csv.reader(StringIO(counted.to_csv()))) == [
        ["place", "application", "total", "marks", "members", "remark", "'=club", "other"],
        ["1", "A", "2", "1", "1", "", "'=1+1", "-1/2"],
        ["2", "'=B", "3", "1", "1", "", "'|x", "'＝1"],
    ]

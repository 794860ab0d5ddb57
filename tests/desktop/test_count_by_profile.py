"""`tandau count` with a profile alone: other contests' rules, their numbers worked out by hand beside them."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pytest

from desktop import crash
from desktop.cli import run

Count = Callable[[str, str], tuple[str, str]]
Table = Mapping[str, Mapping[str, Sequence[int | str]]]


@pytest.fixture
def count(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Count:
    """Return a function that counts a table by a rule file: what stands on stdout (with every step), and on stderr."""
    monkeypatch.setattr(crash, "install", lambda folder: None)
    monkeypatch.setenv("TANDAU_LANG", "en")

    def call(rule: str, table: str) -> tuple[str, str]:
        profile, marks = tmp_path / "rule.toml", tmp_path / "marks.csv"
        profile.write_text(rule, encoding="utf-8")
        marks.write_text(table, encoding="utf-8")
        assert run(["count", str(marks), "--profile", str(profile), "--steps"]) == 0
        told = capsys.readouterr()
        return told.out, told.err

    return call


def criteria(n: int, maximum: int) -> str:
    return "".join(f'[[criteria.criteria]]\ncode = "C{k}"\nmaximum = {maximum}\n' for k in range(1, n + 1))


def table(marks: Table, more: Mapping[str, str] | None = None, heading: str = "") -> str:
    """Write marks (application, member, a mark a criterion) as a long table; `more` is what follows a mark."""
    rows = [
        f"{application},{member},C{n},{mark}{(more or {}).get(application, '')}"
        for application, panel in marks.items()
        for member, row in panel.items()
        for n, mark in enumerate(row, 1)
    ]
    return "\n".join([f"application,member,criterion,points{heading}", *rows, ""])


def test_the_sum_of_five_criteria(count: Count) -> None:
    rule = (
        criteria(5, 5)
        + """
[criteria.counting]
steps = [{ do = "sum", over = "criteria" }, { do = "sum", over = "members" }]
"""
    )
    marks = {
        "A": {"m1": [5, 4, 5, 3, 5], "m2": [4, 4, 5, 4, 4]},  # 22 + 21 = 43
        "B": {"m1": [5, 5, 5, 5, 5], "m2": [4, 5, 5, 5, 5]},  # 25 + 24 = 49
        "C": {"m1": [5, 5, 5, 5, 4], "m2": [5, 5, 5, 5, 5]},  # 24 + 25 = 49: shares place 1, the next is 3
    }
    assert count(rule, table(marks)) == (
        (
            "place,application,total,marks,members,remark\n"
            "1,B,49,2,2,\n1,C,49,2,2,\n3,A,43,2,2,\n"
            "B: 5+5+5+5+5 = 25; 4+5+5+5+5 = 24; 25+24 = 49 (2 of 2)\n"
            "C: 5+5+5+5+4 = 24; 5+5+5+5+5 = 25; 24+25 = 49 (2 of 2)\n"
            "A: 5+4+5+3+5 = 22; 4+4+5+4+4 = 21; 22+21 = 43 (2 of 2)\n"
        ),
        "",
    )


def test_a_mean_without_extremes_rounded_times_a_factor_rounded_added_less_deductions(count: Count) -> None:
    rule = (
        criteria(2, 10)
        + """
[criteria.counting]
steps = [
  { do = "drop", over = "members", highest = 1, lowest = 1 },
  { do = "mean", over = "members" },
  { do = "round", places = 2, mode = "half-up" },
  { do = "multiply", column = "factor" },
  { do = "round", places = 2, mode = "half-up" },
  { do = "sum", over = "criteria" },
  { do = "subtract", column = "deductions" },
]
"""
    )
    # A, C1: 7 8 9 7 6 without 9 and 6: 7+8+7 = 22; 22/3 = 7.333… ≈ 7.33; × 1.335 = 9.78555 ≈ 9.79
    # A, C2: 8 8 6 9 7 without 9 and 6: 8+8+7 = 23; 23/3 = 7.666… ≈ 7.67; × 1.335 = 10.23945 ≈ 10.24
    # A: 9.79 + 10.24 = 20.03; − 0.5 = 19.53.
    # B: five times 8 and five times 8: 8 × 1.25 = 10, twice: 20; − 0 = 20
    panel = [[7, 8], [8, 8], [9, 6], [7, 9], [6, 7]]
    marks = {
        "A": {f"m{n}": row for n, row in enumerate(panel, 1)},
        "B": {f"m{n}": [8, 8] for n in range(1, 6)},
    }
    out, err = count(rule, table(marks, {"A": ',"1,335",0.5', "B": ",1.25,0"}, ",factor,deductions"))
    assert err == ""
    assert out.splitlines()[1:] == [
        "1,B,20,5,5,,1.25,0",
        '2,A,19.53,5,5,,"1,335",0.5',
        (
            "B: [8], 8, 8, 8, [8]; [8], 8, 8, 8, [8]; (8+8+8) ÷ 3 = 8; (8+8+8) ÷ 3 = 8; 8 ≈ 8.00; 8 ≈ 8.00; "
            "8 × 1.25 = 10; 8 × 1.25 = 10; 10 ≈ 10.00; 10 ≈ 10.00; 10+10 = 20; 20 − 0 = 20 (5 of 5)"
        ),
        (
            "A: 7, 8, [9], 7, [6]; 8, 8, [6], [9], 7; (7+8+7) ÷ 3 = 22/3; (8+8+7) ÷ 3 = 23/3; 22/3 ≈ 7.33; "
            "23/3 ≈ 7.67; 7.33 × 1.335 = 9.78555; 7.67 × 1.335 = 10.23945; 9.78555 ≈ 9.79; 10.23945 ≈ 10.24; "
            "9.79+10.24 = 20.03; 20.03 − 0.5 = 19.53 (5 of 5)"
        ),
    ]


DIVES = """
[[criteria.criteria]]
code = "C1"
maximum = 20
[criteria.counting]
shown_places = 2
steps = [
  { do = "drop", over = "members", highest = 1, lowest = 1 },
  { do = "sum", over = "members" },
  { do = "multiply", by = "0.6" },
  { do = "multiply", column = "difficulty" },
  { do = "sum", over = "rounds" },
]
ties.steps = [{ by = "round", round = "2" }]
"""


def test_the_middle_five_of_seven_times_difficulty_over_rounds_that_carry_over(count: Count) -> None:
    def rows(application: str, round_: int, difficulty: str, marks: Sequence[int]) -> list[str]:
        return [f"{application},j{n},C1,{mark},{round_},{difficulty}" for n, mark in enumerate(marks, 1)]

    # A, round 1: 14 15 13 14 15 without 16 and 12 = 71; × 0.6 = 42.6; × 2.8 = 119.28
    # A, round 2: five tens = 50; × 0.6 = 30; × 3.1 = 93. Together 212.28.
    # B, round 1: five tens × 0.6 × 3.1 = 93; round 2 as A's first: 119.28. Together 212.28 too.
    # The tie goes to the better second round: B with 119.28 before A with 93.
    # C, round 1: 12 × 5 = 60; × 0.6 = 36; × 2 = 72; round 2 the same: 144.
    first, tens, twelves = [14, 15, 13, 14, 16, 12, 15], [10] * 7, [12] * 7
    lines = [
        *rows("A", 1, "2.8", first),
        *rows("A", 2, "3.1", tens),
        *rows("B", 1, "3.1", tens),
        *rows("B", 2, "2.8", first),
        *rows("C", 1, "2", twelves),
        *rows("C", 2, "2", twelves),
    ]
    out, err = count(DIVES, "\n".join(["application,member,criterion,points,round,difficulty", *lines]))
    assert err == ""
    assert out.splitlines() == [
        "place,application,total,marks,members,remark",
        "1,B,212.28,14,14,",
        "2,A,212.28,14,14,",
        "3,C,144.00,14,14,",
        (
            "B: [10], 10, 10, 10, 10, 10, [10]; 10+10+10+10+10 = 50; 50 × 0.6 = 30; 30 × 3.1 = 93; "
            "14, 15, 13, 14, [16], [12], 15; 14+15+13+14+15 = 71; 71 × 0.6 = 42.6; 42.6 × 2.8 = 119.28; "
            "93+119.28 = 212.28 (14 of 14)"
        ),
        (
            "A: 14, 15, 13, 14, [16], [12], 15; 14+15+13+14+15 = 71; 71 × 0.6 = 42.6; 42.6 × 2.8 = 119.28; "
            "[10], 10, 10, 10, 10, 10, [10]; 10+10+10+10+10 = 50; 50 × 0.6 = 30; 30 × 3.1 = 93; "
            "119.28+93 = 212.28 (14 of 14)"
        ),
        (
            "C: [12], 12, 12, 12, 12, 12, [12]; 12+12+12+12+12 = 60; 60 × 0.6 = 36; 36 × 2 = 72; "
            "[12], 12, 12, 12, 12, 12, [12]; 12+12+12+12+12 = 60; 60 × 0.6 = 36; 36 × 2 = 72; 72+72 = 144 (14 of 14)"
        ),
    ]


def test_the_mean_where_lower_is_better_and_a_ten_thousandth_of_the_worst_mark(count: Count) -> None:
    rule = (
        criteria(1, 28)
        + """
[criteria.counting]
higher_is_better = false
steps = [{ do = "mean", over = "members" }, { do = "add-worst", by = "0.0001" }]
"""
    )
    # A: 3 1 4 4 = 12; ÷ 4 = 3; worst 4: 3 + 0.0004 = 3.0004
    # B: 3 3 3 3 = 12; ÷ 4 = 3; worst 3: 3 + 0.0003 = 3.0003: before A, whose mean is equal
    # C: 1 2 28 1 = 32; ÷ 4 = 8; worst 28: 8 + 0.0028 = 8.0028
    panels = {"A": [3, 1, 4, 4], "B": [3, 3, 3, 3], "C": [1, 2, 28, 1]}
    marks = {code: {f"m{n}": [mark] for n, mark in enumerate(row)} for code, row in panels.items()}
    assert count(rule, table(marks)) == (
        (
            "place,application,total,marks,members,remark\n"
            "1,B,3.0003,4,4,\n2,A,3.0004,4,4,\n3,C,8.0028,4,4,\n"
            "B: (3+3+3+3) ÷ 4 = 3; 3 + 0.0001×3 = 3.0003 (4 of 4)\n"
            "A: (3+1+4+4) ÷ 4 = 3; 3 + 0.0001×4 = 3.0004 (4 of 4)\n"
            "C: (1+2+28+1) ÷ 4 = 8; 8 + 0.0001×28 = 8.0028 (4 of 4)\n"
        ),
        "",
    )


def test_a_points_table_with_count_back(count: Count) -> None:
    rule = (
        criteria(1, 20)
        + """
[criteria.counting]
steps = [
  { do = "table", points = [["1", "25"], ["2", "18"], ["3", "15"], ["4", "12"]], otherwise = "0" },
  { do = "sum", over = "members" },
]
ties.steps = [{ by = "count-back", higher_first = false }]
"""
    )
    # places in three races, 25/18/15/12 points:
    # A: 1 4 4 = 25+12+12 = 49.  B: 2 2 9 = 18+18+0 = 36.  C: 3 3 3 = 45.  D: 1 9 9 = 25.  E: 9 1 20 = 25.
    # F: 4 1 4 = 49, the same places as A: they share.  G: 9 9 1 = 25: places 1 9 9 as D, better than E's 1 9 20.
    places = {"A": [1, 4, 4], "B": [2, 2, 9], "C": [3, 3, 3], "D": [1, 9, 9], "E": [9, 1, 20], "F": [4, 1, 4]}
    places["G"] = [9, 9, 1]
    marks = {code: {f"race{n}": [place] for n, place in enumerate(row)} for code, row in places.items()}
    out, err = count(rule, table(marks))
    assert err == ""
    assert [line.split(",")[:3] for line in out.splitlines()[1:8]] == [
        ["1", "A", "49"],
        ["1", "F", "49"],
        ["3", "C", "45"],
        ["4", "B", "36"],
        ["5", "D", "25"],
        ["5", "G", "25"],
        ["7", "E", "25"],
    ]
    assert out.splitlines()[8] == "A: 1 → 25; 4 → 12; 4 → 12; 25+12+12 = 49 (3 of 3)"


def test_every_further_step_and_the_chain_of_ties(count: Count) -> None:
    rule = """
[[criteria.criteria]]
code = "C1"
maximum = 5
weight = 2
[[criteria.criteria]]
code = "C2"
maximum = 5
weight = 1
[criteria.counting]
apart = ["category"]
threshold = { share = "1/2", strictly = true }
thresholds = [{ share = "1/2", strictly = false, criterion = "C1" }]
steps = [
  { do = "weighted-sum", over = "criteria" },
  { do = "median", over = "members" },
  { do = "add", column = "bonus", at_most = 2 },
  { do = "cap", at = 16 },
  { do = "round", places = 0, mode = "half-even" },
]
ties.steps = [
  { by = "criterion", criterion = "C1" },
  { by = "top-marks" },
  { by = "column", column = "vulnerable", values = ["disability", "orphan"] },
]
"""
    marks = {
        "A": {"m1": [5, 4], "m2": [4, 3]},  # 14, 11: median 12.5; + min(7, 2) = 14.5; half to even 14
        "B": {"m1": [4, 5], "m2": [5, 1]},  # 13, 11: median 12; + 2 = 14; C1 4+5 = 9 as A; top marks 2 before 1
        "D": {"m1": [4, 5], "m2": [5, 1]},  # as B, but of a vulnerable category: before B
        "E": {"m1": [5, 5], "m2": [5, 5]},  # 15, 15: median 15; + 2 = 17, at most 16
        "F": {"m1": [2, 5], "m2": [2, 5]},  # 9, 9: median 9 is more than half of 15, but 4 of 10 for C1 is not half
        "G": {"m1": [5, 4], "m2": [5, 5]},  # in the other category alone: 14, 15: 14.5 + 0 = 14.5 ≈ 14
    }
    more = {
        "A": ",7,,young",
        "B": ",2,,young",
        "D": ",2,Disability,young",
        "E": ",2,,young",
        "F": ",0,,young",
        "G": ",0,,adult",
    }
    out, err = count(rule, table(marks, more, ",bonus,vulnerable,category"))
    assert err == "Below the threshold: F.\n"
    assert out.splitlines()[:7] == [
        "place,application,total,marks,members,remark,category,bonus,vulnerable",
        "1,G,14,2,2,,adult,0,",
        "1,E,16,2,2,,young,2,",
        "2,D,14,2,2,,young,2,Disability",
        "3,B,14,2,2,,young,2,",
        "4,A,14,2,2,,young,7,",
        "5,F,9,2,2,threshold,young,0,",
    ]
    assert "A: 5×2+4×1 = 14; 4×2+3×1 = 11; med(11, 14) = 12.5; 12.5 + min(7, 2) = 14.5; " in out


def test_every_round_has_its_own_ranking_where_the_rule_ranks_rounds_apart(count: Count) -> None:
    rule = (
        criteria(1, 9)
        + """
[criteria.counting]
apart = ["round"]
steps = [{ do = "sum", over = "members" }]
"""
    )
    lines = ["A,m1,C1,5,final", "A,m1,C1,3,first", "B,m1,C1,4,first", "B,m1,C1,4,final"]
    assert count(rule, "\n".join(["application,member,criterion,points,round", *lines])) == (
        (
            "place,application,total,marks,members,remark,round\n"
            "1,A,5,1,1,,final\n2,B,4,1,1,,final\n1,B,4,1,1,,first\n2,A,3,1,1,,first\n"
            "A: 5 = 5 (1 of 1); 3 = 3 (1 of 1)\nB: 4 = 4 (1 of 1); 4 = 4 (1 of 1)\n"
        ),
        "",
    )


def test_the_table_itself_is_never_replaced_and_a_folder_is_no_table(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(crash, "install", lambda folder: None)
    monkeypatch.setenv("TANDAU_LANG", "en")
    marks = tmp_path / "marks.csv"
    marks.write_text("application,member,criterion,points\nA,m,C1,5\n", encoding="utf-8")
    before = marks.read_bytes()
    assert run(["count", str(marks), "--profile", "zhas-2022", "--out", str(tmp_path / "." / "marks.csv")]) == 2
    assert (marks.read_bytes(), "was not replaced" in capsys.readouterr().err) == (before, True)
    assert run(["count", str(tmp_path), "--profile", "zhas-2022"]) == 1
    assert "it is a folder" in capsys.readouterr().err

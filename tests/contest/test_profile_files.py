import re
import tomllib
from collections.abc import Iterator
from fractions import Fraction
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel

from models.contest.profile import Profile
from models.contest.profile_files import builtin_profiles, load_profile, parse_profile
from models.contest.profile_words import _models
from models.contest.toml_lines import Path as KeyPath
from models.contest.toml_lines import lines_of
from models.errors import ProfileError
from models.wording import use_language

SOURCES = {
    name: (files("resources") / "profiles" / f"{name}.toml").read_text(encoding="utf-8") for name in builtin_profiles()
}


def _refused(source: str) -> tuple[str, ...]:
    with pytest.raises(ProfileError) as caught:
        parse_profile(source.encode(), name="own.toml")
    return caught.value.problems


@pytest.mark.parametrize("name", builtin_profiles())
def test_builtin_profile_loads_and_keeps_its_name(name: str) -> None:
    assert load_profile(name).code == name


def test_builtin_profiles_are_all_files_of_the_folder() -> None:
    found = {file.name.removesuffix(".toml") for file in (files("resources") / "profiles").iterdir()}
    assert found == set(builtin_profiles())


def test_2022_has_the_lots_of_the_plan() -> None:
    profile = load_profile("zhas-2022")
    quotas = [(lot.row, lot.funds, lot.territories[0].grants, lot.territories[0].other_figure) for lot in profile.lots]
    assert quotas == [(1, None, 63, None), (2, None, 63, None), (3, None, 63, 62), (4, 91_058_000, 63, None)]
    assert len(profile.project.directions) == 16


@pytest.mark.parametrize(
    ("name", "grants", "age", "months"), [("zhas-2023", (20, 8), 35, 2), ("zhas-2024", (20, 8), 34, 4)]
)
def test_regulations_keep_their_figures(name: str, grants: tuple[int, int], age: int, months: int) -> None:
    profile = load_profile(name)
    assert tuple(territory.grants for territory in profile.lots[0].territories) == grants
    assert (profile.eligibility.age_to, profile.project.months_at_most) == (age, months)
    assert profile.criteria.maximum == 25


def test_state_grants_weigh_and_demand_more_than_half() -> None:
    profile = load_profile("ngo-state-grants")
    threshold = profile.criteria.counting.threshold
    assert threshold is not None
    assert (threshold.share, threshold.strictly, profile.quorum.share) == (Fraction(1, 2), True, Fraction(2, 3))
    assert sum(criterion.weight for criterion in profile.criteria.criteria) == 1


def test_electoral_contest_gives_no_money() -> None:
    profile = load_profile("electoral-2022")
    assert profile.project.grant_at_most is None
    assert len(profile.lots[0].territories) == 17


def test_savings_need_something_to_be_saved_of() -> None:
    savings = SOURCES["electoral-2022"].replace("[winners]\n", '[winners]\nsavings = "further-winners"\n', 1)
    (problem,) = _refused(savings)
    assert problem.endswith("winners.savings: nobody can tell what is saved: no fund and no largest grant are named")


def test_path_loads_the_same_profile_as_the_name(tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    path.write_bytes(b"\xef\xbb\xbf" + SOURCES["zhas-2024"].replace("\n", "\r\n").encode())
    assert load_profile(path) == load_profile("zhas-2024")
    assert load_profile(str(path)) == load_profile("zhas-2024")


def test_unknown_name_and_missing_file_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ProfileError, match="zhas-2022, zhas-2023"):
        load_profile("zhas-1999")
    with pytest.raises(ProfileError, match=r"gone\.toml"):
        load_profile(tmp_path / "gone.toml")
    (tmp_path / "folder.toml").mkdir()
    with pytest.raises(ProfileError, match=r"folder\.toml"):
        load_profile(tmp_path / "folder.toml")


def test_syntax_error_names_its_line() -> None:
    (problem,) = _refused("a = 1\nb = \n")
    assert problem.startswith("line 2: this is not valid TOML (what stands there is neither a key nor a value;")


@pytest.mark.parametrize(
    ("source", "why"),
    [
        ("a", "после ключа ожидается «=»"),
        ("a = [1", "скобка не закрыта"),
        ("[a", "скобка не закрыта"),
        ("a = 1 b = 2", "после предшествующего значения ожидается новая строка"),
        ("a = 1\na = 2", "один и тот же ключ или таблица встречается дважды"),
        ("a = {b = 1, b = 2}", "один и тот же ключ или таблица встречается дважды"),
        ('a = "x', "текст не закрыт кавычкой или содержит недопустимый знак"),
        ('a = "\\q"', "текст не закрыт кавычкой или содержит недопустимый знак"),
        ("a = жақсы", "здесь нет ни ключа, ни значения; текст стоит в кавычках"),
        ("a = 2024-02-30", "здесь нет ни ключа, ни значения; текст стоит в кавычках"),
        ("= 1", "здесь нет ни ключа, ни значения; текст стоит в кавычках"),
    ],
)
def test_syntax_errors_speak_the_language(source: str, why: str) -> None:
    use_language("ru")
    (problem,) = _refused(source)
    assert why in problem


def test_decimals_are_taken_by_their_digits() -> None:
    source = SOURCES["ngo-state-grants"]
    weights = re.sub(r"weight = [\"']([0-9.]+)[\"']", r"weight = \1", source)
    assert weights != source
    assert parse_profile(weights.encode(), name="own.toml").canonical() == load_profile("ngo-state-grants").canonical()
    half = SOURCES["zhas-2024"].replace('share = "1/2"', "share = +0.5")
    assert parse_profile(half.encode(), name="own.toml") == load_profile("zhas-2024")
    long = SOURCES["zhas-2024"].replace('share = "1/2"', "share = 0.33333333333333333333")
    share = parse_profile(long.encode(), name="own.toml").quorum.share
    assert share == Fraction(33333333333333333333, 10**20)


def test_a_decimal_is_no_text() -> None:
    (problem,) = _refused(SOURCES["zhas-2024"].replace('code = "abai"', "code = 1.5"))
    assert problem.endswith("lots.territories.code: expected: text in quotes; found: “1.5”")


def test_a_scale_is_bounded_before_its_points_are_counted() -> None:
    huge = SOURCES["zhas-2024"].replace("maximum = 5", f"maximum = {10**12}", 1)
    huge = huge.replace("low = 5, high = 5", f"low = 5, high = {10**12}", 1)
    (problem,) = _refused(huge)
    assert problem.endswith("criteria.criteria.maximum: a scale has at most 1000 points")
    (problem,) = _refused(SOURCES["zhas-2024"].replace("low = 5, high = 5", f"low = 5, high = {10**12}", 1))
    assert problem.endswith("every point of the scale needs its words exactly once")


@pytest.mark.parametrize("language", ["kk", "ru"])
def test_rules_that_check_themselves_speak_the_language(language: str) -> None:
    source = SOURCES["zhas-2024"].replace('{ do = "sum", over = "members" }', '{ do = "drop", over = "panel" }')
    english = _refused(source)
    use_language(language)
    translated = _refused(source)
    assert len(english) == len(translated) == 2
    for one, other in zip(english, translated, strict=True):
        assert one.partition(":")[2] != other.partition(":")[2]
        assert not re.search(r"\b(figures?|dropped|least)\b", other)


def test_other_encoding_names_its_line() -> None:
    with pytest.raises(ProfileError) as caught:
        parse_profile("a = 1\nb = 'ә'".encode("utf-16-le"), name="own.toml")
    assert "line 2" in str(caught.value)


def test_misspelt_key_is_answered_with_the_nearest() -> None:
    source = SOURCES["zhas-2022"].replace("age_to = 29", "age_too = 29")
    line = source[: source.index("age_too")].count("\n") + 1
    assert _refused(source) == (f"line {line}, eligibility.age_too: there is no such key; did you mean “age_to”?",)


EXACT = "an exact number: a whole number, a decimal such as 0.15, or text such as '1/3'"
EACH = [
    (
        "grants = 8",
        "grants = 0",
        "lots.territories.grants: expected: a number above 0; found: 0",
    ),
    (
        'code = "abai"',
        'code = "almaty-region"',
        "lots.territories.code: each code is used once; “almaty-region” stands twice",
    ),
    (
        "age_from = 18",
        "age_from = 40",
        "eligibility.age_to: expected: not less than 40; found: 34",
    ),
    (
        'share = "1/2"',
        'share = "3/2"',
        "quorum.share: expected: a share from 0 to 1, such as '1/2' or '2/3'; found: 3/2",
    ),
    (
        'share = "1/2"',
        "share = 5e-1",
        "quorum.share: expected: " + EXACT + "; found: “5e-1”",
    ),
    (
        "contract_days = [5, 10]",
        "contract_days = [5]",
        None,
    ),
    (
        "contract_days = [5, 10]",
        "contract_days = [10, 5]",
        "winners.contract_days: expected: a first day from 0 on and a last day not before it; found: 10–5",
    ),
    (
        '    "құрылыс"',
        '    "Құрылыс"',
        "project.barred.words: expected: lower case letters; found: “Құрылыс”",
    ),
    (
        'consequence = "leave-pool"',
        'consequence = "go"',
        "conflicts.consequence: expected: one of: leave-pool, sit-out-application; found: “go”",
    ),
    (
        "closes = 2024-04-24T23:59:00",
        "closes = 2024-03-24T23:59:00",
        "intake.closes: expected: not before 2024-03-25; found: 2024-03-24 23:59:00",
    ),
    (
        "opens = 2024-03-25",
        'opens = "today"',
        "intake.opens: expected: a date such as 2024-03-25; found: “today”",
    ),
    (
        'unit = "working"',
        "unit = 2",
        "eligibility.mending.unit: expected: one of: calendar, working; found: “2”",
    ),
    (
        "members_at_least = 5",
        "members_at_least = true",
        "quorum.members_at_least: expected: a whole number; found: “true”",
    ),
    (
        "    { low = 0, high = 0,",
        "    { low = 1, high = 1,",
        "criteria.criteria.points: every point of the scale needs its words exactly once",
    ),
    (
        'then = "commission-vote"',
        'then = "shared"\nsteps = [{ by = "criterion", criterion = "C9" }]',
        "criteria.counting.ties.steps.criterion: “C9” is none of C1, C2, C3, C4, C5",
    ),
    (
        "maximum = 5",
        "maximum = 5\nweight = 2",
        "criteria.counting.steps: criteria have weights, so a weighted-sum or weighted-mean step is expected",
    ),
]


@pytest.mark.parametrize(("old", "new", "problem"), EACH)
def test_each_defect_is_named_with_line_key_and_expectation(old: str, new: str, problem: str | None) -> None:
    source = SOURCES["zhas-2024"]
    assert old in source
    (found,) = _refused(source.replace(old, new, 1))
    if problem is not None:
        assert found.partition(", ")[2] == problem
    assert found.startswith("line ")


def test_calendar_names_earlier_rules_only() -> None:
    source = SOURCES["zhas-2022"].replace('after = "winners"', 'after = "contracts"')
    (found,) = _refused(source)
    assert found.endswith(
        "calendar.after: expected: the code of an earlier rule, one of contract, regulation, partners, announced, "
        "lists, intake, winners; found: “contracts”"
    )


def test_a_wrong_item_is_named_alone_in_the_quotes_of_the_language() -> None:
    """Where the only item of a list is wrong, the list is no second defect."""
    source = re.sub(
        r"^steps = \[$.*?^\]$",
        'steps = [{ do = "summe" }]',
        SOURCES["zhas-2024"],
        count=1,
        flags=re.DOTALL | re.MULTILINE,
    )
    use_language("ru")
    (found,) = _refused(source)
    assert "ожидается: одно из: sum, mean" in found
    assert found.endswith("указано: «summe»")


def test_all_defects_are_named_at_once_in_the_order_of_lines() -> None:
    source = SOURCES["zhas-2024"].replace("grants = 20", "grants = -1").replace("grants = 8", "grants = -2")
    source = source.replace("months_at_most = 4", "months_at_most = 0")
    problems = _refused(source)
    assert [problem.partition(", ")[2].partition(":")[0] for problem in problems] == [
        "lots.territories.grants",
        "lots.territories.grants",
        "project.months_at_most",
    ]


def _keys(value: Any, model: type[BaseModel], path: KeyPath = ()) -> Iterator[tuple[KeyPath, bool]]:
    """Yield every key of the profile with whether it is required."""
    if isinstance(value, dict):
        for key, item in value.items():
            field = model.model_fields[key]
            yield (*path, key), field.is_required()
            inner = field.annotation
            while hasattr(inner, "__args__") and not _models(inner):
                inner = inner.__args__[0]
            models = _models(inner)
            if models:
                yield from _keys(item, models[0], (*path, key))
    elif isinstance(value, list):
        for number, item in enumerate(value):
            yield from _keys(item, model, (*path, number))


KEYS = {name: list(_keys(tomllib.loads(source), Profile)) for name, source in SOURCES.items()}


def _written(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key} = {_written(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_written, value)) + "]"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return "'''" + value + "'''"
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def _one_key_a_line(content: dict[str, Any]) -> str:
    return "".join(f"{key} = {_written(value)}\n" for key, value in content.items())


@given(st.data(), st.sampled_from(builtin_profiles()), st.sampled_from(["delete", "rename", "mistype"]))
def test_every_mutated_key_is_refused_at_its_line(data: st.DataObject, name: str, how: str) -> None:
    path, _ = data.draw(st.sampled_from([key for key in KEYS[name] if key[1] or how != "delete"]))
    content = tomllib.loads(SOURCES[name])
    around = content
    for part in path[:-1]:
        around = around[part]
    assert isinstance(around, dict)
    if how == "delete":
        del around[path[-1]]
    elif how == "rename":
        around[f"{path[-1]}_x"] = around.pop(path[-1])
    else:
        around[path[-1]] = {"x": 1} if not isinstance(around[path[-1]], dict) else 7
    source = _one_key_a_line(content)
    lines = lines_of(source)
    where = path[:-1] if how == "delete" else (*path[:-1], f"{path[-1]}_x") if how == "rename" else path
    key = ".".join(part for part in path if isinstance(part, str))
    problems = _refused(source)
    wanted = f"line {lines[where]}, {key}" + ("_x" if how == "rename" else "")
    assert any(problem.startswith(wanted) for problem in problems), (wanted, problems)

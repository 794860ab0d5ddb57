import tomllib
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.contest.toml_lines import Path, lines_of, nearest_line

SOURCE = '''# a comment with [brackets] and = signs
title = "first" # [not.a.table]
name.kk = "а"
"quoted key".'b.c' = 1
moment = 2024-04-24 23:59:00
[parties]
text = """
[not] = "a key"
\\""""
after = \'\'\'one\'\'\'
[[lots]]
code = "a"
list = [
    1, # one
    { x = 1, y = [2, "]"] },
]
  [[lots.territories]]
  code = "t1"
  [[lots.territories]]
  code = "t2"
[[lots]]
[lots.sub.deep]
k = true
'''


def test_lines_of_knows_every_table_key_and_item() -> None:
    lines = lines_of(SOURCE)
    assert {path: lines[path] for path in lines if path} == {
        ("title",): 2,
        ("name",): 3,
        ("name", "kk"): 3,
        ("quoted key",): 4,
        ("quoted key", "b.c"): 4,
        ("moment",): 5,
        ("parties",): 6,
        ("parties", "text"): 7,
        ("parties", "after"): 10,
        ("lots",): 11,
        ("lots", 0): 11,
        ("lots", 0, "code"): 12,
        ("lots", 0, "list"): 13,
        ("lots", 0, "list", 0): 14,
        ("lots", 0, "list", 1): 15,
        ("lots", 0, "list", 1, "x"): 15,
        ("lots", 0, "list", 1, "y"): 15,
        ("lots", 0, "list", 1, "y", 0): 15,
        ("lots", 0, "list", 1, "y", 1): 15,
        ("lots", 0, "territories"): 17,
        ("lots", 0, "territories", 0): 17,
        ("lots", 0, "territories", 0, "code"): 18,
        ("lots", 0, "territories", 1): 19,
        ("lots", 0, "territories", 1, "code"): 20,
        ("lots", 1): 21,
        ("lots", 1, "sub"): 22,
        ("lots", 1, "sub", "deep"): 22,
        ("lots", 1, "sub", "deep", "k"): 23,
    }


def test_lines_of_counts_windows_line_ends_once() -> None:
    assert lines_of(SOURCE.replace("\n", "\r\n")) == lines_of(SOURCE)


def test_lines_of_refuses_what_is_no_toml() -> None:
    with pytest.raises(tomllib.TOMLDecodeError):
        lines_of("a = \n")


def test_nearest_line_falls_back_to_the_table_around() -> None:
    assert nearest_line(lines_of(SOURCE), ("lots", 0, "territories", 1, "grants")) == 19
    assert nearest_line(lines_of(SOURCE), ("missing",)) == 1


TEXT = st.text(st.sampled_from("a\"'[]{}=#,. ә\\\n"), max_size=8)
VALUES = st.recursive(
    st.one_of(TEXT, st.integers(), st.booleans(), st.dates(), st.datetimes(), st.floats(allow_nan=False)),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(TEXT, inner, max_size=3)),
    max_leaves=8,
)


def _toml(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return '"' + "".join(f"\\u{ord(char):04x}" if char in '"\\\n' else char for char in value) + '"'
    if isinstance(value, list):
        return "[\n" + ",\n".join(map(_toml, value)) + "]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_toml(key)} = {_toml(item)}" for key, item in value.items()) + "}"
    if isinstance(value, int | float):
        return repr(value)
    return value.isoformat()


def _paths(value: Any, path: Path = ()) -> Iterator[Path]:
    yield path
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in items:
        yield from _paths(item, (*path, key))


@given(st.dictionaries(TEXT, VALUES, max_size=4), st.integers(0, 3))
def test_lines_of_finds_exactly_the_paths_that_tomllib_reads(content: dict[str, Any], blank: int) -> None:
    source = "\n" * blank + "".join(f"{_toml(key)} = {_toml(value)} # c\n" for key, value in content.items())
    lines = lines_of(source)
    assert set(lines) == set(_paths(tomllib.loads(source)))
    line = blank + 1
    for key, value in content.items():
        assert lines[(key,)] == line
        line += 1 + _toml(value).count("\n")

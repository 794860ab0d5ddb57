"""A counting rule from a file: a whole profile, or a TOML file with nothing but `criteria`, for counting alone."""

import tomllib
from pathlib import Path
from typing import Any

from models.contest.criteria import CriteriaSet
from models.contest.profile_checks import check_criteria
from models.contest.profile_files import builtin_profiles, checked, load_profile, parse_profile
from models.contest.toml_reading import loads
from models.plain_files import read_plain
from models.values import Value
from models.wording import tr


class _CountingFile(Value):
    criteria: CriteriaSet


def load_counting(name_or_path: str | Path) -> CriteriaSet:
    """Return the criteria of a built-in profile, of a profile file, or of a file that holds only `criteria`.

    In a file for counting alone a criterion needs its `code` and `maximum`; name, question and words of the points
    may be left out. Raises ProfileError as `load_profile` does.
    """
    path = Path(name_or_path)
    if str(name_or_path) in builtin_profiles() or path.suffix.lower() != ".toml":
        return load_profile(name_or_path).criteria
    try:
        data = read_plain(path)
        source = data.decode("utf-8-sig")
        content = loads(source)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError):
        return load_profile(name_or_path).criteria
    if set(content) != {"criteria"}:
        return parse_profile(data, name=path.name).criteria
    _fill_in(content)
    refused = tr(
        "The profile “{name}” is refused and nothing was changed. Correct the file and load it again.", name=path.name
    )
    return checked(_CountingFile, content, source, refused, lambda file: check_criteria(file.criteria)).criteria


def _fill_in(content: dict[str, Any]) -> None:
    """Give criteria without words what a sheet would show; counting never reads it."""
    criteria = content["criteria"].get("criteria", []) if isinstance(content["criteria"], dict) else []
    for criterion in criteria if isinstance(criteria, list) else []:
        if isinstance(criterion, dict):
            code = str(criterion.get("code", ""))
            criterion.setdefault("name", {"kk": code, "ru": code})
            criterion.setdefault("asks", {"kk": "", "ru": ""})
            whole = {"low": criterion.get("minimum", 0), "high": criterion.get("maximum")}
            criterion.setdefault("points", [{**whole, "words": {"kk": "", "ru": ""}}])

"""Profiles in files: the built-in ones by name, others by path. A wrong one is refused with every defect at once."""

import json
import tomllib
from collections.abc import Callable, Iterator
from datetime import date, datetime, time
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from models.contest.profile import Profile
from models.contest.profile_checks import check_profile
from models.contest.profile_words import Defect, describe, misplaced_decimals
from models.contest.toml_lines import Path as KeyPath
from models.contest.toml_lines import lines_of, nearest_line
from models.contest.toml_reading import loads, syntax
from models.errors import ProfileError
from models.plain_files import read_plain
from models.values import Value
from models.wording import tr

V = TypeVar("V", bound=Value)

_ORDER = ("zhas-2022", "zhas-2023", "zhas-2024", "electoral-2022", "ngo-state-grants")
_LARGEST = 1_000_000


def builtin_profiles() -> tuple[str, ...]:
    """Return the names of the built-in profiles, the default first."""
    return _ORDER


def load_profile(name_or_path: str | Path) -> Profile:
    """Return the built-in profile of this name, or the profile in the TOML file at this path.

    Raises ProfileError whose `problems` name the line, the key and what is expected, all defects at once; also where
    there is no such profile or the file can't be read.
    """
    if str(name_or_path) in _ORDER:
        file: Path | Traversable = files("resources") / "profiles" / f"{name_or_path}.toml"
    else:
        file = Path(name_or_path)
        if file.suffix.lower() != ".toml":
            raise ProfileError(
                tr(
                    "There is no profile “{name}”. Give a path to a .toml file or one of: {names}.",
                    name=name_or_path,
                    names=", ".join(_ORDER),
                )
            )
    try:
        data = read_plain(file) if isinstance(file, Path) else file.read_bytes()
    except OSError as error:
        raise ProfileError(
            tr("The profile “{name}” can't be read: {why}.", name=file.name, why=error.strerror or type(error).__name__)
        ) from error
    return parse_profile(data, name=file.name)


def parse_profile(data: bytes, *, name: str) -> Profile:
    """Return the profile that the TOML in `data` says; `name` is the file's name for the message.

    Raises ProfileError as `load_profile` does.
    """
    refused = tr(
        "The profile “{name}” is refused and nothing was changed. Correct the file and load it again.", name=name
    )
    if len(data) > _LARGEST:
        raise ProfileError(
            refused, problems=[tr("A profile is a small file of text; this one has {n} bytes.", n=len(data))]
        )
    try:
        source = data.decode("utf-8-sig")
        content = loads(source)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise ProfileError(
            refused, problems=[tr("line {line}: text in UTF-8 is expected; save the file in this encoding", line=line)]
        ) from error
    except tomllib.TOMLDecodeError as error:
        raise ProfileError(refused, problems=[syntax(error)]) from error
    except RecursionError as error:
        raise ProfileError(refused, problems=[tr("tables and lists are nested too deep")]) from error
    return checked(Profile, content, source, refused, check_profile)


def checked(
    kind: type[V], content: dict[str, Any], source: str, refused: str, check: Callable[[V], Iterator[Defect]]
) -> V:
    """Return the value of `kind` that `content`, as `loads` read it from `source`, makes and `check` finds sound.

    Raises ProfileError with the message `refused` and every defect with its line and key.
    """
    try:
        value = kind.model_validate_json(json.dumps(content, default=_iso), strict=True)
        defects = list(misplaced_decimals(content)) or list(check(value))
    except ValidationError as error:
        raise ProfileError(refused, problems=_worded(describe(error, content), lines_of(source))) from error
    if defects:
        raise ProfileError(refused, problems=_worded(defects, lines_of(source)))
    return value


def _iso(value: Any) -> str:
    if isinstance(value, date | datetime | time):
        return value.isoformat()
    raise TypeError(type(value))


def _worded(defects: Iterator[Defect] | list[Defect], lines: dict[KeyPath, int]) -> list[str]:
    found = sorted(((nearest_line(lines, path), _key(path), text) for path, text in defects), key=lambda row: row[0])
    return [tr("line {line}, {key}: {what}", line=line, key=key, what=text) for line, key, text in found]


def _key(path: KeyPath) -> str:
    return ".".join(str(part) for part in path if isinstance(part, str)) or "·"

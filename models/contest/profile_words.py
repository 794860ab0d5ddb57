"""What is wrong with the form of a profile, in people's words."""

import difflib
import types
from collections.abc import Iterator
from datetime import date, datetime
from enum import StrEnum
from fractions import Fraction
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError

from models.contest.profile import Profile
from models.contest.toml_lines import Path
from models.contest.toml_reading import Written
from models.faults import FAULTS
from models.wording import tr

Defect = tuple[Path, str]
"""Where, and what is expected there."""


def describe(error: ValidationError, content: dict[str, Any]) -> Iterator[Defect]:
    """Yield every defect that pydantic found in `content`, each once, with its path in the TOML source."""
    seen: set[Defect] = set()
    for found in error.errors(include_url=False):
        path, annotation, value = _follow(tuple(found["loc"]), content)
        if found["type"] == "too_short" and value:
            continue  # its items are wrong, and each says so itself
        faults = found["ctx"][FAULTS] if found["type"] == FAULTS else ()
        for defect in [((*path, *one.at), one.say()) for one in faults] or [
            (path, _words(found["type"], path, annotation, value, found))
        ]:
            if defect not in seen:
                seen.add(defect)
                yield defect


def misplaced_decimals(content: dict[str, Any]) -> Iterator[Defect]:
    """Yield every decimal number that stands where a sound profile has text."""
    for path in _decimals(content, ()):
        _, annotation, value = _follow(path, content)
        if not _is_exact(annotation):
            yield path, tr("expected: {expected}; found: {found}", expected=expected(annotation), found=_shown(value))


def _decimals(value: Any, path: Path) -> Iterator[Path]:
    if isinstance(value, Written):
        yield path
    elif isinstance(value, dict | list):
        for part, inner in value.items() if isinstance(value, dict) else enumerate(value):
            yield from _decimals(inner, (*path, part))


def _words(kind: str, path: Path, annotation: Any, value: Any, found: Any) -> str:
    words = tr("expected: {expected}; found: {found}", expected=expected(annotation), found=_shown(value))
    if kind == "missing":
        words = tr("this key is missing; expected: {expected}", expected=expected(annotation))
    elif kind == "extra_forbidden":
        words = _unknown(str(path[-1]), [name for model in _models(annotation) for name in model.model_fields])
    elif kind == "greater_than_equal":
        words = tr("expected: a number from {least} on; found: {found}", least=found["ctx"]["ge"], found=value)
    elif kind == "less_than_equal":
        words = tr("expected: a number up to {most}; found: {found}", most=found["ctx"]["le"], found=_shown(value))
    elif kind == "too_short" and value in ([], ""):
        words = tr("at least one is expected, nothing stands here")
    return words


def _unknown(key: str, known: list[str]) -> str:
    near = difflib.get_close_matches(key, known, n=1, cutoff=0.6)
    if near:
        return tr("there is no such key; did you mean “{near}”?", near=near[0])
    return tr("there is no such key; expected: {expected}", expected=", ".join(known))


def expected(annotation: Any) -> str:
    """Return in words what a key with this type takes."""
    options = [option for option in _options(annotation) if option is not types.NoneType]
    return " / ".join(dict.fromkeys(_one(option) for option in options))


def _one(option: Any) -> str:
    origin = get_origin(option)
    if origin is Literal:
        return tr("one of: {values}", values=", ".join(map(str, get_args(option))))
    if origin is tuple:
        inner = get_args(option)
        if len(inner) == 2 and inner[1] is Ellipsis:
            return tr("a list, each item: {item}", item=expected(inner[0]))
        return tr("a list of {n}: {items}", n=len(inner), items=", ".join(expected(item) for item in inner))
    if isinstance(option, type):
        if issubclass(option, StrEnum):
            return tr("one of: {values}", values=", ".join(option))
        if issubclass(option, BaseModel):
            return tr("a table with the keys {keys}", keys=", ".join(option.model_fields))
    simple = {
        str: tr("text in quotes"),
        bool: tr("{one} or {other}", one="true", other="false"),
        int: tr("a whole number"),
        Fraction: tr("an exact number: a whole number, a decimal such as 0.15, or text such as '1/3'"),
        datetime: tr("a date with a time such as 2024-04-24T23:59:00"),
        date: tr("a date such as 2024-03-25"),
    }
    return simple.get(option, str(option))


def _shown(value: Any) -> str:
    if isinstance(value, bool):
        value = "true" if value else "false"
    if isinstance(value, dict):
        return tr("a table")
    if isinstance(value, list):
        return tr("a list")
    return tr("“{text}”", text=str(value)[:60])


def _is_exact(annotation: Any) -> bool:
    return Fraction in _options(annotation)


def _options(annotation: Any) -> list[Any]:
    """Return the types that an annotation allows, without Optional, unions and Annotated around them."""
    origin = get_origin(annotation)
    if origin is Annotated:
        return _options(get_args(annotation)[0])
    if origin in (Union, types.UnionType):
        return [option for part in get_args(annotation) for option in _options(part)]
    return [annotation]


def _models(annotation: Any) -> list[type[BaseModel]]:
    return [option for option in _options(annotation) if isinstance(option, type) and issubclass(option, BaseModel)]


def _follow(loc: tuple[str | int, ...], content: Any) -> tuple[Path, Any, Any]:
    """Follow pydantic's place through the data: its path in TOML, the type expected there and the value found.

    Parts of a place that stand for a member of a union are no keys and are passed over. For an unknown key the type
    is that of the table around it.
    """
    path: Path = ()
    annotation: Any = Profile
    value: Any = content
    for number, part in enumerate(loc):
        last = number == len(loc) - 1
        if isinstance(value, dict) and isinstance(part, str) and (part in value or last):
            fields = [model.model_fields[part] for model in _models(annotation) if part in model.model_fields]
            if not fields:
                return (*path, part) if part in value or last else path, annotation, value.get(part)
            annotation = fields[0].annotation if len(fields) == 1 else Union[tuple(f.annotation for f in fields)]  # noqa: UP007 - built at run time
            if any(field.metadata for field in fields) and Fraction in _options(annotation):
                annotation = Fraction
            value = value.get(part)
            path = (*path, part)
        elif isinstance(value, list) and isinstance(part, int) and part < len(value):
            annotation = _item(annotation, part)
            value = value[part]
            path = (*path, part)
    return path, annotation, value


def _item(annotation: Any, number: int) -> Any:
    for option in _options(annotation):
        inner = get_args(option)
        if get_origin(option) is tuple and inner:
            return inner[0] if inner[-1] is Ellipsis or number >= len(inner) else inner[number]
    return object

"""Large values read and written piece by piece: one call into C over megabytes would hold every other thread."""

import json
from functools import cache
from typing import Any, ClassVar, TypeVar, get_args, get_origin

from pydantic import BaseModel


class Sliceable(BaseModel):
    """What names the fields of it that are large."""

    SLICED: ClassVar[tuple[str, ...]] = ()
    """Fields (a value, or a tuple of values) so large that they are read and written item by item: one call into C
    over megabytes would hold the window."""


SliceableT = TypeVar("SliceableT", bound=Sliceable)
_decode = json.JSONDecoder().raw_decode


class NotSlicedError(Exception):
    """The text is not canonical JSON of the wanted kind; read it whole to learn what is wrong with it."""


@cache
def sliced_fields(kind: type[Sliceable]) -> dict[str, type[Sliceable]]:
    """Return the fields that `kind.SLICED` names, each with the kind of its items."""
    return {name: _item(kind.model_fields[name].annotation) for name in kind.SLICED}


def _item(annotation: Any) -> type[Sliceable]:
    item: type[Sliceable] = get_args(annotation)[0] if get_origin(annotation) is tuple else annotation
    return item


def read(kind: type[SliceableT], text: str) -> SliceableT:
    """Read canonical JSON. Raises NotSlicedError or ValueError where it is anything else."""
    found, end = _read(kind, text, 0)
    if end != len(text):
        raise NotSlicedError
    return found


def _read(kind: type[SliceableT], text: str, at: int) -> tuple[SliceableT, int]:
    fields = sliced_fields(kind)
    if not fields:
        end = _decode(text, at)[1]
        return kind.model_validate_json(text[at:end]), end
    values: dict[str, Any] = {}
    at = _over(text, at, "{")
    while True:
        name, at = _decode(text, at)
        if not isinstance(name, str) or name in values:
            raise NotSlicedError
        at = _over(text, at, ":")
        item = fields.get(name)
        if item is None:
            values[name], at = _decode(text, at)
        elif text[at] == "[":
            values[name], at = _read_items(item, text, at + 1)
        else:
            values[name], at = _read(item, text, at)
        if text[at] == "}":
            return kind.model_validate(values), at + 1
        at = _over(text, at, ",")


def _read_items(item: type[SliceableT], text: str, at: int) -> tuple[tuple[SliceableT, ...], int]:
    found: list[SliceableT] = []
    if text[at] == "]":
        return (), at + 1
    while True:
        one, at = _read(item, text, at)
        found.append(one)
        if text[at] == "]":
            return tuple(found), at + 1
        at = _over(text, at, ",")


def _over(text: str, at: int, sign: str) -> int:
    if text[at] != sign:
        raise NotSlicedError
    return at + 1

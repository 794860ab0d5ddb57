"""Large values read and written piece by piece: one call into C over megabytes would hold every other thread."""

import json
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar, get_args, get_origin

if TYPE_CHECKING:
    from models.values import Value

ValueT = TypeVar("ValueT", bound="Value")
_decode = json.JSONDecoder().raw_decode


class NotSlicedError(Exception):
    """The text is not canonical JSON of the wanted kind; read it whole to learn what is wrong with it."""


@cache
def sliced_fields(kind: type["Value"]) -> dict[str, type["Value"]]:
    """Return the fields that `kind.SLICED` names, each with the kind of its items."""
    return {name: _item(kind.model_fields[name].annotation) for name in kind.SLICED}


def _item(annotation: Any) -> type["Value"]:
    item: type[Value] = get_args(annotation)[0] if get_origin(annotation) is tuple else annotation
    return item


def read(kind: type[ValueT], text: str) -> ValueT:
    """Read canonical JSON. Raises NotSlicedError or ValueError where it is anything else."""
    found, end = _read(kind, text, 0)
    if end != len(text):
        raise NotSlicedError
    return found


def _read(kind: type[ValueT], text: str, at: int) -> tuple[ValueT, int]:
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


def _read_items(item: type[ValueT], text: str, at: int) -> tuple[tuple[ValueT, ...], int]:
    found: list[ValueT] = []
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

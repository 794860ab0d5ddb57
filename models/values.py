"""What crosses a border (file, thread, layer): frozen, validated values with one canonical form in bytes."""

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from fractions import Fraction
from typing import Annotated, Any, ClassVar, Self

from pydantic import (
    AfterValidator,
    BeforeValidator,
    ConfigDict,
    PlainSerializer,
    SerializerFunctionWrapHandler,
    ValidationError,
    model_serializer,
)

from models import slicing
from models.errors import FileError
from models.wording import tr

_DIGEST = "digest, computed"
"""Where a large value remembers its digest, beside its fields, as a cached property would."""


class Value(slicing.Sliceable):
    """A frozen value that refuses unknown keys. Two equal values have equal canonical bytes."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    def canonical(self) -> bytes:
        """Return this value as UTF-8 JSON with sorted keys and no spaces: what is hashed and signed.

        A large value remembers the digest of them.
        """
        data = b"".join(self.canonical_pieces())
        if self.SLICED:
            self.__dict__[_DIGEST] = sha256(data)
        return data

    def canonical_pieces(self) -> Iterator[bytes]:
        """Give the canonical bytes piece by piece: a large value needs never stand whole in memory."""
        if not self.SLICED:
            yield canonical_json(self.model_dump(mode="json"))
            return
        rest = self.model_dump(mode="json", exclude=set(self.SLICED))
        before = b"{"
        for name in sorted({*rest, *self.SLICED}):
            yield before + canonical_json(name) + b":"
            before = b","
            if name not in self.SLICED:
                yield canonical_json(rest[name])
            elif isinstance(value := getattr(self, name), Value):
                yield from value.canonical_pieces()
            else:
                yield b"["
                for number, one in enumerate(value):
                    if number:
                        yield b","
                    yield from one.canonical_pieces()
                yield b"]"
        yield b"}"

    def digest(self) -> str:
        """Return the SHA-256 of the canonical bytes, in hex. A large value computes it once."""
        known = self.__dict__.get(_DIGEST)
        return sha256(self.canonical()) if known is None else str(known)

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """Return a copy with the fields of `update` changed, unchecked; it keeps nothing that was computed of this."""
        copied = super().model_copy(update=update, deep=deep)
        for name in copied.__dict__.keys() - type(self).model_fields.keys():
            del copied.__dict__[name]
        return copied

    @classmethod
    def from_json(cls, data: bytes, *, name: str) -> Self:
        """Read a value from JSON bytes; `name` is the file's name for the message.

        Raises FileError that lists every defect by its place; nothing is guessed or left out.
        """
        if cls.SLICED and (found := cls._from_slices(data)) is not None:
            return found
        try:
            return cls.model_validate_json(data)
        except ValidationError as error:
            raise FileError(
                tr("“{name}” is damaged or was made by another program; it was not taken.", name=name),
                problems=list(_defects(error)),
            ) from error

    @classmethod
    def _from_slices(cls, data: bytes) -> Self | None:
        try:
            return slicing.read(cls, data.decode())
        except (ValueError, IndexError, RecursionError, slicing.NotSlicedError):
            return None  # not as we write it: reading it whole says what is wrong


class Grown(Value):
    """A value that got further fields after files with it were signed.

    Fields named by `LATER` are written only where they are not at their default, so that what was signed before them
    keeps its bytes and its hash.
    """

    LATER: ClassVar[tuple[str, ...]] = ()

    @model_serializer(mode="wrap")
    def _without_unused(self, serialize: SerializerFunctionWrapHandler) -> dict[str, Any]:
        written: dict[str, Any] = serialize(self)
        for name in self.LATER:
            if getattr(self, name) == type(self).model_fields[name].default:
                written.pop(name, None)
        return written


def _defects(error: ValidationError) -> Iterator[str]:
    for defect in error.errors(include_url=False, include_input=False)[:20]:
        if defect["type"] == "json_invalid":  # no file of ours at all: where it breaks off helps nobody
            continue
        yield f"{'.'.join(map(str, defect['loc'])) or '·'}: {defect['msg']}"


def canonical_json(data: Any) -> bytes:
    """Return `data` as UTF-8 JSON with sorted keys, no spaces and no escapes for letters."""
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False).encode()


def sha256(data: bytes) -> str:
    """Return the SHA-256 of `data` in hex."""
    return hashlib.sha256(data).hexdigest()


def link(before: str, content: str) -> str:
    """Return the link of a chain after `before` ("" for the first) for `content`, an act as text: SHA-256 in hex."""
    return sha256(f"{before}\n{content}".encode())


_FIGURES = re.compile(r"-?[0-9]{1,80}(\.[0-9]{1,80}|/0*[1-9][0-9]{0,79})?")
"""Bounded, because files from outside may claim "1e999999999" or "1/0"."""


def _exact(value: object) -> object:
    if isinstance(value, bool | float):
        raise ValueError("an exact number: a whole number, or text such as '0.15' or '1/3'")
    if isinstance(value, str):
        if not _FIGURES.fullmatch(value):
            raise ValueError("an exact number: a whole number, or text such as '0.15' or '1/3'")
        return Fraction(value)
    return Fraction(value) if isinstance(value, int) else value


Exact = Annotated[Fraction, BeforeValidator(_exact), PlainSerializer(str, return_type=str, when_used="json")]
"""An exact number. Written as a whole number or as text ('0.15', '1/3'); a binary float is refused."""


def _utc(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError("a moment needs its zone")
    try:
        return moment.astimezone(UTC).replace(microsecond=0)
    except OverflowError:
        raise ValueError("a moment between the years 1 and 9999") from None


Moment = Annotated[datetime, AfterValidator(_utc)]
"""A moment in UTC, to the second. A moment without a zone is refused."""


class Both(Value):
    """The same words in Kazakh and Russian; English only where the interface shows them."""

    kk: str
    ru: str
    en: str = ""

    def say(self, language: str) -> str:
        """Return the words in `language` ("kk", "ru", "en"); English falls back to Russian."""
        return {"kk": self.kk, "en": self.en or self.ru}.get(language, self.ru)


def both(kk: str, ru: str) -> Both:
    """Return words in both languages: short to write, for the modules that are full of them."""
    return Both(kk=kk, ru=ru)

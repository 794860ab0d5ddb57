"""TOML as a profile needs it: decimals exactly as written, and defects of the form in people's words."""

import re
import tomllib
from typing import Any

from models.wording import later, said, tr

_REASONS = (
    (("Expected '='",), later("“=” is expected after a key")),
    (("Expected ']", "Unclosed"), later("a bracket is not closed")),
    (("Expected newline",), later("a new line is expected after the value before it")),
    (("Cannot", "Duplicate"), later("the same key or table stands twice")),
    (
        ("Unterminated", "Illegal character", "Unescaped", "Escaped", "Expected"),
        later("a text is not closed by its quotation mark, or has a sign that may not stand there"),
    ),
    (
        ("Invalid", "Found invalid"),
        later("what stands there is neither a key nor a value; text stands in quotation marks"),
    ),
)
"""By how tomllib's own English reason begins; the first that fits."""


_TOO_LONG = re.compile(r"[\d_]{4000,}")
"""Figures of which Python makes no number."""


class Written(str):
    """A decimal number by its digits, so that `0.6` is exactly six tenths."""

    __slots__ = ()


def loads(source: str) -> dict[str, Any]:
    """Return the tables of `source`; decimal numbers are `Written`. Raises tomllib.TOMLDecodeError."""
    try:
        return tomllib.loads(source, parse_float=lambda digits: Written(digits.replace("_", "").removeprefix("+")))
    except tomllib.TOMLDecodeError:
        raise
    except ValueError as error:
        found = _TOO_LONG.search(source)
        line = source.count("\n", 0, found.start() if found else 0) + 1
        raise tomllib.TOMLDecodeError(f"Invalid number (at line {line}, column 1)") from error


def syntax(error: tomllib.TOMLDecodeError) -> str:
    """Return in words at which line and why a source is not valid TOML."""
    reason, _, place = str(error).rpartition(" (at ")
    line = "".join(char for char in place.partition(",")[0] if char.isdigit())
    why = next((said(words) for begins, words in _REASONS if (reason or place).startswith(begins)), "–")
    if line:
        return tr("line {line}: this is not valid TOML ({why})", line=line, why=why)
    return tr("the last line: this is not valid TOML ({why})", why=why)

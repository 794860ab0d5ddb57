"""TOML as a profile needs it: decimals exactly as written, and defects of the form in people's words."""

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


class Written(str):
    """A decimal number by its digits, so that `0.6` is exactly six tenths."""

    __slots__ = ()


def loads(source: str) -> dict[str, Any]:
    """Return the tables of `source`; decimal numbers are `Written`. Raises tomllib.TOMLDecodeError."""
    return tomllib.loads(source, parse_float=lambda digits: Written(digits.replace("_", "").removeprefix("+")))


def syntax(error: tomllib.TOMLDecodeError) -> str:
    """Return in words at which line and why a source is not valid TOML."""
    reason, _, place = str(error).rpartition(" (at ")
    line = "".join(char for char in place.partition(",")[0] if char.isdigit())
    why = next((said(words) for begins, words in _REASONS if (reason or place).startswith(begins)), "–")
    if line:
        return tr("line {line}: this is not valid TOML ({why})", line=line, why=why)
    return tr("the last line: this is not valid TOML ({why})", why=why)

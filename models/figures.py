"""Exact figures as plain text, the same in every language: what a chain and a total are written with."""

import re
from fractions import Fraction

Number = int | Fraction
"""Exact: whole numbers stay `int`, because that is fast."""

_PLAIN = re.compile(r"[+-]?\d{1,80}(?:[.,]\d{1,80}|/[1-9]\d{0,79})?")
"""Bounded, because a table from outside may have a cell of any length."""
_LONGEST = 9
"""Decimals written out at most; a longer figure is written as a fraction."""


def exact(text: str) -> Fraction | None:
    """Read "12", "0.6", "0,6" or "1/3"; None for anything else. The comma is the decimal comma of kk and ru."""
    plain = text.strip()
    return Fraction(plain.replace(",", ".")) if plain.isascii() and _PLAIN.fullmatch(plain) else None


def figure(number: Number) -> str:
    """Return `number` exactly: "112", "4.5", or "13/3" where decimals would not end."""
    if isinstance(number, int) or number.denominator == 1:
        return str(int(number))
    places = _decimals(number.denominator)
    return str(number) if places is None else fixed(number, places)


def fixed(number: Number, places: int) -> str:
    """Return `number` rounded half up to exactly `places` decimals: "4.50"."""
    scaled = rounded(number, places, "half-up") * 10**places
    whole, rest = divmod(abs(int(scaled)), 10**places)
    sign = "-" if scaled < 0 else ""
    return f"{sign}{whole}.{rest:0{places}d}" if places else f"{sign}{whole}"


def rounded(number: Number, places: int, mode: str) -> Number:
    """Round exactly. "half-up": a half goes away from zero; "half-even"; "down": towards zero."""
    if isinstance(number, int):
        return number
    scale = 10**places
    top, bottom = abs(number.numerator) * scale, number.denominator
    whole, rest = divmod(top, bottom)
    if mode != "down" and (2 * rest > bottom or (2 * rest == bottom and (mode == "half-up" or whole % 2))):
        whole += 1
    return simple(Fraction(whole if number >= 0 else -whole, scale))


def simple(number: Number) -> Number:
    """Return an equal number, as `int` where it is whole."""
    return number.numerator if isinstance(number, Fraction) and number.denominator == 1 else number


def _decimals(denominator: int) -> int | None:
    for places in range(1, _LONGEST + 1):
        if 10**places % denominator == 0:
            return places
    return None

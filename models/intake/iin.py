"""The individual identification number (IIN): what it says, and what is wrong with it."""

from datetime import date
from enum import StrEnum

from models.values import Value

LENGTH = 12
_WEIGHTS = (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11)
_WEIGHTS_AGAIN = (3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2)
_CENTURIES = {"1": 1800, "2": 1800, "3": 1900, "4": 1900, "5": 2000, "6": 2000}


class IinFault(StrEnum):
    """Why a text is no IIN."""

    EMPTY = "empty"
    NOT_DIGITS = "not-digits"
    LENGTH = "length"
    DATE = "date"
    CENTURY = "century"
    CHECK_DIGIT = "check-digit"
    NOT_IN_USE = "not-in-use"
    """The check sum is 10 with both rows of weights: such numbers are never issued."""


class IinFacts(Value):
    """What an IIN says. `faults` is empty exactly where the number is well formed."""

    digits: str
    birth_date: date | None = None
    """None where the digits 1–7 are no date."""
    sex: str = ""
    """"m" or "f"; empty where the 7th digit is none of 1–6."""
    expected_check: int | None = None
    """What the 12th digit has to be; None where it can't be said or the number is not in use."""
    faults: tuple[IinFault, ...] = ()

    @property
    def valid(self) -> bool:
        """Well formed: twelve digits, a date, a century and the right check digit."""
        return not self.faults


def check_digit(first_eleven: str) -> int | None:
    """Return the 12th digit for eleven digits, or None where such a number is not in use.

    Σ d·w mod 11 with w = 1…11; if that is 10, again with w = 3…11, 1, 2.
    """
    for weights in (_WEIGHTS, _WEIGHTS_AGAIN):
        rest = sum(int(digit) * weight for digit, weight in zip(first_eleven, weights, strict=True)) % 11
        if rest < 10:
            return rest
    return None


def check_iin(text: str) -> IinFacts:
    """Say what `text` tells as an IIN. Spaces around and between are ignored; nothing else is mended.

    A date that differs from the applicant's birth date is no fault here: legally it is none, and screening warns of it.
    """
    digits = "".join(text.split())
    if not digits:
        return IinFacts(digits="", faults=(IinFault.EMPTY,))
    if not (digits.isascii() and digits.isdigit()):
        return IinFacts(digits=digits, faults=(IinFault.NOT_DIGITS,))
    if len(digits) != LENGTH:
        return IinFacts(digits=digits, faults=(IinFault.LENGTH,))
    faults: list[IinFault] = []
    born = None
    century = _CENTURIES.get(digits[6])
    if century is None:
        faults.append(IinFault.CENTURY)
    else:
        try:
            born = date(century + int(digits[:2]), int(digits[2:4]), int(digits[4:6]))
        except ValueError:
            faults.append(IinFault.DATE)
    expected = check_digit(digits[:11])
    if expected is None:
        faults.append(IinFault.NOT_IN_USE)
    elif expected != int(digits[11]):
        faults.append(IinFault.CHECK_DIGIT)
    return IinFacts(
        digits=digits,
        birth_date=born,
        sex="" if century is None else ("m" if digits[6] in "135" else "f"),
        expected_check=expected,
        faults=tuple(faults),
    )

"""The same person twice: by IIN, by phone, by folded name with birth date. One project a person is allowed."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from enum import StrEnum
from functools import lru_cache
from itertools import combinations, islice

from models.contest.application import Applicant, Application
from models.intake.folding import fold
from models.values import Value

_REGION = "KZ"
"""A number without a country is of Kazakhstan: 8 701 … is +7 701 …."""


class SameBy(StrEnum):
    """What two applications of one person have in common, strongest first."""

    IIN = "iin"
    NAME = "name"
    """Folded full name and birth date."""
    PHONE = "phone"


class SamePerson(Value):
    """Other applications that have exactly this in common with one application."""

    by: tuple[SameBy, ...]
    n: int
    codes: tuple[str, ...]
    """The first of them by code, not more than were asked for."""


@lru_cache(maxsize=20_000)
def phone_key(text: str) -> str:
    """Return the first valid phone number in `text` in its international form ("+77010001122"), or "" for none."""
    from phonenumbers import PhoneNumberFormat, PhoneNumberMatcher, format_number

    for written in (text, text.replace("+", "")):  # "+8 701 …" is a frequent slip
        for found in PhoneNumberMatcher(written, _REGION):
            return str(format_number(found.number, PhoneNumberFormat.E164))
    return ""


def name_key(applicant: Applicant) -> tuple[str, date] | None:
    """Return the folded surname and given name with the birth date; None where one of them is missing.

    The patronymic stays out: it is what is most often missing in one of two spellings.
    """
    if not (applicant.birth_date and applicant.surname and applicant.given_name):
        return None
    return f"{fold(applicant.surname)} {fold(applicant.given_name)}", applicant.birth_date


_Keys = tuple[tuple[SameBy, object], ...]


def _keys(applicant: Applicant) -> _Keys:
    keys = (
        (SameBy.IIN, applicant.iin),
        (SameBy.NAME, name_key(applicant)),
        (SameBy.PHONE, phone_key(applicant.mobile)),
    )
    return tuple((by, key) for by, key in keys if key)


def _parts(keys: _Keys) -> Iterator[_Keys]:
    """Yield every choice of `keys`, the larger ones first."""
    for size in range(len(keys), 0, -1):
        yield from combinations(keys, size)


class People:
    """Applications by what tells a person; built once, asked for every application.

    Grows with the number of applications, not with its square, also where thousands share one phone.
    """

    def __init__(self, applications: Iterable[Application]) -> None:
        found: dict[_Keys, list[str]] = defaultdict(list)
        for application in applications:
            for part in _parts(_keys(application.applicant)):
                found[part].append(application.code)
        self._with = {part: dict.fromkeys(sorted(codes)) for part, codes in found.items()}

    def same_person(self, application: Application, *, most: int = 20) -> tuple[SamePerson, ...]:
        """Return the other applications of this person, parted by what they have in common, the first code first."""
        counts: dict[_Keys, int] = {}
        found: list[SamePerson] = []
        for part in _parts(_keys(application.applicant)):
            codes = self._with.get(part, {})
            more = [other for other in counts if set(part) < set(other)]
            counts[part] = len(codes) - (application.code in codes) - sum(counts[other] for other in more)
            if counts[part]:
                apart = [self._with[other] for other in more if counts[other]]
                exact = (c for c in codes if c != application.code and not any(c in others for others in apart))
                by = tuple(kind for kind, _ in part)
                found.append(SamePerson(by=by, n=counts[part], codes=tuple(islice(exact, min(most, counts[part])))))
        return tuple(sorted(found, key=lambda same: same.codes))

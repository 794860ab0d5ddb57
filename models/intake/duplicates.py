"""The same person twice: by IIN, by phone, by folded name with birth date. One project a person is allowed."""

import re
from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from enum import StrEnum

from models.contest.application import Applicant, Application
from models.intake.folding import fold

_SHORTEST_PHONE = 10


class SameBy(StrEnum):
    """What two applications of one person have in common, strongest first."""

    IIN = "iin"
    NAME = "name"
    """Folded full name and birth date."""
    PHONE = "phone"


def phone_key(text: str) -> str:
    """Return the national number of the first phone in `text` (ten digits without 8 or +7), or "" for none."""
    digits = re.sub(r"\D", "", re.split(r"[,;/]", text, maxsplit=1)[0])
    return digits[-_SHORTEST_PHONE:] if len(digits) in (10, 11) and (len(digits) == 10 or digits[0] in "78") else ""


def name_key(applicant: Applicant) -> tuple[str, date] | None:
    """Return the folded surname and given name with the birth date; None where one of them is missing.

    The patronymic stays out: it is what is most often missing in one of two spellings.
    """
    if not (applicant.birth_date and applicant.surname and applicant.given_name):
        return None
    return f"{fold(applicant.surname)} {fold(applicant.given_name)}", applicant.birth_date


def _keys(applicant: Applicant) -> list[tuple[SameBy, object]]:
    keys: list[tuple[SameBy, object]] = []
    if applicant.iin:
        keys.append((SameBy.IIN, applicant.iin))
    if name := name_key(applicant):
        keys.append((SameBy.NAME, name))
    if phone := phone_key(applicant.mobile):
        keys.append((SameBy.PHONE, phone))
    return keys


class People:
    """Applications by what tells a person; built once, asked for every application."""

    def __init__(self, applications: Iterable[Application]) -> None:
        self._by_key: dict[tuple[SameBy, object], list[Application]] = defaultdict(list)
        for application in applications:
            for key in _keys(application.applicant):
                self._by_key[key].append(application)

    def same_person(self, application: Application) -> tuple[tuple[str, tuple[SameBy, ...]], ...]:
        """Return the codes of other applications of this person, in order, each with what they have in common."""
        found: dict[str, list[SameBy]] = defaultdict(list)
        for key in _keys(application.applicant):
            for other in self._by_key.get(key, ()):
                if other.code != application.code:
                    found[other.code].append(key[0])
        return tuple((code, tuple(by)) for code, by in sorted(found.items()))

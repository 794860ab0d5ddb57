"""The same person by name and birth date, in whatever alphabet, order or patronymic the name is written."""

from collections import defaultdict
from collections.abc import Iterable

from models.contest.application import Applicant, Application
from models.intake.duplicates import SameBy
from models.names.parts import read_name

_NEIGHBOURS = 20
"""Of so many applications of one person every two are a pair; of more each with its neighbours."""


def same_keys(applicant: Applicant) -> tuple[tuple[SameBy, object], ...]:
    """Return what tells the person for certain: the IIN; the name read and folded, with the birth date."""
    keys: list[tuple[SameBy, object]] = [(SameBy.IIN, applicant.iin)] if applicant.iin else []
    if applicant.birth_date and applicant.surname and applicant.given_name:
        name = read_name(f"{applicant.surname} {applicant.given_name} {applicant.patronymic}".strip())
        if name.stem and name.given:
            keys.append((SameBy.NAME, (name.stem, name.given, applicant.birth_date)))
    return tuple(keys)


def same_by_name(applications: Iterable[Application]) -> tuple[tuple[str, str], ...]:
    """Return the pairs of codes, each in order, whose names read the same and whose birth date is one."""
    groups: dict[object, list[str]] = defaultdict(list)
    for application in applications:
        for by, key in same_keys(application.applicant):
            if by is SameBy.NAME:
                groups[key].append(application.code)
    found: dict[tuple[str, str], None] = {}
    for codes in groups.values():
        ordered = sorted(codes)
        for at, one in enumerate(ordered):
            for two in ordered[at + 1 : at + _NEIGHBOURS]:
                found[one, two] = None
    return tuple(found)

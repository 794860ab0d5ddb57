"""The parties that stand behind an application: applicant, contact person, employer, partners, suppliers."""

import re
from collections.abc import Iterator

from models.conflicts.contacts import phones
from models.conflicts.parties import Party, party_of
from models.conflicts.reading import Reading
from models.conflicts.ties import APPLICANT, CONTACT, EMPLOYER, PARTNER, STUDY, SUPPLIER
from models.contest.application import Application
from models.duplicates.budgets import suppliers
from models.intake.folding import fold

_ANSWERS = """
иә ия жоқ да нет yes no бар есть жұмыссыз безработный безработная оқимын учусь работаю жұмыс істемеймін не работаю
оқымаймын декрет декретте
"""
_NO_NAME = frozenset(fold(_ANSWERS).split())
"""What people answer to "working?" and "studying?" without naming where."""
_SOLE_TRADER = re.compile(r"(?<!\w)(?:ЖК|ИП)\W{0,3}(?P<name>[^»\"”“]{3,60})")
_PARTED = re.compile(r"[;,\n]")
_SEPARATOR = "#"
_NUMBER = re.compile(r"\d{12}")


def parties_behind(application: Application, reading: Reading) -> Iterator[tuple[str, Party]]:
    """Yield every party of `application` with what it is to it (`models.conflicts.ties`), the applicant first.

    The applicant's id is the application's code; the others' begin with it (`application_of` reads it back). What
    names nobody is left out: "yes" and "no" are no employers.
    """
    yield APPLICANT, party_of(application)
    one = application.applicant
    if one.contact_person.strip():
        numbers = "; ".join(phones(one.contact_person))
        name = re.sub(r"[\d+()]+|[,;:].*", " ", one.contact_person).strip()
        yield CONTACT, Party(id=_id(application, CONTACT), name=name, phone=numbers)
    for through, text in ((EMPLOYER, one.working), (STUDY, one.studying)):
        if _names_one(text, reading):
            yield through, Party(id=_id(application, through), organisation=text)
    named = suppliers(application)
    for key, text in named.items():
        yield from _supplier(application, key, text)
    for text in _PARTED.split(application.project.partners):
        if _names_one(text, reading) and fold(text).replace(" ", "") not in named:
            yield PARTNER, Party(id=_id(application, PARTNER), organisation=text.strip())


def application_of(party_id: str) -> str:
    """Return the code of the application that the party with `party_id` stands behind."""
    return party_id.partition(_SEPARATOR)[0]


def _id(application: Application, through: str) -> str:
    return f"{application.code}{_SEPARATOR}{through}"


def _names_one(text: str, reading: Reading) -> bool:
    """Whether `text` names an organisation that can be told from others."""
    if not any(one.own for one in reading.organisations(text)):
        return False
    return not all(word in _NO_NAME for word in fold(text).split())


def _supplier(application: Application, key: str, text: str) -> Iterator[tuple[str, Party]]:
    """Yield a supplier: an organisation, or the person who trades alone."""
    where = _id(application, SUPPLIER)
    if _NUMBER.fullmatch(key):
        yield SUPPLIER, Party(id=where, iin=key)
        return
    trader = _SOLE_TRADER.search(text)
    if trader is not None:
        yield SUPPLIER, Party(id=where, name=trader["name"].strip(" «\"“„'‘"))
    yield SUPPLIER, Party(id=where, organisation=text)

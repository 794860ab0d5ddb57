"""Invented applicants: names of both languages, dates of birth and well-formed numbers that are nobody's."""

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random
from typing import Any

from models.contest.application import Applicant
from models.intake.iin import check_digit
from models.sample.words import words

_OLDEST, _YOUNGEST = date(1990, 6, 1), date(2005, 12, 31)
"""18 to 33 years old on every day of the sample's intake."""
_SERIAL_FROM = 9_000
"""Serial numbers of a day are given out from the low end, so numbers this high are not met in life."""


def invent_iin(rng: Random, born: date, sex: str) -> str:
    """Return a well-formed IIN for `born` and `sex` ("m", "f"). Its serial is arbitrary and high on purpose."""
    century = {1900: 3, 2000: 5}[born.year // 100 * 100] + (sex == "f")
    while True:
        first = f"{born:%y%m%d}{century}{rng.randrange(_SERIAL_FROM, 10_000)}"
        last = check_digit(first)
        if last is not None:
            return f"{first}{last}"


def invent_applicant(rng: Random, language: str, place: dict[str, str], taken: set[str]) -> Applicant:
    """Return an applicant whose forms are filled in `language`; the IIN is none of `taken` and joins them."""
    sex = rng.choice("mf")
    born = _OLDEST + timedelta(days=rng.randrange((_YOUNGEST - _OLDEST).days))
    iin = invent_iin(rng, born, sex)
    while iin in taken:
        iin = invent_iin(rng, born, sex)
    taken.add(iin)
    surname, given, patronymic = _name(rng, language, sex)
    said = words("words")[language]
    home = _address(rng, said, place[language])
    return Applicant(
        surname=surname,
        given_name=given,
        patronymic=patronymic,
        sex=said["men" if sex == "m" else "women"],
        iin=iin,
        birth_date=born,
        citizenship=said["citizenship"],
        mobile=f"+7 700 {rng.randrange(100, 1000)} {rng.randrange(100):02} {rng.randrange(100):02}",
        email=f"sample{len(taken)}@example.org",
        contact_person=" ".join(_name(rng, language, rng.choice("mf"))[:2]),
        family_status=rng.choice(said["family"]),
        working=said["no"],
        studying=said["no"],
        in_training=said["no"],
        maternity_leave=said["yes"] if sex == "f" and rng.random() < 0.1 else said["no"],
        settlement_kind=said["settlement"]["қала" in place["kk"]],
        registration_address=home,
        registration_kind=said["permanent" if rng.random() < 0.8 else "temporary"],
        actual_address=home,
        education=rng.choice(said["education"]),
        out_of_work=said["out_of_work"].format(n=rng.randrange(4, 30)),
        state_programmes=said["no"],
        social_pages=f"instagram.com/sample_{len(taken)}",
        status=said["status"],
    )


def _name(rng: Random, language: str, sex: str) -> tuple[str, str, str]:
    names: dict[str, Any] = words("people")[language]
    surname = rng.choice(names["surnames"])
    given = rng.choice(names["men" if sex == "m" else "women"])
    father = rng.choice(names["fathers"])
    if language == "kk":
        patronymic = father + ("ұлы" if sex == "m" else "қызы")
    else:
        patronymic = father[0] + father[1 if sex == "m" else 2]
        if sex == "f" and surname.endswith(("ов", "ев", "ин")):
            surname += "а"
    return surname, given, patronymic if rng.random() < 0.9 else ""


def _address(rng: Random, said: dict[str, Any], place: str) -> str:
    streets: Sequence[str] = said["street"]
    return str(said["house"].format(place=place, street=rng.choice(streets), n=rng.randrange(1, 120)))

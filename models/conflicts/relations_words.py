"""The reasons of relations, in people's words: what agrees, as each of the two wrote it, and how rare it is here."""

from datetime import date

from models.names.parts import Name
from models.wording import tr


def same_iin() -> str:
    """One IIN, one name."""
    return tr("Both have the same IIN: they are one person.")


def same_iin_other_name(a: Name, b: Name) -> str:
    """One IIN, two names."""
    return tr(
        "Both have the same IIN, but other names (“{a}”, “{b}”): one of the two was typed wrongly.", **_both(a, b)
    )


def same_name(a: Name, b: Name) -> str:
    """One name, and no birth date or IIN against it."""
    return tr("The same name (“{a}”, “{b}”); nothing speaks against one person.", **_both(a, b))


def same_name_and_birth(a: Name, b: Name, born: date) -> str:
    """One name and one birth date."""
    return tr("The same name (“{a}”, “{b}”) and the same birth date ({date}).", **_both(a, b), date=f"{born:%d.%m.%Y}")


def renamed(a: Name, b: Name, born: date) -> str:
    """All but the surname is the same."""
    return tr(
        "Given name, father's name and birth date ({date}) are the same, the surname is another (“{a}”, “{b}”): one "
        "person, perhaps, whose surname changed.",
        **_surnames(a, b),
        date=f"{born:%d.%m.%Y}",
    )


def namesakes(a: Name, b: Name) -> str:
    """One name, but two birth dates or IIN."""
    return tr(
        "The same name (“{a}”, “{b}”), but another IIN or birth date: namesakes, if nothing was typed wrongly.",
        **_both(a, b),
    )


def parent(elder: Name, child: Name, stems: int, fathers: int, n: int) -> str:
    """Father and child by patronymic and surname."""
    return tr(
        "The patronymic “{patronymic}” says that the father is called “{given}”, and the surnames agree "
        "(“{a}”, “{b}”): parent and child. Of {n} people here {stems} have this surname and {fathers} such a father.",
        patronymic=child.father_as,
        given=elder.given_as,
        n=n,
        stems=stems,
        fathers=fathers,
        **_surnames(elder, child),
    )


def parent_by_grandfather(elder: Name, child: Name) -> str:
    """Father and child where the child bears the grandfather's name."""
    return tr(
        "The patronymic “{patronymic}” says that the father is called “{given}”, and the surname “{surname}” is the "
        "name of that man's father (“{grandfather}”): parent and child.",
        patronymic=child.father_as,
        given=elder.given_as,
        surname=child.surname_as,
        grandfather=elder.father_as,
    )


def siblings(a: Name, b: Name, stems: int, fathers: int, n: int) -> str:
    """Brothers or sisters by surname and patronymic."""
    return tr(
        "The same surname (“{a}”, “{b}”) and the same father's name (“{father}”, “{other}”): brothers or sisters. "
        "Of {n} people here {stems} have this surname and {fathers} such a father.",
        father=a.father_as,
        other=b.father_as,
        n=n,
        stems=stems,
        fathers=fathers,
        **_surnames(a, b),
    )


def grandfather(a: Name, b: Name) -> str:
    """A surname that is the other's father's name."""
    return tr(
        "The surname “{surname}” is the father's name in “{patronymic}”, as where a grandfather's name became the "
        "surname: relatives, perhaps.",
        surname=b.surname_as,
        patronymic=a.father_as,
    )


def surname(a: Name, b: Name, holders: int, n: int, *, common: bool) -> str:
    """The surname alone, and how common it is."""
    words = {**_surnames(a, b), "n": n, "holders": holders}
    if common:
        return tr(
            "Only the surname is the same (“{a}”, “{b}”). It is common here ({holders} of {n} people): weak alone.",
            **words,
        )
    return tr(
        "Only the surname is the same (“{a}”, “{b}”). It is rare here ({holders} of {n} people): relatives, perhaps.",
        **words,
    )


def near_surname(a: Name, b: Name) -> str:
    """Surnames that a slip of the hand would make one."""
    return tr("The surnames differ by a slip at most (“{a}”, “{b}”): weak alone.", **_surnames(a, b))


def rare_surname(a: Name, b: Name, n: int) -> str:
    """A surname that nobody else here has, in a contest where surnames seldom meet by chance."""
    return tr(
        "Of {n} people here only these two have this surname (“{a}”, “{b}”), and surnames of its kind seldom repeat in "
        "this contest: relatives, for example uncle and nephew, perhaps.",
        n=n,
        **_surnames(a, b),
    )


def spouses(a: Name, b: Name, *, surname: bool) -> str:
    """A shared home or contact."""
    if surname:
        return tr("The same surname (“{a}”, “{b}”) and a shared home or contact: spouses, perhaps.", **_surnames(a, b))
    return tr("Several contacts are shared under different surnames: spouses, perhaps.")


def household(a: Name, b: Name) -> str:
    """A shared home or contact and surname, the same sex."""
    return tr("The same surname (“{a}”, “{b}”) and a shared home or contact: one household.", **_surnames(a, b))


def generations(years: int) -> str:
    """A shared home or contact and surname, a generation apart."""
    return tr("The same surname, a shared home or contact, and {n} years between them: parent and child.", n=years)


def phone(n: int) -> str:
    """One telephone."""
    return tr("The same telephone number. People here who have it: {n}.", n=n)


def mail(n: int) -> str:
    """One e-mail address."""
    return tr("The same e-mail address. People here who have it: {n}.", n=n)


def address(one: str, other: str) -> str:
    """One home."""
    return tr("The same address (“{a}”, “{b}”).", a=one, b=other)


def organisation(one: str, other: str, n: int) -> str:
    """One organisation."""
    return tr("The same organisation (“{a}”, “{b}”). People here who name it: {n}.", a=one, b=other, n=n)


def organisation_without_name(one: str, other: str, n: int) -> str:
    """Two organisations that nothing tells apart but weak words."""
    return tr(
        "The organisations are called alike (“{a}”, “{b}”), but by words that many have ({n} people here): weak alone.",
        a=one,
        b=other,
        n=n,
    )


def _both(a: Name, b: Name) -> dict[str, str]:
    return {"a": a.written, "b": b.written}


def _surnames(a: Name, b: Name) -> dict[str, str]:
    return {"a": a.surname_as, "b": b.surname_as}

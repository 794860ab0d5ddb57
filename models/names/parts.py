"""A person's name as its parts, from one line in any order and alphabet: surname, given name, father's given name."""

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass, replace
from functools import lru_cache

from models.names.known import known_roots, root, womens_roots
from models.names.letters import letters, single

_PATRONYMIC = (
    ("m", re.compile(r"(?P<father>.{2,}?)(?:[oe]vic|inic|uli|ogli|oglu)$")),
    ("f", re.compile(r"(?P<father>.{2,}?)(?:[oe]vna|inicna|icna|kizi|gizi)$")),
    ("m", re.compile(r"(?P<father>ili|ilia|nikit|kuzm|fom|luk|sav)c$|(?P<short>il|nikit|kuzm|fom|luk)i+c$")),
)
_APART = {"uli": "m", "kizi": "f", "ogli": "m", "gizi": "f"}
_FATHERS = {
    "pavl": "pavel",
    "lv": "lev",
    "iakovl": "iakov",
    "il": "ilia",
    "nikit": "nikita",
    "fom": "foma",
    "mihal": "mihail",
}
_WOMANS = re.compile(r"(?:[oe]va|ina|skaia|[^aeiou]aia)$")
_MANS = re.compile(r"(?:[oe]v|ski)$")
_SURNAME = re.compile(r"(?:[oe]va?|ski|skaia|enko|cuk|uk|dze|wvili|ian)$|.{3,}ina?$")
_WORDS = re.compile(r"[^\W\d_]+(?:['’ʼ‘`´ʹ′][^\W\d_]+)*['’ʼ‘`´ʹ′]?")
_E_FOR_A = re.compile("[Ээ]")


@dataclass(frozen=True, slots=True)
class Name:
    """What a written name says. Empty: not said. `stem`, `given`, `father` are skeletons, to be compared only."""

    written: str
    stem: str = ""
    """The surname without the endings of sex (-ов/-ова, -ин/-ина, -ский/-ская) and without the "-ов" itself."""
    given: str = ""
    father: str = ""
    """The father's given name, whatever language made the patronymic of it."""
    given_initial: str = ""
    father_initial: str = ""
    sex: str = ""
    """"m" or "f" by the endings, else empty."""
    whole: str = ""
    """The skeleton of the whole surname: slips of typing are also found in endings."""
    surname_as: str = ""
    given_as: str = ""
    father_as: str = ""
    """The parts as they were written."""
    certain: bool = False
    """Whether the order of the parts is told by their endings; otherwise surname first, as papers have it."""


@dataclass(frozen=True, slots=True)
class _Part:
    written: str
    skeleton: str
    father: str = ""
    sex: str = ""
    initial: bool = False


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """Return the skeleton of a surname that brother, sister, and those who dropped the "-ов" share."""
    made = _WOMANS.sub(_mans, letters(word))
    made = re.sub(r"ski$", "sk", single(made))
    for ending in ("tegi", "uli", "kizi"):
        if made.endswith(ending) and len(made) > len(ending) + 2:
            made = made.removesuffix(ending)
    bare = made[:-2] if re.search(r"[oe]v$", made) and len(made) > 4 else made
    return bare[:-1] if re.search(r"[aeou]i$", bare) and len(bare) > 3 else bare


def _mans(ending: re.Match[str]) -> str:
    text = ending.group()
    if text == "skaia":
        return "ski"
    return f"{text[0]}i" if text.endswith("aia") else text[:-1]


@lru_cache(maxsize=50_000)
def given_name(word: str) -> str:
    """Return the skeleton of a given name without the vowels at its end; Э stands for Ә where that makes a name."""
    made = root(single(letters(word)))
    if _E_FOR_A.search(word):
        other = root(single(letters(_E_FOR_A.sub("а", word))))
        if other in known_roots():
            return other
    return made


@lru_cache(maxsize=50_000)
def fathers_name(word: str) -> tuple[str, str]:
    """Return the father's given name in a patronymic and its bearer's sex ("m", "f"); "", "" for none.

    Серікович, Серікұлы, Serikuly and Серикқызы, Serikovna all hold the given name that Серік has.
    """
    whole = letters(word)
    for sex, pattern in _PATRONYMIC:
        found = pattern.match(whole)
        if found is not None:
            own = single(next(group for group in found.groups() if group))
            return root(_FATHERS.get(own, own)), sex
    return "", ""


def read_name(text: str, *, given_names: Collection[str] = ()) -> Name:
    """Return the parts of `text`. `given_names`: further skeletons known to be given names (of the same contest).

    Never refuses: what can't be told stays empty.
    """
    parts = _parts(text)
    full = [part for part in parts if not part.initial]
    initials = [part for part in parts if part.initial]
    if not full:
        return Name(text)
    if len(full) == 1:
        name = _named(text, full[0], None, None, certain=bool(initials))
    else:
        name = _arranged(text, full, given_names)
    if initials:
        firsts = [part.skeleton[:1] for part in initials]
        if not name.given:
            name = replace(name, given_initial=firsts.pop(0), given_as=initials[0].written)
        if firsts and not name.father:
            name = replace(name, father_initial=firsts[0])
    return name


def _parts(text: str) -> list[_Part]:
    found: list[_Part] = []
    normal = unicodedata.normalize("NFC", text)
    for match in _WORDS.finditer(normal):
        word = match.group()
        dotted = normal[match.end() : match.end() + 1] == "."
        skeleton = letters(word)
        if skeleton in _APART and found and len(word) > 2:
            before = found.pop()
            found.append(
                _Part(f"{before.written} {word}", before.skeleton, root(single(before.skeleton)), _APART[skeleton])
            )
        elif skeleton:
            father, sex = fathers_name(word)
            found.append(_Part(word, skeleton, father, sex, initial=len(word) == 1 or (dotted and len(word) == 2)))
    return found


def _arranged(text: str, full: list[_Part], given_names: Collection[str]) -> Name:
    at = next((n for n in range(len(full) - 1, -1, -1) if full[n].father), None)
    if at is None:
        return _without_patronymic(text, full, given_names)
    father: _Part = full[at]
    surname: _Part | None
    given: _Part | None
    if at == 0:
        # "Болатұлы Серік": the patronymic stands where the surname would, or for both.
        surname, given = full[2] if len(full) > 2 else father, full[1]
    elif len(full) == 2:
        is_surname = _is_surname(full[0]) and root(single(full[0].skeleton)) not in known_roots()
        surname, given = (full[0], None) if is_surname else (None, full[0])
    else:
        given = full[at - 1]
        surname = next(part for n, part in enumerate(full) if n not in (at, at - 1))
        if _is_womans(surname) and not _is_womans(given):
            # "Айгерім Құрманғали Нұрланқызы": a name that only women bear is nobody's surname
            surname, given = given, surname
    return _named(text, surname, given, father, certain=True)


def _without_patronymic(text: str, full: list[_Part], given_names: Collection[str]) -> Name:
    if len(full) > 2:
        first = 0 if _is_surname(full[0]) or not _is_surname(full[-1]) else len(full) - 1
        rest = [part for n, part in enumerate(full) if n != first]
        return _named(text, full[first], rest[0], rest[1], certain=_is_surname(full[first]))
    first = _surname_of_two(full, given_names)
    told = _is_surname(full[first]) and not _is_surname(full[1 - first])
    return _named(text, full[first], full[1 - first], None, certain=told)


def _surname_of_two(full: list[_Part], given_names: Collection[str]) -> int:
    ended = [_is_surname(part) for part in full]
    if ended[0] != ended[1]:
        return ended.index(True)
    for known in (known_roots(), given_names):
        given = [given_name(part.written) in known for part in full]
        if given[0] != given[1]:
            return given.index(False)
    return 0


def _is_womans(part: _Part) -> bool:
    return given_name(part.written) in womens_roots()


def _is_surname(part: _Part) -> bool:
    return bool(_SURNAME.search(single(part.skeleton))) and given_name(part.written) not in known_roots()


def _named(text: str, surname: _Part | None, given: _Part | None, father: _Part | None, *, certain: bool) -> Name:
    made = given_name(given.written) if given else ""
    return Name(
        text,
        stem=(surname.father or stem(surname.written)) if surname else "",
        given=made,
        father=(father.father or given_name(father.written)) if father else "",
        given_initial=letters(given.written)[:1] if given else "",
        father_initial=(father.father or father.skeleton)[:1] if father else "",
        sex=_sex(surname, given, father, made),
        whole=single(surname.skeleton) if surname else "",
        surname_as=surname.written if surname else "",
        given_as=given.written if given else "",
        father_as=father.written if father else "",
        certain=certain,
    )


def _sex(surname: _Part | None, given: _Part | None, father: _Part | None, made: str) -> str:
    if father and father.sex:
        return father.sex
    if surname and (given or father) and not surname.father:
        whole = letters(surname.written)
        if _WOMANS.search(whole):
            return "f"
        if _MANS.search(whole):
            return "m"
    return "f" if made in womens_roots() else ""

"""Folding: what two spellings of the same words have in common. Folded text compares, it is never shown or stored."""

import re
import unicodedata
from functools import lru_cache

_LOOK_ALIKES = str.maketrans("ABCEHIKMOPTXYabcehikmnoptuxyé", "АВСЕНІКМОРТХУавсеһікмпортихуе")
_KAZAKH = str.maketrans("әғқңөұүһіёэ", "агкноуухиеа")
_APART = re.compile(r"(?:[^\w№]|_)+")
_KAZAKH_LETTERS = frozenset("әғқңөұүһі")
_LATIN = re.compile(r"[A-Za-z]")
_CYRILLIC = re.compile(r"[\u0400-\u04FF]")
_NUMBER = re.compile(r"\+?[\d\s().-]+")
_PHONE, _WHOLE_PHONE = 7, 11
"""Digits."""
_WORD = re.compile(r"[^\W\d_]+")
_EMOJI = re.compile("[\u2190-\u21ff\u2300-\u27bf\u2b00-\u2bff\ufe0f\u200d\U0001f000-\U0001faff]")


@lru_cache(maxsize=20_000)
def fold(text: str) -> str:
    """Return `text` without case, punctuation, Kazakh-only letters and Latin look-alikes; words parted by one space."""
    plain = unicodedata.normalize("NFKC", text.replace("№", "#")).replace("#", " № ")
    return " ".join(_mend(word).casefold().translate(_KAZAKH) for word in _APART.split(plain) if word)


def fold_heading(text: str) -> str:
    """Return the folded heading without any space: what a remembered mapping is keyed by."""
    return fold(text).replace(" ", "")


def dialled(text: str) -> str:
    """Return the digits of a telephone number without its trunk prefix (+7 or 8), else ""; also of a part of one.

    It takes seven digits to be a number; an IIN comes back as it is.
    """
    digits = re.sub(r"\D", "", text)
    if len(digits) < _PHONE or not _NUMBER.fullmatch(text.strip()):
        return ""
    return digits[1:] if len(digits) == _WHOLE_PHONE and digits[0] in "78" else digits


def search_words(text: str) -> list[str]:
    """Return the folded words of `text` that a search must find; a telephone number is one, however it is parted."""
    number = dialled(text)
    return [number] if number else fold(text).split()


def words(text: str) -> list[str]:
    """Return the words of `text` in lower case, letters as written; Latin look-alikes in a Cyrillic word are mended."""
    return [_mend(word).lower() for word in re.findall(r"\w+", unicodedata.normalize("NFC", text))]


def _mend(word: str) -> str:
    return word.translate(_LOOK_ALIKES) if _CYRILLIC.search(word) and _LATIN.search(word) else word


def mixed_words(text: str) -> list[str]:
    """Return the words of `text` that mix Latin and Cyrillic letters, in order."""
    return [word for word in _WORD.findall(text) if _LATIN.search(word) and _CYRILLIC.search(word)]


def emoji(text: str) -> list[str]:
    """Return the emoji and pictographs of `text`, in order, without their joiners."""
    return [sign for sign in _EMOJI.findall(text) if sign not in "\ufe0f\u200d"]


def is_kazakh(text: str) -> bool:
    """Tell whether `text` has a letter that Kazakh has and Russian has not."""
    return not _KAZAKH_LETTERS.isdisjoint(text.lower())

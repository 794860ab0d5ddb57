"""One skeleton of small Latin letters for a word of a name in any alphabet it is written in. It compares, only.

Kazakh and Russian Cyrillic, the Kazakh Latin alphabets of 2017 (apostrophes), 2018 (acutes) and 2021 (ä ğ ñ ş ū ı),
the Latin letters of passports (zh, kh, sh, yu) and words that mix scripts come to the same letters. Which letters
count as one is our own knowledge of how these names are written.
"""

import re
import unicodedata
from functools import lru_cache

from models.intake.folding import words

_CYRILLIC = str.maketrans(
    dict(zip("абвгдезийклмнопрстуфхы", "abvgdeziiklmnoprstufhi", strict=True))
    | dict(zip("әғқңөұүһіёэ", "agknouuhiee", strict=True))
    | {"ж": "j", "ц": "ts", "ч": "c", "ш": "w", "щ": "w", "ю": "iu", "я": "ia", "ь": "", "ъ": ""}
)
_SPELLINGS = {
    "j": "dzh dj zh j ž",
    "w": "shch sch sh s' ş ś š ș",
    "c": "ch c' ç č ć",
    "h": "kh x",
    "g": "gh",
    "k": "q ck c",
    "u": "w ý y'",
    "iu": "yu",
    "ia": "ya",
    "e": "ye yo",
    "i": "y ı",
    "a": "ə",
    "v": "ff",
    "leks": "lex",
    "maks": "max",
    "liks": "lix",
}
_DIGRAPHS = {written: made for made, line in _SPELLINGS.items() for written in line.split()}
_LATIN = re.compile("|".join(sorted(_DIGRAPHS, key=len, reverse=True)))
_TO_LATIN = str.maketrans("аеорсухіһкмтвн", "aeopcyxihkmtbh")
_APOSTROPHES = re.compile("[’ʼ‘`´ʹ′]")
_IS_LATIN, _IS_CYRILLIC = re.compile("[a-zà-ɏə]"), re.compile("[Ѐ-ӿ]")
_TWICE = re.compile(r"(.)\1+")
_GLIDE = re.compile(r"(?<=[aou])ie")


@lru_cache(maxsize=50_000)
def letters(word: str) -> str:
    """Return the skeleton of `word` before doubled letters are made one: endings are told from this."""
    text = _APOSTROPHES.sub("'", unicodedata.normalize("NFC", word)).replace("İ", "i").lower()
    text = unicodedata.normalize("NFC", text)
    latin, cyrillic = len(_IS_LATIN.findall(text)), len(_IS_CYRILLIC.findall(text))
    if latin and cyrillic:
        text = _one_script(text, mostly_latin=latin > cyrillic)
        latin, cyrillic = len(_IS_LATIN.findall(text)), len(_IS_CYRILLIC.findall(text))
    plain = _LATIN.sub(lambda found: _DIGRAPHS[found.group()], text) if latin > cyrillic else text
    bare = unicodedata.normalize("NFKD", plain.translate(_CYRILLIC))
    # "Ashat" and "Juldyzhan" may be read with с-х or ш, з-х or ж: all of them become one
    return (
        _GLIDE.sub("e", "".join(sign for sign in bare if "a" <= sign <= "z").replace("ts", "s"))
        .replace("sh", "w")
        .replace("zh", "j")
        .replace("dj", "j")
    )


def _one_script(text: str, *, mostly_latin: bool) -> str:
    """Return a word of mixed script in the script that all its letters can be read in, else in that of most."""
    as_latin, as_cyrillic = text.translate(_TO_LATIN), "".join(words(text))
    if not _IS_LATIN.search(as_cyrillic):
        return as_cyrillic
    return as_latin if mostly_latin or not _IS_CYRILLIC.search(as_latin) else as_cyrillic


@lru_cache(maxsize=50_000)
def single(skeleton: str) -> str:
    """Return `skeleton` with doubled letters made one: Серікқали and Серикали, Зейнолла and Зейнола."""
    return _TWICE.sub(r"\1", skeleton)


_LOOSE = str.maketrans("ohgpdzcf", "ukkbtswb")


@lru_cache(maxsize=50_000)
def loose(skeleton: str) -> str:
    """Return a skeleton without what is often heard differently: о/у, х/қ/ғ, п/б/ф, т/д, с/з, ч/ш (Болат, Булат)."""
    return single(skeleton.translate(_LOOSE))

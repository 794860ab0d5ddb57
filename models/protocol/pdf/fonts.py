"""The papers' embedded fonts: what they can show, how wide it is, where it breaks."""

import importlib.util
import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path
from typing import Final

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from models.errors import FileError
from models.wording import tr

SERIF: Final = "TandauSerif"
SERIF_BOLD: Final = "TandauSerifBold"
SANS: Final = "TandauSans"
SANS_BOLD: Final = "TandauSansBold"

_FILES: Final = {
    SERIF: ("font_source_serif_pro", "SourceSerifPro-Regular.ttf"),
    SERIF_BOLD: ("font_source_serif_pro", "SourceSerifPro-Semibold.ttf"),
    SANS: ("font_roboto", "Roboto-Regular.ttf"),
    SANS_BOLD: ("font_roboto", "Roboto-Bold.ttf"),
}


def _path(package: str, name: str) -> Path:
    found = importlib.util.find_spec(package)
    for folder in (found.submodule_search_locations if found else None) or ():
        path = Path(folder) / "files" / name
        if path.is_file():
            return path
    raise FileError(
        tr(
            "The font “{name}” is missing from this installation; no paper was written. Install the program again.",
            name=name,
        )
    )


@cache
def font(name: str) -> TTFont:
    """Return the font registered under `name`, one of this module's four. Raises FileError when it is not installed."""
    made = TTFont(name, str(_path(*_FILES[name])), asciiReadable=False, shapable=False)
    pdfmetrics.registerFont(made)
    return made


def register() -> None:
    """Make the four fonts known to reportlab; calling it again does nothing."""
    for name in _FILES:
        font(name)


@cache
def _glyphs(name: str) -> frozenset[str]:
    return frozenset(map(chr, font(name).face.charToGlyph))


@cache
def _in_all() -> frozenset[str]:
    return frozenset.intersection(*map(_glyphs, _FILES))


_MARK: Final = re.compile(
    r"[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\u2de0-\u2dff\ufe20-\ufe2f]"
)
_PILED: Final = re.compile(_MARK.pattern * 2)
"""Accents over accents: printed over one another they could not be told apart, nor read back."""
_JOINED: Final = {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0xFB00, 0xFB07)}


@lru_cache(maxsize=20_000)  # the same text is measured and set; pages that are read back would only fill it
def readable(text: str, name: str) -> str:
    """Return `text` as the font can show it: what it lacks (an emoji, a control character) stands as "[U+1F33F]".

    Letters written as base and accent are put together, joined ones such as ﬁ apart, as every reader of a PDF takes
    them; nothing is left out. Tabs become spaces, line ends stay.
    """
    return _shown(text, _glyphs(name))


def alike(text: str) -> str:
    """Return `text` as `readable` would for a font that has only what all four have.

    What is set in any of them is the same text so; it compares pages that were read back, and is never set.
    """
    return _shown(text, _in_all())


def _shown(text: str, glyphs: frozenset[str]) -> str:
    if text.isascii() and text.isprintable():  # every font has these
        return text
    piled = False
    if not text.isascii():
        text = unicodedata.normalize("NFC", text).translate(_JOINED)
        piled = _PILED.search(text) is not None
    if not piled and glyphs.issuperset(text) and text.isprintable():
        return text
    shown: list[str] = []
    marked = False
    for char in text.replace("\r\n", "\n").replace("\r", "\n"):
        if char == "\n":
            shown.append(char)
        elif char == "\t":
            shown.append(" ")
        elif (
            char in glyphs
            and (char.isprintable() or char == "\N{NO-BREAK SPACE}")
            and not (marked and _MARK.match(char))
        ):
            shown.append(char)
        else:
            shown.append(f"[U+{ord(char):04X}]")
        marked = _MARK.match(char) is not None
    return "".join(shown)


class _Advances(dict[str, float]):
    """How far each letter of a font moves on, in thousandths of its size."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._face = font(name).face

    def __missing__(self, char: str) -> float:
        wide = self[char] = float(self._face.charWidths.get(ord(char), self._face.defaultWidth))
        return wide


@cache
def _advances(name: str) -> _Advances:
    return _Advances(name)


@lru_cache(maxsize=20_000)
def width(text: str, name: str, size: float) -> float:
    """Return how wide `text` stands, in points."""
    return sum(map(_advances(name).__getitem__, text)) * size / 1000


def wrap(text: str, name: str, size: float, room: float) -> list[str]:
    """Break `text` into lines no wider than `room` points, at spaces; inside a word only where it is wider itself.

    A number stays on the line of its "№" where both fit.
    """
    lines: list[str] = []
    for paragraph in readable(text, name).split("\n"):
        lines += _wrap_paragraph(paragraph, name, size, room)
    return lines or [""]


def _wrap_paragraph(text: str, name: str, size: float, room: float) -> list[str]:
    if width(text, name, size) <= room:
        return [text]
    lines: list[str] = []
    line, used, space = "", 0.0, width(" ", name, size)
    for word in _words(text, name, size, room):
        wide = width(word, name, size)
        if line and used + space + wide <= room:
            line, used = f"{line} {word}", used + space + wide
            continue
        if line:
            lines.append(line)
        *whole, line = _pieces(word, name, size, room) if wide > room else [word]
        lines += whole
        used = width(line, name, size)
    return [*lines, line]


def _words(text: str, name: str, size: float, room: float) -> Iterator[str]:
    words = filter(None, text.split(" "))
    for word in words:
        number = next(words, None) if word == "№" else None
        if number is None:
            yield word
        elif width(f"{word} {number}", name, size) <= room:
            yield f"{word} {number}"
        else:
            yield from (word, number)


def _pieces(word: str, name: str, size: float, room: float) -> list[str]:
    hyphen = word.rfind("-", 0, -1)
    while hyphen > 0:
        if width(word[: hyphen + 1], name, size) <= room:
            return [word[: hyphen + 1], *_pieces(word[hyphen + 1 :], name, size, room)]
        hyphen = word.rfind("-", 0, hyphen)
    pieces, piece, used = [], "", 0.0
    for char in word:
        wide = width(char, name, size)
        if piece and used + wide > room:
            pieces.append(piece)
            piece, used = "", 0.0
        piece, used = piece + char, used + wide
    return [*pieces, piece]

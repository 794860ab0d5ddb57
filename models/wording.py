"""The words people read, in the language they chose, without Qt.

Every sentence for a person is written once, in English, as the literal first argument of `tr`; the other languages
stand in `resources/translations/*.ts` (Qt Linguist files), which this module reads as they are. `tools/translations.py`
collects the literals, and a test fails where a language lacks one.
"""

import re
from functools import cache
from pathlib import Path

import resources

LANGUAGES = ("kk", "ru", "en")
_current = "en"
_FINISHED = re.compile(
    r"<source>([^<]*)</source>\s*(?:<(\w*comment|oldsource)>[^<]*</\2>\s*)*<translation>([^<]+)</translation>"
)
"""A source and its finished translation, as Qt Linguist writes them: a quarter of the time of reading the file as XML,
and the first page waits for it. A test reads the files as XML too."""

_POINT = re.compile(r"(?<![\w.])(\d+)\.(\d+)(?![\w.:])")
_LISTED = re.compile(r"(?<=[\d\])]), (?=[\[(]*[-−]?\d)")


@cache
def catalogue(language: str) -> dict[str, str]:
    """Return the finished translations into `language` by English source; empty for English.

    Raises ValueError for a language that the program does not have.
    """
    if language not in LANGUAGES:
        raise ValueError(f"no such language: {language}")
    file = Path(resources.__path__[0]) / "translations" / f"tandau_{language}.ts"
    if language == "en" or not file.is_file():
        return {}
    return {
        _plain(source): _plain(translation)
        for source, _, translation in _FINISHED.findall(file.read_text(encoding="utf-8"))
    }


def _plain(escaped: str) -> str:
    if "&" not in escaped:
        return escaped
    for written, sign in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&apos;", "'"), ("&amp;", "&")):
        escaped = escaped.replace(written, sign)
    return escaped


def use_language(language: str) -> None:
    """Make `tr` answer in `language` ("kk", "ru" or "en") from now on, in every thread."""
    global _current
    catalogue(language)
    _current = language


def current_language() -> str:
    """Return the language that `tr` answers in."""
    return _current


def tr(text: str, /, **values: object) -> str:
    """Return `text` in the current language with its `{names}` filled from `values`."""
    return said(text, **values)


def later(text: str, /) -> str:
    """Mark a literal that is defined before the language is chosen; `said` speaks it."""
    return text


def said(text: str, /, **values: object) -> str:
    """Return `text`, marked before by `later`, in the current language with its `{names}` filled from `values`."""
    translated = catalogue(_current).get(text, text)
    return translated.format(**values) if values else translated


def decimal(number: float) -> str:
    """Return a number to two places, with the decimal sign of the current language."""
    return figures(f"{number:.2f}")


def figures(text: str) -> str:
    """Return `text`, a total or an arithmetic chain, with its figures as the current language writes them."""
    return text if current_language() == "en" else commas(text)


def commas(text: str) -> str:
    """Return `text` with its figures as Kazakh and Russian write them: "4,5"; lists of them part by semicolons.

    Dates, clocks and codes with points in them stay as they are.
    """
    if "." not in text:
        return text
    written, found = _POINT.subn(r"\1,\2", text)
    return _LISTED.sub("; ", written) if found else text

"""The words people read, in the language they chose, without Qt.

Every sentence for a person is written once, in English, as the literal first argument of `tr`; the other languages
stand in `resources/translations/*.ts` (Qt Linguist files), which this module reads as they are. `tools/translations.py`
collects the literals, and a test fails where a language lacks one.
"""

import xml.etree.ElementTree as ET
from functools import cache
from importlib.resources import files

LANGUAGES = ("kk", "ru", "en")
_current = "en"


@cache
def catalogue(language: str) -> dict[str, str]:
    """Return the finished translations into `language` by English source; empty for English.

    Raises ValueError for a language that the program does not have.
    """
    if language not in LANGUAGES:
        raise ValueError(f"no such language: {language}")
    file = files("resources") / "translations" / f"tandau_{language}.ts"
    if language == "en" or not file.is_file():
        return {}
    found: dict[str, str] = {}
    for message in ET.fromstring(file.read_text(encoding="utf-8")).iter("message"):
        translation = message.find("translation")
        if translation is not None and translation.get("type") is None and translation.text:
            found[message.findtext("source", "")] = translation.text
    return found


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

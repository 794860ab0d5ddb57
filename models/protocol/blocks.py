"""What a paper is made of: headings, texts, facts, tables, signature places. Data only.

`models.protocol.pdf` sets it on pages.
"""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from models.values import Both

Words = str | Both
"""Words of a paper: `str` stands the same in every language (codes, names, figures), `Both` is said in each."""


def say(words: Words, language: str) -> str:
    """Return `words` in `language` ("kk" or "ru")."""
    return words if isinstance(words, str) else words.say(language)


def fill(words: Both, **values: Words | int) -> Both:
    """Return `words` with its `{names}` filled in both languages; a value that is `Both` is said in each."""

    def one(template: str, language: str) -> str:
        return template.format(
            **{
                name: say(value, language) if isinstance(value, Both | str) else str(value)
                for name, value in values.items()
            }
        )

    return Both(kk=one(words.kk, "kk"), ru=one(words.ru, "ru"))


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading: level 0 is the paper's title (centred), 1 a numbered section, 2 a part of one."""

    text: Words
    level: Literal[0, 1, 2] = 1


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph."""

    text: Words
    style: Literal["body", "strong", "note", "centre", "item", "draft"] = "body"


@dataclass(frozen=True, slots=True)
class Facts:
    """Labels with their values, one a row."""

    rows: tuple[tuple[Words, Words], ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A table's column: `width` in mm is kept, `grow` shares what the page has left."""

    head: Words
    width: float
    grow: float = 0
    align: Literal["left", "right", "centre"] = "left"
    group: Both | None = None
    """Neighbouring columns of one group stand under one common heading."""


@dataclass(frozen=True, slots=True)
class Row:
    """A table's row, one cell a column."""

    cells: tuple[Words, ...]
    strong: bool = False
    """Set off: a winner's row."""
    tie: str = ""
    """Neighbouring rows of one tie are joined by a bracket."""
    cut: Both | None = None
    """A line drawn under this row with these words: the cut."""
    note: Words = ""
    """Words over the whole width below the cells."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table. `wide` asks for landscape pages."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    wide: bool = False


@dataclass(frozen=True, slots=True)
class Signature:
    """One signature place."""

    role: Words
    name: str
    note: Words = ""


@dataclass(frozen=True, slots=True)
class Signatures:
    """The signature places, kept together on a page with the words above them."""

    lead: Words
    places: tuple[Signature, ...]


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows begins on a new page: an appendix."""


Block = Heading | Text | Facts | Table | Signatures | PageBreak


@dataclass(frozen=True, slots=True)
class Paper:
    """A whole paper: the same blocks are set in Kazakh first and in Russian second, with one number and date."""

    title: Both
    """For the file's properties; holds no personal data."""
    number: str
    on: date | None
    fingerprint: str
    """SHA-256 of the data, in hex; printed on every page."""
    running: Both
    """The line at the foot of every page."""
    blocks: tuple[Block, ...]

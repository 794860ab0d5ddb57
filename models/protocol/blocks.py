"""What a paper is made of: headings, texts, facts, tables, signature places. Data only.

`models.protocol.pdf` sets it on pages.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from models.values import Both

Language = Literal["kk", "ru"]

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
    style: Literal["body", "strong", "note", "centre", "item", "draft", "letter", "salutation", "right"] = "body"
    """"letter" is a body text whose first line is indented, "right" stands at the right edge: "Appendix 1"."""


@dataclass(frozen=True, slots=True)
class Numbered:
    """A numbered paragraph: `number` ("1.", "2.1.") stands before it, the text is indented as deep as `level` says."""

    number: str
    text: Words
    level: Literal[1, 2] = 1


@dataclass(frozen=True, slots=True)
class Ends:
    """One line with words at both of its ends: number and date left, the place right."""

    left: Words
    right: Words


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Who writes, above a rule; `Both` stands side by side, Kazakh left, in a paper of one language too."""

    name: Words
    details: Words = ""


@dataclass(frozen=True, slots=True)
class Addressee:
    """To whom a letter goes, one below the other in the right half of the page; the first line is set off."""

    lines: tuple[Words, ...]


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
    """Figures in a "right" column stand comma below comma."""
    group: Both | None = None
    """Neighbouring columns of one group stand under one common heading."""


@dataclass(frozen=True, slots=True)
class Row:
    """A table's row, one cell a column."""

    cells: tuple[Words, ...]
    strong: bool = False
    """Set off: a winner's row."""
    tie: str = ""
    """Neighbouring rows that say the same here, and something, are joined by a bracket."""
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

    def shown(self, language: str) -> str:
        """The name as it is printed, the note in brackets behind it."""
        note = say(self.note, language)
        return f"{self.name} ({note})" if note else self.name


@dataclass(frozen=True, slots=True)
class Signatures:
    """The signature places, kept together on a page with the words above them, `lead` ("" for none) the nearest."""

    lead: Words
    places: tuple[Signature, ...]


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows begins on a new page: an appendix."""


@dataclass(frozen=True, slots=True)
class Stroke:
    """A line through `points`, (x, y) in mm from a drawing's lower left corner; `width` in mm, `grey` 0 is black."""

    points: tuple[tuple[float, float], ...]
    width: float = 0.2
    grey: float = 0
    dashed: bool = False


@dataclass(frozen=True, slots=True)
class Area:
    """A filled rectangle with its lower left corner at `x`, `y`; all in mm; `grey` 1 is white."""

    x: float
    y: float
    width: float
    height: float
    grey: float = 0.8


@dataclass(frozen=True, slots=True)
class Label:
    """Words at `x`, `y` (mm, on the line of writing), which are their beginning, middle or end; `size` in points."""

    x: float
    y: float
    text: Words
    align: Literal["left", "right", "centre"] = "left"
    size: float = 7
    grey: float = 0
    strong: bool = False
    upwards: bool = False
    """Written from below to above."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """A drawing of `width` × `height` mm, its marks drawn in order. Vectors: sharp in print, the words are found."""

    width: float
    height: float
    marks: tuple[Stroke | Area | Label, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """An image as PNG or JPEG bytes, `width` mm wide: an emblem, a scan. It must be ours, not a file from outside."""

    data: bytes
    width: float
    align: Literal["left", "right", "centre"] = "centre"


Block = (
    Heading
    | Text
    | Numbered
    | Ends
    | Letterhead
    | Addressee
    | Facts
    | Table
    | Signatures
    | PageBreak
    | Drawing
    | Picture
)


def numbered(blocks: Iterable[Block]) -> Iterator[Block]:
    """Yield `blocks`, the sections numbered through from 1."""
    number = 0
    for block in blocks:
        if isinstance(block, Heading) and block.level == 1:
            number += 1
            yield Heading(fill(Both(kk="{n}. {text}", ru="{n}. {text}"), n=number, text=block.text))
        else:
            yield block


@dataclass(frozen=True, slots=True)
class Paper:
    """A whole paper: the same blocks are set in each of its languages, with one number and date."""

    title: Both
    """For the file's properties; holds no personal data."""
    number: str
    on: date | None
    fingerprint: str
    """SHA-256 of the data, in hex; printed on every page. "" for a paper without: a letter."""
    running: Both
    """The line at the foot of every page."""
    blocks: tuple[Block, ...]
    languages: tuple[Language, ...] = ("kk", "ru")
    """In this order, each beginning on a new page; one for a letter in the language of whom it goes to."""
    wide: bool = False
    """All of it on landscape pages: a register. Else only tables that ask for it."""

"""A table's rows, laid out one after another as pages ask for them and forgotten when drawn."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from reportlab.lib.units import mm

from models.protocol.blocks import Column, Row, Table, say
from models.protocol.pdf import fonts

SIZE: Final = 8.0
LEADING: Final = 9.6
PAD_X: Final = 1.1 * mm
PAD_Y: Final = 0.8 * mm
CUT: Final = 4.2 * mm
ROW_LINES: Final = 30
"""A row of more lines is drawn in parts of this many, so that no cell is taller than a page."""
_SHORT: Final = 4
"""Cells of at most so many letters are marks and places: the same few again and again."""
FIGURE: Final = re.compile(r"([−-]?\d(?:[\d \u00a0\u202f]*\d)?)([.,]\d+)?$")
"""A figure with what stands before and after its comma."""
MANY: Final = 1_000
"""So many of them are remembered: ten thousand places are as many different cells."""
_SIGN: Final = 7
"""A cell of a narrow column with at most so many letters stands in one line."""

Lines = Sequence[str]


@dataclass(frozen=True, slots=True)
class LaidRow:
    """A row ready to draw."""

    lines: tuple[Lines, ...]
    height: float
    strong: bool
    tie: str
    cut: str
    note: Lines
    goes_on: bool
    """The next row is a part of the same one: no rule between."""


@dataclass(frozen=True, slots=True)
class LaidHead:
    """A table's heading ready to draw."""

    top: tuple[tuple[int, int, Lines], ...]
    """(first column, columns, lines) of the common headings."""
    cells: tuple[Lines, ...]
    top_height: float
    height: float
    """Of everything."""


class LaidTable:
    """A table laid out for one language and one width. Rows are counted from 0; parts of a long row count each."""

    def __init__(self, table: Table, language: str, room: float, *, headed: bool) -> None:
        self.columns = table.columns
        signs, self.tails = _scan(table, language)
        """Of each column the room that figures need from their comma on."""
        self.widths = _widths(table.columns, signs, language, room)
        self.width = sum(self.widths)
        self.edges = [sum(self.widths[:n]) for n in range(len(self.widths) + 1)]
        self.head = _lay_head(table.columns, language, self.widths) if headed else None
        self.head_height = self.head.height if self.head else 0.0
        self._language = language
        self._insides = [width - 2 * PAD_X for width in self.widths]
        self._short: dict[tuple[str, str, float], list[str]] = {}
        self.marks: dict[tuple[int, str, str], tuple[str, str]] = {}
        """Short cells as they were drawn before."""
        self._coming: Iterator[LaidRow] = (part for row in table.rows for part in self._lay_row(row))
        self._rows: list[LaidRow] = []
        self._forgotten = 0

    def has(self, at: int) -> bool:
        """Say whether there is a row `at`, laying out rows as far as that."""
        while self.laid <= at:
            row = next(self._coming, None)
            if row is None:
                return False
            self._rows.append(row)
        return True

    @property
    def laid(self) -> int:
        """How many rows are laid out; all of them once `has` has said no."""
        return self._forgotten + len(self._rows)

    def row(self, at: int) -> LaidRow:
        """Return the row `at`, which must be laid out and not forgotten."""
        return self._rows[at - self._forgotten]

    def forget(self, before: int) -> None:
        """Let go of the rows before the row `before`."""
        del self._rows[: max(0, before - self._forgotten)]
        self._forgotten = max(self._forgotten, before)

    def _lay_row(self, row: Row) -> Iterator[LaidRow]:
        cells = tuple(
            self._wrap(say(cell, self._language), face(column, strong=row.strong), inside)
            for cell, column, inside in zip(row.cells, self.columns, self._insides, strict=True)
        )
        tall = max(map(len, cells))
        cut = fonts.readable(say(row.cut, self._language), fonts.SANS_BOLD) if row.cut else ""
        note: Lines = ()
        if row.note:
            note = fonts.wrap(say(row.note, self._language), fonts.SANS, SIZE, self.width - 2 * PAD_X)
        if tall + len(note) <= ROW_LINES:
            yield self._laid(row, cells, note, cut, goes_on=False)
            return
        parts: list[tuple[tuple[Lines, ...], Lines]] = [
            (tuple(cell[at : at + ROW_LINES] for cell in cells), ()) for at in range(0, tall, ROW_LINES)
        ]
        left = ROW_LINES - max(map(len, parts[-1][0]))
        parts[-1] = (parts[-1][0], note[:left])
        parts += [(tuple(() for _ in cells), note[at : at + ROW_LINES]) for at in range(left, len(note), ROW_LINES)]
        for number, (lines, below) in enumerate(parts, start=1):
            ends = number == len(parts)
            yield self._laid(row, lines, below, cut if ends else "", goes_on=not ends)

    @staticmethod
    def _laid(row: Row, lines: tuple[Lines, ...], note: Lines, cut: str, *, goes_on: bool) -> LaidRow:
        height = max(map(len, lines)) * LEADING + 2 * PAD_Y + note_height(note) + (CUT if cut else 0)
        return LaidRow(lines, height, row.strong, row.tie, cut, note, goes_on)

    def _wrap(self, text: str, name: str, room: float) -> list[str]:
        if len(text) > _SHORT:
            return fonts.wrap(text, name, SIZE, room)
        key = (text, name, room)
        lines = self._short.get(key)
        if lines is None:
            lines = fonts.wrap(text, name, SIZE, room)
            if len(self._short) < MANY:
                self._short[key] = lines
        return lines


def face(column: Column, *, strong: bool) -> str:
    """Names and titles stay light in a row that is set off: a page of bold text sets nothing off."""
    return fonts.SANS_BOLD if strong and not column.grow else fonts.SANS


def note_height(note: Lines) -> float:
    """The height that a row's note takes below its cells."""
    return len(note) * LEADING + (PAD_Y if note else 0)


def _scan(table: Table, language: str) -> tuple[list[set[str]], list[float]]:
    """Look once through all rows for what a column must hold, whichever page it comes on.

    Returns the short cells that must not break in a narrow column (marks, places, "absent"), and the room that figures
    need from their comma on.
    """
    signs: list[set[str]] = [set() for _ in table.columns]
    tails: list[set[str]] = [set() for _ in table.columns]
    narrow = [
        (n, (column.width * mm - 2 * PAD_X) / SIZE, column.align == "right", signs[n], tails[n])
        for n, column in enumerate(table.columns)
        if not column.grow or column.align == "right"
    ]
    for row in table.rows:
        cells = row.cells
        for n, surely, figures, short, after in narrow:  # no letter is wider than the size of the font
            text = say(cells[n], language)
            if surely < len(text) <= _SIGN:
                short.add(text)
            if figures and ("," in text or "." in text) and (found := FIGURE.match(text)) and found[2]:
                after.add(found[2])
    return (
        [
            set() if column.grow else {one for one in short if "\n" not in one}
            for column, short in zip(table.columns, signs, strict=True)
        ],
        [max((fonts.width(tail, fonts.SANS_BOLD, SIZE) for tail in after), default=0.0) for after in tails],
    )


def _widths(columns: Sequence[Column], signs: Sequence[set[str]], language: str, room: float) -> list[float]:
    least = [
        max(
            column.width * mm,
            *(
                fonts.width(word, fonts.SANS_BOLD, SIZE) + 2 * PAD_X + 0.1
                for word in {*say(column.head, language).split(" "), *short}
            ),
        )
        for column, short in zip(columns, signs, strict=True)
    ]
    growing = sum(column.grow for column in columns)
    rest = room - sum(least)
    if rest < 0:
        return [width * room / sum(least) for width in least]
    if not growing:
        return least
    return [width + rest * column.grow / growing for width, column in zip(least, columns, strict=True)]


def _lay_head(columns: Sequence[Column], language: str, widths: Sequence[float]) -> LaidHead:
    cells = tuple(
        fonts.wrap(say(column.head, language), fonts.SANS_BOLD, SIZE, width - 2 * PAD_X)
        for column, width in zip(columns, widths, strict=True)
    )
    top = []
    at = 0
    while at < len(columns):
        end = at + 1
        group = columns[at].group
        while end < len(columns) and columns[end].group == group:
            end += 1
        if group is not None:
            room = sum(widths[at:end]) - 2 * PAD_X
            top.append((at, end - at, fonts.wrap(say(group, language), fonts.SANS_BOLD, SIZE, room)))
            at = end
        else:
            at += 1
    top_height = max((len(lines) for _, _, lines in top), default=0) * LEADING + (2 * PAD_Y if top else 0)
    height = max(
        len(cell) * LEADING + 2 * PAD_Y + (top_height if column.group is not None else 0)
        for cell, column in zip(cells, columns, strict=True)
    )
    return LaidHead(tuple(top), cells, top_height, height)

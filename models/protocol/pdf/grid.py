"""A table on pages: text wrapped once, rows of fixed size, one flowable a page, the heading on each.

A `Paragraph` per cell costs ten times as much; here the cells are lines of text when the table is made, and every
page draws its share of rows into one text object.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from reportlab.lib.units import mm
from reportlab.platypus import Flowable

from models.protocol.blocks import Column, Row, Table, say
from models.protocol.pdf import fonts

SIZE: Final = 8.0
LEADING: Final = 9.6
PAD_X: Final = 1.1 * mm
PAD_Y: Final = 0.8 * mm
CUT: Final = 4.2 * mm
ROW_LINES: Final = 30
"""A row of more lines is drawn in parts of this many, so that no cell is taller than a page."""
KEPT: Final = 2
"""Fewest rows on either side of a page break."""

Advance = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class _Laid:
    """A row ready to draw."""

    lines: tuple[list[str], ...]
    height: float
    strong: bool
    tie: str
    cut: str
    note: list[str]
    goes_on: bool
    """The next row is a part of the same one: no rule between."""


@dataclass(frozen=True, slots=True)
class _Head:
    top: tuple[tuple[int, int, list[str]], ...]
    """(first column, columns, lines) of the common headings."""
    cells: tuple[list[str], ...]
    top_height: float
    height: float
    """Of everything."""


class Grid(Flowable):
    """Rows `first` to `last` of a laid table; `split` gives further grids over the same rows."""

    def __init__(self, laid: "_Table", first: int, last: int, advance: Advance) -> None:
        super().__init__()
        self.laid, self.first, self.last, self.advance = laid, first, last, advance
        self.spaceBefore = 2 * mm
        self.spaceAfter = 2.5 * mm

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:  # noqa: ARG002, N803 - reportlab's names
        self.width, self.height = self.laid.width, self.laid.height(self.first, self.last)
        return self.width, self.height

    def split(self, availWidth: float, availHeight: float) -> list[Flowable]:  # noqa: ARG002, N803 - reportlab's names
        rows, used, at = self.laid.rows, self.laid.head_height, self.first
        while at < self.last and used + rows[at].height <= availHeight:
            used += rows[at].height
            at += 1
        if at == self.last:
            return [self] if used <= availHeight else []
        at = min(at, self.last - KEPT)
        if at - self.first < KEPT and not (self.last - self.first <= KEPT and at > self.first):
            return []
        return [Grid(self.laid, self.first, at, self.advance), Grid(self.laid, at, self.last, self.advance)]

    def least(self) -> float:
        """The height that the heading and the first rows need to begin here."""
        return self.laid.height(self.first, min(self.last, self.first + KEPT))

    def draw(self) -> None:
        self.laid.draw(self.canv, self.first, self.last, self.height)
        self.advance(self.last - self.first)


class _Table:
    """A table laid out for one language and one width."""

    def __init__(
        self, columns: Sequence[Column], rows: Sequence[_Laid], widths: Sequence[float], head: _Head | None
    ) -> None:
        self.columns, self.rows, self.widths, self.head = columns, rows, widths, head
        self.width = sum(widths)
        self.edges = [sum(widths[:n]) for n in range(len(widths) + 1)]
        self.head_height = head.height if head else 0.0

    def height(self, first: int, last: int) -> float:
        return self.head_height + sum(row.height for row in self.rows[first:last])

    def draw(self, canvas: Any, first: int, last: int, height: float) -> None:
        canvas.saveState()
        y = height
        pens: list[tuple[str, float, float, str]] = []
        if self.head is not None:
            y = self._draw_head(canvas, self.head, y, pens)
        tops = []
        canvas.setFillGray(0.95)
        below = y
        for row in self.rows[first:last]:
            below -= row.height
            if row.strong:
                lift = CUT if row.cut else 0
                canvas.rect(0, below + lift, self.width, row.height - lift, stroke=0, fill=1)
        for row in self.rows[first:last]:
            tops.append(y)
            self._draw_row(canvas, row, y, pens)
            y -= row.height
        canvas.setStrokeGray(0.35)
        canvas.setLineWidth(0.5)
        for edge in (self.edges[0], self.edges[-1]):
            canvas.line(edge, height, edge, y)
        for level in (height, y):
            canvas.line(0, level, self.width, level)
        if self.head is not None:
            self._draw_ties(canvas, first, last, [*tops, y])
        text = canvas.beginText()
        text.setFillGray(0)
        font = ""
        for name, x, base, line in pens:
            if name != font:
                text.setFont(name, SIZE)
                font = name
            text.setTextOrigin(x, base)
            text.textOut(line)
        canvas.drawText(text)
        canvas.restoreState()

    def _draw_head(self, canvas: Any, head: _Head, y: float, pens: list[tuple[str, float, float, str]]) -> float:
        canvas.setFillGray(0.9)
        canvas.rect(0, y - head.height, self.width, head.height, stroke=0, fill=1)
        canvas.setStrokeGray(0.35)
        canvas.setLineWidth(0.5)
        canvas.line(0, y, self.width, y)
        canvas.line(0, y - head.height, self.width, y - head.height)
        grouped = {n for first, count, _ in head.top for n in range(first, first + count)}
        for first, count, lines in head.top:
            left, right = self.edges[first], self.edges[first + count]
            canvas.line(left, y - head.top_height, right, y - head.top_height)
            canvas.line(left, y, left, y - head.top_height)
            canvas.line(right, y, right, y - head.top_height)
            self._pen(pens, fonts.SANS_BOLD, lines, (left, right), y, "centre")
        for n, lines in enumerate(head.cells):
            top = y - head.top_height if n in grouped else y
            canvas.line(self.edges[n], top, self.edges[n], y - head.height)
            self._pen(pens, fonts.SANS_BOLD, lines, (self.edges[n], self.edges[n + 1]), top, self.columns[n].align)
        return y - head.height

    def _draw_row(self, canvas: Any, row: _Laid, y: float, pens: list[tuple[str, float, float, str]]) -> None:
        bottom = y - row.height
        body = bottom + (CUT if row.cut else 0)
        cells = body + (_note_height(row.note))
        canvas.setStrokeGray(0.65)
        canvas.setLineWidth(0.3)
        if not row.goes_on:
            canvas.line(0, body, self.width, body)
        for edge in self.edges[1:-1]:
            canvas.line(edge, y, edge, cells)
        for n, lines in enumerate(row.lines):
            name = _face(row.strong, self.columns[n])
            self._pen(pens, name, lines, (self.edges[n], self.edges[n + 1]), y, self.columns[n].align)
        if row.note:
            self._pen(pens, fonts.SANS, row.note, (0, self.width), cells + PAD_Y, "left")
        if row.cut:
            canvas.setStrokeGray(0)
            canvas.setLineWidth(1.4)
            canvas.line(0, body, self.width, body)
            self._pen(pens, fonts.SANS_BOLD, [row.cut], (0, self.width), body, "centre")
            canvas.setLineWidth(0.5)
            canvas.line(0, bottom, self.width, bottom)

    @staticmethod
    def _pen(
        pens: list[tuple[str, float, float, str]],
        name: str,
        lines: list[str],
        room: tuple[float, float],
        top: float,
        align: str,
    ) -> None:
        base = top - PAD_Y - SIZE * 0.95
        for line in lines:
            x = room[0] + PAD_X
            if align == "right":
                x = room[1] - PAD_X - fonts.width(line, name, SIZE)
            elif align == "centre":
                x = (room[0] + room[1] - fonts.width(line, name, SIZE)) / 2
            if line:
                pens.append((name, x, base, line))
            base -= LEADING

    def _draw_ties(self, canvas: Any, first: int, last: int, edges: list[float]) -> None:
        canvas.setStrokeGray(0)
        canvas.setLineWidth(0.9)
        start = first
        while start < last:
            end = start + 1
            tie = self.rows[start].tie
            while end < last and self.rows[end].tie == tie:
                end += 1
            if tie:
                x, tick = -1.6 * mm, 1.2 * mm
                top, bottom = edges[start - first] - 2.5, edges[end - first] + 2.5
                canvas.line(x, top, x, bottom)
                if start == 0 or self.rows[start - 1].tie != tie:
                    canvas.line(x, top, x + tick, top)
                if end == len(self.rows) or self.rows[end].tie != tie:
                    canvas.line(x, bottom, x + tick, bottom)
            start = end


def lay(table: Table, language: str, room: float, advance: Advance, *, headed: bool = True) -> Grid:
    """Lay `table` out for `language` in `room` points; `advance` is told how many rows each page drew."""
    widths = _widths(table.columns, language, room)
    insides = [width - 2 * PAD_X for width in widths]
    rows: list[_Laid] = []
    for row in table.rows:
        rows += _lay_row(row, language, table.columns, insides, sum(widths) - 2 * PAD_X)
    laid = _Table(table.columns, rows, widths, _lay_head(table.columns, language, widths) if headed else None)
    return Grid(laid, 0, len(rows), advance)


def _face(strong: bool, column: Column) -> str:
    """Names and titles stay light in a row that is set off: a page of bold text sets nothing off."""
    return fonts.SANS_BOLD if strong and not column.grow else fonts.SANS


def _note_height(note: list[str]) -> float:
    return len(note) * LEADING + (PAD_Y if note else 0)


def _widths(columns: Sequence[Column], language: str, room: float) -> list[float]:
    least = [
        max(
            column.width * mm,
            *(
                fonts.width(word, fonts.SANS_BOLD, SIZE) + 2 * PAD_X + 0.1
                for word in say(column.head, language).split(" ")
            ),
        )
        for column in columns
    ]
    growing = sum(column.grow for column in columns)
    rest = room - sum(least)
    if rest < 0:
        return [width * room / sum(least) for width in least]
    if not growing:
        return least
    return [width + rest * column.grow / growing for width, column in zip(least, columns, strict=True)]


def _lay_row(row: Row, language: str, columns: Sequence[Column], insides: Sequence[float], room: float) -> list[_Laid]:
    cells = tuple(
        fonts.wrap(say(cell, language), _face(row.strong, column), SIZE, inside)
        for cell, column, inside in zip(row.cells, columns, insides, strict=True)
    )
    tall = max(map(len, cells))
    cut = fonts.readable(say(row.cut, language), fonts.SANS_BOLD) if row.cut else ""
    note = fonts.wrap(say(row.note, language), fonts.SANS, SIZE, room) if row.note else []
    parts: list[tuple[tuple[list[str], ...], list[str]]] = [
        (tuple(cell[at : at + ROW_LINES] for cell in cells), []) for at in range(0, tall, ROW_LINES)
    ]
    parts[-1] = (parts[-1][0], note[:ROW_LINES])
    parts += [(tuple([] for _ in cells), note[at : at + ROW_LINES]) for at in range(ROW_LINES, len(note), ROW_LINES)]
    laid = []
    for number, (lines, below) in enumerate(parts, start=1):
        ends = number == len(parts)
        height = max(map(len, lines)) * LEADING + 2 * PAD_Y + _note_height(below) + (CUT if cut and ends else 0)
        laid.append(_Laid(lines, height, row.strong, row.tie, cut if ends else "", below, not ends))
    return laid


def _lay_head(columns: Sequence[Column], language: str, widths: Sequence[float]) -> _Head:
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
    return _Head(tuple(top), cells, top_height, height)

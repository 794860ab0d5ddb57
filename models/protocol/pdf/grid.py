"""A table on pages: rows of fixed size wrapped as they come, one flowable a page, the heading on each.

A `Paragraph` per cell costs ten times as much; here a page's rows are written as one piece of PDF code, counted from
the table's upper edge downwards.
"""

from collections.abc import Callable, Iterator
from typing import Final

from reportlab.lib.units import mm
from reportlab.platypus import Flowable

from models.protocol.blocks import Table
from models.protocol.pdf import fonts
from models.protocol.pdf.canvas import PageCanvas
from models.protocol.pdf.laying import (
    CUT,
    FIGURE,
    LEADING,
    MANY,
    PAD_X,
    PAD_Y,
    SIZE,
    LaidTable,
    Lines,
    face,
    note_height,
)
from models.protocol.pdf.pages import HIGH
from models.protocol.pdf.pen import Pen

KEPT: Final = 2
"""Fewest rows on either side of a page break …"""
TALL: Final = 20 * mm
"""… unless a row is as tall as this."""
_BASE: Final = PAD_Y + SIZE * 0.95
"""From the upper edge of a cell to its first line of writing."""
_DARK: Final = "0.35 G 0.5 w"
_LIGHT: Final = "0.65 G 0.3 w"

Advance = Callable[[int], None]


class Grid(Flowable):
    """Rows of a laid table from `first` on, up to `last` or the table's end; `split` gives the rest as another.

    The last rows leave `keep` points below them, or go to the next page: what follows must not stand there alone.
    """

    def __init__(
        self, laid: LaidTable, first: int, last: int | None, advance: Advance, *, keep: float, high: float
    ) -> None:
        super().__init__()
        self.laid, self.first, self.last, self.advance = laid, first, last, advance
        self.keep, self.high = keep, high
        self.spaceBefore = 2 * mm
        self.spaceAfter = 2.5 * mm
        self._moved = False

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:  # noqa: ARG002, N803 - reportlab's names
        """Return the size; of rows that do not fit, only so many are counted that it is too much."""
        _, used = self._fitting(availHeight)
        self.width, self.height = self.laid.width, used
        if self._too_low(used, availHeight):
            return self.width, availHeight + 1
        return self.width, self.height

    def split(self, availWidth: float, availHeight: float) -> list[Flowable]:  # noqa: ARG002, N803 - reportlab's names
        at, used = self._fitting(availHeight)
        if used <= availHeight:
            if not self._too_low(used, availHeight):
                return [self]
            at = self._end - KEPT
        full = at
        while at > self.first and not (self._enough(self.first, at) and self._enough(at, self.last)):
            at -= 1
        if at <= self.first and self._moved:
            at = full  # a page of its own, and still no good break: anywhere
        if at <= self.first:
            self._moved = True
            return []
        return [
            Grid(self.laid, self.first, at, self.advance, keep=0, high=self.high),
            Grid(self.laid, at, self.last, self.advance, keep=self.keep, high=self.high),
        ]

    @property
    def _end(self) -> int:
        """Behind the last row; all rows must be laid out."""
        return self.laid.laid if self.last is None else self.last

    def _too_low(self, used: float, room: float) -> bool:
        """Say whether all rows fit, but leave too little below them; rows that fill a page must not wait for more."""
        at_top = room > self.high - 1
        return room - self.keep < used <= room and not (at_top and self._end - self.first <= 2 * KEPT)

    def least(self) -> float:
        """The height that the heading and the first rows need to begin here."""
        rows = (self.laid.row(at).height for at in range(self.first, self.first + KEPT) if self._has(at))
        return self.laid.head_height + sum(rows)

    def draw(self) -> None:
        last = self._end
        canvas = self.canv
        assert isinstance(canvas, PageCanvas)
        canvas.addLiteral(_Drawing(self.laid, self.first, last, canvas.pen).code(self.height))
        self.laid.forget(last - 1)
        self.advance(last - self.first)

    def _enough(self, first: int, last: int | None) -> bool:
        """Say whether the rows from `first` to before `last` may stand alone on a side of a page break."""
        if last is None or last - first >= KEPT:
            return self._has(first + KEPT - 1) or self.laid.row(first).height >= TALL
        return self.laid.row(first).height >= TALL

    def _has(self, at: int) -> bool:
        return at < self.last if self.last is not None else self.laid.has(at)

    def _fitting(self, room: float) -> tuple[int, float]:
        """Return the first row that does not fit and the height with it; with the end, the whole height."""
        used, at = self.laid.head_height, self.first
        while used <= room and self._has(at):
            used += self.laid.row(at).height
            if used > room:
                break
            at += 1
        return at, used


class _Drawing:
    """The code of one page's share of a table; y counts down from its upper edge."""

    def __init__(self, laid: LaidTable, first: int, last: int, pen: Pen) -> None:
        self._laid, self._pen = laid, pen
        self._first, self._last = first, last
        self._texts: list[str] = []
        self._font = ""
        self._rows = [laid.row(at) for at in range(first, last)]
        self._starts = [f"{edge + PAD_X:.2f}" for edge in laid.edges]

    def code(self, height: float) -> str:
        laid = self._laid
        top = -laid.head_height
        bottom = -height
        tops = [top]
        for row in self._rows:
            tops.append(tops[-1] - row.height)
        head = list(self._head())
        rows = list(self._rules(tops))
        for row, y in zip(self._rows, tops, strict=False):
            self._write_row(row.lines, y, strong=row.strong)
            if row.note:
                self._write(fonts.SANS, row.note, (0, laid.width), y - self._cells(row.lines) + PAD_Y, "left")
            if row.cut:
                body = y - self._cells(row.lines) - note_height(row.note)
                self._write(fonts.SANS_BOLD, (row.cut,), (0, laid.width), body, "centre")
        frame = f"{_DARK} 0 {bottom:.2f} {laid.width:.2f} {height:.2f} re S"
        ties = self._ties(tops) if laid.head is not None else []
        texts = ["BT 0 g", *self._texts, "ET"]
        return "\n".join([f"q 1 0 0 1 0 {height:.2f} cm", *self._bands(tops), *head, *rows, frame, *ties, *texts, "Q"])

    @staticmethod
    def _cells(lines: tuple[Lines, ...]) -> float:
        return max(map(len, lines)) * LEADING + 2 * PAD_Y

    def _bands(self, tops: list[float]) -> Iterator[str]:
        """The grey behind rows that are set off, one piece for neighbours."""
        found: list[tuple[float, float]] = []
        for row, y, end in zip(self._rows, tops, tops[1:], strict=False):
            if row.strong:
                lower = end + (CUT if row.cut else 0)
                if found and found[-1][1] == y:
                    found[-1] = (found[-1][0], lower)
                else:
                    found.append((y, lower))
        if found:
            yield "0.95 g"
            for upper, lower in found:
                yield f"0 {lower:.2f} {self._laid.width:.2f} {upper - lower:.2f} re"
            yield "f"

    def _head(self) -> Iterator[str]:
        laid, head = self._laid, self._laid.head
        if head is None:
            return
        yield f"0.9 g 0 {-head.height:.2f} {laid.width:.2f} {head.height:.2f} re f {_DARK}"
        yield _line(0, -head.height, laid.width, -head.height)
        grouped = {n for first, count, _ in head.top for n in range(first, first + count)}
        for first, count, lines in head.top:
            left, right = laid.edges[first], laid.edges[first + count]
            yield _line(left, -head.top_height, right, -head.top_height)
            yield _line(left, 0, left, -head.top_height)
            yield _line(right, 0, right, -head.top_height)
            self._write(fonts.SANS_BOLD, lines, (left, right), 0, "centre")
        for n, lines in enumerate(head.cells):
            top = -head.top_height if n in grouped else 0
            yield _line(laid.edges[n], top, laid.edges[n], -head.height)
            self._write(fonts.SANS_BOLD, lines, (laid.edges[n], laid.edges[n + 1]), top, laid.columns[n].align)
        yield "S"

    def _rules(self, tops: list[float]) -> Iterator[str]:
        """The lines between rows and between columns; a column's line runs through as many rows as it can."""
        laid = self._laid
        cuts: list[tuple[float, float]] = []
        begin = tops[0]
        yield _LIGHT
        strokes: list[str] = []
        for row, y, end in zip(self._rows, tops, tops[1:], strict=False):
            body = end + (CUT if row.cut else 0)
            if not row.goes_on:
                strokes.append(_line(0, body, laid.width, body))
            if row.note or row.cut:
                above_note = PAD_Y if row.note else 0
                strokes += self._columns(begin, y - self._cells(row.lines) + above_note)
                begin = end
            if row.cut:
                cuts.append((body, end))
        if begin > tops[-1]:
            strokes += self._columns(begin, tops[-1])
        yield from _stroked(strokes)
        for body, end in cuts:
            yield f"0 G 1.4 w {_line(0, body, laid.width, body)} S 0.5 w {_line(0, end, laid.width, end)} S"

    def _columns(self, upper: float, lower: float) -> Iterator[str]:
        for edge in self._laid.edges[1:-1]:
            yield _line(edge, upper, edge, lower)

    def _write_row(self, cells: tuple[Lines, ...], y: float, *, strong: bool) -> None:
        laid = self._laid
        base = y - _BASE
        first = f"{base:.2f}"
        for n, lines in enumerate(cells):
            column = laid.columns[n]
            name = face(column, strong=strong)
            if len(lines) == 1 and len(lines[0]) <= 4:
                if lines[0]:
                    self._set(name)
                    x, shown = self._short_cell(n, name, lines[0])
                    self._texts.append(f"1 0 0 1 {x} {first} Tm {shown}")
            elif column.align == "left":
                self._set(name)
                x, show = self._starts[n], self._pen.show
                at = base
                for line in lines:
                    if line:
                        self._texts.append(f"1 0 0 1 {x} {at:.2f} Tm {show(line, name, SIZE)}")
                    at -= LEADING
            else:
                self._write(name, lines, (laid.edges[n], laid.edges[n + 1]), y, column.align, laid.tails[n])

    def _short_cell(self, n: int, name: str, text: str) -> tuple[str, str]:
        """Where a mark stands in its column and what shows it: the same few come again and again."""
        key = (n, name, text)
        found = self._laid.marks.get(key)
        if found is None:
            room = (self._laid.edges[n], self._laid.edges[n + 1])
            x = _start(text, name, room, self._laid.columns[n].align, self._laid.tails[n])
            found = (f"{x:.2f}", self._pen.show(text, name, SIZE))
            if len(self._laid.marks) < MANY:
                self._laid.marks[key] = found
        return found

    def _write(
        self, name: str, lines: Lines, room: tuple[float, float], top: float, align: str, tail: float = 0
    ) -> None:
        base = top - _BASE
        for line in lines:
            if line:
                self._set(name)
                x = _start(line, name, room, align, tail)
                self._texts.append(f"1 0 0 1 {x:.2f} {base:.2f} Tm {self._pen.show(line, name, SIZE)}")
            base -= LEADING

    def _set(self, name: str) -> None:
        if name != self._font:
            self._texts.append(self._pen.select(name, SIZE))
            self._font = name

    def _ties(self, edges: list[float]) -> list[str]:
        laid, first, last = self._laid, self._first, self._last
        start = first
        strokes: list[str] = []
        while start < last:
            end = start + 1
            tie = laid.row(start).tie
            while end < last and laid.row(end).tie == tie:
                end += 1
            if tie:
                x, tick = -1.6 * mm, 1.2 * mm
                top, bottom = edges[start - first] - 2.5, edges[end - first] + 2.5
                strokes.append(_line(x, top, x, bottom))
                if start == 0 or laid.row(start - 1).tie != tie:
                    strokes.append(_line(x, top, x + tick, top))
                if not laid.has(end) or laid.row(end).tie != tie:
                    strokes.append(_line(x, bottom, x + tick, bottom))
            start = end
        return _stroked(["0 G 0.9 w", *strokes]) if strokes else []


def _stroked(lines: list[str]) -> list[str]:
    """A path may not be empty."""
    return [*lines, "S"] if lines else []


def _line(x1: float, y1: float, x2: float, y2: float) -> str:
    return f"{x1:.2f} {y1:.2f} m {x2:.2f} {y2:.2f} l"


def _start(line: str, name: str, room: tuple[float, float], align: str, tail: float) -> float:
    """Where a line begins; figures to the right stand comma below comma, `tail` is what the longest need after it."""
    if align == "right":
        whole = FIGURE.match(line) if tail else None
        if whole is None:
            return room[1] - PAD_X - fonts.width(line, name, SIZE)
        return max(room[0] + PAD_X, room[1] - PAD_X - tail - fonts.width(whole[1], name, SIZE))
    if align == "centre":
        return (room[0] + room[1] - fonts.width(line, name, SIZE)) / 2
    return room[0] + PAD_X


def lay(
    table: Table,
    language: str,
    room: float,
    advance: Advance,
    *,
    headed: bool = True,
    keep: float = 0,
    high: float = HIGH,
) -> Grid:
    """Lay `table` out for `language` in `room` points; `advance` is told how many rows each page drew.

    `keep` points must be left below it on a page, which is `high` points high.
    """
    return Grid(LaidTable(table, language, room, headed=headed), 0, None, advance, keep=keep, high=high)

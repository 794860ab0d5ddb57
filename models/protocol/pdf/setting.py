"""From a paper's blocks to what platypus sets on pages, in one language."""

from collections.abc import Iterator, Sequence
from typing import Any, Final
from xml.sax.saxutils import escape

from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY, TA_LEFT, TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import CondPageBreak, Flowable, KeepTogether, NextPageTemplate, Paragraph, Spacer
from reportlab.platypus import PageBreak as NewPage

from models.protocol.blocks import (
    Addressee,
    Block,
    Column,
    Drawing,
    Ends,
    Facts,
    Heading,
    Letterhead,
    Numbered,
    PageBreak,
    Paper,
    Picture,
    Row,
    Signature,
    Signatures,
    Table,
    Text,
    Words,
    say,
)
from models.protocol.pdf import fonts
from models.protocol.pdf.grid import Advance, Grid, lay
from models.protocol.pdf.letters import Drawn, Image, addressee, ends, letterhead
from models.protocol.pdf.pages import HIGH, HIGH_WIDE, ROOM, ROOM_WIDE

_BASE: Final[dict[str, Any]] = {
    "fontName": fonts.SERIF,
    "fontSize": 10.5,
    "leading": 13.6,
    "alignment": TA_JUSTIFY,
    "spaceAfter": 1.4 * mm,
    "allowWidows": 0,
    "allowOrphans": 0,
    "splitLongWords": 1,
    "bulletFontName": fonts.SERIF,
    "bulletFontSize": 10.5,
}
_OWN: Final[dict[str, dict[str, Any]]] = {
    "body": {},
    "strong": {"fontName": fonts.SERIF_BOLD},
    "note": {"fontSize": 8.5, "leading": 10.8, "spaceBefore": 0.5 * mm},
    "centre": {"alignment": TA_CENTER},
    "item": {"leftIndent": 6 * mm, "spaceAfter": 0.6 * mm},
    "letter": {"firstLineIndent": 12.5 * mm, "spaceAfter": 2 * mm},
    "salutation": {"alignment": TA_CENTER, "spaceBefore": 3 * mm, "spaceAfter": 2 * mm},
    "right": {"alignment": TA_RIGHT, "spaceAfter": 2 * mm},
    "numbered1": {"leftIndent": 9 * mm, "bulletIndent": 0, "spaceAfter": 1.2 * mm},
    "numbered2": {"leftIndent": 20 * mm, "bulletIndent": 9 * mm, "spaceAfter": 1 * mm},
    "draft": {"fontName": fonts.SERIF_BOLD, "alignment": TA_CENTER, "borderWidth": 1,
               "borderPadding": 4, "spaceBefore": 4 * mm, "spaceAfter": 4 * mm},
    "h0": {"fontName": fonts.SERIF_BOLD, "fontSize": 16, "leading": 20, "alignment": TA_CENTER, "spaceAfter": 1 * mm},
    "h1": {"fontName": fonts.SERIF_BOLD, "fontSize": 12.5, "leading": 16,
           "alignment": TA_LEFT, "spaceBefore": 4.5 * mm, "spaceAfter": 1.5 * mm},
    "h2": {"fontName": fonts.SERIF_BOLD, "fontSize": 10.5, "leading": 13.6,
           "alignment": TA_LEFT, "spaceBefore": 2.5 * mm, "spaceAfter": 1 * mm},
}  # fmt: skip


_TEXTS: Final = (Heading, Text, Numbered, Facts)
_SECTION: Final = 4
"""A section of so many blocks, its heading included, is kept on one page with its signatures."""


_LINES: Final = 3
"""So many lines of a text below a heading are enough: the rest may go to the next page."""


def styles() -> dict[str, ParagraphStyle]:
    """The papers' paragraph styles by name; the fonts must be registered before."""
    return {name: ParagraphStyle(name, **{**_BASE, **own}) for name, own in _OWN.items()}


class SignaturePlace(Flowable):
    """One signature place: role, line, name."""

    def __init__(self, place: Signature, language: str, room: float) -> None:
        super().__init__()
        self.room = room
        self.role = fonts.wrap(say(place.role, language), fonts.SERIF, 10.5, 50 * mm)
        self.name = fonts.wrap(place.shown(language), fonts.SERIF, 10.5, room - 112 * mm)

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:  # noqa: ARG002, N803 - reportlab's names
        self.width, self.height = self.room, max(len(self.role), len(self.name)) * 12.5 + 5.5 * mm
        return self.width, self.height

    def draw(self) -> None:
        top = self.height - 5.5 * mm - 9
        self.canv.setFont(fonts.SERIF, 10.5)
        for x, lines in ((0.0, self.role), (112 * mm, self.name)):
            for number, line in enumerate(lines):
                self.canv.drawString(x, top - number * 12.5, line)
        self.canv.setLineWidth(0.5)
        self.canv.line(53 * mm, top - 1.5, 108 * mm, top - 1.5)


class Setter:
    """Sets blocks in one language."""

    def __init__(self, language: str, advance: Advance) -> None:
        self.language, self.advance = language, advance
        self.styles = styles()

    def story(self, blocks: Sequence[Block], *, wide: bool = False) -> Iterator[Flowable]:
        """The flowables of one language's part, all on landscape pages where it is `wide`.

        Its first page must have been begun as `starts_wide` says.
        """
        turns = _wide(blocks, everything=wide)
        turned = bool(turns) and turns[0]
        signed = _signed(blocks)
        kept: list[Flowable] = []
        for at, block in enumerate(blocks):
            if turns[at] is not turned or isinstance(block, PageBreak):
                after = turns[at + 1] if isinstance(block, PageBreak) and at + 1 < len(blocks) else turns[at]
                turned = after
                yield NextPageTemplate(f"{self.language}-{'wide' if turned else 'upright'}")
                yield NewPage()
            if at in signed:
                kept += self._set(block, wide=turned)
                if isinstance(block, Signatures):
                    yield KeepTogether(kept)
                    kept = []
                continue
            if isinstance(block, PageBreak):
                continue
            if isinstance(block, Heading) and block.level:
                yield CondPageBreak(self._needs(blocks[at:], wide=turned))
            if isinstance(block, Table) and at + 1 in signed and not isinstance(blocks[at + 1], Heading):
                yield self._table(block, wide=turned, keep=self._signing(blocks[at + 1 :], wide=turned))
                continue
            yield from self._set(block, wide=turned)

    def _table(self, table: Table, *, wide: bool, keep: float = 0) -> Grid:
        room, high = (ROOM_WIDE, HIGH_WIDE) if wide else (ROOM, HIGH)
        return lay(table, self.language, room, self.advance, keep=keep, high=high)

    def _signing(self, blocks: Sequence[Block], *, wide: bool) -> float:
        """The height of signature places that follow a table: its last rows go with them to the next page."""
        height = 0.0
        for block in blocks:
            for part in self._set(block, wide=wide):
                height += part.wrap(ROOM_WIDE if wide else ROOM, 10_000)[1] + part.getSpaceBefore()
                height += part.getSpaceAfter()
            if isinstance(block, Signatures):
                break
        return height

    def _set(self, block: Block, *, wide: bool) -> Iterator[Flowable]:
        room = ROOM_WIDE if wide else ROOM
        if isinstance(block, Heading | Text | Numbered):
            number = block.number if isinstance(block, Numbered) else None
            yield self.paragraph(block.text, _style(block), number=number)
        elif isinstance(block, Facts):
            yield self._facts(block, room)
        elif isinstance(block, Table):
            yield self._table(block, wide=wide)
        elif isinstance(block, Signatures):
            places = [SignaturePlace(place, self.language, room) for place in block.places]
            lead = [self.paragraph(block.lead, "strong")] if block.lead else []
            yield from (Spacer(1, 4 * mm), *lead, *places, Spacer(1, 2 * mm))
        else:
            yield from self._own(block, room, HIGH_WIDE if wide else HIGH)

    def _own(self, block: Block, room: float, high: float) -> Iterator[Flowable]:
        if isinstance(block, Letterhead):
            yield letterhead(block, self.language, room)
        elif isinstance(block, Addressee):
            yield addressee(block, self.language, room)
        elif isinstance(block, Ends):
            yield ends(block, self.language, room)
        elif isinstance(block, Drawing):
            yield Drawn(block, self.language, room)
        elif isinstance(block, Picture):
            yield Image(block, room, high)

    def _facts(self, facts: Facts, room: float) -> Grid:
        columns = (Column("", 46), Column("", 60, grow=1))
        return lay(
            Table(columns, tuple(Row(pair) for pair in facts.rows)), self.language, room, self.advance, headed=False
        )

    def paragraph(self, text: Words, style: str, *, number: str | None = None) -> Paragraph:
        """Set running text, `number` before it; what the font lacks is shown as its code."""
        chosen = self.styles[style]
        shown = fonts.readable(say(text, self.language), chosen.fontName)
        return Paragraph(escape(shown).replace("\n", "<br/>"), chosen, bulletText=number)

    def _needs(self, blocks: Sequence[Block], *, wide: bool) -> float:
        """The height that a heading needs so as not to be left alone at a page's foot, with headings that follow."""
        room = ROOM_WIDE if wide else ROOM
        height = 0.0
        for at, block in enumerate(blocks):
            if at and isinstance(block, Heading):
                leads = all(isinstance(before, Heading) for before in blocks[:at])
                return height + self._needs(blocks[at:], wide=wide) if leads else height
            if isinstance(block, Heading | Text | Numbered):
                paragraph = self.paragraph(block.text, _style(block))
                lines = paragraph.wrap(room, 10_000)[1]
                enough = _LINES * paragraph.style.leading
                height += min(lines, enough) + paragraph.getSpaceBefore() + paragraph.getSpaceAfter()
                if lines > enough or height > 60 * mm:
                    return height
            elif isinstance(block, Table):
                begin = Table(block.columns, block.rows[:2])
                return height + lay(begin, self.language, room, _nothing).least() + 4 * mm if begin.rows else height
            else:
                return height + 20 * mm
        return height


def _style(block: Heading | Text | Numbered) -> str:
    if isinstance(block, Text):
        return block.style
    return f"{'h' if isinstance(block, Heading) else 'numbered'}{block.level}"


def _nothing(rows: int) -> None:
    """Tell nobody."""


def starts_wide(paper: Paper) -> bool:
    """Say whether the first page of each language is a landscape page."""
    return _wide(paper.blocks, everything=paper.wide)[:1] == [True]


def _wide(blocks: Sequence[Block], *, everything: bool) -> list[bool]:
    """Which blocks stand on landscape pages: wide tables, what leads up to them, the texts after them."""
    if everything:
        return [True] * len(blocks)
    wide = [isinstance(block, Table) and block.wide for block in blocks]
    for at in [n for n, is_wide in enumerate(wide) if is_wide]:
        for led in _leading(blocks[:at]):
            wide[led] = True
        after = at + 1
        while after < len(blocks) and isinstance(blocks[after], Text):
            wide[after] = True
            after += 1
    return wide


def _leading(before: Sequence[Block]) -> range:
    """Which of the blocks `before` a table lead up to it: headings and texts, but not the texts of what ends there."""
    first = len(before)
    while first and isinstance(before[first - 1], Heading | Text):
        first -= 1
    headings = [at for at in range(first, len(before)) if isinstance(before[at], Heading)]
    if headings and first and not isinstance(before[first - 1], PageBreak):
        first = headings[0]
    return range(first, len(before))


def _signed(blocks: Sequence[Block]) -> set[int]:
    """The signature places with the short section or the paragraph above them: nobody signs a page without text."""
    found: set[int] = set()
    for at in (n for n, block in enumerate(blocks) if isinstance(block, Signatures)):
        above = [at]
        while len(above) <= _SECTION and above[-1] and isinstance(blocks[above[-1] - 1], _TEXTS):
            above.append(above[-1] - 1)
            begun = blocks[above[-1]]
            if isinstance(begun, Heading) and begun.level == 1:
                break
        else:
            nearest = 2
            while nearest < len(above) and _is_note(blocks[above[nearest - 1]]):
                nearest += 1
            del above[nearest:]  # no short section: only what stands nearest, with its notes and its heading
            if above[-1] and isinstance(blocks[above[-1] - 1], Heading):
                above.append(above[-1] - 1)
        found.update(above)
    return found


def _is_note(block: Block) -> bool:
    return isinstance(block, Text) and block.style == "note"

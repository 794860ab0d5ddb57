"""A4 pages, upright and landscape, with fingerprint and "page n of m" at the foot of each."""

from collections.abc import Callable
from typing import Any, Final

from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.units import mm
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate
from reportlab.platypus.doctemplate import ActionFlowable

from models.protocol import words
from models.protocol.blocks import Paper, say
from models.protocol.pdf import fonts

_LEFT: Final = 25 * mm
_RIGHT: Final = 12 * mm
_TOP: Final = 15 * mm
_FOOT: Final = 20 * mm
_SIDE: Final = 15 * mm
_WIDE_TOP: Final = 20 * mm

ROOM: Final = A4[0] - _LEFT - _RIGHT
"""Width for text on an upright page, in points."""
ROOM_WIDE: Final = A4[1] - 2 * _SIDE
"""Width for text on a landscape page, in points."""
HIGH: Final = A4[1] - _TOP - _FOOT
"""Height for text on an upright page, in points."""
HIGH_WIDE: Final = A4[0] - _WIDE_TOP - _FOOT
"""Height for text on a landscape page, in points."""

_COUNT: Final = "tandau-page-count"
_SMALL: Final = 7.0


def templates(paper: Paper) -> list[PageTemplate]:
    """Two page templates a language, "kk-upright" and "kk-wide" and so on."""
    found = []
    for language in paper.languages:
        foot = footer(paper, language)
        upright = Frame(_LEFT, _FOOT, ROOM, HIGH, 0, 0, 0, 0)
        found.append(PageTemplate(f"{language}-upright", [upright], onPageEnd=foot, pagesize=A4))
        size = landscape(A4)
        wide = Frame(_SIDE, _FOOT, ROOM_WIDE, HIGH_WIDE, 0, 0, 0, 0)
        found.append(PageTemplate(f"{language}-wide", [wide], onPageEnd=foot, pagesize=size))
    return found


def footer(paper: Paper, language: str) -> Callable[[Any, BaseDocTemplate], None]:
    """Return what draws the foot of a page in `language`."""
    running = fonts.readable(say(paper.running, language), fonts.SANS)
    mark = f"{say(words.FINGERPRINT, language)}: {paper.fingerprint}" if paper.fingerprint else ""

    def draw(canvas: Any, document: BaseDocTemplate) -> None:  # noqa: ARG001 - reportlab's shape
        wide = canvas._pagesize[0] > A4[0] + 1  # noqa: SLF001 - the only place where the page tells its size
        left, right = (_SIDE, _SIDE) if wide else (_LEFT, _RIGHT)
        end = canvas._pagesize[0] - right  # noqa: SLF001 - as above
        canvas.saveState()
        canvas.setLineWidth(0.4)
        canvas.line(left, 16 * mm, end, 16 * mm)
        canvas.setFont(fonts.SANS, _SMALL)
        canvas.drawString(left, 12.5 * mm, shortened(running, end - left - 32 * mm))
        canvas.drawString(left, 9 * mm, mark)
        page = say(words.PAGE, language).format(page=canvas.getPageNumber())
        place = end - 9 * mm
        canvas.drawRightString(place, 12.5 * mm, page)
        canvas.translate(place, 12.5 * mm)
        canvas.doForm(_COUNT)
        canvas.restoreState()

    return draw


def shortened(text: str, room: float) -> str:
    """Return `text` cut to `room` points at the foot of a page, the cut shown."""
    if fonts.width(text, fonts.SANS, _SMALL) <= room:
        return text
    while text and fonts.width(f"{text}…", fonts.SANS, _SMALL) > room:
        text = text[:-1]
    return f"{text.rstrip()}…"


class PageCount(ActionFlowable):
    """The last thing set: defines the number of pages, which every foot has referred to, so one pass is enough."""

    def apply(self, doc: BaseDocTemplate) -> None:
        canvas = doc.canv
        pages = str(canvas.getPageNumber())
        canvas.beginForm(_COUNT, 0, -3, 9 * mm, 9)
        canvas.setFont(fonts.SANS, _SMALL)
        canvas.drawString(0, 0, pages)
        canvas.endForm()

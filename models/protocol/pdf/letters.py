"""What letters, notices and acts need beside texts and tables: letterhead, addressee, drawings, pictures."""

from functools import cached_property
from io import BytesIO
from typing import Any, Final

from reportlab.lib.units import mm
from reportlab.lib.utils import ImageReader
from reportlab.platypus import Flowable

from models.protocol.blocks import Addressee, Area, Drawing, Ends, Label, Letterhead, Picture, Stroke, Words, say
from models.protocol.pdf import fonts

_NAME: Final = (fonts.SERIF_BOLD, 10.5, 13.6)
_DETAIL: Final = (fonts.SANS, 7.5, 9.6)
_BODY: Final = (fonts.SERIF, 10.5, 13.6)
_GUTTER: Final = 12 * mm
_ADDRESSEE: Final = 80 * mm

Face = tuple[str, float, float]
"""Font, size, leading."""


class _Placed(Flowable):
    """A flowable whose size is known when it is made."""

    def __init__(self, width: float, height: float, *, before: float = 0, after: float = 0) -> None:
        super().__init__()
        self.width, self.height = width, height
        self.spaceBefore, self.spaceAfter = before, after

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:  # noqa: ARG002, N803 - reportlab's names
        return self.width, self.height


class Lines(_Placed):
    """Lines of text, each with its place: (x, y of the line of writing from below, face, words)."""

    def __init__(self, room: float, height: float, *, before: float = 0, after: float = 0) -> None:
        super().__init__(room, height, before=before, after=after)
        self.rules: list[tuple[float, float]] = []
        """(y, width) of rules over the whole width, in points."""
        self._lines: list[tuple[float, float, Face, str]] = []

    def put(self, words: str, face: Face, left: float, room: float, top: float, align: str = "left") -> float:
        """Set `words` below `top` and return where they end."""
        for line in fonts.wrap(words, face[0], face[1], room) if words else ():
            top -= face[2]
            spare = room - fonts.width(line, face[0], face[1])
            x = left + spare * {"left": 0.0, "centre": 0.5, "right": 1.0}[align]
            self._lines.append((x, top + (face[2] - face[1]) * 0.9, face, line))
        return top

    def fit(self) -> "Lines":
        """Make it as high as what was put needs, when it was put from 0 downwards."""
        low = min([y - face[1] * 0.3 for _, y, face, _ in self._lines] + [y for y, _ in self.rules], default=0.0)
        self.height = -low
        return self

    def draw(self) -> None:
        for x, y, face, line in self._lines:
            self.canv.setFont(face[0], face[1])
            self.canv.drawString(x, y + self.height, line)
        for y, width in self.rules:
            self.canv.setLineWidth(width)
            self.canv.line(0, y + self.height, self.width, y + self.height)


def letterhead(block: Letterhead, language: str, room: float) -> Flowable:
    """Set who writes: in both languages side by side where they differ."""
    lines = Lines(room, 0, after=5 * mm)
    sides = [language] if _alike(block.name) and _alike(block.details) else ["kk", "ru"]
    width = (room - _GUTTER * (len(sides) - 1)) / len(sides)
    ends = []
    for number, side in enumerate(sides):
        left = number * (width + _GUTTER)
        top = lines.put(say(block.name, side), _NAME, left, width, 0, "centre")
        ends.append(lines.put(say(block.details, side), _DETAIL, left, width, top - 1 * mm, "centre"))
    low = min(ends) - 2.5 * mm
    lines.rules += [(low, 1.2), (low - 0.8 * mm, 0.4)]
    return lines.fit()


def addressee(block: Addressee, language: str, room: float) -> Flowable:
    """Set to whom a letter goes."""
    lines = Lines(room, 0, before=2 * mm, after=8 * mm)
    top = 0.0
    for number, words in enumerate(block.lines):
        face = _BODY if number else _NAME
        top = lines.put(say(words, language), face, room - _ADDRESSEE, _ADDRESSEE, top)
    return lines.fit()


def ends(block: Ends, language: str, room: float) -> Flowable:
    """Set one line's two ends; each takes as many lines as it needs in its half."""
    lines = Lines(room, 0, before=1 * mm, after=3 * mm)
    half = room / 2 - 3 * mm
    lines.put(say(block.left, language), _BODY, 0, half, 0)
    lines.put(say(block.right, language), _BODY, room - half, half, 0, "right")
    return lines.fit()


class Drawn(_Placed):
    """A drawing in the middle of the page; drawn smaller where the page is narrower."""

    def __init__(self, block: Drawing, language: str, room: float) -> None:
        self.scale = min(1.0, room / (block.width * mm))
        super().__init__(room, block.height * mm * self.scale, before=2 * mm, after=3 * mm)
        self._block, self._language = block, language

    def draw(self) -> None:
        canvas = self.canv
        canvas.saveState()
        canvas.translate((self.width - self._block.width * mm * self.scale) / 2, 0)
        canvas.scale(self.scale, self.scale)
        for mark in self._block.marks:
            if isinstance(mark, Area):
                canvas.setFillGray(mark.grey)
                canvas.rect(mark.x * mm, mark.y * mm, mark.width * mm, mark.height * mm, stroke=0, fill=1)
            elif isinstance(mark, Stroke):
                self._stroke(mark)
            else:
                self._label(mark)
        canvas.restoreState()

    def _stroke(self, mark: Stroke) -> None:
        canvas = self.canv
        canvas.setStrokeGray(mark.grey)
        canvas.setLineWidth(mark.width * mm)
        canvas.setDash([2, 1.5] if mark.dashed else [])
        path = canvas.beginPath()
        for number, (x, y) in enumerate(mark.points):
            (path.lineTo if number else path.moveTo)(x * mm, y * mm)
        canvas.drawPath(path)

    def _label(self, mark: Label) -> None:
        canvas = self.canv
        name = fonts.SANS_BOLD if mark.strong else fonts.SANS
        text = fonts.readable(say(mark.text, self._language), name).replace("\n", " ")
        canvas.saveState()
        canvas.translate(mark.x * mm, mark.y * mm)
        if mark.upwards:
            canvas.rotate(90)
        canvas.setFillGray(mark.grey)
        canvas.setFont(name, mark.size)
        back = fonts.width(text, name, mark.size) * {"left": 0.0, "centre": 0.5, "right": 1.0}[mark.align]
        canvas.drawString(-back, 0, text)
        canvas.restoreState()


class Image(_Placed):
    """A picture, no wider and no higher than the page lets it."""

    def __init__(self, block: Picture, room: float, highest: float) -> None:
        self._block = block
        wide, high = self._image.getSize()
        scale = min(block.width * mm / wide, room / wide, highest / high)
        self._size = (wide * scale, high * scale)
        super().__init__(room, high * scale, before=2 * mm, after=2 * mm)

    @cached_property
    def _image(self) -> Any:
        return ImageReader(BytesIO(self._block.data))

    def draw(self) -> None:
        spare = self.width - self._size[0]
        x = spare * {"left": 0.0, "centre": 0.5, "right": 1.0}[self._block.align]
        self.canv.drawImage(self._image, x, 0, *self._size, mask="auto")


def _alike(words: Words) -> bool:
    return isinstance(words, str) or words.kk == words.ru

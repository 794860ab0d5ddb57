"""One clean look: colours with enough contrast, spacing, letters that Kazakh has, icons; scaled with the text size."""

from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication

import resources

TEXT_SIZES = (100, 125, 150)
"""Per cent of the usual size of text."""
BASE_POINTS = 10.5
STYLE = ("-style", "Fusion")
"""Arguments of every QApplication: the same look on every system. `setStyle` would do it later, and hand its style to
Python, which takes the time of a whole page.
"""


class Tone(StrEnum):
    """What a colour means; a word always stands beside it."""

    NEUTRAL = "neutral"
    INFO = "info"
    GOOD = "good"
    WARN = "warn"
    BAD = "bad"


@dataclass(frozen=True)
class Colours:
    """The colours by their use, as "#rrggbb". Text on its ground keeps 4.5 : 1, borders of controls 3 : 1 (WCAG AA)."""

    ground: str = "#f3f6f8"
    surface: str = "#ffffff"
    raised: str = "#e9eff3"
    text: str = "#16232d"
    muted: str = "#4b5b68"
    line: str = "#d3dce2"
    control: str = "#768692"
    accent: str = "#0e5a75"
    accent_strong: str = "#0a4459"
    accent_soft: str = "#ddedf3"
    on_accent: str = "#ffffff"
    info: str = "#0e5a75"
    info_soft: str = "#e3f1f6"
    good: str = "#1c6b3c"
    good_soft: str = "#e3f4e9"
    warn: str = "#7d5200"
    warn_soft: str = "#fdf1d8"
    bad: str = "#a3242c"
    bad_soft: str = "#fce9ea"

    @classmethod
    def of_palette(cls, palette: QPalette) -> "Colours":
        """Return the colours of `palette` alone: what a person with a high-contrast desktop has chosen."""

        def name(role: QPalette.ColorRole) -> str:
            return palette.color(QPalette.ColorGroup.Active, role).name()

        text, window = name(QPalette.ColorRole.WindowText), name(QPalette.ColorRole.Window)
        marked, on_marked = name(QPalette.ColorRole.Highlight), name(QPalette.ColorRole.HighlightedText)
        return cls(
            ground=window,
            surface=name(QPalette.ColorRole.Base),
            raised=window,
            text=text,
            muted=text,
            line=text,
            control=text,
            accent=marked,
            accent_strong=marked,
            accent_soft=window,
            on_accent=on_marked,
            info=text,
            info_soft=window,
            good=text,
            good_soft=window,
            warn=text,
            warn_soft=window,
            bad=text,
            bad_soft=window,
        )

    def of(self, tone: Tone) -> tuple[str, str]:
        """Return (ink, ground) of `tone`."""
        return {
            Tone.NEUTRAL: (self.muted, self.raised),
            Tone.INFO: (self.info, self.info_soft),
            Tone.GOOD: (self.good, self.good_soft),
            Tone.WARN: (self.warn, self.warn_soft),
            Tone.BAD: (self.bad, self.bad_soft),
        }[tone]


TONE_ICONS = {Tone.NEUTRAL: "info", Tone.INFO: "info", Tone.GOOD: "done", Tone.WARN: "warn", Tone.BAD: "bad"}


@dataclass(frozen=True)
class Theme:
    """The look in force: colours and text size (per cent)."""

    colours: Colours
    text_size: int = 100

    def px(self, pixels: float) -> int:
        """Return a length at this text size. Spacing grows half as fast as text, so that pages still fit."""
        return round(pixels * (1 + (self.text_size / 100 - 1) / 2))

    def scaled(self, pixels: float) -> int:
        """Return a length that must grow as fast as the text itself (icons, columns, rows)."""
        return round(pixels * self.text_size / 100)

    def points(self, factor: float = 1.0) -> float:
        """Return a size of letters in points; 1.0 is running text."""
        return round(BASE_POINTS * factor * self.text_size / 100, 2)


_current = [Theme(Colours())]


def current() -> Theme:
    """Return the look in force. Widgets ask when they are built; a change builds them anew."""
    return _current[0]


def use(theme: Theme) -> None:
    """Make `theme` the look in force; `ui.shell.dressing.dress` dresses the application in it."""
    _current[0] = theme


@cache
def _icons() -> Path:
    return Path(resources.__path__[0]) / "icons"


def icon_path(name: str) -> Path:
    """Return the file of our icon `name`. Raises FileNotFoundError for a name we have not drawn."""
    path = _icons() / f"{name}.svg"
    if not path.is_file():
        raise FileNotFoundError(path.name)
    return path


def pixmap(name: str, colour: str, size: int) -> QPixmap:
    """Return our icon `name` drawn in `colour`, `size` pixels square, sharp on dense screens."""
    app = QApplication.instance()
    ratio = app.devicePixelRatio() if isinstance(app, QApplication) else 1.0
    return _pixmap(name, colour, size, ratio)


@cache
def _pixmap(name: str, colour: str, size: int, ratio: float) -> QPixmap:
    drawing = icon_path(name).read_text(encoding="utf-8").replace("#24313d", colour)
    renderer = QSvgRenderer(QByteArray(drawing.encode()))
    image = QPixmap(QSize(round(size * ratio), round(size * ratio)))
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    renderer.render(painter, QRectF(0, 0, image.width(), image.height()))
    painter.end()
    image.setDevicePixelRatio(ratio)
    return image


def icon(name: str, colour: str | None = None, *, gap: bool = False) -> QIcon:
    """Return our icon `name` in `colour` (the text's by default), paler when disabled.

    With `gap` it keeps a distance at its right, for the words beside it; use `icon_size` then.
    """
    theme = current()
    size = theme.scaled(20)
    made = QIcon()
    for mode, ink in ((QIcon.Mode.Normal, colour or theme.colours.text), (QIcon.Mode.Disabled, theme.colours.control)):
        drawn = pixmap(name, ink, size)
        made.addPixmap(_with_gap(drawn, icon_size(gap=True)) if gap else drawn, mode)
    return made


def icon_size(*, gap: bool = False) -> QSize:
    """Return the size of an icon on a button at the current size of text."""
    theme = current()
    return QSize(theme.scaled(24 if gap else 20), theme.scaled(20))


def _with_gap(drawn: QPixmap, size: QSize) -> QPixmap:
    ratio = drawn.devicePixelRatio()
    wide = QPixmap(size * ratio)
    wide.setDevicePixelRatio(ratio)
    wide.fill(Qt.GlobalColor.transparent)
    painter = QPainter(wide)
    painter.drawPixmap(0, 0, drawn)
    painter.end()
    return wide

"""The whole application dressed in the look: fonts, palette, style sheet."""

from functools import cache
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

from ui.shell.stylesheet import stylesheet
from ui.shell.theme import TEXT_SIZES, Colours, Theme, use

_FACES = ("Regular", "Medium", "Bold")


def dress(app: QApplication, text_size: int = 100) -> Theme:
    """Dress the whole application at `text_size` per cent. Raises ValueError for a size that is not offered."""
    if text_size not in TEXT_SIZES:
        raise ValueError(f"no such text size: {text_size}")
    high = _high_contrast(app)
    theme = Theme(Colours.of_palette(app.palette()) if high else Colours(), text_size)
    use(theme)
    font = QFont(_family())
    font.setPointSizeF(theme.points())
    font.setStyleStrategy(QFont.StyleStrategy.PreferAntialias)
    app.setFont(font)
    if not high:
        app.setPalette(_palette(theme.colours))
    app.setStyleSheet(stylesheet(theme))
    return theme


def _high_contrast(app: QApplication) -> bool:
    hints = getattr(app.styleHints(), "accessibility", None)  # Qt 6.10 and later
    preference = hints().contrastPreference() if hints is not None else None
    return preference is not None and preference == Qt.ContrastPreference.HighContrast


@cache
def _family() -> str:
    """Load the fonts once and return the family to use; the system's own where the package is missing."""
    try:
        import font_roboto
    except ImportError:
        return QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont).family()
    found = ""
    for face in _FACES:
        number = QFontDatabase.addApplicationFont(str(Path(font_roboto.font_directory) / f"Roboto-{face}.ttf"))
        found = found or next(iter(QFontDatabase.applicationFontFamilies(number)), "")
    return found or QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont).family()


def _palette(colours: Colours) -> QPalette:
    role = QPalette.ColorRole
    palette = QPalette(QColor(colours.raised), QColor(colours.ground))
    for where, colour in {
        role.Window: colours.ground,
        role.WindowText: colours.text,
        role.Base: colours.surface,
        role.AlternateBase: colours.ground,
        role.Text: colours.text,
        role.Button: colours.raised,
        role.ButtonText: colours.text,
        role.Highlight: colours.accent,
        role.HighlightedText: colours.on_accent,
        role.ToolTipBase: colours.text,
        role.ToolTipText: colours.surface,
        role.PlaceholderText: colours.muted,
        role.Link: colours.accent,
        role.Accent: colours.accent,
    }.items():
        palette.setColor(where, QColor(colour))
    for where in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, where, QColor(colours.control))
    return palette

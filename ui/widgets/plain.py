"""Text from outside where Qt would guess whether it is HTML: in tool tips and message boxes."""

from html import escape

from PySide6.QtGui import Qt


def plain(text: str) -> str:
    """Return `text` so that Qt shows it as it is written.

    A title such as `<img src="//somewhere/x.png">` would otherwise draw what it likes, or fetch a file.
    """
    if not Qt.mightBeRichText(text):
        return text
    return f'<span style="white-space: pre-wrap">{escape(text)}</span>'

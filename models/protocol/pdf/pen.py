"""Text as PDF operators: coded once into a document's fonts, placed by whoever draws.

reportlab codes a text letter by letter in Python each time it is shown; here each font keeps what its letters are
coded as, and a whole text is coded in one call.
"""

from codecs import charmap_encode
from typing import Any

from models.protocol.pdf import fonts


class Pen:
    """Codes text for one document. Which code a letter gets depends on the order of first use alone."""

    def __init__(self, document: Any) -> None:
        self._document = document
        self._codes: dict[str, dict[int, int]] = {}

    def select(self, name: str, size: float) -> str:
        """Return the operator that sets the font; `show` takes it for granted."""
        self._known(name)
        return f"{fonts.font(name).getSubsetInternalName(0, self._document)} {size:g} Tf"

    def show(self, text: str, name: str, size: float) -> str:
        """Return the operator that shows `text`; the font must be set by `select` and is the same afterwards."""
        codes = self._known(name)
        try:
            return f"<{charmap_encode(text, 'strict', codes)[0].hex()}> Tj"
        except UnicodeEncodeError:
            return self._learn(text, name, size)

    def _known(self, name: str) -> dict[int, int]:
        codes = self._codes.get(name)
        if codes is None:
            codes = self._codes[name] = {}
            fonts.font(name).splitString("", self._document)
        return codes

    def _learn(self, text: str, name: str, size: float) -> str:
        """Code what is new; a font's letters beyond its first 256 stand in further parts of it."""
        face, codes = fonts.font(name), self._codes[name]
        parts: list[str] = []
        at, current = 0, 0
        for subset, coded in face.splitString(text, self._document):
            if subset == 0:
                codes.update(zip(map(ord, text[at : at + len(coded)]), coded, strict=True))
            if subset != current:
                parts.append(f"{face.getSubsetInternalName(subset, self._document)} {size:g} Tf")
                current = subset
            parts.append(f"<{coded.hex()}> Tj")
            at += len(coded)
        if current:
            parts.append(self.select(name, size))
        return " ".join(parts)

"""reportlab's canvas with two habits of its own: a pen for fast text, and pages that are compressed when finished."""

import zlib
from typing import Any

from reportlab.pdfbase.pdfdoc import PDFName, PDFStream
from reportlab.pdfgen.canvas import Canvas

from models.protocol.pdf.pen import Pen


class PageCanvas(Canvas):
    """Keeps a finished page compressed; reportlab itself keeps all pages as text until the end."""

    _doc: Any

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.pen = Pen(self._doc)

    def showPage(self) -> None:  # noqa: N802 - reportlab's name
        name = self._doc.thisPageName()
        super().showPage()
        page = self._doc.idToObject[name]
        page.Contents = _Content(page.stream)
        page.stream = None


class _Content(PDFStream):
    """A page's content, let go of once it is written.

    The filter stands as a name: a list of one filter would have qpdf unpack and pack every page again.
    """

    def __init__(self, code: str) -> None:
        super().__init__(content=zlib.compress(code.encode()))
        self.dictionary["Filter"] = PDFName("FlateDecode")

    def format(self, document: Any) -> bytes:
        written: bytes = super().format(document)
        self.content = b""
        return written

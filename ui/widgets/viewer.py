"""Pages as pictures: attachments and PDF documents. A child process makes the pictures, as PNG bytes."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent, QPixmap
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QScrollArea,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from models.errors import CancelledError
from models.progress import Report
from models.wording import tr
from ui.shell import theme
from ui.shell.tasks import Task, Tasks
from ui.widgets.frames import EmptyState

ZOOMS = (50, 75, 100, 125, 150, 200, 300)
"""Per cent of the width of the view."""
_WIDTH = 1400
"""Pixels that a page is drawn with: sharp up to twice the usual width of the view."""


@dataclass(frozen=True)
class Drawn:
    """One page: PNG made by our own code (empty for a text), the number of pages, the text of a text document."""

    png: bytes
    pages: int
    text: str = ""


Draw = Callable[[int, int], Drawn]
"""Draws page n (from 0) this many pixels wide; runs in the background and gets plain values by closure."""


class PageViewer(QWidget):
    """Shows one page at a time: next and previous (Page Down, Page Up), zoom (+ and -), the whole width at 100 %."""

    def __init__(self, tasks: Tasks, *, name: str, empty: str = "") -> None:
        """`name` is the accessible name; `empty` stands there while nothing was chosen."""
        super().__init__()
        look = theme.current()
        self._tasks = tasks
        self._task: Task | None = None
        self._draw: Draw | None = None
        self._name = name
        self._pages: dict[int, QPixmap] = {}
        self._page = self._count = 0
        self._zoom = ZOOMS.index(100)
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(look.px(8))
        bar = QHBoxLayout()
        bar.setSpacing(look.px(6))
        self.previous = self._tool("left", tr("Previous page"), lambda: self.go(self._page - 1))
        self.position = QLabel()
        self.following = self._tool("right", tr("Next page"), lambda: self.go(self._page + 1))
        self.smaller = self._tool("minus", tr("Smaller"), lambda: self.zoom(-1))
        self.share = QLabel()
        self.larger = self._tool("plus", tr("Larger"), lambda: self.zoom(1))
        for widget in (self.previous, self.position, self.following):
            bar.addWidget(widget)
        bar.addStretch(1)
        for widget in (self.smaller, self.share, self.larger):
            bar.addWidget(widget)
        outer.addLayout(bar)
        self._picture = QLabel()
        self._picture.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self._scroller = QScrollArea()
        self._scroller.setWidgetResizable(True)
        self._scroller.setWidget(self._picture)
        self._scroller.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroller.setMinimumHeight(look.px(180))
        self._empty = EmptyState(empty or tr("Nothing to show yet"), icon="file")
        self._loading = EmptyState(tr("The pages are being prepared…"), icon="refresh")
        self._failed = EmptyState(tr("This file can't be shown here"), icon="warn")
        self._pile = QStackedWidget()
        self._text = QPlainTextEdit()
        self._text.setReadOnly(True)
        self._text.setTabChangesFocus(True)
        self._text.setAccessibleName(name)
        for page in (self._scroller, self._empty, self._loading, self._failed, self._text):
            self._pile.addWidget(page)
        outer.addWidget(self._pile, 1)
        self.clear()

    @property
    def count(self) -> int:
        """How many pages there are; 0 until the first is drawn."""
        return self._count

    @property
    def page(self) -> int:
        """The page on the screen, from 0."""
        return self._page

    def clear(self) -> None:
        """Show nothing."""
        self._stop()
        self._draw = None
        self._pages = {}
        self._page = self._count = 0
        self._pile.setCurrentWidget(self._empty)
        self._show()

    def show_document(self, draw: Draw, *, name: str) -> None:
        """Draw the first page in the background and show it, further ones when they are turned to."""
        self.clear()
        self._draw, self._name = draw, name
        self._fetch(0)

    def _fetch(self, page: int) -> None:
        draw = self._draw
        if draw is None:
            return
        self._stop()
        if not self._pages:
            self._pile.setCurrentWidget(self._loading)

        def work(_report: Report) -> Drawn:
            return draw(page, _WIDTH)

        def done(drawn: Drawn) -> None:
            if task is self._task:
                self._task = None
                self._take(page, drawn)

        def failed(error: BaseException) -> None:
            if task is self._task and not isinstance(error, CancelledError):
                self._task = None
                self._pile.setCurrentWidget(self._failed)

        title = tr("Preparing “{name}” for the screen", name=self._name)
        task = self._tasks.run(work, done, title=title, failed=failed, owner=self, harmless=True)
        self._task = task

    def _take(self, page: int, drawn: Drawn) -> None:
        self._count = drawn.pages
        if drawn.text:
            self._text.setPlainText(drawn.text)
            self._pile.setCurrentWidget(self._text)
            return
        picture = QPixmap()
        picture.loadFromData(drawn.png, "PNG")
        if picture.isNull():
            self._pile.setCurrentWidget(self._failed)
            return
        self._pages[page] = picture
        self._pile.setCurrentWidget(self._scroller)
        self._scroller.verticalScrollBar().setValue(0)
        self._page = page
        self._show()

    def go(self, page: int) -> None:
        """Turn to the page with this number, from 0; the nearest there is."""
        page = max(0, min(page, self.count - 1))
        if page in self._pages:
            self._page = page
            self._scroller.verticalScrollBar().setValue(0)
            self._show()
        elif self.count:
            self._fetch(page)

    def zoom(self, way: int) -> None:
        """Make the page larger (1) or smaller (-1) by one step."""
        self._zoom = max(0, min(self._zoom + way, len(ZOOMS) - 1))
        self._show()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        match event.key():
            case Qt.Key.Key_PageDown | Qt.Key.Key_Right:
                self.go(self._page + 1)
            case Qt.Key.Key_PageUp | Qt.Key.Key_Left:
                self.go(self._page - 1)
            case Qt.Key.Key_Plus | Qt.Key.Key_Equal:
                self.zoom(1)
            case Qt.Key.Key_Minus:
                self.zoom(-1)
            case _:
                super().keyPressEvent(event)

    def _show(self) -> None:
        there = self._page in self._pages
        self.position.setText(tr("Page {n} of {of}", n=self._page + 1, of=self.count) if there else "")
        self.share.setText(f"{ZOOMS[self._zoom]} %" if there else "")
        self.previous.setEnabled(there and self._page > 0)
        self.following.setEnabled(there and self._page < self.count - 1)
        self.smaller.setEnabled(there and self._zoom > 0)
        self.larger.setEnabled(there and self._zoom < len(ZOOMS) - 1)
        if not there:
            self._picture.clear()
            return
        room = max(200, self._scroller.viewport().width() - theme.current().px(8))
        width = room * ZOOMS[self._zoom] // 100
        self._picture.setPixmap(
            self._pages[self._page].scaledToWidth(width, Qt.TransformationMode.SmoothTransformation)
        )

    def _stop(self) -> None:
        if self._task is not None:
            self._task.cancel()
            self._task = None

    def _tool(self, icon: str, name: str, clicked: Callable[[], None]) -> QToolButton:
        made = QToolButton()
        made.setProperty("role", "flat")
        made.setIcon(theme.icon(icon))
        made.setIconSize(QSize(*(theme.current().scaled(18),) * 2))
        made.setToolTip(name)
        made.setAccessibleName(name)
        made.clicked.connect(lambda _checked=False: clicked())
        return made


class AttachmentViewer(PageViewer):
    """Shows an attachment: JPEG, PNG, PDF, or the text of a Word form."""

    def show_file(self, read: Callable[[], bytes], media_type: str, *, name: str) -> None:
        """Show the bytes that `read` gives; it is called once, in the background, and may decrypt them."""
        kept: list[bytes] = []

        def draw(page: int, width: int) -> Drawn:
            from models.intake.outside.preview import preview

            if not kept:
                kept.append(read())
            seen = preview(kept[0], media_type, page, width, name=name)
            return Drawn(seen.png, seen.pages, seen.text)

        self.show_document(draw, name=name)


class PdfViewer(AttachmentViewer):
    """Shows a PDF document that the program made, such as the protocol."""

    def show_pdf(self, data: bytes, *, name: str) -> None:
        """Show the PDF in `data`."""
        self.show_file(lambda: data, "application/pdf", name=name)

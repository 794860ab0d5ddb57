"""The window for the projector: in letters that are read from the last row, and nothing that the room may not hear.

Codes of applications and names of members only; no applicant, no kind of conflict, no reason.
"""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication, QHideEvent, QKeyEvent, QResizeEvent, QScreen, QShowEvent
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from models.contest.local_time import local
from models.sitting.presence.room_now import RoomNow
from models.sitting.saying import names_of
from models.wording import current_language, tr
from ui.shell.clock import now as this_moment
from ui.sitting.room.rows import applications_text
from ui.sitting.view import View
from ui.widgets.labels import WrappedLabel

_GROUND, _INK, _DIM, _GOOD, _BAD, _CALL = "#000000", "#ffffff", "#c9d4dc", "#7ee2a0", "#ff9a9a", "#ffd75e"
_SMALL, _PLAIN, _LARGE = 26, 18, 12
"""Heights of letters as parts of the window's height: on a wall of 1.5 m they are 6, 8 and 12 cm."""
_MOST_CODES = 12
_WINDOW = 1024, 640
"""Its size as a window."""


class Projector(QWidget):
    """Big letters on black. `show_room` brings it up to date; the clock goes by itself. F11 and Esc: whole screen."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setObjectName("projector")
        self.setWindowTitle(tr("Sitting of the commission"))
        self._own = parent
        self._view: View | None = None
        column = QVBoxLayout(self)
        self.head = WrappedLabel()
        self.item = WrappedLabel()
        self.codes = WrappedLabel()
        self.leave = WrappedLabel()
        self.back = WrappedLabel()
        self.out = WrappedLabel()
        self.quorum = WrappedLabel()
        self.clock = QLabel()
        self._inks: dict[QLabel, tuple[int, str]] = {
            self.head: (_SMALL, _DIM),
            self.item: (_LARGE, _INK),
            self.codes: (_PLAIN, _INK),
            self.leave: (_PLAIN, _CALL),
            self.back: (_PLAIN, _GOOD),
            self.out: (_SMALL, _DIM),
            self.quorum: (_PLAIN, _INK),
            self.clock: (_SMALL, _DIM),
        }
        for label in self._inks:
            if label is self.out:
                column.addStretch(1)
            column.addWidget(label)
        self._timer = QTimer(self)
        self._timer.setInterval(5_000)
        self._timer.timeout.connect(self._tick)
        app = QGuiApplication.instance()
        assert isinstance(app, QGuiApplication)
        app.screenAdded.connect(self._screens_change)
        app.screenRemoved.connect(self._screens_change)
        self.resize(*_WINDOW)
        self._dress()

    def show_room(self, view: View) -> None:
        """Show the room as `view` has it."""
        self._view = view
        now = view.now
        self.head.setText(view.manifest.contest.title.say(current_language()))
        self._show_item(view, now)
        manifest = view.manifest
        self._tell(
            self.leave, tr("Leave the room: {names}", names=names_of(now.leave, manifest)), there=bool(now.leave)
        )
        self._tell(self.back, tr("Come back: {names}", names=names_of(now.back, manifest)), there=bool(now.back))
        self._tell(self.out, tr("Out of the room: {names}", names=names_of(now.out, manifest)), there=bool(now.out))
        values = {"here": len(now.inside), "of": len(view.state.members), "needed": now.needed}
        if now.quorum:
            text = tr("In the room: {here} of {of}. Needed: {needed}. There is a quorum.", **values)
        else:
            text = tr("In the room: {here} of {of}. Needed: {needed}. NO QUORUM.", **values)
        self.quorum.setText(text)
        self._inks[self.quorum] = (_PLAIN, _GOOD if now.quorum else _BAD)
        self._tick()
        self._dress()

    def _show_item(self, view: View, now: RoomNow) -> None:
        codes: tuple[str, ...] = ()
        if now.item is not None:
            title, codes = tr("Item {n}", n=now.number), now.item.applications
            name = now.item.item
        elif now.stopped is not None:
            title, name = tr("Item {n} has stopped", n=now.stopped.number), ""
        elif now.ahead:
            title, name, codes = tr("Next: item {n}", n=now.number + 1), "", now.ahead[0].applications
        else:
            title, name = tr("The agenda is finished"), ""
        self.item.setText(f"{title}. {name}" if name else title)
        text = applications_text(view, codes, at_most=_MOST_CODES)
        if len(codes) == 1:
            text = f"{codes[0]}. {view.state.applications[codes[0]].project.title}"
        elif len(codes) > 2:
            text = tr("{codes} (applications: {n})", codes=text, n=len(codes))
        self._tell(self.codes, text, there=bool(codes))

    def _tell(self, label: QLabel, text: str, *, there: bool) -> None:
        label.setText(text if there else "")
        label.setVisible(there)

    def _tick(self) -> None:
        if self._view is not None:
            self.clock.setText(f"{local(this_moment(), self._view.manifest.contest.zone):%H:%M}")

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        super().resizeEvent(event)
        self._dress()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        super().showEvent(event)
        self._timer.start()
        self._tick()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 - Qt's name
        super().hideEvent(event)
        self._timer.stop()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        if event.key() == Qt.Key.Key_F11:
            self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)
        elif event.key() == Qt.Key.Key_Escape and self.isFullScreen():
            self.showNormal()
        else:
            super().keyPressEvent(event)

    def _screens_change(self, _screen: QScreen) -> None:
        # a turn later: until then Qt still moves the windows of the screen that went
        QTimer.singleShot(0, self, self._follow_screens)

    def _follow_screens(self) -> None:
        """Go to a display that was plugged in; where the last other one went, become a window beside one's own."""
        if not self.isVisible():
            return
        own = self._own.window()
        if len(QGuiApplication.screens()) > 1:
            show_projector(self, own.screen())
        elif self.isFullScreen():
            self.showNormal()
            self.resize(*_WINDOW)
            self.move(own.screen().availableGeometry().topLeft())
            own.activateWindow()

    def _dress(self) -> None:
        """Give the letters the size that this window's height asks for; smaller where long names need the room."""
        high = max(1, self.height())
        edge = high // 24
        layout = self.layout()
        if layout is not None:
            layout.setContentsMargins(edge, edge, edge, edge)
            layout.setSpacing(edge // 2)
        for shrink in (1.0, 0.85, 0.7, 0.6):
            rules = [f"#projector {{ background: {_GROUND}; }}"]
            for number, (label, (part, ink)) in enumerate(self._inks.items()):
                label.setObjectName(f"line{number}")
                weight = 700 if part == _LARGE or label is self.leave else 500
                size = max(12, round(high / part * shrink))
                rules.append(
                    f"#line{number} {{ color: {ink}; background: transparent; font-size: {size}px; "
                    f"font-weight: {weight}; }}"
                )
            self.setStyleSheet("\n".join(rules))
            if layout is None or layout.totalHeightForWidth(self.width()) <= high:
                return


def show_projector(window: Projector, own: QScreen | None) -> None:
    """Show `window` over the whole of another display than `own`, where there is one; else as a window."""
    others = [screen for screen in QGuiApplication.screens() if screen is not own]
    if others:
        window.hide()  # a window on the screen keeps its display, whatever it is told
        window.setScreen(others[0])
        window.setGeometry(others[0].geometry())
        window.showFullScreen()
    else:
        window.show()
        window.activateWindow()

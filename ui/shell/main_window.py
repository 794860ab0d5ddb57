"""The one window: header, message strip, the first page or a place, progress; it routes files and closes with care."""

from collections.abc import Callable, Sequence
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAction, QActionGroup, QCloseEvent, QDragEnterEvent, QDropEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from models.errors import TandauError
from models.wording import tr
from ui.shell import theme
from ui.shell.dialogs import Dialogs, Files
from ui.shell.dressing import dress
from ui.shell.errors import Crash, WaysOut
from ui.shell.header import Header
from ui.shell.home import Home
from ui.shell.kinds import FileKind
from ui.shell.language import NAMES, speak
from ui.shell.place import Place, Services
from ui.shell.places import PLACES, PlaceInfo
from ui.shell.session import Session
from ui.shell.settings import Settings
from ui.shell.strip import MessageStrip, ProgressStrip
from ui.shell.tasks import Tasks
from ui.shell.welcome import WelcomePage
from ui.widgets.frames import accept_copy, dropped_paths

if TYPE_CHECKING:
    from ui.shell.place_view import PlaceView


class MainWindow(QMainWindow):
    """The window. Language and text size change at once: everything but the places' own data is built anew."""

    reported = Signal(str)
    """Emit a bug report from any thread; it is shown on the screen's."""

    def __init__(
        self,
        home: Home,
        settings: Settings,
        *,
        places: Sequence[PlaceInfo] = PLACES,
        crash: Crash | None = None,
        files: Files | None = None,
        dialogs: Dialogs | None = None,
    ) -> None:
        """`crash` logs a bug of ours and has it shown (`reported`); `files` and `dialogs` are the seam of the tests."""
        super().__init__()
        self._infos = {info.key: info for info in places}
        self._places: dict[str, Place] = {}
        self._views: dict[str, PlaceView] = {}
        self._current = ""
        self._closing = False
        self._rebuild_wanted = False
        self.reported.connect(self._show_report, Qt.ConnectionType.QueuedConnection)
        errors = WaysOut(self._tell_error, crash or self._report_plainly)
        tasks = Tasks(errors.show)
        dialogs = dialogs or Dialogs(self)
        self.services = Services(
            home=home,
            settings=settings,
            tasks=tasks,
            files=files or Files(settings, self),
            dialogs=dialogs,
            errors=errors,
            session=Session(home, tasks, dialogs),
            strip=MessageStrip(),
            open_path=lambda path: self.open_paths([path]),
        )
        self.setAcceptDrops(True)
        self.setMinimumSize(760, 520)
        self.resize(1180, 740)
        self.services.session.changed.connect(self._show_person)
        tasks.stopped.connect(self._tell_stopped)
        tasks.idle.connect(self._when_idle)
        self._build()

    @property
    def place(self) -> Place | None:
        """The place on the screen, or None on the first page."""
        return self._places.get(self._current)

    @property
    def view(self) -> "PlaceView | None":
        """The view of that place."""
        return self._views.get(self._current)

    def show_welcome(self) -> bool:
        """Go to the first page; False when the page on the screen does not let the person leave."""
        if not self._may_leave():
            return False
        self._current = ""
        page = self._build_welcome()
        self.pile.setCurrentWidget(page)
        page.take_focus()
        self._show_header()
        return True

    def enter(self, key: str, step: str = "") -> bool:
        """Enter the place with `key`, at `step` or at what is next; False when the person may not leave this page."""
        if key != self._current and not self._may_leave():
            return False
        with self.services.errors.shown():
            self._enter(key, step)
        return True

    def _enter(self, key: str, step: str) -> None:
        view = self._made(key)
        self._current = key
        self.services.strip.moved_on()
        self.services.settings.change(place=key)
        if step or not view.entered:
            view.start(step)
        else:
            view.refresh()
        self.pile.setCurrentWidget(view)
        if view.page is not None:
            view.page.take_focus()
        self._show_header()

    def _made(self, key: str) -> "PlaceView":
        if key not in self._places:
            place = self._infos[key].load(self.services)
            place.changed.connect(self._show_header)
            self._places[key] = place
        if key not in self._views:
            from ui.shell.place_view import PlaceView

            self._views[key] = view = PlaceView(self._places[key])
            self.pile.addWidget(view)
        return self._views[key]

    def make_ahead(self) -> bool:
        """Make one more piece of a place that nobody entered yet, out of sight; False when nothing is left to make.

        To be called while nothing happens: the first entering is then as quick as any other.
        """
        for key in self._infos:
            if key not in self._views:
                self._made(key)
                return True
            if self._views[key].prepare():
                return True
        return False

    def open_paths(self, paths: Sequence[Path]) -> None:
        """Route files, in their order, to the places that take their kind; say which ones nobody takes.

        Neighbours of one kind go there together.
        """
        refused: list[str] = []
        for kind, group in groupby(paths, FileKind.of):
            files = list(group)
            takers = [info for info in self._infos.values() if kind in info.kinds]
            if kind is None or not takers:
                refused += [path.name for path in files]
                continue
            with self.services.errors.shown():
                self._open(files, kind, takers)
        if refused:
            self.services.strip.warn(
                tr(
                    "Not opened: {names}. Tandau opens packets, score sheets, results, cards and tables.",
                    names=", ".join(refused),
                )
            )

    def _open(self, files: Sequence[Path], kind: FileKind, takers: Sequence[PlaceInfo]) -> None:
        keys = [info.key for info in takers]
        if self._current in keys:
            key: str | None = self._current
        elif len(keys) == 1:
            key = keys[0]
        else:
            words = [(info.key, *info.words()[:2]) for info in takers]
            key = self.services.dialogs.choose(tr("Where shall “{name}” be opened?", name=files[0].name), words)
        if key is not None and self.enter(key) and self._current == key:
            self._places[key].open_several(files, kind)

    def set_language(self, language: str) -> None:
        """Speak `language` from now on; waits for running work, which would lose its page."""
        self.services.settings.change(language=language)
        self._rebuild()

    def set_text_size(self, per_cent: int) -> None:
        """Use this size of text from now on."""
        self.services.settings.change(text_size=per_cent)
        self._rebuild()

    def _rebuild(self) -> None:
        if self.services.tasks.busy:
            self._rebuild_wanted = True
            self.services.strip.info(
                tr("The window changes as soon as this has finished: {title}.", title=self.services.tasks.titles[0])
            )
            return
        if not self._may_leave():
            return
        self._rebuild_wanted = False
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        now = self.services.settings.now
        speak(app, now.language)
        if theme.current().text_size != now.text_size:
            dress(app, now.text_size)
        step = self.view.page.key if self.view is not None and self.view.page is not None else ""
        for place in self._places.values():
            place.before_rebuild()
        self._build()
        if self._current:
            self._enter(self._current, step)

    def _build(self) -> None:
        self.setWindowTitle(tr("Tandau"))
        self._views = {}
        central = QWidget()
        column = QVBoxLayout(central)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._make_actions()
        self.header = Header(
            self.back_action,
            [[self.open_action], self.language_actions, self.size_actions, [self.quit_action]],
            self.person_actions,
        )
        self.services.strip = MessageStrip()
        self.pile = QStackedWidget()
        self.services.tasks.undertaken.connect(self.services.strip.tried_again)
        self.progress = ProgressStrip(self.services.tasks)
        column.addWidget(self.header)
        column.addWidget(self.services.strip)
        column.addWidget(self.pile, 1)
        column.addWidget(self.progress)
        self.welcome: WelcomePage | None = None
        page = self._build_welcome()
        self.setCentralWidget(central)
        page.take_focus()
        self._show_header()
        self._show_person()

    def _build_welcome(self) -> WelcomePage:
        old = self.welcome
        page = WelcomePage(tuple(self._infos.values()), self.services.settings.now)
        page.place_chosen.connect(self.enter)
        page.language_chosen.connect(self.set_language, Qt.ConnectionType.QueuedConnection)
        page.size_chosen.connect(self.set_text_size, Qt.ConnectionType.QueuedConnection)
        self.welcome = page
        self.pile.addWidget(page)
        if old is not None:
            self.pile.removeWidget(old)
            old.deleteLater()
        return page

    def _make_actions(self) -> None:
        for old in self.actions():
            self.removeAction(old)
            old.deleteLater()
        self.back_action = self._action(tr("&Back to the first page"), self.show_welcome, "Alt+Left")
        self.open_action = self._action(tr("&Open a file…"), self._ask_open, QKeySequence.StandardKey.Open)
        self.quit_action = self._action(tr("&Quit"), self.close, "Ctrl+Q")
        self._action("", self._clear_strip, "Esc")
        now = self.services.settings.now
        self.language_actions = self._choices(
            [(name, code == now.language, partial(self.set_language, code)) for code, name in NAMES.items()]
        )
        self.size_actions = self._choices(
            [
                (tr("Size of text: {n} %", n=size), size == now.text_size, partial(self.set_text_size, size))
                for size in theme.TEXT_SIZES
            ]
        )
        self._action("", lambda: self._next_size(1), "Ctrl++")
        self._action("", lambda: self._next_size(-1), "Ctrl+-")
        self.key_action = self._action(tr("&Make or unlock my key"), self._use_key, "")
        self.card_action = self._action(tr("&Save my card…"), self.services.save_card, "")
        self.lock_action = self._action(tr("&Lock my key"), self.services.session.lock, "Ctrl+L")
        self.person_actions = [self.key_action, self.card_action, self.lock_action]

    def _action(self, text: str, run: Callable[[], object], shortcut: str | QKeySequence.StandardKey) -> QAction:
        made = QAction(text, self)
        if shortcut:
            made.setShortcut(QKeySequence(shortcut))
        made.triggered.connect(lambda _checked=False: self._guard(run), Qt.ConnectionType.QueuedConnection)
        self.addAction(made)
        return made

    def _guard(self, run: Callable[[], object]) -> None:
        with self.services.errors.shown():
            run()

    def _choices(self, choices: Sequence[tuple[str, bool, Callable[[], object]]]) -> list[QAction]:
        group = QActionGroup(self)
        made = []
        for text, checked, run in choices:
            action = self._action(text, run, "")
            action.setCheckable(True)
            action.setChecked(checked)
            group.addAction(action)
            made.append(action)
        return made

    def _clear_strip(self) -> None:
        self.services.strip.clear()

    def _next_size(self, way: int) -> None:
        place = theme.TEXT_SIZES.index(self.services.settings.now.text_size) + way
        if 0 <= place < len(theme.TEXT_SIZES):
            self.set_text_size(theme.TEXT_SIZES[place])

    def _ask_open(self) -> None:
        self.open_paths(self.services.files.open_many(tr("Open a file"), FileKind.PACKET, FileKind.SHEET, *FileKind))

    def _use_key(self) -> None:
        self.services.session.with_key(
            lambda key: self.services.strip.good(
                tr("Your key is unlocked. Its fingerprint: {fingerprint}", fingerprint=key.fingerprint)
            )
        )

    def _show_header(self) -> None:
        place = self.place
        icon = place.icon if place else "star"
        title = place.title() if place else tr("Tandau")
        subject = place.subject() if place else tr("Selection of small grants")
        self.header.show_place(icon, title, subject, back=place is not None)
        self.back_action.setEnabled(place is not None)
        self.setWindowTitle(tr("{title} – Tandau", title=title) if place else tr("Tandau"))

    def _show_person(self) -> None:
        session = self.services.session
        self.header.show_person(session.person, has_key=session.has_key, unlocked=session.key is not None)
        self.card_action.setEnabled(session.person is not None)
        self.lock_action.setEnabled(session.key is not None)

    def _may_leave(self) -> bool:
        page = self.view.page if self.view is not None else None
        return page is None or page.leave()

    def _when_idle(self) -> None:
        if self._closing:
            QTimer.singleShot(0, self, self.close)
        elif self._rebuild_wanted:
            QTimer.singleShot(0, self, self._rebuild)

    def _tell_error(self, error: TandauError) -> None:
        if error.problems:
            self.services.dialogs.problems(error)
        else:
            self.services.strip.bad(str(error))

    def _tell_stopped(self, title: str) -> None:
        self.services.strip.info(
            tr("Stopped: {title}. Nothing was changed. To go on, do the same again or open the page anew.", title=title)
        )

    def _report_plainly(self, error: BaseException) -> None:
        self.reported.emit(f"{type(error).__name__}: {error}")

    def _show_report(self, text: str) -> None:
        self.services.dialogs.report(text)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 - Qt's name
        if dropped_paths(event):
            accept_copy(event)

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 - Qt's name
        accept_copy(event)
        paths = dropped_paths(event)
        QTimer.singleShot(0, self, lambda: self.open_paths(paths))  # the file manager must not wait for our questions

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        tasks = self.services.tasks
        if not self._closing:
            if not self._may_leave() or not all(place.may_close() for place in self._places.values()):
                event.ignore()
                return
            if tasks.may_lose and not self.services.dialogs.ask(
                tr("This is not finished yet: {title}. Stop it and close?", title=tasks.titles[0]),
                yes=tr("Stop and close"),
                no=tr("Go on working"),
            ):
                event.ignore()
                return
        if tasks.busy:
            self._closing = True
            tasks.cancel()
            event.ignore()
            return
        self.services.session.forget()
        super().closeEvent(event)

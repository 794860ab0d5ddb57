"""What every test of the window shares: a window in a folder of its own, and answers in place of dialogs."""

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from models.errors import TandauError
from models.wording import use_language
from tools import gallery
from ui.shell import theme
from ui.shell.dialogs import Dialogs, Files
from ui.shell.dressing import dress
from ui.shell.home import Home
from ui.shell.kinds import FileKind
from ui.shell.language import speak
from ui.shell.main_window import MainWindow
from ui.shell.places import PLACES
from ui.shell.settings import Preferences, Settings
from ui.start import build_window

if TYPE_CHECKING:
    from tools.office_flow_sample import OfficeFlow


class AnsweredFiles(Files):
    """Gives the next answer instead of asking: append paths (or None) to `answers`, tuples for `open_many`."""

    def __init__(self) -> None:
        super().__init__(Settings(Preferences()))
        self.answers: deque[Any] = deque()
        self.suggested: list[str] = []

    def open(self, title: str, *kinds: FileKind) -> Any:
        return self.answers.popleft()

    def open_key(self, title: str) -> Any:
        return self.answers.popleft()

    def open_many(self, title: str, *kinds: FileKind) -> Any:
        return self.answers.popleft()

    def save(self, title: str, name: str, *kinds: FileKind) -> Any:
        self.suggested.append(name)
        return self.answers.popleft()

    def save_new(self, title: str, name: str, *kinds: FileKind) -> Any:
        return self.save(title, name, *kinds)

    def save_key(self, title: str, name: str) -> Any:
        self.suggested.append(name)
        return self.answers.popleft()

    def folder(self, title: str) -> Any:
        return self.answers.popleft()


class AnsweredDialogs(Dialogs):
    """Gives the next answer instead of asking, and keeps what was asked and shown."""

    def __init__(self) -> None:
        super().__init__()
        self.answers: deque[Any] = deque()
        self.asked: list[str] = []
        self.shown: list[str] = []

    def ask(self, question: str, *, yes: str, no: str = "", details: str = "") -> Any:
        self.asked.append(question)
        return self.answers.popleft()

    def choose(self, question: str, options: Sequence[tuple[str, str, str]]) -> Any:
        self.asked.append(question)
        return self.answers.popleft()

    def reason(self, title: str, text: str, *, least: int = 5) -> Any:
        self.asked.append(title)
        return self.answers.popleft()

    def passphrase(self, title: str, text: str, *, problem: str = "") -> Any:
        self.asked.append(problem or title)
        return self.answers.popleft()

    def recovery_passphrase(self) -> Any:
        return self.answers.popleft()

    def new_person(self) -> Any:
        return self.answers.popleft()

    def card_person(self) -> Any:
        return self.answers.popleft()

    def problems(self, error: TandauError) -> None:
        self.shown.append(str(error))

    def report(self, text: str) -> None:
        self.shown.append(text)


@pytest.fixture(autouse=True)
def _plain_look(qapp: QApplication) -> Iterator[None]:
    yield
    speak(qapp, "en")
    use_language("en")
    if theme.current().text_size != 100:
        dress(qapp, 100)


@pytest.fixture
def files() -> AnsweredFiles:
    return AnsweredFiles()


@pytest.fixture
def dialogs() -> AnsweredDialogs:
    return AnsweredDialogs()


@pytest.fixture
def make_window(
    qtbot: QtBot, tmp_path: Path, files: AnsweredFiles, dialogs: AnsweredDialogs
) -> Callable[..., MainWindow]:
    """Build windows that are shown, and closed again without questions."""

    def make(**options: Any) -> MainWindow:
        given = {
            "language": "en",
            "places": (*PLACES, gallery.INFO),
            "ask_files": files,
            "ask": dialogs,
            "crash": lambda error: dialogs.shown.append(f"crash: {error!r}"),
            **options,
        }
        window = build_window(Home.at(tmp_path / "home"), **given)
        window.resize(1366, 768)

        def let_go(window: MainWindow) -> None:
            window.services.tasks.cancel()
            qtbot.waitUntil(lambda: not window.services.tasks.busy)

        qtbot.addWidget(window, before_close_func=let_go)
        window.show()
        qtbot.waitExposed(window)
        QApplication.processEvents()
        return window

    return make


@pytest.fixture
def idle(qtbot: QtBot) -> Callable[[MainWindow], None]:
    """Wait until nothing runs in a window."""

    def wait(window: MainWindow) -> None:
        qtbot.waitUntil(lambda: not window.services.tasks.busy, timeout=60_000)

    return wait


@pytest.fixture
def sit_down(
    flow: "OfficeFlow",
    make_window: Callable[..., MainWindow],
    dialogs: AnsweredDialogs,
    tmp_path: Path,
    idle: Callable[[MainWindow], None],
) -> Callable[..., tuple[MainWindow, Any]]:
    """Open a copy of a central file of the module's `flow` as the secretary, enter a step; return window and page."""
    from models.centre.store import Central
    from tools.office_flow_sample import PASSPHRASE

    def sit(
        name: str, step: str, prepare: Callable[[Central], object] | None = None, **options: Any
    ) -> tuple[MainWindow, Any]:
        window = make_window(**options)
        flow.laptop(window.services.home.root)
        window.services.session.read_card()
        path = flow.central(name, tmp_path)
        if prepare is not None:
            central = Central.open(path, flow.secretary)
            prepare(central)
            central.close()
        dialogs.answers.append(PASSPHRASE)
        window.enter("office")
        place: Any = window.place
        place.open_central(path)
        idle(window)
        place.choose(flow.contest_id)
        idle(window)
        window.enter("office", step)
        idle(window)
        assert window.view is not None
        return window, window.view.page

    return sit


@pytest.fixture
def window(make_window: Callable[..., MainWindow]) -> MainWindow:
    return make_window()


def _clipped(top: QWidget) -> list[str]:
    for _ in range(5):  # a wrapped word, its view, the page and the scroll area settle one after another
        QApplication.processEvents()
    found = []
    for widget in top.findChildren(QWidget):
        if not widget.isVisibleTo(top) or widget.width() == 0:
            continue
        text, metrics, room = "", widget.fontMetrics(), widget.contentsRect()
        if isinstance(widget, QLabel) and widget.text() and widget.parentWidget() is not None:
            text = widget.text()
            if widget.wordWrap():
                high = widget.heightForWidth(widget.width()) > widget.height() + 1
                words = max(metrics.horizontalAdvance(word) for word in text.split() or [""])
                if high or words > room.width() + 1:
                    found.append(f"{type(widget).__name__}: {text}")
                continue
            wanted = metrics.horizontalAdvance(text)
        elif isinstance(widget, QAbstractButton) and widget.text():
            text = widget.text()
            if isinstance(widget, QToolButton) and widget.menu() is not None:
                room = widget.rect()
            wanted = min(widget.minimumSizeHint().width(), widget.sizeHint().width())
            room = widget.rect()
        elif isinstance(widget, QLineEdit) and not widget.text() and widget.placeholderText():
            text = widget.placeholderText()
            wanted = metrics.horizontalAdvance(text)
        else:
            continue
        if wanted > room.width() + 1 or metrics.height() > widget.height() + 1:
            found.append(f"{type(widget).__name__}: {text}")
    return found


@pytest.fixture
def clipped() -> Callable[[QWidget], list[str]]:
    """Return the function that lists visible labels, buttons and hints whose words do not fit their size."""
    return _clipped

"""Pictures of the desk: a member's day on an invented contest, from no key to the sheet that is handed in."""

import atexit
import shutil
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from models.conflicts.declarations import Answer
from models.sample.sheets import marks
from tools.desk_sample import AT, PASSPHRASE, DeskSample, build
from ui.desk.place import Desk
from ui.shell.main_window import MainWindow


@cache
def sample() -> DeskSample:
    """Build the contest once for all pictures."""
    folder = tempfile.mkdtemp()
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return build(Path(folder))


def wait(window: MainWindow) -> None:
    """Wait until the background queue is empty."""
    while window.services.tasks.busy:
        loop = QEventLoop()
        QTimer.singleShot(20, loop.quit)
        loop.exec()
    for _ in range(5):
        QApplication.processEvents()


def desk_of(window: MainWindow) -> Desk:
    """Return the place, which must have been entered."""
    place = window.place
    assert isinstance(place, Desk)
    return place


def _fail(text: str) -> None:
    raise SystemExit(text)  # nobody sits here to close a dialog


def sit_down(window: MainWindow, step: str = "") -> Desk:
    """Copy the member's key to this laptop, unlock it when asked, and enter the place."""
    sample().laptop(window.services.home.root)
    window.services.dialogs.passphrase = lambda *_, **__: PASSPHRASE  # type: ignore[method-assign]
    window.services.dialogs.report = _fail  # type: ignore[method-assign]
    window.services.session.read_card()
    window.enter("desk", step)
    wait(window)
    return desk_of(window)


def open_packet(window: MainWindow) -> Desk:
    """Bring the packet."""
    sit_down(window)
    window.open_paths([sample().first])
    wait(window)
    return desk_of(window)


def declared(window: MainWindow) -> Desk:
    """Declare on all: one conflict, one not sure."""
    place = open_packet(window)
    assert place.desk is not None
    codes = [one.code for one in place.desk.names]
    place.desk.declare(codes[8:9], Answer.CONFLICT, kind="relative", note="бажам")
    place.desk.declare(codes[11:12], Answer.NOT_SURE)
    place.desk.declare([code for code in codes if place.desk.declaration(code) is None], Answer.NO_CONFLICT)
    place.changed.emit()
    return place


def score(place: Desk, count: int | None = None) -> None:
    """Give the marks of the sample to the first `count` applications."""
    desk = place.desk
    assert desk is not None
    for entry in marks(sample().sample, "m1")[:count]:
        if not desk.is_open(entry.application):
            continue
        for cell in entry.marks:
            desk.set_points(entry.application, cell.criterion, cell.mark.points)
            desk.set_reason(entry.application, cell.criterion, cell.reason)
    place.changed.emit()


def _none(window: MainWindow) -> None:
    window.enter("desk")


def _key(window: MainWindow) -> None:
    sit_down(window, "key")


def _empty(window: MainWindow) -> None:
    sit_down(window, "packets")


def _revision(window: MainWindow) -> None:
    declared(window)
    window.open_paths([sample().second])
    wait(window)


def _undeclared(window: MainWindow) -> None:
    place = open_packet(window)
    assert place.desk is not None
    place.desk.declare([one.code for one in place.desk.names[:6]], Answer.NO_CONFLICT)
    place.desk.declare([place.desk.names[3].code], Answer.CONFLICT, kind="relative", note="бажам")
    place.changed.emit()
    window.enter("desk", "declare")
    page = window.view.page  # type: ignore[union-attr]
    page.table.choose(place.desk.names[7].code)  # type: ignore[union-attr]


def _list(window: MainWindow) -> None:
    score(declared(window), 20)
    window.enter("desk", "score")


def _work(window: MainWindow) -> None:
    place = declared(window)
    score(place, 4)
    desk = place.desk
    assert desk is not None
    code = next(one.code for one in desk.names[4:] if desk.is_open(one.code) and desk.read(one.code).attachments)
    desk.set_points(code, "C1", 4)
    desk.set_reason(code, "C1", "Мәселе өзекті, бірақ деректер көрсетілмеген.")
    place.application = code
    window.enter("desk", "score")
    window.view.page.work.marks.take_focus()  # type: ignore[union-attr]


def _attachment(window: MainWindow) -> None:
    _work(window)
    window.view.page.work.reading.setCurrentIndex(1)  # type: ignore[union-attr]
    wait(window)


def _review(window: MainWindow) -> None:
    score(declared(window), 70)
    window.enter("desk", "hand-in")


def _handed(window: MainWindow) -> None:
    place = declared(window)
    score(place)
    assert place.desk is not None
    place.desk.hand_in(at=AT)
    place.changed.emit()
    window.enter("desk", "hand-in")


SCENES: dict[str, Callable[[MainWindow], None]] = {
    "desk-no-key": _none,
    "desk-key": _key,
    "desk-empty": _empty,
    "desk-packet": lambda window: open_packet(window) and None,
    "desk-revision": _revision,
    "desk-declare": _undeclared,
    "desk-list": _list,
    "desk-work": _work,
    "desk-attachment": _attachment,
    "desk-review": _review,
    "desk-handed-in": _handed,
}

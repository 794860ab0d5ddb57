import gc
import weakref
from collections.abc import Iterator
from threading import Event, current_thread, main_thread
from typing import Any

import pytest
import shiboken6
from PySide6.QtCore import QEventLoop, QObject, QTimer
from pytestqt.qtbot import QtBot

from models.errors import CancelledError, FileError
from models.progress import Report, step
from ui.shell.main_window import MainWindow
from ui.shell.tasks import Tasks


@pytest.fixture
def shown() -> list[BaseException]:
    return []


@pytest.fixture
def tasks(qtbot: QtBot, shown: list[BaseException]) -> Iterator[Tasks]:
    made = Tasks(shown.append)
    yield made
    made.cancel()
    qtbot.waitUntil(lambda: not made.busy)


def test_callbacks_run_on_the_screens_thread_in_order(qtbot: QtBot, tasks: Tasks) -> None:
    seen = []
    for number in range(5):
        tasks.run(
            lambda _report, n=number: (n, current_thread() is main_thread()),
            lambda answer: seen.append((*answer, current_thread() is main_thread())),
            title="count",
        )
    qtbot.waitUntil(lambda: not tasks.busy)
    assert seen == [(n, False, True) for n in range(5)]


def test_progress_reaches_the_screen(qtbot: QtBot, tasks: Tasks) -> None:
    seen = []
    tasks.progressed.connect(lambda done, of: seen.append((done, of)))

    def work(report: Report) -> None:
        step(report, 0, 0)  # only asks whether to stop
        for n in range(1, 4):
            step(report, n, 3)

    tasks.run(work, lambda _none: None, title="work")
    qtbot.waitUntil(lambda: not tasks.busy and seen[-1:] == [(3, 3)])
    assert seen[0] == (1, 3)


def test_cancelled_work_is_silence_for_people_and_news_for_the_page(
    qtbot: QtBot, tasks: Tasks, shown: list[BaseException]
) -> None:
    begun, failed, done = Event(), [], []

    def work(report: Report) -> None:
        begun.set()
        while True:
            step(report, 1, 2)

    task = tasks.run(work, done.append, title="work", failed=failed.append)
    qtbot.waitUntil(begun.is_set)
    task.cancel()
    qtbot.waitUntil(lambda: not tasks.busy)
    assert [type(error) for error in shown + failed] == [CancelledError, CancelledError]
    assert done == []


def test_waiting_work_that_is_cancelled_never_begins(qtbot: QtBot, tasks: Tasks) -> None:
    gate, ran = Event(), []
    tasks.run(lambda _report: gate.wait(5), lambda _: None, title="first")
    tasks.run(lambda _report: ran.append(1), lambda _: None, title="second").cancel()
    assert tasks.titles == ("first", "second")
    gate.set()
    qtbot.waitUntil(lambda: not tasks.busy)
    assert ran == []


def test_errors_of_work_and_of_callbacks_are_shown(qtbot: QtBot, tasks: Tasks, shown: list[BaseException]) -> None:
    def broken(_report: Report) -> None:
        raise FileError("can't be read")

    def bug(_answer: object) -> None:
        raise KeyError("ours")

    tasks.run(broken, lambda _: None, title="one")
    tasks.run(lambda _report: 1, bug, title="two")
    qtbot.waitUntil(lambda: not tasks.busy)
    assert [str(error) for error in shown] == ["can't be read", "'ours'"]


def test_callback_of_a_page_that_is_gone_is_dropped(qtbot: QtBot, tasks: Tasks) -> None:
    owner, gate = QObject(), Event()
    seen: list[object] = []
    tasks.run(lambda _report: gate.wait(5), seen.append, title="one", owner=owner)
    shiboken6.delete(owner)
    gate.set()
    qtbot.waitUntil(lambda: not tasks.busy)
    assert seen == []


def test_window_shows_progress_and_stops_the_work(qtbot: QtBot, window: MainWindow) -> None:
    def work(report: Report) -> None:
        n = 0
        while True:
            n += 1
            step(report, n % 100, 100)

    window.services.tasks.run(work, lambda _: None, title="Building the packet")
    qtbot.waitUntil(lambda: window.progress.share.text() != "")
    assert window.progress.isVisible()
    assert window.progress.label.text() == "Building the packet"
    window.progress.stop.click()
    qtbot.waitUntil(lambda: not window.services.tasks.busy and not window.progress.isVisible())
    assert window.services.strip.text == (
        "Stopped: Building the packet. Nothing was changed. To go on, do the same again or open the page anew."
    )


def test_progress_is_gone_behind_a_question_and_stays_between_works(qtbot: QtBot, window: MainWindow) -> None:
    """A question of a callback turns a loop of its own; a callback that gives further work comes back at once."""
    tasks, progress, shown = window.services.tasks, window.progress, []

    def work(report: Report) -> None:
        step(report, 1, 2)

    def asks(_none: None) -> None:
        loop = QEventLoop()
        QTimer.singleShot(20, loop.quit)
        loop.exec()
        shown.append(progress.isVisible())

    def gives_more(_none: None) -> None:
        tasks.run(work, asks, title="second")
        QTimer.singleShot(0, progress, lambda: shown.append(progress.isVisible()))

    tasks.run(work, gives_more, title="first")
    qtbot.waitUntil(lambda: len(shown) == 2)
    assert shown == [True, False]
    qtbot.waitUntil(lambda: not tasks.busy)


def test_what_a_page_stops_itself_is_not_told(qtbot: QtBot, window: MainWindow) -> None:
    def work(report: Report) -> None:
        while True:
            step(report, 1, 2)

    window.services.tasks.run(work, lambda _: None, title="Page 2", harmless=True).cancel()
    qtbot.waitUntil(lambda: not window.services.tasks.busy)
    assert window.services.strip.text == ""


def test_closing_asks_before_work_is_lost_and_waits_for_it(qtbot: QtBot, window: MainWindow, dialogs: Any) -> None:
    def work(report: Report) -> None:
        while True:
            step(report, 1, 2)

    window.services.tasks.run(work, lambda _: None, title="Building the packet")
    dialogs.answers.append(False)
    assert not window.close()
    assert window.isVisible()
    assert "Building the packet" in dialogs.asked[0]
    dialogs.answers.append(True)
    window.close()
    qtbot.waitUntil(lambda: not window.isVisible())
    assert not window.services.tasks.busy


def test_language_waits_for_running_work(qtbot: QtBot, window: MainWindow) -> None:
    gate = Event()
    window.services.tasks.run(lambda _report: gate.wait(5), lambda _: None, title="Building")
    window.set_language("ru")
    assert "Building" in window.services.strip.text
    gate.set()
    qtbot.waitUntil(lambda: window.windowTitle() == "Tandau" and window.header.menu.text() == "Меню")


def test_what_work_holds_dies_on_the_screens_thread(qtbot: QtBot, tasks: Tasks, shown: list[BaseException]) -> None:
    died_on_the_screens_thread = []

    def give() -> None:
        page = QObject()
        weakref.finalize(page, lambda: died_on_the_screens_thread.append(current_thread() is main_thread()))

        def fail(_report: Report) -> None:
            assert page is not None
            raise FileError("unreadable")

        tasks.run(fail, lambda _none: None, title="read", failed=lambda _error: page.objectName())

    for _ in range(50):
        give()
    qtbot.waitUntil(lambda: not tasks.busy)
    shown.clear()  # the errors' frames hold what the work held
    gc.collect()
    assert died_on_the_screens_thread == [True] * 50


def test_work_nobody_asked_for_gives_way_and_is_silent(qtbot: QtBot, tasks: Tasks, shown: list[BaseException]) -> None:
    owner, begun, seen = QObject(), Event(), []
    idle: list[int] = []
    tasks.idle.connect(lambda: idle.append(1))

    def endless(report: Report) -> None:
        begun.set()
        while True:
            step(report, 1, 2)

    tasks.ahead(endless, seen.append, owner=owner)
    assert not tasks.busy
    qtbot.waitUntil(begun.is_set)
    tasks.run(lambda _report: "asked", seen.append, title="asked")
    qtbot.waitUntil(lambda: not tasks.busy)
    assert (seen, shown, idle) == (["asked"], [], [1])


def test_work_nobody_asked_for_begins_only_while_nothing_runs(qtbot: QtBot, tasks: Tasks) -> None:
    owner, gate, seen = QObject(), Event(), []
    tasks.run(lambda _report: gate.wait(5), lambda _none: None, title="asked")
    tasks.ahead(lambda _report: "too early", seen.append, owner=owner)
    gate.set()
    qtbot.waitUntil(lambda: not tasks.busy)
    tasks.ahead(lambda _report: "ahead", seen.append, owner=owner)
    tasks.ahead(lambda _report: "twice", seen.append, owner=owner)
    qtbot.waitUntil(lambda: bool(seen))
    assert seen == ["ahead"]


def test_refused_work_nobody_asked_for_is_silent_and_a_bug_is_not(
    qtbot: QtBot, tasks: Tasks, shown: list[BaseException]
) -> None:
    owner = QObject()

    def refused(_report: Report) -> None:
        raise FileError("gone")

    def bug(_report: Report) -> None:
        raise KeyError("ours")

    tasks.ahead(refused, lambda _none: None, owner=owner)
    qtbot.waitUntil(lambda: tasks._ahead is None)
    tasks.ahead(bug, lambda _none: None, owner=owner)
    qtbot.waitUntil(lambda: bool(shown))
    assert [str(error) for error in shown] == ["'ours'"]


def test_what_was_asked_for_is_painted_before_the_work_begins(qtbot: QtBot, tasks: Tasks) -> None:
    seen = []
    tasks.run(lambda _report: seen.append("work"), lambda _answer: None, title="count")
    QTimer.singleShot(0, lambda: seen.append("painted"))
    qtbot.waitUntil(lambda: not tasks.busy)
    assert seen == ["painted", "work"]


def test_work_that_asks_on_and_on_is_told_once(qtbot: QtBot, tasks: Tasks) -> None:
    seen = []
    tasks.progressed.connect(lambda done, of: seen.append((done, of)))

    def work(report: Report) -> None:
        for _ in range(1_000):
            report(3, 3)

    tasks.run(work, lambda _answer: None, title="ask")
    qtbot.waitUntil(lambda: not tasks.busy)
    assert seen == [(3, 3)]

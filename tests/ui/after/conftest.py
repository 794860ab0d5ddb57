"""The office after the sitting, on the files of the sample day: the result is there, the register open."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from models.centre.store import key_file
from tools.office_day import OfficeDay, play_until_result
from ui.shell.main_window import MainWindow

Wait = Callable[[], None]


@pytest.fixture(scope="module")
def day(tmp_path_factory: pytest.TempPathFactory) -> OfficeDay:
    """The sample day up to the signed result."""
    return play_until_result(tmp_path_factory.mktemp("day") / "day")


@pytest.fixture
def wait(qtbot: QtBot, window: MainWindow) -> Wait:
    """Wait until nothing runs in the background."""

    def waiting() -> None:
        qtbot.waitUntil(lambda: not window.services.tasks.busy, timeout=30_000)
        QApplication.processEvents()

    return waiting


@pytest.fixture
def office(window: MainWindow, dialogs: Any, wait: Wait, day: OfficeDay, tmp_path: Path) -> Any:
    """The office with a copy of the central file, the contest chosen."""
    home = window.services.home
    home.root.mkdir(parents=True)
    shutil.copy(day.home.key, home.key)
    shutil.copy(day.home.card, home.card)
    copy = tmp_path / day.central.name
    shutil.copy(day.central, copy)
    shutil.copy(key_file(day.central), key_file(copy))
    window.services.session.read_card()
    dialogs.answers.append("any")
    window.enter("office")
    window.place.open_central(copy)
    wait()
    window.place.choose(day.contest)
    wait()
    return window.place


@pytest.fixture
def stored(office: Any, window: MainWindow, wait: Wait, day: OfficeDay) -> Any:
    """The register page after the result was taken and stored."""
    window.open_paths([day.result])
    QApplication.processEvents()
    wait()
    window.view.page.store_action.click()
    wait()
    window.enter("office", "register")
    wait()
    return window.view.page

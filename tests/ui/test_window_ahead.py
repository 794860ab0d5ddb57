"""What is loaded and made ahead: libraries beside the screen; a page that can't be made is reported once."""

from collections.abc import Callable
from importlib import import_module
from threading import current_thread, main_thread
from types import ModuleType
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tools import gallery
from ui import start
from ui.shell import place_view
from ui.shell.main_window import MainWindow


def test_page_that_cannot_be_made_ahead_is_reported_once(
    make_window: Callable[..., MainWindow], dialogs: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: Any) -> None:
        raise KeyError("ours")

    monkeypatch.setattr(place_view, "_AHEAD", 0)
    monkeypatch.setattr(place_view, "_STILL", 0)
    monkeypatch.setattr(gallery.FormPage, "__init__", broken)
    window = make_window()
    window.enter("gallery", "table")
    for _ in range(60):
        QApplication.processEvents()
    assert dialogs.shown == ["crash: KeyError('ours')"]
    assert window.view is not None
    assert window.view.page is not None
    assert window.view.page.key == "table"


def test_libraries_are_loaded_beside_the_screen_and_plots_when_they_are_asked_for(
    make_window: Callable[..., MainWindow], monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    loaded: dict[str, bool] = {}

    def load(name: str) -> ModuleType:
        loaded[name] = current_thread() is main_thread()
        return import_module(name)

    monkeypatch.setattr(start, "_AHEAD", 0)
    monkeypatch.setattr(start, "import_module", load)
    window = make_window()
    start.load_ahead(window)
    qtbot.waitUntil(lambda: "ui.office.words" in loaded, timeout=30_000)
    assert {name.split(".")[0] for name, here in loaded.items() if here} == {"ui"}
    assert not loaded["sqlmodel"]
    assert "ui.sitting.change.page" in loaded
    assert "ui.sitting.change.plots" not in loaded

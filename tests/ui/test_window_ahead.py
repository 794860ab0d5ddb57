"""Pages made ahead: one that can't be made is reported once, not without end."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from tools import gallery
from ui.shell import place_view
from ui.shell.main_window import MainWindow


def test_page_that_cannot_be_made_ahead_is_reported_once(
    make_window: Callable[..., MainWindow], dialogs: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: Any) -> None:
        raise KeyError("ours")

    monkeypatch.setattr(place_view, "_AHEAD", 0)
    monkeypatch.setattr(gallery.FormPage, "__init__", broken)
    window = make_window()
    window.enter("gallery", "table")
    for _ in range(60):
        QApplication.processEvents()
    assert dialogs.shown == ["crash: KeyError('ours')"]
    assert window.view is not None
    assert window.view.page is not None
    assert window.view.page.key == "table"

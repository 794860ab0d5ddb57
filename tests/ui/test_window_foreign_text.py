"""Text from outside is shown as it is written: nowhere does Qt take it for HTML that draws, links or fetches."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import Qt as GuiQt
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from ui.item_models.table import Column, TableModel
from ui.shell.dialogs import Dialogs
from ui.widgets.labels import ElidedLabel
from ui.widgets.plain import plain

HOSTILE = '<img src="//somewhere/x.png"><b>Жеңімпаз</b>'


def drawn(text: str) -> str:
    """Return what Qt draws of `text` where it guesses the format."""
    document = QTextDocument()
    if GuiQt.mightBeRichText(text):
        document.setHtml(text)
    else:
        document.setPlainText(text)
    return document.toPlainText()


@pytest.mark.parametrize("text", [HOSTILE, "5 < 6 & 7 > 2", "а\nб", "<!DOCTYPE html>", "", "  <p>x", "a <b", "<b>&lt;"])
def test_it_is_drawn_as_it_is_written(text: str) -> None:
    assert drawn(plain(text)) == text


def test_in_tool_tips(qtbot: QtBot) -> None:
    model = TableModel([Column[str]("Title", lambda one: one, hint=HOSTILE)], key=lambda one: one)
    model.set_rows([HOSTILE])
    tips = [
        model.data(model.index(0, 0), Qt.ItemDataRole.ToolTipRole),
        model.headerData(0, Qt.Orientation.Horizontal, Qt.ItemDataRole.ToolTipRole),
    ]
    label = ElidedLabel(HOSTILE)
    qtbot.addWidget(label)
    assert [drawn(tip) for tip in (*tips, label.toolTip())] == [HOSTILE] * 3


def test_in_questions(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[str] = []
    monkeypatch.setattr(QMessageBox, "exec", lambda box: shown.extend([box.text(), box.informativeText()]))
    Dialogs().ask(HOSTILE, yes="Да", details=HOSTILE)
    assert [drawn(text) for text in shown] == [HOSTILE, HOSTILE]

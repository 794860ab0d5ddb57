"""Scrolling changes nothing, a drop takes nothing away, and a file is saved under the name it is known by."""

import re
from pathlib import Path

import pytest
from PySide6.QtCore import QDate, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QStyleOptionComboBox, QWidget
from pytestqt.qtbot import QtBot

import ui
from ui.shell.dialogs import Files
from ui.shell.kinds import FileKind
from ui.shell.main_window import MainWindow
from ui.shell.settings import Preferences, Settings
from ui.widgets.forms import Form
from ui.widgets.frames import DropArea
from ui.widgets.tabs import StillTabs

BOTH = Qt.DropAction.CopyAction | Qt.DropAction.MoveAction


def scroll_over(field: QWidget) -> None:
    middle = QPointF(field.rect().center())
    turned = QWheelEvent(
        middle, field.mapToGlobal(middle), QPoint(), QPoint(0, -120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(field, turned)


def test_the_wheel_changes_no_field(qtbot: QtBot) -> None:
    form = Form()
    number = form.number("Sum", 783_200)
    choice = form.choice("Chair", [("m1", "A"), ("m2", "B")])
    date = form.date("Date", QDate(2024, 5, 2))
    qtbot.addWidget(form)
    form.show()
    for field in (number, choice, date):
        field.setFocus()
        scroll_over(field)
        assert field.focusPolicy() == Qt.FocusPolicy.StrongFocus
    assert (number.value(), choice.currentData(), date.date()) == (783_200, "m1", QDate(2024, 5, 2))


def test_the_wheel_turns_no_tab(qtbot: QtBot) -> None:
    tabs = StillTabs()
    qtbot.addWidget(tabs)
    for name in ("A", "B", "C"):
        tabs.addTab(QWidget(), name)
    tabs.show()
    scroll_over(tabs.tabBar())
    assert tabs.currentIndex() == 0


def test_every_choice_and_every_tab_on_a_page_is_one_that_the_wheel_leaves_alone() -> None:
    plain = re.compile(r"\b(QComboBox|QSpinBox|QDoubleSpinBox|QDateEdit|QDateTimeEdit|QTimeEdit|QTabWidget)\(")
    folder = Path(ui.__file__).parent
    made = {
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*.py")
        for line in path.read_text("utf-8").splitlines()
        if plain.search(line) and not line.startswith("class ")
    }
    assert made == set()


def dropped(*paths: Path) -> tuple[QDragEnterEvent, QDropEvent, QMimeData]:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    keys = (Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    entered = QDragEnterEvent(QPoint(9, 9), BOTH, data, *keys)
    let_go = QDropEvent(QPointF(9, 9), BOTH, data, *keys)
    for event in (entered, let_go):
        event.setDropAction(Qt.DropAction.MoveAction)
    return entered, let_go, data


def test_a_drop_is_a_copy_so_that_the_file_manager_deletes_nothing(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    area = DropArea("Drop", "Choose", lambda: None, FileKind.SHEET)
    qtbot.addWidget(area)
    entered, let_go, _data = dropped(tmp_path / "m1.sheet")
    with qtbot.waitSignal(area.dropped) as told:
        area.dragEnterEvent(entered)
        area.dropEvent(let_go)
    assert told.args == [[tmp_path / "m1.sheet"]]
    assert entered.dropAction() == let_go.dropAction() == Qt.DropAction.CopyAction
    entered, let_go, _data = dropped(tmp_path / "nothing.txt")
    window.dragEnterEvent(entered)
    window.dropEvent(let_go)
    assert entered.dropAction() == let_go.dropAction() == Qt.DropAction.CopyAction


@pytest.mark.parametrize("whole", [False, True])
def test_what_came_with_the_files_of_a_kind_is_passed_on_where_its_taker_says_why_not(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, whole: bool
) -> None:
    area = DropArea("Drop", "Choose", lambda: None, FileKind.SHEET, whole=whole)
    qtbot.addWidget(area)
    paths = [tmp_path / "note.txt", tmp_path / "m1.sheet"]
    _entered, let_go, _data = dropped(*paths)
    with qtbot.waitSignal(area.dropped) as told:
        area.dropEvent(let_go)
    assert told.args == [paths if whole else paths[1:]]
    entered, _let_go, _data = dropped(paths[0])
    entered.ignore()
    area.dragEnterEvent(entered)
    assert not entered.isAccepted()


@pytest.mark.parametrize(
    ("typed", "saved"),
    [
        (["Нәтиже № 7"], "Нәтиже № 7.result"),
        (["Нәтиже 7.05", None], "Нәтиже 7.05.result"),
        (["x.RESULT"], "x.RESULT"),
        ([None], "contest.result"),
    ],
)
def test_a_file_is_saved_with_its_ending(
    monkeypatch: pytest.MonkeyPatch, qapp: QApplication, tmp_path: Path, typed: list[str | None], saved: str
) -> None:
    """What a person types is put into Qt's own dialog; None leaves the name that stands there."""
    rest = iter(typed)

    def person(dialog: QFileDialog) -> int:
        name = next(rest)
        if name is not None:
            dialog.selectFile(name)
        return int(QFileDialog.DialogCode.Accepted)

    monkeypatch.setattr(QFileDialog, "exec", person)
    files = Files(Settings(Preferences(folder=str(tmp_path))))
    assert files.save("Save", "contest.result", FileKind.RESULT) == tmp_path / saved
    assert list(rest) == []


def test_a_table_is_saved_as_any_kind_of_table(
    monkeypatch: pytest.MonkeyPatch, qapp: QApplication, tmp_path: Path
) -> None:
    def person(dialog: QFileDialog) -> int:
        dialog.selectFile("grants.csv")
        return int(QFileDialog.DialogCode.Accepted)

    monkeypatch.setattr(QFileDialog, "exec", person)
    files = Files(Settings(Preferences(folder=str(tmp_path))))
    assert files.save("Save", "grants.xlsx", FileKind.TABLE) == tmp_path / "grants.csv"


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_a_list_of_choices_shows_every_row_whole(qtbot: QtBot, window: MainWindow) -> None:
    form = Form(columns=4)
    qtbot.addWidget(form)
    choice = form.choice("Profile", [(str(at), f"profile {at} " + "of a contest " * 4) for at in range(5)])
    form.show()
    choice.showPopup()
    listed = choice.view()
    last = listed.visualRect(listed.model().index(4, 0))
    assert listed.sizeHintForColumn(0) > choice.width()
    assert listed.viewport().rect().contains(last)
    assert last.width() >= listed.sizeHintForColumn(0)
    choice.hidePopup()


def test_cut_words_of_a_choice_end_in_dots(qtbot: QtBot, window: MainWindow) -> None:
    form = Form()
    qtbot.addWidget(form)
    choice = form.choice("Application", [("a", "ALM-0001 – Қарасай ауданында жас өнертапқыштар мектебі")])
    shown = QStyleOptionComboBox()
    for width, cut in ((700, False), (200, True)):
        choice.resize(width, 40)
        choice.initStyleOption(shown)
        assert shown.currentText.endswith("…") is cut
    assert choice.currentText().endswith("мектебі")

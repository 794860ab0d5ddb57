"""The result comes back to the office and the register answers, on the files of the sample day."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from PySide6.QtCore import QDate
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from models.centre.store import key_file
from tools.office_day import OfficeDay, play_until_result
from ui.shell.main_window import MainWindow
from ui.shell.place import StepState
from ui.shell.theme import Tone

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


def test_result_is_shown_before_it_is_stored_and_twice_is_once(
    office: Any, window: MainWindow, wait: Wait, day: OfficeDay, files: Any
) -> None:
    assert office.step_info("sync").state is StepState.NEXT
    window.enter("office", "sync")
    page = window.view.page
    assert not page.store_action.isVisible()
    page.drop.dropped.emit([day.result])
    wait()
    lines = len(page.table.model.rows)
    assert {kind: figure.number.text() for kind, figure in page.figures.items()} == {
        "new": str(lines),
        "changed": "0",
        "present": "0",
        "unfit": "0",
    }
    assert office.state.overview.results == 0
    page.store_action.click()
    wait()
    assert office.state.overview.results == 1
    assert window.services.strip.text == "The result is stored."
    files.answers.append(day.result)
    page.drop.button.click()
    wait()
    assert page.figures["present"].number.text() == str(lines)
    assert "nothing would change" in page.status.label.text()
    assert not page.store_action.isEnabled()
    page.drop_action.click()
    assert page.shown is None


def test_damaged_result_is_refused_in_words(
    office: Any, window: MainWindow, wait: Wait, day: OfficeDay, tmp_path: Path
) -> None:
    broken = tmp_path / "broken.result"
    broken.write_bytes(day.result.read_bytes()[:-200])
    window.enter("office", "sync")
    window.view.page.take(broken)
    wait()
    assert window.services.strip.tone is Tone.BAD
    assert window.view.page.shown is None


def test_register_says_who_won_and_finds_by_iin_and_folded_name(stored: Any, window: MainWindow, wait: Wait) -> None:
    assert stored.figures["grants"].number.text() == "28"
    rows = stored.table.model.rows
    assert {(row.standing, row.has_grant) for row in rows} == {("winner", True)}
    wanted = rows[3]
    stored.search.setText(wanted.iin)
    stored.look_up()
    wait()
    assert [row.code for row in stored.table.model.rows] == [wanted.code]
    stored.search.setText(wanted.name.upper().replace("Ә", "А").replace("Қ", "К"))
    stored.look_up()
    wait()
    assert wanted.code in [row.code for row in stored.table.model.rows]
    stored.search.clear()
    stored.who.setCurrentIndex(1)
    wait()
    assert len(stored.table.model.rows) == 80
    assert [line.reserve for line in stored.line.model.rows][:3] == [1, 2, 3]


def test_contract_is_recorded_and_its_failure_makes_room_for_the_next(
    stored: Any, office: Any, window: MainWindow, wait: Wait, dialogs: Any
) -> None:
    stored.tabs.setCurrentIndex(1)
    first = stored.contracts.model.rows[0]
    assert "28" in stored.overdue.label.text()
    assert stored.contracts.choose(first.entry.code)
    form = stored.contract
    assert form.amount.value() == first.entry.awarded
    form.number.setText("7")
    form.signed_on.setDate(QDate(first.last.year, first.last.month, first.last.day))
    form.record_button.click()
    wait()
    (signed,) = [line for line in stored.contracts.model.rows if line.entry.contract]
    assert (signed.entry.code, signed.entry.contract.number) == (first.entry.code, "7")
    assert stored.figures["contracts"].number.text() == "1"
    form.state.setCurrentIndex(form.state.findData("failed"))
    dialogs.answers.append("withdrew")
    form.record_button.click()
    wait()
    (following,) = [line for line in stored.contracts.model.rows if line.follows]
    assert following.entry.reserve == 1
    assert stored.contracts.choose(following.entry.code)
    assert form.follows.isVisibleTo(form)


def test_register_of_grants_is_saved_as_a_table(
    stored: Any, wait: Wait, files: Any, tmp_path: Path, window: MainWindow
) -> None:
    path = tmp_path / "тізілім.xlsx"
    files.answers.append(path)
    stored.export_action.click()
    wait()
    sheet = openpyxl.load_workbook(path).active
    assert sheet.max_row == 29
    assert sheet["B2"].value == stored.table.model.rows[0].name
    assert "Rows: 28" in window.services.strip.text


def test_personal_data_are_destroyed_after_two_questions_with_a_record(stored: Any, wait: Wait, dialogs: Any) -> None:
    stored.tabs.setCurrentIndex(3)
    dialogs.answers.extend(["the purpose has ended", False])
    stored.end.destroy_button.click()
    wait()
    assert stored.table.model.rows[0].name != ""
    dialogs.answers.extend(["the purpose has ended", True])
    stored.end.destroy_button.click()
    wait()
    assert {row.name for row in stored.table.model.rows} == {""}
    assert stored.figures["grants"].number.text() == "28"
    assert not stored.end.destroy_button.isVisible()


def test_no_word_is_clipped_in_result_and_register(
    stored: Any, window: MainWindow, clipped: Callable[[QWidget], list[str]], wait: Wait
) -> None:
    window.set_text_size(150)
    for language in ("kk", "ru"):
        window.set_language(language)
        wait()
        page = window.view.page
        for number in range(page.tabs.count()):
            page.tabs.setCurrentIndex(number)
            for table in (page.table, page.contracts):
                table.view.selectRow(0)
            assert clipped(window) == [], f"{language}, {number}"

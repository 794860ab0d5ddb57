"""The chair's and the secretary's day through real widgets: packet, sheets, conflicts, ranking, winners, protocol."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from openpyxl import load_workbook
from pytestqt.qtbot import QtBot

from models.sitting.acts import Opened
from models.sitting.held.result_files import open_result
from models.sitting.outcome import Standing
from tools.sitting_driver import Driver
from tools.small_sitting import SmallSitting, write_small_sitting
from ui.shell.main_window import MainWindow
from ui.shell.theme import Tone


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> SmallSitting:
    return write_small_sitting(tmp_path_factory.mktemp("sitting"))


def drive(window: MainWindow, qtbot: QtBot, small: SmallSitting, key: str = "s1") -> Driver:
    return Driver(window, lambda: qtbot.waitUntil(lambda: not window.services.tasks.busy, timeout=20_000), small, key)


@pytest.fixture
def driver(window: MainWindow, qtbot: QtBot, small: SmallSitting) -> Driver:
    return drive(window, qtbot, small)


def key_file(path: Path, small: SmallSitting, member: str) -> Path:
    """Write a member's key as ssh-keygen would without passphrase; the slow kind is tested in tests/sealing."""
    path.write_bytes(small.keys[member]._key.private_bytes(Encoding.PEM, PrivateFormat.OpenSSH, NoEncryption()))
    return path


def recounted(matrix: Path) -> dict[str, int]:
    """Return every total that the formulas of a matrix give, by application code."""
    found = {}
    for sheet in load_workbook(matrix).worksheets:
        for row in sheet.iter_rows(min_row=4):
            cells = {cell.coordinate: cell.value for cell in row}
            formulas = [name for name, value in cells.items() if str(value).startswith("=SUM(")]
            for name in formulas:
                cells[name] = sum(_summed(str(cells[name]), cells))
            found[str(row[1].value)] = cells[formulas[-1]]
    return found


def _summed(formula: str, cells: dict[str, Any]) -> Iterator[int]:
    for part in formula.removeprefix("=SUM(").removesuffix(")").split(","):
        first, _, last = part.partition(":")
        names = list(cells)
        for name in names[names.index(first) : names.index(last or first) + 1]:
            yield cells[name] if isinstance(cells[name], int) else 0


def test_the_whole_day_by_hand(driver: Driver, files: Any, dialogs: Any, small: SmallSitting, tmp_path: Path) -> None:
    driver.opened()
    assert isinstance(driver.view.acts[0], Opened)
    driver.take_all()
    sheets = driver.page("sheets")
    assert sheets.missing.tone is Tone.GOOD
    driver.settle_conflicts()
    driver.take_rest()
    driver.rank()
    driver.name_winners()
    page = driver.page("protocol")
    assert driver.view.questions == ()
    dialogs.answers.append(True)
    driver.press(page.close_button)
    assert driver.view.closed
    stick, result = tmp_path / "stick", tmp_path / "contest.result"
    stick.mkdir()
    files.answers.append(key_file(stick / "other", small, "m1"))
    dialogs.answers.append("бөтен")
    driver.press(page.sign)
    assert "is not the key of Үсенбай Ғалымжан Өмірбекұлы" in driver.window.services.strip.text
    assert files.suggested == []  # nobody is asked where to save what can't be signed
    result.write_bytes(b"an older result, whose replacing the dialog asked for")
    files.answers += [key_file(stick / "id_ed25519", small, "m3"), result]
    dialogs.answers.append("құпия сөз")
    driver.press(page.sign)
    opened = open_result(result)
    assert opened.signer_line == small.keys["m3"].public_line
    assert opened.result == driver.place.room.result()
    winners = [
        line.application
        for table in opened.result.outcome.territories
        for line in table.lines
        if line.standing is Standing.WINNER
    ]
    assert len(winners) == 8
    files.answers += [tmp_path / "papers", tmp_path / "matrix.xlsx"]
    (tmp_path / "papers").mkdir()
    driver.press(page.full)
    driver.press(page.matrix)
    assert sorted(one.name for one in (tmp_path / "papers").iterdir()) == [
        "protocol-7-full.pdf",
        "protocol-7-public.pdf",
    ]
    assert recounted(tmp_path / "matrix.xlsx") == {
        line.application: line.total for table in opened.result.outcome.territories for line in table.lines
    }
    papers = page.papers
    page.tabs.setCurrentWidget(papers)
    papers.table.choose("notices")
    files.answers.append(tmp_path / "letters")
    driver.press(papers.write)
    letters = driver.dialog()
    letters.details.setText("Қонаев қ., Жамбыл к-сі, 1")
    letters.number.setText("12")
    driver.press(letters.accept_button)
    people = len(opened.result.manifest.applications) + len(opened.result.manifest.refused)
    assert len(list((tmp_path / "letters").glob("notice-*.pdf"))) == people
    assert {one.name for one in (tmp_path / "letters").iterdir()} >= {"notices.xlsx", "notices.csv"}
    assert driver.window.services.strip.text.endswith(f": {people + 2}")
    assert dialogs.shown == []


def test_the_day_in_two_windows_is_one_result(
    make_window: Callable[..., MainWindow], qtbot: QtBot, small: SmallSitting
) -> None:
    """A laptop that is closed in the middle goes on where it stopped."""
    first = drive(make_window(), qtbot, small)
    first.opened()
    first.take_all()
    questions = first.view.questions
    first.window.services.session.forget()
    second = drive(make_window(), qtbot, small)
    second.idle()
    assert second.view.questions == questions
    assert second.view.acts == first.view.acts

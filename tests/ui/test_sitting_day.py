"""The chair's and the secretary's day through real widgets: packet, sheets, conflicts, ranking, winners, protocol."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from models.sitting.acts import Opened
from models.sitting.outcome import Standing
from models.sitting.result_files import open_result
from tools.small_sitting import SmallSitting, write_small_sitting
from ui.shell.main_window import MainWindow
from ui.shell.theme import Tone
from ui.sitting.dialog import WideDialog


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> SmallSitting:
    return write_small_sitting(tmp_path_factory.mktemp("sitting"))


class Driver:
    """Works the window as a person does, and waits as a person waits."""

    def __init__(self, window: MainWindow, qtbot: QtBot, small: SmallSitting, key: str = "s1") -> None:
        self.window, self.qtbot, self.small = window, qtbot, small
        window.services.session._key = small.keys[key]
        window.enter("sitting")

    @property
    def place(self) -> Any:
        return self.window.place

    @property
    def view(self) -> Any:
        return self.place.view

    def page(self, key: str) -> Any:
        assert self.window.view is not None
        assert self.window.view.go(key)
        return self.window.view.page

    def idle(self) -> None:
        self.qtbot.waitUntil(lambda: not self.window.services.tasks.busy, timeout=20_000)
        QApplication.processEvents()

    def press(self, button: Any) -> None:
        assert button.isVisibleTo(self.window), button.text()
        assert button.isEnabled(), button.text()
        button.click()
        self.idle()

    def dialog(self) -> Any:
        found = [one for one in self.window.findChildren(WideDialog) if one.isVisible()]
        return found[-1]

    def open_packet(self) -> Any:
        self.window.open_paths([self.small.packet])
        self.idle()
        return self.page("sitting")

    def opened(self) -> None:
        page = self.open_packet()
        page.number.setText("7")
        page.where.setText("Қонаев")
        self.press(page.open_button)
        page.rows.choose_all("present")
        self.press(page.attendance_button)
        page.votes.rows.choose_all("for")
        page.chair.setCurrentIndex(page.chair.findData("m3"))
        self.press(page.elect_button)

    def take_all(self) -> None:
        self.place.take(self.small.sheets)
        self.idle()

    def settle_conflicts(self) -> None:
        page = self.page("conflicts")
        self.press(page.decide)
        dialog = self.dialog()
        dialog.reason.setPlainText("Таныс емес")
        dialog.conflict.setCurrentIndex(dialog.conflict.findData("no"))
        dialog.votes.rows.choose_all("for")
        self.press(dialog.accept_button)
        self.press(page.settle)
        dialog = self.dialog()
        dialog.sides[0].setChecked(True)
        dialog.reason.setPlainText("Мүшенің сөзі")
        self.press(dialog.accept_button)

    def take_rest(self) -> None:
        """Bring a further revision of m4, now that the doubt is settled, as the member would hand it in."""
        from datetime import timedelta

        from models.scoring.sheet_files import seal_sheet
        from models.scoring.sheets import ApplicationMarks

        last = self.view.state.merged.heads["m4"][0]
        pattern = next(one for one in last.applications if one.application == "ALM-0010")
        rows = tuple(
            ApplicationMarks(application="ALM-0011", marks=pattern.marks) if one.application == "ALM-0011" else one
            for one in last.applications
        )
        from models.scoring.sheets import Answer, Declaration

        declarations = tuple(
            Declaration(application=one.application, answer=Answer.NO_CONFLICT) for one in last.declarations
        )
        sheet = last.model_copy(
            update={
                "revision": 2,
                "previous": last.digest(),
                "correction": "Комиссия шешті",
                "handed_in": last.handed_in + timedelta(days=1),
                "applications": rows,
                "declarations": declarations,
            }
        )
        path = self.small.packet.parent / "m4-r2.sheet"
        path.write_bytes(seal_sheet(sheet, self.small.keys["m4"], self.view.manifest.roster))
        self.window.open_paths([path])
        self.idle()

    def rank(self) -> None:
        page = self.page("ranking")
        tabs = page.territories
        page.tabs.setCurrentWidget(tabs["abai"])
        self.press(tabs["abai"].ways_button)
        dialog = self.dialog()
        dialog.choices[0].setChecked(True)
        dialog.reason.setPlainText("Парақ толық емес")
        self.press(dialog.accept_button)
        page.tabs.setCurrentWidget(tabs["almaty-region"])
        self.press(tabs["almaty-region"].tie_button)
        dialog = self.dialog()
        for (_, code), box in dialog.ticks.items():
            box.setChecked(code in ("ALM-0006", "ALM-0007", "ALM-0008"))
        self.press(dialog.accept_button)

    def name_winners(self) -> None:
        page = self.page("winners")
        for number in range(page.tabs.count()):
            page.tabs.setCurrentIndex(number)
            self.press(page.name)
            dialog = self.dialog()
            dialog.votes.rows.choose_all("for")
            self.press(dialog.accept_button)


@pytest.fixture
def driver(window: MainWindow, qtbot: QtBot, small: SmallSitting) -> Driver:
    return Driver(window, qtbot, small)


def key_file(path: Path, small: SmallSitting, member: str) -> Path:
    """Write a member's key as ssh-keygen would without passphrase; the slow kind is tested in tests/sealing."""
    path.write_bytes(small.keys[member]._key.private_bytes(Encoding.PEM, PrivateFormat.OpenSSH, NoEncryption()))
    return path


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
    assert (tmp_path / "matrix.xlsx").stat().st_size > 5_000
    assert dialogs.shown == []


def test_wrong_key_is_told_and_nothing_is_written(
    driver: Driver, files: Any, dialogs: Any, small: SmallSitting, tmp_path: Path
) -> None:
    driver.opened()
    driver.take_all()
    driver.settle_conflicts()
    driver.take_rest()
    driver.rank()
    driver.name_winners()
    page = driver.page("protocol")
    dialogs.answers.append(True)
    driver.press(page.close_button)
    files.answers += [key_file(tmp_path / "id", small, "m1"), tmp_path / "x.result"]
    dialogs.answers.append("х")
    driver.press(page.sign)
    assert "elected chair" in driver.window.services.strip.text
    assert not (tmp_path / "x.result").exists()
    assert page.sign.isEnabled()


def test_the_day_in_two_windows_is_one_result(
    make_window: Callable[..., MainWindow], qtbot: QtBot, small: SmallSitting
) -> None:
    """A laptop that is closed in the middle goes on where it stopped."""
    first = Driver(make_window(), qtbot, small)
    first.opened()
    first.take_all()
    questions = first.view.questions
    first.window.services.session.forget()
    second = Driver(make_window(), qtbot, small)
    second.idle()
    assert second.view.questions == questions
    assert second.view.acts == first.view.acts

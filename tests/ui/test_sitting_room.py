"""Forecast, room and projector through real widgets."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from models.contest.counting import Unequal
from models.sitting.acts import ItemClosed, ItemOpened, MemberLeft, MemberReturned
from models.sitting.outcome import Standing
from models.sitting.replay import replay
from tools.sitting_driver import Driver
from tools.small_sitting import SmallSitting, write_small_sitting
from ui.shell.main_window import MainWindow
from ui.shell.theme import Tone


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> SmallSitting:
    return write_small_sitting(tmp_path_factory.mktemp("room"))


@pytest.fixture
def drive(qtbot: QtBot, small: SmallSitting) -> Callable[..., Driver]:
    def make(window: MainWindow) -> Driver:
        return Driver(window, lambda: qtbot.waitUntil(lambda: not window.services.tasks.busy, timeout=20_000), small)

    return make


def forecast_of(driver: Driver, qtbot: QtBot) -> Any:
    """Wait for the forecast of what is chosen now."""
    page = driver.page("forecast")
    qtbot.waitUntil(lambda: not page._timer.isActive() and not driver.window.services.tasks.busy, timeout=20_000)
    return page


def leave_the_commission(driver: Driver) -> None:
    """m4 was not sure of a conflict: the commission decides that it is one."""
    page = driver.page("conflicts")
    driver.press(page.decide)
    dialog = driver.dialog()
    dialog.reason.setPlainText("Туысы")
    dialog.conflict.setCurrentIndex(dialog.conflict.findData("yes"))
    dialog.votes.rows.choose_all("for")
    driver.press(dialog.accept_button)


def test_the_forecast_follows_every_change(window: MainWindow, drive: Callable[..., Driver], qtbot: QtBot) -> None:
    driver = drive(window)
    driver.open_packet()
    page = forecast_of(driver, qtbot)
    before = page.found
    assert page.validity.tone is Tone.GOOD
    assert [one.comparable for one in before.territories] == ["open", "open"]
    for member in ("m1", "m2", "m3"):
        page.rows.buttons[member, "absent"].click()
    page = forecast_of(driver, qtbot)
    assert page.validity.tone is Tone.WARN
    assert "needed: 3" in page.validity.label.text()
    page.rows.choose_all("present")
    page.member.setCurrentIndex(page.member.findData("m2"))
    page.application.setCurrentIndex(page.application.findData("ABA-0001"))
    driver.press(page.add_button)
    page = forecast_of(driver, qtbot)
    assert page.found.attendance.left == ("m2",)  # this profile: out of the commission
    driver.press(page.clear_button)
    assert forecast_of(driver, qtbot).found == before
    assert driver.view.acts == ()


def test_lists_by_each_way_stand_beside_each_other(
    window: MainWindow, drive: Callable[..., Driver], qtbot: QtBot
) -> None:
    driver = drive(window)
    driver.opened()
    driver.take_all()
    driver.settle_conflicts()
    driver.take_rest()
    page = forecast_of(driver, qtbot)
    page.rows.buttons["m5", "absent"].click()  # whose sheet is incomplete in Abai
    page = forecast_of(driver, qtbot)
    tab = page.territories["abai"]
    rows = {row.cells.application: row for row in tab.table.model.rows}
    assert rows["ABA-0003"].cells.missing == ("m5",)
    ways = {one.way: one for one in page.found.territories[1].ways}
    assert ways[Unequal.LEAVE_POOL].leaving == ("m5",)
    line = rows["ABA-0001"].lines[1]
    assert line is not None
    assert (line.standing, line.number_of_marks) == (Standing.PROPOSED, 4)
    assert tab.comparable.tone is Tone.WARN
    hidden = [tab.table.view.isColumnHidden(column) for column in range(tab.table.model.columnCount())]
    shown = [column.title for column, gone in zip(tab.table.model.columns, hidden, strict=True) if not gone]
    assert "List: members leave" in shown
    assert "List" not in shown
    assert page.territories["almaty-region"].comparable.tone is Tone.GOOD


def test_an_agenda_in_the_room_writes_the_minutes(
    window: MainWindow, drive: Callable[..., Driver], dialogs: Any
) -> None:
    driver = drive(window)
    driver.opened()
    driver.take_all()
    leave_the_commission(driver)
    page = driver.page("room")
    assert not page.close_button.isEnabled()
    driver.press(page.window_button)
    projector = page.projector
    assert "Leave the room: Ким Елена Олеговна" in projector.leave.text()
    driver.press(page.open_button)
    assert [type(act) for act in driver.view.acts[-2:]] == [MemberLeft, ItemOpened]
    assert projector.item.text() == "Item 1"
    shown = "\n".join(label.text() for label in projector.findChildren(QLabel))
    private = ["Туысы", "conflict", *(one.applicant for one in driver.small.manifest.applications)]
    assert [words for words in private if words in shown] == []
    assert not projector.leave.isVisibleTo(projector)
    assert "Ким Елена Олеговна" in projector.out.text()
    assert "There is a quorum" in projector.quorum.text()
    driver.press(page.doors["m1"])
    driver.press(page.doors["m2"])
    assert page.status.tone is Tone.BAD
    assert page.stopped.isVisibleTo(page)
    assert "NO QUORUM" in projector.quorum.text()
    assert projector.item.text() == "Item 1 has stopped"
    assert not page.open_button.isEnabled()
    driver.press(page.doors["m1"])
    assert isinstance(driver.view.acts[-1], MemberReturned)
    driver.press(page.open_button)
    dialogs.answers.append("Түскі үзіліс")
    driver.press(page.stop_button)
    stopped = driver.view.acts[-1]
    assert isinstance(stopped, ItemClosed)
    assert stopped.reason == "Түскі үзіліс"
    driver.press(page.open_button)
    driver.press(page.close_button)
    assert projector.item.text() == "Next: item 4"  # the other territory has its own
    assert {row.applications.partition(":")[0] for row in page.agenda.model.rows} == {"Abai region", "Almaty region"}
    assert "Applications of one territory stay together" in page.told.text()
    driver.press(page.open_button)
    driver.press(page.close_button)
    assert projector.item.text() == "The agenda is finished"
    page.other.setText("Әртүрлі")
    driver.press(page.other_button)
    assert projector.item.text() == "Item 5. Әртүрлі"
    driver.press(page.close_button)
    endings = [row.state for row in page.agenda.model.rows]
    assert endings == ["closed", "closed", "closed", "stopped", "stopped: no quorum"]
    assert "The quorum was lost; the item stopped." in "".join(row[2] for row in page.course.model.rows)
    room = driver.place.room
    assert replay(room.manifest, [one.sheet for one in room.sheets], room.acts) == ()
    projector.close()


def test_the_projector_becomes_a_window_where_its_display_goes(
    window: MainWindow, drive: Callable[..., Driver], qtbot: QtBot
) -> None:
    """Qt would leave it over the whole of the only display left, which is the secretary's."""
    driver = drive(window)
    driver.opened()
    page = driver.page("room")
    driver.press(page.window_button)
    page.projector.showFullScreen()
    app = QGuiApplication.instance()
    assert isinstance(app, QGuiApplication)
    app.screenRemoved.emit(app.primaryScreen())
    qtbot.waitUntil(lambda: not page.projector.isFullScreen())
    assert page.projector.isVisible()
    page.projector.close()
    app.screenAdded.emit(app.primaryScreen())
    driver.idle()
    assert not page.projector.isVisible()


@pytest.mark.parametrize("spoken", ["kk", "ru"])
def test_words_fit_in_forecast_room_and_projector(
    make_window: Callable[..., MainWindow],
    drive: Callable[..., Driver],
    clipped: Callable[[QWidget], list[str]],
    qtbot: QtBot,
    spoken: str,
) -> None:
    window = make_window(language=spoken, text_size=150)
    driver = drive(window)
    driver.opened()
    driver.take_all()
    forecast_of(driver, qtbot)
    window.services.strip.clear()
    found = {"forecast": clipped(window)}
    leave_the_commission(driver)
    page = driver.page("room")
    driver.idle()
    window.services.strip.clear()
    found["room"] = clipped(window)
    driver.press(page.window_button)
    for size in (QSize(1366, 768), QSize(1920, 1080), QSize(1024, 600)):
        page.projector.resize(size)
        qtbot.wait(1)
        found[f"before {size.width()}"] = clipped(page.projector)
    driver.press(page.open_button)
    found["item"] = clipped(page.projector)
    driver.press(page.doors["m1"])
    driver.press(page.doors["m2"])
    window.services.strip.clear()
    found["no quorum"] = [*clipped(page.projector), *clipped(window)]
    qtbot.keyClick(page.projector, Qt.Key.Key_F11)
    assert page.projector.isFullScreen()
    qtbot.keyClick(page.projector, Qt.Key.Key_Escape)
    assert not page.projector.isFullScreen()
    page.projector.close()
    assert {key: words for key, words in found.items() if words} == {}

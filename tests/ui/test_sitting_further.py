"""A further sitting, trial decisions and both results of a reopened mark, through real widgets."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from models.scoring.workspace.packets import remember_packet
from models.scoring.workspace.store import Workspace
from models.sitting.acts import NextNamed, Opened, WinnerLeft
from models.sitting.held.result_files import open_result
from models.sitting.held.room import Room
from models.sitting.outcome import Standing
from models.sitting.saying import standing_text
from tools.sitting_driver import Driver
from tools.small_day import AT, LATER, first_day
from tools.small_sitting import SmallSitting, write_small_sitting
from ui.shell.main_window import MainWindow
from ui.shell.place import StepState
from ui.shell.theme import Tone
from ui.sitting import opening_page, place
from ui.sitting.winners import further_dialogs


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> SmallSitting:
    return write_small_sitting(tmp_path_factory.mktemp("further"))


@pytest.fixture(scope="module")
def first(small: SmallSitting, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the signed result of a first sitting that was held on another laptop."""
    folder = tmp_path_factory.mktemp("held")
    with Workspace.create_or_open(folder / "laptop", small.keys["s1"]) as workspace:
        room = Room(workspace, remember_packet(workspace, small.packet, at=AT))
        room.take(small.sheets, at=AT)
        room.act_all(first_day(room))
        room.write_result(folder / "first.result", small.keys["m3"])
    return folder / "first.result"


@pytest.fixture
def drive(qtbot: QtBot, small: SmallSitting) -> Callable[..., Driver]:
    def make(window: MainWindow, key: str = "m3") -> Driver:
        return Driver(
            window, lambda: qtbot.waitUntil(lambda: not window.services.tasks.busy, timeout=20_000), small, key
        )

    return make


@pytest.fixture
def _a_fortnight_later(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (place, opening_page, further_dialogs):
        monkeypatch.setattr(module, "now", lambda: LATER)


def further(driver: Driver, dialogs: Any, result: Path) -> None:
    """Open a result and begin a further sitting up to the chair."""
    driver.window.open_paths([result])
    driver.idle()
    page = driver.page("protocol")
    dialogs.answers.append(True)
    driver.press(page.further)
    page = driver.page("sitting")
    assert page.continued.isVisibleTo(driver.window)
    assert "№ 7 (06.05.2024)" in page.continued.label.text()
    assert page.number.text() == "8"
    assert page.rows.chosen() == {}
    driver.press(page.open_button)
    page.rows.choose_all("present")
    driver.press(page.attendance_button)
    page.votes.rows.choose_all("for")
    page.chair.setCurrentIndex(page.chair.findData("m3"))
    driver.press(page.elect_button)
    assert page.following.isEnabled()


@pytest.mark.usefixtures("_a_fortnight_later")
def test_a_winner_leaves_and_the_next_follows(
    window: MainWindow, drive: Callable[..., Driver], files: Any, dialogs: Any, first: Path, tmp_path: Path
) -> None:
    driver = drive(window)
    further(driver, dialogs, first)
    assert driver.place.step_info("winners").state is StepState.NEXT
    assert driver.place.step_info("ranking").state is StepState.DONE  # it stands from the first sitting
    assert not driver.page("sheets").drop.isVisibleTo(window)
    page = driver.page("winners")
    assert page.state.tone is Tone.GOOD
    table = page.tables["almaty-region"]
    assert page.name.isEnabled()  # no grant is free, but what is saved may be given with the operator's consent
    table.choose("ALM-0001")
    driver.press(page.out)
    dialog = driver.dialog()
    assert not dialog.accept_button.isEnabled()
    dialog.how.setCurrentIndex(dialog.how.findData("disqualified"))
    assert dialog.votes.isVisibleTo(dialog)
    dialog.how.setCurrentIndex(dialog.how.findData("contract-failed"))
    assert not dialog.votes.isVisibleTo(dialog)
    dialog.document.setText("№ 14-х")
    dialog.reason.setPlainText("Мерзімінде қол қоймады")
    driver.press(dialog.accept_button)
    assert driver.view.outcome.line("ALM-0001").standing is Standing.OUT
    assert standing_text(driver.view.outcome.line("ALM-0001")) == "no contract came about"
    assert driver.place.step_info("winners").state is StepState.NEXT  # a grant is free and somebody could follow
    assert page.state.tone is Tone.WARN
    driver.press(page.name)
    dialog = driver.dialog()
    assert [code for code, box in dialog.instead.items() if box.isChecked()] == ["ALM-0001"]
    equal = driver.view.followings["almaty-region"].choice
    assert len(equal) == 2
    dialog.rows.ticks[equal[1]].setChecked(True)
    dialog.votes.rows.choose_all("for")
    assert "the reason is needed" in dialog.order.text()
    assert not dialog.accept_button.isEnabled()
    dialog.reason.setPlainText("Ауылдағы жалғыз жоба")
    driver.press(dialog.accept_button)
    assert driver.view.outcome.line(equal[1]).standing is Standing.WINNER
    assert [type(act) for act in driver.view.state.session.acts if isinstance(act, WinnerLeft | NextNamed)] == [
        WinnerLeft,
        NextNamed,
    ]
    page = driver.page("protocol")
    dialogs.answers.append(True)
    driver.press(page.close_button)
    files.answers.append(tmp_path / "second.result")
    driver.press(page.sign)
    second = open_result(tmp_path / "second.result")
    assert second.unlawful == ()
    assert second.result.acts[: -len(driver.view.state.session.acts)] == open_result(first).result.acts
    assert dialogs.shown == []
    assert driver.place.step_info("protocol").state is StepState.DONE


def test_the_only_sitting_of_the_laptop_can_be_left_for_another_packet(
    window: MainWindow, drive: Callable[..., Driver]
) -> None:
    driver = drive(window)
    page = driver.open_packet()
    driver.press(page.other)
    assert driver.place.room is None
    assert [one.packet.id for one in driver.place.known] == [driver.small.packet_id]
    assert page.drop.isVisibleTo(window)


@pytest.mark.usefixtures("_a_fortnight_later")
def test_a_third_sitting_begins_anew(
    window: MainWindow, drive: Callable[..., Driver], dialogs: Any, first: Path
) -> None:
    driver = drive(window)
    further(driver, dialogs, first)
    opened = [act for act in driver.view.acts if isinstance(act, Opened)]
    assert [act.number for act in opened] == ["7", "8"]
    driver.place.leave_packet()
    driver.idle()
    driver.window.open_paths([first])
    driver.idle()
    dialogs.answers.append(True)
    driver.press(driver.page("protocol").further)
    assert not driver.place.further  # it is open still: it goes on where it stopped
    assert driver.view.state.session.number == 2


def test_decisions_are_tried_and_thrown_away(window: MainWindow, drive: Callable[..., Driver]) -> None:
    driver = drive(window, "s1")
    driver.opened()
    driver.take_all()
    driver.settle_conflicts()
    driver.take_rest()
    before = driver.view.acts
    page = driver.page("ranking")
    page.tabs.setCurrentWidget(page.territories["almaty-region"])
    driver.press(page.trials)
    dialog = driver.dialog()
    dialog.kind.setCurrentIndex(dialog.kind.findData("tie"))
    driver.press(dialog.add)
    assert [trial.name for trial in dialog.trials.chosen()] == ["Trial 1"]
    dialog.name.setText("Без ALM-0001")
    dialog.kind.setCurrentIndex(dialog.kind.findData("out"))
    dialog.fields["out-code"].setCurrentIndex(dialog.fields["out-code"].findData("ALM-0001"))
    driver.press(dialog.add)
    assert dialog.held.names == ("Trial 1", "Без ALM-0001")
    (trial,) = dialog.trials.chosen()
    assert trial.found.lost == ("ALM-0001",)
    assert [change.application for change in dialog.changes.chosen()] == []
    dialog.kind.setCurrentIndex(dialog.kind.findData("sum"))
    dialog.kind.setCurrentIndex(dialog.kind.findData("sum"))
    for code in ("ALM-0002", "ALM-0005"):
        dialog.fields["sum-code"].setCurrentIndex(dialog.fields["sum-code"].findData(code))
        assert dialog.sum.value() == driver.view.outcome.line(code).asked > 0
    driver.press(dialog.away)
    assert dialog.held.names == ("Trial 1",)
    driver.press(dialog.all_away)
    assert driver.place.room.trials.names == ()
    assert driver.view.acts == before
    assert driver.place.room.acts == before


def test_the_chair_sees_both_results_before_a_mark_is_changed(window: MainWindow, drive: Callable[..., Driver]) -> None:
    driver = drive(window, "s1")
    driver.opened()
    driver.take_all()
    driver.settle_conflicts()
    driver.take_rest()
    page = driver.page("ranking")
    tab = page.territories["almaty-region"]
    page.tabs.setCurrentWidget(tab)
    tab.table.choose("ALM-0009")
    driver.press(page.details)
    marks = driver.dialog()
    marks.table.view.selectRow(0)
    driver.press(marks.change)
    dialog = driver.dialog()
    dialog.reason.setPlainText("Қате қойған")
    assert not dialog.accept_button.isEnabled()
    dialog.points.setValue(dialog.points.value() + 1)
    driver.idle()
    assert dialog.both.told
    assert [change.application for change in dialog.both.found.changes] == ["ALM-0009"]
    assert dialog.accept_button.isEnabled()
    driver.press(dialog.accept_button)
    (kept,) = driver.place.room.result().reopened
    assert kept.lines[0].application == "ALM-0009"

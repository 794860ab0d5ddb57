"""What a laptop keeps of a sitting, through real widgets: after the program ended, and when the text changes size."""

from collections.abc import Callable
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from tools.sitting_driver import Driver
from tools.small_day import first_day
from tools.small_sitting import SmallSitting, write_small_sitting
from ui.shell.main_window import MainWindow
from ui.shell.place import StepState
from ui.sitting.view import View


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> SmallSitting:
    return write_small_sitting(tmp_path_factory.mktemp("kept"))


@pytest.fixture
def drive(qtbot: QtBot, small: SmallSitting) -> Callable[[MainWindow], Driver]:
    def make(window: MainWindow) -> Driver:
        return Driver(window, lambda: qtbot.waitUntil(lambda: not window.services.tasks.busy, timeout=30_000), small)

    return make


def told_when_left(driver: Driver) -> str:
    """Leave the sitting, read what the list says of it, and open it again."""
    driver.press(driver.page("sitting").other)
    (button,) = driver.page("sitting").known_buttons
    driver.press(button)
    return str(button.accessibleDescription().splitlines()[-1])


def record(driver: Driver, stop: int | None) -> None:
    """Record the acts of the day up to number `stop`."""
    room = driver.place.room
    room.act_all(islice(first_day(room), len(room.acts), stop))
    driver.place.show_view(View.of(room))


def test_a_program_started_again_knows_what_the_chair_signed(
    make_window: Callable[..., MainWindow],
    drive: Callable[[MainWindow], Driver],
    small: SmallSitting,
    files: Any,
    tmp_path: Path,
) -> None:
    driver = drive(make_window())
    driver.open_packet()
    assert told_when_left(driver) == "Not opened yet."
    driver.take_all()
    record(driver, 1)
    assert told_when_left(driver) == "Sitting No. 7 of 06.05.2024: under way."
    record(driver, None)
    assert told_when_left(driver) == "Sitting No. 7 of 06.05.2024: closed, not signed yet."
    files.answers.append(tmp_path / "a.result")
    driver.page("protocol")._write_result(small.keys["m3"])
    driver.idle()
    signed = driver.place.result
    assert told_when_left(driver) == "Sitting No. 7 of 06.05.2024: closed, the result is signed."
    driver.window.close()
    again = drive(make_window())
    again.page("sitting")
    again.idle()
    assert again.place.result == signed
    assert (tmp_path / "a.result").read_bytes() == again.place.result.data
    assert again.place.step_info("protocol").state is StepState.DONE
    assert again.page("protocol").full.isEnabled()


def test_what_the_result_hangs_on_stays_when_the_text_changes_size(
    window: MainWindow, drive: Callable[[MainWindow], Driver]
) -> None:
    driver = drive(window)
    driver.opened()
    for step in (driver.take_all, driver.settle_conflicts, driver.take_rest, driver.rank):
        step()
    driver.press(driver.page("change").compute)
    answer, told = driver.page("change").answer, driver.page("change").notice.label.text()
    window.set_text_size(150)
    page = driver.page("change")
    assert page.answer is answer is not None
    assert (list(page.territories), page.notice.label.text()) == (["almaty-region", "abai"], told)
    assert page.compute.isEnabled()
    window.set_language("ru")
    assert driver.page("change").answer is None  # its sentences were said in another language

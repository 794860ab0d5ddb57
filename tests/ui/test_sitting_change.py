"""Would it change? By real widgets: computed on demand, gone when the sitting changes, for chair and secretary only."""

from fractions import Fraction

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from models.wording import decimal
from tools.sitting_driver import Driver
from tools.small_sitting import SmallSitting, write_small_sitting
from ui.shell.language import speak
from ui.shell.main_window import MainWindow
from ui.shell.place import StepState
from ui.sitting.change.tables import signed


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> SmallSitting:
    return write_small_sitting(tmp_path_factory.mktemp("change"))


def drive(window: MainWindow, qtbot: QtBot, small: SmallSitting, key: str = "s1") -> Driver:
    return Driver(window, lambda: qtbot.waitUntil(lambda: not window.services.tasks.busy, timeout=30_000), small, key)


def test_what_the_result_hangs_on_is_computed_and_forgotten(
    window: MainWindow, qtbot: QtBot, small: SmallSitting
) -> None:
    driver = drive(window, qtbot, small)
    driver.opened()
    page = driver.page("change")
    assert not page.compute.isEnabled()
    assert "Marks are still expected from" in page.notice.label.text()
    driver.take_all()
    driver.settle_conflicts()
    driver.take_rest()
    driver.rank()
    acts = driver.view.acts
    page = driver.page("change")
    assert page.notice.height() < page.height() // 3  # a line of words, not the whole page
    page.compute.setFocus()
    page.compute.click()
    assert window.focusWidget() is page.scroller  # not "back", which a second press of the space bar would take
    driver.idle()
    tab = page.territories["almaty-region"]
    assert "ALM-0004" in tab.flip.label.text()
    assert [row.held.application for row in tab.applications.model.rows[:3]] == ["ALM-0001", "ALM-0002", "ALM-0003"]
    assert [row.held.winner_under for row in tab.applications.model.rows[:4]] == ["all", "all", "all", "some"]
    assert len(tab.scenarios.model.rows) == 5 + 10 + 5 + 3
    assert {one.member for one in tab.members.model.rows} == {"m1", "m2", "m3", "m4", "m5"}
    assert [plot.accessibleName() for plot in (tab.cut, tab.heat, tab.severity)] == [
        "Totals about the cut line", "Sum of points by member and application", "Severity by member",
    ]  # fmt: skip
    assert "ALM-0008" in tab.cut.accessibleDescription()
    for number in range(tab.views.count()):
        tab.views.setCurrentIndex(number)
    *same, looked = driver.view.acts
    assert (tuple(same), looked.kind, looked.by) == (acts, "aid-opened", "s1")  # of what it shows nothing is recorded
    assert len(looked.sheets) == len(driver.view.sheets)
    page.compute.click()
    driver.idle()
    assert driver.view.acts[-1] is looked
    assert page.answer is not None
    driver.name_winners()
    page = driver.page("change")
    assert (page.answer, page.territories) == (None, {})


def test_numbers_have_the_decimal_sign_of_the_language(qapp: QApplication) -> None:
    said = {}
    for language in ("kk", "ru", "en"):
        speak(qapp, language)
        said[language] = (decimal(18.43), signed(Fraction(-1, 2)), signed(0.25))
    assert said == {
        "kk": ("18,43", "−0,50", "+0,25"),
        "ru": ("18,43", "−0,50", "+0,25"),
        "en": ("18.43", "−0.50", "+0.25"),
    }


def test_a_member_finds_the_step_closed(window: MainWindow, qtbot: QtBot, small: SmallSitting) -> None:
    driver = drive(window, qtbot, small)
    driver.opened()
    driver.place.person = "m2"
    info = driver.place.step_info("change")
    assert (info.state, info.note) == (StepState.CLOSED, "For chair and secretary")
    for person in ("s1", "m3"):  # the secretary, the chair
        driver.place.person = person
        assert driver.place.step_info("change").state is StepState.OPEN

"""Pages of the sitting one by one: words fit, files are answered, votes are counted, a watched folder brings sheets."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from models.protocol.papers.notices import Sender
from tools.sitting_driver import Driver
from tools.small_sitting import SmallSitting, write_small_sitting
from ui.shell.main_window import MainWindow
from ui.shell.theme import Tone
from ui.sitting.dialog import WideDialog
from ui.sitting.protocol.papers_dialogs import NoticesDialog
from ui.sitting.sheets.watching import FolderWatch

STEPS = ("sitting", "sheets", "conflicts", "ranking", "winners", "protocol")


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> SmallSitting:
    return write_small_sitting(tmp_path_factory.mktemp("pages"))


@pytest.fixture
def drive(qtbot: QtBot, small: SmallSitting) -> Callable[..., Driver]:
    def make(window: MainWindow, key: str = "s1") -> Driver:
        def wait() -> None:
            qtbot.waitUntil(lambda: not window.services.tasks.busy, timeout=20_000)

        return Driver(window, wait, small, key)

    return make


@pytest.mark.parametrize("spoken", ["kk", "ru"])
def test_words_fit_at_the_largest_size(
    make_window: Callable[..., MainWindow],
    drive: Callable[..., Driver],
    clipped: Callable[[QWidget], list[str]],
    spoken: str,
) -> None:
    window = make_window(language=spoken, text_size=150)
    driver = drive(window)
    found = {"start": clipped(window)}
    driver.opened()
    driver.take_all()
    for key in STEPS:
        driver.page(key)
        driver.idle()
        window.services.strip.clear()
        found[key] = clipped(window)
    page = driver.page("conflicts")
    for name in ("decide", "settle", "named"):
        driver.press(getattr(page, name))
        found[name] = clipped(driver.dialog())
        driver.dialog().reject()
    driver.settle_conflicts()
    driver.take_rest()
    ranking = driver.page("ranking")
    for code, button in (("abai", "ways_button"), ("almaty-region", "tie_button")):
        tab = ranking.territories[code]
        ranking.tabs.setCurrentWidget(tab)
        driver.press(getattr(tab, button))
        found[button] = clipped(driver.dialog())
        driver.dialog().reject()
    driver.rank()
    winners = driver.page("winners")
    driver.press(winners.name)
    found["name"] = clipped(driver.dialog())
    driver.dialog().reject()
    protocol = driver.page("protocol")
    protocol.tabs.setCurrentWidget(protocol.papers)
    protocol.papers.table.choose("extracts")
    found["papers"] = clipped(window)
    driver.press(protocol.papers.look_at)
    assert driver.dialog().viewer.count == 2
    found["paper"] = clipped(driver.dialog())
    driver.dialog().reject()
    NoticesDialog(protocol.papers, Sender()).open()
    found["notices"] = clipped(driver.dialog())
    assert {key: words for key, words in found.items() if words} == {}


def test_a_closed_step_says_why_and_the_first_is_next(window: MainWindow, drive: Callable[..., Driver]) -> None:
    driver = drive(window)
    assert driver.place.step_info("sitting").state.value == "next"
    assert {driver.place.step_info(key).state.value for key in STEPS[1:]} == {"closed"}
    driver.open_packet()
    assert [driver.place.step_info(key).state.value for key in STEPS] == [
        "next",
        "open",
        "open",
        "open",
        "open",
        "open",
    ]
    driver.opened()
    driver.take_all()
    states = [driver.place.step_info(key).state.value for key in STEPS]
    assert states == ["done", "next", "open", "open", "open", "open"]


def test_sheets_without_a_sitting_are_refused_with_the_cure(window: MainWindow, drive: Callable[..., Driver]) -> None:
    driver = drive(window)
    window.open_paths([driver.small.sheets[0]])
    driver.idle()
    assert "Open the packet of the contest first" in window.services.strip.text


def test_every_brought_file_has_its_answer(
    window: MainWindow, drive: Callable[..., Driver], small: SmallSitting, tmp_path: Path
) -> None:
    driver = drive(window)
    driver.opened()
    broken = tmp_path / "broken.sheet"
    broken.write_bytes(small.sheets[0].read_bytes()[:-9])
    page = driver.page("sheets")
    assert page.missing.tone is Tone.WARN
    assert "Соколов Виктор Андреевич" in page.missing.label.text()
    page.drop.dropped.emit([small.sheets[0], broken])
    driver.idle()
    shown = [[page.files.model.index(row, column).data() for column in (0, 1)] for row in range(2)]
    assert shown == [["broken.sheet", "refused"], ["m1.sheet", "taken"]]
    assert window.services.strip.text == "Sheets taken: 1; already there: 0; refused: 1."
    assert "damaged" in page.reason.text()


def test_quorum_is_told_in_numbers_while_people_are_ticked(window: MainWindow, drive: Callable[..., Driver]) -> None:
    driver = drive(window)
    page = driver.open_packet()
    page.number.setText("7")
    page.where.setText("Қонаев")
    driver.press(page.open_button)
    assert not page.attendance_button.isEnabled()
    page.rows.choose_all("absent")
    page.rows.buttons["m1", "present"].click()
    page.rows.buttons["m2", "remote"].click()
    assert page.quorum.label.text().startswith("Quorum: no. Members: 5; taking part: 2; needed: 3.")
    driver.press(page.attendance_button)
    assert window.services.strip.tone is Tone.WARN
    page.rows.buttons["m3", "present"].click()
    assert page.quorum.label.text().startswith("Quorum: yes. Members: 5; taking part: 3; needed: 3.")
    driver.press(page.attendance_button)
    assert page.votes.told.text() == "For: 0; against: 0; abstained: 0. Needed: 2 of 3 with a vote."
    assert set(page.votes.rows.buttons) == {
        (member, choice) for member in ("m1", "m2", "m3") for choice in ("for", "against", "abstained")
    }
    page.votes.rows.buttons["m1", "for"].click()
    assert not page.elect_button.isEnabled()
    page.votes.rows.buttons["m2", "for"].click()
    driver.press(page.elect_button)
    assert driver.view.state.chair == "m1"


def test_a_whole_sheet_under_the_name_of_a_broken_one_takes_the_refusal_away(
    window: MainWindow, drive: Callable[..., Driver], small: SmallSitting, tmp_path: Path
) -> None:
    """A sheet that is still being copied onto the stick is brought too early, then again."""
    driver = drive(window)
    driver.opened()
    page = driver.page("sheets")
    sheet = tmp_path / "m1.sheet"
    for data in (small.sheets[0].read_bytes()[:-9], small.sheets[0].read_bytes()):
        sheet.write_bytes(data)
        driver.place.take([sheet])
        driver.idle()
    assert page.reason.text() == ""


def test_a_member_changes_a_mark_with_a_reason(window: MainWindow, drive: Callable[..., Driver]) -> None:
    driver = drive(window)
    driver.opened()
    driver.take_all()
    page = driver.page("ranking")
    tab = page.territories["almaty-region"]
    tab.table.choose("ALM-0003")
    driver.press(page.details)
    marks = driver.dialog()
    marks.table.choose(("m1", "C1"))
    driver.press(marks.change)
    change = driver.dialog()
    old = change.points.value()
    change.points.setValue(old - 1)
    driver.idle()  # both results are computed, and shown before anything is recorded
    change.reason.setPlainText("Қателестім")
    before = driver.view.outcome.line("ALM-0003").total
    driver.press(change.accept_button)
    assert driver.view.outcome.line("ALM-0003").total == before - 1
    assert driver.view.acts[-1].kind == "mark-reopened"


def test_an_open_question_leads_to_its_page(window: MainWindow, drive: Callable[..., Driver]) -> None:
    driver = drive(window)
    driver.opened()
    page = driver.page("protocol")
    assert not page.close_button.isEnabled()
    page.questions.opened.emit(driver.view.questions[0])
    assert window.view is not None
    assert window.view.page is not None
    assert window.view.page.key == "sheets"


def test_a_stranger_may_look_and_records_nothing(window: MainWindow, drive: Callable[..., Driver]) -> None:
    driver = drive(window, key="s1")
    page = driver.open_packet()
    driver.place.person = ""
    page.refresh()
    page.where.setText("Қонаев")
    assert page.stranger.isVisible()
    assert not page.open_button.isEnabled()


@pytest.mark.parametrize(("key", "warned"), [("s1", False), ("m1", False), ("m2", True)])
def test_a_member_whose_key_opens_no_sheet_is_told_before_the_opening(
    window: MainWindow, drive: Callable[..., Driver], key: str, *, warned: bool
) -> None:
    driver = drive(window, key=key)
    page = driver.open_packet()
    assert page.opening.isVisible()
    assert page.stranger.isVisible() == warned
    people = driver.view.manifest.roster.people
    names = [one.name for one in people if one.id in ("m1", "s1")]
    assert [name in page.stranger.label.text() for name in names] == [True, True]


def test_sheets_dropped_on_the_window_together_get_one_answer(
    window: MainWindow, drive: Callable[..., Driver], small: SmallSitting, tmp_path: Path
) -> None:
    driver = drive(window)
    driver.opened()
    wrong = tmp_path / "no.sheet"
    wrong.write_bytes(b"no sheet")
    window.open_paths([wrong, *small.sheets[:3]])
    driver.idle()
    assert [one.file.name for one in driver.place.brought] == ["m2-r2.sheet", "m2.sheet", "m1.sheet", "no.sheet"]
    assert window.services.strip.text == "Sheets taken: 3; already there: 0; refused: 1."
    page = driver.page("sheets")
    driver.idle()
    assert page.sheets.view.verticalScrollBar().maximum() == 0  # every member in sight, without a bar of its own


def test_locking_the_key_closes_the_sitting(window: MainWindow, drive: Callable[..., Driver]) -> None:
    driver = drive(window)
    driver.opened()
    window.services.session.lock()
    assert driver.view is None
    page = driver.page("sitting")
    assert page.before.isVisible()
    assert not page.after.isVisible()


def test_a_result_file_opens_for_reading(
    window: MainWindow, drive: Callable[..., Driver], small: SmallSitting, tmp_path: Path
) -> None:
    driver = drive(window)
    driver.opened()
    broken = tmp_path / "x.result"
    broken.write_bytes(b"PK")
    window.open_paths([broken])
    driver.idle()
    assert "x.result" in window.services.strip.text
    assert driver.place.result is None


def test_watched_folder_brings_sheets_once_they_stop_growing(qtbot: QtBot, tmp_path: Path) -> None:
    watch = FolderWatch()
    brought: list[list[Path]] = []
    watch.arrived.connect(brought.append)
    (tmp_path / "a.sheet").write_bytes(b"1")
    (tmp_path / "b.txt").write_bytes(b"1")
    watch.start(tmp_path)
    qtbot.waitUntil(lambda: len(brought) == 1, timeout=5_000)
    (tmp_path / "c.sheet").write_bytes(b"2")
    watch.look()
    qtbot.waitUntil(lambda: len(brought) == 2, timeout=5_000)
    assert brought == [[tmp_path / "a.sheet"], [tmp_path / "c.sheet"]]
    watch.stop()
    assert watch.folder is None
    qtbot.waitUntil(lambda: not watch._looking, timeout=5_000)


def test_sheets_from_the_watched_folder_lead_nobody_away(
    window: MainWindow, drive: Callable[..., Driver], small: SmallSitting
) -> None:
    driver = drive(window)
    driver.opened()
    page = driver.page("conflicts")
    driver.place.watch.arrived.emit([small.sheets[0]])
    driver.idle()
    assert window.services.strip.text == "Sheets taken: 1; already there: 0; refused: 0."
    assert window.view is not None
    assert window.view.page is page


def test_a_folder_that_vanishes_is_told_and_watched_on(qtbot: QtBot, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    watch = FolderWatch()
    watch.start(stick)
    qtbot.waitUntil(lambda: not watch._looking, timeout=5_000)
    stick.rmdir()
    with qtbot.waitSignal(watch.changed, timeout=5_000):
        watch.look()
    assert not watch.reachable
    assert watch.folder == stick
    watch.stop()
    qtbot.waitUntil(lambda: not watch._looking, timeout=5_000)


def test_dialogs_close_on_escape_and_record_nothing(
    window: MainWindow, drive: Callable[..., Driver], qtbot: QtBot
) -> None:
    driver = drive(window)
    driver.opened()
    before = driver.view.acts
    driver.press(driver.page("winners").opinion)
    dialog: Any = driver.dialog()
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    QApplication.processEvents()
    assert [one for one in window.findChildren(WideDialog) if one.isVisible()] == []
    assert driver.view.acts == before

"""Decisions of the sitting in the window: ties and the casting vote, nothing chosen beforehand, the keyboard's way."""

from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from models.contest.counting import TieRule
from models.sitting.acts import Ballot, NotCarried
from models.sitting.outcome import Standing
from models.sitting.winning.lots import draw_lot
from tools.sitting_driver import Driver
from tools.small_sitting import SmallSitting, write_small_sitting
from ui.shell.main_window import MainWindow


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> SmallSitting:
    return write_small_sitting(tmp_path_factory.mktemp("decisions"))


@pytest.fixture
def driver(window: MainWindow, qtbot: QtBot, small: SmallSitting) -> Driver:
    return Driver(window, lambda: qtbot.waitUntil(lambda: not window.services.tasks.busy, timeout=20_000), small)


def test_equal_votes_ask_the_chair(driver: Driver) -> None:
    driver.opened()
    driver.take_all()
    driver.settle_conflicts()
    driver.take_rest()
    tab = driver.page("ranking").territories["almaty-region"]
    driver.press(tab.tie_button)
    dialog = driver.dialog()
    for member, codes in (("m1", (4, 5, 6)), ("m2", (4, 5, 7)), ("m3", (4, 5)), ("m4", (8,))):
        for code in codes:
            dialog.ticks[member, f"ALM-000{code}"].setChecked(True)
    assert not dialog.ticks["m1", "ALM-0007"].isEnabled()
    assert dialog.counts.text().startswith("Voted: 4 of 5; abstained: 0.")
    assert not dialog.casting.isVisible()  # one has not voted yet, so nothing is equal yet
    assert not dialog.accept_button.isEnabled()
    dialog.abstained["m5"].click()
    assert not dialog.ticks["m5", "ALM-0004"].isEnabled()
    assert not dialog.abstained["m1"].isEnabled()
    assert dialog.casting.isVisible()
    assert dialog.chooses.text() == "Үсенбай Ғалымжан Өмірбекұлы chooses: 1 of 3."
    assert [code for code, box in dialog.choices.items() if box.isVisible()] == ["ALM-0006", "ALM-0007", "ALM-0008"]
    driver.press(dialog.accept_button)
    assert "The chair's vote decides" in dialog.refusal.label.text()
    assert dialog.isVisible()
    dialog.choices["ALM-0008"].click()
    assert not dialog.choices["ALM-0007"].isEnabled()
    driver.press(dialog.accept_button)
    assert driver.view.acts[-1].ballots[-1] == Ballot(member="m5", applications=())
    outcome = driver.view.outcome
    won = {code for code in range(4, 9) if outcome.line(f"ALM-000{code}").standing is Standing.PROPOSED}
    assert won == {4, 5, 8}
    assert outcome.line("ALM-0008").settled_by == "chair"


def test_the_keyboard_comes_to_the_buttons_last(driver: Driver) -> None:
    driver.opened()
    driver.take_all()
    driver.press(driver.page("conflicts").decide)
    dialog = driver.dialog()
    ways = [dialog.focusWidget()]
    for _ in range(40):
        dialog.focusNextChild()
        ways.append(dialog.focusWidget())
        if ways[-1] is dialog.cancel:
            break
    assert ways[0] is dialog.conflict
    assert 0 < ways.index(dialog.reason) < ways.index(dialog.votes.rows.everyone)
    assert any(one in ways[: ways.index(dialog.votes.rows.everyone)] for one in dialog.votes.rows.buttons.values())
    assert dialog.scroller not in ways
    assert ways.index(dialog.cancel) > ways.index(dialog.votes.rows.everyone)


def test_equal_votes_without_a_casting_vote_are_voted_again(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    small = write_small_sitting(
        tmp_path, ties=TieRule(then="commission-vote", chair_decides_equal_votes=False, point="п. 9")
    )
    driver = Driver(window, lambda: qtbot.waitUntil(lambda: not window.services.tasks.busy, timeout=20_000), small)
    driver.opened()
    driver.take_all()
    driver.settle_conflicts()
    driver.take_rest()
    driver.press(driver.page("ranking").territories["almaty-region"].tie_button)
    dialog = driver.dialog()
    for member, codes in (("m1", (4, 5, 6)), ("m2", (4, 5, 7)), ("m3", (4, 5)), ("m4", (8,))):
        for code in codes:
            dialog.ticks[member, f"ALM-000{code}"].click()
    dialog.abstained["m5"].click()
    assert dialog.again.isVisible()
    assert "the chair has no casting vote" in dialog.again.label.text()
    assert not dialog.casting.isVisible()  # no choice that would be refused
    assert not dialog.accept_button.isEnabled()
    dialog.ticks["m3", "ALM-0006"].click()
    assert not dialog.again.isVisible()
    assert dialog.accept_button.isEnabled()


def test_a_draw_without_end_is_recorded_and_left_to_a_further_sitting(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    small = write_small_sitting(tmp_path, ties=TieRule(then="commission-vote", chair_decides_equal_votes=False))
    driver = Driver(window, lambda: qtbot.waitUntil(lambda: not window.services.tasks.busy, timeout=20_000), small)
    driver.opened()
    driver.take_all()
    driver.settle_conflicts()
    driver.take_rest()
    tab = driver.page("ranking").territories["almaty-region"]
    for rounds in (1, 2):
        driver.press(tab.tie_button)
        dialog = driver.dialog()
        assert not dialog.lost_button.isVisible()
        for member, code in (("m1", 4), ("m2", 5), ("m3", 6), ("m4", 7)):
            dialog.ticks[member, f"ALM-000{code}"].click()
        dialog.abstained["m5"].click()
        driver.press(dialog.lost_button)
        act = driver.view.acts[-1]
        assert isinstance(act, NotCarried)
        assert act.motion.ballots[1] == Ballot(member="m2", applications=("ALM-0005",))
        assert f"Votes on it that decided nothing: {rounds}." in tab.tie.label.text()
    page = driver.page("winners")
    assert "their places, with the reason" in page.state.label.text()
    driver.press(page.name)
    dialog = driver.dialog()
    assert dialog.rows.chosen() == ["ALM-0001", "ALM-0002", "ALM-0003"]
    dialog.votes.rows.choose_all("against")
    driver.press(dialog.lost_button)
    assert "Write the reason" in dialog.refusal.label.text()  # a round too is about a motion that is lawful
    dialog.reason.setPlainText("Дауыстар екі рет тең болды")
    driver.press(dialog.lost_button)
    assert driver.view.acts[-1].motion.kind == "winners-named"
    driver.press(page.name)
    dialog = driver.dialog()
    dialog.reason.setPlainText("Дауыстар екі рет тең болды")
    dialog.votes.rows.choose_all("for")
    assert not dialog.lost_button.isVisible()
    driver.press(dialog.accept_button)
    table = driver.view.table("almaty-region")
    assert table.left_tied == tuple(f"ALM-000{code}" for code in range(4, 9))
    assert driver.view.outcome.line("ALM-0004").reserve == 1


def test_an_election_that_elects_nobody_is_recorded_once(driver: Driver) -> None:
    page = driver.attended()
    page.chair.setCurrentIndex(page.chair.findData("m1"))
    assert not page.lost_button.isVisible()
    page.votes.rows.choose_all("against")
    driver.press(page.lost_button)
    act = driver.view.acts[-1]
    assert isinstance(act, NotCarried)
    assert (act.motion.chair, driver.view.state.chair) == ("m1", None)
    assert not page.lost_button.isEnabled()
    page.chair.setCurrentIndex(page.chair.findData("m3"))
    assert page.lost_button.isEnabled()


def test_votes_that_decide_by_themselves_leave_the_chair_nothing(driver: Driver) -> None:
    driver.opened()
    driver.take_all()
    driver.settle_conflicts()
    driver.take_rest()
    driver.press(driver.page("ranking").territories["almaty-region"].tie_button)
    dialog = driver.dialog()
    shown = []
    for member in dialog.voters:
        for code in (4, 5, 6):
            dialog.ticks[member, f"ALM-000{code}"].click()
            shown.append(dialog.casting.isVisible())
    assert not any(shown)
    assert dialog.accept_button.isEnabled()


def test_a_lot_is_drawn_from_the_numbers_said(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    """Where the criteria say lot no vote is offered, and nobody sees what is drawn before it is recorded."""
    small = write_small_sitting(tmp_path, ties=TieRule(then="lot", point="п. 9"))
    driver = Driver(window, lambda: qtbot.waitUntil(lambda: not window.services.tasks.busy, timeout=20_000), small)
    driver.opened()
    driver.take_all()
    driver.settle_conflicts()
    driver.take_rest()
    driver.press(driver.page("ranking").territories["almaty-region"].tie_button)
    dialog = driver.dialog()
    assert dialog.focusWidget() is dialog.laid
    assert list(dialog.numbers) == ["m1", "m2", "m3", "m4", "m5", "s1"]
    qtbot.keyClicks(dialog.numbers["m2"], "47x11")
    assert dialog.numbers["m2"].text() == "4711"
    for number, person in enumerate(["m1", "m3", "m4", "m5", "s1"], 1):
        dialog.laid.setChecked(True)
        assert not dialog.accept_button.isEnabled()  # everybody has one: nobody chooses whose count
        qtbot.keyClicks(dialog.numbers[person], str(number))
    dialog.laid.setChecked(False)
    assert not dialog.accept_button.isEnabled()
    dialog.laid.setChecked(True)
    driver.press(dialog.accept_button)
    act = driver.view.acts[-1]
    tied = tuple(f"ALM-000{code}" for code in range(4, 9))
    assert act.order == tuple(ticket.application for ticket in draw_lot("1,4711,2,3,4,5", tied))
    lines = [driver.view.outcome.line(code) for code in act.order]
    assert [line.standing for line in lines] == [Standing.PROPOSED] * 3 + [Standing.RESERVE] * 2
    assert {line.settled_by for line in lines} == {"lot"}
    assert act.laid


def test_nothing_is_decided_beforehand(driver: Driver) -> None:
    """A doubt, a remark and whose opinion it is wait for a choice; a withdrawal takes no vote."""
    driver.opened()
    driver.take_all()
    driver.press(driver.page("conflicts").decide)
    dialog = driver.dialog()
    dialog.reason.setPlainText("Таныс емес")
    dialog.votes.rows.choose_all("for")
    assert not dialog.accept_button.isEnabled()
    dialog.conflict.setCurrentIndex(dialog.conflict.findData("no"))
    assert dialog.accept_button.isEnabled()
    dialog.reject()
    page = driver.page("winners")
    driver.press(page.opinion)
    dialog = driver.dialog()
    dialog.reason.setPlainText("Келіспеймін")
    assert not dialog.accept_button.isEnabled()
    dialog.reject()
    page.tables["almaty-region"].choose("ALM-0012")
    driver.press(page.out)
    dialog = driver.dialog()
    dialog.reason.setPlainText("Өтініш берушінің хаты")
    dialog.votes.rows.choose_all("for")
    assert not dialog.accept_button.isEnabled()
    dialog.remark.setCurrentIndex(dialog.remark.findData("withdrawn"))
    assert not dialog.votes.isEnabled()
    driver.press(dialog.accept_button)
    assert (driver.view.acts[-1].remark, driver.view.acts[-1].votes) == ("withdrawn", ())


def test_the_keyboard_stands_on_what_comes_next(driver: Driver, window: MainWindow, qtbot: QtBot) -> None:
    page = driver.open_packet()
    qtbot.waitUntil(lambda: window.focusWidget() is page.where)
    page.where.setText("Қонаев")
    driver.press(page.open_button)
    qtbot.waitUntil(lambda: window.focusWidget() is page.rows.buttons["m1", "present"])
    page.rows.choose_all("absent")
    page.attendance_button.setFocus()
    driver.press(page.attendance_button)
    qtbot.waitUntil(lambda: window.focusWidget() is page.rows.buttons["m1", "present"])
    page.rows.choose_all("present")
    driver.press(page.attendance_button)
    qtbot.waitUntil(lambda: window.focusWidget() is page.chair)


def test_the_same_election_is_not_recorded_twice(driver: Driver) -> None:
    driver.opened()
    page = driver.page("sitting")
    assert not page.elect_button.isEnabled()
    page.chair.setCurrentIndex(page.chair.findData("m2"))
    assert page.elect_button.isEnabled()


def test_without_a_quorum_the_dialog_says_so_and_where_the_attendance_is_recorded(driver: Driver) -> None:
    driver.opened()
    driver.take_all()
    driver.settle_conflicts()
    driver.take_rest()
    page = driver.page("sitting")
    for member in ("m1", "m2", "m4"):
        page.rows.buttons[member, "absent"].click()
    driver.press(page.attendance_button)
    tie = driver.page("ranking").territories["almaty-region"].tie_button
    for _ in range(2):
        driver.press(tie)
        dialog = driver.dialog()
        assert dialog.refusal.isVisible()
        assert "on the step “Opening, quorum, chair”" in dialog.refusal.label.text()
        for member in dialog.voters:
            dialog.ticks[member, "ALM-0004"].click()
        driver.press(dialog.accept_button)
        assert "Nothing was recorded" in dialog.refusal.label.text()
        driver.press(dialog.cancel)


def test_a_dialog_waits_until_its_act_is_recorded(driver: Driver, dialogs: Any) -> None:
    """Esc or Cancel in that moment would promise what can't be kept; a second press would record twice."""
    driver.opened()
    driver.take_all()
    driver.settle_conflicts()
    driver.take_rest()
    driver.press(driver.page("ranking").territories["almaty-region"].tie_button)
    dialog = driver.dialog()
    for member in dialog.voters:
        for code in (4, 5, 6):
            dialog.ticks[member, f"ALM-000{code}"].click()
    dialog.accept_button.click()
    assert not dialog.cancel.isEnabled()
    dialog.reject()
    assert dialog.isVisible()
    dialog.reason.setPlainText("Тағы бір рет")
    assert not dialog.accept_button.isEnabled()
    recorded = len(driver.view.acts)
    driver.idle()
    assert not driver.place.view.open_of("tie-at-cut")
    assert len(driver.view.acts) == recorded + 1
    assert dialogs.shown == []


def test_a_dialog_can_be_tried_again_after_an_error_of_the_disk(driver: Driver) -> None:
    driver.opened()
    driver.take_all()
    driver.press(driver.page("conflicts").settle)
    dialog = driver.dialog()
    dialog.sides[0].setChecked(True)
    dialog.reason.setPlainText("Мүшенің сөзі")
    with driver.window.services.session.workspace.session() as session:
        session.connection().exec_driver_sql(
            "CREATE TRIGGER full BEFORE INSERT ON act BEGIN SELECT RAISE(ABORT, 'database or disk is full'); END"
        )
    driver.press(dialog.accept_button)
    assert "database or disk is full" in dialog.refusal.label.text()
    assert dialog.cancel.isEnabled()
    with driver.window.services.session.workspace.session() as session:
        session.connection().exec_driver_sql("DROP TRIGGER full")
    driver.press(dialog.accept_button)
    assert not driver.view.open_of("clash")


def test_a_refusal_takes_no_room_from_what_is_asked(driver: Driver) -> None:
    driver.opened()
    driver.take_all()
    driver.press(driver.page("conflicts").decide)
    dialog = driver.dialog()
    dialog.resize(dialog.width(), 420)
    shown = dialog.scroller.height()
    dialog.reason.setPlainText("Таныс")
    dialog.conflict.setCurrentIndex(dialog.conflict.findData("no"))
    driver.press(dialog.accept_button)
    assert dialog.refusal.isVisible()
    assert dialog.scroller.height() >= shown
    assert driver.window.geometry().contains(dialog.geometry())


def test_grants_left_with_nobody_in_line_ask_for_an_additional_contest(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    small = write_small_sitting(tmp_path, few=1)  # two grants
    driver = Driver(window, lambda: qtbot.waitUntil(lambda: not window.services.tasks.busy, timeout=20_000), small)
    driver.opened()
    driver.take_all()
    driver.settle_conflicts()
    driver.take_rest()
    page = driver.page("winners")
    page.tabs.setCurrentWidget(page.tables["abai"])
    driver.press(page.name)
    dialog = driver.dialog()
    dialog.votes.rows.choose_all("for")
    driver.press(dialog.accept_button)
    assert page.state.label.text().endswith("an additional contest is held for the grants that are left.")

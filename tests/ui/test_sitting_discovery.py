"""A conflict discovered at the sitting: both results first, then the vote, at the end a statement to sign."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from models.conflicts.declarations import Answer
from models.conflicts.pinned import PinnedConflict
from models.sitting.acts import NoPartStated
from models.sitting.recusal.declared import Declared
from tools.sitting_driver import Driver
from tools.small_sitting import SmallSitting, write_small_sitting
from ui.shell.main_window import MainWindow
from ui.sitting.choices import VoteRows
from ui.sitting.conflicts.page import declared_words


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> SmallSitting:
    return write_small_sitting(tmp_path_factory.mktemp("discovery"))


@pytest.fixture
def driver(window: MainWindow, qtbot: QtBot, small: SmallSitting) -> Driver:
    found = Driver(window, lambda: qtbot.waitUntil(lambda: not window.services.tasks.busy, timeout=20_000), small)
    found.opened()
    found.take_all()
    return found


def discover(driver: Driver, member: str, code: str) -> Any:
    driver.press(driver.page("conflicts").named)
    dialog = driver.dialog()
    dialog.member.setCurrentIndex(dialog.member.findData(member))
    dialog.application.setCurrentIndex(dialog.application.findData(code))
    return dialog


def test_both_results_stand_there_before_anything_can_be_recorded(driver: Driver) -> None:
    dialog = discover(driver, "m1", "ALM-0005")
    dialog.reason.setPlainText("Туысы екені анықталды")
    dialog.conflict.setCurrentIndex(dialog.conflict.findData("yes"))
    dialog.votes.rows.choose_all("for")
    assert not dialog.accept_button.isEnabled()  # still being computed
    driver.idle()
    shown = dialog.compared.shown
    assert (shown.member, shown.application, shown.consequence) == ("m1", "ALM-0005", "leave-pool")
    rows = dialog.compared.table.model.rows
    assert rows == shown.differences
    assert [one.numbers_of_marks for one in rows if one.application == "ALM-0005"] == [(5, 4)]
    assert "leaves the commission for all applications" in dialog.compared.follows.label.text()
    assert not [key for key in dialog.votes.rows.buttons if key[0] == "m1"]
    acts = len(driver.view.acts)
    driver.press(dialog.accept_button)
    assert (len(driver.view.acts), driver.view.acts[-1].member) == (acts + 1, "m1")
    assert driver.view.outcome.line("ALM-0005").number_of_marks == 4


def test_who_is_recused_has_no_vote_and_reads_by_which_rule(driver: Driver) -> None:
    dialog = discover(driver, "m1", "ALM-0005")
    driver.idle()
    rows: VoteRows = dialog.votes
    (one,) = [person for person in rows.rows._people if person.key == "m1"]
    assert one.why_not == "conflict of interest, no vote"
    assert one.about.startswith("The rule: ")


def test_the_secretary_changes_no_result(driver: Driver) -> None:
    dialog = discover(driver, "s1", "ALM-0005")
    driver.idle()
    assert dialog.compared.told
    assert dialog.compared.shown is None
    assert "scores nothing" in dialog.compared.effect.label.text()


def test_the_second_statement_is_recorded_and_printed(driver: Driver, files: Any, dialogs: Any, tmp_path: Path) -> None:
    dialog = discover(driver, "m1", "ALM-0005")
    dialog.reason.setPlainText("Туысы екені анықталды")
    dialog.conflict.setCurrentIndex(dialog.conflict.findData("yes"))
    dialog.votes.rows.choose_all("for")
    driver.idle()
    driver.press(dialog.accept_button)
    page = driver.page("protocol")
    tab = page.no_part
    page.tabs.setCurrentWidget(tab)
    assert tab.missing() == "Әшірбек Нұргүл Қанатқызы"
    files.answers.append(tmp_path / "paper.pdf")
    driver.press(tab.paper)
    assert (tmp_path / "paper.pdf").read_bytes().startswith(b"%PDF")
    driver.press(tab.state)
    act = driver.view.acts[-1]
    assert isinstance(act, NoPartStated)
    assert (act.member, act.applications, tab.missing()) == ("m1", ("ALM-0005",), "")
    assert not tab.state.isEnabled()
    assert dialogs.shown == []


@pytest.mark.parametrize(("language", "size"), [("kk", 100), ("ru", 150)])
def test_no_word_is_clipped(
    make_window: Callable[..., MainWindow],
    qtbot: QtBot,
    small: SmallSitting,
    clipped: Callable[..., list[str]],
    language: str,
    size: int,
) -> None:
    window = make_window(language=language, text_size=size)
    driver = Driver(window, lambda: qtbot.waitUntil(lambda: not window.services.tasks.busy, timeout=20_000), small)
    driver.opened()
    driver.take_all()
    dialog = discover(driver, "m1", "ALM-0005")
    driver.idle()
    assert clipped(dialog.compared) == []
    dialog.reject()
    page = driver.page("protocol")
    page.tabs.setCurrentWidget(page.no_part)
    assert clipped(page.no_part) == []


def test_what_was_decided_before_is_not_said_to_be_named_at_the_sitting() -> None:
    made = PinnedConflict(
        person="m1", application="A", conflict=True, kind="relative", reason="інісі", by="Хатшы",
        at=datetime(2024, 5, 2, tzinfo=UTC),
    )  # fmt: skip
    said = [
        declared_words(Declared("m1", "A", answer, None, "", True, earlier))
        for answer, earlier in ((None, made), (None, None), (Answer.NOT_SURE, made))
    ]
    assert said[:2] == ["–", "named at the sitting"]
    assert said[2] not in said[:2]

"""The recovery key: made in the window, missed by the packet page, and opening what is made afterwards."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from models.centre.store import Central
from models.contest.application import Screened
from models.contest.commission import Role
from models.packet.files import open_packet
from models.scoring.sheet_files import open_sheet, seal_sheet
from models.scoring.sheets import Sheet
from models.sealing.cards import read_card
from models.sealing.keys import PrivateKey, load_key
from tests.ui.conftest import AnsweredDialogs, AnsweredFiles
from tools.office_flow_sample import AT, PASSPHRASE, OfficeFlow, build_flow, screen_everything
from ui.office.place import Office
from ui.shell.ask import RecoveryKeyDialog
from ui.shell.main_window import MainWindow

SECRET = "бес қаз ұшып барады"


@pytest.fixture(scope="module")
def flow(tmp_path_factory: pytest.TempPathFactory) -> OfficeFlow:
    return build_flow(tmp_path_factory.mktemp("recovery-flow"))


@pytest.fixture
def sit(
    flow: OfficeFlow, window: MainWindow, dialogs: AnsweredDialogs, tmp_path: Path, qtbot: QtBot
) -> Callable[[str], Any]:
    """Enter a step of the office as the secretary, everything screened; wait until nothing runs."""
    flow.laptop(window.services.home.root)
    path = flow.central("taken", tmp_path)
    central = Central.open(path, flow.secretary)
    screen_everything(central, flow)
    central.close()
    dialogs.answers.append(PASSPHRASE)

    def idle() -> None:
        qtbot.waitUntil(lambda: not window.services.tasks.busy, timeout=60_000)

    window.enter("office")
    place = window.place
    assert isinstance(place, Office)
    place.open_central(path)
    idle()
    place.choose(flow.contest_id)
    idle()

    def enter(step: str = "") -> Any:
        if step:
            window.enter("office", step)
        for _ in range(3):
            idle()
        assert window.view is not None
        return window.view.page

    return enter


def test_recovery_key_opens_packet_sheet_and_central_file_made_afterwards(
    flow: OfficeFlow,
    sit: Callable[..., Any],
    window: MainWindow,
    files: AnsweredFiles,
    dialogs: AnsweredDialogs,
    tmp_path: Path,
) -> None:
    packet = sit("packet")
    assert packet.no_recovery.isVisible()
    packet.to_commission.click()
    page = sit()
    assert page.key == "commission"
    stick = tmp_path / "stick"
    stick.mkdir()
    saved = stick / "tandau-recovery.key"
    dialogs.answers.append(SECRET)
    files.answers.append(saved)
    page.recovery_button.click()
    sit()
    assert files.suggested == ["tandau-recovery.key"]
    assert sorted(each.name for each in stick.iterdir()) == ["tandau-recovery.card", "tandau-recovery.key"]
    key = load_key(saved, SECRET)
    assert read_card(stick / "tandau-recovery.card").public_key == key.public_line
    page.store_button.click()
    sit()
    enrolled = page.place.state.overview.roster.recovery
    assert (enrolled.id, enrolled.name, enrolled.role, enrolled.public_key) == (
        "r1",
        "Recovery key",
        Role.RECOVERY,
        key.public_line,
    )
    packet = sit("packet")
    assert not packet.no_recovery.isVisible()
    built = tmp_path / "contest-r1.packet"
    files.answers.append(built)
    packet.build_action.click()
    sit()
    opened = open_packet(built, key)
    assert opened.manifest == open_packet(built, flow.secretary).manifest
    assert [packet.revisions.model.index(0, 2).data()] == [opened.manifest.roster.secretary.name]
    member = opened.manifest.roster.members[0]
    own = next(
        one
        for one in (PrivateKey.ephemeral(bytes([n]) * 32) for n in range(1, 20))
        if one.public_line == member.public_key
    )
    assert opened.manifest.contest.criteria is not None
    sheet = Sheet(
        contest=flow.contest_id,
        packet=opened.id,
        criteria=opened.manifest.contest.criteria.digest(),
        member=member.id,
        roster_version=opened.manifest.roster.version,
        revision=1,
        handed_in=AT,
        declarations=(),
        applications=(),
    )
    sealed = seal_sheet(sheet, own, opened.manifest.roster)
    assert open_sheet(sealed, key, opened.manifest, opened.id).sheet == sheet
    place = page.place
    place.close_central()
    Central.open(tmp_path / "taken.tandau", key).close()


def test_another_recovery_key_takes_the_place_only_when_wanted(
    sit: Callable[..., Any], files: AnsweredFiles, dialogs: AnsweredDialogs, tmp_path: Path
) -> None:
    page = sit("commission")
    dialogs.answers.append(SECRET)
    files.answers.append(tmp_path / "a.key")
    page.recovery_button.click()
    sit()
    first = [one.public_key for one in page.people if one.role is Role.RECOVERY]
    dialogs.answers.append(False)
    page.recovery_button.click()
    sit()
    assert [one.public_key for one in page.people if one.role is Role.RECOVERY] == first
    dialogs.answers.extend([True, SECRET])
    files.answers.append(tmp_path / "b.key")
    page.recovery_button.click()
    sit()
    second = [one.public_key for one in page.people if one.role is Role.RECOVERY]
    assert second == [load_key(tmp_path / "b.key", SECRET).public_line]
    assert second != first


def test_nothing_is_written_over_and_nothing_half_made_is_left(
    sit: Callable[..., Any], window: MainWindow, files: AnsweredFiles, dialogs: AnsweredDialogs, tmp_path: Path
) -> None:
    page = sit("commission")
    card = tmp_path / "r.card"
    card.write_text("somebody's")
    dialogs.answers.append(SECRET)
    files.answers.append(tmp_path / "r.key")
    page.recovery_button.click()
    sit()
    assert card.read_text() == "somebody's"
    assert not (tmp_path / "r.key").exists()
    assert all(one.role is not Role.RECOVERY for one in page.people)
    assert "r.card" in window.services.strip.text
    dialogs.answers.append(None)
    page.recovery_button.click()
    dialogs.answers.append(SECRET)
    files.answers.append(None)
    page.recovery_button.click()
    sit()
    assert all(one.role is not Role.RECOVERY for one in page.people)


def test_passphrase_is_asked_twice(qtbot: QtBot, clipped: Callable[[QWidget], list[str]]) -> None:
    dialog = RecoveryKeyDialog()
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitExposed(dialog)
    dialog.fields.first.setText(SECRET)
    assert not dialog.accept_button.isEnabled()
    dialog.fields.second.setText("басқа сөз")
    assert not dialog.accept_button.isEnabled()
    dialog.fields.second.setText(SECRET)
    assert dialog.accept_button.isEnabled()
    assert dialog.passphrase == SECRET
    assert clipped(dialog) == []


def test_the_question_before_a_decision_is_scrolled_by_the_page_alone(sit: Callable[..., Any]) -> None:
    page = sit("screening")
    page.open_line(page.list.table.model.rows[0])
    sit()
    page.ask(Screened.MENDING)
    assert page.decision.isVisible()
    assert page.decision.findChildren(QScrollArea) == []

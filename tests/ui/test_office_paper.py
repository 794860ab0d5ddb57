"""Paper sheets by hand in the window: real keys, a correction after handing in, and the next revision of the packet."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from models.centre.selection.building import build_packet
from models.centre.selection.screening import decide, flags
from models.centre.store import Central
from models.contest.application import Screened
from models.packet.files import OpenPacket, open_packet
from models.scoring.paper import LineState
from models.scoring.sheet_files import open_sheet
from models.scoring.sheets import Sheet
from models.values import Both
from tests.ui.conftest import AnsweredDialogs, AnsweredFiles
from tools.office_flow_sample import AT, BY, OTHER_PASSPHRASE, OfficeFlow, build_flow
from ui.office.place import Office
from ui.shell.main_window import MainWindow

FEW = 4
NOT_FIT = (Both(kk="Сай емес", ru="Не соответствует"),)


@pytest.fixture(scope="module")
def flow(tmp_path_factory: pytest.TempPathFactory) -> OfficeFlow:
    return build_flow(tmp_path_factory.mktemp("paper"))


class Paper:
    """The page with the packet of a few applications, and what a person does there."""

    def __init__(self, window: MainWindow, qtbot: QtBot, flow: OfficeFlow, folder: Path) -> None:
        self.window, self.qtbot, self.flow, self.folder = window, qtbot, flow, folder

    def idle(self) -> None:
        self.qtbot.waitUntil(lambda: not self.window.services.tasks.busy, timeout=60_000)

    @property
    def page(self) -> Any:
        return self.window.view.page  # type: ignore[union-attr]  # a place is entered

    @property
    def codes(self) -> list[str]:
        return [row.code for row in self.page.lines.model.rows]

    def type(self, keys: str) -> None:
        """Send keys to whatever has the keyboard; a new line is Enter."""
        for one in keys:
            target = self.window.focusWidget()
            if one == "\n":
                QTest.keyClick(target, Qt.Key.Key_Return)
            else:
                QTest.keyClicks(target, one)

    def confirm_as_staff(self, work: Callable[[], object]) -> None:
        """Let the second person sit down, do `work`, and leave the sheet."""
        files, dialogs = self.window.services.files, self.window.services.dialogs
        files.answers.append(self.flow.staff_key)  # type: ignore[attr-defined]  # answers in place of dialogs
        dialogs.answers += ["a wrong one", OTHER_PASSPHRASE]  # type: ignore[attr-defined]  # the same
        self.page.second.click()
        self.idle()
        work()
        self.idle()
        self.page.to_list.click()
        self.idle()

    def hand_in(self) -> Path:
        usb = self.folder / f"usb-{len(list(self.folder.iterdir()))}"
        usb.mkdir()
        self.window.services.files.answers.append(usb)  # type: ignore[attr-defined]  # answers in place of dialogs
        self.page.hand_in.click()
        self.idle()
        (path,) = usb.iterdir()
        return path

    def sheet(self, path: Path, packet: OpenPacket) -> Sheet:
        return open_sheet(path.read_bytes(), self.flow.secretary, packet.manifest, packet.id).sheet


@pytest.fixture
def paper(
    flow: OfficeFlow,
    sit_down: Callable[..., tuple[MainWindow, Any]],
    files: AnsweredFiles,
    qtbot: QtBot,
    tmp_path: Path,
) -> Paper:
    def prepare(central: Central) -> None:
        with central.session() as session:
            for number, code in enumerate(flags(session, flow.contest_id)):
                how = {"reasons": NOT_FIT} if number >= FEW else {}
                decision = Screened.REFUSED if how else Screened.ADMITTED
                decide(session, flow.contest_id, code, decision, by=BY, at=AT, **how)  # type: ignore[arg-type]  # reasons or nothing
            build_packet(session, flow.contest_id, tmp_path / "r1.packet", flow.secretary, by=BY, at=AT)

    window, _page = sit_down("taken", "paper", prepare)
    assert not files.answers
    return Paper(window, qtbot, flow, tmp_path)


def handed_in(paper: Paper) -> Sheet:
    """Type, confirm and hand in the first member's sheet with the keyboard alone."""
    page = paper.page
    page.open.click()
    paper.type("45345\n")
    paper.type("33\n33\n")  # the third mark was not given: Enter leads past the empty box
    page.entry.conflict.click()
    paper.type("\n")
    paper.type("00000\n")
    assert {row.state for row in page.lines.model.rows} == {LineState.TYPED}
    assert page.lines.filter.text() == ""
    before = page.work.paper
    paper.type("7")  # a figure too many changes nothing and lands nowhere
    assert page.lines.filter.text() == ""
    assert page.work.paper == before
    assert page.entry.line.points == (0, 0, 0, 0, 0)
    paper.confirm_as_staff(lambda: paper.type("\n" * FEW))
    return paper.sheet(paper.hand_in(), open_packet(paper.folder / "r1.packet", paper.flow.secretary))


def test_a_handed_in_sheet_is_corrected_by_a_new_revision_with_its_reason(
    paper: Paper, dialogs: AnsweredDialogs
) -> None:
    first = handed_in(paper)
    assert [entry.total for entry in first.applications] == [21, None, None, 0]
    page = paper.page
    assert page.state.handed_in
    assert not page.open.isVisible()
    dialogs.answers.append(None)
    page.correct.click()
    paper.idle()
    assert not page.enter_line.isVisible()
    dialogs.answers.append("the member's letter of 2 May")
    page.correct.click()
    paper.idle()
    assert {row.state for row in page.lines.model.rows} == {LineState.TYPED}
    assert "the member's letter of 2 May" in page.notice.label.text()
    page.lines.choose(paper.codes[1])
    page.entry.boxes[2].setText("4")
    page.enter_line.click()

    def confirm() -> None:
        assert set(page.typing.unchanged) == {paper.codes[0], *paper.codes[2:]}
        dialogs.answers.append(True)
        page.same.click()
        assert page.lines.chosen()[0].code == paper.codes[1]
        assert not page.same.isVisible()
        page.confirm_line.click()

    paper.confirm_as_staff(confirm)
    path = paper.hand_in()
    assert path.name == "m1-r2.sheet"
    second = paper.sheet(path, open_packet(paper.folder / "r1.packet", paper.flow.secretary))
    assert (second.revision, second.previous) == (2, first.digest())
    assert second.correction == "the member's letter of 2 May"
    assert [entry.total for entry in second.applications] == [21, 16, None, 0]
    assert (page.state.handed_in, page.state.revision) == (True, 2)


def test_a_sheet_is_carried_over_to_the_next_revision_of_the_packet(paper: Paper, dialogs: AnsweredDialogs) -> None:
    handed_in(paper)
    place, flow = paper.window.place, paper.flow
    assert isinstance(place, Office)
    gone = open_packet(paper.folder / "r1.packet", flow.secretary).manifest.applications[0].code
    at = AT + timedelta(days=1)

    def build(work: Any) -> None:
        decide(work.session, flow.contest_id, gone, Screened.WITHDRAWN, by=BY, at=at, reasons=NOT_FIT)
        build_packet(
            work.session, flow.contest_id, paper.folder / "r2.packet", flow.secretary, by=BY, at=at, why={gone: "x"}
        )

    place.change(build, lambda _none: None, title="", owner=place)
    paper.idle()
    page = paper.page
    paper.idle()
    assert not page.state.handed_in
    assert "revision 1 of the packet and does not count" in page.notice.label.text()
    assert not page.open.isVisible()
    page.carry_over.click()
    paper.idle()
    assert gone not in paper.codes
    assert {row.state for row in page.lines.model.rows} == {LineState.TYPED}

    def confirm() -> None:
        dialogs.answers.append(True)
        page.same.click()

    paper.confirm_as_staff(confirm)
    sheet = paper.sheet(paper.hand_in(), open_packet(paper.folder / "r2.packet", flow.secretary))
    assert (sheet.revision, len(sheet.applications)) == (1, FEW - 1)
    assert sheet.typed is not None
    assert page.state.handed_in


def test_a_second_person_sees_who_confirms_and_enter_confirms(paper: Paper) -> None:
    page = paper.page
    page.open.click()
    for _ in range(FEW):
        paper.type("11111\n")

    def confirm() -> None:
        assert "confirms and can't edit" in page.notice.label.text()
        paper.type("\n")
        assert page.lines.model.rows[0].state is LineState.CONFIRMED

    paper.confirm_as_staff(confirm)
    assert page.state.count(LineState.TYPED) == FEW - 1

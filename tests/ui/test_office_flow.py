"""The office from intake to the paper sheets, by hand in the window, on real files of an invented contest."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from models.centre.applications import states
from models.centre.selection.packets import packets
from models.centre.selection.screening import decisions
from models.centre.store import Central
from models.contest.application import Screened
from models.intake.columns import IGNORE
from models.intake.plan import RowKind
from models.packet.files import open_packet
from models.scoring.paper import LineState
from models.scoring.sheet_files import open_sheet
from tests.ui.conftest import AnsweredDialogs, AnsweredFiles
from tools.office_flow_sample import (
    OTHER_PASSPHRASE,
    PASSPHRASE,
    OfficeFlow,
    build_flow,
    first_packet,
    screen_everything,
)
from ui.shell.main_window import MainWindow
from ui.shell.strip import MessageStrip
from ui.shell.theme import Tone

SitDown = Callable[..., Any]


@pytest.fixture(scope="module")
def flow(tmp_path_factory: pytest.TempPathFactory) -> OfficeFlow:
    return build_flow(tmp_path_factory.mktemp("office-flow"))


def said(window: MainWindow) -> str:
    strip: MessageStrip = window.services.strip
    return strip.text


def test_a_table_is_read_reported_and_stored_once(
    flow: OfficeFlow, sit_down: SitDown, idle: Callable[[MainWindow], None], files: AnsweredFiles
) -> None:
    window, page = sit_down("founded", "intake")
    assert not page.read_action.isEnabled()
    files.answers += [flow.sample.tables[0], flow.sample.attachments]
    page.source.drop.button.click()
    page.source.choose_folder.click()
    page.read_action.click()
    idle(window)
    plan = page.draft.plan
    assert plan.counts[RowKind.NEW] == len(plan.rows) == len(page.report.rows.model.shown)
    page.report.kinds.choose("aside")
    assert not page.report.rows.isVisible()
    assert [one.name for one in page.report.files.model.rows] == [one.name for one in plan.left_aside]
    page.store_action.click()
    idle(window)
    assert page.stored.isVisible()
    assert str(len(plan.rows)) in page.stored.label.text()
    with page.place.central.reading() as session:
        stored = states(session, flow.contest_id)
    assert len(stored) == len(plan.rows)
    page.take(flow.sample.tables[0], flow.sample.attachments)
    page.read()
    idle(window)
    assert page.report.notice.label.text() == "Nothing changes: everything is stored already."
    assert not page.store_action.isEnabled()
    page.to_source.click()
    assert page.source.isVisible()


def test_an_unknown_column_is_mapped_by_hand_and_remembered(
    sit_down: SitDown, idle: Callable[[MainWindow], None], qtbot: QtBot, tmp_path: Path
) -> None:
    table = tmp_path / "кесте.csv"
    heads = "Код;Аты-жөні;ЖСН;Жоба атауы;Құпия баған;Пікір"
    table.write_text(f"{heads}\nA-1;Қасымова Айжан;990101450016;Жоба;зат;жақсы\n", encoding="utf-8")
    window, page = sit_down("founded", "intake")
    window.open_paths([table])
    qtbot.waitUntil(page.read_action.isEnabled)
    page.read_action.click()
    idle(window)
    assert page.columns.isVisible()
    assert not page.plan_action.isEnabled()
    assert page.columns.table.chosen()[0].heading == "Құпия баған"
    choice = page.columns.choice
    choice.setCurrentIndex(choice.findData("project.partners"))
    choice.activated.emit(choice.currentIndex())
    assert page.columns.table.chosen()[0].heading == "Пікір"
    choice.setCurrentIndex(choice.findData(IGNORE))
    choice.activated.emit(choice.currentIndex())
    assert page.columns.notice.tone is Tone.GOOD
    page.plan_action.click()
    idle(window)
    page.store_action.click()
    idle(window)
    page.take(table)
    page.read_action.click()
    idle(window)
    assert page.draft.source.mapping.choices[4:] == ("project.partners", IGNORE)
    assert page.report.isVisible()


def test_applications_are_read_and_decided_one_after_the_other(
    flow: OfficeFlow, sit_down: SitDown, idle: Callable[[MainWindow], None]
) -> None:
    window, page = sit_down("taken", "screening")
    page.list.states.choose("flagged")
    table = page.list.table
    flagged = [line.code for line in table.model.shown]
    table.choose(flagged[0])
    page.read.click()
    idle(window)
    assert page.story.application.code == flagged[0]
    card = next(card for card in page.reading.flags.cards if hasattr(card, "rule_button"))
    card.rule_button.click()
    assert card.rule.isVisible()
    page.refuse.click()
    page.record.click()
    idle(window)
    assert "need their reasons" in said(window)
    page.decision.boxes[0][0].setChecked(True)
    page.decision.kk.setPlainText("құжат жоқ")
    page.record.click()
    idle(window)
    assert page.story.application.code == flagged[1]
    page.mend.click()
    page.decision.ru.setPlainText("исправить смету")
    page.record.click()
    idle(window)
    page.admit.click()
    idle(window)
    with page.place.central.reading() as session:
        made = {one.application: one for one in decisions(session, flow.contest_id)}
    assert [made[code].decision for code in flagged[:3]] == [Screened.REFUSED, Screened.MENDING, Screened.ADMITTED]
    assert [reason.ru for reason in made[flagged[0]].reasons][-1] == "құжат жоқ"
    assert made[flagged[1]].deadline == page.work.mending_day()
    page.reading.previous.click()
    idle(window)
    assert page.story.application.code == flagged[2]
    page.reading.tabs.setCurrentIndex(3)
    idle(window)
    assert page.reading.viewer.count == 1
    page.to_list.click()
    assert table.isVisible()


def test_search_finds_kazakh_names_in_russian_letters(flow: OfficeFlow, sit_down: SitDown) -> None:
    _, page = sit_down("taken", "screening")
    name = next(line.name for line in page.list.table.model.rows if "Қ" in line.name)
    page.list.table.filter.setText(name.split()[0].replace("Қ", "К").replace("қ", "к").lower())
    assert name in [line.name for line in page.list.table.model.shown]


def test_all_without_flags_are_admitted_after_the_list_was_shown(
    flow: OfficeFlow, sit_down: SitDown, dialogs: AnsweredDialogs, idle: Callable[[MainWindow], None]
) -> None:
    window, page = sit_down("taken", "screening")
    clean = [line.code for line in page.list.table.model.rows if not line.flags]
    assert page.admit_all.isEnabled()
    assert not page.list.all_flagged.isVisible()
    dialogs.answers.append(False)
    page.admit_all.click()
    idle(window)
    assert dialogs.asked[-1] == f"Admit applications without flags: {len(clean)}?"
    dialogs.answers.append(True)
    page.admit_all.click()
    idle(window)
    idle(window)
    with page.place.central.reading() as session:
        admitted = [code for code, state in states(session, flow.contest_id).items() if state is Screened.ADMITTED]
    assert admitted == sorted(clean)
    assert said(window) == f"Admitted: {len(clean)}."
    assert not page.admit_all.isEnabled()  # those that are left have flags, and the page says so
    assert page.list.all_flagged.isVisible()


def test_packet_says_what_is_lacking_and_is_built_in_revisions(
    flow: OfficeFlow,
    sit_down: SitDown,
    files: AnsweredFiles,
    dialogs: AnsweredDialogs,
    idle: Callable[[MainWindow], None],
    tmp_path: Path,
) -> None:
    def prepare(central: Central) -> None:
        screen_everything(central, flow)
        first_packet(central, flow, tmp_path / "contest-r1.packet")

    window, page = sit_down("taken", "packet", prepare)
    assert [(one.what, one.by) for one in page.changes.model.rows] == [("removed", "Хатшы")]
    assert not page.build_action.isEnabled()
    dialogs.answers.append("өтініш берушінің хаты")
    page.why.click()
    idle(window)
    waiting = sum(page.place.state.overview.count(one) for one in (Screened.RECEIVED, Screened.MENDING))
    assert (f"not in it: {waiting}." in page.notice.label.text()) == (waiting > 0)
    files.answers.append(tmp_path / "contest-r1.packet")
    page.build_action.click()
    idle(window)
    idle(window)
    assert files.suggested == ["contest-r2.packet"]
    built = open_packet(tmp_path / "contest-r1-2.packet", flow.secretary).manifest
    assert built.changes[0].why == "өтініш берушінің хаты"
    with page.place.central.reading() as session:
        assert [(one.revision, one.built_by) for one in packets(session, flow.contest_id)] == [(1, "Хатшы"), (2, "s1")]
    assert built.roster.secretary is not None
    assert {page.revisions.model.index(row, 2).data() for row in range(2)} == {"Хатшы", built.roster.secretary.name}
    assert "Nothing changed since revision 2" in page.notice.label.text()
    page.revisions.choose(page.revisions.model.rows[1].id)
    idle(window)
    assert "өтініш берушінің хаты" in page.past.toPlainText()


def test_packet_cannot_be_built_before_anybody_is_admitted(sit_down: SitDown) -> None:
    _, page = sit_down("taken", "packet")
    assert "an admitted application" in page.notice.label.text()
    assert not page.build_action.isEnabled()


def test_paper_sheet_is_printed_typed_confirmed_and_handed_in(
    flow: OfficeFlow,
    sit_down: SitDown,
    files: AnsweredFiles,
    dialogs: AnsweredDialogs,
    idle: Callable[[MainWindow], None],
    tmp_path: Path,
) -> None:
    def prepare(central: Central) -> None:
        screen_everything(central, flow)
        first_packet(central, flow, tmp_path / "contest-r1.packet")

    window, page = sit_down("taken", "paper", prepare)
    files.answers.append(tmp_path / "m1.pdf")
    page.print.click()
    idle(window)
    assert (tmp_path / "m1.pdf").read_bytes().startswith(b"%PDF")
    page.open.click()
    codes = [row.code for row in page.lines.model.rows]
    for number, code in enumerate(codes):
        assert page.lines.chosen()[0].code == code
        if number == 1:
            page.entry.conflict.setChecked(True)
        else:
            for box in page.entry.boxes[: 4 if number == 2 else 5]:
                box.setText("4")
        page.enter_line.click()
    idle(window)
    assert {row.state for row in page.lines.model.rows} == {LineState.TYPED}
    files.answers.append(window.services.home.key)
    dialogs.answers.append(PASSPHRASE)
    page.second.click()
    idle(window)
    assert "another person confirms it" in said(window)
    assert page.check is None
    files.answers.append(flow.staff_key)
    dialogs.answers.append(OTHER_PASSPHRASE)
    page.second.click()
    idle(window)
    assert page.entry is None
    dialogs.answers.append("C1: 3")
    page.differs.click()
    for _ in codes[1:]:
        page.confirm_line.click()
    idle(window)
    page.to_list.click()
    idle(window)
    assert page.state.count(LineState.SENT_BACK) == 1
    page.open.click()
    assert page.lines.chosen()[0].code == codes[0]
    assert "C1: 3" in page.entry.note.label.text()
    page.entry.boxes[0].setText("3")
    page.enter_line.click()
    files.answers.append(flow.staff_key)
    dialogs.answers.append(OTHER_PASSPHRASE)
    page.second.click()
    idle(window)
    page.confirm_line.click()
    idle(window)
    page.to_list.click()
    idle(window)
    assert page.state.is_confirmed
    (tmp_path / "usb").mkdir()
    files.answers.append(tmp_path / "usb")
    page.hand_in.click()
    idle(window)
    member = page.state.member
    opened = open_packet(tmp_path / "contest-r1.packet", flow.secretary)
    sheet = open_sheet(
        (tmp_path / "usb" / f"{member.id}-r1.sheet").read_bytes(), flow.secretary, opened.manifest, opened.id
    ).sheet
    assert sheet.typed is not None
    assert sheet.typed.paper.typist.name != sheet.typed.checks.checker.name == "Қуанышбекова Ләззат Өмірқызы"
    assert [entry.total for entry in sheet.applications[:4]] == [19, None, None, 20]
    assert page.state.handed_in
    assert not page.open.isVisible()


@pytest.mark.parametrize("language", ["kk", "ru"])
def test_no_words_are_clipped_at_large_text(
    flow: OfficeFlow,
    sit_down: SitDown,
    clipped: Callable[[QWidget], list[str]],
    idle: Callable[[MainWindow], None],
    tmp_path: Path,
    qtbot: QtBot,
    language: str,
) -> None:
    def still_clipped(page: QWidget) -> list[str]:
        for _ in range(30):  # a page that was just built is laid out in several rounds
            if not clipped(page):
                break
            qtbot.wait(10)
        return clipped(page)

    def prepare(central: Central) -> None:
        screen_everything(central, flow)
        first_packet(central, flow, tmp_path / "contest-r1.packet")

    window, page = sit_down("taken", "intake", prepare, language=language, text_size=150)
    found = {"intake": still_clipped(page)}
    page.take(flow.sample.tables[1], flow.sample.attachments)
    page.read()
    idle(window)
    found["report"] = still_clipped(page)
    page.to_columns.click()
    found["columns"] = still_clipped(page)
    window.enter("office", "screening")
    idle(window)
    page = window.view.page  # type: ignore[union-attr]
    page.list.states.choose("all")
    found["list"] = still_clipped(page)
    page.open_line(next(line for line in page.list.table.model.rows if len(line.flags) > 1))
    idle(window)
    page.reading.flags.cards[0].toggle()
    found["reading"] = still_clipped(page)
    page.mend.click()
    found["mending"] = still_clipped(page)
    page.cancel.click()
    window.enter("office", "packet")
    idle(window)
    page = window.view.page  # type: ignore[union-attr]
    found["packet"] = still_clipped(page)
    window.enter("office", "paper")
    idle(window)
    page = window.view.page  # type: ignore[union-attr]
    found["paper"] = still_clipped(page)
    page.open.click()
    found["typing"] = still_clipped(page)
    assert {where: words for where, words in found.items() if words} == {}

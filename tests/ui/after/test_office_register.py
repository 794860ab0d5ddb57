"""The result comes back to the office and the register answers, on the files of the sample day."""

import shutil
from collections.abc import Callable
from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

import openpyxl
from PySide6.QtCore import QDate, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from models.centre.applications import states
from models.centre.selection.packets import prepare_manifest, record_packet
from models.centre.selection.screening import decide, decisions, withdrawal_basis
from models.centre.store import Central
from models.contest.application import Screened
from models.contest.profile_files import load_profile
from models.sealing.keys import PrivateKey
from models.sitting.counting.recount import recount
from tools.office_day import OfficeDay
from ui.shell.main_window import MainWindow
from ui.shell.place import StepState
from ui.shell.theme import Tone

Wait = Callable[[], None]


def test_result_is_shown_before_it_is_stored_and_twice_is_once(
    office: Any, window: MainWindow, wait: Wait, day: OfficeDay, files: Any
) -> None:
    assert office.step_info("sync").state is StepState.NEXT
    window.enter("office", "sync")
    page = window.view.page
    assert not page.store_action.isVisible()
    page.drop.dropped.emit([day.result])
    wait()
    lines = len(page.table.model.rows)
    assert {kind: figure.number.text() for kind, figure in page.figures.items()} == {
        "new": str(lines),
        "changed": "0",
        "present": "0",
        "unfit": "0",
    }
    assert office.state.overview.results == 0
    page.store_action.click()
    wait()
    assert office.state.overview.results == 1
    assert window.services.strip.text == "The result is stored."
    assert page.stored.isVisible()
    assert not page.table.isVisible()
    files.answers.append(day.result)
    page.drop.button.click()
    wait()
    assert page.figures["present"].number.text() == str(lines)
    assert "nothing would change" in page.status.label.text()
    assert not page.store_action.isEnabled()
    page.drop_action.click()
    assert page.shown is None


def test_damaged_result_is_refused_in_words(
    office: Any, window: MainWindow, wait: Wait, day: OfficeDay, tmp_path: Path
) -> None:
    broken = tmp_path / "broken.result"
    broken.write_bytes(day.result.read_bytes()[:-200])
    window.enter("office", "sync")
    window.view.page.take(broken)
    wait()
    assert window.services.strip.tone is Tone.BAD
    assert window.view.page.shown is None


def test_register_says_who_won_and_finds_by_iin_and_folded_name(stored: Any, window: MainWindow, wait: Wait) -> None:
    assert stored.figures["grants"].number.text() == "28"
    rows = stored.table.model.rows
    assert {(row.standing, row.has_grant) for row in rows} == {("winner", True)}
    wanted = rows[3]
    stored.search.setText(wanted.iin)
    stored.look_up()
    wait()
    assert [row.code for row in stored.table.model.rows] == [wanted.code]
    stored.search.setText(wanted.name.upper().replace("Ә", "А").replace("Қ", "К"))
    stored.look_up()
    wait()
    assert wanted.code in [row.code for row in stored.table.model.rows]
    stored.search.clear()
    stored.who.setCurrentIndex(1)
    wait()
    assert len(stored.table.model.rows) == 80
    assert [line.reserve for line in stored.line.model.rows][:3] == [1, 2, 3]


def test_contract_is_recorded_and_its_failure_makes_room_for_the_next(
    stored: Any, office: Any, window: MainWindow, wait: Wait, dialogs: Any
) -> None:
    stored.tabs.setCurrentIndex(1)
    first = stored.contracts.model.rows[0]
    assert "28" in stored.overdue.label.text()
    assert stored.contracts.choose(first.entry.code)
    form = stored.contract
    assert form.amount.value() == first.entry.awarded
    form.number.setText("7")
    form.signed_on.setDate(QDate(first.last.year, first.last.month, first.last.day))
    form.record_button.click()
    wait()
    (signed,) = [line for line in stored.contracts.model.rows if line.entry.contract]
    assert (signed.entry.code, signed.entry.contract.number) == (first.entry.code, "7")
    assert stored.figures["contracts"].number.text() == "1"
    form.state.setCurrentIndex(form.state.findData("failed"))
    dialogs.answers.append("withdrew")
    form.record_button.click()
    wait()
    (following,) = [line for line in stored.contracts.model.rows if line.follows]
    assert following.entry.reserve == 1
    assert stored.contracts.choose(following.entry.code)
    assert form.follows.isVisibleTo(form)


def test_register_of_grants_is_saved_as_a_table(
    stored: Any, wait: Wait, files: Any, tmp_path: Path, window: MainWindow
) -> None:
    path = tmp_path / "тізілім.xlsx"
    files.answers.append(path)
    stored.export_action.click()
    wait()
    sheet = openpyxl.load_workbook(path).active
    assert sheet.max_row == 29
    assert sheet["B2"].value == stored.table.model.rows[0].name
    assert "Rows: 28" in window.services.strip.text


def test_personal_data_are_destroyed_after_two_questions_with_a_record(stored: Any, wait: Wait, dialogs: Any) -> None:
    stored.tabs.setCurrentIndex(3)
    dialogs.answers.extend(["the purpose has ended", False])
    stored.end.destroy_button.click()
    wait()
    assert stored.table.model.rows[0].name != ""
    dialogs.answers.extend(["the purpose has ended", True])
    stored.end.destroy_button.click()
    wait()
    assert {row.name for row in stored.table.model.rows} == {""}
    assert stored.figures["grants"].number.text() == "28"
    assert not stored.end.destroy_button.isVisible()


def test_no_word_is_clipped_in_result_and_register(
    stored: Any, window: MainWindow, clipped: Callable[[QWidget], list[str]], wait: Wait
) -> None:
    window.set_text_size(150)
    for language in ("kk", "ru"):
        window.set_language(language)
        wait()
        page = window.view.page
        for number in range(page.tabs.count()):
            page.tabs.setCurrentIndex(number)
            for table in (page.table, page.contracts):
                table.view.selectRow(0)
            assert clipped(window) == [], f"{language}, {number}"


def test_what_another_office_changed_is_read_again(
    office: Any, window: MainWindow, wait: Wait, day: OfficeDay, qtbot: QtBot
) -> None:
    before = office.state.overview.count(Screened.ADMITTED)
    other = Central.open(office.central.path, PrivateKey.ephemeral(sha256(b"s1").digest()))
    with other.session() as session:
        code = next(code for code, state in states(session, day.contest).items() if state is Screened.ADMITTED)
        basis = withdrawal_basis("№ 5 хат", date(2024, 5, 3), "А. Бек")
        decide(session, day.contest, code, Screened.WITHDRAWN, by="x", at=datetime.now(UTC), reasons=(basis,))
    other.close()
    assert office.state.overview.count(Screened.ADMITTED) == before
    window.enter("office", "screening")
    wait()
    (again,) = window.view.page.findChildren(QShortcut, options=Qt.FindChildOption.FindDirectChildrenOnly)
    assert again.key().matches(QKeySequence("F5"))
    again.activated.emit()
    wait()
    assert office.state.overview.count(Screened.ADMITTED) == before - 1
    assert window.services.strip.text == "The central file was read again."
    window.enter("office", "central")
    window.view.page.list.again_button.click()
    wait()
    assert window.services.strip.text == "The central file was read again."


def test_a_withdrawal_asks_for_its_basis(office: Any, window: MainWindow, wait: Wait, day: OfficeDay) -> None:
    window.enter("office", "screening")
    wait()
    page = window.view.page
    page.list.states.choose("all")
    code = next(line.code for line in page.list.table.model.rows if line.state is Screened.ADMITTED)
    page.open_code(code)
    wait()
    page.withdrawn.click()
    page.record.click()
    wait()
    assert "Name the document" in window.services.strip.text
    assert page.decision.basis.who.text() == page.story.application.applicant.full_name
    page.decision.basis.document.setText("№ 5 хат")
    page.record.click()
    wait()
    with office.central.reading() as session:
        (made,) = decisions(session, day.contest, code)[-1:]
    assert made.decision is Screened.WITHDRAWN
    assert made.reasons[0].ru.startswith("Основание: № 5 хат от ")


def test_a_total_opens_to_its_points_and_steps_and_the_marks_count_again(
    stored: Any, wait: Wait, files: Any, tmp_path: Path, day: OfficeDay
) -> None:
    assert not stored.marks_action.isEnabled()
    stored.table.view.selectRow(0)
    entry = stored.table.chosen()[0]
    stored.marks_action.click()
    wait()
    part = stored.marks
    assert part.isVisible()
    assert not stored.tabs.isVisible()
    assert not part.differs.isVisible()
    counted = [one for one in part.table.model.rows if one.counted]
    assert sum(one.total for one in counted) == int(entry.total)
    assert part.steps.text().splitlines()[-1].endswith(f"= {entry.total}")
    stored.back_action.click()
    assert stored.tabs.isVisible()
    path = tmp_path / "marks.csv"
    files.answers.append(path)
    stored.export_marks_action.click()
    wait()
    again = {row.application: row for row in recount(path.read_bytes(), load_profile("zhas-2024").criteria).rows}
    stored.who.setCurrentIndex(1)
    wait()
    ranked = [one for one in stored.table.model.rows if one.place is not None]
    assert {(one.code, one.place, one.total) for one in ranked} == {
        (one.code, again[one.code].place, str(again[one.code].total)) for one in ranked
    }


def test_why_a_result_does_not_fit_is_said_in_the_persons_language(
    office: Any, window: MainWindow, wait: Wait, day: OfficeDay, tmp_path: Path
) -> None:
    def build(work: Any) -> None:
        manifest = prepare_manifest(work.session, day.contest, by="x", at=work.at)
        record_packet(work.session, manifest, "ab" * 32)

    stick = tmp_path / "usb.result"
    shutil.copy(day.result, stick)
    window.enter("office", "sync")
    office.change(build, lambda _none: None, title="", owner=office)
    wait()
    page = window.view.page
    page.take(stick)
    wait()
    assert "the newest is 3" in page.problem_words.text()
    assert not page.store_action.isEnabled()
    stick.unlink()
    window.set_language("ru")
    wait()
    assert window.view.page.problem_words.text() == "• Он сделан по редакции пакета 2, а последняя – 3."

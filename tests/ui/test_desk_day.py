"""A member's day at the desk through real widgets, on real files."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from models.conflicts.declarations import Answer
from models.packet.files import open_packet
from models.scoring.completeness import Progress
from models.scoring.sheet_files import open_sheet
from tools import desk_scenes
from tools.desk_sample import AT, PASSPHRASE, DeskSample
from ui.shell.home import Home
from ui.shell.main_window import MainWindow
from ui.shell.person import NewPerson
from ui.shell.place import StepState
from ui.shell.theme import Tone


@pytest.fixture(scope="session")
def contest() -> DeskSample:
    return desk_scenes.sample()


@pytest.fixture
def idle(qtbot: QtBot) -> Callable[[MainWindow], None]:
    def wait(window: MainWindow) -> None:
        qtbot.waitUntil(lambda: not window.services.tasks.busy, timeout=20_000)
        QApplication.processEvents()

    return wait


@pytest.fixture
def laptop(
    make_window: Callable[..., MainWindow], contest: DeskSample, dialogs: Any, tmp_path: Path, idle: Any
) -> Callable[..., MainWindow]:
    """Open the window on a laptop with the member's key, and the packet on the desk."""

    def make(packet: Path | None = None, **options: Any) -> MainWindow:
        contest.laptop(Home.at(tmp_path / "home").root)
        window = make_window(**options)
        QApplication.processEvents()
        window.enter("desk")
        window.services.session._key = contest.key  # the passphrase costs half a second and has its own tests
        window.open_paths([packet or contest.first])
        idle(window)
        return window

    return make


def _codes(window: MainWindow) -> list[str]:
    return [one.code for one in window.place.desk.names]


def _declare_all(window: MainWindow) -> None:
    window.place.desk.declare(_codes(window), Answer.NO_CONFLICT)
    window.place.changed.emit()


def _keys(qtbot: QtBot, window: MainWindow, text: str) -> None:
    qtbot.keyClicks(window.focusWidget(), text)


def test_first_day_makes_the_key_and_saves_the_card(
    qtbot: QtBot, make_window: Any, dialogs: Any, files: Any, tmp_path: Path, idle: Any
) -> None:
    window = make_window()
    window.enter("desk")
    page = window.view.page
    assert page.key == "key"
    assert page.none.isVisible()
    dialogs.answers.append(NewPerson("Үміт Әбдіғалиева", "маман", "ЖРО", "тауда қар еріді"))
    qtbot.mouseClick(page.none.button, Qt.MouseButton.LeftButton)
    idle(window)
    assert not page.none.isVisible()
    assert page.card.isVisible()
    figures = page.figures.text().split()
    assert [len(group) for group in figures] == [5] * 6
    files.answers.append(tmp_path / "umit.card")
    page.save.click()
    assert (tmp_path / "umit.card").is_file()
    assert window.place.step_info("key").state is StepState.DONE
    assert window.place.step_info("declare").state is StepState.CLOSED


def test_key_without_card_gets_one(
    make_window: Any, contest: DeskSample, dialogs: Any, files: Any, tmp_path: Path, qtbot: QtBot
) -> None:
    home = contest.laptop(tmp_path / "home")
    home.card.unlink()
    before = home.key.read_bytes()
    window = make_window()
    window.enter("desk", "key")
    assert window.view.page.without_card.isVisible()
    dialogs.answers += [PASSPHRASE, NewPerson("Нұргүл", "", "", "")]
    window.view.page.make_card.click()
    qtbot.waitUntil(lambda: window.services.session.person is not None)
    assert not dialogs.answers
    assert home.key.read_bytes() == before
    assert window.services.session.person.public_key == contest.key.public_line
    older = tmp_path / "older.card"
    older.write_bytes(b"of last year")
    files.answers.append(older)  # the dialog has asked whether to replace it
    window.view.page.save.click()
    assert older.read_bytes() == home.card.read_bytes()


def test_packet_opens_from_a_file_and_shows_what_is_next(laptop: Any, contest: DeskSample) -> None:
    window = laptop()
    page = window.view.page
    assert page.key == "packets"
    assert window.place.desk.revision == 1
    assert page.current.isVisible()
    assert "Conflicts of interest" in page.following.text()
    page.following.click()
    assert window.view.page.key == "declare"
    assert window.place.step_info("score").state is StepState.CLOSED
    assert contest.sample.contest.title.en in window.header.subject.text()


def test_packet_of_somebody_else_and_a_damaged_one_are_told(
    laptop: Any, contest: DeskSample, tmp_path: Path, idle: Any, dialogs: Any
) -> None:
    window = laptop()
    broken = tmp_path / "broken.packet"
    broken.write_bytes(contest.second.read_bytes()[:-2000])
    window.open_paths([broken])
    idle(window)
    assert window.services.strip.tone is Tone.BAD
    assert window.place.desk.revision == 1
    window.open_paths([contest.second])
    idle(window)
    window.open_paths([contest.first])
    idle(window)
    assert "go on in revision 2" in window.services.strip.text
    assert window.place.desk.revision == 2


def test_next_start_lays_the_packet_on_the_desk_after_the_passphrase(
    qtbot: QtBot, laptop: Any, make_window: Any, dialogs: Any, idle: Any
) -> None:
    first = laptop()
    _declare_all(first)
    first.close()
    window = make_window()
    window.enter("desk")
    page = window.view.page
    assert (page.key, page.locked.isVisible()) == ("packets", True)
    dialogs.answers.append(PASSPHRASE)
    qtbot.mouseClick(page.locked.button, Qt.MouseButton.LeftButton)
    idle(window)
    assert window.place.desk.completeness.declared == len(_codes(window))
    assert len(page.table.model.rows) == 1


def test_locking_the_key_takes_everything_off_the_screen(laptop: Any) -> None:
    window = laptop()
    _declare_all(window)
    window.enter("desk", "score")
    window.services.session.lock()
    assert window.place.desk is None
    assert window.view.page.key == "packets"
    assert window.services.session.workspace is None


def test_declaring_all_then_the_exceptions_by_keyboard(qtbot: QtBot, laptop: Any, dialogs: Any) -> None:
    window = laptop()
    window.enter("desk", "declare")
    page, desk = window.view.page, window.place.desk
    codes = _codes(window)
    qtbot.keyClick(page.table.view, "a", Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(page.table.view, "1")
    assert len(desk.completeness.codes(Progress.UNSCORED)) == len(codes)
    page.table.choose(codes[3])
    dialogs.answers.extend(["relative", "бауырым"])
    qtbot.keyClick(page.table.view, "2")
    page.table.choose(codes[5])
    qtbot.keyClick(page.table.view, "3")
    assert desk.declaration(codes[3]).note == "бауырым"
    assert desk.completeness.codes(Progress.CONFLICT) == (codes[3],)
    assert desk.completeness.codes(Progress.NOT_SURE) == (codes[5],)
    page.which.setCurrentIndex(page.which.findData("conflict"))
    assert [row.code for row in page.table.model.shown] == [codes[3]]
    assert window.place.step_info("declare").state is StepState.DONE


def test_scored_applications_are_asked_about_before_a_conflict_is_declared(laptop: Any, dialogs: Any) -> None:
    window = laptop()
    _declare_all(window)
    code = _codes(window)[0]
    window.place.desk.set_points(code, "C1", 5)
    window.enter("desk", "declare")
    page = window.view.page
    page.table.choose(code)
    dialogs.answers.append(False)
    page.buttons[2].click()
    assert window.place.desk.is_open(code)
    assert code in dialogs.asked[-1]


def test_content_of_an_undeclared_application_is_nowhere_in_the_window(laptop: Any, contest: DeskSample) -> None:
    window = laptop()
    codes = _codes(window)
    window.place.desk.declare(codes[:1], Answer.NO_CONFLICT)
    window.enter("desk", "score")
    page = window.view.page
    page.open(codes[1])
    assert page.place.application == ""
    assert codes[1] in window.services.strip.text
    page.open(codes[0])
    project = contest.sample.applications[0].project
    assert project.aim in page.work.reading.text.toPlainText()
    assert project.budget[0].item in page.work.reading.text.toPlainText()
    page.next.click()
    assert page.place.application == codes[0]


def test_figures_score_criterion_by_criterion_and_everything_is_kept(
    qtbot: QtBot, laptop: Any, make_window: Any, dialogs: Any, idle: Any
) -> None:
    window = laptop()
    _declare_all(window)
    window.enter("desk", "score")
    page, desk = window.view.page, window.place.desk
    first, second = _codes(window)[:2]
    page.unscored.click()
    assert page.place.application == first
    marks = page.work.marks
    for figure in "54321":
        _keys(qtbot, window, figure)
    assert desk.running_total(first) == 15
    assert "15 of 25" in marks.total.text()
    assert marks.boxes["C1"].words.text() == "5 – excellent"
    marks.boxes["C2"].row.setFocus()
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Return)
    _keys(qtbot, window, "not 5: no figures")
    assert desk.marks(first).marks[1].reason == "not 5: no figures"
    assert marks.saved.label.text() == "Saved"
    marks.boxes["C5"].row.setFocus()
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Delete)
    assert "C5" in marks.missing.text()
    qtbot.mouseClick(marks.boxes["C5"].row.buttons[2], Qt.MouseButton.LeftButton)
    qtbot.mouseClick(marks.boxes["C5"].row.buttons[2], Qt.MouseButton.LeftButton)
    assert desk.progress(first).missing == ("C5",)
    page.unscored.click()
    assert page.place.application == second
    kept = desk.marks(first)
    window.close()
    again = make_window()
    dialogs.answers.append(PASSPHRASE)
    again.enter("desk", "packets")
    again.place.read_entries()
    idle(again)
    assert again.place.desk.marks(first) == kept


def test_list_filters_by_progress_and_remarks(laptop: Any) -> None:
    window = laptop()
    _declare_all(window)
    place = window.place
    codes = _codes(window)
    place.desk.declare(codes[7:8], Answer.NOT_SURE)
    desk_scenes.score(place, 2)
    place.desk.set_points(codes[3], "C1", 1)
    window.enter("desk", "score")
    table, which = window.view.page.list.table, window.view.page.list.which
    shown = {}
    for key in ("unscored", "partly", "scored", "flagged", "closed"):
        which.setCurrentIndex(which.findData(key))
        shown[key] = [row.code for row in table.model.shown]
    assert shown["partly"] == [codes[3]]
    assert shown["scored"] == [codes[0], codes[1]]
    assert shown["closed"] == [codes[7]]
    assert len(shown["unscored"]) == len(codes) - 4
    flagged = [code for code in codes if place.desk.is_open(code) and place.desk.read(code).flags]
    assert shown["flagged"] == flagged
    window.view.page.open(codes[7])
    assert codes[7] in window.services.strip.text
    window.view.page.open(codes[0])
    assert not window.services.strip.text, "a refusal stands over no other application"


def test_attachment_is_shown_as_a_picture(qtbot: QtBot, laptop: Any, idle: Any) -> None:
    window = laptop()
    _declare_all(window)
    desk = window.place.desk
    window.place.application = next(code for code in _codes(window) if desk.read(code).attachments)
    window.enter("desk", "score")
    reading = window.view.page.work.reading
    reading.setCurrentIndex(1)
    idle(window)
    assert reading.viewer.count == 1


def test_handing_in_closes_the_sheet_and_a_correction_makes_the_next_revision(
    qtbot: QtBot, laptop: Any, contest: DeskSample, dialogs: Any, files: Any, tmp_path: Path, idle: Any
) -> None:
    window = laptop()
    _declare_all(window)
    desk_scenes.score(window.place, 10)
    window.enter("desk", "hand-in")
    page, desk = window.view.page, window.place.desk
    page.sign.click()
    assert not desk.handed_in, "the statement is not confirmed"
    assert window.services.strip.tone is Tone.WARN
    page.statement.setChecked(True)
    dialogs.answers.append(False)
    page.sign.click()
    assert "missing" in dialogs.asked[-1]
    stick = tmp_path / "stick"
    stick.mkdir()
    dialogs.answers.append(True)
    files.answers.append(stick)
    page.sign.click()
    idle(window)
    manifest = open_packet(contest.first, contest.key).manifest
    sheet = open_sheet((stick / "m1-r1.sheet").read_bytes(), contest.secretary, manifest, desk.id).sheet
    assert sheet.applications[0] == desk.marks(_codes(window)[0])
    assert desk.is_closed
    assert page.next.isVisible()
    assert not page.sign.isVisible()
    files.answers.append(stick)
    page.save.click()
    idle(window)
    assert sorted(path.name for path in stick.iterdir()) == ["m1-r1-2.sheet", "m1-r1.sheet"]
    window.view.go("score")
    window.view.page.open(_codes(window)[0])
    assert not window.view.page.work.marks.boxes["C1"].row.isEnabled()
    window.view.go("hand-in")
    dialogs.answers.append("қате баға қойылды")
    page.correct.click()
    assert page.correction.isVisible()
    assert page.scroller.isAncestorOf(window.focusWidget()), "Enter must not save the old file"
    page.statement.setChecked(True)
    dialogs.answers.append(True)
    files.answers.append(stick)
    page.sign.click()
    idle(window)
    second = open_sheet((stick / "m1-r2.sheet").read_bytes(), contest.secretary, manifest, desk.id).sheet
    assert (second.revision, second.correction) == (2, "қате баға қойылды")
    assert [row.signed.sheet.revision for row in page.handed.model.rows] == [2, 1]


def test_next_revision_tells_what_changed_and_what_came_along(laptop: Any, contest: DeskSample, idle: Any) -> None:
    window = laptop()
    _declare_all(window)
    window.open_paths([contest.second])
    idle(window)
    page = window.view.page
    assert page.key == "packets"
    assert [(row.application, row.what) for row in page.changes.model.rows] == [
        (one.application, one.what) for one in window.place.desk.changes
    ]
    assert page.told.isVisible()
    assert window.place.step_info("declare").note == "not declared: 2"


def test_language_change_keeps_the_application_on_the_screen(laptop: Any) -> None:
    window = laptop()
    _declare_all(window)
    window.enter("desk", "score")
    code = _codes(window)[4]
    window.view.page.open(code)
    window.set_language("kk")
    assert window.view.page.key == "score"
    assert code in window.view.page.work.name.text()


@pytest.mark.parametrize("language", ["kk", "ru"])
def test_no_word_is_clipped_at_the_desk(laptop: Any, clipped: Callable[[QWidget], list[str]], language: str) -> None:
    window = laptop(language=language, text_size=150)
    found = {}
    for step in ("key", "packets", "declare"):
        window.view.go(step)
        found[step] = clipped(window)
    _declare_all(window)
    desk_scenes.score(window.place, 5)
    for step in ("score", "hand-in"):
        window.view.go(step)
        found[step] = clipped(window)
    window.view.go("score")
    window.view.page.open(_codes(window)[6])
    found["work"] = clipped(window)
    window.place.desk.hand_in(at=AT)
    window.place.changed.emit()
    window.view.go("hand-in")
    found["handed in"] = clipped(window)
    assert {step: words for step, words in found.items() if words} == {}

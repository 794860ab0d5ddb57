"""The office from an empty folder to a complete commission, through the widgets and on real files."""

import shutil
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from models.centre.contests import add_contest
from models.centre.history import history
from models.centre.store import Central, key_file
from models.contest.commission import Role
from models.contest.founding import new_contest
from models.contest.profile_files import load_profile
from models.errors import SealError
from models.sealing.cards import write_card
from models.sealing.keys import PrivateKey
from models.sealing.public_keys import spoken
from ui.shell.kinds import FileKind
from ui.shell.main_window import MainWindow
from ui.shell.place import StepState

Wait = Callable[[], None]


@pytest.fixture
def wait(qtbot: QtBot, window: MainWindow) -> Wait:
    """Wait until nothing runs in the background."""

    def waiting() -> None:
        qtbot.waitUntil(lambda: not window.services.tasks.busy, timeout=20_000)
        QApplication.processEvents()

    return waiting


@pytest.fixture
def key(window: MainWindow, dialogs: Any) -> PrivateKey:
    """The secretary's key on the laptop, without a passphrase, and the card beside it."""
    home, seed = window.services.home, b"o" * 32
    home.root.mkdir(parents=True)
    private = Ed25519PrivateKey.from_private_bytes(seed)
    home.key.write_bytes(private.private_bytes(Encoding.PEM, PrivateFormat.OpenSSH, NoEncryption()))
    opened = PrivateKey.ephemeral(seed)
    write_card(home.card, name="Қожахмет Дәмелі", position="үйлестіруші", organisation="ЖРО", key=opened)
    window.services.session.read_card()
    dialogs.answers.append("any")
    return opened


@pytest.fixture
def office(window: MainWindow, files: Any, wait: Wait, tmp_path: Path, key: PrivateKey) -> Any:
    """The office with a new, empty central file."""
    window.enter("office")
    files.answers.append(tmp_path / "central.tandau")
    window.view.page.ways.make.click()
    wait()
    return window.place


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A central file to copy (making one runs the migrations): lot Mangystau of the plan of 2022 with 62 grants."""
    path, at = tmp_path_factory.mktemp("made") / "central.tandau", datetime(2022, 6, 20, 5, 0, tzinfo=UTC)
    central = Central.create(path, PrivateKey.ephemeral(b"o" * 32), at=at)
    contest = new_contest(
        load_profile("zhas-2022"), lot="mangystau", id=UUID(int=22), contract_date=None, grants={"mangystau": 62}
    )
    with central.session() as session:
        add_contest(session, contest, by="x", at=at)
    central.close()
    return path


@pytest.fixture
def founded(window: MainWindow, wait: Wait, tmp_path: Path, made: Path, key: PrivateKey) -> Any:
    """The office at the second step, with that contest chosen."""
    path = tmp_path / "central.tandau"
    shutil.copy(made, path)
    shutil.copy(key_file(made), key_file(path))
    window.enter("office")
    window.place.open_central(path)
    wait()
    window.view.page.choose_action.click()
    wait()
    return window.place


def _card(folder: Path, name: str, seed: int) -> tuple[Path, PrivateKey]:
    path, key = folder / f"{seed}.card", PrivateKey.ephemeral(bytes([seed]) * 32)
    write_card(path, name=name, position="доцент", organisation="Университет", key=key)
    return path, key


def test_two_figures_of_the_source_must_be_decided(office: Any, window: MainWindow, wait: Wait, dialogs: Any) -> None:
    page = window.view.page
    page.new_action.click()
    wait()
    page.new.lot_choice.setCurrentIndex(page.new.lot_choice.findData("mangystau"))
    assert list(page.new.quotas) == ["mangystau"]
    page.make_action.click()
    assert len(dialogs.shown) == 1
    assert "63 and 62" in dialogs.shown[0]
    assert office.state.contests == ()
    page.new.lot_choice.setCurrentIndex(page.new.lot_choice.findData("turkistan"))
    assert page.new.quotas == {}
    page.back_action.click()
    assert not page.new.isVisible()


def test_the_lot_is_chosen_by_a_person_and_named_in_the_title(office: Any, window: MainWindow, wait: Wait) -> None:
    page = window.view.page
    page.new_action.click()
    wait()
    assert page.new.lot is None
    assert page.new.quotas == {}
    page.make_action.click()
    wait()
    assert "Choose the lot" in window.services.strip.text
    assert office.state.contests == ()
    plain = page.new.title_ru.text()
    page.new.lot_choice.setCurrentIndex(page.new.lot_choice.findData("turkistan"))
    assert page.new.title_ru.text() == f"{plain} ({page.new.lot.name.ru})"
    page.new.lot_choice.setCurrentIndex(page.new.lot_choice.findData("mangystau"))
    assert page.new.title_ru.text() == f"{plain} ({page.new.lot.name.ru})"
    page.new.title_ru.setText("Свой конкурс")
    page.new.lot_choice.setCurrentIndex(page.new.lot_choice.findData("turkistan"))
    assert page.new.title_ru.text() == "Свой конкурс"
    page.make_action.click()
    wait()
    assert office.state.overview.contest.title.ru == "Свой конкурс"


def test_contest_is_made_chosen_and_next_step_shown(office: Any, window: MainWindow, wait: Wait) -> None:
    page = window.view.page
    page.list.table.empty.button.click()
    wait()
    page.new.lot_choice.setCurrentIndex(page.new.lot_choice.findData("mangystau"))
    page.new.quotas["mangystau"].setCurrentIndex(2)
    page.make_action.click()
    wait()
    assert window.view.page.key == "contest"
    assert office.step_info("contest").state is StepState.NEXT
    contest = office.state.overview.contest
    assert [(one.code, one.grants) for one in contest.territories] == [("mangystau", 62)]
    assert office.subject() == contest.title.en


def test_contest_without_money_and_calendar_asks_for_neither(office: Any, window: MainWindow, wait: Wait) -> None:
    page = window.view.page
    page.new_action.click()
    wait()
    page.new.profile_choice.setCurrentIndex(page.new.profile_choice.findData("electoral-2022"))
    page.make_action.click()
    wait()
    page = window.view.page
    assert office.step_info("contest").state is StepState.DONE
    assert page.no_calendar.isVisible()
    assert not page.calendar.isVisible()
    page.tabs.setCurrentIndex(1)
    shown = _words(page.tabs.currentWidget())
    assert "prize places: 3" in shown
    assert "grants: 3" not in shown
    assert "Funds, KZT" not in shown


def test_contract_date_counts_the_calendar_and_warns(
    founded: Any, window: MainWindow, wait: Wait, dialogs: Any
) -> None:
    page = window.view.page
    assert page.calendar.pile.currentWidget() is page.calendar.empty
    page.date.setDate(QDate(2022, 6, 27))
    page.date_button.click()
    wait()
    assert founded.state.overview.contest.contract_date == date(2022, 6, 27)
    assert len(page.calendar.model.rows) == 7
    assert page.warnings.count() == 1
    page.date.setDate(QDate(2022, 6, 28))
    dialogs.answers.append("misread")
    page.date_button.click()
    wait()
    with founded.central.reading() as session:
        (change,) = [one for one in history(session, subject="contest") if one.why]
    assert (change.why, change.fields, change.by) == ("misread", ("contract_date",), "Қожахмет Дәмелі")


def test_criteria_are_approved_frozen_and_worded_anew_as_a_version(
    founded: Any, window: MainWindow, wait: Wait, dialogs: Any
) -> None:
    window.enter("office", "criteria")
    page = window.view.page
    page.approve_action.click()
    assert founded.state.overview.criteria == ()
    assert "needed" in page.form._problems[page.approved_by].text()
    page.approved_by.setText("Директор")
    page.document.setText("бұйрық № 12")
    page.approved_on.setDate(QDate(2022, 7, 1))
    page.agreed_with.setPlainText("Тапсырыс беруші\n\nОператор")
    dialogs.answers.append(True)
    page.approve_action.click()
    wait()
    (first,) = founded.state.overview.criteria
    assert first.approval.agreed_with == ("Тапсырыс беруші", "Оператор")
    assert first.digest() in page.status.label.text()
    assert not page.approve_action.isVisible()
    page.edit_button.click()
    page.edit.fields["C1"][1].setText("Польза проекта")
    page.edit.keep_button.click()
    assert "Польза проекта" in page.changes_label.text()
    page.approved_by.setText("Директор")
    page.document.setText("бұйрық № 13")
    page.agreed_with.setPlainText("Оператор")
    dialogs.answers.append("the operator asked")
    page.approve_action.click()
    wait()
    versions = founded.state.overview.criteria
    assert [one.content.version for one in versions] == [1, 2]
    assert versions[1].content.criteria[0].name.ru == "Польза проекта"
    assert versions[1].content.criteria[1:] == first.content.criteria[1:]
    assert page.draft is None


def test_people_and_cards_become_one_roster_version(
    founded: Any, window: MainWindow, wait: Wait, dialogs: Any, tmp_path: Path, key: PrivateKey
) -> None:
    window.enter("office", "commission")
    page = window.view.page
    page.table.empty.button.click()
    page.form.name.setText("Әшірбек  Нұргүл")
    page.form.chair.setChecked(True)
    page.form.keep_button.click()
    cards = [_card(tmp_path, name, seed) for seed, name in ((1, "Әшірбек Нұргүл"), (2, "Ким Елена"))]
    dialogs.answers.extend(["m1", True, "+member", True, "+secretary", True])
    page.drop.dropped.emit([cards[0][0], cards[1][0], window.services.home.card])
    assert [line.state for line in page.table.model.rows] == ["new"] * 3
    page.store_button.click()
    wait()
    roster = founded.state.overview.roster
    assert roster.version == 1
    assert [(one.id, one.name, one.role, one.public_key) for one in roster.people] == [
        ("m1", "Әшірбек Нұргүл", Role.MEMBER, cards[0][1].public_line),
        ("m2", "Ким Елена", Role.MEMBER, cards[1][1].public_line),
        ("s1", "Қожахмет Дәмелі", Role.SECRETARY, key.public_line),
    ]
    assert roster.people[0].proposed_chair
    assert page.table.choose("m2")
    assert spoken(cards[1][1].public_line) in _words(page.card)
    page.dismiss_button.click()
    dialogs.answers.append("declared a conflict")
    page.store_button.click()
    wait()
    assert [one.id for one in founded.state.overview.roster.people] == ["m1", "s1"]
    page.add_button.click()
    page.form.name.setText("Жаңа Мүше")
    page.form.keep_button.click()
    assert page.people[-1].id == "m3", "an id is never given twice"


def test_card_whose_fingerprint_differs_is_not_taken(
    founded: Any, window: MainWindow, dialogs: Any, tmp_path: Path
) -> None:
    path, _ = _card(tmp_path, "Ким Елена", 2)
    dialogs.answers.extend(["+member", False])
    founded.open_path(path, FileKind.CARD)
    QApplication.processEvents()
    assert window.view.page.key == "commission", "a dropped card leads to its step"
    assert window.view.page.people == ()
    assert dialogs.asked[-1].startswith("Ким Елена reads the fingerprint")


def test_file_without_an_open_contest_is_refused_with_the_cure(window: MainWindow, tmp_path: Path) -> None:
    window.enter("office")
    window.open_paths([tmp_path / "x.card"])
    assert "choose a contest first" in window.services.strip.text


def test_central_file_is_closed_remembered_and_opened_again(
    founded: Any, window: MainWindow, wait: Wait, qtbot: QtBot
) -> None:
    window.enter("office", "central")
    page = window.view.page
    page.list.close_button.click()
    assert founded.central is None
    assert founded.step_info("contest").state is StepState.CLOSED
    qtbot.mouseClick(page.ways.again, Qt.MouseButton.LeftButton)
    wait()
    assert [entry.lot for entry in founded.state.contests] == ["mangystau"]
    page.choose_action.click()
    wait()
    assert window.view.page.key == "contest"


def test_state_and_draft_survive_another_language(founded: Any, window: MainWindow, wait: Wait) -> None:
    window.enter("office", "commission")
    page = window.view.page
    page.add_button.click()
    page.form.name.setText("Әшірбек Нұргүл")
    page.form.keep_button.click()
    window.set_language("kk")
    assert window.view.page is not page
    assert [person.name for person in window.view.page.people] == ["Әшірбек Нұргүл"]
    assert window.place.subject() == founded.state.overview.contest.title.kk


def test_no_word_is_clipped_at_the_largest_text(
    founded: Any, window: MainWindow, clipped: Callable[[QWidget], list[str]], wait: Wait
) -> None:
    window.set_text_size(150)
    for language in ("kk", "ru"):
        window.set_language(language)
        wait()
        _walk(window, clipped, wait)


def _walk(window: MainWindow, clipped: Callable[[QWidget], list[str]], wait: Wait) -> None:
    for key in ("central", "contest", "criteria", "commission", "sync", "register"):
        window.enter("office", key)
        wait()
        page = window.view.page
        for number in range(page.tabs.count() if hasattr(page, "tabs") else 1):
            if hasattr(page, "tabs"):
                page.tabs.setCurrentIndex(number)
            assert clipped(window) == [], f"{key}, {number}"
    window.enter("office", "commission")
    window.view.page.add()
    assert clipped(window) == []
    window.enter("office", "criteria")
    window.view.page.start_edit()
    assert clipped(window) == []


def _words(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel))


def test_a_colleague_is_admitted_to_the_central_file_by_card(
    founded: Any, window: MainWindow, wait: Wait, files: Any, dialogs: Any, tmp_path: Path, qtbot: QtBot
) -> None:
    path, colleague = _card(tmp_path, "Әбдіқадыр Әсел", 77)
    window.view.go("central")
    page = window.view.page
    for answer, told in ((False, ""), (True, "from now on"), (True, "could open this central file before")):
        files.answers.append(path)
        dialogs.answers.append(answer)
        page.admit_action.click()
        wait()
        assert told in window.services.strip.text
    Central.open(founded.central.path, colleague).close()
    dialogs.answers.extend((colleague.public_line, True))
    page.take_away_action.click()
    qtbot.waitUntil(lambda: window.services.strip.text == "Әбдіқадыр Әсел can open this central file no more.")
    with pytest.raises(SealError):
        Central.open(founded.central.path, colleague)
    page.take_away_action.click()
    qtbot.waitUntil(lambda: window.services.strip.text == "Nobody but you can open this central file.")

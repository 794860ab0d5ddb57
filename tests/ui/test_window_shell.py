from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from models.errors import IntakeError, SittingError
from models.wording import current_language
from ui.shell import theme
from ui.shell.kinds import FileKind
from ui.shell.main_window import MainWindow
from ui.shell.person import NewPerson
from ui.shell.place import StepState
from ui.shell.places import PLACES
from ui.shell.settings import Preferences
from ui.shell.theme import Colours, Tone


def test_first_run_asks_who_you_are_and_leads_to_the_place(
    qtbot: QtBot, make_window: Callable[..., MainWindow]
) -> None:
    kept = []
    window = make_window(keep=kept.append)
    assert window.place is None
    assert list(window.welcome.places) == ["office", "desk", "sitting", "gallery"]
    qtbot.mouseClick(window.welcome.places["desk"], Qt.MouseButton.LeftButton)
    assert window.place.key == "desk"
    assert kept[-1] == Preferences(language="en", place="desk")
    window.back_action.trigger()
    qtbot.waitUntil(lambda: window.place is None)


def test_last_place_has_the_keyboard_on_the_next_start(make_window: Callable[..., MainWindow]) -> None:
    window = make_window(preferences=Preferences(place="sitting"))
    assert window.focusWidget() is window.welcome.places["sitting"]


def test_language_changes_at_once_everywhere(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.mouseClick(window.welcome.languages["kk"], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: current_language() == "kk")
    assert window.windowTitle() == "Таңдау"
    assert "Сіз кімсіз" in _texts(window)
    buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
    qtbot.addWidget(buttons)
    assert [button.text().replace("&", "") for button in buttons.buttons()] == ["Жарайды", "Бас тарту"]
    field = QLineEdit()
    menu = field.createStandardContextMenu()
    assert menu.actions()[0].text().split("\t")[0] == "&Болдырмау"
    menu.deleteLater()


def test_language_change_keeps_place_and_step(window: MainWindow) -> None:
    window.enter("gallery", "table")
    before = window.view.page
    window.set_language("ru")
    assert window.view.page is not before
    assert window.view.page.key == "table"
    assert window.view.page.heading.text() == "Технический отбор заявок"


def test_text_size_changes_at_once_and_is_kept(make_window: Callable[..., MainWindow]) -> None:
    kept = []
    window = make_window(keep=kept.append)
    before = QApplication.font().pointSizeF()
    window.set_text_size(150)
    assert QApplication.font().pointSizeF() == pytest.approx(before * 1.5)
    assert kept[-1].text_size == 150


def test_steps_show_what_is_done_next_and_closed(window: MainWindow) -> None:
    window.enter("gallery")
    steps = window.view.steps
    assert window.view.page.key == "table", "the next step comes up by itself"
    assert not steps.button("last").isEnabled()
    assert "done" in steps.button("form").accessibleName()
    steps.button("form").click()
    assert window.view.page.key == "form"
    assert window.place.step_info("last").state is StepState.CLOSED


def test_page_that_does_not_let_go_stays(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    window.enter("gallery", "form")
    monkeypatch.setattr(window.view.page, "leave", lambda: False)
    window.view.steps.button("empty").click()
    assert window.view.page.key == "form"
    assert window.view.steps.button("form").isChecked()
    assert not window.show_welcome()
    assert not window.enter("desk")


def _drop(window: MainWindow, *paths: Path) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    event = QDropEvent(
        QPoint(5, 5), Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    window.dropEvent(event)


def test_dropped_file_goes_to_the_place_on_the_screen(qtbot: QtBot, window: MainWindow) -> None:
    window.enter("gallery")
    _drop(window, Path("/x/a.SHEET"), Path("/x/b.exe"), Path("/x/c.packet"))
    qtbot.waitUntil(lambda: bool(window.place.opened))
    assert [path.name for path in window.place.opened] == ["a.SHEET", "c.packet"]
    assert window.services.strip.tone is Tone.WARN
    assert "b.exe" in window.services.strip.text


def test_file_that_several_places_take_is_asked_about(window: MainWindow, dialogs: Any) -> None:
    dialogs.answers.append("gallery")
    window.open_paths([Path("/x/a.result")])
    assert window.place.key == "gallery"
    assert [path.name for path in window.place.opened] == ["a.result"]
    dialogs.answers.append(None)
    window.show_welcome()
    window.open_paths([Path("/x/b.result")])
    assert window.place is None


def test_files_given_at_start_are_opened_after_the_first_paint(
    qtbot: QtBot, make_window: Callable[..., MainWindow], dialogs: Any
) -> None:
    dialogs.answers.append("gallery")
    window = make_window(files=[Path("/x/a.card")])
    qtbot.waitUntil(lambda: window.place is not None)
    assert [path.name for path in window.place.opened] == ["a.card"]


def test_kinds_are_told_by_the_ending() -> None:
    assert FileKind.of(Path("x.PACKET")) is FileKind.PACKET
    assert FileKind.of(Path("x.Csv")) is FileKind.TABLE
    assert FileKind.of(Path("packet")) is None


def test_errors_take_one_of_three_ways(window: MainWindow, dialogs: Any) -> None:
    with window.services.errors.shown():
        raise SittingError("No quorum: 3 of 6.")
    assert window.services.strip.text == "No quorum: 3 of 6."
    with window.services.errors.shown():
        raise IntakeError("Nothing was stored.", problems=["row 1", "row 2"])
    assert dialogs.shown == ["Nothing was stored.\n– row 1\n– row 2"]
    with window.services.errors.shown():
        raise KeyError("ours")
    assert dialogs.shown[1:] == ["crash: KeyError('ours')"]


@pytest.mark.parametrize(("tone", "left"), [("good", ""), ("info", ""), ("bad", ""), ("warn", "Told.")])
def test_a_message_goes_when_the_person_moves_on_and_a_warning_stays(window: MainWindow, tone: str, left: str) -> None:
    window.enter("gallery", "form")
    getattr(window.services.strip, tone)("Told.")
    window.view.go("table")
    assert window.services.strip.text == left


def test_person_makes_key_locks_and_unlocks_with_the_second_try(
    qtbot: QtBot, window: MainWindow, dialogs: Any, files: Any, tmp_path: Path
) -> None:
    session = window.services.session
    got = []
    dialogs.answers.append(NewPerson("Үміт Әбдіғалиева", "маман", "ЖРО", "тауда қар еріді"))
    session.with_key(got.append)
    qtbot.waitUntil(lambda: bool(got))
    assert session.person.name == "Үміт Әбдіғалиева"
    assert window.header.person.text() == "Үміт Әбдіғалиева"
    session.lock()
    dialogs.answers.extend(["wrong passphrase", "тауда қар еріді"])
    session.with_key(got.append)
    qtbot.waitUntil(lambda: len(got) == 2)
    assert got[1].fingerprint == session.person.fingerprint
    assert "does not open" in dialogs.asked[-1]
    target = tmp_path / "umit.card"
    files.answers.append(target)
    window.card_action.trigger()
    qtbot.waitUntil(target.exists)
    assert target.read_bytes() == window.services.home.card.read_bytes()


@pytest.mark.parametrize("size", [100, 150])
@pytest.mark.parametrize("language", ["kk", "ru"])
def test_no_word_is_clipped_on_any_page(
    make_window: Callable[..., MainWindow], clipped: Callable[[QWidget], list[str]], language: str, size: int
) -> None:
    window = make_window(language=language, text_size=size)
    assert clipped(window) == []
    for key in window._infos:
        window.enter(key)
        for page in window.place.pages:
            if window.place.step_info(page.key).state is StepState.CLOSED:
                continue
            window.view.go(page.key)
            assert clipped(window) == [], f"{key}/{page.key}"


def test_every_button_has_a_name_for_the_screen_reader(window: MainWindow) -> None:
    window.enter("gallery", "table")
    nameless = [b for b in window.findChildren(QPushButton) if b.isVisible() and not (b.accessibleName() or b.text())]
    assert nameless == []


def test_colours_keep_the_contrast_of_wcag_aa() -> None:
    c = Colours()
    pairs = [(c.text, c.ground), (c.text, c.surface), (c.muted, c.ground), (c.muted, c.surface), (c.muted, c.raised)]
    pairs += [(c.on_accent, c.accent), (c.accent, c.surface), (c.accent_strong, c.accent_soft), (c.bad, c.surface)]
    pairs += [c.of(tone) for tone in Tone]
    assert {pair: _contrast(*pair) for pair in pairs if _contrast(*pair) < 4.5} == {}
    assert _contrast(c.control, c.surface) >= 3


def test_every_icon_named_in_the_code_is_drawn() -> None:
    names = {"office", "desk", "sitting", "key", "person", "back", "check", "done", "lock", "warn", "info", "bad"}
    assert all(not theme.pixmap(name, "#000000", 24).isNull() for name in names)
    with pytest.raises(FileNotFoundError):
        theme.icon_path("no-such-icon")


def _contrast(one: str, other: str) -> float:
    def light(colour: str) -> float:
        parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    bright, dark = sorted((light(one), light(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def _texts(window: MainWindow) -> str:
    return "\n".join(label.text() for label in window.findChildren(QLabel))


def test_places_made_ahead_are_entered_as_any_other(window: MainWindow) -> None:
    while window.make_ahead():
        assert window.view is None
        assert window.welcome is not None
        assert window.pile.currentWidget() is window.welcome
    for info in PLACES:
        assert window.enter(info.key)
        assert window.view is not None
        assert window.view.page is not None
        assert window.pile.currentWidget() is window.view
        assert window.view.page.isVisible()
    assert not window.make_ahead()


def test_the_step_on_the_screen_is_in_sight_in_the_list(make_window: Callable[..., MainWindow], qtbot: QtBot) -> None:
    window = make_window(text_size=150)
    window.enter("office")
    assert window.view is not None
    for key in ("lists", "central"):
        window.view.go(key)
        button = window.view.steps.button(key)
        qtbot.waitUntil(lambda button=button: button.visibleRegion().boundingRect() == button.rect())

"""At the Desk: a conflict found after opening, and decisions that come with a later revision of the packet."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from models.conflicts.declarations import Answer
from models.conflicts.pinned import PinnedConflict
from models.packet.changes import changes_between
from models.packet.files import open_packet, write_packet
from tools import desk_scenes
from tools.desk_sample import AT, DeskSample
from ui.desk import words
from ui.shell.home import Home
from ui.shell.main_window import MainWindow


@pytest.fixture(scope="session")
def contest() -> DeskSample:
    return desk_scenes.sample()


@pytest.fixture
def laptop(
    make_window: Callable[..., MainWindow], contest: DeskSample, tmp_path: Path, qtbot: QtBot
) -> Callable[..., Any]:
    """Open the window at the Desk with every application declared and the first three scored."""
    contest.laptop(Home.at(tmp_path / "home").root)
    window = make_window()
    QApplication.processEvents()
    window.enter("desk")
    window.services.session._key = contest.key

    def bring(path: Path) -> MainWindow:
        window.open_paths([path])
        qtbot.waitUntil(lambda: not window.services.tasks.busy, timeout=20_000)
        QApplication.processEvents()
        return window

    window = bring(contest.first)
    desk = window.place.desk
    codes = [one.code for one in desk.names]
    desk.declare(codes, Answer.NO_CONFLICT)
    for code in codes[:3]:
        for criterion in desk.criteria:
            desk.set_points(code, criterion.code, 4)
    window.place.changed.emit()
    return bring


def later(contest: DeskSample, folder: Path, *decisions: PinnedConflict) -> Path:
    """Build revision 2 with nothing new but these decisions."""
    first = open_packet(contest.first, contest.key)
    after = first.manifest.model_copy(update={"revision": 2, "previous": first.id, "decisions": decisions})
    changes = changes_between(first.manifest, after, by="s1", at=AT, why={})
    after = after.model_copy(update={"changes": changes})
    path = folder / "later.packet"
    write_packet(path, after, first.attachment, contest.secretary)
    return path


def test_a_conflict_found_while_scoring_closes_the_application(laptop: Any, contest: DeskSample, dialogs: Any) -> None:
    window = laptop(contest.first)
    desk = window.place.desk
    code = desk.names[0].code
    window.enter("desk", "score")
    page = window.view.page
    page.open(code)
    assert page.discovered.isVisible()
    dialogs.answers += ["relative", "жиенім", True]
    page.discovered.click()
    assert (desk.is_open(code), desk.sealed(code), window.place.application) == (False, True, "")
    assert desk.declaration(code).answer is Answer.CONFLICT
    assert "its marks are sealed" in window.services.strip.text
    page.open(code)
    assert window.place.application == ""


def test_a_revision_with_a_decision_closes_it_and_says_by_whom_and_why(
    laptop: Any, contest: DeskSample, tmp_path: Path
) -> None:
    window = laptop(contest.first)
    codes = [one.code for one in window.place.desk.names]
    shut = PinnedConflict(
        person="m1", application=codes[0], conflict=True, kind="relative", reason="інісі", by="Қожахмет Дәмелі", at=AT
    )
    free = PinnedConflict(
        person="m1", application=codes[1], conflict=False, reason="аттас адам", by="Қожахмет Дәмелі", at=AT
    )
    laptop(later(contest, tmp_path, shut, free))
    desk = window.place.desk
    assert (desk.revision, desk.is_open(codes[0]), desk.sealed(codes[0]), desk.is_open(codes[1])) == (
        2, False, True, True
    )  # fmt: skip
    told = window.view.page.decided.label.text()
    assert [words.change(one, desk.name_of) for one in desk.changes if one.what == "decision"] == [
        f"Conflict of interest decided: {desk.member.name}"
    ] * 2
    assert f"{codes[0]}: decided on 02.05.2024 by Қожахмет Дәмелі: conflict. інісі" in told
    window.enter("desk", "declare")
    page = window.view.page
    page.table.view.selectAll()
    page.buttons[0].click()  # the fast way over all of them leaves what is decided as it is
    assert "Decided already and left as decided" in window.services.strip.text
    assert not desk.is_open(codes[0])
    window.enter("desk", "score")
    window.view.page.open(codes[0])
    assert "decided on 02.05.2024 by Қожахмет Дәмелі: conflict. інісі" in window.services.strip.text

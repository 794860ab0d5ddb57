"""What the office searches before anybody asks: it is there when the page is visited, and nobody ever waits for it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from models.conflicts import search
from tests.ui.conftest import AnsweredDialogs
from tools.conflict_scenes import plant
from tools.office_flow_sample import PASSPHRASE, build_flow
from ui.office.ahead import Ahead
from ui.shell.main_window import MainWindow


def test_a_page_that_was_searched_ahead_searches_nothing_more(
    make_window: Callable[..., MainWindow],
    dialogs: AnsweredDialogs,
    tmp_path: Path,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from models.centre.store import Central

    made: list[int] = []
    rarity = search.Rarity
    monkeypatch.setattr(search, "Rarity", lambda *given: (made.append(1), rarity(*given))[1])
    flow = build_flow(tmp_path / "flow")
    window: Any = make_window()
    flow.laptop(window.services.home.root)
    window.services.session.read_card()
    path = flow.central("taken", tmp_path)
    central = Central.open(path, flow.secretary)
    plant(central, flow)
    central.close()

    def idle() -> None:
        qtbot.waitUntil(lambda: not window.services.tasks.busy, timeout=60_000)

    dialogs.answers.append(PASSPHRASE)
    window.enter("office")
    place = window.place
    place.open_central(path)
    idle()
    ahead = place.findChild(Ahead)
    assert ahead.done_for is None
    place.choose(flow.contest_id)
    qtbot.waitUntil(lambda: ahead.done_for is not None, timeout=60_000)
    assert made == [1]
    assert not window.progress.isVisible()
    window.enter("office", "conflicts")
    idle()
    assert window.view.page.picture.lines
    assert made == [1]
    place.close_central()
    assert place.drafts == {}

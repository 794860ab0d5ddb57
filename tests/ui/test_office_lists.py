"""The contest's lists through real widgets: the log saved, a published list compared with the admitted."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from pytestqt.qtbot import QtBot

from models.centre.store import Central
from models.intake.comparing import ChangeKind
from tests.ui.conftest import AnsweredDialogs, AnsweredFiles
from tools.list_scenes import plant
from tools.office_flow_sample import PASSPHRASE, build_flow
from ui.shell.main_window import MainWindow


@pytest.mark.parametrize(("language", "size"), [("en", 100), ("kk", 100), ("ru", 150)])
def test_the_log_is_filtered_and_saved_and_lists_are_compared(
    tmp_path_factory: pytest.TempPathFactory, make_window: Callable[..., MainWindow], dialogs: AnsweredDialogs,
    files: AnsweredFiles, clipped: Callable[..., list[str]], tmp_path: Path, qtbot: QtBot, language: str, size: int,
) -> None:  # fmt: skip
    flow = _flow(tmp_path_factory)
    window = make_window(language=language, text_size=size)
    flow.laptop(window.services.home.root)
    window.services.session.read_card()

    def idle() -> None:
        qtbot.waitUntil(lambda: not window.services.tasks.busy, timeout=60_000)

    dialogs.answers.append(PASSPHRASE)
    window.enter("office")
    place: Any = window.place
    place.open_central(flow.central("taken", tmp_path))
    idle()
    place.choose(flow.contest_id)
    idle()
    window.enter("office", "lists")
    idle()
    assert window.view is not None
    page: Any = window.view.page
    assert clipped(page) == []
    code = page.log.model.rows[0].code
    page.log.filter.setText(code)
    qtbot.waitUntil(lambda: {one.code for one in page.log.model.shown} == {code}, timeout=5_000)
    files.answers.append(tmp_path / "log.xlsx")
    page.export_action.click()
    idle()
    assert load_workbook(tmp_path / "log.xlsx").worksheets[0].max_row == len(page.log.model.shown) + 1
    page.tabs.choose("compare")
    page.compare_action.click()
    assert page.compare.found is None  # nothing chosen: nothing compared, and it is said
    files.answers.append(flow.folder / "жарияланған тізім.csv")
    page.compare.buttons[0].click()
    page.compare.lists[1].setCurrentIndex(1)
    page.compare_action.click()
    idle()
    found = page.compare.found
    assert "X-001" in {one.one.code for one in found.of(ChangeKind.REMOVED)}
    assert found.of(ChangeKind.RESPELLED)
    assert clipped(page) == []
    files.answers.append(tmp_path / "compared.csv")
    page.export_action.click()
    idle()
    text = (tmp_path / "compared.csv").read_text(encoding="utf-8-sig")
    assert len(text.splitlines()) == len(found.changes) + 1


_made: list[Any] = []


def _flow(folders: pytest.TempPathFactory) -> Any:
    if not _made:
        made = build_flow(folders.mktemp("office-lists"))
        central = Central.open(made.folder / "taken.tandau", made.secretary)
        plant(central, made, made.folder)
        central.close()
        _made.append(made)
    return _made[0]

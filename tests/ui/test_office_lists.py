"""The contest's lists through real widgets: the log saved, a published list compared with the admitted."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from pytestqt.qtbot import QtBot

from models.centre.store import Central
from models.intake.lists.comparing import ChangeKind
from tests.ui.conftest import AnsweredFiles
from tools.list_scenes import plant
from tools.office_flow_sample import OfficeFlow, build_flow
from ui.shell.main_window import MainWindow


@pytest.fixture(scope="module")
def flow(tmp_path_factory: pytest.TempPathFactory) -> OfficeFlow:
    made = build_flow(tmp_path_factory.mktemp("office-lists"))
    central = Central.open(made.folder / "taken.tandau", made.secretary)
    plant(central, made, made.folder)
    central.close()
    return made


@pytest.mark.parametrize(("language", "size"), [("en", 100), ("kk", 100), ("ru", 150)])
def test_the_log_is_filtered_and_saved_and_lists_are_compared(
    flow: OfficeFlow, sit_down: Callable[..., tuple[MainWindow, Any]], idle: Callable[[MainWindow], None],
    files: AnsweredFiles, clipped: Callable[..., list[str]], tmp_path: Path, qtbot: QtBot, language: str, size: int,
) -> None:  # fmt: skip
    window, page = sit_down("taken", "lists", language=language, text_size=size)
    assert clipped(page) == []
    code = page.log.model.rows[0].code
    page.log.filter.setText(code)
    qtbot.waitUntil(lambda: {one.code for one in page.log.model.shown} == {code}, timeout=5_000)
    files.answers.append(tmp_path / "log.xlsx")
    page.export_action.click()
    idle(window)
    assert load_workbook(tmp_path / "log.xlsx").worksheets[0].max_row == len(page.log.model.shown) + 1
    page.tabs.choose("compare")
    page.compare_action.click()
    assert page.compare.found is None  # nothing chosen: nothing compared, and it is said
    files.answers.append(flow.folder / "жарияланған тізім.csv")
    page.compare.buttons[0].click()
    page.compare.lists[1].setCurrentIndex(1)
    page.compare_action.click()
    idle(window)
    found = page.compare.found
    assert "X-001" in {one.one.code for one in found.of(ChangeKind.REMOVED)}
    assert found.of(ChangeKind.RESPELLED)
    assert clipped(page) == []
    files.answers.append(tmp_path / "compared.csv")
    page.export_action.click()
    idle(window)
    text = (tmp_path / "compared.csv").read_text(encoding="utf-8-sig")
    assert len(text.splitlines()) == len(found.changes) + 1

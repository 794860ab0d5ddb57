"""The duplicates in the office through real widgets, on a central file with copies planted in it."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from pytestqt.qtbot import QtBot

from models.centre.applications import states
from models.contest.application import Screened
from models.duplicates.cases import CaseKind, CaseSide
from tests.ui.conftest import AnsweredFiles
from tools.duplicate_scenes import plant
from tools.office_flow_sample import OfficeFlow, build_flow
from ui.shell.main_window import MainWindow

Idle = Callable[[], None]


@pytest.fixture(scope="module")
def flow(tmp_path_factory: pytest.TempPathFactory) -> OfficeFlow:
    made = build_flow(tmp_path_factory.mktemp("office-duplicates"))
    from models.centre.store import Central

    central = Central.open(made.folder / "taken.tandau", made.secretary)
    plant(central, made)
    central.close()
    return made


@pytest.fixture
def sit_down(
    sit_down: Callable[..., tuple[MainWindow, Any]], idle: Callable[[MainWindow], None]
) -> Callable[..., tuple[Any, Idle]]:
    """Open the page as the secretary; return it and what waits until nothing runs."""

    def sit(**options: Any) -> tuple[Any, Idle]:
        window, page = sit_down("taken", "duplicates", **options)
        return page, lambda: idle(window)

    return sit


def choose(page: Any, kind: CaseKind) -> Any:
    line = next(line for line in page.cases.table.model.rows if line.case.kind is kind)
    page.cases.table.choose(line.at)
    return line


def test_a_copy_is_looked_at_decided_and_refused_in_the_screening(
    flow: OfficeFlow, sit_down: Callable[..., tuple[Any, Idle]], files: AnsweredFiles, tmp_path: Path, qtbot: QtBot
) -> None:
    page, idle = sit_down()
    window, place = page.window(), page.place
    line = choose(page, CaseKind.TEXT)
    page.beside_action.click()
    idle()
    left, right = (text.toPlainText() for text in page.beside.texts)
    assert page.beside.texts[0].extraSelections()
    for one, two in zip(*(text.extraSelections() for text in page.beside.texts), strict=True):
        assert one.cursor.selectedText().replace("\u2029", "\n") in left
        assert two.cursor.selectedText().replace("\u2029", "\n") in right
        assert one.cursor.selectedText().casefold().split() == two.cursor.selectedText().casefold().split()
    page.beside.following.click()
    page.duplicate_action.click()
    assert {page.decision.which.currentData(), page.decision.of.currentData()} == set(page.beside.pair)
    page.record_action.click()
    assert "Still missing" in page.services.strip.text
    page.decision.reason.setPlainText("мәтіні бірдей")
    page.record_action.click()
    idle()
    line = page.cases.chosen  # the pair that was decided on, among those to refuse
    code, first = line.decision.duplicate, line.decision.of
    assert set(line.case.codes) == {code, first}
    with place.central.reading() as session:
        assert states(session, flow.contest_id)[code] is Screened.RECEIVED
    page.refuse_action.click()
    qtbot.waitUntil(lambda: window.view.page.key == "screening", timeout=5_000)
    idle()
    screening = window.view.page
    qtbot.waitUntil(screening.decision.isVisible, timeout=10_000)
    assert screening.decision.ru.toPlainText() == f"Заявка повторяет заявку {first}: мәтіні бірдей"
    screening.record.click()
    idle()
    with place.central.reading() as session:
        assert states(session, flow.contest_id)[code] is Screened.REFUSED
    window.enter("office", "duplicates")
    idle()
    page = window.view.page
    page.lists.choose("done")
    assert line.at in {one.at for one in page.cases.table.model.rows}
    files.answers.append(tmp_path / "lists.xlsx")
    page.export_action.click()
    idle()
    assert load_workbook(tmp_path / "lists.xlsx").worksheets[0].max_row == len(page.picture.lines) + 1


def test_a_case_to_refuse_can_still_be_decided_otherwise(sit_down: Callable[..., tuple[Any, Idle]]) -> None:
    page, idle = sit_down()
    line = choose(page, CaseKind.QUOTE)
    page.duplicate_action.click()
    page.decision.reason.setPlainText("бір дүкен")
    page.record_action.click()
    idle()
    page.cases.table.choose(line.at)
    page.undo_action.click()
    page.decision.reason.setPlainText("дүкен үлкен, жобалар бөлек")
    page.record_action.click()
    idle()
    page.lists.choose("done")
    assert line.at in {one.at for one in page.cases.table.model.rows}


def test_stopping_the_search_says_that_the_lists_are_not_complete(sit_down: Callable[..., tuple[Any, Idle]]) -> None:
    page, idle = sit_down()
    page.search()
    page.services.tasks.cancel()
    idle()
    assert page.stopped.isVisible()
    choose(page, CaseKind.QUOTE)
    page.clear_action.click()
    page.decision.reason.setPlainText("бір дүкен")
    page.record_action.click()
    idle()
    assert page.cases.isVisible()
    assert not page.stopped.isVisible()


def test_the_lists_of_another_contest_are_not_left_on_the_screen(sit_down: Callable[..., tuple[Any, Idle]]) -> None:
    page, idle = sit_down()
    assert page.cases.isVisible()
    now = page.place.state.overview
    page.show_contest(now.model_copy(update={"contest": now.contest.model_copy(update={"id": "another"})}))
    assert page.waiting.isVisible()
    assert not page.cases.isVisible()
    idle()
    assert page.cases.isVisible()


@pytest.mark.parametrize(("language", "size"), [("kk", 100), ("ru", 150)])
def test_no_word_of_the_page_is_clipped(
    sit_down: Callable[..., tuple[Any, Idle]], clipped: Callable[..., list[str]], language: str, size: int
) -> None:
    page, idle = sit_down(language=language, text_size=size)
    for key in page.lists.buttons:
        page.lists.choose(key)
        assert clipped(page) == []
    page.lists.choose("open")
    line = choose(page, CaseKind.TEXT)
    many = replace(line, sharers=line.sharers[:1] * 40)
    page.cases.show_side(replace(page.picture, lines=(many,)), CaseSide.OPEN)
    assert clipped(page) == []
    assert page.cases.who.heightForWidth(page.cases.who.width()) <= page.cases.who.height()
    page.show_lists()
    choose(page, CaseKind.TEXT)
    page.lay_beside()
    idle()
    assert clipped(page) == []
    page.ask_decision(duplicate=True)
    assert clipped(page) == []

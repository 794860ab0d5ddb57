"""The conflicts of interest in the office through real widgets, on a central file with relations planted in it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from models.centre.conflicts.pairs import decisions, known_people
from models.conflicts.declarations import Answer
from models.conflicts.involved_table import plan_contacts
from models.conflicts.mirror import Side
from models.conflicts.parties import Party
from models.conflicts.party_tables import Parties
from tests.ui.conftest import AnsweredDialogs, AnsweredFiles
from tools.conflict_scenes import plant
from tools.office_flow_sample import OfficeFlow, build_flow
from ui.shell.main_window import MainWindow

Idle = Callable[[], None]


@pytest.fixture(scope="module")
def flow(tmp_path_factory: pytest.TempPathFactory) -> OfficeFlow:
    return build_flow(tmp_path_factory.mktemp("office-conflicts"))


@pytest.fixture
def sit_down(
    flow: OfficeFlow, sit_down: Callable[..., tuple[MainWindow, Any]], idle: Callable[[MainWindow], None]
) -> Callable[..., tuple[Any, Idle]]:
    """Open the page as the secretary; return it and what waits until nothing runs."""

    def sit(**options: Any) -> tuple[Any, Idle]:
        window, page = sit_down("taken", "conflicts", lambda central: plant(central, flow), **options)
        return page, lambda: idle(window)

    return sit


def test_a_pair_is_looked_at_decided_and_never_asked_again(
    flow: OfficeFlow, sit_down: Callable[..., tuple[Any, Idle]], files: AnsweredFiles, tmp_path: Path
) -> None:
    page, idle = sit_down()
    lines = page.pairs.table.model.shown
    assert lines
    assert all(line.row.look for line in lines)  # those to look at first are shown first
    line = next(line for line in lines if line.part == "member")
    page.pairs.table.choose(line.pair)
    assert "telephone" in page.pairs.reasons.text()
    page.conflict_action.click()
    assert "leaves the commission for all applications" in page.decision.follows.label.text()
    page.record_action.click()
    assert "Still missing" in page.services.strip.text
    page.decision.kind.setCurrentIndex(page.decision.kind.findData("relative"))
    page.decision.reason.setPlainText("немере ағасы")
    page.record_action.click()
    idle()
    assert line.pair not in {one.pair for one in page.picture.of(Side.UNDECLARED)}
    page.lists.choose("decided")
    decided = next(one for one in page.pairs.table.model.rows if one.pair == line.pair)
    column = next(n for n, one in enumerate(page.pairs.table.model.columns) if one.title == "Decision")
    assert page.pairs.table.model.columns[column].value(decided) == "Conflict"
    assert not page.pairs.table.view.isColumnHidden(column)
    page.lists.choose("undeclared")
    assert page.pairs.table.view.isColumnHidden(column)
    with page.place.central.reading() as session:
        made = next(one.pinned for one in decisions(session, flow.contest_id) if one.pinned.pair == line.pair)
    assert (made.conflict, made.kind, made.reason, made.by) == (
        True, "relative", "немере ағасы", page.services.session.person.name
    )  # fmt: skip
    page.search()
    idle()
    assert line.pair not in {one.pair for one in page.picture.of(Side.UNDECLARED)}
    files.answers.append(tmp_path / "lists.xlsx")
    page.export_action.click()
    idle()
    sheet = load_workbook(tmp_path / "lists.xlsx").worksheets[0]
    assert sheet.max_row == len(page.picture.lines) + 1


def test_a_person_is_entered_searched_for_and_declares(
    flow: OfficeFlow, sit_down: Callable[..., tuple[Any, Idle]], dialogs: AnsweredDialogs
) -> None:
    page, idle = sit_down()
    one = flow.sample.applications[5]
    page.lists.choose("people")
    shown = {page.people.model.index(line, column).data() for line in range(8) for column in range(5)}
    assert "25.04.2024 10:00" in shown  # declared at 05:00 UTC, told by the contest's clock
    assert not [text for text in shown if text and "+7" in str(text)]  # which contacts are known, not the contacts
    page.add_action_.click()
    page.person.name.setText("Бөтен Адам")
    page.person.iin.setText("123")
    page.store_action.click()
    assert page.person.isVisible()  # no IIN: nothing was stored
    page.person.iin.setText("")
    page.person.phone.setText(one.applicant.mobile)
    page.person.jobs.setPlainText("«Жас Қанат» ҚБ; 31.12.2023")
    page.store_action.click()
    idle()
    with page.place.central.reading() as session:
        (stored,) = [each for each in known_people(session, flow.contest_id) if each.name == "Бөтен Адам"]
    assert stored.id == "k2"
    assert (stored.id, one.code) in {line.pair for line in page.picture.of(Side.UNDECLARED)}
    page.people.choose("k2")
    page.declare_action.click()
    asked = page.declaration
    asked.answer.setCurrentIndex(asked.answer.findData(Answer.CONFLICT.value))
    asked.code.setText(one.code)
    asked.kind.setCurrentIndex(asked.kind.findData("relative"))
    page.store_action.click()
    idle()
    assert (stored.id, one.code) in {line.pair for line in page.picture.of(Side.AGREED)}
    page.people.choose("k2")
    dialogs.answers.append("тәлімгер емес")
    page.forget_action.click()
    idle()
    assert "k2" not in {each.id for each in page.picture.people}


def test_contacts_of_many_come_from_a_table_after_a_report(
    flow: OfficeFlow, sit_down: Callable[..., tuple[Any, Idle]], files: AnsweredFiles, tmp_path: Path
) -> None:
    page, idle = sit_down()
    page.lists.choose("people")
    one = flow.sample.applications[5]
    member = next(each for each in page.picture.people if each.part == "member")
    table = tmp_path / "contacts.csv"
    table.write_text(
        "Аты-жөні;Телефон;Ұйым;Рөлі\n"
        f"{member.name};8 777 000 11 22;ЖШС «Алма»;мүше\n"
        f"Бөтен Адам;{one.applicant.mobile};Жастар үйі;тәлімгер\n"
        ";;;\n;8 777 000 11 23;;\n",
        encoding="utf-8",
    )
    for refused, stores in ((1, True), (1, False)):  # twice is once
        files.answers.append(table)
        page.table_action.click()
        idle()
        assert page.report.isVisible()
        assert f"Rows refused: {refused}" in page.report.notice.label.text()
        assert page.store_action.isEnabled() is stores
        if stores:
            page.store_action.click()
            idle()
            assert "people: 2" in page.services.strip.text
        else:
            page.cancel_action.click()
    with page.place.central.reading() as session:
        known = {each.name: each for each in known_people(session, flow.contest_id)}
    assert known[member.name].phone == "8 777 000 11 22"
    assert known["Бөтен Адам"].part == "mentor"
    assert (known["Бөтен Адам"].id, one.code) in {line.pair for line in page.picture.of(Side.UNDECLARED)}


def test_declarations_come_from_this_laptops_sitting_or_from_files(
    flow: OfficeFlow, sit_down: Callable[..., tuple[Any, Idle]], dialogs: AnsweredDialogs, files: AnsweredFiles
) -> None:
    from models.scoring.workspace.store import Workspace

    page, idle = sit_down()
    files.answers.append(())  # no workspace here yet: files are asked for at once
    page.sheets_action.click()
    assert dialogs.asked[-1:] != ["Where are the score sheets?"]
    Workspace.create_or_open(page.services.home.workspace, flow.secretary).close()
    dialogs.answers.extend([None, "sitting"])
    page.sheets_action.click()
    page.sheets_action.click()
    idle()
    assert dialogs.asked[-1] == "Where are the score sheets?"
    assert "Declarations read: 0" in page.services.strip.text


def test_stopping_the_search_says_that_the_lists_are_not_complete(sit_down: Callable[..., tuple[Any, Idle]]) -> None:
    page, idle = sit_down()
    page.search()
    page.services.tasks.cancel()
    idle()
    assert page.stopped.isVisible()
    page.again_action.click()
    idle()
    assert not page.stopped.isVisible()


@pytest.mark.parametrize(("language", "size"), [("kk", 100), ("ru", 150)])
def test_no_word_of_the_page_is_clipped(
    sit_down: Callable[..., tuple[Any, Idle]], clipped: Callable[..., list[str]], language: str, size: int
) -> None:
    page, _ = sit_down(language=language, text_size=size)
    for key in page.lists.buttons:
        page.lists.choose(key)
        assert clipped(page) == []
    page.ask_person(page.picture.people[0])
    assert clipped(page) == []
    page.stop_asking()
    page.lists.choose("undeclared")
    page.ask_decision(conflict=True)
    assert clipped(page) == []
    page.stop_asking()
    table = Parties(
        (Party(id="1", name="Бөтен Адам", iin="1"), Party(id="2", name="Ли Вера", phone="87011112233")), (), (2, 3)
    )
    page.report.show_plan(table, plan_contacts(table, page.picture.people))
    page._ask(page.report)
    assert clipped(page) == []

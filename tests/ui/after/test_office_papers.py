"""The papers of the office: looked at and written in the window."""

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tools.office_day import OfficeDay
from ui.shell.main_window import MainWindow

Wait = Callable[[], None]


def test_papers_of_the_office_are_looked_at_and_written(
    stored: Any, wait: Wait, files: Any, tmp_path: Path, window: MainWindow
) -> None:
    stored.tabs.setCurrentIndex(stored.tabs.count() - 1)
    part = stored.papers
    kinds = ["technical", "technical-public", "contracts", "destruction", "notices"]
    assert [one.key for one in part.table.model.rows] == kinds
    part.table.choose("contracts")
    assert not part.letters.isVisible()
    part.number.setText("12/345")
    part.written_in.setText("Қонаев қ.")
    part.look_at.click()
    wait()
    assert part.viewer.count > 1
    assert window.services.settings.now.written_in == "Қонаев қ."
    assert part.table.choose("technical-public")
    files.answers.append(tmp_path / "қағаздар")
    part.write_button.click()
    wait()
    assert [path.name for path in (tmp_path / "қағаздар").iterdir()] == ["technical-public-12-345.pdf"]
    assert "technical-public-12-345.pdf" in window.services.strip.text


def test_notices_to_all_applicants_are_one_step_from_the_stored_result(
    stored: Any, wait: Wait, files: Any, tmp_path: Path, window: MainWindow, day: OfficeDay
) -> None:
    window.enter("office", "sync")
    wait()
    window.view.page.notices.click()
    wait()
    part = window.view.page.papers
    assert [one.key for one in part.table.chosen()] == ["notices"]
    assert (part.letters.isVisible(), part.written_in.isVisible()) == (True, False)
    part.details.setText("Қонаев қ., Тәуелсіздік к., 1")
    part.specimen.setCurrentIndex(part.specimen.findData("won"))
    part.look_at.click()
    wait()
    assert part.viewer.count >= 1
    folder = tmp_path / "хаттар"
    files.answers.append(folder)
    part.write_button.click()
    wait()
    letters = {path.name for path in folder.iterdir()} - {"notices.xlsx", "notices.csv"}
    with (folder / "notices.csv").open(encoding="utf-8-sig", newline="") as table:
        rows = list(csv.DictReader(table, delimiter=";"))
    assert len(rows) == 80
    assert {row["File"] for row in rows} == letters


def test_the_act_of_destruction_is_one_step_from_the_record(
    stored: Any, wait: Wait, dialogs: Any, window: MainWindow
) -> None:
    assert stored.papers.table.choose("destruction")
    stored.papers.look_at.click()
    wait()
    assert "not destroyed" in window.services.strip.text
    stored.tabs.setCurrentIndex(3)
    assert not stored.end.act_button.isVisible()
    dialogs.answers.extend(["the purpose has ended", True])
    stored.end.destroy_button.click()
    wait()
    stored.end.act_button.click()
    wait()
    assert stored.tabs.currentIndex() == stored.tabs.count() - 1
    assert stored.papers.viewer.count == 4
    assert not stored.papers.on.isEnabled()


def test_the_protocol_of_the_selection_stands_beside_the_list(
    stored: Any, wait: Wait, window: MainWindow, files: Any, tmp_path: Path
) -> None:
    window.enter("office", "screening")
    wait()
    page = window.view.page
    page.papers_action.click()
    assert page.papers.isVisible()
    assert not page.list.isVisible()
    files.answers.append(tmp_path)
    page.papers.write_button.click()
    wait()
    assert (tmp_path / "technical.pdf").is_file()
    page.to_list.click()
    assert page.list.isVisible()
    assert not page.papers.isVisible()

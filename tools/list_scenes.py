"""Pictures of the contest's lists in the office: the log, and a published list compared with the admitted."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from models.centre.applications import applications
from models.centre.selection.building import build_packet
from models.centre.store import Central
from tools.desk_scenes import wait
from tools.office_flow_sample import AT, BY, OfficeFlow, first_packet, screen_everything
from tools.office_flow_scenes import flow, sit_down
from ui.shell.main_window import MainWindow


def plant(central: Central, made: OfficeFlow, folder: Path) -> Path:
    """Screen, build two revisions, and write a list that differs; return where it is."""
    screen_everything(central, made)
    first_packet(central, made, folder / "first.packet")
    with central.session() as session:
        why = dict.fromkeys((one.code for one in applications(session, made.contest_id)), "Өтініш берушінің хаты")
        build_packet(session, made.contest_id, folder / "second.packet", made.secretary, by=BY, at=AT, why=why)
        taken = applications(session, made.contest_id)
    path = folder / "жарияланған тізім.csv"
    lines = [f"{one.code};{one.applicant.full_name.replace('қ', 'к')};{one.project.title}" for one in taken[3:40]]
    path.write_text("\n".join(("Код;ФИО;Название проекта", *lines, "X-001;Бөтен Адам;Жоба")), encoding="utf-8")
    return path


def _page(window: MainWindow) -> tuple[Any, Path]:
    folder = window.services.home.root
    found: list[Path] = []
    page = sit_down(window, "taken", "lists", lambda central: found.append(plant(central, flow(), folder)))
    return page, found[0]


def _log(window: MainWindow) -> None:
    _page(window)


def _compare(window: MainWindow) -> None:
    page, path = _page(window)
    page.tabs.choose("compare")
    page.compare.take(0, path)
    page.compare.lists[1].setCurrentIndex(1)
    page.run_compare()
    wait(window)


SCENES: dict[str, Callable[[MainWindow], None]] = {"office-lists": _log, "office-lists-compare": _compare}

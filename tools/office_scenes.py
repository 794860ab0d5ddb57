"""Pictures of the office from the central file to the commission, and of result and register, on the sample day."""

import atexit
import shutil
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from PySide6.QtCore import QDate

from tools.desk_scenes import wait
from tools.office_day import OfficeDay, play_until_result
from ui.office.place import Office
from ui.shell.main_window import MainWindow


@cache
def day() -> OfficeDay:
    """Play the day once for all pictures."""
    folder = tempfile.mkdtemp()
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return play_until_result(Path(folder) / "day")


def sit_down(window: MainWindow, step: str = "central", *, empty: bool = False) -> Any:
    """Sit down as the secretary with a copy of the central file (or an empty one) open; return the step's page."""
    home, root = window.services.home, window.services.home.root
    root.mkdir(parents=True, exist_ok=True)
    shutil.copy(day().home.key, home.key)
    shutil.copy(day().home.card, home.card)
    home.key.chmod(0o600)
    window.services.dialogs.passphrase = lambda *_, **__: "any"  # type: ignore[method-assign]
    window.services.session.read_card()
    window.enter("office")
    place = window.place
    assert isinstance(place, Office)
    if empty:
        place.create_central(root / "central.tandau")
    else:
        source = day().central
        for path in (source, source.with_name(f"{source.name}.key.age")):
            shutil.copy(path, root / path.name)
        place.open_central(root / source.name)
    wait(window)
    if step != "central":
        place.choose(day().contest)
        wait(window)
    window.enter("office", step)
    wait(window)
    assert window.view is not None
    return window.view.page


def _closed(window: MainWindow) -> None:
    window.services.settings.change(central="/home/office/central.tandau")
    window.enter("office")


def _list(window: MainWindow) -> None:
    sit_down(window)


def _empty(window: MainWindow) -> None:
    sit_down(window, empty=True)


def _new(window: MainWindow) -> None:
    page = sit_down(window)
    page.start_new()
    wait(window)
    page.new.lot_choice.setCurrentIndex(page.new.lot_choice.findData("mangystau"))


def _found(window: MainWindow, step: str) -> Any:
    """Make a contest by the plan of 2022, lot Mangystau, with nothing decided yet, and enter `step`."""
    page = sit_down(window, empty=True)
    page.start_new()
    wait(window)
    page.new.lot_choice.setCurrentIndex(page.new.lot_choice.findData("mangystau"))
    page.new.quotas["mangystau"].setCurrentIndex(1)
    page.new.make()
    wait(window)
    window.enter("office", step)
    wait(window)
    assert window.view is not None
    return window.view.page


def _contest(window: MainWindow, tab: int) -> None:
    page = _found(window, "contest")
    page.date.setDate(QDate(2022, 6, 27))
    page.set_date()
    wait(window)
    page.tabs.setCurrentIndex(tab)


def _criteria_draft(window: MainWindow) -> None:
    page = sit_down(window, "criteria")
    page.start_edit()
    page.edit.fields["C1 5"][1].setText("отлично")
    page.edit.keep()


def _criteria_edit(window: MainWindow) -> None:
    sit_down(window, "criteria").start_edit()


def _criteria_tab(window: MainWindow, tab: int) -> None:
    sit_down(window, "criteria").tabs.setCurrentIndex(tab)


def _criteria_open(window: MainWindow) -> None:
    _found(window, "criteria").tabs.setCurrentIndex(2)


def _commission_empty(window: MainWindow) -> None:
    _found(window, "commission")


def _commission(window: MainWindow) -> None:
    page = sit_down(window, "commission")
    page.table.view.selectRow(0)


def _commission_draft(window: MainWindow) -> None:
    page = _found(window, "commission")
    answers = iter(("+member", "+secretary"))
    window.services.dialogs.choose = lambda *_, **__: next(answers)  # type: ignore[method-assign]
    window.services.dialogs.ask = lambda *_, **__: True  # type: ignore[method-assign]
    page.take_cards([day().cards[0], day().cards[-1]])
    page.add()


def _sync(window: MainWindow) -> Any:
    page = sit_down(window, "sync")
    page.take(day().result)
    wait(window)
    return page


def _sync_empty(window: MainWindow) -> None:
    sit_down(window, "sync")


def _sync_plan(window: MainWindow) -> None:
    _sync(window)


def _register(window: MainWindow, tab: int) -> None:
    page = _sync(window)
    page.store()
    wait(window)
    window.enter("office", "register")
    wait(window)
    assert window.view is not None
    page = window.view.page
    page.tabs.setCurrentIndex(tab)
    for table in (page.table, page.contracts):
        table.view.selectRow(0)


def _register_details(window: MainWindow) -> None:
    _register(window, 0)
    assert window.view is not None
    window.view.page.show_marks()  # type: ignore[attr-defined]  # the register's page
    wait(window)


def _register_papers(window: MainWindow) -> None:
    _register(window, 4)
    assert window.view is not None
    papers = window.view.page.papers  # type: ignore[attr-defined]  # the register's page
    papers.table.choose("contracts")
    papers.number.setText("12/345")
    papers.preview()
    wait(window)


SCENES: dict[str, Callable[[MainWindow], None]] = {
    "office-central-closed": _closed,
    "office-central-list": _list,
    "office-central-empty": _empty,
    "office-central-new": _new,
    "office-contest-calendar": lambda window: _contest(window, 0),
    "office-contest-quotas": lambda window: _contest(window, 1),
    "office-contest-rules": lambda window: _contest(window, 2),
    "office-criteria-words": lambda window: _criteria_tab(window, 0),
    "office-criteria-counting": lambda window: _criteria_tab(window, 1),
    "office-criteria-versions": lambda window: _criteria_tab(window, 3),
    "office-criteria-open": _criteria_open,
    "office-criteria-draft": _criteria_draft,
    "office-criteria-edit": _criteria_edit,
    "office-commission": _commission,
    "office-commission-empty": _commission_empty,
    "office-commission-draft": _commission_draft,
    "office-sync-empty": _sync_empty,
    "office-sync-plan": _sync_plan,
    "office-register": lambda window: _register(window, 0),
    "office-register-details": _register_details,
    "office-register-contracts": lambda window: _register(window, 1),
    "office-register-line": lambda window: _register(window, 2),
    "office-register-end": lambda window: _register(window, 3),
    "office-register-papers": _register_papers,
}

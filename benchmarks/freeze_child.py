"""Works one place with 3 000 applications and prints how long the window stood still in each act.

`python -m benchmarks.freeze_child desk|sitting|office [--where] [--small]`
"""

import faulthandler
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from benchmarks.heartbeat import Acts
from benchmarks.pools import applications, contest, pool
from desktop.__main__ import collect_rarely
from models.intake.outside import close_readers
from models.packet.files import write_packet
from models.sample.tables import write_workbook
from models.scoring.sheet_files import seal_sheet
from models.scoring.workspace.marks import set_marks
from models.sealing.cards import write_card
from models.sealing.keys import PrivateKey, new_key
from ui.shell.dialogs import Dialogs, Files
from ui.shell.home import Home
from ui.shell.kinds import FileKind
from ui.shell.main_window import MainWindow
from ui.shell.settings import Preferences, Settings
from ui.start import application, build_window, load_ahead

PASSPHRASE = "тауда қар еріді"


class OneFolder(Files):
    """Answers every question for a file with `answer`."""

    def __init__(self, answer: Path) -> None:
        super().__init__(Settings(Preferences()))
        self.answer = answer

    def open(self, title: str, *kinds: FileKind) -> Path:
        return self.answer

    def open_many(self, title: str, *kinds: FileKind) -> tuple[Path, ...]:
        return (self.answer,)

    def save(self, title: str, name: str, *kinds: FileKind) -> Path:
        return self.answer / name

    def folder(self, title: str) -> Path:
        return self.answer


class Yes(Dialogs):
    """Agrees, and says everything that goes wrong aloud."""

    def ask(self, question: str, *, yes: str, no: str = "", details: str = "") -> bool:
        return True

    def choose(self, question: str, options: Sequence[tuple[str, str, str]]) -> str:
        return options[0][0]

    def reason(self, title: str, text: str, *, least: int = 5) -> str:
        return "Арифметикалық қате"

    def passphrase(self, title: str, text: str, *, problem: str = "") -> str:
        return PASSPHRASE

    def problems(self, error: BaseException) -> None:
        print("   !", error)

    def report(self, text: str) -> None:
        print("   !", text)


class Walk:
    """The window in a folder of its own, and what every place needs."""

    def __init__(self, key: PrivateKey | None) -> None:
        self.folder = Path(tempfile.mkdtemp())
        self.home = Home.at(self.folder / "home")
        self.home.root.mkdir()
        if key is None:
            key = new_key(self.home.key, PASSPHRASE)
        else:
            new_key(self.home.key, PASSPHRASE)
        self.key = key
        write_card(self.home.card, name="Мүше 1", position="маман", organisation="ЖРО", key=key)

    def begin(self) -> None:
        """Show the window."""
        application()
        self.window: MainWindow = build_window(
            self.home, language="kk", ask_files=OneFolder(self.folder), ask=Yes(), crash=lambda error: print("!", error)
        )
        self.window.resize(1366, 768)
        self.window.show()
        load_ahead(self.window)
        QTest.qWait(5000)  # a person reads the first page
        self.window.services.session._key = self.key
        self.act = Acts(lambda: self.window.services.tasks.busy, where="--where" in sys.argv)

    @property
    def page(self) -> Any:
        assert self.window.view is not None
        return self.window.view.page

    @property
    def place(self) -> Any:
        return self.window.place

    def go(self, key: str, said: str) -> None:
        """Enter a step, and once more from the one before; a person needs a second to come to it."""
        assert self.window.view is not None
        QTest.qWait(1000)
        view, before = self.window.view, self.page.key
        self.act(f"{said}, first time", lambda: view.go(key))
        view.go(before)
        self.act(f"{said}, again", lambda: view.go(key))

    def table(self, table: Any, said: str) -> None:
        """Filter, sort and scroll a table."""
        for letters in ("ж", "жо", ""):
            self.act(f"{said}: filter “{letters}”", lambda text=letters: table.filter.setText(text))
        for column in (1, 2):
            self.act(
                f"{said}: sort by column {column}",
                lambda number=column: table.view.sortByColumn(number, Qt.SortOrder.AscendingOrder),
            )
        self.act(f"{said}: scroll to the end", table.view.scrollToBottom)

    def end(self) -> int:
        worst = max(self.act.pauses, key=lambda one: one[1])
        print(f"longest: {worst[1] * 1000:.0f} ms, {worst[0]}")
        self.window.close()
        close_readers()
        shutil.rmtree(self.folder, ignore_errors=True)
        return 0 if worst[1] < 0.1 else 1


def desk(number: int, members: int) -> Walk:
    """A member's whole day."""
    made = pool(number, members)
    walk = Walk(made.keys["m1"])
    packet = walk.folder / "contest.packet"
    write_packet(packet, made.manifest, made.files.__getitem__, made.keys["s1"])
    walk.begin()
    window, act = walk.window, walk.act
    act("desk: enter", lambda: window.enter("desk"))
    act("desk: open the packet", lambda: window.open_paths([packet]))
    walk.go("declare", "desk: declarations")
    page = walk.page
    act("declare: select all", page.everything.click)
    act("declare: no conflict for all", page.buttons[0].click)
    walk.table(page.table, "declare")
    act("declare: only those left", lambda: page.which.setCurrentIndex(1))
    act("declare: all again", lambda: page.which.setCurrentIndex(0))
    walk.go("score", "desk: the list to score")
    page = walk.page
    walk.table(page.list.table, "score")
    code = walk.place.desk.names[1].code
    act("score: open an application", lambda: page.open(code))
    act("score: one keystroke", lambda: QTest.keyClicks(window.focusWidget(), "3"))
    act("score: the next one", page.next.click)
    act("score: back to the list", page.show_list)
    working, workspace = walk.place.desk, window.services.session.workspace
    assert workspace is not None
    with workspace.session() as session:
        set_marks(session, working.id, "m1", made.marks("m1"))
    act("desk: open the packet that is scored", lambda: walk.place.open_known(working.id))
    act("score: the list when everything is scored", lambda: walk.place.wanted.emit("score"))
    walk.go("hand-in", "desk: hand in")
    page = walk.page
    walk.table(page.table, "hand in")
    page.statement.setChecked(True)
    act("hand in: sign and save", page.sign.click)
    act("hand in: correct", page.correct.click)
    act("desk: another language", lambda: window.services.settings.change(language="ru"))
    return walk


def sitting(number: int, members: int) -> Walk:
    """The day of the sitting."""
    made = pool(number, members)
    walk = Walk(made.keys["s1"])
    packet = walk.folder / "contest.packet"
    name = write_packet(packet, made.manifest, made.files.__getitem__, made.keys["s1"])
    sheets = []
    for person in made.manifest.roster.members:
        path = walk.folder / f"{person.id}.sheet"
        path.write_bytes(seal_sheet(made.sheet(person.id, name), made.keys[person.id], made.manifest.roster))
        sheets.append(path)
    walk.begin()
    window, act = walk.window, walk.act
    act("sitting: enter", lambda: window.enter("sitting"))
    act("sitting: open the packet", lambda: window.open_paths([packet]))
    page = walk.page
    page.number.setText("7")
    page.where.setText("Қонаев")
    act("sitting: opened", page.open_button.click)
    page.rows.choose_all("present")
    act("sitting: attendance", page.attendance_button.click)
    page.votes.rows.choose_all("for")
    page.chair.setCurrentIndex(1)
    act("sitting: the chair", page.elect_button.click)
    act("sitting: take one sheet", lambda: window.open_paths(sheets[:1]))
    act(f"sitting: take {members} sheets", lambda: walk.place.take(sheets))
    for key in ("conflicts", "ranking", "winners", "protocol"):
        walk.go(key, f"sitting: {key}")
    act("sitting: ranking", lambda: window.view.go("ranking"))
    page = walk.page
    tab = next(iter(page.territories.values()))
    walk.table(_table(tab), "ranking")
    act("sitting: another territory", lambda: page.tabs.setCurrentIndex(1))
    act("sitting: another language", lambda: window.services.settings.change(language="ru"))
    return walk


def _table(tab: Any) -> Any:
    from ui.widgets.data_table import DataTable

    return tab if isinstance(tab, DataTable) else tab.findChildren(DataTable)[0]


def office(number: int, members: int) -> Walk:
    """From the table of applications to the packet."""
    from datetime import UTC, datetime

    from models.centre.commission import enrol
    from models.centre.contests import add_contest, approve_criteria
    from models.centre.store import Central

    at = datetime(2024, 4, 25, 5, 0, tzinfo=UTC)
    walk = Walk(None)
    made = contest()
    people = pool(1, members).manifest.roster.people
    people = tuple(
        one.model_copy(update={"public_key": walk.key.public_line}) if one.id == "s1" else one for one in people
    )
    path, table = walk.folder / "central.tandau", walk.folder / "applications.xlsx"
    central = Central.create(path, walk.key, at=at)
    with central.session() as session:
        add_contest(session, made.model_copy(update={"criteria": None}), by="Хатшы", at=at)
        assert made.criteria is not None
        approve_criteria(session, made.id, made.criteria.approval, by="Хатшы", at=at)
        enrol(session, made.id, people, by="Хатшы", at=at)
    central.close()
    write_workbook(table, applications(number), made, "kk")
    walk.begin()
    window, act = walk.window, walk.act
    act("office: enter", lambda: window.enter("office"))
    place = walk.place
    act("office: open the central file", lambda: place.open_central(path))
    act("office: choose the contest", lambda: place.choose(made.id))
    for key in ("contest", "criteria", "commission"):
        walk.go(key, f"office: {key}")
    walk.go("intake", "office: intake")
    page = walk.page
    page.take(table)
    act("intake: read the table", page.read)
    _report(walk, page)
    walk.go("screening", "office: screening")
    page = walk.page
    act("screening: show all", page.list.show_all)
    walk.table(page.list.table, "screening")
    return walk


def _report(walk: Walk, page: Any) -> None:
    walk.table(page.report.rows, "intake report")


def main() -> int:
    """Work the place that the arguments name."""
    faulthandler.enable()
    collect_rarely()
    number, members = (200, 5) if "--small" in sys.argv else (3_000, 15)
    started = time.perf_counter()
    place: Callable[[int, int], Walk] = {"desk": desk, "sitting": sitting, "office": office}[sys.argv[1]]
    print(
        f"{sys.argv[1]}, {number} × {members}: longest pause by the clock, processor time in it, the screen's own of it",
        flush=True,
    )
    walk = place(number, members)
    status = walk.end()
    print(f"{time.perf_counter() - started:.0f} s in all")
    return status


if __name__ == "__main__":
    os._exit(main())

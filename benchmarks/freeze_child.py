"""Works one place with 3 000 applications and prints how long the window stood still in each act.

`python -m benchmarks.freeze_child desk|sitting|office [--where] [--small]`
"""

import faulthandler
import os
import sys
import time
from collections.abc import Callable
from typing import Any

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PySide6.QtTest import QTest

from benchmarks.freeze_office import office
from benchmarks.held import decisions, seal_sheets
from benchmarks.pools import pool
from benchmarks.walk import Walk
from desktop.__main__ import collect_rarely
from models.packet.files import write_packet
from models.scoring.workspace.marks import set_marks
from models.sealing.keys import PrivateKey


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
    sheets = seal_sheets(made, name, walk.folder)
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
    for key in ("forecast", "room", "conflicts", "ranking", "winners", "protocol"):
        walk.go(key, f"sitting: {key}")
    act("sitting: ranking", lambda: window.view.go("ranking"))
    page = walk.page
    tab = next(iter(page.territories.values()))
    walk.table(_table(tab), "ranking")
    act("sitting: another territory", lambda: page.tabs.setCurrentIndex(1))
    _trials(walk)
    _would_it_change(walk)
    _end_of_sitting(walk, made.keys["m2"])
    act("sitting: another language", lambda: window.services.settings.change(language="ru"))
    return walk


def _trials(walk: Walk) -> None:
    from ui.sitting.ranking.trials_dialog import TrialsDialog

    walk.act("trials: open them", walk.page._trials)
    dialog = walk.window.findChild(TrialsDialog)
    assert dialog is not None
    walk.act("trials: an application out", dialog._suppose)
    walk.act("trials: another one", dialog._suppose)
    walk.act("trials: close them", dialog.reject)


def _would_it_change(walk: Walk) -> None:
    walk.go("change", "sitting: would it change")
    page = walk.page
    walk.act("would it change: compute", page.compute.click)
    tab = next(iter(page.territories.values()))
    for number in range(tab.views.count()):
        walk.act(f"would it change: {tab.views.tabText(number)}", lambda at=number: tab.views.setCurrentIndex(at))


def _end_of_sitting(walk: Walk, chair: PrivateKey) -> None:
    act, place, window = walk.act, walk.place, walk.window
    for decided in decisions(place.room):
        act(f"sitting: {decided.kind}", lambda one=decided: place.record(one, told="–"))
    act("sitting: the protocol page", lambda: window.view.go("protocol"))
    page = walk.page
    act("protocol: preview", lambda: page.tabs.setCurrentIndex(1))
    act("protocol: sign the result", lambda: page._write_result(chair))
    act("protocol: write both forms", page._write)
    act("protocol: the matrix", page._matrix)


def _table(tab: Any) -> Any:
    from ui.widgets.data_table import DataTable

    return tab if isinstance(tab, DataTable) else tab.findChildren(DataTable)[0]


def main() -> int:
    """Work the place that the arguments name."""
    faulthandler.enable()
    collect_rarely()
    number, members = (200, 5) if "--small" in sys.argv else (3_000, 15)
    started = time.perf_counter()
    place: Callable[[int, int], Walk] = {"desk": desk, "sitting": sitting, "office": office}[sys.argv[1]]
    print(
        f"{sys.argv[1]}, {number} × {members}: longest pause by the clock, processor time in it, of that the screen's",
        flush=True,
    )
    walk = place(number, members)
    status = walk.end()
    print(f"{time.perf_counter() - started:.0f} s in all")
    return status


if __name__ == "__main__":
    os._exit(main())

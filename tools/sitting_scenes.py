"""Pictures of the sitting: the day of the chair and the secretary on a small invented contest."""

import atexit
import shutil
import tempfile
from collections.abc import Callable
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from models.contest.counting import TieRule
from models.scoring.workspace.packets import remember_packet
from models.scoring.workspace.store import Workspace
from models.sitting.held.result_files import open_result
from models.sitting.held.room import Room
from tools.sitting_driver import Driver
from tools.small_day import AT, first_day, further_day
from tools.small_sitting import SmallSitting, write_small_sitting
from ui.shell.main_window import MainWindow

Scene = Callable[[MainWindow], QWidget | None]


@cache
def sample() -> SmallSitting:
    """Write the contest once for all pictures."""
    folder = tempfile.mkdtemp()
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return write_small_sitting(Path(folder))


def drive(window: MainWindow, small: SmallSitting | None = None) -> Driver:
    """Return who works the window, on `small` or else on the contest of most pictures."""

    def wait() -> None:
        while window.services.tasks.busy:
            loop = QEventLoop()
            QTimer.singleShot(20, loop.quit)
            loop.exec()

    return Driver(window, wait, small or sample())


def after(*steps: str, page: str, then: Callable[[Driver, Any], QWidget | None] | None = None) -> Scene:
    """Return the scene after these steps of the day, on `page`; `then` opens a dialog or a tab."""

    def scene(window: MainWindow) -> QWidget | None:
        driver = drive(window)
        for step in steps:
            getattr(driver, step)()
        shown = driver.page(page)
        driver.idle()
        window.services.strip.clear()
        return then(driver, shown) if then else None

    return scene


def _dialog(button: str) -> Callable[[Driver, Any], QWidget]:
    def then(driver: Driver, page: Any) -> QWidget:
        driver.press(getattr(page, button))
        return driver.dialog()

    return then


def _in_territory(code: str, button: str = "") -> Callable[[Driver, Any], QWidget | None]:
    def then(driver: Driver, page: Any) -> QWidget | None:
        tab = page.territories[code]
        page.tabs.setCurrentWidget(tab)
        tab.table.view.selectRow(3)
        if not button:
            return None
        driver.press(getattr(tab, button))
        return driver.dialog()

    return then


def _marks(driver: Driver, page: Any) -> QWidget:
    page.territories["almaty-region"].table.view.selectRow(0)
    driver.press(page.details)
    return driver.dialog()


def _preview(driver: Driver, page: Any) -> None:
    page.tabs.setCurrentIndex(1)
    driver.idle()


def _minutes(_driver: Driver, page: Any) -> None:
    page.tabs.setCurrentIndex(2)


def _papers(driver: Driver, page: Any) -> None:
    page.tabs.setCurrentWidget(page.papers)
    page.papers.table.choose("extracts")
    driver.idle()


def _paper(driver: Driver, page: Any) -> QWidget:
    _papers(driver, page)
    driver.press(page.papers.look_at)
    return driver.dialog()


def _refused(driver: Driver, page: Any) -> None:
    broken = driver.small.packet.parent / "бүлінген.sheet"
    broken.write_bytes(driver.small.sheets[0].read_bytes()[:-9])
    driver.place.take([broken, driver.small.sheets[0]])
    driver.idle()
    page.files.view.selectRow(0)
    driver.window.services.strip.clear()


def _tied(driver: Driver, page: Any) -> QWidget | None:
    dialog: Any = _in_territory("almaty-region", "tie_button")(driver, page)
    for (member, code), box in dialog.ticks.items():
        box.setChecked(code in (("ALM-0004", "ALM-0005", "ALM-0006") if member < "m4" else ("ALM-0007",)))
    return dialog


@cache
def _by_lot() -> SmallSitting:
    """Write the contest once more, with a rule that lets the lot decide."""
    return write_small_sitting(sample().packet.parent / "lot", ties=TieRule(then="lot", point="п. 9"))


def _lot(window: MainWindow) -> QWidget | None:
    driver = drive(window, _by_lot())
    for step in _READY:
        getattr(driver, step)()
    dialog: Any = _in_territory("almaty-region", "tie_button")(driver, driver.page("ranking"))
    window.services.strip.clear()
    dialog.laid.setChecked(True)
    for number, field in enumerate(dialog.numbers.values()):
        field.setText(str(4711 * (number + 1)))
    return dialog


def _unlike(driver: Driver, page: Any) -> None:
    page.rows.buttons["m1", "absent"].click()
    page.member.setCurrentIndex(1)
    page.application.setCurrentIndex(2)
    driver.press(page.add_button)
    QTest.qWait(200)
    driver.idle()
    bar = page.scroller.verticalScrollBar()
    bar.setValue(bar.maximum())


def _treated(driver: Driver, page: Any) -> None:
    driver.press(page.open_button)
    driver.press(page.doors["m4"])
    driver.window.services.strip.clear()
    bar = page.scroller.verticalScrollBar()
    bar.setValue(bar.maximum())


def _projected(driver: Driver, page: Any) -> QWidget:
    _treated(driver, page)
    driver.press(page.window_button)
    page.projector.resize(1280, 720)
    return page.projector


def _discovered(driver: Driver, page: Any) -> QWidget:
    driver.press(page.named)
    dialog: Any = driver.dialog()
    dialog.member.setCurrentIndex(dialog.member.findData("m1"))
    dialog.application.setCurrentIndex(dialog.application.findData("ALM-0005"))
    driver.idle()
    return dialog


def _no_part(driver: Driver, page: Any) -> None:
    driver.press(driver.page("conflicts").decide)
    dialog = driver.dialog()
    dialog.reason.setPlainText("Туысы")
    dialog.conflict.setCurrentIndex(dialog.conflict.findData("yes"))
    dialog.votes.rows.choose_all("for")
    driver.press(dialog.accept_button)
    driver.page("protocol")
    page.tabs.setCurrentWidget(page.no_part)


@cache
def former() -> Path:
    """Return the signed result of a first sitting, held once for all pictures on another laptop."""
    small = sample()
    folder = small.packet.parent / "held"
    with Workspace.create_or_open(folder, small.keys["s1"]) as workspace:
        room = Room(workspace, remember_packet(workspace, small.packet, at=AT))
        room.take(small.sheets, at=AT)
        room.act_all(first_day(room))
        room.write_result(folder.with_name("first.result"), small.keys["m3"], replace=True)
    return folder.with_name("first.result")


def _further(page: str, *, opened: bool = True, left: bool = True, dialog: str = "") -> Scene:
    """Return a scene of a further sitting: its opening, or its winners after one of them left."""

    def scene(window: MainWindow) -> QWidget | None:
        driver = drive(window)
        driver.place.hold_further(open_result(former()))
        driver.idle()
        if opened:
            for act in islice(further_day(driver.place.room), 4 if left else 3):
                driver.place.record(act, told="")
                driver.idle()
        shown: Any = driver.page(page)
        driver.idle()
        window.services.strip.clear()
        if not dialog:
            return None
        if dialog == "out":
            shown.tables["almaty-region"].choose("ALM-0002")
        driver.press(getattr(shown, dialog))
        return driver.dialog()

    return scene


def _tried(driver: Driver, page: Any) -> QWidget:
    page.tabs.setCurrentWidget(page.territories["almaty-region"])
    driver.press(page.trials)
    dialog: Any = driver.dialog()
    dialog.kind.setCurrentIndex(dialog.kind.findData("tie"))
    driver.press(dialog.add)
    dialog.name.setText("ALM-0001 шығарылса")
    dialog.kind.setCurrentIndex(dialog.kind.findData("out"))
    dialog.fields["out-code"].setCurrentIndex(0)
    driver.press(dialog.add)
    return dialog


def _reopened(driver: Driver, page: Any) -> QWidget:
    page.territories["almaty-region"].table.view.selectRow(3)
    driver.press(page.details)
    marks: Any = driver.dialog()
    marks.table.view.selectRow(0)
    driver.press(marks.change)
    dialog: Any = driver.dialog()
    dialog.points.setValue(dialog.points.value() + 1)
    dialog.reason.setPlainText("Қате қойылған балл")
    driver.idle()
    return dialog


def _changed(number: int) -> Callable[[Driver, Any], None]:
    def then(driver: Driver, page: Any) -> None:
        driver.press(page.compute)
        page.territories["almaty-region"].views.setCurrentIndex(number)
        driver.window.services.strip.clear()
        if number:
            QTest.qWait(50)
            page.scroller.ensureWidgetVisible(page.territories["almaty-region"].views)

    return then


_READY = ("opened", "take_all", "settle_conflicts", "take_rest")
SCENES: dict[str, Scene] = {
    "sitting-start": after(page="sitting"),
    "sitting-opening": after("open_packet", page="sitting"),
    "sitting-chair": after("opened", page="sitting", then=lambda _driver, page: page.election.setFocus()),
    "sitting-sheets": after("opened", "take_all", page="sheets", then=_refused),
    "sitting-sheets-none": after("opened", page="sheets"),
    "sitting-conflicts": after("opened", "take_all", page="conflicts"),
    "sitting-conflict-dialog": after("opened", "take_all", page="conflicts", then=_dialog("decide")),
    "sitting-conflict-later": after(*_READY, page="conflicts", then=_discovered),
    "sitting-no-part": after("opened", "take_all", page="protocol", then=_no_part),
    "sitting-clash-dialog": after("opened", "take_all", page="conflicts", then=_dialog("settle")),
    "sitting-forecast": after("open_packet", page="forecast"),
    "sitting-forecast-unequal": after(*_READY, page="forecast", then=_unlike),
    "sitting-room": after("opened", "take_all", page="room"),
    "sitting-room-item": after("opened", "take_all", page="room", then=_treated),
    "sitting-projector": after("opened", "take_all", page="room", then=_projected),
    "sitting-ranking": after(*_READY, page="ranking", then=_in_territory("almaty-region")),
    "sitting-ranking-unequal": after(*_READY, page="ranking", then=_in_territory("abai")),
    "sitting-ways": after(*_READY, page="ranking", then=_in_territory("abai", "ways_button")),
    "sitting-lot": _lot,
    "sitting-tie": after(*_READY, page="ranking", then=_tied),
    "sitting-marks": after(*_READY, page="ranking", then=_marks),
    "sitting-trials": after(*_READY, page="ranking", then=_tried),
    "sitting-mark-reopened": after(*_READY, page="ranking", then=_reopened),
    "sitting-further-opening": _further("sitting", opened=False),
    "sitting-further-winners": _further("winners"),
    "sitting-further-left": _further("winners", left=False, dialog="out"),
    "sitting-further-next": _further("winners", dialog="name"),
    "sitting-change": after(*_READY, "rank", page="change", then=_changed(0)),
    "sitting-change-cut": after(*_READY, "rank", page="change", then=_changed(1)),
    "sitting-change-scenarios": after(*_READY, "rank", page="change", then=_changed(2)),
    "sitting-change-members": after(*_READY, "rank", page="change", then=_changed(3)),
    "sitting-change-heat": after(*_READY, "rank", page="change", then=_changed(4)),
    "sitting-change-early": after("opened", page="change"),
    "sitting-winners": after(*_READY, "rank", page="winners"),
    "sitting-winners-dialog": after(*_READY, "rank", page="winners", then=_dialog("name")),
    "sitting-protocol-open": after("opened", page="protocol"),
    "sitting-preview": after(*_READY, "rank", "name_winners", page="protocol", then=_preview),
    "sitting-papers": after(*_READY, "rank", "name_winners", page="protocol", then=_papers),
    "sitting-paper": after(*_READY, "rank", "name_winners", page="protocol", then=_paper),
    "sitting-minutes": after(*_READY, "rank", "name_winners", page="protocol", then=_minutes),
}

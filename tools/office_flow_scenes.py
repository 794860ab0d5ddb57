"""Pictures of the office from intake to the paper sheets, on an invented contest."""

import atexit
import shutil
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from models.centre.store import Central
from models.contest.application import Screened
from models.values import Both
from tools.desk_scenes import wait
from tools.office_flow_sample import PASSPHRASE, OfficeFlow, build_flow, first_packet, screen_everything
from ui.office.place import Office
from ui.shell.main_window import MainWindow


@cache
def flow() -> OfficeFlow:
    """Build the contest once for all pictures."""
    folder = tempfile.mkdtemp()
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return build_flow(Path(folder))


def sit_down(window: MainWindow, name: str, step: str, prepare: Callable[[Central], object] | None = None) -> Any:
    """Open the central file `name` as the secretary, enter the step and return its page."""
    root = window.services.home.root
    flow().laptop(root)
    path = flow().central(name, root)
    if prepare is not None:
        central = Central.open(path, flow().secretary)
        prepare(central)
        central.close()
    window.services.dialogs.passphrase = lambda *_, **__: PASSPHRASE  # type: ignore[method-assign]
    window.services.session.read_card()
    window.enter("office")
    place = window.place
    assert isinstance(place, Office)
    place.open_central(path)
    wait(window)
    place.choose(flow().contest_id)
    wait(window)
    window.enter("office", step)
    wait(window)
    assert window.view is not None
    return window.view.page


def _intake(window: MainWindow) -> None:
    sit_down(window, "founded", "intake")


def _table(window: MainWindow, ending: str = ".xlsx") -> Any:
    page = sit_down(window, "founded", "intake")
    table = next(path for path in flow().sample.tables if path.suffix == ending)
    page.take(table, flow().sample.attachments)
    page.read()
    wait(window)
    return page


def _columns(window: MainWindow) -> None:
    page = sit_down(window, "founded", "intake")
    table = window.services.home.root / "кесте.csv"
    heads = "Код;Аты-жөні;ЖСН;Жоба атауы;Құпия баған;Көпшіліктің пікірі;Өңір"
    table.write_text(f"{heads}\nA-1;Қасымова Айжан;990101450016;Жоба;зат;жақсы;Абай облысы\n", encoding="utf-8")
    page.take(table)
    page.read()
    wait(window)


def _report(window: MainWindow) -> None:
    page = _table(window)
    page.report.rows.choose(page.report.rows.model.rows[3].row)


def _again(window: MainWindow) -> None:
    page = sit_down(window, "taken", "intake")
    page.take(flow().sample.tables[0], flow().sample.attachments)
    page.read()
    wait(window)


def _screening_papers(window: MainWindow) -> None:
    page = sit_down(window, "taken", "screening")
    page.show_papers()
    page.papers.preview()
    wait(window)


def _screening(window: MainWindow) -> None:
    page = sit_down(window, "taken", "screening")
    page.list.table.choose(flow().sample.applications[0].code)


def _flagged(window: MainWindow, tab: int = 0) -> Any:
    page = sit_down(window, "taken", "screening")
    lines = [line for line in page.list.table.model.rows if len(line.flags) > 1]
    page.open_line(lines[0])
    wait(window)
    page.reading.tabs.setCurrentIndex(tab)
    wait(window)
    return page


def _rule(window: MainWindow) -> None:
    page = _flagged(window)
    page.reading.flags.cards[0].toggle()


def _project(window: MainWindow) -> None:
    _flagged(window, 1)


def _person(window: MainWindow) -> None:
    _flagged(window, 2)


def _attachments(window: MainWindow) -> None:
    _flagged(window, 3)


def _mending(window: MainWindow) -> None:
    page = _flagged(window)
    page.ask(Screened.MENDING)


def _story(window: MainWindow) -> None:
    page = _flagged(window)
    code = page.story.application.code
    reason = Both(kk="Мекенжай анықтамасы жоқ", ru="Нет адресной справки")
    page.work.decide(
        page.story, Screened.MENDING, lambda _code: None, reasons=(reason,), deadline=page.work.mending_day()
    )
    wait(window)
    page.open_code(code)
    wait(window)
    page.reading.tabs.setCurrentIndex(4)


def _packet_lacks(window: MainWindow) -> None:
    sit_down(window, "taken", "packet")


def _packet_first(window: MainWindow) -> None:
    sit_down(window, "taken", "packet", lambda central: screen_everything(central, flow()))


def _with_packet(window: MainWindow, step: str) -> Any:
    def prepare(central: Central) -> None:
        screen_everything(central, flow())
        first_packet(central, flow(), window.services.home.root / "contest-r1.packet")

    return sit_down(window, "taken", step, prepare)


def _packet_next(window: MainWindow) -> None:
    _with_packet(window, "packet")


def _packet_past(window: MainWindow) -> None:
    page = _with_packet(window, "packet")
    page.revisions.choose(page.revisions.model.rows[0].id)
    wait(window)


def _paper(window: MainWindow) -> None:
    _with_packet(window, "paper")


def _typed(window: MainWindow, count: int = 9) -> Any:
    page = _with_packet(window, "paper")
    page.open_chosen()
    for number in range(count):
        for at, box in enumerate(page.entry.boxes):
            box.setText(str((number + at) % 6))
        page.entry.reason.setText("Мәселе өзекті, жоспары анық")
        page.typing.type_line()
    wait(window)
    return page


def _typing(window: MainWindow) -> None:
    _typed(window)


def _confirming(window: MainWindow) -> None:
    page = _typed(window)
    page.work.second_key = flow().staff
    page.open_paper()
    page.typing.confirm()
    window.services.dialogs.reason = lambda *_, **__: "C2: қағазда 3"  # type: ignore[method-assign]
    page.typing.send_back()
    wait(window)


SCENES: dict[str, Callable[[MainWindow], None]] = {
    "office-intake": _intake,
    "office-intake-columns": _columns,
    "office-intake-report": _report,
    "office-intake-again": _again,
    "office-screening": _screening,
    "office-screening-papers": _screening_papers,
    "office-screening-rule": _rule,
    "office-screening-project": _project,
    "office-screening-person": _person,
    "office-screening-attachments": _attachments,
    "office-screening-mending": _mending,
    "office-screening-story": _story,
    "office-packet-lacks": _packet_lacks,
    "office-packet-first": _packet_first,
    "office-packet-next": _packet_next,
    "office-packet-past": _packet_past,
    "office-paper": _paper,
    "office-paper-typing": _typing,
    "office-paper-confirming": _confirming,
}

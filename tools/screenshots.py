"""Pictures of every page: `python tools/screenshots.py OUT [--languages kk,ru] [--sizes 100,150] [--only WORD]`.

Runs without a display. A scene is a function that brings the window to a state; add yours to `SCENES`. Each scene gets
a window of its own, so scenes do not depend on each other.
"""

import argparse
import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop, QTimer  # noqa: E402 - the platform is chosen before Qt is loaded
from PySide6.QtWidgets import QApplication, QDialog, QWidget  # noqa: E402

from models.errors import SittingError  # noqa: E402
from tools import (  # noqa: E402
    conflict_scenes,
    desk_scenes,
    duplicate_scenes,
    gallery,
    list_scenes,
    office_flow_scenes,
    office_scenes,
    sitting_scenes,
)
from ui.shell.ask import (  # noqa: E402
    ChoiceDialog,
    NewPersonDialog,
    PassphraseDialog,
    ProblemsDialog,
    ReasonDialog,
    RecoveryKeyDialog,
)
from ui.shell.home import Home  # noqa: E402
from ui.shell.main_window import MainWindow  # noqa: E402
from ui.shell.places import PLACES  # noqa: E402
from ui.start import application, build_window  # noqa: E402

Scene = Callable[[MainWindow], QWidget | None]
"""Brings the window to a state; returns another widget (a dialog) to be taken instead of the window."""


def settle(milliseconds: int = 0) -> None:
    """Let Qt lay out and paint; with `milliseconds`, let timers and background work go on for that long."""
    for _ in range(5):
        QApplication.processEvents()
    if milliseconds:
        loop = QEventLoop()
        QTimer.singleShot(milliseconds, loop.quit)
        loop.exec()


def wait_idle(window: MainWindow) -> None:
    """Wait until the background queue is empty."""
    while window.services.tasks.busy:
        settle(20)
    settle()


def _welcome(_window: MainWindow) -> None:
    return None


def _page(key: str) -> Scene:
    def scene(window: MainWindow) -> None:
        window.enter("gallery", key)

    return scene


def _strip(window: MainWindow) -> None:
    window.enter("gallery", "table")
    window.services.errors.show(
        SittingError(
            "Кворум жоқ: 6 мүшенің 3-уі қатысып отыр, ережеге сай жартысынан көбі қажет. Ештеңе өзгерген жоқ. "
            "Мүшелердің қатысуын тіркеп, қайта көріңіз."
        )
    )
    window.progress.label.setText("…")
    window.progress.show()


def _dialog(make: Callable[[MainWindow], QDialog]) -> Scene:
    def scene(window: MainWindow) -> QWidget:
        dialog = make(window)
        dialog.show()
        return dialog

    return scene


SCENES: dict[str, Scene] = {
    "welcome": _welcome,
    "gallery-form": _page("form"),
    "gallery-table": _page("table"),
    "gallery-empty": _page("empty"),
    "gallery-strip": _strip,
    "dialog-new-key": _dialog(NewPersonDialog),
    "dialog-passphrase": _dialog(
        lambda window: PassphraseDialog("Кілтті ашу", "…", problem="Құпиясөз сәйкес емес.", parent=window)
    ),
    "dialog-reason": _dialog(
        lambda window: ReasonDialog("Баллды өзгерту себебі", "Себеп хаттамаға жазылады.", parent=window)
    ),
    "dialog-recovery-key": _dialog(RecoveryKeyDialog),
    "dialog-problems": _dialog(lambda window: ProblemsDialog("Қате", [f"{n}-жол: ЖСН" for n in range(9)], window)),
    "dialog-choice": _dialog(
        lambda window: ChoiceDialog("?", [(info.key, *info.words()[1:]) for info in PLACES], window)
    ),
    **desk_scenes.SCENES,
    **office_scenes.SCENES,
    **office_flow_scenes.SCENES,
    **conflict_scenes.SCENES,
    **duplicate_scenes.SCENES,
    **list_scenes.SCENES,
    **sitting_scenes.SCENES,
}


def take(out: Path, languages: list[str], sizes: list[int], only: str = "") -> list[Path]:
    """Take every scene in every language and size; return the files written."""
    application()
    out.mkdir(parents=True, exist_ok=True)
    written = []
    for name, scene in SCENES.items():
        if only not in name:
            continue
        for language in languages:
            for size in sizes:
                with tempfile.TemporaryDirectory() as folder:
                    places = (*PLACES, gallery.INFO) if name.startswith("gallery") else PLACES
                    window = build_window(Home.at(Path(folder)), language=language, text_size=size, places=places)
                    window.resize(1366, 768)
                    window.show()
                    settle()
                    widget = scene(window) or window
                    settle(30)
                    wait_idle(window)
                    path = out / f"{name}-{language}-{size}.png"
                    widget.grab().save(str(path))
                    written.append(path)
                    if widget is not window:
                        widget.close()
                    window.close()
                    window.deleteLater()
                    settle()
    return written


def main() -> None:
    """Read the arguments and take the pictures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--languages", default="kk,ru,en")
    parser.add_argument("--sizes", default="100,150")
    parser.add_argument("--only", default="")
    given = parser.parse_args()
    for path in take(given.out, given.languages.split(","), [int(size) for size in given.sizes.split(",")], given.only):
        print(path)


if __name__ == "__main__":
    main()

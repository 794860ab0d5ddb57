"""The window in a folder of its own, with answers in place of dialogs, for the watcher of pauses."""

import shutil
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt

from benchmarks.heartbeat import Acts
from models.intake.outside.child import close_readers
from models.sealing.cards import write_card
from models.sealing.keys import PrivateKey, new_key
from ui.shell.dialogs import Dialogs, Files
from ui.shell.home import Home
from ui.shell.kinds import FileKind
from ui.shell.main_window import MainWindow
from ui.shell.settings import Preferences, Settings
from ui.start import application, build_window, load_ahead

PASSPHRASE = "тауда қар еріді"
_FIRST_PAGE = 5
"""Seconds that a person reads it."""


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

    def save_new(self, title: str, name: str, *kinds: FileKind) -> Path:
        return self.save(title, name, *kinds)

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
        self.act = Acts(lambda: self.window.services.tasks.busy, where="--where" in sys.argv)
        read = time.perf_counter() + _FIRST_PAGE
        self.act("the first page is read", lambda: load_ahead(self.window), until=lambda: time.perf_counter() > read)
        self.window.services.session._key = self.key

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
        self.act.rest(1)
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

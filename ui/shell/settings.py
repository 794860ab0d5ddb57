"""What the window remembers from one start to the next; where it is kept is the start-up's matter."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, Signal


@dataclass(frozen=True)
class Preferences:
    """A person's choices. `place` is the last one entered ("office", "desk", "sitting"), empty on the first run."""

    language: str = "kk"
    text_size: int = 100
    place: str = ""
    folder: str = ""
    """The folder of the last file dialog."""
    central: str = ""
    """The central file opened last: a path, or a URL without its password."""
    written_in: str = ""
    """The place that stands in the papers of the office."""


class Settings(QObject):
    """The preferences in force; every change is handed to `keep` at once."""

    changed = Signal()

    def __init__(self, preferences: Preferences, keep: Callable[[Preferences], None] | None = None) -> None:
        super().__init__()
        self._now = preferences
        self._keep = keep

    @property
    def now(self) -> Preferences:
        return self._now

    def change(self, **fields: str | int) -> None:
        """Replace `fields` of the preferences; says nothing when they are as before."""
        after = replace(self._now, **fields)  # type: ignore[arg-type]  # the names and types are those of Preferences
        if after != self._now:
            self._now = after
            if self._keep is not None:
                self._keep(after)
            self.changed.emit()

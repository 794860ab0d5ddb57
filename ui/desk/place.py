"""The place Desk."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from models.wording import tr
from ui.shell.kinds import FileKind
from ui.shell.place import Page, Place
from ui.widgets.frames import EmptyState


class StartPage(Page["Desk"]):
    """Stands here until the steps of the place do."""

    key = "start"

    def __init__(self, place: "Desk") -> None:
        super().__init__(place)
        self.body.addWidget(EmptyState(tr("Nothing here yet"), icon="desk"))

    @classmethod
    def title(cls) -> str:
        return tr("Start")


class Desk(Place):
    """See `ui.shell.places`."""

    key = "desk"
    icon = "desk"

    def title(self) -> str:
        return tr("Desk")

    def steps(self) -> Sequence[type[Page[Any]]]:
        return (StartPage,)

    def open_path(self, path: Path, kind: FileKind) -> None:
        raise NotImplementedError

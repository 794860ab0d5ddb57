"""Paper sheets: what goes out as a file and what comes in as one, each after the question where to."""

from pathlib import Path
from typing import TYPE_CHECKING

from models.scoring.paper_desk import PaperState
from models.wording import tr
from ui.office.paper_sheets.work import PaperWork
from ui.shell.kinds import FileKind
from ui.shell.place import Services

if TYPE_CHECKING:
    from collections.abc import Callable

    from models.scoring.paper_files import SignedPaper


class PaperFiles:
    """Asks for a place and has the file written or read; `changed` is called when a paper stands otherwise."""

    def __init__(self, services: Services, work: PaperWork, changed: "Callable[[], None]") -> None:
        self._services = services
        self._work = work
        self._changed = changed

    def print_sheet(self, state: PaperState) -> None:
        """Write the member's sheet as PDF to a chosen place."""
        name = f"{state.member.id}-packet-r{self._revision}.pdf"
        path = self._services.files.save(tr("The paper sheet"), name, FileKind.PDF)
        if path is not None:
            self._work.print_sheet(state.member.id, path, self._printed)

    def carry(self, state: PaperState) -> None:
        """Write the typed sheet to a chosen place, for the other person's computer."""
        path = self._services.files.save(tr("The typed sheet"), f"{state.member.id}-packet-r{self._revision}.paper")
        if path is not None:
            self._work.carry(state, path, self._written)

    def take(self) -> None:
        """Take a typed sheet that comes from another computer."""
        path = self._services.files.open(tr("A typed sheet"))
        if path is not None:
            self._work.take(path, self._taken)

    def hand_in(self, state: PaperState) -> None:
        """Hand the confirmed paper in, or save the handed-in sheet again, to a chosen folder."""
        folder = self._services.files.folder(tr("Where to put the score sheet"))
        if folder is not None:
            self._work.hand_in(state, folder, self._handed_in)

    @property
    def _revision(self) -> int:
        assert self._work.desk is not None
        return self._work.desk.manifest.revision

    def _taken(self, signed: "SignedPaper", further: bool | None) -> None:
        if further is False:
            self._services.strip.info(tr("Nothing new: this computer holds as much of this sheet, or more."))
        elif further or self._services.dialogs.ask(
            tr("The sheet here and the one you take differ. Take it in place of the one here?"),
            yes=tr("Take it"),
            details=tr("What only the sheet here holds would be lost."),
        ):
            self._work.keep_taken(signed, self._changed)

    def _handed_in(self, path: Path) -> None:
        self._changed()
        self._written(path)

    def _printed(self, path: Path) -> None:
        self._services.strip.good(tr("Written: {name}. Open it and print it for the member.", name=path.name))

    def _written(self, path: Path) -> None:
        self._services.strip.good(tr("Written: {name}", name=path.name))

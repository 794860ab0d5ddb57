"""The contests of the open central file."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from models.wording import current_language, tr
from ui.item_models.table import Column
from ui.office.state import OfficeState
from ui.office.words import moment
from ui.widgets.buttons import button
from ui.widgets.data_table import DataTable
from ui.widgets.frames import EmptyState
from ui.widgets.labels import WrappedLabel

if TYPE_CHECKING:
    from models.centre.contests import ContestEntry
    from ui.office.place import Office
    from ui.shell.place import Page


class ContestList(QWidget):
    """Shows the contests; Enter or a double click chooses one."""

    chosen = Signal(bool)
    """Whether one of them is selected."""

    def __init__(self, page: "Page[Office]", start_new: Callable[[], None]) -> None:
        super().__init__()
        self._page = page
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self.location = WrappedLabel(selectable=True)
        self.again_button = button(
            tr("Read again"),
            page.guarded(page.place.reload),
            icon="refresh",
            shortcut="F5",
            tip=tr("Another office may have changed the central file since"),
        )
        self.close_button = button(tr("Close the central file"), page.guarded(page.place.close_central), icon="close")
        self.table: DataTable[ContestEntry] = DataTable(
            (
                Column(tr("Contest"), lambda entry: entry.title.say(current_language()), width=46, stretch=True),
                Column(tr("Profile"), lambda entry: entry.profile),
                Column(tr("Lot"), lambda entry: entry.lot_name.say(current_language())),
                Column(tr("Made on"), lambda entry: moment(entry.created_at), sort=lambda entry: entry.created_at),
            ),
            key=lambda entry: entry.id,
            name=tr("Contests of the central file"),
            empty=EmptyState(
                tr("No contest yet"),
                tr("Make the first one: it takes its rules from a profile."),
                icon="office",
                action=tr("New contest…"),
                clicked=page.guarded(start_new),
            ),
        )
        head = QHBoxLayout()  # beside the filter they would leave it too little room at large text
        head.addWidget(self.location, 1)
        head.addWidget(self.again_button)
        head.addWidget(self.close_button)
        column.addLayout(head)
        column.addWidget(self.table, 1)
        self.table.opened.connect(lambda _row: page.guarded(self.choose)())
        self.table.selected.connect(lambda _rows: self._tell_chosen())

    def show_contests(self, state: OfficeState) -> None:
        """Show the contests of the open file; the chosen one, else the newest, is selected."""
        self.location.setText(tr("Open: {name}", name=state.location))
        self.table.set_rows(state.contests)
        if not self.table.chosen() and state.contests:
            self.table.choose(state.overview.contest.id if state.overview else state.contests[0].id)
        self._tell_chosen()

    def choose(self) -> None:
        """Work on the selected contest and go to the next step."""
        for entry in self.table.chosen():
            self._page.place.choose(entry.id, lambda: self._page.place.wanted.emit("contest"))

    def _tell_chosen(self) -> None:
        self.chosen.emit(bool(self.table.chosen()))

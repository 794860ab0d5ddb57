"""Step 1: open or make the central file, choose a contest or make a new one."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from models.wording import tr
from ui.office.central.admitting import admit_colleague, take_away
from ui.office.central.list import ContestList
from ui.office.central.new import NewContest
from ui.shell.kinds import FileKind
from ui.shell.place import Page
from ui.widgets.buttons import ChoiceButton, button
from ui.widgets.forms import Form
from ui.widgets.frames import Card, clear, row

if TYPE_CHECKING:
    from ui.office.place import Office


class CentralPage(Page["Office"]):
    """Shows the ways to a central file, then its contests, and the form for a new one."""

    key = "central"
    icon = "office"

    def __init__(self, place: "Office") -> None:
        super().__init__(place)
        self.ways = Ways(self)
        self.list = ContestList(self, self.start_new)
        self.new = NewContest(self)
        for part in (self.ways, self.list, self.new):
            self.body.addWidget(part, 1)
        self.choose_action = self.add_action(tr("Work on this contest"), self.list.choose, role="primary")
        self.list.chosen.connect(self.choose_action.setEnabled)
        self.take_away_action = self.add_action(
            tr("Take access away…"), lambda: take_away(place, self), icon="lock", left=True
        )
        self.new_action = self.add_action(tr("New contest…"), self.start_new, icon="plus", left=True)
        self.admit_action = self.add_action(
            tr("Admit a colleague…"), lambda: admit_colleague(place, self), icon="key", left=True
        )
        self.make_action = self.add_action(tr("Make the contest"), self.new.make, role="primary")
        self.back_action = self.add_action(tr("Back to the list"), self.stop_new, left=True)
        self._show("ways")

    @classmethod
    def title(cls) -> str:
        return tr("Central file")

    @classmethod
    def intro(cls) -> str:
        return tr("The central file keeps the contests, the applications and the results of your organisation.")

    def refresh(self) -> None:
        state = self.place.state
        if not state.is_open:
            self.ways.show_last(self.services.settings.now.central)
            self._show("ways")
        else:
            self.list.show_contests(state)
            self._show("new" if self.new.active else "list")
        for path in self.place.take_dropped(FileKind.CENTRAL)[-1:]:
            self.place.open_central(path, self.take_focus)
        for path in self.place.take_dropped(FileKind.PROFILE) if state.is_open else ():
            self.start_new()
            self.new.take_profile(path)

    def take_focus(self) -> None:
        if self.ways.isVisibleTo(self) and self.ways.again is not None:
            self.ways.again.setFocus()
        else:
            super().take_focus()

    def start_new(self) -> None:
        """Show the form for a new contest."""
        self.new.start()
        self._show("new")
        self.new.take_focus()

    def stop_new(self) -> None:
        """Leave the form; nothing was made."""
        self.new.stop()
        self._show("list")

    def _show(self, part: str) -> None:
        self.ways.setVisible(part == "ways")
        self.list.setVisible(part == "list")
        self.new.setVisible(part == "new")
        for action, wanted in (
            (self.choose_action, "list"),
            (self.new_action, "list"),
            (self.make_action, "new"),
            (self.back_action, "new"),
        ):
            action.setVisible(part == wanted)
        by_key = part == "list" and self.place.central is not None and bool(self.place.central.path)
        for action in (self.admit_action, self.take_away_action):
            action.setVisible(by_key)
        self._bar.setVisible(part != "ways")


class Ways(QWidget):
    """What can be done while no central file is open."""

    def __init__(self, page: CentralPage) -> None:
        super().__init__()
        self._page = page
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self._last = ""
        self.again: ChoiceButton | None = None
        """The way to the central file of the last time, where there was one."""
        self.open = ChoiceButton(
            tr("Open a central file…"),
            tr("Choose the file on this computer; its key file lies beside it."),
            icon="folder",
        )
        self.make = ChoiceButton(
            tr("Make a new central file…"),
            tr("For an office that works on one computer. It is encrypted; only your key opens it."),
            icon="plus",
        )
        self.open.clicked.connect(page.guarded(self._open))
        self.make.clicked.connect(page.guarded(self._make))
        self._again = QVBoxLayout()
        column.addLayout(self._again)
        column.addWidget(self.open)
        column.addWidget(self.make)
        server = Card(
            tr("Central database for several offices"),
            tr("If your organisation keeps the central file on a PostgreSQL server, write its address here."),
        )
        form = Form()
        self.url = form.text(tr("Address"), hint=tr("For example: postgresql://user:password@host/database"))
        server.body.addWidget(form)
        self.connect_button = button(
            tr("Connect"), page.guarded(lambda: page.place.open_central(self._address(), page.take_focus))
        )
        self.found_button = button(
            tr("Set up an empty database"),
            page.guarded(lambda: page.place.create_central(self._address(), page.take_focus)),
        )
        server.body.addWidget(row(self.connect_button, self.found_button))
        column.addWidget(server)
        column.addStretch(1)
        self.url.textChanged.connect(lambda _text: self._look())
        self._look()

    def show_last(self, last: str) -> None:
        """Offer the central file that was open the last time; a URL is offered without its password."""
        if last == self._last:
            return
        self._last = last
        server = "://" in last
        if server and not self.url.text():
            self.url.setText(last.replace("postgresql+psycopg://", "postgresql://").replace("***", ""))
        clear(self._again)
        self.again = None
        if last and not server:
            self.again = ChoiceButton(tr("Open the central file of the last time"), last, icon="refresh")
            self.again.clicked.connect(
                self._page.guarded(lambda: self._page.place.open_central(last, self._page.take_focus))
            )
            self._again.addWidget(self.again)

    def _address(self) -> str:
        return self.url.text().strip()

    def _look(self) -> None:
        for one in (self.connect_button, self.found_button):
            one.setEnabled("://" in self.url.text())

    def _open(self) -> None:
        path = self._page.services.files.open(tr("Open a central file"), FileKind.CENTRAL)
        if path is not None:
            self._page.place.open_central(path, self._page.take_focus)

    def _make(self) -> None:
        path = self._page.services.files.save_new(tr("Make a new central file"), "central.tandau", FileKind.CENTRAL)
        if path is not None:
            self._page.place.create_central(Path(path))

"""Intake, first part: the table of applications and the folder with their attachments."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QVBoxLayout, QWidget

from models.wording import tr
from ui.office.intake.draft import IntakeDraft
from ui.shell import theme
from ui.shell.kinds import FileKind
from ui.shell.place import Services
from ui.widgets.buttons import button
from ui.widgets.frames import Card, DropArea, row
from ui.widgets.labels import Facts, WrappedLabel


class SourcePart(QWidget):
    """Asks for a table and a folder; calls `changed` after every choice."""

    def __init__(self, services: Services, changed: Callable[[], None]) -> None:
        super().__init__()
        self._services = services
        self._changed = changed
        self._draft = IntakeDraft()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.current().px(14))
        table = Card(tr("1. The table of applications"))
        self.drop = DropArea(
            tr("Drop the table here: XLSX or CSV, one application a row, headings in Kazakh, Russian or English."),
            tr("Choose a table…"),
            self._ask_table,
            FileKind.TABLE,
        )
        self.drop.dropped.connect(lambda paths: self.take_table(paths[0]))
        self.table = Facts()
        table.body.addWidget(self.drop)
        table.body.addWidget(self.table)
        folder = Card(tr("2. The folder with attachments"))
        folder.body.addWidget(
            WrappedLabel(
                tr(
                    "Files belong to the application whose code or IIN their own name, or the name of their folder, "
                    "begins with. Without a folder the stored attachments stay as they are."
                ),
                role="muted",
            )
        )
        self.folder = Facts()
        folder.body.addWidget(self.folder)
        self.choose_folder = button(tr("Choose the folder…"), self._ask_folder, icon="folder")
        self.no_folder = button(tr("Without a folder"), self._drop_folder, role="flat")
        folder.body.addWidget(row(self.choose_folder, self.no_folder))
        column.addWidget(table)
        column.addWidget(folder)
        column.addStretch(1)

    def show_draft(self, draft: IntakeDraft) -> None:
        """Show what is chosen so far."""
        self._draft = draft
        self.table.show_facts([(tr("Table"), draft.table.name if draft.table else tr("none chosen yet"))])
        self.folder.show_facts([(tr("Folder"), draft.folder.name if draft.folder else tr("none"))])
        self.no_folder.setVisible(draft.folder is not None)

    def take_table(self, path: Path) -> None:
        """Take `path` as the table; what was read of another one is dropped."""
        self._draft.table, self._draft.source, self._draft.plan = path, None, None
        self._changed()

    def _ask_table(self) -> None:
        path = self._services.files.open(tr("The table of applications"), FileKind.TABLE)
        if path is not None:
            self.take_table(path)

    def _ask_folder(self) -> None:
        path = self._services.files.folder(tr("The folder with attachments"))
        if path is not None:
            self._draft.folder, self._draft.source = path, None
            self._changed()

    def _drop_folder(self) -> None:
        self._draft.folder, self._draft.source = None, None
        self._changed()

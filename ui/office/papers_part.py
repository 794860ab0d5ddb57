"""The papers of the office: what each is, for whom, its number and day; to look at and to write."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from models.progress import Report
from models.wording import said, tr
from ui.item_models.table import Column
from ui.office.words import to_date, to_qdate, today
from ui.shell import theme
from ui.widgets.buttons import button
from ui.widgets.data_table import DataTable
from ui.widgets.forms import Form
from ui.widgets.frames import row
from ui.widgets.labels import WrappedLabel
from ui.widgets.viewer import PdfViewer

if TYPE_CHECKING:
    from models.centre.office_papers import OfficePaper
    from models.centre.store import Transaction
    from models.protocol.blocks import Paper
    from ui.office.page import OfficePage


@dataclass(frozen=True)
class Making:
    """One paper to be made, as the fields say."""

    kind: "OfficePaper"
    contest: str
    number: str
    on: date

    def paper(self, session: "Transaction", report: Report) -> "Paper":
        """Return the paper of the contest as the central file holds it now."""
        from models.centre.office_papers import Wanted

        return self.kind.make(Wanted(session, self.contest, self.number, self.on, report))


class PapersPart(QWidget):
    """One line a kind of paper at the left, the pages at the right. `keys` are the kinds it offers; none: all."""

    def __init__(self, page: "OfficePage", *keys: str) -> None:
        super().__init__()
        self._page, self._keys = page, keys
        self._shown: tuple[str, ...] = ()
        look = theme.current()
        halves = QHBoxLayout(self)
        halves.setContentsMargins(0, 0, 0, 0)
        halves.setSpacing(look.px(14))
        left = QVBoxLayout()
        left.setSpacing(look.px(10))
        self.table: DataTable[OfficePaper] = DataTable(
            [Column(tr("Paper"), lambda one: said(one.title), stretch=True)],
            key=lambda one: one.key,
            name=tr("Papers"),
            searchable=False,
        )
        left.addWidget(self.table, 1)
        self.whom = WrappedLabel(role="muted")
        left.addWidget(self.whom)
        self.form = Form(columns=2)
        self.number = self.form.text(
            tr("Number in the register"), hint=tr("Left empty, it gets a line to be written on by hand.")
        )
        self.on = self.form.date(tr("Date of the paper"), to_qdate(today()))
        left.addWidget(self.form)
        self.look_at = button(tr("Look at it…"), page.guarded(self.preview), icon="eye")
        self.write_button = button(tr("Write…"), page.guarded(self.write), icon="print")
        left.addWidget(row(self.look_at, self.write_button))
        halves.addLayout(left, 1)
        self.viewer = PdfViewer(page.services.tasks, name=tr("The paper"))
        halves.addWidget(self.viewer, 1)
        self.table.selected.connect(lambda _rows: self._show())
        self.table.opened.connect(lambda _one: page.guarded(self.preview)())
        self._show()

    def show_papers(self) -> None:
        """Fill the list; pages that were shown may be older than the data now and are taken away."""
        from models.centre.office_papers import office_papers

        if not self.table.model.rows:
            kinds = office_papers(*self._keys)
            self.table.set_rows(kinds)
            self.table.choose(kinds[0].key)
        self.viewer.clear()
        self._show()

    def _show(self) -> None:
        chosen = self.table.chosen()
        self.look_at.setEnabled(bool(chosen))
        self.write_button.setEnabled(bool(chosen))
        self.whom.setText(tr("For whom: {whom}", whom=said(chosen[0].whom)) if chosen else "")
        self.on.setEnabled(not chosen or chosen[0].key != "destruction")  # its day is that of the destruction
        keys = tuple(one.key for one in chosen)
        if keys != self._shown:
            self._shown = keys
            self.viewer.clear()

    def _making(self) -> "Making | None":
        """Return what makes the chosen paper, to be called in the background; None while none is chosen."""
        kind = next(iter(self.table.chosen()), None)
        if kind is None:
            return None
        return Making(kind, self._page.place.contest_id, self.number.text().strip(), to_date(self.on.date()))

    def preview(self) -> None:
        """Set the chosen paper in the background and show its pages."""
        making = self._making()
        if making is None:
            return

        def work(session: "Transaction", report: Report) -> bytes:
            from models.protocol.papers.writing import finished

            return finished(making.paper(session, report), report)

        self.viewer.clear()
        self._page.place.read_long(
            work,
            lambda pdf: self.viewer.show_pdf(pdf, name=said(making.kind.title)),
            title=tr("Preparing the paper"),
            owner=self,
        )

    def write(self) -> None:
        """Write the chosen paper into a folder."""
        making, services = self._making(), self._page.services
        folder = services.files.folder(tr("Choose the folder for the papers")) if making is not None else None
        if making is None or folder is None:
            return

        def work(session: "Transaction", report: Report) -> Path:
            from models.protocol.papers.writing import write_paper

            return write_paper(making.paper(session, report), folder, making.kind.name(making.number), report)

        def done(path: Path) -> None:
            services.strip.good(
                tr("Written into “{folder}”: {names}", folder=folder, names=path.name),
                action=tr("Open the folder"),
                clicked=lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder))),
            )

        self._page.place.read_long(work, done, title=tr("Writing the papers"), owner=self)

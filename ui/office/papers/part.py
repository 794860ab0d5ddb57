"""The papers of the office: what each is, for whom, its number and day; to look at and to write."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from models.wording import current_language, said, tr
from ui.item_models.table import Column
from ui.office.papers.making import Making, Ready, letters, register_paper
from ui.office.words import to_date, to_qdate, today
from ui.shell import theme
from ui.widgets.buttons import button
from ui.widgets.data_table import DataTable
from ui.widgets.forms import Form
from ui.widgets.frames import row
from ui.widgets.labels import WrappedLabel
from ui.widgets.viewer import PdfViewer

if TYPE_CHECKING:
    from models.centre.papers.office_papers import OfficePaper
    from models.protocol.papers.catalogue import Offer
    from ui.office.page import OfficePage

WANTED_PAPER = "wanted paper"
"""Among the drafts of the place: the kind of paper that another page leads to."""


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
        self.table: DataTable[OfficePaper | Offer] = DataTable(
            [Column(tr("Paper"), lambda one: said(one.title), stretch=True, tip=lambda one: said(one.title))],
            key=lambda one: one.key,
            name=tr("Papers"),
            searchable=False,
        )
        left.addWidget(self.table, 1)
        self.whom = WrappedLabel(role="muted")
        left.addWidget(self.whom)
        # above the fields: at their foot they would be out of sight where a paper has many
        self.look_at = button(tr("Look at it…"), page.guarded(self.preview), icon="eye")
        self.write_button = button(tr("Write…"), page.guarded(self.write), icon="print")
        left.addWidget(row(self.look_at, self.write_button))
        self.form = Form(columns=2)
        self.number = self.form.text(tr("Number in the register"))
        self.number.setPlaceholderText("№ ________")
        self.number.setToolTip(tr("Left empty, it gets a line to be written on by hand."))
        self.on = self.form.date(tr("Date of the paper"), to_qdate(today()))
        left.addWidget(self.form)
        self.register = Form()
        self.written_in = self.register.text(tr("Place where it is written"), page.services.settings.now.written_in)
        self.written_in.setToolTip(tr("Kept for the next papers."))
        left.addWidget(self.register)
        self.letters = Form(columns=2)
        self.role = self.letters.text(tr("Position of who signs"))
        self.role.setPlaceholderText(tr("Else: the organiser's head."))
        self.signs = self.letters.text(tr("Name of who signs"))
        self.details = self.letters.text(tr("Where applicants turn to"))
        self.details.setPlaceholderText(tr("Address, phone, e-mail"))
        self.details.setToolTip(tr("Address, phone and e-mail of the organiser; printed in every letter."))
        self.specimen = self.letters.choice(tr("Letter to look at"), [])
        left.addWidget(self.letters)
        halves.addLayout(left, 1)
        self.viewer = PdfViewer(page.services.tasks, name=tr("The paper"))
        halves.addWidget(self.viewer, 1)
        self.table.selected.connect(lambda _rows: self._show())
        self.table.opened.connect(lambda _one: page.guarded(self.preview)())
        self._show()

    def show_papers(self) -> None:
        """Fill the list; pages that were shown may be older than the data now and are taken away."""
        from models.centre.papers.office_papers import office_papers
        from models.protocol.papers.catalogue import offer
        from models.protocol.papers.notices import KINDS

        if not self.table.model.rows:
            kinds: list[OfficePaper | Offer] = [*office_papers(*self._keys)]
            if not self._keys or "notices" in self._keys:
                kinds.append(offer("notices"))
            self.table.set_rows(kinds)
            self.table.choose(kinds[0].key)
            for kind, words in KINDS.items():
                self.specimen.addItem(words.say(current_language()), kind)
        self.viewer.clear()
        self._show()

    def _show(self) -> None:
        chosen = self.table.chosen()
        self.look_at.setEnabled(bool(chosen))
        self.write_button.setEnabled(bool(chosen))
        self.whom.setText(tr("For whom: {whom}", whom=said(chosen[0].whom)) if chosen else "")
        self.on.setEnabled(not chosen or chosen[0].key != "destruction")  # its day is that of the destruction
        keys = tuple(one.key for one in chosen)
        self.register.setVisible(keys != ("notices",))
        self.letters.setVisible(keys == ("notices",))
        if keys != self._shown:
            self._shown = keys
            self.viewer.clear()

    def _making(self) -> Making | None:
        """Return what makes the chosen paper, to be called in the background; None while none is chosen."""
        kind = next(iter(self.table.chosen()), None)
        if kind is None:
            return None
        contest, number, on = self._page.place.contest_id, self.number.text().strip(), to_date(self.on.date())
        if kind.key == "notices":
            from models.protocol.papers.notices import Sender

            sender = Sender(
                details=self.details.text().strip(),
                role=self.role.text().strip(),
                name=self.signs.text().strip(),
                number=number,
                on=on,
            )
            return letters(contest, sender, self.specimen.currentData())
        self._page.services.settings.change(written_in=self.written_in.text().strip())
        return register_paper(kind.key, contest, number, on, self.written_in.text())

    def preview(self) -> None:
        """Set the chosen paper in the background and show its pages."""
        making = self._making()
        if making is None:
            return
        name = said(self.table.chosen()[0].title)
        self.viewer.clear()
        self._page.services.strip.tried_again()
        title = tr("Preparing the paper")

        def ready(paper: Ready) -> None:
            self._page.services.tasks.run(
                paper.preview, lambda pdf: self.viewer.show_pdf(pdf, name=name), title=title, owner=self, harmless=True
            )

        self._page.place.read_long(making, ready, title=title, owner=self)

    def write(self) -> None:
        """Write the chosen paper into a folder, of letters one a person and their table: all or none."""
        making, services = self._making(), self._page.services
        folder = services.files.folder(tr("Choose the folder for the papers")) if making is not None else None
        if making is None or folder is None:
            return

        title = tr("Writing the papers")

        def done(paths: tuple[Path, ...]) -> None:
            services.strip.good(
                tr("Written into “{folder}”: {names}", folder=folder, names=paths[0].name)
                if len(paths) == 1
                else tr("Papers written into “{folder}”: {n}", folder=folder, n=len(paths)),
                action=tr("Open the folder"),
                clicked=lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder))),
            )

        def ready(paper: Ready) -> None:
            services.tasks.run(lambda report: paper.write(folder, report), done, title=title, owner=self)

        self._page.place.read_long(making, ready, title=title, owner=self)

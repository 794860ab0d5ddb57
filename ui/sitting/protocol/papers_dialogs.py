"""Looking at a paper before it is written; who writes the notices."""

from collections.abc import Callable

from PySide6.QtCore import QDate
from PySide6.QtWidgets import QCheckBox, QWidget

from models.packet.manifest import PacketManifest
from models.progress import Report
from models.protocol.papers.catalogue import Asked, Offer
from models.protocol.papers.notices import Sender
from models.wording import said, tr
from ui.shell import theme
from ui.shell.theme import Tone
from ui.sitting.dialog import WideDialog
from ui.sitting.place import Sitting
from ui.widgets.buttons import button
from ui.widgets.forms import Form
from ui.widgets.viewer import PdfViewer


class PreviewDialog(WideDialog):
    """Shows one kind of paper; where there is one an application, the code is chosen."""

    def __init__(
        self, place: Sitting, parent: QWidget, offer: Offer, asked: Callable[[], Asked], manifest: PacketManifest
    ) -> None:
        super().__init__(said(offer.title), "", parent)
        self.place, self.offer, self._asked = place, offer, asked
        codes = sorted([one.code for one in manifest.applications] + [one.code for one in manifest.refused])
        self.form = Form()
        self.code = self.form.choice(tr("Application"), [(code, code) for code in codes])
        self.form.setVisible(offer.each)
        self.body.addWidget(self.form)
        self.viewer = PdfViewer(place.services.tasks, name=said(offer.title))
        self.viewer.setMinimumHeight(theme.current().scaled(420))
        self.body.addWidget(self.viewer, 1)
        self.cancel.setText(tr("Close"))
        self.code.currentIndexChanged.connect(lambda _index: self.show_paper())
        self.show_paper()

    def show_paper(self) -> None:
        """Set the paper in the background and show it."""
        wanted = self.code.currentData() if self.offer.each else ""
        offer, asked = self.offer, self._asked
        self.viewer.clear()
        self.refusal.hide()

        def work(report: Report) -> bytes:
            from models.protocol.papers.handing_out import preview

            return preview(offer, asked(), wanted, report)

        def failed(error: BaseException) -> None:
            self.refusal.tell(Tone.BAD, str(error))
            self.refusal.show()

        self.place.services.tasks.run(
            work,
            lambda pdf: self.viewer.show_pdf(pdf, name=said(offer.title)),
            title=tr("Preparing the paper"),
            failed=failed,
            owner=self,
            harmless=True,
        )


class NoticesDialog(WideDialog):
    """Who writes the notices: what stands in each letter beside the decision. Everything may be left empty."""

    def __init__(self, parent: QWidget, sender: Sender) -> None:
        super().__init__(
            tr("Notices to all applicants"),
            tr("What is left empty gets a line to be written on by hand."),
            parent,
        )
        self.form = Form(columns=2)
        self.details = self.form.text(
            tr("Where applicants turn to"),
            sender.details,
            hint=tr("Address, phone and e-mail of the organiser; printed in every letter."),
            wide=True,
        )
        self.role = self.form.text(tr("Position of who signs"), sender.role, hint=tr("Else: the organiser's head."))
        self.name = self.form.text(tr("Name of who signs"), sender.name)
        self.number = self.form.text(
            tr("Number in the register"), sender.number, hint=tr("Letters are numbered after it: 12/1, 12/2 …")
        )
        on = sender.on
        self.on = self.form.date(
            tr("Date of the letters"), QDate(on.year, on.month, on.day) if on else QDate.currentDate()
        )
        self.body.addWidget(self.form)
        self.undated = QCheckBox(tr("Leave the date to be written by hand"))
        self.undated.setChecked(on is None and bool(sender.number))
        self.on.setDisabled(self.undated.isChecked())
        self.undated.toggled.connect(self.on.setDisabled)
        self.body.addWidget(self.undated)
        self.accept_button = button(tr("Write the notices…"), self.accept, role="primary")
        self.accept_button.setDefault(True)
        self.foot.addWidget(self.accept_button)

    def sender_now(self) -> Sender:
        """Return what is filled in."""
        return Sender(
            details=self.details.text().strip(),
            role=self.role.text().strip(),
            name=self.name.text().strip(),
            number=self.number.text().strip(),
            on=None if self.undated.isChecked() else self.on.date().toPython(),
        )

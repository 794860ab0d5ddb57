"""The papers of a result: what each is, for whom, to look at and to write."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QVBoxLayout, QWidget

from models.packet.manifest import PacketManifest
from models.progress import Report
from models.protocol.papers.catalogue import Asked, Offer, offers
from models.protocol.papers.notices import Sender
from models.wording import said, tr
from ui.item_models.table import Column
from ui.shell import theme
from ui.sitting.place import Sitting
from ui.sitting.protocol.papers_dialogs import NoticesDialog, PreviewDialog
from ui.widgets.buttons import button
from ui.widgets.data_table import DataTable
from ui.widgets.frames import EmptyState, row
from ui.widgets.labels import WrappedLabel


class PapersTab(QWidget):
    """One line a kind of paper. They are written once the result is signed; a draft can be looked at before."""

    def __init__(self, place: Sitting, guarded: Callable[[Callable[[], object]], Callable[[], None]]) -> None:
        super().__init__()
        self.place = place
        self._sender = Sender()
        look = theme.current()
        column = QVBoxLayout(self)
        column.setContentsMargins(*(look.px(12),) * 4)
        column.setSpacing(look.px(10))
        self.told = WrappedLabel(role="muted")
        column.addWidget(self.told)
        self.table = DataTable[Offer](
            [
                Column(
                    tr("Paper"), lambda one: said(one.title), width=52, stretch=True, tip=lambda one: said(one.title)
                ),
                Column(tr("For whom"), lambda one: said(one.whom), width=32, tip=lambda one: said(one.whom)),
            ],
            key=lambda one: one.key,
            name=tr("Papers"),
            empty=EmptyState(tr("No papers"), icon="list"),
            searchable=False,
        )
        self.table.set_rows(offers())
        column.addWidget(self.table, 1)
        self.look_at = button(tr("Look at it…"), guarded(self._preview), icon="eye")
        self.write = button(tr("Write…"), guarded(self._write), icon="print")
        column.addWidget(row(self.look_at, self.write))
        self.table.selected.connect(lambda _rows: self.refresh())
        self.table.opened.connect(lambda _one: guarded(self._preview)())
        self.refresh()

    def refresh(self) -> None:
        """Open the buttons as far as the sitting has come."""
        view, result = self.place.view, self.place.result
        chosen = bool(self.table.chosen())
        counted = result is not None or (view is not None and view.outcome is not None)
        self.look_at.setEnabled(chosen and counted)
        self.write.setEnabled(chosen and result is not None)
        self.told.setText(
            tr(
                "Every paper is read back before it is handed out; one that does not say what it should is not "
                "written. Protocol and matrix are written by the buttons below."
            )
            if result is not None
            else tr("Papers are written once the result is signed. Until then each can be looked at as a draft.")
        )

    def _manifest(self) -> PacketManifest | None:
        if self.place.result is not None:
            return self.place.result.result.manifest
        return self.place.view.manifest if self.place.view else None

    def _asking(self) -> Callable[[], Asked]:
        """What makes the papers' data; to be called in the background."""
        shown, signed, sender = self.place.shown_result(), self.place.result, self._sender

        def asked() -> Asked:
            result = shown()
            return Asked(result, signed.sha256 if signed is not None else result.digest(), sender)

        return asked

    def _preview(self) -> None:
        manifest = self._manifest()
        if manifest is None or not self.look_at.isEnabled():
            return
        for one in self.table.chosen():
            PreviewDialog(self.place, self, one, self._asking(), manifest).open()

    def _write(self) -> None:
        for one in self.table.chosen():
            if one.key == "notices":
                dialog = NoticesDialog(self, self._sender)
                dialog.accepted.connect(lambda asked=dialog, offer=one: self._with_sender(asked, offer))
                dialog.open()
            else:
                self._into_folder(one)

    def _with_sender(self, dialog: NoticesDialog, offer: Offer) -> None:
        self._sender = dialog.sender_now()
        self._into_folder(offer)

    def _into_folder(self, offer: Offer) -> None:
        services = self.place.services
        folder = services.files.folder(tr("Choose the folder for the papers"))
        if folder is None:
            return
        asked = self._asking()

        def work(report: Report) -> tuple[Path, ...]:
            from models.protocol.papers.handing_out import write_papers

            return write_papers(offer, asked(), folder, report=report)

        def done(paths: tuple[Path, ...]) -> None:
            services.strip.good(
                tr("Papers written into “{folder}”: {n}", folder=folder, n=len(paths)),
                action=tr("Open the folder"),
                clicked=lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder))),
            )

        services.tasks.run(work, done, title=tr("Writing the papers"), owner=self)

"""An application to read: its text in sections, attachments beside it."""

from collections.abc import Callable, Iterator
from html import escape

from PySide6.QtCore import QUrl
from PySide6.QtWidgets import QComboBox, QTabWidget, QVBoxLayout, QWidget

from models.contest.application import Attachment
from models.contest.contest import Contest
from models.contest.points import both_points
from models.packet.manifest import PacketApplication
from models.wording import tr
from ui.desk import words
from ui.shell import theme
from ui.shell.tasks import Tasks
from ui.widgets.application_view import ReadingText, heading, project_parts
from ui.widgets.fields import ChoiceField
from ui.widgets.frames import EmptyState
from ui.widgets.viewer import AttachmentViewer


class ReadingView(QTabWidget):
    """Shows one application: its text, and its attachments page by page."""

    def __init__(self, tasks: Tasks) -> None:
        super().__init__()
        look = theme.current()
        self.text = ReadingText(tr("Application"))
        self.text.anchorClicked.connect(self._follow)
        self.addTab(self.text, tr("Application"))
        beside = QWidget()
        column = QVBoxLayout(beside)
        column.setContentsMargins(*(look.px(8),) * 4)
        column.setSpacing(look.px(8))
        self.files = ChoiceField()
        self.files.setAccessibleName(tr("Attachments"))
        self.files.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.files.activated.connect(self._show_file)
        self.viewer = AttachmentViewer(tasks, name=tr("Attachment"), empty=tr("Choose an attachment above"))
        self.none = EmptyState(
            tr("No attachments for members"),
            tr("Personal papers (identity card, certificates) stay with the organiser's staff, who have checked them."),
            icon="file",
        )
        for widget in (self.files, self.viewer, self.none):
            column.addWidget(widget, 0 if widget is self.files else 1)
        self.addTab(beside, tr("Attachments"))
        self.currentChanged.connect(self._entered)
        self._attachments: tuple[Attachment, ...] = ()
        self._read: Callable[[str], bytes] | None = None
        self._shown = ""

    def show_application(self, one: PacketApplication, contest: Contest, read: Callable[[str], bytes]) -> None:
        """Show `one`; `read` gives an attachment's bytes by SHA-256 and is called in the background."""
        self._attachments, self._read, self._shown = one.attachments, read, ""
        self.text.show_parts(_parts(one, contest))
        self.files.clear()
        for each in one.attachments:
            self.files.addItem(_label(each, contest))
        self.files.setVisible(bool(one.attachments))
        self.viewer.setVisible(bool(one.attachments))
        self.none.setVisible(not one.attachments)
        self.viewer.clear()
        self.setTabText(1, tr("Attachments: {n}", n=len(one.attachments)))
        self.setCurrentIndex(0)

    def _entered(self, tab: int) -> None:
        if tab == 1 and self._attachments and not self._shown:
            self._show_file(max(0, self.files.currentIndex()))

    def _follow(self, link: QUrl) -> None:
        if link.scheme() == "attachment":
            place = int(link.path())
            self.files.setCurrentIndex(place)
            self._shown = "wanted"
            self.setCurrentIndex(1)
            self._show_file(place)

    def _show_file(self, place: int) -> None:
        each, read = self._attachments[place], self._read
        if read is not None:
            self._shown = each.sha256
            self.viewer.show_file(lambda: read(each.sha256), each.media_type, name=each.name)


def _label(each: Attachment, contest: Contest) -> str:
    kinds = {document.code: words.both(document.name) for document in contest.profile.project.documents}
    kind = kinds.get(each.kind, "")
    return f"{kind}: {each.name}" if kind else each.name


def _parts(one: PacketApplication, contest: Contest) -> Iterator[str]:
    territory = next(
        (words.both(each.name) for each in contest.territories if each.code == one.territory), one.territory
    )
    yield f"<h2>{escape(one.project.title)}</h2>"
    yield f"<p class='muted'>{escape(' · '.join(filter(None, (one.code, one.applicant, territory))))}</p>"
    for flag in one.flags:
        ground = tr("Ground: {point}", point=words.both(both_points(flag.point))) if flag.point else ""
        said = escape(" ".join(filter(None, (words.both(flag.reason), ground))))
        yield f"<table width='100%' cellpadding='6'><tr><td class='warn'>⚠ {said}</td></tr></table>"
    yield from project_parts(one.project, contest.profile.project.directions)
    if one.attachments:
        links = "<br/>".join(
            f"<a href='attachment:{place}'>{escape(_label(each, contest))}</a>"
            for place, each in enumerate(one.attachments)
        )
        yield f"{heading(tr('Attachments'))}<p>{links}</p>"

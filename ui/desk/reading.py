"""An application to read: sections, plan and budget as one text that can be selected; attachments beside it."""

from collections.abc import Callable, Iterable, Iterator
from html import escape

from PySide6.QtCore import QUrl
from PySide6.QtWidgets import QComboBox, QTabWidget, QTextBrowser, QVBoxLayout, QWidget

from models.contest.application import Attachment
from models.contest.contest import Contest
from models.packet.manifest import PacketApplication
from models.wording import tr
from ui.desk import words
from ui.item_models.table import shown_text
from ui.shell import theme
from ui.shell.tasks import Tasks
from ui.widgets.frames import EmptyState
from ui.widgets.viewer import AttachmentViewer

_SECTIONS = ("aim", "problem", "summary", "results", "target_group", "people_covered", "territory", "partners",
             "sustainability", "informing")  # fmt: skip


class ReadingView(QTabWidget):
    """Shows one application: its text, and its attachments page by page."""

    def __init__(self, tasks: Tasks) -> None:
        super().__init__()
        look = theme.current()
        self.text = QTextBrowser()
        self.text.setOpenLinks(False)
        self.text.setAccessibleName(tr("Application"))
        self.text.setMinimumWidth(look.px(260))
        self.text.document().setDocumentMargin(look.px(14))
        self.text.anchorClicked.connect(self._follow)
        self.addTab(self.text, tr("Application"))
        beside = QWidget()
        column = QVBoxLayout(beside)
        column.setContentsMargins(*(look.px(8),) * 4)
        column.setSpacing(look.px(8))
        self.files = QComboBox()
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
        self.text.setHtml(_page(one, contest))
        self.text.verticalScrollBar().setValue(0)
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


def _page(one: PacketApplication, contest: Contest) -> str:
    c = theme.current().colours
    style = (
        f"h2 {{ font-size: large; margin-bottom: 2px; }} h3 {{ color: {c.accent}; font-size: medium; margin-top: 14px;"
        f" margin-bottom: 2px; }} p {{ margin-top: 0; margin-bottom: 4px; }} .muted {{ color: {c.muted}; }}"
        f" .warn {{ background-color: {c.warn_soft}; color: {c.warn}; }} a {{ color: {c.accent}; }}"
        f" th {{ background-color: {c.raised}; font-weight: 500; }}"
    )
    return f"<html><head><style>{style}</style></head><body>{''.join(_parts(one, contest))}</body></html>"


def _parts(one: PacketApplication, contest: Contest) -> Iterator[str]:
    project = one.project
    territory = next(
        (words.both(each.name) for each in contest.territories if each.code == one.territory), one.territory
    )
    yield f"<h2>{escape(project.title)}</h2>"
    yield f"<p class='muted'>{escape(' · '.join(filter(None, (one.code, one.applicant, territory))))}</p>"
    for flag in one.flags:
        ground = tr("Ground: {point}", point=flag.point) if flag.point else ""
        said = escape(" ".join(filter(None, (words.both(flag.reason), ground))))
        yield f"<table width='100%' cellpadding='6'><tr><td class='warn'>⚠ {said}</td></tr></table>"
    directions = contest.profile.project.directions
    number = project.direction
    facts = (
        ("project.direction", words.both(directions[number - 1]) if number and number <= len(directions) else number),
        ("project.months", project.months),
        ("project.total_cost", words.money(project.total_cost)),
        ("project.grant_asked", words.money(project.grant_asked)),
    )
    lines = [(words.field(name), shown_text(value)) for name, value in facts if value not in (None, "")]
    yield _table([], [[f"<span class='muted'>{escape(label)}</span>", escape(value)] for label, value in lines])
    for name in _SECTIONS:
        text = getattr(project, name)
        if text:
            yield f"<h3>{escape(words.field(f'project.{name}'))}</h3><p>{_lines(text)}</p>"
    yield from _tables(one)
    if one.attachments:
        links = "<br/>".join(
            f"<a href='attachment:{place}'>{escape(_label(each, contest))}</a>"
            for place, each in enumerate(one.attachments)
        )
        yield f"<h3>{escape(tr('Attachments'))}</h3><p>{links}</p>"


def _tables(one: PacketApplication) -> Iterator[str]:
    if one.project.plan:
        heads = ["№", tr("Action"), tr("Dates"), tr("Target group")]
        yield f"<h3>{escape(words.field('project.plan'))}</h3>"
        yield _table(
            heads,
            ([str(r.number), _lines(r.action), _lines(r.dates), _lines(r.target_group)] for r in one.project.plan),
        )
    if one.project.budget:
        heads = ["№", tr("Budget item"), tr("Quantity"), tr("Price"), tr("Sum")]
        yield f"<h3>{escape(words.field('project.budget'))}</h3>"
        budget = (
            [str(r.number), _lines(r.item), _lines(r.quantity), words.money(r.price), words.money(r.amount)]
            for r in one.project.budget
        )
        yield _table(heads, budget, right=3)


def _table(heads: list[str], rows: Iterable[list[str]], *, right: int = 99) -> str:
    """Return a table of cells that are HTML already; columns from `right` on stand at the right."""
    line = theme.current().colours.line
    border = f"border='1' cellspacing='0' style='border-collapse: collapse; border-color: {line};'" if heads else ""
    head = "".join(f"<th align='left'>{escape(text)}</th>" for text in heads)
    body = "".join(
        "<tr>"
        + "".join(f"<td align='{'right' if n >= right else 'left'}'>{cell}</td>" for n, cell in enumerate(cells))
        + "</tr>"
        for cells in rows
    )
    return f"<table width='100%' cellpadding='4' {border}>{f'<tr>{head}</tr>' if heads else ''}{body}</table>"


def _lines(text: str) -> str:
    return escape(text).replace("\n", "<br/>")

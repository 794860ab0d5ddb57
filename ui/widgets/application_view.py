"""An application to read: one text in sections, with plan and budget tables, that can be selected and copied."""

from collections.abc import Iterable, Iterator, Sequence
from html import escape

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextOption
from PySide6.QtWidgets import QTextBrowser

from models.contest.application import Project
from models.contest.money import tenge
from models.intake.fields import field
from models.values import Both
from models.wording import current_language, tr
from ui.shell import theme

_SECTIONS = (
    *("aim", "problem", "summary", "results", "target_group", "people_covered", "territory", "partners"),
    *("sustainability", "informing"),
)


class ReadingText(QTextBrowser):
    """A text of parts (HTML made by the functions below, everything from outside escaped)."""

    def __init__(self, name: str) -> None:
        """`name` is the accessible name."""
        super().__init__()
        look = theme.current()
        self.setOpenLinks(False)
        self.setAccessibleName(name)
        self.setMinimumWidth(look.px(260))
        self.document().setDocumentMargin(look.px(14))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)

    def show_parts(self, parts: Iterable[str]) -> None:
        """Show `parts` one below the other, from the top."""
        c = theme.current().colours
        style = (
            f"h2 {{ font-size: large; margin-bottom: 2px; }} h3 {{ color: {c.accent}; font-size: medium;"
            f" margin-top: 14px; margin-bottom: 2px; }} p {{ margin-top: 0; margin-bottom: 4px; }}"
            f" .muted {{ color: {c.muted}; }} .warn {{ background-color: {c.warn_soft}; color: {c.warn}; }}"
            f" a {{ color: {c.accent}; }} th {{ background-color: {c.raised}; font-weight: 500; }}"
        )
        self.setHtml(f"<html><head><style>{style}</style></head><body>{''.join(parts)}</body></html>")
        self.verticalScrollBar().setValue(0)


def heading(text: str) -> str:
    """Return the heading of a section."""
    return f"<h3>{escape(text)}</h3>"


def section(title: str, text: str) -> str:
    """Return a text under its heading; nothing where there is no text."""
    return f"{heading(title)}<p>{lines(text)}</p>" if text else ""


def facts(pairs: Iterable[tuple[str, str]]) -> str:
    """Return (label, value) pairs as a table; those without a value are left out."""
    return table((), ([f"<span class='muted'>{escape(label)}</span>", lines(value)] for label, value in pairs if value))


def table(heads: Sequence[str], rows: Iterable[Sequence[str]], *, right: int = 99) -> str:
    """Return a table whose cells are HTML already; columns from `right` (from 0) on stand at the right."""
    line = theme.current().colours.line
    border = f"border='1' cellspacing='0' style='border-collapse: collapse; border-color: {line};'" if heads else ""
    head = "".join(f"<th align='left'>{escape(text)}</th>" for text in heads)
    body = "".join(f"<tr>{_cells(cells, right)}</tr>" for cells in rows)
    return f"<table width='100%' cellpadding='4' {border}>{f'<tr>{head}</tr>' if heads else ''}{body}</table>"


def lines(text: str) -> str:
    """Return text from outside as HTML, its line breaks kept."""
    return escape(text).replace("\n", "<br/>")


def project_parts(project: Project, directions: Sequence[Both]) -> Iterator[str]:
    """Yield the parts of a project: its figures, its sections, plan and budget. `directions` are the profile's."""
    number = project.direction
    named = directions[number - 1].say(current_language()) if number and number <= len(directions) else ""
    yield facts(
        (
            (title_of("direction"), named or ("" if number is None else str(number))),
            (tr("Length of the project, months"), "" if project.months is None else str(project.months)),
            (title_of("total_cost"), tenge(project.total_cost)),
            (title_of("grant_asked"), tenge(project.grant_asked)),
        )
    )
    for name in _SECTIONS:
        yield section(title_of(name), getattr(project, name))
    if project.plan:
        yield heading(tr("Plan table"))
        rows = ((str(row.number), *map(lines, (row.action, row.dates, row.target_group))) for row in project.plan)
        yield table(_heads("plan", "action", "dates", "target_group"), rows)
    if project.budget:
        yield heading(tr("Budget table"))
        yield table(_heads("budget", "item", "quantity", "price", "amount"), _budget(project), right=3)


def title_of(name: str) -> str:
    """Return the title of a field of the project form in the current language."""
    return field(f"project.{name}").title(current_language())


def _heads(part: str, *names: str) -> tuple[str, ...]:
    return ("№", *(field(f"{part}.{name}").title(current_language()) for name in names))


def _budget(project: Project) -> Iterator[Sequence[str]]:
    for row in project.budget:
        yield str(row.number), lines(row.item), lines(row.quantity), tenge(row.price), tenge(row.amount)
    amounts = [row.amount for row in project.budget]
    whole = tr("not every row has a sum") if None in amounts else tenge(sum(amount or 0 for amount in amounts))
    yield "", f"<b>{escape(tr('Sum of the table'))}</b>", "", "", f"<b>{escape(whole)}</b>"


def _cells(cells: Sequence[str], right: int) -> str:
    return "".join(f"<td align='{'right' if at >= right else 'left'}'>{cell}</td>" for at, cell in enumerate(cells))

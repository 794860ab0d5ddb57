"""An application to read: the project in sections, its plan and budget tables. The same for staff and members."""

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from models.contest.application import Project
from models.intake.fields import field
from models.values import Both
from models.wording import current_language, tr
from ui.shell import theme
from ui.widgets.frames import Card
from ui.widgets.labels import Facts, WrappedLabel
from ui.widgets.word_table import WordTable

_FACTS = ("territory", "target_group", "people_covered", "partners")
_TEXTS = ("summary", "problem", "aim", "results", "sustainability", "informing")
_NONE = "–"


def tenge(amount: int | None) -> str:
    """Return a sum of money as people read it, or a dash for none."""
    return _NONE if amount is None else f"{amount:,} ₸".replace(",", "\u00a0").replace(" ₸", "\u00a0₸")


class ProjectView(QWidget):
    """Shows one project. It is as high as its words: put it into something that scrolls."""

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.current().px(14))
        self.setAccessibleName(tr("Project"))

    def show_project(
        self, project: Project, *, directions: Sequence[Both] = (), facts: Sequence[tuple[str, str]] = ()
    ) -> None:
        """Show `project`; `directions` are the profile's, `facts` further pairs (label, value) for the first card."""
        while (item := self._column.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        first = Card()
        first.body.addWidget(Facts([*facts, *_facts(project, directions)]))
        self._column.addWidget(first)
        for name in _TEXTS:
            card = Card(_title(name))
            card.body.addWidget(WrappedLabel(getattr(project, name) or tr("Not answered"), selectable=True))
            self._column.addWidget(card)
        self._column.addWidget(_plan(project))
        self._column.addWidget(_budget(project))
        self._column.addStretch(1)


def _title(name: str) -> str:
    return field(f"project.{name}").title(current_language())


def _facts(project: Project, directions: Sequence[Both]) -> list[tuple[str, str]]:
    number = project.direction
    direction = ""
    if number is not None:
        named = directions[number - 1].say(current_language()) if 1 <= number <= len(directions) else ""
        direction = f"{number}. {named}" if named else str(number)
    return [
        (_title("direction"), direction),
        (tr("Length of the project, months"), "" if project.months is None else str(project.months)),
        (_title("grant_asked"), tenge(project.grant_asked)),
        (_title("total_cost"), tenge(project.total_cost)),
        *((_title(name), getattr(project, name)) for name in _FACTS),
    ]


def _plan(project: Project) -> Card:
    card = Card(tr("Plan table"))
    if not project.plan:
        card.body.addWidget(WrappedLabel(tr("Not answered")))
        return card
    language = current_language()
    headings = ("№", *(field(f"plan.{name}").title(language) for name in ("action", "dates", "target_group")))
    table = WordTable(headings, shares=(1, 12, 6, 7))
    for row in project.plan:
        table.add_row((str(row.number), row.action, row.dates or _NONE, row.target_group or _NONE))
    card.body.addWidget(table)
    return card


def _budget(project: Project) -> Card:
    card = Card(tr("Budget table"))
    if not project.budget:
        card.body.addWidget(WrappedLabel(tr("Not answered")))
        return card
    language = current_language()
    headings = ("№", *(field(f"budget.{name}").title(language) for name in ("item", "quantity", "price", "amount")))
    table = WordTable(headings, shares=(1, 12, 4, 5, 5), numbers=(3, 4))
    for row in project.budget:
        table.add_row((str(row.number), row.item, row.quantity or _NONE, tenge(row.price), tenge(row.amount)))
    amounts = [row.amount for row in project.budget]
    whole = None if None in amounts else sum(amount or 0 for amount in amounts)
    table.add_row(("", tr("Sum of the table"), "", "", tenge(whole)), strong=True)
    card.body.addWidget(table)
    return card

"""Intake, second part: what each column holds. Recognised, remembered, or asked for; never guessed."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from models.intake.columns import COLUMN, IGNORE
from models.intake.fields import field
from models.wording import current_language, tr
from ui.item_models.table import Column
from ui.office.intake.draft import IntakeDraft
from ui.shell import theme
from ui.shell.theme import Tone
from ui.widgets.data_table import DataTable
from ui.widgets.forms import Form
from ui.widgets.labels import WrappedLabel
from ui.widgets.notice import Notice

if TYPE_CHECKING:
    from models.intake.source import Source

_ASK = ""


@dataclass(frozen=True)
class ColumnLine:
    """One column of the table."""

    number: int
    """From 0."""
    heading: str
    example: str
    choice: str | None


class ColumnsPart(QWidget):
    """Shows every column with its choice; one choice for the column that is selected."""

    def __init__(self, changed: Callable[[], None], sheet_chosen: Callable[[str], None]) -> None:
        super().__init__()
        self._changed = changed
        self._draft = IntakeDraft()
        self._filling = False
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.current().px(12))
        self.notice = Notice(Tone.INFO)
        column.addWidget(self.notice)
        self.sheet_form = Form()
        self.sheet = self.sheet_form.choice(tr("Sheet with the applications"), ())
        self.sheet.activated.connect(lambda _index: sheet_chosen(str(self.sheet.currentData())))
        column.addWidget(self.sheet_form)
        self.sheets = WrappedLabel(role="muted")
        column.addWidget(self.sheets)
        self.table = DataTable(
            (
                Column[ColumnLine](tr("Column"), lambda line: line.number + 1, number=True),
                Column[ColumnLine](tr("Heading"), lambda line: line.heading or tr("(no heading)"), width=30),
                Column[ColumnLine](tr("Example"), lambda line: line.example, stretch=True),
                Column[ColumnLine](
                    tr("What it holds"),
                    lambda line: choice_words(line.choice),
                    tone=lambda line: Tone.WARN if line.choice is None else None,
                    width=30,
                ),
            ),
            key=lambda line: line.number,
            name=tr("Columns of the table"),
        )
        self.table.selected.connect(self._selected)
        column.addWidget(self.table, 1)
        form = Form()
        self.choice = form.choice(tr("What the selected column holds"), ())
        self.choice.setMaxVisibleItems(18)
        self.choice.activated.connect(lambda _index: self._chosen())
        column.addWidget(form)

    def show_draft(self, draft: IntakeDraft) -> None:
        """Show the columns of what was read; the first that is not recognised is selected."""
        source = draft.source
        if source is None:
            return
        another = self._draft is not draft or self.table.model.rows == ()
        self._draft = draft
        unknown = len(source.mapping.unknown)
        if unknown:
            self.notice.tell(
                Tone.WARN,
                tr(
                    "Columns not recognised: {n}. Say for each what it holds, or leave it out; it is remembered for "
                    "the next table.",
                    n=unknown,
                ),
            )
        else:
            self.notice.tell(Tone.GOOD, tr("Every column is recognised. The report can be made."))
        self._fill(self.sheet, [(table.name, table.name) for table in source.tables], source.table.name)
        self.sheet_form.setVisible(len(source.tables) > 1)
        self.sheets.setVisible(len(source.tables) > 1)
        self.sheets.setText(_sheets(source))
        self.table.set_rows(_lines(source))
        if another or not self.table.chosen():
            self._next()

    def _next(self) -> None:
        source = self._draft.source
        waiting = [line.number for line in self.table.model.rows if line.choice is None]
        if source is not None and (waiting or not self.table.chosen()):
            self.table.choose(waiting[0] if waiting else 0)

    def _selected(self, rows: object) -> None:
        source, chosen = self._draft.source, self.table.chosen()
        del rows
        self.choice.setEnabled(bool(chosen))
        if source is None or not chosen:
            return
        self._fill(self.choice, _options(source, chosen[0]), chosen[0].choice or _ASK)

    def _chosen(self) -> None:
        source, chosen = self._draft.source, self.table.chosen()
        if source is None or not chosen or self._filling:
            return
        self._draft.source = source.choose(chosen[0].number, str(self.choice.currentData()) or None)
        self._draft.plan = None
        self._changed()
        self._next()

    def _fill(self, box: object, options: list[tuple[str, str]], value: str) -> None:
        from PySide6.QtWidgets import QComboBox

        assert isinstance(box, QComboBox)
        self._filling = True
        box.clear()
        for key, words in options:
            box.addItem(words, key)
        box.setCurrentIndex(max(0, box.findData(value)))
        self._filling = False


def choice_words(choice: str | None) -> str:
    """Return what people read for a choice of a column."""
    if choice is None:
        return tr("not recognised")
    if choice == IGNORE:
        return tr("left out")
    if choice.startswith(COLUMN):
        return tr("kept as further data: {name}", name=choice.removeprefix(COLUMN))
    return field(choice).title(current_language())


def _options(source: "Source", line: ColumnLine) -> list[tuple[str, str]]:
    from models.intake.source import likely_fields, open_fields

    own = [] if line.choice is None or line.choice == IGNORE or line.choice.startswith(COLUMN) else [line.choice]
    fields = open_fields(source.mapping)
    likely = [] if own else [one.code for one in likely_fields(line.heading, fields)]
    codes = [*own, *(one.code for one in fields if one.code not in likely)]
    further = line.choice if line.choice and line.choice.startswith(COLUMN) else COLUMN + line.heading
    options = [(_ASK, tr("Choose…"))] if line.choice is None else []
    options += [(code, choice_words(code)) for code in likely]
    options.append((IGNORE, tr("Leave this column out")))
    options += [(code, choice_words(code)) for code in codes]
    if line.heading:
        options.append((further, tr("Keep as further data (for counting and ties)")))
    return options


def _sheets(source: "Source") -> str:
    """What becomes of the other sheets."""
    parts = (source.plan_table, source.budget_table)
    plan, budget = (one.name if one else "–" for one in parts)
    others = [one.name for one in source.tables if one is not source.table and not any(one is part for part in parts)]
    return tr(
        "Sheet with the plans: {plan}. Sheet with the budgets: {budget}. Not read: {others}.",
        plan=plan,
        budget=budget,
        others=", ".join(others) or "–",
    )


def _lines(source: "Source") -> list[ColumnLine]:
    mapping = source.mapping
    found = []
    for at, (heading, choice) in enumerate(zip(mapping.headings, mapping.choices, strict=True)):
        example = next((row.cells[at] for row in source.table.rows if row.cells[at]), "")
        if heading or example:
            found.append(ColumnLine(at, heading, example[:80], choice))
    return found

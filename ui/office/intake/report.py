"""Intake, third part: the report. What would become of every row and file, before anything is stored."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from models.intake.attachments import LeftAside
from models.intake.plan import IntakePlan, IntakeRow, RowKind, kind_words
from models.wording import current_language, tr
from ui.item_models.table import Column
from ui.shell import theme
from ui.shell.theme import Tone
from ui.widgets.application_view import ReadingText, facts, heading, lines, table
from ui.widgets.data_table import DataTable
from ui.widgets.notice import Notice
from ui.widgets.segments import Segments

if TYPE_CHECKING:
    from models.intake.plan import FieldChange

_ALL, _ASIDE = "all", "aside"
TONES = {
    RowKind.NEW: Tone.GOOD,
    RowKind.CHANGED: Tone.WARN,
    RowKind.UNCHANGED: Tone.NEUTRAL,
    RowKind.REFUSED: Tone.BAD,
}


class ReportPart(QWidget):
    """Shows a plan: rows by kind, each with its reasons; files that were left aside."""

    def __init__(self) -> None:
        super().__init__()
        self._plan: IntakePlan | None = None
        look = theme.current()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(12))
        self.notice = Notice(Tone.INFO)
        column.addWidget(self.notice)
        options = [(_ALL, tr("All rows")), *((kind.value, kind_words(kind)) for kind in RowKind)]
        self.kinds = Segments([*options, (_ASIDE, tr("Files left aside"))], name=tr("What to show of the report"))
        self.kinds.chosen.connect(self._narrow)
        column.addWidget(self.kinds)
        self.rows = DataTable(
            (
                Column[IntakeRow](tr("Row"), lambda one: one.row, number=True),
                Column[IntakeRow](
                    tr("State"),
                    lambda one: kind_words(one.kind),
                    tone=lambda one: TONES[one.kind],
                    width=max(len(kind_words(kind)) for kind in RowKind),
                ),
                Column[IntakeRow](tr("Code"), lambda one: one.code),
                Column[IntakeRow](tr("Applicant"), lambda one: one.name, width=28),
                Column[IntakeRow](tr("Why, and what to look at"), lambda one: " · ".join(_words(one)), stretch=True),
            ),
            key=lambda one: one.row,
            name=tr("Rows of the table"),
        )
        self.files = DataTable(
            (
                Column[LeftAside](tr("File"), lambda one: one.name, width=40),
                Column[LeftAside](tr("Why it is left aside"), lambda one: one.reason, stretch=True),
            ),
            key=lambda one: one.name,
            name=tr("Files left aside"),
        )
        self.detail = ReadingText(tr("The selected row"))
        self.detail.setFixedHeight(look.scaled(170))
        self.rows.selected.connect(lambda rows: self._show_row(rows[0] if rows else None))
        for widget in (self.rows, self.files):
            column.addWidget(widget, 1)
        column.addWidget(self.detail)

    def show_plan(self, plan: IntakePlan) -> None:
        """Show `plan`: a new one from its first view on, one shown before as it was looked at."""
        from models.intake.plan import summary

        counts = plan.counts
        stores = counts[RowKind.NEW] + counts[RowKind.CHANGED]
        notes = [summary(plan) if stores else tr("Nothing changes: everything is stored already.")]
        if counts[RowKind.REFUSED]:
            notes.append(tr("Refused rows are not stored: correct them in the table and take it in again."))
        if plan.skipped:
            notes.append(tr("Rows taken for headings: {rows}.", rows=", ".join(map(str, plan.skipped))))
        tone = Tone.WARN if counts[RowKind.REFUSED] or plan.notes else Tone.INFO if stores else Tone.GOOD
        self.notice.tell(tone, "\n".join((*notes, *plan.notes)))
        self.kinds.say(_ALL, _counted(tr("All rows"), len(plan.rows)))
        for kind in RowKind:
            self.kinds.say(kind.value, _counted(kind_words(kind), counts[kind]))
        self.kinds.say(_ASIDE, _counted(tr("Files left aside"), len(plan.left_aside)))
        self.rows.set_rows(plan.rows)
        self.files.set_rows(plan.left_aside)
        if plan is not self._plan:
            self._plan = plan
            self.kinds.choose(_ALL)
        self._narrow(self.kinds.key)

    def _narrow(self, key: str) -> None:
        aside = key == _ASIDE
        self.rows.setVisible(not aside)
        self.files.setVisible(aside)
        self.rows.set_test(None if key in (_ALL, _ASIDE) else lambda one: one.kind == key)
        chosen = self.rows.chosen()
        self._show_row(None if aside or not chosen else chosen[0])

    def _show_row(self, one: IntakeRow | None) -> None:
        self.detail.setVisible(one is not None)
        if one is not None:
            self.detail.show_parts(_detail(one))


def _words(one: IntakeRow) -> Iterator[str]:
    yield from one.reasons
    if one.changes:
        yield ", ".join(_title(change) for change in one.changes)
    yield from one.notes


def _detail(one: IntakeRow) -> Iterator[str]:
    yield facts(
        (
            (tr("Row"), str(one.row)),
            (tr("Code"), one.code),
            (tr("Applicant"), one.name),
            (tr("Refused because"), "\n".join(one.reasons)),
            (tr("To look at"), "\n".join(one.notes)),
            (tr("Attachments to store"), ", ".join(file.attachment.name for file in one.files)),
        )
    )
    if one.changes:
        yield heading(tr("What changes"))
        rows = ((lines(_title(change)), lines(change.old), lines(change.new)) for change in one.changes)
        yield table((tr("Field"), tr("Stored now"), tr("In the table")), rows)


def _title(change: "FieldChange") -> str:
    return change.title(current_language())


def _counted(words: str, number: int) -> str:
    return tr("{what}: {n}", what=words, n=number)

"""Paper sheets: one of them opened, to type it in or to confirm it."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from models.scoring.paper import LineState
from models.scoring.paper_again import as_before
from models.wording import tr
from ui.office.paper_sheets.lines import CheckCard, EntryCard, LineRow, lines_table
from ui.office.paper_sheets.work import PaperWork
from ui.shell import theme
from ui.shell.dialogs import Dialogs
from ui.widgets.data_table import DataTable

Guard = Callable[[Callable[[], object]], Callable[[], None]]


class TypingPart(QWidget):
    """The lines, above them the boxes to type into, or for the second person the figures.

    Signals: `moved()` when another line is shown, `finished()` when no line waits for who sits here.
    """

    moved = Signal()
    finished = Signal()

    def __init__(self, work: PaperWork, dialogs: Dialogs, guarded: Guard) -> None:
        super().__init__()
        self._work = work
        self._dialogs = dialogs
        self._guarded = guarded
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.current().px(14))
        self.lines: DataTable[LineRow] | None = None
        self.entry: EntryCard | None = None
        self.check: CheckCard | None = None
        self._waits = False
        """Whether a line waits for who sits here."""

    def open(self) -> None:
        """Show the paper that is worked on. Raises ScoringError for a person who may not confirm it."""
        self.close_paper()
        desk = self._work.desk
        assert desk is not None
        assert desk.manifest.contest.criteria is not None
        criteria = desk.manifest.contest.criteria.content.criteria
        if self._work.is_typist:
            self.entry = EntryCard(criteria, self._guarded(self.type_line))
            self._column.addWidget(self.entry)
        else:
            self._work.paper.check_second_person(self._work.hand)
            self.check = CheckCard(criteria)
            self._column.addWidget(self.check)
        self.lines = lines_table(criteria)
        self.lines.selected.connect(lambda _rows: self._show_line())
        self.lines.opened.connect(lambda _row: self._guarded(self._opened)())
        self.lines.view.clicked.connect(lambda _index: self._click())
        self._column.addWidget(self.lines, 1)  # beneath the boxes: they stay in sight at large text
        self._fill()
        self._next()

    def close_paper(self) -> None:
        """Take the lines away; everything typed is kept."""
        for part in (self.lines, self.entry, self.check):
            if part is not None:
                part.hide()
                part.deleteLater()
        self.lines = self.entry = self.check = None

    def take_focus(self) -> None:
        """Put the keyboard on the first box; on the lines, where Enter confirms, and where no line waits."""
        if self.entry is not None and self._waits:
            self.entry.take_focus()
        elif self.lines is not None:
            self.lines.view.setFocus()

    @property
    def row(self) -> LineRow | None:
        """The line that is shown."""
        chosen = self.lines.chosen() if self.lines is not None else ()
        return chosen[0] if chosen else None

    @property
    def unchanged(self) -> tuple[str, ...]:
        """The lines that the second person may confirm together; empty for who types."""
        return as_before(self._work.paper, self._work.before) if self.check is not None else ()

    def type_line(self) -> None:
        """Take the line as it is in the boxes and go on to the next."""
        assert self.entry is not None
        line = self.entry.line
        self._work.type_line(line)
        self._fill()
        self._next(line.application)

    def _click(self) -> None:
        if self.entry is not None:
            self.entry.take_focus()

    def _opened(self) -> None:
        if self.entry is not None:
            self.entry.take_focus()
        else:
            self.confirm()

    def confirm(self) -> None:
        """Confirm the selected line and go on to the next."""
        if self.row is not None:
            self._said((self.row.code,))

    def confirm_unchanged(self) -> None:
        """Confirm together what is the same as in the paper before, after a question."""
        codes = self.unchanged
        if codes and self._dialogs.ask(
            tr("Confirm the lines that are the same as in the paper confirmed before: {n}?", n=len(codes)),
            yes=tr("Confirm them"),
            details=tr("You answer for them with your key. The lines: {codes}", codes=", ".join(codes)),
        ):
            self._said(codes)

    def _said(self, codes: tuple[str, ...]) -> None:
        self._work.confirm(codes)
        self._fill()
        self._next(codes[-1])

    def send_back(self) -> None:
        """Send the selected line back with what differs."""
        row = self.row
        note = (
            self._dialogs.reason(
                tr("What differs from the paper?"), tr("Whoever typed it reads this and types the line again."), least=2
            )
            if row
            else None
        )
        if row is not None and note is not None:
            self._work.send_back(row.code, note)
            self._fill()
            self._next(row.code)

    def _fill(self) -> None:
        desk, paper = self._work.desk, self._work.paper
        if self.lines is not None and desk is not None:
            self.lines.set_rows(
                [
                    LineRow(
                        one.code,
                        one.project.title,
                        paper.lines.get(one.code),
                        paper.state(one.code),
                        paper.note(one.code),
                    )
                    for one in desk.manifest.applications
                ]
            )

    def _next(self, after: str = "") -> None:
        """Select the next line that waits for who sits here; the first line where none does."""
        assert self.lines is not None
        rows = self.lines.model.rows
        wanted = {LineState.EMPTY, LineState.SENT_BACK} if self.entry else {LineState.TYPED}
        codes = [row.code for row in rows]
        start = codes.index(after) + 1 if after in codes else 0
        waiting = [row.code for row in (*rows[start:], *rows[:start]) if row.state in wanted]
        self._waits = bool(waiting)
        if waiting or not after:
            self.lines.choose(waiting[0] if waiting else codes[0])
        self._show_line()
        if not waiting and after:
            self.finished.emit()
        elif after:
            self.take_focus()

    def _show_line(self) -> None:
        card = self.entry or self.check
        if card is not None and self.row is not None:
            card.show_row(self.row)
        self.moved.emit()

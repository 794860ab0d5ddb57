"""Screening, the list: every application with its state and flags, filtered and searched."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from models.centre.selection.screening_list import ScreeningLine, state_words
from models.contest.application import Screened
from models.contest.money import money
from models.wording import current_language, tr
from ui.item_models.table import Column
from ui.office.screening.words import state_tone
from ui.office.words import day
from ui.shell import theme
from ui.shell.theme import Tone
from ui.widgets.data_table import DataTable
from ui.widgets.frames import EmptyState
from ui.widgets.labels import WrappedLabel
from ui.widgets.segments import Segments

if TYPE_CHECKING:
    from models.contest.contest import Contest

_ALL, _FLAGGED = "all", "flagged"


class ScreeningTable(QWidget):
    """The list. `opened(line)` of `table` tells which application a person wants to read."""

    def __init__(self) -> None:
        super().__init__()
        self._territories: dict[str, str] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.current().px(12))
        states = [(state.value, state_words(state)) for state in Screened]
        options = [states[0], (_FLAGGED, tr("undecided with flags")), *states[1:], (_ALL, tr("all"))]
        self.states = Segments(options, name=tr("Which applications to show"))
        self.states.chosen.connect(lambda _key: self._narrow())
        column.addWidget(self.states)
        self.all_flagged = WrappedLabel(
            tr("Every undecided application has a flag: look at them one by one."), role="muted"
        )
        self.all_flagged.hide()
        column.addWidget(self.all_flagged)
        self.table = DataTable(
            (
                Column[ScreeningLine](tr("Code"), lambda one: one.code),
                Column[ScreeningLine](tr("State"), lambda one: state_words(one.state), tone=_tone),
                Column[ScreeningLine](
                    tr("Flags"),
                    lambda one: len(one.flags) or None,
                    tone=lambda one: Tone.WARN if one.flags else None,
                    tip=_flags,
                ),
                Column[ScreeningLine](tr("Applicant"), lambda one: one.name, width=20),
                Column[ScreeningLine](tr("Title of the project"), lambda one: one.title, stretch=True),
                Column[ScreeningLine](tr("Territory"), self._territory),
                Column[ScreeningLine](tr("Asked, KZT"), lambda one: money(one.asked), sort=_asked, number=True),
                Column[ScreeningLine](tr("Mend until"), lambda one: day(one.deadline), sort=_deadline),
            ),
            key=lambda one: one.code,
            found_by=lambda one: one.search,
            name=tr("Applications"),
            empty=EmptyState(
                tr("No applications yet"), tr("Take a table of applications in first: the step before."), icon="inbox"
            ),
        )
        column.addWidget(self.table, 1)

    def show_lines(self, lines: Sequence[ScreeningLine], contest: "Contest") -> None:
        """Show `lines`; filter, order and selection stay."""
        language = current_language()
        self._territories = {one.code: one.name.say(language) for one in contest.territories}
        for state in Screened:
            count = sum(line.state is state for line in lines)
            self.states.say(state.value, tr("{what}: {n}", what=state_words(state), n=count))
        flagged = sum(_is_flagged(line) for line in lines)
        self.states.say(_FLAGGED, tr("{what}: {n}", what=tr("undecided with flags"), n=flagged))
        self.states.say(_ALL, tr("{what}: {n}", what=tr("all"), n=len(lines)))
        self.all_flagged.setVisible(flagged > 0 and not self.unflagged(lines))
        self.table.show_column(tr("Asked, KZT"), shown=contest.profile.gives_money)
        self.table.set_rows(lines)
        self._narrow()
        if not self.table.chosen():
            self.table.view.selectRow(0)

    @staticmethod
    def unflagged(lines: Sequence[ScreeningLine]) -> int:
        """Return how many of `lines` are undecided and have no flag."""
        return sum(line.state is Screened.RECEIVED and not line.flags for line in lines)

    def _narrow(self) -> None:
        key = self.states.key
        tests: dict[str, Callable[[ScreeningLine], bool] | None] = {_ALL: None, _FLAGGED: _is_flagged}
        self.table.set_test(tests.get(key, lambda one: one.state == key))

    def _territory(self, one: ScreeningLine) -> str:
        return self._territories.get(one.territory, one.territory)


def _is_flagged(one: ScreeningLine) -> bool:
    return one.state is Screened.RECEIVED and bool(one.flags)


def _asked(one: ScreeningLine) -> int | None:
    return one.asked


def _flags(one: ScreeningLine) -> str:
    return "\n".join(flag.reason.say(current_language()) for flag in one.flags)


def _tone(one: ScreeningLine) -> Tone:
    return state_tone(one.state)


def _deadline(one: ScreeningLine) -> date | None:
    return one.deadline

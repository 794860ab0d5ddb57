"""Both results of a mark that is about to be changed, shown before it is recorded."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from models.errors import SittingError
from models.progress import Report
from models.sitting.acts import MarkReopened
from models.sitting.saying import standing_name
from models.sitting.trying.comparing import Change, Compared
from models.sitting.trying.reopened import before_and_after
from models.wording import figures, tr
from ui.item_models.table import Column
from ui.shell import theme
from ui.shell.tasks import Task
from ui.shell.theme import Tone
from ui.sitting.place import Sitting
from ui.sitting.view import View
from ui.widgets.data_table import DataTable
from ui.widgets.frames import EmptyState
from ui.widgets.notice import Notice


def changes_table(first: str, second: str, *, name: str) -> DataTable[Change]:
    """Return the table of two outcomes side by side; `first` and `second` head their columns."""
    return DataTable[Change](
        [
            Column(tr("Application"), lambda one: one.application),
            Column(first, lambda one: _figures(one, 0), width=16),
            Column(tr("stands then"), lambda one: standing_name(one.standings[0]), width=18),
            Column(second, lambda one: _figures(one, 1), width=16),
            Column(
                tr("stands then"),
                lambda one: standing_name(one.standings[1]),
                tone=lambda one: Tone.GOOD if one.wins else Tone.BAD if one.loses else Tone.NEUTRAL,
                stretch=True,
            ),
        ],
        key=lambda one: one.application,
        name=name,
        empty=EmptyState(tr("Nothing is different"), icon="list"),
        searchable=False,
    )


def _figures(one: Change, side: int) -> str:
    return tr("{place} · {total}", place=one.places[side], total=figures(one.totals[side]) or "–")


class BothResultsPart(QWidget):
    """Computes in the background what an act would change, and shows it; `told` until then is False."""

    changed = Signal()

    def __init__(self, place: Sitting, view: View) -> None:
        super().__init__()
        self._place, self._view = place, view
        self._task: Task | None = None
        self.found: Compared | None = None
        self.told = False
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.current().px(8))
        self.effect = Notice(Tone.INFO)
        self.table = changes_table(
            tr("Before"), tr("After"), name=tr("The result before and after, place · total")
        )  # fmt: skip
        column.addWidget(self.effect)
        column.addWidget(self.table)
        self.table.hide()
        self.effect.hide()

    def show_act(self, act: MarkReopened | None) -> None:
        """Compute and show both results of `act`; None: nothing changes yet. An earlier computation is given up."""
        if self._task is not None:
            self._task.cancel()
            self._task = None
        self.found, self.told = None, False
        self.effect.setVisible(act is not None)
        self.table.hide()
        if act is None:
            return
        state = self._view.state
        self.effect.tell(Tone.INFO, tr("Both results are being computed…"))

        def work(_report: Report) -> Compared | str:
            try:
                return before_and_after(state, act)
            except SittingError as error:
                return str(error)

        self._task = self._place.services.tasks.run(
            work, self._take, title=tr("Computing both results"), owner=self, harmless=True
        )

    def _take(self, found: Compared | str) -> None:
        self.told = True
        if isinstance(found, str):
            self.effect.tell(Tone.WARN, found)
        else:
            self.found = found
            crosses = bool(found.gained or found.lost)
            self.effect.tell(Tone.WARN if crosses else Tone.INFO, effect_text(found))
            self.table.set_rows(found.changes)
            self.table.fit(6)
            self.table.show()
        self.changed.emit()


def effect_text(found: Compared) -> str:
    """Return who comes above the line and who falls below it, in one sentence."""
    if not (found.gained or found.lost):
        return tr("The same applications stand above the line before and after.")
    return tr(
        "Comes above the line: {gained}; falls below it: {lost}.",
        gained=", ".join(found.gained) or "–",
        lost=", ".join(found.lost) or "–",
    )

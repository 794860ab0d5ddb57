"""The result with and without the marks of a member in conflict, side by side, and what follows in words."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from models.errors import SittingError
from models.progress import Report
from models.sitting.outcome import Standing
from models.sitting.recusal.with_without import Difference, WithAndWithout, with_and_without
from models.sitting.saying import name_of, point_text, standing_name, way_text
from models.wording import figures, tr
from ui.item_models.table import Column
from ui.shell import theme
from ui.shell.tasks import Task
from ui.shell.theme import Tone
from ui.sitting.place import Sitting
from ui.sitting.view import View
from ui.widgets.data_table import DataTable
from ui.widgets.frames import EmptyState
from ui.widgets.labels import WrappedLabel
from ui.widgets.notice import Notice

_TONES = {Standing.PROPOSED: Tone.GOOD, Standing.WINNER: Tone.GOOD, Standing.OPEN: Tone.WARN}


class WithWithoutPart(QWidget):
    """Computes in the background for one member and application and shows it; `told` until then is False."""

    changed = Signal()

    def __init__(self, place: Sitting, view: View) -> None:
        super().__init__()
        self._place, self._view = place, view
        self._task: Task | None = None
        self.shown: WithAndWithout | None = None
        self.told = False
        """Whether everything that can be said is on the screen."""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.current().px(8))
        self.follows = Notice(Tone.WARN)
        self.effect = Notice(Tone.INFO)
        self.heading = WrappedLabel(
            tr("The result with and without these marks: place · total (number of marks)"), role="label"
        )
        hint = tr("Place · total (number of marks)")
        self.table = DataTable[Difference](
            [
                Column(tr("Application"), lambda one: one.application),
                Column(tr("With the marks"), lambda one: _figures(one, 0), hint=hint, width=16),
                Column(tr("stands then"), lambda one: standing_name(one.standings[0]),
                       tone=lambda one: _TONES.get(one.standings[0], Tone.NEUTRAL), width=19),
                Column(tr("Without them"), lambda one: _figures(one, 1), hint=hint, width=16),
                Column(tr("stands then"), lambda one: standing_name(one.standings[1]),
                       tone=lambda one: _TONES.get(one.standings[1], Tone.NEUTRAL), stretch=True),
            ],
            key=lambda one: one.application,
            name=tr("The result with and without these marks"),
            empty=EmptyState(tr("Nothing to compare"), icon="list"),
            searchable=False,
        )  # fmt: skip
        for part in (self.follows, self.effect, self.heading, self.table):
            column.addWidget(part)

    def show_pair(self, member: str, application: str) -> None:
        """Compute and show both results; an earlier computation that still runs is given up."""
        if self._task is not None:
            self._task.cancel()
        self.shown, self.told = None, False
        state = self._view.state
        self._say_what_follows(member, application)
        if member not in state.members:
            self._refused(tr("This person scores nothing, so the result is the same either way."))
            return
        self.effect.tell(Tone.INFO, tr("Both results are being computed…"))
        self._hide_table()

        def work(_report: Report) -> WithAndWithout | str:
            try:
                return with_and_without(state, member, application)
            except SittingError as error:
                return str(error)

        self._task = self._place.services.tasks.run(
            work, self._take, title=tr("Computing the result with and without"), owner=self, harmless=True
        )

    def _take(self, found: WithAndWithout | str) -> None:
        if isinstance(found, str):
            self._refused(found)
            return
        self.shown = found
        self.effect.tell(Tone.WARN if found.changes_winners or found.named else Tone.INFO, _effect(found))
        self.table.set_rows(found.differences)
        self.table.fit(6)
        self.heading.show()
        self.table.show()
        self._say_told()

    def _refused(self, text: str) -> None:
        self.effect.tell(Tone.INFO, text)
        self._hide_table()
        self._say_told()

    def _say_told(self) -> None:
        self.told = True
        self.changed.emit()

    def _hide_table(self) -> None:
        self.heading.hide()
        self.table.hide()

    def _say_what_follows(self, member: str, application: str) -> None:
        manifest = self._view.manifest
        rule, name = manifest.contest.profile.conflicts, name_of(member, manifest)
        point = point_text(rule.point)
        if member not in self._view.state.members:
            text = tr("If there is a conflict, {name} takes no part in {code}. {point}", name=name, code=application,
                      point=point)  # fmt: skip
        elif rule.consequence == "leave-pool":
            text = tr(
                "If there is a conflict, {name} leaves the commission for all applications: no mark of this member "
                "counts, and no vote on anything. The marks stay sealed. {point}",
                name=name,
                point=point,
            )
        else:
            text = tr(
                "If there is a conflict, {name} sits {code} out: no mark and no vote there, everything else stays. The "
                "marks stay sealed. {point}",
                name=name,
                code=application,
                point=point,
            )
        self.follows.tell(Tone.WARN, text)


def _figures(one: Difference, side: int) -> str:
    total, n = figures(one.totals[side]) or "–", one.numbers_of_marks[side]
    return tr("{place} · {total} ({n})", place=one.places[side], total=total, n=n)


def _effect(found: WithAndWithout) -> str:
    parts = []
    if not found.marks_given:
        parts.append(tr("The member gave no marks for this application."))
    if found.gained or found.lost:
        parts.append(
            tr("Above the line only with the marks: {lost}; only without them: {gained}.",
               lost=", ".join(found.lost) or "–", gained=", ".join(found.gained) or "–")
        )  # fmt: skip
    else:
        parts.append(tr("The same applications stand above the line with and without the marks."))
    if found.named:
        parts.append(
            tr("Named as winners already, but not above the line without the marks: {codes}.",
               codes=", ".join(found.named))
        )  # fmt: skip
    if found.ways:
        ways = "; ".join(dict.fromkeys(tr("“{words}”", words=way_text(one.way)) for one in found.ways))
        parts.append(tr("Without them the numbers of marks are unequal; lawful ways: {ways}.", ways=ways))
    return " ".join(parts)

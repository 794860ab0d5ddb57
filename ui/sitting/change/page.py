"""Would it change? What the result hangs on, for chair and secretary; only that it was looked at is recorded."""

from functools import cached_property
from typing import TypeVar

from PySide6.QtWidgets import QVBoxLayout, QWidget

from models.progress import Report
from models.sitting.robustness.answer import Answer, TerritoryAnswer, would_it_change
from models.sitting.robustness.asking import may_ask
from models.sitting.robustness.figures import MemberFigures, Spread
from models.sitting.robustness.saying import flip_text, initials
from models.sitting.robustness.scenarios import Supposed
from models.sitting.saying import name_of, names_of, territory_name
from models.wording import current_language, figures, tr
from ui.shell import theme
from ui.shell.clock import now
from ui.shell.theme import Tone
from ui.sitting.change.tables import (
    ApplicationRow,
    application_table,
    measure_text,
    member_table,
    scenario_table,
    sums_table,
)
from ui.sitting.page import SittingPage
from ui.sitting.place import Sitting
from ui.sitting.view import View
from ui.widgets.data_table import DataTable
from ui.widgets.frames import Card
from ui.widgets.labels import Facts, WrappedLabel
from ui.widgets.notice import Notice
from ui.widgets.tabs import StillTabs, Tabs

Row = TypeVar("Row")


class ChangePage(SittingPage):
    """Computed on demand in the background; gone as soon as the sitting changes, or the language of its sentences."""

    key = "change"

    def __init__(self, place: Sitting) -> None:
        super().__init__(place)
        self.answer: Answer | None = None
        """What is on the screen."""
        self._of: View | None = None
        self.notice = Notice(Tone.INFO)
        self.body.addWidget(self.notice)
        self.agreement_card = Card(tr("Agreement of the members, over all applications"))
        self.agreement = Facts()
        self.agreement_card.body.addWidget(self.agreement)
        self.tabs = StillTabs()
        self.tabs.setAccessibleName(tr("Territories"))
        self.territories: dict[str, ChangeTab] = {}
        self.body.addWidget(self.tabs, 1)
        self.body.addWidget(self.agreement_card)
        self._room = QWidget()  # takes the height while there is nothing to show, else the notice would
        self.body.addWidget(self._room, 1)
        self.compute = self.add_action(tr("Compute"), self._compute, role="primary", icon="chart")

    @classmethod
    def title(cls) -> str:
        return tr("Would it change?")

    @classmethod
    def intro(cls) -> str:
        return tr(
            "What the result hangs on: members, pairs and criteria left out, resampled panels, the smallest change of "
            "marks. A decision aid for chair and secretary, never the official total. Only that it was opened is "
            "recorded."
        )

    def show_view(self, view: View) -> None:
        if view is not self._of:
            self._of, self.answer = view, None
            self.tabs.clear()
            self.territories = {}
            kept = self.place.hangs_on
            if kept is not None and kept[0] is view and kept[1] == current_language():
                self._show(view, kept[2])
        allowed, missing = may_ask(view.state, self.place.person), view.awaited
        self.compute.setEnabled(allowed and not missing and view.outcome is not None)
        if not allowed:
            self.notice.tell(Tone.WARN, tr("Only the chair and the secretary may see what the result hangs on."))
        elif missing:
            names = names_of(missing, view.manifest)
            self.notice.tell(Tone.WARN, tr("Marks are still expected from: {names}.", names=names))
        elif view.outcome is None:
            self.notice.tell(Tone.BAD, view.problem)
        elif self.answer is None:
            self.notice.tell(Tone.INFO, tr("Press “Compute”. For thousands of applications it takes minutes."))
        self._show_parts()

    def _show_parts(self) -> None:
        self._room.setVisible(self.answer is None)
        self.tabs.setVisible(self.answer is not None)
        self.agreement_card.setVisible(self.answer is not None)

    def _compute(self) -> None:
        before, person = self._of, self.place.person
        if before is None or before.outcome is None:
            return
        room = self.place.needed()
        self.scroller.setFocus()  # a disabled button hands the keyboard on, and "back" is next
        self.compute.setEnabled(False)

        def work(report: Report) -> tuple[View, Answer]:
            import pyqtgraph  # noqa: F401 - half a second, and the plots need it at once

            room.look_at_aid(person, at=now())
            view = before if room.acts == before.acts else View.of(room)
            assert view.outcome is not None
            return view, would_it_change(view.state, view.outcome, by=person, report=report)

        def done(answer: tuple[View, Answer]) -> None:
            if self._of is before:
                self.place.show_view(answer[0])
                self.place.hangs_on = (answer[0], current_language(), answer[1])
                self._show(*answer)

        self.services.tasks.run(
            work, done, title=tr("Computing what the result hangs on"), owner=self, harmless=True, failed=self._failed
        )

    def _failed(self, _error: BaseException) -> None:
        self.compute.setEnabled(True)

    def _show(self, view: View, answer: Answer) -> None:
        self.answer = answer
        self.compute.setEnabled(True)
        self.tabs.clear()
        self.territories = {one.pool.territory: ChangeTab(view, one) for one in answer.territories}
        for code, tab in self.territories.items():
            self.tabs.addTab(tab, territory_name(code, view.manifest))
        if answer.not_ranked:
            names = ", ".join(territory_name(code, view.manifest) for code in answer.not_ranked)
            self.notice.tell(Tone.WARN, tr("Not ranked yet, so not looked at: {names}.", names=names))
        else:
            self.notice.tell(
                Tone.GOOD,
                tr("Computed by the sitting's own rule. The panels are drawn with the seed {seed}.", seed=answer.seed),
            )
        found = answer.agreement
        self.agreement.show_facts(
            [
                (
                    tr("Intraclass correlation (2,1): absolute agreement, a single member"),
                    measure_text(found.icc, found.icc_problem),
                ),
                (tr("Krippendorff's alpha of the sums"), measure_text(found.alpha, found.alpha_problem)),
                *((tr("Krippendorff's alpha, {criterion}", criterion=code), measure_text(one))
                  for code, one in found.criteria),
            ]
        )  # fmt: skip
        self._show_parts()


class ChangeTab(QWidget):
    """One territory: the smallest flip as a sentence, then tables and plots, each made when first looked at."""

    def __init__(self, view: View, answer: TerritoryAnswer) -> None:
        super().__init__()
        look = theme.current()
        self._view, self._answer = view, answer
        column = QVBoxLayout(self)
        column.setContentsMargins(*(look.px(12),) * 4)
        column.setSpacing(look.px(10))
        self.flip = Notice(Tone.INFO, flip_text(answer.flip, answer.pool, view.manifest))
        column.addWidget(self.flip)
        self.facts = Facts(_facts(answer), columns=2)
        column.addWidget(self.facts)
        self.views = Tabs(tr("Views"))
        self.views.add_later(tr("Applications"), lambda: [self.applications])
        self.views.add_later(tr("Cut line"), lambda: [_beside(tr("Applications")), self.cut])
        self.views.add_later(tr("Scenarios"), lambda: [self.scenarios])
        self.views.add_later(tr("Members"), lambda: [self.members, self.severity])
        self.views.add_later(tr("Heat map"), lambda: [self.heat, self.sums])
        self.views.setMinimumHeight(look.scaled(340))
        column.addWidget(self.views, 1)

    @cached_property
    def applications(self) -> DataTable[ApplicationRow]:
        """Every application under all scenarios and panels."""
        return _high(application_table(self._answer))

    @cached_property
    def cut(self) -> QWidget:
        """The totals about the cut line."""
        from ui.sitting.change.plots import CutPlot

        return CutPlot(self._answer)

    @cached_property
    def scenarios(self) -> DataTable[Supposed]:
        """What each scenario changes."""
        return _high(scenario_table(self._view.manifest, self._answer))

    @cached_property
    def members(self) -> DataTable[MemberFigures]:
        """The members' means, severity and best marks."""
        table = member_table(self._view.manifest, self._answer)
        table.fit(8)
        return table

    @cached_property
    def severity(self) -> QWidget:
        """The members' severity, drawn."""
        from ui.sitting.change.plots import SeverityPlot

        return SeverityPlot(self._answer, self._names)

    @cached_property
    def heat(self) -> QWidget:
        """The sums of points about the cut line, drawn."""
        from ui.sitting.change.plots import HeatPlot

        return HeatPlot(self._answer, [initials(name) for name in self._names])

    @cached_property
    def sums(self) -> DataTable[Spread]:
        """The sums of points by member and application."""
        return _high(sums_table(self._view.manifest, self._answer))

    @property
    def _names(self) -> list[str]:
        return [name_of(member, self._view.manifest) for member in self._answer.pool.members]


def _high(table: DataTable[Row]) -> DataTable[Row]:
    table.view.setMinimumHeight(theme.current().scaled(260))
    return table


def _beside(table: str) -> WrappedLabel:
    words = tr("The same figures for every application stand in the table “{table}”.", table=table)
    return WrappedLabel(words, role="muted")


def _facts(answer: TerritoryAnswer) -> list[tuple[str, str]]:
    marks, found = answer.marks, answer.resampled
    cut = figures(answer.pool.rule.shown(marks.cut_total)) if marks.cut_total is not None else "–"
    best = ", ".join(f"{code} {float(100 * share.share):.0f} %" for code, share in marks.criteria)
    return [
        (tr("Different totals"), f"{marks.different_totals} / {len(answer.pool.codes)}"),
        (tr("Total at the cut line"), cut),
        (tr("Applications with that total"), str(len(marks.on_the_line))),
        (tr("Resampled panels counted"), str(found.times) if found.times else found.problem),
        (tr("Best marks by criterion"), best),
    ]

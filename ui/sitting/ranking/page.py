"""Step 4: the ranking of every territory, what it still waits for, and the marks behind each total."""

from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from models.figures import figure
from models.sitting.counting.board import BoardRow
from models.sitting.outcome import Standing
from models.sitting.saying import place_text, remark_text, standing_text, territory_name
from models.wording import figures, tr
from ui.item_models.table import Column
from ui.shell import theme
from ui.shell.theme import Tone
from ui.sitting.page import SittingPage
from ui.sitting.place import Sitting
from ui.sitting.ranking.lines import RankingLines
from ui.sitting.ranking.lot_dialog import LotDialog
from ui.sitting.ranking.marks_dialog import MarksDialog
from ui.sitting.ranking.tie_dialog import TieDialog
from ui.sitting.ranking.trials_dialog import TrialsDialog
from ui.sitting.ranking.ways_dialog import WaysDialog
from ui.sitting.view import View
from ui.widgets.buttons import button
from ui.widgets.data_table import DataTable
from ui.widgets.frames import EmptyState
from ui.widgets.labels import WrappedLabel
from ui.widgets.notice import Notice
from ui.widgets.tabs import StillTabs

_STILL = 600
"""Milliseconds without any change before something is made ahead."""
TONES = {
    Standing.WINNER: Tone.GOOD,
    Standing.PROPOSED: Tone.GOOD,
    Standing.OPEN: Tone.WARN,
    Standing.RESERVE: Tone.NEUTRAL,
    Standing.OUT: Tone.BAD,
}


def standing_column(width: int = 20) -> Column[BoardRow]:
    """Return the column that says where an application stands, with its remark in the tool tip."""
    return Column(
        tr("Standing"),
        lambda row: standing_text(row.line),
        sort=lambda row: (list(Standing).index(row.line.standing), row.line.reserve or 0),
        tone=lambda row: TONES[row.line.standing],
        tip=lambda row: remark_text(row.line.remark) if row.line.remark else standing_text(row.line),
        width=width,
    )


class RankingPage(SittingPage):
    """A tab a territory."""

    key = "ranking"

    def __init__(self, place: Sitting) -> None:
        super().__init__(place)
        self.problem = Notice(Tone.BAD)
        self.body.addWidget(self.problem)
        self.tabs = StillTabs()
        self.tabs.setAccessibleName(tr("Territories"))
        self.tabs.currentChanged.connect(lambda _index: self._turn())
        self.body.addWidget(self.tabs, 1)
        self.territories: dict[str, TerritoryTab] = {}
        self._packet = ""
        self._still = QTimer(self)
        self._still.setSingleShot(True)
        self._still.setInterval(_STILL)
        self._still.timeout.connect(self.guarded(self._make_ahead))
        place.changed.connect(self._still.start)
        self.details = self.add_action(tr("Marks and reasons…"), self._details, icon="eye", left=True)
        self.trials = self.add_action(tr("Try decisions…"), self._trials, icon="refresh", left=True)
        self.add_action(tr("Go on to the winners"), lambda: place.wanted.emit("winners"), role="primary", icon="right")

    @classmethod
    def title(cls) -> str:
        return tr("Ranking")

    @classmethod
    def intro(cls) -> str:
        return tr("Computed from the sheets by the approved rule. The ranking assists; the commission decides.")

    def show_view(self, view: View) -> None:
        self.problem.tell(Tone.BAD, view.problem)
        self.problem.setVisible(bool(view.problem))
        self._make_tabs(view)
        for number, code in enumerate(self.territories):
            waits = any(q.territory == code for q in view.open_of("unequal-panel", "tie-at-cut"))
            name = territory_name(code, view.manifest)
            self.tabs.setTabText(number, tr("{name} – to be decided", name=name) if waits else name)
        self._turn()

    def _make_tabs(self, view: View) -> None:
        if view.packet == self._packet:
            return
        self._packet = view.packet
        self.tabs.clear()
        self.territories = {}
        for territory in view.manifest.contest.territories:
            tab = TerritoryTab(self.place, view, territory.code)
            tab.table.opened.connect(lambda _row: self._details())
            tab.table.selected.connect(lambda _rows: self._look())
            self.territories[territory.code] = tab
            self.tabs.addTab(tab, "")

    def _make_ahead(self) -> None:
        """Make the tabs while nothing happens, before anybody comes here."""
        if self.place.view is not None and not self.services.tasks.busy:
            self._make_tabs(self.place.view)

    def _turn(self) -> None:
        """Fill the tab that comes up: those not looked at need no rows."""
        tab = self.tabs.currentWidget()
        if isinstance(tab, TerritoryTab) and self.place.view is not None:
            tab.show_view(self.place.view)
            self._look()

    def _look(self) -> None:
        tab = self.tabs.currentWidget()
        self.details.setEnabled(isinstance(tab, TerritoryTab) and bool(tab.table.chosen()))

    def _trials(self) -> None:
        view, tab = self.place.view, self.tabs.currentWidget()
        if view is not None and view.outcome is not None and isinstance(tab, TerritoryTab):
            TrialsDialog(self.place, view, tab.territory, self).open()

    def _details(self) -> None:
        tab = self.tabs.currentWidget()
        if self.place.view is not None and isinstance(tab, TerritoryTab) and tab.table.chosen():
            MarksDialog(self.place, self.place.view, tab.table.chosen()[0].line.application, self).open()


class TerritoryTab(QWidget):
    """One territory's ranking with what it waits for on top and the chosen row's reckoning beneath."""

    def __init__(self, place: Sitting, view: View, territory: str) -> None:
        super().__init__()
        look = theme.current()
        self.place = place
        self.territory = territory
        column = QVBoxLayout(self)
        column.setContentsMargins(*(look.px(12),) * 4)
        column.setSpacing(look.px(10))
        self.about = WrappedLabel(role="muted")
        column.addWidget(self.about)
        self.unequal = Notice(Tone.WARN)
        self.ways_button = button(tr("Compare the lawful ways…"), self._ways, icon="gavel")
        self.unequal.row.addWidget(self.ways_button)
        self.tie = Notice(Tone.WARN)
        self.tie_button = button(tr("Vote on the tie…"), self._vote, icon="gavel")
        self.tie.row.addWidget(self.tie_button)
        column.addWidget(self.unequal)
        column.addWidget(self.tie)
        self.table = DataTable[BoardRow](
            self._columns(view),
            key=lambda row: row.line.application,
            name=tr("Ranking: {territory}", territory=territory_name(territory, view.manifest)),
            empty=EmptyState(tr("No application in this territory"), icon="list"),
        )
        RankingLines(self.table.view)
        self.table.view.setMinimumHeight(look.scaled(220))
        column.addWidget(self.table, 1)
        self.legend = WrappedLabel(
            tr("Bracket: equal totals. Solid line: the cut. Dashed line: the money ends. In brackets: not counted.")
            if view.gives_money
            else tr("Bracket: equal totals. Solid line: the cut. In brackets: not counted."),
            role="small",
        )
        column.addWidget(self.legend)
        self.chain = WrappedLabel(role="label", selectable=True)
        column.addWidget(self.chain)
        self.table.selected.connect(self._show_chain)

    def _columns(self, view: View) -> list[Column[BoardRow]]:
        additional = view.manifest.contest.profile.additional_points is not None
        members = [
            Column[BoardRow](
                tr("M{n}", n=number + 1),
                partial(_panel, number),
                number=True,
                hint=person.name,
            )
            for number, person in enumerate(view.manifest.roster.members)
        ]
        bonus = [Column[BoardRow](tr("Add."), lambda row: row.line.additional, number=True)] if additional else []
        return [
            Column(tr("Place"), lambda row: place_text(row.line), sort=lambda row: row.line.place_from, number=True),
            Column(tr("Code"), lambda row: row.line.application),
            Column(
                tr("Total"),
                lambda row: figures(row.line.shown) or None,
                sort=lambda row: row.line.total,
                number=True,
                bold=lambda _row: True,
            ),
            standing_column(),
            Column(tr("Applicant"), lambda row: row.applicant, width=22),
            Column(tr("Project"), lambda row: row.title, stretch=True),
            Column(tr("Marks"), lambda row: row.line.number_of_marks, number=True),
            *bonus,
            *members,
        ]

    def show_view(self, view: View) -> None:
        """Show the ranking as it stands."""
        table = view.table(self.territory)
        if table is None:
            self.table.set_rows(())
            return
        highest = "–" if table.maximum is None else figures(figure(table.maximum))
        self.about.setText(
            tr(
                "Applications: {n}. Grants: {grants}. Highest possible total: {highest}.",
                n=len(table.lines),
                grants=table.grants,
                highest=highest,
            )
            if view.gives_money
            else tr(
                "Applications: {n}. Prize places: {places}. Highest possible total: {highest}.",
                n=len(table.lines),
                places=table.grants,
                highest=highest,
            )
        )
        self.table.set_rows(view.boards[self.territory])
        self._show_questions(view)
        self._show_chain(self.table.chosen())

    def _show_questions(self, view: View) -> None:
        unequal = next((q for q in view.open_of("unequal-panel") if q.territory == self.territory), None)
        tie = view.ties.get(self.territory)
        able = bool(self.place.person) and not view.closed and not view.state.session.further
        self.unequal.setVisible(unequal is not None)
        self.tie.setVisible(tie is not None)
        self.ways_button.setEnabled(able)
        self.tie_button.setEnabled(able and view.state.chair is not None)
        if unequal is not None:
            self.unequal.tell(
                Tone.WARN,
                tr(
                    "Unequal numbers of marks: totals can't be compared, so nothing is ranked. Fewer marks: {codes}.",
                    codes=_some(unequal.applications),
                ),
            )
        if tie is not None:
            self.tie_button.setText(tr("Draw lots…") if _by_lot(view) else tr("Vote on the tie…"))
            told = tr(
                "Equal totals at the cut: {n} applications for {places} places. {codes}",
                n=len(tie.applications),
                places=tie.places,
                codes=_some(tie.applications),
            )
            rounds = view.state.rounds(self.territory, tie.applications, tie.places or 0)
            if rounds:
                told = f"{told}. {tr('Votes on it that decided nothing: {n}.', n=len(rounds))}"
            table = view.table(self.territory)
            if table is not None and table.left_tied:
                more = tr(
                    "Vote again, or name the winners without these places: they stay free, and a further sitting "
                    "decides."
                )
                told = f"{told} {more}"
            if view.state.named(self.territory) is None:
                self.tie.tell(Tone.WARN, told)
            else:
                anew = tr("It is open only where the winners are named anew; a vote on it takes their naming back.")
                self.tie.tell(Tone.INFO, f"{told}. {anew}")

    def _show_chain(self, rows: tuple[BoardRow, ...]) -> None:
        text = ""
        if rows:
            line = rows[0].line
            parts = [f"{line.application}: {figures('; '.join(line.chain)) or '–'}"]
            if line.tie_values:
                parts.append(tr("Compared further: {values}", values=figures("; ".join(line.tie_values))))
            if line.remark:
                parts.append(remark_text(line.remark))
            text = ". ".join(parts)
        self.chain.setText(text)
        self.chain.setVisible(bool(text))

    def _ways(self) -> None:
        if self.place.view is not None:
            WaysDialog(self.place, self.place.view, self.territory, self).open()

    def _vote(self) -> None:
        view = self.place.view
        if view is not None:
            dialog = LotDialog if _by_lot(view) else TieDialog
            dialog(self.place, view, view.ties[self.territory], self).open()


def _by_lot(view: View) -> bool:
    return view.state.criteria.counting.ties.then == "lot"


def _panel(number: int, row: BoardRow) -> str | None:
    entry = row.line.panel[number]
    if entry.total is None:
        return "–"
    return str(entry.total) if entry.counted else f"({entry.total})"


def _some(codes: tuple[str, ...]) -> str:
    return ", ".join(codes[:8]) + ("…" if len(codes) > 8 else "")

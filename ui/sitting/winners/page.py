"""Step 5: winners by the commission's vote and the chair's act, next in line, those who are out, special opinions."""

from models.contest.money import money
from models.sitting.acts import OpinionGiven
from models.sitting.counting.board import BoardRow
from models.sitting.outcome import Standing
from models.sitting.saying import name_of, place_text, remark_text, territory_name
from models.sitting.winning.following import Following
from models.wording import figures, tr
from ui.item_models.table import Column
from ui.shell import theme
from ui.shell.theme import Tone
from ui.sitting.page import SittingPage, give_room, set_primary
from ui.sitting.place import Sitting
from ui.sitting.ranking.page import standing_column
from ui.sitting.view import View
from ui.sitting.winners.dialogs import OpinionDialog, PutOutDialog, WinnersDialog
from ui.sitting.winners.further_dialogs import LeftDialog, NextDialog
from ui.widgets.buttons import button
from ui.widgets.data_table import DataTable
from ui.widgets.frames import EmptyState, row
from ui.widgets.labels import WrappedLabel
from ui.widgets.notice import Notice
from ui.widgets.tabs import StillTabs


class WinnersPage(SittingPage):
    """A tab a territory: proposal or winners, then those who follow in order, each with what kept it below."""

    key = "winners"

    def __init__(self, place: Sitting) -> None:
        super().__init__(place)
        self.state = Notice(Tone.INFO)
        self.back = button(tr("Go on to the ranking"), lambda: place.wanted.emit("ranking"), icon="right")
        self.state.row.addWidget(self.back)
        self.body.addWidget(self.state)
        self.tabs = StillTabs()
        self.tabs.setAccessibleName(tr("Territories"))
        self.body.addWidget(self.tabs, 1)
        self.opinions = WrappedLabel(role="muted", selectable=True)
        self.body.addWidget(self.opinions)
        self.tables: dict[str, DataTable[BoardRow]] = {}
        self._packet = ""
        self.out = button(tr("Put an application out…"), self.guarded(self._put_out), icon="trash")
        self.opinion = button(tr("A special opinion…"), self.guarded(self._opinion), icon="edit")
        self.body.addWidget(row(self.out, self.opinion))
        self.following = self.add_action(
            tr("Go on to the protocol"), lambda: place.wanted.emit("protocol"), icon="right"
        )
        self.name = self.add_action(tr("Name the winners…"), self._name, role="primary", icon="gavel")
        self.tabs.currentChanged.connect(lambda _index: self._turn())

    @classmethod
    def title(cls) -> str:
        return tr("Winners")

    @classmethod
    def intro(cls) -> str:
        return tr("The ranking proposes; the commission votes, and winners are named by the act of the chair.")

    @property
    def territory(self) -> str:
        """The code of the territory on the screen."""
        return dict(enumerate(self.tables)).get(self.tabs.currentIndex(), "")

    def show_view(self, view: View) -> None:
        if view.packet != self._packet:
            self._packet = view.packet
            self.tabs.clear()
            self.tables = {}
            for territory in view.manifest.contest.territories:
                table = self._table(view, territory.code)
                self.tables[territory.code] = table
                self.tabs.addTab(table, "")
        for number, code in enumerate(self.tables):
            name = territory_name(code, view.manifest)
            waits = any(q.territory == code for q in view.open_of("winners-not-named"))
            self.tabs.setTabText(number, tr("{name} – to be decided", name=name) if waits else name)
        said = [
            tr("{name}: “{text}”", name=name_of(act.member, view.manifest), text=act.text)
            for act in view.state.all(OpinionGiven)
        ]
        self.opinions.setText(tr("Special opinions: {opinions}", opinions="; ".join(said)) if said else "")
        self.opinions.setVisible(bool(said))
        self._turn()

    def _table(self, view: View, territory: str) -> DataTable[BoardRow]:
        sums = [
            Column[BoardRow](tr("Awarded, KZT"), lambda row: row.line.awarded, number=True, bold=lambda _row: True),
            Column[BoardRow](tr("Asked, KZT"), lambda row: row.line.asked, number=True),
        ]
        if not view.gives_money:
            sums = []
        table = DataTable[BoardRow](
            [
                Column(
                    tr("Place"), lambda row: place_text(row.line), sort=lambda row: row.line.place_from, number=True
                ),
                Column(tr("Code"), lambda row: row.line.application),
                standing_column(),
                *sums[:1],
                Column(
                    tr("Total"),
                    lambda row: figures(row.line.shown) or None,
                    sort=lambda row: row.line.total,
                    number=True,
                ),
                *sums[1:],
                Column(tr("Applicant"), lambda row: row.applicant, width=22),
                Column(tr("Project"), lambda row: row.title, stretch=True),
                Column(tr("Remark"), lambda row: remark_text(row.line.remark) if row.line.remark else None, width=18),
            ],
            key=lambda row: row.line.application,
            name=tr("Winners: {territory}", territory=territory_name(territory, view.manifest)),
            empty=EmptyState(tr("No application in this territory"), icon="list"),
        )
        give_room(table)
        table.view.setMinimumHeight(theme.current().scaled(220))
        table.selected.connect(lambda _rows: self._look())
        return table

    def _turn(self) -> None:
        """Fill the tab that comes up."""
        view, code = self.place.view, self.territory
        if view is not None and code:
            self.tables[code].set_rows(view.boards.get(code, ()))
            self._look()

    def _look(self) -> None:
        view = self.place.view
        if view is None or not self.tables:
            return
        code = self.territory
        able = bool(self.place.person) and not view.closed
        table = view.table(code)
        named = view.state.named(code)
        waiting = [q for q in view.open_of("unequal-panel", "tie-at-cut") if q.territory == code]
        tied = table.left_tied if table and waiting else ()
        self.name.setEnabled(able and table is not None and (not waiting or bool(tied)))
        self.name.setText(tr("Name the winners…") if named is None else tr("Name the winners anew…"))
        self.back.setVisible(bool(waiting))
        everywhere = not view.open_of("winners-not-named")
        set_primary(self.name, primary=not everywhere, icon="gavel")
        set_primary(self.following, primary=everywhere, icon="right")
        further = view.state.session.further
        self.out.setText(tr("Record who left…") if further else tr("Put an application out…"))
        self.out.setEnabled(able and bool(self.tables[code].chosen()))
        self.opinion.setEnabled(able)
        lines = table.lines if table else ()
        if further and code in view.followings:
            self._look_further(view, view.followings[code], able=able)
            return
        if tied:
            self.state.tell(
                Tone.WARN,
                tr(
                    "The votes on {codes} decided nothing. Vote again on the ranking, or name the winners without "
                    "their places, with the reason: the places stay free, and a further sitting decides.",
                    codes=", ".join(tied),
                ),
            )
        elif waiting:
            self.state.tell(
                Tone.WARN, tr("First settle what the ranking waits for: a tie at the cut or unequal panels.")
            )
        elif named is None:
            proposed = sum(line.standing is Standing.PROPOSED for line in lines)
            grants = table.grants if table else 0
            text = (
                tr("Proposed by the ranking: {n}; grants: {grants}. Nobody has won yet.", n=proposed, grants=grants)
                if view.gives_money
                else tr(
                    "Proposed by the ranking: {n}; prize places: {places}. Nobody has won yet.",
                    n=proposed,
                    places=grants,
                )
            )
            self.state.tell(Tone.INFO, text)
        else:
            self.state.tell(
                Tone.GOOD,
                tr(
                    "Winners: {n}; grants: {grants}; awarded: {sum} KZT.",
                    n=len(named.awards),
                    grants=table.grants if table else 0,
                    sum=money(sum(award.awarded or 0 for award in named.awards)),
                )
                if view.gives_money
                else tr(
                    "Winners: {n}; prize places: {places}.",
                    n=len(named.awards),
                    places=table.grants if table else 0,
                ),
            )
            self._tell_additional(view)

    def _look_further(self, view: View, found: Following, *, able: bool) -> None:
        """At a further sitting: who may be recorded as gone, and who is next."""
        chosen = self.tables[self.territory].chosen()
        leaving = bool(chosen) and chosen[0].line.standing in (Standing.WINNER, Standing.RESERVE)
        decided = bool(view.state.session.left or view.state.session.next_named)
        waits = any(one.anything for one in view.followings.values())
        self.out.setEnabled(able and leaving)
        self.name.setText(tr("Name who is next…"))
        self.name.setEnabled(able and bool(found.line) and (found.free > 0 or found.savings))
        set_primary(self.name, primary=waits, icon="gavel")
        set_primary(self.following, primary=decided and not waits, icon="right")
        codes = [award.application for award in found.proposed] or list(found.choice)
        free = max(0, found.free)
        left = (
            tr("Grants that nobody has: {n}.", n=free)
            if view.gives_money
            else tr("Prize places that nobody has: {n}.", n=free)
        )
        if codes:
            text = f"{left} {tr('Next in line: {codes}.', codes=', '.join(codes))}"
        elif free:
            text = f"{left} {tr('Nobody who could follow is in line.')}"
        else:
            text = tr("Nothing is left to give. Choose a row to record who left.")
        self.state.tell(Tone.WARN if codes or free else Tone.GOOD, text)
        self._tell_additional(view)

    def _tell_additional(self, view: View) -> None:
        """Add what the rules ask for where grants are left and nobody follows."""
        table = view.table(self.territory)
        if table is not None and table.additional_contest:
            more = tr("By the rules of this contest an additional contest is held for the grants that are left.")
            self.state.tell(Tone.WARN, f"{self.state.label.text()} {more}")

    def _name(self) -> None:
        view = self.place.view
        if view is not None and view.state.session.further:
            NextDialog(self.place, view, self.territory, self).open()
        elif self.place.view is not None:
            WinnersDialog(self.place, self.place.view, self.territory, self).open()

    def _put_out(self) -> None:
        chosen = self.tables[self.territory].chosen()
        view = self.place.view
        if view is not None and view.state.session.further and chosen:
            LeftDialog(self.place, view, chosen[0], self).open()
        elif self.place.view is not None and chosen:
            PutOutDialog(self.place, self.place.view, chosen[0].line.application, self).open()

    def _opinion(self) -> None:
        if self.place.view is not None:
            OpinionDialog(self.place, self.place.view, self).open()

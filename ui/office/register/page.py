"""Step 9: the register: who won, with what points, in which contest; contracts, who follows, exports, destruction."""

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from models.contest.money import money
from models.wording import tr
from ui.office.page import OfficePage
from ui.office.papers.part import WANTED_PAPER, PapersPart
from ui.office.register.contract import ContractForm
from ui.office.register.end import EndOfPurpose
from ui.office.register.marks import MarksPart
from ui.office.register.tables import contract_states, contracts_table, entries_table, line_table
from ui.office.state import Work
from ui.office.words import today
from ui.shell import theme
from ui.shell.kinds import FileKind
from ui.shell.tasks import Task
from ui.shell.theme import Tone
from ui.widgets.forms import Form
from ui.widgets.frames import Figure
from ui.widgets.labels import WrappedLabel
from ui.widgets.notice import Notice
from ui.widgets.tabs import Tabs

if TYPE_CHECKING:
    from models.centre.destruction import Destruction
    from models.centre.history import Change
    from models.centre.overview import Overview
    from models.centre.papers.reports import ReportFigures
    from models.centre.results.reckoning import Reckoning
    from models.centre.results.register import ContractLine, Entry
    from models.centre.store import Transaction
    from ui.office.place import Office


_CONTRACTS = 1
"""Which tab is that of the contracts."""
_MOST = 3_000
"""Rows of the register on the screen; nobody reads on, and tens of thousands would hold the window."""
_PAUSE = 250
"""Milliseconds without a key before a search starts."""


@dataclass(frozen=True)
class Picture:
    """What the page shows of the contest, read in one transaction."""

    contracts: "tuple[ContractLine, ...]"
    line: "tuple[Entry, ...]"
    figures: "ReportFigures"
    destroyed: "tuple[Destruction, ...]"


class RegisterPage(OfficePage):
    """Answers who won, with what points, in which contest, by when contracts are due and who is next in line."""

    key = "register"
    icon = "list"

    def __init__(self, place: "Office") -> None:
        super().__init__(place)
        self._searching: Task | None = None
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_PAUSE)
        self._soon.timeout.connect(self.guarded(self.look_up))
        self.tabs = Tabs(self.title())
        self.tabs.add(tr("Register"), self._search_tab())
        self.tabs.add(tr("Contracts"), self._contracts_tab())
        self.line = line_table()
        following = QVBoxLayout()
        self.shared = Notice(
            Tone.INFO,
            tr(
                "Those who share a number are equal: neither points nor votes tell them apart. If one of the winners "
                "leaves, the commission decides which of them follows."
            ),
        )
        following.addWidget(self.shared)
        following.addWidget(self.line, 1)
        self.tabs.add(tr("Next in line"), following)
        self.end = EndOfPurpose(self.guarded(self.destroy_data), self.guarded(self.write_act), self.place.name_of)
        self.tabs.add(tr("Personal data"), self.end)
        papers = QVBoxLayout()
        self.papers = PapersPart(self)
        papers.addWidget(self.papers, 1)
        self.tabs.add(tr("Papers"), papers)
        self.body.addWidget(self.tabs, 1)
        self.marks = MarksPart()
        self.body.addWidget(self.marks, 1)
        self.marks.hide()
        self.back_action = self.add_action(tr("Back to the register"), self.show_register, icon="back", left=True)
        self.export_marks_action = self.add_action(
            tr("Save the marks…"),
            self.export_marks,
            icon="export",
            tip=tr("As a long table (.csv) that anyone can count again with “tandau count”"),
        )
        self.export_action = self.add_action(
            tr("Save the register of grants…"),
            self.export,
            icon="export",
            tip=tr("As a table (.xlsx or .csv) for the report to the operator"),
        )
        self.marks_action = self.add_action(tr("Show details"), self.show_marks, role="primary", icon="eye")
        self.tabs.currentChanged.connect(lambda _index: self._show_actions())
        self._show_actions()

    @classmethod
    def title(cls) -> str:
        return tr("Register")

    @classmethod
    def intro(cls) -> str:
        return tr("Who won, with what points, in which contest; contracts and their deadlines; who is next in line.")

    def _search_tab(self) -> QVBoxLayout:
        column = QVBoxLayout()
        form = Form(columns=3)
        self.search = form.text(tr("Search"), hint=tr("Name, IIN, code, telephone or words of the title"))
        self.scope = form.choice(
            tr("Where"), [("contest", tr("This contest")), ("all", tr("All contests of the central file"))]
        )
        self.who = form.choice(tr("Who"), [("grant", tr("Winners")), ("all", tr("All applications"))])
        column.addWidget(form)
        figures = QHBoxLayout()
        figures.setSpacing(theme.current().px(12))
        self.figures = {
            "received": Figure("0", tr("applications received")),
            "grants": Figure("0", tr("grants")),
            "awarded": Figure("0", tr("awarded, KZT")),
            "contracts": Figure("0", tr("contracts")),
        }
        for figure in self.figures.values():
            figures.addWidget(figure, 1)
        column.addLayout(figures)
        self.table = entries_table()
        column.addWidget(self.table, 1)
        self.more = WrappedLabel(
            tr("Only the first {n} are shown. Look for a name, an IIN, a code or words to see the others.", n=_MOST),
            role="small",
        )
        self.more.hide()
        column.addWidget(self.more)
        self.search.textChanged.connect(lambda _text: self._soon.start())
        self.scope.currentIndexChanged.connect(lambda _index: self.guarded(self.look_up)())
        self.who.currentIndexChanged.connect(lambda _index: self.guarded(self.look_up)())
        self.table.selected.connect(lambda _rows: self._show_actions())
        self.table.opened.connect(lambda _row: self.guarded(self.show_marks)())
        return column

    def _contracts_tab(self) -> QVBoxLayout:
        column = QVBoxLayout()
        self.overdue = Notice(Tone.BAD)
        self.overdue.hide()
        column.addWidget(self.overdue)
        self.free = Notice(Tone.WARN)
        self.free.hide()
        column.addWidget(self.free)
        self.contracts = contracts_table(today())
        column.addWidget(self.contracts, 1)
        self.contract = ContractForm(self.guarded(self.record_contract))
        column.addWidget(self.contract)
        self.contracts.selected.connect(lambda rows: self.contract.show_line(rows[0] if rows else None))
        return column

    def show_contest(self, now: "Overview") -> None:
        for action in (self.export_action, self.export_marks_action):
            action.setEnabled(now.results > 0)
        contest_id, gives = now.contest.id, now.contest.profile.gives_money
        for name in ("grants", "awarded", "contracts"):
            self.figures[name].setVisible(gives)
        self.tabs.setTabVisible(_CONTRACTS, gives)
        self.line.show_column(tr("Asked, KZT"), shown=gives)
        self.export_action.setText(tr("Save the register of grants…") if gives else tr("Save the register…"))

        def work(session: "Transaction") -> Picture:
            from models.centre.destruction import destructions
            from models.centre.papers.reports import figures
            from models.centre.results.register import contract_lines, next_in_line

            return Picture(
                contracts=contract_lines(session, contest_id),
                line=next_in_line(session, contest_id),
                figures=figures(session, contest_id),
                destroyed=destructions(session, contest_id),
            )

        self.place.read(work, self._show, title=tr("Reading the register"), owner=self)
        self.look_up()

    def look_up(self) -> None:
        """Look for what the fields say; an older search that still runs is given up."""
        contest_id, words = self.place.contest_id, self.search.text()
        where = None if self.scope.currentData() == "all" else contest_id
        winners_only = self.who.currentData() == "grant"

        def work(session: "Transaction") -> "tuple[Entry, ...]":
            from models.centre.results.register import find

            return find(session, words, contest_id=where, winners_only=winners_only, most=_MOST)

        if self._searching is not None:
            self._searching.cancel()
        self._soon.stop()
        self._searching = self.place.read(work, self._found, title=tr("Reading the register"), owner=self)

    def _found(self, entries: "tuple[Entry, ...]") -> None:
        now = self.place.state.overview
        gives = now is not None and now.contest.profile.gives_money
        self.table.show_column(tr("Awarded, KZT"), shown=gives or any(one.awarded is not None for one in entries))
        self.table.set_rows(entries)
        self.more.setVisible(len(entries) == _MOST)
        self._show_actions()

    def _show(self, picture: Picture) -> None:
        territories = picture.figures.territories
        for name, number in (
            ("received", sum(one.received for one in territories)),
            ("grants", sum(one.grants for one in territories)),
            ("awarded", sum(one.awarded for one in territories)),
            ("contracts", sum(one.contracts for one in territories)),
        ):
            self.figures[name].tell(money(number))
        following = [line for line in picture.contracts if line.follows]
        self.contracts.set_rows((*following, *(line for line in picture.contracts if not line.follows)))
        self.free.setVisible(bool(following))
        self.free.tell(
            Tone.WARN,
            tr(
                "A grant became free. Next in line, at the top of the list: {codes}. A contract needs the commission's "
                "decision.",
                codes=", ".join(line.entry.code for line in following),
            ),
        )
        self.line.set_rows(picture.line)
        self.shared.setVisible(any(entry.reserve_to != entry.reserve for entry in picture.line))
        self.end.show_record(picture.destroyed, self.place.zone)
        self.papers.show_papers()
        if wanted := self.place.drafts.pop(WANTED_PAPER, None):
            self.show_paper(wanted)
        late = sum(line.overdue(today()) for line in picture.contracts)
        self.overdue.setVisible(late > 0)
        self.overdue.tell(Tone.BAD, tr("Contracts overdue: {n}", n=late))
        chosen = self.contracts.chosen()
        self.contract.show_line(chosen[0] if chosen else None)

    def _show_actions(self) -> None:
        reading, searching = self.marks.isVisibleTo(self), self.tabs.currentIndex() == 0
        chosen = self.table.chosen()
        for part in (self.tabs, self.lead):
            part.setVisible(not reading)
        self.back_action.setVisible(reading)
        for action in (self.export_action, self.export_marks_action):
            action.setVisible(not reading)
        self.marks_action.setVisible(searching and not reading)
        self.marks_action.setEnabled(bool(chosen))

    def show_marks(self) -> None:
        """Show what came of the selected application, its points, and how they come to its total."""
        entry = next(iter(self.table.chosen()), None)
        if entry is None:
            return

        def work(session: "Transaction") -> "tuple[Reckoning | None, tuple[Change, ...]]":
            from models.centre.history import history
            from models.centre.results.reckoning import reckoning

            changes = history(session, entry.contest, subject="contract", key=entry.code)
            return reckoning(session, entry.contest, entry.code), changes

        def done(both: "tuple[Reckoning | None, tuple[Change, ...]]") -> None:
            self.marks.show_entry(entry, *both, self.place.zone)
            self.marks.show()
            self._show_actions()

        self.place.read(work, done, title=tr("Reading the marks"), owner=self)

    def show_register(self) -> None:
        """Go back from the points to the list."""
        self.marks.hide()
        self._show_actions()
        self.table.view.setFocus()

    def record_contract(self) -> None:
        """Record the contract in the form; where it goes another way than recorded, with its reason."""
        contract, contest_id = self.contract.contract(), self.place.contest_id
        code = self.contracts.chosen()[0].entry.code
        why: str | None = ""
        if self.contract.needs_reason:
            why = self.services.dialogs.reason(
                tr("Why?"), tr("It changes what was decided or recorded; the reason is kept in the history.")
            )
        if why is None:
            return

        def work(todo: Work) -> None:
            from models.centre.results.register import record_contract

            record_contract(todo.session, contest_id, code, contract, by=todo.by, at=todo.at, why=why)

        self.place.change(
            work,
            lambda _nothing: self.services.strip.good(
                tr("The contract with {code} is recorded: {state}.", code=code, state=contract_states()[contract.state])
            ),
            title=tr("Recording the contract"),
            owner=self,
        )

    def export(self) -> None:
        """Save the register of grants of this contest as a table."""
        path = self.services.files.save(tr("Save the register of grants"), "grants.xlsx", FileKind.TABLE)
        if path is None:
            return
        contest_id, title = self.place.contest_id, tr("Register of grants")

        def work(session: "Transaction") -> int:
            from models.centre.papers.exports import export_table
            from models.centre.papers.reports import grants_register, grants_table

            headings, rows = grants_table(grants_register(session, contest_id))
            export_table(path, headings, rows, title=title)
            return len(rows)

        self.place.read(work, partial(self._saved, path), title=tr("Saving the register"), owner=self)

    def export_marks(self) -> None:
        """Save the counted marks of this contest as the long table for a recount."""
        path = self.services.files.save(tr("Save the marks"), "marks.csv", FileKind.TABLE)
        if path is None:
            return
        contest_id = self.place.contest_id

        def work(session: "Transaction") -> int:
            from models.centre.papers.exports import export_table
            from models.centre.results.reckoning import marks_table

            headings, rows = marks_table(session, contest_id)
            export_table(path, headings, rows, title="marks")
            return len(rows)

        self.place.read(work, partial(self._saved, path), title=tr("Saving the marks"), owner=self)

    def _saved(self, path: Path, rows: int) -> None:
        self.services.strip.good(tr("“{name}” was saved. Rows: {n}.", name=path.name, n=rows))

    def show_paper(self, kind: str) -> None:
        """Go to the papers with that kind chosen."""
        self.tabs.setCurrentIndex(self.tabs.count() - 1)
        self.papers.table.choose(kind)

    def write_act(self) -> None:
        """Show the act of destruction."""
        self.show_paper("destruction")
        self.papers.preview()

    def destroy_data(self) -> None:
        """Destroy the personal data of this contest, after the ground and a second question."""
        dialogs, contest_id = self.services.dialogs, self.place.contest_id
        ground = dialogs.reason(
            tr("On what ground are the personal data destroyed?"),
            tr("The ground stands in the record: the end of the purpose, a term, a request."),
        )
        if ground is None or not dialogs.ask(
            tr("Destroy the personal data of this contest for ever?"),
            yes=tr("Destroy them"),
            details=tr("There is no way back. Save the protocol and the register first."),
        ):
            return

        def work(todo: Work) -> "Destruction":
            from models.centre.destruction import destroy_personal_data

            return destroy_personal_data(
                todo.session, contest_id, record_id=uuid4(), ground=ground, by=todo.by, at=todo.at
            )

        self.place.change(
            work,
            lambda _record: self.services.strip.good(tr("The personal data were destroyed; the record stands below.")),
            title=tr("Destroying the personal data"),
            owner=self,
        )

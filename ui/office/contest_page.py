"""Step 2: what the contest's profile says, the quotas in force, the calendar counted from the contract date."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QDate
from PySide6.QtWidgets import QVBoxLayout

from models.contest.money import money
from models.wording import current_language, tr
from ui.item_models.table import Column
from ui.office.page import OfficePage
from ui.office.state import Work
from ui.office.words import day, to_date, to_qdate
from ui.shell.theme import Tone
from ui.widgets.buttons import button
from ui.widgets.data_table import DataTable
from ui.widgets.forms import Form
from ui.widgets.frames import Card, EmptyState, clear, row
from ui.widgets.labels import Facts
from ui.widgets.notice import Notice
from ui.widgets.tabs import Tabs

if TYPE_CHECKING:
    from models.centre.overview import Overview
    from models.contest.calendar import CalendarEntry
    from models.contest.contest import Contest
    from models.contest.rules_words import RuleLine
    from ui.office.place import Office


class ContestPage(OfficePage):
    """Shows the rules with their sources; sets the contract date and decides quotas."""

    key = "contest"
    icon = "calendar"

    def __init__(self, place: "Office") -> None:
        super().__init__(place)
        self._shown: Contest | None = None
        self.tabs = Tabs(self.title())
        self.tabs.add(tr("Calendar"), self._calendar_tab())
        self.tabs.add(tr("Contest and quotas"), self._facts_tab())
        self.tabs.add(tr("Rules of the profile"), self._rules_tab())
        self.body.addWidget(self.tabs, 1)

    @classmethod
    def title(cls) -> str:
        return tr("Contest")

    @classmethod
    def intro(cls) -> str:
        return tr(
            "The dates of the plan are counted from the date of the organiser's contract. "
            "The rules are those of the profile."
        )

    def _calendar_tab(self) -> QVBoxLayout:
        column = QVBoxLayout()
        self.date_form = Form(columns=2)
        self.date = self.date_form.date(
            tr("Date of the organiser's contract"),
            QDate.currentDate(),
            hint=tr("Every date below is counted from it."),
        )
        self.date_button = button(tr("Set the date"), self.guarded(self.set_date), role="primary", icon="calendar")
        self.warnings = QVBoxLayout()
        self.calendar: DataTable[CalendarEntry] = DataTable(
            (
                Column(tr("Event"), lambda entry: entry.name.say(current_language()), stretch=True),
                Column(tr("From"), lambda entry: day(entry.first), sort=lambda entry: entry.first),
                Column(tr("To"), _last, sort=lambda entry: entry.last),
                Column(tr("At the latest"), lambda entry: day(entry.latest), sort=lambda entry: entry.latest),
                Column(tr("Source"), lambda entry: _point(entry.point)),
            ),
            key=lambda entry: entry.code,
            name=tr("Calendar of the contest"),
            searchable=False,
            empty=EmptyState(
                tr("No date can be counted yet"),
                tr("Set the date of the organiser's contract above."),
                icon="calendar",
            ),
        )
        self.no_calendar = Notice(
            Tone.INFO, tr("The rules of this contest count no dates from the contract; its date may be left out.")
        )
        column.addWidget(self.no_calendar)
        column.addWidget(self.date_form)
        column.addWidget(row(self.date_button))
        column.addLayout(self.warnings)
        column.addWidget(self.calendar, 1)
        column.addStretch()
        return column

    def _facts_tab(self) -> QVBoxLayout:
        column = QVBoxLayout()
        about = Card(tr("About the contest"))
        self.facts = Facts()
        about.body.addWidget(self.facts)
        column.addWidget(about)
        quotas = Card(tr("Winners by territory"), tr("Another number than before is a decision and needs its reason."))
        self.quota_facts = Facts()
        quotas.body.addWidget(self.quota_facts)
        self.quota_form = Form(columns=2)
        self.quota_territory = self.quota_form.choice(tr("Territory"), [])
        self.quota_number = self.quota_form.number(tr("How many win"), most=10_000)
        quotas.body.addWidget(self.quota_form)
        self.quota_button = button(tr("Decide on this number…"), self.guarded(self.decide_quota))
        quotas.body.addWidget(row(self.quota_button))
        column.addWidget(quotas)
        self.notes = QVBoxLayout()
        column.addLayout(self.notes)
        column.addStretch(1)
        self.quota_territory.currentIndexChanged.connect(lambda _index: self._show_quota())
        return column

    def _rules_tab(self) -> QVBoxLayout:
        column = QVBoxLayout()
        self.rules: DataTable[RuleLine] = DataTable(
            (
                Column(tr("Section"), lambda line: line.section, width=18),
                Column(tr("Rule"), lambda line: line.rule, width=24),
                Column(tr("What it says"), lambda line: line.says, stretch=True),
                Column(tr("Source"), lambda line: line.point, width=16),
            ),
            key=lambda line: (line.section, line.rule, line.says),
            name=tr("Rules of the profile"),
        )
        self.rule = Card(tr("The selected rule in full"))
        self.rule_facts = Facts()
        self.rule.body.addWidget(self.rule_facts)
        self.rules.selected.connect(lambda _rows: self._show_rule())
        column.addWidget(self.rules, 1)
        column.addWidget(self.rule)
        return column

    def show_contest(self, now: "Overview") -> None:
        contest = now.contest
        if contest == self._shown:
            return
        from models.contest.calendar import compute_calendar
        from models.contest.rules_words import rules_in_words

        self._shown = contest
        language = current_language()
        calendar = compute_calendar(contest)
        self.calendar.set_rows(calendar.entries)
        self.calendar.setVisible(bool(contest.profile.calendar))
        self.no_calendar.setVisible(not contest.profile.calendar)
        _replace(self.warnings, [Notice(Tone.WARN, warning.say(language)) for warning in calendar.warnings])
        _replace(self.notes, [Notice(Tone.INFO, note.say(language)) for note in contest.profile.notes])
        if contest.contract_date is not None:
            self.date.setDate(to_qdate(contest.contract_date))
        known = contest.contract_date is not None
        self.date_button.setText(tr("Change the date…") if known else tr("Set the date"))
        self.facts.show_facts(_about(contest, language))
        gives_money = contest.profile.gives_money
        self.quota_facts.show_facts(
            [
                (
                    one.name.say(language),
                    tr("grants: {n}", n=one.grants) if gives_money else tr("prize places: {n}", n=one.grants),
                )
                for one in contest.territories
            ]
        )
        before = self.quota_territory.currentData()
        self.quota_territory.clear()
        for one in contest.territories:
            self.quota_territory.addItem(one.name.say(language), one.code)
        self.quota_territory.setCurrentIndex(max(0, self.quota_territory.findData(before)))
        self.rules.set_rows(rules_in_words(contest.profile))
        if not self.rules.chosen():
            self.rules.view.selectRow(0)

    def set_date(self) -> None:
        """Set the contract date; another one than before is asked about."""
        contest, on = self._contest(), to_date(self.date.date())
        why: str | None = ""
        if contest.contract_date not in (None, on):
            why = self.services.dialogs.reason(
                tr("Why is the contract date changed?"), tr("Every date of the plan is counted anew from it.")
            )
        if why is None:
            return

        def work(todo: Work) -> None:
            from models.centre.contests import set_contract_date

            set_contract_date(todo.session, contest.id, on, by=todo.by, at=todo.at, why=why)

        self.place.change(
            work,
            lambda _nothing: self.services.strip.good(tr("The contract date is stored; the calendar is counted.")),
            title=tr("Storing the contract date"),
            owner=self,
        )

    def decide_quota(self) -> None:
        """Decide how many grants the chosen territory has, with the reason."""
        contest, territory, number = self._contest(), self.quota_territory.currentData(), self.quota_number.value()
        why = self.services.dialogs.reason(
            tr("Why this number?"), tr("The reason is kept in the history of the contest.")
        )
        if why is None:
            return

        def work(todo: Work) -> None:
            from models.centre.contests import decide_quota

            decide_quota(todo.session, contest.id, territory, number, by=todo.by, at=todo.at, why=why)

        self.place.change(
            work,
            lambda _nothing: self.services.strip.good(tr("The number is stored.")),
            title=tr("Storing the number"),
            owner=self,
        )

    def _contest(self) -> "Contest":
        now = self.place.state.overview
        assert now is not None
        return now.contest

    def _show_quota(self) -> None:
        quotas = {one.code: one.grants for one in self._shown.territories} if self._shown else {}
        self.quota_number.setValue(quotas.get(self.quota_territory.currentData(), 0))

    def _show_rule(self) -> None:
        for line in self.rules.chosen():
            self.rule_facts.show_facts([(line.rule, line.says), (tr("Source"), line.point)])


def _last(entry: "CalendarEntry") -> str:
    return tr("{day} (day off)", day=day(entry.last)) if entry.last_is_day_off else day(entry.last)


def _point(text: str) -> str:
    from models.contest.points import both_points

    return both_points(text).say(current_language()) if text else ""


def _about(contest: "Contest", language: str) -> list[tuple[str, str]]:
    lot, parties = contest.the_lot, contest.parties
    return [
        (tr("Title"), contest.title.say(language)),
        (tr("Profile"), f"{contest.profile.code}: {contest.profile.title.say(language)}"),
        (tr("Lot"), lot.name.say(language)),
        (tr("Period"), lot.period.say(language)),
        *(
            [(tr("Funds, KZT"), money(lot.funds) or (lot.note.say(language) if lot.note else ""))]
            if contest.profile.gives_money
            else ()
        ),
        (tr("Customer"), parties.customer.say(language)),
        (tr("Operator"), parties.operator.say(language)),
        (tr("Organiser"), parties.organiser.say(language)),
        (tr("Legal basis"), "\n".join(one.say(language) for one in contest.profile.basis)),
    ]


def _replace(column: QVBoxLayout, widgets: list[Notice]) -> None:
    clear(column)
    for widget in widgets:
        column.addWidget(widget)

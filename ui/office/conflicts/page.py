"""Probable conflicts of interest, those declared, the decisions that hold for good, and the people searched for."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from models.conflicts.mirror import Side
from models.wording import tr
from ui.office.conflicts.decision import PairDecision
from ui.office.conflicts.lists import PairTable, side_words
from ui.office.conflicts.people import DeclarationAsked, PersonAsked, people_table
from ui.office.conflicts.table import ContactReport
from ui.office.conflicts.work import ConflictWork
from ui.office.search_page import SearchPage
from ui.shell.kinds import FileKind
from ui.widgets.segments import Segments

if TYPE_CHECKING:
    from models.centre.conflicts.declarations import ReadSheets
    from models.centre.conflicts.mirror_list import ConflictPicture
    from models.conflicts.involved import Involved
    from models.conflicts.involved_table import ContactPlan
    from models.conflicts.party_tables import Parties
    from models.contest.profile import ConflictRule
    from ui.office.place import Office

_PEOPLE = "people"


class ConflictsPage(SearchPage["ConflictPicture"]):
    """Two mirror lists to work through; what is decided here nobody is asked about again."""

    key = "conflicts"
    icon = "shield"
    table_name = "conflicts.xlsx"
    work: ConflictWork
    picture: "ConflictPicture | None"

    def __init__(self, place: "Office") -> None:
        super().__init__(place, tr("Everyone who touches the contest is compared with every application…"))
        self.work = ConflictWork(place, self)
        self.lists = Segments(
            [*((side.value, side_words(side, None)) for side in Side), (_PEOPLE, tr("People searched for"))],
            name=tr("Which list to show"),
        )
        self.lists.chosen.connect(lambda _key: self.show_lists())
        self.pairs = PairTable()
        self.people = people_table(self.guarded(self.add_person), lambda: place.zone)
        self.decision = PairDecision()
        self.person = PersonAsked()
        self.declaration = DeclarationAsked()
        self.report = ContactReport()
        self._parts = (self.decision, self.person, self.declaration, self.report)
        self._asked: QWidget | None = None
        """Which of the parts fills the page; None: the lists."""
        self.body.addWidget(self.lists)
        for part in (self.pairs, self.people, *self._parts):
            self.body.addWidget(part, 1)
        self.body.addStretch()
        self.pairs.table.selected.connect(lambda _rows: self._look())
        self.people.selected.connect(lambda _rows: self._look())
        self.people.opened.connect(lambda one: self.guarded(lambda: self.ask_person(one))())
        self._make_actions()
        self.show_lists()

    def _make_actions(self) -> None:
        self.export_action = self.add_action(tr("Save as a table…"), self.export, icon="export", left=True)
        self.sheets_action = self.add_action(
            tr("Read declarations…"),
            self.ask_sheets,
            icon="inbox",
            left=True,
            tip=tr("From the score sheets that members handed in"),
        )
        self.again_action = self.add_action(tr("Search again"), self.search, icon="refresh", left=True)
        self.cancel_action = self.add_action(tr("Cancel"), self.stop_asking, left=True)
        self.table_action = self.add_action(
            tr("From a table…"),
            self.ask_table,
            icon="people",
            left=True,
            tip=tr("Contacts of many people at once, from XLSX or CSV"),
        )
        self.add_action_ = self.add_action(tr("Add a person…"), self.add_person, icon="plus")
        self.forget_action = self.add_action(tr("Take out…"), self.forget, icon="minus")
        self.declare_action = self.add_action(
            tr("Declares…"),
            self.ask_declaration,
            tip=tr("For secretary, staff and mentors: members declare at the Desk"),
        )
        self.contacts_action = self.add_action(tr("Contacts…"), self.ask_person, icon="edit", role="primary")
        self.conflict_action = self.add_action(
            tr("There is a conflict…"), lambda: self.ask_decision(conflict=True), role="danger"
        )
        self.clear_action = self.add_action(
            tr("There is no conflict…"), lambda: self.ask_decision(conflict=False), role="primary", icon="check"
        )
        self.record_action = self.add_action(tr("Record for good"), self.record, role="primary", icon="save")
        self.store_action = self.add_action(tr("Store"), self.store, role="primary", icon="save")

    @classmethod
    def title(cls) -> str:
        return tr("Conflicts")

    @classmethod
    def intro(cls) -> str:
        return tr(
            "Who in the commission and the office may be connected with whom among the applicants, each with the "
            "reason. It is a question to a person, never a verdict: you decide, once and for good."
        )

    def exported_words(self, name: str) -> str:
        return tr("Written: {name}. It names people and what connects them: keep it in the office.", name=name)

    @property
    def rule(self) -> "ConflictRule":
        """The contest's rule about conflicts."""
        now = self.place.state.overview
        assert now is not None
        return now.contest.profile.conflicts

    def show_lists(self) -> None:
        key, picture = self.lists.key, self.picture
        for side in Side:
            self.lists.say(side.value, side_words(side, picture))
        if picture is not None:
            self.people.set_rows(picture.people)
            if picture.people and not self.people.chosen():
                self.people.view.selectRow(0)
            if key != _PEOPLE:
                self.pairs.show_side(picture, Side(key))
        asking = self._asked is not None
        self.lead.setVisible(not asking)
        self.lists.setVisible(not asking)
        self.pairs.setVisible(not asking and key != _PEOPLE and picture is not None)
        self.people.setVisible(not asking and key == _PEOPLE and picture is not None)
        for part in self._parts:
            part.setVisible(part is self._asked)
        self._look()

    def _look(self) -> None:
        asking, people = self._asked is not None, self.lists.key == _PEOPLE
        ready = self.picture is not None
        for action in (self.export_action, self.sheets_action, self.again_action):
            action.setVisible(not asking)
            action.setEnabled(ready)
        self.again_action.setEnabled(True)
        self.cancel_action.setVisible(asking)
        for action in (self.conflict_action, self.clear_action):
            action.setVisible(not asking and not people)
            action.setEnabled(self.pairs.chosen is not None)
        one = self._person()
        apart = one is not None and one.id.startswith("k")
        for action in (
            self.table_action,
            self.add_action_,
            self.forget_action,
            self.declare_action,
            self.contacts_action,
        ):
            action.setVisible(not asking and people)
        self.contacts_action.setEnabled(one is not None)
        self.declare_action.setEnabled(one is not None and one.part != "member")
        self.forget_action.setEnabled(one is not None and (apart or len(one.searched_by) > 1))
        self.record_action.setVisible(self._asked is self.decision)
        self.store_action.setVisible(asking and self._asked is not self.decision)
        self.store_action.setEnabled(self._asked is not self.report or bool(self.report.plan.people))

    def _person(self) -> "Involved | None":
        return next(iter(self.people.chosen()), None)

    def _ask(self, part: QWidget | None) -> None:
        self._asked = part
        self.show_lists()

    def ask_decision(self, *, conflict: bool) -> None:
        """Ask for what a decision on the chosen pair needs."""
        line = self.pairs.chosen
        if line is not None:
            self.decision.ask(line, self.rule, conflict=conflict, by=self.place.name_of(self.place.by()))
            self.reveal(self.decision.reason)
            self._ask(self.decision)
            self.decision.reason.setFocus()

    def add_person(self) -> None:
        """Ask for a person outside the roster."""
        self.person.ask(None)
        self._ask(self.person)
        self.person.name.setFocus()

    def ask_person(self, one: "Involved | None" = None) -> None:
        """Ask for the contacts of `one`, by default the chosen person."""
        one = one or self._person()
        if one is not None:
            self.person.ask(one)
            self._ask(self.person)

    def ask_declaration(self) -> None:
        """Ask what the chosen person declares."""
        one = self._person()
        if one is not None:
            self.declaration.ask(one, self.rule)
            self._ask(self.declaration)

    def stop_asking(self) -> None:
        """Leave the question; nothing was recorded."""
        self._ask(None)

    def record(self) -> None:
        """Record the decision that was asked for."""
        if self.decision.lacks:
            self.services.strip.warn(self.decision.lacks)
            return
        self.work.pin(self.decision.decision, self._recorded)

    def _recorded(self) -> None:
        self._ask(None)
        self.services.strip.good(
            tr("Recorded. Nobody is asked about this pair again; it goes out with the next packet revision.")
        )

    def store(self) -> None:
        """Store the person, the declaration or the table that was asked for."""
        if self._asked is self.report:
            self.work.store_contacts(self.report.table, self.report.plan, self._stored_contacts)
        elif self._asked is self.person:
            one = self.person.given()
            if one is not None:
                self.work.know(one, lambda: self._stored(tr("Stored. The lists are searched anew.")))
        else:
            said = self.declaration.given()
            if said is not None:
                person = self.declaration.person.id
                self.work.declare(person, said, lambda: self._stored(tr("The declaration is recorded.")))

    def ask_table(self) -> None:
        """Ask for a table of contacts and show what taking it in would do."""
        path = self.services.files.open(tr("Contacts of those who touch the contest"), FileKind.TABLE)
        if path is not None:
            self.work.read_contacts(path, self.show_report)

    def show_report(self, table: "Parties", plan: "ContactPlan") -> None:
        """Show what taking `table` in would do."""
        self.report.show_plan(table, plan)
        self._ask(self.report)

    def _stored_contacts(self, people: int) -> None:
        self._stored(tr("Stored; people: {n}. The lists are searched anew.", n=people))

    def _stored(self, told: str) -> None:
        self._ask(None)
        self.services.strip.good(told)

    def forget(self) -> None:
        """Take out what is stored of the chosen person."""
        one = self._person()
        if one is None:
            return
        why = self.services.dialogs.reason(
            tr("Take out what is stored of {name}?", name=one.name),
            tr("Say why; the history keeps the reason. Decisions stay, and the roster stays as it is."),
        )
        if why is not None:
            self.work.forget(one.id, why, lambda: self._stored(tr("Taken out. The lists are searched anew.")))

    def ask_sheets(self) -> None:
        """Ask for score sheets and take what they declare; this laptop's Sitting may have them already."""
        if self.services.home.workspace.exists():
            where = self.services.dialogs.choose(
                tr("Where are the score sheets?"),
                [
                    ("sitting", tr("In the Sitting of this laptop"), tr("Those that were taken in there")),
                    ("files", tr("In files"), tr("On a stick or in a folder")),
                ],
            )
            if where == "sitting":
                self.work.read_taken(self._read)
            if where != "files":
                return
        paths = self.services.files.open_many(tr("Read declarations from score sheets"), FileKind.SHEET)
        if paths:
            self.work.read_sheets(paths, self._read)

    def _read(self, read: "ReadSheets", stored: tuple[str, ...]) -> None:
        told = tr("Declarations read: {n}; new: {new}; files refused: {refused}.",
                  n=len(read.told), new=len(stored), refused=len(read.refused))  # fmt: skip
        if read.refused:
            path, reason = read.refused[0]
            self.services.strip.warn(tr("{told} “{name}”: {reason}", told=told, name=path.name, reason=reason))
        else:
            self.services.strip.good(told)

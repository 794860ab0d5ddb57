"""Step 4: the commission with roles and keys. Changes gather in a draft and become one roster version."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from models.contest.commission import Person, Role
from models.wording import tr
from ui.item_models.table import Column
from ui.office.commission.cards import take_cards
from ui.office.commission.form import PersonForm
from ui.office.commission.recovery import make_recovery_key
from ui.office.page import OfficePage
from ui.office.state import Work
from ui.office.words import role_name
from ui.shell.kinds import FileKind
from ui.shell.theme import Tone
from ui.widgets.buttons import button
from ui.widgets.data_table import DataTable
from ui.widgets.frames import Card, DropArea, EmptyState
from ui.widgets.labels import Facts
from ui.widgets.notice import Notice

if TYPE_CHECKING:
    from models.centre.overview import Overview
    from models.contest.commission import Roster
    from ui.office.place import Office


@dataclass(frozen=True)
class Line:
    """A person as the table shows them; `state` is "", "new", "changed" or "gone" against the roster in force."""

    person: Person
    state: str
    spoken: str


class CommissionPage(OfficePage):
    """Shows who is enrolled; additions, changes and cards are a draft until they are stored together."""

    key = "commission"
    icon = "people"

    def __init__(self, place: "Office") -> None:
        super().__init__(place)
        self.status = Notice(Tone.INFO)
        self.body.addWidget(self.status)
        self.drop = DropArea(
            tr("Drop member cards here (.card). Each fingerprint is compared aloud before it is taken."),
            tr("Take cards…"),
            self.guarded(self.ask_cards),
            FileKind.CARD,
        )
        self.drop.dropped.connect(lambda paths: self.guarded(lambda: self.take_cards(paths))())
        self.body.addWidget(self.drop)
        self.table: DataTable[Line] = DataTable(
            (
                Column(tr("Id"), lambda line: line.person.id),
                Column(tr("Surname, name, patronymic"), lambda line: line.person.name, bold=_bold, stretch=True),
                Column(tr("Role"), _role),
                Column(tr("Position"), lambda line: line.person.position, width=18),
                Column(tr("Organisation"), lambda line: line.person.organisation, width=18),
                Column(tr("Key"), _key, tone=_key_tone),
                Column(tr("Not stored yet"), _state, tone=lambda line: Tone.WARN if line.state else None),
            ),
            key=lambda line: line.person.id,
            name=tr("People of the commission"),
            empty=EmptyState(
                tr("Nobody is enrolled yet"),
                tr("Take the cards of the members, or add people first and take their cards later."),
                icon="people",
                action=tr("Add a person…"),
                clicked=self.guarded(self.add),
            ),
        )
        self.table.opened.connect(lambda line: self.guarded(lambda: self.change(line.person))())
        self.table.selected.connect(lambda _rows: self._show_person())
        self.body.addWidget(self.table, 1)
        self.card = Card(tr("The selected person"))
        self.facts = Facts()
        self.card.body.addWidget(self.facts)
        self.change_button = button(tr("Change…"), self.guarded(self.change), icon="edit")
        self.dismiss_button = button(tr("Take out…"), self.guarded(self.dismiss), icon="minus")
        self.card.tools.addWidget(self.change_button)
        self.card.tools.addWidget(self.dismiss_button)
        self.body.addWidget(self.card)
        self.form = PersonForm(self.keep, self._close_form)
        self.body.addWidget(self.form)
        self.form.hide()
        self.recovery_button = self.add_action(tr("Make a recovery key…"), self.make_recovery, icon="key", left=True)
        self.add_button = self.add_action(tr("Add a person…"), self.add, icon="plus", left=True)
        self.drop_button = self.add_action(tr("Drop the changes"), self.drop_draft, icon="undo")
        self.store_button = self.add_action(tr("Store the commission"), self.store, role="primary", icon="save")

    @classmethod
    def title(cls) -> str:
        return tr("Commission")

    @classmethod
    def intro(cls) -> str:
        return tr(
            "Enrol members, the secretary and staff with their keys. The packet is sealed to them; "
            "every stored change makes a new version of the roster."
        )

    @property
    def people(self) -> tuple[Person, ...]:
        """The people as they would be stored: the draft, or else the roster in force."""
        draft: tuple[Person, ...] | None = self.place.drafts.get(self.key)
        return draft if draft is not None else self._roster().people

    def _roster(self) -> "Roster":
        now = self.place.state.overview
        assert now is not None
        return now.roster

    def show_contest(self, now: "Overview") -> None:
        from models.sealing.public_keys import spoken

        stored = {person.id: person for person in now.roster.people}
        people = self.people
        lines = [
            Line(
                person,
                "new" if person.id not in stored else "changed" if stored[person.id] != person else "",
                spoken(person.public_key) if person.public_key else "",
            )
            for person in people
        ]
        left = {person.id for person in people}
        lines += [Line(person, "gone", "") for person in now.roster.people if person.id not in left]
        self.table.set_rows(lines)
        waiting = any(line.state for line in lines)
        self._show_status(now, waiting=waiting)
        self.table.view.setColumnHidden(len(self.table.model.columns) - 1, not waiting)
        self.store_button.setEnabled(waiting)
        self.drop_button.setVisible(waiting)
        self._show_person()
        cards = self.place.take_dropped(FileKind.CARD)
        if cards:
            self.take_cards(cards)

    def _show_status(self, now: "Overview", *, waiting: bool) -> None:
        lacks = now.commission_lacks
        chair = any(person.proposed_chair for person in now.roster.people)
        if waiting:
            self.status.tell(Tone.WARN, tr("There are changes that are not stored yet. Store the commission."))
        elif lacks:
            listed = "\n".join(f"• {line}" for line in lacks)
            self.status.tell(Tone.INFO, tr("Still missing for a packet:\n{list}", list=listed))
        elif not chair:
            self.status.tell(
                Tone.WARN,
                tr("Nobody is proposed as chair: only the secretary could open the score sheets. Change a member."),
            )
        else:
            self.status.tell(Tone.GOOD, tr("The commission is complete: roster version {n}.", n=now.roster.version))

    def _show_person(self) -> None:
        chosen = self.table.chosen()
        gone = bool(chosen) and chosen[0].state == "gone"
        self.change_button.setEnabled(bool(chosen) and not gone)
        self.dismiss_button.setEnabled(bool(chosen) and not gone)
        self.card.setVisible(bool(chosen) and self.form.isHidden())
        for line in chosen:
            fingerprint = line.spoken or tr("no card was taken yet")
            self.facts.show_facts([(line.person.name, role_name(line.person.role)), (tr("Fingerprint"), fingerprint)])

    def add(self) -> None:
        """Open the form for a further person."""
        self._open_form(None)

    def change(self, person: Person | None = None) -> None:
        """Open the form for `person`, by default the selected one."""
        chosen = self.table.chosen()
        if person is not None or chosen:
            self._open_form(person or chosen[0].person)

    def _open_form(self, person: Person | None) -> None:
        self.form.start(person)
        self.form.show()
        self.card.hide()
        self.form.name.setFocus()
        self.reveal(self.form)

    def _close_form(self) -> None:
        self.form.hide()
        self._show_person()

    def keep(self, person: Person) -> None:
        """Put `person` (id "" for a new one) into the draft."""
        self.put([person])
        self._close_form()

    def put(self, people: "list[Person]") -> None:
        """Put people into the draft: those with an id replace theirs, others get a free id."""
        from models.contest.commission import next_id

        overview = self.place.state.overview
        assert overview is not None
        now = {person.id: person for person in self.people}
        for person in people:
            if person.proposed_chair:
                now = {key: one.model_copy(update={"proposed_chair": False}) for key, one in now.items()}
            given = (
                person
                if person.id
                else person.model_copy(update={"id": next_id(person.role, {*now, *overview.used_ids})})
            )
            now[given.id] = given
        self._keep_draft(tuple(now.values()), overview.roster)

    def _keep_draft(self, people: tuple[Person, ...], roster: "Roster") -> None:
        self.place.drafts.pop(self.key, None)
        if people != roster.people:
            self.place.drafts[self.key] = people
        self.refresh()

    def dismiss(self) -> None:
        """Take the selected person out of the draft; a person who was stored leaves with a reason at storing."""
        chosen = self.table.chosen()
        if chosen:
            left = tuple(person for person in self.people if person.id != chosen[0].person.id)
            self._keep_draft(left, self._roster())

    def drop_draft(self) -> None:
        """Forget the changes that are not stored."""
        self.place.drafts.pop(self.key, None)
        self.refresh()

    def ask_cards(self) -> None:
        """Ask for card files and take them."""
        self.take_cards(self.services.files.open_many(tr("Take cards"), FileKind.CARD))

    def take_cards(self, paths: "tuple[Path, ...] | list[Path]") -> None:
        """Take cards: each is compared aloud and given to a person, into the draft."""
        self.put(take_cards(paths, self.people, self.services))

    def make_recovery(self) -> None:
        """Make a recovery key at a chosen place; it enters the draft, in the place of the one before."""
        make_recovery_key(self.place, self.people, self, lambda made: self.put([made]))

    def store(self) -> None:
        """Store the draft as the next roster version; what changes or leaves a stored person needs a reason."""
        roster, people = self._roster(), self.people
        why = self._reason(roster, people)
        if why is None:
            return

        def work(todo: Work) -> "Roster":
            from models.centre.commission import set_people

            return set_people(todo.session, roster.contest, people, by=todo.by, at=todo.at, why=why)

        def done(stored: "Roster") -> None:
            self.drop_draft()
            self.services.strip.good(tr("The commission is stored: roster version {n}.", n=stored.version))

        self.place.change(work, done, title=tr("Storing the commission"), owner=self)

    def _reason(self, roster: "Roster", people: tuple[Person, ...]) -> str | None:
        from models.contest.commission import needs_reason

        if not needs_reason(roster.people, people):
            return ""
        return self.services.dialogs.reason(
            tr("Why is the commission changed?"),
            tr("Somebody leaves, or another key or role takes the place of the one before. The packet says why."),
        )


def _bold(line: Line) -> bool:
    return line.person.proposed_chair


def _role(line: Line) -> str:
    return tr("Proposed chair") if line.person.proposed_chair else role_name(line.person.role)


def _key(line: Line) -> str:
    if line.person.public_key:
        return tr("taken")
    return tr("not needed") if line.person.role is Role.STAFF else tr("missing")


def _key_tone(line: Line) -> Tone:
    if line.person.public_key:
        return Tone.GOOD
    return Tone.NEUTRAL if line.person.role is Role.STAFF else Tone.WARN


def _state(line: Line) -> str:
    return {"new": tr("is added"), "changed": tr("is changed"), "gone": tr("leaves")}.get(line.state, "")

"""In the room: which item is open, who leaves, who comes back; attendance and quorum by the minute."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QGridLayout, QLineEdit, QPushButton, QTabWidget, QWidget

from models.contest.local_time import local
from models.sitting.acts import ItemClosed, MemberReturned
from models.sitting.minutes import minutes
from models.sitting.presence.agenda import AgendaItem
from models.sitting.presence.room_now import RoomNow, movement, opening_acts
from models.sitting.presence.timeline import Instant
from models.sitting.saying import name_of, names_of
from models.wording import tr
from ui.item_models.table import Column
from ui.shell import theme
from ui.shell.theme import Tone
from ui.sitting.page import SittingPage, give_room, set_primary
from ui.sitting.place import Sitting
from ui.sitting.room.projector import Projector, show_projector
from ui.sitting.room.rows import AgendaRow, agenda_rows, applications_text, door_text, exits_text
from ui.sitting.view import View
from ui.widgets.buttons import button
from ui.widgets.data_table import DataTable
from ui.widgets.frames import Card, EmptyState, row
from ui.widgets.labels import Facts, WrappedLabel
from ui.widgets.notice import Notice
from ui.widgets.tabs import StillTabs

_MOST = 24
"""Codes or spans of them that an item is told with; the agenda beneath has all."""


class RoomPage(SittingPage):
    """What the secretary does during the sitting, and the window for the projector."""

    key = "room"

    def __init__(self, place: Sitting) -> None:
        super().__init__(place)
        self.projector: Projector | None = None
        self.status = Notice(Tone.INFO)
        self.body.addWidget(self.status)
        self.stopped = Notice(Tone.WARN)
        self.body.addWidget(self.stopped)
        self.body.addWidget(self._item_card())
        self.body.addWidget(self._members_card())
        self.body.addWidget(self._tables(), 1)
        place.changed.connect(self._bring_up_to_date)
        self.window_button = self.add_action(tr("Window for the projector"), self._project, icon="eye", left=True)
        self.add_action(tr("Go on to the ranking"), lambda: place.wanted.emit("ranking"), icon="right")

    @classmethod
    def title(cls) -> str:
        return tr("In the room")

    @classmethod
    def intro(cls) -> str:
        return tr(
            "For a commission that takes applications one after another: who is recused leaves for the item. Whoever "
            "votes on the whole list at once goes on to the ranking."
        )

    def _item_card(self) -> Card:
        card = Card(tr("The item"))
        self.facts = Facts()
        self.open_button = button(tr("Open the next item"), self.guarded(self._open_next), icon="right")
        self.close_button = button(tr("Close the item"), self.guarded(self._close), icon="done")
        self.stop_button = button(tr("Stop the item…"), self.guarded(self._stop), icon="close")
        self.return_button = button(tr("Everybody is back"), self.guarded(self._all_back), icon="people")
        self.other = QLineEdit()
        self.other.setPlaceholderText(tr("Another item, about no application"))
        self.other.setAccessibleName(tr("Another item, about no application"))
        self.other.setMinimumWidth(theme.current().scaled(320))
        self.other.textChanged.connect(lambda _text: self._look())
        self.other_button = button(tr("Open this item"), self.guarded(self._open_other))
        card.body.addWidget(self.facts)
        card.body.addWidget(row(self.open_button, self.close_button, self.stop_button, self.return_button))
        card.body.addWidget(row(self.other, self.other_button))
        return card

    def _members_card(self) -> Card:
        card = Card(tr("Members"))
        self._grid = QGridLayout()
        self._grid.setColumnStretch(0, 1)
        self._grid.setHorizontalSpacing(theme.current().px(12))
        self._members = QWidget()
        self._members.setLayout(self._grid)
        self.doors: dict[str, QPushButton] = {}
        self._states: dict[str, WrappedLabel] = {}
        card.body.addWidget(self._members)
        return card

    def _tables(self) -> QTabWidget:
        tabs = StillTabs()
        tabs.setAccessibleName(tr("Agenda and course"))
        self.agenda = DataTable[AgendaRow](
            [
                Column(tr("No."), lambda one: one.number, number=True),
                Column(tr("State"), lambda one: one.state, tone=lambda one: one.tone, width=14),
                Column(tr("Applications"), lambda one: one.applications, width=22),
                Column(tr("How many"), lambda one: one.many, number=True),
                Column(tr("Leave before it"), lambda one: one.leave, width=14),
                Column(tr("Come back before it"), lambda one: one.back, width=14),
                Column(tr("Out of the room"), lambda one: one.out, stretch=True),
            ],
            key=lambda one: one.key,
            name=tr("Agenda"),
            empty=EmptyState(tr("Every application has been treated"), icon="done"),
            searchable=False,
        )
        self.course = DataTable[tuple[Instant, str, str]](
            [
                Column(tr("Time"), lambda one: one[1]),
                Column(tr("What happened"), lambda one: one[2], stretch=True),
                Column(tr("In the room"), lambda one: len(one[0].room), number=True),
                Column(tr("Needed"), lambda one: one[0].needed, number=True),
                Column(
                    tr("Quorum"),
                    lambda one: tr("yes") if one[0].quorum else tr("no"),
                    tone=lambda one: Tone.GOOD if one[0].quorum else Tone.BAD,
                ),
            ],
            key=lambda one: one[0].number,
            name=tr("By the minute"),
            empty=EmptyState(tr("The sitting is not open yet"), icon="list"),
            searchable=False,
        )
        self.told = WrappedLabel(role="muted")
        for table, title in ((self.agenda, tr("Agenda")), (self.course, tr("By the minute"))):
            table.view.setMinimumHeight(theme.current().scaled(170))
            tabs.addTab(table, title)
            give_room(table)
        layout = self.agenda.layout()
        if layout is not None:
            layout.addWidget(self.told)
        return tabs

    def show_view(self, view: View) -> None:
        now = view.now
        self._show_status(now)
        self._show_item(view, now)
        self._show_members(view)
        self.agenda.set_rows(agenda_rows(view, now))
        self.told.setText(exits_text(view, now))
        zone = view.manifest.contest.zone
        said = minutes(view.acts, view.manifest)
        self.course.set_rows(
            [(one, f"{local(one.at, zone):%H:%M}", _happened(one, said[one.number - 1].what))
             for one in reversed(now.course.instants)]
        )  # fmt: skip
        self._look()

    def _bring_up_to_date(self) -> None:
        """Tell the projector's window, whatever page is on the screen."""
        if self.projector is not None and self.place.view is not None:
            self.projector.show_room(self.place.view)

    def _show_status(self, now: RoomNow) -> None:
        values = {"here": len(now.inside), "needed": now.needed, "out": len(now.out)}
        if now.quorum:
            self.status.tell(Tone.GOOD, tr("Quorum: yes. In the room: {here}; needed: {needed}; out: {out}.", **values))
        else:
            self.status.tell(
                Tone.BAD,
                tr("Quorum: no, nothing can be decided. In the room: {here}; needed: {needed}; out: {out}.", **values),
            )
        self.stopped.setVisible(now.stopped is not None)
        if now.stopped is not None:
            self.stopped.tell(
                Tone.WARN,
                tr(
                    "Item {n} stopped because the quorum was lost. Open it again when the members are back.",
                    n=now.stopped.number,
                ),
            )

    def _show_item(self, view: View, now: RoomNow) -> None:
        facts = []
        if now.item is not None:
            told = ": ".join(filter(None, (now.item.item, _some(view, now.item.applications))))
            facts.append((tr("Open: item {n}", n=now.number), told))
        elif now.ahead:
            facts.append((tr("Next item"), _some(view, now.ahead[0].applications)))
        if now.leave:
            facts.append((tr("Must leave now"), names_of(now.leave, view.manifest)))
        if now.back:
            facts.append((tr("May come back now"), names_of(now.back, view.manifest)))
        if now.item is not None and now.ahead:
            first = now.ahead[0]
            facts.append((tr("After it"), _some(view, first.applications)))
            facts.append((tr("Then leave"), names_of(first.leave, view.manifest)))
            facts.append((tr("Then come back"), names_of(first.back, view.manifest)))
        if now.ahead and not now.may_open and view.state.attendance is not None:
            why = (
                tr("With its recused members out of the room there would be no quorum. Wait for more members.")
                if now.quorum
                else tr("There is no quorum. Wait until enough members are in the room, and record who is back.")
            )
            facts.append((tr("The next item can't be opened"), why))
        self.facts.show_facts(facts or [(tr("Agenda"), tr("Every application has been treated."))])

    def _show_members(self, view: View) -> None:
        if list(self.doors) != list(view.state.members):
            while (item := self._grid.takeAt(0)) is not None:
                if (old := item.widget()) is not None:
                    old.deleteLater()
            self.doors, self._states = {}, {}
            for number, member in enumerate(view.state.members):
                self._states[member] = WrappedLabel(role="muted")
                self.doors[member] = button("", self.guarded(partial(self._pass, member)))
                self._grid.addWidget(WrappedLabel(name_of(member, view.manifest)), number, 0)
                self._grid.addWidget(self._states[member], number, 1)
                self._grid.addWidget(self.doors[member], number, 2)
        for member, door in self.doors.items():
            state, action = door_text(view, member)
            self._states[member].setText(state)
            door.setText(action or tr("Leaves"))
            door.setVisible(bool(action))

    def _look(self) -> None:
        view = self.place.view
        if view is None:
            return
        now = view.now
        able = bool(self.place.person) and not view.closed and view.state.attendance is not None
        self.open_button.setVisible(bool(now.ahead))
        self.open_button.setEnabled(able and now.may_open)
        self.close_button.setEnabled(able and now.item is not None)
        self.stop_button.setEnabled(able and now.item is not None)
        self.return_button.setVisible(now.item is None and bool(now.back) and not now.ahead)
        self.return_button.setEnabled(able)
        self.other_button.setEnabled(able and now.quorum and now.item is None and bool(self.other.text().strip()))
        for door in self.doors.values():
            door.setEnabled(able)
        set_primary(self.open_button, primary=now.item is None and bool(now.ahead), icon="right")
        set_primary(self.close_button, primary=now.item is not None, icon="done")
        set_primary(self.return_button, primary=not now.ahead, icon="people")

    def _open_next(self) -> None:
        view = self._view()
        self._open(view, view.now.ahead[0])

    def _open_other(self) -> None:
        name = self.other.text().strip()
        self._open(self._view(), AgendaItem((), (), (), ()), name)
        self.other.clear()

    def _open(self, view: View, item: AgendaItem, name: str = "") -> None:
        acts = opening_acts(view.state, item, **self.place.by(), name=name)
        self.place.record(*acts, told=tr("The item is open."))

    def _close(self) -> None:
        self.place.record(ItemClosed(**self.place.by()), told=tr("The item is closed."))

    def _stop(self) -> None:
        reason = self.services.dialogs.reason(
            tr("Stop the item"), tr("Why the item is stopped; it stands in the protocol.")
        )
        if reason:
            act = ItemClosed(**self.place.by(), ending="stopped", reason=reason)
            self.place.record(act, told=tr("The item is stopped."))

    def _all_back(self) -> None:
        acts = [MemberReturned(**self.place.by(), member=member) for member in self._view().now.back]
        self.place.record(*acts, told=tr("The return is recorded."))

    def _pass(self, member: str) -> None:
        found = movement(self._view().state, member, **self.place.by())
        if found is not None:
            told = tr("The exit is recorded.") if found[0] == "leaves" else tr("The return is recorded.")
            self.place.record(found[1], told=told)

    def _view(self) -> View:
        view = self.place.view
        assert view is not None  # the buttons are there only while a sitting is open
        return view

    def _project(self) -> None:
        view = self._view()
        if self.projector is None:
            self.projector = Projector(self.window())
            self.destroyed.connect(self.projector.deleteLater)
        self.projector.show_room(view)
        show_projector(self.projector, self.screen())


def _some(view: View, codes: Sequence[str]) -> str:
    return applications_text(view, codes, at_most=_MOST)


def _happened(one: Instant, what: str) -> str:
    return tr("{what} The quorum was lost; the item stopped.", what=what) if one.stopped else what

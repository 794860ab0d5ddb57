"""Step 1: the packet, the opening, attendance and quorum, the election of the chair."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from models.contest.commission import Role
from models.sitting.acts import Act, AttendanceTaken, ChairElected, NotCarried, Opened, Presence, not_carried
from models.sitting.checking.voting import voter_list
from models.sitting.minutes import minutes
from models.sitting.presence.attendance import attend
from models.sitting.saying import form_text, name_of, point_text
from models.wording import current_language, tr
from ui.shell.clock import now
from ui.shell.kinds import FileKind
from ui.shell.place import Page
from ui.shell.theme import Tone
from ui.sitting.choices import PresenceRows, VoteRows
from ui.sitting.dialog import told_lost
from ui.sitting.page import set_primary
from ui.sitting.place import Sitting
from ui.sitting.view import View
from ui.widgets.buttons import ChoiceButton, button
from ui.widgets.forms import Form
from ui.widgets.frames import Card, DropArea, row
from ui.widgets.labels import Facts
from ui.widgets.notice import Notice

if TYPE_CHECKING:
    from models.sitting.held.kept import HeldSitting


class OpeningPage(Page[Sitting]):
    """Before a packet is open: how to open one. Afterwards the three things without which nothing can be decided."""

    key = "sitting"

    def __init__(self, place: Sitting) -> None:
        super().__init__(place)
        self._packet = ""
        self._continues = False
        self._stage: int | None = None
        """How far the opening is (0 nothing, 1 opened, 2 quorum, 3 chair); None until a packet is shown."""
        self.before, self.after = QWidget(), QWidget()
        for holder, fill in ((self.before, self._fill_before), (self.after, self._fill_after)):
            column = QVBoxLayout(holder)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(self.body.spacing())
            fill(column)
            self.body.addWidget(holder)
        self.body.addStretch(1)
        self.other = self.add_action(tr("Another packet…"), self.place.leave_packet, icon="packet", left=True)
        self.following = self.add_action(tr("Go on to the score sheets"), self._go_on, role="primary", icon="right")

    @classmethod
    def title(cls) -> str:
        return tr("Opening, quorum, chair")

    @classmethod
    def intro(cls) -> str:
        return tr("Open the sitting, record who is there, elect the chair. Everything is kept for the protocol.")

    def _fill_before(self, column: QVBoxLayout) -> None:
        self.drop = DropArea(
            tr("Drop the packet of the contest here: the same file that the members scored."),
            tr("Choose the packet…"),
            self.guarded(self._choose),
            FileKind.PACKET,
        )
        self.drop.dropped.connect(lambda paths: self.place.open_packet(paths[0]))
        column.addWidget(self.drop)
        self.known = Card(tr("Sittings on this laptop"))
        self.find_button = button(
            tr("Show the sittings on this laptop"), self.guarded(self.place.find_packets), icon="unlock"
        )
        self.known.body.addWidget(row(self.find_button))
        self._known: tuple[HeldSitting, ...] = ()
        self.known_buttons: list[ChoiceButton] = []
        column.addWidget(self.known)

    def _fill_after(self, column: QVBoxLayout) -> None:
        self.facts = Facts(columns=2)
        self.about = about = Card(tr("The contest"))
        about.body.addWidget(self.facts)
        self.stranger = Notice(Tone.WARN)
        column.addWidget(self.stranger)
        self.continued = Notice(Tone.INFO)
        self.continued.hide()
        column.addWidget(self.continued)
        column.addWidget(about)
        column.addWidget(self._opening_card())
        column.addWidget(self._attendance_card())
        column.addWidget(self._chair_card())

    def _opening_card(self) -> Card:
        self.opening = Card(tr("1. Open the sitting"))
        self.form = Form(columns=2)
        self.number = self.form.text(tr("Number of the protocol"), "1", required=True)
        today = now().astimezone()
        self.on = self.form.date(tr("Date of the sitting"), QDate(today.year, today.month, today.day))
        self.where = self.form.text(tr("Place of the sitting"), required=True)
        self.how = self.form.choice(
            tr("Form of the sitting"), [(one, form_text(one)) for one in ("in-person", "video", "mixed")]
        )
        self.open_button = button(tr("Open the sitting"), self.guarded(self._open))
        self.opened = Notice(Tone.GOOD)
        self.opening.body.addWidget(self.opened)
        self.opening.body.addWidget(self.form)
        self.opening_row = row(self.open_button)
        self.opening.body.addWidget(self.opening_row)
        for field in (self.number, self.where):
            field.textChanged.connect(lambda _text: self._look())
            field.returnPressed.connect(self.open_button.click)
        return self.opening

    def _attendance_card(self) -> Card:
        self.attendance = Card(tr("2. Attendance and quorum"))
        self.rows = PresenceRows()
        self.quorum = Notice(Tone.INFO)
        self.attendance_button = button(tr("Record the attendance"), self.guarded(self._attend))
        self.attendance.body.addWidget(self.rows)
        self.attendance.body.addWidget(self.quorum)
        self.attendance.body.addWidget(row(self.attendance_button))
        self.rows.changed.connect(self._look)
        return self.attendance

    def _chair_card(self) -> Card:
        self.election = Card(tr("3. Election of the chair"))
        form = Form()
        self.chair = form.choice(tr("Who is proposed as chair"), [])
        self.votes = VoteRows()
        self.elected = Notice(Tone.GOOD)
        self.elect_button = button(tr("Record the election"), self.guarded(self._elect))
        self.election.body.addWidget(self.elected)
        self.election.body.addWidget(form)
        self.election.body.addWidget(self.votes)
        self.lost_button = button(tr("Record the vote without a decision"), self.guarded(self._not_elected))
        self.election.body.addWidget(row(self.elect_button, self.lost_button))
        self.votes.changed.connect(self._look)
        self.chair.currentIndexChanged.connect(self._look)
        return self.election

    def refresh(self) -> None:
        view = self.place.view
        self.before.setVisible(view is None)
        self.after.setVisible(view is not None)
        self.other.setVisible(view is not None)
        self.following.setVisible(view is not None)
        if view is None:
            self._show_known()
            return
        continues = self.place.further or view.state.session.further
        if (view.packet, continues) != (self._packet, self._continues):
            self._packet, self._continues, self._stage = view.packet, continues, None
            self._show_packet(view)
            self._show_continued(view)
        self._show_whose_key(view)
        self._show_state(view)

    def _show_whose_key(self, view: View) -> None:
        """Say at once, before anything is recorded, what the key of this laptop is not enough for."""
        person, readers = self.place.person, view.manifest.roster.sheet_readers
        self.stranger.setVisible(all(one.id != person for one in readers))
        if person:
            names = ", ".join(one.name for one in readers if one.role is not Role.RECOVERY)
            text = tr(
                "Score sheets do not open with your key: they are sealed to the secretary and the proposed chair. "
                "Hold the sitting on the laptop of one of them: {names}. You can look here.",
                names=names,
            )
        else:
            text = tr(
                "Your key is not on the roster of this contest, so you can look, but the program records nothing in "
                "your name. Sign in with the secretary's or the proposed chair's key."
            )
        self.stranger.tell(Tone.WARN, text)

    def _show_known(self) -> None:
        known, looked = self.place.known, self.place.looked
        self.known.setVisible(bool(known) or (not looked and self.services.session.has_key))
        self.find_button.setVisible(not looked)
        if not looked and self.services.session.key is not None and not self.services.tasks.busy:
            self.place.find_packets()
        if known == self._known:
            return
        self._known = known
        for old in self.known_buttons:
            old.hide()
            old.deleteLater()
        self.known_buttons = []
        for one in known:
            made = ChoiceButton(one.packet.title.say(current_language()), _held_text(one), icon="packet")
            made.clicked.connect(lambda _checked=False, key=one.packet.id: self.place.hold(key))
            self.known.body.addWidget(made)
            self.known_buttons.append(made)

    def _show_packet(self, view: View) -> None:
        manifest = view.manifest
        secretary = manifest.roster.secretary
        words = tr("Go on to the winners") if self._continues else tr("Go on to the score sheets")
        self.following.setText(words)
        self.facts.show_facts(
            [
                (tr("Contest"), manifest.contest.title.say(current_language())),
                (tr("Organiser"), manifest.contest.parties.organiser.say(current_language())),
                (tr("Applications"), str(len(manifest.applications))),
                (tr("Members of the commission"), str(len(manifest.roster.members))),
                (tr("Revision of the packet"), str(manifest.revision)),
                (tr("Secretary"), secretary.name if secretary else ""),
            ]
        )
        self.chair.clear()
        for person in manifest.roster.members:
            self.chair.addItem(person.name, person.id)
            if person.proposed_chair:
                self.chair.setCurrentIndex(self.chair.count() - 1)

    def _show_continued(self, view: View) -> None:
        """Begin anew where another sitting is held than the one that was on the screen."""
        self.rows.set_people(())
        self.votes.set_voters(())
        earlier = [one for one in view.state.all(Opened) if one is not view.state.now(Opened) or self.place.further]
        self.continued.setVisible(self._continues)
        if not self._continues:
            return
        last = earlier[-1].number.strip()
        self.number.setText(str(int(last) + 1) if last.isdecimal() else "")
        self.where.setText(earlier[-1].place)
        told = ", ".join(f"№ {one.number} ({one.on:%d.%m.%Y})" for one in earlier)
        self.continued.tell(
            Tone.INFO,
            tr("A further sitting. It stands on: {protocols}. The ranking and the winners named there stand.",
               protocols=told),
        )  # fmt: skip

    def _acts(self, view: View) -> tuple[Opened | None, AttendanceTaken | None]:
        """Return opening and attendance of the sitting that is held; neither where a further one is to be opened."""
        if self.place.further:
            return None, None
        return view.state.now(Opened), view.state.now(AttendanceTaken)

    def _show_state(self, view: View) -> None:
        opened, taken = self._acts(view)
        self.opened.setVisible(opened is not None)
        if opened is not None:
            told = minutes([opened], view.manifest)[0].what
            self.opened.tell(Tone.GOOD, told)
        self.about.setVisible(opened is None)
        self.form.setVisible(opened is None)
        self.opening_row.setVisible(opened is None)
        self.attendance.setVisible(opened is not None)
        self.rows.set_members(view.manifest, dict(taken.presence) if taken else {})
        there = view.state.attendance
        valid = opened is not None and there is not None and there.valid
        self.votes.set_voters(voter_list(view.state))
        self.election.setVisible(valid)
        chair = view.state.chair if opened is not None else None
        self.elected.setVisible(chair is not None)
        if chair is not None:
            self.elected.tell(Tone.GOOD, tr("Chair of the sitting: {name}.", name=name_of(chair, view.manifest)))
        self.elect_button.setText(tr("Record the election") if chair is None else tr("Record another election"))
        self._look()
        stage = (opened is not None) + valid + (chair is not None)
        if self._stage != stage:
            # only once what is new has its place: wrapped words know their height a turn later
            QTimer.singleShot(0, self, lambda: QTimer.singleShot(0, self, self._lead))
        self._stage = stage

    def _lead(self) -> None:
        """Bring what comes next into sight and under the keyboard, which stood on what is done now."""
        if self._stage == 3:
            self.following.setFocus()
            return
        if not self.stranger.isHidden():
            return  # that the key is not enough stands on top and is read first
        card = (self.opening, self.attendance, self.election)[self._stage or 0]
        self.scroller.ensureWidgetVisible(card)
        if self._stage == 0:
            self.where.setFocus()
            return
        if self._stage == 2:
            self.chair.setFocus()
        else:
            next(iter(self.rows.buttons.values())).setFocus()

    def _look(self) -> None:
        view = self.place.view
        if view is None:
            return
        opening, taken = self._acts(view)
        opened = opening is not None
        presence = self.rows.presence()
        fresh = taken is None or dict(taken.presence) != dict(presence)
        able = bool(self.place.person) and (self.place.further or not view.closed)
        self.open_button.setEnabled(able and bool(self.number.text().strip()) and bool(self.where.text().strip()))
        self.attendance_button.setEnabled(able and self.rows.complete and fresh)
        elected = view.state.now(ChairElected) if opened else None
        self.elect_button.setEnabled(able and self.votes.carried and not self._is_chosen(elected))
        self.lost_button.setVisible(self.votes.lost)
        lost = view.state.now(NotCarried)
        self.lost_button.setEnabled(able and not (lost is not None and self._is_chosen(lost.motion)))
        set_primary(self.open_button, primary=not opened)
        set_primary(self.attendance_button, primary=opened and fresh)
        set_primary(self.elect_button, primary=not fresh and view.state.chair is None)
        self.following.setEnabled(opened and view.state.chair is not None)
        self._show_quorum(view, presence)

    def _go_on(self) -> None:
        self.place.wanted.emit("winners" if self._continues else "sheets")

    def _show_quorum(self, view: View, presence: tuple[tuple[str, Presence], ...]) -> None:
        rule = view.manifest.contest.profile.quorum
        act = AttendanceTaken(at=now(), by="", presence=presence)
        found = attend(view.state.members, rule, act, left=view.state.conflicts.left, out=view.state.out)
        if found is None:
            return
        gone = {*found.left, *view.state.out}
        here = [member for member in (*found.present, *found.remote) if member not in gone]
        values = {"members": found.members, "here": len(here), "needed": found.needed, "point": point_text(rule.point)}
        if found.valid:
            text = tr("Quorum: yes. Members: {members}; taking part: {here}; needed: {needed}. {point}", **values)
        elif found.members < rule.members_at_least:
            text = tr("The commission needs at least {least} members and has {members}. {point}",
                      least=rule.members_at_least, **{k: values[k] for k in ("members", "point")})  # fmt: skip
        else:
            text = tr("Quorum: no. Members: {members}; taking part: {here}; needed: {needed}. {point}", **values)
        opened, _ = self._acts(view)
        if found.remote and opened is not None and opened.form == "in-person":
            text += " " + tr("Members take part remotely, so the protocol will say: in person and by video.")
        self.quorum.tell(Tone.GOOD if found.valid else Tone.WARN, text)

    def _choose(self) -> None:
        path = self.services.files.open(tr("Choose the packet"), FileKind.PACKET)
        if path is not None:
            self.place.open_packet(path)

    def _open(self) -> None:
        act = Opened(
            **self.place.by(),
            number=self.number.text().strip(),
            on=self.on.date().toPython(),
            place=self.where.text().strip(),
            form=self.how.currentData(),
        )
        self.place.record(act, told=tr("The sitting is open."))

    def _attend(self) -> None:
        act = AttendanceTaken(**self.place.by(), presence=self.rows.presence())
        self.place.record(act, told=tr("The attendance is recorded."), done=self._tell_quorum)

    def _tell_quorum(self) -> None:
        view = self.place.view
        if view and view.state.attendance and not view.state.attendance.valid:
            self.services.strip.warn(
                tr("The attendance is recorded, but there is no quorum. Record it again when more members are there.")
            )
            self._lead()  # the button that had the keyboard is closed now

    def _elect(self) -> None:
        self.place.record(self._election(), told=tr("The election of the chair is recorded."))

    def _not_elected(self) -> None:
        self.place.record(not_carried(self._election()), told=told_lost())

    def _is_chosen(self, act: Act | None) -> bool:
        """Whether `act` is the very election that is filled in now."""
        filled_in = (self.chair.currentData(), set(self.votes.votes()))
        return isinstance(act, ChairElected) and (act.chair, set(act.votes)) == filled_in

    def _election(self) -> ChairElected:
        return ChairElected(**self.place.by(), chair=self.chair.currentData(), votes=self.votes.votes())


def _held_text(one: "HeldSitting") -> str:
    """Tell sittings of one contest apart: by revision of the packet and day, and by how far they are."""
    packet = tr(
        "Revision of the packet: {n}; on this laptop since {day}.",
        n=one.packet.revision,
        day=f"{one.packet.remembered_at.astimezone():%d.%m.%Y}",
    )
    if one.opened is None:
        return f"{packet}\n{tr('Not opened yet.')}"
    sitting = {"number": one.opened.number, "day": f"{one.opened.on:%d.%m.%Y}"}
    if one.signed:
        told = tr("Sitting No. {number} of {day}: closed, the result is signed.", **sitting)
    elif one.closed:
        told = tr("Sitting No. {number} of {day}: closed, not signed yet.", **sitting)
    else:
        told = tr("Sitting No. {number} of {day}: under way.", **sitting)
    return f"{packet}\n{told}"

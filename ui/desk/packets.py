"""Packets: bring one, see whose it is and what it changed, go on with the work."""

from pathlib import Path
from typing import TYPE_CHECKING

from models.packet.manifest import PacketChange
from models.wording import tr
from ui.desk import words
from ui.desk.conflicting import decided_words
from ui.item_models.table import Column
from ui.shell.kinds import FileKind
from ui.shell.place import Page
from ui.shell.theme import Tone
from ui.widgets.data_table import DataTable
from ui.widgets.frames import Card, DropArea, EmptyState
from ui.widgets.labels import Facts
from ui.widgets.notice import Notice

if TYPE_CHECKING:
    from models.scoring.desk import DeskPacket
    from models.scoring.desk_packets import DeskEntry, Opened
    from ui.desk.place import Desk


class PacketsPage(Page["Desk"]):
    """The packets of this laptop, and the one on the desk."""

    key = "packets"

    def __init__(self, place: "Desk") -> None:
        super().__init__(place)
        self._shown: Opened | None = None
        self.drop = DropArea(
            tr(
                "Drop the packet of your contest here (a file that ends in .packet), or choose it, e.g. "
                "on the USB stick."
            ),
            tr("Choose a packet…"),
            self.guarded(self._choose),
            FileKind.PACKET,
        )
        self.drop.dropped.connect(self._drop)
        self.body.addWidget(self.drop)
        self.locked = EmptyState(
            tr("Your key is locked"),
            tr("Packets are sealed to your key. Unlock it to see the packets of this computer."),
            icon="lock",
            action=tr("Unlock my key…"),
            clicked=self.guarded(place.read_entries),
        )
        self.body.addWidget(self.locked, 1)
        self.current = Card(tr("On your desk"))
        self.facts = Facts()
        self.told = Notice(Tone.INFO)
        self.secretary = Notice(
            Tone.WARN,
            tr(
                "This revision is signed with another key than the one before. Ring the secretary and compare the "
                "figures above before you go on."
            ),
        )
        self.decided = Notice(Tone.WARN)
        self.changes = DataTable[PacketChange](
            [
                Column(tr("Application"), lambda one: one.application or "–"),
                Column(
                    tr("What changed"),
                    lambda one: words.change(one, place.desk.name_of if place.desk else str),
                    width=30,
                ),
                Column(tr("Why"), lambda one: one.why, stretch=True),
                Column(tr("By whom"), lambda one: place.desk.name_of(one.by) if place.desk else one.by, width=16),
                Column(
                    tr("When"),
                    lambda one: words.moment(one.at, place.desk) if place.desk else "",
                    sort=lambda one: one.at,
                ),
            ],
            key=lambda one: (one.application, one.what),
            name=tr("What this revision changed"),
            searchable=False,
        )
        for widget in (self.facts, self.told, self.secretary, self.decided, self.changes):
            self.current.body.addWidget(widget)
        self.body.addWidget(self.current)
        self.table = DataTable["DeskEntry"](
            [
                Column(tr("Contest"), lambda one: words.both(one.known.title), stretch=True),
                Column(tr("Revision"), lambda one: one.known.revision, number=True),
                Column(tr("Declared"), self._declared),
                Column(tr("Scored"), self._scored),
                Column(tr("State"), lambda one: _state(one)[0], tone=lambda one: _state(one)[1], tip=_tip),
            ],
            key=lambda one: one.known.id,
            name=tr("Packets on this computer"),
            empty=EmptyState(
                tr("No packet on this computer yet"),
                tr("The secretary gives it to you on a USB stick or by file. It opens only with your key."),
                icon="packet",
            ),
            searchable=False,
        )
        self.table.opened.connect(lambda entry: self.guarded(lambda: self._open(entry))())
        self.body.addWidget(self.table)
        self.body.addStretch(1)
        self.open = self.add_action(tr("Open the chosen packet"), self._open_chosen, icon="folder", left=True)
        self.table.selected.connect(lambda rows: self.open.setEnabled(bool(rows)))
        self.following = self.add_action(tr("Go on"), self._go_on, role="primary", icon="right")

    @classmethod
    def title(cls) -> str:
        return tr("Packets")

    @classmethod
    def intro(cls) -> str:
        return tr(
            "A packet holds the applications of one contest, sealed to its commission. A copy stays on this computer."
        )

    def refresh(self) -> None:
        place, session = self.place, self.services.session
        locked = session.has_key and session.key is None
        unlocked = not locked and self.locked.button is not None and self.locked.button.hasFocus()
        self.locked.setVisible(locked)
        if unlocked:
            super().take_focus()  # else Qt hands the keyboard to “Back”, and the next Enter leaves the place
        # while they are being read nobody may take it that there are none
        self.table.setVisible(not locked and (place.entries is not None or not session.has_key))
        self.open.setVisible(not locked and bool(place.entries))
        self.open.setEnabled(bool(self.table.chosen()))
        self.table.set_rows(place.entries or ())
        self.table.fit(5)
        self.current.setVisible(place.desk is not None)
        self.following.setVisible(place.desk is not None)
        self._bar.setVisible(bool(place.entries) or place.desk is not None)
        if place.opened is not None:
            self._show_current(place.opened, place.opened.desk)
        if not locked and session.has_key and place.entries is None and not self.services.tasks.busy:
            place.read_entries()

    def take_focus(self) -> None:
        if self.following.isVisibleTo(self):
            self.following.setFocus()  # with a packet on the desk Enter goes on
        elif self.locked.isVisibleTo(self) and self.locked.button is not None:
            self.locked.button.setFocus()
        else:
            super().take_focus()

    def _show_current(self, opened: "Opened", desk: "DeskPacket") -> None:
        from models.sealing.public_keys import spoken

        if opened is not self._shown:
            self._shown = opened
            self.take_focus()
        state = desk.completeness
        signer = desk.secretary
        built = words.moment(desk.built_at, desk)
        self.facts.show_facts(
            [
                (tr("Contest"), words.both(desk.contest.title)),
                (tr("Packet"), tr("revision {n}, built {when}", n=desk.revision, when=built)),
                (tr("You are"), desk.member.name),
                (tr("Applications"), tr("{n}; declared: {declared}; scored: {scored} of {of}", n=state.total,
                                        declared=state.declared, scored=state.scored, of=state.to_score)),
                (tr("Signed by the secretary"), signer.name),
                (tr("Figures of the secretary's key"), spoken(signer.public_key) if signer.public_key else ""),
            ]
        )  # fmt: skip
        text, tone = _told(opened)
        self.told.setVisible(bool(text))
        self.told.tell(tone, text)
        self.secretary.setVisible(opened.other_secretary)
        self.decided.setVisible(bool(desk.decisions))
        self.decided.tell(Tone.WARN, _decided(desk))
        self.changes.setVisible(bool(desk.changes))
        self.changes.set_rows(desk.changes)
        self.changes.fit(6)
        following = next(page for page in self.place.pages if page.key == self.place.next_step())
        self.following.setText(tr("Go on: {step}", step=following.title()))
        self.following.setAccessibleName(self.following.text())

    def _declared(self, one: "DeskEntry") -> str:
        desk = self.place.desk
        live = desk.completeness.declared if desk is not None and desk.id == one.known.id else one.declared
        return "" if one.problem else tr("{n} of {of}", n=live, of=one.total)

    def _scored(self, one: "DeskEntry") -> str:
        desk = self.place.desk
        live = desk.completeness if desk is not None and desk.id == one.known.id else None
        scored, of = (one.scored, one.to_score) if live is None else (live.scored, live.to_score)
        return "" if one.problem else tr("{n} of {of}", n=scored, of=of)

    def _drop(self, paths: list[Path]) -> None:
        for path in paths:
            self.services.open_path(path)

    def _choose(self) -> None:
        path = self.services.files.open(tr("Choose a packet"), FileKind.PACKET)
        if path is not None:
            self.services.open_path(path)

    def _open_chosen(self) -> None:
        for entry in self.table.chosen():
            self._open(entry)

    def _open(self, entry: "DeskEntry") -> None:
        if entry.problem:
            self.services.strip.bad(entry.problem)
        elif entry.superseded:
            self.services.strip.warn(
                tr("A later revision of this packet is on this computer: work goes on in that one only.")
            )
        else:
            self.place.open_known(entry.known.id)

    def _go_on(self) -> None:
        self.place.wanted.emit(self.place.next_step())


def _state(one: "DeskEntry") -> tuple[str, Tone]:
    if one.problem:
        return tr("Damaged"), Tone.BAD
    if one.superseded:
        return tr("Replaced"), Tone.NEUTRAL
    if one.is_closed:
        return tr("Handed in"), Tone.GOOD
    return (tr("In correction"), Tone.WARN) if one.handed_in else (tr("In work"), Tone.INFO)


def _tip(one: "DeskEntry") -> str:
    return one.problem or _state(one)[0]


def _decided(desk: "DeskPacket") -> str:
    if not desk.decisions:
        return ""
    listed = "\n".join(
        tr("{code}: {decision}", code=one.application, decision=decided_words(one, desk)) for one in desk.decisions
    )
    return tr(
        "Decided about you and in force; you are not asked about it:\n{list}\nWhere there is a conflict, the "
        "application is closed and marks given before stay sealed.",
        list=listed,
    )


def _told(opened: "Opened") -> tuple[str, Tone]:
    if opened.not_carried:
        return (
            tr(
                "Your drafts of the earlier revision could not come along: {reason} Bring the earlier packet file once "
                "more, then open this one again.",
                reason=opened.not_carried,
            ),
            Tone.WARN,
        )
    if opened.carried is not None and not opened.carried.changed:
        return tr("Your declarations and marks came along from the earlier revision."), Tone.INFO
    if opened.carried is not None:
        return (
            tr(
                "Your declarations and marks came along from the earlier revision, except for applications that were "
                "changed: {n}. Declare and score those again.",
                n=len(opened.carried.changed),
            ),
            Tone.INFO,
        )
    return "", Tone.INFO

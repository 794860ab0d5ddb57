"""Step 7: the packet. What is lacking, what changed since the last revision and why, and building it."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from models.contest.application import Screened
from models.packet.changes import change_words, fields_words
from models.packet.checking import dated_ahead
from models.packet.manifest import PacketChange
from models.sealing.safe_write import free_name
from models.wording import tr
from ui.item_models.table import Column
from ui.office.packet.words import revision_parts
from ui.office.page import OfficePage
from ui.office.words import moment
from ui.shell import theme
from ui.shell.clock import now as this_moment
from ui.shell.kinds import FileKind
from ui.shell.theme import Tone
from ui.widgets.application_view import ReadingText
from ui.widgets.buttons import button
from ui.widgets.data_table import DataTable
from ui.widgets.frames import Card, Figure, row
from ui.widgets.notice import Notice

if TYPE_CHECKING:
    from models.centre.overview import Overview
    from models.centre.selection.building import BuiltPacket, PacketPlan
    from models.centre.selection.packets import PacketEntry
    from models.centre.store import Transaction
    from models.packet.manifest import PacketManifest
    from models.sealing.keys import PrivateKey
    from ui.office.place import Office
    from ui.office.state import Work


@dataclass
class PacketDraft:
    """The reasons given so far, by application code or what changed."""

    why: dict[str, str] = field(default_factory=dict)


class PacketPage(OfficePage):
    """Shows what the next revision would say, asks for the reasons, and builds it to a chosen place."""

    key = "packet"
    icon = "packet"

    def __init__(self, place: "Office") -> None:
        super().__init__(place)
        self.plan: PacketPlan | None = None
        self._waiting = 0
        self.notice = Notice(Tone.INFO)
        self.body.addWidget(self.notice)
        self.no_recovery = Notice(
            Tone.WARN,
            tr(
                "There is no recovery key: if keys or passphrases are lost, nobody else opens this packet and its "
                "score sheets. Make one before you build."
            ),
        )
        self.to_commission = button(tr("To the commission"), lambda: self.place.wanted.emit("commission"))
        self.no_recovery.row.addWidget(self.to_commission)
        self.no_recovery.hide()
        self.body.addWidget(self.no_recovery)
        self.ahead = Notice(Tone.WARN)
        self.ahead.hide()
        self.body.addWidget(self.ahead)
        self.figures = [
            Figure("–", tr("admitted applications")),
            Figure("–", tr("attachments that members see")),
            Figure("–", tr("people whose keys open it")),
        ]
        self.figures_row = row(*self.figures, stretch=1)
        self.body.addWidget(self.figures_row)
        self.changes_card = Card(tr("What changed since the last revision"))
        self.changes = DataTable(
            (
                Column[PacketChange](tr("Application"), lambda one: one.application),
                Column[PacketChange](tr("What changed"), change_words, tone=_tone),
                Column[PacketChange](tr("Fields"), lambda one: fields_words(one, place.name_of), width=18),
                Column[PacketChange](tr("By whom"), lambda one: self.place.name_of(one.by), width=16),
                Column[PacketChange](tr("When"), lambda one: moment(one.at, place.zone), sort=lambda one: one.at),
                Column[PacketChange](tr("Reason"), lambda one: one.why, stretch=True),
            ),
            key=_key,
            name=tr("What changed since the last revision"),
            many=True,
        )
        self.why = button(tr("Give the reason…"), self.guarded(self.give_reason), icon="edit")
        self.changes.tools.addWidget(self.why)
        self.changes.selected.connect(lambda _rows: self._show_why())
        self.changes_card.body.addWidget(self.changes)
        self.body.addWidget(self.changes_card, 1)
        self.revisions_card = Card(tr("Revisions built"))
        self.revisions = DataTable(
            _revisions(place), key=lambda one: one.id, name=tr("Revisions built"), searchable=False
        )
        self.past = ReadingText(tr("What this revision changed"))
        self.past.setFixedHeight(theme.current().scaled(170))
        self.past.hide()
        self.revisions.selected.connect(lambda rows: self._read_revision(rows[0].id) if rows else self.past.hide())
        self.revisions_card.body.addWidget(self.revisions)
        self.revisions_card.body.addWidget(self.past)
        self.body.addWidget(self.revisions_card, 1)
        self.body.addStretch()
        self.paper = self.add_action(tr("Paper sheets…"), lambda: self.place.wanted.emit("paper"), left=True)
        self.build_action = self.add_action(tr("Build the packet…"), self.build, role="primary", icon="usb")

    @classmethod
    def title(cls) -> str:
        return tr("Packet")

    @classmethod
    def intro(cls) -> str:
        return tr(
            "The packet carries the admitted applications to the members: sealed to their keys, without personal "
            "papers. Each revision says what changed, who changed it, when and why."
        )

    @property
    def draft(self) -> PacketDraft:
        """The reasons given so far; kept by the place."""
        kept = self.place.drafts.setdefault(self.key, PacketDraft())
        assert isinstance(kept, PacketDraft)
        return kept

    def show_contest(self, now: "Overview") -> None:
        self._waiting = now.count(Screened.RECEIVED) + now.count(Screened.MENDING)
        self.revisions.set_rows(now.packets)
        self.revisions_card.setVisible(bool(now.packets))
        self.paper.setVisible(bool(now.packets))
        contest_id, why, by = now.contest.id, dict(self.draft.why), self.place.by()

        def work(session: "Transaction") -> "PacketPlan":
            from models.centre.selection.building import plan_packet

            return plan_packet(session, contest_id, by=by, at=this_moment(), why=why)

        self.place.read(work, self._show_plan, title=tr("Looking what the packet would say"), owner=self)

    def _show_plan(self, plan: "PacketPlan") -> None:
        self.plan = plan
        self.notice.tell(*_summary(plan, self._waiting))
        manifest = plan.manifest
        self.figures_row.setVisible(manifest is not None)
        self.no_recovery.setVisible(manifest is not None and manifest.roster.recovery is None)
        ahead = dated_ahead(manifest) if manifest is not None else ()
        self.ahead.setVisible(bool(ahead))
        if manifest is not None:
            self.ahead.tell(
                Tone.WARN,
                tr(
                    "Dated later than this computer's clock: {codes}. A clock was or is wrong; what was decided last "
                    "holds all the same. Set the clock right before you build.",
                    codes=", ".join(ahead),
                ),
            )
            files = {each.sha256 for one in manifest.applications for each in one.attachments}
            keys = sum(person.public_key is not None for person in manifest.roster.people)
            for figure, number in zip(self.figures, (len(manifest.applications), len(files), keys), strict=True):
                figure.tell(str(number))
        self.changes_card.setVisible(bool(plan.changes))
        self.changes.set_rows(plan.changes)
        self.build_action.setEnabled(manifest is not None and not plan.says_nothing_new and not plan.without_reason)
        self._show_why()

    def _show_why(self) -> None:
        chosen = self.changes.chosen()
        self.why.setText(tr("Give the reason for all…") if not chosen else tr("Give the reason…"))

    def _read_revision(self, packet_id: str) -> None:
        def work(session: "Transaction") -> "PacketManifest":
            from models.centre.selection.packets import packet_manifest

            return packet_manifest(session, packet_id)

        def show(manifest: "PacketManifest") -> None:
            self.past.show_parts(revision_parts(manifest, self.place.name_of))
            self.past.show()

        self.place.read(work, show, title=tr("Reading the revision"), owner=self)

    def give_reason(self) -> None:
        """Ask for the reason of the selected changes, or of all that have none yet."""
        assert self.plan is not None
        chosen = self.changes.chosen() or self.plan.without_reason or self.plan.changes
        named = ", ".join(dict.fromkeys(_key(change) for change in chosen))
        reason = self.services.dialogs.reason(
            tr("Why did this change?"), tr("Members and the protocol see the reason. It is for: {what}", what=named)
        )
        if reason is not None:
            self.draft.why.update({_key(change): reason for change in chosen})
            self.refresh()

    def build(self) -> None:
        """Ask where to, then prepare, write and record the packet; the secretary's key signs it."""
        assert self.plan is not None
        assert self.plan.manifest is not None
        name = f"contest-r{self.plan.manifest.revision}.packet"
        path = self.services.files.save_new(tr("Where to build the packet"), name, FileKind.PACKET)
        if path is not None:
            self.services.session.with_key(lambda key: self._build(free_name(path), key))

    def _build(self, path: Path, key: "PrivateKey") -> None:
        contest_id, why = self.place.contest_id, dict(self.draft.why)

        def work(do: "Work") -> "BuiltPacket":
            from models.centre.selection.building import build_packet

            return build_packet(do.session, contest_id, path, key, by=do.by, at=do.at, why=why, report=do.report)

        self.place.change(work, self._built, title=tr("Building the packet"), owner=self)

    def _built(self, built: "BuiltPacket") -> None:
        self.place.drafts[self.key] = PacketDraft()
        self.services.strip.good(
            tr(
                "Revision {n} of the packet is built: {name}. Give every member a copy.",
                n=built.revision,
                name=built.path.name,
            )
        )


def _key(change: PacketChange) -> str:
    return change.application or change.what


def _tone(change: PacketChange) -> Tone:
    return {"added": Tone.GOOD, "removed": Tone.BAD}.get(change.what, Tone.WARN)


def _summary(plan: "PacketPlan", waiting: int) -> tuple[Tone, str]:
    """What can be built; `waiting` applications are not decided yet or sent back."""
    if plan.manifest is None:
        lacks = "\n".join(f"– {lack}" for lack in plan.lacks)
        return Tone.WARN, tr("No packet can be built yet. This is missing:\n{lacks}", lacks=lacks)
    number = plan.manifest.revision
    if plan.says_nothing_new:
        return Tone.GOOD, tr("Nothing changed since revision {n}: it is the one in force.", n=number - 1)
    if plan.without_reason:
        text = tr(
            "Revision {n} can be built once every change has its reason. Without a reason: {left}.",
            n=number,
            left=len(plan.without_reason),
        )
        return Tone.WARN, text
    can = tr("Revision {n} can be built.", n=number)
    if waiting:
        return Tone.WARN, f"{can}\n{tr('Undecided or sent back for mending, not in it: {n}.', n=waiting)}"
    return Tone.INFO, can


def _revisions(place: "Office") -> "tuple[Column[PacketEntry], ...]":
    return (
        Column(tr("Revision"), lambda one: one.revision, number=True),
        Column(tr("Built"), lambda one: moment(one.built_at, place.zone), sort=lambda one: one.built_at),
        Column(tr("Built by"), lambda one: place.name_of(one.built_by), width=24),
        Column(tr("Version of the commission"), lambda one: one.roster_version, number=True),
        Column(tr("Packet (its fingerprint)"), lambda one: one.id, stretch=True),
    )

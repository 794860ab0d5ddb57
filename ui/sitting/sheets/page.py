"""Step 2: score sheets come in, in any order, any number of times; who is still missing stands first."""

from dataclasses import dataclass

from PySide6.QtWidgets import QHBoxLayout

from models.errors import SittingError
from models.sitting.held.room import Taken, Taking
from models.sitting.saying import clock_text, name_of
from models.sitting.sheets.hints import hint_texts
from models.wording import tr
from ui.item_models.table import Column
from ui.shell.kinds import FileKind
from ui.shell.theme import Tone
from ui.sitting.page import SittingPage
from ui.sitting.place import Sitting
from ui.sitting.view import View
from ui.widgets.buttons import button
from ui.widgets.data_table import DataTable
from ui.widgets.frames import Card, DropArea, EmptyState
from ui.widgets.labels import WrappedLabel
from ui.widgets.notice import Notice


@dataclass(frozen=True)
class SheetRow:
    """A member and the member's sheet."""

    member: str
    name: str
    revision: str
    handed_in: str
    lacking: int
    state: str
    tone: Tone


def sheet_rows(view: View) -> list[SheetRow]:
    """Return one row a member, in the roster's order."""
    return [_row(view, person.id, person.name) for person in view.manifest.roster.members]


def _row(view: View, member: str, name: str) -> SheetRow:
    state, lacking = view.state, view.lacking[member]
    heads = state.merged.heads.get(member, ())
    if member in state.conflicts.left:
        word, tone = tr("left the commission"), Tone.NEUTRAL
    elif not heads:
        word, tone = tr("missing"), Tone.BAD
    elif len(heads) > 1 and any(clash.member == member for clash in state.open_clashes):
        word, tone = tr("two sheets that differ"), Tone.WARN
    elif lacking:
        word, tone = tr("incomplete"), Tone.WARN
    else:
        word, tone = tr("complete"), Tone.GOOD
    return SheetRow(
        member=member,
        name=name,
        revision=", ".join(str(sheet.revision) for sheet in heads),
        handed_in=clock_text(max(sheet.handed_in for sheet in heads), view.manifest) if heads else "",
        lacking=lacking if heads else 0,
        state=word,
        tone=tone,
    )


class SheetsPage(SittingPage):
    """Takes sheets by drag and drop, by choice, or from a watched folder."""

    key = "sheets"

    def __init__(self, place: Sitting) -> None:
        super().__init__(place)
        self.missing = Notice(Tone.INFO)
        self.body.addWidget(self.missing)
        self.hints = Notice(Tone.WARN)
        self.hints.hide()
        self.body.addWidget(self.hints)
        self.drop = DropArea(
            tr("Drop the score sheets here, in any order, also several times: nothing is counted twice."),
            tr("Choose score sheets…"),
            self.guarded(self._choose),
            FileKind.SHEET,
            whole=True,
        )
        self.drop.dropped.connect(lambda paths: self.guarded(lambda: self.place.take(paths))())
        self.body.addWidget(self.drop)
        self.watching = WrappedLabel(role="muted")
        self.watch_button = button("", self.guarded(self._watch), icon="usb")
        line = QHBoxLayout()
        line.addWidget(self.watch_button)
        line.addWidget(self.watching, 1)
        self.body.addLayout(line)
        self.sheets = DataTable[SheetRow](
            [
                Column(tr("Member"), lambda one: one.name, stretch=True),
                Column(tr("State"), lambda one: one.state, tone=lambda one: one.tone, width=16),
                Column(tr("Revision"), lambda one: one.revision, number=True),
                Column(tr("Handed in"), lambda one: one.handed_in, width=17),
                Column(tr("Applications without all marks"), lambda one: one.lacking or None, number=True),
            ],
            key=lambda one: one.member,
            name=tr("Score sheets by member"),
            searchable=False,
        )
        self.body.addWidget(self.sheets)
        self.brought = Card(tr("Files brought"))
        self.files = DataTable[Taken](
            [
                Column(tr("File"), lambda one: one.file.name, width=18),
                Column(tr("What became of it"), _became, tone=_tone),
                Column(tr("Member"), self._member, width=28),
                Column(tr("Reason and cure"), lambda one: one.reason, stretch=True),
            ],
            key=id,
            name=tr("Files brought"),
            empty=EmptyState(tr("No file was brought yet"), icon="inbox"),
            searchable=False,
        )
        self.reason = WrappedLabel(selectable=True)
        self.reason.hide()
        self.files.selected.connect(self._show_reason)
        self.brought.body.addWidget(self.files)
        self.brought.body.addWidget(self.reason)
        self.body.addWidget(self.brought)
        self.body.addStretch(1)
        place.watch.changed.connect(self.refresh)
        self.add_action(
            tr("Go on to conflicts and clashes"), lambda: place.wanted.emit("conflicts"), role="primary", icon="right"
        )

    @classmethod
    def title(cls) -> str:
        return tr("Score sheets")

    @classmethod
    def intro(cls) -> str:
        return tr(
            "Every sheet is checked: contest, packet, criteria, person, signature. A refused one changes nothing."
        )

    def show_view(self, view: View) -> None:
        awaited = [q for q in view.questions if q.kind == "missing-sheet"]
        if not view.state.merged.missing:
            self.missing.tell(Tone.GOOD, tr("The sheets of all members are here."))
        elif awaited:
            self.missing.tell(Tone.WARN, tr("Still missing: {names}.", names=self.place.missing()))
        else:
            self.missing.tell(Tone.INFO, tr("No sheet, and none is needed: {names}.", names=self.place.missing()))
        told = hint_texts(view.state.merged, view.manifest)
        self.hints.tell(Tone.WARN, "\n".join(told))
        self.hints.setVisible(bool(told))
        self.sheets.set_rows(sheet_rows(view))
        self.sheets.fit(15)
        self.files.set_rows(self.place.brought)
        self.files.fit(6)
        self._show_reason(self.files.chosen())
        self.brought.setVisible(bool(self.place.brought))
        over = view.closed or view.state.session.further
        self.drop.setVisible(not over)
        self._show_watch(closed=over)

    def _show_watch(self, *, closed: bool) -> None:
        watch = self.place.watch
        self.watch_button.setEnabled(not closed)
        if watch.folder is None:
            self.watch_button.setText(tr("Watch a folder…"))
            self.watching.setText(tr("Sheets that appear on a USB stick or a share are then taken by themselves."))
            return
        self.watch_button.setText(tr("Stop watching"))
        self.watching.setText(
            tr("Watching “{folder}”.", folder=watch.folder)
            if watch.reachable
            else tr("“{folder}” can't be read now. Put the stick back in; watching goes on.", folder=watch.folder)
        )

    def _show_reason(self, rows: tuple[Taken, ...]) -> None:
        """Show the reason of the row chosen, else of the last file refused: cut off in the table it cures nothing."""
        last = {one.file: one for one in reversed(self.place.brought)}  # brought again, a file may have been whole
        refused = (one for one in self.place.brought if one.taking is Taking.REFUSED and last[one.file] is one)
        one = rows[0] if rows else next(refused, None)
        text = f"{one.file.name}: {one.reason}" if one is not None and one.reason else ""
        self.reason.setText(text)
        self.reason.setVisible(bool(text))

    def _member(self, one: Taken) -> str:
        view = self.place.view
        return name_of(one.member, view.manifest) if view and one.member else ""

    def _choose(self) -> None:
        files = self.services.files.open_many(tr("Choose score sheets"), FileKind.SHEET)
        if files:
            self.place.take(files)

    def _watch(self) -> None:
        if self.place.watch.folder is not None:
            self.place.watch.stop()
            return
        folder = self.services.files.folder(tr("Choose the folder to watch"))
        if folder is None:
            return
        if not folder.is_dir():
            raise SittingError(tr("“{folder}” is no folder; nothing is watched. Choose another.", folder=folder))
        self.place.watch.start(folder)


def _became(one: Taken) -> str:
    return {
        Taking.TAKEN: tr("taken"),
        Taking.ALREADY_THERE: tr("already there"),
        Taking.REFUSED: tr("refused"),
    }[one.taking]


def _tone(one: Taken) -> Tone:
    return {Taking.TAKEN: Tone.GOOD, Taking.ALREADY_THERE: Tone.NEUTRAL, Taking.REFUSED: Tone.BAD}[one.taking]

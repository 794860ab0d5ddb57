"""Paper sheets: print them, type them in, and have a second person confirm what was typed."""

from pathlib import Path
from typing import TYPE_CHECKING

from models.scoring.paper import LineState
from models.scoring.paper_desk import PaperState
from models.wording import tr
from ui.item_models.table import Column
from ui.office.page import OfficePage
from ui.office.paper_lines import CheckCard, EntryCard, LineRow, lines_table
from ui.office.paper_words import paper_tone, progress_words, step_words
from ui.office.paper_work import PaperWork
from ui.shell.kinds import FileKind
from ui.shell.theme import Tone
from ui.widgets.data_table import DataTable
from ui.widgets.frames import EmptyState
from ui.widgets.notice import Notice

if TYPE_CHECKING:
    from models.centre.overview import Overview
    from models.scoring.paper_desk import PaperDesk
    from models.scoring.paper_files import SignedPaper
    from ui.office.place import Office


class PaperPage(OfficePage):
    """The members' papers; one of them to type or to confirm."""

    key = "paper"
    icon = "print"

    def __init__(self, place: "Office") -> None:
        super().__init__(place)
        self.work = PaperWork(place, self)
        self.notice = Notice(Tone.INFO)
        self.body.addWidget(self.notice)
        self.members = DataTable(
            (
                Column[PaperState](tr("Member of the commission"), lambda one: one.member.name, width=30),
                Column[PaperState](tr("State"), progress_words, tone=paper_tone),
                Column[PaperState](tr("Typed by"), _typist, width=22),
                Column[PaperState](tr("Confirmed by"), _checker, stretch=True),
            ),
            key=lambda one: one.member.id,
            name=tr("Paper sheets"),
            searchable=False,
            empty=EmptyState(
                tr("No packet yet"), tr("Paper sheets carry the codes of a packet: build it first."), icon="packet"
            ),
        )
        self.members.opened.connect(lambda _state: self.open_chosen())
        self.members.selected.connect(lambda _rows: self._show())
        self.body.addWidget(self.members, 1)
        self.lines: DataTable[LineRow] | None = None
        self.entry: EntryCard | None = None
        self.check: CheckCard | None = None
        self._make_actions()
        self._show()

    @classmethod
    def title(cls) -> str:
        return tr("Paper sheets")

    @classmethod
    def intro(cls) -> str:
        return tr(
            "For a member without a laptop: print the sheet, have it filled in by hand, type it in. "
            "A second person confirms every line with a key of their own and can't edit it."
        )

    def _make_actions(self) -> None:
        self.to_list = self.add_action(tr("Back to the list"), self.close_paper, icon="back", left=True)
        self.second = self.add_action(tr("A second person is here…"), self.bring_second, icon="key", left=True)
        self.take = self.add_action(tr("Take a typed sheet…"), self.take_file, left=True)
        self.carry = self.add_action(tr("Carry it to another computer…"), self.carry_file, icon="usb")
        self.print = self.add_action(tr("Print the sheet…"), self.print_sheet, icon="print")
        self.differs = self.add_action(tr("It differs from the paper…"), self.send_back, role="danger")
        self.enter_line = self.add_action(tr("Take the line"), self.type_line, role="primary", icon="check")
        self.confirm_line = self.add_action(tr("It is as on the paper"), self.confirm, role="primary", icon="check")
        self.open = self.add_action(tr("Type it in"), self.open_chosen, role="primary", icon="edit")
        self.hand_in = self.add_action(tr("Hand it in…"), self.hand_in_chosen, role="primary", icon="usb")

    def show_contest(self, now: "Overview") -> None:
        if not now.packets:
            self.members.set_rows(())
        self._show()
        self.work.load(self._take_states)

    def _take_states(self, _desk: "PaperDesk", states: tuple[PaperState, ...]) -> None:
        self.members.set_rows(states)
        if not self.members.chosen() and states:
            self.members.choose(states[0].member.id)
        self._show()

    @property
    def state(self) -> PaperState | None:
        """The member's paper that is selected."""
        chosen = self.members.chosen()
        return chosen[0] if chosen else None

    def open_chosen(self) -> None:
        """Type the selected paper in, go on typing it, or confirm it: what is next for who sits here."""
        with self.services.errors.shown():
            state = self.state
            if state is None or state.handed_in or state.problem or self.work.desk is None:
                return
            if state.signed is None:
                self.work.begin(state.member.id)
            else:
                self.work.signed = state.signed
            self.open_paper()

    def open_paper(self) -> None:
        """Show the lines with the boxes to type into, or for the second person the figures."""
        self._drop_parts()
        desk = self.work.desk
        assert desk is not None
        assert desk.manifest.contest.criteria is not None
        criteria = desk.manifest.contest.criteria.content.criteria
        self.lines = lines_table(criteria)
        self.lines.selected.connect(lambda _rows: self._show_line())
        if self.work.is_typist:
            self.entry = EntryCard(criteria, self.guarded(self.type_line))
            self.body.addWidget(self.entry)
        else:
            self.work.paper.check_second_person(self.work.hand)
            self.check = CheckCard(criteria)
            self.body.addWidget(self.check)
        self.body.addWidget(self.lines, 1)  # beneath the boxes: they stay in sight at large text
        self._fill()
        self._next()
        self._show()

    def _fill(self) -> None:
        desk, paper = self.work.desk, self.work.paper
        if self.lines is not None and desk is not None:
            self.lines.set_rows(
                [
                    LineRow(
                        one.code,
                        one.project.title,
                        paper.lines.get(one.code),
                        paper.state(one.code),
                        paper.note(one.code),
                    )
                    for one in desk.manifest.applications
                ]
            )

    def _next(self, after: str = "") -> None:
        """Select the next line that waits for who sits here; the first line where none does."""
        assert self.lines is not None
        rows = self.lines.model.rows
        wanted = {LineState.EMPTY, LineState.SENT_BACK} if self.entry else {LineState.TYPED}
        codes = [row.code for row in rows]
        start = codes.index(after) + 1 if after in codes else 0
        waiting = [row.code for row in (*rows[start:], *rows[:start]) if row.state in wanted]
        if waiting or not after:
            self.lines.choose(waiting[0] if waiting else codes[0])
        self._show_line()
        if not waiting and after:
            self.services.strip.good(step_words(self._state_now()))

    def _state_now(self) -> PaperState:
        state = self.state
        assert state is not None
        assert self.work.desk is not None
        return self.work.desk.told(state.member, self.work.signed)

    def _show_line(self) -> None:
        row = self._row()
        card = self.entry or self.check
        if card is not None and row is not None:
            card.show_row(row)
        self._show()

    def _row(self) -> LineRow | None:
        chosen = self.lines.chosen() if self.lines is not None else ()
        return chosen[0] if chosen else None

    def type_line(self) -> None:
        """Take the line as it is in the boxes and go on to the next."""
        assert self.entry is not None
        line = self.entry.line
        self.work.type_line(line)
        self._fill()
        self._next(line.application)

    def confirm(self) -> None:
        """Confirm the selected line and go on to the next."""
        row = self._row()
        if row is not None:
            self.work.confirm(row.code)
            self._fill()
            self._next(row.code)

    def send_back(self) -> None:
        """Send the selected line back with what differs."""
        row = self._row()
        note = (
            self.services.dialogs.reason(
                tr("What differs from the paper?"), tr("Whoever typed it reads this and types the line again."), least=2
            )
            if row
            else None
        )
        if row is not None and note is not None:
            self.work.send_back(row.code, note)
            self._fill()
            self._next(row.code)

    def bring_second(self) -> None:
        """Let a second person confirm at this computer, with a key of their own."""
        self.work.with_second_key(self.open_paper)

    def close_paper(self) -> None:
        """Go back to the members; everything typed is kept."""
        self.work.signed = self.work.second_key = None
        self._drop_parts()
        self.refresh()

    def leave(self) -> bool:
        if self.lines is not None:
            self.close_paper()
        return True

    def _drop_parts(self) -> None:
        for part in (self.lines, self.entry, self.check):
            if part is not None:
                part.hide()
                part.deleteLater()
        self.lines = self.entry = self.check = None

    def print_sheet(self) -> None:
        """Write the selected member's sheet as PDF to a chosen place."""
        state = self.state
        assert state is not None
        path = self.services.files.save(tr("The paper sheet"), f"{state.member.id}.pdf", FileKind.PDF)
        if path is not None:
            self.work.print_sheet(state.member.id, path, self._tell_written)

    def carry_file(self) -> None:
        """Write the typed sheet to a chosen place, for the other person's computer."""
        state = self.state
        assert state is not None
        path = self.services.files.save(tr("The typed sheet"), f"{state.member.id}.paper")
        if path is not None:
            self.work.carry(state, path, self._tell_written)

    def take_file(self) -> None:
        """Take a typed sheet that comes from another computer."""
        path = self.services.files.open(tr("A typed sheet"))
        if path is not None:
            self.work.take(path, self._taken)

    def _taken(self, signed: "SignedPaper", further: bool | None) -> None:
        if further is False:
            self.services.strip.info(tr("Nothing new: this computer holds as much of this sheet, or more."))
        elif further or self.services.dialogs.ask(
            tr("The sheet here and the one you take differ. Take it in place of the one here?"),
            yes=tr("Take it"),
            details=tr("What only the sheet here holds would be lost."),
        ):
            self.work.keep_taken(signed, self.refresh)

    def hand_in_chosen(self) -> None:
        """Hand the confirmed paper in, or save the handed-in sheet again, to a chosen folder."""
        state = self.state
        assert state is not None
        folder = self.services.files.folder(tr("Where to put the score sheet"))
        if folder is not None:
            self.work.hand_in(state, folder, self._handed_in)

    def _handed_in(self, path: Path) -> None:
        self.refresh()
        self._tell_written(path)

    def _tell_written(self, path: Path) -> None:
        self.services.strip.good(tr("Written: {name}", name=path.name))

    def _show(self) -> None:
        state, working = self.state, self.lines is not None
        there = state is not None and not working
        self.members.setVisible(not working)
        closed = state is not None and (state.handed_in or bool(state.problem))
        ready = state is not None and (state.handed_in or state.is_confirmed)
        for action, wanted in (
            (self.to_list, working),
            (self.second, working and self.entry is not None),
            (self.take, not working),
            (self.carry, there and state is not None and state.signed is not None and not closed),
            (self.print, there),
            (self.differs, self.check is not None),
            (self.enter_line, self.entry is not None),
            (self.confirm_line, self.check is not None),
            (self.open, there and not closed and not ready),
            (self.hand_in, there and ready),
        ):
            action.setVisible(wanted)
        self.take.setEnabled(self.work.desk is not None)
        row = self._row()
        for action in (self.differs, self.confirm_line):
            action.setEnabled(row is not None and row.line is not None)
        if state is not None:
            typist = state.paper is None or self._is_mine(state)
            self.open.setText(tr("Type it in") if typist else tr("Confirm it"))
            self.hand_in.setText(tr("Save the sheet again…") if state.handed_in else tr("Hand it in…"))
            self.notice.tell(paper_tone(state), state.problem or step_words(self._state_now() if working else state))
        self.notice.setVisible(state is not None)

    def _is_mine(self, state: PaperState) -> bool:
        key = self.services.session.key
        paper = state.paper
        return paper is not None and key is not None and paper.typed.typist.public_key == key.public_line


def _typist(state: PaperState) -> str:
    return state.paper.typed.typist.name if state.paper else ""


def _checker(state: PaperState) -> str:
    return state.paper.checks.checker.name if state.paper and state.paper.checks else ""

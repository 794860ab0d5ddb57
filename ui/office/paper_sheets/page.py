"""Paper sheets: print them, type them in, and have a second person confirm what was typed."""

from typing import TYPE_CHECKING

from models.scoring.paper import LineState
from models.scoring.paper_desk import PaperState
from models.wording import tr
from ui.item_models.table import Column
from ui.office.page import OfficePage
from ui.office.paper_sheets.carry import PaperFiles
from ui.office.paper_sheets.typing import TypingPart
from ui.office.paper_sheets.words import paper_tone, progress_words, step_words
from ui.office.paper_sheets.work import PaperWork
from ui.shell.theme import Tone
from ui.widgets.data_table import DataTable
from ui.widgets.frames import EmptyState
from ui.widgets.notice import Notice

if TYPE_CHECKING:
    from collections.abc import Callable

    from models.centre.overview import Overview
    from models.scoring.paper_desk import PaperDesk
    from ui.office.paper_sheets.lines import CheckCard, EntryCard, LineRow
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
                Column[PaperState](tr("State"), progress_words, tone=paper_tone, width=27),
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
        self.typing = TypingPart(self.work, self.services.dialogs, self.guarded)
        self.typing.moved.connect(self._show)
        self.typing.finished.connect(self._finished)
        self.body.addWidget(self.typing, 1)
        self.files = PaperFiles(self.services, self.work, self.refresh)
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

    @property
    def lines(self) -> "DataTable[LineRow] | None":
        """The lines of the paper that is open, or None."""
        return self.typing.lines

    @property
    def entry(self) -> "EntryCard | None":
        """The boxes to type into, while somebody types."""
        return self.typing.entry

    @property
    def check(self) -> "CheckCard | None":
        """The figures to hold against the paper, while a second person confirms."""
        return self.typing.check

    def _make_actions(self) -> None:
        part = self.typing
        self.to_list = self.add_action(tr("Back to the list"), self.close_paper, icon="back", left=True)
        self.second = self.add_action(tr("A second person is here…"), self.bring_second, icon="key", left=True)
        self.take = self.add_action(tr("Take a typed sheet…"), self.files.take, left=True)
        self.carry = self.add_action(tr("Carry it to another computer…"), self._chosen(self.files.carry), icon="usb")
        self.print = self.add_action(tr("Print the sheet…"), self._chosen(self.files.print_sheet), icon="print")
        self.correct = self.add_action(tr("Correct it…"), self.correct_chosen, icon="edit")
        self.same = self.add_action(tr("Confirm what is unchanged…"), part.confirm_unchanged)
        self.differs = self.add_action(tr("It differs from the paper…"), part.send_back, role="danger")
        self.enter_line = self.add_action(tr("Take the line"), part.type_line, role="primary", icon="check")
        self.confirm_line = self.add_action(tr("It is as on the paper"), part.confirm, role="primary", icon="check")
        self.carry_over = self.add_action(tr("Carry it over"), self.carry_over_chosen, role="primary", icon="refresh")
        self.open = self.add_action(tr("Type it in"), self.open_chosen, role="primary", icon="edit")
        self.hand_in = self.add_action(tr("Hand it in…"), self._chosen(self.files.hand_in), role="primary", icon="usb")

    def _chosen(self, work: "Callable[[PaperState], None]") -> "Callable[[], None]":
        def do() -> None:
            if self.state is not None:
                work(self.state)

        return do

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
            self.work.open(state)
            self.open_paper()

    def open_paper(self) -> None:
        """Show the lines with the boxes to type into, or for the second person the figures."""
        self.typing.open()
        self.services.strip.moved_on()
        self._show()
        self.typing.take_focus()  # last: a button that hides hands the keyboard on to whatever comes next

    def correct_chosen(self) -> None:
        """Begin the next revision of the selected sheet, after its reason."""
        state = self.state
        reason = (
            self.services.dialogs.reason(
                tr("Why is the handed-in sheet corrected?"),
                tr(
                    "The reason stands in the new revision of the sheet, and the sitting sees both. Every line comes "
                    "along; a second person confirms the sheet anew."
                ),
            )
            if state
            else None
        )
        if state is not None and reason is not None:
            self.work.correct(state, reason, self._begun)

    def carry_over_chosen(self) -> None:
        """Begin the selected paper with what was typed for an earlier revision of the packet."""
        if self.state is not None and self.state.earlier is not None:
            self.work.carry_over(self.state, self._begun)

    def _begun(self) -> None:
        self.work.load(self._take_begun)

    def _take_begun(self, desk: "PaperDesk", states: tuple[PaperState, ...]) -> None:
        self._take_states(desk, states)
        self.open_chosen()

    def _finished(self) -> None:
        self.services.strip.good(tr("No further line waits for you."))
        # not on a box: figures that are typed on would change a line that is done
        (self.second if self.second.isVisible() else self.to_list).setFocus()

    def _state_now(self) -> PaperState:
        state = self.state
        assert state is not None
        assert self.work.desk is not None
        return self.work.desk.told(state.member, self.work.signed)

    def bring_second(self) -> None:
        """Let a second person confirm at this computer, with a key of their own."""
        self.work.with_second_key(self.open_paper)

    def close_paper(self) -> None:
        """Go back to the members; everything typed is kept."""
        self.work.close()
        self.typing.close_paper()
        self.refresh()
        self.members.view.setFocus()

    def leave(self) -> bool:
        if self.lines is not None:
            self.close_paper()
        return True

    def _show(self) -> None:
        state, working = self.state, self.lines is not None
        there = state is not None and not working
        self.members.setVisible(not working)
        self.typing.setVisible(working)
        self.lead.setVisible(not working)
        closed = state is not None and (state.handed_in or bool(state.problem))
        ready = state is not None and (state.handed_in or state.is_confirmed)
        earlier = state is not None and state.earlier is not None and bool(state.earlier.kept)
        for action, wanted in (
            (self.to_list, working),
            (self.second, working and self.entry is not None),
            (self.take, not working),
            (self.carry, there and state is not None and state.signed is not None and not closed),
            (self.print, there),
            (self.correct, there and state is not None and state.handed_in and not state.problem),
            (self.same, bool(self.typing.unchanged)),
            (self.differs, self.check is not None),
            (self.enter_line, self.entry is not None),
            (self.confirm_line, self.check is not None),
            (self.carry_over, there and earlier and not closed),
            (self.open, there and not closed and not ready and not earlier),
            (self.hand_in, there and ready),
        ):
            action.setVisible(wanted)
        self.take.setEnabled(self.work.desk is not None)
        row = self.typing.row
        for action in (self.differs, self.confirm_line):
            action.setEnabled(row is not None and row.line is not None)
        if state is not None:
            typist = state.paper is None or self._is_mine(state)
            self.open.setText(tr("Type it in") if typist else tr("Confirm it"))
            self.hand_in.setText(tr("Save the sheet again…") if state.handed_in else tr("Hand it in…"))
            self._tell(self._state_now() if working else state)
        self.notice.setVisible(state is not None)

    def _tell(self, state: PaperState) -> None:
        tone, words = paper_tone(state), state.problem or step_words(state)
        if self.check is not None:
            tone, words = (
                Tone.INFO,
                tr(
                    "{name} confirms and can't edit. Lines to confirm: {n}.",
                    name=self.work.hand.name,
                    n=state.count(LineState.TYPED),
                ),
            )
        self.notice.tell(tone, words)

    def _is_mine(self, state: PaperState) -> bool:
        key = self.services.session.key
        paper = state.paper
        return paper is not None and key is not None and paper.typed.typist.public_key == key.public_line


def _typist(state: PaperState) -> str:
    return state.paper.typed.typist.name if state.paper else ""


def _checker(state: PaperState) -> str:
    return state.paper.checks.checker.name if state.paper and state.paper.checks else ""

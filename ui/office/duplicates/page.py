"""Duplicates among a contest's applications: the lists, two of them side by side, the decisions."""

from typing import TYPE_CHECKING

from models.duplicates.cases import CaseKind, CaseSide, refusal_reason
from models.wording import tr
from ui.office.duplicates.beside import SideBySide
from ui.office.duplicates.decision import CaseDecisionAsked
from ui.office.duplicates.lists import CaseTable, side_words
from ui.office.duplicates.work import DuplicateWork
from ui.office.search_page import SearchPage
from ui.widgets.segments import Segments

if TYPE_CHECKING:
    from models.centre.conflicts.duplicates import CaseLine, DuplicatePicture
    from models.duplicates.beside import Beside
    from ui.office.place import Office


class DuplicatesPage(SearchPage["DuplicatePicture"]):
    """Cases to work through; what is decided here nobody is asked about again."""

    key = "duplicates"
    icon = "copy"
    table_name = "duplicates.xlsx"
    work: DuplicateWork

    def __init__(self, place: "Office") -> None:
        super().__init__(place, tr("Every application is compared with every other…"))
        self.work = DuplicateWork(place, self)
        self.lists = Segments(
            [(side.value, side_words(side, None)) for side in CaseSide], name=tr("Which list to show")
        )
        self.lists.chosen.connect(lambda _key: self.show_lists())
        self.cases = CaseTable()
        self.beside = SideBySide(lambda one, two: self.guarded(lambda: self._read(one, two))())
        self.decision = CaseDecisionAsked()
        self._part = "list"
        """What is shown: "list", "beside" or "decision"."""
        self._back = "list"
        self._recorded_at: tuple[CaseKind, str] | None = None
        """The case just decided on, to be chosen as soon as the lists have it."""
        self.body.addWidget(self.lists)
        for part in (self.cases, self.beside, self.decision):
            self.body.addWidget(part, 1)
        self.body.addStretch()
        self.cases.table.selected.connect(lambda _rows: self._look())
        self.cases.table.opened.connect(lambda _line: self.guarded(self.lay_beside)())
        self._make_actions()
        self.show_lists()

    def _make_actions(self) -> None:
        self.export_action = self.add_action(tr("Save as a table…"), self.export, icon="export", left=True)
        self.again_action = self.add_action(tr("Search again"), self.search, icon="refresh", left=True)
        self.back_action = self.add_action(tr("Back to the list"), self.go_back, icon="back", left=True)
        self.cancel_action = self.add_action(tr("Cancel"), self.go_back, left=True)
        self.beside_action = self.add_action(tr("Side by side"), self.lay_beside, icon="eye")
        self.duplicate_action = self.add_action(
            tr("It is a duplicate…"), lambda: self.ask_decision(duplicate=True), role="danger"
        )
        self.clear_action = self.add_action(
            tr("Not a duplicate…"), lambda: self.ask_decision(duplicate=False), role="primary", icon="check"
        )
        self.undo_action = self.add_action(
            tr("Not a duplicate…"), lambda: self.ask_decision(duplicate=False), icon="check"
        )
        self.refuse_action = self.add_action(tr("Refuse in the screening…"), self.refuse, role="primary", icon="list")
        self.record_action = self.add_action(tr("Record for good"), self.record, role="primary", icon="save")

    @classmethod
    def title(cls) -> str:
        return tr("Duplicates")

    @classmethod
    def intro(cls) -> str:
        return tr(
            "One person or one project twice, shared suppliers and quotes, earlier winners: each with its reason. "
            "You decide; nobody is refused without the screening."
        )

    def exported_words(self, name: str) -> str:
        return tr("Written: {name}. It names people and what they share: keep it in the office.", name=name)

    def take(self, picture: "DuplicatePicture") -> None:
        super().take(picture)
        if self._recorded_at is not None:
            self.cases.table.choose(self._recorded_at)
            self._recorded_at = None

    def show_lists(self) -> None:
        for side in CaseSide:
            self.lists.say(side.value, side_words(side, self.picture))
        if self.picture is not None:
            self.cases.show_side(self.picture, CaseSide(self.lists.key))
        listing = self._part == "list"
        self.lists.setVisible(listing)
        self.cases.setVisible(listing and self.picture is not None)
        self.beside.setVisible(self._part == "beside")
        self.decision.setVisible(self._part == "decision")
        self.lead.setVisible(listing)
        self._look()

    def _look(self) -> None:
        line, listing, asking = self.cases.chosen, self._part == "list", self._part == "decision"
        self.export_action.setVisible(listing)
        self.export_action.setEnabled(self.picture is not None)
        self.again_action.setVisible(listing)
        self.back_action.setVisible(self._part == "beside")
        self.cancel_action.setVisible(asking)
        self.beside_action.setVisible(listing)
        self.beside_action.setEnabled(line is not None and len(line.sharers) > 1)
        waits = line is not None and self.lists.key == CaseSide.REFUSE.value
        self.refuse_action.setVisible(not asking and waits)
        self.clear_action.setVisible(not asking and not waits)
        self.undo_action.setVisible(not asking and waits)
        for action in (self.duplicate_action, self.clear_action):
            action.setEnabled(line is not None)
        self.duplicate_action.setVisible(not asking)
        self.record_action.setVisible(asking)

    def lay_beside(self) -> None:
        """Lay the chosen case's applications side by side."""
        line = self.cases.chosen
        if line is not None and len(line.sharers) > 1:
            self._read()

    def _read(self, one: str = "", two: str = "") -> None:
        line = self.cases.chosen
        if line is not None:
            codes = (one, two) if one else None
            self.work.beside(line.case, codes, lambda sides: self._lay(line, sides))

    def _lay(self, line: "CaseLine", sides: "tuple[Beside, Beside]") -> None:
        from models.centre.conflicts.duplicates import line_reason

        self.beside.show_case(line_reason(line), line.case.codes, sides)
        self._part = self._back = "beside"
        self.show_lists()

    def ask_decision(self, *, duplicate: bool) -> None:
        """Ask for what a decision on the chosen case needs."""
        line = self.cases.chosen
        if line is not None:
            pair = self.beside.pair if self._part == "beside" else None
            self.decision.ask(line, duplicate=duplicate, by=self.place.name_of(self.place.by()), pair=pair)
            self.reveal(self.decision.reason)
            self._part = "decision"
            self.show_lists()
            self.decision.reason.setFocus()

    def go_back(self) -> None:
        """Leave the question, or the two texts; nothing was recorded."""
        self._part, self._back = (self._back if self._part == "decision" else "list"), "list"
        self.show_lists()

    def record(self) -> None:
        """Record the decision that was asked for."""
        if self.decision.lacks:
            self.services.strip.warn(self.decision.lacks)
            return
        duplicate, decision = self.decision.duplicate, self.decision.decision
        self._recorded_at = (decision.kind, decision.key) if duplicate else None
        self.work.decide(decision, lambda: self._recorded(duplicate=duplicate))

    def _recorded(self, *, duplicate: bool) -> None:
        self._part = self._back = "list"
        if duplicate:
            self.lists.choose(CaseSide.REFUSE.value)
            told = tr("Recorded. Nobody is refused yet: refuse the duplicate in the screening.")
        else:
            self.show_lists()
            told = tr("Recorded. Nobody is asked about this case again.")
        self.services.strip.good(told)

    def refuse(self) -> None:
        """Lead to the screening, where the refusal of the duplicate is asked for with its reason."""
        line = self.cases.chosen
        if line is not None and line.decision is not None and line.decision.duplicate:
            self.place.drafts["screening"] = (line.decision.duplicate, refusal_reason(line.decision))
            self.place.wanted.emit("screening")

"""Step 6: the technical selection. Flags say where to look; people decide about every application."""

from typing import TYPE_CHECKING, Any

from models.contest.application import Screened
from models.values import Both
from models.wording import tr
from ui.office.page import OfficePage
from ui.office.papers.part import PapersPart
from ui.office.screening.decision import DecisionPart
from ui.office.screening.list import ScreeningTable
from ui.office.screening.reading import ReadingPart
from ui.office.screening.work import Screening

if TYPE_CHECKING:
    from models.centre.overview import Overview
    from models.centre.selection.admission import AdmissionPlan
    from models.centre.selection.screening_list import ScreeningLine, Story
    from ui.office.place import Office


class ScreeningPage(OfficePage):
    """The list, one application to read, and the questions before a decision."""

    key = "screening"
    icon = "list"

    def __init__(self, place: "Office") -> None:
        super().__init__(place)
        self.work = Screening(place, self)
        self.story: Story | None = None
        self._papers = False
        """Whether the papers stand in place of the list."""
        self.order: tuple[str, ...] = ()
        """The codes as the list showed them when reading began."""
        self.list = ScreeningTable()
        self.list.table.opened.connect(self.open_line)
        self.list.table.selected.connect(lambda _rows: self._show())
        self.reading = ReadingPart(self.services.tasks, self.work.attachment, self.turn, place.name_of)
        self.decision = DecisionPart()
        self.papers = PapersPart(self, "technical", "technical-public")
        for part in (self.list, self.reading, self.decision, self.papers):
            self.body.addWidget(part, 1)
        self._make_actions()
        self._show()

    @classmethod
    def title(cls) -> str:
        return tr("Screening")

    @classmethod
    def intro(cls) -> str:
        return tr(
            "Every rule of the contest is checked and raises a flag where something seems wrong. "
            "A flag decides nothing: you admit, send back for mending, or refuse with reasons."
        )

    def _make_actions(self) -> None:
        self.to_list = self.add_action(tr("Back to the list"), self.close_story, icon="back", left=True)
        self.cancel = self.add_action(tr("Do not decide yet"), self.stop_asking, left=True)
        self.withdrawn = self.add_action(tr("Withdrawn…"), lambda: self.ask(Screened.WITHDRAWN))
        self.refuse = self.add_action(tr("Refuse…"), lambda: self.ask(Screened.REFUSED), role="danger")
        self.mend = self.add_action(tr("Send back…"), lambda: self.ask(Screened.MENDING))
        self.admit = self.add_action(tr("Admit"), self.admit_one, role="primary", icon="check")
        self.record = self.add_action(tr("Record the decision"), self.record_asked, role="primary", icon="save")
        self.papers_action = self.add_action(tr("Protocol of the selection…"), self.show_papers, icon="print")
        self.admit_all = self.add_action(
            tr("Admit all without flags…"), lambda: self.work.plan_admission(self.offer_admission)
        )
        self.read = self.add_action(tr("Read the application"), self.open_chosen, role="primary", icon="eye")

    def show_contest(self, now: "Overview") -> None:
        del now
        self.work.load(self._take_lines)

    def _take_lines(self, lines: "tuple[ScreeningLine, ...]") -> None:
        contest = self.work.contest
        if contest is not None:
            self.list.show_lines(lines, contest)
            self._show(asking=self.decision.isVisibleTo(self))
            if self.story is not None:
                self.work.read(self.story.application.code, self._renew)
            asked: tuple[str, Both] | None = self.place.drafts.pop(self.key, None)
            if asked is not None:
                self.ask_refusal(*asked)

    def ask_refusal(self, code: str, reason: Both) -> None:
        """Read the application with `code` and ask for its refusal, with `reason` proposed: a person still decides."""

        def ask(story: "Story") -> None:
            self._take_story(story)
            self.ask(Screened.REFUSED)
            self.decision.propose(reason)

        self.work.read(code, ask)

    def show_papers(self) -> None:
        """Show the papers of the technical selection in place of the list."""
        self.papers.show_papers()
        self._papers = True
        self._show()
        self.papers.table.view.setFocus()

    def open_chosen(self) -> None:
        """Read the selected application."""
        chosen = self.list.table.chosen()
        if chosen:
            self.open_line(chosen[0])

    def open_line(self, line: "ScreeningLine") -> None:
        """Read `line`; previous and next go through the list as it is shown now."""
        self.order = tuple(one.code for one in self.list.table.model.shown)
        self.open_code(line.code)

    def open_code(self, code: str) -> None:
        """Read the application with `code`."""
        self.work.read(code, self._take_story)

    def _take_story(self, story: "Story") -> None:
        contest = self.work.contest
        if contest is None:
            return
        self.story = story
        code = story.application.code
        place = self.order.index(code) + 1 if code in self.order else 0
        position = tr("{n} of {of}", n=place, of=len(self.order)) if place else ""
        self.reading.show_story(story, contest, position)
        self._show()

    def _renew(self, story: "Story") -> None:
        """Show what became of the application that is read; a question that is open stays."""
        if self.story is not None and self.story.application.code == story.application.code:
            asking = self.decision.isVisibleTo(self)
            self._take_story(story)
            self._show(asking=asking)

    def close_story(self) -> None:
        """Go back to the list, with the application still selected."""
        code = self.story.application.code if self.story else ""
        self.story, self._papers = None, False
        self._show()
        self.list.table.choose(code)
        self.list.table.view.setFocus()

    def turn(self, way: int) -> None:
        """Read the application `way` further in the list; nothing happens at its ends."""
        code = self.work.beside(self.order, self.story, way)
        if code:
            self.open_code(code)

    def ask(self, decision: Screened) -> None:
        """Ask for what `decision` needs."""
        assert self.story is not None
        one = self.story.application
        applicant = one.applicant.full_name
        self.decision.ask(decision, one.code, self.story.flags, self.work.mending_day(), applicant=applicant)
        self._show(asking=True)

    def stop_asking(self) -> None:
        """Leave the question; nothing was decided."""
        self.services.strip.tried_again()
        self._show()

    def admit_one(self) -> None:
        """Admit the application that is read."""
        self._decide(Screened.ADMITTED)

    def record_asked(self) -> None:
        """Record what was asked for."""
        part = self.decision
        self._decide(part.decision, reasons=part.reasons, deadline=part.last_day)

    def _decide(self, decision: Screened, **given: Any) -> None:
        assert self.story is not None
        self.work.decide(self.story, decision, self._decided, **given)

    def _decided(self, code: str) -> None:
        following = self.work.next_undecided(self.order, code)
        if following:
            self.open_code(following)
        else:
            self.close_story()
            self.services.strip.good(tr("Recorded. Nothing further in this list waits for a decision."))

    def offer_admission(self, plan: "AdmissionPlan") -> None:
        """Show whom "admit all" would admit, and do it when the person says so."""
        if not plan.admit:
            self.services.strip.info(tr("Every undecided application has a flag: look at them one by one."))
            return
        if self.services.dialogs.ask(
            tr("Admit applications without flags: {n}?", n=len(plan.admit)),
            yes=tr("Admit them"),
            details=tr(
                "Left for you to look at, because they have flags: {n}. Admitted: {codes}",
                n=len(plan.flagged),
                codes=", ".join(plan.admit),
            ),
        ):
            self.work.admit(plan, self._admitted)

    def _admitted(self, codes: tuple[str, ...]) -> None:
        self.services.strip.good(tr("Admitted: {n}.", n=len(codes)))

    def _show(self, *, asking: bool = False) -> None:
        papers = self._papers
        reading = self.story is not None and not asking
        listing = self.story is None and not papers
        self.lead.setVisible(listing)
        self.list.setVisible(listing)
        self.papers.setVisible(papers)
        self.reading.setVisible(reading)
        self.decision.setVisible(asking)
        self.to_list.setVisible(reading or papers)
        for action in (self.withdrawn, self.refuse, self.mend, self.admit):
            action.setVisible(reading)
        for action in (self.cancel, self.record):
            action.setVisible(asking)
        for action in (self.admit_all, self.read, self.papers_action):
            action.setVisible(listing)
        self.read.setEnabled(bool(self.list.table.chosen()))
        self.admit_all.setEnabled(self.list.unflagged(self.list.table.model.rows) > 0)
        if reading:
            self.reading.previous.setEnabled(bool(self.work.beside(self.order, self.story, -1)))
            self.reading.following.setEnabled(bool(self.work.beside(self.order, self.story, 1)))

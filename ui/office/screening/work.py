"""Screening: what the page asks of the central file. Flags are raised once and kept; no decision changes them."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from models.contest.application import Screened
from models.contest.calendar import days_after
from models.progress import Report
from models.values import Both
from models.wording import tr
from ui.shell.clock import now

if TYPE_CHECKING:
    from PySide6.QtCore import QObject

    from models.centre.selection.admission import AdmissionPlan
    from models.centre.selection.screening_list import ScreeningLine, Story
    from models.centre.store import Transaction
    from models.contest.application import Flag
    from models.contest.contest import Contest
    from ui.office.place import Office
    from ui.office.state import Work


class Screening:
    """Reads and decides in the background, for one page."""

    def __init__(self, place: "Office", owner: "QObject") -> None:
        self._place = place
        self._owner = owner
        self._flags: dict[str, tuple[Flag, ...]] | None = None
        self._states: dict[str, Screened] = {}
        self._own = False
        """Whether the change that is told of next is a decision of this page: flags stay as they are."""

    @property
    def contest(self) -> "Contest | None":
        """The chosen contest."""
        now = self._place.state.overview
        return now.contest if now else None

    def load(self, done: "Callable[[tuple[ScreeningLine, ...]], None]") -> None:
        """Read the list; flags are raised anew unless only this page changed something."""
        known = self._flags if self._own else None
        self._own = False
        contest_id = self._place.contest_id

        def work(session: "Transaction", report: Report) -> "tuple[ScreeningLine, ...]":
            from models.centre.selection.screening_list import screening_list

            return screening_list(session, contest_id, known=known, report=report)

        def take(lines: "tuple[ScreeningLine, ...]") -> None:
            self._flags = {line.code: line.flags for line in lines}
            self._states = {line.code: line.state for line in lines}
            done(lines)

        title = tr("Checking the applications by the rules")
        self._place.read_long(work, take, title=title, owner=self._owner)

    def read(self, code: str, done: "Callable[[Story], None]") -> None:
        """Read one application with everything that happened to it."""
        contest_id, raised = self._place.contest_id, (self._flags or {}).get(code, ())

        def work(session: "Transaction") -> "Story":
            from models.centre.selection.screening_list import story

            return story(session, contest_id, code, raised)

        self._place.read(work, done, title=tr("Reading the application"), owner=self._owner)

    def attachment(self, digest: str) -> bytes:
        """Return an attachment's bytes; called in the background."""
        from models.centre.applications import attachment_bytes

        central = self._place.central
        assert central is not None
        with central.reading() as session:
            return attachment_bytes(session, digest)

    def decide(
        self,
        read: "Story",
        decision: Screened,
        done: Callable[[str], None],
        *,
        reasons: tuple[Both, ...] = (),
        deadline: date | None = None,
    ) -> None:
        """Record a decision about the application as it was `read`; refused where it is another by now."""
        contest_id, code = self._place.contest_id, read.application.code

        def work(do: "Work") -> str:
            from models.centre.selection.screening import decide
            from models.centre.selection.screening_list import still_as_read

            still_as_read(do.session, contest_id, read)
            decide(do.session, contest_id, code, decision, by=do.by, at=do.at, reasons=reasons, deadline=deadline)
            return code

        def decided(code: str) -> None:
            self._states[code] = decision
            self._own = False
            done(code)

        self._place.change(work, decided, title=tr("Recording the decision"), owner=self._owner, failed=self._failed)
        self._own = True

    def plan_admission(self, done: "Callable[[AdmissionPlan], None]") -> None:
        """Find out whom "admit all without flags" would admit."""
        contest_id = self._place.contest_id

        def work(session: "Transaction", report: Report) -> "AdmissionPlan":
            from models.centre.selection.admission import plan_admission

            return plan_admission(session, contest_id, report)

        self._place.read_long(
            work,
            done,
            title=tr("Checking the applications by the rules"),
            owner=self._owner,
        )

    def admit(self, plan: "AdmissionPlan", done: Callable[[tuple[str, ...]], None]) -> None:
        """Admit what the plan shows."""
        contest_id = self._place.contest_id

        def work(do: "Work") -> tuple[str, ...]:
            from models.centre.selection.admission import admit

            return admit(do.session, contest_id, plan, by=do.by, at=do.at, report=do.report)

        self._place.change(work, done, title=tr("Admitting the applications"), owner=self._owner, failed=self._failed)
        self._own = True

    def _failed(self, _error: BaseException) -> None:
        self._own = False

    def mending_day(self) -> date:
        """Return the last day of mending that the rules propose, counted from today; tomorrow where they are silent."""
        today = now().astimezone().date()
        rule = self.contest.profile.eligibility.mending if self.contest else None
        return days_after(today, rule.days, rule.unit) if rule else today + timedelta(days=1)

    def beside(self, order: Sequence[str], story: "Story | None", way: int) -> str:
        """Return the code `way` further than the one that is read, or "" at the ends."""
        if story is None or story.application.code not in order:
            return ""
        place = order.index(story.application.code) + way
        return order[place] if 0 <= place < len(order) else ""

    def next_undecided(self, order: Sequence[str], code: str) -> str:
        """Return the next undecided application behind `code`, going round; "" where there is none."""
        start = order.index(code) + 1 if code in order else 0
        turn = (*order[start:], *order[:start])
        return next((one for one in turn if self._states.get(one) is Screened.RECEIVED), "")

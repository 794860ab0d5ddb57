"""The place Office: the open central file and the chosen contest, shared by its pages and kept between them."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QObject, QTimer

from models.errors import StoreError
from models.progress import Asking, Report
from models.wording import current_language, tr
from ui.office import steps
from ui.office.state import OfficeState, Work
from ui.shell.clock import now
from ui.shell.kinds import FileKind
from ui.shell.letting_go import LettingGo
from ui.shell.place import Page, Place, Services, StepInfo, StepState
from ui.shell.tasks import Task

if TYPE_CHECKING:
    from models.centre.store import Central, Transaction
    from models.sealing.keys import PrivateKey

Answer = TypeVar("Answer")
_TAKERS = {
    FileKind.CENTRAL: "central",
    FileKind.PROFILE: "central",
    FileKind.CARD: "commission",
    FileKind.TABLE: "intake",
    FileKind.RESULT: "sync",
}


class Office(Place):
    """See `ui.shell.places`. Pages look at `state`, and read and change the central file through `read` and `change`.

    Every change is one transaction in the background; then `state` is read anew, `changed` is emitted and the page's
    `done` is called, in this order.
    """

    key = "office"
    icon = "office"

    def __init__(self, services: Services, pages: Sequence[type[Page[Any]]]) -> None:
        super().__init__(services, pages)
        self.state = OfficeState()
        self.central: Central | None = None
        self._letting_go = LettingGo(self)
        self.drafts: dict[str, Any] = {}
        """What a page keeps while the pages are built anew (language, text size), by the page's key."""
        self._dropped: dict[FileKind, list[Path]] = {}

    def title(self) -> str:
        return tr("Office")

    def subject(self) -> str:
        now = self.state.overview
        return now.contest.title.say(current_language()) if now else self.state.location

    def step_info(self, key: str) -> StepInfo:
        return steps.step_info(key, self.state)

    @property
    def zone(self) -> str:
        """The zone whose clock the chosen contest goes by; "" while none is chosen."""
        return self.state.overview.contest.zone if self.state.overview else ""

    @property
    def contest_id(self) -> str:
        """The id of the chosen contest. Raises StoreError while none is chosen."""
        if self.state.overview is None:
            raise StoreError(tr("No contest is chosen; nothing was done. Open a central file and choose a contest."))
        return self.state.overview.contest.id

    def open_path(self, path: Path, kind: FileKind) -> None:
        step = _TAKERS[kind]
        if step != "central" and self.step_info(step).state is StepState.CLOSED:
            raise StoreError(
                tr(
                    "“{name}” was not taken: open a central file and choose a contest first, then drop it again.",
                    name=path.name,
                )
            )
        waiting = self._dropped.setdefault(kind, [])
        waiting.append(path)
        if len(waiting) == 1:  # several files dropped at once come one by one; the page is led to once
            QTimer.singleShot(0, self, lambda: self.wanted.emit(step))

    def take_dropped(self, kind: FileKind) -> tuple[Path, ...]:
        """Return the files of `kind` that were dropped on the window and not taken yet; a page asks in `refresh`."""
        return tuple(self._dropped.pop(kind, ()))

    def create_central(self, location: str | Path, done: Callable[[], None] | None = None) -> None:
        """Make a new central file (a path, or a `postgresql://` URL) and open it, after the key was unlocked."""
        self._enter(location, done, new=True)

    def open_central(self, location: str | Path, done: Callable[[], None] | None = None) -> None:
        """Open the central file at `location`, after the key was unlocked. Errors are shown."""
        self._enter(location, done, new=False)

    def _enter(self, location: str | Path, done: Callable[[], None] | None, *, new: bool) -> None:
        def with_key(key: "PrivateKey") -> None:
            def work(_report: Report) -> "tuple[Central, OfficeState]":
                from models.centre.store import Central

                made = Central.create(location, key, at=now()) if new else None
                central = made or Central.open(location, key)
                with central.closed_on_error():
                    return central, _picture(central, "")

            def opened(answer: "tuple[Central, OfficeState]") -> None:
                self._drop_central()
                self.central, self.state = answer
                # a password never reaches the settings: `str` of a URL hides it
                path = self.central.path
                self.services.settings.change(central=str(path.absolute()) if path else self.state.location)
                self.changed.emit()
                if done is not None:
                    done()

            title = tr("Making the central file") if new else tr("Opening the central file")
            self.services.tasks.run(work, opened, title=title, owner=self)

        self.services.session.with_key(with_key)

    def close_central(self) -> None:
        """Close the central file; nothing is lost, every change is stored already."""
        self._drop_central()
        self.state = OfficeState()
        self.changed.emit()

    def _drop_central(self) -> None:
        if self.central is not None:
            self.services.tasks.stop_ahead()
            self.central.close()
            self.central = None
        self._drop_drafts()

    def choose(self, contest_id: str, done: Callable[[], None] | None = None) -> None:
        """Make the contest with `contest_id` the one that is worked on ("": none)."""
        self._drop_drafts()
        self._reload(contest_id, done)

    def _drop_drafts(self) -> None:
        for key in tuple(self.drafts):
            self.let_go(self.drafts.pop(key))

    def let_go(self, value: object) -> None:
        """Let go of a large value that leaves the screen, piece by piece; the caller keeps no name for it."""
        self._letting_go.add(value)

    def reload(self) -> None:
        """Read the state anew: another office may have changed it."""
        now = self.state.overview
        self._reload(
            now.contest.id if now else "",
            lambda: self.services.strip.info(tr("The central file was read again.")),
        )

    def _reload(self, contest_id: str, done: Callable[[], None] | None) -> None:
        central = self._open_central()

        def show(state: OfficeState) -> None:
            if self.central is central:
                self._show(state)
                if done is not None:
                    done()

        self.services.tasks.run(
            lambda _report: _picture(central, contest_id),
            show,
            title=tr("Reading the central file"),
            owner=self,
            harmless=True,
        )

    def read(
        self,
        work: "Callable[[Transaction], Answer]",
        done: Callable[[Answer], None],
        *,
        title: str,
        owner: QObject,
        failed: Callable[[BaseException], None] | None = None,
    ) -> Task:
        """Read in the background: `work` gets a session that can't change anything, `done` its answer.

        Stopped work ends at its next statement.
        """
        return self.read_long(lambda session, _report: work(session), done, title=title, owner=owner, failed=failed)

    def read_long(
        self,
        work: "Callable[[Transaction, Report], Answer]",
        done: Callable[[Answer], None],
        *,
        title: str,
        owner: QObject,
        failed: Callable[[BaseException], None] | None = None,
    ) -> Task:
        """Read as `read` does; `work` also tells how far it is."""
        central = self._open_central()

        def reading(report: Report) -> Answer:
            asking = Asking(report)
            with central.reading(asking) as session:
                return work(session, asking)

        return self.services.tasks.run(reading, done, title=title, owner=owner, harmless=True, failed=failed)

    def change(
        self,
        work: Callable[[Work], Answer],
        done: Callable[[Answer], None],
        *,
        title: str,
        owner: QObject,
        failed: Callable[[BaseException], None] | None = None,
    ) -> Task:
        """Change the central file in the background: one transaction, kept whole or not at all.

        `work` gets a `Work`: `.session`, `.by` (who, see `by`), `.at` (now), `.report`. On an error
        nothing was changed; the error is shown, then `failed` is called. Stopped work ends at its next statement or
        report, and nothing was changed either.
        """
        central = self._open_central()
        before = self.state.overview
        contest_id = before.contest.id if before else ""
        by = self.by()

        def doing(report: Report) -> tuple[Answer, OfficeState]:
            asking = Asking(report)
            with central.session(asking) as session:
                answer = work(Work(session, by, now(), asking))
            return answer, _picture(central, contest_id)

        def finished(both: tuple[Answer, OfficeState]) -> None:
            answer, state = both
            now = self.state.overview
            if self.central is central and (now.contest.id if now else "") == contest_id:
                self._show(state)
            done(answer)

        return self.services.tasks.run(doing, finished, title=title, owner=owner, failed=failed)

    def _show(self, state: OfficeState) -> None:
        self.state = state
        self.changed.emit()

    def _open_central(self) -> "Central":
        if self.central is None:
            raise StoreError(tr("No central file is open; nothing was done. Open one or make a new one."))
        return self.central

    def by(self) -> str:
        """Return how records name whoever sits here: by the id on the contest's roster, else by name or fingerprint."""
        person, key, now = self.services.session.person, self.services.session.key, self.state.overview
        known = person.name if person else key.fingerprint if key else ""
        return now.roster.recorded_as(key.public_line, known) if now and key else known

    def name_of(self, by: str) -> str:
        """Return the name of whoever recorded something; the key of whoever sits here is known by its card too."""
        named, session = self.state.overview.name_of(by) if self.state.overview else by, self.services.session
        if session.person is not None and named == session.person.fingerprint:
            return session.person.name
        return named

    def may_close(self) -> bool:
        if not self.services.tasks.busy:
            self._drop_central()
            self.state = replace(self.state, location="", contests=(), overview=None)
        return True


def _picture(central: "Central", contest_id: str) -> OfficeState:
    from models.centre.contests import contests
    from models.centre.overview import overview
    from models.contest.calendar import load_days_off

    if contest_id:
        load_days_off()
    with central.reading() as session:
        return OfficeState(
            location=str(central),
            contests=contests(session),
            overview=overview(session, contest_id) if contest_id else None,
        )

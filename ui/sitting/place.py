"""The place Sitting: holds the open sitting for its pages, records acts, takes sheets; long work in the background."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from models.errors import SittingError
from models.progress import Report
from models.sealing.public_keys import spoken
from models.sitting.acts import Act
from models.sitting.held.room import Room, Taken, Taking
from models.sitting.questions import QUESTION_STEPS
from models.sitting.robustness.asking import may_ask
from models.sitting.saying import names_of
from models.wording import current_language, tr
from ui.shell.clock import now
from ui.shell.kinds import FileKind
from ui.shell.letting_go import LettingGo
from ui.shell.place import Page, Place, Services, StepInfo, StepState
from ui.sitting.sheets.watching import FolderWatch
from ui.sitting.view import View

if TYPE_CHECKING:
    from models.scoring.workspace.store import Workspace
    from models.sitting.held.kept import HeldSitting
    from models.sitting.held.result_files import OpenResult
    from models.sitting.result import Result
    from models.sitting.robustness.answer import Answer

    _Held = tuple[Room, View, OpenResult | None]
    """A sitting opened on this laptop; its signed result, where everything recorded is signed."""


_BESIDE = ("forecast", "room", "change")
"""Steps in which nothing waits to be settled."""


class Sitting(Place):
    """The sitting on the screen. Pages read `view`; whatever changes goes through `record` or `take`."""

    key = "sitting"
    icon = "sitting"

    def __init__(self, services: Services, pages: Sequence[type[Page[Any]]]) -> None:
        super().__init__(services, pages)
        self.room: Room | None = None
        self.view: View | None = None
        self.known: tuple[HeldSitting, ...] = ()
        self.looked = False
        """Whether the workspace was asked which sittings it keeps."""
        self.person = ""
        """Id on the roster of whoever sits at this laptop; "" where the roster does not know the key."""
        self.brought: list[Taken] = []
        """What became of the files brought since the sitting was opened here, the latest first."""
        self.result: OpenResult | None = None
        """A signed result: written here, or opened from a file."""
        self.hangs_on: tuple[View, str, Answer] | None = None
        """What the result was found to hang on: at which view, in which language, and what."""
        self._letting_go = LettingGo(self)
        self.further = False
        """Whether the closed sitting on the screen is to be continued: a further one is to be opened."""
        self.watch = FolderWatch(self)
        self.watch.arrived.connect(self._arrived)
        services.session.changed.connect(self._key_changed)

    def title(self) -> str:
        return tr("Sitting")

    def subject(self) -> str:
        if self.view is not None:
            return self.view.manifest.contest.title.say(current_language())
        return self.result.result.manifest.contest.title.say(current_language()) if self.result else ""

    def step_info(self, key: str) -> StepInfo:
        view = self.view
        if view is None:
            return self._closed_step(key)
        if key == "change" and not may_ask(view.state, self.person):
            return StepInfo(StepState.CLOSED, tr("For chair and secretary"))
        if key in _BESIDE:
            return StepInfo(StepState.OPEN)
        if self.further or view.state.session.further:
            return self._further_step(key, view)
        return self._first_step(key, view)

    def _first_step(self, key: str, view: View) -> StepInfo:
        waiting = [step for question in view.questions if (step := QUESTION_STEPS[question.kind])]
        number = waiting.count(key)
        if number:
            first = min(waiting, key=list(QUESTION_STEPS.values()).index)
            state = StepState.NEXT if key == first else StepState.OPEN
            return StepInfo(state, tr("Open questions: {n}", n=number))
        if key == "protocol":
            if self.result is not None:
                return StepInfo(StepState.DONE, tr("Signed"))
            ready = not view.questions and view.outcome is not None
            return StepInfo(StepState.NEXT if ready else StepState.OPEN, tr("To be signed") if view.closed else "")
        order = list(dict.fromkeys(QUESTION_STEPS.values()))
        before = order[: order.index(key)]
        settled = view.outcome is not None and not any(step in before for step in waiting)
        return StepInfo(StepState.DONE if settled else StepState.OPEN)

    def _further_step(self, key: str, view: View) -> StepInfo:
        """A further sitting has no sheets and no ranking to settle: opening, who left and who follows, protocol."""
        session = view.state.session
        ready = not self.further and not view.questions
        waits = any(one.anything for one in view.followings.values())
        decided = bool(session.left or session.next_named) and not waits
        if key == "sitting":
            return StepInfo(StepState.DONE if ready else StepState.NEXT)
        if key == "winners":
            done = view.closed or decided
            return StepInfo(StepState.OPEN if not ready else StepState.DONE if done else StepState.NEXT)
        if key == "protocol":
            if self.result is not None and not self.further:
                return StepInfo(StepState.DONE, tr("Signed"))
            return StepInfo(StepState.NEXT if ready and decided else StepState.OPEN)
        return StepInfo(StepState.DONE)  # sheets, conflicts and ranking stand as the first sitting settled them

    def _closed_step(self, key: str) -> StepInfo:
        if key == "sitting":
            return StepInfo(StepState.NEXT)
        if key == "protocol" and self.result is not None:
            return StepInfo(StepState.OPEN)
        return StepInfo(StepState.CLOSED, tr("Open a packet first"))

    def open_path(self, path: Path, kind: FileKind) -> None:
        if kind is FileKind.PACKET:
            self.open_packet(path)
        elif kind is FileKind.SHEET:
            self.take([path])
        else:
            self.open_result(path)

    def open_several(self, paths: Sequence[Path], kind: FileKind) -> None:
        if kind is FileKind.SHEET:
            self.take(paths)  # together: one answer for all of them, and one computation
        else:
            super().open_several(paths, kind)

    def find_packets(self, *, open_the_only_one: bool = True) -> None:
        """Ask this laptop's workspace which sittings it keeps; opens the only one at once, unless it was just left."""

        def found(workspace: "Workspace") -> None:
            from models.sitting.held.kept import held_sittings

            self.looked, self.known = True, held_sittings(workspace)
            if open_the_only_one and len(self.known) == 1 and self.room is None:
                self.hold(self.known[0].packet.id)
            self.changed.emit()

        self.services.session.with_workspace(found)

    def open_packet(self, path: Path) -> None:
        """Take the packet at `path` into the workspace and open its sitting."""

        def opened(workspace: "Workspace") -> None:
            def work(report: Report) -> "_Held":
                from models.scoring.workspace.packets import remember_packet

                room = Room(workspace, remember_packet(workspace, path, at=now(), report=report))
                return room, View.of(room), room.signed()

            self._run(work, self._show_room, tr("Opening the packet"))

        self.services.session.with_workspace(opened)

    def hold(self, packet_id: str) -> None:
        """Open the sitting over a packet that this laptop knows."""

        def opened(workspace: "Workspace") -> None:
            def work(_report: Report) -> "_Held":
                room = Room.open(workspace, packet_id)
                return room, View.of(room), room.signed()

            self._run(work, self._show_room, tr("Opening the sitting"))

        self.services.session.with_workspace(opened)

    def hold_further(self, former: "OpenResult") -> None:
        """Continue the sitting of a signed result: take what this laptop lacks of it and show the opening."""

        def opened(workspace: "Workspace") -> None:
            def work(_report: Report) -> "_Held":
                room = Room.further(workspace, former, at=now())
                return room, View.of(room), None

            self._run(work, self._show_further, tr("Opening the sitting"))

        self.services.session.with_workspace(opened)

    def leave_packet(self) -> None:
        """Go back to the choice of a packet; what was recorded stays in the workspace."""
        self.watch.stop()
        before = (self.room, self.view, self.result, self.hangs_on)
        self.room = self.view = self.result = self.hangs_on = None
        self.brought, self.further = [], False
        self.find_packets(open_the_only_one=False)
        self.changed.emit()
        self._letting_go.add(before)

    def record(
        self,
        *acts: Act,
        told: str,
        done: Callable[[], object] | None = None,
        refused: Callable[[str], object] | None = None,
        failed: Callable[[BaseException], None] | None = None,
    ) -> None:
        """Record `acts` in the background, each checked by the rules; `told` is the good news.

        `refused` gets the rule's words instead of the message strip (a dialog stays open with them); `failed` is called
        where something else went wrong, once that was shown.
        """
        room = self.needed()

        def work(_report: Report) -> tuple[View, SittingError | None]:
            problem = None
            try:
                room.act_all(acts)
            except SittingError as error:
                problem = error
            return View.of(room), problem

        def recorded(answer: tuple[View, SittingError | None]) -> None:
            view, problem = answer
            self.show_view(view)
            if problem is None:
                self.services.strip.good(told)
                if done is not None:
                    done()
            elif refused is not None:
                refused(str(problem))
            else:
                raise problem

        self.services.tasks.run(work, recorded, title=tr("Recording"), failed=failed, owner=self)

    def take(self, files: Sequence[Path], *, show: bool = True) -> None:
        """Take score sheets in, in the background; each file gets its answer. `show` leads to the page with it."""
        room, at = self.needed(), now()

        def work(report: Report) -> tuple[tuple[Taken, ...], View]:
            return room.take(files, at=at, report=report), View.of(room)

        def taken(answer: tuple[tuple[Taken, ...], View]) -> None:
            self.brought = [*reversed(answer[0]), *self.brought]
            self.show_view(answer[1])
            self._tell_taken(answer[0])
            if show:
                self.wanted.emit("sheets")

        self._run(work, taken, tr("Taking score sheets in"))

    def open_result(self, path: Path) -> None:
        """Open a signed result and check everything in it; the protocol can be written from it."""

        def work(report: Report) -> "OpenResult":
            from models.sitting.held.result_files import open_result

            return open_result(path, report=report)

        self._run(work, self.show_result, tr("Opening the result"))

    def show_result(self, result: "OpenResult") -> None:
        """Show a signed result on the page of the protocol."""
        self.result = result
        self.changed.emit()
        chair = result.result.manifest.roster.person(result.result.outcome.chair or "")
        self.services.strip.good(
            tr(
                "The result was checked and recomputed: everything in it agrees. Signed by {name}, figures of the key: "
                "{figures}. The keys stand in the result itself: compare the figures with those read aloud.",
                name=chair.name,
                figures=spoken(result.signer_line),
            )
        )
        self.wanted.emit("protocol")

    def needed(self) -> Room:
        """Return the open sitting. Raises SittingError while there is none."""
        if self.room is None:
            raise SittingError(tr("No sitting is open; nothing was done. Open the packet of the contest first."))
        return self.room

    def shown_result(self) -> "Callable[[], Result]":
        """Return what makes the result that is on the screen: the signed one, else the sitting's as it stands.

        Raises SittingError while there is neither. To be called in the background.
        """
        if self.result is not None:
            signed = self.result.result
            return lambda: signed
        return self.needed().result

    def by(self) -> dict[str, Any]:
        """Return who records an act and when, for the act's fields."""
        return {"at": now(), "by": self.person}

    def _run(self, work: Callable[[Report], Any], done: Callable[[Any], None], title: str) -> None:
        self.services.tasks.run(work, done, title=title, owner=self)

    def _show_room(self, held: "_Held") -> None:
        before = (self.room, self.result)
        self.room, view, self.result = held
        self.brought, self.further = [], False
        key = self.services.session.key
        people = view.manifest.roster.people
        self.person = next((one.id for one in people if key and one.public_key == key.public_line), "")
        self.show_view(view)
        self._letting_go.add(before)

    def _show_further(self, held: "_Held") -> None:
        self._show_room(held)
        self.further = held[1].closed
        self.changed.emit()
        self.wanted.emit("sitting")

    def show_view(self, view: View) -> None:
        """Show what was computed of the sitting since the last view."""
        before, self.view = (self.view, self.hangs_on), view
        self.hangs_on = None
        self.further = self.further and view.closed
        self.changed.emit()
        self._letting_go.add(before)

    def _tell_taken(self, taken: Sequence[Taken]) -> None:
        numbers = {kind: sum(one.taking is kind for one in taken) for kind in Taking}
        text = tr(
            "Sheets taken: {new}; already there: {old}; refused: {refused}.",
            new=numbers[Taking.TAKEN],
            old=numbers[Taking.ALREADY_THERE],
            refused=numbers[Taking.REFUSED],
        )
        (self.services.strip.warn if numbers[Taking.REFUSED] else self.services.strip.good)(text)

    def _arrived(self, files: list[Path]) -> None:
        view = self.view
        if self.room is not None and view is not None and not (view.closed or view.state.session.further):
            with self.services.errors.shown():
                self.take(files, show=False)  # they came by themselves: nobody is led away from what they do

    def _key_changed(self) -> None:
        if self.services.session.key is None and self.room is not None:
            self.watch.stop()
            before = (self.room, self.view, self.hangs_on)
            self.room = self.view = self.hangs_on = None
            self.known, self.looked = (), False
            self.changed.emit()
            self._letting_go.add(before)

    def let_go(self, value: object) -> None:
        """Let go of a large value that leaves the screen, piece by piece."""
        self._letting_go.add(value)

    def missing(self) -> str:
        """Return the names of the members whose sheets are missing; a dash for nobody."""
        view = self.view
        return names_of(view.state.merged.missing, view.manifest) if view else "–"

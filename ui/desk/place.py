"""The place Desk: the packet a member works on, and where each step stands."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from models.progress import Report
from models.wording import tr
from ui.desk import words
from ui.shell.clock import now
from ui.shell.kinds import FileKind
from ui.shell.place import Page, Place, Services, StepInfo, StepState

if TYPE_CHECKING:
    from models.scoring.desk import DeskPacket
    from models.scoring.desk_packets import DeskEntry, Opened
    from models.scoring.workspace.store import Workspace


class Desk(Place):
    """What the pages share: the packet on the desk and the packets of this laptop. See `ui.shell.places`."""

    key = "desk"
    icon = "desk"
    kinds = frozenset({FileKind.PACKET})

    def __init__(self, services: Services, pages: Sequence[type[Page[Any]]]) -> None:
        super().__init__(services, pages)
        self.desk: DeskPacket | None = None
        self.opened: Opened | None = None
        self.entries: tuple[DeskEntry, ...] | None = None
        """None until they were read, which needs the key."""
        self.application = ""
        """The code of the application on the screen; empty: the list."""
        services.session.changed.connect(self._person_changed)

    def title(self) -> str:
        return tr("Desk")

    def subject(self) -> str:
        if self.desk is None:
            return ""
        title = words.both(self.desk.contest.title)
        return tr("{contest} · packet revision {n}", contest=title, n=self.desk.revision)

    def step_info(self, key: str) -> StepInfo:
        if key == "key":
            has_key = self.services.session.has_key
            return StepInfo(StepState.DONE) if has_key else StepInfo(StepState.NEXT, tr("make it once"))
        if key == "packets":
            return self._packets_info()
        if self.desk is None:
            return StepInfo(StepState.CLOSED, tr("first open a packet"))
        if key == "declare":
            return self._declare_info(self.desk)
        return self._score_info(self.desk) if key == "score" else self._hand_in_info(self.desk)

    def _packets_info(self) -> StepInfo:
        if not self.services.session.has_key:
            return StepInfo(StepState.OPEN)
        return StepInfo(StepState.NEXT) if self.desk is None else StepInfo(StepState.DONE)

    def _declare_info(self, desk: "DeskPacket") -> StepInfo:
        state = desk.completeness
        left = state.total - state.declared
        if not left:
            return StepInfo(StepState.DONE)
        note = tr("not declared: {n}", n=left)
        return StepInfo(StepState.NEXT if state.declared < state.total and not desk.is_closed else StepState.OPEN, note)

    def _score_info(self, desk: "DeskPacket") -> StepInfo:
        state = desk.completeness
        if not any(desk.is_open(one.application) for one in state.applications):
            if state.declared == state.total:
                return StepInfo(StepState.DONE)
            return StepInfo(StepState.CLOSED, tr("first declare"))
        note = tr("{n} of {of}", n=state.scored, of=state.to_score)
        if state.scored == state.to_score:
            return StepInfo(StepState.DONE, note)
        following = state.declared == state.total and not desk.is_closed
        return StepInfo(StepState.NEXT if following else StepState.OPEN, note)

    def _hand_in_info(self, desk: "DeskPacket") -> StepInfo:
        if desk.is_closed:
            return StepInfo(StepState.DONE, tr("handed in: revision {n}", n=desk.handed_in[-1].signed.sheet.revision))
        note = tr("correction open") if desk.correction else ""
        return StepInfo(StepState.NEXT if desk.completeness.is_complete else StepState.OPEN, note)

    def next_step(self) -> str:
        """Return the key of the step that is next."""
        states = {page.key: self.step_info(page.key).state for page in self.pages}
        return next((key for key, state in states.items() if state is StepState.NEXT), "hand-in")

    def open_path(self, path: Path, kind: FileKind) -> None:
        del kind
        self.services.session.with_workspace(lambda workspace: self._bring(workspace, path))

    def open_known(self, packet_id: str) -> None:
        """Lay a packet of this laptop on the desk."""
        self.services.session.with_workspace(lambda workspace: self._open(workspace, packet_id))

    def read_entries(self) -> None:
        """Read the list of packets; where only one is to be worked on, lay it on the desk at once."""
        self.services.session.with_workspace(self._read_entries)

    def _bring(self, workspace: "Workspace", path: Path) -> None:
        at = now()

        def work(report: Report) -> "tuple[Opened, tuple[DeskEntry, ...]]":
            from models.scoring.desk_packets import bring_packet, desk_entries

            opened = bring_packet(workspace, path, at=at, report=report)
            return opened, desk_entries(workspace)

        self.services.tasks.run(work, self._lay, title=tr("Opening “{name}”", name=path.name), owner=self)

    def _open(self, workspace: "Workspace", packet_id: str) -> None:
        def work(_report: Report) -> "tuple[Opened, tuple[DeskEntry, ...]]":
            from models.scoring.desk_packets import desk_entries, open_on_desk

            return open_on_desk(workspace, packet_id), desk_entries(workspace)

        self.services.tasks.run(work, self._lay, title=tr("Opening the packet"), owner=self)

    def _read_entries(self, workspace: "Workspace") -> None:
        def work(report: Report) -> "tuple[Opened | None, tuple[DeskEntry, ...]]":
            from models.scoring.desk_packets import desk_entries, open_on_desk

            entries = desk_entries(workspace, report)
            current = [one for one in entries if not one.superseded and not one.problem]
            return open_on_desk(workspace, current[0].known.id) if len(current) == 1 else None, entries

        self.services.tasks.run(work, self._lay, title=tr("Reading your packets"), owner=self, harmless=True)

    def _lay(self, answer: "tuple[Opened | None, tuple[DeskEntry, ...]]") -> None:
        opened, self.entries = answer
        if opened is not None:
            self.opened, self.desk, self.application = opened, opened.desk, ""
            self.wanted.emit("packets")
        self.changed.emit()

    def _person_changed(self) -> None:
        if self.services.session.key is None:
            self.desk = self.opened = self.entries = None
            self.application = ""
            self.wanted.emit("packets" if self.services.session.has_key else "key")
        self.changed.emit()

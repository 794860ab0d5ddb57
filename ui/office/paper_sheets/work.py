"""Paper sheets: what the page reads, keeps and hands in, in the background; whose key does what."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from models.errors import ScoringError, StoreError
from models.scoring.paper import Paper, start_paper
from models.scoring.paper_statements import Hand, PaperLine
from models.wording import tr
from ui.shell.clock import now

if TYPE_CHECKING:
    from PySide6.QtCore import QObject

    from models.progress import Report
    from models.scoring.paper_desk import PaperDesk, PaperState
    from models.scoring.paper_files import SignedPaper
    from models.sealing.keys import PrivateKey
    from ui.office.place import Office


class PaperWork:
    """Holds the desk (packet, people, folder), the paper that is worked on, and a second person's key."""

    def __init__(self, place: "Office", owner: "QObject") -> None:
        self._place = place
        self._owner = owner
        self._services = place.services
        self.desk: PaperDesk | None = None
        self.signed: SignedPaper | None = None
        self.before: Mapping[str, PaperLine] = {}
        """The lines that two people stood for in the paper before the one that is worked on."""
        self.second_key: PrivateKey | None = None
        """The key of a second person at this computer; forgotten when the sheet is left."""
        self._saving = False
        self._again = False

    @property
    def key(self) -> "PrivateKey":
        """The key that acts now: a second person's where one was given, else the own one."""
        key = self.second_key or self._services.session.key
        if key is None:
            raise StoreError(tr("Your key is locked; nothing was done. Unlock it first."))
        return key

    @property
    def hand(self) -> Hand:
        """Who acts now. Raises ScoringError as `PaperDesk.hand`."""
        assert self.desk is not None
        return self.desk.hand(self.key.public_line)

    @property
    def paper(self) -> Paper:
        """The paper that is worked on."""
        assert self.signed is not None
        return self.signed.paper

    @property
    def is_typist(self) -> bool:
        """Whether who acts now typed this paper."""
        return self.paper.typed.typist.public_key == self.key.public_line

    def load(self, done: "Callable[[PaperDesk, tuple[PaperState, ...]], None]") -> None:
        """Read the last packet and the papers of its members."""
        now, central = self._place.state.overview, self._place.central
        key = self._services.session.key
        if now is None or central is None or not now.packets or key is None:
            return
        packet_id, roster, folder = now.packets[-1].id, now.roster, self._services.home.root / "paper"
        earlier = [one.id for one in reversed(now.packets[:-1])]

        def work(_report: "Report") -> "tuple[PaperDesk, tuple[PaperState, ...]]":
            from models.centre.selection.packets import packet_manifest
            from models.scoring.paper_desk import PaperDesk, has_papers

            with central.reading() as session:
                manifest = packet_manifest(session, packet_id)
                typed = [one for one in earlier if has_papers(folder, one)]
                before = tuple((one, packet_manifest(session, one)) for one in typed)
            desk = PaperDesk(folder, packet_id, manifest, roster, before)
            return desk, desk.states(key)

        def take(both: "tuple[PaperDesk, tuple[PaperState, ...]]") -> None:
            self.desk = both[0]
            done(*both)

        title = tr("Reading the paper sheets")
        self._services.tasks.run(work, take, title=title, owner=self._owner, harmless=True)

    def open(self, state: "PaperState") -> None:
        """Work on the paper of `state`; where there is none yet, on a new one. Raises ScoringError as `start_paper`."""
        from models.scoring.paper_files import sign_typed

        assert self.desk is not None
        self.signed, self.before = state.signed, state.before
        if self.signed is None:
            paper = start_paper(self.desk.manifest, self.desk.packet_id, state.member.id, by=self.hand, at=_now())
            self.signed = sign_typed(paper, self.key)

    def close(self) -> None:
        """Leave the paper that is worked on, and forget the second person's key."""
        self.signed = self.second_key = None
        self.before = {}

    def correct(self, state: "PaperState", reason: str, done: Callable[[], None]) -> None:
        """Begin the next revision of the handed-in sheet of `state` with the lines as they were typed, and keep it."""
        desk, key, hand = self.desk, self.key, self.hand
        assert desk is not None

        def work(_report: "Report") -> None:
            from models.scoring.paper_again import correct_paper
            from models.scoring.paper_files import sign_typed

            previous = desk.previous(state.member.id, key)
            if previous is None:
                raise ScoringError(tr("Nothing of this sheet is typed yet; it was not handed in."))
            desk.keep(sign_typed(correct_paper(desk.manifest, previous, correction=reason, by=hand, at=_now()), key))

        title = tr("Beginning the correction")
        self._services.tasks.run(work, lambda _none: done(), title=title, owner=self._owner)

    def carry_over(self, state: "PaperState", done: Callable[[], None]) -> None:
        """Begin the paper of `state` with what was typed for an earlier revision of the packet, and keep it."""
        desk, key, hand, earlier = self.desk, self.key, self.hand, state.earlier
        assert desk is not None
        assert earlier is not None

        def work(_report: "Report") -> None:
            from models.scoring.paper_again import carry_paper
            from models.scoring.paper_files import sign_typed

            paper = carry_paper(earlier.paper, earlier.packet, desk.manifest, desk.packet_id, by=hand, at=_now())
            desk.keep(sign_typed(paper, key))

        title = tr("Carrying the sheet over")
        self._services.tasks.run(work, lambda _none: done(), title=title, owner=self._owner)

    def type_line(self, line: PaperLine) -> None:
        """Type `line` and keep it. Raises ScoringError."""
        assert self.desk is not None
        assert self.signed is not None
        paper = self.paper.type_line(line, self.desk.manifest, by=self.hand, at=_now())
        self.signed = self.signed.with_typed(paper, self.key)
        self._keep()

    def confirm(self, codes: Iterable[str]) -> None:
        """Confirm these lines and keep that. Raises ScoringError."""
        self._checked(self.paper.confirm_lines(codes, by=self.hand, at=_now()))

    def send_back(self, code: str, note: str) -> None:
        """Send a line back and keep that. Raises ScoringError."""
        self._checked(self.paper.send_back(code, note, by=self.hand, at=_now()))

    def _checked(self, paper: Paper) -> None:
        assert self.signed is not None
        self.signed = self.signed.with_checks(paper, self.key)
        self._keep()

    def _keep(self) -> None:
        """Write what is typed in the background; what comes meanwhile is written right after."""
        if self._saving:
            self._again = True
            return
        self._saving, self._again = True, False
        desk, signed = self.desk, self.signed
        assert desk is not None
        assert signed is not None

        def settled(_answer: object = None) -> None:
            self._saving = False
            if self._again:
                self._keep()

        title = tr("Keeping what was typed")
        self._services.tasks.run(lambda _report: desk.keep(signed), settled, title=title, failed=settled)

    def with_second_key(self, done: Callable[[], None]) -> None:
        """Ask for another person's key file and passphrase; `done` is called when it is one of the enrolled."""
        path = self._services.files.open_key(tr("The key file of the second person"))
        if path is None:
            return

        def take(key: "PrivateKey") -> None:
            assert self.desk is not None
            self.paper.check_second_person(self.desk.hand(key.public_line))
            self.second_key = key
            done()

        self._services.session.open_key(
            path,
            take,
            title=tr("The second person's key"),
            text=tr("The second person types the own passphrase. The key is forgotten when the sheet is left."),
            owner=self._owner,
        )

    def hand_in(self, state: "PaperState", folder: Path, done: Callable[[Path], None]) -> None:
        """Make the sheet, keep it, and copy it into `folder`; a sheet that is made already is only copied."""
        desk, key, signed = self.desk, self.key, state.signed
        assert desk is not None
        kept = desk.sheet_path(state.member.id, state.revision)

        def work(_report: "Report") -> Path:
            from models.scoring.paper_files import carry_sheet, hand_in_paper

            if not kept.exists():
                if signed is None:
                    raise ScoringError(tr("Nothing of this sheet is typed yet; it was not handed in."))
                previous = desk.previous(state.member.id, key)
                hand_in_paper(kept, signed, desk.manifest, key, at=_now(), previous=previous)
            return carry_sheet(kept, folder, state.member.id, state.revision)

        self._services.tasks.run(work, done, title=tr("Handing the sheet in"), owner=self._owner)

    def print_sheet(self, member: str, path: Path, done: Callable[[Path], None]) -> None:
        """Write the paper sheet of `member` as PDF to `path`."""
        desk = self.desk
        assert desk is not None

        def work(report: "Report") -> Path:
            from models.protocol.paper_sheet import write_paper_sheet

            write_paper_sheet(path, desk.manifest, desk.packet_id, member, report=report)
            return path

        self._services.tasks.run(work, done, title=tr("Setting the paper sheet"), owner=self._owner)

    def carry(self, state: "PaperState", path: Path, done: Callable[[Path], None]) -> None:
        """Write the typed paper to `path`, for the second person's computer."""
        desk, signed = self.desk, state.signed
        assert desk is not None
        assert signed is not None

        def work(_report: "Report") -> Path:
            from models.scoring.paper_files import write_paper
            from models.sealing.safe_write import free_name

            free = free_name(path)
            write_paper(free, signed, desk.roster)
            return free

        self._services.tasks.run(work, done, title=tr("Writing the typed sheet"), owner=self._owner)

    def take(self, path: Path, done: "Callable[[SignedPaper, bool | None], None]") -> None:
        """Read a typed paper from another computer; `done` gets it, and whether it is further than the kept one."""
        desk, key = self.desk, self.key
        assert desk is not None

        def work(_report: "Report") -> "tuple[SignedPaper, bool | None]":
            from models.scoring.paper_desk import newer

            other = desk.read(path, key)
            kept = desk.path(other.paper.typed.member, other.paper.typed.revision)
            return other, newer(desk.read(kept, key), other) if kept.exists() else True

        title = tr("Reading the typed sheet")
        self._services.tasks.run(work, lambda both: done(*both), title=title, owner=self._owner)

    def keep_taken(self, signed: "SignedPaper", done: Callable[[], None]) -> None:
        """Keep a paper from another computer in place of the one here."""
        desk = self.desk
        assert desk is not None
        self._services.tasks.run(
            lambda _report: desk.keep(signed),
            lambda _none: done(),
            title=tr("Keeping what was typed"),
            owner=self._owner,
        )


def _now() -> datetime:
    return now().replace(microsecond=0)

"""Who sits here: the person's key, unlocked once, and the card that others know them by."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from models.errors import SealError
from models.progress import Report
from models.wording import tr
from ui.shell.dialogs import Dialogs
from ui.shell.home import Home
from ui.shell.person import NewPerson, SignedIn
from ui.shell.tasks import Tasks

if TYPE_CHECKING:
    from models.scoring.workspace.store import Workspace
    from models.sealing.cards import Card
    from models.sealing.keys import PrivateKey


class Session(QObject):
    """Holds the unlocked key in memory until the window closes. `changed` tells of every sign-in, lock and new key."""

    changed = Signal()

    def __init__(self, home: Home, tasks: Tasks, dialogs: Dialogs) -> None:
        super().__init__()
        self._home = home
        self._tasks = tasks
        self._dialogs = dialogs
        self._key: PrivateKey | None = None
        self._workspace: Workspace | None = None
        self._person: SignedIn | None = None

    @property
    def has_key(self) -> bool:
        """Whether this laptop has a key file for the person."""
        return self._home.key.is_file()

    @property
    def key(self) -> "PrivateKey | None":
        """The unlocked key, or None."""
        return self._key

    @property
    def workspace(self) -> "Workspace | None":
        """This laptop's workspace while it is open: one for all places, because only one may be open at a time."""
        return self._workspace

    @property
    def person(self) -> SignedIn | None:
        """Who the card says sits here, or None while there is no readable card."""
        return self._person

    def read_card(self) -> None:
        """Read the own card, if there is one. Raises FileError or SealError when it can't be trusted."""
        if not self._home.card.is_file():
            return
        from models.sealing.cards import read_card

        self._know(read_card(self._home.card))

    def with_key(self, then: Callable[["PrivateKey"], None]) -> None:
        """Call `then` with the unlocked key: at once, after the passphrase, or after a key was made.

        Says nothing and calls nothing when the person changes their mind.
        """
        if self._key is not None:
            then(self._key)
        elif self.has_key:
            self._unlock(then)
        elif (person := self._dialogs.new_person()) is not None:
            self.make(person, then)

    def with_workspace(self, then: Callable[["Workspace"], None]) -> None:
        """Call `then` with this laptop's open workspace, after the key was unlocked (`with_key`) where it was not.

        It stays open until the key is locked or the window closes. Errors are shown, and `then` is not called.
        """
        self.with_key(lambda key: self._open_workspace(key, then))

    def _open_workspace(self, key: "PrivateKey", then: Callable[["Workspace"], None]) -> None:
        if self._workspace is not None:
            then(self._workspace)
            return
        folder = self._home.workspace

        def work(_report: Report) -> "Workspace":
            from models.scoring.workspace.store import Workspace

            if self._workspace is None:  # kept here already: who asked meanwhile waits behind us in the queue
                self._workspace = Workspace.create_or_open(folder, key)
            return self._workspace

        self._tasks.run(work, then, title=tr("Opening your workspace"), owner=self, harmless=True)

    def _close_workspace(self) -> None:
        if self._workspace is not None:
            self._workspace.close()
            self._workspace = None

    def make(self, person: NewPerson, then: Callable[["PrivateKey"], None] | None = None) -> None:
        """Make key and card in the background; errors are shown. An existing key is never replaced."""
        home = self._home

        def work(_report: Report) -> "tuple[PrivateKey, Card]":
            from models.sealing.cards import write_card
            from models.sealing.keys import new_key

            home.root.mkdir(parents=True, exist_ok=True)
            key = new_key(home.key, person.passphrase)
            return key, write_card(home.card, **_said_of(person), key=key)

        def done(made: "tuple[PrivateKey, Card]") -> None:
            self._key, card = made
            self._know(card)
            if then is not None:
                then(made[0])

        self._tasks.run(work, done, title=tr("Making the key"), owner=self)

    def make_card(self) -> None:
        """Unlock the existing key where it is locked, ask who it belongs to, and make the missing card."""
        self.with_key(self._ask_card)

    def _ask_card(self, key: "PrivateKey") -> None:
        person = self._dialogs.card_person()
        if person is None:
            return
        path = self._home.card

        def work(_report: Report) -> "Card":
            from models.sealing.cards import write_card

            return write_card(path, **_said_of(person), key=key)

        self._tasks.run(work, self._know, title=tr("Making the card"), owner=self)

    def lock(self) -> None:
        """Forget the unlocked key and close the workspace; the next use asks for the passphrase."""
        self._close_workspace()
        self._key = None
        self.changed.emit()

    def forget(self) -> None:
        """Drop the key and close the workspace without a word: the window closes."""
        self._close_workspace()
        self._key = None

    def export_card(self, path: Path) -> None:
        """Copy the own card to `path`, in the place of a file there: the dialog has asked. Raises FileError."""
        from models.sealing.cards import read_card
        from models.sealing.safe_write import safe_write

        read_card(self._home.card)
        safe_write(path, self._home.card.read_bytes())

    def open_key(
        self,
        path: Path,
        then: Callable[["PrivateKey"], None],
        *,
        title: str,
        text: str,
        owner: QObject,
        problem: str = "",
    ) -> None:
        """Ask for the passphrase of the key at `path`, again while it does not open it, and hand the key to `then`.

        The key is not kept here; `title` and `text` say in the dialog whose it is and what for.
        """
        passphrase = self._dialogs.passphrase(title, text, problem=problem)
        if passphrase is None:
            return

        def work(_report: Report) -> "PrivateKey | SealError":
            from models.sealing.keys import load_key

            try:
                return load_key(path, passphrase)
            except SealError as error:
                return error

        def done(answer: "PrivateKey | SealError") -> None:
            if isinstance(answer, SealError):
                self.open_key(path, then, title=title, text=text, owner=owner, problem=str(answer))
            else:
                then(answer)

        self._tasks.run(work, done, title=tr("Unlocking the key"), owner=owner, harmless=True)

    def _unlock(self, then: Callable[["PrivateKey"], None]) -> None:
        def unlocked(key: "PrivateKey") -> None:
            self._key = key
            self.changed.emit()
            then(key)

        self.open_key(
            self._home.key,
            unlocked,
            title=tr("Unlock your key"),
            text=tr("Your key signs and opens files in your name. It stays unlocked until you close the window."),
            owner=self,
        )

    def _know(self, card: "Card") -> None:
        from models.sealing.public_keys import fingerprint

        self._person = SignedIn(
            card.name, card.position, card.organisation, card.public_key, fingerprint(card.public_key)
        )
        self.changed.emit()


def _said_of(person: NewPerson) -> dict[str, str]:
    return {"name": person.name, "position": person.position, "organisation": person.organisation}

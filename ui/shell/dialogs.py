"""Questions that stop the work: files, yes or no, a reason, a passphrase. A seam where tests put the answers.

The dialogs themselves are loaded when one is asked for: the first page shows none.
"""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QWidget

from models.errors import TandauError
from models.wording import tr
from ui.shell.kinds import FileKind
from ui.shell.person import NewPerson
from ui.shell.settings import Settings
from ui.widgets.plain import plain


class Files:
    """Asks for files and folders, and remembers the last folder."""

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        self._settings = settings
        self._parent = parent

    def open(self, title: str, *kinds: FileKind) -> Path | None:
        """Return the one file chosen, or None. No kinds: any file."""
        from PySide6.QtWidgets import QFileDialog

        chosen, _ = QFileDialog.getOpenFileName(self._parent, title, self._folder(), _filters(kinds))
        return self._remember(chosen)

    def open_key(self, title: str) -> Path | None:
        """Return the key file chosen, or None. Its folder is not remembered: nothing is to be put beside a key."""
        from PySide6.QtWidgets import QFileDialog

        chosen, _ = QFileDialog.getOpenFileName(self._parent, title, self._folder(), _filters(()))
        return Path(chosen) if chosen else None

    def open_many(self, title: str, *kinds: FileKind) -> tuple[Path, ...]:
        """Return the files chosen, in the dialog's order; empty when the person changed their mind."""
        from PySide6.QtWidgets import QFileDialog

        chosen, _ = QFileDialog.getOpenFileNames(self._parent, title, self._folder(), _filters(kinds))
        return tuple(path for path in map(self._remember, chosen) if path)

    def save(self, title: str, name: str, *kinds: FileKind) -> Path | None:
        """Return where to write, suggested as `name`, or None. The dialog asks before it returns an existing file.

        A name typed without an ending of `kinds` gets that of `name`, so that the file is known for what it is.
        """
        chosen = self._save(title, name, kinds)
        return self._remember(str(chosen)) if chosen is not None else None

    def save_new(self, title: str, name: str, *kinds: FileKind) -> Path | None:
        """Return where to write what replaces nothing, as `save`; who writes refuses a name that exists."""
        chosen = self._save(title, name, kinds, replaces=False)
        return self._remember(str(chosen)) if chosen is not None else None

    def save_key(self, title: str, name: str) -> Path | None:
        """Return where to write a key file, as `save_new`. Its folder is not remembered, as with `open_key`."""
        return self._save(title, name, (), replaces=False)

    def _save(self, title: str, name: str, kinds: Sequence[FileKind], *, replaces: bool = True) -> Path | None:
        from PySide6.QtWidgets import QDialog, QFileDialog

        ending = Path(name).suffix
        known = {ending, *(one for kind in kinds for one in kind.endings)}
        dialog = QFileDialog(self._parent, title, self._folder(), _filters(kinds))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setOption(QFileDialog.Option.DontConfirmOverwrite, not replaces)
        dialog.setDefaultSuffix(ending)
        dialog.selectFile(name)
        while dialog.exec() == QDialog.DialogCode.Accepted:
            path = Path(dialog.selectedFiles()[0])
            if path.suffix.casefold() in known:
                return path
            dialog.selectFile(f"{path.name}{ending}")  # asked again: in "sitting of 7.05" Qt takes ".05" for an ending
        return None

    def folder(self, title: str) -> Path | None:
        """Return the folder chosen, or None."""
        from PySide6.QtWidgets import QFileDialog

        chosen = QFileDialog.getExistingDirectory(self._parent, title, self._folder())
        if chosen:
            self._settings.change(folder=chosen)
        return Path(chosen) if chosen else None

    def _folder(self) -> str:
        last = self._settings.now.folder
        return last if last and Path(last).is_dir() else str(Path.home())

    def _remember(self, chosen: str) -> Path | None:
        if not chosen:
            return None
        self._settings.change(folder=str(Path(chosen).parent))
        return Path(chosen)


def _filters(kinds: Sequence[FileKind]) -> str:
    every = tr("All Files (*)")
    return ";;".join(
        [*(f"{kind.title()} ({' '.join(f'*{ending}' for ending in kind.endings)})" for kind in kinds), every]
    )


class Dialogs:
    """The questions in words."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self._parent = parent

    def ask(self, question: str, *, yes: str, no: str = "", details: str = "") -> bool:
        """Return whether the person chose `yes`. "No" is the default and what Escape means."""
        from PySide6.QtWidgets import QMessageBox, QPushButton

        box = QMessageBox(self._parent)
        box.setIcon(QMessageBox.Icon.Question)
        box.setWindowTitle(tr("Tandau"))
        box.setText(plain(question))
        box.setInformativeText(plain(details))
        accept = QPushButton(yes)
        refuse = QPushButton(no or tr("Cancel"))
        box.addButton(accept, QMessageBox.ButtonRole.AcceptRole)
        box.addButton(refuse, QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(refuse)
        box.setEscapeButton(refuse)
        box.exec()
        return box.clickedButton() is accept

    def choose(self, question: str, options: Sequence[tuple[str, str, str]]) -> str | None:
        """Return the key of one of `options` (key, title, explanation), or None."""
        from ui.shell.ask import ChoiceDialog

        dialog = ChoiceDialog(question, options, self._parent)
        return dialog.chosen if dialog.exec() else None

    def reason(self, title: str, text: str, *, least: int = 5) -> str | None:
        """Return the reason given, stripped and at least `least` characters long, or None."""
        from ui.shell.ask import ReasonDialog

        dialog = ReasonDialog(title, text, least=least, parent=self._parent)
        return dialog.reason if dialog.exec() else None

    def passphrase(self, title: str, text: str, *, problem: str = "") -> str | None:
        """Return the passphrase of an existing key, or None. `problem` says why we ask again."""
        from ui.shell.ask import PassphraseDialog

        dialog = PassphraseDialog(title, text, problem=problem, parent=self._parent)
        return dialog.passphrase if dialog.exec() else None

    def recovery_passphrase(self) -> str | None:
        """Return the passphrase for a new recovery key, given twice, or None."""
        from ui.shell.ask import RecoveryKeyDialog

        dialog = RecoveryKeyDialog(self._parent)
        return dialog.passphrase if dialog.exec() else None

    def new_person(self) -> NewPerson | None:
        """Return who a new key is for, with the passphrase, or None."""
        from ui.shell.ask import NewPersonDialog

        dialog = NewPersonDialog(self._parent)
        return dialog.person if dialog.exec() else None

    def card_person(self) -> NewPerson | None:
        """Return who the card of an existing, unlocked key is for, without a passphrase, or None."""
        from ui.shell.ask import NewPersonDialog

        dialog = NewPersonDialog(self._parent, with_key=False)
        return dialog.person if dialog.exec() else None

    def problems(self, error: TandauError) -> None:
        """Show an error with its list of problems, which can be copied."""
        from ui.shell.ask import ProblemsDialog

        ProblemsDialog(str(error.args[0]) if error.args else "", error.problems, self._parent).exec()

    def report(self, text: str) -> None:
        """Show the report of a bug of ours, to be copied and sent."""
        from ui.shell.ask import ProblemsDialog

        ProblemsDialog(
            tr(
                "Tandau has made a mistake. Your saved work is not touched. Copy this report and send it to the makers."
            ),
            text.splitlines(),
            self._parent,
        ).exec()

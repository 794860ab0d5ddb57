"""The kinds of files that people drop on the window, by the ending of their names."""

from enum import StrEnum
from pathlib import Path

from models.wording import tr


class FileKind(StrEnum):
    """What a file is by its name; what it truly is, the models find out when they read it."""

    PACKET = "packet"
    SHEET = "sheet"
    RESULT = "result"
    CARD = "card"
    TABLE = "table"
    PROFILE = "profile"
    PDF = "pdf"
    CENTRAL = "tandau"

    @property
    def endings(self) -> tuple[str, ...]:
        """The endings of names, in lower case with the dot; the first is the one we write."""
        return {FileKind.TABLE: (".xlsx", ".csv", ".tsv"), FileKind.PROFILE: (".toml",)}.get(self, (f".{self}",))

    def title(self) -> str:
        """Return the kind in the current language."""
        return {
            FileKind.PACKET: tr("Contest packets"),
            FileKind.SHEET: tr("Score sheets"),
            FileKind.RESULT: tr("Contest results"),
            FileKind.CARD: tr("Member cards"),
            FileKind.TABLE: tr("Tables"),
            FileKind.PROFILE: tr("Contest profiles"),
            FileKind.PDF: tr("PDF documents"),
            FileKind.CENTRAL: tr("Central files"),
        }[self]

    @classmethod
    def of(cls, path: Path) -> "FileKind | None":
        """Return the kind of `path` by its ending, or None for a file that no place takes."""
        ending = path.suffix.casefold()
        return next((kind for kind in cls if ending in kind.endings), None)

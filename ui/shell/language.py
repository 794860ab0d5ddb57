"""Qt's own texts (buttons of dialogs, context menus) in the language of the window, from our catalogue."""

from PySide6.QtCore import QLocale, QTranslator
from PySide6.QtWidgets import QApplication

from models.wording import current_language, tr, use_language

NAMES = {"kk": "Қазақша", "ru": "Русский", "en": "English"}
"""Each language by its own name, so that everyone finds theirs."""
_TERRITORIES = {
    "kk": QLocale(QLocale.Language.Kazakh, QLocale.Country.Kazakhstan),
    "ru": QLocale(QLocale.Language.Russian, QLocale.Country.Kazakhstan),
    "en": QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom),
}
_installed: list["QtTexts"] = []


class QtTexts(QTranslator):
    """Answers Qt for the texts it shows by itself; whatever we do not know stays as Qt has it."""

    def __init__(self) -> None:
        super().__init__()
        self._texts = _texts() if current_language() != "en" else {}

    def isEmpty(self) -> bool:  # noqa: N802 - Qt's name
        return False

    def translate(
        self,
        context: str,  # noqa: ARG002 - Qt's signature
        source_text: str,
        disambiguation: str | None = None,  # noqa: ARG002
        n: int = -1,  # noqa: ARG002
    ) -> str:
        return self._texts.get(source_text, source_text)


def speak(app: QApplication, language: str) -> None:
    """Make our texts, Qt's texts and the forms of dates and numbers follow `language` ("kk", "ru", "en")."""
    use_language(language)
    QLocale.setDefault(_TERRITORIES[language])
    for old in _installed:
        app.removeTranslator(old)
    _installed[:] = [QtTexts()]
    app.installTranslator(_installed[0])


def system_language() -> str:
    """Return the language of the desktop where the program has it, else Kazakh in Kazakhstan and English elsewhere."""
    system = QLocale.system()
    known = {QLocale.Language.Kazakh: "kk", QLocale.Language.Russian: "ru"}.get(system.language())
    if known:
        return known
    return "kk" if system.territory() == QLocale.Country.Kazakhstan else "en"


def _texts() -> dict[str, str]:
    return {
        "OK": tr("OK"),
        "&OK": tr("&OK"),
        "Cancel": tr("Cancel"),
        "&Cancel": tr("&Cancel"),
        "&Yes": tr("&Yes"),
        "&No": tr("&No"),
        "Close": tr("Close"),
        "&Close": tr("&Close"),
        "Save": tr("Save"),
        "&Save": tr("&Save"),
        "Open": tr("Open"),
        "&Open": tr("&Open"),
        "Retry": tr("Retry"),
        "Help": tr("Help"),
        "&Undo": tr("&Undo"),
        "&Redo": tr("&Redo"),
        "Cu&t": tr("Cu&t"),
        "&Copy": tr("&Copy"),
        "&Paste": tr("&Paste"),
        "Delete": tr("Delete"),
        "&Delete": tr("&Delete"),
        "Select All": tr("Select All"),
        "Show Details...": tr("Show Details..."),
        "Hide Details...": tr("Hide Details..."),
        "Look in:": tr("Look in:"),
        "&Look in:": tr("Look in:"),
        "File &name:": tr("File &name:"),
        "Files of type:": tr("Files of type:"),
        "Files of &type:": tr("Files of type:"),
        "Directory:": tr("Directory:"),
        "Directories": tr("Folders"),
        "&Choose": tr("&Choose"),
        "Create New Folder": tr("Create New Folder"),
        "Parent Directory": tr("Parent Directory"),
        "Name": tr("Name"),
        "Size": tr("Size"),
        "Type": tr("Type"),
        "Date Modified": tr("Date Modified"),
        "Computer": tr("Computer"),
        "All Files (*)": tr("All Files (*)"),
        "%1\nFile not found.\nPlease verify the correct file name was given.": tr("%1\nThere is no such file."),
        "%1\nDirectory not found.\nPlease verify the correct directory name was given.": tr(
            "%1\nThere is no such folder."
        ),
        "%1 already exists.\nDo you want to replace it?": tr("%1 is there already.\nReplace it?"),
        "Show &hidden files": tr("Show hidden files"),
        "&New Folder": tr("New folder"),
        "&Rename": tr("Rename"),
        "Folder": tr("Folder"),
        "File Folder": tr("Folder"),
        "File": tr("File"),
        "%1 File": tr("%1 file"),
        "Drive": tr("Drive"),
        "Unknown": tr("Unknown kind"),
        "Back": tr("Back"),
        "Go back": tr("Go back"),
        "Forward": tr("Forward"),
        "Go forward": tr("Go forward"),
        "Go to the parent directory": tr("Go to the parent folder"),
        "Create a New Folder": tr("Create New Folder"),
        "List View": tr("As a list"),
        "Change to list view mode": tr("As a list"),
        "Detail View": tr("With details"),
        "Change to detail view mode": tr("With details"),
        "Show ": tr("Column: "),
        "Recent Places": tr("Recent folders"),
        "Remove": tr("Remove"),
    }

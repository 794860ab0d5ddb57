"""Where this person's files live on this computer, and the little that the program remembers between two starts."""

import json
import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, fields
from pathlib import Path

from models.errors import FileError
from models.wording import LANGUAGES, tr
from ui.shell.home import Home


def home(environment: Mapping[str, str] = os.environ) -> Home:
    """Return where this person's data live: TANDAU_HOME, else the place that the system has for it."""
    chosen = environment.get("TANDAU_HOME")
    if chosen:
        return Home.at(Path(chosen).absolute())
    from platformdirs import user_data_path

    return Home.at(user_data_path("tandau", appauthor=False))


def settings_file(place: Home) -> Path:
    """Return the file of `Settings`."""
    return place.root / "settings.json"


def log_folder(place: Home) -> Path:
    """Return the folder of crash reports."""
    return place.root / "logs"


@dataclass(frozen=True)
class Settings:
    """What the program remembers."""

    language: str = ""
    """"kk", "ru" or "en"; empty: as the computer speaks."""
    text_size: int = 100
    """Per cent of the usual size."""
    place: str = ""
    """The place of the window entered last."""
    folder: str = ""
    """The folder of the last file dialog."""
    central: str = ""
    """The central file opened last: a path, or a URL without its password."""
    written_in: str = ""
    """The place that stands in the papers of the office."""


def load(path: Path) -> Settings:
    """Return the settings in `path`; the defaults where there are none. Keys of a later version are passed over.

    A file that can't be understood is set aside beside itself as "….broken" and the defaults are used: no setting is
    worth a program that does not start.
    """
    try:
        found = dict(json.loads(path.read_bytes()).items())
        return _checked(Settings(**{name: found[name] for name in _NAMES if name in found}))
    except FileNotFoundError:
        return Settings()
    except (ValueError, AttributeError):
        with suppress(OSError):
            path.replace(path.with_name(f"{path.name}.broken"))
        return Settings()
    except OSError:
        return Settings()


_NAMES = tuple(field.name for field in fields(Settings))


def _checked(found: Settings) -> Settings:
    """Return `found`. Raises ValueError for anything that is not a setting's value."""
    for field in fields(Settings):
        if type(getattr(found, field.name)) is not type(field.default):
            raise ValueError(field.name)
    if found.language not in ("", *LANGUAGES) or not 50 <= found.text_size <= 300:
        raise ValueError("out of range")
    return found


def save(path: Path, settings: Settings) -> None:
    """Write `settings` in one step. Raises FileError where the disk refuses; the old file then stands."""
    from models.sealing.safe_write import safe_write

    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise FileError(
            tr(
                "The folder “{path}” could not be made ({why}). The settings stay as they were. "
                "Choose another folder by TANDAU_HOME.",
                path=path.parent,
                why=error.strerror or type(error).__name__,
            )
        ) from error
    safe_write(path, json.dumps(asdict(settings), ensure_ascii=False, indent=1).encode())


def language(settings: Settings, asked: str | None = None, environment: Mapping[str, str] = os.environ) -> str:
    """Return the language to speak: `asked`, else TANDAU_LANG, else the settings', else the computer's, else Russian.

    An unknown value is passed over; the command line refuses one that was typed.
    """
    for wish in (asked, environment.get("TANDAU_LANG"), settings.language):
        if wish in LANGUAGES:
            return wish
    import locale

    for wish in _beginnings((locale.getlocale()[0] or "").lower(), environment):
        if wish in LANGUAGES:
            return wish
    return "ru"


def _beginnings(spoken: str, environment: Mapping[str, str]) -> list[str]:
    names = {"kazakh": "kk", "russian": "ru", "english": "en"}  # Windows says "Kazakh_Kazakhstan"
    found = [environment.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANG")] + [spoken]
    return [names.get(word.lower().split("_")[0], word.lower()[:2]) for word in found if word not in ("", "C", "POSIX")]

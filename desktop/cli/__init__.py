"""The command line: the same functions as the window's, for what staff automate and for whoever checks.

Exit status: 0 done, 1 the data refuse it (the reason stands on stderr), 2 the call is wrong, 3 a bug of ours.
Every subject is one module: a group of commands is its `app`, a single command its `command`; `desktop.cli.app` lists
them. Help texts are marked by `later`, because they are written before the language is known.
"""

import sys
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

from desktop import crash, settings
from models.errors import CancelledError, TandauError, UsageError
from models.wording import LANGUAGES, said, tr, use_language

DONE, REFUSED, WRONG_CALL, BUG = 0, 1, 2, 3
OPENED_BY_WINDOW = {".packet", ".sheet", ".result", ".card"}
"""Files that the system hands over by a double click."""


def run(arguments: Sequence[str]) -> int:
    """Do what `arguments` (without the program's name) ask and return the exit status. Never raises."""
    _speak_utf8()
    place = settings.home()
    crash.install(settings.log_folder(place))
    try:
        remembered = settings.load(settings.settings_file(place))
        use_language(settings.language(remembered, _language_in(arguments)))
        if (files := _only_files(arguments)) is not None:
            from desktop.window import open_window

            return open_window(place, remembered, files)
        return _command(arguments)
    except CancelledError:
        return REFUSED
    except TandauError as error:
        from desktop.cli.output import refuse

        refuse(error, as_json="--json" in arguments)
        return WRONG_CALL if isinstance(error, UsageError) else REFUSED
    except Exception as error:  # noqa: BLE001 - the outermost place: a bug is logged and told, whatever it is
        crash.met(error)
        return BUG


def _command(arguments: Sequence[str]) -> int:
    import typer
    from typer.main import get_command

    from desktop.cli.app import application

    command = get_command(application())
    _translate(command)
    # With --json a wrong call is told as JSON, too; else typer words it itself. Its class of errors has no public name.
    wrong_call: Any = next(kind for kind in typer.BadParameter.__mro__ if kind.__name__ == "ClickException")
    try:
        done = command.main(args=list(arguments), prog_name="tandau", standalone_mode="--json" not in arguments)
    except SystemExit as end:
        done = end.code
    except typer.Abort:
        return REFUSED
    except wrong_call as error:
        raise UsageError(error.format_message()) from error
    return done if isinstance(done, int) else DONE


def _translate(command: Any) -> None:
    """Put the help texts of `command` and of everything under it into the current language."""
    for part in (command, *command.params):
        if getattr(part, "help", None):
            part.help = said(part.help)
    for below in getattr(command, "commands", {}).values():
        _translate(below)


def _language_in(arguments: Sequence[str]) -> str | None:
    """Return the value of `--lang`, None where it is not given. Raises UsageError for a language we do not have."""
    for word, following in pairwise([*arguments, ""]):
        if word == "--lang" or word.startswith("--lang="):
            asked = following if word == "--lang" else word.removeprefix("--lang=")
            if asked not in LANGUAGES:
                raise UsageError(
                    tr("There is no language “{name}”; there are {names}.", name=asked, names=", ".join(LANGUAGES))
                )
            return asked
    return None


def _only_files(arguments: Sequence[str]) -> list[Path] | None:
    """Return the files to open in the window, or None where `arguments` are a command."""
    rest = list(arguments)
    while rest and rest[0].startswith("--lang"):
        del rest[: 1 if "=" in rest[0] else 2]
    files = [Path(word) for word in rest]
    return files if all(file.suffix in OPENED_BY_WINDOW for file in files) else None


def _speak_utf8() -> None:
    """Write UTF-8 wherever the output goes: a Windows console's own code page lacks Kazakh letters."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")

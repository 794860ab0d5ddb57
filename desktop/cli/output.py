"""How every command takes its common options and gives its answer."""

import json
import os
import re
import sys
from collections.abc import Iterable
from getpass import getpass
from pathlib import Path
from typing import Annotated, Any

import typer

from models.errors import TandauError, UsageError
from models.wording import later, tr

_STEERING = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""Control characters but tab and line end, and what turns the direction of writing."""

AsJson = Annotated[bool, typer.Option("--json", help=later("Write the answer as JSON, for a program."))]
KeyFile = Annotated[
    Path | None, typer.Option("--key", metavar="FILE", help=later("The key file (else your own on this computer)."))
]
IntoFolder = Annotated[Path, typer.Option("--out", metavar="DIR", help=later("The folder to write into."))]
PassphraseFile = Annotated[
    Path | None,
    typer.Option(
        "--passphrase-file",
        metavar="FILE",
        help=later(
            "Read the passphrase from the first line of this file (else TANDAU_PASSPHRASE, else you are asked)."
        ),
    ),
]


def answer(data: Any, lines: Iterable[str], *, as_json: bool) -> None:
    """Write `data` as one JSON document, or `lines` for a person, to the standard output."""
    if as_json:
        print(json.dumps(data, ensure_ascii=False, indent=1))
    else:
        for line in lines:
            say(line)


def say(text: object, *, wrong: bool = False) -> None:
    """Print `text` for a person, to the standard error where something is `wrong`.

    What would steer the terminal stands as "[U+001B]": names and titles come from files that anybody may have made.
    """
    shown = _STEERING.sub(lambda found: f"[U+{ord(found[0]):04X}]", str(text))
    print(shown, file=sys.stderr if wrong else sys.stdout, flush=wrong)


def refuse(error: TandauError, *, as_json: bool) -> None:
    """Write `error` to the standard error: in words, or as a JSON object with error, message and problems."""
    if as_json:
        told = {"error": type(error).__name__, "message": str(error.args[0]), "problems": list(error.problems)}
        print(json.dumps(told, ensure_ascii=False), file=sys.stderr)
    else:
        say(error, wrong=True)


def existing(path: Path) -> Path:
    """Return `path`. Raises UsageError where nothing is there."""
    if not path.exists():
        raise UsageError(tr("There is no “{path}”. Check the spelling and the folder.", path=path))
    return path


def expanded(paths: Iterable[Path]) -> list[Path]:
    """Return `paths` with `*` and `?` in names filled in, sorted, where the shell did not do it (Windows)."""
    found: list[Path] = []
    for path in paths:
        pattern = not path.exists() and any(sign in path.name for sign in "*?")
        found += sorted(path.parent.glob(path.name)) or [path] if pattern else [path]
    return found


def pairs(words: Iterable[str] | None) -> dict[str, str]:
    """Return what was given as NAME=VALUE, by name. Raises UsageError for a word without "="."""
    found: dict[str, str] = {}
    for word in words or ():
        name, sign, value = word.rpartition("=")
        if not (name and sign and value):
            raise UsageError(tr("“{word}” is not written as NAME=VALUE.", word=word))
        found[name] = value
    return found


def passphrase(file: Path | None, *, fresh: bool = False) -> str:
    """Return the passphrase from `file`, TANDAU_PASSPHRASE or the keyboard; `fresh` asks twice.

    Raises UsageError where there is nobody to ask, the two differ or `file` is no text, FileError where it can't be
    read.
    """
    if file is not None:
        return _first_line(existing(file))
    if "TANDAU_PASSPHRASE" in os.environ:
        return os.environ["TANDAU_PASSPHRASE"]
    if not sys.stdin.isatty():
        raise UsageError(tr("A passphrase is needed. Give it with --passphrase-file or TANDAU_PASSPHRASE."))
    typed = getpass(tr("Passphrase: "))
    if fresh and getpass(tr("The passphrase again: ")) != typed:
        raise UsageError(tr("The two passphrases differ. Nothing was written; start again."))
    return typed


def _first_line(file: Path) -> str:
    from models.sealing.reading import read_bytes

    try:
        text = read_bytes(file, at_most=1 << 20).decode("utf-8-sig")  # Windows' Notepad puts a mark before it
    except UnicodeDecodeError as error:
        raise UsageError(
            tr("“{name}” is no text in UTF-8; a passphrase is expected in its first line.", name=file.name)
        ) from error
    return (text.splitlines() or [""])[0]

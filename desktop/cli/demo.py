"""`tandau demo`: play the sample contest's day, name what it left, and open the window on the chair's laptop."""

import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from desktop import settings
from desktop.cli.output import AsJson, answer
from desktop.window import has_display, open_window
from models.errors import FileError, UsageError
from models.sealing.safe_write import free_name
from models.wording import current_language, later, tr
from ui.shell.home import Home

if TYPE_CHECKING:
    from models.sample.day import PlayedDay
    from models.sample.laptops import Laptop

HELP = later("Play the sample contest with five members, leave every file of the day in a folder, and open the window.")


def command(
    no_window: Annotated[bool, typer.Option("--no-window", help=later("Only play; open no window."))] = False,
    out: Annotated[
        Path | None,
        typer.Option(
            "--out",
            metavar="DIR",
            help=later("The folder to leave the files in, empty or new (else “tandau-demo” in the current folder)."),
        ),
    ] = None,
    seed: Annotated[int | None, typer.Option("--seed", help=later("Invent another contest."))] = None,
    as_json: AsJson = False,
) -> None:
    """Tell every step on the standard error where the answer is JSON, else on the standard output."""
    from models.sample.day import PASSPHRASE, SEED, play

    folder = _folder(out)
    began = time.monotonic()
    day = play(
        folder,
        Home.at,
        lambda line: print(line, file=sys.stderr if as_json else sys.stdout, flush=True),
        seed=SEED if seed is None else seed,
    )
    for laptop in (*day.members, day.secretary):
        _remember(day, laptop, folder)
    home = Home.at(day.chair.places.root)
    answer(
        {"folder": str(folder), "passphrase": PASSPHRASE, "files": _files(day), "home": str(home.root)},
        _lines(day, PASSPHRASE, seconds=time.monotonic() - began),
        as_json=as_json,
    )
    if not (no_window or as_json) and has_display():
        remembered = settings.load(settings.settings_file(settings.home()))
        raise typer.Exit(
            open_window(home, replace(remembered, place="", folder=str(folder / "usb"), central=str(day.central)))
        )


def _remember(day: "PlayedDay", laptop: "Laptop", folder: Path) -> None:
    """Let the window find the stick on every laptop, and the central file where its key opens it."""
    opens = laptop in (day.chair, day.secretary)
    settings.save(
        settings.settings_file(Home.at(laptop.places.root)),
        settings.Settings(
            language=current_language(), folder=str(folder / "usb"), central=str(day.central) if opens else ""
        ),
    )


def _folder(out: Path | None) -> Path:
    """Return the folder to play in. Raises UsageError for one that holds anything: nothing of anybody is replaced."""
    folder = free_name(Path("tandau-demo").absolute()) if out is None else out.absolute()
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UsageError(tr("“{path}” is not empty; nothing was written. Name an empty or a new folder.", path=folder))
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise FileError(
            tr(
                "The folder “{path}” can't be made ({why}). Name another one with --out.",
                path=folder,
                why=error.strerror,
            )
        ) from error
    return folder


def _files(day: "PlayedDay") -> dict[str, Any]:
    return {
        "central": str(day.central),
        "packets": [str(packet.path) for packet in day.packets],
        "sheets": [str(path) for path in day.sheets],
        "result": str(day.result),
        "protocol": str(day.papers.full),
        "protocol_public": str(day.papers.public),
        "matrix": str(day.papers.matrix),
        "blank_sheet": str(day.papers.blank_sheet),
    }


def _lines(day: "PlayedDay", passphrase: str, *, seconds: float) -> list[str]:
    def row(what: str, path: Path) -> str:
        return f"  {path}\n      {what}"

    return [
        "",
        tr("The day is played. Seconds: {seconds}. It left these files:", seconds=round(seconds)),
        *(row(tr("what applicants sent"), path) for path in (*day.sample.tables, day.sample.attachments)),
        row(tr("the central file, on the secretary's laptop"), day.central),
        *(
            row(tr("packet revision {n}, sealed to the commission", n=packet.revision), packet.path)
            for packet in day.packets
        ),
        *(row(tr("a score sheet, as it was carried to the sitting"), path) for path in sorted(day.sheets)),
        row(tr("the result, signed by the chair"), day.result),
        row(tr("the matrix of marks"), day.papers.matrix),
        row(tr("an empty paper score sheet"), day.papers.blank_sheet),
        row(tr("the protocol in its public form"), day.papers.public),
        row(tr("the protocol in its full form, to be signed"), day.papers.full),
        "",
        tr("The passphrase of every key: {passphrase}", passphrase=passphrase),
        tr("To sit down at a laptop, set TANDAU_HOME to one of these folders and start tandau:"),
        *(f"  {laptop.places.root}  {laptop.person.name}" for laptop in (*day.members, day.secretary)),
        "",
        tr("The protocol: {path}", path=day.papers.full),
    ]

"""All commands, by subject."""

from typing import Annotated

import typer

from desktop.cli import (
    compare,
    conflicts,
    contest,
    count,
    demo,
    duplicates,
    intake,
    keys,
    lot,
    packet,
    papers,
    protocol,
    screening,
    selfcheck,
    sheet,
    sitting,
    sync,
    verify,
)
from desktop.crash import program_version
from models.wording import later


def application() -> typer.Typer:
    """Return the whole command line; its help texts are English, to be translated by whoever shows them."""
    root = typer.Typer(
        add_completion=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        help=later("Select the winners of a small-grant contest. Without a command the window opens."),
    )
    root.callback()(_root)
    root.command("demo", help=demo.HELP)(demo.command)
    root.add_typer(contest.app, name="contest")
    root.command("intake", help=intake.HELP)(intake.command)
    root.command("screening", help=screening.HELP)(screening.command)
    root.add_typer(packet.app, name="packet")
    root.add_typer(sheet.app, name="sheet")
    root.add_typer(sitting.app, name="sitting")
    root.command("protocol", help=protocol.HELP)(protocol.command)
    root.add_typer(papers.app, name="papers")
    root.command("verify", help=verify.HELP)(verify.command)
    root.command("sync", help=sync.HELP)(sync.command)
    root.add_typer(keys.app, name="keys")
    root.command("count", help=count.HELP)(count.command)
    root.command("lot", help=lot.HELP)(lot.command)
    root.command("selfcheck", help=selfcheck.HELP)(selfcheck.command)
    root.command("conflicts", help=conflicts.HELP)(conflicts.command)
    root.command("duplicates", help=duplicates.HELP)(duplicates.command)
    root.command("compare", help=compare.HELP)(compare.command)
    return root


def _version(asked: bool) -> None:
    if asked:
        print(f"tandau {program_version()}")
        raise typer.Exit


def _smoke(asked: bool) -> None:
    if asked:
        from desktop.smoke import smoke

        smoke()
        print("OK")
        raise typer.Exit


def _root(
    *,
    language: Annotated[
        str | None, typer.Option("--lang", metavar="kk|ru|en", help=later("The language to speak."))
    ] = None,
    version: Annotated[
        bool, typer.Option("--version", is_eager=True, callback=_version, help=later("Print the version."))
    ] = False,
    smoke: Annotated[
        bool,
        typer.Option(
            "--smoke", is_eager=True, callback=_smoke, help=later("Start everything without a window and print OK.")
        ),
    ] = False,
) -> None:
    """Take what stands before a command."""

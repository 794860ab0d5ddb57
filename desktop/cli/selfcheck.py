"""`tandau selfcheck`: count built-in cases with known results on this computer."""

import typer

from desktop.cli.output import AsJson, answer
from models.sitting.selfcheck import selfcheck
from models.wording import later

HELP = later("Count built-in invented cases with known results: does this computer count correctly?")


def command(as_json: AsJson = False) -> None:
    """Print one line, and every case that came out wrong; exit status 1 where there is one."""
    checked = selfcheck()
    answer(checked.model_dump(mode="json"), (checked.line, *checked.failed), as_json=as_json)
    if not checked.holds:
        raise typer.Exit(1)

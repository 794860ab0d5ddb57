"""`tandau selfcheck`: count built-in cases with known results on this computer, and what a central file has stored."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from desktop.cli.output import AsJson, KeyFile, PassphraseFile, answer
from models.sitting.selfcheck import selfcheck
from models.wording import later, tr

if TYPE_CHECKING:
    from models.centre.results.sums import WrongSum

HELP = later("Count built-in invented cases with known results: does this computer count correctly?")


def command(
    *,
    central: Annotated[
        str | None,
        typer.Option(
            "--central",
            metavar="FILE|URL",
            help=later("Also check the sums stored in this central file against its marks."),
        ),
    ] = None,
    key: KeyFile = None,
    passphrase_file: PassphraseFile = None,
    as_json: AsJson = False,
) -> None:
    """Print one line, and every case that came out wrong; exit status 1 where there is one."""
    checked = selfcheck()
    wrong = _stored(central, key, passphrase_file) if central is not None else ()
    data, lines = checked.model_dump(mode="json"), [checked.line, *checked.failed]
    if central is not None:
        data["wrong_sums"] = [one.model_dump() for one in wrong]
        lines += [
            tr("Stored sums that are not what their marks come to: {n}.", n=len(wrong)),
            *(o.said() for o in wrong),
        ]
    answer(data, lines, as_json=as_json)
    if not checked.holds or wrong:
        raise typer.Exit(1)


def _stored(central: str, key: Path | None, passphrase_file: Path | None) -> "tuple[WrongSum, ...]":
    from desktop.cli.central import called
    from models.centre.results.sums import wrong_sums

    with called(central, key, passphrase_file) as call, call.central.reading() as session:
        return wrong_sums(session)

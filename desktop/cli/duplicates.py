"""`tandau duplicates`: what applications share that they should not, out of any tables."""

import csv
import sys
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from desktop.cli.output import AsJson, answer, existing, expanded, say
from models.errors import UsageError
from models.sealing.safe_write import safe_write
from models.wording import later, tr

if TYPE_CHECKING:
    from models.duplicates.finding import Duplicate, Duplicates

HELP = later("Find the same project, person, supplier or price quote in several applications of any tables.")
_COLUMNS = ("first", "second", "kind", "strength", "reason", "passages_first", "passages_second")
_BETWEEN = " […] "


def command(
    tables: Annotated[
        list[Path],
        typer.Argument(metavar="APPLICATIONS…", help=later("Tables of applications: XLSX, XLS or CSV.")),
    ],
    *,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="FILE", help=later("Write the pairs here, as CSV."))
    ] = None,
    at_least: Annotated[
        float | None, typer.Option("--at-least", metavar="0–1", help=later("Leave out pairs that are weaker."))
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Write the pairs, the strongest first, as CSV; what the reading left out goes to stderr."""
    from models.duplicates.finding import find_duplicates
    from models.duplicates.listed import read_listed
    from models.duplicates.texts import AT_LEAST

    if at_least is not None and not 0 < at_least <= 1:
        raise UsageError(tr("--at-least takes a number above 0 and up to 1, for example 0.5."))
    listed = read_listed([existing(path) for path in expanded(tables)])
    found = find_duplicates(listed.applications, at_least=at_least or AT_LEAST)
    for line in listed.notes:
        say(line, wrong=True)
    if out is not None:
        safe_write(out, ("\ufeff" + _csv(found)).encode())
    if as_json:
        answer({"applications": found.applications, "pairs": [_data(one) for one in found.pairs]}, (), as_json=True)
    elif out is None:
        sys.stdout.write(_csv(found))
    else:
        say(tr("Applications: {n}. Pairs: {pairs}.", n=found.applications, pairs=len(found.pairs)))


def _csv(found: "Duplicates") -> str:
    from models.intake.outside.tables import safe_cell

    text = StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(_COLUMNS)
    writer.writerows([safe_cell(cell) for cell in _row(one)] for one in found.pairs)
    return text.getvalue()


def _row(one: "Duplicate") -> tuple[str, ...]:
    from models.duplicates.finding import reason

    sides = ([" ".join(text.split()) for text in texts] for texts in _sides(one))
    return (one.one, one.two, one.kind.value, f"{one.strength:.3f}", reason(one), *(_BETWEEN.join(s) for s in sides))


def _sides(one: "Duplicate") -> tuple[list[str], list[str]]:
    return [passage.one for passage in one.passages], [passage.two for passage in one.passages]


def _data(one: "Duplicate") -> dict[str, Any]:
    from models.duplicates.finding import reason

    return {
        "first": one.one,
        "second": one.two,
        "kind": one.kind.value,
        "strength": one.strength,
        "reason": reason(one),
        "same": list(one.same),
        "passages": [{"first": passage.one, "second": passage.two, "words": passage.words} for passage in one.passages],
    }

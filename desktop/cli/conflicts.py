"""`tandau conflicts`: find probable conflicts of interest between two tables of people."""

import csv
import io
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from desktop.cli.output import AsJson, answer, existing
from models.sealing.safe_write import safe_write
from models.wording import later, tr

if TYPE_CHECKING:
    from models.conflicts.search import Hit

HELP = later("Find probable conflicts of interest between the people of a contest and its applicants, with the reason.")
COLUMNS = ("person", "applicant", "kind", "strength", "reason", "look")


def command(
    people: Annotated[Path, typer.Option("--people", metavar="P", help=later("The table of the contest's people."))],
    applicants: Annotated[Path, typer.Option("--applicants", metavar="A", help=later("The table of applicants."))],
    out: Annotated[
        Path | None, typer.Option("--out", metavar="FILE", help=later("Write the table here instead of printing it."))
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Write one row for each pair that anything connects, strongest first; statements about the tables go to stderr."""
    from models.conflicts.party_tables import read_parties
    from models.conflicts.search import find_conflicts

    ours, theirs = read_parties(existing(people)), read_parties(existing(applicants))
    hits = find_conflicts(ours.parties, theirs.parties)
    for line in (*ours.notes, *theirs.notes):
        print(line, file=sys.stderr)
    table = _table(hits)
    if out is not None:
        safe_write(out, table.encode("utf-8"))
    if as_json:
        answer([_row(hit) for hit in hits], (), as_json=True)
    elif out is None:
        sys.stdout.write(table)
    else:
        answer(None, [tr("Pairs found: {n}. To look at first: {look}.", n=len(hits), look=_looks(hits))], as_json=False)


def _looks(hits: "tuple[Hit, ...]") -> int:
    return sum(hit.look for hit in hits)


def _row(hit: "Hit") -> dict[str, Any]:
    return {
        "person": hit.person,
        "applicant": hit.applicant,
        "kind": hit.kind.value,
        "strength": hit.strength,
        "look": int(hit.look),
        "reason": hit.reason,
    }


def _table(hits: "tuple[Hit, ...]") -> str:
    from models.intake.tables import safe_cell

    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, COLUMNS, lineterminator="\n")
    writer.writeheader()
    for hit in hits:
        row = _row(hit)
        cells = {name: safe_cell(row[name]) for name in ("person", "applicant", "reason")}
        writer.writerow(row | cells | {"strength": f"{hit.strength:.2f}"})
    return text.getvalue()

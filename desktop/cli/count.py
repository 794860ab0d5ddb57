"""`tandau count`: rank any long table of marks by any profile's rule, to recount what was published."""

import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from desktop.cli.output import AsJson, answer, existing, say
from models.contest.counting_files import load_counting
from models.errors import UsageError
from models.sealing.reading import read_bytes
from models.sealing.safe_write import safe_write
from models.sitting.counting.recount import recount
from models.wording import later, tr

if TYPE_CHECKING:
    from models.sitting.counting.recounted import Recount, RecountRow

HELP = later(
    "Rank a table (application, member, criterion, points) by a profile's rule. An empty points cell is a missing mark."
)

_LARGEST = 1 << 30
"""Bytes of a table."""


def command(
    marks: Annotated[Path, typer.Argument(metavar="MARKS", help=later("The table, a CSV file."))],
    profile: Annotated[str, typer.Option("--profile", help=later("A built-in profile's name, or a TOML file."))],
    out: Annotated[
        Path | None, typer.Option("--out", metavar="FILE", help=later("Write the ranking here instead of printing it."))
    ] = None,
    steps: Annotated[bool, typer.Option("--steps", help=later("Show the steps of every total."))] = False,
    applications: Annotated[
        list[str] | None,
        typer.Option("--application", metavar="CODE", help=later("Show the steps of this application; repeatable.")),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Write place, application, total, marks and further columns; statements about the table go to stderr.

    Exit status 1 where unequal panels can't be ranked by a lawful way: totals and statements are still written.
    """
    if out is not None and out.exists() and out.samefile(existing(marks)):
        raise UsageError(tr("“{name}” is the table itself and was not replaced. Choose another name.", name=out.name))
    counted = recount(read_bytes(existing(marks), at_most=_LARGEST), load_counting(profile))
    codes = list(applications or ()) or ([row.application for row in counted.rows] if steps else [])
    chains = {code: counted.steps(code) for code in codes}
    table = counted.to_csv()
    if out is not None:
        safe_write(out, table.encode("utf-8"))
    if as_json:
        answer(_data(counted, chains), (), as_json=True)
    else:
        _tell(counted, chains, table if out is None else "")
    if not counted.comparable:
        raise typer.Exit(1)


def _tell(counted: "Recount", chains: dict[str, tuple[str, ...]], table: str) -> None:
    for line in (*counted.statements, *counted.differences):
        say(line, wrong=True)
    sys.stdout.write(table)
    for code, chain in chains.items():
        say(tr("{application}: {chain}", application=code, chain="; ".join(chain) or "–"))


def _data(counted: "Recount", chains: dict[str, tuple[str, ...]]) -> dict[str, Any]:
    return {
        "comparable": counted.comparable,
        "statements": counted.statements,
        "differences": counted.differences,
        "rows": [_row(row) for row in counted.rows],
        "steps": chains,
    }


def _row(row: "RecountRow") -> dict[str, Any]:
    return {**asdict(row), "total": None if row.total is None else str(row.total)}

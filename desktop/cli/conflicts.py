"""`tandau conflicts`: probable conflicts of interest between two tables of people, or the lists of a central file."""

import csv
import io
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from desktop.cli.central import ContestId, called, chosen_contest
from desktop.cli.output import AsJson, KeyFile, PassphraseFile, answer, existing, say
from models.errors import UsageError
from models.sealing.safe_write import safe_write
from models.wording import later, tr

if TYPE_CHECKING:
    from models.centre.conflicts.mirror_list import MirrorLine
    from models.conflicts.search import Hit

HELP = later(
    "Find probable conflicts of interest, each with the reason: between two tables of people, or in a central file as "
    "the two mirror lists."
)
COLUMNS = ("person", "applicant", "kind", "strength", "reason", "look")
MIRROR = ("list", "person", "name", "application", "kind", "strength", "look", "reason", "declared", "decision")


def command(
    people: Annotated[
        Path | None, typer.Option("--people", metavar="P", help=later("The table of the contest's people."))
    ] = None,
    applicants: Annotated[
        Path | None, typer.Option("--applicants", metavar="A", help=later("The table of applicants."))
    ] = None,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="FILE", help=later("Write the table here instead of printing it."))
    ] = None,
    central: Annotated[
        str | None,
        typer.Option(
            "--central", metavar="FILE|URL", help=later("Show the mirror lists of this central file instead.")
        ),
    ] = None,
    contest: ContestId = None,
    key: KeyFile = None,
    passphrase_file: PassphraseFile = None,
    as_json: AsJson = False,
) -> None:
    """Write one row for each pair that anything connects, strongest first; statements about the tables go to stderr."""
    if central is not None and people is None and applicants is None:
        _mirror(central, contest, key, passphrase_file, out, as_json=as_json)
        return
    if central is not None or people is None or applicants is None:
        raise UsageError(tr("Give either --people and --applicants, or --central alone."))
    from models.conflicts.party_tables import read_parties
    from models.conflicts.search import find_conflicts

    ours, theirs = read_parties(existing(people)), read_parties(existing(applicants))
    hits = find_conflicts(ours.parties, theirs.parties)
    for line in (*ours.notes, *theirs.notes):
        say(line, wrong=True)
    table = _table(COLUMNS, [_cells(hit) for hit in hits])
    if out is not None:
        safe_write(out, table.encode("utf-8"))
    if as_json:
        answer([_row(hit) for hit in hits], (), as_json=True)
    elif out is None:
        sys.stdout.write(table)
    else:
        answer(None, [tr("Pairs found: {n}. To look at first: {look}.", n=len(hits), look=_looks(hits))], as_json=False)


def _mirror(
    central: str,
    contest: str | None,
    key: Path | None,
    passphrase_file: Path | None,
    out: Path | None,
    *,
    as_json: bool,
) -> None:
    from models.centre.conflicts.mirror_list import conflict_picture
    from models.conflicts.mirror import Side

    with called(central, key, passphrase_file) as call, call.central.reading() as session:
        picture = conflict_picture(session, chosen_contest(session, contest), on=call.at.astimezone().date())
    lines = [line for side in Side for line in picture.of(side)]
    rows = [_mirror_row(line) for line in lines]
    table = _table(MIRROR, rows)
    if out is not None:
        safe_write(out, table.encode("utf-8"))
    if as_json:
        answer(rows, (), as_json=True)
    elif out is None:
        sys.stdout.write(table)
    else:
        counts = {side.value: len(picture.of(side)) for side in Side}
        told = tr(
            "Probable but not declared: {undeclared}; declared but nothing supports it: {unsupported}; declared and "
            "found: {agreed}; decided: {decided}.",
            **counts,
        )
        answer(None, [told], as_json=False)


def _mirror_row(line: "MirrorLine") -> dict[str, Any]:
    from models.centre.conflicts.mirror_list import decision_words, why

    row = line.row
    return {
        "list": row.side.value,
        "person": row.person,
        "name": line.name,
        "application": row.application,
        "kind": row.kind or "",
        "strength": f"{row.strength:.2f}",
        "look": int(row.look),
        "reason": " ".join(why(line)),
        "declared": line.declares,
        "decision": decision_words(line),
    }


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


def _cells(hit: "Hit") -> dict[str, Any]:
    return _row(hit) | {"strength": f"{hit.strength:.2f}"}


def _table(columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> str:
    from models.intake.outside.tables import safe_cell

    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, columns, lineterminator="\n")
    writer.writeheader()
    for row in rows:
        writer.writerow({name: safe_cell(cell) if isinstance(cell, str) else cell for name, cell in row.items()})
    return text.getvalue()

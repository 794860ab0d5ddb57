"""`tandau intake`: take a table of applications with its attachments into a central file."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from desktop.cli.central import CentralFile, ContestId, called, caller, chosen_contest
from desktop.cli.output import AsJson, KeyFile, PassphraseFile, answer, existing, pairs
from models.errors import UsageError
from models.wording import later, tr

if TYPE_CHECKING:
    from models.intake.plan import IntakePlan, IntakeRow
    from models.intake.source import Source

HELP = later("Take a table of applications and its attachments into a central file: the report first, then stored.")


def command(
    file: Annotated[Path, typer.Argument(metavar="FILE", help=later("The table: XLSX, XLS or CSV."))],
    *,
    central: CentralFile,
    attachments: Annotated[
        Path | None, typer.Option("--attachments", metavar="DIR", help=later("The folder of attachments."))
    ] = None,
    contest: ContestId = None,
    sheet: Annotated[
        str | None, typer.Option("--sheet", metavar="NAME", help=later("The sheet of a workbook."))
    ] = None,
    columns: Annotated[
        list[str] | None,
        typer.Option(
            "--map", metavar="HEADING=FIELD", help=later("What a column holds; “-” leaves it out. It is remembered.")
        ),
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help=later("Only report; store nothing."))] = False,
    key: KeyFile = None,
    passphrase_file: PassphraseFile = None,
    as_json: AsJson = False,
) -> None:
    """Print the report and store what it shows; status 1 where rows were refused (the others are stored)."""
    from models.centre.intake import plan_source, take_in
    from models.centre.mappings import remembered
    from models.intake.plan import RowKind
    from models.intake.source import read_source

    with called(central, key, passphrase_file) as call, call.central.session() as session:
        contest_id = chosen_contest(session, contest)
        known = remembered(session, contest_id)
        source = read_source(existing(file), known, folder=existing(attachments) if attachments else None, sheet=sheet)
        source = _mapped(source, pairs(columns))
        plan = plan_source(session, contest_id, source, at=call.at)
        if not dry_run:
            by = caller(session, contest_id, call.key)
            take_in(session, contest_id, plan, source.chosen, by=by, at=call.at)
    answer({"stored": not dry_run, **_data(plan)}, _lines(plan, stored=not dry_run), as_json=as_json)
    if plan.of(RowKind.REFUSED):
        raise typer.Exit(1)


def _mapped(source: "Source", choices: dict[str, str]) -> "Source":
    for heading, choice in choices.items():
        if heading not in source.table.headings:
            raise UsageError(tr("The table has no column “{heading}”.", heading=heading))
        try:
            source = source.choose(source.table.headings.index(heading), choice)
        except KeyError:
            raise UsageError(tr("“{field}” is no field that a column can hold.", field=choice)) from None
    return source


def _data(plan: "IntakePlan") -> dict[str, Any]:
    return {
        "counts": {kind.value: number for kind, number in plan.counts.items()},
        "rows": [
            {
                "row": row.row,
                "kind": row.kind.value,
                "code": row.code,
                "changes": [change.field for change in row.changes],
                "reasons": row.reasons,
                "notes": row.notes,
                "files": len(row.files),
            }
            for row in plan.rows
        ],
        "left_aside": [aside.model_dump() for aside in plan.left_aside],
        "notes": plan.notes,
    }


def _lines(plan: "IntakePlan", *, stored: bool) -> list[str]:
    from models.intake.plan import summary

    return [
        *plan.notes,
        *(line for row in plan.rows for line in _row(row)),
        *(tr("{file}: left aside: {why}", file=aside.name, why=aside.reason) for aside in plan.left_aside),
        summary(plan),
        tr("It is stored.") if stored else tr("Nothing was stored."),
    ]


def _row(row: "IntakeRow") -> list[str]:
    from models.intake.plan import RowKind, kind_words
    from models.wording import current_language

    if row.kind in (RowKind.NEW, RowKind.UNCHANGED) and not row.notes:
        return []
    language = current_language()
    return [
        tr("Row {row}, {code}: {kind}", row=row.row, code=row.code or "–", kind=kind_words(row.kind)),
        *(f"    {change.title(language)}: {change.old} → {change.new}" for change in row.changes),
        *(f"    {line}" for line in (*row.reasons, *row.notes)),
    ]

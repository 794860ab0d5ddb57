"""`tandau sync`: bring a result back into the central file."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from desktop.cli.central import CentralFile, called, caller
from desktop.cli.output import AsJson, KeyFile, PassphraseFile, answer, existing
from models.sitting.held.result_files import open_result
from models.wording import later, tr

if TYPE_CHECKING:
    from models.centre.results.sync import SyncPlan

HELP = later("Bring a result back into the central file: the plan first, then done in one transaction. Twice is once.")


def command(
    result: Annotated[Path, typer.Argument(metavar="RESULT", help=later("The .result file."))],
    central: CentralFile,
    dry_run: Annotated[bool, typer.Option("--dry-run", help=later("Only show the plan; store nothing."))] = False,
    key: KeyFile = None,
    passphrase_file: PassphraseFile = None,
    as_json: AsJson = False,
) -> None:
    """Print the plan and do it; status 1 where anything does not fit, and then nothing is stored."""
    from models.centre.results.sync import do_sync, plan_sync

    opened = open_result(existing(result))
    with called(central, key, passphrase_file) as call, call.central.session() as session:
        plan = plan_sync(session, opened)
        stored = plan.fits and not dry_run
        if stored:
            do_sync(session, plan, by=caller(session, plan.contest, call.key), at=call.at)
    answer({"stored": stored, **_data(plan)}, _lines(plan, stored=stored), as_json=as_json)
    if not plan.fits:
        raise typer.Exit(1)


def _data(plan: "SyncPlan") -> dict[str, Any]:
    return {
        "sha256": plan.sha256,
        "contest": plan.contest,
        "fits": plan.fits,
        "known": plan.known,
        "continues": plan.continues,
        "problems": plan.problems,
        "lines": [
            line.model_dump(mode="json", include={"kind", "application", "fields", "reasons"}) for line in plan.lines
        ],
    }


def _lines(plan: "SyncPlan", *, stored: bool) -> list[str]:
    from models.centre.results.sync import SyncKind

    continued = (
        [tr("It continues the sitting of protocol № {number}.", number=plan.continues)] if plan.continues else []
    )
    return [
        *continued,
        *plan.problems,
        *(
            tr("{application} does not fit: {why}", application=line.application, why="; ".join(line.reasons))
            for line in plan.of(SyncKind.UNFIT)
        ),
        *(
            tr(
                "{application} changes: {fields}",
                application=line.application,
                fields="; ".join(line.reasons) or ", ".join(line.fields),
            )
            for line in plan.of(SyncKind.CHANGED)
        ),
        tr(
            "New: {new}. Changed: {changed}. Already there: {present}. Does not fit: {unfit}.",
            **{kind.value: len(plan.of(kind)) for kind in SyncKind},
        ),
        tr("It is stored.") if stored else tr("Nothing was stored."),
    ]

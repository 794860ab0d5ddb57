"""`tandau papers office`: the papers that the central file gives."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from desktop.cli.central import CentralFile, ContestId, called, chosen_contest
from desktop.cli.output import AsJson, KeyFile, PassphraseFile, answer
from models.contest.local_time import local
from models.errors import UsageError
from models.wording import later, tr

if TYPE_CHECKING:
    from models.protocol.blocks import Paper

HELP = later("Write papers of a central file: the technical selection, contracts, the destruction of personal data.")


def command(
    kinds: Annotated[
        list[str], typer.Argument(metavar="KIND…", help=later("Kinds of papers, as the list names them."))
    ],
    central: CentralFile,
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help=later("The folder to write into."))],
    *,
    number: Annotated[
        str, typer.Option("--number", metavar="NO", help=later("The paper's number in the register (else a line)."))
    ] = "",
    on: Annotated[
        datetime | None,
        typer.Option(
            "--date", formats=["%Y-%m-%d"], metavar="YYYY-MM-DD", help=later("The paper's date (else today).")
        ),
    ] = None,
    contest: ContestId = None,
    key: KeyFile = None,
    passphrase_file: PassphraseFile = None,
    as_json: AsJson = False,
) -> None:
    """Write the papers, each checked, all or none of them; the same data and date give the same bytes."""
    from models.centre.contests import contest as contest_of
    from models.centre.office_papers import Wanted, office_papers
    from models.protocol.papers.writing import finished, write_bytes

    known = {one.key: one for one in office_papers()}
    if unknown := [one for one in kinds if one not in known]:
        raise UsageError(tr("There is no paper “{kind}”. There are: {kinds}.", kind=unknown[0], kinds=", ".join(known)))
    papers: dict[str, Paper] = {}
    with called(central, key, passphrase_file) as call, call.central.reading() as session:
        chosen = chosen_contest(session, contest)
        day = on.date() if on is not None else local(call.at, contest_of(session, chosen).zone).date()
        wanted = Wanted(session, chosen, number.strip(), day)
        for kind in dict.fromkeys(kinds):
            papers[known[kind].name(wanted.number)] = known[kind].make(wanted)
    finished_papers = {name: finished(paper) for name, paper in papers.items()}
    written = [write_bytes(data, out, name) for name, data in finished_papers.items()]
    answer({"papers": [str(path) for path in written]}, (str(path) for path in written), as_json=as_json)

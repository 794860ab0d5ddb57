"""`tandau papers office`: the papers that the central file gives."""

from datetime import datetime
from typing import Annotated

import typer

from desktop.cli.central import CentralFile, ContestId, called, chosen_contest
from desktop.cli.output import AsJson, IntoFolder, KeyFile, PassphraseFile, answer
from desktop.cli.paper_kinds import Kinds, of_kinds
from models.contest.local_time import local
from models.wording import later

HELP = later("Write papers of a central file: the technical selection, contracts, the destruction of personal data.")


def command(
    kinds: Kinds,
    central: CentralFile,
    out: IntoFolder,
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
    place: Annotated[
        str, typer.Option("--place", metavar="TEXT", help=later("Where the paper is written, as printed."))
    ] = "",
    contest: ContestId = None,
    key: KeyFile = None,
    passphrase_file: PassphraseFile = None,
    as_json: AsJson = False,
) -> None:
    """Write the papers, each checked, all or none of them; the same data and date give the same bytes."""
    from models.centre.contests import contest as contest_of
    from models.centre.papers.office_papers import Wanted, office_papers
    from models.protocol.papers.writing import finished, write_bytes

    wanted = of_kinds(kinds, {one.key: one for one in office_papers()})
    with called(central, key, passphrase_file) as call, call.central.reading() as session:
        chosen = chosen_contest(session, contest)
        day = on.date() if on is not None else local(call.at, contest_of(session, chosen).zone).date()
        asked = Wanted(session, chosen, number.strip(), day, place)
        papers = {one.name(asked.number): one.make(asked) for one in wanted}
    finished_papers = {name: finished(paper) for name, paper in papers.items()}
    written = [write_bytes(data, out, name) for name, data in finished_papers.items()]
    answer({"papers": [str(path) for path in written]}, (str(path) for path in written), as_json=as_json)

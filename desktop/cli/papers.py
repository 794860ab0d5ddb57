"""`tandau papers`: what a result gives beside its protocol, and for whom."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from desktop.cli import papers_office
from desktop.cli.central import ContestId, called, chosen_contest
from desktop.cli.output import AsJson, IntoFolder, KeyFile, PassphraseFile, answer, existing
from desktop.cli.paper_kinds import Kinds, of_kinds
from models.wording import later, said

if TYPE_CHECKING:
    from models.protocol.papers.notices import Recipient

app = typer.Typer(no_args_is_help=True, help=later("The papers of a contest: extracts, notices, minutes, registers."))


app.command("office", help=papers_office.HELP)(papers_office.command)


@app.command("list", help=later("List the papers that a result and a central file give, and for whom each is."))
def list_papers(as_json: AsJson = False) -> None:
    """Print one line a kind: its name for `write` or `office`, what it is, for whom."""
    from models.centre.papers.office_papers import office_papers
    from models.protocol.papers.catalogue import offers

    groups = (("write", offers()), ("office", office_papers()))
    found = [
        {"command": command, "kind": one.key, "title": said(one.title), "for": said(one.whom)}
        for command, group in groups
        for one in group
    ]
    lines = (f"{one['command']} {one['kind']}\n    {one['title']}\n    {one['for']}" for one in found)
    answer(found, lines, as_json=as_json)


@app.command("write", help=later("Check a result and write papers of these kinds, all of a kind or none."))
def write(
    result: Annotated[Path, typer.Argument(metavar="RESULT", help=later("The .result file."))],
    kinds: Kinds,
    out: IntoFolder,
    *,
    codes: Annotated[
        list[str] | None, typer.Option("--code", metavar="CODE", help=later("Only this application; may be repeated."))
    ] = None,
    details: Annotated[
        str, typer.Option("--details", metavar="TEXT", help=later("Where applicants turn to, for the notices."))
    ] = "",
    signs: Annotated[
        str, typer.Option("--signs", metavar="NAME", help=later("Who signs the notices (else left to be written)."))
    ] = "",
    position: Annotated[str, typer.Option("--position", metavar="TEXT", help=later("The position of who signs."))] = "",
    number: Annotated[
        str, typer.Option("--number", metavar="NO", help=later("The register's number of the notices."))
    ] = "",
    on: Annotated[
        datetime | None,
        typer.Option("--date", formats=["%Y-%m-%d"], metavar="YYYY-MM-DD", help=later("The date of the notices.")),
    ] = None,
    central: Annotated[
        str | None,
        typer.Option("--central", metavar="FILE|URL", help=later("Take the applicants' addresses from this file.")),
    ] = None,
    contest: ContestId = None,
    key: KeyFile = None,
    passphrase_file: PassphraseFile = None,
    as_json: AsJson = False,
) -> None:
    """Write the papers; the same result gives the same bytes. Prints each file's path."""
    from models.protocol.papers.catalogue import Asked, offers
    from models.protocol.papers.handing_out import write_papers
    from models.protocol.papers.notices import Sender
    from models.sitting.held.result_files import open_result

    wanted = of_kinds(kinds, {one.key: one for one in offers()})
    opened = open_result(existing(result))
    asked = Asked(
        opened.result,
        opened.sha256,
        Sender(details=details, role=position, name=signs, number=number, on=on.date() if on else None),
        _contacts(central, contest, key, passphrase_file) if central is not None else {},
    )
    written = [path for offer in wanted for path in write_papers(offer, asked, out, codes=codes or ())]
    answer({"papers": [str(path) for path in written]}, (str(path) for path in written), as_json=as_json)


def _contacts(
    location: str, contest: str | None, key: Path | None, passphrase_file: Path | None
) -> dict[str, "Recipient"]:
    from models.centre.papers.contacts import contacts

    with called(location, key, passphrase_file) as call, call.central.session() as session:
        return contacts(session, chosen_contest(session, contest))

"""`tandau sheet`: what a member handed in."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from desktop.cli.central import own_key
from desktop.cli.output import AsJson, KeyFile, PassphraseFile, answer, existing
from models.packet.files import open_packet
from models.scoring.sheet_files import LARGEST_SHEET, open_sheet, read_sheet
from models.scoring.sheets import Answer
from models.sealing.reading import read_bytes
from models.sitting.saying import answer_text, mark_text
from models.wording import later, tr

if TYPE_CHECKING:
    from models.scoring.sheets import ApplicationMarks, Sheet

app = typer.Typer(no_args_is_help=True, help=later("Score sheets: one member's complete statement."))


@app.command("show", help=later("Open a sheet and show what it says; with --packet its signature is checked too."))
def show(
    file: Annotated[Path, typer.Argument(metavar="SHEET", help=later("The .sheet file."))],
    packet: Annotated[
        Path | None, typer.Option("--packet", metavar="P", help=later("The packet the sheet was scored in."))
    ] = None,
    key: KeyFile = None,
    passphrase_file: PassphraseFile = None,
    as_json: AsJson = False,
) -> None:
    """Print member, revision, declarations and marks. Without the packet nothing vouches for the signature."""
    opened = own_key(key, passphrase_file)
    data = read_bytes(existing(file), at_most=LARGEST_SHEET)
    if packet is None:
        sheet = read_sheet(data, opened)
    else:
        read = open_packet(existing(packet), opened)
        sheet = open_sheet(data, opened, read.manifest, read.id).sheet
    checked = packet is not None
    answer(_data(sheet, checked=checked), _lines(sheet, checked=checked), as_json=as_json)


def _data(sheet: "Sheet", *, checked: bool) -> dict[str, Any]:
    return {"sha256": sheet.digest(), "signature_checked": checked, **sheet.model_dump(mode="json")}


def _lines(sheet: "Sheet", *, checked: bool) -> list[str]:
    return [
        tr(
            "Member: {member}; revision {n}; handed in {at:%Y-%m-%d %H:%M} UTC",
            member=sheet.member,
            n=sheet.revision,
            at=sheet.handed_in,
        ),
        tr("Packet: {id}", id=sheet.packet),
        tr("Criteria hash: {hash}", hash=sheet.criteria),
        tr("The signature is its member's and the sheet fits the packet.")
        if checked
        else tr("The signature was not checked: give the packet with --packet."),
        *([tr("Correction: {reason}", reason=sheet.correction)] if sheet.correction else []),
        *(
            f"{one.application}: {answer_text(one.answer)}"
            for one in sheet.declarations
            if one.answer is not Answer.NO_CONFLICT
        ),
        *(f"{entry.application}: {_marks(entry)}" for entry in sheet.applications),
    ]


def _marks(entry: "ApplicationMarks") -> str:
    told = " ".join(mark_text(cell.mark) for cell in entry.marks)
    return told if entry.total is None else f"{told} = {entry.total}"

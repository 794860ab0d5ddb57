"""`tandau sheet`: what a member handed in."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from desktop.cli.central import own_key
from desktop.cli.output import AsJson, KeyFile, PassphraseFile, answer, existing
from models.conflicts.declarations import Answer
from models.packet.files import open_packet
from models.scoring.sheet_files import LARGEST_SHEET, open_sheet, read_sheet
from models.sealing.reading import read_bytes
from models.sitting.saying import answer_text, clock_text, conflict_kind_text, mark_text, name_of
from models.wording import current_language, later, tr

if TYPE_CHECKING:
    from models.conflicts.declarations import Declaration
    from models.packet.manifest import PacketManifest
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
    manifest = None
    if packet is None:
        sheet = read_sheet(data, opened)
    else:
        read = open_packet(existing(packet), opened)
        sheet, manifest = open_sheet(data, opened, read.manifest, read.id).sheet, read.manifest
    answer(_data(sheet, manifest), _lines(sheet, manifest), as_json=as_json)


def _data(sheet: "Sheet", manifest: "PacketManifest | None") -> dict[str, Any]:
    name = {} if manifest is None else {"name": name_of(sheet.member, manifest)}
    return {
        "sha256": sheet.digest(), "signature_checked": manifest is not None, **name, **sheet.model_dump(mode="json")
    }  # fmt: skip


def _lines(sheet: "Sheet", manifest: "PacketManifest | None") -> list[str]:
    return [
        *(_nameless(sheet) if manifest is None else _named(sheet, manifest)),
        tr("Criteria hash: {hash}", hash=sheet.criteria),
        tr("The signature is its member's and the sheet fits the packet.")
        if manifest is not None
        else tr("The signature was not checked: give the packet with --packet."),
        *([tr("Correction: {reason}", reason=sheet.correction)] if sheet.correction else []),
        *(
            f"{one.application}: {_declared(one, manifest)}"
            for one in sheet.declarations
            if one.answer is not Answer.NO_CONFLICT
        ),
        *(f"{entry.application}: {_marks(entry)}" for entry in sheet.applications),
    ]


def _nameless(sheet: "Sheet") -> list[str]:
    """Only the packet knows names and the contest's clock."""
    return [
        tr(
            "Member: {member}; revision {n}; handed in {at:%Y-%m-%d %H:%M} UTC",
            member=sheet.member,
            n=sheet.revision,
            at=sheet.handed_in,
        ),
        tr("Packet: {id}", id=sheet.packet),
    ]


def _named(sheet: "Sheet", manifest: "PacketManifest") -> list[str]:
    return [
        manifest.contest.title.say(current_language()),
        tr("Packet: {id}", id=sheet.packet),
        tr(
            "Member: {member}; revision {n}; handed in {at}",
            member=name_of(sheet.member, manifest),
            n=sheet.revision,
            at=clock_text(sheet.handed_in, manifest),
        ),
    ]


def _declared(one: "Declaration", manifest: "PacketManifest | None") -> str:
    kind = one.kind if manifest is None else conflict_kind_text(one.kind, manifest)
    return ", ".join(filter(None, (answer_text(one.answer), kind, one.note)))


def _marks(entry: "ApplicationMarks") -> str:
    told = " ".join(mark_text(cell.mark) for cell in entry.marks)
    return told if entry.total is None else f"{told} = {entry.total}"

"""`tandau packet`: what a packet is, whom it is for and, with a key, what is in it."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from desktop.cli.central import CentralFile, ContestId, called, caller, chosen_contest, own_key
from desktop.cli.output import AsJson, KeyFile, PassphraseFile, answer, existing, pairs
from models.packet.changes import change_words, fields_words
from models.packet.files import open_packet, read_header
from models.progress import silent
from models.sealing.public_keys import fingerprint
from models.wording import current_language, later, tr

if TYPE_CHECKING:
    from models.packet.header import PacketHeader
    from models.packet.manifest import PacketChange, PacketManifest

app = typer.Typer(no_args_is_help=True, help=later("Packets: one contest to score, sealed to its commission."))


@app.command("build", help=later("Build the contest's next packet revision from the central file."))
def build(
    out: Annotated[Path, typer.Argument(metavar="PACKET", help=later("The .packet file to write."))],
    central: CentralFile,
    contest: ContestId = None,
    why: Annotated[
        str, typer.Option("--why", help=later("The reason of every change since the last revision that has none yet."))
    ] = "",
    reasons: Annotated[
        list[str] | None,
        typer.Option(
            "--reason", metavar="CODE=TEXT", help=later("The reason of one application's change; repeatable.")
        ),
    ] = None,
    key: KeyFile = None,
    passphrase_file: PassphraseFile = None,
    as_json: AsJson = False,
) -> None:
    """Write and record the packet; the key is the secretary's. Never over an existing file."""
    from models.centre.selection.building import build_packet, plan_packet

    with called(central, key, passphrase_file) as call, call.central.session() as session:
        contest_id = chosen_contest(session, contest)
        by, given = caller(session, contest_id, call.key), pairs(reasons)
        plan = plan_packet(session, contest_id, by=by, at=call.at, why=given)
        given |= {change.application or change.what: why for change in plan.without_reason if why}
        built = build_packet(session, contest_id, out, call.key, by=by, at=call.at, why=given)
    answer(
        {"file": str(out), "packet": built.id, "revision": built.revision, "inside": _data(built.manifest)},
        [
            tr("Packet: {id}", id=built.id),
            tr("Revision: {n}", n=built.revision),
            tr("Applications: {n}", n=len(built.manifest.applications)),
            *(_change(change, built.manifest) for change in built.manifest.changes),
        ],
        as_json=as_json,
    )


@app.command("show", help=later("Show whom a packet is for; with --inside and a key also the contest and its changes."))
def show(
    file: Annotated[Path, typer.Argument(help=later("The .packet file."))],
    inside: Annotated[
        bool, typer.Option("--inside", help=later("Open it with the key and check every entry."))
    ] = False,
    key: KeyFile = None,
    passphrase_file: PassphraseFile = None,
    as_json: AsJson = False,
) -> None:
    """Print what anyone may see of a packet; with `--inside` what its readers see."""
    header, packet_id = read_header(existing(file))
    data: dict[str, Any] = {
        "packet": packet_id,
        "contest": header.contest,
        "title": header.title.model_dump(),
        "revision": header.revision,
        "previous": header.previous,
        "built_at": header.built_at.isoformat(),
        "criteria": header.criteria,
        "signer": fingerprint(header.signer),
        "readers": [reader.model_dump() for reader in header.readers],
        "entries": len(header.entries),
    }
    lines = _outside(header, packet_id)
    if inside:
        opened = open_packet(file, own_key(key, passphrase_file))
        opened.check_all(silent)
        data["inside"] = _data(opened.manifest)
        lines += _inside(opened.manifest)
    answer(data, lines, as_json=as_json)


def _outside(header: "PacketHeader", packet_id: str) -> list[str]:
    return [
        header.title.say(current_language()),
        tr("Packet: {id}", id=packet_id),
        tr("Revision {n}, built {at:%Y-%m-%d %H:%M} UTC", n=header.revision, at=header.built_at),
        tr("Criteria hash: {hash}", hash=header.criteria),
        tr("Signed by the key {fingerprint}", fingerprint=fingerprint(header.signer)),
        tr("Readers: {names}", names=", ".join(reader.name for reader in header.readers)),
    ]


def _data(manifest: "PacketManifest") -> dict[str, Any]:
    return {
        "lot": manifest.contest.lot,
        "territories": {territory.code: territory.grants for territory in manifest.contest.territories},
        "applications": [application.code for application in manifest.applications],
        "attachments": sum(len(application.attachments) for application in manifest.applications),
        "technical": manifest.technical.model_dump(),
        "changes": [change.model_dump(mode="json") for change in manifest.changes],
    }


def _inside(manifest: "PacketManifest") -> list[str]:
    lines = [
        tr("Applications: {n}", n=len(manifest.applications)),
        tr("Attachments: {n}", n=sum(len(application.attachments) for application in manifest.applications)),
        *(
            tr("{name}: grants {n}", name=territory.name.say(current_language()), n=territory.grants)
            for territory in manifest.contest.territories
        ),
        tr("Every entry is as it was signed."),
    ]
    if manifest.changes:
        lines.append(tr("Changes since the revision before: {n}", n=len(manifest.changes)))
        lines += [_change(change, manifest) for change in manifest.changes]
    return lines


def _change(change: "PacketChange", manifest: "PacketManifest") -> str:
    from models.sitting.saying import name_of

    return tr(
        "– {what} {application} {fields} ({by}, {at:%Y-%m-%d %H:%M} UTC: {why})",
        what=change_words(change),
        application=change.application,
        fields=fields_words(change, lambda person: name_of(person, manifest)),
        by=name_of(change.by, manifest),
        at=change.at,
        why=change.why,
    )

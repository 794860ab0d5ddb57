"""`tandau sitting`: what the sheets come to."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from desktop.cli.central import own_key
from desktop.cli.output import AsJson, KeyFile, PassphraseFile, answer, existing, expanded, say
from models.packet.files import open_packet
from models.sitting.acts import NextNamed, Opened, WinnerLeft, WinnersNamed
from models.sitting.held.laying import lay
from models.sitting.held.result_files import open_result
from models.sitting.minutes import minutes
from models.sitting.saying import place_text, question_text, standing_text, territory_name
from models.sitting.sheets.hints import hint_text
from models.sitting.state import sitting
from models.sitting.winning.following import following
from models.wording import figures, later, tr

if TYPE_CHECKING:
    from collections.abc import Sequence

    from models.packet.manifest import PacketManifest
    from models.sitting.held.laying import Laid
    from models.sitting.state import Sitting
    from models.sitting.winning.following import Following


_TOLD = (Opened, WinnersNamed, WinnerLeft, NextNamed)
"""What `show` tells of a sitting."""

app = typer.Typer(no_args_is_help=True, help=later("Sittings: sheets laid together."))


@app.command("merge", help=later("Lay sheets together and show who is missing, what clashes, and the ranking so far."))
def merge(
    sheets: Annotated[list[Path], typer.Argument(metavar="SHEETS…", help=later("The .sheet files, in any order."))],
    packet: Annotated[Path, typer.Option("--packet", metavar="P", help=later("The packet they were scored in."))],
    key: KeyFile = None,
    passphrase_file: PassphraseFile = None,
    as_json: AsJson = False,
) -> None:
    """Print questions first, then the ranking; status 1 where a file was refused."""
    opened = own_key(key, passphrase_file)
    read = open_packet(existing(packet), opened)
    laid = lay([existing(path) for path in expanded(sheets)], read, opened)
    for path, reason in laid.refused:
        say(tr("{file} was refused: {why}", file=path.name, why=reason), wrong=True)
    answer(_data(laid), _lines(laid, read.manifest), as_json=as_json)
    if laid.refused:
        raise typer.Exit(1)


def _data(laid: "Laid") -> dict[str, Any]:
    return {
        "sheets": [
            {"member": one.sheet.member, "revision": one.sheet.revision, "sha256": one.sha256} for one in laid.sheets
        ],
        "refused": [{"file": path.name, "reason": reason} for path, reason in laid.refused],
        "outcome": laid.outcome.model_dump(mode="json"),
    }


def _lines(laid: "Laid", manifest: "PacketManifest") -> list[str]:
    of_sheets = ("missing-sheet", "incomplete-sheet", "clash", "conflict-unsure", "unequal-panel", "tie-at-cut")
    lines = [
        *(question_text(one, manifest) for one in laid.outcome.questions if one.kind in of_sheets),
        *(hint_text(one, manifest) for one in laid.outcome.hints),
        tr("Sheets taken: {n}", n=len(laid.sheets)),
    ]
    for territory in laid.outcome.territories:
        lines.append(territory_name(territory.territory, manifest))
        lines += [
            "  ".join(
                (
                    place_text(line).rjust(9),
                    line.application.ljust(12),
                    (figures(line.shown) or "–").rjust(7),
                    str(line.number_of_marks).rjust(3),
                    standing_text(line),
                )
            )
            for line in territory.lines
        ]
    return lines


@app.command(
    "show", help=later("Check a result and show its sittings: who left, who was named next, and who follows now.")
)
def show(
    result: Annotated[Path, typer.Argument(metavar="RESULT", help=later("The .result file."))],
    as_json: AsJson = False,
) -> None:
    """Print every sitting with its decisions, then what is free; status 1 where an act was against the rules."""
    opened = open_result(existing(result))
    state = sitting(opened.result.manifest, (one.sheet for one in opened.sheets), opened.result.acts)
    found = [following(state, one.territory, opened.result.outcome) for one in opened.result.outcome.territories]
    answer(_sittings(state, found), _told(state, found), as_json=as_json)
    for one in opened.unlawful:
        say(tr("Act {n}: {reason}", n=one.number, reason=one.reason), wrong=True)
    if opened.unlawful:
        raise typer.Exit(1)


def _sittings(state: "Sitting", found: "Sequence[Following]") -> dict[str, Any]:
    return {
        "sittings": [
            {
                "protocol": one.protocol.model_dump(mode="json") if one.protocol else None,
                "closed": one.closed,
                "left": [act.model_dump(mode="json") for act in one.left],
                "named": [act.model_dump(mode="json") for act in (*one.named, *one.next_named)],
            }
            for one in state.sessions
        ],
        "following": [
            {
                "territory": one.territory,
                "free": one.free,
                "money": one.money,
                "kept": one.kept,
                "proposed": [award.model_dump(mode="json") for award in one.proposed],
                "choice": one.choice,
                "places": one.places,
            }
            for one in found
        ],
    }


def _told(state: "Sitting", found: "Sequence[Following]") -> list[str]:
    lines = []
    for session in state.sessions:
        told = minutes([act for act in session.acts if isinstance(act, _TOLD)], state.manifest)
        lines += [told[0].what, *(f"  {each.what} {each.reason}".rstrip() for each in told[1:])] if told else []
    for one in found:
        codes = [award.application for award in one.proposed] or list(one.choice)
        lines.append(
            tr(
                "{territory}. Grants that nobody has: {n}. Next in line: {codes}.",
                territory=territory_name(one.territory, state.manifest),
                n=max(0, one.free),
                codes=", ".join(codes) or "–",
            )
        )
    return lines

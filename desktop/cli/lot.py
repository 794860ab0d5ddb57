"""`tandau lot`: draw a lot of a sitting once more; a sheet of paper and sha256sum do the same."""

from typing import Annotated

import typer

from desktop.cli.output import AsJson, answer
from models.errors import UsageError
from models.sitting.winning.lots import draw_lot, is_said
from models.wording import later, tr

HELP = later("Draw a lot again: the SHA-256 of “seed,application,draw” in ascending order.")


def command(
    codes: Annotated[list[str], typer.Argument(metavar="CODES…", help=later("The tied applications, in any order."))],
    seed: Annotated[
        str, typer.Option("--seed", metavar="N,N,…", help=later("The numbers said in the room, in order."))
    ],
    draw: Annotated[int, typer.Option("--draw", min=1, help=later("The number of the lot in the sitting."))] = 1,
    as_json: AsJson = False,
) -> None:
    """Print the applications in the order of the lot, each with its ticket."""
    if not all(map(is_said, seed.split(","))):
        raise UsageError(tr("The seed is numbers of 1–20 digits with commas between them, without spaces."))
    if len(set(codes)) != len(codes):
        raise UsageError(tr("An application stands twice. Name each once."))
    tickets = draw_lot(seed, codes, draw)
    data = {"seed": seed, "draw": draw, "order": [{"application": t.application, "sha256": t.sha256} for t in tickets]}
    lines = [f"{turn}. {one.application}  {one.sha256}" for turn, one in enumerate(tickets, 1)]
    first = f'printf %s "{seed},{tickets[0].application},{draw}" | sha256sum'
    answer(data, [*lines, tr("By hand: {command}", command=first)], as_json=as_json)

"""`tandau screening`: the applications of a central file with the flags of the technical selection."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from desktop.cli.central import CentralFile, ContestId, called, chosen_contest
from desktop.cli.output import AsJson, KeyFile, PassphraseFile, answer
from models.wording import current_language, later, tr

if TYPE_CHECKING:
    from models.centre.selection.screening_list import ScreeningLine

HELP = later("List the applications of a contest with the flags of the technical selection.")


def command(
    *,
    central: CentralFile,
    contest: ContestId = None,
    flagged: Annotated[
        bool, typer.Option("--flagged", help=later("Only those that are undecided and have a flag."))
    ] = False,
    key: KeyFile = None,
    passphrase_file: PassphraseFile = None,
    as_json: AsJson = False,
) -> None:
    """Print where every application stands and why it was flagged. Nothing is decided: people do that in the window."""
    from models.centre.selection.screening_list import screening_list
    from models.contest.application import Screened

    with called(central, key, passphrase_file) as call, call.central.reading() as session:
        every = screening_list(session, chosen_contest(session, contest))
    undecided = [line for line in every if line.state is Screened.RECEIVED]
    looked_at = [line for line in undecided if line.flags]
    shown = looked_at if flagged else every
    counts = {state.value: sum(line.state is state for line in every) for state in Screened}
    last = tr(
        "Applications: {n}. Undecided: {undecided}, of them with flags: {flagged}.",
        n=len(every),
        undecided=len(undecided),
        flagged=len(looked_at),
    )
    data = {"counts": counts | {"flagged": len(looked_at)}, "applications": [_data(line) for line in shown]}
    answer(data, (*(text for line in shown for text in _lines(line)), last), as_json=as_json)


def _data(line: "ScreeningLine") -> dict[str, Any]:
    return line.model_dump(mode="json", exclude={"search"})


def _lines(line: "ScreeningLine") -> list[str]:
    from models.centre.selection.screening_list import state_words

    language = current_language()
    return [
        tr("{code}, {name}: {state}", code=line.code, name=line.name or "–", state=state_words(line.state)),
        *(f"    {flag.reason.say(language)}" + (f" ({flag.point})" if flag.point else "") for flag in line.flags),
    ]

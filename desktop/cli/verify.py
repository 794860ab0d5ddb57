"""`tandau verify`: check cards, packets, sheets, results and protocols, and say what was checked."""

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from desktop.cli.output import AsJson, KeyFile, PassphraseFile, answer, existing, expanded, passphrase
from models.protocol.verification import verify
from models.sealing.keys import load_key
from models.wording import later, tr

if TYPE_CHECKING:
    from models.protocol.verification import Finding

HELP = later("Check files: cards, packets, score sheets, results, protocols. What is sealed needs --key.")


def command(
    files: Annotated[list[Path], typer.Argument(metavar="FILE…", help=later("The files to check."))],
    key: KeyFile = None,
    passphrase_file: PassphraseFile = None,
    as_json: AsJson = False,
) -> None:
    """Print one line a check; status 1 when something does not hold, or nothing of a file could be checked."""
    paths = [existing(path) for path in expanded(files)]
    opened = load_key(existing(key), passphrase(passphrase_file)) if key else None
    findings = verify(paths, key=opened)
    answer([asdict(finding) for finding in findings], map(_line, findings), as_json=as_json)
    checked = {finding.file for finding in findings if finding.holds is not None}
    if any(finding.holds is False or finding.file not in checked for finding in findings):
        raise typer.Exit(1)


def _line(finding: "Finding") -> str:
    state = {True: tr("holds"), False: tr("DOES NOT HOLD"), None: tr("not checked")}[finding.holds]
    told = [tr("{file}: {checked}: {state}", file=finding.file, checked=finding.checked, state=state)]
    if finding.signer:
        told.append(tr("    signed by {signer}", signer=finding.signer))
    if finding.detail:
        told.append("    " + finding.detail.replace("\n", "\n    "))
    return "\n".join(told)

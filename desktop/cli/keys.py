"""`tandau keys`: make a key, export its card, let a card open a central file, show what a key or a card is."""

from pathlib import Path
from typing import Annotated, TypeAlias

import typer

from desktop.cli.central import CentralFile, called
from desktop.cli.output import AsJson, KeyFile, PassphraseFile, answer, existing, passphrase
from desktop.settings import home
from models.sealing.cards import read_card, write_card
from models.sealing.keys import load_key, new_key
from models.sealing.public_keys import fingerprint, spoken
from models.wording import later, tr

CardFile: TypeAlias = Annotated[Path, typer.Argument(metavar="CARD", help=later("The colleague's card."))]
app = typer.Typer(no_args_is_help=True, help=later("Make and show keys and cards."))


@app.command("new", help=later("Make a key under a passphrase. An existing file is never replaced."))
def new(key: KeyFile = None, passphrase_file: PassphraseFile = None, as_json: AsJson = False) -> None:
    """Write a new key file and show its public half."""
    path = key or home().key
    secret = passphrase(passphrase_file, fresh=True)
    path.parent.mkdir(parents=True, exist_ok=True)
    _show(new_key(path, secret).public_line, path, as_json=as_json)


@app.command("card", help=later("Export the card: name, position, organisation and the public key, signed by the key."))
def card(
    out: Annotated[Path, typer.Option("--out", metavar="FILE", help=later("The card to write."))],
    name: Annotated[str, typer.Option("--name", help=later("Full name as in the commission's list."))],
    position: Annotated[str, typer.Option("--position", help=later("Position."))] = "",
    organisation: Annotated[str, typer.Option("--organisation", help=later("Organisation."))] = "",
    key: KeyFile = None,
    passphrase_file: PassphraseFile = None,
    as_json: AsJson = False,
) -> None:
    """Write a `.card` file, never over an existing one."""
    opened = load_key(existing(key or home().key), passphrase(passphrase_file))
    written = write_card(out, name=name, position=position, organisation=organisation, key=opened)
    _show(written.public_key, out, as_json=as_json, name=written.name)


@app.command("admit", help=later("Let the holder of a card open a central file too."))
def admit(
    card_file: CardFile,
    *,
    central: CentralFile,
    key: KeyFile = None,
    passphrase_file: PassphraseFile = None,
    as_json: AsJson = False,
) -> None:
    """Admit a card; compare the figures shown with those its holder reads aloud. Admitting twice is once."""
    read = read_card(existing(card_file))
    with called(central, key, passphrase_file) as call:
        call.central.grant(read.public_key, call.key, at=call.at, name=read.name)
    _show(read.public_key, card_file, as_json=as_json, name=read.name)


@app.command("revoke", help=later("Let the holder of a card open a central file no more; never your own key."))
def revoke(
    card_file: CardFile,
    *,
    central: CentralFile,
    key: KeyFile = None,
    passphrase_file: PassphraseFile = None,
    as_json: AsJson = False,
) -> None:
    """Take away what `admit` gave. Twice is once; your own key is refused, so that somebody is always left."""
    read = read_card(existing(card_file))
    with called(central, key, passphrase_file) as call:
        call.central.revoke(read.public_key, call.key)
    _show(read.public_key, card_file, as_json=as_json, name=read.name)


@app.command("show", help=later("Show the public key of a card or key file, with the figures to read aloud."))
def show(
    file: Annotated[Path | None, typer.Argument(help=later("A .card or key file (else your own key)."))] = None,
    passphrase_file: PassphraseFile = None,
    as_json: AsJson = False,
) -> None:
    """Show what is public about a key; a card needs no passphrase."""
    path = existing(file or home().key)
    if path.suffix == ".card":
        read = read_card(path)
        _show(read.public_key, path, as_json=as_json, name=read.name)
    else:
        _show(load_key(path, passphrase(passphrase_file)).public_line, path, as_json=as_json)


def _show(public_line: str, path: Path, *, as_json: bool, name: str = "") -> None:
    data = {
        "file": str(path),
        "name": name,
        "public_key": public_line,
        "fingerprint": fingerprint(public_line),
        "spoken": spoken(public_line),
    }
    lines = [
        tr("File: {path}", path=path),
        *([tr("Name: {name}", name=name)] if name else []),
        tr("Public key: {key}", key=public_line),
        tr("Fingerprint: {fingerprint}", fingerprint=data["fingerprint"]),
        tr("Read aloud: {figures}", figures=data["spoken"]),
    ]
    answer(data, lines, as_json=as_json)

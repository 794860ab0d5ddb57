"""How `tandau papers` takes kinds of papers."""

from typing import Annotated, TypeVar

import typer

from models.errors import UsageError
from models.wording import later, tr

Kinds = Annotated[list[str], typer.Argument(metavar="KIND…", help=later("Kinds of papers, as the list names them."))]

_T = TypeVar("_T")


def of_kinds(kinds: Kinds, known: dict[str, _T]) -> list[_T]:
    """Return what `known` has under `kinds`, each once, in the order asked. Raises UsageError for a kind it lacks."""
    if unknown := [one for one in kinds if one not in known]:
        raise UsageError(tr("There is no paper “{kind}”. There are: {kinds}.", kind=unknown[0], kinds=", ".join(known)))
    return [known[kind] for kind in dict.fromkeys(kinds)]

"""The roster for other programs (OpenSSH "allowed signers"), and the chain of its versions."""

import re
from collections.abc import Sequence

from models.contest.commission import Person, Role, Roster
from models.errors import SealError
from models.sealing.public_keys import plain_line
from models.sealing.signatures import Namespace
from models.wording import tr

_PRINCIPAL = re.compile(r"[A-Za-z0-9][A-Za-z0-9._@-]*", re.ASCII)

_MAY_SIGN = {
    Role.MEMBER: (Namespace.CARD, Namespace.SHEET, Namespace.RESULT, Namespace.ROSTER),
    Role.SECRETARY: (
        Namespace.CARD,
        Namespace.PACKET,
        Namespace.SHEET,
        Namespace.RESULT,
        Namespace.ROSTER,
        Namespace.PAPER,
        Namespace.PAPER_CHECKS,
    ),
    Role.STAFF: (Namespace.CARD, Namespace.PAPER, Namespace.PAPER_CHECKS),
    Role.RECOVERY: (),
}


def allowed_signers(roster: Roster) -> str:
    """Return the roster as an OpenSSH *allowed signers* file: one line a person with a key, by person id.

    `ssh-keygen -Y verify -f allowed_signers -I m1 -n tandau-sheet -s sheet.json.sig < sheet.json` checks with it.
    Raises SealError for a person whose id such a file can't carry, or whose key is none.
    """
    return "".join(_line(person) for person in roster.people if person.public_key and _MAY_SIGN[person.role])


def _line(person: Person) -> str:
    if not _PRINCIPAL.fullmatch(person.id):
        raise SealError(
            tr("The roster's id “{id}” has letters that a key list can't carry. Use a–z and figures.", id=person.id)
        )
    kinds = ",".join(_MAY_SIGN[person.role])
    return f'{person.id} namespaces="{kinds}" {plain_line(person.public_key or "")}\n'


def check_chain(rosters: Sequence[Roster]) -> None:
    """Check that `rosters` are versions 1, 2, 3 … of one contest's roster, each naming the digest of the one before.

    Raises SealError naming the first version that does not follow.
    """
    before: Roster | None = None
    for number, roster in enumerate(rosters, 1):
        expected = None if before is None else before.digest()
        if (roster.version, roster.previous) != (number, expected) or roster.contest != rosters[0].contest:
            raise SealError(
                tr(
                    "Version {n} of the commission does not follow from the one before: the list was changed from "
                    "outside. Put back a copy of the file.",
                    n=roster.version,
                )
            )
        before = roster


def next_version(before: Roster, people: Sequence[Person]) -> Roster:
    """Return the roster that follows `before`, with other `people`."""
    return Roster(contest=before.contest, version=before.version + 1, previous=before.digest(), people=tuple(people))

"""The lot among tied applications: a seed made in the room, and a sampler that a sheet of paper and sha256sum repeat.

Every application gets the ticket SHA-256("seed,application,draw") in hex; tickets ascending are the order of the lot.
So audits of elections sample ballots: whoever knows the seed finds the same order, and nobody can aim at one.
"""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass

FEWEST_PARTS = 2
"""People whose numbers make a seed, at least: one alone could try numbers at home."""
_SAID = re.compile(r"[0-9]{1,20}")


@dataclass(frozen=True)
class Ticket:
    """An application's ticket in one draw."""

    application: str
    sha256: str


def is_said(number: str) -> bool:
    """Whether `number` can be said or thrown in the room: 1–20 digits."""
    return _SAID.fullmatch(number) is not None


def seed_of(numbers: Iterable[str]) -> str:
    """Return the seed that the numbers said in the room make, in the order in which they were said: "4711,6,12"."""
    return ",".join(numbers)


def draw_lot(seed: str, applications: Iterable[str], draw: int = 1) -> tuple[Ticket, ...]:
    """Return the tickets of `applications` in draw number `draw` (from 1), the first drawn first.

    A pure function of the set of applications: their order changes nothing.
    """
    tickets = {code: hashlib.sha256(f"{seed},{code},{draw}".encode()).hexdigest() for code in applications}
    return tuple(Ticket(code, tickets[code]) for code in sorted(tickets, key=lambda code: (tickets[code], code)))

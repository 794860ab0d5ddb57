"""Votes that decided nothing, in the protocol: every round, with what was put to the vote and who voted how."""

from collections.abc import Iterator

from models.protocol import words_winners
from models.protocol.blocks import Block, Heading, Text
from models.protocol.case import Case, and_so, clock
from models.protocol.papers.minutes_acts import Log, said
from models.sitting.acts import Act, NotCarried


def not_carried(case: Case, *motions: type[Act]) -> Iterator[Block]:
    """The votes of this sitting on such `motions` that decided nothing, in their order; no heading where none did."""
    rounds = [
        (number, act)
        for number, act in enumerate(case.session.acts, case.session.first)
        if isinstance(act, NotCarried) and isinstance(act.motion, motions)
    ]
    if not rounds:
        return
    yield Heading(words_winners.NOT_CARRIED, 2)
    log = Log(case)
    for number, act in rounds:
        what, below = said(log, number, act)
        yield Text(and_so([clock(act.at, case.result.manifest.contest.zone), what], ". "))
        yield Text(and_so(below, "\n"), "item")

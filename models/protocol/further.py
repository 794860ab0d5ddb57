"""The protocol of a further sitting: what it stands on, who left, who follows, and how the winners stand after it."""

from collections.abc import Iterator

from models.protocol import words
from models.protocol import words_further as further
from models.protocol.blocks import Block, Column, Facts, Heading, Row, Table, Text, Words, fill
from models.protocol.case import Case, and_so, day, ground, named_votes, reason
from models.protocol.decision import next_in_line, savings, winners_table
from models.protocol.not_carried import not_carried
from models.sitting.acts import NextNamed, WinnerLeft
from models.sitting.outcome import Standing, TerritoryOutcome


def stands_on(case: Case) -> Iterator[Block]:
    """The protocols of the sittings before; in the full form the end of their chain of acts too."""
    yield Heading(further.STANDS_ON)
    yield Text(further.STANDS_ON_IS)
    rows: list[tuple[Words, Words]] = [
        (further.EARLIER, fill(further.EARLIER_IS, number=one.number, day=day(one.on)))
        for one in case.session.stands_on
    ]
    if not case.public:  # the public form's acts are covered, so they have no chain of their own
        rows.append((further.EARLIER_HEAD, case.session.earlier_head))
    yield Facts(tuple(rows))


def left(case: Case) -> Iterator[Block]:
    """Who has no grant, or no number in line, any more; the basis only in the full form."""
    yield Heading(case.worded(further.LEFT))
    acts = case.acts(WinnerLeft)
    if not acts:
        yield Text(further.NOBODY_LEFT)
        return
    columns = [
        Column(words.CODE, 22),
        Column(words.APPLICANT_PROJECT, 46, grow=1),
        Column(further.WHAT, 30),
        Column(further.ON, 20),
    ]
    if not case.public:
        columns += [Column(further.DOCUMENT, 24), Column(further.GROUND, 36, grow=1)]
    yield Table(tuple(columns), tuple(Row(tuple(_left(case, act))) for act in acts))
    for act in acts:
        if act.votes:
            yield Text(fill(words.VOTE_ABOUT, code=act.application), "strong")
            yield from named_votes(case, act.votes)


def _left(case: Case, act: WinnerLeft) -> Iterator[Words]:
    yield act.application
    yield case.applicant_and_title(act.application)
    yield case.worded(further.HOW[act.how])
    yield day(act.on)
    if not case.public:
        yield act.document or "–"
        yield act.basis or "–"


def followed(case: Case) -> Iterator[Block]:
    """Who was named next, in whose place, with the votes; then the winners as they stand and who follows now."""
    yield Heading(further.DECISION)
    named = case.acts(NextNamed)
    if not named:
        yield Text(further.NOBODY_NAMED)
    for act in named:
        name = case.territory(act.territory)
        codes = ", ".join(act.instead_of)
        if codes:
            wording = further.NAMED_INSTEAD
        else:
            wording = further.NAMED_SAVINGS if case.beyond_grants(act) else further.NAMED_FREE
        yield Heading(fill(case.worded(wording), name=name, codes=codes), 2)
        lines = {award.application: case.result.outcome.line(award.application) for award in act.awards}
        given = [
            line.model_copy(update={"awarded": award.awarded})
            for award, line in zip(act.awards, lines.values(), strict=True)
        ]
        yield winners_table(case, given)
        yield from named_votes(case, act.votes)
        yield from reason(act.reason)
    if named:
        yield from ground(case.profile.winners.next_in_line_point)
    yield from not_carried(case, WinnerLeft, NextNamed)
    yield from _afterwards(case)
    yield from savings(case)
    days = case.profile.winners.contract_days
    if days is not None and named:
        yield Text(fill(further.CONTRACTS, first=days[0], last=days[1]))


def _afterwards(case: Case) -> Iterator[Block]:
    touched = {act.territory for act in case.acts(NextNamed)}
    gone = {act.application for act in case.acts(WinnerLeft)}
    for outcome in case.result.outcome.territories:
        name = case.territory(outcome.territory)
        if outcome.territory not in touched and gone.isdisjoint(line.application for line in outcome.lines):
            if outcome.lines:
                yield Text(fill(further.UNCHANGED, name=name))
            continue
        winners = [line for line in outcome.lines if line.standing is Standing.WINNER]
        yield Heading(and_so([name, further.AFTERWARDS], ": "), 2)
        if winners:
            yield winners_table(case, winners)
        yield Text(fill(case.worded(words.WINNER_COUNT), n=len(winners), grants=outcome.grants))
        yield from _grants_left(case, outcome, name, len(winners))
        yield from next_in_line(case, outcome, rest=further.FURTHER_IN_LINE)


def _grants_left(case: Case, outcome: TerritoryOutcome, name: Words, winners: int) -> Iterator[Block]:
    if outcome.additional_contest:
        yield Text(fill(case.worded(further.ADDITIONAL_CONTEST), name=name), "strong")
    elif winners < outcome.grants:
        yield Text(fill(case.worded(further.GRANTS_LEFT), name=name, n=outcome.grants - winners))

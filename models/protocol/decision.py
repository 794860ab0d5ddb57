"""The protocol's end: winners, next in line, savings, special opinions, fingerprint, signatures, appendices."""

from collections.abc import Iterator

from models.contest.money import tenge
from models.protocol import words, words_winners
from models.protocol.blocks import (
    Block,
    Column,
    Facts,
    Heading,
    PageBreak,
    Row,
    Signature,
    Signatures,
    Table,
    Text,
    Words,
    fill,
)
from models.protocol.case import Case, and_so, chain, ground, named_votes, panel_mark, reason, sum_or_dash, total
from models.protocol.not_carried import not_carried
from models.protocol.ranking import (
    WIDE_FROM,
    line_numbers,
    members_columns,
    place,
    place_column,
    sharing,
    standing,
)
from models.sitting.acts import Opened, OpinionGiven, WinnersNamed
from models.sitting.counting.board import drawn
from models.sitting.outcome import Line, PanelMarks, Standing, TerritoryOutcome
from models.sitting.winning.following import kept_of, vacant_grants
from models.values import Both


def decision(case: Case) -> Iterator[Block]:
    """Winners per territory with sums and the vote, next in line, savings."""
    yield Heading(words.DECISION)
    named = {act.territory: act for act in case.acts(WinnersNamed)}
    for outcome in case.result.outcome.territories:
        winners = [line for line in outcome.lines if line.standing is Standing.WINNER]
        name = case.territory(outcome.territory)
        if not winners:
            yield Heading(fill(words.NO_WINNERS, name=name), 2)
        else:
            yield Heading(fill(words.WINNERS_OF, name=name), 2)
            yield winners_table(case, winners)
        yield Text(fill(case.worded(words.WINNER_COUNT), n=len(winners), grants=outcome.grants))
        act = named.get(outcome.territory)
        if act is not None:
            yield from named_votes(case, act.votes)
            yield from reason(act.reason)
            if act.proof is not None:
                yield Text(words_winners.PROVEN[act.proof])
            if outcome.left_tied:
                tied = ", ".join(outcome.left_tied)
                yield Text(fill(words_winners.TIE_LEFT, codes=tied, n=outcome.grants - len(winners)), "strong")
            elif len(winners) < outcome.grants:
                yield Text(case.worded(words.TOO_FEW[case.profile.winners.too_few]))
        yield from next_in_line(case, outcome)
    if named:
        yield from ground(case.profile.winners.majority_point)
    yield from not_carried(case, WinnersNamed)
    yield from savings(case)
    days = case.profile.winners.contract_days
    if days is not None:
        yield Text(fill(words.CONTRACTS, first=days[0], last=days[1]))


def winners_table(case: Case, winners: list[Line]) -> Table:
    """Return winners with what they asked and got, in the order given, with the sums."""
    money_columns = [Column(words.ASKED, 27, align="right"), Column(words.AWARDED, 27, align="right")]
    rows = [
        Row(
            (
                str(number),
                line.application,
                case.applicant_and_title(line.application),
                total(line),
                *((sum_or_dash(line.asked), sum_or_dash(line.awarded)) if case.gives_money else ()),
            )
        )
        for number, line in enumerate(winners, start=1)
    ]
    if case.gives_money:
        asked = sum(line.asked or 0 for line in winners)
        awarded = sum(line.awarded or 0 for line in winners)
        rows.append(Row(("", "", words.SUM, "", sum_or_dash(asked), sum_or_dash(awarded)), strong=True))
    return Table(
        (
            Column(words.NUMBER, 10, align="right"),
            Column(words.CODE, 22),
            Column(words.APPLICANT_PROJECT, 50, grow=1),
            Column(words.TOTAL, 16, align="right"),
            *(money_columns if case.gives_money else ()),
        ),
        tuple(rows),
    )


def next_in_line(case: Case, outcome: TerritoryOutcome, rest: Both = words.FURTHER_IN_LINE) -> Iterator[Block]:
    """As many of those who follow as there are grants, in order; `rest` words how many follow them."""
    waiting = sorted(
        (line for line in outcome.lines if line.standing is Standing.RESERVE and line.reserve is not None),
        key=lambda line: (line.reserve or 0, line.application),
    )
    if not waiting:
        return
    # as many as there are grants, the last group whole; the ranking numbers all of them
    last = waiting[min(len(waiting), max(1, outcome.grants)) - 1].reserve or 0
    first = [line for line in waiting if (line.reserve or 0) <= last]
    shared = sharing(outcome)
    yield Heading(fill(words.NEXT_IN_LINE, name=case.territory(outcome.territory)), 2)
    yield Table(
        (
            Column(words.LINE_NUMBER, 16, align="right"),
            Column(words.CODE, 22),
            Column(words.APPLICANT_PROJECT, 50, grow=1),
            Column(words.TOTAL, 16, align="right"),
            *((Column(words.ASKED, 27, align="right"),) if case.gives_money else ()),
        ),
        tuple(
            Row(
                (
                    line_numbers(line.reserve or 0, shared[line.reserve or 0]),
                    line.application,
                    case.applicant_and_title(line.application),
                    total(line),
                    *((sum_or_dash(line.asked),) if case.gives_money else ()),
                )
            )
            for line in first
        ),
    )
    if len(waiting) > len(first):
        yield Text(fill(rest, n=len(waiting) - len(first)))
    if any(shared[line.reserve or 0] > 1 for line in first):
        yield Text(case.worded(words.SHARED_IN_LINE))
    yield from ground(case.profile.winners.next_in_line_point)


def savings(case: Case) -> Iterator[Block]:
    """The fund, what is awarded of it, what stays for grants that nobody has, and what is saved."""
    if not case.gives_money:
        return
    awarded = sum(line.awarded or 0 for outcome in case.result.outcome.territories for line in outcome.lines)
    fund = case.result.manifest.contest.for_grants
    yield Heading(words.SAVINGS, 2)
    if fund is None:
        rows: tuple[tuple[Words, Words], ...] = (
            (words.AWARDED_ALL, tenge(awarded)),
            (words.FUND_IS, words.NOT_STATED),
        )
    else:
        vacant = sum(map(vacant_grants, case.result.outcome.territories))
        kept = kept_of(fund - awarded, vacant, case.profile)
        rows = (
            (_for_grants(case), tenge(fund)),
            (words.AWARDED_ALL, tenge(awarded)),
            *(((fill(words.KEPT, n=vacant), tenge(kept)),) if kept else ()),
            (words.SAVED, tenge(fund - awarded - kept)),
        )
    yield Facts(rows)


def _for_grants(case: Case) -> Words:
    if case.profile.winners.fund is not None:
        return words.FUND_IS
    grants = sum(territory.grants for territory in case.territories.values())
    return fill(words.GRANTS_AT_CAP, n=grants, cap=tenge(case.profile.project.grant_at_most))


def closing(case: Case) -> Iterator[Block]:
    """Special opinions, the fingerprint, the signature places."""
    yield Heading(words.OPINIONS)
    opinions = case.acts(OpinionGiven)
    if not opinions:
        yield Text(words.NO_OPINIONS)
    for act in opinions:
        yield Text(fill(words.OPINION, name=case.name(act.member), text=act.text))
    yield Heading(words.DATA)
    yield Text(words.DATA_IS)
    yield Facts(((words.FINGERPRINT, case.fingerprint),))
    opened = case.last(Opened)
    if opened is not None and opened.selfcheck is not None:
        correct, cases = opened.selfcheck
        yield Text(fill(words_winners.COUNTS_CORRECTLY, n=correct, of=cases))
    if not case.session.further:
        yield Text(words.APPENDICES)
    yield Signatures(words.SIGNATURES, signature_places(case))


def signature_places(case: Case) -> tuple[Signature, ...]:
    """The places of the chair, of the members who took part, and of the secretary, in that order."""
    outcome = case.result.outcome
    there = outcome.attendance
    remote = set(there.remote) if there else set()
    here = {*there.present, *there.remote} - {*there.left} if there else {member.id for member in case.members}
    places = []
    if outcome.chair is not None:
        note = words.REMOTELY if outcome.chair in remote else ""
        places.append(Signature(words.CHAIR_ROLE, case.name(outcome.chair), note))
    places += [
        Signature(words.MEMBER_ROLE, member.name, words.REMOTELY if member.id in remote else "")
        for member in case.members
        if member.id in here and member.id != outcome.chair
    ]
    secretary = case.result.manifest.roster.secretary
    if secretary is not None:
        places.append(Signature(words.SECRETARY_ROLE, secretary.name))
    return tuple(places)


def appendices(case: Case) -> Iterator[Block]:
    """Every member's mark for every criterion with the total's chain; the sheets taken in."""
    criteria = case.result.manifest.contest.criteria
    named = criteria.content.criteria if criteria else case.profile.criteria.criteria
    yield PageBreak()
    yield Heading(words.APPENDIX_MARKS)
    yield Text(
        fill(
            words.MARKS_ORDER,
            criteria=and_so([and_so([criterion.code, criterion.name], " – ") for criterion in named], ", "),
        ),
        "note",
    )
    width, between = _cell(len(named), len(case.members))
    for outcome in (one for one in case.result.outcome.territories if one.lines):
        yield Heading(fill(words.TERRITORY_IS, name=case.territory(outcome.territory), code=outcome.territory), 2)
        shared = sharing(outcome)
        yield Table(
            (
                place_column(outcome),
                Column(words.CODE, 20, grow=1),
                *members_columns(case, width),
                Column(words.TOTAL, 13, grow=1, align="right"),
            ),
            tuple(
                Row(
                    (
                        place(line),
                        line.application,
                        *(_matrix(entry, between) for entry in line.panel),
                        total(line),
                    ),
                    note="; ".join(chain(line)) or standing(line, shared),
                )
                for line in drawn(outcome.lines)
            ),
            wide=len(case.members) >= WIDE_FROM,
        )
    yield PageBreak()
    yield Heading(words.APPENDIX_SHEETS)
    yield Table(
        (
            Column(words.MEMBER, 30, grow=1),
            Column(words.REVISION, 16, align="right"),
            Column(words.COUNTS, 16),
            Column(words.SHEET_HASH, 106),
        ),
        tuple(
            Row((case.name(sheet.member), str(sheet.revision), words.YES if sheet.counts else words.NO, sheet.sha256))
            for sheet in case.result.sheets
        ),
    )
    for hint in case.result.outcome.hints:
        revisions = [str(one) for one in hint.revisions]
        told = words.GAP if hint.kind == "gap" else words.FORK
        before = str(hint.revisions[0] - 1)
        yield Text(fill(told, name=case.name(hint.member), n=and_so(revisions, ", "), before=before), "note")


def _cell(criteria: int, members: int) -> tuple[float, str]:
    """Return a member's width in mm and what stands between marks and sum: one line where the page has room for it."""
    room = 215 if members >= WIDE_FROM else 125
    one_line = 3.0 * criteria + 10
    return (one_line, " = ") if one_line * members <= room else (max(13.0, 3.0 * criteria), "\n")


def _matrix(entry: PanelMarks, between: str) -> Words:
    if not any(mark.is_number for _, mark in entry.marks):
        return panel_mark(entry)
    signs = [words.MARK_SIGNS[mark.state] if mark.points is None else str(mark.points) for _, mark in entry.marks]
    return and_so([and_so(signs, " "), panel_mark(entry)], between)

"""The protocol's ranking: per territory the table, its ties, the votes and lots on them."""

from collections import Counter
from collections.abc import Iterator

from models.protocol import words, words_winners
from models.protocol.blocks import Block, Column, Heading, Row, Table, Text, Words, fill
from models.protocol.case import Case, and_so, clock, compared, ground, panel_mark, reason, total
from models.protocol.not_carried import not_carried
from models.protocol.ranking_acts import additional, changed, put_out, ways
from models.protocol.rule import counted_by, highest
from models.sitting.acts import AttendanceTaken, LotDrawn, Presence, PutOut, TieVoted, WayChosen
from models.sitting.counting.board import drawn
from models.sitting.outcome import Line, Standing, TerritoryOutcome
from models.sitting.trying.comparing import ABOVE
from models.sitting.winning.lots import draw_lot, seed_of

WIDE_FROM = 7
"""Members from which the tables need landscape pages."""


def ranking(case: Case) -> Iterator[Block]:
    """Everything about the marks: lawful way, ranking per territory, ties, additional points, changed marks."""
    yield Heading(words.RANKING)
    yield from counted_by(case)
    yield from ways(case)
    for outcome in case.result.outcome.territories:
        yield from _territory(case, outcome)
    yield from _tie_votes(case)
    yield from additional(case)
    yield from changed(case)
    yield from put_out(case)
    yield from not_carried(case, WayChosen, TieVoted, PutOut)


def place(line: Line) -> str:
    """The place as printed; a range where places are shared; a dash where there is none."""
    if line.place_from is None:
        return "–"
    if line.place_to is None or line.place_to == line.place_from:
        return str(line.place_from)
    return f"{line.place_from}–{line.place_to}"


def place_column(outcome: TerritoryOutcome) -> Column:
    """The column of places, wide enough for the longest range."""
    longest = max((len(place(line)) for line in outcome.lines), default=0)
    return Column(words.PLACE_COL, max(12.5, 1.75 * longest + 2.6), align="centre")


def sharing(outcome: TerritoryOutcome) -> Counter[int]:
    """How many share each number in line."""
    return Counter(line.reserve for line in outcome.lines if line.reserve is not None)


def line_numbers(first: int, shared: int) -> str:
    """The numbers in line, from `first`, of those who share them."""
    return str(first) if shared == 1 else f"{first}–{first + shared - 1}"


def standing(line: Line, shared: Counter[int]) -> Words:
    """What became of an application, in one remark; `shared` is its territory's `sharing`."""
    if line.standing is Standing.WINNER:
        return words.WINNER
    if line.standing is Standing.PROPOSED:
        return words.PROPOSED
    if line.standing is Standing.OPEN:
        return words.OPEN
    if line.standing is Standing.RESERVE and line.reserve is not None:
        numbers = line_numbers(line.reserve, shared[line.reserve])
        if line.remark is None:
            return fill(words.RESERVE, n=numbers)
        return fill(words.RESERVE_BECAUSE, n=numbers, remark=words.REMARKS[line.remark])
    return words.REMARKS[line.remark] if line.remark else "–"


def members_columns(case: Case, width: float) -> list[Column]:
    """One narrow column a member under a common heading."""
    return [Column(case.sign(member.id), width, align="centre", group=words.MEMBERS_MARKS) for member in case.members]


def _territory(case: Case, outcome: TerritoryOutcome) -> Iterator[Block]:
    yield Heading(fill(words.TERRITORY_IS, name=case.territory(outcome.territory), code=outcome.territory), 2)
    if not outcome.lines:
        yield Text(words.NO_APPLICATIONS)
        return
    yield Text(
        fill(
            case.worded(words.RANKING_LEAD),
            n=len(outcome.lines),
            grants=outcome.grants,
            maximum=highest(case, outcome),
        )
    )
    if not outcome.comparable:
        yield Text(words.NOT_COMPARABLE, "strong")
    bonus = any(line.additional is not None for line in outcome.lines)
    columns = [
        place_column(outcome),
        Column(words.CODE, 18),
        Column(words.APPLICANT_PROJECT, 36, grow=1),
        *members_columns(case, 8),
        Column(words.MARKS_N, 11, align="right"),
        *([Column(words.ADDITIONAL, 10, align="right")] if bonus else []),
        Column(words.TOTAL, 12, align="right"),
        Column(words.STANDING, 26, grow=0.25),
    ]
    lines = drawn(outcome.lines)
    above = [n for n, line in enumerate(lines) if line.standing in ABOVE]
    cut_after = above[-1] if above and len(lines) > above[-1] + 1 else None
    named = any(line.standing is Standing.WINNER for line in lines)
    cut = fill(words.CUT_LINE if named else words.CUT_PROPOSED, n=len(above))
    rows, shared = [], sharing(outcome)
    for number, line in enumerate(lines):
        cells: list[Words] = [place(line), line.application, case.applicant_and_title(line.application)]
        cells += [panel_mark(entry) for entry in line.panel]
        cells.append(str(line.number_of_marks))
        if bonus:
            cells.append("–" if line.additional is None else str(line.additional))
        cells += [total(line), standing(line, shared)]
        rows.append(
            Row(
                tuple(cells),
                strong=line.standing is Standing.WINNER,
                tie=min(line.application, *line.tied_with) if line.tied_with else "",
                cut=cut if number == cut_after else None,
            )
        )
    wide = len(case.members) >= WIDE_FROM
    yield Table(tuple(columns), tuple(rows), wide=wide)
    yield Text(words.LEGEND, "note")
    yield from _steps(case, outcome)
    yield from _ties(outcome, wide=wide)


def _steps(case: Case, outcome: TerritoryOutcome) -> Iterator[Block]:
    if outcome.order:
        yield Text(fill(words_winners.STEPS, steps=and_so([words_winners.STEP[step] for step in outcome.order], " → ")))
    names = {group.code: group.name for group in case.profile.winners.groups}
    for quota in outcome.quotas:
        name = names.get(quota.code, quota.code)
        if quota.places:
            codes = ", ".join(quota.applications) or "–"
            yield Text(fill(words_winners.QUOTA, name=name, places=quota.places, codes=codes), "item")
        if quota.at_most is not None:
            codes = ", ".join(quota.under_roof) or "–"
            yield Text(fill(words_winners.ROOF, name=name, at_most=quota.at_most, codes=codes), "item")


def _ties(outcome: TerritoryOutcome, *, wide: bool) -> Iterator[Block]:
    """Which equal totals were decided, on pages as the ranking's: turning the paper for one row leaves a page empty."""
    groups: dict[tuple[str, ...], list[Line]] = {}
    for line in outcome.lines:
        if line.tied_with:
            groups.setdefault(tuple(sorted({line.application, *line.tied_with})), []).append(line)
    if not groups:
        return
    yield Heading(words.TIES, 2)
    decided = {codes: lines for codes, lines in groups.items() if any(map(_needs_telling, lines))}
    rows = []
    for codes, lines in decided.items():
        places = [n for line in lines for n in (line.place_from, line.place_to) if n is not None]
        ways = [words.SETTLED[how] for how in dict.fromkeys(line.settled_by for line in lines)]
        steps = [f"{line.application}: {compared(line)}." for line in lines if line.tie_values]
        rows.append(
            Row(
                (
                    total(lines[0]),
                    f"{min(places)}–{max(places)}" if places else "–",
                    ", ".join(codes),
                    and_so([*ways, *steps], " "),
                )
            )
        )
    if rows:
        yield Table(
            (
                Column(words.TOTAL, 16, align="right"),
                Column(words.PLACE_COL, 18, align="centre"),
                Column(words.CODE, 60, grow=1),
                Column(words.DECIDED, 60, grow=1),
            ),
            tuple(rows),
            wide=wide,
        )
    if len(groups) > len(decided):
        yield Text(fill(words.TIES_SHARED, n=len(groups) - len(decided)))


def _needs_telling(line: Line) -> bool:
    """Whether a tie was decided or waits to be; others share their places, as the ranking shows."""
    return bool(line.settled_by) or line.standing is Standing.OPEN


def _tie_votes(case: Case) -> Iterator[Block]:
    voted = case.acts(TieVoted)
    for number, act in enumerate(voted, 1):
        yield Heading(
            and_so([fill(words.TIE_VOTE, n=len(act.tied), places=act.places), case.territory(act.territory)], ". "),
            2,
        )
        yield Table(
            (Column(words.MEMBER, 60, grow=1), Column(words.VOTED_FOR, 60, grow=1)),
            tuple(Row((case.name(b.member), ", ".join(b.applications) or words.TIE_ABSTAINED)) for b in act.ballots),
        )
        votes = Counter(code for ballot in act.ballots for code in ballot.applications)
        yield Text(fill(words.VOTE_COUNT, counts="; ".join(f"{code} – {votes[code]}" for code in act.tied)))
        if act.chair_choice:
            yield Text(fill(words.CHAIR_CHOICE, codes=", ".join(act.chair_choice)), "strong")
        yield from reason(act.reason, words.NOTE_IS)
        yield Text(fill(words.TIE_AT, at=clock(act.at, case.result.manifest.contest.zone)), "item")
        if any(_replaces(later, act) for later in voted[number:]):
            yield Text(words.TIE_SUPERSEDED, "item")
    lots = case.acts(LotDrawn)
    for lot in lots:
        yield from _lot(case, lot)
    if lots or voted:
        yield from ground(case.profile.criteria.counting.ties.point)


def _replaces(later: TieVoted, act: TieVoted) -> bool:
    """Whether `later` votes on some of the same applications once more: the ranking was another by then."""
    return later.territory == act.territory and not set(later.tied).isdisjoint(act.tied)


def _lot(case: Case, act: LotDrawn) -> Iterator[Block]:
    told = fill(words_winners.LOT_DRAWN, n=len(act.tied), draw=act.draw, places=act.places)
    yield Heading(and_so([told, case.territory(act.territory)], ". "), 2)
    yield Table(
        (Column(words.NAME, 60, grow=1), Column(words_winners.LOT_NUMBER, 60, grow=1)),
        tuple(Row((case.name(part.person), part.number)) for part in act.parts),
    )
    yield Text(_laid(case, act), "item")
    seed = seed_of(part.number for part in act.parts)
    yield Text(fill(words_winners.LOT_SEED, seed=seed, draw=act.draw))
    yield Table(
        (
            Column(words.NUMBER, 11, align="right"),
            Column(words.CODE, 30, grow=1),
            Column(words_winners.LOT_TICKET, 110),
        ),
        tuple(
            Row((str(turn), ticket.application, ticket.sha256), strong=turn <= act.places)
            for turn, ticket in enumerate(draw_lot(seed, act.tied, act.draw), start=1)
        ),
    )
    yield from reason(act.reason, words.NOTE_IS)


def _laid(case: Case, act: LotDrawn) -> Words:
    """How nobody could choose a number by what it gives: on paper, and of who took part remotely said beforehand."""
    if not act.laid:
        return words_winners.LOT_NOT_LAID
    before = case.session.acts[: case.session.acts.index(act)]
    attendance = [dict(one.presence) for one in before if isinstance(one, AttendanceTaken)][-1:]
    remote = [part.person for part in act.parts if Presence.REMOTE in (there.get(part.person) for there in attendance)]
    return fill(words_winners.LOT_LAID_REMOTELY, names=case.names(remote)) if remote else words_winners.LOT_LAID

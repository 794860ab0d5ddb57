"""Acts of the sitting behind a ranking, in the protocol: ways, additional points, changed marks, who was put out."""

from collections.abc import Iterator

from models.protocol import words, words_further
from models.protocol.blocks import Block, Column, Heading, Row, Table, Text, Words, fill
from models.protocol.case import Case, and_so, clock, named_votes, reason
from models.scoring.marks import Mark
from models.sitting.acts import AdditionalPointsGiven, ClashSettled, MarkReopened, PutOut, WayChosen
from models.sitting.trying.reopened import ResultOf
from models.values import Both
from models.wording import commas


def ways(case: Case) -> Iterator[Block]:
    """The lawful ways by which the chair had unequal panels ranked."""
    acts = case.acts(WayChosen)
    if acts:
        yield Heading(words.WAY, 2)
    for act in acts:
        where = words.ALL_TERRITORIES if act.territory is None else case.territory(act.territory)
        yield Text(and_so([where, fill(words.WAYS[act.way], members=case.names(act.leaving))], ": "), "item")
        yield from reason(act.reason)
        if act.votes:
            yield from named_votes(case, act.votes)


def additional(case: Case) -> Iterator[Block]:
    """Points that were given beyond the criteria."""
    acts = case.acts(AdditionalPointsGiven)
    if not acts:
        return
    yield Heading(words.ADDITIONAL_POINTS, 2)
    columns = [Column(words.CODE, 24), Column(words.POINTS, 18, align="right")]
    if not case.public:
        columns.append(Column(words.GROUND, 80, grow=1))
    yield Table(
        tuple(columns),
        tuple(Row((act.application, str(act.points), *(() if case.public else (act.ground or "–",)))) for act in acts),
    )


def _mark(mark: Mark) -> Words:
    return words.MARK_SIGNS[mark.state] if mark.points is None else str(mark.points)


def changed(case: Case) -> Iterator[Block]:
    """Marks reopened at the sitting, with both results, and clashes with what was chosen."""
    reopened = case.acts(MarkReopened)
    if reopened:
        yield Heading(words.REOPENED, 2)
        yield Table(
            (
                Column(words.CODE, 20),
                Column(words.MEMBER, 30, grow=1),
                Column(words.CRITERION, 17),
                Column(words.OLD, 16, align="right"),
                Column(words.NEW, 13, align="right"),
                Column(words.WHEN, 21),
                Column(words.REASON, 36, grow=2),
            ),
            tuple(
                Row(
                    (
                        act.application,
                        case.name(act.member),
                        act.criterion,
                        _mark(act.old),
                        _mark(act.new),
                        clock(act.at, case.result.manifest.contest.zone),
                        act.reason or "–",
                    )
                )
                for act in reopened
            ),
        )
        yield from _both_results(case)
    settled = case.acts(ClashSettled)
    handed_in = {(one.member, one.application, one.criterion): one.marks for one in case.result.outcome.clashes}
    if settled:
        yield Heading(words.CLASHES, 2)
        yield Table(
            (
                Column(words.CODE, 18),
                Column(words.MEMBER, 26, grow=1),
                Column(words.CRITERION, 17),
                Column(words.HANDED_IN, 21),
                Column(words.CHOSEN, 19, align="right"),
                Column(words.RECORDED_BY, 24, grow=1),
                Column(words.REASON, 28, grow=2),
            ),
            tuple(
                Row(
                    (
                        act.application,
                        case.name(act.member),
                        act.criterion,
                        and_so(
                            [_mark(mark) for mark in handed_in.get((act.member, act.application, act.criterion), ())]
                        ),
                        _mark(act.mark),
                        case.name(act.by),
                        act.reason or "–",
                    )
                )
                for act in settled
            ),
        )


def _both_results(case: Case) -> Iterator[Block]:
    """The result before and after every reopened mark: the application itself and whoever crossed the cut."""
    if not case.result.reopened:
        return
    yield Heading(words_further.REOPENED_RESULTS, 2)
    yield Text(words_further.REOPENED_RESULTS_ARE, "note")
    rows = []
    for number, one in enumerate(case.result.reopened, 1):
        moved = fill(words_further.MOVED, n=one.moved) if one.moved else ""
        rows += [
            Row(
                (str(number), line.application, *(_result_of(which) for which in (line.before, line.after))),
                note=moved if line is one.lines[-1] else "",
            )
            for line in one.lines
        ]
    yield Table(
        (
            Column(words.NUMBER, 11, align="right"),
            Column(words.CODE, 24),
            Column(words_further.BEFORE, 60, grow=1),
            Column(words_further.AFTER, 60, grow=1),
        ),
        tuple(rows),
    )


def _result_of(one: ResultOf) -> Words:
    above = words_further.ABOVE[one.above]
    return fill(words_further.TOTAL_PLACE, total=commas(one.total) or "–", place=one.place, above=above)


def put_out(case: Case) -> Iterator[Block]:
    """Applications put out by an act of the sitting, with the votes."""
    acts = case.acts(PutOut)
    if not acts:
        return
    yield Heading(words.PUT_OUT, 2)
    remarks: dict[str, Both] = {remark.value: wording for remark, wording in words.REMARKS.items()}
    columns = [Column(words.CODE, 24), Column(words.STANDING, 50, grow=1)]
    if not case.public:
        columns.append(Column(words.REASON, 60, grow=2))
    yield Table(
        tuple(columns),
        tuple(
            Row((act.application, remarks[act.remark], *(() if case.public else (act.reason or "–",)))) for act in acts
        ),
    )
    for act in acts:
        if act.votes:
            yield Text(fill(words.VOTE_ABOUT, code=act.application), "strong")
            yield from named_votes(case, act.votes)

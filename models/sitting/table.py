"""The computed table: every territory's lines, places, proposal and winners, and the questions still open."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from models.figures import exact, figure
from models.letting_go import let_go
from models.packet.manifest import PacketApplication
from models.scoring.marks import Mark
from models.sitting.acts import LotDrawn, TieVoted, WinnersNamed
from models.sitting.counting.ranking import Ranked, panel_sizes
from models.sitting.counting.rule import Round, Rule
from models.sitting.counting.ties import Counted
from models.sitting.outcome import (
    Line,
    Outcome,
    PanelMarks,
    Question,
    Remark,
    Standing,
    TerritoryOutcome,
)
from models.sitting.questions import is_awaited, open_questions
from models.sitting.sheets.hints import hints
from models.sitting.state import Sitting
from models.sitting.winning.proof import Proof
from models.sitting.winning.proposing import place
from models.sitting.winning.quotas import filled, quotas_of, steps_of
from models.sitting.winning.winners import Money, Proposal, Proposed, Quota, Terms, in_line

_LEFT = {
    "withdrew": Remark.WITHDRAWN,
    "contract-failed": Remark.CONTRACT_FAILED,
    "disqualified": Remark.DISQUALIFIED,
}


@dataclass(frozen=True)
class _Counting:
    """One application as counted, before it is placed."""

    application: PacketApplication
    panel: tuple[PanelMarks, ...]
    rows: tuple[tuple[int, ...], ...]
    """The counted marks only."""
    pending: bool
    """Whether a mark is still to come: a missing or incomplete sheet, a clash, a member not sure of a conflict."""
    counted: Counted | None
    """None where there are too few marks for a total."""


def outcome(state: Sitting) -> Outcome:
    """Return the computed table of `state`, computed when it is first asked for."""
    if (found := state.computed.get("outcome")) is None:
        found = state.computed["outcome"] = _outcome(state)
    return found


def _outcome(state: Sitting) -> Outcome:
    fund = fund_left(state)
    territories = [
        _territory(state, territory.code, territory.grants, fund.get(territory.code))
        for territory in state.manifest.contest.territories
    ]
    return Outcome(
        attendance=state.attendance,
        chair=state.chair,
        territories=tuple(done for done, _ in territories),
        questions=(*open_questions(state), *(question for _, asked in territories for question in asked)),
        clashes=state.merged.clashes,
        hints=tuple(hints(state.merged)),
    )


def fund_left(state: Sitting) -> Mapping[str, Money | None]:
    """Return what each territory may spend: the fund less what winners of the others had been awarded before its own.

    Several territories share one fund by the order in which the commission names their winners: whoever is named later
    unsettles no winners named before. What became of them afterwards changes no proposal either: who follows then is
    another question (`models.sitting.winning.following`).
    """
    rule = state.manifest.contest.profile.winners
    codes = [territory.code for territory in state.manifest.contest.territories]
    if rule.fund is None:
        return dict.fromkeys(codes)
    left: dict[str, Money | None] = {}
    for code in codes:
        then = _until(state, state.named(code))
        spent = sum(_awarded(then.named(other)) for other in codes if other != code)
        left[code] = Money(rule.fund - spent, rule.over_fund)
    return left


def _until(state: Sitting, named: WinnersNamed | None) -> Sitting:
    if named is None:
        return state
    before = next(number for number, act in enumerate(state.acts) if act is named)
    return Sitting(state.manifest, state.merged, state.acts[:before])


def _awarded(act: WinnersNamed | None) -> int:
    return sum(award.awarded or 0 for award in act.awards) if act else 0


def sum_asked(state: Sitting, application: PacketApplication) -> int | None:
    """Return the KZT that `application` would get: the sum asked, at most the cap and what was recommended for it.

    The cap where nothing is written; None where the contest knows no cap and the application no sum.
    """
    profile = state.manifest.contest.profile
    recommended = None
    if profile.winners.recommended is not None:
        recommended = exact(dict(application.columns).get(profile.winners.recommended, ""))
    limits = (application.project.grant_asked, profile.project.grant_at_most, recommended)
    known = [int(limit) for limit in limits if limit is not None]
    return min(known) if known else None


def _count(state: Sitting, territory: str) -> tuple[Rule, list[_Counting]]:
    counting = state.criteria.counting
    rule = Rule(state.criteria, counting.by_mean() if state.by_mean(territory) else counting)
    out = state.taken_out(territory)
    unsure = frozenset(state.conflicts_counted.unsure)
    done: list[_Counting] = []
    for application in state.in_territory(territory):
        panel: list[PanelMarks] = []
        rows: list[tuple[int, ...]] = []
        pending = False
        for member in state.members:
            marks = state.marks(member, application.code)
            row = _row(marks)
            recused = (member, application.code) in state.conflicts_counted.recused
            counted = row is not None and member not in out and (member, application.code) not in unsure
            if counted and row is not None:
                rows.append(row)
            elif member not in out and not recused and (is_awaited(marks) or (member, application.code) in unsure):
                pending = True
            panel.append(
                PanelMarks.model_construct(  # its marks were validated with their sheet; once more costs seconds
                    member=member,
                    marks=tuple(zip(state.codes, marks, strict=True)),
                    total=None if row is None else sum(row),
                    counted=counted,
                )
            )
        total = _total(state, rule, application, rows)
        done.append(_Counting(application, tuple(panel), tuple(rows), pending, total))
    return rule, done


def _row(marks: tuple[Mark, ...]) -> tuple[int, ...] | None:
    """Return the points where every mark is a number. A missing mark is never 0."""
    points = tuple([mark.points for mark in marks if mark.points is not None])
    return points if len(points) == len(marks) else None


def _total(state: Sitting, rule: Rule, application: PacketApplication, rows: list[tuple[int, ...]]) -> Counted | None:
    if len(rows) < rule.counting.marks_needed:
        return None
    columns = dict(application.columns)
    total = rule.total([Round(rows, columns)])
    additional = state.additional.get(application.code)
    return Counted(total + (additional.points if additional else 0), rows, columns)


@dataclass(frozen=True)
class _Placing:
    """Everything that places the lines of one territory."""

    rule: Rule
    comparable: bool
    groups: Mapping[str, Ranked]
    missed: frozenset[str]
    """Under a threshold."""
    proposal: Proposal
    named: WinnersNamed | None
    awards: Mapping[str, int | None]
    """Who has a grant now, with the sum; empty before winners are named."""
    left_tied: tuple[str, ...]
    reserve: Mapping[str, int]
    quotas: tuple[Quota, ...]
    prove: Callable[[], Proof]


def prove_proposal(state: Sitting, territory: str) -> Proof | None:
    """Hold the proposal for `territory` as it stands against the rules a second time (`models.sitting.winning.proof`).

    Named winners are left aside: they may be named anew. None while there is none to hold: panels are unequal, or a tie
    is open.
    """
    grants = {one.code: one.grants for one in state.manifest.contest.territories}[territory]
    state = state.unnamed(territory)
    *counted, placing = _placed(state, territory, grants, fund_left(state)[territory])
    found = placing.prove() if placing.comparable and placing.proposal.tie is None else None
    let_go(counted)
    return found


def _placed(
    state: Sitting, territory: str, grants: int, money: Money | None
) -> tuple[list[_Counting], list[_Counting], _Placing]:
    """Return all applications of the territory as counted, those in the ranking, and what places their lines."""
    by_mean = state.by_mean(territory)
    rule, counted = _count(state, territory)
    in_ranking = [
        one
        for one in counted
        if one.application.code not in state.put_out and (one.counted is not None or (one.pending and not by_mean))
    ]
    sizes = panel_sizes(len(one.rows) for one in in_ranking)
    comparable = (len(sizes) <= 1 or by_mean) and all(one.counted is not None for one in in_ranking)
    placing = _place(state, territory, grants, money, rule, in_ranking if comparable else [], comparable=comparable)
    return counted, in_ranking, placing


def _territory(
    state: Sitting, territory: str, grants: int, money: Money | None
) -> tuple[TerritoryOutcome, tuple[Question, ...]]:
    by_mean = state.by_mean(territory)
    counted, in_ranking, placing = _placed(state, territory, grants, money)
    rule, comparable = placing.rule, placing.comparable
    sizes = panel_sizes(len(one.rows) for one in in_ranking)
    lines = [_line(state, placing, one) for one in counted]
    done = TerritoryOutcome(
        territory=territory,
        grants=grants,
        maximum=rule.maximum(sizes[0]) if comparable and len(sizes) == 1 and not rule.counting.columns else None,
        comparable=comparable,
        lines=tuple(sorted(lines, key=lambda line: (line.place_from is None, line.place_from or 0, line.application))),
        order=steps_of(state.manifest.contest.profile.winners, quotas=bool(placing.quotas)),
        quotas=filled(placing.quotas, placing.proposal.lines),
        additional_contest=placing.named is not None
        and len(placing.awards) < grants
        and not placing.reserve
        and state.manifest.contest.profile.winners.too_few == "additional-contest",
        left_tied=placing.left_tied,
    )
    questions: list[Question] = []
    if len(sizes) > 1 and not by_mean:
        fewer = tuple(one.application.code for one in in_ranking if len(one.rows) < sizes[-1])
        questions.append(Question(kind="unequal-panel", territory=territory, applications=fewer))
    tie = placing.proposal.tie
    if tie is not None and placing.named is None:
        questions.append(
            Question(kind="tie-at-cut", territory=territory, applications=tie.applications, places=tie.places)
        )
    if in_ranking and placing.named is None:
        questions.append(Question(kind="winners-not-named", territory=territory))
    return done, tuple(questions)


def terms_of(state: Sitting, territory: str, grants: int, money: Money | None) -> Terms:
    """Return what decides in `territory`, beside the totals, who is proposed."""
    amounts = {application.code: sum_asked(state, application) for application in state.in_territory(territory)}
    return Terms(
        grants=grants,
        asked={code: amount for code, amount in amounts.items() if amount is not None},
        money=money,
        quotas=quotas_of(state, territory),
        order=state.manifest.contest.profile.winners.order,
        decisions=tuple(a for a in state.acts if isinstance(a, TieVoted | LotDrawn) and a.territory == territory),
    )


def _place(
    state: Sitting,
    territory: str,
    grants: int,
    money: Money | None,
    rule: Rule,
    in_ranking: Sequence[_Counting],
    *,
    comparable: bool,
) -> _Placing:
    totals = {one.application.code: one.counted for one in in_ranking if one.counted is not None}
    terms = terms_of(state, territory, grants, money)
    placed = place(totals, rule, terms)
    ranked, proposal = placed.ranked, placed.proposal
    left_tied = _left_tied(state, territory, proposal)
    named = state.named(territory) if comparable and (proposal.tie is None or left_tied) else None
    awards = {award.application: award.awarded for award in state.awards(territory)} if named else {}
    following = (
        tuple(
            code
            for code in group.codes
            if code in proposal.lines
            and code not in awards
            and code not in state.left
            and (proposal.lines[code].standing is Standing.RESERVE or named is not None)
        )
        for group in ranked
    )
    reserve = in_line(following, proposal.ballots)
    groups = {code: group for group in ranked for code in group.codes}
    return _Placing(
        rule, comparable, groups, placed.missed, proposal, named, awards, left_tied, reserve, terms.quotas, placed.prove
    )


def _left_tied(state: Sitting, territory: str, proposal: Proposal) -> tuple[str, ...]:
    """Return the tied without whom winners can be named: a vote on them decided nothing, and nobody else waits for it.

    Else the commission would have no lawful end where nobody has the casting vote.
    """
    tie = proposal.tie
    if tie is None or not state.rounds(territory, tie.applications, tie.places):
        return ()
    waiting = {code for code, line in proposal.lines.items() if line.standing is Standing.OPEN}
    return tie.applications if waiting == set(tie.applications) else ()


def _standing(state: Sitting, placing: _Placing, one: _Counting) -> tuple[Standing, Remark | None]:
    code = one.application.code
    put_out = state.put_out.get(code)
    if put_out is not None:
        return Standing.OUT, Remark(put_out.remark)
    if one.counted is None and (not one.pending or state.by_mean(one.application.territory)):
        return Standing.OUT, Remark.NOT_RANKED
    if not placing.comparable:
        return Standing.OPEN, None
    if code in placing.missed and code not in placing.proposal.lines:
        return Standing.OUT, Remark.THRESHOLD
    return _decided(state, placing, code)


def _decided(state: Sitting, placing: _Placing, code: str) -> tuple[Standing, Remark | None]:
    """Return where an application with a place stands: by the ranking alone, or by what was decided since."""
    proposed = placing.proposal.lines[code]
    if placing.named is None:
        return proposed.standing, proposed.remark
    if code in state.left:
        return Standing.OUT, _LEFT[state.left[code].how]
    if code in placing.reserve:
        return Standing.RESERVE, proposed.remark or Remark.LOST_VOTE
    return Standing.WINNER, None


def _line(state: Sitting, placing: _Placing, one: _Counting) -> Line:
    code = one.application.code
    standing, remark = _standing(state, placing, one)
    group = placing.groups.get(code)
    proposed = placing.proposal.lines.get(code, Proposed(Standing.OUT))
    additional = state.additional.get(code)
    settled_by = proposed.settled_by or ("steps" if group is not None and group.by_steps else "")
    return Line(
        application=code,
        territory=one.application.territory,
        panel=one.panel,
        number_of_marks=len(one.rows),
        additional=additional.points if additional else None,
        additional_ground=additional.ground if additional else "",
        total=one.counted.total if one.counted else None,
        shown=placing.rule.shown(one.counted.total) if one.counted else "",
        chain=_chain(placing.rule, one, additional.points if additional else 0),
        place_from=group.place_from if group else None,
        place_to=group.place_to if group else None,
        tied_with=tuple(other for other in group.codes if other != code) if group else (),
        settled_by=settled_by,
        tie_values=group.values[code] if group else (),
        standing=standing,
        remark=remark,
        reserve=placing.reserve.get(code) if standing is Standing.RESERVE else None,
        asked=one.application.project.grant_asked,
        proposed=proposed.amount,
        awarded=placing.awards.get(code),
    )


def _chain(rule: Rule, one: _Counting, additional: int) -> tuple[str, ...]:
    """Return the total's steps; without a total only what the members' marks come to."""
    if one.counted is None:
        return ()
    chain = rule.chain([Round(one.rows, one.counted.columns)])
    if additional:
        before = one.counted.total - additional
        chain += (f"{figure(before)} + {additional} = {figure(one.counted.total)}",)
    return chain

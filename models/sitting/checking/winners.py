"""Checks of the acts that decide: the vote on a tie, the naming of winners, the closing."""

from collections.abc import Collection, Sequence

from models.contest.money import money
from models.errors import SittingError
from models.sitting.acts import Award, LotDrawn, TieVoted, WinnersNamed
from models.sitting.checking.voting import (
    NotCarriedError,
    RefusedActError,
    check_voters,
    check_votes,
    majority,
    refused,
)
from models.sitting.counting.ties import decided, tally
from models.sitting.outcome import Outcome, Question, Standing, TerritoryOutcome
from models.sitting.saying import question_text
from models.sitting.state import Sitting
from models.sitting.table import outcome
from models.sitting.winning.quotas import broken_roof
from models.wording import current_language, tr


def territory_of(code: str, table: Outcome) -> TerritoryOutcome:
    """Return the table of one territory. Raises SittingError where the contest has no such territory."""
    for territory in table.territories:
        if territory.territory == code:
            return territory
    raise refused(tr("There is no territory “{territory}” in this contest.", territory=code))


def open_tie(state: Sitting, territory: str) -> Question | None:
    """Return the tie that is settled before winners of `territory` are named or, where they are, named anew.

    Raises SittingError where the contest has no such territory.
    """
    table = outcome(state.unnamed(territory))
    territory_of(territory, table)
    return next((q for q in table.questions if q.kind == "tie-at-cut" and q.territory == territory), None)


def check_open_tie(act: TieVoted | LotDrawn, state: Sitting) -> None:
    """Return when `act` is about the tie that is open in its territory, all of it and as many places as are left."""
    rule = state.criteria.counting.ties
    tie = open_tie(state, act.territory)
    if tie is None or set(tie.applications) != set(act.tied) or len(act.tied) != len(set(act.tied)):
        raise refused(tr("These applications are not those tied at the cut now. Open the tie again."), rule.point)
    if tie.places != act.places:
        raise refused(tr("Places left at this tie: {places}. Open the tie again.", places=tie.places), rule.point)


def check_tie(act: TieVoted, state: Sitting) -> None:
    """Return when `act` settles a tie that is open at the cut, by lawful ballots, and the chair's choice if needed."""
    rule = state.criteria.counting.ties
    check_open_tie(act, state)
    if rule.then == "lot":
        raise refused(tr("This contest's rule settles ties in another way than by vote."), rule.point)
    check_voters(state, [ballot.member for ballot in act.ballots], act.tied)
    for ballot in act.ballots:
        codes = ballot.applications
        if len(codes) > act.places or len(set(codes)) != len(codes) or not set(codes) <= set(act.tied):
            raise refused(
                tr("A ballot names tied applications only, each once, at most {places} of them.", places=act.places),
                rule.point,
            )
    entitled = len(state.voters(act.tied))
    everybody = len(act.ballots) == entitled and not act.chair_choice
    voted = sum(bool(ballot.applications) for ballot in act.ballots)
    if voted < majority(entitled):
        raise refused(
            tr(
                "Ballots: {ballots}; members present who may vote: {entitled}. More than half of them must vote.",
                ballots=voted,
                entitled=entitled,
            ),
            rule.point,
            NotCarriedError if everybody else RefusedActError,
        )
    _check_chair_choice(act, state)


def _check_chair_choice(act: TieVoted, state: Sitting) -> None:
    rule = state.criteria.counting.ties
    result = tally(act)
    if not result.equal:
        if act.chair_choice:
            raise refused(tr("The votes decide all places, so the chair has nothing to choose."), rule.point)
        return
    equal = ", ".join(result.equal)
    lost = RefusedActError if act.chair_choice else NotCarriedError
    if not rule.chair_decides_equal_votes:
        raise refused(tr("The votes are equal: {applications}. Vote again.", applications=equal), rule.point, lost)
    if state.chair is not None and state.chair not in state.voters(act.tied):
        raise refused(
            tr("The votes are equal, and the chair is absent or has a conflict of interest here. Vote again."),
            rule.point,
            lost,
        )
    if decided(act, chair_decides=True) is None:
        raise refused(
            tr(
                "The votes are equal: {applications}. The chair's vote decides: choose {places} of them.",
                applications=equal,
                places=result.left,
            ),
            rule.point,
        )


def check_winners(act: WinnersNamed, state: Sitting) -> None:
    """Return when these winners can be named: ranking settled, within quota and money, carried by vote."""
    unnamed = state.unnamed(act.territory)
    proposal = territory_of(act.territory, outcome(unnamed))
    _check_settled(act, unnamed, proposal.left_tied)
    _check_awards(act, proposal, state)
    codes = [award.application for award in act.awards]
    check_roofs(act.territory, codes, state)
    _check_fund(act, state)
    proposed = {line.application for line in proposal.lines if line.standing is Standing.PROPOSED}
    if proposal.left_tied:
        _check_left_free(act, proposal.left_tied, proposed, state)
    elif set(codes) != proposed and not act.reason.strip():
        raise refused(
            tr("These winners differ from what the ranking proposes. Write the reason, for the protocol."),
            state.manifest.contest.profile.winners.majority_point,
        )
    check_votes(state, act.votes, concerned_by_winners(proposal, codes))


def _check_left_free(act: WinnersNamed, tied: Sequence[str], proposed: Collection[str], state: Sitting) -> None:
    if not set(proposed).issuperset(award.application for award in act.awards):
        raise refused(
            tr(
                "The votes on {codes} decided nothing, so their places stay free: only those above them are named.",
                codes=", ".join(tied),
            ),
            state.criteria.counting.ties.point,
        )
    if not act.reason.strip():
        raise refused(
            tr("Places are left free because the votes on a tie decided nothing. Write the reason, for the protocol.")
        )


def _check_awards(act: WinnersNamed, proposal: TerritoryOutcome, state: Sitting) -> None:
    codes = [award.application for award in act.awards]
    if len(set(codes)) != len(codes):
        raise refused(tr("A winner is named twice. Name each once."))
    most = max(proposal.grants, sum(line.standing is Standing.PROPOSED for line in proposal.lines))
    if len(codes) > most:
        raise refused(
            tr(
                "Winners named: {n}; grants for “{territory}”: {grants}. Name fewer.",
                n=len(codes),
                territory=act.territory,
                grants=proposal.grants,
            ),
            state.manifest.contest.profile.winners.majority_point,
        )
    lines = {line.application: line for line in proposal.lines}
    for award in act.awards:
        line = lines.get(award.application)
        if line is None:
            raise refused(
                tr(
                    "“{application}” is not an application of “{territory}”.",
                    application=award.application,
                    territory=act.territory,
                )
            )
        if line.standing is Standing.OUT:
            raise refused(
                tr("“{application}” is out and can't win. Take it off the list.", application=award.application),
                state.manifest.contest.profile.winners.majority_point,
            )
        check_sum(award, state)


def check_roofs(territory: str, winners: Collection[str], state: Sitting) -> None:
    """Return when no more of any group are among `winners` of `territory` than its quota's roof lets win."""
    group = broken_roof(state, territory, winners)
    if group is not None:
        raise refused(
            tr(
                "Quota “{name}”: winners at most {n}. Name fewer of this group.",
                name=group.name.say(current_language()),
                n=group.at_most,
            ),
            group.point,
        )


def proposal_of(state: Sitting, territory: str) -> TerritoryOutcome:
    """Return what the ranking alone proposes: as if this territory's winners had not been named before.

    Raises SittingError where the contest has no such territory.
    """
    return territory_of(territory, outcome(state.unnamed(territory)))


def concerned_by_winners(proposal: TerritoryOutcome, codes: Collection[str]) -> tuple[str, ...]:
    """Return whom a vote to name `codes` is about: them, and everybody of `proposal` who is passed over for them.

    Who has a conflict of interest about one that was proposed decides about that one too, and so about one next in
    line whom another further down overtakes, and about those whose places a tie leaves free.
    """
    named = set(codes)
    last = max((line.reserve or 0 for line in proposal.lines if line.application in named), default=0)
    passed = (
        line.application
        for line in proposal.lines
        if line.application not in named
        and (line.standing in (Standing.PROPOSED, Standing.OPEN) or (line.reserve is not None and line.reserve <= last))
    )
    return (*codes, *passed)


def _check_settled(act: WinnersNamed, state: Sitting, tied: Sequence[str]) -> None:
    open_still = [
        question
        for question in outcome(state).questions
        if question.kind != "winners-not-named"
        and not (question.kind == "tie-at-cut" and tied)
        and question.territory in (None, act.territory)
        and not _elsewhere(question, act.territory, state)
    ]
    if open_still:
        raise SittingError(
            tr("Winners can't be named while questions are open. Nothing was recorded. Settle these first:"),
            problems=[question_text(question, state.manifest) for question in open_still],
        )


def _elsewhere(question: Question, territory: str, state: Sitting) -> bool:
    """Whether a question is about applications of other territories only."""
    return bool(question.applications) and all(
        state.applications[code].territory != territory for code in question.applications if code in state.applications
    )


def check_sum(award: Award, state: Sitting) -> None:
    """Return when the sum of `award` is one that the contest's rules allow."""
    rule = state.manifest.contest.profile.project
    if rule.grant_at_most is None:
        if award.awarded is not None:
            raise refused(tr("This contest gives no money, so no sum is awarded. Leave the sum empty."))
        return
    if award.awarded is None or award.awarded <= 0:
        raise refused(
            tr("“{application}”: the sum awarded is missing. Write it in whole KZT.", application=award.application),
            rule.grant_point,
        )
    asked = state.applications[award.application].project.grant_asked
    most = rule.grant_at_most if asked is None else min(asked, rule.grant_at_most)
    if award.awarded > most:
        raise refused(
            tr(
                "“{application}”: {awarded} KZT is more than was asked or than the rule allows. At most: {most} KZT.",
                application=award.application,
                awarded=money(award.awarded),
                most=money(most),
            ),
            rule.grant_point,
        )


def _check_fund(act: WinnersNamed, state: Sitting) -> None:
    fund = state.manifest.contest.profile.winners.fund
    if fund is None:
        return
    others = [state.awards(t.code) for t in state.manifest.contest.territories if t.code != act.territory]
    spent = sum(award.awarded or 0 for other in others for award in other)
    asked = sum(award.awarded or 0 for award in act.awards)
    if spent + asked > fund:
        raise refused(
            tr(
                "The awards come to {total} KZT, the fund is {fund} KZT. Award less or name fewer.",
                total=money(spent + asked),
                fund=money(fund),
            ),
            state.manifest.contest.profile.winners.majority_point,
        )


def check_closed(state: Sitting) -> None:
    """Return when nothing is open any more."""
    if state.item is not None:
        raise refused(tr("An item of the agenda is open still. Close it, then close the sitting."))
    questions = outcome(state).questions
    if questions:
        raise SittingError(
            tr("The sitting can't be closed while questions are open. Nothing was recorded. Settle these first:"),
            problems=[question_text(question, state.manifest) for question in questions],
        )

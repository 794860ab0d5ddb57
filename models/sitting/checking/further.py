"""Checks of a further sitting: what it may decide, who left, and who is named next."""

from models.contest.money import money
from models.sitting.acts import (
    Act,
    AdditionalPointsGiven,
    ClashSettled,
    LotDrawn,
    MarkReopened,
    NextNamed,
    Opened,
    PutOut,
    TieVoted,
    WayChosen,
    WinnerLeft,
    WinnersNamed,
)
from models.sitting.checking.voting import check_votes, refused
from models.sitting.checking.winners import check_roofs, check_sum, territory_of
from models.sitting.outcome import Standing, TerritoryOutcome
from models.sitting.saying import territory_name
from models.sitting.state import Sitting
from models.sitting.table import outcome
from models.sitting.winning.following import Following, concerned, following, keeps_order, needs_consent
from models.wording import tr

_OF_RANKING = (
    WayChosen, TieVoted, LotDrawn, MarkReopened, ClashSettled, AdditionalPointsGiven, PutOut, WinnersNamed
)  # fmt: skip


def check_further(act: Act, state: Sitting) -> None:
    """Return when `act` is one that a further sitting may record: the ranking stands as it was decided."""
    if state.session.further and isinstance(act, _OF_RANKING):
        number = state.session.stands_on[0].number
        raise refused(
            tr(
                "The ranking was decided at the sitting of protocol № {number} and stands. A further sitting records "
                "who left and names who is next in line.",
                number=number,
            ),
            state.manifest.contest.profile.winners.next_in_line_point,
        )


def check_opened_again(act: Opened, state: Sitting) -> None:
    """Return when `act` may open a further sitting: with a number of its own, not before the last one."""
    earlier = state.all(Opened)
    if act.number.strip() in {one.number.strip() for one in earlier}:
        raise refused(
            tr("Protocol № {number} is taken: an earlier sitting has it. Give another number.", number=act.number)
        )
    if act.on < earlier[-1].on:
        raise refused(
            tr("The last sitting was on {on}; a further one is not before it.", on=earlier[-1].on.strftime("%d.%m.%Y"))
        )


def check_left(act: WinnerLeft, state: Sitting) -> None:
    """Return when a winner, or one next in line, may be recorded as gone."""
    point = state.manifest.contest.profile.winners.next_in_line_point
    if act.application not in state.applications:
        raise refused(tr("There is no application “{application}” in this packet.", application=act.application))
    if not state.session.further:
        raise refused(
            tr("At the sitting that names the winners an application is put out, and the winners are named anew."),
            point,
        )
    if act.application in state.left:
        raise refused(tr("“{application}” is out already.", application=act.application), point)
    standing = outcome(state).line(act.application).standing
    if standing is not Standing.WINNER and (standing is not Standing.RESERVE or act.how == "contract-failed"):
        raise refused(
            tr("“{application}” is neither a winner nor next in line.", application=act.application)
            if act.how != "contract-failed"
            else tr("“{application}” is no winner, so there is no contract.", application=act.application),
            point,
        )
    if not act.basis.strip():
        raise refused(tr("The basis is missing. Write what it stands on, for the protocol."))
    opened = state.session.opened
    if opened is not None and act.on > opened.on:
        raise refused(tr("The day of the document is after the sitting. Correct it."))
    if act.how == "disqualified" or act.votes:
        check_votes(state, act.votes, [act.application])


def check_next(act: NextNamed, state: Sitting) -> None:
    """Return when these may follow: in line, within grants and fund, by the order or with a reason, carried by vote."""
    table = outcome(state)
    territory = territory_of(act.territory, table)
    point = state.manifest.contest.profile.winners.next_in_line_point
    if state.named(act.territory) is None or any(one.kind == "winners-not-named" for one in table.questions):
        raise refused(tr("The winners are not named yet. Name them first; then those next in line can follow."), point)
    codes = [award.application for award in act.awards]
    if not codes:
        raise refused(tr("Nobody is named. Choose who follows."), point)
    if len(set(codes)) != len(codes):
        raise refused(tr("A winner is named twice. Name each once."))
    in_line = {line.application for line in territory.lines if line.standing is Standing.RESERVE}
    for award in act.awards:
        if award.application not in in_line:
            raise refused(
                tr(
                    "“{application}” is not next in line in “{territory}”.",
                    application=award.application,
                    territory=territory_name(act.territory, state.manifest),
                ),
                point,
            )
        check_sum(award, state)
    found = following(state, act.territory, table)
    _check_place(act, found, point)
    _check_room(act, found, territory, state)
    check_roofs(act.territory, [*codes, *(award.application for award in state.awards(act.territory))], state)
    if not keeps_order(found, codes) and not act.reason.strip():
        raise refused(
            tr("This is not the order of those next in line, or a choice among equal ones. Write the reason."), point
        )
    check_votes(state, act.votes, concerned(found, codes))


def _check_place(act: NextNamed, found: Following, point: str) -> None:
    gone = [code for code in act.instead_of if code not in found.left]
    if gone or len(set(act.instead_of)) != len(act.instead_of):
        raise refused(
            tr("In the place of {codes} nobody can be named: it is no winner who left, or its grant is given already.",
               codes=", ".join(gone or act.instead_of)),
            point,
        )  # fmt: skip
    if len(act.instead_of) > len(act.awards):
        raise refused(tr("More winners are replaced than named. Choose whose grant each one gets."), point)


def _check_room(act: NextNamed, found: Following, territory: TerritoryOutcome, state: Sitting) -> None:
    point = state.manifest.contest.profile.winners.next_in_line_point
    if len(act.awards) > found.free and not found.savings:
        raise refused(
            tr(
                "Named: {n}; grants that nobody has in “{territory}”: {free}. Name fewer.",
                n=len(act.awards),
                territory=territory_name(territory.territory, state.manifest),
                free=max(0, found.free),
            ),
            point,
        )
    if needs_consent(found, [award.application for award in act.awards]) and not act.reason.strip():
        raise refused(
            tr(
                "More are named than grants are free. By the rules savings make further winners only where the "
                "operator consents: write in the reason who consented, when and by which document."
            ),
            point,
        )
    total = sum(award.awarded or 0 for award in act.awards)
    most = found.money_for(len(act.awards))
    if found.money is None or most is None or total <= most:
        return
    if total > found.money:
        raise refused(
            tr(
                "The sums come to {total} KZT, and {left} KZT are left for grants. Award less or name fewer.",
                total=money(total),
                left=money(found.money),
            ),
            point,
        )
    raise refused(
        tr(
            "The sums come to {total} KZT, and {saved} KZT are saved: of the {left} KZT left for grants, {kept} KZT "
            "are kept for the grants that nobody has in other territories ({n}). Award less or name fewer.",
            total=money(total),
            saved=money(most),
            left=money(found.money),
            kept=money(found.kept),
            n=found.vacant_elsewhere,
        ),
        point,
    )

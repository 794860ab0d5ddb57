"""Whether an act may follow: each check names the rule's point and the cure, and changes nothing."""

from datetime import datetime, timedelta

from models.conflicts.declarations import Answer
from models.contest.counting import Unequal
from models.contest.local_time import local, named
from models.scoring.marks import Mark
from models.sitting.acts import (
    Act,
    AdditionalPointsGiven,
    AidOpened,
    AttendanceTaken,
    ChairElected,
    ClashSettled,
    Closed,
    ConflictDecided,
    ItemClosed,
    ItemOpened,
    LotDrawn,
    MarkReopened,
    MemberLeft,
    MemberReturned,
    NextNamed,
    NoPartStated,
    NotCarried,
    Opened,
    OpinionGiven,
    PutOut,
    TieVoted,
    WayChosen,
    WinnerLeft,
    WinnersNamed,
)
from models.sitting.checking.further import check_further, check_left, check_next, check_opened_again
from models.sitting.checking.lot import check_lot
from models.sitting.checking.room import check_in_item, check_room
from models.sitting.checking.voting import NotCarriedError, RefusedActError, check_voters, check_votes, refused
from models.sitting.checking.winners import check_closed, check_tie, check_winners
from models.sitting.questions import lacks_marks
from models.sitting.robustness.asking import check_asker
from models.sitting.state import Sitting
from models.wording import tr


def check(act: Act, state: Sitting) -> None:
    """Return when `act` may be recorded next. Raises SittingError otherwise."""
    _order(act, state)
    check_further(act, state)
    check_in_item(act, state)
    match act:
        case AttendanceTaken():
            _attendance(act, state)
        case ChairElected():
            _chair(act, state)
        case ConflictDecided():
            _conflict(act, state)
        case ClashSettled():
            _clash(act, state)
        case WayChosen():
            _way(act, state)
        case MarkReopened():
            _reopened(act, state)
        case AdditionalPointsGiven():
            _additional(act, state)
        case PutOut():
            _put_out(act, state)
        case NotCarried():
            _not_carried(act, state)
        case _:
            _deciding(act, state)


def _not_carried(act: NotCarried, state: Sitting) -> None:
    """Return when the motion is lawful in everything but that it is not carried."""
    if (act.motion.at, act.motion.by) != (act.at, act.by):
        raise refused(tr("The vote and its motion are recorded together, by the same person. Record the vote again."))
    try:
        check(act.motion, state)
    except NotCarriedError:
        return
    raise refused(tr("This vote decides. Record the decision itself."))


def _deciding(act: Act, state: Sitting) -> None:
    match act:
        case TieVoted():
            _ready(state)
            check_tie(act, state)
        case LotDrawn():
            _ready(state)
            check_lot(act, state)
        case WinnersNamed():
            _ready(state)
            check_winners(act, state)
        case WinnerLeft():
            _valid(state)
            check_left(act, state)
        case NextNamed():
            _ready(state)
            check_next(act, state)
        case ItemOpened():
            _valid(state)
            check_room(act, state)
        case ItemClosed() | MemberLeft() | MemberReturned():
            check_room(act, state)
        case NoPartStated() | AidOpened() | OpinionGiven():
            _stated(act, state)
        case Closed():
            check_closed(state)
        case _:
            pass


def _order(act: Act, state: Sitting) -> None:
    closed = state.session.closed
    if closed and not isinstance(act, Opened):
        raise refused(tr("This sitting is closed. Open a further sitting for a new decision."))
    opened = state.session.opened is not None
    if isinstance(act, Opened) and closed:
        check_opened_again(act, state)
    elif isinstance(act, Opened) and opened:
        raise refused(tr("This sitting is open already."))
    if not isinstance(act, Opened) and not opened:
        raise refused(tr("The sitting is not open yet. Open it first: number, date, place, form."))
    if state.acts and act.at < state.acts[-1].at:
        raise refused(
            tr(
                "The clock of this computer says {now}, and the last act was recorded at {last}: no act can be earlier "
                "than the one before it. Set the clock right and go on. Where the last act was recorded by a wrong "
                "clock, it stays as it is: hold the sitting anew on another computer, with the same packet and sheets.",
                now=_clock(act.at, state),
                last=_clock(state.acts[-1].at, state),
            )
        )
    if isinstance(act, Opened) and abs(act.on - local(act.at, state.manifest.contest.zone).date()) > timedelta(days=1):
        raise refused(
            tr(
                "The sitting is dated {on}, and the clock of this computer says {now}. A sitting is opened on its day: "
                "correct the date, or set the clock right, and open it then.",
                on=act.on.strftime("%d.%m.%Y"),
                now=_clock(act.at, state),
            )
        )
    if act.by not in {person.id for person in state.manifest.roster.people}:
        raise refused(tr("“{person}” is not on the roster and can't record acts.", person=act.by))


def _clock(at: datetime, state: Sitting) -> str:
    zone = state.manifest.contest.zone
    return f"{local(at, zone):%d.%m.%Y %H:%M:%S}, {named(at, zone)}"


def _ready(state: Sitting) -> None:
    """Return when the commission can decide: a valid sitting with a chair."""
    _valid(state)
    if state.chair is None:
        raise refused(tr("The sitting has no chair yet. Elect the chair first."))


def _valid(state: Sitting) -> None:
    if (problem := no_quorum(state)) is not None:
        raise problem


def no_quorum(state: Sitting) -> RefusedActError | None:
    """Return why nothing can be decided now, with the step where who is there is recorded; None with a quorum."""
    point = state.manifest.contest.profile.quorum.point
    attendance = state.attendance
    if attendance is None:
        return refused(tr("Nobody's attendance is recorded yet. Record it first."), point)
    if attendance.valid:
        return None
    here = [member for member in state.here if member not in attendance.left]
    needed, least = attendance.needed, state.manifest.contest.profile.quorum.members_at_least
    return refused(
        tr(
            "The sitting has no quorum. Members: {members}; taking part: {here}; needed: {needed}. "
            "Wait for more members and record them on the step “{step}”, or hold another sitting.",
            members=attendance.members,
            here=len(here),
            needed=max(needed, least) if attendance.members < least else needed,
            step=tr("In the room") if state.out else tr("Opening, quorum, chair"),
        ),
        point,
    )


def _member(member: str, state: Sitting) -> None:
    if member not in state.members:
        raise refused(tr("“{member}” is not a member of the commission.", member=member))


def _application(code: str, state: Sitting) -> None:
    if code not in state.applications:
        raise refused(tr("There is no application “{application}” in this packet.", application=code))


def _said(reason: str) -> None:
    if not reason.strip():
        raise refused(tr("The reason is missing. Write why, for the protocol."))


def _attendance(act: AttendanceTaken, state: Sitting) -> None:
    named = [member for member, _ in act.presence]
    if sorted(named) != sorted(state.members):
        raise refused(
            tr("Attendance names each member of the commission once, and nobody else. Fill in every member."),
            state.manifest.contest.profile.quorum.point,
        )


def _chair(act: ChairElected, state: Sitting) -> None:
    _valid(state)
    _member(act.chair, state)
    check_voters(state, [act.chair])
    check_votes(state, act.votes)


def _conflict(act: ConflictDecided, state: Sitting) -> None:
    rule = state.manifest.contest.profile.conflicts
    people = {person.id for person in state.manifest.roster.people}
    if act.member not in people:
        raise refused(tr("“{person}” is not on the roster.", person=act.member), rule.point)
    _application(act.application, state)
    _said(act.reason)
    kinds = {kind.code for kind in rule.kinds}
    if act.conflict_kind is not None and act.conflict_kind not in kinds:
        raise refused(
            tr("“{kind}” is no kind of conflict in this contest's rules. Choose one of them.", kind=act.conflict_kind),
            rule.point,
        )
    answers = {one.application: one.answer for one in state.declared.get(act.member, ())}
    declared = answers.get(act.application)
    if act.votes:
        if any(vote.member == act.member for vote in act.votes):
            raise refused(tr("Nobody votes on a conflict of their own. Take this vote out."), rule.point)
        _valid(state)
        check_votes(state, act.votes, [act.application], without=[act.member])
    elif declared is Answer.NOT_SURE or (
        not act.conflict and (declared is Answer.CONFLICT or (act.member, act.application) in state.conflicts.recused)
    ):
        raise refused(
            tr("The commission decides this conflict of interest by vote. Record the votes of the members present."),
            rule.point,
        )


def _stated(act: NoPartStated | AidOpened | OpinionGiven, state: Sitting) -> None:
    if isinstance(act, AidOpened):
        check_asker(state, act.by)
        return
    _member(act.member, state)
    if isinstance(act, OpinionGiven):
        _said(act.text)
        return
    point = state.manifest.contest.profile.conflicts.point
    own = tuple(sorted(application for member, application in state.conflicts.recused if member == act.member))
    if not own:
        raise refused(tr("This member has no conflict of interest here, so there is nothing to state."), point)
    if act.applications != own:
        raise refused(
            tr(
                "The statement names exactly the applications that the member was recused from: {codes}.",
                codes=", ".join(own),
            ),
            point,
        )


def _clash(act: ClashSettled, state: Sitting) -> None:
    _said(act.reason)
    for clash in state.merged.clashes:
        if (clash.member, clash.application, clash.criterion) == (act.member, act.application, act.criterion):
            if act.mark not in clash.marks:
                raise refused(tr("The mark is none of those handed in. Choose one of them."))
            return
    raise refused(tr("There is no clash in this cell, so there is nothing to settle."))


def _way(act: WayChosen, state: Sitting) -> None:
    counting = state.criteria.counting
    _ready(state)
    _said(act.reason)
    if act.way not in counting.unequal:
        raise refused(
            tr("The approved criteria do not allow this way of ranking unequal panels. Choose one that they name.")
        )
    territories = {territory.code for territory in state.manifest.contest.territories}
    if act.territory is not None and act.territory not in territories:
        raise refused(tr("There is no territory “{territory}” in this contest.", territory=act.territory))
    if (act.way is Unequal.LEAVE_POOL) != bool(act.leaving):
        raise refused(tr("Name the members who leave exactly where the way is that members leave the pool."))
    for member in act.leaving:
        _member(member, state)
        if not lacks_marks(state, member, act.territory):
            raise refused(tr("“{member}” lacks no mark, so this member's marks can't be taken out.", member=member))
    if act.votes:
        check_votes(state, act.votes)


def _scale(criterion: str, mark: Mark, state: Sitting) -> None:
    if criterion not in state.codes:
        raise refused(tr("There is no criterion “{criterion}” in this contest.", criterion=criterion))
    scale = state.criteria.criterion(criterion)
    if mark.points is not None and not scale.allows(mark.points):
        raise refused(
            tr(
                "{points} is outside the scale of “{criterion}”: {low}–{high}.",
                points=mark.points,
                criterion=criterion,
                low=scale.minimum,
                high=scale.maximum,
            )
        )


def _reopened(act: MarkReopened, state: Sitting) -> None:
    _valid(state)
    _said(act.reason)
    _application(act.application, state)
    _scale(act.criterion, act.new, state)
    check_voters(state, [act.member], [act.application])
    now = state.marks(act.member, act.application)[state.codes.index(act.criterion)]
    if now != act.old:
        raise refused(tr("The old mark is not the one that stands now. Open the cell again and look at it."))
    if act.new == act.old:
        raise refused(tr("The new mark is the old one, so there is nothing to change."))


def _additional(act: AdditionalPointsGiven, state: Sitting) -> None:
    rule = state.manifest.contest.profile.additional_points
    if rule is None:
        raise refused(tr("The approved criteria define no additional points."))
    _ready(state)
    _application(act.application, state)
    _said(act.ground)
    if not 0 < act.points <= rule.at_most:
        raise refused(tr("Additional points are 1 to {most}.", most=rule.at_most), rule.point)


def _put_out(act: PutOut, state: Sitting) -> None:
    _application(act.application, state)
    _said(act.reason)
    if act.application in state.put_out:
        raise refused(tr("“{application}” is out already.", application=act.application))
    if act.remark != "withdrawn" or act.votes:
        _ready(state)
        check_votes(state, act.votes, [act.application])

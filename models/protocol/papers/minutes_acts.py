"""Every act of a sitting in both languages: what happened, and what stands below it: votes by name, reasons."""

from collections.abc import Iterable, Sequence

from models.contest.money import tenge
from models.protocol import words, words_further
from models.protocol.blocks import Words, fill
from models.protocol.case import Case, and_so, day, tally
from models.protocol.papers import words_minutes as own
from models.protocol.statements import no_part_in
from models.scoring.marks import Mark
from models.sitting import acts
from models.sitting.presence.spans import spans
from models.sitting.presence.timeline import Instant
from models.sitting.winning.lots import seed_of
from models.values import Both


class Log:
    """The acts of a case's last sitting with who was in the room after each of them."""

    def __init__(self, case: Case) -> None:
        self.case = case
        self._instants = {one.number: one for one in case.course.instants}
        self._items: dict[int, int] = {}
        begun = 0
        for one in case.course.instants:
            begun += isinstance(one.act, acts.ItemOpened)
            self._items[one.number] = begun
        self._every = [application.code for application in case.result.manifest.applications]

    def there(self, number: int) -> Instant | None:
        """Who was there after act `number`; None before anything is known. Only its own instant can have stopped."""
        return next((self._instants[n] for n in range(number, 0, -1) if n in self._instants), None)

    def stopped(self, number: int) -> bool:
        """Whether act `number` itself took the quorum away while an item was open."""
        return number in self._instants and self._instants[number].stopped

    def item(self, number: int) -> int:
        """The number of the item that was opened last by act `number`, from 1."""
        return self._items.get(number, 0)

    def codes(self, codes: Iterable[str]) -> str:
        """Codes, neighbours as spans; a dash for none."""
        return ", ".join(spans(tuple(codes), self._every)) or "–"

    def one(self, code: str) -> str:
        """An application by code and applicant."""
        name = self.case.applicant(code)
        return f"{code} ({name})" if name else code


def said(log: Log, number: int, act: acts.Act) -> tuple[Words, tuple[Words, ...]]:
    """Return what act `number` says, and what stands below it, each on a line of its own."""
    below: list[Words] = []
    if log.stopped(number) and not isinstance(act, acts.ItemClosed):
        below.append(fill(own.QUORUM_LOST_AT, n=log.item(number)))
    motion = acts.motion_of(act)
    if isinstance(motion, acts.TieVoted):
        below += _ballots(log, motion)
    below += _votes(log.case, getattr(motion, "votes", ()))
    below += _why(motion)
    return _what(log, number, act), tuple(below)


def _votes(case: Case, votes: Sequence[acts.Vote]) -> list[Words]:
    if not votes:
        return []
    told: list[Words] = [fill(words.VOTES, **tally(votes))]
    for choice, wording in words.VOTES_OF.items():
        names = [vote.member for vote in votes if vote.choice is choice]
        if names:
            told.append(fill(wording, names=case.names(names)))
    return told


def _ballots(log: Log, act: acts.TieVoted) -> list[Words]:
    told: list[Words] = [
        fill(
            own.BALLOT,
            name=log.case.name(one.member),
            codes=", ".join(one.applications) if one.applications else words.TIE_ABSTAINED,
        )
        for one in act.ballots
    ]
    if act.chair_choice:
        told.append(fill(own.CHAIR_CHOSE, codes=", ".join(act.chair_choice)))
    return told


def _why(act: acts.Act) -> list[Words]:
    reason = getattr(act, "reason", "") or getattr(act, "ground", "") or getattr(act, "basis", "")
    wording = words.NOTE_IS if isinstance(act, acts.TieVoted | acts.LotDrawn) else words.REASON_IS
    told: list[Words] = [fill(wording, reason=str(reason))] if reason else []
    if isinstance(act, acts.WinnerLeft) and act.document:
        told.append(fill(own.DOCUMENT, document=act.document))
    return told


def _what(log: Log, number: int, act: acts.Act) -> Words:  # noqa: PLR0911 - one answer an act
    case = log.case
    match act:
        case acts.Opened():
            return _opened(case, act)
        case acts.AttendanceTaken():
            return fill(own.ATTENDANCE, who=_presence(case, act))
        case acts.Closed():
            return own.CLOSED
        case acts.NotCarried():
            told = _what(log, number, act.motion)
            if isinstance(act.motion, acts.TieVoted):
                return and_so([told, own.DECIDED_NOTHING], " ")
            return fill(own.NOT_CARRIED, motion=told)
        case acts.ChairElected() | acts.OpinionGiven() | acts.NoPartStated() | acts.AidOpened():
            return _person(log, act)
        case acts.ItemOpened() | acts.ItemClosed() | acts.MemberLeft() | acts.MemberReturned():
            return _room(log, number, act)
        case acts.WinnersNamed() | acts.WinnerLeft() | acts.NextNamed():
            return _winners(log, act)
        case acts.WayChosen() | acts.TieVoted() | acts.LotDrawn():
            return _ranking(log, act)
        case _:
            return _application(log, act)


def _person(log: Log, act: acts.ChairElected | acts.OpinionGiven | acts.NoPartStated | acts.AidOpened) -> Words:
    match act:
        case acts.ChairElected():
            return fill(own.CHAIR_ELECTED, name=log.case.name(act.chair))
        case acts.OpinionGiven():
            return fill(own.OPINION, name=log.case.name(act.member), text=act.text)
        case acts.NoPartStated():
            about = no_part_in(log.case, log.codes(act.applications))
            return fill(own.NO_PART, name=log.case.name(act.member), about=about)
        case acts.AidOpened():
            return fill(own.AID_OPENED, name=log.case.name(act.by), n=len(act.sheets))


def _opened(case: Case, act: acts.Opened) -> Words:
    told = fill(own.OPENED, number=act.number, place=act.place, form=case.form)
    if act.selfcheck is None:
        return told
    return and_so([told, fill(own.SELFCHECK, n=act.selfcheck[0], of=act.selfcheck[1])], " ")


def _presence(case: Case, act: acts.AttendanceTaken) -> Words:
    told: list[Words] = []
    for presence, wording in own.PRESENCE.items():
        members = [member for member, how in act.presence if how == presence]
        if members:
            told.append(fill(own.WHO, presence=wording, names=case.names(members)))
    return and_so(told, " ")


def _room(
    log: Log, number: int, act: acts.ItemOpened | acts.ItemClosed | acts.MemberLeft | acts.MemberReturned
) -> Words:
    case, item = log.case, log.item(number)
    match act:
        case acts.ItemOpened():
            about = log.one(act.applications[0]) if len(act.applications) == 1 else log.codes(act.applications)
            parts = [act.item, *([about] if act.applications else [])]
            return fill(own.ITEM_OPENED, n=item, item=": ".join(filter(None, parts)) or "–")
        case acts.ItemClosed():
            return fill(own.ITEM_CLOSED if act.ending == "done" else own.ITEM_STOPPED, n=item)
        case acts.MemberLeft():
            wording = own.MEMBER_LEFT_CONFLICT if act.why == "conflict" else own.MEMBER_LEFT
            return fill(wording, name=case.name(act.member))
        case acts.MemberReturned():
            return fill(own.RETURNED, name=case.name(act.member))


def _winners(log: Log, act: acts.WinnersNamed | acts.WinnerLeft | acts.NextNamed) -> Words:
    if isinstance(act, acts.WinnerLeft):
        how = log.case.worded(words_further.HOW[act.how])
        return fill(log.case.worded(own.LEFT), application=log.one(act.application), how=how, day=day(act.on))
    territory = log.case.territory(act.territory)
    if not act.awards:
        return fill(own.NOBODY_NAMED, territory=territory)
    awards = "\n".join(
        f"{log.one(one.application)}"
        if one.awarded is None
        else f"{log.one(one.application)}\N{NO-BREAK SPACE}– {tenge(one.awarded)}"
        for one in act.awards
    )
    if isinstance(act, acts.WinnersNamed):
        return fill(own.NAMED, territory=territory, awards=awards)
    told = fill(own.NEXT, territory=territory, awards=awards)
    return and_so([told, fill(own.INSTEAD, codes=", ".join(act.instead_of))], "\n") if act.instead_of else told


def _ranking(log: Log, act: acts.WayChosen | acts.TieVoted | acts.LotDrawn) -> Words:
    case = log.case
    territory = words.ALL_TERRITORIES if act.territory is None else case.territory(act.territory)
    match act:
        case acts.WayChosen():
            way = fill(words.WAYS[act.way], members=case.names(act.leaving))
            return fill(own.WAY, territory=territory, way=way)
        case acts.TieVoted():
            return fill(own.TIE, territory=territory, codes=", ".join(act.tied), places=act.places)
        case acts.LotDrawn():
            return fill(
                own.LOT,
                draw=act.draw,
                territory=territory,
                numbers=", ".join(f"{case.name(part.person)} – {part.number}" for part in act.parts),
                seed=seed_of(part.number for part in act.parts),
                codes=", ".join(act.order),
                places=act.places,
            )


def _application(log: Log, act: acts.Act) -> Words:
    case = log.case
    match act:
        case acts.ConflictDecided():
            values = {"name": case.name(act.member), "application": log.one(act.application)}
            told = fill(own.CONFLICT if act.conflict else own.NO_CONFLICT, **values)
            kinds = {kind.code: kind.name for kind in case.profile.conflicts.kinds}
            if act.conflict_kind is None:
                return told
            return and_so([told, fill(own.KIND, kind=kinds.get(act.conflict_kind, act.conflict_kind))], " ")
        case acts.ClashSettled():
            return fill(
                own.CLASH,
                name=case.name(act.member),
                application=act.application,
                criterion=act.criterion,
                mark=_mark(act.mark),
            )
        case acts.MarkReopened():
            return fill(
                own.MARK_CHANGED,
                name=case.name(act.member),
                application=log.one(act.application),
                criterion=act.criterion,
                old=_mark(act.old),
                new=_mark(act.new),
            )
        case acts.AdditionalPointsGiven():
            return fill(own.ADDITIONAL, application=log.one(act.application), n=act.points)
        case acts.PutOut():
            remarks: dict[str, Both] = {remark.value: wording for remark, wording in words.REMARKS.items()}
            return fill(own.PUT_OUT, application=log.one(act.application), remark=remarks[act.remark])
        case _:
            raise ValueError(f"an act without words: {act.kind}")


def _mark(mark: Mark) -> Words:
    return str(mark.points) if mark.points is not None else own.MARKS[mark.state]

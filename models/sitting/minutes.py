"""The log of acts as people read it: one entry an act, what was decided, by which votes and why."""

from collections.abc import Sequence
from dataclasses import dataclass

from models.contest.money import money
from models.packet.manifest import PacketManifest
from models.sitting import acts
from models.sitting.outcome import Remark
from models.sitting.presence.timeline import Timeline
from models.sitting.saying import (
    choice_text,
    conflict_kind_text,
    form_text,
    mark_text,
    name_of,
    names_of,
    presence_text,
    remark_text,
    territory_name,
    way_text,
)
from models.sitting.winning.lots import seed_of
from models.values import Moment
from models.wording import tr


@dataclass(frozen=True)
class Minute:
    """One act in words."""

    number: int
    """From 1, in the order of the log."""
    at: Moment
    by: str
    """Name of whoever recorded it."""
    what: str
    votes: str
    """By name; empty where the act carries none."""
    reason: str


def minutes(done: Sequence[acts.Act], manifest: PacketManifest, course: Timeline | None = None) -> tuple[Minute, ...]:
    """Return the acts in words, in their order.

    With the `course` of their sitting an act that took the quorum says so, and names the item that stopped.
    """
    stopping = course.stopping if course else {}
    return tuple(
        Minute(
            number=number,
            at=act.at,
            by=name_of(act.by, manifest),
            what=_stopped(_what(act, manifest), stopping.get(number)),
            votes=_votes(act, manifest),
            reason=_reason(act),
        )
        for number, act in enumerate(done, 1)
    )


def _stopped(what: str, item: acts.ItemOpened | None) -> str:
    if item is None:
        return what
    return tr("{act}. The quorum is lost, so this item stops here: {item}.", act=what.rstrip("."), item=_item(item))


def _item(act: acts.ItemOpened) -> str:
    return ": ".join(part for part in (act.item, ", ".join(act.applications)) if part)


def votes_text(votes: Sequence[acts.Vote], manifest: PacketManifest) -> str:
    """Return named votes, those for first; empty where nobody voted."""
    parts = []
    for choice in acts.Choice:
        members = [vote.member for vote in votes if vote.choice is choice]
        if members:
            parts.append(
                tr(
                    "{choice}: {n} ({names})",
                    choice=choice_text(choice),
                    n=len(members),
                    names=names_of(members, manifest),
                )
            )
    return "; ".join(parts)


def _reason(one: acts.Act) -> str:
    act = acts.motion_of(one)
    if isinstance(act, acts.AdditionalPointsGiven):
        return act.ground
    if isinstance(act, acts.TieVoted | acts.LotDrawn) and act.reason:
        return tr("Remark: {text}", text=act.reason)
    if isinstance(act, acts.WinnerLeft):
        return ", ".join(part for part in (act.basis, act.document) if part)
    return str(getattr(act, "reason", ""))


def _votes(one: acts.Act, manifest: PacketManifest) -> str:
    act = acts.motion_of(one)
    if isinstance(act, acts.TieVoted):
        return "; ".join(
            f"{name_of(one.member, manifest)} → {', '.join(one.applications) or choice_text(acts.Choice.ABSTAINED)}"
            for one in act.ballots
        )
    return votes_text(getattr(act, "votes", ()), manifest)


def _what(act: acts.Act, manifest: PacketManifest) -> str:  # noqa: PLR0911 - one answer an act
    match act:
        case acts.Opened():
            return tr(
                "The sitting № {number} of {on} was opened: {place}, {form}.",
                number=act.number,
                on=act.on.strftime("%d.%m.%Y"),
                place=act.place,
                form=form_text(act.form),
            )
        case acts.AttendanceTaken():
            return tr("Attendance: {who}.", who=_attendance(act, manifest))
        case acts.WinnersNamed() | acts.NextNamed() | acts.WinnerLeft():
            return _about_winners(act, manifest)
        case acts.ChairElected() | acts.OpinionGiven() | acts.NoPartStated() | acts.AidOpened():
            return _about_person(act, manifest)
        case acts.Closed():
            return tr("The sitting was closed.")
        case acts.NotCarried():
            told = _what(act.motion, manifest)
            if isinstance(act.motion, acts.TieVoted):
                return tr("{vote} The votes decided nothing.", vote=told)
            return tr("Put to the vote and not carried: “{motion}”", motion=told)
        case acts.WayChosen() | acts.TieVoted() | acts.LotDrawn():
            return _about_ranking(act, manifest)
        case acts.ItemOpened() | acts.ItemClosed() | acts.MemberLeft() | acts.MemberReturned():
            return room_text(act, manifest)
        case _:
            return _about_application(act, manifest)


def _about_person(
    act: acts.ChairElected | acts.OpinionGiven | acts.NoPartStated | acts.AidOpened, manifest: PacketManifest
) -> str:
    match act:
        case acts.ChairElected():
            return tr("Chair elected: {name}.", name=name_of(act.chair, manifest))
        case acts.OpinionGiven():
            return tr("Special opinion of {name}: {text}", name=name_of(act.member, manifest), text=act.text)
        case acts.NoPartStated():
            values = {"name": name_of(act.member, manifest), "codes": ", ".join(act.applications)}
            if manifest.contest.profile.conflicts.consequence == "leave-pool":
                return tr(
                    "Statement of {name}: took no part in any application; conflict of interest in {codes}.", **values
                )
            return tr("Statement of {name}: took no part in {codes}.", **values)
        case acts.AidOpened():
            return tr(
                "“Would it change?” was opened by {name}; sheets in by then: {n}.",
                name=name_of(act.by, manifest),
                n=len(act.sheets),
            )


def room_text(
    act: acts.ItemOpened | acts.ItemClosed | acts.MemberLeft | acts.MemberReturned, manifest: PacketManifest
) -> str:
    """Return what happened in the room, in one line."""
    match act:
        case acts.ItemOpened():
            return tr("An item of the agenda was opened: {item}.", item=_item(act))
        case acts.ItemClosed():
            return tr("The item was closed.") if act.ending == "done" else tr("The item was stopped.")
        case acts.MemberLeft():
            name = name_of(act.member, manifest)
            if act.why == "conflict":
                return tr("Left the room because of a conflict of interest: {name}.", name=name)
            return tr("Left the room: {name}.", name=name)
        case acts.MemberReturned():
            return tr("Came back into the room: {name}.", name=name_of(act.member, manifest))


def _attendance(act: acts.AttendanceTaken, manifest: PacketManifest) -> str:
    parts = []
    for presence in acts.Presence:
        members = [member for member, how in act.presence if how is presence]
        if members:
            parts.append(f"{presence_text(presence)} – {names_of(members, manifest)}")
    return "; ".join(parts)


def _about_winners(act: acts.WinnersNamed | acts.NextNamed | acts.WinnerLeft, manifest: PacketManifest) -> str:
    match act:
        case acts.NextNamed():
            return next_text(act, manifest)
        case acts.WinnerLeft():
            return left_text(act)
        case acts.WinnersNamed():
            return tr(
                "Winners named ({territory}): {awards}.",
                territory=territory_name(act.territory, manifest),
                awards=_awards(act) or "–",
            )


def next_text(act: acts.NextNamed, manifest: PacketManifest) -> str:
    """Return who was named next and in whose place, in one line."""
    values = {"territory": territory_name(act.territory, manifest), "awards": _awards(act)}
    if not act.instead_of:
        return tr("Next in line became winners ({territory}): {awards}.", **values)
    return tr(
        "Next in line became winners ({territory}): {awards}; in place of {codes}.",
        codes=", ".join(act.instead_of),
        **values,
    )


def left_text(act: acts.WinnerLeft) -> str:
    """Return who left after the naming of winners and how, in one line."""
    how = {
        "withdrew": tr("withdrew"),
        "contract-failed": tr("no contract came about"),
        "disqualified": tr("disqualified"),
    }[act.how]
    return tr("No longer a winner or in line: {application}, {how}, {on}.", application=act.application, how=how,
              on=act.on.strftime("%d.%m.%Y"))  # fmt: skip


def _awards(act: acts.WinnersNamed | acts.NextNamed) -> str:
    return ", ".join(
        award.application if award.awarded is None else f"{award.application} – {money(award.awarded)}"
        for award in act.awards
    )


def _about_ranking(act: acts.WayChosen | acts.TieVoted | acts.LotDrawn, manifest: PacketManifest) -> str:
    territory = territory_name(act.territory, manifest)
    if isinstance(act, acts.WayChosen):
        told = tr("Unequal panels ({territory}): {way}.", territory=territory, way=way_text(act.way))
        if act.leaving:
            told = tr("{told} Taken out: {names}.", told=told, names=names_of(act.leaving, manifest))
        return told
    if isinstance(act, acts.LotDrawn):
        return tr(
            "Lot № {draw} ({territory}): numbers {numbers}; seed {seed}; order {order}; places left: {places}.",
            draw=act.draw,
            territory=territory,
            numbers=", ".join(f"{name_of(part.person, manifest)} – {part.number}" for part in act.parts),
            seed=seed_of(part.number for part in act.parts),
            order=", ".join(act.order),
            places=act.places,
        )
    told = tr(
        "Vote on a tie ({territory}): {codes}; places left: {places}.",
        territory=territory,
        codes=", ".join(act.tied),
        places=act.places,
    )
    if act.chair_choice:
        told = tr("{told} The chair chose: {codes}.", told=told, codes=", ".join(act.chair_choice))
    return told


def _about_application(act: acts.Act, manifest: PacketManifest) -> str:
    match act:
        case acts.ConflictDecided():
            values = {"name": name_of(act.member, manifest), "application": act.application}
            if not act.conflict:
                return tr("No conflict of interest: {name}, {application}.", **values)
            kind = conflict_kind_text(act.conflict_kind, manifest) or "–"
            return tr("Conflict of interest: {name}, {application} ({kind}).", kind=kind, **values)
        case acts.ClashSettled():
            return tr(
                "Clash settled: {name}, {application}, {criterion}: {mark}.",
                name=name_of(act.member, manifest),
                application=act.application,
                criterion=act.criterion,
                mark=mark_text(act.mark),
            )
        case acts.MarkReopened():
            return tr(
                "Mark changed: {name}, {application}, {criterion}: {old} → {new}.",
                name=name_of(act.member, manifest),
                application=act.application,
                criterion=act.criterion,
                old=mark_text(act.old),
                new=mark_text(act.new),
            )
        case acts.AdditionalPointsGiven():
            return tr("Additional points: {application}, {n}.", application=act.application, n=act.points)
        case acts.PutOut():
            return tr(
                "Put out: {application}, {remark}.",
                application=act.application,
                remark=remark_text(Remark(act.remark)),
            )
        case _:
            raise ValueError(f"an act without words: {act.kind}")

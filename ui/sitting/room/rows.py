"""Rows of the agenda and what a member can do at the door, in words."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime

from models.sitting.acts import Presence
from models.sitting.presence.room_now import RoomNow, movement
from models.sitting.presence.spans import spans
from models.sitting.saying import names_of, presence_text
from models.wording import current_language, tr
from ui.shell.theme import Tone
from ui.sitting.view import View


@dataclass(frozen=True)
class AgendaRow:
    """One item, ended, open or to come."""

    key: str
    number: int
    state: str
    tone: Tone
    applications: str
    many: int
    leave: str = ""
    back: str = ""
    out: str = ""


def agenda_rows(view: View, now: RoomNow) -> list[AgendaRow]:
    """Return the items to come first, the open one before them; then those that ended, the latest first."""

    def names(members: tuple[str, ...]) -> str:
        return names_of(members, view.manifest) if members else ""

    words = {
        "open": (tr("being treated"), Tone.INFO),
        "done": (tr("closed"), Tone.GOOD),
        "stopped": (tr("stopped"), Tone.WARN),
        "no-quorum": (tr("stopped: no quorum"), Tone.BAD),
    }
    held = []
    for span in now.course.items:
        state, tone = words[span.ending]
        codes = applications_text(view, span.item.applications)
        held.append(
            AgendaRow(
                key=f"held {span.number}",
                number=span.number,
                state=state,
                tone=tone,
                applications=": ".join(filter(None, (span.item.item, codes))),
                many=len(span.item.applications),
            )
        )
    ahead = [
        AgendaRow(
            key=f"ahead {','.join(one.applications[:1])}",
            number=len(held) + number,
            state=tr("next") if number == 1 else tr("to come"),
            tone=Tone.WARN if number == 1 else Tone.NEUTRAL,
            applications=applications_text(view, one.applications),
            many=len(one.applications),
            leave=names(one.leave),
            back=names(one.back),
            out=names(one.out),
        )
        for number, one in enumerate(now.ahead, 1)
    ]
    first = held[-1:] if now.item is not None else []
    rest = held[:-1] if now.item is not None else held
    return [*first, *ahead, *reversed(rest)]


def applications_text(view: View, codes: Collection[str], *, at_most: int | None = None) -> str:
    """Return codes as people read them, after their territory where the contest has several and they are of one.

    `at_most`: so many codes or spans of them; None: all.
    """
    found = spans(codes, [application.code for application in view.manifest.applications])
    told = ", ".join(found[:at_most]) + ("…" if at_most is not None and len(found) > at_most else "")
    theirs = {view.state.applications[code].territory for code in codes if code in view.state.applications}
    territories = view.manifest.contest.territories
    if len(territories) < 2 or len(theirs) != 1:
        return told
    name = next((one.name.say(current_language()) for one in territories if one.code in theirs), "")
    return tr("{territory}: {applications}", territory=name, applications=told) if name else told


def exits_text(view: View, now: RoomNow) -> str:
    """Return how many exits the agenda needs, and what keeping the territories together costs."""
    proven = tr("no order needs fewer") if now.proven else tr("a better order may exist")
    needs = tr("Exits that this order needs: {n}; {proven}.", n=now.exits, proven=proven)
    if len(view.manifest.contest.territories) < 2:
        return needs
    parts = [tr("Applications of one territory stay together, because each territory has its own ranking."), needs]
    if now.mixed < now.exits:
        parts.append(tr("Mixed, they would need: {n}.", n=now.mixed))
    return " ".join(parts)


def door_text(view: View, member: str) -> tuple[str, str]:
    """Return where `member` is and what the button at the door says; "" for who can't pass it."""
    found = movement(view.state, member, at=datetime.min.replace(tzinfo=UTC), by="")
    if found is None:
        return presence_text(Presence.ABSENT), ""
    why = view.state.out.get(member)
    if why is not None:
        told = tr("out: conflict of interest") if why == "conflict" else tr("out of the room")
        return told, tr("Comes back")
    there = view.state.attendance
    remote = there is not None and member in there.remote
    if member in view.now.leave and view.now.item is not None:
        return tr("must leave: conflict of interest"), tr("Leaves")
    return presence_text(Presence.REMOTE if remote else Presence.PRESENT), tr("Leaves")

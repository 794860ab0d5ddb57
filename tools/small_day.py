"""The day of the small sitting as acts, and a further sitting after it, each act made from what the room says."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

from models.sitting.acts import (
    Act,
    AttendanceTaken,
    Award,
    Ballot,
    ChairElected,
    Choice,
    ClashSettled,
    Closed,
    ConflictDecided,
    NextNamed,
    Opened,
    Presence,
    TieVoted,
    Vote,
    WayChosen,
    WinnerLeft,
    WinnersNamed,
)
from models.sitting.held.room import Room
from models.sitting.outcome import Standing
from models.sitting.trying.ways import consequences_of_ways
from models.sitting.winning.following import following

AT = datetime(2024, 5, 6, 9, 0, tzinfo=UTC)
LATER = datetime(2024, 5, 20, 9, 0, tzinfo=UTC)
EVERYONE = ("m1", "m2", "m3", "m4", "m5")


def votes(*members: str) -> tuple[Vote, ...]:
    """Return votes for a motion."""
    return tuple(Vote(member=member, choice=Choice.FOR) for member in members)


def first_day(room: Room) -> Iterator[Act]:
    """Yield every act of the first sitting, № 7: m4 leaves the pool, m3 is in the chair."""
    common: dict[str, Any] = {"at": AT, "by": "s1"}
    yield Opened(**common, number="7", on=date(2024, 5, 6), place="Қонаев", form="mixed")
    presence = {"m2": Presence.REMOTE}
    yield AttendanceTaken(**common, presence=tuple((m, presence.get(m, Presence.PRESENT)) for m in EVERYONE))
    yield ChairElected(**common, chair="m3", votes=votes("m1", "m2", "m3"))
    yield ConflictDecided(
        **common, member="m4", application="ALM-0011", conflict=True, reason="Көршісі",
        votes=votes("m1", "m2", "m3", "m5"),
    )  # fmt: skip
    (clash,) = room.state.open_clashes
    yield ClashSettled(
        **common, member=clash.member, application=clash.application, criterion=clash.criterion,
        mark=clash.marks[0], reason="Мүшенің сөзі",
    )  # fmt: skip
    for way in consequences_of_ways(room.state):
        if way.table is not None:
            yield WayChosen(**common, territory=way.territory, way=way.way, leaving=way.leaving, reason="Ереже")
    for question in room.outcome.questions:
        if question.kind == "tie-at-cut":
            assert question.places is not None
            yield TieVoted(
                **common, territory=str(question.territory), tied=question.applications, places=question.places,
                ballots=tuple(
                    Ballot(member=m, applications=question.applications[-question.places :])
                    for m in room.state.voters(question.applications)
                ),
            )  # fmt: skip
    for table in room.outcome.territories:
        lines = [line for line in table.lines if line.standing is Standing.PROPOSED]
        yield WinnersNamed(
            **common, territory=table.territory, votes=votes(*room.state.voters()),
            awards=tuple(Award(application=line.application, awarded=line.proposed) for line in lines),
        )  # fmt: skip
    yield Closed(**common)


def further_day(room: Room, territory: str = "almaty-region", leaving: str = "") -> Iterator[Act]:
    """Yield every act of a further sitting, № 8: a winner (the first where none is named) leaves, the next follows."""
    common: dict[str, Any] = {"at": LATER, "by": "s1"}
    yield Opened(**common, number="8", on=LATER.date(), place="Қонаев", form="in-person")
    yield AttendanceTaken(**common, presence=tuple((m, Presence.PRESENT) for m in EVERYONE))
    yield ChairElected(**common, chair="m3", votes=votes("m1", "m2", "m3"))
    gone = leaving or room.state.awards(territory)[0].application
    yield WinnerLeft(
        **common, application=gone, how="contract-failed", on=date(2024, 5, 17), document="№ 14-х",
        basis="Мерзімінде шартқа қол қоймады / Не подписал договор в срок",
    )  # fmt: skip
    found = following(room.state, territory)
    awards = found.proposed or tuple(
        Award(application=code, awarded=room.outcome.line(code).proposed or room.outcome.line(code).asked)
        for code in found.choice[: found.places]
    )
    yield NextNamed(
        **common, territory=territory, awards=awards, instead_of=(gone,), votes=votes(*room.state.voters()),
        reason="" if found.proposed else "Осал топты қамту кеңірек / Шире охват уязвимой группы",
    )  # fmt: skip
    yield Closed(**common)

"""The commission's sitting of the sample day: who is there, whose sheets came, what was settled, and who wins."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

from models.contest.money import money
from models.packet.manifest import PacketManifest
from models.sample.generator import SampleContest
from models.sample.laptops import Laptop, Tell
from models.sample.timetable import SITTING
from models.scoring.marks import points
from models.scoring.workspace.store import Workspace
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
    Opened,
    OpinionGiven,
    Presence,
    TieVoted,
    Vote,
    WinnersNamed,
)
from models.sitting.held.room import Room, Taking
from models.sitting.outcome import Question, Standing, TerritoryOutcome
from models.sitting.saying import question_text, territory_name
from models.wording import tr

_ActT = TypeVar("_ActT", bound=Act)


class _Minutes:
    """Who records, and a clock that moves a minute with every act."""

    def __init__(self, by: str) -> None:
        self._by = by
        self._at = SITTING

    def write(self, kind: type[_ActT], **said: Any) -> _ActT:
        self._at += timedelta(minutes=1)
        return kind(at=self._at, by=self._by, **said)

    @property
    def now(self) -> datetime:
        return self._at


def hold(
    chair: Laptop,
    packet_id: str,
    in_time: Sequence[Path],
    late: Path,
    result: Path,
    sample: SampleContest,
    tell: Tell,
) -> None:
    """Hold the sitting on the chair's laptop and sign its `result`; `late` comes after the others were laid together.

    Raises SittingError where an act is against the rules.
    """
    minutes = _Minutes(sample.people[-1].id)
    with Workspace.create_or_open(chair.places.workspace, chair.key) as workspace:
        room = Room.open(workspace, packet_id)
        _open(room, minutes, tell)
        _take(room, in_time, minutes, tell)
        _leave(room, sample, minutes, tell)
        _elect(room, chair, minutes, tell)
        _take(room, [late, *reversed(in_time)], minutes, tell)
        _settle_clash(room, sample, minutes, tell)
        _vote_on_tie(room, minutes, tell)
        _name_winners(room, minutes, tell)
        room.act(
            minutes.write(
                OpinionGiven,
                member=room.manifest.roster.members[2].id,
                text="Тең балл жиналған өтінімдер үшін қосымша салыстыру тәртібін ережеге енгізуді ұсынамын.",
            )
        )
        room.act(minutes.write(Closed))
        digest = room.write_result(result, chair.key)
    tell(tr("The chair signs the result: {hash}", hash=digest))


def _open(room: Room, minutes: _Minutes, tell: Tell) -> None:
    """Open the sitting and see who is there: the second member takes part by video."""
    members = [member.id for member in room.manifest.roster.members]
    presence = dict.fromkeys(members, Presence.PRESENT) | {members[1]: Presence.REMOTE}
    room.act(
        minutes.write(
            Opened,
            number="3",
            on=SITTING.date(),
            place="Қонаев қ., Жамбыл к-сі, 13 / г. Конаев, ул. Жамбыла, 13",
            form="mixed",
        )
    )
    room.act(minutes.write(AttendanceTaken, presence=tuple(presence.items())))
    attendance = room.outcome.attendance
    assert attendance is not None
    tell(
        tr(
            "The sitting opens. Members: {members}; present: {present}; remote: {remote}; needed: {needed}.",
            members=attendance.members,
            present=len(attendance.present),
            remote=len(attendance.remote),
            needed=attendance.needed,
        )
    )


def _take(room: Room, files: Sequence[Path], minutes: _Minutes, tell: Tell) -> None:
    """Take sheets in, in whatever order they come, and see what is still open."""
    words = {Taking.TAKEN: tr("taken"), Taking.ALREADY_THERE: tr("already there"), Taking.REFUSED: tr("refused")}
    for taken in room.take(files, at=minutes.now):
        tell(f"  {taken.file.name}: {words[taken.taking]} {taken.reason}".rstrip())
    for question in room.outcome.questions:
        if question.kind in ("missing-sheet", "clash"):
            tell(f"  {question_text(question, room.manifest)}")


def _leave(room: Room, sample: SampleContest, minutes: _Minutes, tell: Tell) -> None:
    """Whoever declared a conflict of interest leaves, by the regulation's rule."""
    member, application, kind = sample.recusal
    room.act(
        minutes.write(
            ConflictDecided,
            member=member,
            application=application,
            conflict=True,
            conflict_kind=kind,
            reason="Комиссия мүшесінің өз мәлімдемесі бойынша / По собственному заявлению члена комиссии",
        )
    )
    name = room.manifest.roster.person(member).name
    tell(tr("{name} has a conflict of interest about {application} and leaves.", name=name, application=application))


def _elect(room: Room, chair: Laptop, minutes: _Minutes, tell: Tell) -> None:
    """Elect the chair; the candidate abstains."""
    me = chair.person.id
    votes = tuple(
        Vote(member=member, choice=Choice.ABSTAINED if member == me else Choice.FOR) for member in room.state.voters()
    )
    room.act(minutes.write(ChairElected, chair=me, votes=votes))
    tell(tr("{name} is elected chair. For: {votes}.", name=chair.person.name, votes=_for(votes)))


def _settle_clash(room: Room, sample: SampleContest, minutes: _Minutes, tell: Tell) -> None:
    """Two sheets of one member disagree in one cell; the member says which mark is meant."""
    clash = sample.clash
    room.act(
        minutes.write(
            ClashSettled,
            member=clash.member,
            application=clash.application,
            criterion=clash.criterion,
            mark=points(clash.first),
            reason="Мүше жұмыс ноутбугіндегі балды растады / Член комиссии подтвердил балл с рабочего ноутбука",
        )
    )
    tell(
        tr(
            "The clash in {application}, {criterion} is settled: {first}, not {second}.",
            application=clash.application,
            criterion=clash.criterion,
            first=clash.first,
            second=clash.second,
        )
    )


def _vote_on_tie(room: Room, minutes: _Minutes, tell: Tell) -> None:
    """Vote among those tied at a cut: one place stays open by equal votes, and the chair's vote decides it."""
    for question in [one for one in room.outcome.questions if one.kind == "tie-at-cut"]:
        tied, places, territory = question.applications, question.places or 0, question.territory
        last, next_one = tied[places - 1], tied[places]
        voters = room.state.voters(tied)
        ballots = tuple(
            Ballot(member=member, applications=(*tied[: places - 1], (last, next_one)[number % 2]))
            for number, member in enumerate(voters)
        )
        room.act(
            minutes.write(
                TieVoted, territory=territory, tied=tied, places=places, ballots=ballots, chair_choice=(last,),
                reason="Осал топты қамту кеңірек / Шире охват уязвимой группы",
            )
        )  # fmt: skip
        tell(_tie_words(question, last, room.manifest))


def _tie_words(question: Question, chosen: str, manifest: PacketManifest) -> str:
    return tr(
        "The tie at the cut of {territory} is settled by named votes. Tied: {tied}; places: {places}; "
        "the chair's vote decides for {chosen}.",
        territory=territory_name(question.territory, manifest),
        tied=len(question.applications),
        places=question.places,
        chosen=chosen,
    )


def _name_winners(room: Room, minutes: _Minutes, tell: Tell) -> None:
    """The commission votes on the winners of every territory, and the chair names them."""
    for territory in room.manifest.contest.territories:
        ranking = next(one for one in room.outcome.territories if one.territory == territory.code)
        awards = tuple(_awards(ranking))
        voters = room.state.voters([award.application for award in awards])
        votes = tuple(Vote(member=member, choice=Choice.FOR) for member in voters)
        room.act(minutes.write(WinnersNamed, territory=territory.code, awards=awards, votes=votes))
        tell(
            tr(
                "{territory}. Winners: {winners}; for: {votes}; awarded: {sum} KZT.",
                territory=territory_name(territory.code, room.manifest),
                winners=len(awards),
                votes=_for(votes),
                sum=money(sum(award.awarded or 0 for award in awards)),
            )
        )


def _awards(ranking: TerritoryOutcome) -> Iterator[Award]:
    for line in ranking.lines:
        if line.standing is Standing.PROPOSED:
            yield Award(application=line.application, awarded=line.proposed)


def _for(votes: Sequence[Vote]) -> int:
    return sum(vote.choice is Choice.FOR for vote in votes)

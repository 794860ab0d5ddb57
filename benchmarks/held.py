"""The sitting of an invented contest: sheets, and the decisions that end it."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.pools import Pool
from models.scoring.sheet_files import seal_sheet
from models.sitting.acts import Act, Award, Ballot, Choice, Closed, TieVoted, Vote, WinnersNamed
from models.sitting.held.room import Room
from models.sitting.outcome import Standing


def seal_sheets(made: Pool, packet: str, folder: Path) -> list[Path]:
    """Write the score sheet of every member into `folder`."""
    paths = []
    for person in made.manifest.roster.members:
        path = folder / f"{person.id}.sheet"
        path.write_bytes(seal_sheet(made.sheet(person.id, packet), made.keys[person.id], made.manifest.roster))
        paths.append(path)
    return paths


def decisions(room: Room) -> Iterator[Act]:
    """Yield what ends the sitting, each act once the one before is recorded."""
    for question in [one for one in room.outcome.questions if one.kind == "tie-at-cut"]:
        tied, places = question.applications, question.places or 0
        ballots = tuple(Ballot(member=one, applications=tied[:places]) for one in room.state.voters(tied))
        yield TieVoted(
            at=datetime.now(UTC), by="s1", territory=question.territory, tied=tied, places=places, ballots=ballots,
            reason="Осал топты қамту кеңірек",
        )  # fmt: skip
    for territory in room.manifest.contest.territories:
        ranking = next(one for one in room.outcome.territories if one.territory == territory.code)
        awards = tuple(
            Award(application=line.application, awarded=line.proposed)
            for line in ranking.lines
            if line.standing is Standing.PROPOSED
        )
        voters = room.state.voters([award.application for award in awards])
        yield WinnersNamed(
            at=datetime.now(UTC), by="s1", territory=territory.code, awards=awards,
            votes=tuple(Vote(member=one, choice=Choice.FOR) for one in voters),
        )  # fmt: skip
    yield Closed(at=datetime.now(UTC), by="s1")

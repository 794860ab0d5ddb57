"""A contest held on several laptops: folders of their own, and files carried between them on a stick."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from models.centre.applications import states
from models.centre.commission import enrol
from models.centre.contests import add_contest, approve_criteria
from models.centre.intake import plan_source, take_in
from models.centre.mappings import remembered
from models.centre.selection.building import BuiltPacket, build_packet
from models.centre.selection.screening import decide
from models.centre.store import Central
from models.conflicts.declarations import Answer, Declaration
from models.contest.application import Screened
from models.contest.commission import Person, Role
from models.contest.contest import Contest
from models.contest.criteria import Approval
from models.intake.plan import IntakePlan
from models.intake.source import read_source
from models.scoring.marks import points
from models.scoring.sheets import ApplicationMarks, CriterionMark
from models.scoring.workspace.handed import hand_in
from models.scoring.workspace.marks import declare, set_marks
from models.scoring.workspace.packets import remember_packet
from models.scoring.workspace.store import Workspace
from models.sealing.keys import PrivateKey
from models.sealing.safe_write import free_name, safe_write
from models.sitting.acts import (
    AttendanceTaken,
    Award,
    ChairElected,
    Choice,
    Closed,
    Opened,
    Presence,
    Vote,
    WinnersNamed,
)
from models.sitting.held.room import Room
from models.sitting.outcome import Standing

AT = datetime(2022, 9, 1, 5, 0, tzinfo=UTC)
Points = Mapping[str, Sequence[int]]
"""By application code: the points for each criterion, in the criteria's order."""


def key_of(person: str) -> PrivateKey:
    """Return the person's key; key files cost half a second each and are tested in tests/sealing."""
    return PrivateKey.ephemeral(person.encode().ljust(32, b"."))


@dataclass
class Journey:
    """One contest: the office with its central file, the members' laptops, the stick."""

    folder: Path
    contest: Contest
    members: tuple[str, ...] = ("m1", "m2", "m3", "m4", "m5")
    central: Central = field(init=False)
    opened: list[Workspace] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.usb.mkdir(parents=True)
        (self.folder / "office").mkdir()
        self.central = Central.create(self.folder / "office" / "central.tandau", key_of("s1"), at=AT)
        approval = Approval(
            approved_by="Бас директор", approved_on=date(2022, 7, 20), document="№ 4", agreed_with=("Оператор",)
        )
        with self.central.session() as session:
            add_contest(session, self.contest, by="s1", at=AT)
            approve_criteria(session, self.contest.id, approval, by="s1", at=AT)
            enrol(session, self.contest.id, list(self._people()), by="s1", at=AT)

    @property
    def usb(self) -> Path:
        return self.folder / "usb"

    def _people(self) -> Iterator[Person]:
        for number, member in enumerate(self.members):
            yield Person(
                id=member,
                name=f"Мүше {member}",
                role=Role.MEMBER,
                proposed_chair=number == 0,
                public_key=key_of(member).public_line,
            )
        yield Person(id="s1", name="Хатшы", role=Role.SECRETARY, public_key=key_of("s1").public_line)

    def take_in(self, table: str, *, encoding: str = "utf-8", attachments: Path | None = None) -> IntakePlan:
        """Store a CSV table of applications and return what its plan said."""
        path = free_name(self.folder / "office" / "applications.csv")
        path.write_bytes(table.encode(encoding))
        with self.central.session() as session:
            source = read_source(path, remembered(session, self.contest.id), folder=attachments)
            plan = plan_source(session, self.contest.id, source, at=AT)
            take_in(session, self.contest.id, plan, source.chosen, by="s1", at=AT)
        return plan

    def admit_all(self) -> None:
        with self.central.session() as session:
            for code, state in states(session, self.contest.id).items():
                if state is Screened.RECEIVED:
                    decide(session, self.contest.id, code, Screened.ADMITTED, by="s1", at=AT)

    def build(self, why: str = "") -> BuiltPacket:
        """Build the next packet revision onto the stick."""
        path = free_name(self.usb / "contest.packet")
        with self.central.session() as session:
            codes = states(session, self.contest.id)
            reasons = dict.fromkeys(codes, why)
            return build_packet(session, self.contest.id, path, key_of("s1"), by="s1", at=AT, why=reasons)

    def laptop(self, person: str) -> Workspace:
        """Open the person's own workspace in a folder of its own; closed with the journey at the latest."""
        self.opened.append(Workspace.create_or_open(self.folder / "laptops" / person, key_of(person)))
        return self.opened[-1]

    def close(self) -> None:
        for workspace in self.opened:
            workspace.close()
        self.central.close()

    def hand_in(self, member: str, packet: BuiltPacket, given: Points, *, conflicts: Iterable[str] = ()) -> Path:
        """Declare, score and hand in on the member's laptop; what `given` leaves out stays without marks."""
        mine, codes = set(conflicts), [one.code for one in packet.manifest.applications]
        criteria = [criterion.code for criterion in self.contest.profile.criteria.criteria]
        with self.laptop(member) as workspace:
            opened = remember_packet(workspace, packet.path, at=AT)
            with workspace.session() as session:
                declare(session, opened.id, member, [self._declared(code, code in mine) for code in codes])
                entries = [_entry(code, criteria, row) for code, row in given.items() if code not in mine]
                set_marks(session, opened.id, member, entries)
            with workspace.session() as session:
                handed = hand_in(session, opened, member, key_of(member), at=AT + timedelta(days=3))
        path = free_name(self.usb / handed.file_name)
        safe_write(path, handed.sealed)
        return path

    def _declared(self, code: str, conflict: bool) -> Declaration:
        if not conflict:
            return Declaration(application=code, answer=Answer.NO_CONFLICT)
        kind = self.contest.profile.conflicts.kinds[0].code
        return Declaration(application=code, answer=Answer.CONFLICT, kind=kind, note="туысым")


def _entry(code: str, criteria: Sequence[str], row: Sequence[int]) -> ApplicationMarks:
    return ApplicationMarks(
        application=code,
        marks=tuple(
            CriterionMark(criterion=one, mark=points(number), reason="негіздеме")
            for one, number in zip(criteria, row, strict=True)
        ),
    )


class Minutes:
    """Writes acts by the secretary, a minute each."""

    def __init__(self) -> None:
        self._at = AT + timedelta(days=9)

    def __call__(self, kind: Callable[..., Any], **said: Any) -> Any:
        self._at += timedelta(minutes=1)
        return kind(at=self._at, by="s1", **said)


def open_sitting(room: Room, minutes: Minutes) -> None:
    """Open with everybody present and elect the proposed chair."""
    members = [member.id for member in room.manifest.roster.members]
    room.act_all(
        [
            minutes(Opened, number="5", on=date(2022, 9, 10), place="Ақтау қ.", form="in-person"),
            minutes(AttendanceTaken, presence=tuple((member, Presence.PRESENT) for member in members)),
        ]
    )
    votes = tuple(Vote(member=member, choice=Choice.FOR) for member in room.state.voters())
    room.act(minutes(ChairElected, chair=members[0], votes=votes))


def name_winners(room: Room, minutes: Minutes) -> None:
    """Name who the ranking proposes, in every territory, by the votes of everybody who may vote; then close."""
    for outcome in room.outcome.territories:
        lines = [line for line in outcome.lines if line.standing is Standing.PROPOSED]
        awards = tuple(Award(application=line.application, awarded=line.proposed) for line in lines)
        voters = room.state.voters([line.application for line in lines])
        votes = tuple(Vote(member=member, choice=Choice.FOR) for member in voters)
        room.act(minutes(WinnersNamed, territory=outcome.territory, awards=awards, votes=votes))
    room.act(minutes(Closed))

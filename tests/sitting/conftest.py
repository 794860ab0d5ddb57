"""One invented contest for the sitting: five members, one territory or two, marks as the test says."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

import pytest

from models.conflicts.declarations import Answer, Declaration
from models.contest.application import Project
from models.contest.commission import Person, Role, Roster
from models.contest.contest import Contest
from models.contest.criteria import Approval, ApprovedCriteria
from models.contest.profile import Profile, WinnersRule
from models.contest.profile_files import load_profile
from models.packet.manifest import PacketApplication, PacketManifest, TechnicalSelection
from models.scoring.marks import Mark, points
from models.scoring.sheets import ApplicationMarks, CriterionMark, Sheet
from models.sitting.acts import (
    Act,
    AttendanceTaken,
    Award,
    Ballot,
    ChairElected,
    Choice,
    Closed,
    NextNamed,
    Opened,
    Presence,
    TieVoted,
    Vote,
    WinnerLeft,
    WinnersNamed,
)
from models.sitting.checking.checks import check
from models.sitting.compute import compute
from models.sitting.outcome import Outcome, Remark, Standing
from models.sitting.state import sitting
from models.sitting.winning.following import Following, following

AT = datetime(2024, 5, 6, 9, 0, tzinfo=UTC)
LATER = datetime(2024, 5, 20, 9, 0, tzinfo=UTC)
"""Of a further sitting."""


def votes(members: Sequence[str], choice: Choice = Choice.FOR) -> tuple[Vote, ...]:
    return tuple(Vote(member=member, choice=choice) for member in members)


@dataclass
class Day:
    """A sitting that tests drive: `acts` are recorded only after `check` allows them."""

    manifest: PacketManifest
    sheets: list[Sheet] = field(default_factory=list)
    acts: list[Act] = field(default_factory=list)

    @property
    def members(self) -> list[str]:
        return [person.id for person in self.manifest.roster.members]

    @property
    def outcome(self) -> Outcome:
        return compute(self.manifest, self.sheets, self.acts)

    def sheet(self, member: str, marks: Mapping[str, Sequence[int | Mark]], **more: Any) -> Sheet:
        codes = [c.code for c in self.manifest.contest.criteria.content.criteria]  # type: ignore[union-attr]
        answers = more.pop("answers", {})
        entries = tuple(
            ApplicationMarks(
                application=application,
                marks=tuple(
                    CriterionMark(criterion=code, mark=points(one) if isinstance(one, int) else one)
                    for code, one in zip(codes, row, strict=True)
                ),
            )
            for application, row in marks.items()
        )
        declarations = tuple(
            Declaration(application=a.code, answer=answers.get(a.code, Answer.NO_CONFLICT))
            for a in self.manifest.applications
        )
        return Sheet(
            contest=self.manifest.contest.id,
            packet="p" * 64,
            criteria=self.manifest.contest.criteria.digest(),  # type: ignore[union-attr]
            roster_version=1,
            member=member,
            revision=more.pop("revision", 1),
            handed_in=more.pop("handed_in", AT),
            declarations=declarations,
            applications=entries,
            **more,
        )

    def hand_in(self, member: str, marks: Mapping[str, Sequence[int | Mark]], **more: Any) -> Sheet:
        self.sheets.append(self.sheet(member, marks, **more))
        return self.sheets[-1]

    def do(self, kind: type[Any], **values: Any) -> None:
        act = kind(at=AT, by="s1", **values)
        check(act, sitting(self.manifest, self.sheets, self.acts))
        self.acts.append(act)

    def open(self, absent: Sequence[str] = (), chair: str = "m1") -> None:
        self.do(Opened, number="1", on=date(2024, 5, 6), place="Қонаев", form="in-person")
        presence = tuple((m, Presence.ABSENT if m in absent else Presence.PRESENT) for m in self.members)
        self.do(AttendanceTaken, presence=presence)
        self.do(ChairElected, chair=chair, votes=votes([m for m in self.members if m not in absent]))

    def tie(self, tied: Sequence[str], places: int, ballots: Mapping[str, Sequence[str]], **more: Any) -> None:
        self.do(
            TieVoted,
            territory=self.manifest.contest.territories[0].code,
            tied=tuple(tied),
            places=places,
            ballots=tuple(Ballot(member=m, applications=tuple(codes)) for m, codes in ballots.items()),
            **more,
        )

    def name(self, awards: Mapping[str, int | None], voters: Sequence[str] | None = None, **more: Any) -> None:
        more.setdefault("territory", self.manifest.contest.territories[0].code)
        self.do(
            WinnersNamed,
            awards=tuple(Award(application=code, awarded=amount) for code, amount in awards.items()),
            votes=votes(self.members if voters is None else voters),
            **more,
        )


@pytest.fixture(scope="session")
def day() -> Callable[..., Day]:
    """Return a maker: `day(applications={"A": 500_000}, grants=1, members=5, profile={...}, counting={...})`."""
    base = load_profile("zhas-2024")

    def make(
        applications: Mapping[str, int],
        *,
        grants: int = 1,
        others: int = 0,
        members: int = 5,
        counting: Mapping[str, Any] | None = None,
        **profile: Any,
    ) -> Day:
        criteria = base.criteria.model_copy(
            update={"counting": base.criteria.counting.model_copy(update=counting or {})}
        )
        rules: Profile = base.model_copy(update={**profile, "criteria": criteria})
        territory = rules.lots[0].territories[0].code
        contest = Contest(
            id="6f1c2f1e-6c0e-4d5a-9d53-0f3f4b0b7c11",
            title=rules.title,
            profile=rules,
            lot=rules.lots[0].code,
            parties=rules.parties,
            grants=tuple((one.code, grants if one.code == territory else others) for one in rules.lots[0].territories),
            criteria=ApprovedCriteria(
                content=criteria,
                approval=Approval(approved_by="Х", approved_on=date(2024, 3, 1), document="№ 1", agreed_with=("Y",)),
            ),
        )
        people = [Person(id=f"m{n}", name=f"Мүше {n}", role=Role.MEMBER) for n in range(1, members + 1)]
        people.append(Person(id="s1", name="Хатшы", role=Role.SECRETARY))
        manifest = PacketManifest(
            contest=contest,
            roster=Roster(contest=contest.id, people=tuple(people)),
            revision=1,
            built_at=AT,
            built_by="s1",
            technical=TechnicalSelection(
                received=len(applications), admitted=len(applications), refused=0, withdrawn=0, mended=0
            ),
            applications=tuple(
                PacketApplication(
                    code=code,
                    territory=territory,
                    applicant="",
                    language="kk",
                    project=Project(title=code, grant_asked=asked),
                )
                for code, asked in applications.items()
            ),
        )
        return Day(manifest)

    return make


@dataclass
class Held:
    """A contest whose first sitting is closed; further acts are recorded a fortnight later, each checked."""

    day: Any

    @property
    def outcome(self) -> Outcome:
        return self.day.outcome  # type: ignore[no-any-return]

    @property
    def territory(self) -> str:
        return str(self.day.manifest.contest.territories[0].code)

    @property
    def following(self) -> Following:
        return following(sitting(self.day.manifest, self.day.sheets, self.day.acts), self.territory)

    def votes(self, members: Sequence[str] | None = None) -> tuple[Vote, ...]:
        voting = self.day.members if members is None else members
        return tuple(Vote(member=member, choice=Choice.FOR) for member in voting)

    def do(self, kind: type[Any], *, at: datetime = LATER, **values: Any) -> None:
        act = kind(at=at, by="s1", **values)
        check(act, sitting(self.day.manifest, self.day.sheets, self.day.acts))
        self.day.acts.append(act)

    def open(self, number: str = "2", at: datetime = LATER, absent: str = "", chair: str = "m2") -> None:
        self.do(Opened, at=at, number=number, on=at.date(), place="Қонаев", form="in-person")
        there = [one for one in self.day.members if one != absent]
        presence = tuple((m, Presence.PRESENT if m in there else Presence.ABSENT) for m in self.day.members)
        self.do(AttendanceTaken, at=at, presence=presence)
        self.do(ChairElected, at=at, chair=chair, votes=self.votes(there))

    def leave(self, code: str, how: str = "contract-failed", **more: Any) -> None:
        given = {"basis": "Шартқа қол қоймады", "document": "№ 5", "on": date(2024, 5, 17), **more}
        self.do(WinnerLeft, application=code, how=how, **given)

    def next(self, awards: Mapping[str, int], instead_of: Sequence[str] = (), **more: Any) -> None:
        self.do(
            NextNamed,
            territory=self.territory,
            awards=tuple(Award(application=code, awarded=awarded) for code, awarded in awards.items()),
            instead_of=tuple(instead_of),
            votes=more.pop("votes", self.votes()),
            **more,
        )

    def standings(self) -> dict[str, tuple[Standing, Remark | None, int | None]]:
        return {
            line.application: (line.standing, line.remark, line.reserve)
            for line in self.outcome.territories[0].lines
        }  # fmt: skip


@pytest.fixture
def first(day: Callable[..., Any]) -> Callable[..., Held]:
    """Return a maker: `first({"A": 25, "B": 20 …}, awards={"A": 300}, grants=1, winners={…})`: closed on 6 May."""

    def make(totals: Mapping[str, int], awards: Mapping[str, int] | None = None, **rules: Any) -> Held:
        asked, columns = rules.pop("asked", {}), rules.pop("columns", {})
        rules["winners"] = WinnersRule(**rules.pop("winners", {}))
        contest = day({code: asked.get(code, 300) for code in totals}, **rules)
        contest.manifest = contest.manifest.model_copy(
            update={
                "applications": tuple(
                    one.model_copy(update={"columns": columns.get(one.code, one.columns)})
                    for one in contest.manifest.applications
                )
            }
        )
        for member in contest.members:
            contest.hand_in(
                member, {code: [total // 5 + (n < total % 5) for n in range(5)] for code, total in totals.items()}
            )
        contest.open()
        proposed = {
            line.application: line.proposed
            for line in contest.outcome.territories[0].lines
            if line.standing is Standing.PROPOSED
        }
        contest.name(proposed if awards is None else awards, reason="" if awards is None else "Үнемдеу")
        contest.do(Closed)
        return Held(contest)

    return make

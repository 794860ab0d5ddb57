"""A result with what the papers look up in it: people, applications, territories, and figures as printed."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import TypeVar, cast

from models.contest.commission import Person
from models.contest.local_time import local
from models.contest.money import money
from models.contest.points import both_points
from models.contest.profile import Profile, Territory
from models.packet.manifest import PacketApplication
from models.protocol import words
from models.protocol.blocks import Text, Words, fill
from models.protocol.words_without_money import WITHOUT_MONEY
from models.scoring.marks import MarkState
from models.sitting.acts import AttendanceTaken, Choice, NextNamed, Opened, Presence, Vote
from models.sitting.outcome import Attendance, Line, PanelMarks
from models.sitting.presence.timeline import Timeline
from models.sitting.recusal.consequences import consequences
from models.sitting.result import Result
from models.sitting.sessions import Session, beyond_grants, sessions
from models.values import Both, Moment
from models.wording import commas

_A = TypeVar("_A")


class Case:
    """One result, looked up. `public` tells which form of the paper is being written."""

    def __init__(self, result: Result, *, fingerprint: str, public: bool) -> None:
        self.result = result
        self.fingerprint = fingerprint
        self.public = public

    @property
    def profile(self) -> Profile:
        return self.result.manifest.contest.profile

    @cached_property
    def members(self) -> tuple[Person, ...]:
        """Those who score and vote, in the roster's order."""
        return self.result.manifest.roster.members

    @cached_property
    def _people(self) -> dict[str, Person]:
        return {person.id: person for person in self.result.manifest.roster.people}

    @cached_property
    def _applications(self) -> dict[str, PacketApplication]:
        return {application.code: application for application in self.result.manifest.applications}

    @cached_property
    def territories(self) -> dict[str, Territory]:
        """The contest's territories with the quotas in force, by code."""
        return {territory.code: territory for territory in self.result.manifest.contest.territories}

    def worded(self, text: Both) -> Both:
        """Return `text` as this contest says it: where it gives no money, nothing speaks of grants."""
        return text if self.profile.gives_money else WITHOUT_MONEY.get(text, text)

    @cached_property
    def gives_money(self) -> bool:
        """Whether any application asks for or was awarded a sum."""
        lines = (line for outcome in self.result.outcome.territories for line in outcome.lines)
        return any(line.asked is not None or line.awarded is not None for line in lines)

    @cached_property
    def session(self) -> Session:
        """The sitting that the protocol is of: the last one of the result."""
        return sessions(self.result.acts)[-1]

    def acts(self, kind: type[_A]) -> tuple[_A, ...]:
        """The acts of one kind in this sitting, in order."""
        return tuple(act for act in self.session.acts if isinstance(act, kind))

    def every(self, kind: type[_A]) -> tuple[_A, ...]:
        """The acts of one kind in this sitting and those before, in order."""
        return tuple(act for act in self.result.acts if isinstance(act, kind))

    def last(self, kind: type[_A]) -> _A | None:
        """The last act of one kind in this sitting, or None."""
        return next(iter(reversed(self.acts(kind))), None)

    def beyond_grants(self, act: NextNamed) -> bool:
        """Whether `act` made more winners in its territory than there are grants: from what was saved."""
        return beyond_grants(self.result.acts, act, self.territories[act.territory].grants)

    @cached_property
    def form(self) -> Words:
        """How the sitting was held; one opened as in person that somebody joined remotely was held in both ways."""
        opened = self.last(Opened)
        if opened is None:
            return words.NOT_STATED
        remote = any(how is Presence.REMOTE for act in self.acts(AttendanceTaken) for _, how in act.presence)
        return words.FORMS["mixed" if remote and opened.form == "in-person" else opened.form]

    @cached_property
    def course(self) -> Timeline:
        """The course of this sitting, its items numbered from 1."""
        return self.result.course.since(self.session.first)

    @cached_property
    def recused(self) -> Mapping[str, tuple[str, ...]]:
        """The applications that each member was recused from, by code; only members who were, in the roster's order."""
        ids = [member.id for member in self.members]
        found = consequences(self.result.declared, self.result.acts, self.profile.conflicts, ids).recused
        own = {member: tuple(sorted(code for who, code in found if who == member)) for member in ids}
        return {member: codes for member, codes in own.items() if codes}

    def name(self, person_id: str) -> str:
        """A person's name; the id itself where the roster does not know it."""
        person = self._people.get(person_id)
        return person.name if person else person_id

    def names(self, person_ids: Iterable[str]) -> Words:
        """Names in the order given; a dash for nobody."""
        return ", ".join(self.name(person_id) for person_id in person_ids) or "–"

    def sign(self, person_id: str) -> Words:
        """A member's sign in the tables: M1, M2 … in the roster's order."""
        for number, member in enumerate(self.members, start=1):
            if member.id == person_id:
                return fill(words.MEMBER_SIGN, n=number)
        return person_id

    def territory(self, code: str) -> Words:
        """A territory's name; its code where the contest does not know it."""
        found = self.territories.get(code)
        return found.name if found else code

    def applicant(self, code: str) -> str:
        """The applicant's name as written; empty in a blind contest."""
        found = self._applications.get(code)
        return found.applicant if found else ""

    def title(self, code: str) -> str:
        """The project's title as written."""
        found = self._applications.get(code)
        return found.project.title if found else ""

    def applicant_and_title(self, code: str) -> str:
        """Applicant and project, one below the other."""
        return "\n".join(part for part in (self.applicant(code), self.title(code)) if part)


def day(on: date | None) -> str:
    """A date in the figures that both languages share."""
    return on.strftime("%d.%m.%Y") if on else "–"


def point(text: str) -> Words:
    """A profile's reference to a rule, which names both languages as "kk / ru"."""
    return both_points(text) if " / " in text else text


def ground(text: str) -> list[Text]:
    """The rule that what stands above rests on; nothing where the profile names none."""
    named = both_points(text)  # which may end in a short form: "п."
    stopped = Both(kk=named.kk.rstrip("."), ru=named.ru.rstrip("."))
    return [Text(fill(words.POINT, point=stopped), "note")] if text else []


def clock(at: Moment, zone: str) -> str:
    """A moment to the minute by the clock of `zone`; the protocol's head names the zone once."""
    return local(at, zone).strftime("%d.%m.%Y %H:%M")


def total(line: Line) -> str:
    """An application's total as printed; a dash where it has none."""
    return commas(line.shown) or "–"


def chain(line: Line) -> tuple[str, ...]:
    """The steps of the total's arithmetic, one a line."""
    return tuple(map(commas, line.chain))


def compared(line: Line) -> str:
    """What was compared further among equal totals; empty where nothing was."""
    return "; ".join(map(commas, line.tie_values))


def sum_or_dash(amount: int | None) -> str:
    """Whole tenge; a dash where unknown."""
    return money(amount, unknown="–")


def and_so(parts: Sequence[Words], between: str = "; ") -> Words:
    """`parts` one after another in both languages."""
    if all(isinstance(part, str) for part in parts):
        return between.join(cast("Sequence[str]", parts))
    return Both(
        kk=between.join(part if isinstance(part, str) else part.kk for part in parts),
        ru=between.join(part if isinstance(part, str) else part.ru for part in parts),
    )


def panel_mark(entry: PanelMarks) -> Words:
    """A member's marks in one cell: the sum, (the sum) when not counted, or why there is none."""
    if entry.total is not None:
        return str(entry.total) if entry.counted else f"({entry.total})"
    states = [mark.state for _, mark in entry.marks if mark.state is not MarkState.NUMBER]
    return words.MARK_SIGNS[states[0] if states else MarkState.NOT_GIVEN]


def quorum(there: Attendance) -> Text:
    """How many members there are, how many take part and how, and how many it needs."""
    return Text(
        fill(
            words.QUORUM,
            members=there.members,
            there=len(there.present) + len(there.remote),
            present=len(there.present),
            remote=len(there.remote),
            absent=len(there.absent),
            needed=there.needed,
        )
    )


def tally(votes: Sequence[Vote]) -> dict[str, int]:
    """How many chose what, for the wording's places."""
    chosen = [vote.choice for vote in votes]
    return {
        "for_n": chosen.count(Choice.FOR),
        "against_n": chosen.count(Choice.AGAINST),
        "abstained_n": chosen.count(Choice.ABSTAINED),
    }


def named_votes(case: Case, votes: Sequence[Vote]) -> list[Text]:
    """The vote in numbers and by name, one line a choice that was made, in one paragraph."""
    if not votes:
        return [Text(words.NOBODY_VOTED)]
    lines: list[Words] = [fill(words.VOTES, **tally(votes))]
    for choice, wording in words.VOTES_OF.items():
        names = [vote.member for vote in votes if vote.choice is choice]
        if names:
            lines.append(fill(wording, names=case.names(names)))
    return [Text(and_so(lines, "\n"), "item")]


def reason(text: str, wording: Both = words.REASON_IS) -> list[Text]:
    """The ground of a decision, or what else `wording` calls it, where one was recorded."""
    return [Text(fill(wording, reason=text), "item")] if text else []

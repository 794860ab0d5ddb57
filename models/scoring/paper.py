"""A paper score sheet on its way into the program: one person types it, another confirms it and can't edit it.

A confirmation holds for what was seen: what the first person changes afterwards has to be confirmed again.
"""

from collections.abc import Iterable
from enum import StrEnum
from functools import cached_property
from typing import Literal

from models.contest.commission import Role, Roster
from models.errors import ScoringError
from models.packet.manifest import PacketManifest
from models.scoring.drafts import build_sheet
from models.scoring.marks import NOT_GIVEN, RECUSED, points
from models.scoring.sheets import Answer, ApplicationMarks, CriterionMark, Declaration, Sheet, Typed
from models.values import Moment, Value
from models.wording import tr


class Hand(Value):
    """Who types or confirms: a person whose key is enrolled."""

    id: str
    name: str
    public_key: str


class PaperLine(Value):
    """What stands on the paper for one application."""

    application: str
    conflict: bool = False
    """The box for a conflict of interest is ticked."""
    points: tuple[int | None, ...] = ()
    """In the criteria's order; None where the box is empty. Empty with a conflict."""
    reason: str = ""
    """The reason line as written."""


class TypedPaper(Value):
    """What one person read from a member's paper sheet; signed by that person (`models.scoring.paper_files`)."""

    format: Literal[1] = 1
    contest: str
    packet: str
    member: str
    typist: Hand
    typed_at: Moment
    """When the last line was typed."""
    lines: tuple[PaperLine, ...] = ()


class Check(Value):
    """What the second person says of one line."""

    application: str
    seen: str
    """The digest of the line looked at."""
    confirmed: bool
    note: str = ""
    """Why it was sent back."""


class PaperChecks(Value):
    """What the second person said, signed by that person."""

    checker: Hand
    checked_at: Moment
    checks: tuple[Check, ...] = ()


class LineState(StrEnum):
    """Where one line of the paper stands."""

    EMPTY = "empty"
    """Not typed yet."""
    TYPED = "typed"
    """Waits for the second person."""
    SENT_BACK = "sent-back"
    """The first person types it again."""
    CONFIRMED = "confirmed"


class Paper(Value):
    """The whole: what was typed and what the second person said of it."""

    typed: TypedPaper
    checks: PaperChecks | None = None

    @cached_property
    def lines(self) -> dict[str, PaperLine]:
        """What was typed, by application code."""
        return {line.application: line for line in self.typed.lines}

    @cached_property
    def _said(self) -> dict[str, Check]:
        return {check.application: check for check in self.checks.checks} if self.checks else {}

    def state(self, code: str) -> LineState:
        """Return where the line of the application with `code` stands."""
        line, check = self.lines.get(code), self._said.get(code)
        if line is None:
            return LineState.EMPTY
        if check is None or check.seen != line.digest():
            return LineState.TYPED
        return LineState.CONFIRMED if check.confirmed else LineState.SENT_BACK

    def note(self, code: str) -> str:
        """Return why the second person sent the line back; empty unless it stands so."""
        return self._said[code].note if self.state(code) is LineState.SENT_BACK else ""

    def type_line(self, line: PaperLine, manifest: PacketManifest, *, by: Hand, at: Moment) -> "Paper":
        """Return the paper with `line` typed, in place of what was typed for it before.

        Raises ScoringError for anybody but who began typing, an application that is not in the packet, or points
        outside the scale.
        """
        if by.public_key != self.typed.typist.public_key:
            raise ScoringError(
                tr("Only {name}, who began, types this sheet; nothing was changed.", name=self.typed.typist.name)
            )
        check_line(line, manifest)
        lines = {**self.lines, line.application: line}
        order = [one.code for one in manifest.applications if one.code in lines]
        typed = self.typed.model_copy(update={"typed_at": at, "lines": tuple(lines[code] for code in order)})
        return Paper(typed=typed, checks=self.checks)

    def confirm(self, code: str, *, by: Hand, at: Moment) -> "Paper":
        """Return the paper with the line of `code` confirmed as it is typed now.

        Raises ScoringError for who typed it, for a third person, and for a line that is not typed.
        """
        return self._checked(code, by, at, confirmed=True, note="")

    def send_back(self, code: str, note: str, *, by: Hand, at: Moment) -> "Paper":
        """Return the paper with the line of `code` sent back with `note`. Raises as `confirm`, and without a note."""
        if not note.strip():
            raise ScoringError(tr("Say what differs from the paper; the line was not sent back."))
        return self._checked(code, by, at, confirmed=False, note=note.strip())

    def _checked(self, code: str, by: Hand, at: Moment, *, confirmed: bool, note: str) -> "Paper":
        self.check_second_person(by)
        line = self.lines.get(code)
        if line is None:
            raise ScoringError(tr("{application} is not typed yet; there is nothing to confirm.", application=code))
        said = {**self._said, code: Check(application=code, seen=line.digest(), confirmed=confirmed, note=note)}
        order = [one.application for one in self.typed.lines if one.application in said]
        checks = PaperChecks(checker=by, checked_at=at, checks=tuple(said[code] for code in order))
        return Paper(typed=self.typed, checks=checks)

    def check_second_person(self, by: Hand) -> None:
        """Raise ScoringError unless `by` is another person than who typed, and the one who confirms this sheet."""
        typist = self.typed.typist
        if by.public_key == typist.public_key or by.name.strip().casefold() == typist.name.strip().casefold():
            raise ScoringError(
                tr(
                    "{name} typed this sheet; another person confirms it, with an own key. Nothing was changed.",
                    name=typist.name,
                )
            )
        if self.checks is not None and self.checks.checker.public_key != by.public_key:
            raise ScoringError(
                tr(
                    "{name} is confirming this sheet already; one person confirms all of it. Nothing was changed.",
                    name=self.checks.checker.name,
                )
            )

    def missing(self, codes: Iterable[str]) -> tuple[str, ...]:
        """Return those of `codes` that are not confirmed as they stand."""
        return tuple(code for code in codes if self.state(code) is not LineState.CONFIRMED)


def start_paper(manifest: PacketManifest, packet_id: str, member: str, *, by: Hand, at: Moment) -> Paper:
    """Return the empty paper of the member with id `member`, to be typed by `by`.

    Raises ScoringError where the commission has no such member, or the member would type the own sheet.
    """
    person = next((one for one in manifest.roster.members if one.id == member), None)
    if person is None:
        raise ScoringError(tr("“{member}” is no member of this commission; choose a member.", member=member))
    if person.public_key == by.public_key:
        raise ScoringError(tr("{name} has a key and hands in a sheet of their own; nobody types it.", name=person.name))
    typed = TypedPaper(contest=manifest.contest.id, packet=packet_id, member=member, typist=by, typed_at=at)
    return Paper(typed=typed)


def hand_of(roster: Roster, public_key: str) -> Hand:
    """Return the enrolled person with `public_key`. Raises ScoringError for a key that belongs to nobody enrolled."""
    for person in roster.people:
        if person.public_key == public_key and person.role is not Role.RECOVERY:
            return Hand(id=person.id, name=person.name, public_key=public_key)
    raise ScoringError(
        tr("This key belongs to nobody enrolled; nothing was changed. Enrol the person as staff and take the card.")
    )


def paper_sheet(
    paper: Paper, manifest: PacketManifest, *, at: Moment, previous: Sheet | None = None, correction: str = ""
) -> Sheet:
    """Return the score sheet that the paper is, once every line is confirmed; the secretary signs it.

    `previous` and `correction` as for `build_sheet`. Raises ScoringError that lists the lines still to be confirmed.
    """
    if missing := paper.missing(one.code for one in manifest.applications):
        raise ScoringError(
            tr("These lines of the paper sheet are not confirmed yet; it was not handed in:"), problems=missing
        )
    assert paper.checks is not None
    assert manifest.contest.criteria is not None
    codes = tuple(criterion.code for criterion in manifest.contest.criteria.content.criteria)
    return build_sheet(
        manifest,
        paper.typed.packet,
        paper.typed.member,
        declarations=tuple(_declared(line) for line in paper.typed.lines),
        marks=tuple(_marked(line, codes) for line in paper.typed.lines),
        at=at,
        previous=previous,
        correction=correction,
        typed=Typed(
            typed_by=paper.typed.typist.name,
            confirmed_by=paper.checks.checker.name,
            confirmed_at=paper.checks.checked_at,
        ),
    )


def _declared(line: PaperLine) -> Declaration:
    answer = Answer.CONFLICT if line.conflict else Answer.NO_CONFLICT
    return Declaration(application=line.application, answer=answer)


def _marked(line: PaperLine, codes: tuple[str, ...]) -> ApplicationMarks:
    given = line.points or (None,) * len(codes)
    cells = tuple(
        CriterionMark(
            criterion=code,
            mark=RECUSED if line.conflict else NOT_GIVEN if number is None else points(number),
        )
        for code, number in zip(codes, given, strict=True)
    )
    return ApplicationMarks(application=line.application, marks=cells, comment=line.reason)


def check_line(line: PaperLine, manifest: PacketManifest) -> None:
    """Raise ScoringError where `line` is for no application of the packet or its boxes do not fit the criteria."""
    if line.application not in {one.code for one in manifest.applications}:
        raise ScoringError(tr("{application}: not in this packet", application=line.application))
    assert manifest.contest.criteria is not None
    criteria = manifest.contest.criteria.content.criteria
    if line.conflict:
        if any(number is not None for number in line.points):
            raise ScoringError(
                tr(
                    "{application}: a conflict of interest and points at once; ask the member.",
                    application=line.application,
                )
            )
        return
    if len(line.points) != len(criteria):
        raise ScoringError(tr("{application}: a box for each criterion is needed.", application=line.application))
    for criterion, number in zip(criteria, line.points, strict=True):
        if number is not None and not criterion.minimum <= number <= criterion.maximum:
            raise ScoringError(
                tr(
                    "{application}, {code}: {points} is outside {low}–{high}",
                    application=line.application,
                    code=criterion.code,
                    points=number,
                    low=criterion.minimum,
                    high=criterion.maximum,
                )
            )

"""A paper score sheet on its way into the program: one person types it, another confirms it and can't edit it.

A confirmation holds for what was seen: what the first person changes afterwards has to be confirmed again.
"""

from collections.abc import Iterable
from enum import StrEnum
from functools import cached_property

from models.contest.commission import Role, Roster
from models.errors import ScoringError
from models.packet.manifest import PacketManifest
from models.scoring.drafts import build_sheet
from models.scoring.paper_rules import (
    OFFICE,
    check_line,
    declared,
    enrolled,
    is_confirmed,
    marked,
    not_in_packet,
    same_person,
)
from models.scoring.paper_statements import Check, Hand, PaperChecks, PaperLine, TypedPaper
from models.scoring.sheets import Sheet, Typed
from models.values import Moment, Value
from models.wording import tr


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
        return LineState.CONFIRMED if is_confirmed(line, check) else LineState.SENT_BACK

    def note(self, code: str) -> str:
        """Return why the second person sent the line back; empty unless it stands so."""
        return self._said[code].note if self.state(code) is LineState.SENT_BACK else ""

    def type_line(self, line: PaperLine, manifest: PacketManifest, *, by: Hand, at: Moment) -> "Paper":
        """Return the paper with `line` typed, in place of what was typed for it before.

        Raises ScoringError for anybody but who began typing, an application that is not in the packet, points outside
        the scale, or a line that was sent back and is typed the same again.
        """
        if by.public_key != self.typed.typist.public_key:
            raise ScoringError(
                tr("Only {name}, who began, types this sheet; nothing was changed.", name=self.typed.typist.name)
            )
        check_line(line, manifest)
        if self.note(line.application) and line == self.lines[line.application]:
            raise ScoringError(
                tr(
                    "{code} was sent back and is the same as before; nothing was changed. If it is as on the paper, "
                    "the second person looks at it again and confirms it.",
                    code=line.application,
                )
            )
        lines = {**self.lines, line.application: line}
        order = [one.code for one in manifest.applications if one.code in lines]
        typed = self.typed.model_copy(update={"typed_at": at, "lines": tuple(lines[code] for code in order)})
        return Paper(typed=typed, checks=self.checks)

    def confirm(self, code: str, *, by: Hand, at: Moment) -> "Paper":
        """Return the paper with the line of `code` confirmed as it is typed now.

        Raises ScoringError for who typed it, for a third person, and for a line that is not typed.
        """
        return self.confirm_lines((code,), by=by, at=at)

    def confirm_lines(self, codes: Iterable[str], *, by: Hand, at: Moment) -> "Paper":
        """Return the paper with the lines of `codes` confirmed as they are typed now. Raises as `confirm`."""
        return self._checked(tuple(codes), by, at, confirmed=True, note="")

    def send_back(self, code: str, note: str, *, by: Hand, at: Moment) -> "Paper":
        """Return the paper with the line of `code` sent back with `note`. Raises as `confirm`, and without a note."""
        if not note.strip():
            raise ScoringError(tr("Say what differs from the paper; the line was not sent back."))
        return self._checked((code,), by, at, confirmed=False, note=note.strip())

    def _checked(self, codes: tuple[str, ...], by: Hand, at: Moment, *, confirmed: bool, note: str) -> "Paper":
        self.check_second_person(by)
        said = dict(self._said)
        for code in codes:
            line = self.lines.get(code)
            if line is None:
                raise ScoringError(tr("{application} is not typed yet; there is nothing to confirm.", application=code))
            said[code] = Check(application=code, seen=line.digest(), confirmed=confirmed, note=note)
        order = [one.application for one in self.typed.lines if one.application in said]
        typed = self.typed
        checks = PaperChecks(
            packet=typed.packet,
            member=typed.member,
            previous=typed.previous,
            checker=by,
            checked_at=at,
            checks=tuple(said[code] for code in order),
        )
        return Paper(typed=self.typed, checks=checks)

    def check_second_person(self, by: Hand) -> None:
        """Raise ScoringError unless `by` is another person than who typed, and the one who confirms this sheet."""
        typist = self.typed.typist
        if same_person(by, typist):
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


def start_paper(
    manifest: PacketManifest,
    packet_id: str,
    member: str,
    *,
    by: Hand,
    at: Moment,
    previous: Sheet | None = None,
    correction: str = "",
) -> Paper:
    """Return the empty paper of the member with id `member`, to be typed by `by`.

    `previous` is the sheet it corrects, `correction` why.

    Raises ScoringError where the commission has no such member, the member would type the own sheet, or `by` was not
    enrolled as secretary or staff when the packet was built.
    """
    person = next((one for one in manifest.roster.members if one.id == member), None)
    if person is None:
        raise ScoringError(tr("“{member}” is no member of this commission; choose a member.", member=member))
    if person.public_key == by.public_key:
        raise ScoringError(tr("{name} has a key and hands in a sheet of their own; nobody types it.", name=person.name))
    if not enrolled(by, manifest.roster):
        raise ScoringError(not_in_packet(by))
    typed = TypedPaper(
        contest=manifest.contest.id,
        packet=packet_id,
        member=member,
        previous=None if previous is None else previous.digest(),
        typist=by,
        typed_at=at,
        revision=1 if previous is None else previous.revision + 1,
        correction=correction.strip(),
    )
    return Paper(typed=typed)


def hand_of(roster: Roster, public_key: str) -> Hand:
    """Return who has `public_key` among secretary and staff.

    Nobody else types or confirms: a member would see another member's marks before the sitting. Raises ScoringError.
    """
    person = next((one for one in roster.people if one.public_key == public_key), None)
    if person is None or person.role is Role.RECOVERY:
        raise ScoringError(
            tr("This key belongs to nobody enrolled; nothing was changed. Enrol the person as staff and take the card.")
        )
    if person.role not in OFFICE:
        raise ScoringError(
            tr(
                "{name} is a member of the commission; paper sheets are typed and confirmed by the secretary and the "
                "staff. Nothing was changed.",
                name=person.name,
            )
        )
    return Hand(id=person.id, name=person.name, public_key=public_key)


def paper_sheet(
    paper: Paper,
    manifest: PacketManifest,
    *,
    signatures: tuple[bytes, bytes],
    at: Moment,
    previous: Sheet | None = None,
    correction: str = "",
) -> Sheet:
    """Return the score sheet that the paper is, once every line is confirmed; the secretary signs it.

    `signatures` are the typist's over what was typed and the second person's over the checks. `previous` and
    `correction` as for `build_sheet`; the reason that was typed stands unless another is given.
    Raises ScoringError that lists the lines still to be confirmed.
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
        declarations=tuple(declared(line) for line in paper.typed.lines),
        marks=tuple(marked(line, codes) for line in paper.typed.lines),
        at=at,
        previous=previous,
        correction=correction or paper.typed.correction,
        typed=Typed(
            paper=paper.typed,
            paper_signature=signatures[0].decode("ascii"),
            checks=paper.checks,
            checks_signature=signatures[1].decode("ascii"),
        ),
    )

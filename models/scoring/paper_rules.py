"""When a sheet typed from paper says exactly what two people signed: the hands, the lines, the marks. Pure."""

from collections.abc import Iterator

from models.conflicts.declarations import Answer, Declaration
from models.contest.commission import Role, Roster
from models.errors import ScoringError
from models.packet.manifest import PacketManifest
from models.scoring.marks import NOT_GIVEN, RECUSED, points
from models.scoring.paper_statements import Check, Hand, PaperLine
from models.scoring.sheets import ApplicationMarks, CriterionMark, Sheet
from models.wording import tr

OFFICE = (Role.SECRETARY, Role.STAFF)
"""Who types and confirms. No member does: the marks of others stay unknown to members until the sitting."""


def same_person(one: Hand, other: Hand) -> bool:
    """Whether two hands are one person's, by id, key or name."""
    names = {hand.name.strip().casefold() for hand in (one, other)}
    return one.id == other.id or one.public_key == other.public_key or len(names) == 1


def enrolled(hand: Hand, roster: Roster) -> bool:
    """Whether `hand` is secretary or staff of `roster`, exactly as enrolled there."""
    return any(
        (person.id, person.name, person.public_key) == (hand.id, hand.name, hand.public_key) and person.role in OFFICE
        for person in roster.people
    )


def not_in_packet(hand: Hand) -> str:
    """Say that the packet does not know `hand`, and what to do."""
    return tr(
        "{name} was not enrolled as secretary or staff when the packet was built, so nobody could check this signature "
        "later. Build a new revision of the packet first, or let somebody else do it.",
        name=hand.name,
    )


def is_confirmed(line: PaperLine, check: Check) -> bool:
    """Whether `check` confirms `line` as it stands now."""
    return check.confirmed and check.seen == line.digest()


def hands_problems(sheet: Sheet, roster: Roster) -> Iterator[str]:
    """Yield what is wrong with who typed and who confirmed a paper sheet; nothing for other sheets."""
    if sheet.typed is None:
        return
    typist, checker = sheet.typed.paper.typist, sheet.typed.checks.checker
    if not typist.name.strip() or not checker.name.strip() or same_person(typist, checker):
        yield tr("a paper sheet is typed by one person and confirmed by another")
    for hand in (typist, checker):
        if not enrolled(hand, roster):
            yield not_in_packet(hand)
    if person := next((one for one in roster.members if one.id == sheet.member), None):
        member = Hand(id=person.id, name=person.name, public_key=person.public_key or "")
        if any(same_person(member, hand) for hand in (typist, checker)):
            yield tr("{name} neither types nor confirms the own sheet", name=person.name)


def content_problems(sheet: Sheet, manifest: PacketManifest) -> Iterator[str]:
    """Yield where a paper sheet says something else than the two statements it carries; nothing for other sheets."""
    if sheet.typed is None:
        return
    paper, checks = sheet.typed.paper, sheet.typed.checks
    named = (sheet.packet, sheet.member, sheet.previous)
    if paper.contest != sheet.contest or any(
        (one.packet, one.member, one.previous) != named for one in (paper, checks)
    ):
        yield tr("what was typed and confirmed is another paper than this sheet")
    # a paper of before these were typed names neither
    if paper.revision not in (1, sheet.revision) or paper.correction not in ("", sheet.correction):
        yield tr("the correction is another one than was typed and confirmed")
    codes = [one.code for one in manifest.applications]
    if [line.application for line in paper.lines] != codes:
        yield tr("what was typed does not name every application of the packet once, in its order")
        return
    try:
        for line in paper.lines:
            check_line(line, manifest)
    except ScoringError as error:
        yield str(error)
        return
    said = {check.application: check for check in checks.checks}
    if len(said) != len(checks.checks):
        yield tr("a line is confirmed twice")
    for line in paper.lines:
        check = said.get(line.application)
        if check is None or not is_confirmed(line, check):
            yield tr("{application}: not confirmed as it was typed", application=line.application)
    yield from _differences(sheet, paper.lines, manifest)


def _differences(sheet: Sheet, lines: tuple[PaperLine, ...], manifest: PacketManifest) -> Iterator[str]:
    assert manifest.contest.criteria is not None
    criteria = tuple(one.code for one in manifest.contest.criteria.content.criteria)
    declarations = {one.application: one for one in sheet.declarations}
    entries = {one.application: one for one in sheet.applications}
    for line in lines:
        code = line.application
        if (declarations.get(code), entries.get(code)) != (declared(line), marked(line, criteria)):
            yield tr("{application}: the sheet says otherwise than what was typed and confirmed", application=code)


def declared(line: PaperLine) -> Declaration:
    """Return the declaration that the box on the paper is."""
    answer = Answer.CONFLICT if line.conflict else Answer.NO_CONFLICT
    return Declaration(application=line.application, answer=answer)


def marked(line: PaperLine, criteria: tuple[str, ...]) -> ApplicationMarks:
    """Return the marks that `line` is, for the criteria with these codes, which it fits (`check_line`)."""
    given = line.points or (None,) * len(criteria)
    cells = tuple(
        CriterionMark(
            criterion=code,
            mark=RECUSED if line.conflict else NOT_GIVEN if number is None else points(number),
        )
        for code, number in zip(criteria, given, strict=True)
    )
    # whoever is in conflict gives no reason to be counted by (`models.scoring.drafts.build_sheet` drops it too)
    return ApplicationMarks(application=line.application, marks=cells, comment="" if line.conflict else line.reason)


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
        if number is not None and not criterion.allows(number):
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

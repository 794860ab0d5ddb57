"""Whether a sheet belongs to a packet and says only what it may. Pure; signatures are `models.scoring.sheet_files`."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from models.conflicts.declarations import Answer
from models.contest.commission import Role
from models.contest.criteria import ApprovedCriteria
from models.errors import ScoringError
from models.packet.checking import MOST_REVISIONS
from models.packet.manifest import PacketManifest
from models.scoring.marks import MarkState
from models.scoring.paper_rules import content_problems, hands_problems
from models.scoring.sheets import ApplicationMarks, CriterionMark, Sheet
from models.wording import tr


def check_belongs(
    sheet: Sheet, manifest: PacketManifest, packet_id: str, *, known: Mapping[str, int] | None = None
) -> ApprovedCriteria:
    """Check that `sheet` is for this contest, packet, criteria and roster, by one of its members; return the criteria.

    `known` gives the revision numbers of other packets of the contest by id, to name the one the sheet was made for.
    Raises ScoringError with the cure.
    """
    if sheet.contest != manifest.contest.id:
        raise ScoringError(tr("This sheet is for another contest; it was not taken. Take it in at that contest."))
    revisions = {**({manifest.previous: manifest.revision - 1} if manifest.previous else {}), **(known or {})}
    if sheet.packet != packet_id:
        if revisions.get(sheet.packet) == manifest.revision:
            raise ScoringError(
                tr(
                    "This sheet was made for another packet that calls itself revision {n} as well; it was not taken. "
                    "Ask the secretary which of the two counts.",
                    n=manifest.revision,
                )
            )
        if sheet.packet in revisions:
            raise ScoringError(
                tr(
                    "This sheet was made for revision {old} of the packet, the sitting uses revision {new}; it was not "
                    "taken. The member opens revision {new} (the marks carry over) and hands in again.",
                    old=revisions[sheet.packet],
                    new=manifest.revision,
                )
            )
        raise ScoringError(
            tr(
                "This sheet was made for another packet of this contest; it was not taken. The member opens revision "
                "{new} (the marks carry over) and hands in again.",
                new=manifest.revision,
            )
        )
    criteria = manifest.contest.criteria
    if criteria is None or sheet.criteria != criteria.digest():
        raise ScoringError(
            tr("This sheet was scored by other criteria than the approved ones; it was not taken. It is scored anew.")
        )
    people = {person.id: person for person in manifest.roster.people}
    if sheet.member not in people or people[sheet.member].role is not Role.MEMBER:
        raise ScoringError(
            tr(
                "“{member}” is no member of this commission; the sheet was not taken. Ask who sent it.",
                member=sheet.member,
            )
        )
    if sheet.roster_version != manifest.roster.version:
        raise ScoringError(
            tr(
                "This sheet names version {old} of the roster, the packet has {new}; it was not taken. "
                "The member opens the packet again and hands in again.",
                old=sheet.roster_version,
                new=manifest.roster.version,
            )
        )
    return criteria


def check_sheet(
    sheet: Sheet, manifest: PacketManifest, packet_id: str, *, known: Mapping[str, int] | None = None
) -> None:
    """Check a sheet completely: `check_belongs`, then every declaration and every cell; gaps are allowed.

    A sheet typed from paper must say exactly what the two statements in it say. Signatures are not looked at here.
    Raises ScoringError; `problems` list every defect with its application and criterion.
    """
    criteria = check_belongs(sheet, manifest, packet_id, known=known)
    codes = {application.code for application in manifest.applications}
    problems = [*_revision_problems(sheet), *hands_problems(sheet, manifest.roster)]
    problems += [*_declaration_problems(sheet, manifest, codes), *content_problems(sheet, manifest)]
    answers = {declaration.application: declaration.answer for declaration in sheet.declarations}
    problems += _twice(entry.application for entry in sheet.applications)
    for entry in sheet.applications:
        if entry.application not in codes:
            problems.append(tr("{application}: not in this packet", application=entry.application))
            continue
        problems += _cell_problems(entry, criteria, answers.get(entry.application))
    if problems:
        raise ScoringError(
            tr("This sheet can't be counted and was not taken. The member mends it and hands in a new revision."),
            problems=problems,
        )


def _revision_problems(sheet: Sheet) -> Iterator[str]:
    named = sheet.previous is None or re.fullmatch(r"[0-9a-f]{64}", sheet.previous)
    if (sheet.revision == 1) != (sheet.previous is None) or not 1 <= sheet.revision <= MOST_REVISIONS or not named:
        yield tr("revision {n} does not say which sheet it follows", n=sheet.revision)
    if sheet.revision > 1 and not sheet.correction.strip():
        yield tr("a correction needs its reason")


def _declaration_problems(sheet: Sheet, manifest: PacketManifest, codes: set[str]) -> Iterator[str]:
    kinds = {kind.code for kind in manifest.contest.profile.conflicts.kinds}
    yield from _twice(declaration.application for declaration in sheet.declarations)
    for one in sheet.declarations:
        if one.application not in codes:
            yield tr("{application}: not in this packet", application=one.application)
        if one.kind is not None and (one.answer is not Answer.CONFLICT or one.kind not in kinds):
            yield tr("{application}: no such kind of conflict: {kind}", application=one.application, kind=one.kind)


def _cell_problems(entry: ApplicationMarks, criteria: ApprovedCriteria, answer: Answer | None) -> Iterator[str]:
    yield from _twice((cell.criterion for cell in entry.marks), within=entry.application)
    scale = {criterion.code: criterion for criterion in criteria.content.criteria}
    for cell in entry.marks:
        if cell.criterion not in scale:
            yield tr("{application}: no such criterion: {code}", application=entry.application, code=cell.criterion)
            continue
        yield from _mark_problems(entry.application, cell, answer)
        if cell.mark.is_number and not scale[cell.criterion].allows(cell.mark.number):
            yield tr(
                "{application}, {code}: {points} is outside {low}–{high}",
                application=entry.application,
                code=cell.criterion,
                points=cell.mark.number,
                low=scale[cell.criterion].minimum,
                high=scale[cell.criterion].maximum,
            )


def _mark_problems(application: str, cell: CriterionMark, answer: Answer | None) -> Iterator[str]:
    if cell.mark.is_number and answer is None:
        yield tr("{application}: scored before conflicts of interest were declared", application=application)
    elif cell.mark.is_number and answer is not Answer.NO_CONFLICT:
        yield tr("{application}: declared in conflict or not sure, and scored all the same", application=application)
    elif cell.mark.state is MarkState.RECUSED and answer is not Answer.CONFLICT:
        yield tr("{application}: recused without a declared conflict of interest", application=application)


def _twice(codes: Iterable[str], *, within: str = "") -> Iterator[str]:
    for code, times in Counter(codes).items():
        if times > 1:
            yield tr("{code}: stated {n} times", code=f"{within} {code}".strip(), n=times)

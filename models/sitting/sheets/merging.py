"""Merging score sheets: a pure function of the *set* of sheets. Order and repetition change nothing.

Every member's sheets form a chain: a revision names the digest of the one before. The head of the chain counts. Two
heads (two laptops, a lost stick) are a fork: nothing picks the newer, each cell with differing values is a clash.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from models.conflicts.declarations import Answer, Declaration
from models.scoring.marks import NOT_GIVEN, Mark
from models.scoring.sheets import Sheet
from models.values import Value


class Clash(Value):
    """One cell with differing handed-in values, in the order of their sheets' digests; an act of the sitting chooses.

    It stays a clash when it is settled.
    """

    member: str
    application: str
    criterion: str
    marks: tuple[Mark, ...]


@dataclass(frozen=True)
class Merged:
    """What the sheets say together. Equal sets of sheets give equal values."""

    heads: Mapping[str, tuple[Sheet, ...]]
    """By member, in the order of `members`: the sheet that counts, or several where the chain forked."""
    superseded: tuple[Sheet, ...]
    """Sheets that a later revision replaced, by member and revision."""
    missing: tuple[str, ...]
    """Members without any sheet, in the order of `members`."""
    gaps: tuple[tuple[str, int], ...]
    """(member, revision) of sheets whose revision before is not among the sheets."""
    clashes: tuple[Clash, ...]
    marks: Mapping[tuple[str, str], Mapping[str, Mark]]
    """(member, application) → criterion → mark; a clashing cell holds NOT_GIVEN until it is settled."""

    @cached_property
    def counting(self) -> frozenset[str]:
        """The digests of the sheets that count."""
        return frozenset(sheet.digest() for sheets in self.heads.values() for sheet in sheets)

    def declarations(self, member: str) -> tuple[Declaration, ...]:
        """Return what `member` declares; heads that contradict each other make it "not sure", by application."""
        said: dict[str, Declaration] = {}
        for sheet in self.heads.get(member, ()):
            for one in sheet.declarations:
                before = said.setdefault(one.application, one)
                if before.answer is not one.answer:
                    said[one.application] = Declaration(application=one.application, answer=Answer.NOT_SURE)
        return tuple(said[application] for application in sorted(said))


def merge(sheets: Iterable[Sheet], members: Sequence[str]) -> Merged:
    """Merge `sheets`, each any number of times and in any order.

    Sheets of people not in `members` are left out: `models.scoring.checking.check_sheet` refuses them, with the cure,
    before they come here.
    """
    ordered = _unique(sheets, members)
    # by member: nobody's sheet can take another's place, whatever it names as the one before
    unique = {(sheet.member, digest) for digest, sheet in ordered if digest}
    replaced = {(sheet.member, sheet.previous) for _, sheet in ordered if sheet.previous}
    heads: dict[str, list[Sheet]] = {}
    for digest, sheet in ordered:
        if (sheet.member, digest) not in replaced:
            heads.setdefault(sheet.member, []).append(sheet)
    marks: dict[tuple[str, str], Mapping[str, Mark]] = {}
    clashes: list[Clash] = []
    for member, tops in heads.items():
        clashes += _lay_together(member, tops, marks)
    return Merged(
        heads={member: tuple(tops) for member, tops in heads.items()},
        superseded=tuple(sheet for digest, sheet in ordered if (sheet.member, digest) in replaced),
        missing=tuple(member for member in members if member not in heads),
        gaps=tuple(
            (sheet.member, sheet.revision)
            for _, sheet in ordered
            if sheet.previous is not None and (sheet.member, sheet.previous) not in unique
        ),
        clashes=tuple(clashes),
        marks=marks,
    )


def _unique(sheets: Iterable[Sheet], members: Sequence[str]) -> list[tuple[str, Sheet]]:
    """Return each sheet once with its digest, by member, revision and digest.

    A member's only sheet gets no digest ("" instead): there is nothing to tell it from, and hashing takes time.
    """
    by_member: dict[str, list[Sheet]] = {member: [] for member in members}
    for sheet in sheets:
        if sheet.member in by_member and not any(sheet is other for other in by_member[sheet.member]):
            by_member[sheet.member].append(sheet)
    ordered: list[tuple[str, Sheet]] = []
    for handed_in in by_member.values():
        if len(handed_in) == 1:
            ordered.append(("", handed_in[0]))
            continue
        told_apart = {sheet.digest(): sheet for sheet in handed_in}
        ordered += sorted(told_apart.items(), key=lambda item: (item[1].revision, item[0]))
    return ordered


def _lay_together(member: str, tops: Sequence[Sheet], marks: dict[tuple[str, str], Mapping[str, Mark]]) -> list[Clash]:
    if len(tops) == 1:
        for entry in tops[0].applications:
            marks[member, entry.application] = {cell.criterion: cell.mark for cell in entry.marks}
        return []
    cells: dict[tuple[str, str], list[Mark]] = {}
    said = [
        {(entry.application, cell.criterion): cell.mark for entry in sheet.applications for cell in entry.marks}
        for sheet in tops
    ]
    for cell in sorted(set().union(*said)):
        for one in said:
            mark = one.get(cell, NOT_GIVEN)
            if mark not in cells.setdefault(cell, []):
                cells[cell].append(mark)
    clashes: list[Clash] = []
    laid: dict[tuple[str, str], dict[str, Mark]] = {}
    for (application, criterion), values in cells.items():
        agreed = values[0] if len(values) == 1 else NOT_GIVEN
        laid.setdefault((member, application), {})[criterion] = agreed
        if len(values) > 1:
            clashes.append(Clash(member=member, application=application, criterion=criterion, marks=tuple(values)))
    marks.update(laid)
    return clashes

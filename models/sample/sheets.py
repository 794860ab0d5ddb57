"""What each invented member hands in: declarations, and points with a reason for every one of them."""

import zlib

from models.conflicts.declarations import Answer, Declaration
from models.sample.generator import SampleContest
from models.sample.words import words
from models.scoring.marks import RECUSED, points
from models.scoring.sheets import ApplicationMarks, CriterionMark

_LEVELS = (0, 1, 1, 2, 3, 4)
"""Which of the regulation's five words each of the points 0 to 5 has."""


def declarations(sample: SampleContest, member: str) -> tuple[Declaration, ...]:
    """Return what `member` declares about every application, in the applications' order."""
    recused, application, kind = sample.recusal
    return tuple(
        Declaration(application=one.code, answer=Answer.CONFLICT, kind=kind, note=_note(sample, member))
        if (member, one.code) == (recused, application)
        else Declaration(application=one.code, answer=Answer.NO_CONFLICT)
        for one in sample.applications
    )


def marks(sample: SampleContest, member: str, *, second: bool = False) -> tuple[ApplicationMarks, ...]:
    """Return what `member` gives every application, with a reason in the member's language; recused where declared.

    `second`: as in the member's other sheet, which differs in the one cell of the clash.
    """
    language = dict(sample.languages)[member]
    return tuple(
        ApplicationMarks(application=one.code, marks=_cells(sample, member, one.code, language, second))
        for one in sample.applications
    )


def _cells(
    sample: SampleContest, member: str, application: str, language: str, second: bool
) -> tuple[CriterionMark, ...]:
    codes = [criterion.code for criterion in sample.contest.profile.criteria.criteria]
    if sample.recusal[:2] == (member, application):
        return tuple(CriterionMark(criterion=code, mark=RECUSED) for code in codes)
    given = dict(zip(codes, sample.points[member, application], strict=True))
    clash = sample.clash
    if second and (clash.member, clash.application) == (member, application):
        given[clash.criterion] = clash.second
    return tuple(
        CriterionMark(criterion=code, mark=points(number), reason=_reason(language, code, number, member + application))
        for code, number in given.items()
    )


def _reason(language: str, criterion: str, number: int, salt: str) -> str:
    said = words("words")["reasons"][language][criterion][_LEVELS[number]]
    return str(said[zlib.crc32(f"{salt}{criterion}".encode()) % len(said)])


def _note(sample: SampleContest, member: str) -> str:
    return {"kk": "Өтініш беруші – туысым.", "ru": "Заявитель – мой родственник."}[dict(sample.languages)[member]]

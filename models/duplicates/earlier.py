"""What applications share with the winners of earlier contests of the central file: the person, or the project."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from models.contest.application import Application
from models.duplicates.finding import project_text
from models.duplicates.passages import Passage, common_passages
from models.duplicates.people import same_keys
from models.duplicates.texts import AT_LEAST, similar_texts
from models.intake.duplicates import SameBy
from models.progress import Report, silent
from models.values import Both, Value


class EarlierWin(Value):
    """A project that won an earlier contest."""

    contest: str
    """The contest's id."""
    contest_title: Both
    code: str
    name: str
    title: str


class SamePerson(NamedTuple):
    """An applicant who won before; `same` are codes of `SameBy`."""

    code: str
    win: EarlierWin
    same: tuple[str, ...]


class SameProject(NamedTuple):
    """A project that is alike one that won before, by `strength` of 1."""

    code: str
    win: EarlierWin
    strength: float
    passages: tuple[Passage, ...]
    """Places in `project_text` of the application and of the earlier one."""


Won = Sequence[tuple[EarlierWin, Application]]


def same_person_won(applications: Iterable[Application], won: Won) -> tuple[SamePerson, ...]:
    """Return which applicants won before, known by IIN, or by name and birth date."""
    if not won:
        return ()
    known: dict[tuple[SameBy, object], list[EarlierWin]] = {}
    for win, application in won:
        for key in same_keys(application.applicant):
            known.setdefault(key, []).append(win)
    found: list[SamePerson] = []
    for application in applications:
        by: dict[EarlierWin, list[str]] = {}
        for key in same_keys(application.applicant):
            for win in known.get(key, ()):
                by.setdefault(win, []).append(key[0].value)
        found += [SamePerson(application.code, win, tuple(said)) for win, said in by.items()]
    return tuple(found)


def same_project_won(
    applications: Sequence[Application],
    won: Won,
    *,
    at_least: float = AT_LEAST,
    passages_of: int | None = None,
    report: Report = silent,
) -> tuple[SameProject, ...]:
    """Return which projects are alike a project that won before, by `at_least`, the strongest first.

    `passages_of` as for `find_duplicates`. Raises CancelledError.
    """
    if not won:
        return ()
    texts = [project_text(one) for one in (*applications, *(one for _, one in won))]
    many = len(applications)
    likes = similar_texts(texts, at_least=at_least, report=report)
    found: list[SameProject] = []
    for one, two, strength in likes.pairs:
        if one < many <= two:
            told = passages_of is None or len(found) < passages_of
            passages = common_passages(texts[one], texts[two], likes) if told else ()
            found.append(SameProject(applications[one].code, won[two - many][0], round(strength, 3), passages))
    return tuple(found)

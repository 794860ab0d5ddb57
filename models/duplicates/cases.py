"""What a contest's applications share, as cases that a person decides on once: the pair, the reason, the decision."""

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum

from models.contest.application import Application
from models.duplicates.budgets import shared_suppliers
from models.duplicates.finding import DuplicateKind, find_duplicates, same_by_words, similar_words
from models.duplicates.passages import Passage
from models.duplicates.people import same_keys
from models.duplicates.texts import AT_LEAST
from models.intake.duplicates import SameBy
from models.intake.folding import fold
from models.progress import Report, silent
from models.values import Both, Moment, Value, sha256
from models.wording import current_language, tr

_GREW = 0.25
"""Evidence that is stronger by so much than the one decided on is new evidence."""
_BETWEEN = "\n"
"""Between the codes of a key; in no code."""


class CaseKind(StrEnum):
    """What is shared."""

    PERSON = "person"
    TEXT = "text"
    QUOTE = "quote"
    SUPPLIER = "supplier"
    EARLIER = "earlier"
    """The applicant won an earlier contest of this central file that bars from this one."""


class EarlierWin(Value):
    """A project that won an earlier contest."""

    contest: str
    """The contest's id."""
    contest_title: Both
    code: str
    name: str
    title: str


class Case(Value):
    """Something that two or more applications share: a reason to look, never a verdict."""

    kind: CaseKind
    key: str
    """Tells the case apart within its kind, also in a later search."""
    codes: tuple[str, ...]
    """In the order of codes; of `EARLIER` the one application."""
    strength: float
    """0–1."""
    same: tuple[str, ...] = ()
    """Codes of `SameBy`, the supplier's name, the lines of the quote."""
    passages: tuple[Passage, ...] = ()
    """Of `TEXT`: places in `project_text` of the first and of the second."""
    earlier: EarlierWin | None = None

    @property
    def at(self) -> tuple[CaseKind, str]:
        """What tells the case apart within the contest."""
        return self.kind, self.key


class CaseDecision(Value):
    """What a person decided on a case. It stands for good; a later one takes its place, none is removed."""

    kind: CaseKind
    key: str
    codes: tuple[str, ...]
    duplicate: str = ""
    """The code of the application that is the duplicate; empty: none is."""
    of: str = ""
    """What it duplicates: the code of the application that stays, or the earlier win in words."""
    reason: str
    strength: float
    """Of the evidence that was decided on."""
    by: str
    at: Moment


class CaseSide(StrEnum):
    """What is to be done about a case."""

    OPEN = "open"
    """Nobody decided."""
    REFUSE = "refuse"
    """Decided to be a duplicate, but the application is not refused in the technical selection."""
    DONE = "done"


def find_cases(
    applications: Sequence[Application],
    earlier: Mapping[str, Sequence[tuple[EarlierWin, tuple[str, ...]]]] | None = None,
    *,
    at_least: float = AT_LEAST,
    report: Report = silent,
) -> tuple[Case, ...]:
    """Return what `applications` share, the strongest first.

    `earlier`: by code, the earlier wins of its applicant and what they were told by. A supplier makes one case, however
    many name it. Raises CancelledError.
    """
    cases = [
        Case(
            kind=CaseKind(one.kind.value), key=_BETWEEN.join((one.one, one.two)), codes=(one.one, one.two),
            strength=one.strength, same=one.same, passages=one.passages,
        )
        for one in find_duplicates(applications, at_least=at_least, report=report).pairs
        if one.kind is not DuplicateKind.SUPPLIER
    ]  # fmt: skip
    cases += [
        Case(
            kind=CaseKind.SUPPLIER, key=sha256(fold(one.name).encode())[:16], codes=one.codes, strength=one.strength,
            same=(one.name,),
        )
        for one in shared_suppliers(applications)
        if one.strength >= at_least
    ]  # fmt: skip
    cases += [
        Case(
            kind=CaseKind.EARLIER, key=_BETWEEN.join((code, win.contest, win.code)), codes=(code,),
            strength=1.0 if SameBy.IIN in by else 0.95, same=by, earlier=win,
        )
        for code, wins in (earlier or {}).items()
        for win, by in wins
    ]  # fmt: skip
    order = {kind: at for at, kind in enumerate((CaseKind.PERSON, CaseKind.EARLIER, *CaseKind))}
    return tuple(sorted(cases, key=lambda one: (-one.strength, order[one.kind], one.codes, one.key)))


def earlier_wins(
    applications: Iterable[Application], won: Iterable[tuple[EarlierWin, Application]]
) -> dict[str, tuple[tuple[EarlierWin, tuple[str, ...]], ...]]:
    """Return by code the wins in `won` whose applicant is the same person by IIN, or by name and birth date."""
    known: dict[tuple[SameBy, object], list[EarlierWin]] = {}
    for win, application in won:
        for key in same_keys(application.applicant):
            known.setdefault(key, []).append(win)
    found: dict[str, tuple[tuple[EarlierWin, tuple[str, ...]], ...]] = {}
    for application in applications:
        by: dict[EarlierWin, list[str]] = {}
        for key in same_keys(application.applicant):
            for win in known.get(key, ()):
                by.setdefault(win, []).append(key[0].value)
        if by:
            found[application.code] = tuple((win, tuple(said)) for win, said in by.items())
    return found


def asked_again(case: Case, decision: CaseDecision) -> bool:
    """Tell whether there is new evidence since the decision: it is much stronger, or further applications came in."""
    return case.strength >= decision.strength + _GREW or not set(case.codes) <= set(decision.codes)


def kind_words(kind: CaseKind) -> str:
    """Return what is shared, in few words."""
    return {
        CaseKind.PERSON: tr("same person"),
        CaseKind.TEXT: tr("same project"),
        CaseKind.QUOTE: tr("same price quote"),
        CaseKind.SUPPLIER: tr("same supplier"),
        CaseKind.EARLIER: tr("earlier winner"),
    }[kind]


def case_reason(case: Case) -> str:
    """Return in words why the case is shown."""
    match case.kind:
        case CaseKind.TEXT:
            return similar_words(case.strength, case.passages)
        case CaseKind.SUPPLIER:
            return tr("the same supplier in applications: {n}; {name}", n=len(case.codes), name=case.same[0])
        case CaseKind.QUOTE:
            return tr("the same lines and prices in both budgets: {lines}", lines="; ".join(case.same))
        case CaseKind.PERSON:
            return tr("the same person: {what}", what=same_by_words(case.same))
        case CaseKind.EARLIER:
            assert case.earlier is not None
            return tr("winner of an earlier contest: {win}; {what}", win=win_words(case.earlier),
                      what=same_by_words(case.same))  # fmt: skip


def win_words(win: EarlierWin) -> str:
    """Return an earlier win in few words."""
    return f"{win.contest_title.say(current_language())}, {win.code}"


def refusal_reason(decision: CaseDecision) -> Both:
    """Return the reason that is proposed for refusing the duplicate, in both languages of the papers."""
    if decision.kind is CaseKind.EARLIER:
        return Both(
            kk=f"Өтініш беруші бұрынғы конкурстың жеңімпазы болған ({decision.of}). {decision.reason}",
            ru=f"Заявитель был победителем прежнего конкурса ({decision.of}). {decision.reason}",
        )
    return Both(
        kk=f"Өтінім {decision.of} өтінімін қайталайды. {decision.reason}",
        ru=f"Заявка повторяет заявку {decision.of}. {decision.reason}",
    )

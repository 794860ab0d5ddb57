"""What a contest's applications share, as cases that a person decides on once: the pair, the reason, the decision."""

from collections.abc import Iterable, Sequence
from enum import StrEnum

from models.contest.application import Application
from models.deciding import DatedDecision
from models.duplicates.budgets import shared_suppliers
from models.duplicates.earlier import EarlierWin, Won, same_person_won, same_project_won
from models.duplicates.finding import DuplicateKind, find_duplicates, same_by_words, similar_words
from models.duplicates.passages import Passage
from models.duplicates.texts import AT_LEAST, Likes
from models.intake.duplicates import SameBy
from models.intake.folding import fold
from models.progress import Report, silent
from models.values import Both, Value, sha256
from models.wording import current_language, tr

_GREW = 0.25
"""Evidence that is stronger by so much than the one decided on is new evidence."""
_TOLD = 500
"""Pairs of texts whose passages are told at once; of the others when somebody lays them side by side."""
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
    EARLIER_TEXT = "earlier-text"
    """The project is alike one that won an earlier contest of this central file."""

    @property
    def looks_back(self) -> bool:
        """Whether it is about one application and an earlier winner."""
        return self in (CaseKind.EARLIER, CaseKind.EARLIER_TEXT)


class Case(Value):
    """Something that two or more applications share: a reason to look, never a verdict."""

    kind: CaseKind
    key: str
    """Tells the case apart within its kind, also in a later search."""
    codes: tuple[str, ...]
    """In the order of codes; of what looks back the one application."""
    strength: float
    """0–1."""
    same: tuple[str, ...] = ()
    """Codes of `SameBy`, the supplier's name, the lines of the quote."""
    passages: tuple[Passage, ...] = ()
    """Of texts: places in `project_text` of the first and of the second; of more than two those of the most alike."""
    earlier: EarlierWin | None = None
    pairs: tuple["Case", ...] = ()
    """Of a case that several pairs were joined to: those pairs, the strongest first."""
    by_others: bool = False
    """Whether the two share nothing but likes, which join them."""

    @property
    def at(self) -> tuple[CaseKind, str]:
        """What tells the case apart within the contest."""
        return self.kind, self.key


_ORDER = {kind: at for at, kind in enumerate((CaseKind.PERSON, CaseKind.EARLIER, *CaseKind))}


class CaseDecision(DatedDecision):
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


class CaseSide(StrEnum):
    """What is to be done about a case."""

    OPEN = "open"
    """Nobody decided."""
    REFUSE = "refuse"
    """Decided to be a duplicate, but the application is not refused in the technical selection."""
    DONE = "done"


def find_cases(
    applications: Sequence[Application],
    *,
    barring: Won = (),
    won: Won = (),
    likes: Likes | None = None,
    at_least: float = AT_LEAST,
    report: Report = silent,
) -> tuple[Case, ...]:
    """Return what `applications` share, and what they share with earlier winners, the strongest first.

    `barring`: the winners who may not apply again; `won`: all whose projects must not come back; `likes`: what
    `similar_projects` said of the applications. Persons, texts and quotes come as pairs
    (`models.duplicates.grouping`), of texts the strongest with their passages; a supplier makes one case, however many
    name it. Raises CancelledError.
    """
    found = find_duplicates(applications, likes=likes, at_least=at_least, passages_of=_TOLD, report=report)
    cases = [
        Case(
            kind=CaseKind(one.kind.value), key=pair_key(one.one, one.two), codes=(one.one, one.two),
            strength=one.strength, same=one.same, passages=one.passages,
        )
        for one in found.pairs
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
            kind=CaseKind.EARLIER, key=pair_key(code, win.contest, win.code), codes=(code,),
            strength=1.0 if SameBy.IIN in by else 0.95, same=by, earlier=win,
        )
        for code, win, by in same_person_won(applications, barring)
    ]  # fmt: skip
    cases += [
        Case(
            kind=CaseKind.EARLIER_TEXT, key=pair_key(code, win.contest, win.code), codes=(code,), strength=strength,
            passages=passages, earlier=win,
        )
        for code, win, strength, passages in same_project_won(
            applications, won, at_least=at_least, passages_of=_TOLD, report=report
        )
    ]  # fmt: skip
    return in_order(cases)


def pair_key(*codes: str) -> str:
    """Return what tells a case of these codes apart within its kind."""
    return _BETWEEN.join(codes)


def in_order(cases: Iterable[Case]) -> tuple[Case, ...]:
    """Return `cases`, the strongest first."""
    return tuple(sorted(cases, key=lambda one: (-one.strength, _ORDER[one.kind], one.codes, one.key)))


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
        CaseKind.EARLIER_TEXT: tr("project that won earlier"),
    }[kind]


def case_reason(case: Case) -> str:
    """Return in words why the case is shown."""
    if case.pairs:
        return tr("applications that belong together: {n}; the two most alike: {pair}; {what}",
                  n=len(case.codes), pair=", ".join(case.pairs[0].codes), what=_one_reason(case.pairs[0]))  # fmt: skip
    if case.by_others:
        return tr("the two are joined by others of the same case")
    return _one_reason(case)


def _one_reason(case: Case) -> str:
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
        case CaseKind.EARLIER_TEXT:
            assert case.earlier is not None
            return tr("a project that won an earlier contest: {win}; {what}", win=win_words(case.earlier),
                      what=similar_words(case.strength, case.passages))  # fmt: skip


def win_words(win: EarlierWin) -> str:
    """Return an earlier win in few words."""
    return f"{win.contest_title.say(current_language())}, {win.code}"


def refusal_reason(decision: CaseDecision) -> Both:
    """Return the reason that is proposed for refusing the duplicate, in both languages of the papers."""
    if decision.kind is CaseKind.EARLIER:
        return Both(
            kk=f"Өтініш беруші бұрынғы конкурстың жеңімпазы болған ({decision.of}): {decision.reason}",
            ru=f"Заявитель был победителем прежнего конкурса ({decision.of}): {decision.reason}",
        )
    if decision.kind is CaseKind.EARLIER_TEXT:
        return Both(
            kk=f"Өтінім бұрынғы конкурста жеңген жобаны қайталайды ({decision.of}): {decision.reason}",
            ru=f"Заявка повторяет проект, победивший в прежнем конкурсе ({decision.of}): {decision.reason}",
        )
    return Both(
        kk=f"Өтінім {decision.of} өтінімін қайталайды: {decision.reason}",
        ru=f"Заявка повторяет заявку {decision.of}: {decision.reason}",
    )

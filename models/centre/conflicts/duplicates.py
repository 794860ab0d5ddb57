"""Duplicates in the central file: what a contest's applications share, what was decided, and what is left to do."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlmodel import Session, col, select

from models.centre.applications import Listed, application, listing, states
from models.centre.conflicts.duplicate_search import SearchedCases
from models.centre.history import record
from models.centre.papers.exports import Cell
from models.centre.selection.screening_list import state_words
from models.centre.tables import DuplicateRow
from models.contest.application import Application, Screened
from models.duplicates.cases import (
    Case,
    CaseDecision,
    CaseKind,
    CaseSide,
    asked_again,
    case_reason,
    in_order,
    kind_words,
    win_words,
)
from models.duplicates.grouping import grouped, is_pair, settled
from models.errors import StoreError
from models.progress import Report, silent
from models.values import Moment
from models.wording import decimal, tr

_OUT = (Screened.REFUSED, Screened.WITHDRAWN)


@dataclass(frozen=True)
class Sharer:
    """An application of a case, as a list names it."""

    code: str
    name: str
    title: str
    state: Screened | None
    """None: of another contest, or no more in this one."""


@dataclass(frozen=True)
class CaseLine:
    """One case with the names behind the codes and what was decided about it."""

    case: Case
    sharers: tuple[Sharer, ...]
    """In the order of the case's codes; of what looks back the earlier project stands second."""
    decision: CaseDecision | None
    side: CaseSide
    again: bool = False
    """Whether it was decided about weaker evidence, or before further applications came in."""

    @property
    def at(self) -> tuple[CaseKind, str]:
        """What tells the line apart."""
        return self.case.at


@dataclass(frozen=True)
class DuplicatePicture:
    """Everything that a contest's applications share, and how it stands."""

    lines: tuple[CaseLine, ...]

    def of(self, side: CaseSide) -> tuple[CaseLine, ...]:
        """Return the lines of one side, the strongest first."""
        return tuple(line for line in self.lines if line.side is side)


def duplicate_decisions(session: Session, contest_id: str) -> tuple[CaseDecision, ...]:
    """Return every decision about duplicates, in the order made on each case; the last on a case stands."""
    query = (
        select(DuplicateRow.value)
        .where(DuplicateRow.contest == contest_id)
        .order_by(col(DuplicateRow.kind), col(DuplicateRow.key), col(DuplicateRow.number))
    )
    return tuple(CaseDecision.model_validate_json(value) for value in session.exec(query))


def decide_duplicate(session: Session, contest_id: str, decision: CaseDecision, *, by: str, at: Moment) -> None:
    """Store a decision for good; the one that stands already changes nothing. No application is refused by it.

    Raises StoreError without a reason, for an application that the case or the contest lacks, or where the duplicate
    would be its own original; nothing is stored then.
    """
    known = states(session, contest_id)
    ours = set(decision.codes) <= set(known) and bool(decision.codes)
    named = not decision.duplicate or (decision.duplicate in decision.codes and bool(decision.of))
    if not ours or not named or (decision.duplicate and decision.duplicate == decision.of):
        raise StoreError(
            tr("A duplicate and what it duplicates are two applications of this case; nothing was stored.")
        )
    if decision.duplicate and not decision.kind.looks_back and decision.of not in decision.codes:
        raise StoreError(
            tr("A duplicate and what it duplicates are two applications of this case; nothing was stored.")
        )
    if not decision.reason.strip():
        raise StoreError(tr("A decision on a duplicate needs its reason; nothing was stored."))
    before = duplicate_decisions(session, contest_id)
    made = [one for one in before if (one.kind, one.key) == (decision.kind, decision.key)]
    if made and made[-1].model_copy(update={"at": decision.at, "after": None}) == decision:
        return
    decision = decision.following(before)
    session.add(
        DuplicateRow(
            contest=contest_id, kind=decision.kind, key=decision.key, number=len(made) + 1,
            value=decision.canonical().decode(),
        )
    )  # fmt: skip
    for code in (decision.duplicate,) if decision.duplicate else decision.codes:
        record(
            session, contest=contest_id, subject="duplicate", key=code,
            what="duplicate" if decision.duplicate else "no-duplicate", by=by, at=at, fields=decision.codes,
        )  # fmt: skip
    session.flush()


def duplicate_picture(
    session: Session, contest_id: str, report: Report = silent, *, searched: SearchedCases | None = None
) -> DuplicatePicture:
    """Return how the duplicates of a contest stand. It searches, unless `searched` remembers what nothing changed.

    What was decided stays in the lists also where a later search finds it no more. Raises CancelledError.
    """
    found = (searched or SearchedCases()).search(session, contest_id, report)
    return picture_of(found, listing(session, contest_id), duplicate_decisions(session, contest_id))


def picture_of(
    found: Sequence[Case], applications: Sequence[Listed], decisions: Sequence[CaseDecision]
) -> DuplicatePicture:
    """Return the picture of what was `found` among `applications`, after the `decisions` in the order made."""
    known = {one.code: one for one in applications}
    last = {(one.kind, one.key): one for one in decisions}

    def line(
        case: Case, decision: CaseDecision | None = None, *, again: bool = False, side: CaseSide | None = None
    ) -> CaseLine:
        sharers = tuple(_sharer(code, known.get(code)) for code in case.codes)
        if case.earlier is not None:
            win = case.earlier
            sharers = (*sharers, Sharer(win_words(win), win.name, win.title, None))
        return CaseLine(case, sharers, decision, side or _side(case, decision, known, again=again), again)

    lines = []
    whole = [case for case in found if not is_pair(case)]
    gone = last.keys() - {case.at for case in whole}
    for case in (*whole, *(_gone(last[at]) for at in gone if not is_pair(last[at]))):
        made = last.get(case.at)
        lines.append(line(case, made, again=made is not None and asked_again(case, made)))
    of_pairs = settled((case for case in found if is_pair(case)), (one for one in last.values() if is_pair(one)))
    for case in grouped(pair for pair in of_pairs.left if _left(pair, known) > 1):
        again = any(pair.key in of_pairs.again for pair in case.pairs or (case,))
        lines.append(line(case, last.get(case.at) if again else None, again=again))
    refused = grouped(pair for pair in of_pairs.left if _left(pair, known) <= 1)
    lines += [line(case, side=CaseSide.DONE) for case in refused]
    lines += [line(case or _gone(made), made) for made, case in of_pairs.by]
    place = {case.at: number for number, case in enumerate(in_order([one.case for one in lines]))}
    return DuplicatePicture(tuple(sorted(lines, key=lambda one: place[one.at])))


def _gone(decision: CaseDecision) -> Case:
    return Case(kind=decision.kind, key=decision.key, codes=decision.codes, strength=0)


def _sharer(code: str, one: Listed | None) -> Sharer:
    return Sharer(code, one.name, one.title, Screened(one.state)) if one else Sharer(code, "", "", None)


def _side(case: Case, decision: CaseDecision | None, known: Mapping[str, Listed], *, again: bool) -> CaseSide:
    if decision is not None and not again:
        return CaseSide.REFUSE if decision.duplicate and _stands(decision.duplicate, known) else CaseSide.DONE
    return CaseSide.OPEN if _left(case, known) >= (1 if case.kind.looks_back else 2) else CaseSide.DONE


def _left(case: Case, known: Mapping[str, Listed]) -> int:
    return sum(_stands(code, known) for code in case.codes)


def _stands(code: str, known: Mapping[str, Listed]) -> bool:
    """Tell whether the application is neither refused nor withdrawn; one that is gone counts as standing."""
    return code not in known or known[code].state not in _OUT


def two_applications(
    session: Session, contest_id: str, case: Case, codes: tuple[str, str] | None = None
) -> tuple[Application, Application]:
    """Return two applications of a case to be laid side by side: those of `codes`, else the two most alike."""
    if case.earlier is not None:
        return application(session, contest_id, case.codes[0]), application(
            session, case.earlier.contest, case.earlier.code
        )
    one, two = codes or (case.pairs[0] if case.pairs else case).codes[:2]
    return application(session, contest_id, one), application(session, contest_id, two)


def side_name(side: CaseSide) -> str:
    """Return the name of a list."""
    return {
        CaseSide.OPEN: tr("To decide"),
        CaseSide.REFUSE: tr("Duplicates to refuse in the screening"),
        CaseSide.DONE: tr("Done"),
    }[side]


def line_reason(line: CaseLine) -> str:
    """Return in words why the case stands here; of one that is found no more, that it is."""
    gone = not line.case.strength
    return tr("A later search finds it no more.") if gone else case_reason(line.case)


def line_decision(line: CaseLine) -> str:
    """Return what was decided, by whom, when and why, and what settled it otherwise; empty while nothing did."""
    made = line.decision
    if made is None:
        out = [one for one in line.sharers if one.state in _OUT]
        if line.side is CaseSide.DONE and out:
            return tr("Settled: {codes} refused or withdrawn.", codes=", ".join(one.code for one in out))
        return ""
    on = f"{made.at.astimezone():%d.%m.%Y}"
    if made.duplicate:
        return tr("{date}, {by}: {code} is a duplicate of {of}. {reason}", date=on, by=made.by, code=made.duplicate,
                  of=made.of, reason=made.reason)  # fmt: skip
    return tr("{date}, {by}: not a duplicate. {reason}", date=on, by=made.by, reason=made.reason)


def sharers_words(line: CaseLine, *, at_most: int | None = None) -> str:
    """Return the applications of the case: code, name, where it stands; `at_most` so many of them, None: all."""
    told = "; ".join(
        tr("{code} {name} ({state})", code=one.code, name=one.name, state=state_words(one.state))
        if one.state
        else f"{one.code} {one.name}".strip()
        for one in line.sharers[:at_most]
    )
    more = len(line.sharers[at_most:]) if at_most is not None else 0
    return tr("{told}; further ones: {n}", told=told, n=more) if more else told


def duplicate_table(picture: DuplicatePicture) -> tuple[tuple[str, ...], tuple[tuple[Cell, ...], ...]]:
    """Return every line as a table for a spreadsheet: headings and rows, the lists one after another."""
    headings = (
        tr("List"), tr("What is shared"), tr("Strength"), tr("Applications"), tr("Applicants"), tr("Titles"),
        tr("Why"), tr("Common passages"), tr("Decision"),
    )  # fmt: skip
    rows = [
        (
            side_name(side),
            kind_words(line.case.kind),
            decimal(line.case.strength),
            ", ".join(one.code for one in line.sharers),
            "; ".join(one.name for one in line.sharers),
            "; ".join(one.title for one in line.sharers),
            line_reason(line),
            " […] ".join(" ".join(passage.one.split()) for passage in line.case.passages),
            line_decision(line),
        )
        for side in CaseSide
        for line in picture.of(side)
    ]
    return headings, tuple(rows)

"""Pairs that belong together as one case: copies of one text, applications of one person, one price quote.

A person decides on such a case once. That two of it are no duplicates is said of all of it; that one is a duplicate is
said of that one, and the others stay to be decided on.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from models.duplicates.cases import Case, CaseDecision, CaseKind, asked_again, in_order, pair_key
from models.values import sha256

_JOINS = {CaseKind.PERSON: 0.95, CaseKind.TEXT: 0.3, CaseKind.QUOTE: 0.5}
"""From which strength on a pair joins its likes. A weaker one stands alone: likeness must not wander to strangers."""
_BY_OTHERS = {"same": (), "passages": (), "pairs": (), "by_others": True}


def is_pair(case: Case | CaseDecision) -> bool:
    """Tell whether it is of a kind that is found as pairs, which may join each other."""
    return case.kind in _JOINS


def grouped(pairs: Iterable[Case]) -> tuple[Case, ...]:
    """Return the `pairs` with those that hang together made one case, the strongest first."""
    by_kind: dict[CaseKind, list[Case]] = defaultdict(list)
    for pair in pairs:
        by_kind[pair.kind].append(pair)
    made = [case for kind, cases in by_kind.items() for case in _joined(cases, _JOINS[kind])]
    return in_order(made)


def _joined(pairs: Sequence[Case], from_strength: float) -> list[Case]:
    leader: dict[str, str] = {}

    def led(code: str) -> str:
        while (above := leader.setdefault(code, code)) != code:
            leader[code] = leader[above]
            code = leader[above]
        return code

    for pair in pairs:
        if pair.strength >= from_strength:
            one, two = sorted(map(led, pair.codes))
            leader[two] = one
    together: dict[str, list[Case]] = defaultdict(list)
    for pair in pairs:
        one, two = map(led, pair.codes)
        together[one if one == two else pair.key].append(pair)
    return [_case(list(in_order(each))) for each in together.values()]


def _case(pairs: list[Case]) -> Case:
    first = pairs[0]
    if len(pairs) == 1:
        return first
    codes = tuple(sorted({code for pair in pairs for code in pair.codes}))
    return first.model_copy(
        update={
            "key": sha256("\n".join(codes).encode())[:16],
            "codes": codes,
            "same": _same(pairs),
            "pairs": tuple(pairs),
        }
    )


def _same(pairs: Sequence[Case]) -> tuple[str, ...]:
    if pairs[0].kind is not CaseKind.PERSON:
        return pairs[0].same
    return tuple(dict.fromkeys(said for pair in pairs for said in pair.same))


def two_of(case: Case, one: str, two: str) -> Case:
    """Return the case of two of its applications."""
    if not case.pairs:
        return case
    found = next((pair for pair in case.pairs if set(pair.codes) == {one, two}), None)
    codes = tuple(sorted((one, two)))
    return found or case.model_copy(update={"key": pair_key(*codes), "codes": codes, **_BY_OTHERS})


@dataclass(frozen=True)
class Settled:
    """What is decided and what is left, of cases that were found as pairs."""

    left: tuple[Case, ...]
    """The pairs nobody decided on, and those with new evidence since."""
    again: frozenset[str]
    """The keys of the latter."""
    by: tuple[tuple[CaseDecision, Case | None], ...]
    """Every decision with what it was made about, as it is found today; None where it is found no more. One whose
    pairs are all asked about again is left out."""


def settled(pairs: Iterable[Case], decisions: Iterable[CaseDecision]) -> Settled:
    """Return how `decisions` (the last on each key, of cases that were pairs) speak about the `pairs` found now."""
    made = sorted(decisions, key=lambda one: one.since)
    about: dict[tuple[CaseKind, str], list[CaseDecision]] = defaultdict(list)
    for decision in made:
        for code in (decision.duplicate,) if decision.duplicate else decision.codes:
            about[decision.kind, code].append(decision)
    left: list[Case] = []
    again: dict[str, CaseDecision] = {}
    told: dict[tuple[CaseKind, str], list[Case]] = defaultdict(list)
    for pair in pairs:
        spoken = [
            one for code in pair.codes for one in about[pair.kind, code]
            if one.duplicate in pair.codes or set(pair.codes) <= set(one.codes)
        ]  # fmt: skip
        last = max(spoken, key=lambda one: (one.since, one.key == pair.key), default=None)
        if last is None:
            left.append(pair)
        elif not last.duplicate and asked_again(pair, last):
            left.append(pair)
            again[pair.key] = last
        else:
            told[last.kind, last.key].append(pair)
    gone = {(one.kind, one.key) for one in again.values()} - set(told)
    return Settled(
        left=tuple(left),
        again=frozenset(again),
        by=tuple((one, _told(one, told[one.kind, one.key])) for one in made if (one.kind, one.key) not in gone),
    )


def _told(decision: CaseDecision, pairs: Sequence[Case]) -> Case | None:
    own = [pair for pair in pairs if set(pair.codes) <= set(decision.codes)]
    shown = own or pairs
    if not shown:
        return None
    whole = _case(list(in_order(shown)))
    kept = {} if own else _BY_OTHERS
    return whole.model_copy(update={"key": decision.key, "codes": decision.codes, **kept})

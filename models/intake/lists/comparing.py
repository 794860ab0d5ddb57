"""Two published lists compared: added, removed, moved, respelled. Joined by IIN or code, never by name."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from models.contest.codes import look
from models.intake.lists.listed import ListRow, PublishedList
from models.intake.lists.spelling import Respelled, respelled
from models.wording import figures, tr


class ChangeKind(StrEnum):
    """What became of a row between the lists."""

    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"
    """It stands elsewhere among the rows that both lists have, or in another territory."""
    RESPELLED = "respelled"
    """The same person, or the same title, in other letters."""
    REPLACED = "replaced"
    """The same code or IIN, but another name, IIN, code or title."""
    POINTS = "points"


@dataclass(frozen=True, slots=True)
class ListChange:
    """One change, with the rows of both lists it was told from (None where one list has none)."""

    kind: ChangeKind
    one: ListRow | None
    two: ListRow | None
    old: str = ""
    new: str = ""
    how: tuple[Respelled, ...] = ()
    what: str = ""
    """Which column: "name", "title", "iin", "code", "territory", "place", "points"."""


@dataclass(frozen=True, slots=True)
class OutOfOrder:
    """A row that stands directly above one with more points, in the same territory."""

    above: ListRow
    below: ListRow


@dataclass(frozen=True, slots=True)
class Compared:
    """What differs between two lists; rows are named, changes stand in the lists' order."""

    one: PublishedList
    two: PublishedList
    changes: tuple[ListChange, ...]
    joined: int
    """Rows that both lists have."""
    order_one: tuple[OutOfOrder, ...]
    order_two: tuple[OutOfOrder, ...]
    twice_one: tuple[tuple[ListRow, ...], ...]
    """Rows that one code or IIN joins within the first list."""
    twice_two: tuple[tuple[ListRow, ...], ...]
    unjoined_one: tuple[ListRow, ...]
    """Rows with neither code nor IIN: they are compared with nothing."""
    unjoined_two: tuple[ListRow, ...]

    def of(self, kind: ChangeKind) -> tuple[ListChange, ...]:
        """Return the changes of `kind`."""
        return tuple(change for change in self.changes if change.kind is kind)

    @property
    def same(self) -> bool:
        """Tell whether the lists say the same, each in the order of its own points, nobody twice or unjoined."""
        return not (
            self.changes or self.order_one or self.order_two or self.twice_one or self.twice_two
            or self.unjoined_one or self.unjoined_two
        )  # fmt: skip


def compare_lists(one: PublishedList, two: PublishedList) -> Compared:
    """Return what differs from list `one` (the earlier) to list `two`.

    Rows are joined by IIN, and those that it does not join by code as it looks. Of rows that stand twice the first
    is compared. Moved are the fewest rows that explain the other order: whoever an added row pushes down has not moved.
    """
    twice_one, twice_two = _twice(one.rows), _twice(two.rows)
    left, right = _single(one.rows, twice_one), _single(two.rows, twice_two)
    pairs = _joined(left, right)
    known_one, known_two = {a.row for a, _ in pairs}, {b.row for _, b in pairs}
    changes = [
        *(ListChange(ChangeKind.REMOVED, row, None) for row in left if row.row not in known_one),
        *(ListChange(ChangeKind.ADDED, None, row) for row in right if row.row not in known_two),
        *_moved(pairs),
        *(change for a, b in pairs for change in _told(a, b)),
    ]
    return Compared(
        one=one,
        two=two,
        changes=tuple(changes),
        joined=len(pairs),
        order_one=out_of_order(one.rows),
        order_two=out_of_order(two.rows),
        twice_one=twice_one,
        twice_two=twice_two,
        unjoined_one=tuple(row for row in one.rows if not (row.code or row.iin)),
        unjoined_two=tuple(row for row in two.rows if not (row.code or row.iin)),
    )


def out_of_order(rows: Iterable[ListRow]) -> tuple[OutOfOrder, ...]:
    """Return where a row stands above one with more points: by place where the list has places, else as listed.

    Each territory is a ranking of its own. Rows without points are passed over.
    """
    rankings: dict[str, list[ListRow]] = defaultdict(list)
    for row in rows:
        if row.points is not None:
            rankings[look(row.territory)].append(row)
    found: list[OutOfOrder] = []
    for ranking in rankings.values():
        if all(row.place is not None for row in ranking):
            # One place may be shared: then the highest points of it are what the next place is measured by.
            ranking.sort(key=lambda row: (row.place or 0, -(row.points or 0), row.at))
        found += [OutOfOrder(a, b) for a, b in pairwise(ranking) if (a.points or 0) < (b.points or 0)]
    return tuple(found)


def _keys(row: ListRow) -> Iterator[tuple[str, str]]:
    if row.iin:
        yield "iin", row.iin
    if row.code:
        yield "code", look("".join(row.code.split()))


def _twice(rows: Iterable[ListRow]) -> tuple[tuple[ListRow, ...], ...]:
    groups: dict[tuple[str, str], list[ListRow]] = defaultdict(list)
    for row in rows:
        for key in _keys(row):
            groups[key].append(row)
    found = {tuple(row.row for row in group): tuple(group) for group in groups.values() if len(group) > 1}
    return tuple(found.values())


def _single(rows: Iterable[ListRow], twice: tuple[tuple[ListRow, ...], ...]) -> list[ListRow]:
    """Return the rows that can be joined; of one person or code that stands twice the first row."""
    later = {row.row for group in twice for row in group[1:]}
    return [row for row in rows if (row.code or row.iin) and row.row not in later]


def _joined(left: Sequence[ListRow], right: Sequence[ListRow]) -> list[tuple[ListRow, ListRow]]:
    pairs: list[tuple[ListRow, ListRow]] = []
    for by in ("iin", "code"):
        done_one, done_two = {a.row for a, _ in pairs}, {b.row for _, b in pairs}
        there = {key: row for row in right if row.row not in done_two for key in _keys(row) if key[0] == by}
        for row in left:
            if row.row in done_one:
                continue
            for key in _keys(row):
                if key in there:
                    pairs.append((row, there.pop(key)))
                    break
    return sorted(pairs, key=lambda pair: pair[0].at)


def _moved(pairs: Sequence[tuple[ListRow, ListRow]]) -> Iterator[ListChange]:
    """Yield the rows outside the longest run that keeps its order: by place where both lists have places, else by row.

    Rows that share a place are in no order among themselves.
    """
    by_place = all(one.place is not None and two.place is not None for one, two in pairs)
    ranks = [((one.place or 0, two.place or 0) if by_place else (one.at, two.at)) for one, two in pairs]
    order = sorted(range(len(pairs)), key=lambda at: ranks[at])
    ends: list[int] = []
    last: list[int] = []
    before: dict[int, int] = {}
    for at in order:
        to = bisect_right(ends, ranks[at][1])
        before[at] = last[to - 1] if to else -1
        ends[to : to + 1] = [ranks[at][1]]
        last[to : to + 1] = [at]
    kept: set[int] = set()
    at = last[-1] if last else -1
    while at >= 0:
        kept.add(at)
        at = before[at]
    for at, (one, two) in enumerate(pairs):
        if at not in kept:
            yield ListChange(ChangeKind.MOVED, one, two, str(ranks[at][0]), str(ranks[at][1]), what="place")


def _told(one: ListRow, two: ListRow) -> Iterator[ListChange]:
    """Yield what the two rows of one application say differently."""
    if one.territory and two.territory and one.territory != two.territory:
        how = respelled(one.territory, two.territory)
        kind = ChangeKind.RESPELLED if how else ChangeKind.MOVED
        yield ListChange(kind, one, two, one.territory, two.territory, how, "territory")
    for what in ("name", "title"):
        old, new = getattr(one, what), getattr(two, what)
        if old and new and old != new:
            how = respelled(old, new, of_person=what == "name")
            yield ListChange(ChangeKind.RESPELLED if how else ChangeKind.REPLACED, one, two, old, new, how, what)
    if one.iin and two.iin and one.iin != two.iin:
        yield ListChange(ChangeKind.REPLACED, one, two, _hidden(one.iin), _hidden(two.iin), what="iin")
    if one.code and two.code and dict(_keys(one))["code"] != dict(_keys(two))["code"]:
        yield ListChange(ChangeKind.REPLACED, one, two, one.code, two.code, what="code")
    if one.points != two.points and one.points is not None and two.points is not None:
        yield ListChange(ChangeKind.POINTS, one, two, _figure(one), _figure(two), what="points")


def _hidden(iin: str) -> str:
    """An IIN is shown by its last four digits only: the answer is meant to be passed on."""
    return f"…{iin[-4:]}"


def _figure(row: ListRow) -> str:
    points = row.points
    assert points is not None
    return str(points.numerator) if points.denominator == 1 else f"{float(points):.9g}"


def values_words(change: ListChange) -> tuple[str, str]:
    """Return what stood in the earlier and in the later list, points as the language writes figures."""
    if change.kind is ChangeKind.POINTS:
        return figures(change.old), figures(change.new)
    return change.old, change.new


def order_words(found: OutOfOrder) -> str:
    """Return in words what stands out of order."""
    return tr(
        "{above} ({less} points) stands above {below} ({more} points)",
        above=found.above.called, less=figures(_figure(found.above)), below=found.below.called,
        more=figures(_figure(found.below)),
    )  # fmt: skip


def kind_words(kind: ChangeKind) -> str:
    """Return what became of a row, in a word."""
    return {
        ChangeKind.ADDED: tr("added"),
        ChangeKind.REMOVED: tr("removed"),
        ChangeKind.MOVED: tr("moved"),
        ChangeKind.RESPELLED: tr("respelled"),
        ChangeKind.REPLACED: tr("replaced"),
        ChangeKind.POINTS: tr("other points"),
    }[kind]

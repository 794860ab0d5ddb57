"""Reading a long table of marks: `application,member,criterion,points`; what it can't mean is refused by its row."""

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from io import StringIO

from models.contest.criteria import CriteriaSet
from models.errors import IntakeError
from models.figures import exact
from models.wording import tr

NEEDED = ("application", "member", "criterion", "points")
_MOST_PROBLEMS = 20
_LONGEST = 40
"""Characters of a cell that a message shows."""
_EMPTY: int = -(10**9)
"""No row yet for this cell; None is an empty `points`."""


@dataclass
class Entry:
    """One application in one round."""

    first_row: int
    columns: dict[str, str]
    marks: dict[str, list[int | None]] = field(default_factory=dict)
    """By member: the points in the criteria's order, None where there are none."""


@dataclass(frozen=True)
class MarksTable:
    """A long table of marks that was read whole."""

    entries: Mapping[tuple[str, str], Entry]
    """By (application, round); round is "" where the rule neither joins rounds nor ranks them apart."""
    columns: tuple[str, ...]
    """The further columns, in the table's order."""


class _Problems:
    """Collects defects with their rows; too many end the reading."""

    def __init__(self) -> None:
        self.found: list[str] = []

    def add(self, row: int, text: str) -> None:
        self.found.append(tr("row {row}: {what}", row=row, what=text))
        if len(self.found) >= _MOST_PROBLEMS:
            self.refuse()

    def refuse(self) -> None:
        raise IntakeError(
            tr("The table of marks is refused; nothing was counted. Correct these rows and count again."),
            problems=self.found,
        )


def read_marks(table: str | bytes, criteria: CriteriaSet) -> MarksTable:
    """Read a CSV of marks: UTF-8 or Windows-1251; comma, semicolon or tab; row 1 is the heading.

    The same cell may be repeated with the same points. Raises IntakeError that lists the rows: an unknown criterion,
    points outside the scale or not whole, one cell with two values, an application with two values in a further
    column (two territories; between rounds only in a column that holds for the whole of it), a factor that is no
    number, an empty application, member or criterion.
    """
    text = table if isinstance(table, str) else _decoded(table)
    text = text.removeprefix("\ufeff")
    problems = _Problems()
    if "\0" in text:
        problems.add(1, tr("this is no text in UTF-8 or Windows-1251; save the table as CSV in UTF-8"))
        problems.refuse()
    heading = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=heading.count)
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter)
    try:
        names = [name.strip().lower() for name in next(reader, [])]
    except csv.Error:
        problems.add(1, tr("this row can't be read as CSV"))
        problems.refuse()
    missing = [name for name in (*NEEDED, *_named_by_rule(criteria)) if name not in names]
    if missing:
        problems.add(1, tr("these columns are missing: {names}", names=", ".join(missing)))
    if len(set(names)) != len(names):
        problems.add(1, tr("a column stands twice"))
    if problems.found:
        problems.refuse()
    found = _Reading(names, criteria, problems)
    try:
        for row in reader:
            found.take(reader.line_num, row)
    except csv.Error:
        problems.add(reader.line_num, tr("this row can't be read as CSV"))
    found.look_at_numbers()
    if problems.found:
        problems.refuse()
    return MarksTable(found.entries, tuple(found.further))


def _named_by_rule(criteria: CriteriaSet) -> list[str]:
    """Return the further columns without which the rule can't be followed. One territory alone needs no column."""
    counting = criteria.counting
    named = [*counting.columns, *(() if counting.apart == ("territory",) else counting.apart)]
    return list(dict.fromkeys([*named, *(["round"] if by_rounds(criteria) else [])]))


def _of_the_whole(criteria: CriteriaSet) -> set[str]:
    """Return the columns that are read once for all rounds of an application, so that they must agree between them."""
    counting = criteria.counting
    if not counting.joins_rounds:
        return set()
    joined = next(at for at, step in enumerate(counting.steps) if step.joins and step.over == "rounds")
    named = {*counting.apart, *(step.column for step in counting.steps[joined:]), "submitted"}
    return {name for name in (*named, *(step.column for step in counting.ties.steps)) if name is not None}


def _cut(written: str) -> str:
    return written if len(written) <= _LONGEST else f"{written[:_LONGEST]}…"


def _decoded(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1251", errors="replace")


class _Reading:
    def __init__(self, names: Sequence[str], criteria: CriteriaSet, problems: _Problems) -> None:
        self.problems = problems
        self.width = len(names)
        self.at = [names.index(name) for name in NEEDED]
        self.round_at = names.index("round") if by_rounds(criteria) else None
        used = {*self.at, self.round_at}
        self.further = [name for place, name in enumerate(names) if place not in used]
        self.further_at = [place for place in range(self.width) if place not in used]
        self.place = {criterion.code: place for place, criterion in enumerate(criteria.criteria)}
        self.scales = [(criterion.minimum, criterion.maximum) for criterion in criteria.criteria]
        self.counting = criteria.counting
        self.of_the_whole = _of_the_whole(criteria)
        self.entries: dict[tuple[str, str], Entry] = {}
        self._first: dict[str, Entry] = {}
        """By application: its entry in the round that the table has first."""

    def take(self, number: int, row: list[str]) -> None:
        if not row or not any(map(str.strip, row)):
            return
        if len(row) != self.width:
            self.problems.add(number, tr("{n} cells instead of {width}", n=len(row), width=self.width))
            return
        application, member, criterion, written = [row[place].strip() for place in self.at]
        if not (application and member and criterion):
            self.problems.add(number, tr("application, member and criterion must not be empty"))
            return
        place = self.place.get(criterion)
        if place is None:
            known = ", ".join(self.place)
            self.problems.add(
                number, tr("no criterion “{criterion}”; there are: {known}", criterion=criterion, known=known)
            )
            return
        points = self._points(number, place, written)
        entry = self._entry(number, application, row)
        if points == _EMPTY or entry is None:
            return
        marks = entry.marks.setdefault(member, [_EMPTY] * len(self.scales))
        if marks[place] not in (_EMPTY, points):
            self.problems.add(
                number,
                tr(
                    "a second value for application “{application}”, member “{member}”, criterion “{criterion}”",
                    application=application,
                    member=member,
                    criterion=criterion,
                ),
            )
            return
        marks[place] = points

    def _points(self, number: int, place: int, written: str) -> int | None:
        if not written:
            return None
        digits = written[1:] if written[0] in "+-" else written
        if not (digits.isascii() and digits.isdigit() and len(digits) <= 9):
            self.problems.add(number, tr("“{written}” is not a whole number of points", written=_cut(written)))
            return _EMPTY
        points = int(written)
        low, high = self.scales[place]
        if not low <= points <= high:
            self.problems.add(number, tr("{points} is outside {low}–{high}", points=points, low=low, high=high))
            return _EMPTY
        return points

    def _entry(self, number: int, application: str, row: list[str]) -> Entry | None:
        key = (application, row[self.round_at].strip() if self.round_at is not None else "")
        values = [row[place].strip() for place in self.further_at]
        entry = self.entries.get(key)
        if entry is None:
            entry = self.entries[key] = Entry(number, dict(zip(self.further, values, strict=True)))
            first = self._first.setdefault(application, entry)
            self._compare(
                number, application, first, {n: v for n, v in entry.columns.items() if n in self.of_the_whole}
            )
        elif list(entry.columns.values()) != values:
            self._compare(number, application, entry, dict(zip(self.further, values, strict=True)))
            return None
        return entry

    def _compare(self, number: int, application: str, first: Entry, values: Mapping[str, str]) -> None:
        """Tell where one of `values` is another than `first` has."""
        for name, now in values.items():
            if first.columns[name] != now:
                self.problems.add(
                    number,
                    tr(
                        "“{column}” of application “{application}” is “{now}”, but “{before}” in row {first}",
                        column=name,
                        application=application,
                        now=_cut(now),
                        before=_cut(first.columns[name]),
                        first=first.first_row,
                    ),
                )

    def look_at_numbers(self) -> None:
        """Tell where a column that the steps count with has no number, for an application that is counted at all."""
        for (application, _), entry in self.entries.items() if self.counting.columns else ():
            for name in self.counting.columns:
                if exact(entry.columns[name]) is None and len(full_rows(entry)) >= self.counting.marks_needed:
                    self.problems.add(
                        entry.first_row,
                        tr(
                            "“{column}” of application “{application}” is “{written}”; the rule needs a number",
                            column=name,
                            application=application,
                            written=_cut(entry.columns[name]),
                        ),
                    )


def by_rounds(criteria: CriteriaSet) -> bool:
    """Whether an application may stand in several rounds, each with its own marks and columns."""
    return criteria.counting.joins_rounds or "round" in criteria.counting.apart


def full_rows(entry: Entry) -> list[tuple[int, ...]]:
    """Return the marks of every member who has points for every criterion, by member. A missing mark is never 0."""
    rows = [tuple(points for points in entry.marks[member] if points is not None) for member in sorted(entry.marks)]
    width = max((len(marks) for marks in entry.marks.values()), default=0)
    return [row for row in rows if len(row) == width and _EMPTY not in row]


def incomplete(entry: Entry) -> Iterator[tuple[str, tuple[int, ...]]]:
    """Yield (member, places of the criteria without points) for members whose marks can't be counted."""
    for member in sorted(entry.marks):
        gaps = tuple(place for place, points in enumerate(entry.marks[member]) if points is None or points == _EMPTY)
        if gaps:
            yield member, gaps

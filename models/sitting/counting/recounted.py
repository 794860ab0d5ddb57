"""A recounted table: its rows, what whoever reads it must know, and how every total came about."""

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from io import StringIO

from models.errors import UsageError
from models.figures import exact
from models.intake.outside.tables import safe_cell
from models.sitting.counting.rule import Round, Rule
from models.wording import tr

_COUNTED = ("place", "application", "total", "marks", "members", "remark")


@dataclass(frozen=True)
class RecountRow:
    """One application, counted."""

    application: str
    territory: str
    """The ranking it stands in: what its columns `counting.apart` say, usually its territory; "" where there is one."""
    place: int | None
    """The first of the shared places; None where it can't be ranked."""
    tied_with: tuple[str, ...]
    total: Fraction | None
    shown: str
    """The exact total as written: "112", "4.5", "13/3", or with the places the rule declares; "" where None."""
    marks: int
    """How many members' marks are behind the total, over all rounds."""
    members: int
    """How many there are in this territory, over all rounds."""
    remark: str
    """"threshold", "not-ranked" or ""."""
    tie_values: tuple[str, ...]
    columns: Mapping[str, str]
    """The further columns, without territory where `territory` says it; those that differ between rounds left out."""


@dataclass(frozen=True)
class Recount:
    """A recounted table: rows by territory and place; rows without a place last, by application."""

    rows: tuple[RecountRow, ...]
    comparable: bool
    """False: at least one territory could not be ranked, because its panels are unequal."""
    statements: tuple[str, ...]
    """What whoever reads the result must know: unequal panels, marks left out, thresholds."""
    differences: tuple[str, ...]
    """Where the table's own `place` and `total` are not what the marks come to."""
    columns: tuple[str, ...]
    _rules: Mapping[str, Rule]
    _rounds: Mapping[tuple[str, str], Sequence[Round]]
    """By application and ranking."""

    def steps(self, application: str) -> tuple[str, ...]:
        """Return the chain of `application`'s total, ending "22+21+25+24+20 = 112 (5 of 5)"; empty without a total.

        One that stands in several rankings (a round each) has their chains one after the other. Raises UsageError
        where the table has no such application.
        """
        rows = [row for row in self.rows if row.application == application]
        if not rows:
            raise UsageError(tr("The table has no application “{application}”.", application=application))
        return tuple(line for row in rows if row.total is not None for line in self._chain(row))

    def _chain(self, row: RecountRow) -> tuple[str, ...]:
        chain = self._rules[row.territory].chain(self._rounds[row.application, row.territory])
        last = tr("{figures} ({n} of {members})", figures=chain[-1], n=row.marks, members=row.members)
        return (*chain[:-1], last)

    def heading(self) -> tuple[str, ...]:
        """Return the columns of the answer: what was counted, then the table's own further ones.

        A column of the table that is called like a counted one is the published figure: `published_place` and so on.
        """
        return (*_COUNTED, *(f"published_{name}" if name in _COUNTED else name for name in self.columns))

    def cells(self) -> Iterator[tuple[str, ...]]:
        """Yield the rows as text in the order of `heading`."""
        for row in self.rows:
            own = {"territory": row.territory, **row.columns}
            place = "" if row.place is None else str(row.place)
            counted = (place, row.application, row.shown, str(row.marks), str(row.members), row.remark)
            yield (*counted, *(own.get(name, "") for name in self.columns))

    def to_csv(self) -> str:
        """Return the answer as CSV with a heading. Text that a spreadsheet would run gets an apostrophe before it."""
        out = StringIO()
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow([_plain(cell) for cell in self.heading()])
        writer.writerows([_plain(cell) for cell in cells] for cells in self.cells())
        return out.getvalue()


def _plain(cell: str) -> str:
    return cell if exact(cell) is not None else safe_cell(cell)

"""Which column of a table holds which field: recognised, remembered, or asked for; never guessed."""

from collections.abc import Mapping as Dictionary
from collections.abc import Sequence

from models.intake.fields import MAIN, NUMBER, Field, field, field_for
from models.intake.folding import fold_heading
from models.values import Value

IGNORE = "-"
"""The choice for a column that is left out."""
COLUMN = "column:"
"""Prefix of the choice for a column that is kept as further data under the name behind it (factor, category …)."""


class ColumnMapping(Value):
    """The choice for each column, in the table's order: a field code, IGNORE, COLUMN + name, or None = ask."""

    headings: tuple[str, ...]
    choices: tuple[str | None, ...]
    doubled: tuple[int, ...] = ()
    """Columns (0-based) whose field an earlier column has already; their choice is None."""

    @property
    def unknown(self) -> tuple[str, ...]:
        """The headings a person has to map by hand before anything is taken in."""
        return tuple(
            heading for heading, choice in zip(self.headings, self.choices, strict=True) if choice is None and heading
        )

    def columns(self) -> dict[str, int]:
        """Return the column (0-based) by field code or COLUMN + name; ignored and unknown ones are left out."""
        return {choice: at for at, choice in enumerate(self.choices) if choice not in (None, IGNORE)}

    def choose(self, column: int, choice: str | None) -> "ColumnMapping":
        """Return this mapping with `choice` for `column` (0-based); another column with that choice is asked for again.

        Raises KeyError for a choice that is no field code, IGNORE or COLUMN + name.
        """
        if choice not in (None, IGNORE) and not choice.startswith(COLUMN):
            field(choice)
        choices = [None if choice != IGNORE and other == choice else other for other in self.choices]
        choices[column] = choice
        return ColumnMapping(headings=self.headings, choices=tuple(choices))

    def remember(self) -> dict[str, str]:
        """Return the choices by folded heading: what `recognise` takes as `remembered` next time."""
        return {
            fold_heading(heading): choice
            for heading, choice in zip(self.headings, self.choices, strict=True)
            if choice is not None and fold_heading(heading)
        }


def recognise(
    headings: Sequence[str], remembered: Dictionary[str, str] | None = None, fields: tuple[Field, ...] = MAIN
) -> ColumnMapping:
    """Map each heading to a field; what a person chose before (`remembered`, by folded heading) goes first.

    A field is given to the first column that names it; a second such column is left to a person. A column without a
    heading is ignored.
    """
    remembered = remembered or {}
    codes = {one.code for one in fields}
    choices: list[str | None] = []
    doubled: list[int] = []
    for at, heading in enumerate(headings):
        folded = fold_heading(heading)
        choice = remembered.get(folded) if folded else None
        if choice is not None and choice not in codes and choice != IGNORE and not choice.startswith(COLUMN):
            choice = None
        if choice is None:
            choice = field_for(heading, fields) if heading.strip() else IGNORE
        if choice == NUMBER:
            choice = IGNORE
        if choice not in (None, IGNORE) and choice in choices:
            doubled.append(at)
            choice = None
        choices.append(choice)
    return ColumnMapping(headings=tuple(headings), choices=tuple(choices), doubled=tuple(doubled))

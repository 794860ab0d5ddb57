"""What a person chose to take in: a table, its columns, its plan and budget sheets, and a folder of attachments."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from difflib import SequenceMatcher
from pathlib import Path

from models.contest.application import Application
from models.contest.contest import Contest
from models.errors import FileError, IntakeError
from models.intake.attachments import AttachmentScan, scan_attachments
from models.intake.columns import ColumnMapping, recognise
from models.intake.fields import MAIN, Field, field_for
from models.intake.folding import fold_heading
from models.intake.outside.tables import Table, plan_and_budget, read_tables
from models.intake.plan import IntakePlan, plan_intake
from models.progress import Report, silent
from models.wording import tr

_LIKE = 0.7
"""How alike a heading and a field's spelling are, of 1, to be named among the likeliest."""
_NO_FILES = AttachmentScan()


@dataclass(frozen=True)
class Source:
    """A file of tables that was read, and how its columns are understood. Choosing returns another one."""

    tables: tuple[Table, ...]
    table: Table
    """The one of applications."""
    mapping: ColumnMapping
    recognised: ColumnMapping
    """The mapping before a person chose anything."""
    plan_table: Table | None = None
    budget_table: Table | None = None
    attachments: AttachmentScan = _NO_FILES

    @property
    def chosen(self) -> dict[str, str]:
        """The choices made by hand, by heading as written: what is worth remembering."""
        found = zip(self.mapping.headings, self.mapping.choices, self.recognised.choices, strict=True)
        return {heading: now for heading, now, before in found if heading and now is not None and now != before}

    def choose(self, column: int, choice: str | None) -> "Source":
        """Return this source with `choice` for a column (0-based), as `ColumnMapping.choose` takes it."""
        return replace(self, mapping=self.mapping.choose(column, choice))

    def plan(
        self, contest: Contest, existing: Sequence[Application], *, now: datetime, report: Report = silent
    ) -> IntakePlan:
        """Return what taking this source in would do; nothing is stored.

        Raises IntakeError while a heading waits for a person's choice, CancelledError.
        """
        if self.mapping.unknown:
            raise IntakeError(
                tr(
                    "These columns are not recognised; nothing was taken in. Say for each what it holds, or leave "
                    "it out."
                ),
                problems=self.mapping.unknown,
            )
        return plan_intake(
            self.table,
            self.mapping,
            contest,
            existing,
            self.attachments,
            now=now,
            report=report,
            plan_table=self.plan_table,
            budget_table=self.budget_table,
        )


def read_source(
    path: Path,
    remembered: Mapping[str, str],
    *,
    folder: Path | None = None,
    sheet: str | None = None,
    report: Report = silent,
) -> Source:
    """Read the table at `path` and the attachments in `folder`; of several sheets the one named `sheet`.

    `remembered` is what people chose before (`models.centre.mappings.remembered`). Without `sheet` it is the one with
    most headings of applications. Raises FileError (as `read_tables` and `scan_attachments` do; no such sheet) and
    CancelledError.
    """
    tables = read_tables(path)
    scan = scan_attachments(folder, report=report) if folder is not None else _NO_FILES
    names = [table.name for table in tables]
    if sheet is not None and sheet not in names:
        raise FileError(
            tr(
                "“{name}” has no sheet “{sheet}”. Its sheets are: {sheets}. Choose one of them.",
                name=path.name,
                sheet=sheet,
                sheets=", ".join(names),
            )
        )
    return choose_sheet(tables, sheet, remembered, scan)


def choose_sheet(
    tables: tuple[Table, ...], sheet: str | None, remembered: Mapping[str, str], attachments: AttachmentScan
) -> Source:
    """Return the source that takes its applications from the sheet named `sheet`, which must be there."""
    table = next((one for one in tables if one.name == sheet), None) or max(tables, key=_headings_known)
    mapping = recognise(table.headings, remembered)
    plan_table, budget_table = plan_and_budget([one for one in tables if one is not table])
    return Source(tables, table, mapping, mapping, plan_table, budget_table, attachments)


def open_fields(mapping: ColumnMapping) -> tuple[Field, ...]:
    """Return the fields that no column of `mapping` holds yet, in the forms' order: what a person can choose."""
    taken = set(mapping.choices)
    return tuple(one for one in MAIN if one.code not in taken)


def likely_fields(heading: str, among: Sequence[Field]) -> tuple[Field, ...]:
    """Return up to three fields that `heading` may name, misspelt or shortened, the likeliest first: people choose."""
    wanted = fold_heading(heading)
    if not wanted:
        return ()
    likeness = {
        one.code: max(SequenceMatcher(None, wanted, fold_heading(words)).ratio() for words in one.headings)
        for one in among
    }
    near = sorted((one for one in among if likeness[one.code] >= _LIKE), key=lambda one: -likeness[one.code])
    return tuple(near[:3])


def _headings_known(table: Table) -> int:
    return sum(1 for heading in table.headings if heading and field_for(heading))

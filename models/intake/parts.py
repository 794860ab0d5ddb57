"""Plan and budget tables: inside one cell, or as tables of their own joined by application code or IIN."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as dc_field
from typing import Any

from models.contest.application import BudgetRow, PlanRow
from models.contest.codes import look
from models.intake import reading
from models.intake.columns import recognise
from models.intake.fields import BUDGET_TABLE, PLAN_TABLE, Field, field
from models.intake.iin import LENGTH, check_iin
from models.intake.outside.tables import Table
from models.intake.reading import UnreadableError
from models.wording import current_language, tr

_MOST_NAMED = 10
"""Applications that a note names."""


@dataclass(frozen=True, slots=True)
class PartRows:
    """A plan or budget table that stands on its own, read: rows by application code or IIN, defects by row."""

    plan: dict[str, tuple[PlanRow, ...]] = dc_field(default_factory=dict)
    budget: dict[str, tuple[BudgetRow, ...]] = dc_field(default_factory=dict)
    defects: dict[str, tuple[str, ...]] = dc_field(default_factory=dict)
    """By application code or IIN."""
    notes: tuple[str, ...] = ()
    """What was left out of them."""

    def merged(self, other: "PartRows") -> "PartRows":
        """Return these rows and those of `other`."""
        defects = {key: self.defects.get(key, ()) + other.defects.get(key, ()) for key in self.defects | other.defects}
        return PartRows(
            plan=self.plan | other.plan,
            budget=self.budget | other.budget,
            defects=defects,
            notes=self.notes + other.notes,
        )


def join_key(text: str) -> str:
    """Return a code or IIN as it is compared: without spaces, as it looks, leading zeros of an IIN restored."""
    plain = look("".join(text.split()))
    return restored_iin(plain)[0]


def restored_iin(digits: str) -> tuple[str, bool]:
    """Return the IIN with the leading zeros that a spreadsheet took for a number's, and whether that was needed.

    Only where the check digit then fits; anything else stays as written.
    """
    if digits.isascii() and digits.isdigit() and 9 <= len(digits) < LENGTH:
        whole = digits.zfill(LENGTH)
        if check_iin(whole).valid:
            return whole, True
    return digits, False


def defect(one: Field, text: str, expected: str) -> str:
    """Return the sentence for a cell that can't be read."""
    return tr(
        "{field}: “{value}” can't be read; expected is {expected}",
        field=one.title(current_language()),
        value=text[:80],
        expected=expected,
    )


def plan_lines(text: str) -> tuple[PlanRow, ...]:
    """Read a plan that stands in one cell: a line a row, `action | dates | target group`. Raises UnreadableError."""
    rows = []
    for number, line in enumerate(_lines(text), 1):
        parts = [part.strip() for part in line.split("|")]
        if len(parts) > 3 or not parts[0]:
            raise UnreadableError(tr("a line for each row: action | dates | target group"))
        action, dates, group = (*parts, "", "")[:3]
        rows.append(PlanRow(number=number, action=action, dates=dates, target_group=group))
    return tuple(rows)


def budget_lines(text: str) -> tuple[BudgetRow, ...]:
    """Read a budget inside one cell: a line a row, `item | quantity | price | amount`. Raises UnreadableError."""
    rows = []
    for number, line in enumerate(_lines(text), 1):
        parts = [part.strip() for part in line.split("|")]
        if len(parts) != 4 or not parts[0]:
            raise UnreadableError(tr("a line for each row: item | quantity | price | amount"))
        item, count, price, amount = parts
        rows.append(
            BudgetRow(
                number=number,
                item=item,
                quantity=count,
                price=reading.money(price) if price else None,
                amount=reading.money(amount) if amount else None,
            )
        )
    return tuple(rows)


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def parse_parts(plan: Table | None = None, budget: Table | None = None) -> PartRows:
    """Read plan and budget tables that stand on their own; rows are numbered per application in the table's order."""
    found = PartRows()
    for table, fields in ((plan, PLAN_TABLE), (budget, BUDGET_TABLE)):
        if table is not None:
            found = found.merged(_part(table, fields))
    return found


def nobodys(parts: PartRows, table: Table, columns: Mapping[str, int]) -> tuple[str, ...]:
    """Return a note naming the applications of plan and budget that `table` has no row of, if there are any.

    `columns` is `ColumnMapping.columns()` of `table`.
    """
    told_by = [columns[code] for code in ("application.code", "applicant.iin") if code in columns]
    known = {join_key(row.cells[at]) for row in table.rows for at in told_by}
    others = sorted((parts.plan.keys() | parts.budget.keys()) - known)
    if not others:
        return ()
    said = ", ".join(others[:_MOST_NAMED]).upper() + ("…" if len(others) > _MOST_NAMED else "")
    return (tr("Rows of plan or budget were left out: the table has no application {codes}.", codes=said),)


def _part(table: Table, fields: tuple[Field, ...]) -> PartRows:
    columns = recognise(table.headings, None, fields).columns()
    part = fields[0].part
    rows: dict[str, list[Any]] = defaultdict(list)
    defects: dict[str, list[str]] = defaultdict(list)
    nobodys = 0
    for row in table.rows:
        cells = {code.partition(".")[2]: row.cells[at].strip() for code, at in columns.items()}
        keys = {join_key(cells.pop("code", "")), join_key(cells.pop("iin", ""))} - {""}
        cells.pop("row", None)
        values: dict[str, Any] = {}
        for name, text in cells.items():
            one = field(f"{part}.{name}")
            try:
                values[name] = (reading.money(text) if text else None) if one.kind == "money" else text
            except UnreadableError as error:
                for key in keys:
                    defects[key].append(
                        tr("“{sheet}”, row {row}: {defect}", sheet=table.name, row=row.number,
                           defect=defect(one, text, str(error)))
                    )  # fmt: skip
        if not values.get("action" if part == "plan" else "item"):
            continue
        nobodys += not keys
        made: type[PlanRow | BudgetRow] = PlanRow if part == "plan" else BudgetRow
        for key in keys:
            rows[key].append(made(number=len(rows[key]) + 1, **values))
    frozen = {key: tuple(of) for key, of in rows.items()}
    plain = {key: tuple(of) for key, of in defects.items()}
    notes = (
        (tr("“{sheet}”: rows without an application code or IIN were left out: {n}.", sheet=table.name, n=nobodys),)
        if nobodys
        else ()
    )
    if part == "plan":
        return PartRows(plan=frozen, defects=plain, notes=notes)
    return PartRows(budget=frozen, defects=plain, notes=notes)

"""Tables of applications read for checking from outside: no contest, no rules; what can't be read is left empty."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from models.contest.application import Applicant, Application, Project
from models.errors import IntakeError
from models.intake import reading
from models.intake.columns import COLUMN
from models.intake.fields import Field, field
from models.intake.outside.tables import TableRow
from models.intake.parts import PartRows, budget_lines, join_key, parse_parts, plan_lines, restored_iin
from models.intake.reading import UnreadableError
from models.intake.source import read_source
from models.wording import tr

_READ: dict[str, Callable[[str], Any]] = {
    "money": reading.money,
    "months": reading.months,
    "date": reading.day,
    "plan": plan_lines,
    "budget": budget_lines,
    "iin": lambda text: restored_iin("".join(text.split()))[0],
}
_TOLD = ("applicant", "project")


@dataclass(frozen=True, slots=True)
class Listed:
    """Applications of one or several tables. A code that several rows have, or none, gets the row's place instead."""

    applications: tuple[Application, ...]
    notes: tuple[str, ...] = ()
    """What the reading left out."""


def read_listed(paths: Iterable[Path]) -> Listed:
    """Read the tables at `paths` (XLSX, XLS, CSV) with their plan and budget sheets.

    Raises FileError (as `read_tables` does) and IntakeError where a table has no column of an application.
    """
    found: list[tuple[Application, str]] = []
    notes: list[str] = []
    for path in paths:
        source = read_source(path, {})
        columns = source.mapping.columns()
        if not any(code.split(".")[0] in _TOLD for code in columns) and "application.code" not in columns:
            raise IntakeError(
                tr("“{name}” has no column of an application (IIN, name, title …); nothing was compared. "
                   "Check that it is the right file.", name=path.name)
            )  # fmt: skip
        parts = parse_parts(source.plan_table, source.budget_table)
        notes += source.table.notes
        if source.mapping.unknown:
            notes.append(
                tr("“{name}”: these columns are not known; their texts were compared all the same: {columns}",
                   name=path.name, columns=", ".join(source.mapping.unknown))
            )  # fmt: skip
        choices = zip(source.mapping.headings, source.mapping.choices, strict=True)
        further = {at: heading for at, (heading, choice) in enumerate(choices) if choice is None and heading}
        found += [(_read(row, columns, further, parts), f"{path.name}:{row.number}") for row in source.table.rows]
    return Listed(tuple(_told_apart(found)), tuple(notes))


def _read(row: TableRow, columns: Mapping[str, int], further: Mapping[int, str], parts: PartRows) -> Application:
    applicant: dict[str, Any] = {}
    project: dict[str, Any] = {}
    code = ""
    for name, at in columns.items():
        text = row.cells[at].strip()
        if not text or name.startswith(COLUMN):
            continue
        one = field(name)
        if one.part == "application":
            code = text if one.name == "code" else code
        elif (value := _value(one, text)) is not None:
            (applicant if one.part == "applicant" else project)[one.name] = value
    split_name(applicant)
    for key in {join_key(code), join_key(applicant.get("iin", ""))} - {""}:
        joined = {"plan": parts.plan.get(key), "budget": parts.budget.get(key)}
        project |= {name: rows for name, rows in joined.items() if rows}
    return Application(
        code=code,
        territory="",
        applicant=Applicant(**({"surname": "", "given_name": ""} | applicant)),
        project=Project(**({"title": ""} | project)),
        columns=tuple((heading, row.cells[at].strip()) for at, heading in further.items() if row.cells[at].strip()),
    )


def _value(one: Field, text: str) -> Any:
    if one.kind in ("direction", "territory", "moment", "language"):
        return None
    try:
        return _READ.get(one.kind, str)(text)
    except UnreadableError:
        return None


def split_name(applicant: dict[str, Any]) -> None:
    """Split "full_name" into surname, given name and patronymic, in that order, where there is no surname."""
    full = applicant.pop("full_name", "")
    if full and not applicant.get("surname"):
        surname, _, rest = " ".join(full.split()).partition(" ")
        given, _, patronymic = rest.partition(" ")
        applicant.update(surname=surname, given_name=given, patronymic=patronymic)


def _told_apart(found: list[tuple[Application, str]]) -> Iterable[Application]:
    counts: dict[str, int] = {}
    for application, _ in found:
        counts[application.code] = counts.get(application.code, 0) + 1
    for application, place in found:
        if application.code and counts[application.code] == 1:
            yield application
        else:
            code = f"{application.code} ({place})" if application.code else place
            yield application.model_copy(update={"code": code})

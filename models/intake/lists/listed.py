"""Published lists read: who stands where, with which points. Any sheet with codes or IINs is a list."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from models.errors import IntakeError
from models.intake.fields import NUMBER, field_for
from models.intake.folding import fold_heading
from models.intake.outside.tables import Table, TableRow, read_tables
from models.intake.parts import join_key, restored_iin
from models.wording import tr

_OWN = {
    "place": "Орын|Орны|Место|Place|rank|рейтинг|ранг|место в рейтинге|занятое место",
    "points": (
        "Жалпы балл|Общий балл|Total|Балл|Баллы|Балдар|Балл саны|Ұпай|Ұпай саны|Жалпы ұпай|Жиынтық балл|"
        "Сумма баллов|Итоговый балл|Итоговые баллы|Итого баллов|Количество баллов|Итого|Барлығы|Барлық балл|points|"
        "score|total points|total score|сводный балл|общая сумма баллов|всего баллов|общее количество баллов"
    ),
    "name": (
        "applicant name|аты жөні|Т.А.Ә. (болған жағдайда)|өтінім беруші|ФИО участника|участник|қатысушы|жеңімпаз|"
        "победитель"
    ),
    "title": "жобаның тақырыбы|проект атауы",
}
_FIELDS = {
    "application.code": "code",
    "application.territory": "territory",
    "applicant.full_name": "name",
    "applicant.surname": "surname",
    "applicant.given_name": "given_name",
    "applicant.patronymic": "patronymic",
    "applicant.iin": "iin",
    "applicant.organisation": "organisation",
    "project.title": "title",
}
_NUMBER = re.compile(r"[+-]?\d{1,9}(?:[.,]\d{1,9})?")
_WHOLE = re.compile(r"\d{1,6}")


@dataclass(frozen=True, slots=True)
class ListRow:
    """One row of a list; what it does not say is "" or None."""

    row: int
    """The one the person sees in the sheet, from 1."""
    at: int
    """Its position in the list, from 1."""
    code: str = ""
    iin: str = ""
    name: str = ""
    title: str = ""
    territory: str = ""
    place: int | None = None
    points: Fraction | None = None

    @property
    def called(self) -> str:
        """How the row is named to a person: its code, else its name, else its row. Never the IIN."""
        return self.code or self.name or tr("row {row}", row=self.row)


@dataclass(frozen=True, slots=True)
class PublishedList:
    """A list as it was published, in its own order."""

    name: str
    rows: tuple[ListRow, ...]
    notes: tuple[str, ...] = ()
    has: frozenset[str] = frozenset()
    """The columns it has: "code", "iin", "name", "place", "points", …."""


def read_list(path: Path) -> PublishedList:
    """Read the list at `path` (XLSX, XLS, CSV); of several sheets the one with most known columns.

    Raises FileError as `read_tables` does, and IntakeError where no sheet has a column of codes or IINs: rows are
    never joined by name.
    """
    tables = read_tables(path)
    table = max(tables, key=lambda one: _worth(_columns(one)))
    columns = _columns(table)
    if not {"code", "iin"} & set(columns):
        raise IntakeError(
            tr("“{name}” has neither a column of application codes nor one of IINs; nothing was compared. People are "
               "never joined by name: add the codes.", name=path.name)
        )  # fmt: skip
    rows = tuple(_row(row, at, columns) for at, row in enumerate(table.rows, 1))
    return PublishedList(path.name, rows, table.notes, frozenset(columns))


def _worth(columns: Mapping[str, int]) -> tuple[bool, int]:
    return bool({"code", "iin"} & set(columns)), len(columns)


def _columns(table: Table) -> dict[str, int]:
    """Return the column (0-based) of everything a list says; the first that names it."""
    own = {fold_heading(heading): name for name, headings in _OWN.items() for heading in headings.split("|")}
    found: dict[str, int] = {}
    for at, heading in enumerate(table.headings):
        name = own.get(fold_heading(heading))
        if name is None and (code := field_for(heading)) not in (None, NUMBER):
            name = _FIELDS.get(code)
        if name:
            found.setdefault(name, at)
    return found


def _row(row: TableRow, at: int, columns: Mapping[str, int]) -> ListRow:
    cells = {name: " ".join(row.cells[column].split()) for name, column in columns.items()}
    name = cells.get("name") or " ".join(
        part for part in (cells.get("surname"), cells.get("given_name"), cells.get("patronymic")) if part
    )
    place, points = cells.get("place", "").rstrip("."), cells.get("points", "")
    return ListRow(
        row=row.number,
        at=at,
        code=cells.get("code", ""),
        iin=restored_iin(join_key(cells.get("iin", "")))[0],
        name=name or cells.get("organisation", ""),
        title=cells.get("title", ""),
        territory=cells.get("territory", ""),
        place=int(place) if _WHOLE.fullmatch(place) else None,
        points=Fraction(points.replace(",", ".")) if _NUMBER.fullmatch(points) else None,
    )

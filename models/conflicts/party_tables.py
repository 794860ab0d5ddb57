"""Tables of people, as staff have them: columns recognised by their Kazakh, Russian and English headings."""

from dataclasses import dataclass
from pathlib import Path

from models.conflicts.parties import Party
from models.errors import FileError
from models.intake.columns import COLUMN, IGNORE, ColumnMapping, recognise
from models.intake.folding import fold_heading
from models.intake.outside.tables import Table, read_table
from models.intake.parts import restored_iin
from models.intake.reading import UnreadableError, day
from models.wording import tr

_FIELDS = {
    "application.code": "id",
    "applicant.full_name": "name",
    "applicant.given_name": "given",
    "applicant.surname": "surname",
    "applicant.patronymic": "patronymic",
    "applicant.iin": "iin",
    "applicant.birth_date": "birth_date",
    "applicant.mobile": "phone",
    "applicant.work_phone": "work_phone",
    "applicant.email": "email",
    "applicant.actual_address": "address",
    "applicant.registration_address": "registration",
    "applicant.organisation": "organisation",
    "applicant.working": "employer",
}
_OWN = {
    "id": "id|коды|код|сәйкестендіргіш|идентификатор|шифр|person id|member id",
    "name": (
        "name|аты-жөні|толық аты|тегі мен аты|полное имя|имя и фамилия|фамилия и имя|мүше|член комиссии|қатысушы|"
        "участник|тәлімгер|наставник|қызметкер|сотрудник|өтініш беруші|заявитель|person|member|mentor|applicant"
    ),
    "phone": "телефон|телефоны|ұялы|тел|байланыс телефоны|контактный телефон|phone|mobile|telephone",
    "email": "пошта|поштасы|эл пошта|почта|эл почта|email|mail",
    "address": "мекенжай|мекенжайы|тұрғылықты жері|адрес|место жительства|address",
    "organisation": (
        "organisation|organization|ұйым|ұйымы|ұйымның атауы|организация|наименование организации|жұмыс орны|"
        "место работы|employer|компания|мекеме|учреждение"
    ),
    "role": "role|рөлі|рөл|роль|лауазымы|қызметі|должность|position",
}


@dataclass(frozen=True)
class Parties:
    """The people of a table, and what must be known about the reading of it."""

    parties: tuple[Party, ...]
    notes: tuple[str, ...]
    numbers: tuple[int, ...]
    """In which row of the sheet each stands."""


def read_parties(path: Path) -> Parties:
    """Return the people of the table in `path` (CSV or XLSX), in its order.

    A row without an id is called by its name, else by its number in the sheet. Headings that are not recognised are
    left out and named in the notes, so are birth dates that can't be read. Raises FileError as `read_table`, and where
    no column tells who the people are.
    """
    table = read_table(path)
    columns, unknown = _columns(table)
    if set(columns) <= {"role", "id"}:
        raise FileError(
            tr(
                "“{name}” has no column with names, IIN, telephones, addresses or organisations; nothing was compared. "
                "Name the columns, for example: id, name, iin, birth_date, phone, email, address, organisation, role.",
                name=path.name,
            )
        )
    notes = [*table.notes]
    if unknown:
        notes.append(tr("“{name}”: columns left out: {columns}.", name=path.name, columns=", ".join(unknown)))
    parties = []
    for row in table.rows:
        cell = {field: row.cells[at] for field, at in columns.items()}
        born = cell.get("birth_date", "")
        try:
            birth_date = day(born) if born else None
        except UnreadableError:
            birth_date = None
            notes.append(tr("“{name}”, row {n}: the birth date can't be read.", name=path.name, n=row.number))
        name = cell.get("name") or " ".join(
            part for part in (cell.get("surname"), cell.get("given"), cell.get("patronymic")) if part
        )
        parties.append(
            Party(
                id=cell.get("id") or name or str(row.number),
                name=name,
                iin=restored_iin("".join(cell.get("iin", "").split()))[0],
                birth_date=birth_date,
                phone=_several(cell, "phone", "work_phone"),
                email=cell.get("email", ""),
                address=_several(cell, "address", "registration"),
                organisation=_several(cell, "organisation", "employer"),
                role=cell.get("role", ""),
            )
        )
    return Parties(tuple(parties), tuple(notes), tuple(row.number for row in table.rows))


def _several(cell: dict[str, str], *fields: str) -> str:
    return "; ".join(dict.fromkeys(value for field in fields if (value := cell.get(field, ""))))


def _columns(table: Table) -> tuple[dict[str, int], list[str]]:
    """Return the column of each field, and the headings that name none."""
    own = {fold_heading(word): field for field, words in _OWN.items() for word in words.split("|")}
    mapping: ColumnMapping = recognise([heading.replace("_", " ") for heading in table.headings])
    found: dict[str, int] = {}
    unknown = []
    for at, (heading, choice) in enumerate(zip(table.headings, mapping.choices, strict=True)):
        field = own.get(fold_heading(heading)) or _FIELDS.get(choice or "")
        if field is not None and field not in found:
            found[field] = at
        elif heading and choice != IGNORE and not (choice or "").startswith(COLUMN):
            unknown.append(heading)
    if "given" in found and "surname" not in found and "name" not in found:
        found["name"] = found.pop("given")
    return found, unknown

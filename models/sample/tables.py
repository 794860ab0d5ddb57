"""The invented applications as tables: a workbook of three sheets, and a CSV file. The same in, the same bytes out."""

import csv
import io
import re
import zipfile
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from models.contest.application import Application
from models.contest.contest import Contest
from models.contest.local_time import local
from models.intake.fields import BUDGET_TABLE, MAIN, PLAN_TABLE, Field

_LEFT_OUT = frozenset({"applicant.full_name", "applicant.organisation", "project.plan", "project.budget"})
_LONG_AGO = (2024, 4, 25, 9, 0, 0)
_MODIFIED = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*")
_MONTHS = {"kk": "{n} ай", "ru": "{n} мес."}
_LANGUAGE = {"kk": "қазақша", "ru": "русский"}


def sheets_of(
    applications: Sequence[Application], contest: Contest, language: str
) -> list[tuple[str, Sequence[str], Iterable[Sequence[Any]]]]:
    """Return name, headings in `language` and rows of each sheet; plan and budget are sheets joined by code."""
    names = {"kk": ("Өтінімдер", "Жоспар", "Бюджет")}.get(language, ("Заявки", "План", "Бюджет"))
    fields = [field for field in MAIN if field.code not in _LEFT_OUT]
    main = ([_cell(field, one, contest) for field in fields] for one in applications)
    plan = (
        (one.code, row.number, row.action, row.dates, row.target_group)
        for one in applications
        for row in one.project.plan
    )
    budget = (
        (one.code, row.number, row.item, row.quantity, row.price, row.amount)
        for one in applications
        for row in one.project.budget
    )
    return [
        (names[0], _titles(fields, language), main),
        (names[1], _titles(_without_iin(PLAN_TABLE), language), plan),
        (names[2], _titles(_without_iin(BUDGET_TABLE), language), budget),
    ]


def write_workbook(path: Path, applications: Sequence[Application], contest: Contest, language: str) -> None:
    """Write the sheets of `applications` as XLSX."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    for name, headings, rows in sheets_of(applications, contest, language):
        sheet = book.create_sheet(name)
        sheet.append(headings)
        for row in rows:
            sheet.append(list(row))
    buffer = io.BytesIO()
    book.save(buffer)
    path.write_bytes(_without_clock(buffer.getvalue()))


def write_csv(path: Path, applications: Sequence[Application], contest: Contest, language: str) -> None:
    """Write `applications` as CSV (UTF-8 with its mark, semicolons); plan and budget stand inside their cells."""
    fields = [
        field for field in MAIN if field.code not in _LEFT_OUT or field.code in ("project.plan", "project.budget")
    ]
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=";", lineterminator="\r\n")
    writer.writerow(_titles(fields, language))
    writer.writerows([_cell(field, one, contest) for field in fields] for one in applications)
    path.write_bytes(buffer.getvalue().encode("utf-8-sig"))


def _titles(fields: Iterable[Field], language: str) -> list[str]:
    return [field.title(language) for field in fields]


def _without_iin(fields: Iterable[Field]) -> list[Field]:
    return [field for field in fields if field.name != "iin"]


def _cell(field: Field, application: Application, contest: Contest) -> Any:
    owner = {"applicant": application.applicant, "project": application.project}.get(field.part, application)
    value = getattr(owner, field.name)
    write = _WRITE.get(field.kind)
    return "" if value is None else write(value, application, contest) if write else value


def _moment(value: Any, _application: Application, contest: Contest) -> str:
    return local(value, contest.zone).strftime("%d.%m.%Y %H:%M:%S")


def _territory(value: Any, application: Application, contest: Contest) -> str:
    names = {territory.code: territory.name for territory in contest.territories}
    return names[value].say(application.language)


def _direction(value: Any, application: Application, contest: Contest) -> str:
    return f"{value}. {contest.profile.project.directions[value - 1].say(application.language)}"


_WRITE: dict[str, Callable[[Any, Application, Contest], str]] = {
    "date": lambda value, _application, _contest: value.strftime("%d.%m.%Y"),
    "moment": _moment,
    "territory": _territory,
    "direction": _direction,
    "months": lambda value, application, _contest: _MONTHS[application.language].format(n=value),
    "language": lambda value, _application, _contest: _LANGUAGE[value],
    "money": lambda value, _application, _contest: f"{value:,}".replace(",", " "),
    "plan": lambda value, _application, _contest: "\n".join(
        f"{row.action} | {row.dates} | {row.target_group}" for row in value
    ),
    "budget": lambda value, _application, _contest: "\n".join(
        f"{row.item} | {row.quantity} | {row.price} | {row.amount}" for row in value
    ),
}


def _without_clock(data: bytes) -> bytes:
    """Return the workbook without the time it was made at."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "docProps/core.xml":
                content = _MODIFIED.sub(rb"\g<1>2024-04-25T09:00:00Z", content)
            new.writestr(zipfile.ZipInfo(name, _LONG_AGO), content, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()

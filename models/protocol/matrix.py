"""The matrix of marks as XLSX: every mark of every member, sums as live formulas, equal bytes for equal results."""

import re
from collections.abc import Iterable
from datetime import datetime
from fractions import Fraction
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from models.contest.counting import Step
from models.progress import Report, silent, step
from models.protocol import words
from models.protocol.blocks import Words
from models.protocol.case import Case, panel_mark
from models.protocol.ranking import place, standing
from models.sitting.outcome import Line, PanelMarks, TerritoryOutcome
from models.sitting.result import Result
from models.values import Both

_STAMP = datetime(2000, 1, 1)  # noqa: DTZ001 - XLSX holds no zone; a fixed stamp keeps the bytes equal
_FIRST_ROW = 4
_UNSAFE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def matrix_xlsx(result: Result, *, fingerprint: str, report: Report = silent) -> bytes:
    """Return the workbook: a sheet a territory with all marks, members' sums and totals.

    Under a rule of plain sums, totals are formulas; under any other the exact value stands with its chain of steps.
    What a formula gives is what the result says: a total that the formula would not reproduce stands as a value.
    Marks that
    are no numbers are words, never 0. Raises CancelledError when `report` answers False.
    """
    from openpyxl import Workbook

    case = Case(result, fingerprint=fingerprint, public=False)
    book = Workbook(write_only=True)
    of = max(1, sum(len(outcome.lines) for outcome in result.outcome.territories))
    done = 0
    for number, outcome in enumerate(result.outcome.territories, start=1):
        sheet = _Sheet(case, outcome)
        page = book.create_sheet(_sheet_name(number, outcome.territory))
        page.freeze_panes = f"E{_FIRST_ROW}"
        for letter, width in (("A", 8), ("B", 14), ("C", 34), ("D", 48)):
            page.column_dimensions[letter].width = width
        for head in sheet.heading():
            page.append([_cell(page, value, bold=True) for value in head])
        for at, line in enumerate(outcome.lines, start=_FIRST_ROW):
            page.append([_cell(page, value) for value in sheet.row(line, at)])
            done += 1
            step(report, done, of)
    book.properties.creator = "Tandau"
    book.properties.created = book.properties.modified = _STAMP
    book.properties.identifier = fingerprint
    target = BytesIO()
    book.save(target)
    return _steady(target.getvalue())


class _Formula(str):
    """Text that is meant as a formula; any other text stays text."""

    __slots__ = ()


_Value = str | int | float | _Formula | None


class _Sheet:
    """One territory's rows."""

    def __init__(self, case: Case, outcome: TerritoryOutcome) -> None:
        self.case, self.outcome = case, outcome
        criteria = case.result.manifest.contest.criteria
        content = criteria.content if criteria else case.profile.criteria
        self.criteria = [criterion.code for criterion in content.criteria]
        self.plain = _plain(content.counting.steps)
        self.width = len(self.criteria) + 1

    def heading(self) -> Iterable[list[_Value]]:
        case = self.case
        yield [f"SHA-256 {case.fingerprint}", None, None, _both(case.territory(self.outcome.territory))]
        members: list[_Value] = [None] * 4
        below: list[_Value] = [_both(words.PLACE_COL), _both(words.CODE), _both(words.APPLICANT), _both(words.PROJECT)]
        for member in case.members:
            members += [f"{_both(case.sign(member.id))} {member.name}", *[None] * (self.width - 1)]
            below += [*self.criteria, "Σ"]
        yield members
        yield [
            *below,
            *map(_both, (words.MARKS_N, words.ADDITIONAL, words.TOTAL, words.CHAIN, words.STANDING)),
        ]

    def row(self, line: Line, at: int) -> list[_Value]:
        case = self.case
        values: list[_Value] = [
            place(line),
            line.application,
            case.applicant(line.application),
            case.title(line.application),
        ]
        sums: list[str] = []
        for entry in line.panel:
            start = len(values)
            values += self._marks(entry)
            if entry.total is None:
                values.append(_both(panel_mark(entry)))
                continue
            first, last = _column(start), _column(start + self.width - 2)
            values.append(_Formula(f"=SUM({first}{at}:{last}{at})"))
            if entry.counted:
                sums.append(f"{_column(start + self.width - 1)}{at}")
        values += [line.number_of_marks, line.additional]
        if line.additional is not None:
            sums.append(f"{_column(len(values) - 1)}{at}")
        values += [self._total(line, sums), "; ".join(line.chain), _both(standing(line))]
        return values

    def _marks(self, entry: PanelMarks) -> Iterable[_Value]:
        marks = dict(entry.marks)
        for code in self.criteria:
            mark = marks.get(code)
            if mark is None:
                yield None
            else:
                yield mark.points if mark.points is not None else _both(words.MARK_SIGNS[mark.state])

    def _total(self, line: Line, sums: list[str]) -> _Value:
        if line.total is None:
            return None
        given = sum(entry.total for entry in line.panel if entry.counted and entry.total is not None)
        if self.plain and line.total == Fraction(given + (line.additional or 0)) and sums:
            return _Formula(f"=SUM({','.join(sums)})")
        return int(line.total) if line.total.denominator == 1 else float(line.total)


def _plain(steps: Iterable[Step]) -> bool:
    return all(one.do == "sum" for one in steps)


def _both(value: Words) -> str:
    if isinstance(value, Both):
        return value.kk if value.kk == value.ru else f"{value.kk} / {value.ru}"
    return value


def _column(index: int) -> str:
    from openpyxl.utils import get_column_letter

    return get_column_letter(index + 1)


def _cell(page: Any, value: _Value, *, bold: bool = False) -> Any:
    """Make a cell whose type is said, so that text beginning with "=" stays text."""
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment, Font

    if isinstance(value, _Formula):
        cell = WriteOnlyCell(page, value=str(value))
        cell.data_type = "f"
    elif isinstance(value, str):
        cell = WriteOnlyCell(page, value="")
        cell.value = _UNSAFE.sub(lambda found: f"[U+{ord(found[0]):04X}]", value)[:32_767]
        cell.data_type = "s"
    else:
        cell = WriteOnlyCell(page, value=value)
    if bold:
        cell.font = Font(bold=True)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    return cell


def _sheet_name(number: int, territory: str) -> str:
    return re.sub(r"[\[\]:*?/\\']", "-", f"{number} {territory}")[:31]


def _steady(data: bytes) -> bytes:
    """Return the workbook with fixed stamps in the ZIP and in its properties."""
    target = BytesIO()
    with ZipFile(BytesIO(data)) as old, ZipFile(target, "w", ZIP_DEFLATED) as new:
        for name in sorted(old.namelist()):
            content = old.read(name)
            if name == "docProps/core.xml":
                content = re.sub(
                    rb"(<dcterms:(created|modified)[^>]*>)[^<]*(</)", rb"\g<1>2000-01-01T00:00:00Z\g<3>", content
                )
            info = ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.compress_type = ZIP_DEFLATED
            info.create_system = 3
            new.writestr(info, content)
    return target.getvalue()

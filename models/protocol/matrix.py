"""The matrix of marks as XLSX: every mark of every member, sums as live formulas, equal bytes for equal results."""

import re
from collections.abc import Iterable
from fractions import Fraction

from models.contest.counting import Step
from models.progress import Report, silent, step
from models.protocol import words
from models.protocol.blocks import Words
from models.protocol.case import Case, chain, panel_mark
from models.protocol.ranking import place, sharing, standing
from models.protocol.workbook import Formula, Value, cell, saved
from models.sitting.outcome import Line, PanelMarks, TerritoryOutcome
from models.sitting.result import Result
from models.values import Both

_FIRST_ROW = 4


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
            page.append([cell(page, value, bold=True) for value in head])
        for at, line in enumerate(outcome.lines, start=_FIRST_ROW):
            page.append([cell(page, value) for value in sheet.row(line, at)])
            done += 1
            step(report, done, of)
    return saved(book, identifier=fingerprint)


class _Sheet:
    """One territory's rows."""

    def __init__(self, case: Case, outcome: TerritoryOutcome) -> None:
        self.case, self.outcome, self.shared = case, outcome, sharing(outcome)
        criteria = case.result.manifest.contest.criteria
        content = criteria.content if criteria else case.profile.criteria
        self.criteria = [criterion.code for criterion in content.criteria]
        self.plain = _plain(content.counting.steps)
        self.width = len(self.criteria) + 1

    def heading(self) -> Iterable[list[Value]]:
        case = self.case
        yield [f"SHA-256 {case.fingerprint}", None, None, _both(case.territory(self.outcome.territory))]
        members: list[Value] = [None] * 4
        below: list[Value] = [_both(words.PLACE_COL), _both(words.CODE), _both(words.APPLICANT), _both(words.PROJECT)]
        for member in case.members:
            members += [f"{_both(case.sign(member.id))} {member.name}", *[None] * (self.width - 1)]
            below += [*self.criteria, "Σ"]
        yield members
        yield [
            *below,
            *map(_both, (words.MARKS_N, words.ADDITIONAL, words.TOTAL, words.CHAIN, words.STANDING)),
        ]

    def row(self, line: Line, at: int) -> list[Value]:
        case = self.case
        values: list[Value] = [
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
            values.append(Formula(f"=SUM({first}{at}:{last}{at})"))
            if entry.counted:
                sums.append(f"{_column(start + self.width - 1)}{at}")
        values += [line.number_of_marks, line.additional]
        if line.additional is not None:
            sums.append(f"{_column(len(values) - 1)}{at}")
        values += [self._total(line, sums), "; ".join(chain(line)), _both(standing(line, self.shared))]
        return values

    def _marks(self, entry: PanelMarks) -> Iterable[Value]:
        marks = dict(entry.marks)
        for code in self.criteria:
            mark = marks.get(code)
            if mark is None:
                yield None
            else:
                yield mark.points if mark.points is not None else _both(words.MARK_SIGNS[mark.state])

    def _total(self, line: Line, sums: list[str]) -> Value:
        if line.total is None:
            return None
        given = sum(entry.total for entry in line.panel if entry.counted and entry.total is not None)
        if self.plain and line.total == Fraction(given + (line.additional or 0)) and sums:
            return Formula(f"=SUM({','.join(sums)})")
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


def _sheet_name(number: int, territory: str) -> str:
    return re.sub(r"[\[\]:*?/\\']", "-", f"{number} {territory}")[:31]

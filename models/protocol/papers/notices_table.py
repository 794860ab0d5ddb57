"""The table beside the notices: who is told what, for the mail merge and for whoever sends the letters."""

import csv
import io
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from models.contest.calendar import contract_deadline
from models.intake.outside.tables import safe_cell
from models.packet.manifest import Refused
from models.protocol.case import Case, day
from models.protocol.papers.extract import line_of
from models.protocol.papers.notices import KINDS, Recipient, told
from models.protocol.ranking import line_numbers, place, sharing, standing
from models.protocol.workbook import Value, cell, saved
from models.sitting.outcome import Line
from models.sitting.result import Result
from models.sitting.sessions import decided_by
from models.wording import commas, later, said

HEADINGS = (
    later("No."),
    later("Code"),
    later("Name"),
    later("Language"),
    later("Address"),
    later("Phone"),
    later("E-mail"),
    later("Territory (kk)"),
    later("Territory (ru)"),
    later("Project"),
    later("Notice (kk)"),
    later("Notice (ru)"),
    later("Remark (kk)"),
    later("Remark (ru)"),
    later("Total"),
    later("Place"),
    later("Number in line"),
    later("Awarded, ₸"),
    later("Contract from"),
    later("Contract to"),
    later("File"),
)


def rows(result: Result, people: Sequence[Recipient], names: Sequence[str]) -> Iterator[tuple[str | int | None, ...]]:
    """Return one row a recipient, in the order of `people`; `names` are the letters' file names, in the same order."""
    case = Case(result, fingerprint="", public=False)
    shared = {outcome.territory: sharing(outcome) for outcome in result.outcome.territories}
    for number, (to, name) in enumerate(zip(people, names, strict=True), start=1):
        kind = KINDS[told(result, to.code)]
        found = line_of(result, to.code)
        line = None if isinstance(found, Refused) else found[1]
        title = found.title if isinstance(found, Refused) else case.title(to.code)
        place_of = case.territory(found.territory if isinstance(found, Refused) else found[1].territory)
        remark = found.reason if isinstance(found, Refused) else standing(found[1], shared[found[1].territory])
        yield (
            number,
            to.code,
            to.name,
            to.language,
            to.address,
            to.phone,
            to.email,
            *_both(place_of),
            title,
            kind.kk,
            kind.ru,
            *_both(remark),
            commas(line.shown) if line is not None else "",
            place(line) if line is not None else "",
            _in_line(line, shared),
            line.awarded if line is not None else None,
            *_contract(case, line),
            name,
        )


def notices_xlsx(result: Result, people: Sequence[Recipient], names: Sequence[str]) -> bytes:
    """Return the table as a workbook, the same bytes for the same data; texts stay texts."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    page = book.create_sheet("notices")
    page.freeze_panes = "D2"
    for letter, width in zip("ABCDEFGHIJKLMNOPQRSTU", _WIDTHS, strict=True):
        page.column_dimensions[letter].width = width
    page.append([cell(page, said(one), bold=True) for one in HEADINGS])
    for row in rows(result, people, names):
        values: Iterable[Value] = row
        page.append([cell(page, one) for one in values])
    return saved(book)


_WIDTHS = (6, 12, 34, 8, 34, 18, 26, 22, 22, 48, 18, 18, 34, 34, 8, 8, 10, 14, 14, 14, 28)


def notices_csv(result: Result, people: Sequence[Recipient], names: Sequence[str]) -> bytes:
    """Return the table as CSV: UTF-8 with its mark, semicolons, no cell that a spreadsheet takes for a formula."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow([said(one) for one in HEADINGS])
    for row in rows(result, people, names):
        writer.writerow(["" if one is None else safe_cell(one) if isinstance(one, str) else one for one in row])
    return text.getvalue().encode("utf-8-sig")


def _both(value: object) -> tuple[str, str]:
    kk, ru = getattr(value, "kk", value), getattr(value, "ru", value)
    return str(kk), str(ru)


def _in_line(line: Line | None, shared: Mapping[str, Counter[int]]) -> str:
    """The number in line, or all the numbers that equal applications share, as in the letter."""
    if line is None or line.reserve is None:
        return ""
    return line_numbers(line.reserve, shared[line.territory][line.reserve])


def _contract(case: Case, line: Line | None) -> tuple[str, str]:
    if line is None or line.awarded is None:
        return "", ""
    decided = decided_by(case.result.acts).get(line.application)
    if decided is None or decided.protocol is None:
        return "", ""
    dates = contract_deadline(case.profile, decided.protocol.on)
    return (day(dates[0]), day(dates[1])) if dates is not None else ("", "")

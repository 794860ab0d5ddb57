import contextlib
import io
import random
import zipfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.errors import FileError
from models.intake.columns import recognise
from models.intake.outside.tables import plan_and_budget, read_table, read_tables, safe_cell
from models.intake.outside.workbooks import (
    FIRST,
    OTHERS,
    RawSheet,
    error_cells,
    packed,
    read_with_calamine,
    read_with_openpyxl,
    unpacked,
)

MORNING = datetime.fromisoformat("2002-03-14T09:30:00")
ROWS = [
    ["Өтінім коды", "ЖСН", "Тегі", "Аты", "Жоба атауы", "Сұралған сома"],
    ["A-1", "020314500014", "Сейітов", "Әлихан", "Ауыл; кітапханасы, «Үлгі»", "900 000"],
    ["A-2", "020314500015", "Ғабитова", "Һәм", "Таза\nөзен", "1000000"],
]
RUSSIAN = [
    ["Код заявки", "ИИН", "Фамилия", "Имя", "Название проекта", "Сумма гранта"],
    ["A-1", "020314500014", "Ёлкина", "Анна", "Двор; для всех, «Пример»", "900 000"],
    ["A-2", "020314500015", "Петров", "Пётр", "Чистая река", "1000000"],
]


def as_csv(rows: list[list[str]], separator: str) -> str:
    quoted = [separator.join('"' + cell.replace('"', '""') + '"' for cell in row) for row in rows]
    return "\r\n".join(quoted) + "\r\n"


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize(
    ("encoding", "rows"),
    [("utf-8", ROWS), ("utf-8-sig", ROWS), ("utf-16", ROWS), ("kz1048", ROWS), ("cp1251", RUSSIAN), ("utf-8", RUSSIAN)],
)
def test_every_encoding_and_separator_reads_the_same(
    tmp_path: Path, encoding: str, separator: str, rows: list[list[str]]
) -> None:
    file = tmp_path / "a.csv"
    file.write_bytes(as_csv(rows, separator).encode(encoding))
    table = read_table(file)
    assert [list(table.headings), *(list(row.cells) for row in table.rows)] == rows
    assert [row.number for row in table.rows] == [2, 3]
    assert table.notes == ()


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_signs_that_nobody_sees_are_left_out_and_told(tmp_path: Path, ending: str) -> None:
    turned = [[ROWS[0][0], *(f"{one}\u200b" for one in ROWS[0][1:])], *ROWS[1:]]
    title = f"\u202e{ROWS[1][4]}\u2069"
    turned[1] = ["A\u2060-1", "020314\u00ad500014", "Сейі\u200bтов", "Әлихан\ufeff", title, "900 000"]
    file = tmp_path / "a.csv"
    file.write_text(as_csv(turned, ";"), encoding="utf-8")
    if ending == "xlsx":
        file = workbook(tmp_path, lambda book: [book.active.append(row) for row in turned])
    table = read_table(file)
    assert [list(table.headings), *(list(row.cells) for row in table.rows)] == ROWS
    assert table.notes == ("Signs that nobody sees (direction of writing, spaces of no width) were left out: 11",)


def test_letters_lost_in_windows_1251_are_told(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_bytes(
        as_csv([RUSSIAN[0], ["A-1", "", "Сейітов", "Қанат", "Ғажап", "5"]], ";").encode("cp1251", "replace")
    )
    assert "Windows-1251" in read_table(file).notes[0]


def test_a_line_that_names_the_separator_is_obeyed(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text("sep=;\r\n" + as_csv(RUSSIAN, ";"), encoding="utf-8")
    assert list(read_table(file).headings) == RUSSIAN[0]


def workbook(tmp_path: Path, fill: Callable[[Any], None]) -> Path:
    import openpyxl

    book = openpyxl.Workbook()
    fill(book)
    file = tmp_path / "a.xlsx"
    book.save(file)
    return file


def dirty(book: Any) -> None:
    sheet = book.active
    sheet.append(["Өтінімдер тізімі"])
    sheet.merge_cells("A1:F1")
    sheet.append(["№", "Жоба\u00a0aтaуы", " ЖСН ", "Туған күні", "Сұралған сома (₸) 💰", "Ескертпе"])
    sheet.append(["Абай облысы"])
    sheet.merge_cells("A3:F3")
    sheet.append([1, "Үлгі", 20314500014, MORNING.replace(hour=0, minute=0), 900000.0, True])
    sheet.append([])
    sheet.append([2, "Өрік", "020314500015", MORNING, 5.5, None])


def test_a_sheet_is_read_as_a_person_sees_it(tmp_path: Path) -> None:
    table = read_table(workbook(tmp_path, dirty))
    assert table.heading_row == 2
    assert [(row.number, row.cells) for row in table.rows] == [
        (4, ("1", "Үлгі", "20314500014", "2002-03-14", "900000", "TRUE")),
        (6, ("2", "Өрік", "020314500015", "2002-03-14 09:30:00", "5.5", "")),
    ]
    assert table.skipped == (3,)
    mapping = recognise(table.headings)
    assert mapping.choices[:5] == (
        "-", "project.title", "applicant.iin", "applicant.birth_date", "project.grant_asked"
    )  # fmt: skip
    assert mapping.unknown == ("Ескертпе",)


def test_both_readers_agree(tmp_path: Path) -> None:
    file = str(workbook(tmp_path, dirty))
    first, second = read_with_calamine(file), read_with_openpyxl(file)
    assert [unpacked(*sheet)[:2] for sheet in first] == [unpacked(*sheet)[:2] for sheet in second]


def test_both_parts_are_the_whole_in_its_order(tmp_path: Path) -> None:
    def fill(book: Any) -> None:
        book.active.append(["Код", "Сумма"])
        for name in ("Б", "А", "В"):
            book.create_sheet(name).append([name, 1.5])

    file = workbook(tmp_path, fill)
    whole = read_with_calamine(str(file))
    assert read_with_calamine(str(file), FIRST) + read_with_calamine(str(file), OTHERS) == whole
    assert [unpacked(*sheet).name for sheet in whole] == ["Sheet", "Б", "А", "В"]


CELLS = st.text(st.characters(exclude_categories=["Cs"]), max_size=3)


@given(st.integers(0, 3).flatmap(lambda width: st.lists(st.lists(CELLS, min_size=width, max_size=width))))
def test_what_is_packed_comes_out_whole(rows: list[list[str]]) -> None:
    sheet = unpacked(*packed(RawSheet("Б", rows, [2])))
    assert (sheet.name, sheet.banners) == ("Б", [2])
    if rows and rows[0]:
        assert [list(row) for row in sheet.rows] == [[cell.replace("\0", "") for cell in row] for row in rows]


def test_many_rows_are_packed_in_their_order() -> None:
    rows = [[str(number), ""] for number in range(2_500)]
    name, width, blocks, _ = packed(RawSheet("Б", rows))
    assert len(blocks) == 3
    assert [list(row) for row in unpacked(name, width, blocks, []).rows] == rows


def test_plan_and_budget_sheets_are_told_by_their_columns(tmp_path: Path) -> None:
    def fill(book: Any) -> None:
        book.active.append(["Код", "ФИО", "Название проекта", "Срок"])
        book.active.append(["A-1", "Иванов Иван", "Двор", 3])
        plan = book.create_sheet("План")
        plan.append(["Код заявки", "№", "Мероприятие", "Сроки", "Целевая группа"])
        plan.append(["A-1", 1, "Собрание", "май", "дети"])
        budget = book.create_sheet("Смета")
        budget.append(["Код заявки", "№", "Статья расходов", "Кол-во", "Цена", "Сумма"])
        budget.append(["A-1", 1, "Краска", 2, 500, 1000])

    file = workbook(tmp_path, fill)
    plan, budget = plan_and_budget(read_tables(file))
    assert (plan.name, budget.name, read_table(file).name) == ("План", "Смета", "Sheet")


@pytest.mark.parametrize("content", [b"", b"\r\n\r\n", "Код;ФИО\r\n".encode(), b"1;2\r\n3;4\r\n", b"\0\1\2\3binary\0"])
def test_what_is_no_table_is_refused_with_a_cure(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "a.csv"
    file.write_bytes(content)
    with pytest.raises(FileError, match="nothing was taken in"):
        read_table(file)


def test_a_file_cut_off_inside_a_cell_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_bytes(as_csv(RUSSIAN, ";").encode("utf-8")[:-20])
    with pytest.raises(FileError, match="cut off"):
        read_table(file)


def test_a_file_that_is_gone_is_said(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="can't be opened"):
        read_table(tmp_path / "gone.xlsx")


def test_a_workbook_with_a_password_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "a.xlsx"
    file.write_bytes(
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 512
    )
    with pytest.raises(FileError, match="password"):
        read_table(file)


_ODS = """<?xml version="1.0" encoding="UTF-8"?>
<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0" office:version="1.2">
<office:body><office:spreadsheet><table:table table:name="Лист1">{rows}</table:table></office:spreadsheet></office:body>
</office:document-content>"""


_MANIFEST = """<?xml version="1.0" encoding="UTF-8"?>
<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>"""


def ods(folder: Path, *rows: list[str]) -> Path:
    def cell(text: str) -> str:
        kind = 'office:string-value="" calcext:value-type="error"' if text.startswith("#") else ""
        return f'<table:table-cell office:value-type="string" {kind}><text:p>{text}</text:p></table:table-cell>'

    lines = "".join(f"<table:table-row>{''.join(map(cell, row))}</table:table-row>" for row in rows)
    file = folder / "a.ods"
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", _MANIFEST)
        archive.writestr("content.xml", _ODS.format(rows=lines))
    return file


def test_failed_formulas_that_nobody_can_tell_are_said(tmp_path: Path) -> None:
    heads, whole = ROWS[0], ROWS[1]
    assert read_table(ods(tmp_path, heads, whole)).notes == ()
    failed = read_table(ods(tmp_path, heads, ["#DIV/0!", *whole[1:]]))
    assert failed.rows[0].cells == ("", *whole[1:])
    assert "“Лист1”" in failed.notes[0]
    assert "read as empty" in failed.notes[0]
    old = tmp_path / "a.xls"
    old.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504)
    assert error_cells(str(old)) is None


def test_a_damaged_workbook_never_takes_us_down(tmp_path: Path) -> None:
    whole = workbook(tmp_path, dirty).read_bytes()
    dice = random.Random(7)
    file = tmp_path / "b.xlsx"
    for _ in range(25):
        data = bytearray(whole)
        for _ in range(dice.randint(1, 20)):
            data[dice.randrange(len(data))] ^= 1 << dice.randrange(8)
        file.write_bytes(bytes(data[: dice.choice([len(data), len(data) // 2])]))
        with contextlib.suppress(FileError):
            assert read_table(file).rows


def test_a_workbook_that_unpacks_to_gigabytes_is_refused(tmp_path: Path) -> None:
    parts = zipfile.ZipFile(io.BytesIO(workbook(tmp_path, dirty).read_bytes()))
    file = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as bomb:
        for part in parts.namelist():
            if not part.endswith("sheet1.xml"):
                bomb.writestr(part, parts.read(part))
        cells = '<row r="1"><c r="A1" t="inlineStr"><is><t>x</t></is></c></row>'
        cells += '<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row>'
        head = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        bomb.writestr("xl/worksheets/sheet1.xml", f"{head}{cells}</sheetData></worksheet>")
    with pytest.raises(FileError, match=r"bomb\.xlsx"):
        read_table(file)


@given(st.text())
def test_a_safe_cell_is_never_a_formula(text: str) -> None:
    cell = safe_cell(text)
    assert not cell.lstrip().startswith(("=", "@"))
    assert not any(ord(sign) < 32 and sign not in "\t\n" for sign in cell)
    assert safe_cell(cell) == cell


@pytest.mark.parametrize(
    ("text", "safe"),
    [("=1+1", "'=1+1"), ("+7 701", "'+7 701"), ("-5", "-5"), ("-5+A1", "'-5+A1"), ("@x", "'@x"), (" =x", "' =x"),
     ("a\x00b", "ab"), ("Өтінім", "Өтінім")],
)  # fmt: skip
def test_safe_cells(text: str, safe: str) -> None:
    assert safe_cell(text) == safe

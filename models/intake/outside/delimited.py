"""Reading CSV: encoding and separator are told from the content, and a doubt is said, not hidden."""

import codecs
import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path

from models.errors import FileError
from models.intake.fields import BUDGET_TABLE, PLAN_TABLE, field_for
from models.intake.outside.workbooks import MOST_CELLS, MOST_ROWS, RawSheet
from models.intake.unseen import as_seen, unseen_notes
from models.wording import tr

SEPARATORS = (";", ",", "\t")
LARGEST_CELL = 1_000_000
"""Characters; a longer one means a quotation mark that is never closed."""
_ALPHABET = frozenset("абвгдеёжзийклмнопқрстуұүфхцчшщъыьэюяәғңөһі")
_MARK_IN_WORD = re.compile(r"[А-Яа-яЁё]\?[А-Яа-яЁё]|(?<![^\s;,\"])\?[а-яё]{2}")


def decode(data: bytes) -> tuple[str, str]:
    """Return the text of `data` and the name of its encoding.

    UTF-8 (with or without its mark) and UTF-16 are certain; of the one-byte encodings the one that makes words is
    taken, Windows-1251 before its Kazakh variant where both do.
    """
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16", errors="replace"), "utf-16"
    try:
        return data.decode("utf-8-sig"), "utf-8"
    except UnicodeDecodeError as error:
        # A UTF-8 file cut off inside a letter is UTF-8 all the same; so is one with a few damaged letters.
        start = data[:65536]
        damaged = start.decode("utf-8", errors="replace").count("\ufffd")
        if error.start >= len(data) - 3 or damaged * 50 < sum(byte > 0xC0 for byte in start):
            return data.decode("utf-8-sig", errors="replace"), "utf-8"
    sample = data[:200_000]
    best, encoding = min((_strangeness(sample, name), name) for name in ("cp1251", "kz1048"))
    if best * 50 > len(sample):
        from charset_normalizer import from_bytes

        found = from_bytes(sample, cp_isolation=["cp1251", "kz1048", "cp866", "koi8_r", "utf_16_le"]).best()
        encoding = found.encoding if found else encoding
    return data.decode(encoding, errors="replace"), encoding


def _strangeness(data: bytes, encoding: str) -> int:
    """Count what does not belong into Kazakh or Russian words: foreign letters, capitals after small letters."""
    text = data.decode(encoding, errors="replace")
    foreign = sum(1 for letter in text if letter > "\x7f" and letter.isalpha() and letter.lower() not in _ALPHABET)
    return foreign + text.count("\ufffd") + len(re.findall(r"[а-яё][А-ЯЁ]", text))


def read_delimited(path: Path) -> RawSheet:
    """Return the CSV file `path` as one sheet; row numbers are those a spreadsheet program shows.

    Raises FileError for a file that is no text, ends inside a quoted cell or is too large. Reading plain text needs no
    child process: nothing here expands beyond the file's own size.
    """
    data = path.read_bytes()
    if b"\0" in data[:4096] and not data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise FileError(
            tr("“{name}” is no table; nothing was taken in. Save it as XLSX or CSV and try again.", name=path.name)
        )
    text, encoding = decode(data)
    notes: list[str] = []
    lost = text.count("\ufffd")
    if lost:
        notes.append(
            tr(
                "“{name}”: {n} letters could not be read; they are shown as �. Save the table as XLSX or as CSV in "
                "UTF-8 and take it in again.",
                name=path.name,
                n=lost,
            )
        )
    if encoding == "cp1251" and (marks := len(_MARK_IN_WORD.findall(text))):
        notes.append(
            tr(
                "“{name}”: question marks stand inside {n} words. Windows-1251 has no Kazakh letters, so they were "
                "lost when the file was saved. Save the table as XLSX or as CSV in UTF-8 and take it in again.",
                name=path.name,
                n=marks,
            )
        )
    text, gone = as_seen(text)
    notes += unseen_notes(gone)
    separator, text = _separator(text)
    return RawSheet(path.stem, list(_rows(text, separator, path.name)), [], tuple(notes))


def _separator(text: str) -> tuple[str, str]:
    """Return the separator and the text without the line "sep=…" that some programs write."""
    first, _, rest = text.partition("\n")
    stated = first.strip().strip('"')
    if stated.lower().startswith("sep=") and len(stated) == 5:
        return stated[4], rest
    return max(SEPARATORS, key=lambda separator: _fitness(text[:100_000], separator)), text


def _fitness(text: str, separator: str) -> tuple[int, int, int]:
    """How well `separator` parts the first rows: known headings, then rows as wide as the first, then the width."""
    rows = []
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator):
            if row:
                rows.append(row)
            if len(rows) == 50:
                break
    except csv.Error:
        return 0, 0, 0
    known = max(
        (
            sum(1 for cell in row if field_for(cell) or field_for(cell, PLAN_TABLE) or field_for(cell, BUDGET_TABLE))
            for row in rows[:20]
        ),
        default=0,
    )
    width = len(rows[0]) if rows else 0
    even = sum(1 for row in rows if len(row) == width) if width > 1 else 0
    return known, even, width


def _rows(text: str, separator: str, name: str) -> Iterator[list[str]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    limit = csv.field_size_limit(LARGEST_CELL)
    cells = 0
    try:
        for count, row in enumerate(reader, 1):
            cells += len(row)
            if count > MOST_ROWS or cells > MOST_CELLS:
                raise FileError(
                    tr(
                        "“{name}” is too large for a table of applications; nothing was taken in. Delete empty rows "
                        "and columns, or split it into several files.",
                        name=name,
                    )
                )
            yield [cell.replace("\x00", "").strip() for cell in row]
    except csv.Error as error:
        raise FileError(
            tr(
                "“{name}” is cut off or has a quotation mark that is never closed, near line {line}; nothing was taken "
                "in. Save the table anew as XLSX or CSV.",
                name=name,
                line=reader.line_num,
            )
        ) from error
    finally:
        csv.field_size_limit(limit)

"""Workbooks whose texts stay texts and whose bytes are equal for equal content."""

import re
from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

if TYPE_CHECKING:
    from openpyxl import Workbook

_STAMP = datetime(2000, 1, 1)  # noqa: DTZ001 - XLSX holds no zone; a fixed stamp keeps the bytes equal
_UNSAFE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


class Formula(str):
    """Text that is meant as a formula; any other text stays text."""

    __slots__ = ()


Value = str | int | float | Formula | None


def cell(page: Any, value: Value, *, bold: bool = False) -> Any:
    """Make a cell whose type is said, so that text beginning with "=" stays text."""
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment, Font

    if isinstance(value, Formula):
        made = WriteOnlyCell(page, value=str(value))
        made.data_type = "f"
    elif isinstance(value, str):
        made = WriteOnlyCell(page, value="")
        made.value = _UNSAFE.sub(lambda found: f"[U+{ord(found[0]):04X}]", value)[:32_767]
        made.data_type = "s"
    else:
        made = WriteOnlyCell(page, value=value)
    if bold:
        made.font = Font(bold=True)
        made.alignment = Alignment(wrap_text=True, vertical="top")
    return made


def saved(book: "Workbook", *, identifier: str = "") -> bytes:
    """Return the bytes of `book`, with fixed stamps; `identifier` stands in its properties."""
    book.properties.creator = "Tandau"
    book.properties.created = book.properties.modified = _STAMP
    book.properties.identifier = identifier
    target = BytesIO()
    book.save(target)
    return _steady(target.getvalue())


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

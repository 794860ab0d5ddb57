"""A warm LibreOffice that recalculates a sheet of marks: totals and places by formulas, timed by its own clock."""

import shutil
import subprocess
from pathlib import Path

OFFICE = shutil.which("soffice")
_MACRO = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Module1" script:language="StarBasic">
Sub Measure
  n = FreeFile
  Open "{answer}" For Output As #n
  On Error Goto Bad
  Dim hidden(0) As New com.sun.star.beans.PropertyValue
  hidden(0).Name = "Hidden"
  hidden(0).Value = True
  book = StarDesktop.loadComponentFromURL("{sheet}", "_blank", 0, hidden())
  book.calculateAll()
  For k = 1 To {rounds}
    started = GetSystemTicks()
    book.calculateAll()
    Print #n, GetSystemTicks() - started
  Next k
  Print #n, book.Sheets(0).getCellByPosition({column}, 0).Value
  Close #n
  StarDesktop.terminate()
  Exit Sub
Bad:
  Print #n, Error
  Close #n
  StarDesktop.terminate()
End Sub
</script:module>
"""
_LIBRARY = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE library:library PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "library.dtd">
<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard" library:readonly="false"
 library:passwordprotected="false"><library:element library:name="Module1"/></library:library>
"""


def recalculated(rows: list[list[int]], folder: Path, *, rounds: int = 5) -> tuple[list[float], float]:
    """Return the seconds of each recalculation of `rows` with SUM and RANK beside them, and the first row's total."""
    import openpyxl
    from openpyxl.utils import get_column_letter

    width = len(rows[0])
    book = openpyxl.Workbook()
    sheet = book.active
    total = get_column_letter(width + 1)
    for number, row in enumerate(rows, 1):
        last = get_column_letter(width)
        place = f"=RANK({total}{number},{total}$1:{total}${len(rows)})"
        sheet.append([*row, f"=SUM(A{number}:{last}{number})", place])
    file = folder / "marks.xlsx"
    book.save(file)
    answer = folder / "answer.txt"
    _run(folder, "--terminate_after_init")  # the first start makes the profile, and throws away macros put there before
    library = folder / "profile" / "user" / "basic" / "Standard"
    macro = _MACRO.format(sheet=file.as_uri(), answer=answer, rounds=rounds, column=width)
    (library / "Module1.xba").write_text(macro, encoding="utf-8")
    (library / "script.xlb").write_text(_LIBRARY, encoding="utf-8")
    _run(folder, "macro:///Standard.Module1.Measure")
    *ticks, first = answer.read_text().split()
    return [int(one) / 1000 for one in ticks], float(first)


def _run(folder: Path, what: str) -> None:
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    call = [str(OFFICE), profile, "--headless", "--norestore", what]
    subprocess.run(call, check=True, timeout=240, capture_output=True)

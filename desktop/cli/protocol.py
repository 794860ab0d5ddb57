"""`tandau protocol`: the papers of a result."""

from pathlib import Path
from typing import Annotated

import typer

from desktop.cli.output import AsJson, IntoFolder, answer, existing
from models.protocol.files import Source, write_protocol
from models.protocol.matrix import matrix_xlsx
from models.sealing.safe_write import safe_write
from models.sitting.held.result_files import open_result
from models.wording import later

HELP = later("Check a result and write its protocol, full and public (PDF), and the matrix of marks (XLSX).")


def command(
    result: Annotated[Path, typer.Argument(metavar="RESULT", help=later("The .result file."))],
    out: IntoFolder,
    as_json: AsJson = False,
) -> None:
    """Write the papers; the same result gives the same bytes. Prints each file's path."""
    source = Source.of(open_result(existing(result)))
    full = write_protocol(source, out, public=False)
    public = write_protocol(source, out, public=True)
    matrix = full.with_name(full.name.replace("-full.pdf", "-matrix.xlsx"))
    safe_write(matrix, matrix_xlsx(source.result, fingerprint=source.sha256))
    told = {"full": str(full), "public": str(public), "matrix": str(matrix), "fingerprint": source.sha256}
    answer(told, (told["full"], told["public"], told["matrix"]), as_json=as_json)

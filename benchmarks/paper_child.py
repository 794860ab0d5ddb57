"""Sets one protocol, or one long table, in a process of its own; prints processor time and the most memory it took.

"again" is the second time, when the libraries and fonts are loaded.

`python -m benchmarks.paper_child APPLICATIONS MEMBERS public|full|compress` or `… ROWS 0 table|compress`
"""

import ctypes
import gc
import json
import sys
import time
import zlib
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

from benchmarks.pools import Pool, pool
from benchmarks.tables import paper
from desktop.__main__ import collect_rarely
from models.progress import silent
from models.protocol.files import Source, protocol_pdf
from models.sitting.held.result_files import build_result


def source(made: Pool) -> Source:
    sheets = [made.sheet(person.id) for person in made.manifest.roster.members]
    result = build_result("0" * 64, made.manifest, sheets, made.acts())
    data = result.canonical()
    return Source(result, result.digest(), data)


def streams(pdf: bytes) -> list[bytes]:
    """Return the pages' content as it was before compressing."""
    import pikepdf

    with pikepdf.open(BytesIO(pdf)) as document:
        return [page.Contents.read_bytes() for page in document.pages]


def held(name: str) -> float | None:
    """Return VmRSS (now) or VmHWM (the most since `forget`) of this process in MB; None but on Linux."""
    status = Path("/proc/self/status")
    if not status.exists():
        return None
    return next(int(line.split()[1]) / 1024 for line in status.read_text().splitlines() if line.startswith(name))


def forget() -> None:
    """Let "the most since" begin now."""
    clear = Path("/proc/self/clear_refs")
    if clear.exists():
        ctypes.CDLL(None).malloc_trim(0)  # else what was freed before would hide what is taken now
        clear.write_text("5")


def protocol_of(applications: int, members: int, *, public: bool) -> tuple[Callable[[], bytes], bytes]:
    """Return what sets the protocol, and the data that it carries."""
    made = source(pool(applications, members))
    return lambda: protocol_pdf(made, public=public), made.data


def table_of(rows: int) -> tuple[Callable[[], bytes], bytes]:
    def build_it() -> bytes:
        from models.protocol.pdf.build import build

        return build(made, silent)

    made = paper(rows)
    return build_it, b""


def main(applications: int, members: int, what: str) -> dict[str, Any]:
    collect_rarely()  # as in the program
    make, data = protocol_of(applications, members, public=what == "public") if members else table_of(applications)
    if what == "compress":
        parts = [*streams(make()), data]
        start = time.process_time()
        BytesIO().write(b"".join(map(zlib.compress, parts)))
        return {"seconds": time.process_time() - start, "megabytes": None}
    gc.collect()
    forget()
    before = held("VmRSS")
    start = time.process_time()
    pdf = make()
    seconds = time.process_time() - start
    after = held("VmHWM")
    megabytes = None if before is None or after is None else after - before
    start = time.process_time()
    make()
    again = time.process_time() - start
    return {"seconds": seconds, "again": again, "megabytes": megabytes, "bytes": len(pdf)}


if __name__ == "__main__":
    print(json.dumps(main(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3])))

"""Sets one protocol in a process of its own and prints its seconds and the most memory it took.

`python -m benchmarks.paper_child APPLICATIONS MEMBERS public|full|compress`
"""

import gc
import json
import sys
import time
import zlib
from io import BytesIO
from pathlib import Path
from typing import Any

from benchmarks.pools import Pool, pool
from models.protocol.files import Source, protocol_pdf
from models.sitting.result_files import build_result


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
        clear.write_text("5")


def main(applications: int, members: int, what: str) -> dict[str, Any]:
    made = source(pool(applications, members))
    if what == "compress":
        parts = [*streams(protocol_pdf(made, public=False)), made.data]
        start = time.perf_counter()
        BytesIO().write(b"".join(map(zlib.compress, parts)))
        return {"seconds": time.perf_counter() - start, "megabytes": None}
    gc.collect()
    forget()
    before = held("VmRSS")
    start = time.perf_counter()
    pdf = protocol_pdf(made, public=what == "public")
    seconds = time.perf_counter() - start
    after = held("VmHWM")
    megabytes = None if before is None or after is None else after - before
    return {"seconds": seconds, "megabytes": megabytes, "bytes": len(pdf)}


if __name__ == "__main__":
    print(json.dumps(main(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3])))

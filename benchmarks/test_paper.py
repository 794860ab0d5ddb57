"""The protocol, and the first paint of the window: each in a child process, so that memory and imports are its own."""

import json
import os
import subprocess
import sys
import time
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest

from benchmarks.conftest import Measure

ROOT = Path(__file__).resolve().parents[1]


def child(*arguments: str, **environment: str) -> Any:
    """Return what a child process prints; it keeps its bytecode, as an installed program does."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"} | environment
    done = subprocess.run([sys.executable, *arguments], cwd=ROOT, capture_output=True, text=True, check=True, env=kept)
    return json.loads(done.stdout.splitlines()[-1])


@pytest.mark.parametrize("applications", [288, 1000])
@pytest.mark.parametrize("what", ["compress", "full", "public"])
def test_protocol(told: Measure, what: str, applications: int) -> None:
    label = {
        "compress": "compressing and writing the same bytes, nothing else",
        "full": "the full protocol, kk and ru, with the result inside",
        "public": "the public protocol",
    }[what]
    runs = [child("-m", "benchmarks.paper_child", str(applications), "5", what) for _ in range(3)]
    told(
        f"protocol of {applications} × 5 as PDF",
        label,
        [run["seconds"] for run in runs],
        base=what == "compress",
        megabytes=runs[0]["megabytes"],
    )


@pytest.mark.parametrize("what", ["compress", "table"])
def test_table(told: Measure, what: str) -> None:
    label = {
        "compress": "compressing and writing the same bytes, nothing else",
        "table": "the table, kk and ru, the second time in a process",
    }[what]
    runs = [child("-m", "benchmarks.paper_child", "1000", "0", what) for _ in range(5)]
    told(
        "a table of 1 000 rows and 12 columns as PDF",
        label,
        [run.get("again", run["seconds"]) for run in runs],
        base=what == "compress",
        megabytes=runs[0]["megabytes"],
        limit=12,
    )


@pytest.mark.parametrize(("members", "what"), [("0", "table"), ("5", "full"), ("5", "public")])
def test_memory(told: Measure, members: str, what: str) -> None:
    run = child("-m", "benchmarks.paper_child", "10000", members, what)
    told("10 000 rows as PDF (at most 100 MB)", what, [run["seconds"]], megabytes=run["megabytes"])


Starts = dict[tuple[str, str], list[float]]


@pytest.fixture(scope="module")
def started(tmp_path_factory: pytest.TempPathFactory) -> Starts:
    """Seconds to the first paint by (window, clock or processor), in turns; the first start of each is left out."""
    folder, seconds = str(tmp_path_factory.mktemp("home")), defaultdict(list)
    for turn in range(12):
        for what in ("bare", "tandau"):
            began = time.time()
            told = child("-m", "benchmarks.window_child", what, TANDAU_HOME=folder)
            if turn:
                seconds[what, "clock"].append(told["at"] - began)
                seconds[what, "processor"].append(told["busy"])
    return seconds


@pytest.mark.parametrize("by", ["clock", "processor"])
@pytest.mark.parametrize("what", ["bare", "tandau"])
def test_first_paint(told: Measure, started: Starts, what: str, by: str) -> None:
    label = {"bare": "a bare QMainWindow of PySide6", "tandau": "`tandau`: its first page"}[what]
    group = "from the start of the process to the first paint"
    told(f"{group}, by the {by}", label, started[what, by], base=what == "bare", limit=2)

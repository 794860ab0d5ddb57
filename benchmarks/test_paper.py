"""The protocol, and the first paint of the window: each in a child process, so that memory and imports are its own."""

import json
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from benchmarks.conftest import Measure

ROOT = Path(__file__).resolve().parents[1]


def child(*arguments: str) -> Any:
    done = subprocess.run([sys.executable, *arguments], cwd=ROOT, capture_output=True, text=True, check=True)
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


def test_protocol_memory(told: Measure) -> None:
    run = child("-m", "benchmarks.paper_child", "4000", "5", "full")
    told("protocol of 4 000 × 5 as PDF", "the full protocol", [run["seconds"]], megabytes=run["megabytes"])


@pytest.mark.parametrize("what", ["bare", "tandau"])
def test_first_paint(told: Measure, what: str) -> None:
    label = {"bare": "a bare QMainWindow of PySide6", "tandau": "Tandau's first page"}[what]
    seconds = []
    for _ in range(8):
        start = time.time()
        seconds.append(child("-m", "benchmarks.window_child", what)["at"] - start)
    told("from the start of the process to the first paint", label, seconds[1:], base=what == "bare", limit=2)

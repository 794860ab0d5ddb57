"""Sizes, and the table of ratios at the end: every figure stands beside what it is compared with, in the same run."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

os.environ["QT_QPA_PLATFORM"] = "offscreen"

import pytest

from benchmarks.pools import Pool, contest, pool
from desktop.__main__ import collect_rarely
from models.intake.outside.child import close_readers
from models.scoring.sheets import Sheet

Measure = Callable[..., Any]

collect_rarely()  # as in the program


@pytest.fixture
def measure(benchmark: Any) -> Measure:
    """Return `measure(group, label, call, base=…)`; `base=True` marks what the group is compared with.

    `limit` is how many times the base's time is wished at most, `faster` how many times faster than the base at least.
    """

    def run(
        group: str,
        label: str,
        call: Callable[..., Any],
        *,
        base: bool = False,
        rounds: int = 5,
        setup: Callable[[], Any] | None = None,
        limit: float | None = None,
        faster: float | None = None,
    ) -> Any:
        benchmark.group, benchmark.name = group, label
        benchmark.extra_info.update(base=base, limit=limit, faster=faster)
        return benchmark.pedantic(call, setup=setup, rounds=rounds, warmup_rounds=0 if setup or rounds == 1 else 1)

    return run


@pytest.fixture
def told(benchmark: Any) -> Measure:
    """Return `told(group, label, seconds, base=…, megabytes=…)` for what a child process measured itself."""

    def run(
        group: str,
        label: str,
        seconds: list[float],
        *,
        base: bool = False,
        megabytes: float | None = None,
        limit: float | None = None,
        faster: float | None = None,
    ) -> None:
        benchmark.group, benchmark.name = group, label
        benchmark.extra_info.update(base=base, megabytes=megabytes, limit=limit, faster=faster)
        benchmark.pedantic(lambda: None, rounds=1)
        benchmark.extra_info["seconds"] = seconds

    return run


@pytest.fixture(scope="session")
def small() -> Pool:
    """288 applications, 5 members: the contest of 2024."""
    return pool(288, 5)


@pytest.fixture(scope="session")
def large() -> Pool:
    """3 000 applications, 15 members: the most that is promised."""
    return pool(3000, 15)


@pytest.fixture(scope="session")
def small_sheets(small: Pool) -> list[Sheet]:
    return [small.sheet(person.id) for person in small.manifest.roster.members]


@pytest.fixture(scope="session")
def large_sheets(large: Pool) -> list[Sheet]:
    return [large.sheet(person.id) for person in large.manifest.roster.members]


@pytest.fixture(scope="session", autouse=True)
def _end_readers() -> Any:
    yield
    close_readers()


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder for the whole run, where files that several benchmarks read are made once."""
    return tmp_path_factory.mktemp("benchmarks")


@pytest.fixture(scope="session")
def the_contest() -> Any:
    return contest()


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    """Print each group with times and ratios; ratios are of the best rounds, disturbed least."""
    session = getattr(config, "_benchmarksession", None)
    groups: dict[str, list[dict[str, Any]]] = {}
    for one in session.benchmarks if session else ():
        seconds = one.extra_info.get("seconds") or list(one.stats.data)
        row = {"label": one.name, "best": min(seconds), "median": sorted(seconds)[len(seconds) // 2]}
        groups.setdefault(one.group, []).append(one.extra_info | row)
    write = terminalreporter.write_line
    write("")
    for group, rows in groups.items():
        base = next((row["best"] for row in rows if row["base"]), None)
        write(group)
        for row in rows:
            ratio = _ratio(row, base) if base and not row["base"] else ""
            memory = f"  {row['megabytes']:.0f} MB" if row.get("megabytes") is not None else ""
            times = f"best {_said(row['best']):>9}  median {_said(row['median']):>9}"
            write(f"  {row['label']:<58} {times}  {ratio:>8}{memory}")


def _ratio(row: dict[str, Any], base: float) -> str:
    """Say the ratio with the limit beside it, and whether it is missed."""
    times, limit, faster = row["best"] / base, row.get("limit"), row.get("faster")
    if faster is not None:
        return f"{1 / times:.1f}× faster (at least {faster:g}×{'' if 1 / times >= faster else ': MISSED'})"
    if limit is not None:
        return f"{times:.2f}× (at most {limit:g}×{'' if times <= limit else ': MISSED'})"
    return f"{times:.2f}×"


def _said(seconds: float) -> str:
    return f"{seconds:.2f} s" if seconds >= 1 else f"{seconds * 1000:.2f} ms"

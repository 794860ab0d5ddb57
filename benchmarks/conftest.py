"""Sizes, and the table of ratios at the end: every figure stands beside what it is compared with, in the same run."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

os.environ["QT_QPA_PLATFORM"] = "offscreen"

import pytest

from benchmarks.pools import Pool, contest, pool
from desktop.__main__ import collect_rarely
from models.intake.outside import close_readers
from models.scoring.sheets import Sheet

Measure = Callable[..., Any]

collect_rarely()  # as in the program


@pytest.fixture
def measure(benchmark: Any) -> Measure:
    """Return `measure(group, label, call, base=…)`; `base=True` marks what the group is compared with."""

    def run(
        group: str,
        label: str,
        call: Callable[..., Any],
        *,
        base: bool = False,
        rounds: int = 5,
        setup: Callable[[], Any] | None = None,
    ) -> Any:
        benchmark.group, benchmark.name = group, label
        benchmark.extra_info["base"] = base
        return benchmark.pedantic(call, setup=setup, rounds=rounds, warmup_rounds=0 if setup or rounds == 1 else 1)

    return run


@pytest.fixture
def told(benchmark: Any) -> Measure:
    """Return `told(group, label, seconds, base=…, megabytes=…)` for what a child process measured itself."""

    def run(
        group: str, label: str, seconds: list[float], *, base: bool = False, megabytes: float | None = None
    ) -> None:
        benchmark.group, benchmark.name = group, label
        benchmark.extra_info.update(base=base, megabytes=megabytes)
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
    groups: dict[str, list[tuple[str, float, float, bool, float | None]]] = {}
    for one in session.benchmarks if session else ():
        seconds = one.extra_info.get("seconds") or list(one.stats.data)
        row = (one.name, min(seconds), sorted(seconds)[len(seconds) // 2])
        groups.setdefault(one.group, []).append((*row, one.extra_info["base"], one.extra_info.get("megabytes")))
    write = terminalreporter.write_line
    write("")
    for group, rows in groups.items():
        base = next((best for _, best, _, is_base, _ in rows if is_base), None)
        write(group)
        for label, best, median, is_base, megabytes in rows:
            ratio = f"{best / base:6.2f}×" if base and not is_base else "       "
            memory = f"  {megabytes:.0f} MB" if megabytes is not None else ""
            write(f"  {label:<58} best {_said(best):>9}  median {_said(median):>9}  {ratio}{memory}")


def _said(seconds: float) -> str:
    return f"{seconds:.2f} s" if seconds >= 1 else f"{seconds * 1000:.2f} ms"

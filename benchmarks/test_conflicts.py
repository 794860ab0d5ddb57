"""Conflicts of interest: names of 20 people against 3 000, the whole search, and how many of its findings are true."""

import sys
from collections.abc import Callable
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

import pytest
from rapidfuzz.distance import OSA

from benchmarks.conftest import Measure
from models.conflicts.names import Name, read_name
from models.conflicts.search import find_conflicts, likeness

SEEDS = range(10)
HELD_OUT = range(700, 710)
"""Nothing was ever tuned on these."""


def village(seed: int, applicants: int) -> Any:
    """Return the invented village of the tests; they keep its generator."""
    return _generator("village").Village(seed, people=20, applicants=applicants)


def town(seed: int, applicants: int) -> Any:
    """Return the second variety of invented people: other names, other dirt."""
    return _generator("town").Town(seed, people=20, applicants=applicants)


def _generator(kind: str) -> Any:
    name = f"conflicts_{kind}"
    if name not in sys.modules:
        place = Path(__file__).resolve().parents[1] / "tests" / "conflicts" / f"{kind}.py"
        spec = spec_from_file_location(name, place)
        assert spec is not None
        assert spec.loader is not None
        sys.modules[name] = module_from_spec(spec)
        spec.loader.exec_module(sys.modules[name])
    return sys.modules[name]


@pytest.fixture(scope="module")
def crowd() -> Any:
    return village(1, 3_000)


NAMES = "comparing the folded names of 20 × 3 000: six comparisons a pair"


@pytest.fixture(scope="module")
def names(crowd: Any) -> tuple[list[Name], list[Name]]:
    return [read_name(one.name) for one in crowd.people], [read_name(one.name) for one in crowd.applicants]


def loop(ours: list[Name], theirs: list[Name]) -> int:
    distance, near = OSA.distance, 0
    for one in ours:
        for other in theirs:
            near += distance(one.stem, other.stem, score_cutoff=2) < 3
            near += distance(one.whole, other.whole, score_cutoff=2) < 3
            near += distance(one.given, other.given, score_cutoff=2) < 3
            near += distance(one.father, other.father, score_cutoff=2) < 3
            near += distance(one.given, other.father, score_cutoff=2) < 3
            near += distance(one.father, other.given, score_cutoff=2) < 3
    return near


def test_names_in_a_loop(measure: Measure, names: Any) -> None:
    assert measure(NAMES, "a loop of rapidfuzz calls", lambda: loop(*names), base=True)


def test_names_at_once(measure: Measure, names: Any) -> None:
    found = measure(NAMES, "Tandau: each different word once, cdist", lambda: likeness(*names), faster=8)
    assert found["stem"].shape == (20, 3_000)


SEARCH = "searching conflicts of interest of 20 people"


@pytest.mark.parametrize("applicants", [300, 3_000])
def test_search(measure: Measure, applicants: int) -> None:
    made = village(2, applicants)
    assert measure(
        SEARCH,
        f"× {applicants} applicants, with every reason",
        lambda: find_conflicts(made.people, made.applicants),
        base=applicants == 300,
        rounds=3,
        limit=None if applicants == 300 else 15,
    )


@pytest.mark.parametrize("applicants", [280, 3_000])
@pytest.mark.parametrize(("make", "seeds"), [(village, SEEDS), (village, HELD_OUT), (town, HELD_OUT)])
def test_precision_and_recall(
    capsys: pytest.CaptureFixture[str], make: Callable[[int, int], Any], seeds: range, applicants: int
) -> None:
    lines = []
    for seed in seeds:
        made = make(seed, applicants)
        hits = {(hit.person, hit.applicant): hit for hit in find_conflicts(made.people, made.applicants)}
        first = [pair for pair, hit in hits.items() if hit.look]
        true = sum(pair in made.planted for pair in first)
        found = sum(pair in hits for pair in made.planted)
        lines.append(
            f"  seed {seed}: found {found} of 40; shown first {len(first)}, of which true {true}; rows {len(hits)}"
        )
    with capsys.disabled():
        print(f"\nplanted relations, {make.__name__}, 20 × {applicants}", *lines, sep="\n")

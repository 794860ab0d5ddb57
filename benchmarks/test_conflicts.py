"""Conflicts of interest: names of 20 people against 3 000, the whole search, and how many of its findings are true."""

import sys
from collections.abc import Callable, Iterator
from importlib.util import module_from_spec, spec_from_file_location
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from rapidfuzz.distance import OSA
from sqlmodel import Session

from benchmarks.conftest import Measure
from benchmarks.pools import AT, applications, contest, pool
from models.centre.applications import applications as stored
from models.centre.applications import store
from models.centre.commission import enrol
from models.centre.conflicts.mirror_list import ConflictPicture, conflict_picture
from models.centre.conflicts.pairs import know
from models.centre.conflicts.search import Searched
from models.centre.contests import add_contest
from models.centre.store import Central
from models.conflicts.involved import Involved
from models.conflicts.search import find_conflicts, likeness
from models.names.parts import Name, read_name
from models.sealing.keys import PrivateKey

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


PICTURE = "the office's picture of conflicts, 20 × 3 000 out of the central file"


@pytest.fixture(scope="module")
def central(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Central]:
    made, invented = contest(), pool(1, 15)
    opened = Central.create(tmp_path_factory.mktemp("conflicts") / "c.tandau", PrivateKey.ephemeral(b"s" * 32), at=AT)
    every = applications(3_000)
    with opened.session() as session:
        add_contest(session, made.model_copy(update={"criteria": None}), by="s1", at=AT)
        enrol(session, made.id, invented.manifest.roster.people, by="s1", at=AT)
        bare = [one.model_copy(update={"attachments": ()}) for one in every]
        store(session, made.id, bare, by="s1", at=AT, read_attachment=lambda *_: b"")
        for number in range(1, 21 - len(invented.manifest.roster.people)):
            _know(session, number, every[number * 97].applicant.mobile)
    yield opened
    opened.close()


def _know(session: Session, number: int, phone: str) -> None:
    mentor = Involved(id=f"k{number}", name=f"Тәлімгер Нұржан {number}", part="mentor", phone=phone)
    know(session, contest().id, mentor, by="s1", at=AT)


@pytest.fixture(scope="module")
def kept() -> Searched:
    return Searched()


def picture(central: Central, searched: Searched) -> ConflictPicture:
    with central.reading() as session:
        return conflict_picture(session, contest().id, on=AT.date(), searched=searched)


def test_picture_applications(measure: Measure, central: Central) -> None:
    def read() -> int:
        with central.reading() as session:
            return len(stored(session, contest().id))

    assert measure(PICTURE, "reading the 3 000 applications out of the file", read, base=True, rounds=3)


def test_picture_first(measure: Measure, central: Central) -> None:
    assert measure(PICTURE, "… the first picture", lambda: picture(central, Searched()), rounds=3).lines


def test_picture_kept(measure: Measure, central: Central, kept: Searched) -> None:
    first = picture(central, kept)
    assert measure(PICTURE, "… while nothing changed", lambda: picture(central, kept), rounds=3) == first


def test_picture_changed(measure: Measure, central: Central, kept: Searched) -> None:
    phones = count(1_000)

    def changed() -> ConflictPicture:
        with central.session() as session:
            _know(session, 1, f"+7 701 555 {next(phones)}")
        return picture(central, kept)

    assert measure(PICTURE, "… after one person's telephone changed", changed, rounds=3).lines

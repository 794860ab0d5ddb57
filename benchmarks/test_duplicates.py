"""Near-duplicates among 10 000 texts of 2 000 characters, half of them the form's, beside hashing shingles alone."""

import importlib.util
from pathlib import Path
from typing import Any

import pytest

from benchmarks.conftest import Measure
from models.duplicates.passages import common_passages
from models.duplicates.texts import similar_texts

GROUP = "duplicates: 10 000 texts of 2 000 characters"
GROWTH = "duplicates: growth"
PLANTED = 300

_place = Path(__file__).parent.parent / "tests" / "duplicates" / "similar_texts_by_seed.py"
_spec = importlib.util.spec_from_file_location("similar_texts_by_seed", _place)
assert _spec is not None
assert _spec.loader is not None
_made = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(_made)


@pytest.fixture(scope="module")
def texts() -> tuple[list[str], set[tuple[int, int]]]:
    return _made.contest(1, 10_000, PLANTED, share=0.2)  # type: ignore[no-any-return]


def hash_shingles_of_words(texts: list[str]) -> list[set[int]]:
    """The least that any method does: split, and hash every three words in a row."""
    return [{hash(three) for three in zip(w, w[1:], w[2:], strict=False)} for w in map(str.split, texts)]


def hash_shingles_of_letters(texts: list[str]) -> list[set[int]]:
    return [{hash(text[at : at + 5]) for at in range(len(text) - 4)} for text in texts]


def with_datasketch(texts: list[str]) -> set[tuple[int, int]]:
    """MinHash of 128 permutations over shingles of three words, LSH at half: at less the form makes all alike."""
    from datasketch import MinHash, MinHashLSH

    lsh = MinHashLSH(threshold=0.5, num_perm=128)
    found = set()
    for at, text in enumerate(texts):
        words = text.split()
        sketch = MinHash(num_perm=128)
        sketch.update_batch([" ".join(words[i : i + 3]).encode() for i in range(len(words) - 2)])
        found |= {(other, at) for other in lsh.query(sketch)}
        lsh.insert(at, sketch)
    return found


def test_hashing_alone(measure: Measure, texts: Any) -> None:
    label = "hashing shingles of three words alone, Python"
    measure(GROUP, label, lambda: hash_shingles_of_words(texts[0]), base=True, rounds=3)


def test_hashing_letters_alone(measure: Measure, texts: Any) -> None:
    label = "hashing shingles of five letters alone, Python"
    measure(GROUP, label, lambda: hash_shingles_of_letters(texts[0]), rounds=1)


def test_similar_texts(measure: Measure, texts: Any) -> None:
    likes = measure(GROUP, "similar_texts: all pairs", lambda: similar_texts(texts[0]), rounds=3, limit=3)
    found = {(pair.one, pair.two) for pair in likes.pairs}
    print(f"\nrecall {len(found & texts[1])}/{PLANTED}, others {len(found - texts[1])}")
    assert len(found & texts[1]) >= 0.99 * PLANTED


def test_passages(measure: Measure, texts: Any) -> None:
    likes = similar_texts(texts[0])
    pairs = [(texts[0][pair.one], texts[0][pair.two]) for pair in likes.pairs]
    label = f"common passages of {len(pairs)} pairs"
    measure(GROUP, label, lambda: [common_passages(one, two, likes) for one, two in pairs], rounds=1)


def test_datasketch(measure: Measure, texts: Any) -> None:
    pytest.importorskip("datasketch")
    found = measure(GROUP, "datasketch: MinHash and LSH", lambda: with_datasketch(texts[0]), rounds=1)
    print(f"\ndatasketch: recall {len(found & texts[1])}/{PLANTED}, others {len(found - texts[1])}")


@pytest.mark.parametrize("many", [2_500, 5_000, 10_000, 20_000, 40_000])
def test_growth(measure: Measure, many: int) -> None:
    made, planted = _made.contest(2, many, many // 40, share=0.2)
    limit = many / 2_500 * 1.3
    likes = measure(
        GROWTH, f"{many} texts", lambda: similar_texts(made), base=many == 2_500, rounds=2, limit=limit
    )  # fmt: skip
    assert len({(pair.one, pair.two) for pair in likes.pairs} & planted) >= 0.99 * len(planted)

"""Texts as numbers: folded words and shingles (words in a row), hashed many texts at a time."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

WORDS = 3
"""Words in a shingle: with one word of ten replaced, seven of ten shingles are still the same."""
_LONGEST = 64
"""Letters of a word that tell it apart; what is behind them counts as if it stood at the last place."""
_LOOK_ALIKES = str.maketrans("abcehikmoptuxyé", "авсеһікмортихуе")
_LETTERS = str.maketrans("әғқңөұүһіёэ", "агкноуухиеа")

Numbers = NDArray[np.uint64]
Places = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Words:
    """The words of several texts in order: hash, text (0-based), first letter and the one behind the last in it."""

    hashes: Numbers
    text: Places
    start: Places
    end: Places


def plain(text: str) -> str:
    """Return `text` with composed letters: what the places of `Words` count in."""
    return unicodedata.normalize("NFC", text)


@cache
def _tables() -> tuple[NDArray[np.uint16], Numbers, Numbers]:
    """The folded letter of every letter (0 parts words), a random number for each, and one for every place."""
    folded = np.zeros(1 << 16, dtype=np.uint16)
    for at in range(1 << 16):
        letter = chr(at)
        if letter.isalnum():
            folded[at] = ord(letter.casefold().translate(_LOOK_ALIKES).translate(_LETTERS)[0]) & 0xFFFF
    random = np.random.default_rng(20240325)  # a fixed seed: the same texts give the same pairs on every laptop
    letters = random.integers(1, 1 << 63, 1 << 16, dtype=np.uint64)
    return folded, letters[folded], random.integers(1, 1 << 62, _LONGEST, dtype=np.uint64) * np.uint64(2) + np.uint64(1)


def hash_words(texts: Sequence[str]) -> Words:
    """Return the words of `texts` without case, punctuation, Kazakh-only letters and Latin look-alikes.

    The texts must have composed letters (`plain`).
    """
    folded, letters, places = _tables()
    points: NDArray[Any] = np.frombuffer("\n".join(texts).encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    points = np.where(points < 1 << 16, points, 0)
    in_word = np.zeros(len(points) + 2, dtype=np.int8)
    in_word[1:-1] = folded[points] != 0
    edges = np.diff(in_word)
    start, end = np.flatnonzero(edges == 1), np.flatnonzero(edges == -1)
    lengths = np.fromiter((len(text) + 1 for text in texts), dtype=np.int64, count=len(texts))
    begins = np.cumsum(lengths) - lengths
    if not len(start):
        none = np.zeros(0, dtype=np.int64)
        return Words(none.astype(np.uint64), none, none, none)
    place = np.arange(start[0], len(points)) - np.repeat(start, np.diff(np.append(start, len(points))))
    values = letters[points[start[0] :]] * places[np.minimum(place, _LONGEST - 1)]
    values[in_word[1 + start[0] : -1] == 0] = 0
    hashes = np.add.reduceat(values, start - start[0])
    text = np.searchsorted(begins, start, side="right") - 1
    return Words(_mixed(hashes), text, start - begins[text], end - begins[text])


def hash_shingles(words: Words) -> tuple[Numbers, Places]:
    """Return the hash of every shingle and the word it begins with, in order; none reaches over the end of a text."""
    many = len(words.hashes) - WORDS + 1
    if many < 1:
        return np.zeros(0, dtype=np.uint64), np.zeros(0, dtype=np.int64)
    hashes = words.hashes[:many].copy()
    for at in range(1, WORDS):
        hashes *= np.uint64(0x9E3779B97F4A7C15)
        hashes += words.hashes[at : at + many]
    first = np.flatnonzero(words.text[:many] == words.text[WORDS - 1 :])
    return _mixed(hashes[first]), first


def _mixed(hashes: Numbers) -> Numbers:
    hashes = hashes ^ (hashes >> np.uint64(29))
    hashes *= np.uint64(0xBF58476D1CE4E5B9)
    return hashes ^ (hashes >> np.uint64(32))

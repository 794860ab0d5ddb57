"""Near-duplicate texts: an exact index over rare shingles, so that the form's own words count for nothing.

Every shingle weighs by how rare it is among these very texts: what stands in many of them is the form, a slogan or the
law. Two texts are as alike as the weight of what they share, against the weight of the lighter one. Time grows with
the number of texts, not with its square: a text is compared only with those that share its rarest shingles.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from models.duplicates.hashing import Numbers, Places, hash_shingles, hash_words, plain
from models.progress import Report, silent, step

AT_LEAST = 0.15
"""How alike two texts are at least, of 1, to be shown: with a third of its words replaced a copy still is."""
_CHUNK = 500
"""Texts hashed at a time: their letters stay in the processor's cache."""
_FEW = 20
"""With fewer texts rarity tells little: they are weighed as if there were so many."""
_SMALLEST = 8
"""Shingles that a text is taken to have at least: two short texts are not alike by one phrase."""
_RAREST = 64
"""Shared shingles of a text that look for its likes, the rarest first."""
_ALL_WITHIN = 24
"""A shingle in so many texts or fewer joins all of them; one in more joins neighbours only, so a group is a chain."""
_NEIGHBOURS = 2
_SHARED = 3
"""Shingles that two texts share at least to be compared."""
_AT_ONCE = 5_000

Weights = NDArray[np.float64]


class SimilarTexts(NamedTuple):
    """Two texts (0-based, `one` before `two`) and how alike they are: 1 = all that is their own is shared."""

    one: int
    two: int
    strength: float


@dataclass(frozen=True, slots=True)
class Likes:
    """What `similar_texts` found, the strongest first, and what it took for the form."""

    pairs: tuple[SimilarTexts, ...]
    form: Numbers
    """Sorted hashes, without their lowest `bits`, of the shingles that stand in too many texts to weigh anything."""
    bits: int

    def of_form(self, hashes: Numbers) -> NDArray[np.bool_]:
        """Tell of each shingle's hash whether it is the form's."""
        if not len(self.form):
            return np.zeros(len(hashes), dtype=np.bool_)
        cut = hashes >> np.uint64(self.bits)
        found: NDArray[np.bool_] = self.form[np.minimum(np.searchsorted(self.form, cut), len(self.form) - 1)] == cut
        return found


def similar_texts(texts: Sequence[str], *, at_least: float = AT_LEAST, report: Report = silent) -> Likes:
    """Return the pairs among `texts` that are alike by `at_least` (0–1).

    Where more than `_ALL_WITHIN` texts are all alike, each is paired with its neighbours only. Raises CancelledError.
    """
    many = len(texts)
    bits = np.uint64(max(1, (many - 1).bit_length()))
    shingle, text, keys = _index(texts, bits, report)
    if not len(text):
        return Likes((), np.zeros(0, dtype=np.uint64), int(bits))
    counts = np.bincount(shingle)
    said = int(np.count_nonzero(np.bincount(text)))  # empty texts tell nothing of how rare a shingle is
    weight = np.log(max(said, _FEW) / counts)
    form = (counts > _most_copies(said)) | ((counts == said) if said > 2 else False)
    weight[form] = 0
    total = np.bincount(text, weights=weight[shingle], minlength=many)
    total = np.maximum(total, _SMALLEST * math.log(max(said, _FEW) / 2))
    useful = (weight[shingle] > 0) & (counts[shingle] > 1)
    first_of = np.cumsum(counts) - counts
    form_hashes = keys[first_of[form]]  # in order already
    shingle, text = shingle[useful], text[useful]
    one, two = _candidates(shingle, text, counts, many)
    shared = _shared(one, two, shingle, text, weight, many)
    strength = np.minimum(1.0, shared / np.minimum(total[one], total[two]))
    keep = strength >= at_least
    found = zip(one[keep].tolist(), two[keep].tolist(), strength[keep].tolist(), strict=True)
    pairs = sorted((SimilarTexts(a, b, round(s, 4)) for a, b, s in found), key=lambda pair: (-pair.strength, pair))
    return Likes(tuple(pairs), form_hashes, int(bits))


def _most_copies(many: int) -> int:
    """Return in how many of so `many` texts a shingle may stand before it is the form's: a tenth, more of few."""
    return max(3, min(many // 5 + 2, 12), many // 10)


def _index(texts: Sequence[str], bits: np.uint64, report: Report) -> tuple[Places, Places, Numbers]:
    """Return each different shingle of each text: its number, its text, its hash without the lowest `bits`.

    Hash and text share one 64-bit number, so that one plain sort makes the index.
    """
    packed: list[Numbers] = []
    for begin in range(0, len(texts), _CHUNK):
        step(report, begin, len(texts))
        words = hash_words([plain(text) for text in texts[begin : begin + _CHUNK]])
        hashes, first = hash_shingles(words)
        packed.append((hashes >> bits << bits) | (words.text[first] + begin).astype(np.uint64))
    step(report, len(texts), len(texts))
    if not packed:
        return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.uint64)
    index = np.concatenate(packed)
    index.sort()
    index = index[_first_of_its_kind(index)]
    hashes = index >> bits
    number = np.cumsum(_first_of_its_kind(hashes)) - 1
    return number, (index & ((np.uint64(1) << bits) - np.uint64(1))).astype(np.int64), hashes


def _first_of_its_kind(values: NDArray[np.generic]) -> NDArray[np.bool_]:
    first = np.ones(len(values), dtype=np.bool_)
    first[1:] = values[1:] != values[:-1]
    return first


def _candidates(shingle: Places, text: Places, counts: Places, many: int) -> tuple[Places, Places]:
    """Return the pairs of texts that share several of their rarest shingles."""
    order = np.lexsort((counts[shingle], text))  # stable: of equally rare ones every text takes the same
    of = text[order]
    begin = np.flatnonzero(_first_of_its_kind(of))
    rank = np.arange(len(of)) - np.repeat(begin, np.diff(np.append(begin, len(of))))
    kept = np.sort(order[rank < _RAREST])
    shingle, text = shingle[kept], text[kept]
    small = counts[shingle] <= _ALL_WITHIN
    pairs: list[Places] = []
    for apart in range(1, _ALL_WITHIN):
        same = shingle[apart:] == shingle[:-apart]
        if apart > _NEIGHBOURS:
            same &= small[apart:]
        if not same.any():
            break
        pairs.append(text[:-apart][same] * many + text[apart:][same])
    if not pairs:
        return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
    found = np.sort(np.concatenate(pairs))
    begin = np.flatnonzero(_first_of_its_kind(found))
    enough = np.diff(np.append(begin, len(found))) >= _SHARED
    chosen = found[begin[enough]]
    return chosen // many, chosen % many


def _shared(one: Places, two: Places, shingle: Places, text: Places, weight: Weights, many: int) -> Weights:
    """Return the weight of all shingles that stand in both texts of each pair."""
    by_text = np.argsort(text, kind="stable")
    begin = np.searchsorted(text[by_text], np.arange(many + 1))
    size = np.diff(begin)
    where = shingle * many + text
    lighter = size[one] <= size[two]
    a, b = np.where(lighter, one, two), np.where(lighter, two, one)
    sums: list[Weights] = []
    for at in range(0, len(a), _AT_ONCE):
        here, there = a[at : at + _AT_ONCE], b[at : at + _AT_ONCE]
        n = size[here]
        pair = np.repeat(np.arange(len(here)), n)
        offset = np.arange(n.sum()) - np.repeat(np.cumsum(n) - n, n)
        asked = shingle[by_text[begin[here][pair] + offset]]
        wanted = asked * many + there[pair]
        found = np.minimum(np.searchsorted(where, wanted), len(where) - 1)
        hit = where[found] == wanted
        sums.append(np.bincount(pair[hit], weights=weight[asked[hit]], minlength=len(here)).astype(np.float64))
    return np.concatenate(sums) if sums else np.zeros(0, dtype=np.float64)

"""What two texts have in common, side by side: the same words in a row, as each of them writes them."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from models.duplicates.hashing import WORDS, Words, hash_shingles, hash_words, plain
from models.duplicates.texts import Likes
from models.values import Value

AT_LEAST_WORDS = 5
"""Words in a row."""


class Passage(Value):
    """The same passage as both texts have it; places are letters from 0, the end not included."""

    one: str
    two: str
    one_at: tuple[int, int]
    """In the first text with composed letters (`models.duplicates.hashing.plain`)."""
    two_at: tuple[int, int]
    words: int


def common_passages(
    one: str, two: str, likes: Likes | None = None, *, at_least: int = AT_LEAST_WORDS
) -> tuple[Passage, ...]:
    """Return the passages of `at_least` words or more that stand in both texts, in the order of the first.

    Case, punctuation, Kazakh-only letters and Latin look-alikes make no difference; the order of passages may differ.
    What is the form's, as `likes` tells it, is left out.
    """
    texts = (plain(one), plain(two))
    first, second = hash_words(texts[:1]), hash_words(texts[1:])
    known = likes.of_form(hash_shingles(first)[0]).tolist() if likes else None
    found: list[Passage] = []
    for at, to, whole in _runs(first.hashes.tolist(), second.hashes.tolist(), max(at_least, WORDS)):
        for skipped, length in _own(known, at, whole):
            if length >= at_least:
                found.append(_passage(texts, (first, second), (at + skipped, to + skipped), length))
    return tuple(found)


def _passage(texts: tuple[str, str], words: tuple[Words, Words], at: tuple[int, int], length: int) -> Passage:
    one, two = ((int(w.start[i]), int(w.end[i + length - 1])) for w, i in zip(words, at, strict=True))
    return Passage(one=texts[0][slice(*one)], two=texts[1][slice(*two)], one_at=one, two_at=two, words=length)


def _own(form: Sequence[bool] | None, at: int, words: int) -> Iterator[tuple[int, int]]:
    """Yield (words to skip, words) of the parts of a run that are not the form's; a few of its words may be inside."""
    if form is None:
        yield 0, words
        return
    begin = end = -1
    for place in range(words - WORDS + 1):
        if form[at + place]:
            continue
        if begin >= 0 and place > end + WORDS:
            yield begin, end - begin
            begin = -1
        begin, end = (place if begin < 0 else begin), place + WORDS
    if begin >= 0:
        yield begin, end - begin


def _runs(one: list[int], two: list[int], at_least: int) -> Iterator[tuple[int, int, int]]:
    """Yield (place in one, place in two, words) of the longest runs that do not overlap in the first text."""
    places: dict[tuple[int, ...], list[int]] = defaultdict(list)
    for at in range(len(two) - at_least + 1):
        places[tuple(two[at : at + at_least])].append(at)
    at = 0
    while at <= len(one) - at_least:
        best, where = 0, 0
        for to in places.get(tuple(one[at : at + at_least]), ())[:50]:
            length = at_least
            while at + length < len(one) and to + length < len(two) and one[at + length] == two[to + length]:
                length += 1
            if length > best:
                best, where = length, to
        if best:
            yield at, where, best
        at += best or 1

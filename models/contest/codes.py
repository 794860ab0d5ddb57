"""What two codes have in common that nobody can tell apart on paper: Cyrillic «А-1» and Latin "A-1". Pure."""

import unicodedata
from collections import defaultdict
from collections.abc import Iterable

_LATIN = str.maketrans("авсенһікмортхуѕј‐‑‒–—−", "abcehhikmoptxysj------")


def look(code: str) -> str:
    """Return how `code` looks: no case, no signs that nobody sees, Cyrillic letters as their Latin twins, one hyphen.

    It compares codes; it is never shown or stored.
    """
    seen = "".join(sign for sign in code if sign.isascii() or unicodedata.category(sign) != "Cf")
    return unicodedata.normalize("NFKC", seen).casefold().translate(_LATIN)


def look_alikes(codes: Iterable[str]) -> tuple[tuple[str, ...], ...]:
    """Return the groups of different `codes` that look alike, each in order."""
    groups: dict[str, set[str]] = defaultdict(set)
    for code in codes:
        groups[look(code)].add(code)
    return tuple(tuple(sorted(group)) for group in groups.values() if len(group) > 1)

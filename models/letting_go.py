"""Large values are let go of piece by piece: freeing a million objects in one stroke holds every thread."""

import sys
from collections.abc import Iterable
from typing import Any

Pieces = list[tuple[Any, int]]
"""What is still to be taken apart, each with how deep it lay."""

_DEEP = 7
"""Levels below the value that are taken apart; what lies deeper is small."""
_OURS = 2
"""References while a piece is looked at: the name it has there, and the call that counts."""


def let_go(values: list[Any]) -> None:
    """Empty `values`, whose members the caller has no other name for; what somebody else holds stays whole."""
    pieces: Pieces = []
    while values:
        pieces.append((values.pop(), 0))
    while pieces:
        take_apart(pieces)


def take_apart(pieces: Pieces) -> None:
    """Take the last piece away; what it was made of, where nobody else holds it, is to be taken apart next."""
    piece, depth = pieces.pop()
    if depth < _DEEP and sys.getrefcount(piece) <= _OURS:
        pieces += [(part, depth + 1) for part in _parts(piece)]


def _parts(piece: object) -> Iterable[Any]:
    if isinstance(piece, dict):
        return piece.values()
    if isinstance(piece, tuple | list):
        return piece
    return getattr(piece, "__dict__", {}).values()

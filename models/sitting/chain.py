"""The chain of a sitting's acts: each link is a hash over the one before, so the last says what all of them are.

Whoever noted the head during the sitting sees later whether acts were changed, left out, put in or taken off the end.
"""

from collections.abc import Iterable

from models.sitting.acts import Act
from models.values import link


def head(acts: Iterable[Act]) -> str:
    """Return the last link of `acts`; "" where there are none."""
    last = ""
    for act in acts:
        last = link(last, act.canonical().decode())
    return last

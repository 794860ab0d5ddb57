"""References to the points of a regulation, which name both languages in one text."""

from models.values import Both


def both_points(text: str) -> Both:
    """Return a profile's reference "kk / ru" in each language; several, joined by ": ", are split one by one."""
    halves = [part.partition(" / ") for part in text.split(": ")]
    kk = ": ".join(first for first, _, _ in halves)
    ru = ": ".join(second or first for first, _, second in halves)
    return Both(kk=kk, ru=ru)

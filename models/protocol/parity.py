"""Read a finished protocol back and check that both halves say the same: codes, names, figures, fingerprint."""

from collections.abc import Iterable
from dataclasses import dataclass

from models.progress import Report, silent
from models.protocol.reading_back import close, figures, pages_of
from models.wording import tr


@dataclass(frozen=True)
class Half:
    """The text of one language's pages without their feet, and the feet."""

    text: str
    feet: tuple[str, ...]


def halves(pdf: bytes, report: Report = silent) -> tuple[Half, Half]:
    """Return the Kazakh and the Russian half of a protocol as read back from its pages."""
    read = pages_of(pdf, ("kk", "ru"), report)
    kk, ru = (Half(pages.text, tuple(pages.feet)) for pages in read.values())
    return kk, ru


def differences(pdf: bytes, *, codes: Iterable[str], names: Iterable[str], fingerprint: str) -> tuple[str, ...]:
    """Return what the two halves do not say alike, in words; nothing when they agree and every foot is right.

    Each code and name must stand equally often in both, and at least once; the figures must be the same, each as often.
    """
    kk, ru = halves(pdf)
    found: list[str] = []
    one, other = close(kk.text), close(ru.text)
    for word in (*codes, *names):
        times = one.count(close(word)), other.count(close(word))
        if times[0] != times[1] or not times[0]:
            found.append(
                tr(
                    "“{word}” stands {kk} times in Kazakh and {ru} times in Russian",
                    word=word,
                    kk=times[0],
                    ru=times[1],
                )
            )
    counted = figures(kk.text), figures(ru.text)
    found += [
        tr(
            "The figure {figure} stands {kk} times in Kazakh and {ru} times in Russian",
            figure=f,
            kk=counted[0][f],
            ru=counted[1][f],
        )
        for f in sorted(counted[0].keys() | counted[1].keys())
        if counted[0][f] != counted[1][f]
    ]
    feet = (*kk.feet, *ru.feet)
    for number, foot in enumerate(feet, start=1):
        if fingerprint not in close(foot) or f"{number}/{len(feet)}" not in close(foot):
            found.append(tr("Page {n} lacks its fingerprint or its number", n=number))
    return tuple(found)

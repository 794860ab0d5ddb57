"""Read a finished protocol back and check that both halves say the same: codes, names, figures, fingerprint."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from models.progress import Report, silent, step
from models.protocol import words
from models.wording import tr

_FOOT = 50.0
"""Points above the lower edge that belong to the foot of a page."""
_HASH = re.compile(r"[0-9a-f]{64}")
_FIGURE = re.compile(r"(?<![^\W_])\d+(?:[.,:/–-]\d+)*")
"""A figure not preceded by a letter: M1 and C1 are signs."""


@dataclass(frozen=True)
class Half:
    """The text of one language's pages without their feet, and the feet."""

    text: str
    feet: tuple[str, ...]


def halves(pdf: bytes, report: Report = silent) -> tuple[Half, Half]:
    """Return the Kazakh and the Russian half of a protocol as read back from its pages.

    A file from outside must be read in a child process; this reads what this program has just set.
    """
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    try:
        pages: dict[str, list[tuple[str, str]]] = {"kk": [], "ru": []}
        for number in range(len(document)):
            page = document[number]
            text = page.get_textpage()
            foot = text.get_text_bounded(top=_FOOT)
            body = text.get_text_bounded(bottom=_FOOT)
            language = "kk" if words.FINGERPRINT.kk in foot else "ru"
            pages[language].append((body, foot))
            text.close()
            page.close()
            step(report, number + 1, len(document))
    finally:
        document.close()
    kk, ru = (Half("\n".join(body for body, _ in found), tuple(foot for _, foot in found)) for found in pages.values())
    return kk, ru


def differences(pdf: bytes, *, codes: Iterable[str], names: Iterable[str], fingerprint: str) -> tuple[str, ...]:
    """Return what the two halves do not say alike, in words; nothing when they agree and every foot is right.

    Each code and name must stand equally often in both, and at least once; the figures must be the same, each as often.
    """
    kk, ru = halves(pdf)
    found: list[str] = []
    one, other = _close(kk.text), _close(ru.text)
    for word in (*codes, *names):
        times = one.count(_close(word)), other.count(_close(word))
        if times[0] != times[1] or not times[0]:
            found.append(
                tr(
                    "“{word}” stands {kk} times in Kazakh and {ru} times in Russian",
                    word=word,
                    kk=times[0],
                    ru=times[1],
                )
            )
    figures = _figures(kk.text), _figures(ru.text)
    found += [
        tr(
            "The figure {figure} stands {kk} times in Kazakh and {ru} times in Russian",
            figure=f,
            kk=figures[0][f],
            ru=figures[1][f],
        )
        for f in sorted(figures[0].keys() | figures[1].keys())
        if figures[0][f] != figures[1][f]
    ]
    feet = (*kk.feet, *ru.feet)
    for number, foot in enumerate(feet, start=1):
        if fingerprint not in _close(foot) or f"{number}/{len(feet)}" not in _close(foot):
            found.append(tr("Page {n} lacks its fingerprint or its number", n=number))
    return tuple(found)


def _close(text: str) -> str:
    """Return `text` without its spaces, line breaks and hyphens: a name broken over two lines is the same name."""
    return re.sub(r"[\s\ufffe\u00ad-]+", "", text)


def _figures(text: str) -> Counter[str]:
    return Counter(_FIGURE.findall(_HASH.sub(" ", text)))

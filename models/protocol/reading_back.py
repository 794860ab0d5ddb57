"""Read a finished paper back: the pages' text by language, and whether it is what the paper says.

A file from outside must be read in a child process; this reads what this program has just set.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from models.progress import Asking, Report, silent, step
from models.protocol import words
from models.protocol.blocks import Paper, Words, say
from models.protocol.leaves import leaves
from models.protocol.reading_tables import disordered, repeated
from models.values import Both
from models.wording import tr

FOOT = 50.0
"""Points above the lower edge that belong to the foot of a page."""
_HASH = re.compile(r"[0-9a-f]{64}")
_FIGURE = re.compile(r"(?<![^\W_])\d+(?:[.,:/–-]\d+)*")
"""A figure not preceded by a letter: M1 and C1 are signs."""
_BETWEEN = re.compile(r"[\s\x02\ufffe\u00ad-]+")
"""Spaces, line breaks and hyphens, also the one at a line's end as it is read back."""
_LONG = 200
"""Letters of a word that no language has."""
_NEAR = 4_000
"""So many letters around the place reached are searched first: texts stand in their order."""
_AT_ONCE = 1_000
"""Texts whose letters are counted in one call."""


@dataclass
class Pages:
    """One language's pages: what stands on them, and their feet."""

    bodies: list[str] = field(default_factory=list)
    feet: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """Everything but the feet."""
        return "\n".join(self.bodies)


def pages_of(pdf: bytes, languages: tuple[str, ...] = ("kk", "ru"), report: Report = silent) -> dict[str, Pages]:
    """Return the pages by language, in the order of `languages`; what numbers a page says which it is."""
    import pypdfium2

    found = {language: Pages() for language in languages}
    document = pypdfium2.PdfDocument(pdf)
    try:
        for number in range(len(document)):
            page = document[number]
            text = page.get_textpage()
            foot = text.get_text_bounded(top=FOOT)
            body = text.get_text_bounded(bottom=FOOT)
            text.close()
            page.close()
            numbered = [one for one in languages if close(say(words.PAGE, one).format(page=number + 1)) in close(foot)]
            pages = found[numbered[0] if numbered else languages[0]]
            pages.bodies.append(body)
            pages.feet.append(foot)
            step(report, number + 1, len(document))
    finally:
        document.close()
    return found


def close(text: str) -> str:
    """Return `text` without its spaces, line breaks and hyphens: a name broken over two lines is the same name."""
    return _BETWEEN.sub("", text)


def figures(text: str) -> Counter[str]:
    """Return the figures of `text`, signs such as M1 and fingerprints left out."""
    return Counter(_FIGURE.findall(_HASH.sub(" ", text)))


def unlike(pdf: bytes, paper: Paper, asking: Asking | None = None) -> tuple[str, ...]:
    """Return what the pages of `pdf` do not say as `paper` does, in words; nothing for a paper to be handed out.

    Every text of the paper stands on the pages of each of its languages and can be found by a search; no letter and no
    figure of it is lost, none is there too many, repeated headings counted in; the rows of tables stand in their order;
    where words are said in two languages, both say the same figures; every foot has its number, and the fingerprint
    where there is one.
    """
    from models.protocol.pdf import fonts

    def as_read(text: str) -> str:
        return fonts.alike(close(text))

    texts = [one for one in leaves(paper) if one]
    found = list(_figures_differ(paper, texts))
    read = pages_of(pdf, paper.languages, lambda _done, _of: asking is None or asking.goes_on())
    for language, pages in read.items():
        said = [fonts.alike(say(one, language)) for one in texts]
        bodies = [as_read(body) for body in pages.bodies]  # one call over thousands of pages would hold the window
        shown = "".join(bodies)
        found += _lost(shown, said)
        found += _miscounted(bodies, said, repeated(shown, paper, language, as_read), language)
        found += disordered(shown, paper, language, as_read)
    feet = [foot for pages in read.values() for foot in pages.feet]
    for number, foot in enumerate(feet, start=1):
        below = close(foot)
        if paper.fingerprint not in below or f"{number}/{len(feet)}" not in below:
            found.append(tr("Page {n} lacks its fingerprint or its number", n=number))
    return tuple(found)


def _figures_differ(paper: Paper, texts: list[Words]) -> Iterator[str]:
    if len(paper.languages) < 2:
        return
    for one in texts:
        if isinstance(one, Both) and figures(one.kk) != figures(one.ru):
            yield tr("Kazakh and Russian do not say the same figures: “{kk}” – “{ru}”", kk=one.kk, ru=one.ru)


def _lost(text: str, said: list[str]) -> Iterator[str]:
    """Texts that a search does not find; one broken over pages is looked for word by word.

    A word longer than some lines is broken anywhere itself; that none of its letters is lost shows their count.
    """
    at, known = 0, set[str]()
    for one in said:
        if one in known:
            continue
        known.add(one)
        wanted = close(one)
        place = _place(text, wanted, at)
        if place >= 0:
            at = place
        elif not all(close(word) in text for word in one.split() if len(word) < _LONG):
            yield tr("“{word}” is not found on the pages", word=one)


def _place(text: str, wanted: str, at: int) -> int:
    place = text.find(wanted, max(0, at - _NEAR), at + len(wanted) + _NEAR)
    return place if place >= 0 else text.find(wanted)


def _miscounted(
    bodies: list[str], said: list[str], headings: tuple[Counter[str], frozenset[str]], language: str
) -> Iterator[str]:
    """Letters and figures that stand there too seldom, or too often beside what repeated `headings` add."""
    wanted, read = Counter[str](), Counter[str]()
    for first in range(0, len(said), _AT_ONCE):
        wanted.update(close("".join(said[first : first + _AT_ONCE])))
    for body in bodies:
        read.update(body)
    for sign, times in sorted((wanted - read).items()):
        yield tr("“{word}” stands {n} times too seldom ({language})", word=sign, n=times, language=language)
    added, unsure = headings
    for sign, times in sorted((read - wanted - added).items()):
        if sign not in unsure:
            yield tr("“{word}” stands {n} times too often ({language})", word=sign, n=times, language=language)

"""Set a paper as PDF bytes: the same paper gives the same bytes."""

from collections.abc import Iterable
from io import BytesIO

from reportlab.platypus import BaseDocTemplate, Flowable, NextPageTemplate
from reportlab.platypus import PageBreak as NewPage

from models.progress import Report, step
from models.protocol.blocks import Facts, Paper, Table, say
from models.protocol.pdf import fonts
from models.protocol.pdf.canvas import PageCanvas
from models.protocol.pdf.pages import PageCount, templates
from models.protocol.pdf.setting import Setter, starts_wide


def build(paper: Paper, report: Report) -> bytes:
    """Return `paper` as PDF, in each of its languages one after the other.

    `report` is told the table rows drawn and their number in all languages together. Raises CancelledError when it
    answers False, FileError when a font is missing.
    """
    fonts.register()
    rows = sum(len(block.rows) for block in paper.blocks if isinstance(block, Table | Facts))
    of = max(1, len(paper.languages) * rows)
    done = 0

    def advance(drawn: int) -> None:
        nonlocal done
        done = min(of, done + drawn)
        step(report, done, of)

    first = "wide" if starts_wide(paper) else "upright"
    story: list[Flowable] = []
    for language in paper.languages:
        if story:
            story += [NextPageTemplate(f"{language}-{first}"), NewPage()]
        story += Setter(language, advance).story(paper.blocks, wide=paper.wide)
        step(report, 0, of)
    return write(paper, story, first=first)


def write(paper: Paper, story: Iterable[Flowable], *, first: str = "upright") -> bytes:
    """Return `story` as the PDF that `paper` describes; the first page is "upright" or "wide"."""
    language = paper.languages[0]
    pages = templates(paper)
    pages.sort(key=lambda page: page.id != f"{language}-{first}")  # the first is the first page's
    target = BytesIO()
    document = BaseDocTemplate(
        target,
        pageTemplates=pages,
        invariant=1,
        pageCompression=1,
        title=say(paper.title, language),
        subject=" ".join(say(paper.title, other) for other in paper.languages[1:]),
        author="",
        creator="Tandau",
        lang=language,
    )
    document.build([*story, PageCount()], canvasmaker=PageCanvas)
    return target.getvalue()

"""Set a paper as PDF bytes: the same paper gives the same bytes."""

from io import BytesIO
from typing import Any

from reportlab.platypus import BaseDocTemplate, Flowable, NextPageTemplate
from reportlab.platypus import PageBreak as NewPage

from models.progress import Report, step
from models.protocol.blocks import Facts, Paper, Table, say
from models.protocol.pdf import fonts
from models.protocol.pdf.canvas import PageCanvas
from models.protocol.pdf.pages import PageCount, templates
from models.protocol.pdf.setting import Setter

LANGUAGES = ("kk", "ru")


def build(paper: Paper, report: Report) -> bytes:
    """Return `paper` as PDF, Kazakh first, Russian second.

    `report` is told the table rows drawn and their number in both languages together. Raises CancelledError when it
    answers False, FileError when a font is missing.
    """
    fonts.register()
    rows = sum(len(block.rows) for block in paper.blocks if isinstance(block, Table | Facts))
    of = max(1, len(LANGUAGES) * rows)
    done = 0

    def advance(drawn: int) -> None:
        nonlocal done
        done = min(of, done + drawn)
        step(report, done, of)

    story: list[Flowable] = []
    for language in LANGUAGES:
        if story:
            story += [NextPageTemplate(f"{language}-upright"), NewPage()]
        story += Setter(language, advance).story(paper.blocks)
        step(report, 0, of)
    story.append(PageCount())
    target = BytesIO()
    properties: dict[str, Any] = {
        "title": say(paper.title, "kk"),
        "author": "",
        "subject": say(paper.title, "ru"),
        "creator": "Tandau",
        "lang": "kk",
    }
    document = BaseDocTemplate(target, pageTemplates=templates(paper), invariant=1, pageCompression=1, **properties)
    document.build(story, canvasmaker=PageCanvas)
    return target.getvalue()

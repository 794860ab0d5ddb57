"""The results appendix as a paper of its own: every mark, the arithmetic of every total, the sheets that were taken."""

from models.protocol import words
from models.protocol.blocks import Heading, PageBreak, Paper, Signature, Signatures, Text, fill
from models.protocol.case import Case, day
from models.protocol.decision import appendices
from models.protocol.papers import words as own
from models.protocol.public import public_result
from models.sitting.acts import Opened
from models.sitting.result import Result


def appendix(result: Result, *, fingerprint: str, public: bool) -> Paper:
    """Return the appendix to the protocol of `result`; the public form is written from the public result alone."""
    case = Case(public_result(result) if public else result, fingerprint=fingerprint, public=public)
    opened = case.last(Opened)
    number, on = (opened.number, opened.on) if opened else ("–", None)
    secretary = case.result.manifest.roster.secretary
    questions = len(case.result.outcome.questions)
    blocks = list(appendices(case))
    if blocks and isinstance(blocks[0], PageBreak):
        del blocks[0]
    return Paper(
        title=fill(own.APPENDIX_TITLE, number=number),
        number=number,
        on=on,
        fingerprint=fingerprint,
        running=fill(own.APPENDIX_RUNNING, number=number, day=day(on)),
        blocks=(
            Text(fill(own.APPENDIX_TO, number=number, day=day(on)), "right"),
            Heading(own.APPENDIX, 0),
            Text(case.result.manifest.contest.title, "centre"),
            *((Text(fill(words.DRAFT, n=questions), "draft"),) if questions else ()),
            *blocks,
            Signatures("", (Signature(words.SECRETARY_ROLE, secretary.name if secretary is not None else ""),)),
        ),
    )

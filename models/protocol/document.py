"""The protocol as data: pure, in both languages at once, in its full and its public form."""

from collections.abc import Iterator

from models.protocol import words
from models.protocol.aid import aid
from models.protocol.blocks import Block, Paper, fill, numbered
from models.protocol.case import Case, day
from models.protocol.course import course
from models.protocol.decision import appendices, closing, decision
from models.protocol.further import followed, left, stands_on
from models.protocol.opening import chair, commission, conflicts, general, technical, title
from models.protocol.public import public_result
from models.protocol.ranking import ranking
from models.protocol.statements import no_part_appendix
from models.sitting.acts import Opened
from models.sitting.result import Result


def protocol(result: Result, *, fingerprint: str, public: bool) -> Paper:
    """Return the protocol of `result`; `fingerprint` is the SHA-256 of the result file, in hex.

    The same result and fingerprint give an equal paper. With open questions it says that it is a draft. The public
    form is written from `models.protocol.public.public_result` alone, so nothing that it must not show can reach it.
    """
    return protocol_and_data(result, fingerprint=fingerprint, public=public)[0]


def protocol_and_data(result: Result, *, fingerprint: str, public: bool) -> tuple[Paper, Result]:
    """Return the paper of `protocol`, and what it was written from: of the public form the public result."""
    shown = public_result(result) if public else result
    return _paper(Case(shown, fingerprint=fingerprint, public=public)), shown


def _paper(case: Case) -> Paper:
    opened = case.last(Opened)
    number = opened.number if opened else "–"
    on = opened.on if opened else None
    body = _further(case) if case.session.further else _first(case)
    return Paper(
        title=fill(words.FILE_TITLE, number=number),
        number=number,
        on=on,
        fingerprint=case.fingerprint,
        running=fill(words.RUNNING, number=number, day=day(on)),
        blocks=tuple(body),
    )


def _first(case: Case) -> Iterator[Block]:
    yield from title(case)
    yield from numbered(
        (
            *general(case),
            *commission(case),
            *chair(case),
            *conflicts(case),
            *course(case),
            *technical(case),
            *ranking(case),
            *aid(case),
            *decision(case),
            *closing(case),
        )
    )
    yield from appendices(case)
    yield from no_part_appendix(case)


def _further(case: Case) -> Iterator[Block]:
    """The protocol of a further sitting: short, because it stands on an earlier one."""
    yield from title(case)
    yield from numbered(
        (
            *general(case),
            *stands_on(case),
            *commission(case),
            *chair(case),
            *conflicts(case),
            *course(case),
            *left(case),
            *followed(case),
            *closing(case),
        )
    )

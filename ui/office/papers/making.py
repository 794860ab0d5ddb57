"""How the papers of the office are made: their data are gathered from the central file first, then they are set."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from models.progress import Report

if TYPE_CHECKING:
    from models.centre.store import Transaction
    from models.protocol.papers.notices import Kind, Sender


@dataclass(frozen=True)
class Ready:
    """A paper, or one letter a person, whose data are gathered: setting it needs the central file no more."""

    preview: Callable[[Report], bytes]
    write: Callable[[Path, Report], tuple[Path, ...]]
    """Writes into the folder: everything or nothing."""


Making = Callable[["Transaction", Report], Ready]
"""Gathers in the background what a paper is made of."""


def register_paper(kind: str, contest: str, number: str, on: date, place: str) -> Making:
    """Return what makes the paper `kind` of the office (`models.centre.papers.office_papers`)."""

    def gather(session: "Transaction", report: Report) -> Ready:
        from models.centre.papers.office_papers import Wanted, office_papers
        from models.protocol.papers.writing import finished, write_paper

        (chosen,) = office_papers(kind)
        paper = chosen.make(Wanted(session, contest, number, on, place, report))
        return Ready(
            lambda report: finished(paper, report),
            lambda folder, report: (write_paper(paper, folder, chosen.name(number), report),),
        )

    return gather


def letters(contest: str, sender: "Sender", specimen: "Kind") -> Making:
    """Return what makes the notices to all applicants; looked at is the first one that tells `specimen`."""

    def gather(session: "Transaction", _report: Report) -> Ready:
        from models.centre.papers.notices import notices_asked
        from models.protocol.papers.catalogue import offer
        from models.protocol.papers.handing_out import preview, write_papers
        from models.protocol.papers.notices import first_told

        asked, notices = notices_asked(session, contest, sender), offer("notices")
        return Ready(
            lambda report: preview(notices, asked, first_told(asked.result, specimen), report),
            lambda folder, report: write_papers(notices, asked, folder, report=report),
        )

    return gather

"""Papers of one kind written into a folder, all or none, each checked; notices with their table."""

from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from models.errors import SittingError
from models.progress import Report, silent, step
from models.protocol.papers.catalogue import Asked, Offer
from models.protocol.papers.extract import line_of
from models.protocol.papers.notices_table import notices_csv, notices_xlsx
from models.protocol.papers.writing import finished, write_bytes, write_paper
from models.wording import tr


def write_papers(
    offer: Offer, asked: Asked, folder: Path, *, codes: Iterable[str] = (), report: Report = silent
) -> tuple[Path, ...]:
    """Write the papers of `offer` into `folder` and return their paths in order.

    `codes` chooses among papers that are one an application; none: all of them.
    Notices of everybody bring "notices.xlsx" and "notices.csv". Doing it twice changes nothing. Raises FileError for a
    paper whose pages do not say what it should, SittingError for an unknown code or a result that is not decided,
    CancelledError when `report` answers False; then what this call had written is gone again.
    """
    wanted = frozenset(codes) if offer.each else frozenset[str]()
    drafts = [one for one in offer.drafts(asked) if not wanted or one.code in wanted]
    for code in sorted(wanted - {one.code for one in drafts}):
        line_of(asked.result, code)  # says that the contest has no such application
    if not drafts:
        raise SittingError(tr("This result has no paper of this kind: nothing was decided that it would tell of."))
    before = frozenset(folder.iterdir()) if folder.is_dir() else frozenset[Path]()
    written: list[Path] = []
    try:
        for number, draft in enumerate(drafts):
            step(report, number, len(drafts))
            written.append(write_paper(draft.paper(), folder, draft.name))
        if offer.key == "notices" and not wanted:
            names = [path.name for path in written]
            written.append(write_bytes(notices_xlsx(asked.result, asked.people, names), folder, "notices.xlsx"))
            written.append(write_bytes(notices_csv(asked.result, asked.people, names), folder, "notices.csv"))
        step(report, len(drafts), len(drafts))
    except BaseException:
        for path in written:
            if path not in before:
                with suppress(OSError):
                    path.unlink()
        raise
    return tuple(written)


def preview(offer: Offer, asked: Asked, code: str = "", report: Report = silent) -> bytes:
    """Return a paper's PDF for looking at, checked as when it is written: that of `code`, else the last of its kind.

    Raises as `write_papers`, and SittingError where the result has no such paper.
    """
    drafts = [one for one in offer.drafts(asked) if not offer.each or one.code == code]
    if not drafts:
        raise SittingError(tr("This result has no paper of this kind: nothing was decided that it would tell of."))
    return finished(drafts[-1].paper(), report)

"""Papers of one kind written into a folder, all or none, each checked; notices with their table."""

from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from models.progress import Report, silent, step
from models.protocol.papers.catalogue import Asked, Draft, Offer
from models.protocol.papers.notices_table import notices_csv, notices_xlsx
from models.protocol.papers.writing import finished, write_bytes, write_paper


def write_papers(
    offer: Offer, asked: Asked, folder: Path, *, codes: Iterable[str] = (), report: Report = silent
) -> tuple[Path, ...]:
    """Write the papers of `offer` into `folder`, of `codes` only where any is given, and return their paths in order.

    Notices of everybody bring "notices.xlsx" and "notices.csv". Doing it twice changes nothing. Raises FileError for a
    paper whose pages do not say what it should, SittingError for an unknown code or a result that is not decided,
    CancelledError when `report` answers False; then what this call had written is gone again.
    """
    wanted = frozenset(codes)
    drafts = [one for one in offer.drafts(asked) if not wanted or one.code in wanted]
    missing = wanted - {one.code for one in drafts}
    if missing:
        from models.protocol.papers.extract import line_of

        for code in sorted(missing):
            line_of(asked.result, code)
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


def preview(draft: Draft, report: Report = silent) -> bytes:
    """Return one paper's PDF for looking at, checked as when it is written. Raises as `write_papers`."""
    return finished(draft.paper(), report)

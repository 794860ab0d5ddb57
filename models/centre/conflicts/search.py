"""The search for conflicts of interest over the central file, and what it remembers: nobody waits for it twice."""

from collections.abc import Mapping, Sequence
from datetime import date
from threading import Lock

from sqlmodel import Session, col, select

from models.centre.applications import applications_of
from models.centre.conflicts.pairs import decisions, everyone, subjects_now
from models.centre.contests import contest
from models.centre.tables import ApplicationRow
from models.conflicts.contest_search import Behind, Found, find_behind, read_behind
from models.conflicts.declarations import Declaration
from models.conflicts.involved import person_party
from models.conflicts.mirror import Mirror, mirror
from models.conflicts.reading import Reading
from models.progress import Report, silent, step
from models.wording import current_language


class Searched:
    """What was found in one contest, and what was read for it.

    Nothing that the search looks at has changed: the next search answers at once. A person or some applications have:
    only they are read. It holds personal data, so it is kept no longer than the contest is open. Several threads may
    search; one waits for the other.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._asked: object = None
        self._found: tuple[Found, ...] = ()
        self._behind: dict[str, Behind] = {}
        """By SHA-256 of the application."""
        self._reading = Reading()

    def search(self, session: Session, contest_id: str, *, on: date, report: Report = silent) -> tuple[Found, ...]:
        """Return what connects those who touch the contest with its applications, as `find_in_contest` does.

        Raises CancelledError; the next search goes on from what was read.
        """
        rule = contest(session, contest_id).profile.conflicts
        ours = tuple(person_party(one, rule, on=on) for one in everyone(session, contest_id))
        query = select(ApplicationRow.code, ApplicationRow.sha256).where(ApplicationRow.contest == contest_id)
        digests = dict(session.exec(query.order_by(col(ApplicationRow.code))).all())
        language = current_language()
        asked = (contest_id, language, rule, ours, digests)
        with self._lock:
            if asked != self._asked:
                # reading an application takes about as long as comparing a person with fifty
                read = self._read(session, contest_id, digests, report, more=len(ours) * len(digests) // 50)
                behind = [self._behind[digest] for digest in digests.values()]
                self._found = find_behind(
                    ours, behind, rule, self._reading, report=_after(read, len(digests) // 50, report)
                )
                # the window's language may change meanwhile: reasons in two languages are not remembered
                self._asked = asked if current_language() == language else None
            return self._found

    def _read(self, session: Session, contest_id: str, digests: Mapping[str, str], report: Report, *, more: int) -> int:
        """Read what is new and return how much that was; `more` units of work follow."""
        kept = {digest: self._behind[digest] for digest in digests.values() if digest in self._behind}
        if len(kept) < len(self._behind):
            # what is no longer in the contest is not remembered: it may have been destroyed
            self._reading = Reading()
        self._behind = kept
        missing = [code for code, digest in digests.items() if digest not in kept]
        for number, one in enumerate(applications_of(session, contest_id, missing)):
            step(report, number, len(missing) + more)
            self._behind[digests[one.code]] = read_behind(one, self._reading)
        return len(missing)


def _after(before: int, each: int, report: Report) -> Report:
    """Return a report of work that follows `before` units; each unit of its own counts as `each`."""
    return lambda done, of: report(before + done * each, before + of * each)


def mirror_of(
    session: Session,
    contest_id: str,
    declared: Mapping[str, Sequence[Declaration]],
    *,
    on: date,
    report: Report = silent,
    searched: Searched | None = None,
) -> Mirror:
    """Return the two mirror lists of a contest. `declared` by person, as the sheets laid together say it.

    Takes as long as the search does, unless `searched` remembers it: in the background. Raises CancelledError.
    """
    found = (searched or Searched()).search(session, contest_id, on=on, report=report)
    made = decisions(session, contest_id)
    pairs = {one.pinned.pair for one in made}
    about = applications_of(session, contest_id, sorted({code for _, code in pairs}))
    return mirror(found, declared, made, now=subjects_now(everyone(session, contest_id), about, pairs))

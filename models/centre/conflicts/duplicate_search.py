"""The search for duplicates over the central file, and what it remembers: nobody waits for it twice."""

from threading import Lock

from sqlmodel import Session, col, select

from models.centre.applications import applications
from models.centre.contests import contest
from models.centre.selection.screening import winning_applications, winning_digests
from models.centre.tables import ApplicationRow
from models.duplicates.cases import Case, find_cases
from models.duplicates.earlier import EarlierWin
from models.duplicates.finding import similar_projects
from models.duplicates.texts import Likes
from models.progress import Report, silent


class SearchedCases:
    """What the applications of one contest share, as the last search found it.

    While neither they nor the earlier winners have changed it answers at once. It holds personal data, so it is kept
    no longer than the contest is open. Several threads may search; one waits for the other.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._asked: object = None
        self._found: tuple[Case, ...] = ()
        self.likes: Likes | None = None
        """Which texts are alike, and what is the form's in them; None before the first search."""

    def search(self, session: Session, contest_id: str, report: Report = silent) -> tuple[Case, ...]:
        """Return what the applications of a contest share among them and with the winners of others in this file.

        Takes seconds with thousands of texts: in the background. Raises CancelledError.
        """
        barred = contest(session, contest_id).profile.eligibility.winners_barred
        query = select(ApplicationRow.code, ApplicationRow.sha256).where(ApplicationRow.contest == contest_id)
        digests = tuple(session.exec(query.order_by(col(ApplicationRow.code))).all())
        asked = (contest_id, barred, digests, winning_digests(session, besides=contest_id))
        with self._lock:
            if asked != self._asked:
                won = [
                    (
                        EarlierWin(
                            contest=one.contest,
                            contest_title=one.contest_title,
                            code=one.application.code,
                            name=one.application.applicant.full_name,
                            title=one.application.project.title,
                        ),
                        one,
                    )
                    for one in winning_applications(session, None, besides=contest_id)
                ]
                taken = applications(session, contest_id)
                likes = similar_projects(taken, report=report)
                self._found = find_cases(
                    taken,
                    likes=likes,
                    barring=[(win, one.application) for win, one in won if one.profile in barred],
                    won=[(win, one.application) for win, one in won],
                    report=report,
                )
                self.likes, self._asked = likes, asked
            return self._found

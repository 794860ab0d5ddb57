"""Where a contest stands, in one reading: what the office's pages and their steps are drawn from."""

from sqlalchemy import func
from sqlmodel import Session, col, select

from models.centre.commission import commission_lacks, everybody, roster
from models.centre.contests import contest, criteria_versions
from models.centre.selection.packets import PacketEntry, packets
from models.centre.tables import ApplicationRow, ResultRow
from models.contest.application import Screened
from models.contest.commission import Roster
from models.contest.contest import Contest
from models.contest.criteria import ApprovedCriteria
from models.sealing.public_keys import fingerprint
from models.values import Value


class Overview(Value):
    """One contest as it stands, without its applications."""

    contest: Contest
    criteria: tuple[ApprovedCriteria, ...]
    """Every approved version, oldest first; empty while none is approved."""
    roster: Roster
    """The one in force; version 0 without people before anybody is enrolled."""
    everybody: tuple[tuple[str, str], ...]
    """(id, name) of everybody whom any version of the roster ever named."""
    counts: tuple[tuple[Screened, int], ...]
    """How many applications stand in each state of the technical selection; every state is named."""
    packets: tuple[PacketEntry, ...]
    """The revisions built, oldest first."""
    results: int
    """How many results are stored."""

    @property
    def used_ids(self) -> frozenset[str]:
        """Ids of people that any version of the roster ever used; they are never given again."""
        return frozenset(person for person, _ in self.everybody)

    def name_of(self, by: str) -> str:
        """Return the name of whoever recorded something: records hold the id where the roster knew the person.

        A person without a card was recorded by the key's fingerprint, and is named where the roster knows the key now.
        """
        named = dict(self.everybody).get(by)
        if named is None and by.startswith("SHA256:"):
            keys = ((one.name, one.public_key) for one in self.roster.people if one.public_key)
            named = next((name for name, line in keys if fingerprint(line) == by), None)
        return named or by

    @property
    def received(self) -> int:
        """How many applications there are."""
        return sum(number for _, number in self.counts)

    def count(self, state: Screened) -> int:
        """Return how many applications stand in `state`."""
        return dict(self.counts)[state]

    @property
    def commission_lacks(self) -> tuple[str, ...]:
        """What the commission lacks before a packet can be built, in the current language, one thing a line."""
        return tuple(commission_lacks(self.contest, self.roster))


def overview(session: Session, contest_id: str) -> Overview:
    """Return where the contest stands now. Raises StoreError where there is no such contest."""
    query = (
        select(ApplicationRow.state, func.count())
        .where(ApplicationRow.contest == contest_id)
        .group_by(col(ApplicationRow.state))
    )
    found = {Screened(state): number for state, number in session.exec(query)}
    results = session.exec(select(func.count()).select_from(ResultRow).where(ResultRow.contest == contest_id)).one()
    return Overview(
        contest=contest(session, contest_id),
        criteria=criteria_versions(session, contest_id),
        roster=roster(session, contest_id),
        everybody=everybody(session, contest_id),
        counts=tuple((state, found.get(state, 0)) for state in Screened),
        packets=packets(session, contest_id),
        results=results,
    )

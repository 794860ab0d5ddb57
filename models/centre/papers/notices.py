"""What the notices to all applicants are written from: the newest stored result and everybody's address."""

from sqlmodel import Session

from models.centre.destruction import destructions
from models.centre.papers.contacts import contacts
from models.centre.results.sync import results
from models.errors import StoreError
from models.protocol.papers.catalogue import Asked
from models.protocol.papers.notices import Sender
from models.wording import tr


def notices_asked(session: Session, contest_id: str, sender: Sender) -> Asked:
    """Return what the notices of a contest are written from.

    Raises StoreError before a result is stored, and once the personal data were destroyed.
    """
    stored = results(session, contest_id)
    if not stored:
        raise StoreError(
            tr("No result of this contest is stored yet, so there is nothing to tell the applicants. Store it first.")
        )
    if destructions(session, contest_id):
        raise StoreError(
            tr("The personal data of this contest were destroyed, so nobody can be written to. Nothing was written.")
        )
    return Asked(stored[-1], stored[-1].digest(), sender, contacts(session, contest_id))

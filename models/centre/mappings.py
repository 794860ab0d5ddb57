"""Headings that staff mapped by hand, remembered for the next table."""

from collections.abc import Mapping

from sqlmodel import Session, select

from models.centre.contests import contest
from models.centre.history import record
from models.centre.tables import MappingRow
from models.contest.columns import SUBMITTED, columns_of
from models.intake.columns import COLUMN
from models.intake.folding import fold_heading
from models.values import Moment


def remembered(session: Session, contest_id: str) -> dict[str, str]:
    """Return the field of every heading ever mapped by hand, by `models.intake.folding.fold_heading` of it.

    A heading by which the contest's own rules tell a factor or a group is that column, whatever the forms call so.
    """
    own = columns_of(contest(session, contest_id)) - {SUBMITTED}
    known = dict(session.exec(select(MappingRow.heading, MappingRow.field)).all())
    return known | {fold_heading(column): COLUMN + column for column in own}


def remember(session: Session, mapping: Mapping[str, str], *, by: str, at: Moment) -> None:
    """Remember `mapping` (heading as written → field); a heading mapped before takes the new field."""
    for heading, field in mapping.items():
        folded = fold_heading(heading)
        row = session.get(MappingRow, folded)
        if row is not None and row.field == field:
            continue
        what = "added" if row is None else "changed"
        session.merge(MappingRow(heading=folded, field=field, recorded_at=at, recorded_by=by))
        record(session, contest=None, subject="mapping", key=folded, what=what, by=by, at=at, fields=[field])
    session.flush()

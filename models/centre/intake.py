"""Taking a table in, in two acts: the report, which changes nothing, and storing what it shows."""

from collections.abc import Mapping

from sqlmodel import Session

from models.centre.applications import Stored, applications, store_intake
from models.centre.contests import contest
from models.centre.mappings import remember
from models.intake.plan import IntakePlan
from models.intake.source import Source
from models.progress import Report, silent
from models.values import Moment


def plan_source(
    session: Session, contest_id: str, source: Source, *, at: Moment, report: Report = silent
) -> IntakePlan:
    """Return what taking `source` in would do to the contest; nothing is stored.

    Raises IntakeError while a heading waits for a person's choice, StoreError for an unknown contest, CancelledError.
    """
    return source.plan(contest(session, contest_id), applications(session, contest_id), now=at, report=report)


def take_in(
    session: Session,
    contest_id: str,
    plan: IntakePlan,
    chosen: Mapping[str, str],
    *,
    by: str,
    at: Moment,
    report: Report = silent,
) -> Stored:
    """Store what the plan shows and remember the columns chosen by hand (`Source.chosen`), in one transaction.

    Raises as `store_intake`.
    """
    stored = store_intake(session, contest_id, plan, by=by, at=at, report=report)
    remember(session, chosen, by=by, at=at)
    return stored

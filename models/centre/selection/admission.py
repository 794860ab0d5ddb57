"""Admitting all applications without flags: planned, shown, and done as one act of a person."""

from sqlmodel import Session

from models.centre.applications import states
from models.centre.selection.screening import decide, flags
from models.contest.application import Screened
from models.errors import StoreError
from models.progress import Report, silent, step
from models.values import Moment, Value
from models.wording import tr


class AdmissionPlan(Value):
    """Which of the applications that nobody decided about have no flag; codes in order."""

    admit: tuple[str, ...]
    flagged: tuple[str, ...]
    """Left for a person to look at, one by one."""


def plan_admission(session: Session, contest_id: str, report: Report = silent) -> AdmissionPlan:
    """Return whom "admit all without flags" would admit; nothing is stored. Raises CancelledError."""
    raised = flags(session, contest_id, report)
    undecided = [code for code, state in states(session, contest_id).items() if state is Screened.RECEIVED]
    return AdmissionPlan(
        admit=tuple(code for code in undecided if not raised.get(code)),
        flagged=tuple(code for code in undecided if raised.get(code)),
    )


def admit(
    session: Session, contest_id: str, plan: AdmissionPlan, *, by: str, at: Moment, report: Report = silent
) -> tuple[str, ...]:
    """Admit the applications that the plan shows and return their codes; doing it twice changes nothing.

    Raises StoreError where one of them was decided about otherwise, or got a flag, since the plan was made;
    CancelledError, and then the transaction is to be given up.
    """
    raised, standing = flags(session, contest_id), states(session, contest_id)
    stale = [
        code
        for code in plan.admit
        if raised.get(code) or standing.get(code) not in (Screened.RECEIVED, Screened.ADMITTED)
    ]
    if stale:
        raise StoreError(
            tr("These applications changed since the list was made; nobody was admitted. Make the list again."),
            problems=stale,
        )
    for done, code in enumerate(plan.admit):
        step(report, done, len(plan.admit))
        decide(session, contest_id, code, Screened.ADMITTED, by=by, at=at)
    return plan.admit

"""How the steps of the office stand: drawn from the state alone."""

from typing import TYPE_CHECKING

from models.contest.application import Screened
from models.wording import tr
from ui.office.state import OfficeState
from ui.shell.place import StepInfo, StepState

if TYPE_CHECKING:
    from models.centre.overview import Overview

_ORDER = ("central", "contest", "criteria", "commission", "intake", "screening", "packet", "sync")
"""Register, conflicts and duplicates are for any time, paper sheets for who needs them: never the next step."""


def step_info(key: str, state: OfficeState) -> StepInfo:
    """Return how the step with `key` stands; the first one that is not done is the next."""
    now = state.overview
    if key == "central":
        note = state.location if state.is_open else tr("none is open")
        return StepInfo(StepState.DONE if now else StepState.NEXT, note)
    if now is None:
        return StepInfo(StepState.CLOSED, "")
    if key == "paper":
        return StepInfo(StepState.OPEN if now.packets else StepState.CLOSED, "" if now.packets else tr("no packet yet"))
    if key in ("conflicts", "duplicates", "lists"):
        return StepInfo(
            StepState.OPEN if now.received else StepState.CLOSED, "" if now.received else tr("no applications")
        )
    if key == "register":
        return StepInfo(StepState.OPEN, "")
    following = next((step for step in _ORDER[1:] if not _done(step, now)), "")
    done = StepState.DONE if _done(key, now) else StepState.OPEN
    return StepInfo(StepState.NEXT if key == following else done, _note(key, now))


def _done(key: str, now: "Overview") -> bool:
    return {
        "contest": _dated(now),
        "criteria": now.contest.criteria is not None,
        "commission": not now.commission_lacks,
        "intake": now.received > 0,
        "screening": now.received > 0 and not _undecided(now),
        "packet": bool(now.packets),
        "sync": now.results > 0,
    }[key]


def _dated(now: "Overview") -> bool:
    """Whether the contest has the date that its calendar is counted from; without a calendar it needs none."""
    return now.contest.contract_date is not None or not now.contest.profile.calendar


def _note(key: str, now: "Overview") -> str:
    notes = {
        "contest": "" if _dated(now) else tr("no contract date yet"),
        "criteria": tr("version {n}", n=len(now.criteria)) if now.criteria else tr("not approved yet"),
        "commission": tr("enrolled: {n}", n=len(now.roster.people)),
        "intake": tr("applications: {n}", n=now.received),
        "screening": _screened(now) if now.received else "",
        "packet": tr("revision {n}", n=now.packets[-1].revision) if now.packets else "",
        "sync": tr("stored") if now.results else "",
    }
    return notes[key]


def _screened(now: "Overview") -> str:
    """Say what is undecided as the list counts it; where nothing is, what still has to come back."""
    undecided, mending = now.count(Screened.RECEIVED), now.count(Screened.MENDING)
    if mending and not undecided:
        return tr("{what}: {n}", what=tr("sent back for mending"), n=mending)
    return tr("undecided: {n}", n=undecided)


def _undecided(now: "Overview") -> int:
    return now.count(Screened.RECEIVED) + now.count(Screened.MENDING)

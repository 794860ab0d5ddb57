"""What the steps of the office say beside their names: the same figures as the pages behind them."""

from datetime import date
from uuid import UUID

import pytest

from models.centre.overview import Overview
from models.contest.application import Screened
from models.contest.commission import Roster
from models.contest.founding import new_contest
from models.contest.profile_files import load_profile
from ui.office.state import OfficeState
from ui.office.steps import step_info
from ui.shell.place import StepState


@pytest.mark.parametrize(
    ("received", "mending", "note", "done"),
    [
        (2, 1, "undecided: 2", False),
        (0, 1, "sent back for mending: 1", False),
        (0, 0, "undecided: 0", True),
    ],
)
def test_an_application_sent_back_is_not_called_undecided(received: int, mending: int, note: str, done: bool) -> None:
    counts = dict.fromkeys(Screened, 0) | {
        Screened.RECEIVED: received,
        Screened.MENDING: mending,
        Screened.ADMITTED: 1,
    }
    now = Overview(
        contest=new_contest(load_profile("zhas-2024"), id=UUID(int=7), contract_date=date(2024, 3, 4)),
        criteria=(),
        roster=Roster(contest=str(UUID(int=7)), version=0, people=()),
        everybody=(),
        counts=tuple(counts.items()),
        packets=(),
        results=0,
    )
    info = step_info("screening", OfficeState(location="x.tandau", contests=(now.contest,), overview=now))
    assert (info.note, info.state is StepState.DONE) == (note, done)

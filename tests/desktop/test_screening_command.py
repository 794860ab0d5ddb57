"""`tandau screening` and `tandau selfcheck --central`: a real central file looked at from the terminal."""

import json
from collections.abc import Callable

import pytest
from sqlalchemy import text

from desktop import crash
from desktop.cli import run
from models.centre.store import Central
from models.sample.day import PASSPHRASE, PlayedDay

Call = Callable[..., tuple[int, str]]


@pytest.fixture
def call(played_day: PlayedDay, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Call:
    monkeypatch.setattr(crash, "install", lambda folder: None)
    monkeypatch.setenv("TANDAU_LANG", "en")
    monkeypatch.setenv("TANDAU_PASSPHRASE", PASSPHRASE)
    here = ("--central", str(played_day.central), "--key", str(played_day.secretary.places.key))

    def called(*words: str) -> tuple[int, str]:
        status = run([*words, *here])
        return status, capsys.readouterr().out

    return called


def test_every_application_is_listed_with_its_flags(call: Call) -> None:
    status, out = call("screening", "--json")
    told = json.loads(out)
    listed = told["applications"]
    assert status == 0
    assert sum(number for state, number in told["counts"].items() if state != "flagged") == len(listed)
    flagged = [one for one in listed if one["flags"]]
    assert flagged
    raised = [flag for one in flagged for flag in one["flags"]]
    assert all(flag["rule"] and flag["reason"]["kk"] for flag in raised)
    status, out = call("screening")
    lines = out.splitlines()
    assert (status, lines[-1].startswith(f"Applications: {len(listed)}.")) == (0, True)
    assert len(lines) == len(listed) + len(raised) + 1
    assert all(flag["point"] in out for flag in raised)


def test_only_the_undecided_with_flags_are_listed_on_demand(call: Call) -> None:
    told = json.loads(call("screening", "--flagged", "--json")[1])
    assert len(told["applications"]) == told["counts"]["flagged"]
    assert all(one["state"] == "received" and one["flags"] for one in told["applications"])


def test_stored_sums_are_checked(call: Call, played_day: PlayedDay) -> None:
    status, out = call("selfcheck", "--json")
    assert (status, json.loads(out)["wrong_sums"]) == (0, [])
    central = Central.open(played_day.central, played_day.secretary.key)

    def change(by: int) -> None:
        with central.session() as session:
            session.execute(text(f"UPDATE panels SET points = points + {by} WHERE id = (SELECT min(id) FROM panels)"))

    change(1)
    try:
        status, out = call("selfcheck")
        assert (status, "marks come to: 1." in out) == (1, True)
    finally:
        change(-1)
        central.close()

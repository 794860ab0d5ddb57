"""`tandau lot` repeats a lot of a sitting."""

import json

import pytest

from desktop import crash
from desktop.cli import run


@pytest.fixture(autouse=True)
def _quiet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crash, "install", lambda folder: None)
    monkeypatch.setenv("TANDAU_LANG", "en")


def test_the_order_comes_with_its_tickets_and_the_way_by_hand(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["lot", "--seed", "4711,6,12", "B", "C", "D"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line[:2] + line[3:9] for line in lines[:3]] == ["1.D  312", "2.C  467", "3.B  7e0"]
    assert lines[3] == 'By hand: printf %s "4711,6,12,D,1" | sha256sum'
    assert run(["lot", "--seed", "4711,6,12", "--draw", "2", "--json", "C", "D", "B"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["draw"], {one["application"] for one in told["order"]}) == (2, {"B", "C", "D"})


@pytest.mark.parametrize("call", [["--seed", "4711, 6", "B", "C"], ["--seed", "", "B"], ["--seed", "1", "B", "B"]])
def test_a_wrong_seed_or_a_code_named_twice_is_refused(call: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["lot", *call]) == 2
    assert capsys.readouterr().out == ""

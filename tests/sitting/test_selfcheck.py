"""The oracle inside finds a computer, or a program, that counts wrongly."""

import json
import tomllib
from collections.abc import Callable
from fractions import Fraction
from importlib.resources import files
from pathlib import Path
from typing import Any
from unittest import mock

import pytest

from desktop import crash
from desktop.cli import run
from models.contest.counting import Step
from models.sitting import selfcheck as oracle
from models.sitting.counting import rule, steps
from models.sitting.selfcheck import selfcheck


def cases() -> list[dict[str, Any]]:
    text = (files("resources") / "selfcheck" / "cases.toml").read_text(encoding="utf-8")
    found: list[dict[str, Any]] = tomllib.loads(text)["cases"]
    return found


def test_this_computer_counts_correctly() -> None:
    checked = selfcheck()
    assert (checked.failed, checked.holds) == ((), True)
    assert checked.line == f"Counts correctly on this computer: {len(cases())} of {len(cases())}"


def test_every_step_of_a_rule_is_among_the_cases() -> None:
    used = {step["do"] for case in cases() for step in case.get("rule", {}).get("steps", [])}
    kinds = Step.model_fields["do"].annotation
    assert used | {"sum"} == set(kinds.__args__)  # type: ignore[union-attr]
    modes = {step.get("mode") for case in cases() for step in case.get("rule", {}).get("steps", [])} - {None}
    assert modes == {"half-up", "half-even", "down"}
    ties = {tie["by"] for case in cases() for tie in case.get("rule", {}).get("ties", {}).get("steps", [])}
    assert ties == {"criterion", "top-marks", "count-back", "column", "round", "earlier-submission"}


def _off_by_one(step: Step, figures: Any, weights: Any, *, higher_is_better: bool) -> Any:
    return steps.join(step, figures, weights, higher_is_better=higher_is_better) + Fraction(1, 10**9)


WRONG: dict[str, Callable[[], Any]] = {
    "a join that is a billionth too much": lambda: mock.patch.object(rule, "join", _off_by_one),
    "a drop that drops nothing": lambda: mock.patch.object(rule, "drop", lambda figures, highest, lowest: figures),
    "a lot in another order": lambda: mock.patch.object(oracle, "draw_lot", return_value=()),
    "a proof that never holds": lambda: mock.patch.object(oracle, "prove", return_value=mock.Mock(holds=False)),
}


@pytest.mark.parametrize("what", WRONG)
def test_what_counts_wrongly_is_found_and_named(what: str) -> None:
    with WRONG[what]():
        checked = selfcheck()
    assert not checked.holds
    assert checked.correct == checked.cases - len(checked.failed)
    assert all(": " in one for one in checked.failed)


def test_the_command_says_it_in_one_line(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crash, "install", lambda folder: None)
    monkeypatch.setenv("TANDAU_LANG", "en")
    assert run(["selfcheck"]) == 0
    assert capsys.readouterr().out == f"Counts correctly on this computer: {len(cases())} of {len(cases())}\n"
    with mock.patch.object(rule, "join", _off_by_one):
        assert run(["selfcheck", "--json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert told["correct"] < told["cases"]
    assert told["failed"]


def test_the_cases_stand_beside_the_program() -> None:
    assert Path(str(files("resources"))).joinpath("selfcheck", "cases.toml").is_file()

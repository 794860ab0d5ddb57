"""`tandau conflicts --central`: the mirror lists of a real central file."""

import csv
import io
import json
from pathlib import Path

import pytest

from desktop import crash
from desktop.cli import run
from models.sample.day import PASSPHRASE, PlayedDay


def test_the_lists_of_a_central_file_are_written(
    played_day: PlayedDay, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setattr(crash, "install", lambda folder: None)
    monkeypatch.setenv("TANDAU_LANG", "en")
    monkeypatch.setenv("TANDAU_PASSPHRASE", PASSPHRASE)
    call = ["conflicts", "--central", str(played_day.central), "--key", str(played_day.secretary.places.key)]
    assert run(call) == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert list(rows[0]) == [
        "list", "person", "name", "application", "kind", "strength", "look", "reason", "declared", "decision"
    ]  # fmt: skip
    out = tmp_path / "lists.csv"
    assert run([*call, "--out", str(out)]) == 0
    assert capsys.readouterr().out.startswith("Probable but not declared: ")
    assert len(list(csv.DictReader(io.StringIO(out.read_text(encoding="utf-8"))))) == len(rows)
    assert run([*call, "--json"]) == 0
    assert [row["application"] for row in json.loads(capsys.readouterr().out)] == [row["application"] for row in rows]
    assert run([*call, "--people", str(out)]) != 0
    assert "--central alone" in capsys.readouterr().err
    assert run(["conflicts", "--people", str(out)]) != 0

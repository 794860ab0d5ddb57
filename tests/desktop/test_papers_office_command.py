"""`tandau papers office`: papers of a real central file, written from the terminal."""

import json
from pathlib import Path

import pytest

from desktop import crash
from desktop.cli import run
from models.sample.day import PASSPHRASE, PlayedDay


@pytest.fixture(autouse=True)
def _terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crash, "install", lambda folder: None)
    monkeypatch.setenv("TANDAU_LANG", "en")
    monkeypatch.setenv("TANDAU_PASSPHRASE", PASSPHRASE)


def written(day: PlayedDay, out: Path, *words: str) -> int:
    where = ("--central", str(day.central), "--key", str(day.secretary.places.key), "--out", str(out))
    return run(["papers", "office", *words, *where])


def test_papers_are_written_twice_to_the_same_bytes(
    played_day: PlayedDay, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ("technical-public", "contracts", "--number", "5/1", "--date", "2024-05-20", "--json")
    assert written(played_day, tmp_path, *words) == 0
    paths = [Path(path) for path in json.loads(capsys.readouterr().out)["papers"]]
    assert [path.name for path in paths] == ["technical-public-5-1.pdf", "contracts-5-1.pdf"]
    before = [path.read_bytes() for path in paths]
    assert written(played_day, tmp_path, *words) == 0
    assert [path.read_bytes() for path in paths] == before
    assert len(list(tmp_path.iterdir())) == 2


def test_nothing_is_written_where_one_paper_cannot_be(
    played_day: PlayedDay, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    assert written(played_day, out, "contracts", "destruction") != 0
    assert "not destroyed" in capsys.readouterr().err
    assert written(played_day, out, "letters") != 0
    assert "contracts" in capsys.readouterr().err
    assert not out.exists()

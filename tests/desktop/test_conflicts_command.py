"""`tandau conflicts` over tables as people have them."""

import csv
import io
import json
from pathlib import Path

import pytest

from desktop import crash
from desktop.cli import run

PEOPLE = """Код;ФИО;ЖСН;Туған күні;Телефон;Email;Адрес;Организация;Роль
m1;Тәшімов Серік Болатұлы;;01.02.1970;8 701 123 45 67;;;«Жас Қанат» ҚБ;төраға
m2;Иванова Вера Ильинична;;;;;;;
"""
APPLICANTS = """id,name,iin,birth_date,phone,email,address,organisation,role
a1,Tashimova Aigul Serikkyzy,,1998-03-04,,,,,
a2,Ким Ольга,,never,,,,ОО Жас Канат,
a3,,,,,,,,
"""


@pytest.fixture
def tables(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[str, str]:
    monkeypatch.setattr(crash, "install", lambda folder: None)
    monkeypatch.setenv("TANDAU_LANG", "en")
    people, applicants = tmp_path / "p.csv", tmp_path / "a.csv"
    people.write_text(PEOPLE, encoding="utf-8")
    applicants.write_text(APPLICANTS, encoding="utf-8")
    return str(people), str(applicants)


def test_pairs_are_written_strongest_first(
    tables: tuple[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    call = ["conflicts", "--people", tables[0], "--applicants", tables[1]]
    assert run(call) == 0
    told = capsys.readouterr()
    rows = list(csv.DictReader(io.StringIO(told.out)))
    assert list(rows[0]) == ["person", "applicant", "kind", "strength", "reason", "look"]
    assert [(row["person"], row["applicant"], row["kind"], row["look"]) for row in rows] == [
        ("m1", "a1", "parent-child", "1"),
        ("m1", "a2", "same-organisation", "1"),
    ]
    assert "row 3" in told.err
    out = tmp_path / "f.csv"
    assert run([*call, "--out", str(out)]) == 0
    assert out.read_text(encoding="utf-8") == told.out
    assert capsys.readouterr().out == "Pairs found: 2. To look at first: 2.\n"
    assert run([*call, "--json"]) == 0
    assert [row["strength"] for row in json.loads(capsys.readouterr().out)] == [float(row["strength"]) for row in rows]


def test_a_table_that_says_nothing_is_refused(
    tables: tuple[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    empty = tmp_path / "e.csv"
    empty.write_text("id,role\na1,x\n", encoding="utf-8")
    assert run(["conflicts", "--people", tables[0], "--applicants", str(empty)]) == 1
    assert "e.csv" in capsys.readouterr().err
    assert run(["conflicts", "--people", tables[0], "--applicants", str(tmp_path / "none.csv")]) == 2
    assert run(["conflicts", "--people", tables[0]]) == 2

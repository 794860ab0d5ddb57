"""`tandau duplicates` and `tandau compare`: for checking from outside, with nothing but tables."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from desktop import crash
from desktop.cli import run

Run = Callable[..., tuple[int, str, str]]
TEXT = (
    "Біз ауыл жастарына арналған тігін цехын ашып, жұмыссыз әйелдерге киім тігуді үйретеміз, содан кейін "
    "мектеп формасын аудан мектептеріне жеткіземіз және алты адамға тұрақты жұмыс береміз"
)
COPY = TEXT.replace("тігін", "тигін").replace("алты", "жеті").upper()
OTHERS = (
    "Театр үйірмесін ұйымдастырып көшпелі қойылымдар көрсету жоспарланған",
    "Ит питомнигін салып волонтерлерді жинау ойы бар",
    "Робототехника сабақтарын өткізу үшін жиынтық сатып алынады",
    "Жаяу жүргіншілер соқпағын белгілеп карта шығарамыз",
)


HOW = ("Kazakh and Russian letters (қ/к, ұ/у …)", "a part of the name is missing")


@pytest.fixture
def tandau(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setattr(crash, "install", lambda folder: None)
    monkeypatch.setenv("TANDAU_LANG", "en")

    def call(*arguments: str | Path) -> tuple[int, str, str]:
        status = run([str(word) for word in arguments])
        told = capsys.readouterr()
        return status, told.out, told.err

    return call


@pytest.fixture
def table(tmp_path: Path) -> Path:
    file = tmp_path / "table.csv"
    with file.open("w", encoding="utf-8", newline="") as opened:
        writer = csv.writer(opened, delimiter=";")
        writer.writerow(["Өтінім коды", "Тегі", "Аты", "ЖСН", "Жоба атауы", "Қысқаша сипаттама"])
        for at, text in enumerate((TEXT, COPY, *OTHERS), 1):
            writer.writerow([f"=A-{at}" if at == 1 else f"A-{at}", f"Тегі{at}", "Аты", "", f"Жоба{at}", text])
    return file


def test_copies_are_written_with_their_passages(tandau: Run, table: Path, tmp_path: Path) -> None:
    status, out, err = tandau("duplicates", table)
    (row,) = csv.DictReader(io.StringIO(out))
    assert (status, err, row["first"], row["second"], row["kind"]) == (0, "", "'=A-1", "A-2", "text")
    assert 0.5 < float(row["strength"]) < 1
    assert row["passages_first"].startswith("Біз ауыл жастарына")
    assert row["passages_second"].startswith("БІЗ АУЫЛ ЖАСТАРЫНА")
    status, told, _ = tandau("duplicates", table, "--json")
    (pair,) = json.loads(told)["pairs"]
    assert (status, pair["first"], pair["reason"]) == (0, "=A-1", row["reason"])
    written = tmp_path / "pairs.csv"
    assert tandau("duplicates", table, "--out", written) == (0, "Applications: 6. Pairs: 1.\n", "")
    assert written.read_text(encoding="utf-8-sig") == out
    assert tandau("duplicates", table, "--at-least", "0.99")[1].count("\n") == 1


def test_wrong_calls_and_refused_files(tandau: Run, table: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken.xlsx"
    broken.write_bytes(b"PK\x03\x04 no workbook")
    names = tmp_path / "names.csv"
    names.write_text("ФИО;Балл\nКим Олег;90\n", encoding="utf-8")
    assert [
        tandau("duplicates")[0],
        tandau("duplicates", tmp_path / "none.csv")[0],
        tandau("duplicates", table, "--at-least", "7")[0],
        tandau("duplicates", broken)[0],
        tandau("compare", table)[0],
        tandau("compare", table, tmp_path / "none.csv")[0],
        tandau("compare", table, names)[0],
    ] == [2, 2, 2, 1, 2, 2, 1]


def test_lists_are_compared(tandau: Run, tmp_path: Path) -> None:
    one, two = tmp_path / "1.csv", tmp_path / "2.csv"
    one.write_text("Код;ФИО;Балл\nА-1;Ахметов Қайрат Серікұлы;120\nА-2;Ким Олег;106\nА-3;Пак Ирина;114\n", "utf-8")
    two.write_text("Код;ФИО;Балл\nA-1;Ахметов Кайрат;120\nA-4;Ли Анна;119\nA-3;Пак Ирина;114\n", "utf-8")
    status, out, err = tandau("compare", one, two)
    assert (status, err) == (0, "")
    assert out.splitlines()[1:] == [
        "Added: 1. Removed: 1. Moved: 0. Respelled: 1. Replaced: 0. Other points: 0.",
        "removed: А-2 Ким Олег (row 3)",
        "added: A-4 Ли Анна (row 3)",
        "respelled: A-1: “Ахметов Қайрат Серікұлы” → “Ахметов Кайрат” (" + ", ".join(HOW) + ")",
        "“1.csv” is not in the order of its own points: А-2 (106 points) stands above А-3 (114 points)",
    ]
    told = json.loads(tandau("compare", one, two, "--json")[1])
    assert (told["joined"], told["respelled"][0]["how"], told["added"][0]["two"]["code"]) == (
        2,
        ["letters", "patronymic"],
        "A-4",
    )
    assert [len(found["out_of_order"]) for found in told["lists"]] == [1, 0]
    assert tandau("compare", two, two)[1].endswith("The lists say the same.\n")


@pytest.mark.parametrize(
    ("language", "points"), [("kk", ("98,5", "99,25")), ("ru", ("98,5", "99,25")), ("en", ("98.5", "99.25"))]
)
def test_points_are_written_as_the_reader_writes_them(
    tandau: Run, tmp_path: Path, language: str, points: tuple[str, str]
) -> None:
    one, two = tmp_path / "1.csv", tmp_path / "2.csv"
    one.write_text("Код;ФИО;Балл\nА-1;Ким Олег;98,5\nА-2;Пак Ирина;106\n", "utf-8")
    two.write_text("Код;ФИО;Балл\nА-1;Ким Олег;99,25\nА-2;Пак Ирина;106\n", "utf-8")
    told = tandau("--lang", language, "compare", one, two)[1]
    assert f"{points[0]} → {points[1]}" in told
    assert told.splitlines()[-1].count(points[1]) == 1
    assert json.loads(tandau("compare", one, two, "--json")[1])["points"][0]["new"] == "99.25"

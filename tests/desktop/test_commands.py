"""The commands over real files: a contest founded, taken in, packed, counted, printed and synced from the terminal."""

import io
import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.main import get_command

from desktop import crash
from desktop.cli import run
from desktop.cli.app import application
from desktop.settings import Settings, load, settings_file
from models.centre.selection.screening import decide
from models.centre.store import Central
from models.contest.application import Screened
from models.sample.day import PASSPHRASE, PlayedDay
from models.sealing.keys import PrivateKey, load_key
from models.sitting.held.result_files import open_result
from tests.journeys.held import AT
from ui.shell.home import Home

Run = Callable[..., tuple[int, str, str]]
DOCUMENT = Path(__file__).parents[2] / "docs" / "commands.md"
TABLE = "Код заявки;Фамилия;Имя;Территория;Название проекта;Сумма, прошу\n" + "".join(
    f"A-{n};Тестов;Имя {n};Мангистауская область;Проект {n};500000\n" for n in (1, 2)
)


@pytest.fixture
def tandau(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Iterator[Run]:
    """Return a function that runs the command line: (exit status, stdout, stderr)."""
    monkeypatch.setattr(crash, "install", lambda folder: None)
    monkeypatch.setenv("TANDAU_LANG", "en")
    monkeypatch.setenv("TANDAU_PASSPHRASE", PASSPHRASE)
    monkeypatch.setattr("sys.stdin", io.StringIO())

    def call(*arguments: str | Path) -> tuple[int, str, str]:
        status = run([str(word) for word in arguments])
        told = capsys.readouterr()
        return status, told.out, told.err

    yield call
    assert sys.excepthook is not crash._hook


@pytest.fixture(scope="module")
def day(played_day: PlayedDay) -> PlayedDay:
    return played_day


def commands(command: Any, path: str = "tandau") -> Iterator[tuple[str, Any]]:
    for name, below in getattr(command, "commands", {}).items():
        if hasattr(below, "commands"):
            yield from commands(below, f"{path} {name}")
        else:
            yield f"{path} {name}", below


def test_every_command_and_every_option_of_its_own_is_documented() -> None:
    text = DOCUMENT.read_text(encoding="utf-8")
    missing = []
    for name, command in commands(get_command(application())):
        if f"`{name}" not in text:
            missing.append(name)
        for option in (param for param in command.params if param.param_type_name == "option"):
            if option.name != "help" and not any(word in text for word in option.opts):
                missing += [f"{name} {option.opts}"]
    assert missing == []


def test_the_document_names_no_command_that_is_not_there() -> None:
    known = {name for name, _ in commands(get_command(application()))}
    groups = {name.rsplit(" ", 1)[0] for name in known}
    written = [
        line.removeprefix("## ") for line in DOCUMENT.read_text(encoding="utf-8").splitlines() if line.startswith("## ")
    ]
    assert [name for name in written if name not in known | groups] == []


def test_a_contest_is_founded_taken_in_and_packed(tandau: Run, tmp_path: Path, day: PlayedDay) -> None:
    central, key = tmp_path / "c.tandau", day.secretary.places.key
    cards = [option for laptop in day.members[1:] for option in ("--member", laptop.places.card)]
    founding: list[str | Path] = [
        "contest", "new", "zhas-2022", "--central", central, "--key", key, "--contract-date", "2022-07-11",
        "--chair", day.chair.places.card, *cards, "--secretary", day.secretary.places.card,
        "--approved-by", "Директор", "--approved-on", "2022-07-15", "--document", "№ 1", "--agreed-with", "Оператор",
        "--lot", "mangystau",
    ]  # fmt: skip
    status, out, err = tandau(*founding)
    assert (status, out, "two figures" in err, central.exists()) == (1, "", True, False)
    status, out, _ = tandau(*founding, "--grants", "mangystau=62", "--json")
    made = json.loads(out)
    assert (status, made["grants"], [one["id"] for one in made["people"]]) == (
        0,
        {"mangystau": 62},
        ["m1", "m2", "m3", "m4", "m5", "s1"],
    )
    assert made["criteria"]
    assert made["warnings"]

    table = tmp_path / "table.csv"
    table.write_text(TABLE, encoding="cp1251")
    here: list[str | Path] = ["--central", central, "--key", key]
    status, _, err = tandau("intake", table, *here)
    assert (status, "Сумма, прошу" in err) == (1, True)
    mapped = ["--map", "Сумма, прошу=project.grant_asked"]
    status, out, _ = tandau("intake", table, *here, *mapped, "--dry-run", "--json")
    assert (status, json.loads(out)["stored"], json.loads(out)["counts"]["new"]) == (0, False, 2)
    assert tandau("intake", table, *here, *mapped)[0] == 0
    status, out, _ = tandau("intake", table, *here)
    assert (status, "Unchanged: 2" in out) == (0, True)
    table.write_text(TABLE + "A-3;;;;;\n", encoding="cp1251")
    status, out, _ = tandau("intake", table, *here)
    assert (status, "Row 4, A-3: refused" in out, "Refused: 1" in out) == (1, True, True)

    packet = tmp_path / "one.packet"
    status, _, err = tandau("packet", "build", packet, *here)
    assert (status, "an admitted application" in err, packet.exists()) == (1, True, False)
    admit(central, day.secretary.key, made["contest"])
    assert tandau("packet", "build", packet, *here)[0] == 0
    status, out, _ = tandau("packet", "show", packet, "--inside", "--key", day.chair.places.key, "--json")
    assert (status, json.loads(out)["inside"]["applications"]) == (0, ["A-1", "A-2"])
    status, out, _ = tandau("contest", "show", *here, "--contest", made["contest"][:8], "--json")
    assert (status, len(json.loads(out)["packets"])) == (0, 1)
    assert tandau("contest", "show", *here, "--contest", "none")[0] == 2


def admit(central: Path, key: PrivateKey, contest: str) -> None:
    opened = Central.open(central, key)
    with opened.session() as session:
        for code in ("A-1", "A-2"):
            decide(session, contest, code, Screened.ADMITTED, by="s1", at=AT)
    opened.close()


def test_a_second_revision_needs_the_reason_of_every_change(tandau: Run, tmp_path: Path, day: PlayedDay) -> None:
    central, key = tmp_path / "c.tandau", day.secretary.places.key
    here: list[str | Path] = ["--central", central, "--key", key]
    cards = [option for laptop in day.members[1:] for option in ("--member", laptop.places.card)]
    out = tandau(
        "contest", "new", "zhas-2022", *here, "--lot", "turkistan", "--chair", day.chair.places.card, *cards,
        "--secretary", day.secretary.places.card, "--approved-by", "Д", "--approved-on", "2022-07-15",
        "--document", "№ 1", "--agreed-with", "Оператор", "--json",
    )[1]  # fmt: skip
    contest = json.loads(out)["contest"]
    table = tmp_path / "table.csv"
    table.write_text(TABLE.replace("Сумма, прошу", "Запрашиваемая сумма").replace("Мангистауская", "Туркестанская"))
    assert tandau("intake", table, *here)[0] == 0
    admit(central, day.secretary.key, contest)
    assert tandau("packet", "build", tmp_path / "1.packet", *here)[0] == 0
    status, _, err = tandau("packet", "build", tmp_path / "same.packet", *here)
    assert (status, "Nothing changed" in err) == (1, True)
    table.write_text(table.read_text().replace("Проект 1", "Проект первый").replace("Проект 2", "Проект второй"))
    assert tandau("intake", table, *here)[0] == 0
    status, _, err = tandau("packet", "build", tmp_path / "2.packet", *here)
    assert (status, "A-1" in err, (tmp_path / "2.packet").exists()) == (1, True, False)
    given = ["--reason", "A-1=исправлено название", "--why", "по письму"]
    status, out, _ = tandau("packet", "build", tmp_path / "2.packet", *here, *given, "--json")
    changes = {one["application"]: one["why"] for one in json.loads(out)["inside"]["changes"]}
    assert (status, changes) == (0, {"A-1": "исправлено название", "A-2": "по письму"})


def test_a_sheet_is_shown_with_and_without_its_packet(tandau: Run, day: PlayedDay) -> None:
    sheet, key = day.sheets[0], day.chair.places.key
    status, out, _ = tandau("sheet", "show", sheet, "--key", key, "--json")
    assert (status, json.loads(out)["signature_checked"], json.loads(out)["member"]) == (0, False, "m1")
    status, out, _ = tandau("sheet", "show", sheet, "--key", key, "--packet", day.packets[1].path)
    assert (status, "the sheet fits the packet" in out) == (0, True)
    assert day.members[0].person.name in out
    assert "UTC" not in out  # the packet knows the contest's clock
    status, out, err = tandau("sheet", "show", sheet, "--key", key, "--packet", day.packets[0].path)
    assert (status, out, bool(err)) == (1, "", True)


def test_sheets_merge_the_same_in_any_order(tandau: Run, day: PlayedDay) -> None:
    with_packet = ["--packet", day.packets[1].path, "--key", day.secretary.places.key]
    status, out, _ = tandau("sitting", "merge", *day.sheets, *with_packet, "--json")
    again = tandau("sitting", "merge", *reversed(day.sheets), day.sheets[3], *with_packet, "--json")
    assert again == (status, out, "")
    told = json.loads(out)
    assert (status, len(told["sheets"]), len(told["outcome"]["clashes"])) == (0, 6, 1)
    status, out, err = tandau("sitting", "merge", *day.sheets[:2], day.result, *with_packet)
    assert (status, "contest.result was refused" in err, out.count("A score sheet is missing")) == (1, True, 3)


def test_notices_and_extracts_are_written_with_addresses_from_the_central_file(
    tandau: Run, tmp_path: Path, day: PlayedDay
) -> None:
    status, out, _ = tandau("papers", "list", "--json")
    assert status == 0
    assert {"appendix", "extracts", "notices"} <= {one["kind"] for one in json.loads(out)}
    status, out, err = tandau("papers", "write", day.result, "poem", "--out", tmp_path)
    assert (status, "There is no paper “poem”. There are: appendix" in err) == (2, True)
    code = open_result(day.result).result.manifest.applications[0].code
    wanted = ["papers", "write", day.result, "extracts", "notices", "appendix-public", "--code", code, "--json"]
    here = ["--central", day.central, "--key", day.secretary.places.key, "--number", "12", "--date", "2024-06-03"]
    status, out, _ = tandau(*wanted, *here, "--out", tmp_path / "a")
    first = [Path(one) for one in json.loads(out)["papers"]]
    assert (status, len(first), first[1].name) == (0, 3, f"notice-{code}.pdf")
    status, out, _ = tandau(*wanted, *here, "--out", tmp_path / "b")
    assert [Path(one).read_bytes() for one in json.loads(out)["papers"]] == [path.read_bytes() for path in first]
    status, _, err = tandau("papers", "write", day.result, "extracts", "--code", "XX-1", "--out", tmp_path / "c")
    assert (status, "no application XX-1" in err, (tmp_path / "c").exists()) == (1, True, False)


def test_the_papers_are_printed_and_the_result_synced(tandau: Run, tmp_path: Path, day: PlayedDay) -> None:
    status, out, _ = tandau("protocol", day.result, "--out", tmp_path, "--json")
    told = json.loads(out)
    assert status == 0
    assert Path(told["full"]).read_bytes() == day.papers.full.read_bytes()
    assert Path(told["matrix"]).read_bytes() == day.papers.matrix.read_bytes()
    here = ["--central", day.central, "--key", day.secretary.places.key]
    status, out, _ = tandau("sync", day.result, *here)
    assert (status, "New: 0. Changed: 0. Already there: 74." in out) == (0, True)
    other = tmp_path / "other.tandau"
    key = load_key(day.secretary.places.key, PASSPHRASE)
    Central.create(other, key, at=AT).close()
    status, out, _ = tandau("sync", day.result, "--central", other, "--key", day.secretary.places.key, "--json")
    told = json.loads(out)
    assert (status, told["stored"], told["fits"], bool(told["problems"])) == (1, False, False, True)


def test_a_damaged_result_prints_nothing(tandau: Run, tmp_path: Path, day: PlayedDay) -> None:
    broken = tmp_path / "broken.result"
    data = bytearray(day.result.read_bytes())
    data[len(data) // 2] ^= 1
    broken.write_bytes(data)
    status, out, err = tandau("protocol", broken, "--out", tmp_path / "papers")
    assert (status, out, "broken.result" in err, (tmp_path / "papers").exists()) == (1, "", True, False)


def test_the_demo_plays_into_an_empty_folder_only(
    tandau: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, day: PlayedDay
) -> None:
    played = []

    def quick(folder: Path, *_: object, **options: object) -> PlayedDay:
        played.append((folder, options))
        return day

    monkeypatch.setattr("models.sample.day.play", quick)
    status, out, _ = tandau("demo", "--no-window", "--out", tmp_path / "new", "--seed", "7")
    assert (status, played) == (0, [(tmp_path / "new", {"seed": 7})])
    assert out.rstrip().endswith(str(day.papers.full))
    assert PASSPHRASE in out
    (tmp_path / "new" / "mine.txt").write_text("x")
    status, out, err = tandau("demo", "--no-window", "--out", tmp_path / "new")
    assert (status, out, "not empty" in err, len(played)) == (2, "", True, 1)
    status, out, _ = tandau("demo", "--json", "--out", tmp_path / "json")
    assert (status, json.loads(out)["files"]["protocol"]) == (0, str(day.papers.full))


def test_the_demo_opens_the_window_on_the_chairs_laptop(
    tandau: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, day: PlayedDay
) -> None:
    opened: list[tuple[Home, Settings]] = []
    monkeypatch.setattr("models.sample.day.play", lambda *_, **__: day)
    monkeypatch.setattr("desktop.cli.demo.has_display", lambda: True)
    monkeypatch.setattr("desktop.cli.demo.open_window", lambda *said: opened.append(said) or 0)
    assert tandau("demo", "--out", tmp_path / "new")[0] == 0
    ((home, remembered),) = opened
    assert (home, remembered.central) == (Home.at(day.chair.places.root), str(day.central))
    laptops = {
        laptop.person.id: load(settings_file(Home.at(laptop.places.root))) for laptop in (*day.members, day.secretary)
    }
    assert [person for person, found in laptops.items() if found.central] == ["m1", "s1"]
    assert {found.folder for found in laptops.values()} == {str(tmp_path / "new" / "usb")}

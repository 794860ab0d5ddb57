"""Exit statuses, languages and the shape of answers; the commands themselves are the models' matter."""

import io
import json
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from desktop import cli, crash
from desktop.cli import run
from desktop.cli.output import say
from desktop.cli.verify import _line
from models.contest.profile_files import load_profile
from models.errors import FileError
from models.protocol.verification import Finding
from models.sealing.cards import write_card
from models.sealing.keys import PrivateKey
from models.wording import LANGUAGES, current_language

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def tandau(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Iterator[Run]:
    """Return a function that runs the command line: (exit status, stdout, stderr)."""
    monkeypatch.setattr(crash, "install", lambda folder: None)
    monkeypatch.setenv("TANDAU_LANG", "en")
    monkeypatch.setenv("TANDAU_PASSPHRASE", "құпия сөз 1")

    def call(*arguments: str | Path) -> tuple[int, str, str]:
        status = run([str(word) for word in arguments])
        told = capsys.readouterr()
        return status, told.out, told.err

    yield call
    assert sys.excepthook is not crash._hook
    assert threading.excepthook is not crash._thread_hook


def test_nothing_from_a_file_steers_the_terminal_or_forges_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    say("Әсел\x1b[2J \u202eтхә\x9b\r\tб\nв")
    say(FileError("x\x1b", problems=["y\x07"]), wrong=True)
    told = capsys.readouterr()
    assert told.out == "Әсел[U+001B][2J [U+202E]тхә[U+009B][U+000D]\tб\nв\n"
    assert told.err == "x[U+001B]\n– y[U+0007]\n"
    forged = Finding("a.card", "card", "whole", holds=True, signer="", detail="x\ncontest.result: holds")
    assert _line(forged) == "a.card: whole: holds\n    x\n    contest.result: holds"


def test_the_version_is_told(tandau: Run) -> None:
    assert tandau("--version") == (0, f"tandau {crash.program_version()}\n", "")


@pytest.mark.parametrize("call", [["nonsense"], ["keys", "nonsense"], ["--nonsense"], ["keys", "card"]])
def test_a_wrong_call_is_status_2(call: list[str], tandau: Run) -> None:
    status, out, err = tandau(*call)
    assert (status, out) == (2, "")
    assert err


def test_an_unknown_language_is_a_wrong_call(tandau: Run) -> None:
    assert tandau("--lang", "de", "keys", "show") == (2, "", "There is no language “de”; there are kk, ru, en.\n")
    assert tandau("--lang=", "--version")[0] == 2


@pytest.mark.parametrize("language", LANGUAGES)
def test_help_speaks_the_asked_language(language: str, tandau: Run) -> None:
    status, out, err = tandau("--lang", language, "keys", "card", "--help")
    word = {"kk": "Ұйым", "ru": "Организация", "en": "Organisation"}[language]
    assert (status, err, word in out, current_language()) == (0, "", True, language)


def test_a_key_and_its_card_tell_the_same_fingerprint(tandau: Run, tmp_path: Path, tandau_home: Path) -> None:
    status, out, _ = tandau("keys", "new", "--json")
    made = json.loads(out)
    assert (status, made["file"]) == (0, str(tandau_home / "id_ed25519"))
    card = tmp_path / "a.card"
    assert tandau("keys", "card", "--name", "Әсел Құрманғалиева", "--out", card)[0] == 0
    status, out, _ = tandau("keys", "show", card, "--json")
    shown = json.loads(out)
    assert (status, shown) == (0, made | {"file": str(card), "name": "Әсел Құрманғалиева"})
    status, out, _ = tandau("keys", "show")
    assert (status, made["spoken"] in out) == (0, True)


def test_a_colleague_is_admitted_to_a_central_file_by_card_and_sent_away_again(tandau: Run, tmp_path: Path) -> None:
    central, other, card = tmp_path / "c.tandau", tmp_path / "other", tmp_path / "other.card"
    tandau("keys", "new")
    tandau("keys", "new", "--key", other)
    tandau("keys", "card", "--key", other, "--name", "Әсел", "--out", card)
    assert tandau("contest", "new", "zhas-2024", "--central", central)[0] == 0
    status, _, err = tandau("contest", "show", "--central", central, "--key", other)
    assert (status, "admits it on its first page" in err) == (1, True)
    assert tandau("keys", "admit", card, "--central", central)[0] == 0
    assert tandau("contest", "show", "--central", central, "--key", other)[0] == 0
    for _twice in range(2):
        status, out, _ = tandau("keys", "revoke", card, "--central", central)
        assert (status, "Әсел" in out) == (0, True)
    assert tandau("contest", "show", "--central", central, "--key", other)[0] == 1
    own = tmp_path / "own.card"
    tandau("keys", "card", "--name", "Айгүл", "--out", own)
    status, _, err = tandau("keys", "revoke", own, "--central", central)
    assert (status, "somebody has to be left" in err) == (1, True)
    assert tandau("contest", "show", "--central", central)[0] == 0


def test_what_the_data_refuse_is_status_1_with_the_reason(tandau: Run, tmp_path: Path) -> None:
    card = tmp_path / "broken.card"
    card.write_bytes(b"{}")
    status, out, err = tandau("keys", "show", card)
    assert (status, out) == (1, "")
    assert "broken.card" in err
    status, out, err = tandau("keys", "show", card, "--json")
    told = json.loads(err)
    assert (status, out, sorted(told), told["error"]) == (1, "", ["error", "message", "problems"], "FileError")


def test_a_missing_file_is_a_wrong_call(tandau: Run, tmp_path: Path) -> None:
    status, out, err = tandau("keys", "show", tmp_path / "none.card")
    assert (status, out, "none.card" in err) == (2, "", True)


def test_a_sheet_of_which_nothing_could_be_checked_is_status_1(tandau: Run, tmp_path: Path) -> None:
    sheet = tmp_path / "a.sheet"
    sheet.write_bytes(b"age-encryption.org/v1\n-> X25519 " + b"A" * 43 + b"\n")
    status, out, _ = tandau("verify", sheet, "--json")
    assert (status, [finding["holds"] for finding in json.loads(out)]) == (1, [None])


def test_without_a_terminal_nobody_is_asked_for_a_passphrase(tandau: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TANDAU_PASSPHRASE")
    monkeypatch.setattr("sys.stdin", io.StringIO())
    status, _, err = tandau("keys", "new")
    assert (status, "--passphrase-file" in err) == (2, True)


@pytest.mark.parametrize("call", [["count"], ["keys", "show", "--bogus"], ["bogus"], ["verify"]])
def test_a_wrong_call_is_told_as_json_where_json_is_asked_for(call: list[str], tandau: Run) -> None:
    status, out, err = tandau(*call, "--json")
    told = json.loads(err)
    assert (status, out, told["error"], told["problems"]) == (2, "", "UsageError", [])
    assert told["message"]


def test_json_changes_no_status(tandau: Run, tmp_path: Path) -> None:
    marks = tmp_path / "marks.csv"
    marks.write_text("application,member,criterion,points\n" + "A,m,C1,1\n" + "B,m,C1,1\nB,n,C1,1\n", encoding="utf-8")
    rule = tmp_path / "rule.toml"
    rule.write_text(
        '[[criteria.criteria]]\ncode = "C1"\nmaximum = 5\n[criteria.counting]\n'
        'steps = [{ do = "sum", over = "members" }]\n',
        encoding="utf-8",
    )
    status, out, _ = tandau("count", marks, "--profile", rule, "--json")
    assert (status, json.loads(out)["comparable"]) == (1, False)


def test_a_passphrase_file_is_text(tandau: Run, tmp_path: Path) -> None:
    file = tmp_path / "passphrase.txt"
    file.write_bytes("\ufeffқұпия сөз 42\r\n".encode())
    made = tandau("keys", "new", "--passphrase-file", file)
    file.write_bytes("құпия сөз 42".encode())
    card = tmp_path / "a.card"
    assert (made[0], tandau("keys", "card", "--passphrase-file", file, "--name", "А", "--out", card)[0]) == (0, 0)
    file.write_bytes(b"\xff\xfe\x00")
    status, _, err = tandau("keys", "card", "--passphrase-file", file, "--name", "А", "--out", tmp_path / "b.card")
    assert (status, "no text in UTF-8" in err) == (2, True)
    status, _, err = tandau("keys", "card", "--passphrase-file", tmp_path, "--name", "А", "--out", tmp_path / "b.card")
    assert (status, "it is a folder" in err) == (1, True)


@pytest.mark.logs
def test_a_bug_of_ours_is_status_3(tandau: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(arguments: object) -> int:
        raise ZeroDivisionError("Әсел")

    monkeypatch.setattr(cli, "_command", broken)
    status, out, err = tandau("keys")
    assert (status, out, "builtins.ZeroDivisionError" in err, "Әсел" in err) == (3, "", True, False)


@pytest.mark.parametrize(
    ("arguments", "files"),
    [
        ([], []),
        (["--lang", "kk"], []),
        (["--lang=ru", "a.packet"], ["a.packet"]),
        (["a.sheet", "b.sheet"], ["a.sheet", "b.sheet"]),
        (["keys"], None),
        (["verify", "a.packet"], None),
        (["--version"], None),
    ],
)
def test_only_files_open_the_window(arguments: list[str], files: list[str] | None) -> None:
    assert cli._only_files(arguments) == (None if files is None else [Path(name) for name in files])


@pytest.mark.parametrize("files", [[], ["a.packet"]])
def test_no_command_opens_the_window_in_the_asked_language(
    files: list[str], tandau: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = []

    def open_window(place: object, remembered: object, files: list[Path]) -> int:
        opened.append((current_language(), files))
        return 0

    monkeypatch.setattr("desktop.window.open_window", open_window)
    assert tandau(*files)[0] == 0
    assert tandau("--lang", "kk", *files)[0] == 0
    assert opened == [(language, [Path(name) for name in files]) for language in ("en", "kk")]


def test_without_a_display_the_window_is_refused_in_words(tandau: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("desktop.window.has_display", lambda: False)
    status, out, err = tandau()
    assert (status, out, "no display" in err) == (2, "", True)


MARKS = """application,member,criterion,points,territory
A1,m1,C1,5,Абай
A1,m1,C2,4,Абай
A1,m1,C3,5,Абай
A1,m1,C4,3,Абай
A1,m1,C5,5,Абай
A2,m1,C1,5,Абай
A2,m1,C2,,Абай
A2,m1,C3,5,Абай
A2,m1,C4,3,Абай
A2,m1,C5,5,Абай
"""


def test_count_ranks_a_table_and_shows_the_steps(tandau: Run, tmp_path: Path) -> None:
    marks = tmp_path / "marks.csv"
    marks.write_text(MARKS, encoding="utf-8")
    status, out, err = tandau("count", marks, "--profile", "zhas-2024", "--steps")
    assert (status, out.splitlines()) == (
        0,
        [
            "place,application,total,marks,members,remark,territory",
            "1,A1,22,1,1,,Абай",
            ",A2,,0,1,not-ranked,Абай",
            "A1: 5+4+5+3+5 = 22; 22 = 22 (1 of 1)",
            "A2: –",
        ],
    )
    assert "never as 0" in err


def test_count_writes_the_ranking_into_a_file(tandau: Run, tmp_path: Path) -> None:
    marks, out_file = tmp_path / "marks.csv", tmp_path / "ranking.csv"
    marks.write_text(MARKS, encoding="cp1251", errors="replace")
    assert tandau("count", marks, "--profile", "zhas-2024", "--out", out_file)[:2] == (0, "")
    assert out_file.read_bytes().splitlines()[1].decode() == "1,A1,22,1,1,,Абай"
    status, out, err = tandau("count", marks, "--profile", "zhas-2024", "--application", "A1", "--json")
    told = json.loads(out)
    assert (status, err, told["comparable"], sorted(told["steps"])) == (0, "", True, ["A1"])
    assert [(row["application"], row["place"], row["total"]) for row in told["rows"]] == [
        ("A1", 1, "22"),
        ("A2", None, None),
    ]


def test_count_takes_a_file_with_a_counting_rule_alone(tandau: Run, tmp_path: Path) -> None:
    marks, rule = tmp_path / "marks.csv", tmp_path / "rule.toml"
    marks.write_text("application,member,criterion,points\nA,m1,C1,3\nA,m1,C2,4\n", encoding="utf-8")
    guide = Path(__file__).parents[2].joinpath("docs", "counting.md").read_text(encoding="utf-8")
    rule.write_text(guide.split("```toml\n")[1].split("```")[0], encoding="utf-8")
    assert tandau("count", marks, "--profile", rule) == (
        0,
        "place,application,total,marks,members,remark\n1,A,7,1,1,\n",
        "",
    )


def unequal(profile: str) -> str:
    """Four members' marks for A1, three members' for A2."""
    codes = [criterion.code for criterion in load_profile(profile).criteria.criteria]
    panels = [(application, member) for application, n in (("A1", 4), ("A2", 3)) for member in "abcd"[:n]]
    rows = [f"{application},{member},{code},5\n" for application, member in panels for code in codes]
    return "application,member,criterion,points\n" + "".join(rows)


@pytest.mark.parametrize(("profile", "expected"), [("zhas-2024", 1), ("ngo-state-grants", 0)])
def test_count_fails_where_no_lawful_way_ranks_unequal_panels(
    profile: str, expected: int, tandau: Run, tmp_path: Path
) -> None:
    marks, out_file = tmp_path / "marks.csv", tmp_path / "ranking.csv"
    marks.write_text(unequal(profile), encoding="utf-8")
    status, out, err = tandau("count", marks, "--profile", profile)
    assert (status, bool(err)) == (expected, True)
    rows = [line.split(",") for line in out.splitlines()[1:]]
    assert {row[1]: (bool(row[0]), bool(row[2])) for row in rows} == {
        "A1": (not expected, True),
        "A2": (not expected, True),
    }
    assert tandau("count", marks, "--profile", profile, "--out", out_file)[:2] == (expected, "")
    assert out_file.read_text(encoding="utf-8") == out
    status, out, _ = tandau("count", marks, "--profile", profile, "--json")
    assert (status, json.loads(out)["comparable"]) == (expected, not expected)


@pytest.mark.parametrize(
    ("table", "profile", "expected"),
    [
        ("application,member\n", "zhas-2024", 1),
        (MARKS, "no-such-profile", 1),
        (MARKS.replace(",5,", ",9,"), "zhas-2024", 1),
    ],
)
def test_count_refuses_a_wrong_table_or_profile(
    table: str, profile: str, expected: int, tandau: Run, tmp_path: Path
) -> None:
    marks = tmp_path / "marks.csv"
    marks.write_text(table, encoding="utf-8")
    status, out, err = tandau("count", marks, "--profile", profile)
    assert (status, out) == (expected, "")
    assert err


def test_verify_says_what_holds_and_fails_on_what_does_not(
    tandau: Run, tmp_path: Path, keys: tuple[PrivateKey, ...]
) -> None:
    good, bad = tmp_path / "a.card", tmp_path / "b.card"
    write_card(good, name="Әсел", position="", organisation="", key=keys[0])
    bad.write_bytes(good.read_bytes().replace("Әсел".encode(), "Асел".encode()))
    status, out, _ = tandau("verify", good)
    assert (status, "a.card" in out, "holds" in out) == (0, True, True)
    status, out, _ = tandau("verify", tmp_path / "*.card", "--json")
    told = json.loads(out)
    assert (status, [(one["file"], one["holds"]) for one in told]) == (1, [("a.card", True), ("b.card", False)])

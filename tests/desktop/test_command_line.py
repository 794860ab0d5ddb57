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


def test_without_a_terminal_nobody_is_asked_for_a_passphrase(tandau: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TANDAU_PASSPHRASE")
    monkeypatch.setattr("sys.stdin", io.StringIO())
    status, _, err = tandau("keys", "new")
    assert (status, "--passphrase-file" in err) == (2, True)


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

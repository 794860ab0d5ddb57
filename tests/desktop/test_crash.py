"""A bug is logged and shown without anything about anybody."""

import logging
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop import crash

NAME = "Әсел Құрманғалиева"


@pytest.fixture
def log_file(tmp_path: Path) -> Iterator[Path]:
    hooks, handlers = (sys.excepthook, threading.excepthook), list(logging.getLogger().handlers)
    crash.install(tmp_path / "logs")
    yield tmp_path / "logs" / "tandau.log"
    sys.excepthook, threading.excepthook = hooks
    crash.show_with(None)
    for handler in set(logging.getLogger().handlers) - set(handlers):
        logging.getLogger().removeHandler(handler)
        handler.close()


def fail(about: str) -> None:
    try:
        {}[about]
    except KeyError as error:
        raise ValueError(f"no such person: {about}") from error


@pytest.mark.logs
def test_a_bug_is_logged_and_shown_without_the_person(log_file: Path) -> None:
    shown: list[str] = []
    crash.show_with(shown.append)
    try:
        fail(NAME)
    except ValueError as error:
        sys.excepthook(type(error), error, error.__traceback__)
    logged = log_file.read_text(encoding="utf-8")
    for text in (*shown, logged):
        assert NAME not in text
        kinds = [line for line in text.splitlines() if line.startswith("builtins")]
        assert kinds == ["builtins.ValueError", "builtins.KeyError"]
        assert "desktop/test_crash.py:" in text
    assert len(shown) == 1


@pytest.mark.logs
def test_a_bug_of_a_thread_is_met_too(log_file: Path) -> None:
    shown: list[str] = []
    crash.show_with(shown.append)
    thread = threading.Thread(target=fail, args=(NAME,))
    thread.start()
    thread.join()
    assert len(shown) == 1
    assert "builtins.ValueError" in log_file.read_text(encoding="utf-8")


@pytest.mark.logs
def test_what_others_log_is_freed_of_names_and_paths(log_file: Path) -> None:
    try:
        fail(NAME)
    except ValueError:
        logging.getLogger("somebody").exception("can't read /home/asel/a.pdf of '%s', %s", NAME, NAME)
    logged = log_file.read_text(encoding="utf-8")
    assert NAME not in logged
    assert "asel" not in logged
    assert "builtins.KeyError" in logged


@pytest.mark.logs
def test_without_a_window_a_bug_is_told_on_stderr(log_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    crash.met(RuntimeError(NAME))
    told = capsys.readouterr().err
    assert "builtins.RuntimeError" in told
    assert NAME not in told
    assert log_file.is_file()


def test_a_log_that_can_not_be_written_keeps_nobody_from_starting(tmp_path: Path) -> None:
    hooks = (sys.excepthook, threading.excepthook)
    (tmp_path / "logs").write_bytes(b"")
    crash.install(tmp_path / "logs")
    sys.excepthook, threading.excepthook = hooks

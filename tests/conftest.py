"""What every test stands on: no screen, no clock-driven randomness, nobody's real folders, no stray log lines."""

import logging
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

os.environ["QT_QPA_PLATFORM"] = os.environ.get("TANDAU_TEST_PLATFORM", "offscreen")
os.environ["QT_SCALE_FACTOR"] = "1"
os.environ.pop("TANDAU_LANG", None)

import hypothesis
import pytest
from PySide6.QtGui import QFont, QFontDatabase
from PySide6.QtWidgets import QApplication

from models import wording

if TYPE_CHECKING:
    from models.sample.day import PlayedDay
    from models.sealing.keys import PrivateKey

hypothesis.settings.register_profile("default", derandomize=True, deadline=None, max_examples=50, database=None)
hypothesis.settings.register_profile("long", deadline=None, max_examples=2_000, print_blob=True)
hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.option.markexpr:
        return
    for item in items:
        if item.get_closest_marker("long"):
            item.add_marker(pytest.mark.skip(reason="long: runs in ./check --long"))


@pytest.fixture(scope="session", autouse=True)
def _nobody_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Give libraries a home of their own, on Linux and on Windows."""
    home = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        for name in ("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA"):
            patch.setenv(name, str(home))
        for name in ("CONFIG", "DATA", "STATE", "CACHE"):
            patch.setenv(f"XDG_{name}_HOME", str(home / name.lower()))
        yield


@pytest.fixture(autouse=True)
def tandau_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return this test's own folder of the person's data; it does not exist yet."""
    home = tmp_path / "tandau-home"
    monkeypatch.setenv("TANDAU_HOME", str(home))
    return home


@pytest.fixture(autouse=True)
def language() -> Iterator[Callable[[str], None]]:
    """Return `use_language`; after the test the words are English again."""
    wording.use_language("en")
    yield wording.use_language
    wording.use_language("en")


@pytest.fixture(autouse=True)
def _no_stray_log(caplog: pytest.LogCaptureFixture, request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail on warnings in the log, unless the test is marked with `logs` because it expects them."""
    yield
    if request.node.get_closest_marker("logs"):
        return
    stray = [record for when in ("setup", "call") for record in caplog.get_records(when)]
    lines = [record.getMessage() for record in stray if record.levelno >= logging.WARNING]
    assert lines == [], f"stray log lines: {lines}"


@pytest.fixture(scope="session")
def qapp_args() -> list[str]:
    """Return the arguments of the application, with the program's own style."""
    from ui.shell.theme import STYLE

    return ["tandau", *STYLE]


@pytest.fixture(scope="session")
def qapp(qapp: QApplication) -> QApplication:
    """Return the application with the font that the program ships, so that sizes do not depend on the machine."""
    from font_roboto import Roboto

    families = QFontDatabase.applicationFontFamilies(QFontDatabase.addApplicationFont(Roboto))
    qapp.setFont(QFont(families[0], 10))
    return qapp


@pytest.fixture(scope="session")
def keys() -> "tuple[PrivateKey, ...]":
    """Return eight people's keys, the same in every run; key files cost 0.4 s each and are tested in tests/sealing."""
    from models.sealing.keys import PrivateKey

    return tuple(PrivateKey.ephemeral(bytes([number]) * 32) for number in range(1, 9))


@pytest.fixture(scope="session")
def told_lines() -> list[str]:
    """Return what `played_day` told the person, in Kazakh; empty before it is played."""
    return []


@pytest.fixture(scope="session")
def played_day(tmp_path_factory: pytest.TempPathFactory, told_lines: list[str]) -> "PlayedDay":
    """Return the sample contest's day, played once with few applications; tests change nothing of it."""
    from models.sample.day import play
    from ui.shell.home import Home

    wording.use_language("kk")
    try:
        return play(tmp_path_factory.mktemp("day"), Home.at, told_lines.append, applications=80)
    finally:
        wording.use_language("en")

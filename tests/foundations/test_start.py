"""What `run` and `check` do before anything is installed."""

import importlib.util
import json
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

TOOLS = Path(__file__).resolve().parents[2] / "tools"


@pytest.fixture
def setup(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """Return tools/setup.py at work on a project of its own."""
    spec = importlib.util.spec_from_file_location("setup_tool", TOOLS / "setup.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    (tmp_path / "pyproject.toml").write_text("[project]\nname = 'x'\nversion = '1'\n", encoding="utf-8")
    for name, path in {"ROOT": "", "VENV": ".venv", "STAMP": ".venv/tandau-installed.json"}.items():
        monkeypatch.setattr(module, name, tmp_path / path)
    monkeypatch.setattr(module, "PYTHON", Path(sys.executable))
    return module


@pytest.fixture
def calls(setup: ModuleType, monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    made: list[list[str]] = []
    setup.VENV.mkdir()
    monkeypatch.setattr(setup, "_run", lambda call, advice: made.append([str(word) for word in call]))
    return made


def test_what_is_installed_is_not_installed_again(setup: ModuleType, calls: list[list[str]]) -> None:
    setup.ready()
    setup.ready()
    assert [call[-1] for call in calls] == [str(setup.ROOT)]


def test_a_changed_project_is_installed_anew_with_the_extras_it_had(setup: ModuleType, calls: list[list[str]]) -> None:
    setup.ready(("test",))
    setup.ready()
    with (setup.ROOT / "pyproject.toml").open("a", encoding="utf-8") as file:
        file.write("# changed\n")
    setup.ready(("build",))
    assert [call[-1] for call in calls] == [f"{setup.ROOT}[test]", f"{setup.ROOT}[build,test]"]


def test_an_interrupted_installation_is_taken_up_again(setup: ModuleType, calls: list[list[str]]) -> None:
    setup.STAMP.write_text(json.dumps({"fingerprint": "another", "extras": []}), encoding="utf-8")
    setup.ready()
    assert len(calls) == 1


def test_a_failing_step_says_what_to_do(setup: ModuleType) -> None:
    with pytest.raises(SystemExit) as left:
        setup._run([sys.executable, "-c", "raise SystemExit(3)"], "Install the missing part.")
    assert left.value.code == "\nInstall the missing part."


def test_an_old_python_is_told_so_before_anything_else() -> None:
    code = f"""
import runpy, sys
sys.version_info = (3, 9, 2, "final", 0)
runpy.run_path({str(TOOLS / "setup.py")!r})
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=60)
    assert (done.returncode, done.stdout) == (1, "")
    assert "needs Python 3.11 or newer; this is 3.9" in done.stderr

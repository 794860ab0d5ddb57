"""What the repository promises about itself: small files, nobody's machine, everything shipped, bounded ranges."""

import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from graphlib import TopologicalSorter
from pathlib import Path

import grimp
import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("desktop", "models", "resources", "ui")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def tracked() -> list[str]:
    if not (ROOT / ".git").exists():
        pytest.skip("not a git work tree")
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout.decode()
    return [name for name in listed.split("\0") if name and (ROOT / name).is_file()]


def texts() -> dict[str, str]:
    found = {}
    for name in tracked():
        data = (ROOT / name).read_bytes()
        if b"\0" not in data[:8192]:
            found[name] = data.decode("utf-8", errors="replace")
    return found


def test_no_python_file_is_longer_than_400_lines() -> None:
    lengths = {name: text.count("\n") for name, text in texts().items() if name.endswith(".py")}
    assert {name: length for name, length in lengths.items() if length > 400} == {}


def test_no_files_import_one_another_in_a_circle() -> None:
    graph = grimp.build_graph(*PACKAGES, cache_dir=None)
    TopologicalSorter({name: graph.find_modules_directly_imported_by(name) for name in graph.modules}).prepare()


def test_no_file_names_a_registry_or_somebodys_machine() -> None:
    hosts = ["pypi" + r"\.org", "python" + r"hosted\.", "npm" + r"js\.", "conda" + r"\.anaconda"]
    places = ["/" + "tmp/", "/" + "work/", "/" + "root/", r"[A-Z]:\\+" + r"Users\\+\w", "/Us" + "ers/"]
    pattern = re.compile("|".join([*hosts, *(rf"(?<![\w.$}}~*/-]){place}" for place in places)]))
    found = {name: [match.group() for match in pattern.finditer(text)] for name, text in texts().items()}
    assert {name: hits for name, hits in found.items() if hits} == {}


def test_text_is_utf8_without_mark_and_without_windows_line_ends() -> None:
    wrong = []
    for name in texts():
        data = (ROOT / name).read_bytes()
        if name.startswith("tests/data/"):
            continue
        data.decode("utf-8")  # raises with the place of the first wrong byte
        if data.startswith(b"\xef\xbb\xbf") or (b"\r\n" in data and not name.endswith(".bat")):
            wrong.append(name)
    assert wrong == []


def test_the_wheel_carries_every_tracked_file_of_the_packages(tmp_path: Path) -> None:
    source, names = tmp_path / "source", tracked()
    for name in names:
        if name.startswith((*(f"{package}/" for package in PACKAGES), "pyproject", "README", "LICENSE")):
            target = source / name
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, target)
    call = [sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "--no-build-isolation", "-w", tmp_path, source]
    subprocess.run([*call, "--disable-pip-version-check"], check=True, capture_output=True, timeout=120)
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        shipped = {name for name in archive.namelist() if ".dist-info/" not in name}
    assert shipped == {name for name in names if name.split("/")[0] in PACKAGES}


@pytest.mark.parametrize("extra", [None, "test", "build"])
def test_every_dependency_has_a_lower_and_an_upper_bound(extra: str | None) -> None:
    project = PROJECT["project"]
    lines = project["dependencies"] if extra is None else project["optional-dependencies"][extra]
    unbounded = []
    for line in lines:
        operators = {specifier.operator for specifier in Requirement(line).specifier}
        if not ({">=", "<"} <= operators or "==" in operators):
            unbounded.append(line)
    assert unbounded == []


def test_qt_stays_below_the_version_that_aborts_python_311() -> None:
    (qt,) = [Requirement(line) for line in PROJECT["project"]["dependencies"] if line.startswith("PySide6")]
    assert (qt.name, "6.11.3" in qt.specifier, "6.12.0" in qt.specifier) == ("PySide6-Essentials", True, False)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows takes the .bat twins")
@pytest.mark.parametrize("name", ["run", "check", ".ci/run"])
def test_the_commands_may_be_run_and_have_windows_twins(name: str) -> None:
    assert (ROOT / name).stat().st_mode & 0o111
    if "/" not in name:
        twin = (ROOT / f"{name}.bat").read_bytes()
        assert f"tools\\{name}.py".encode() in twin
        assert twin.count(b"\n") == twin.count(b"\r\n")

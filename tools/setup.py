"""Make the project's own Python environment in `.venv` and keep it in step with pyproject.toml.

Needs nothing but Python's standard library, on Linux and Windows. It also runs far enough on an old Python to say so.
"""

import ctypes
import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

if sys.version_info < (3, 11):  # noqa: UP036 - whoever has an older Python reads this instead of a syntax error
    sys.exit(
        "Tandau needs Python 3.11 or newer; this is {}.{}. Nothing was installed.\n"
        "Install a newer one (Windows: python.org; Debian, Ubuntu: apt-get install python3 python3-venv)\n"
        "and start again, or name it: PYTHON=/path/to/python3.12 ./run".format(*sys.version_info)
    )

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python3")
STAMP = VENV / "tandau-installed.json"
QT_LIBRARIES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libglib-2.0.so.0": "libglib2.0-0",
}
"""What Qt needs of a Linux system in any case, with the Debian package of each."""
WINDOW_LIBRARIES = {
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
}
"""What a window on X needs besides."""


def ready(extras: tuple[str, ...] = ()) -> Path:
    """Return the environment's Python after making and filling it where needed.

    Leaves the process with a message that says what to do where that can't be done.
    """
    fingerprint = hashlib.sha256((ROOT / "pyproject.toml").read_bytes() + str(ROOT).encode()).hexdigest()
    stamp = json.loads(STAMP.read_text(encoding="utf-8")) if STAMP.is_file() and _works() else {}
    have = set(stamp.get("extras", ())) if stamp.get("fingerprint") == fingerprint else None
    if have is not None and have >= set(extras):
        return PYTHON
    if not _works():
        print("Making the Python environment in .venv …", flush=True)
        _run(
            [sys.executable, "-m", "venv", "--clear", str(VENV)],
            "The environment could not be made. On Debian and Ubuntu its parts are in a package of their own:\n"
            "    apt-get install python3-venv",
        )
    wanted = sorted(set(extras) | set(stamp.get("extras", ())))
    print("Installing what Tandau needs (once; some minutes) …", flush=True)
    project = f"{ROOT}[{','.join(wanted)}]" if wanted else str(ROOT)
    _run(
        [str(PYTHON), "-m", "pip", "install", "-qq", "--disable-pip-version-check", "--editable", project],
        "The libraries could not be installed. Is there a network? Starting again goes on where this stopped.",
    )
    STAMP.write_text(json.dumps({"fingerprint": fingerprint, "extras": wanted}), encoding="utf-8")
    return PYTHON


def missing_libraries(*, window: bool) -> list[str]:
    """Return the Debian packages whose libraries Qt needs on this Linux and lacks; empty elsewhere."""
    if sys.platform != "linux":
        return []
    missing = []
    for library, package in (QT_LIBRARIES | (WINDOW_LIBRARIES if window else {})).items():
        try:
            ctypes.CDLL(library)
        except OSError:
            missing.append(package)
    return missing


def has_display() -> bool:
    """Return whether a window could be shown."""
    return sys.platform in {"win32", "darwin"} or any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY"))


def _works() -> bool:
    if not PYTHON.is_file():
        return False
    try:
        call = [str(PYTHON), "-c", "import pip, sys; sys.exit(sys.version_info < (3, 11))"]
        return subprocess.run(call, capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def _run(call: list[str], advice: str) -> None:
    if subprocess.run(call, check=False, cwd=ROOT).returncode:
        sys.exit("\n" + advice)


if __name__ == "__main__":
    print(ready(tuple(sys.argv[1:])))

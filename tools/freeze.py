"""Freeze the program into dist/tandau and start the frozen program with --smoke: “Build complete!” proves nothing.

Run on the system it is meant for (Windows on Windows, Linux on Linux): python tools/freeze.py
"""

import os
import subprocess
import sys

from setup import ROOT, ready


def main() -> int:
    """Return 0 when the frozen program has passed its smoke test."""
    python = ready(("build",))
    spec = ROOT / "build_spec.spec"
    call = [str(python), "-m", "PyInstaller", "--noconfirm", "--clean", "--log-level", "WARN", str(spec)]
    if status := subprocess.run(call, cwd=ROOT, check=False).returncode:
        return status
    folder = ROOT / "dist" / "tandau"
    size = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file() and not file.is_symlink())
    print(f"{folder}: {size / 1e6:.0f} MB", flush=True)
    program = folder / ("tandau.exe" if os.name == "nt" else "tandau")
    return subprocess.run([program, "--smoke"], cwd=folder, check=False, timeout=300).returncode


if __name__ == "__main__":
    sys.exit(main())

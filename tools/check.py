"""`./check`: everything a change has to pass, one step after the other; all steps run, even after one failed.

    ./check            the whole check
    ./check --long     with many more examples in the tests
    ./check tests/ui   further arguments go to pytest

The exit status is 0 when every step passed.
"""

import os
import subprocess
import sys
import time
from pathlib import Path

from setup import ROOT, missing_libraries, ready


def steps(python: Path, arguments: list[str], *, long: bool) -> dict[str, list[str]]:
    """Return the command of every step, by name, in order."""
    module = [str(python), "-m"]
    pytest = [*module, "pytest", "-n", "auto", "-p", "no:benchmark", *(["-m", "long or not long"] if long else [])]
    lint_imports = python.with_name("lint-imports.exe" if os.name == "nt" else "lint-imports")
    return {
        "format": [*module, "ruff", "format", "--check", "."],
        "lint": [*module, "ruff", "check", "."],
        "types": [*module, "mypy"],
        "layers": [str(lint_imports)],
        "words": [str(python), "tools/translations.py", "check"],
        "tests": [*pytest, *arguments],
    }


def main() -> int:
    """Run every step and return 0 when all of them passed."""
    long = "--long" in sys.argv[1:]
    arguments = [word for word in sys.argv[1:] if word != "--long"]
    if missing := missing_libraries(window=False):
        print(f"Qt lacks system libraries. Install them: apt-get install {' '.join(missing)}", flush=True)
    python = ready(("test",))
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONUTF8": "1"}
    if long:
        environment["HYPOTHESIS_PROFILE"] = "long"
    summary, failed = [], False
    for name, command in steps(python, arguments, long=long).items():
        print(f"\n── {name}", flush=True)
        started = time.monotonic()
        status, closing = _run(command, environment)
        took = time.monotonic() - started
        failed |= status != 0
        summary.append(f"{'ok    ' if status == 0 else 'FAILED'}  {name:<8}{took:6.0f} s  {closing}")
    print("\n" + "\n".join(summary), flush=True)
    return 1 if failed else 0


def _run(command: list[str], environment: dict[str, str]) -> tuple[int, str]:
    """Return the exit status and the closing line; the output passes through as it comes."""
    closing = ""
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8"
    ) as process:
        assert process.stdout
        for line in process.stdout:
            print(line, end="", flush=True)
            closing = line.strip() or closing
    return process.returncode, closing


if __name__ == "__main__":
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(encoding="utf-8", errors="replace")
    sys.exit(main())

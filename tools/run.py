"""`./run`: make everything ready, play the sample contest and open the window. Arguments go to `tandau demo`."""

import os
import subprocess
import sys

from setup import has_display, missing_libraries, ready


def main() -> int:
    """Return the exit status of `tandau demo`."""
    python = ready()
    arguments = sys.argv[1:]
    window = has_display() and "--no-window" not in arguments
    if window and (missing := missing_libraries(window=True)):
        print(f"No window: Qt lacks system libraries. Install them: apt-get install {' '.join(missing)}", flush=True)
        arguments.append("--no-window")
    environment = {**os.environ, "PYTHONUTF8": "1"}
    try:
        return subprocess.run([python, "-m", "desktop", "demo", *arguments], check=False, env=environment).returncode
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())

"""How long the window stands still, act by act, with the largest contest: 3 000 applications, 15 members.

`python -m benchmarks.freeze [desk|sitting|office …]` works each place in a child process, offscreen. There a timer
beats every 2 ms on the screen's thread; the longest time between two beats is how long a person would have seen nothing
move. `--where` also says what ran on the screen's thread and beside it when it stood still.
"""

import compileall
import subprocess
import sys

PLACES = ("desk", "sitting", "office")


def main(arguments: list[str]) -> int:
    """Print one line an act: the longest pause, the processor time in it, and how long the act took."""
    wanted = [one for one in arguments if not one.startswith("-")] or list(PLACES)
    options = [one for one in arguments if one.startswith("-")]
    compileall.compile_dir("ui", quiet=1)
    compileall.compile_dir("models", quiet=1)  # as it is installed: nobody waits for the compiler
    codes = [
        subprocess.run([sys.executable, "-m", "benchmarks.freeze_child", place, *options], check=False).returncode
        for place in wanted
    ]
    return max(codes)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""`python -m desktop` and `tandau`."""

import gc
import sys

from desktop.cli import run


def collect_rarely() -> None:
    """Look for unreachable cycles seldom: values have none, and a sitting holds a million of them.

    With Python's own thresholds computing the largest sitting takes twice the time.
    """
    gc.set_threshold(50_000, 50, 100)


def main() -> int:
    """Run the program with the arguments of this process and return its exit status."""
    if getattr(sys, "frozen", False):  # only there is a child process started through here
        import multiprocessing

        multiprocessing.freeze_support()
    collect_rarely()
    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())

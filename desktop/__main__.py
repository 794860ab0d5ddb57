"""`python -m desktop` and `tandau`."""

import multiprocessing
import sys

from desktop.cli import run


def main() -> int:
    """Run the program with the arguments of this process and return its exit status."""
    multiprocessing.freeze_support()
    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())

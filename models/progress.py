"""How long work tells where it is, and how it is stopped."""

from collections.abc import Callable

from models.errors import CancelledError

Report = Callable[[int, int], bool]
"""Called with (done, of); answers False when the person wants the work to stop."""


def silent(done: int, of: int) -> bool:  # noqa: ARG001 - the shape of a Report
    """Report to nobody; never cancel."""
    return True


class Asking:
    """Passes a report on and remembers where the work is, so that further places can ask whether to stop."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self._last = (0, 0)

    def __call__(self, done: int, of: int) -> bool:
        self._last = (done, of)
        return self._report(done, of)

    def goes_on(self) -> bool:
        """Say whether the person wants the work to go on."""
        return self._report(*self._last)

    def ask(self) -> None:
        """Raise CancelledError where the person wants the work to stop."""
        step(self._report, *self._last)


def step(report: Report, done: int, of: int) -> None:
    """Tell `report` that `done` units `of` so many are finished. Raises CancelledError when it answers False."""
    if not report(done, of):
        raise CancelledError("cancelled")

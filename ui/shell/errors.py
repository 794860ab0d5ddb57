"""The three ways out of an error: silence, its own words, or the crash report."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from models.errors import CancelledError, TandauError

Crash = Callable[[BaseException], None]


class WaysOut:
    """Decides how an error reaches the person.

    A person's own cancelling is silence. A TandauError is told in its own text. Anything else is our bug: it is handed
    to `crash`, which logs it and shows one dialog with details to copy.
    """

    def __init__(self, tell: Callable[[TandauError], None], crash: Crash) -> None:
        self._tell = tell
        self._crash = crash

    def show(self, error: BaseException) -> None:
        """Let `error` out by one of the three ways."""
        if isinstance(error, CancelledError):
            return
        if isinstance(error, TandauError):
            self._tell(error)
            return
        self._crash(error)

    @contextmanager
    def shown(self) -> Iterator[None]:
        """Show whatever the block raises, for handlers on the screen's thread; the block then simply ends."""
        try:
            yield
        except Exception as error:  # noqa: BLE001 - the one place where errors of handlers end
            self.show(error)

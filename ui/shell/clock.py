"""The one place where the window asks the clock."""

from datetime import UTC, datetime


def now() -> datetime:
    """Return this moment by the clock of the computer, in UTC."""
    return datetime.now(UTC)

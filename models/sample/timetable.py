"""When things happen on the sample contest's day; local time on the spot is five hours ahead."""

from datetime import UTC, datetime

FOUNDED = datetime(2024, 3, 11, 5, 0, tzinfo=UTC)
TAKEN_IN = datetime(2024, 4, 25, 4, 0, tzinfo=UTC)
SCREENED = datetime(2024, 4, 25, 10, 0, tzinfo=UTC)
FIRST_PACKET = datetime(2024, 4, 26, 6, 0, tzinfo=UTC)
MENDED = datetime(2024, 4, 29, 6, 0, tzinfo=UTC)
SECOND_PACKET = datetime(2024, 4, 29, 11, 0, tzinfo=UTC)
SCORED = datetime(2024, 5, 6, 9, 0, tzinfo=UTC)
SITTING = datetime(2024, 5, 10, 5, 0, tzinfo=UTC)
SYNCED = datetime(2024, 5, 13, 6, 0, tzinfo=UTC)

"""What was read of names, addresses and organisations: the same text is read once, however many write it."""

from functools import cache

from models.conflicts.contacts import address, organisations
from models.conflicts.names import read_name


class Reading:
    """Reads texts and remembers what they say; whoever keeps it searches again without reading again.

    It holds personal data, so it goes when the search that owns it goes.
    """

    def __init__(self) -> None:
        self.name = cache(read_name)
        self.address = cache(address)
        self.organisations = cache(organisations)

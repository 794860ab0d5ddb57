"""What was read of names, addresses and organisations: the same text is read once, however many write it."""

from functools import cache

from models.conflicts.contacts import address, mails, organisations, phones
from models.intake.iin import check_iin
from models.names.parts import read_name


class Reading:
    """Reads texts and remembers what they say; whoever keeps it searches again without reading again.

    It holds personal data, so it goes when the search that owns it goes.
    """

    def __init__(self) -> None:
        self.name = cache(read_name)
        self.iin = cache(check_iin)
        self.phones = cache(phones)
        self.mails = cache(mails)
        self.address = cache(address)
        self.organisations = cache(organisations)

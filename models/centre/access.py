"""Who may open the central file, by name."""

from models.centre.commission import roster
from models.centre.contests import contests
from models.centre.store import Central
from models.values import Value


class MayOpen(Value):
    """A key that opens the central file."""

    public_line: str
    name: str
    """On the newest roster that has the key, else on the card that admitted it; "" where there is neither."""


def who_may_open(central: Central) -> tuple[MayOpen, ...]:
    """Return the keys that open `central`, in the order admitted; none for PostgreSQL."""
    with central.reading() as session:
        names = {
            person.public_key: person.name
            for entry in reversed(contests(session))
            for person in roster(session, entry.id).people
        }
    return tuple(MayOpen(public_line=line, name=names.get(line) or card) for line, card in central.admitted().items())

"""Who may open the central file, by the names that its rosters know."""

from models.centre.commission import roster
from models.centre.contests import contests
from models.centre.store import Central
from models.values import Value


class MayOpen(Value):
    """A key that opens the central file."""

    public_line: str
    name: str
    """Of the person on the newest roster with this key; "" where no contest enrolled it."""


def who_may_open(central: Central) -> tuple[MayOpen, ...]:
    """Return the keys that open `central`, in the order admitted; none for PostgreSQL."""
    with central.reading() as session:
        names = {
            person.public_key: person.name
            for entry in reversed(contests(session))
            for person in roster(session, entry.id).people
        }
    return tuple(MayOpen(public_line=line, name=names.get(line, "")) for line in central.admitted())

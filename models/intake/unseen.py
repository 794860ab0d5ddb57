"""Signs that nobody sees in a table: hyphens that may come, spaces of no width, what turns the direction of writing.

Left in, they would make one name two, or show a text on a screen otherwise than on paper.
"""

from models.wording import tr

_UNSEEN = "\u00ad\u061c\u180e\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff"


def as_seen(text: str) -> tuple[str, int]:
    """Return `text` without signs that nobody sees, and how many there were."""
    there = [sign for sign in _UNSEEN if sign in text]  # looked for one by one: a table has megabytes, and none of them
    number = sum(map(text.count, there))
    return (text.translate(str.maketrans("", "", "".join(there))) if there else text), number


def unseen_notes(number: int) -> tuple[str, ...]:
    """Return what a person is told of the `number` of signs left out; nothing of none."""
    if not number:
        return ()
    told = tr("Signs that nobody sees (direction of writing, spaces of no width) were left out: {n}", n=number)
    return (told,)

"""What the papers of the organiser's office share: who writes, in which contest, number and day, and their frame."""

from datetime import date

from models.contest.commission import Person
from models.contest.contest import Contest
from models.protocol import words
from models.protocol.blocks import Block, Ends, Heading, Letterhead, Paper, Signature, Text, Words, fill
from models.protocol.case import day
from models.values import Both, Value
from models.values import both as _b

NO_NUMBER = "№ ____________"
"""A place to write the number on by hand."""
HEAD_ROLE = _b("Ұйымдастырушының басшысы", "Руководитель организатора")
SECRETARY_ROLE = _b("Жауапты хатшы", "Ответственный секретарь")
MADE_BY = _b("Жасаған", "Составил(а)")
NO_TERRITORY = _b("аумағы көрсетілмеген", "территория не указана")


class Frame(Value):
    """Of which contest a paper of the office is, and how it is registered."""

    contest: Contest
    number: str = ""
    """"" where it is written on by hand."""
    on: date
    place: str = ""
    secretary: Person | None = None
    staff: tuple[Person, ...] = ()
    """Those who did what the paper tells, the secretary not among them."""

    def territory(self, code: str) -> Words:
        """A territory's name; its code where the contest does not know it; words for none."""
        known = {territory.code: territory.name for territory in self.contest.territories}
        return known.get(code, code) or NO_TERRITORY


def paper_of(
    frame: Frame, *, kind: Both, file_title: Both, digest: str, body: tuple[Block, ...], wide: bool = False
) -> Paper:
    """Return the paper with letterhead, title and registration above `body`; `digest` is the SHA-256 of its data.

    `file_title` stands in the file's properties and at the foot of the pages: it names nobody.
    """
    number, on = frame.number.strip(), day(frame.on)
    registered = f"№ {number}" if number else NO_NUMBER
    head: tuple[Block, ...] = (
        Letterhead(frame.contest.parties.organiser),
        Heading(kind, 0),
        Text(frame.contest.title, "centre"),
        Ends(fill(_b("{number}\n{day} ж.", "{number}\n{day} г."), number=registered, day=on), frame.place),
    )
    running = fill(_b("{title}, {number}, {day}", "{title}, {number}, {day}"), title=file_title,
                   number=registered if number else "№ –", day=on)  # fmt: skip
    return Paper(
        title=file_title,
        number=number or "–",
        on=frame.on,
        fingerprint=digest,
        running=running,
        blocks=(*head, *body),
        wide=wide,
    )


def signers(frame: Frame) -> tuple[Signature, ...]:
    """The organiser's head (the name is written on by hand), the secretary, and who did the work."""
    places = [Signature(HEAD_ROLE, "")]
    if frame.secretary is not None:
        places.append(Signature(SECRETARY_ROLE, frame.secretary.name))
    return (*places, *(Signature(person.position or MADE_BY, person.name) for person in frame.staff))


def parties(frame: Frame) -> tuple[tuple[Words, Words], ...]:
    """Operator, customer and legal basis, as facts; the organiser stands in the letterhead."""
    contest = frame.contest
    return (
        (words.OPERATOR, contest.parties.operator),
        (words.CUSTOMER, contest.parties.customer),
        *((words.BASIS if not n else "", basis) for n, basis in enumerate(contest.profile.basis)),
    )

"""The three places: what the first page says of them before their own, heavier code is loaded."""

from collections.abc import Callable
from dataclasses import dataclass

from models.wording import tr
from ui.shell.kinds import FileKind
from ui.shell.place import Place, Services


@dataclass(frozen=True)
class PlaceInfo:
    """A place as the first page offers it. `load` imports its code and makes it."""

    key: str
    icon: str
    kinds: frozenset[FileKind]
    load: Callable[[Services], Place]
    words: Callable[[], tuple[str, str, str]]
    """In the current language: its name, who comes here, what is done here."""


def _office(services: Services) -> Place:
    from ui.office.ahead import Ahead
    from ui.office.pages import PAGES
    from ui.office.place import Office

    office = Office(services, PAGES)
    Ahead(office)
    return office


def _desk(services: Services) -> Place:
    from ui.desk.pages import PAGES
    from ui.desk.place import Desk

    return Desk(services, PAGES)


def _sitting(services: Services) -> Place:
    from ui.sitting.pages import PAGES
    from ui.sitting.place import Sitting

    return Sitting(services, PAGES)


def _office_words() -> tuple[str, str, str]:
    return (
        tr("Office"),
        tr("I work for the organiser"),
        tr(
            "Set up the contest, enrol the commission, take applications in, screen them, build the packet, "
            "keep the results."
        ),
    )


def _desk_words() -> tuple[str, str, str]:
    return (
        tr("Desk"),
        tr("I am a member of the commission"),
        tr("Open the packet, declare conflicts of interest, read and score the applications, hand in the score sheet."),
    )


def _sitting_words() -> tuple[str, str, str]:
    return (
        tr("Sitting"),
        tr("I am the chair or the secretary"),
        tr("Record attendance, take the score sheets in, settle ties, name the winners, issue the protocol."),
    )


PLACES = (
    PlaceInfo(
        "office",
        "office",
        frozenset({FileKind.TABLE, FileKind.CARD, FileKind.PROFILE, FileKind.RESULT, FileKind.CENTRAL}),
        _office,
        _office_words,
    ),
    PlaceInfo("desk", "desk", frozenset({FileKind.PACKET}), _desk, _desk_words),
    PlaceInfo(
        "sitting", "sitting", frozenset({FileKind.SHEET, FileKind.PACKET, FileKind.RESULT}), _sitting, _sitting_words
    ),
)

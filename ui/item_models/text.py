"""Texts made comparable for a person's eye: for the filter box and for sorting."""

from models.intake.folding import dialled

_ALPHABET = "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя"
_PLACE = {letter: chr(0xE000 + place) for place, letter in enumerate(_ALPHABET)}
_ORDER = str.maketrans(_PLACE)
_PLAIN = str.maketrans("әғқңөұүһіё", "агкноуухие")


def fold(text: str) -> str:
    """Return `text` as the filter compares it: no case, and a Kazakh letter like the Russian one people type for it."""
    return text.casefold().translate(_PLAIN)


def alphabet_key(text: str) -> str:
    """Return what sorts `text` by the Kazakh alphabet (which holds the Russian one), the same on every computer."""
    return text.casefold().translate(_ORDER)


def filter_words(text: str) -> list[str]:
    """Return the words of a filter that must all be found; a telephone number is one, as it is dialled."""
    number = dialled(text)
    return [number] if number else text.split()

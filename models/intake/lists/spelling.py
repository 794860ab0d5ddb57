"""Two spellings of the same words, and what makes the difference: letters, alphabet, order, patronymic, a slip."""

import unicodedata
from collections import Counter
from collections.abc import Callable
from enum import StrEnum

from rapidfuzz.distance import OSA

from models.intake.folding import fold, mixed_words, words
from models.wording import tr

_LETTERS_PER_SLIP = 5
"""A slip for every so many letters leaves it the same word; a shorter word of three letters or more may have one."""


class Respelled(StrEnum):
    """What differs between two spellings of the same words."""

    SIGNS = "signs"
    """Case, spaces, punctuation or accents written apart."""
    LETTERS = "letters"
    """Kazakh letters for Russian ones (қ/к, ұ/у, ә/а …)."""
    ALPHABET = "alphabet"
    """Letters of another alphabet that look the same."""
    ORDER = "order"
    PATRONYMIC = "patronymic"
    """A part of the name is missing in one of them."""
    INITIALS = "initials"
    SLIP = "slip"
    """One or two letters wrong."""


def respelled(old: str, new: str, *, of_person: bool = False) -> tuple[Respelled, ...]:
    """Return what makes the difference between two spellings of the same words; () where the words are others.

    Of a person's name the patronymic may be missing, the parts may stand in another order and be initials. Texts
    that differ in no word differ in SIGNS.
    """
    one, two = fold(old).split(), fold(new).split()
    found = _surface(old, new)
    if one != two:
        parts = _parted(one, two, of_person=of_person)
        if parts is None:
            return ()
        found |= parts
    return tuple(kind for kind in Respelled if kind in found) or (Respelled.SIGNS,)


def _surface(old: str, new: str) -> set[Respelled]:
    """Tell how words with the same folded form are written differently."""
    found: set[Respelled] = set()
    one, two = ({fold(word): word for word in words(text)} for text in (old, new))
    if any(one[word] != two[word] for word in one.keys() & two.keys()):
        found.add(Respelled.LETTERS)
    alien = [{fold(word) for word in mixed_words(unicodedata.normalize("NFC", text))} for text in (old, new)]
    if (alien[0] ^ alien[1]) & one.keys() & two.keys():
        found.add(Respelled.ALPHABET)
    return found


def _parted(one: list[str], two: list[str], *, of_person: bool) -> set[Respelled] | None:
    """Tell how different folded words differ; None where words are left without their like."""
    found: set[Respelled] = set()
    if [word for word in one if word in two] != [word for word in two if word in one]:
        found.add(Respelled.ORDER)
    left, right = list((Counter(one) - Counter(two)).elements()), list((Counter(two) - Counter(one)).elements())
    if _take(left, right, _slip):
        found.add(Respelled.SLIP)
    if of_person and _take(left, right, _initial):
        found.add(Respelled.INITIALS)
    if left and right:
        return None
    if left or right:
        if not of_person or min(len(one), len(two)) < 2 or len(left + right) > 2:
            return None
        found.add(Respelled.PATRONYMIC)
    return found


def _take(left: list[str], right: list[str], alike: Callable[[str, str], bool]) -> bool:
    """Take every pair of words that are `alike` out of both; tell whether there was one."""
    any_taken = False
    for word in list(left):
        like = next((other for other in right if alike(word, other)), None)
        if like is not None:
            left.remove(word)
            right.remove(like)
            any_taken = True
    return any_taken


def _initial(one: str, two: str) -> bool:
    return min(len(one), len(two)) == 1 and one[0] == two[0]


def _slip(one: str, two: str) -> bool:
    """Tell whether few letters part the words: one left out, put in, another or two swapped, for each five letters."""
    most = max(1, min(len(one), len(two)) // _LETTERS_PER_SLIP)
    return min(len(one), len(two)) > 2 and OSA.distance(one, two, score_cutoff=most) <= most


def spelled(kind: Respelled) -> str:
    """Return in words what differs."""
    return {
        Respelled.SIGNS: tr("case, spaces or signs"),
        Respelled.LETTERS: tr("Kazakh and Russian letters (қ/к, ұ/у …)"),
        Respelled.ALPHABET: tr("look-alike letters of another alphabet"),
        Respelled.ORDER: tr("order of the words"),
        Respelled.PATRONYMIC: tr("a part of the name is missing"),
        Respelled.INITIALS: tr("initials"),
        Respelled.SLIP: tr("a slip of letters"),
    }[kind]

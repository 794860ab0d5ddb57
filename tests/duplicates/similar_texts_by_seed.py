"""Invented texts that share a form, some of them copied from another and changed."""

import random

LETTERS = "абвгдежзийклмнопрстуфхцчшыьэюяәіңғүұқөһ"


def vocabulary(seed: int, words: int = 2_000) -> list[str]:
    rng = random.Random(seed)
    return ["".join(rng.choices(LETTERS, k=rng.randint(2, 11))) for _ in range(words)]


def form(seed: int, words: list[str], letters: int = 1_000) -> list[str]:
    """Three parts of a form, `letters` letters in all."""
    text = " ".join(random.Random(seed + 1).choices(words, k=letters))[:letters]
    third = letters // 3
    return [text[:third], text[third : 2 * third], text[2 * third :]]


def filled(parts: list[str], own: list[str]) -> str:
    half = len(own) // 2
    return " ".join([parts[0], *own[:half], parts[1], *own[half:], parts[2]])


def changed(rng: random.Random, own: list[str], words: list[str], share: float) -> list[str]:
    """A copy with a share of its words replaced, dropped or doubled, and its halves sometimes swapped."""
    copy: list[str] = []
    for word in own:
        luck = rng.random()
        if luck < share * 0.6:
            copy.append(rng.choice(words))
        elif luck < share * 0.8:
            continue
        else:
            copy += [word, rng.choice(words)] if luck < share else [word]
    half = len(copy) // 2
    return copy[half:] + copy[:half] if rng.random() < 0.5 else copy


def contest(
    seed: int, many: int, planted: int, *, share: float = 0.15, of_form: int = 1_000, letters: int = 2_000
) -> tuple[list[str], set[tuple[int, int]]]:
    """`many` texts of about `letters` letters, `of_form` of them the form's, and the pairs that are copies."""
    rng = random.Random(seed)
    words = vocabulary(seed)
    weights = [1 / (at + 1) ** 0.8 for at in range(len(words))]
    parts = form(seed, words, of_form)
    own = [" ".join(rng.choices(words, weights, k=letters // 5))[: letters - of_form].split() for _ in range(many)]
    pairs = set()
    for at in range(planted):
        own[2 * at + 1] = changed(rng, own[2 * at], words, share)
        pairs.add((2 * at, 2 * at + 1))
    return [filled(parts, text) for text in own], pairs

"""Near-duplicate texts are found through edits and spellings; a form's words alone make no pair."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from similar_texts_by_seed import changed, contest, filled, form, vocabulary

from models.duplicates.hashing import hash_shingles, hash_words
from models.duplicates.passages import common_passages
from models.duplicates.texts import similar_texts
from models.errors import CancelledError


def found(texts: list[str]) -> set[tuple[int, int]]:
    return {(pair.one, pair.two) for pair in similar_texts(texts).pairs}


@pytest.mark.parametrize("seed", [1, 2, 3])
@pytest.mark.parametrize(("share", "of_form"), [(0.1, 600), (0.2, 1_000), (0.2, 1_500)])
def test_planted_copies_are_found_and_nothing_else(seed: int, share: float, of_form: int) -> None:
    texts, planted = contest(seed, 400, 50, share=share, of_form=of_form)
    pairs = found(texts)
    assert len(pairs & planted) / len(planted) >= 0.99
    assert pairs - planted == set()


@given(st.integers(0, 10**6), st.integers(3, 60), st.integers(200, 1_500))
@settings(max_examples=25, deadline=None)
def test_a_form_alone_makes_no_pair(seed: int, many: int, of_form: int) -> None:
    texts, _ = contest(seed, many, 0, of_form=of_form)
    assert found(texts) == set()


@given(st.integers(0, 10**6), st.floats(0, 0.2), st.integers(4, 40))
@settings(max_examples=25, deadline=None)
def test_a_copy_is_found_among_few_too(seed: int, share: float, many: int) -> None:
    texts, planted = contest(seed, many, 1, share=share, of_form=800)
    assert found(texts) == planted


@given(st.integers(0, 10**6), st.permutations(range(12)))
@settings(max_examples=15, deadline=None)
def test_the_order_of_the_texts_makes_no_difference(seed: int, order: list[int]) -> None:
    texts, _ = contest(seed, 12, 3, of_form=500, letters=1_000)
    plain = {frozenset((texts[p.one], texts[p.two])): p.strength for p in similar_texts(texts).pairs}
    mixed = [texts[at] for at in order]
    assert {frozenset((mixed[p.one], mixed[p.two])): p.strength for p in similar_texts(mixed).pairs} == plain


def test_the_same_text_is_wholly_the_same_and_spellings_fold() -> None:
    words = vocabulary(5)
    rng = random.Random(5)
    others = [" ".join(rng.choices(words, k=80)) for _ in range(8)]
    text = "Қала шетіндегі ауыл жастарына арналған тігін цехын ашу және өңір әйелдеріне үйде жұмыс істеуді үйрету"
    respelt = text.upper().replace("Қ", "К").replace("Ұ", "У").replace("Ү", "У").replace("А", "A").replace(" ", " – ")
    (pair,) = similar_texts([*others, text, respelt]).pairs
    assert (pair.one, pair.two, pair.strength) == (8, 9, 1.0)


def test_a_template_that_was_sold_to_many_is_one_group() -> None:
    words = vocabulary(9)
    rng = random.Random(9)
    parts = form(9, words)
    sold = rng.choices(words, k=200)
    texts = [filled(parts, changed(rng, sold, words, 0.1)) for _ in range(60)]
    texts += [filled(parts, rng.choices(words, k=200)) for _ in range(700)]
    groups = {at: at for at in range(len(texts))}

    def head(at: int) -> int:
        return at if groups[at] == at else head(groups[at])

    for one, two in found(texts):
        groups[head(one)] = head(two)
    assert len({head(at) for at in range(60)}) == 1
    assert len({head(at) for at in range(len(texts))}) == 701


@pytest.mark.parametrize(
    "texts", [[], [""], ["", ""], ["а б"], ["🌱", "!!!"], ["бір екі үш", "бір екі үш"], ["\ud800"]]
)
def test_texts_of_nothing_are_like_nothing(texts: list[str]) -> None:
    assert similar_texts(texts).pairs == ()


def test_empty_texts_change_nothing() -> None:
    texts, _ = contest(21, 30, 3, of_form=800)
    plain = [(pair.one, pair.two, pair.strength) for pair in similar_texts(texts).pairs]
    spread = [part for text in texts for part in (text, "", " ")]
    assert [(p.one // 3, p.two // 3, p.strength) for p in similar_texts(spread).pairs] == plain


def test_two_short_texts_are_not_alike_by_one_phrase() -> None:
    phrase = "жастарды жұмыспен қамту және қолдау"
    texts = [f"{phrase} {word}" for word in ("тігін", "спорт")] + ["мүлдем басқа сөздер осында тұр дейді"] * 1
    assert all(pair.strength < 0.7 for pair in similar_texts(texts).pairs)


def test_the_work_can_be_stopped() -> None:
    with pytest.raises(CancelledError):
        similar_texts(["а б в г"] * 3, report=lambda _done, _of: False)


@given(st.lists(st.text(max_size=60), max_size=6))
@settings(max_examples=60)
def test_words_lie_where_they_are_said_to(texts: list[str]) -> None:
    words = hash_words(texts)
    cut = [texts[t][a:b] for t, a, b in zip(words.text.tolist(), words.start.tolist(), words.end.tolist(), strict=True)]
    assert all(part and not part.isspace() for part in cut)
    alone = [h for text in texts for h in hash_words([text]).hashes.tolist()]
    assert words.hashes.tolist() == alone
    hashes, first = hash_shingles(words)
    assert len(hashes) == len(first) == sum(max(0, (words.text == at).sum() - 2) for at in range(len(texts)))


def test_passages_stand_side_by_side_as_each_writes_them() -> None:
    one = (
        "Мақсаты: ауыл жастарына тігін үйрету, кейін цех ашу. Бюджет шағын. Біз өз ауылымызда жүз әйелге сабақ береміз."
    )
    two = "Біз өз ауылымызда жуз әйелге САБАҚ береміз! Ал мақсат – АУЫЛ жастарына тигін уйрету кейін цех ашу"
    first, second = common_passages(one, two)
    assert first.one == "ауыл жастарына тігін үйрету, кейін цех ашу"
    assert first.two == "АУЫЛ жастарына тигін уйрету кейін цех ашу"
    assert (second.one, second.two) == (
        "Біз өз ауылымызда жүз әйелге сабақ береміз",
        "Біз өз ауылымызда жуз әйелге САБАҚ береміз",
    )
    assert (one[slice(*first.one_at)], two[slice(*second.two_at)]) == (first.one, second.two)
    assert (first.words, second.words) == (7, 7)


def test_passages_of_the_form_are_left_out() -> None:
    texts, planted = contest(11, 60, 4, share=0.1)
    likes = similar_texts(texts)
    parts = form(11, vocabulary(11), 1_000)
    for one, two in planted:
        passages = common_passages(texts[one], texts[two], likes)
        assert sum(passage.words for passage in passages) > 60
        assert all(passage.one not in part for passage in passages for part in parts)

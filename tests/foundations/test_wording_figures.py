"""Figures in the language of the reader."""

from collections.abc import Iterator

import pytest

from models.wording import decimal, use_language


@pytest.fixture(autouse=True)
def _in_english_again() -> Iterator[None]:
    yield
    use_language("en")


@pytest.mark.parametrize(("language", "said"), [("kk", "0,95"), ("ru", "0,95"), ("en", "0.95")])
def test_a_decimal_has_the_sign_of_the_language(language: str, said: str) -> None:
    use_language(language)
    assert decimal(0.954) == said

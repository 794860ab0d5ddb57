"""Figures in the language of the reader."""

from collections.abc import Iterator

import pytest

from models.wording import commas, decimal, figures, use_language


@pytest.fixture(autouse=True)
def _in_english_again() -> Iterator[None]:
    yield
    use_language("en")


@pytest.mark.parametrize(("language", "said"), [("kk", "0,95"), ("ru", "0,95"), ("en", "0.95")])
def test_a_decimal_has_the_sign_of_the_language(language: str, said: str) -> None:
    use_language(language)
    assert decimal(0.954) == said


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("98.5", "98,5"),
        ("-4.50", "-4,50"),
        ("112", "112"),
        ("13/3", "13/3"),
        ("(5+4.5+3) ÷ 3 = 25/6", "(5+4,5+3) ÷ 3 = 25/6"),
        ("med(1.5, 2, 2.5) = 2", "med(1,5; 2; 2,5) = 2"),
        ("[4.5], 3, [−1.25]", "[4,5]; 3; [−1,25]"),
        ("min(3, 4) = 3", "min(3, 4) = 3"),
        ("2: 119.28", "2: 119,28"),
        ("C1.1: 24 ÷ 5", "C1.1: 24 ÷ 5"),
        ("1.1: 24 ÷ 5", "1.1: 24 ÷ 5"),
        ("2024-05-06T09:00:00+05:00, 06.05.2024", "2024-05-06T09:00:00+05:00, 06.05.2024"),
    ],
)
def test_figures_of_a_chain_are_written_as_people_here_write_them(written: str, printed: str) -> None:
    assert commas(written) == printed
    assert commas(printed) == printed
    for language in ("kk", "ru"):
        use_language(language)
        assert figures(written) == printed
    use_language("en")
    assert figures(written) == written

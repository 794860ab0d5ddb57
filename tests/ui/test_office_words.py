"""Words of the office's tables."""

from datetime import UTC, datetime

import pytest

from models.centre.results.register import Entry
from models.intake.fields import MAIN
from models.intake.source import likely_fields
from models.values import Both
from ui.item_models.text import filter_words
from ui.office.register.tables import place_words
from ui.office.words import moment


@pytest.mark.parametrize(("first", "last", "words"), [(None, None, ""), (2, 2, "2"), (1, 3, "1–3")])
def test_a_shared_place_is_a_range(first: int | None, last: int | None, words: str) -> None:
    title = Both(kk="К", ru="К")
    entry = Entry(
        contest="1", contest_title=title, code="A", territory="t", name="", title="", iin="", total="",
        place=first, place_to=last,
    )  # fmt: skip
    assert place_words(entry) == words


def test_a_filter_takes_a_telephone_number_as_one_word() -> None:
    assert filter_words("8 (701) 234-56-07") == filter_words("+77012345607") == ["7012345607"]
    assert filter_words("020127510024") == ["020127510024"]
    assert filter_words("айбек 07") == ["айбек", "07"]


@pytest.mark.parametrize(
    ("heading", "code"),
    [("Название проэкта", "project.title"), ("Сума гранта", "project.grant_asked"), ("Кто принял", "")],
)
def test_a_misspelt_heading_offers_its_field_first(heading: str, code: str) -> None:
    found = [one.code for one in likely_fields(heading, MAIN)]
    assert found[:1] == ([code] if code else [])


def test_a_moment_is_told_by_the_clock_of_the_contest() -> None:
    at = datetime(2024, 5, 3, 19, 30, tzinfo=UTC)
    assert moment(at, "Asia/Almaty") == "04.05.2024 00:30"
    assert moment(None, "Asia/Almaty") == ""

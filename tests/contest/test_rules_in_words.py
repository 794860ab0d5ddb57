"""Rules, counting and points in words, for every built-in profile and language."""

from collections.abc import Iterator
from fractions import Fraction

import pytest

from models.contest.counting import Step, Threshold
from models.contest.counting_words import counting_in_words
from models.contest.points import both_points
from models.contest.profile_files import builtin_profiles, load_profile
from models.contest.rules_words import rules_in_words
from models.wording import LANGUAGES, use_language


@pytest.fixture(params=LANGUAGES)
def spoken(request: pytest.FixtureRequest) -> Iterator[str]:
    use_language(request.param)
    yield request.param
    use_language("en")


@pytest.mark.parametrize("name", builtin_profiles())
def test_every_rule_has_words_in_every_language(name: str, spoken: str) -> None:
    profile = load_profile(name)
    rules = rules_in_words(profile)
    assert all(line.section and line.rule and line.says for line in rules)
    assert len({line.section for line in rules}) >= 3
    assert all(line.rule and line.says for line in counting_in_words(profile.criteria))


def test_rules_of_2024_say_what_the_regulation_says() -> None:
    said = {line.rule: line.says for line in rules_in_words(load_profile("zhas-2024"))}
    assert said["Age"] == "from 18 to 34 full years inclusive, on the day of application"
    assert said["Length"] == "months, at most: 4"
    assert said["Grant"] == "1\u00a0000\u00a0000 KZT at most"
    assert said["Mending of defects"] == "working days: 2"
    assert said["Quorum"] == "not fewer than 1/2 of all members"
    assert said["After a conflict of interest"] == "the member leaves the commission for the whole contest"
    assert said["Fewer winners than grants"] == "an additional contest"
    assert said["Contract with a winner"] == "5–10 calendar days after the protocol"


def test_counting_is_said_step_by_step() -> None:
    zhas = [line.says for line in counting_in_words(load_profile("zhas-2024").criteria)]
    assert zhas[:3] == ["the sum over the criteria, for each member", "the sum over the members", "the higher one"]
    state = {line.rule: line.says for line in counting_in_words(load_profile("ngo-state-grants").criteria)}
    assert state["Threshold"] == "more than 50 % of the maximum"


@pytest.mark.parametrize(("strictly", "said"), [(True, "less than 50 % of the maximum"), (False, "not more than 50 %")])
def test_a_threshold_where_lower_is_better_is_said_as_it_is_meant(*, strictly: bool, said: str) -> None:
    criteria = load_profile("zhas-2024").criteria
    counting = criteria.counting.model_copy(
        update={"higher_is_better": False, "threshold": Threshold(share=Fraction(1, 2), strictly=strictly)}
    )
    lines = {one.rule: one.says for one in counting_in_words(criteria.model_copy(update={"counting": counting}))}
    assert lines["Threshold"].startswith(said)


def test_numbers_of_the_rule_are_said_as_its_chains_write_them(spoken: str) -> None:
    criteria = load_profile("zhas-2024").criteria
    steps = (*criteria.counting.steps, Step(do="multiply", by=Fraction(3, 5)), Step(do="cap", at=Fraction(1, 3)))
    changed = criteria.model_copy(update={"counting": criteria.counting.model_copy(update={"steps": steps})})
    times, cap = (line.says for line in counting_in_words(changed)[2:4])
    assert ("0.6" if spoken == "en" else "0,6") in times
    assert "1/3" in cap


def test_points_are_split_by_language() -> None:
    said = both_points("2024 жылғы ережеден / из положения 2024 года: бөлім / раздел")
    assert (said.kk, said.ru) == ("2024 жылғы ережеден: бөлім", "из положения 2024 года: раздел")
    assert both_points("task 4").ru == "task 4"

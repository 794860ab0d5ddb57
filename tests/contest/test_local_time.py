from datetime import UTC, datetime

import pytest

from models.contest.local_time import local, named, zone
from models.contest.profile_files import load_profile, parse_profile
from models.errors import ProfileError


@pytest.mark.parametrize(
    ("name", "before", "after"),
    [("Asia/Almaty", 18, 17), ("Asia/Aqtau", 17, 17), ("Asia/Atyrau", 17, 17), ("Asia/Qyzylorda", 17, 17)],
)
def test_kazakhstan_has_one_time_since_march_2024(name: str, before: int, after: int) -> None:
    assert local(datetime(2024, 2, 20, 12, tzinfo=UTC), name) == datetime(2024, 2, 20, before)  # noqa: DTZ001 - a clock
    assert local(datetime(2024, 3, 20, 12, tzinfo=UTC), name) == datetime(2024, 3, 20, after)  # noqa: DTZ001 - a clock


def test_the_zone_is_named_with_what_it_is_ahead() -> None:
    assert named(datetime(2022, 9, 1, tzinfo=UTC), "Asia/Almaty") == "Asia/Almaty (UTC+6)"
    assert named(datetime(2024, 9, 1, tzinfo=UTC), "Asia/Almaty") == "Asia/Almaty (UTC+5)"
    assert named(datetime(2024, 9, 1, tzinfo=UTC), "Asia/Kathmandu") == "Asia/Kathmandu (UTC+5:45)"


@pytest.mark.parametrize("name", ["", "Almaty", "../zones", "Asia/../Asia/Almaty", "Asia/Nowhere"])
def test_what_is_no_zone_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="no such zone"):
        zone(name)


def test_a_profile_names_zones_that_exist() -> None:
    profile = load_profile("zhas-2022")
    assert [lot.zone or profile.intake.zone for lot in profile.lots].count("Asia/Aqtau") == 1
    data = profile_with_zone("Asia/Nowhere")
    with pytest.raises(ProfileError, match=r"intake\.zone: expected: the name of a zone such as “Asia/Almaty”"):
        parse_profile(data, name="own.toml")


def profile_with_zone(name: str) -> bytes:
    from importlib.resources import files

    source = (files("resources") / "profiles" / "zhas-2024.toml").read_text(encoding="utf-8")
    return source.replace("[intake]\n", f'[intake]\nzone = "{name}"\n').encode()


def test_zhas_2023_keeps_the_figures_of_its_sources() -> None:
    profile = load_profile("zhas-2023")
    mending = profile.eligibility.mending
    assert mending is not None
    assert (profile.intake.days_at_most, mending.days, mending.unit) == (14, 1, "calendar")
    assert (profile.intake.opens, profile.winners.contract_days, profile.calendar) == (None, None, ())
    assert any("дат" in note.ru for note in profile.notes)

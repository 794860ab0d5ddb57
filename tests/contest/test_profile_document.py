"""docs/profiles.md names every key there is, names none that is not, and its example is a profile."""

import re
import typing
from pathlib import Path

import pytest
from pydantic import BaseModel

from models.contest.profile import Profile
from models.contest.profile_files import builtin_profiles, load_profile
from models.errors import ProfileError

PAGE = Path(__file__).resolve().parents[2] / "docs" / "profiles.md"
TEXT = PAGE.read_text(encoding="utf-8")


def keys(kind: object, seen: set[type]) -> set[str]:
    found: set[str] = set()
    if isinstance(kind, type) and issubclass(kind, BaseModel) and kind not in seen:
        seen.add(kind)
        for name, field in kind.model_fields.items():
            found |= {name} | keys(field.annotation, seen)
    for part in typing.get_args(kind):
        found |= keys(part, seen)
    return found


def named() -> set[str]:
    return set(re.findall(r"`([a-z_]+)`", TEXT))


def test_every_key_of_a_profile_is_explained() -> None:
    assert keys(Profile, set()) - {"kk", "ru"} - named() == set()


def test_no_key_is_explained_that_does_not_exist() -> None:
    firsts = re.findall(r"^\| ((?:`[a-z_]+`(?:, )?)+) \|", TEXT, re.MULTILINE)
    explained = {key for cell in firsts for key in re.findall(r"`([a-z_]+)`", cell)}
    assert explained - keys(Profile, set()) == set()


def test_the_built_in_profiles_are_named() -> None:
    assert [name for name in builtin_profiles() if f"`{name}`" not in TEXT] == []


def test_the_example_is_a_profile(tmp_path: Path) -> None:
    (example,) = re.findall(r"^```toml\n(.*?)^```", TEXT, re.MULTILINE | re.DOTALL)
    path = tmp_path / "village-2025.toml"
    path.write_text(example, encoding="utf-8")
    profile = load_profile(path)
    assert (profile.code, profile.lots[0].territories[0].grants) == ("village-2025", 5)


@pytest.mark.parametrize("wrong", ['share = "half"', 'share = "3/2"'])
def test_the_example_is_refused_with_a_wrong_number(tmp_path: Path, wrong: str) -> None:
    (example,) = re.findall(r"^```toml\n(.*?)^```", TEXT, re.MULTILINE | re.DOTALL)
    path = tmp_path / "wrong.toml"
    path.write_text(example.replace('share = "2/3"', wrong), encoding="utf-8")
    with pytest.raises(ProfileError, match="share"):
        load_profile(path)

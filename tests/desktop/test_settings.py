"""Settings never keep the program from starting, and live where the person's data live."""

from pathlib import Path

import pytest

from desktop.settings import Settings, home, language, load, log_folder, save, settings_file
from models.errors import FileError


def test_the_home_is_where_the_environment_says(tmp_path: Path) -> None:
    place = home({"TANDAU_HOME": str(tmp_path / "mine")})
    assert place.root == tmp_path / "mine"
    assert {place.key.parent, settings_file(place).parent, log_folder(place).parent} == {place.root}
    assert not place.root.exists()


def test_without_a_wish_the_home_is_the_systems_own() -> None:
    root = home({}).root
    assert root.name == "tandau"
    assert root.is_absolute()


def test_settings_come_back_as_they_were_saved(tmp_path: Path) -> None:
    path = tmp_path / "new" / "settings.json"
    settings = Settings(language="kk", text_size=125, place="desk", folder="C:/Құжаттар")
    save(path, settings)
    save(path, settings)
    assert load(path) == settings
    assert [file.name for file in path.parent.iterdir()] == ["settings.json"]


def test_no_settings_are_the_defaults(tmp_path: Path) -> None:
    assert load(tmp_path / "settings.json") == Settings()


@pytest.mark.parametrize(
    "broken",
    [b"", b"{", b"[]", b'{"text_size": "large"}', b'{"text_size": 9000}', b'{"language": "de"}', b"7", b"\xff\xfe"],
)
def test_broken_settings_are_set_aside_and_the_defaults_used(broken: bytes, tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    path.write_bytes(broken)
    assert load(path) == Settings()
    assert [(file.name, file.read_bytes()) for file in tmp_path.iterdir()] == [("settings.json.broken", broken)]


def test_settings_of_a_later_version_are_read_as_far_as_they_are_known(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    path.write_text('{"language": "ru", "moon": 1}', encoding="utf-8")
    assert load(path) == Settings(language="ru")


def test_settings_that_can_not_be_written_are_refused_in_words(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(FileError, match="TANDAU_HOME"):
        save(tmp_path / "file" / "settings.json", Settings())


@pytest.mark.parametrize(
    ("asked", "environment", "settings", "spoken"),
    [
        ("ru", {"TANDAU_LANG": "kk"}, Settings(language="en"), "ru"),
        (None, {"TANDAU_LANG": "kk"}, Settings(language="en"), "kk"),
        (None, {"LANG": "kk_KZ.UTF-8"}, Settings(language="en"), "en"),
        (None, {"LANG": "kk_KZ.UTF-8"}, Settings(), "kk"),
        (None, {"LC_ALL": "ru_RU.UTF-8", "LANG": "kk_KZ.UTF-8"}, Settings(), "ru"),
        (None, {"TANDAU_LANG": "de", "LANG": "en_GB.UTF-8"}, Settings(), "en"),
    ],
)
def test_the_nearest_wish_decides_the_language(
    asked: str | None, environment: dict[str, str], settings: Settings, spoken: str
) -> None:
    assert language(settings, asked, environment) == spoken

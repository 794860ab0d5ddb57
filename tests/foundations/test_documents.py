"""What the documents name exists: commands with their options, files, the words that stand on the screen."""

import re
from pathlib import Path
from typing import Any

import pytest
from typer.main import get_command

from desktop.cli.app import application
from models.wording import catalogue

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = sorted((ROOT / "docs").glob("*.md"))
CALL = re.compile(r"(?:`|^)tandau ([a-z][^`\n]*)", re.MULTILINE)


def calls(text: str) -> list[str]:
    return [call.split("#")[0].strip() for call in CALL.findall(text)]


def missing(call: str) -> str | None:
    """Return the part of a call that the command line does not know."""
    command: Any = get_command(application())
    words = call.split()
    while words and getattr(command, "commands", None):
        if words[0] not in command.commands:
            return words[0]
        command = command.commands[words.pop(0)]
    known = {name for parameter in command.params for name in parameter.opts} | {"--help"}
    return next((word for word in words if word.startswith("--") and word.split("=")[0] not in known), None)


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_every_command_exists(path: Path) -> None:
    named = calls(path.read_text(encoding="utf-8"))
    assert {call: part for call in named if (part := missing(call))} == {}


def test_a_command_that_does_not_exist_is_found() -> None:
    assert [missing("demo --out DIR"), missing("fly"), missing("packet show F --fast")] == [None, "fly", "--fast"]


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_every_link_leads_somewhere(path: Path) -> None:
    links = re.findall(r"\]\(([^)#:]+)\)", path.read_text(encoding="utf-8"))
    links += re.findall(r"`((?:docs|resources|models|benchmarks|tests)/[\w./-]+)`", path.read_text(encoding="utf-8"))
    places = [(path.parent / link, ROOT / link) for link in links]
    assert [str(place) for place, other in places if not place.exists() and not other.exists()] == []


STEPS = (
    "Contest", "Criteria", "Intake", "Screening", "Packet", "My key", "Packets", "Conflicts of interest", "Score",
    "Hand in", "Opening, quorum, chair", "Score sheets", "Conflicts and clashes", "Ranking", "Winners",
    "Protocol and result", "No conflict", "Conflict", "Not sure", "Next unscored", "Office", "Desk", "Sitting",
)  # fmt: skip


@pytest.mark.parametrize("language", ["kk", "ru"])
def test_the_day_calls_every_step_as_the_window_does(language: str) -> None:
    text = re.sub(r"\s+", " ", (ROOT / "docs" / f"day.{language}.md").read_text(encoding="utf-8"))
    words = catalogue(language)
    assert [words[step] for step in STEPS if words[step] not in text] == []


def test_the_day_in_three_languages_has_the_same_shape() -> None:
    shapes = []
    for name in ("day.md", "day.kk.md", "day.ru.md"):
        lines = (ROOT / "docs" / name).read_text(encoding="utf-8").splitlines()
        shapes.append([line[:2] for line in lines if re.match(r"#|\d\.|\|", line)])
    assert shapes[0] == shapes[1] == shapes[2]

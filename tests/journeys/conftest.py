"""Founds the contests of this folder's tests."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from models.contest.founding import new_contest
from models.contest.profile_files import load_profile
from tests.journeys.held import Journey


@pytest.fixture
def journey(tmp_path: Path) -> Iterator[Callable[..., Journey]]:
    """Return what founds a contest: a profile's name and what `new_contest` takes."""
    made: list[Journey] = []

    def found(profile: str, **options: Any) -> Journey:
        options = {"contract_date": date(2022, 7, 11), "id": UUID(int=22)} | options
        made.append(Journey(tmp_path / "journey", new_contest(load_profile(profile), **options)))
        return made[-1]

    yield found
    for one in made:
        one.close()

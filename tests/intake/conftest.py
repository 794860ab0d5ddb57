from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType

import pytest

from models.contest.application import Application
from models.contest.contest import Contest
from models.intake.iin import check_digit
from models.intake.outside.child import close_readers


def _sample() -> ModuleType:
    import importlib.util

    path = Path(__file__).with_name("sample_contest_for_intake.py")
    spec = importlib.util.spec_from_file_location("sample_contest_for_intake", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


_SAMPLE = _sample()


@pytest.fixture(scope="session")
def contest() -> Contest:
    return _SAMPLE.contest_2024()


@pytest.fixture(scope="session")
def with_rules() -> Callable[..., Contest]:
    return _SAMPLE.with_rules


@pytest.fixture(scope="session")
def good(contest: Contest) -> Application:
    """An application that no rule of the contest objects to."""
    made = _SAMPLE.good_application(contest)
    start = "02031450001"
    iin = start + str(check_digit(start))
    return made.model_copy(update={"applicant": made.applicant.model_copy(update={"iin": iin})})


@pytest.fixture(scope="session", autouse=True)
def _end_readers() -> Iterator[None]:
    yield
    close_readers()

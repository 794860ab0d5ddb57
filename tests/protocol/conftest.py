import importlib.util
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

from models.sitting.result import Result


def _load(name: str) -> ModuleType:
    """Make a module beside this file importable by its name; tests are no package."""
    spec = importlib.util.spec_from_file_location(name, Path(__file__).with_name(f"{name}.py"))
    assert spec is not None
    assert spec.loader is not None
    module = sys.modules[name] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


_load("protocol_contest_by_hand")
_RESULTS = _load("protocol_result_by_hand")


@pytest.fixture(scope="session")
def result() -> Result:
    return _RESULTS.example()


@pytest.fixture(scope="session")
def make_large() -> Callable[..., Result]:
    return _RESULTS.large

"""The same bytes on every laptop: reportlab's parts in C and its own Python write the same."""

import importlib.util
import sys
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reportlab.lib import rl_accel


@pytest.fixture(scope="module")
def in_python() -> ModuleType:
    spec = importlib.util.find_spec("reportlab.lib.rl_accel")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(sys.modules, "_rl_accel", None)
        spec.loader.exec_module(module)
    return module


def test_the_parts_in_c_are_there(in_python: ModuleType) -> None:
    assert rl_accel.fp_str.__module__ == "_rl_accel"
    assert in_python.fp_str.__module__ != "_rl_accel"


@given(st.floats(-20_000, 20_000) | st.integers(-1_000_000, 1_000_000).map(lambda n: n / 1000) | st.integers(0, 9999))
def test_figures_are_written_alike(in_python: ModuleType, number: float) -> None:
    assert rl_accel.fp_str(number) == in_python.fp_str(number)


@given(st.binary())
def test_texts_are_written_alike(in_python: ModuleType, text: bytes) -> None:
    assert rl_accel.escapePDF(text) == in_python.escapePDF(text)

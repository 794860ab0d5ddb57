"""The words of the invented contest, as `resources/sample/` has them."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def words(name: str) -> dict[str, Any]:
    """Return the content of `resources/sample/{name}.toml`; callers do not change it."""
    return tomllib.loads((files("resources") / "sample" / f"{name}.toml").read_text(encoding="utf-8"))

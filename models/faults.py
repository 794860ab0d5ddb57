"""What a value that checks itself says is wrong, so that whoever reads it can be told in their language."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from pydantic_core import PydanticCustomError

from models.wording import said

FAULTS = "faults"
"""The type of pydantic's error whose context carries `Fault`s under this name."""


class Fault(NamedTuple):
    """One thing that is wrong: where below the value, and the sentence (marked by `later`) with its values."""

    at: tuple[str | int, ...]
    text: str
    values: Mapping[str, object] = MappingProxyType({})

    def say(self) -> str:
        """Return the sentence in the current language."""
        return said(self.text, **self.values)


def refused(*faults: Fault) -> PydanticCustomError:
    """Return the error with which a validator refuses its value; as text it is English."""
    lines = (f"{'.'.join(map(str, one.at)) or '·'}: {one.text.format(**one.values)}" for one in faults)
    return PydanticCustomError(FAULTS, "{english}", {"english": "; ".join(lines), FAULTS: faults})

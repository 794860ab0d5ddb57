"""The organiser's clock. Kazakhstan changed to UTC+5 everywhere on 2024-03-01; before, most regions had UTC+6."""

import re
from datetime import datetime
from functools import cache
from importlib.resources import files
from zoneinfo import ZoneInfo

_NAME = re.compile(r"[A-Z][A-Za-z_]+/[A-Z][A-Za-z_]+")


@cache
def zone(name: str) -> ZoneInfo:
    """Return the zone of this name, e.g. "Asia/Almaty", always from the tables that the program carries.

    A computer's own tables may be years old, and two laptops must print the same time. Raises ValueError for no zone.
    """
    file = files("tzdata.zoneinfo").joinpath(*name.split("/"))
    if not _NAME.fullmatch(name) or not file.is_file():
        raise ValueError(f"no such zone: {name}")
    with file.open("rb") as data:
        return ZoneInfo.from_file(data, key=name)


def local(at: datetime, name: str) -> datetime:
    """Return the moment `at` by the clock of the zone `name`, without a zone."""
    return at.astimezone(zone(name)).replace(tzinfo=None)


def named(at: datetime, name: str) -> str:
    """Return the zone `name` with what it is ahead of UTC at that moment, e.g. "Asia/Almaty (UTC+6)"."""
    ahead = at.astimezone(zone(name)).strftime("%z")
    minutes = "" if ahead.endswith("00") else f":{ahead[3:]}"
    return f"{name} (UTC{ahead[0]}{int(ahead[1:3])}{minutes})"

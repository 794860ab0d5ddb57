"""Large values go piece by piece, and only those that nobody holds."""

import weakref
from dataclasses import dataclass

from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from models.contest.commission import Person, Role
from models.letting_go import let_go
from ui.shell.letting_go import LettingGo


class Leaf:
    """Something that can be watched going."""


@dataclass(frozen=True)
class Whole:
    by_name: dict[str, tuple[Leaf, ...]]
    listed: list[Leaf]
    person: Person


def test_everything_goes_but_what_is_held(qtbot: QtBot) -> None:
    parent = QObject()
    letting_go = LettingGo(parent)
    held = Leaf()
    leaves = [Leaf() for _ in range(20_000)]
    gone = [weakref.ref(leaf) for leaf in leaves]
    part = (held, Leaf())
    whole = Whole({"a": tuple(leaves), "b": part}, [Leaf()], Person(id="m1", name="Мүше", role=Role.MEMBER))
    watched = weakref.ref(whole)
    letting_go.add(whole)
    del whole, leaves
    assert watched() is not None  # not in the middle of what the caller does
    qtbot.waitUntil(lambda: watched() is None and not any(one() for one in gone))
    assert part[0] is held
    assert isinstance(part[1], Leaf)


def test_background_work_lets_go_too() -> None:
    held, leaves = Leaf(), [Leaf() for _ in range(10)]
    gone = [weakref.ref(leaf) for leaf in leaves]
    values = [{"a": leaves, "b": (held,)}, leaves]
    del leaves
    let_go(values)
    assert values == []
    assert not any(one() for one in gone)
    assert isinstance(held, Leaf)


def test_held_value_stays_whole(qtbot: QtBot) -> None:
    parent = QObject()
    letting_go = LettingGo(parent)
    value = {"list": [Leaf()], "dict": {1: Leaf()}}
    letting_go.add(value)
    letting_go.add(None)
    qtbot.waitUntil(lambda: not letting_go._pieces)
    assert len(value["list"]) == len(value["dict"]) == 1

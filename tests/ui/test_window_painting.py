"""A painter ends with its paintEvent, whoever still holds the frame (a debugger, a traceback): else Qt crashes."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from models.contest.profile_files import load_profile
from ui.desk.distribution import Distribution
from ui.desk.points import PointsRow
from ui.widgets.labels import ElidedLabel
from ui.widgets.steps import Step, StepList


@contextmanager
def held_painters() -> Iterator[list[QPainter]]:
    """Hold every painter of a paintEvent that is left, as whoever holds its frame does."""
    held: list[QPainter] = []

    def look(frame: FrameType, what: str, _given: Any) -> None:
        if what == "return" and frame.f_code.co_name == "paintEvent":
            held.extend(one for one in frame.f_locals.values() if isinstance(one, QPainter))

    sys.setprofile(look)
    try:
        yield held
    finally:
        sys.setprofile(None)


def test_painters_end_with_their_event(qtbot: QtBot) -> None:
    distribution = Distribution()
    distribution.show_totals({3: 2, 5: 1}, 10)
    points = PointsRow(load_profile("zhas-2024").criteria.criteria[0])
    widgets: list[QWidget] = [
        distribution,
        points,
        ElidedLabel("Ұзақ атау"),
        StepList([Step("a", "Қадам", "next", "")]),
    ]
    for widget in widgets:
        qtbot.addWidget(widget)
        widget.resize(300, 120)
        widget.show()
        widget.activateWindow()
        widget.setFocus()
        qtbot.waitExposed(widget)
        with held_painters() as held:
            widget.grab()
        assert held or (widget is points and not points.hasFocus())
        assert not any(painter.isActive() for painter in held)

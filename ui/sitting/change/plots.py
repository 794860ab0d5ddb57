"""Plots of what the result hangs on. Each says in words what it shows; the table beside it holds the same figures.

Shape tells what colour tells, and the colours stay apart for colour-blind people (Okabe and Ito; cividis).
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pyqtgraph
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter

from models.sitting.robustness.answer import TerritoryAnswer
from models.sitting.robustness.pool import Lot
from models.sitting.robustness.saying import lot_text
from models.wording import figures, tr
from ui.shell import theme
from ui.sitting.change.tables import signed
from ui.widgets.plain import plain

MOST = 24
"""Applications drawn at most, those nearest to the cut line."""
_LOTS: dict[Lot, tuple[str, str]] = {"wins": ("#0072b2", "o"), "line": ("#d55e00", "d"), "out": ("#7f7f7f", "s")}


class _Axis(pyqtgraph.AxisItem):  # type: ignore[misc]  # the library carries no types
    """Writes its figures as the language does."""

    def tickStrings(self, *args: Any) -> list[str]:  # noqa: N802 - the library's name
        return [figures(one) for one in super().tickStrings(*args)]


class Plot(pyqtgraph.PlotWidget):  # type: ignore[misc]  # the library carries no types
    """A still picture in the window's colours: it is looked at, not moved."""

    def __init__(self, name: str, across: str) -> None:
        look = theme.current()
        super().__init__(background=look.colours.surface, axisItems={"bottom": _Axis("bottom")})
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setMouseEnabled(x=False, y=False)
        self.setMenuEnabled(False)
        self.hideButtons()
        font = self.font()
        for side in ("left", "bottom"):
            axis = self.getAxis(side)
            axis.setTextPen(look.colours.text)
            axis.setPen(look.colours.control)
            axis.setStyle(tickFont=font)
            axis.enableAutoSIPrefix(False)
        self.setLabel("bottom", across, color=look.colours.text, **{"font-size": f"{look.points()}pt"})
        self.setMinimumHeight(look.scaled(260))

    def name_rows(self, names: Sequence[str]) -> None:
        """Write a name at every row, the first on top."""
        self.invertY(True)
        self.getAxis("left").setTicks([list(enumerate(names))])
        self.setYRange(-0.6, len(names) - 0.4, padding=0)
        self.setMinimumHeight(theme.current().scaled(90 + 22 * max(5, len(names))))

    def told(self, words: str) -> None:
        """Say in words what is seen."""
        self.setAccessibleDescription(words)
        self.setToolTip(plain(words))


def nearest(answer: TerritoryAnswer) -> list[int]:
    """Return the places (in the pool's order) of the applications nearest to the cut line, best first."""
    totals = [answer.pool.totals[code].total for code in answer.pool.codes]
    best_first = sorted(range(len(totals)), key=lambda n: totals[n], reverse=answer.pool.rule.high)
    middle = min(answer.pool.terms.grants, len(best_first))
    start = max(0, min(middle - MOST // 2, len(best_first) - MOST))
    return best_first[start : start + MOST]


class CutPlot(Plot):
    """Totals about the cut line, each with the interval of its resampled panels."""

    def __init__(self, answer: TerritoryAnswer) -> None:
        super().__init__(tr("Totals about the cut line"), tr("Total, with the middle 95 of 100 resampled panels"))
        look = theme.current()
        # the best are on top and on the better side, so this corner is the emptiest
        corner = (-10, -10) if answer.pool.rule.high else (10, -10)
        self.addLegend(
            offset=corner, labelTextColor=look.colours.text, labelTextSize=f"{look.points()}pt",
            brush=look.colours.surface,  # else its signs would stand on the cut line as if they were applications
        )  # fmt: skip
        rows = nearest(answer)
        codes = [answer.pool.codes[n] for n in rows]
        self.name_rows(codes)
        at = np.array([float(answer.pool.totals[code].total) for code in codes])
        if answer.resampled.times:
            low = np.nan_to_num(np.array([answer.resampled.low[n] for n in rows]), nan=0)
            high = np.nan_to_num(np.array([answer.resampled.high[n] for n in rows]), nan=0)
            lines = np.arange(len(rows), dtype=float)
            for places in (low, high):
                np.copyto(places, at, where=~np.isfinite(places))
            bars = pyqtgraph.ErrorBarItem(
                x=(low + high) / 2, y=lines, width=high - low, beam=0.3, pen=pyqtgraph.mkPen(look.colours.control)
            )
            self.addItem(bars)
        for lot, (colour, symbol) in _LOTS.items():
            own = [line for line, n in enumerate(rows) if answer.held[n].now == lot]
            if own:
                self.plot(
                    at[own], np.array(own, dtype=float), pen=None, symbol=symbol, symbolSize=look.scaled(10),
                    symbolBrush=colour, symbolPen=look.colours.text, name=lot_text(lot),
                )  # fmt: skip
        if answer.marks.cut_total is not None:
            pen = pyqtgraph.mkPen(look.colours.bad, width=2, style=Qt.PenStyle.DashLine)
            self.addItem(pyqtgraph.InfiniteLine(float(answer.marks.cut_total), pen=pen))
        self.told(tr("Applications nearest to the cut line, best first: {codes}", codes=", ".join(codes)))


class HeatPlot(Plot):
    """Each member's sum of points for the applications nearest to the cut line."""

    def __init__(self, answer: TerritoryAnswer, names: Sequence[str]) -> None:
        super().__init__(tr("Sum of points by member and application"), tr("Member"))
        rows = nearest(answer)
        codes = [answer.pool.codes[n] for n in rows]
        self.name_rows(codes)
        table = np.full((len(answer.pool.members), len(rows)), np.nan)
        for line, code in enumerate(codes):
            for column, member in enumerate(answer.pool.members):
                if (own := answer.pool.rows[code].get(member)) is not None:
                    table[column, line] = float(sum(own))
        known = table[np.isfinite(table)]
        low, high = float(known.min()), float(known.max())
        image = pyqtgraph.ImageItem(table)
        image.setRect(-0.5, -0.5, table.shape[0], table.shape[1])
        colours = pyqtgraph.colormap.get("cividis")
        image.setColorMap(colours)
        image.setLevels((low, high if high > low else low + 1))
        self.addItem(image)
        self.addItem(_Figures(table, low, high, self.font()))
        self.getAxis("bottom").setTicks([list(enumerate(names))])
        self.setXRange(-0.6, len(names) - 0.4, padding=0)
        self.told(tr("Dark for few points, bright for many; empty where a member gave no marks."))


class _Figures(pyqtgraph.GraphicsObject):  # type: ignore[misc]  # the library carries no types
    """The sums upon the fields of the heat map: one item, because the library's item for a text takes milliseconds."""

    def __init__(self, table: "np.ndarray[Any, Any]", low: float, high: float, font: QFont) -> None:
        super().__init__()
        self._area = QRectF(-0.5, -0.5, *table.shape)
        self._font = font
        self._figures = [
            (
                QPointF(*at),
                figures(f"{value:g}"),
                "#000000" if high > low and (value - low) / (high - low) > 0.55 else "#ffffff",
            )
            for at, value in np.ndenumerate(table)
            if np.isfinite(value)
        ]

    def boundingRect(self) -> QRectF:  # noqa: N802 - Qt's name
        return self._area

    def paint(self, painter: QPainter, *_: object) -> None:
        to_pixels = painter.transform()
        painter.save()
        painter.resetTransform()  # letters keep their size and stand upright
        painter.setFont(self._font)
        for place, text, colour in self._figures:
            at = to_pixels.map(place)
            painter.setPen(QColor(colour))
            painter.drawText(QRectF(at.x() - 50, at.y() - 50, 100, 100), Qt.AlignmentFlag.AlignCenter, text)
        painter.restore()


class SeverityPlot(Plot):
    """How much milder or stricter each member is than the panel."""

    def __init__(self, answer: TerritoryAnswer, names: Sequence[str]) -> None:
        super().__init__(tr("Severity by member"), tr("Points more (milder) or less (stricter) than the panel's mean"))
        look = theme.current()
        self.name_rows(names)
        values = np.array([float(one.severity) for one in answer.marks.members])
        colours = [_LOTS["wins"][0] if value >= 0 else _LOTS["line"][0] for value in values]
        self.addItem(
            pyqtgraph.BarGraphItem(x0=0, y=np.arange(len(values)), height=0.6, width=values, brushes=colours,
                                   pen=look.colours.text)
        )  # fmt: skip
        self.addItem(pyqtgraph.InfiniteLine(0, pen=pyqtgraph.mkPen(look.colours.text)))
        told = "; ".join(f"{name}: {signed(value)}" for name, value in zip(names, values, strict=True))
        self.told(told)

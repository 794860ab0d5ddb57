"""Tabs: a few views of one thing. Ctrl+Tab and the arrow keys move between them; the mouse wheel does not."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import QSize
from PySide6.QtGui import QShowEvent, QWheelEvent
from PySide6.QtWidgets import QLayout, QSizePolicy, QTabBar, QTabWidget, QVBoxLayout, QWidget

from ui.shell import theme


class _Bar(QTabBar):
    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 - Qt's name
        event.ignore()


class StillTabs(QTabWidget):
    """Tabs that the wheel does not turn: whoever scrolls a page past them stays on the view they read."""

    def __init__(self) -> None:
        super().__init__()
        bar = _Bar()
        bar.setDrawBase(False)  # a bar that is set gets a line over the tabs
        self.setTabBar(bar)


class Tabs(StillTabs):
    """Tabs with the page's margins."""

    def __init__(self, name: str) -> None:
        """`name` is the accessible name."""
        super().__init__()
        self.setAccessibleName(name)
        self.tabBar().setExpanding(False)
        self.currentChanged.connect(lambda _index: self._turned())
        self._later: dict[QWidget, Callable[[], Iterable[QWidget]]] = {}
        """What is still to be made of views, by the view."""

    def add(self, title: str, layout: QLayout) -> QWidget:
        """Add a view and return it."""
        look = theme.current()
        holder = QWidget()
        holder.setLayout(layout)
        layout.setContentsMargins(*(look.px(16),) * 4)
        layout.setSpacing(look.px(12))
        self.addTab(holder, title)
        self._fit()
        return holder

    def add_later(self, title: str, make: Callable[[], Iterable[QWidget]]) -> None:
        """Add a view of widgets, one beneath the other, that are made when it is first looked at."""
        holder = self.add(title, QVBoxLayout())
        self._later[holder] = make

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        self._turned()
        super().showEvent(event)

    def _turned(self) -> None:
        view = self.currentWidget()
        if self.isVisible() and view in self._later:
            column = view.layout()
            assert column is not None
            for part in self._later.pop(view)():
                column.addWidget(part)
        self._fit()

    def _fit(self) -> None:
        # only the view on the screen asks for room, else a short one scrolls for the sake of a long one
        for number in range(self.count()):
            way = QSizePolicy.Policy.Preferred if number == self.currentIndex() else QSizePolicy.Policy.Ignored
            view = self.widget(number)
            if view is not None:
                view.setSizePolicy(way, way)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        # Qt's own is that of the highest view, and a page would scroll for it
        return QSize(super().sizeHint().width(), self.minimumSizeHint().height())

    def hasHeightForWidth(self) -> bool:  # noqa: N802 - Qt's name
        # Qt would answer with the highest of all views, shown or not
        return False

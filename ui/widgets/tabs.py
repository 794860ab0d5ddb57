"""Tabs: a few views of one thing. Ctrl+Tab and the arrow keys move between them; the mouse wheel does not."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QLayout, QSizePolicy, QTabBar, QTabWidget, QWidget

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
        self.currentChanged.connect(lambda _index: self._fit())

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

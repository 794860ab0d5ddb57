"""Tabs: a few views of one thing. Ctrl+Tab and the arrow keys move between them."""

from PySide6.QtWidgets import QLayout, QTabWidget, QWidget

from ui.shell import theme


class Tabs(QTabWidget):
    """Tabs with the page's margins."""

    def __init__(self, name: str) -> None:
        """`name` is the accessible name."""
        super().__init__()
        self.setAccessibleName(name)
        self.tabBar().setExpanding(False)

    def add(self, title: str, layout: QLayout) -> QWidget:
        """Add a view and return it."""
        look = theme.current()
        holder = QWidget()
        holder.setLayout(layout)
        layout.setContentsMargins(*(look.px(16),) * 4)
        layout.setSpacing(look.px(12))
        self.addTab(holder, title)
        return holder

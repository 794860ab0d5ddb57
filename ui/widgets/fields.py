"""Fields that the mouse wheel does not change: whoever scrolls a page past them must not alter a sum or a choice."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QSpinBox, QStyle, QStyleOptionComboBox, QWidget

from ui.shell import theme


class ChoiceField(QComboBox):
    """A choice; the wheel scrolls the page it stands on, and its list is as wide as its longest words."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def initStyleOption(self, option: QStyleOptionComboBox) -> None:  # noqa: N802 - Qt's name
        """Say by dots that words are cut; Qt would cut them within a letter."""
        super().initStyleOption(option)
        part = QStyle.SubControl.SC_ComboBoxEditField
        room = self.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, option, part, self).width()
        margin = theme.current().px(4)
        option.currentText = self.fontMetrics().elidedText(
            option.currentText, Qt.TextElideMode.ElideRight, room - margin
        )

    def showPopup(self) -> None:  # noqa: N802 - Qt's name
        listed = self.view()
        listed.setMinimumWidth(listed.sizeHintForColumn(0) + listed.verticalScrollBar().sizeHint().width())
        super().showPopup()

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 - Qt's name
        event.ignore()


class NumberField(QSpinBox):
    """A whole number; the wheel scrolls the page it stands on."""

    def __init__(self, value: int = 0, *, least: int = 0, most: int = 999_999_999) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setRange(least, most)
        self.setValue(value)
        self.setGroupSeparatorShown(True)
        self.lineEdit().setTextMargins(theme.current().px(7), 0, 0, 0)  # the style sheet's padding is lost here

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 - Qt's name
        event.ignore()

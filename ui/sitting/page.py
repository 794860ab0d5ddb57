"""What the pages of the sitting share."""

from PySide6.QtWidgets import QPushButton, QWidget

from ui.shell import theme
from ui.shell.place import Page
from ui.sitting.place import Sitting
from ui.sitting.view import View


class SittingPage(Page[Sitting]):
    """A page that shows `place.view`; while no sitting is open its step is closed and it shows nothing."""

    def refresh(self) -> None:
        if self.place.view is not None:
            self.show_view(self.place.view)

    def show_view(self, view: View) -> None:
        """Show the sitting as it stands."""
        raise NotImplementedError


def set_primary(button: QPushButton, *, primary: bool, icon: str = "") -> None:
    """Make `button` the one that stands out, or a plain one; its `icon` takes the colour of its words."""
    role = "primary" if primary else ""
    if button.property("role") != role:
        button.setProperty("role", role)
        if icon:
            button.setIcon(theme.icon(icon, theme.current().colours.on_accent if primary else None, gap=True))
        button.style().unpolish(button)
        button.style().polish(button)


def give_room(widget: QWidget) -> None:
    """Keep the content of `widget` away from the frame of the tab it stands in."""
    inside = widget.layout()
    if inside is not None:
        inside.setContentsMargins(*(theme.current().px(12),) * 4)

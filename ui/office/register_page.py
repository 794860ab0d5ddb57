"""The page Register."""

from typing import TYPE_CHECKING

from models.wording import tr
from ui.office.page import OfficePage
from ui.widgets.frames import EmptyState

if TYPE_CHECKING:
    from models.centre.overview import Overview
    from ui.office.place import Office


class RegisterPage(OfficePage):
    """Stands here until the page does."""

    key = "register"

    def __init__(self, place: "Office") -> None:
        super().__init__(place)
        self.body.addWidget(EmptyState(tr("Nothing here yet"), icon="office"))

    @classmethod
    def title(cls) -> str:
        return tr("Register")

    def show_contest(self, now: "Overview") -> None:
        pass

"""Works the place Sitting as a person does, for tests and pictures: presses buttons, fills dialogs, waits."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from PySide6.QtWidgets import QApplication

from models.conflicts.declarations import Answer, Declaration
from models.scoring.sheet_files import seal_sheet
from models.scoring.sheets import ApplicationMarks
from tools.small_sitting import SmallSitting
from ui.shell.main_window import MainWindow
from ui.sitting.dialog import WideDialog


class Driver:
    """Works the window as a person does, and waits as a person waits."""

    def __init__(self, window: MainWindow, wait: Callable[[], object], small: SmallSitting, key: str = "s1") -> None:
        self.window, self.wait, self.small = window, wait, small
        window.services.session._key = small.keys[key]  # noqa: SLF001 - a key file's passphrase costs half a second
        window.enter("sitting")

    @property
    def place(self) -> Any:
        """The place on the screen."""
        return self.window.place

    @property
    def view(self) -> Any:
        """The sitting as it stands."""
        return self.place.view

    def page(self, key: str) -> Any:
        """Go to a step and return its page."""
        assert self.window.view is not None
        assert self.window.view.go(key)
        return self.window.view.page

    def idle(self) -> None:
        """Wait until nothing runs any more."""
        for _ in range(3):  # what is done may ask or begin something else a turn later
            self.wait()
            QApplication.processEvents()

    def press(self, button: Any) -> None:
        """Press a button that can be seen and pressed."""
        assert button.isVisibleTo(self.window), button.text()
        assert button.isEnabled(), button.text()
        button.click()
        self.idle()

    def dialog(self) -> Any:
        """Return the dialog on top."""
        found = [one for one in self.window.findChildren(WideDialog) if one.isVisible()]
        return found[-1]

    def open_packet(self) -> Any:
        """Drop the packet on the window."""
        self.window.open_paths([self.small.packet])
        self.idle()
        return self.page("sitting")

    def attended(self) -> Any:
        """Open the sitting, record everybody as present and return the page."""
        page = self.open_packet()
        page.number.setText("7")
        page.where.setText("Қонаев")
        self.press(page.open_button)
        page.rows.choose_all("present")
        self.press(page.attendance_button)
        return page

    def opened(self) -> None:
        """Open the sitting with everybody present, elect m3."""
        page = self.attended()
        page.votes.rows.choose_all("for")
        page.chair.setCurrentIndex(page.chair.findData("m3"))
        self.press(page.elect_button)

    def take_all(self) -> None:
        """Take every sheet."""
        self.place.take(self.small.sheets)
        self.idle()

    def settle_conflicts(self) -> None:
        """Decide the doubt and settle the clash."""
        page = self.page("conflicts")
        self.press(page.decide)
        dialog = self.dialog()
        dialog.reason.setPlainText("Таныс емес")
        dialog.conflict.setCurrentIndex(dialog.conflict.findData("no"))
        dialog.votes.rows.choose_all("for")
        self.press(dialog.accept_button)
        self.press(page.settle)
        dialog = self.dialog()
        dialog.sides[0].setChecked(True)
        dialog.reason.setPlainText("Мүшенің сөзі")
        self.press(dialog.accept_button)

    def take_rest(self) -> None:
        """Bring a further revision of m4, now that the doubt is settled, as the member would hand it in."""
        last = self.view.state.merged.heads["m4"][0]
        pattern = next(one for one in last.applications if one.application == "ALM-0010")
        rows = tuple(
            ApplicationMarks(application="ALM-0011", marks=pattern.marks) if one.application == "ALM-0011" else one
            for one in last.applications
        )
        declarations = tuple(
            Declaration(application=one.application, answer=Answer.NO_CONFLICT) for one in last.declarations
        )
        sheet = last.model_copy(
            update={
                "revision": 2,
                "previous": last.digest(),
                "correction": "Комиссия шешті",
                "handed_in": last.handed_in + timedelta(days=1),
                "applications": rows,
                "declarations": declarations,
            }
        )
        path = self.small.packet.parent / "m4-r2.sheet"
        path.write_bytes(seal_sheet(sheet, self.small.keys["m4"], self.view.manifest.roster))
        self.window.open_paths([path])
        self.idle()

    def rank(self) -> None:
        """Choose a way for Abai, vote on the tie of Almaty region."""
        page = self.page("ranking")
        tabs = page.territories
        page.tabs.setCurrentWidget(tabs["abai"])
        self.press(tabs["abai"].ways_button)
        dialog = self.dialog()
        dialog.choices[0].setChecked(True)
        dialog.reason.setPlainText("Парақ толық емес")
        self.press(dialog.accept_button)
        page.tabs.setCurrentWidget(tabs["almaty-region"])
        self.press(tabs["almaty-region"].tie_button)
        dialog = self.dialog()
        for (_, code), box in dialog.ticks.items():
            box.setChecked(code in ("ALM-0006", "ALM-0007", "ALM-0008"))
        self.press(dialog.accept_button)

    def name_winners(self) -> None:
        """Name the winners of both territories."""
        page = self.page("winners")
        for number in range(page.tabs.count()):
            page.tabs.setCurrentIndex(number)
            self.press(page.name)
            dialog = self.dialog()
            dialog.votes.rows.choose_all("for")
            self.press(dialog.accept_button)

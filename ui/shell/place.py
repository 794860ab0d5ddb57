"""What a place is: a title, the steps of its work in order, the kinds of files it takes. Pages are made when needed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QPushButton, QScrollArea, QVBoxLayout, QWidget

from models.wording import tr
from ui.shell import theme
from ui.shell.dialogs import Dialogs, Files
from ui.shell.errors import WaysOut
from ui.shell.home import Home
from ui.shell.kinds import FileKind
from ui.shell.session import Session
from ui.shell.settings import Settings
from ui.shell.strip import MessageStrip
from ui.shell.tasks import Tasks
from ui.widgets.actions import ActionsRow
from ui.widgets.buttons import button
from ui.widgets.labels import WrappedLabel


class StepState(StrEnum):
    """Where a step of the work stands."""

    OPEN = "open"
    NEXT = "next"
    """What the person should do now; at most one step."""
    DONE = "done"
    CLOSED = "closed"
    """Can't be entered yet; its note says why."""


@dataclass(frozen=True)
class StepInfo:
    """What the navigation shows of a step: its state and, in a few words, why or how far."""

    state: StepState = StepState.OPEN
    note: str = ""


@dataclass
class Services:
    """What the window gives to places and pages. `strip` is the one on the screen now; do not keep it."""

    home: Home
    settings: Settings
    tasks: Tasks
    files: Files
    dialogs: Dialogs
    errors: WaysOut
    session: Session
    strip: MessageStrip
    open_path: Callable[[Path], None]
    """Route a file as if it had been dropped on the window."""

    def save_card(self) -> None:
        """Ask where to, save the person's card there and say what to do with it. Raises as `Session.export_card`."""
        person = self.session.person
        name = person.card_name if person is not None else "member.card"
        path = self.files.save_new(tr("Save my card"), name, FileKind.CARD)
        if path is not None:
            self.session.export_card(path)
            self.strip.good(tr("Your card was saved: {name}. Give it to the secretary.", name=path.name))


class Place(QObject):
    """One of the places; a subclass holds what its pages share (an open packet, a central file).

    Pages may so be built anew at any time: on another language or text size.

    Emit `changed` whenever steps may stand differently or `subject` is another; `wanted(step key)` leads to a step.
    """

    key = ""
    icon = "file"
    kinds: frozenset[FileKind] = frozenset()
    """Files that this place takes when they are dropped on the window."""
    changed = Signal()
    wanted = Signal(str)

    def __init__(self, services: Services, pages: Sequence[type["Page[Any]"]]) -> None:
        """Take the classes of the `pages` in the order of the work: a place knows none of them by name."""
        super().__init__()
        self.services = services
        self.pages = tuple(pages)

    def title(self) -> str:
        """Return the place's name in the current language."""
        raise NotImplementedError

    def subject(self) -> str:
        """Return what is being worked on (the contest's name), for the header; empty while nothing is open."""
        return ""

    def step_info(self, key: str) -> StepInfo:  # noqa: ARG002 - subclasses look at the key
        """Return how the step with `key` stands; asked after every `changed`, so it must be quick."""
        return StepInfo()

    def open_path(self, path: Path, kind: FileKind) -> None:
        """Take a file of one of `kinds`; errors may be raised, the window shows them."""
        raise NotImplementedError

    def open_several(self, paths: Sequence[Path], kind: FileKind) -> None:
        """Take files of one kind that were brought together: one by one, where the place knows no better."""
        for path in paths:
            with self.services.errors.shown():
                self.open_path(path, kind)

    def before_rebuild(self) -> None:
        """Called before the pages are built anew (language, text size); keep here what only widgets hold."""

    def may_close(self) -> bool:
        """Whether the window may close now; ask the person if something would be lost."""
        return True


P = TypeVar("P", bound=Place)


class Page(QWidget, Generic[P]):
    """One step: a heading with a sentence, a body that scrolls when room is short, and actions always in sight.

    A subclass names `key`, `title()` and `intro()`, fills `self.body` (a vertical layout) in `__init__` and reads its
    data in `refresh`, which is called every time the page comes up and after every `place.changed` while it is shown.
    """

    key = ""
    icon = "file"

    def __init__(self, place: P) -> None:
        super().__init__()
        self.place = place
        self.services = place.services
        look = theme.current()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        self.scroller = QScrollArea()
        self.scroller.setWidgetResizable(True)
        self.scroller.setFrameShape(QFrame.Shape.NoFrame)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(look.px(28), look.px(22), look.px(28), look.px(22))
        column.setSpacing(look.px(14))
        head = QVBoxLayout()
        head.setSpacing(look.px(4))
        self.heading = WrappedLabel(self.title(), role="title")
        head.addWidget(self.heading)
        self.lead = WrappedLabel(self.intro(), role="muted")
        """The sentence beneath the heading; a page hides it where work wants the room."""
        head.addWidget(self.lead)
        if not self.intro():
            self.lead.hide()
        column.addLayout(head)
        self.body = QVBoxLayout()
        self.body.setSpacing(look.px(14))
        column.addLayout(self.body, 1)
        self.scroller.setWidget(inside)
        outer.addWidget(self.scroller, 1)
        self._bar = QFrame()
        self._bar.setProperty("role", "actions")
        self.actions_row = ActionsRow(self._bar)
        self.actions_row.setContentsMargins(look.px(28), look.px(10), look.px(28), look.px(10))
        self.actions_row.setSpacing(look.px(10))
        self._bar.hide()
        outer.addWidget(self._bar)
        self.setAccessibleName(self.title())

    @classmethod
    def title(cls) -> str:
        """Return the step's name in the current language: short, it stands in the navigation too."""
        raise NotImplementedError

    @classmethod
    def intro(cls) -> str:
        """Return one or two sentences: what is done here and why."""
        return ""

    def refresh(self) -> None:
        """Show the place's data as they are now. Quick: long reading goes through `services.tasks`."""

    def leave(self) -> bool:
        """Return whether the person may go elsewhere now; keep drafts here, ask if something would be lost."""
        return True

    def reveal(self, widget: QWidget) -> None:
        """Scroll to `widget`, once the page has given it its place."""
        QTimer.singleShot(0, self, lambda: self.scroller.ensureWidgetVisible(widget, 0, theme.current().px(14)))

    def take_focus(self) -> None:
        """Put the keyboard on the first thing of the page that takes it, to scroll with if there is none.

        Called when the page comes up, and when what had the keyboard went away.
        """
        for part in (self.scroller.widget() or self, self._bar):
            for widget in part.findChildren(QWidget):
                if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisibleTo(self) and widget.isEnabled():
                    widget.setFocus()
                    return
        self.scroller.setFocus()

    def add_action(
        self,
        text: str,
        clicked: Callable[[], object],
        *,
        role: str = "",
        icon: str = "",
        shortcut: str = "",
        tip: str = "",
        left: bool = False,
    ) -> QPushButton:
        """Add a button to the bar beneath the page. The primary one gets Ctrl+Enter unless it names another."""
        if role == "primary" and not shortcut:
            shortcut = "Ctrl+Return"
        made = button(text, self.guarded(clicked), role=role, icon=icon, shortcut=shortcut, tip=tip)
        self.actions_row.add(made, left=left)
        self._bar.show()
        return made

    def guarded(self, clicked: Callable[[], object]) -> Callable[[], None]:
        """Return `clicked` so wrapped that whatever it raises takes one of the three ways out."""

        def handler() -> None:
            with self.services.errors.shown():
                clicked()

        return handler

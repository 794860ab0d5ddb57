"""A place on the screen: its steps at the left, the page of the step at the right."""

from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget
from shiboken6 import isValid

from ui.shell import theme
from ui.shell.place import Page, Place, StepState
from ui.widgets.steps import Step, StepList

_AHEAD = 40
"""Milliseconds between two pieces of pages that are made before anybody enters them."""
_STILL = 400
"""Milliseconds after which such pieces are made again once something was shown: whoever goes on is not held up."""


class PlaceView(QWidget):
    """Shows `place`; pages are made when they are first entered, or ahead while nothing happens, and kept."""

    def __init__(self, place: Place) -> None:
        super().__init__()
        look = theme.current()
        self.place = place
        self._classes = {page.key: page for page in place.pages}
        self._pages: dict[str, Page[Any]] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        side = QFrame()
        side.setProperty("role", "navigation")
        side.setFixedWidth(look.px(256))
        column = QVBoxLayout(side)
        column.setContentsMargins(look.px(10), look.px(14), look.px(6), look.px(10))
        self.steps = StepList(self._steps())
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(self.steps)
        self._side = scroll
        column.addWidget(scroll)
        self.pile = QStackedWidget()
        row.addWidget(side)
        row.addWidget(self.pile, 1)
        self._ahead = QTimer(self)
        self._ahead.setSingleShot(True)
        self._ahead.timeout.connect(self._make_ahead)
        self.entered = False
        """Whether a page was shown; until then nothing of the place is followed."""

    @property
    def page(self) -> Page[Any] | None:
        """The page on the screen, or None before the first."""
        shown = self.pile.currentWidget() if self.entered else None
        return shown if isinstance(shown, Page) else None

    def start(self, wish: str = "") -> None:
        """Show the step `wish` if there is such a one, else the one that is next, else the first."""
        self.go(self._beginning(wish))
        self._ahead.start(_STILL)

    def _beginning(self, wish: str = "") -> str:
        infos = {key: self.place.step_info(key).state for key in self._classes}
        following = next((key for key, state in infos.items() if state is StepState.NEXT), next(iter(self._classes)))
        return wish if wish in self._classes and infos[wish] is not StepState.CLOSED else following

    def _follow(self) -> None:
        self.steps.entered.connect(self.go)
        self.place.changed.connect(self.refresh)
        self.place.wanted.connect(self.go)
        self.steps.show_steps(self._steps())
        self._side.verticalScrollBar().rangeChanged.connect(self._reveal_step)  # notes came, the window changed
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._keep_focus)
        self.place.services.tasks.idle.connect(self._take_focus_of_loaded)

    def prepare(self) -> bool:
        """Make the page to begin with before anybody enters; False when there is one already."""
        if self.pile.count():
            return False
        self._made(self._beginning())
        return True

    def go(self, key: str) -> bool:
        """Show the step with `key`; False when the page on the screen does not let the person leave."""
        now = self.page
        if now is not None and now.key != key and not now.leave():
            self.steps.mark(now.key)
            return False
        if not self.entered:
            self.entered = True
            self._follow()
        self._keep_still()
        page = self._made(key)
        self.pile.setCurrentWidget(page)
        self.steps.mark(key)
        self._reveal_step()
        if page is not now:
            self.place.services.strip.moved_on()
        with self.place.services.errors.shown():
            page.refresh()
        if page is not now:
            page.take_focus()
        return True

    def _reveal_step(self) -> None:
        if self.page is not None:
            step = self.steps.button(self.page.key)
            QTimer.singleShot(0, step, lambda: self._side.ensureWidgetVisible(step, 0, theme.current().px(2)))

    def _made(self, key: str) -> Page[Any]:
        page = self._built(key)
        if self.pile.indexOf(page) < 0:
            self.pile.addWidget(page)
        return page

    def _built(self, key: str) -> Page[Any]:
        if key not in self._pages:
            self._pages[key] = self._classes[key](self.place)
        return self._pages[key]

    def _keep_still(self) -> None:
        if self._ahead.isActive():
            self._ahead.start(_STILL)

    def _make_ahead(self) -> None:
        """Make one more page while nobody waits for it: the first entering is then as quick as any other."""
        waiting = [key for key in self._classes if key not in self._pages or self.pile.indexOf(self._pages[key]) < 0]
        if not waiting:
            return
        fails = False
        if self.isVisible() and not self.place.services.tasks.busy:
            fails = True
            with self.place.services.errors.shown():
                # in two pieces: what is built is styled when it gets its place, which takes half as long again
                (self._made if waiting[0] in self._pages else self._built)(waiting[0])
                fails = False
        if not fails:  # tried again it would fail again, and one report would open over the other without end
            self._ahead.start(_AHEAD)

    def refresh(self) -> None:
        """Show how the steps stand now, and the page on the screen with the data as they are now."""
        self._keep_still()
        self.steps.show_steps(self._steps())
        if self.page is not None:
            with self.place.services.errors.shown():
                self.page.refresh()

    def _keep_focus(self, old: QWidget | None, now: QWidget | None) -> None:
        page = self.page
        if page is None or old is None or now is None or not page.isAncestorOf(old) or self.isAncestorOf(now):
            return
        # Qt goes on to the next widget just before it hides the old one, so whether it is gone is seen a moment later
        QTimer.singleShot(0, self, lambda: self._take_focus_back(page, old))

    def _take_focus_back(self, page: Page[Any], old: QWidget) -> None:
        now = QApplication.focusWidget()
        if page is not self.page or not self.isVisible() or now is None or self.isAncestorOf(now):
            return
        if now.window() is self.window() and not (isValid(old) and old.isVisible() and old.isEnabled()):
            # the button just pressed went away with its part of the page: “back” would be next, out of the place
            page.take_focus()

    def _take_focus_of_loaded(self) -> None:
        if self.page is not None and self.page.scroller.hasFocus():  # there was nothing else yet when it came up
            self.page.take_focus()

    def _steps(self) -> list[Step]:
        infos = ((page, self.place.step_info(page.key)) for page in self._classes.values())
        return [Step(page.key, page.title(), info.state.value, info.note) for page, info in infos]

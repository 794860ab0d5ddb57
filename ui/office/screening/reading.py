"""Screening, one application: flags, project, questionnaire, attachments and history, side by side as tabs."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from models.centre.selection.screening_list import state_words
from models.intake.fields import MAIN
from models.wording import current_language, tr
from ui.office.screening.flags import FlagsView
from ui.office.screening.words import event_words, state_tone
from ui.office.words import day, moment
from ui.shell import theme
from ui.shell.tasks import Tasks
from ui.shell.theme import Tone
from ui.widgets.application_view import ReadingText, facts, heading, lines, project_parts, table
from ui.widgets.fields import ChoiceField
from ui.widgets.frames import Badge
from ui.widgets.labels import WrappedLabel
from ui.widgets.tabs import Tabs
from ui.widgets.viewer import AttachmentViewer

if TYPE_CHECKING:
    from models.centre.selection.screening_list import Event, Story
    from models.contest.application import Application, Attachment
    from models.contest.contest import Contest

_ATTACHMENTS = 3


class ReadingPart(QWidget):
    """Shows a story; attachments are read when their tab is entered."""

    def __init__(
        self, tasks: Tasks, read: Callable[[str], bytes], turn: Callable[[int], None], name_of: Callable[[str], str]
    ) -> None:
        """`read` gives an attachment's bytes by SHA-256, in the background; `turn` goes on (1) or back (-1).

        `name_of` names whoever recorded something.
        """
        super().__init__()
        look = theme.current()
        self._read = read
        self._name_of = name_of
        self._attachments: tuple[Attachment, ...] = ()
        self._drawn = ""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(8))
        self.title = WrappedLabel(role="heading", selectable=True)
        self.state = Badge(Tone.INFO, "")
        self.where = WrappedLabel(role="muted")
        column.addWidget(self.title)
        beside = QHBoxLayout()
        beside.setSpacing(look.px(10))
        beside.addWidget(self.state)
        beside.addWidget(self.where, 1)
        self.previous = _arrow("left", tr("Previous"), "Alt+Left", lambda: turn(-1))
        self.following = _arrow("right", tr("Next"), "Alt+Right", lambda: turn(1))
        beside.addWidget(self.previous)
        beside.addWidget(self.following)
        column.addLayout(beside)
        self.tabs = Tabs(tr("The application"))
        self.tabs.setMinimumHeight(look.scaled(260))  # large letters: the page scrolls before a text is a slit
        self.flags = FlagsView()
        self.project = ReadingText(tr("Project"))
        self.person = ReadingText(tr("Questionnaire"))
        self.files = ChoiceField()
        self.files.setAccessibleName(tr("Attachments"))
        self.files.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.files.activated.connect(lambda _place: self._draw())
        self.viewer = AttachmentViewer(tasks, name=tr("Attachment"), empty=tr("No attachments"))
        self.history = ReadingText(tr("History"))
        for name, widgets in (
            (tr("Flags"), (self.flags,)),
            (tr("Project"), (self.project,)),
            (tr("Questionnaire"), (self.person,)),
            (tr("Attachments"), (self.files, self.viewer)),
            (tr("History"), (self.history,)),
        ):
            layout = QVBoxLayout()
            for widget in widgets:
                layout.addWidget(widget, 0 if widget is self.files else 1)
            self.tabs.add(name, layout)
        self.tabs.currentChanged.connect(lambda _tab: self._draw())
        column.addWidget(self.tabs, 1)

    def show_story(self, story: "Story", contest: "Contest", position: str) -> None:
        """Show one application; `position` says where in the list it stands. The tab stays."""
        one, language = story.application, current_language()
        self.title.setText(f"{one.code} · {one.applicant.full_name} · {one.project.title}")
        self.state.tell(state_tone(story.state), state_words(story.state))
        names = {each.code: each.name.say(language) for each in contest.territories}
        self.where.setText(" · ".join(filter(None, (names.get(one.territory, one.territory), position))))
        self.flags.show_flags(story.flags, contest.profile)
        self.tabs.setTabText(0, tr("{what}: {n}", what=tr("Flags"), n=len(story.flags)))
        self.project.show_parts(project_parts(one.project, contest.profile.project.directions))
        self.person.show_parts(_person(one, contest.zone))
        self.history.show_parts(_history(story.events, self._name_of, contest.zone))
        kinds = {each.code: each.name.say(language) for each in contest.profile.project.documents}
        self._attachments, self._drawn = one.attachments, ""
        self.files.clear()
        for each in one.attachments:
            kind = kinds.get(each.kind, tr("other document"))
            self.files.addItem(tr("{kind}: {name}", kind=kind, name=each.name))
        self.files.setVisible(bool(one.attachments))
        self.tabs.setTabText(_ATTACHMENTS, tr("{what}: {n}", what=tr("Attachments"), n=len(one.attachments)))
        self.viewer.clear()
        self._draw()

    def _draw(self) -> None:
        place = self.files.currentIndex()
        if self.tabs.currentIndex() != _ATTACHMENTS or not 0 <= place < len(self._attachments):
            return
        each = self._attachments[place]
        if each.sha256 != self._drawn:
            self._drawn = each.sha256
            self.viewer.show_file(lambda: self._read(each.sha256), each.media_type, name=each.name)


def _arrow(icon: str, name: str, keys: str, clicked: Callable[[], None]) -> QToolButton:
    made = QToolButton()
    made.setIcon(theme.icon(icon))
    made.setIconSize(theme.icon_size())
    made.setShortcut(keys)
    made.setToolTip(f"{name} ({made.shortcut().toString(QKeySequence.SequenceFormat.NativeText)})")
    made.setAccessibleName(name)
    made.clicked.connect(lambda _checked=False: clicked())
    return made


def _person(one: "Application", zone: str) -> Iterator[str]:
    language = current_language()
    yield facts(
        (
            (tr("Submitted"), moment(one.submitted, zone)),
            *(
                (field.title(language), _said(getattr(one.applicant, field.name)))
                for field in MAIN
                if field.part == "applicant" and field.name != "full_name"
            ),
            *one.columns,
        )
    )


def _said(value: object) -> str:
    return day(value) if isinstance(value, date) else str(value or "")


def _history(events: "tuple[Event, ...]", name_of: Callable[[str], str], zone: str) -> Iterator[str]:
    language = current_language()
    for event in reversed(events):
        yield heading(f"{moment(event.at, zone)} · {event_words(event)}")
        reasons = "\n".join(reason.say(language) for reason in event.reasons)
        yield facts(
            (
                (tr("Done by"), name_of(event.by)),
                (tr("Reasons"), reasons),
                (tr("Last day of mending, inclusive"), day(event.deadline)),
            )
        )
        if event.changes:
            rows = ((lines(each.title(language)), lines(each.old), lines(each.new)) for each in event.changes)
            yield table((tr("Field"), tr("Before"), tr("After")), rows)

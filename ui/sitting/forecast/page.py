"""Before the sitting: who is expected, and what that would come to. Nothing on this page is recorded."""

from dataclasses import dataclass

from PySide6.QtCore import QTimer

from models.errors import SittingError
from models.progress import Report
from models.sitting.acts import AttendanceTaken, Presence
from models.sitting.forecast.forecast import Forecast, forecast
from models.sitting.presence.spans import spans
from models.sitting.saying import name_of, names_of, point_text, territory_name
from models.wording import tr
from ui.shell.theme import Tone
from ui.sitting.choices import PresenceRows
from ui.sitting.forecast.tab import ForecastTab
from ui.sitting.page import SittingPage
from ui.sitting.place import Sitting
from ui.sitting.view import View
from ui.widgets.buttons import button
from ui.widgets.fields import ChoiceField
from ui.widgets.frames import Card, row
from ui.widgets.labels import Facts, WrappedLabel
from ui.widgets.notice import Notice
from ui.widgets.tabs import StillTabs

_PAUSE = 120
"""Milliseconds after the last change before it is computed: a press on "everyone" is one change."""


@dataclass(frozen=True)
class _Asked:
    presence: tuple[tuple[str, Presence], ...]
    said: tuple[tuple[str, str], ...]


class ForecastPage(SittingPage):
    """Attendance and conflicts to try out on one side, what follows from them beneath."""

    key = "forecast"

    def __init__(self, place: Sitting) -> None:
        super().__init__(place)
        self._packet = ""
        self._said: list[tuple[str, str]] = []
        self._answered: tuple[_Asked, int] | None = None
        self.found: Forecast | None = None
        """The forecast on the screen."""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PAUSE)
        self._timer.timeout.connect(self._ask)
        self.expected = Card(tr("Who is expected"), tr("Try any attendance out. Nothing here is recorded."))
        self.rows = PresenceRows()
        self.rows.changed.connect(self._timer.start)
        self.expected.body.addWidget(self.rows)
        self.validity = Notice(Tone.INFO)
        self.body.addWidget(self.validity)
        self.body.addWidget(self.expected)
        self.facts = Facts()
        effect = Card(tr("What it comes to"))
        effect.body.addWidget(self.facts)
        self.body.addWidget(effect)
        self.body.addWidget(self._said_card())
        self.tabs = StillTabs()
        self.tabs.setAccessibleName(tr("Territories"))
        self.territories: dict[str, ForecastTab] = {}
        self.body.addWidget(self.tabs, 1)
        self.following = self.add_action(
            tr("Go on to the opening"), lambda: place.wanted.emit("sitting"), role="primary", icon="right"
        )

    @classmethod
    def title(cls) -> str:
        return tr("Forecast")

    @classmethod
    def intro(cls) -> str:
        return tr(
            "What the declarations so far and any attendance would come to, before anybody is called together: "
            "whether the sitting is valid, what can be ranked, and the list by each lawful way."
        )

    def _said_card(self) -> Card:
        card = Card(
            tr("Conflicts of interest that members told of"),
            tr("Declarations in the sheets count already. Add what was only said, to see what it would change."),
        )
        self.member, self.application = ChoiceField(), ChoiceField()
        self.member.setSizeAdjustPolicy(ChoiceField.SizeAdjustPolicy.AdjustToContents)
        # thousands of codes: Qt would measure every one
        self.application.setSizeAdjustPolicy(ChoiceField.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.member.setAccessibleName(tr("Member"))
        self.application.setAccessibleName(tr("Application"))
        self.add_button = button(tr("Add to the forecast"), self.guarded(self._add), icon="plus")
        self.clear_button = button(tr("Take all out"), self.guarded(self._clear), role="link")
        self.told = WrappedLabel(role="label")
        card.body.addWidget(row(self.member, self.application, self.add_button))
        card.body.addWidget(self.told)
        card.body.addWidget(row(self.clear_button))
        return card

    def show_view(self, view: View) -> None:
        if view.packet != self._packet:
            self._packet, self._said, self._answered = view.packet, [], None
            taken = view.state.last(AttendanceTaken)
            presence = dict(taken.presence) if taken else dict.fromkeys(view.state.members, Presence.PRESENT)
            self.rows.set_members(view.manifest, presence)
            self.member.clear()
            self.application.clear()
            for person in view.manifest.roster.members:
                self.member.addItem(person.name, person.id)
            codes = [application.code for application in view.manifest.applications]
            self.application.setMinimumContentsLength(max(map(len, codes), default=0))
            for code in codes:
                self.application.addItem(code, code)
            self.tabs.clear()
            self.territories = {}
        self._show_said(view)
        self._ask()

    def _add(self) -> None:
        cell = (self.member.currentData(), self.application.currentData())
        if None not in cell and cell not in self._said:
            self._said.append(cell)
        self._said_changed()

    def _clear(self) -> None:
        self._said = []
        self._said_changed()

    def _said_changed(self) -> None:
        if self.place.view is not None:
            self._show_said(self.place.view)
            self._ask()

    def _show_said(self, view: View) -> None:
        told = "; ".join(f"{name_of(member, view.manifest)} – {code}" for member, code in self._said)
        self.told.setText(told)
        self.told.setVisible(bool(told))
        self.clear_button.setVisible(bool(told))

    def _ask(self) -> None:
        view = self.place.view
        if view is None:
            return
        asked = _Asked(self.rows.presence(), tuple(self._said))
        if self._answered == (asked, id(view)):
            return
        self._answered = (asked, id(view))

        def work(_report: Report) -> Forecast | SittingError:
            try:
                return forecast(view.state, dict(asked.presence), asked.said)
            except SittingError as error:
                return error

        def done(answer: Forecast | SittingError) -> None:
            if self._answered == (asked, id(view)):  # else a later question is on its way
                self._show(view, answer)

        self.services.tasks.run(work, done, title=tr("Computing the forecast"), owner=self, harmless=True)

    def _show(self, view: View, answer: Forecast | SittingError) -> None:
        if isinstance(answer, SittingError):
            self.validity.tell(Tone.BAD, str(answer))
            return
        self.found = answer
        self._show_validity(view, answer)
        self.facts.show_facts(_facts(view, answer))
        codes = [one.territory for one in answer.territories]
        if list(self.territories) != codes:
            self.tabs.clear()
            self.territories = {code: ForecastTab(view, code) for code in codes}
            for code, tab in self.territories.items():
                self.tabs.addTab(tab, territory_name(code, view.manifest))
        for one in answer.territories:
            self.territories[one.territory].show_forecast(view, one)

    def _show_validity(self, view: View, found: Forecast) -> None:
        rule, there = view.manifest.contest.profile.quorum, found.attendance
        here = [member for member in (*there.present, *there.remote) if member not in there.left]
        values = {"members": there.members, "here": len(here), "needed": there.needed, "point": point_text(rule.point)}
        if there.valid:
            text = tr(
                "The sitting would be valid. Members: {members}; taking part: {here}; needed: {needed}. {point}",
                **values,
            )
        elif there.members < rule.members_at_least:
            text = tr("The commission needs at least {least} members and has {members}. {point}",
                      least=rule.members_at_least, **{k: values[k] for k in ("members", "point")})  # fmt: skip
        else:
            text = tr(
                "The sitting would not be valid and could decide nothing. Members: {members}; taking part: {here}; "
                "needed: {needed}. {point}",
                **values,
            )
        self.validity.tell(Tone.GOOD if there.valid else Tone.WARN, text)


def _facts(view: View, found: Forecast) -> list[tuple[str, str]]:
    every = [application.code for application in view.manifest.applications]
    manifest = view.manifest

    def told(codes: tuple[str, ...]) -> str:
        return ", ".join(spans(codes, every)) or tr("none")

    least = found.least
    under = tuple(code for one in found.territories for code in one.under)
    no_quorum = tuple(code for one in found.territories for code in one.without_quorum)
    facts = [
        (tr("Fewer marks than the minimum"), told(under)),
        (tr("No quorum once the recused are out of the room"), told(no_quorum)),
        (
            tr("Fewest members for a valid sitting with enough marks"),
            tr("not even with everybody") if least.number is None
            else tr("{n}, for example: {names}", n=least.number, names=names_of(least.example, manifest)),
        ),
        (tr("Nothing works without"), names_of(least.indispensable, manifest)),
    ]  # fmt: skip
    if found.attendance.left:
        facts.insert(0, (tr("Out of the commission for the whole pool"), names_of(found.attendance.left, manifest)))
    if least.never:
        facts.append((tr("Too few marks even if everybody comes"), told(least.never)))
    return facts

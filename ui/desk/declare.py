"""Declare first: names and titles only, one answer for each application, many at a stroke."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QPushButton, QSizePolicy

from models.conflicts.declarations import Answer
from models.contest.points import both_points
from models.scoring.completeness import Progress
from models.wording import tr
from ui.desk import words
from ui.desk.conflicting import agreed, ask_conflict, decided_words
from ui.item_models.table import Column
from ui.shell import theme
from ui.shell.place import Page
from ui.shell.theme import Tone
from ui.widgets.buttons import button
from ui.widgets.data_table import DataTable
from ui.widgets.fields import ChoiceField
from ui.widgets.frames import row
from ui.widgets.labels import WrappedLabel
from ui.widgets.notice import Notice

if TYPE_CHECKING:
    from models.scoring.desk import DeskPacket, Named
    from ui.desk.place import Desk


class DeclarePage(Page["Desk"]):
    """Answers for conflicts of interest. Nothing of an application's content is here."""

    key = "declare"

    def __init__(self, place: "Desk") -> None:
        super().__init__(place)
        self.rule = Notice(Tone.INFO)
        self.body.addWidget(self.rule)
        self.closed = Notice(
            Tone.WARN, tr("Your sheet is handed in, so declarations are closed. To change one, open a correction.")
        )
        self.body.addWidget(self.closed)
        self.table = self._make_table()
        self.which = ChoiceField()
        self.which.setAccessibleName(tr("Which applications to show"))
        for key, text in (
            ("", tr("All applications")),
            ("left", tr("Not declared yet")),
            (Answer.NO_CONFLICT.value, tr("No conflict")),
            (Answer.CONFLICT.value, tr("Conflict")),
            (Answer.NOT_SURE.value, tr("Not sure")),
        ):
            self.which.addItem(text, key)
        self.which.currentIndexChanged.connect(lambda _index: self.table.set_test(self._test()))
        self.table.tools.insertWidget(1, self.which)
        answers = (
            (tr("&1  No conflict"), lambda: self._declare(Answer.NO_CONFLICT)),
            (tr("&2  Conflict…"), self._declare_conflict),
            (tr("&3  Not sure"), lambda: self._declare(Answer.NOT_SURE)),
        )
        self.everything = button(tr("Select all"), self._select_all, icon="list")
        self.buttons: list[QPushButton] = []
        for number, (text, act) in enumerate(answers, 1):
            made = button(text, self.guarded(act), tip=tr("For the selected applications (key {n})", n=number))
            self.buttons.append(made)
            keys = QShortcut(str(number), self.table.view, context=Qt.ShortcutContext.WidgetShortcut)
            keys.activated.connect(self.guarded(act))
        self.body.addWidget(row(self.everything, *self.buttons))
        self.chosen = WrappedLabel(role="muted")
        self.body.addWidget(self.chosen)
        self.body.addWidget(self.table, 1)
        self.table.selected.connect(lambda _rows: self._show_chosen())
        self.following = self.add_action(tr("Go on: score"), self._go_on, role="primary", icon="right")

    def _make_table(self) -> "DataTable[Named]":
        table = DataTable["Named"](
            [
                Column(tr("Code"), lambda one: one.code),
                Column(tr("Applicant"), lambda one: one.applicant, width=24),
                Column(tr("Project title"), lambda one: one.title, stretch=True),
                Column(tr("Your answer"), self._answer, tone=lambda one: self._said(one)[1], width=15),
                Column(tr("Kind and note"), self._note, width=24),
            ],
            key=lambda one: one.code,
            name=tr("Applications to declare on"),
            many=True,
        )
        table.setMinimumHeight(theme.current().scaled(180))
        table.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)  # takes the room there is
        return table

    @classmethod
    def title(cls) -> str:
        return tr("Conflicts of interest")

    @classmethod
    def intro(cls) -> str:
        return tr(
            "Say for every applicant whether you have a conflict of interest. An application opens for reading only "
            "after “no conflict”. Fast: select all, choose “No conflict”, then mark the exceptions."
        )

    def refresh(self) -> None:
        desk = self.place.desk
        if desk is None:
            return
        rule = desk.contest.profile.conflicts
        text = (
            tr(
                "By the regulation a member in conflict leaves the commission for this contest: "
                "no mark of that member counts."
            )
            if rule.consequence == "leave-pool"
            else tr(
                "By the rules of this contest a member in conflict does not score or vote on that application only."
            )
        )
        point = words.both(both_points(rule.point))
        self.rule.tell(Tone.INFO, tr("{rule} Ground: {point}", rule=text, point=point) if point else text)
        self.closed.setVisible(desk.is_closed)
        self.everything.setEnabled(not desk.is_closed)
        if self.table.model.rows is desk.names and not (self.table.filter.text() or self.which.currentData()):
            self.table.view.viewport().update()  # the same rows; only the answers, which are read when painted
        else:
            self.table.set_rows(desk.names)
        left = desk.completeness.codes(Progress.UNDECLARED)
        self.following.setEnabled(len(left) < desk.completeness.total)
        self._show_chosen()

    def take_focus(self) -> None:
        self.table.view.setFocus()

    def _show_chosen(self) -> None:
        desk = self.place.desk
        count = len(self.table.chosen())
        for made in self.buttons:
            made.setEnabled(bool(count) and desk is not None and not desk.is_closed)
        left = len(desk.completeness.codes(Progress.UNDECLARED)) if desk is not None else 0
        self.chosen.setText(tr("Selected: {n}. Not declared yet: {left}.", n=count, left=left))

    def _select_all(self) -> None:
        self.table.view.selectAll()
        self.table.view.setFocus()
        self.reveal(self.table)

    def _declare(self, answer: Answer, *, kind: str | None = None, note: str = "") -> None:
        desk = self.place.desk
        if desk is None:
            return
        chosen = [one.code for one in self.table.chosen()]
        # what is decided is not asked again; a conflict that a member declares all the same is news
        decided = [code for code in chosen if desk.decided(code) is not None and answer is not Answer.CONFLICT]
        codes = [code for code in chosen if code not in decided]
        if not codes:
            self._tell_decided(desk, decided)
            return
        if answer is not Answer.NO_CONFLICT and not agreed(self.services, desk, codes):
            return
        desk.declare(codes, answer, kind=kind, note=note)
        self.place.changed.emit()
        self.reveal(self.table)  # with large text it may stand beneath the window's edge
        if decided:
            self.services.strip.good(
                tr("Declared: {n}. Saved. Decided already and left as decided: {codes}.",
                   n=len(codes), codes=", ".join(decided[:12]))
            )  # fmt: skip
        else:
            self.services.strip.good(tr("Declared: {n}. Saved.", n=len(codes)))

    def _tell_decided(self, desk: "DeskPacket", codes: list[str]) -> None:
        made = desk.decided(codes[0]) if codes else None
        if made is not None:
            self.services.strip.info(
                tr("{code}: {decision}", code=made.application, decision=decided_words(made, desk))
            )

    def _declare_conflict(self) -> None:
        desk = self.place.desk
        if desk is None or not self.table.chosen():
            return
        given = ask_conflict(self.services, desk)
        if given is not None:
            self._declare(Answer.CONFLICT, kind=given[0], note=given[1])

    def _said(self, one: "Named") -> tuple[str, Tone | None]:
        said = self.place.desk.declaration(one.code) if self.place.desk is not None else None
        return words.answer(None if said is None else said.answer)

    def _answer(self, one: "Named") -> str:
        return self._said(one)[0]

    def _note(self, one: "Named") -> str:
        desk = self.place.desk
        if desk is not None and (made := desk.decided(one.code)) is not None:
            return decided_words(made, desk)
        said = desk.declaration(one.code) if desk is not None else None
        if desk is None or said is None or said.kind is None:
            return ""
        names = {kind.code: words.both(kind.name) for kind in desk.contest.profile.conflicts.kinds}
        return ": ".join(filter(None, (names[said.kind], said.note)))

    def _test(self) -> "Callable[[Named], bool] | None":
        wanted = self.which.currentData()

        def fits(one: "Named") -> bool:
            said = self.place.desk.declaration(one.code) if self.place.desk is not None else None
            return said is None if wanted == "left" else said is not None and said.answer.value == wanted

        return fits if wanted else None

    def _go_on(self) -> None:
        self.place.wanted.emit("score")

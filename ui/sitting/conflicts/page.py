"""Step 3: conflicts of interest to decide, and clashes to settle."""

from dataclasses import dataclass

from models.conflicts.declarations import Answer
from models.contest.local_time import local
from models.sitting.recusal.declared import Declared
from models.sitting.saying import answer_text, clock_text, conflict_kind_text, mark_text, name_of, point_text
from models.sitting.sheets.cells import clash_sides
from models.sitting.sheets.merging import Clash
from models.wording import tr
from ui.item_models.table import Column
from ui.shell.theme import Tone
from ui.sitting.conflicts.dialogs import ClashDialog, ConflictDialog
from ui.sitting.page import SittingPage
from ui.sitting.place import Sitting
from ui.sitting.view import View
from ui.widgets.buttons import button
from ui.widgets.data_table import DataTable
from ui.widgets.frames import Card, EmptyState, row
from ui.widgets.notice import Notice


@dataclass(frozen=True)
class ConflictRow:
    """A conflict or a doubt, with the names people know."""

    one: Declared
    name: str
    title: str
    declared: str
    state: str
    tone: Tone
    note: str


@dataclass(frozen=True)
class ClashRow:
    """A cell with two values, side by side."""

    clash: Clash
    name: str
    values: str
    handed_in: str
    open: bool


def conflict_rows(view: View) -> list[ConflictRow]:
    """Return the rows of the table of conflicts, those to be decided first."""
    return [_conflict_row(view, one) for one in view.declared]


def _conflict_row(view: View, one: Declared) -> ConflictRow:
    if one.waits:
        state, tone = tr("to be decided by vote"), Tone.WARN
    elif one.earlier is not None:
        state = tr("decided before: conflict") if one.decided else tr("decided before: no conflict")
        tone = Tone.BAD if one.decided else Tone.GOOD
    elif one.decided is False:
        state, tone = tr("decided: no conflict"), Tone.GOOD
    elif one.decided:
        state, tone = tr("decided: conflict"), Tone.BAD
    else:
        state, tone = tr("recused by own statement"), Tone.INFO
    kind = conflict_kind_text(one.kind, view.manifest)
    return ConflictRow(
        one=one,
        name=name_of(one.member, view.manifest),
        title=view.state.applications[one.application].project.title,
        declared=declared_words(one),
        state=state,
        tone=tone,
        note=". ".join(part for part in (kind, one.note, _by_whom(one, view.manifest.contest.zone)) if part),
    )


def declared_words(one: Declared) -> str:
    """Return what the member's sheet declares; what was decided before the sitting was not named there."""
    if one.answer:
        return answer_text(one.answer)
    return "–" if one.earlier else tr("named at the sitting")


def _by_whom(one: Declared, zone: str) -> str:
    """Say who decided it before the sitting, and when; nothing of a decision of this sitting."""
    made = one.earlier
    return tr("Decided by {name} on {date}", name=made.by, date=f"{local(made.at, zone):%d.%m.%Y}") if made else ""


def clash_rows(view: View) -> list[ClashRow]:
    """Return the rows of the table of clashes, open ones first."""
    still = set(view.state.open_clashes)
    rows = [
        ClashRow(
            clash=clash,
            name=name_of(clash.member, view.manifest),
            values=" / ".join(mark_text(side.mark) for side in clash_sides(view.state, clash)),
            handed_in=" / ".join(clock_text(side.handed_in, view.manifest) for side in clash_sides(view.state, clash)),
            open=clash in still,
        )
        for clash in view.state.merged.clashes
    ]
    return sorted(rows, key=lambda one: not one.open)


class ConflictsPage(SittingPage):
    """Two lists that people work through; each row says what it waits for."""

    key = "conflicts"

    def __init__(self, place: Sitting) -> None:
        super().__init__(place)
        self.rule = Notice(Tone.INFO)
        conflicts = Card(tr("Conflicts of interest"))
        conflicts.body.addWidget(self.rule)
        self.conflicts = DataTable[ConflictRow](
            [
                Column(tr("Person"), lambda one: one.name, width=22),
                Column(tr("Application"), lambda one: one.one.application),
                Column(tr("State"), lambda one: one.state, tone=lambda one: one.tone, width=26),
                Column(tr("Declared"), lambda one: one.declared, width=13),
                Column(tr("Kind and reason"), lambda one: one.note, stretch=True),
                Column(tr("Project"), lambda one: one.title, width=16),
            ],
            key=lambda one: (one.one.member, one.one.application),
            name=tr("Conflicts of interest"),
            empty=EmptyState(tr("Nobody declared a conflict of interest"), icon="shield"),
            searchable=False,
        )
        self.decide = button(tr("Decide the selected one…"), self.guarded(self._decide), icon="gavel")
        self.named = button(tr("A conflict named at the sitting…"), self.guarded(self._name), icon="plus")
        conflicts.body.addWidget(self.conflicts)
        conflicts.body.addWidget(row(self.decide, self.named))
        self.body.addWidget(conflicts)
        clashes = Card(
            tr("Clashes"),
            tr("One member handed in two sheets that follow the same one and differ. Nothing picks the newer one."),
        )
        self.clashes = DataTable[ClashRow](
            [
                Column(tr("Member"), lambda one: one.name, width=28),
                Column(tr("Application"), lambda one: one.clash.application),
                Column(tr("State"), _clash_state, tone=lambda one: Tone.WARN if one.open else Tone.GOOD, width=13),
                Column(tr("Criterion"), lambda one: one.clash.criterion),
                Column(tr("Values"), lambda one: one.values),
                Column(tr("Handed in"), lambda one: one.handed_in, stretch=True),
            ],
            key=lambda one: (one.clash.member, one.clash.application, one.clash.criterion),
            name=tr("Clashes"),
            empty=EmptyState(tr("No sheets clash"), icon="done"),
            searchable=False,
        )
        self.settle = button(tr("Settle the selected one…"), self.guarded(self._settle), icon="gavel")
        clashes.body.addWidget(self.clashes)
        clashes.body.addWidget(row(self.settle))
        self.body.addWidget(clashes)
        self.body.addStretch(1)
        for table in (self.conflicts, self.clashes):
            table.selected.connect(lambda _rows: self._look())
        self.conflicts.opened.connect(lambda _row: self._decide())
        self.clashes.opened.connect(lambda _row: self._settle())
        self.add_action(tr("Go on to the ranking"), lambda: place.wanted.emit("ranking"), role="primary", icon="right")

    @classmethod
    def title(cls) -> str:
        return tr("Conflicts and clashes")

    @classmethod
    def intro(cls) -> str:
        return tr(
            "Where a member is not sure, the commission decides by vote; where two sheets differ, a person chooses."
        )

    def show_view(self, view: View) -> None:
        rule = view.manifest.contest.profile.conflicts
        self.rule.tell(
            Tone.INFO,
            tr(
                "The rule: who has a conflict leaves the commission for all applications. {point}",
                point=point_text(rule.point),
            )
            if rule.consequence == "leave-pool"
            else tr("The rule: who has a conflict sits that application out. {point}", point=point_text(rule.point)),
        )
        self.conflicts.set_rows(conflict_rows(view))
        self.clashes.set_rows(clash_rows(view))
        self.conflicts.fit(8)
        self.clashes.fit(6)
        for table, waits in ((self.conflicts, "conflict-unsure"), (self.clashes, "clash")):
            if view.open_of(waits) and not table.chosen():
                table.view.selectRow(0)
        self._look()

    def _look(self) -> None:
        view = self.place.view
        able = view is not None and not view.closed and bool(self.place.person)
        self.decide.setEnabled(able and bool(self.conflicts.chosen()))
        self.named.setEnabled(able)
        self.settle.setEnabled(able and bool(self.clashes.chosen()))

    def _decide(self) -> None:
        view = self.place.view
        if view is not None and self.decide.isEnabled():
            (chosen,) = self.conflicts.chosen()
            one = chosen.one
            ConflictDialog(
                self.place, view, self, member=one.member, application=one.application,
                conflict=True if one.answer is Answer.CONFLICT else None, kind=one.kind,
            ).open()  # fmt: skip

    def _name(self) -> None:
        if self.place.view is not None:
            ConflictDialog(self.place, self.place.view, self).open()

    def _settle(self) -> None:
        if self.place.view is not None and self.settle.isEnabled():
            (chosen,) = self.clashes.chosen()
            ClashDialog(self.place, self.place.view, chosen.clash, self).open()


def _clash_state(one: ClashRow) -> str:
    return tr("to be settled") if one.open else tr("settled")

"""The marks behind one total with their reasons; a member's own change of a mark, additional points."""

from PySide6.QtWidgets import QWidget

from models.scoring.marks import points
from models.sitting.acts import Act, AdditionalPointsGiven, MarkReopened
from models.sitting.saying import mark_text, name_of, point_text
from models.sitting.sheets.cells import Cell, cells
from models.wording import current_language, figures, tr
from ui.item_models.table import Column
from ui.shell.theme import Tone
from ui.sitting.dialog import ActDialog, WideDialog, text_of
from ui.sitting.place import Sitting
from ui.sitting.ranking.both_results_part import BothResultsPart
from ui.sitting.view import View
from ui.widgets.buttons import button
from ui.widgets.data_table import DataTable
from ui.widgets.forms import Form
from ui.widgets.labels import Facts, WrappedLabel


class MarksDialog(WideDialog):
    """Everything behind one line of the ranking."""

    WIDTH = 1280

    def __init__(self, place: Sitting, view: View, application: str, parent: QWidget) -> None:
        one = view.state.applications[application]
        super().__init__(f"{application} – {one.project.title}", one.applicant, parent)
        self.place = place
        self.view = view
        self.application = application
        self._criteria = {one.code: one.name.say(current_language()) for one in view.state.criteria.criteria}
        if view.outcome is not None:
            line = view.outcome.line(application)
            facts = [
                (tr("Total"), figures(line.shown)),
                (tr("Number of marks"), str(line.number_of_marks)),
                (tr("How the total came about"), figures("\n".join(line.chain))),
            ]
            if line.additional is not None:
                facts.append((tr("Additional points"), f"{line.additional}: {line.additional_ground}"))
            self.body.addWidget(Facts(facts))
        self.table = DataTable[Cell](
            [
                Column(tr("Member"), lambda cell: name_of(cell.member, view.manifest), width=22),
                Column(tr("Criterion"), lambda cell: f"{cell.criterion} – {self._criteria[cell.criterion]}", width=26),
                Column(
                    tr("Mark"),
                    _mark,
                    sort=lambda cell: cell.mark.points,
                    number=True,
                    tone=lambda cell: Tone.WARN if cell.why else None,
                ),
                Column(tr("Reason"), lambda cell: cell.reason, stretch=True),
                Column(tr("Changed at the sitting"), lambda cell: cell.why, width=18),
            ],
            key=lambda cell: (cell.member, cell.criterion),
            name=tr("Marks and reasons"),
        )
        self.table.set_rows(cells(view.state, application))
        self.table.view.setMinimumHeight(260)
        self.body.addWidget(self.table, 1)
        self.words = WrappedLabel(selectable=True)
        self.body.addWidget(self.words)
        able = bool(place.person) and not view.closed and not view.state.session.further
        self.change = button(tr("The member changes this mark…"), self._change, icon="edit")
        self.change.setEnabled(False)
        self.table.selected.connect(lambda rows: self._show(rows, able=able))
        self.foot.insertWidget(0, self.change)
        if view.manifest.contest.profile.additional_points is not None:
            extra = button(tr("Additional points…"), self._additional, icon="plus")
            extra.setEnabled(able)
            self.foot.insertWidget(1, extra)
        self.cancel.setText(tr("Close"))

    def _show(self, rows: tuple[Cell, ...], *, able: bool) -> None:
        self.change.setEnabled(able and bool(rows))
        self.words.setText(rows[0].reason if rows else "")

    def _change(self) -> None:
        (cell,) = self.table.chosen()
        dialog = MarkDialog(self.place, self.view, self.application, cell, self)
        dialog.accepted.connect(self.accept)
        dialog.open()

    def _additional(self) -> None:
        dialog = AdditionalDialog(self.place, self.view, self.application, self)
        dialog.accepted.connect(self.accept)
        dialog.open()


class MarkDialog(ActDialog):
    """A mark changed at the sitting by its member's own statement; the old one stays in the protocol."""

    def __init__(self, place: Sitting, view: View, application: str, cell: Cell, parent: QWidget) -> None:
        scale = view.state.criteria.criterion(cell.criterion)
        super().__init__(
            place,
            parent,
            title=tr("Change a mark"),
            text=tr(
                "{name}, {application}, {criterion}: now {mark}. Only the member's own statement changes a mark. The "
                "old value, the new one and the reason stand in the protocol.",
                name=name_of(cell.member, view.manifest),
                application=application,
                criterion=scale.name.say(current_language()),
                mark=mark_text(cell.mark),
            ),
            accept=tr("Record the new mark"),
            told=tr("The new mark is recorded."),
        )
        self._application = application
        self._cell = cell
        form = Form()
        self.points = form.number(
            tr("New points"), cell.mark.points or 0, least=scale.minimum, most=scale.maximum,
            hint=tr("Scale: {low}–{high}", low=scale.minimum, high=scale.maximum),
        )  # fmt: skip
        self.body.addWidget(form)
        self.both = BothResultsPart(place, view)
        self.body.addWidget(self.both)
        self.reason = self.add_reason(tr("Reason of the member, for the protocol"))
        self.body.addStretch(1)
        self.both.changed.connect(self.look)
        self.points.valueChanged.connect(self._compute)
        self.look()

    def open(self) -> None:
        super().open()
        self.resize(self.most)  # both results come later and are to be seen without scrolling

    def _compute(self, _points: int) -> None:
        self.both.show_act(self.act() if self.points.value() != self._cell.mark.points else None)
        self.look()

    def ready(self) -> bool:
        return bool(text_of(self.reason)) and self.both.told

    def act(self) -> MarkReopened:
        return MarkReopened(
            **self.place.by(),
            member=self._cell.member,
            application=self._application,
            criterion=self._cell.criterion,
            old=self._cell.mark,
            new=points(self.points.value()),
            reason=text_of(self.reason),
        )


class AdditionalDialog(ActDialog):
    """Additional points with their ground."""

    def __init__(self, place: Sitting, view: View, application: str, parent: QWidget) -> None:
        rule = view.manifest.contest.profile.additional_points
        assert rule is not None
        super().__init__(
            place,
            parent,
            title=tr("Additional points: {application}", application=application),
            text=f"{rule.name.say(current_language())}. {point_text(rule.point)}",
            accept=tr("Record the points"),
            told=tr("The additional points are recorded."),
        )
        self._application = application
        form = Form()
        self.points = form.number(tr("Points"), 1, least=1, most=rule.at_most)
        self.body.addWidget(form)
        self.reason = self.add_reason(tr("Ground, for the protocol"))
        self.body.addStretch(1)
        self.look()

    def ready(self) -> bool:
        return bool(text_of(self.reason))

    def act(self) -> Act:
        return AdditionalPointsGiven(
            **self.place.by(),
            application=self._application,
            points=self.points.value(),
            ground=text_of(self.reason),
        )


def _mark(cell: Cell) -> str:
    now = mark_text(cell.mark)
    return now if cell.before is None else f"{mark_text(cell.before)} → {now}"

"""Trial decisions: suppose, compare with what stands, throw away. Nothing here is recorded, and nothing is kept."""

from dataclasses import replace

from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from models.contest.money import money
from models.contest.profile import WinnersStep
from models.contest.rules_words import winners_steps
from models.progress import Report
from models.sitting.acts import Act
from models.sitting.minutes import minutes
from models.sitting.outcome import Remark
from models.sitting.saying import mark_text, name_of, question_text, remark_text, way_text
from models.sitting.trying import trials
from models.sitting.trying.trials import Trial, Tried
from models.wording import tr
from ui.item_models.table import Column
from ui.shell.tasks import Task
from ui.sitting.dialog import WideDialog
from ui.sitting.place import Sitting
from ui.sitting.ranking.both_results_part import changes_table, effect_text
from ui.sitting.view import View
from ui.widgets.buttons import button
from ui.widgets.data_table import DataTable
from ui.widgets.forms import Form
from ui.widgets.frames import EmptyState, row
from ui.widgets.labels import WrappedLabel

_ORDERS: tuple[tuple[WinnersStep, ...], ...] = (
    ("thresholds", "quotas", "merit"),
    ("thresholds", "merit", "quotas"),
    ("quotas", "thresholds", "merit"),
)


class TrialsDialog(WideDialog):
    """Suppositions are gathered under a name; each name is a trial, and all of them stand under each other."""

    def __init__(self, place: Sitting, view: View, territory: str, parent: QWidget) -> None:
        super().__init__(
            tr("Try decisions on a copy"),
            tr("Nothing here is recorded or kept: it becomes real only by the commission's vote and the chair's act."),
            parent,
        )
        self.place, self.view = place, view
        self.held = place.needed().trials
        self._task: Task | None = None
        self._territory = territory
        self._add_form()
        self.trials = DataTable[Trial](
            [
                Column(tr("Trial"), lambda one: one.name, width=18),
                Column(tr("Comes above the line"), lambda one: _codes(one.found.gained if one.found else ()), width=18),
                Column(tr("Falls below it"), lambda one: _codes(one.found.lost if one.found else ()), width=15),
                *([Column(tr("Sum, KZT"), _sums, stretch=True)] if view.gives_money else ()),
            ],
            key=lambda one: one.name,
            name=tr("Trials side by side"),
            empty=EmptyState(tr("Nothing is tried yet"), icon="list"),
            searchable=False,
        )
        self.trials.selected.connect(self._show)
        self.body.addWidget(self.trials)
        self.away = button(tr("Throw this trial away"), self._throw, icon="trash")
        self.all_away = button(tr("Throw all away"), self._throw_all, icon="trash")
        self.body.addWidget(row(self.away, self.all_away))
        self.told = WrappedLabel(selectable=True)
        self.body.addWidget(self.told)
        self.changes = changes_table(tr("Stands now"), tr("In the trial"), name=tr("What the trial changes"))
        self.body.addWidget(self.changes)
        self.body.addStretch(1)
        self.cancel.setText(tr("Close"))
        self._compare()

    def _add_form(self) -> None:
        view = self.view
        top = Form(columns=2)
        self.name = top.text(tr("Name of the trial"), tr("Trial {n}", n=len(self.held.names) + 1))
        kinds = [("out", tr("an application is out"))]
        if view.gives_money:
            kinds.append(("sum", tr("another sum")))
        kinds.append(("conflict", tr("a conflict of interest")))
        if any(one.territory == self._territory for one in view.ways):
            kinds.append(("way", tr("a way for unequal panels")))
        if self._ties():
            kinds.append(("tie", tr("who wins a tie")))
        if view.open_of("clash"):
            kinds.append(("clash", tr("a clash settled")))
        if view.manifest.contest.profile.winners.groups:
            kinds.append(("order", tr("another order of the quotas")))
        self.kind = top.choice(tr("What to suppose"), kinds)
        self.body.addWidget(top)
        self.fields: dict[str, QComboBox] = {}
        self._pages: dict[str, QWidget] = {}
        self._shown = QVBoxLayout()
        self.body.addLayout(self._shown)
        self.kind.currentIndexChanged.connect(self._turn)
        self.add = button(tr("Suppose it"), self._suppose, role="primary", icon="plus")
        self.add.setAutoDefault(False)
        self.body.addWidget(row(self.add))
        self._turn()

    def _turn(self) -> None:
        """Show what is asked for the chosen kind; made then, because a choice of all applications takes its time."""
        chosen = str(self.kind.currentData())
        if chosen not in self._pages:
            self._pages[chosen] = self._page(chosen)
            self._shown.addWidget(self._pages[chosen])
        for kind, page in self._pages.items():
            page.setVisible(kind == chosen)

    def _page(self, kind: str) -> QWidget:
        view, form = self.view, Form(columns=2)
        if kind in ("out", "sum", "conflict"):
            lines = view.boards[self._territory]
            codes = [(one.line.application, f"{one.line.application} – {one.title}") for one in lines]
            self.fields[f"{kind}-code"] = form.choice(tr("Application"), codes)
        if kind == "out":
            remarks = (Remark.WITHDRAWN, Remark.DISQUALIFIED, Remark.INELIGIBLE, Remark.DUPLICATE)
            self.fields["remark"] = form.choice(tr("Remark"), [(one.value, remark_text(one)) for one in remarks])
        elif kind == "sum":
            self.sum = form.number(tr("Sum, KZT"))
            self.fields["sum-code"].currentIndexChanged.connect(self._show_sum)
            self._show_sum()
        elif kind == "conflict":
            members = [(one.id, one.name) for one in view.manifest.roster.members]
            self.fields["member"] = form.choice(tr("Member"), members)
            answers = [("yes", tr("There is a conflict of interest")), ("no", tr("There is no conflict of interest"))]
            self.fields["answer"] = form.choice(tr("Decision"), answers)
        elif kind == "way":
            ways = [one for one in view.ways if one.territory == self._territory and one.table is not None]
            self.fields["way"] = form.choice(tr("Way"), [(one.way.value, way_text(one.way)) for one in ways])
        elif kind == "tie":
            self.chosen = form.text(
                tr("Who wins, by code"), ", ".join(self._ties()[: self._places()]),
                hint=tr("Tied: {codes}; places: {n}", codes=", ".join(self._ties()), n=self._places()), wide=True,
            )  # fmt: skip
        elif kind == "clash":
            manifest = view.manifest
            clashes = [
                (
                    f"{number}:{place}",
                    f"{name_of(one.member, manifest)}, {one.applications[0]}, {one.criterion}: {mark_text(mark)}",
                )
                for number, one in enumerate(view.open_of("clash"))
                for place, mark in enumerate(one.marks)
            ]
            self.fields["clash"] = form.choice(tr("Value"), clashes)
        else:
            rule = view.manifest.contest.profile.winners
            steps = [winners_steps(rule.model_copy(update={"order": one})) for one in _ORDERS]
            orders = [(str(number), " → ".join(one)) for number, one in enumerate(steps)]
            self.fields["order"] = form.choice(tr("The order of the steps"), orders)
            groups = [("as-is", tr("groups as they stand")), ("turned", tr("groups in the opposite order"))]
            self.fields["groups"] = form.choice(tr("Order of the groups"), groups)
        return form

    def _show_sum(self) -> None:
        """Begin with the sum that stands now: another one is told from it."""
        code = self._said("sum-code")
        line = next((row.line for row in self.view.boards[self._territory] if row.line.application == code), None)
        if line is not None:
            self.sum.setValue(line.awarded or line.proposed or line.asked or 0)

    def _ties(self) -> tuple[str, ...]:
        found = [one for one in self.view.open_of("tie-at-cut") if one.territory == self._territory]
        return found[0].applications if found else ()

    def _places(self) -> int:
        found = [one for one in self.view.open_of("tie-at-cut") if one.territory == self._territory]
        return found[0].places or 0 if found else 0

    def _suppose(self) -> None:
        with self.place.services.errors.shown():
            name = self.name.text().strip()
            before = self.held.tried(name)
            self.held.keep(name, self._with(before))
            self._compare(name)

    def _with(self, tried: Tried) -> Tried:
        kind = str(self.kind.currentData())
        if kind == "sum":
            return replace(tried, sums={**tried.sums, self._said("sum-code"): self.sum.value()})
        if kind == "order":
            codes = tuple(one.code for one in self.view.manifest.contest.profile.winners.groups)
            turned = tuple(reversed(codes)) if self._said("groups") == "turned" else None
            return replace(tried, order=_ORDERS[int(self._said("order"))], groups=turned)
        return replace(tried, acts=(*tried.acts, self._act(kind)))

    def _act(self, kind: str) -> Act:
        state = self.view.state
        if kind == "out":
            return trials.put_out(self._said("out-code"), self.fields["remark"].currentData())
        if kind == "conflict":
            found = self._said("answer") == "yes"
            return trials.conflict(self._said("member"), self._said("conflict-code"), found=found)
        if kind == "way":
            way = next(one.way for one in self.view.ways if one.way.value == self._said("way"))
            return trials.way(state, self._territory, way)
        if kind == "clash":
            number, place = self._said("clash").split(":")
            question = self.view.open_of("clash")[int(number)]
            cell = (question.member, question.applications[0], question.criterion)
            clash = next(one for one in state.open_clashes if (one.member, one.application, one.criterion) == cell)
            return trials.clash(clash, int(place))
        chosen = [part.strip() for part in self.chosen.text().split(",")]
        tied = self._ties()
        return trials.tie(self._territory, tied, [code for code in chosen if code in tied], self._places())

    def _said(self, field: str) -> str:
        return str(self.fields[field].currentData())

    def _compare(self, chosen: str = "") -> None:
        if self._task is not None:
            self._task.cancel()
        held, state, known = self.held, self.view.state, self.view.outcome

        def work(_report: Report) -> tuple[Trial, ...]:
            return held.compare(state, known)

        def done(found: tuple[Trial, ...]) -> None:
            self.place.let_go(self.trials.model.rows)
            self.trials.set_rows(found)
            self.trials.fit(5)
            if chosen:
                self.trials.choose(chosen)
            self._show(self.trials.chosen())
            if chosen:
                self.name.setFocus()

        self._task = self.place.services.tasks.run(
            work, done, title=tr("Computing the trials"), owner=self, harmless=True
        )

    def _show(self, rows: tuple[Trial, ...]) -> None:
        one = rows[0] if rows else None
        self.away.setEnabled(one is not None)
        self.all_away.setEnabled(bool(self.held.names))
        self.changes.setVisible(one is not None and one.found is not None)
        self.told.setVisible(one is not None)
        if one is None:
            return
        self.changes.set_rows(one.found.changes if one.found else ())
        self.changes.fit(6)
        parts = [self._supposed(one), one.problem if one.found is None else effect_text(one.found)]
        new = [question for question in one.questions if question not in self.view.questions]
        parts += [question_text(question, self.view.manifest) for question in new]
        self.told.setText("\n".join(parts))

    def open(self) -> None:
        super().open()
        self.resize(self.most)  # what is compared comes later

    def _throw(self) -> None:
        for one in self.trials.chosen():
            self.held.throw_away(one.name)
        self._compare()

    def _throw_all(self) -> None:
        self.held.throw_away()
        self._compare()

    def _supposed(self, one: Trial) -> str:
        parts = [done.what for done in minutes(one.tried.acts, self.view.manifest)]
        parts += [tr("{application}: {sum} KZT.", application=code, sum=money(n)) for code, n in one.tried.sums.items()]
        if one.tried.order is not None:
            rule = self.view.manifest.contest.profile.winners.model_copy(update={"order": one.tried.order})
            parts.append(" → ".join(winners_steps(rule)))
        if one.tried.groups is not None:
            parts.append(", ".join(one.tried.groups))
        return " ".join(parts)


def _codes(codes: tuple[str, ...]) -> str:
    return ", ".join(codes) or "–"


def _sums(one: Trial) -> str:
    return tr("{old} → {new}", old=money(one.found.spent[0]), new=money(one.found.spent[1])) if one.found else ""

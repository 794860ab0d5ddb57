"""Step 8: the result of the sitting comes back: what would be stored is shown first, then it is stored."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QWidget

from models.contest.money import money
from models.letting_go import let_go
from models.progress import Report
from models.wording import current_language, figures, tr
from ui.item_models.table import Column
from ui.office.page import OfficePage
from ui.office.papers.part import WANTED_PAPER
from ui.office.state import Work
from ui.office.words import day, moment, remark_name, standing_name, standing_tone
from ui.shell import theme
from ui.shell.kinds import FileKind
from ui.shell.theme import Tone
from ui.widgets.buttons import button
from ui.widgets.data_table import DataTable
from ui.widgets.frames import Card, DropArea, EmptyState, Figure
from ui.widgets.labels import Facts, WrappedLabel
from ui.widgets.notice import Notice

if TYPE_CHECKING:
    from models.centre.overview import Overview
    from models.centre.results.stored_results import StoredResult
    from models.centre.results.sync import SyncLine, SyncPlan
    from models.centre.store import Transaction
    from models.sitting.outcome import Line
    from ui.office.place import Office


@dataclass(frozen=True)
class Shown:
    """A plan, the file it was made from, and the language its reasons are written in."""

    path: Path
    plan: "SyncPlan"
    data: bytes = field(repr=False)
    """The file's own bytes: the stick may be gone when the plan is made anew."""
    language: str


class SyncPage(OfficePage):
    """Takes a `.result`, shows every line that is new, changed, there already or does not fit, and stores it."""

    key = "sync"
    icon = "inbox"

    def __init__(self, place: "Office") -> None:
        super().__init__(place)
        self.drop = DropArea(
            tr("Drop the result of the sitting here (.result)"),
            tr("Take a result…"),
            self.guarded(self.ask),
            FileKind.RESULT,
        )
        self.drop.dropped.connect(lambda paths: self.guarded(lambda: self.take(paths[-1]))())
        self.body.addWidget(self.drop)
        self.status = Notice(Tone.INFO)
        self.body.addWidget(self.status)
        self.problems = Card(tr("Why it can't be stored"))
        self.problem_words = WrappedLabel(selectable=True)
        self.problems.body.addWidget(self.problem_words)
        self.body.addWidget(self.problems)
        figures = QHBoxLayout()
        figures.setSpacing(theme.current().px(12))
        self.figures = {kind: Figure("0", words) for kind, words in _kinds().items()}
        for figure in self.figures.values():
            figures.addWidget(figure, 1)
        self.body.addLayout(figures)
        self.stored = Card(tr("Stored results"))
        self.stored_facts = Facts()
        self.stored.body.addWidget(self.stored_facts)
        self.notices = button(tr("Notices to all applicants…"), self.guarded(self.write_notices), icon="print")
        self.stored.tools.addWidget(self.notices)
        self.body.addWidget(self.stored)
        self.rest = QWidget()
        self.body.addWidget(self.rest, 1)
        self.table: DataTable[SyncLine] = DataTable(
            (
                Column(tr("What becomes of it"), lambda line: _kinds()[line.kind], tone=lambda line: _TONES[line.kind]),
                Column(tr("Code"), lambda line: line.application),
                Column(tr("Remark, or what does not fit"), _remark, width=34),
                Column(tr("Applicant"), lambda line: line.name, stretch=True),
                Column(tr("Total"), _total, sort=_sort_total, number=True),
                Column(tr("Place"), _place, sort=lambda one: one.line.place_from if one.line else None, number=True),
                Column(
                    tr("Standing"),
                    lambda line: standing_name(line.line.standing if line.line else None),
                    tone=lambda line: standing_tone(line.line.standing if line.line else None),
                ),
                Column(tr("Awarded, KZT"), lambda line: money(line.line.awarded) if line.line else "", number=True),
            ),
            key=lambda line: line.application,
            name=tr("What storing the result would do"),
            empty=EmptyState(
                tr("No result was taken yet"),
                tr("The chair signs the result at the end of the sitting; bring the file on a USB stick."),
                icon="gavel",
            ),
        )
        self.body.addWidget(self.table, 1)
        self.drop_action = self.add_action(tr("Put it aside"), self.forget, icon="undo", left=True)
        self.store_action = self.add_action(tr("Store the result"), self.store, role="primary", icon="save")

    @classmethod
    def title(cls) -> str:
        return tr("Result")

    @classmethod
    def intro(cls) -> str:
        return tr(
            "The result is opened, its signatures are checked and its table is computed again. "
            "Nothing is stored before you have seen what would change."
        )

    @property
    def shown(self) -> Shown | None:
        """The plan on the screen, or None."""
        return self.place.drafts.get(self.key)

    def show_contest(self, now: "Overview") -> None:
        shown = self.shown
        lines = sorted(shown.plan.lines, key=lambda line: (_ORDER.index(line.kind), line.application)) if shown else []
        self.table.show_column(tr("Awarded, KZT"), shown=now.contest.profile.gives_money)
        self.table.set_rows(lines)
        self.table.setVisible(shown is not None or not now.results)
        for part in (self.stored, self.rest):
            part.setVisible(shown is None and now.results > 0)
        if now.results:
            self._list_stored()
        for kind, figure in self.figures.items():
            figure.setVisible(shown is not None)
            figure.tell(str(sum(line.kind == kind for line in lines)))
        self._show_status(shown, now)
        waiting = self.place.take_dropped(FileKind.RESULT)
        if waiting:
            self.take(waiting[-1])
        elif shown is not None and shown.language != current_language():
            self._plan(shown.path, shown.data)

    def _list_stored(self) -> None:
        contest_id = self.place.contest_id

        def work(session: "Transaction") -> "tuple[StoredResult, ...]":
            from models.centre.results.stored_results import stored_results

            return stored_results(session, contest_id)

        def done(found: "tuple[StoredResult, ...]") -> None:
            self.stored_facts.show_facts(
                [
                    (
                        tr("Protocol No. {number} of {day}", number=one.number, day=day(one.held_on)),
                        tr(
                            "packet revision {n}; stored {at} by {name}",
                            n=one.revision,
                            at=moment(one.synced_at, self.place.zone),
                            name=self.place.name_of(one.synced_by),
                        ),
                    )
                    for one in found
                ]
            )

        self.place.read(work, done, title=tr("Reading the stored results"), owner=self)

    def _show_status(self, shown: Shown | None, now: "Overview") -> None:
        plan = shown.plan if shown else None
        fits = plan is not None and plan.fits and not plan.known
        self.store_action.setEnabled(fits)
        self.store_action.setVisible(plan is not None)
        self.drop_action.setVisible(plan is not None)
        self._bar.setVisible(plan is not None)
        self.problems.setVisible(plan is not None and bool(plan.problems))
        self.problem_words.setText("\n".join(f"• {line}" for line in plan.problems) if plan else "")
        name = shown.path.name if shown else ""
        if plan is None:
            words = tr("Stored results of this contest: {n}", n=now.results)
            self.status.tell(Tone.GOOD if now.results else Tone.INFO, words)
        elif not plan.fits:
            self.status.tell(
                Tone.BAD, tr("“{name}” does not fit this central file; nothing of it can be stored.", name=name)
            )
        elif plan.known:
            self.status.tell(Tone.GOOD, tr("“{name}” is stored already; nothing would change.", name=name))
        elif plan.continues:
            self.status.tell(
                Tone.INFO,
                tr(
                    "“{name}” is of a further sitting: it continues protocol № {number}. Look through who is out and "
                    "who is in, then store it.",
                    name=name,
                    number=plan.continues,
                ),
            )
        else:
            self.status.tell(
                Tone.INFO, tr("“{name}” is right and fits. Look through the lines, then store it.", name=name)
            )

    def ask(self) -> None:
        """Ask for a result and plan it."""
        path = self.services.files.open(tr("Take a result"), FileKind.RESULT)
        if path is not None:
            self.take(path)

    def take(self, path: Path) -> None:
        """Open the result, compute it again and show what storing it would do."""
        self._plan(path, path)

    def _plan(self, path: Path, source: Path | bytes) -> None:
        language = current_language()
        self.services.strip.moved_on()

        def work(session: "Transaction", report: Report) -> Shown:
            from models.centre.results.sync import plan_sync
            from models.sitting.held.result_files import open_result

            opened = [open_result(source, name=path.name, report=report)]
            shown = Shown(path, plan_sync(session, opened[0]), opened[0].data, language)
            let_go(opened)
            return shown

        def done(shown: Shown) -> None:
            self.place.drafts[self.key] = shown
            self.refresh()

        self.place.read_long(work, done, title=tr("Checking the result"), owner=self)

    def write_notices(self) -> None:
        """Go to the papers of the register with the notices chosen."""
        self.place.drafts[WANTED_PAPER] = "notices"
        self.place.wanted.emit("register")

    def forget(self) -> None:
        """Put the plan aside; nothing was stored."""
        self.place.let_go(self.place.drafts.pop(self.key, None))
        self.refresh()

    def store(self) -> None:
        """Store the result as shown, in one transaction."""
        shown = self.shown
        if shown is None:
            return

        def work(todo: Work) -> None:
            from models.centre.results.sync import do_sync

            do_sync(todo.session, shown.plan, by=todo.by, at=todo.at)

        def done(_nothing: None) -> None:
            self.forget()
            self.services.strip.good(
                tr("The result is stored."),
                action=tr("Go to the register"),
                clicked=lambda: self.place.wanted.emit("register"),
            )

        def failed(_error: BaseException) -> None:
            self._plan(shown.path, shown.data)  # another office may have changed what it was planned on

        self.place.change(work, done, title=tr("Storing the result"), owner=self, failed=failed)


# by the values of `models.centre.results.sync.SyncKind`, which is loaded with the store only when it is needed
_ORDER = ("unfit", "changed", "new", "present")
"""What wants a look comes first."""
_TONES = {"new": Tone.INFO, "changed": Tone.WARN, "present": Tone.NEUTRAL, "unfit": Tone.BAD}


def _kinds() -> dict[str, str]:
    return {
        "new": tr("new"),
        "changed": tr("changed"),
        "present": tr("there already"),
        "unfit": tr("does not fit"),
    }


def _total(line: "SyncLine") -> str:
    return figures(line.line.shown) if line.line else ""


def _sort_total(line: "SyncLine") -> object:
    return line.line.total if line.line else None


def _place(line: "SyncLine") -> str:
    one = line.line
    if one is None or one.place_from is None:
        return ""
    return str(one.place_from) if one.place_to in (None, one.place_from) else f"{one.place_from}–{one.place_to}"


def _remark(line: "SyncLine") -> str:
    if line.reasons:
        return "; ".join(line.reasons)
    if line.fields and line.line:
        return "; ".join(_change(line, line.line, at) for at in range(len(line.fields)) if line.fields[at] != "shown")
    return remark_name(line.line.remark.value) if line.line and line.line.remark else ""


def _change(line: "SyncLine", new: "Line", at: int) -> str:
    name, before = line.fields[at], line.before[at]
    after = getattr(new, name)
    return tr("{what}: {old} → {new}", what=_field(name), old=_said(name, before), new=_said(name, after))


def _said(name: str, value: object) -> str:
    if value is None or value == "":
        return "–"
    if name == "standing":
        from models.sitting.outcome import Standing

        return standing_name(Standing(str(value)))
    if name == "remark":
        return remark_name(str(value))
    return money(value) if name in ("asked", "awarded") and isinstance(value, int) else str(value)


def _field(name: str) -> str:
    return {
        "territory": tr("territory"),
        "number_of_marks": tr("number of marks"),
        "total": tr("total"),
        "shown": tr("total"),
        "place_from": tr("place"),
        "place_to": tr("place"),
        "standing": tr("standing"),
        "remark": tr("remark"),
        "reserve": tr("number in line"),
        "asked": tr("sum asked"),
        "awarded": tr("sum awarded"),
    }[name]

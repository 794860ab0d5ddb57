"""Step 3: the criteria in their official words, their approval, and what a new version changes."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, QTimer
from PySide6.QtWidgets import QGridLayout, QVBoxLayout

from models.wording import current_language, tr
from ui.office.criteria.edit import CriteriaEdit
from ui.office.page import OfficePage
from ui.office.state import Work
from ui.office.words import day, to_date
from ui.shell import theme
from ui.shell.kinds import FileKind
from ui.shell.theme import Tone
from ui.widgets.buttons import button
from ui.widgets.forms import Form
from ui.widgets.frames import Card, clear, row
from ui.widgets.labels import Facts, WrappedLabel
from ui.widgets.notice import Notice
from ui.widgets.tabs import Tabs

if TYPE_CHECKING:
    from pathlib import Path

    from models.centre.overview import Overview
    from models.contest.criteria import Approval, ApprovedCriteria, CriteriaSet, Criterion
    from models.progress import Report
    from ui.office.place import Office


class CriteriaPage(OfficePage):
    """Shows the criteria that are to be approved or are in force; a draft of new ones is kept until it is approved."""

    key = "criteria"
    icon = "list"

    def __init__(self, place: "Office") -> None:
        super().__init__(place)
        self._open = True
        self._shown: tuple[CriteriaSet, ApprovedCriteria | None, bool] | None = None
        self._coming: list[Criterion] = []
        """Criteria whose cards are still to be made."""
        self._next = QTimer(self)
        self._next.setSingleShot(True)
        self._next.timeout.connect(self._add_card)
        self.status = Notice(Tone.INFO)
        self.body.addWidget(self.status)
        self.changes = Card(tr("What the new version changes"))
        self.changes_label = WrappedLabel(selectable=True)
        self.changes.body.addWidget(self.changes_label)
        self.body.addWidget(self.changes)
        self.tabs = Tabs(self.title())
        self.words = QVBoxLayout()
        self.edit_button = button(tr("Word them anew…"), self.guarded(self.start_edit), icon="edit")
        self.file_button = button(tr("Take them from a profile file…"), self.guarded(self.ask_file), icon="folder")
        criteria = QVBoxLayout()
        criteria.addWidget(row(self.edit_button, self.file_button))
        criteria.addLayout(self.words)
        self.tabs.add(tr("Criteria and points"), criteria)
        self.counting = Facts()
        counting = QVBoxLayout()
        counting.addWidget(self.counting)
        counting.addStretch(1)
        self.tabs.add(tr("How it is counted"), counting)
        self.approval_tab = self.tabs.add(tr("Approval"), self._approval_tab())
        versions = QVBoxLayout()
        self.versions = versions
        self.tabs.add(tr("Versions"), versions)
        self.body.addWidget(self.tabs, 1)
        self.edit = CriteriaEdit(self.take_draft, self.stop_edit)
        self.body.addWidget(self.edit, 1)
        self.edit.hide()
        self.approve_action = self.add_action(tr("Approve and freeze…"), self.approve, role="primary", icon="lock")
        self.drop_action = self.add_action(tr("Drop the changes"), self.drop_draft, icon="undo", left=True)

    @classmethod
    def title(cls) -> str:
        return tr("Criteria")

    @classmethod
    def intro(cls) -> str:
        return tr(
            "Members score by these words. Once approved they are frozen: packet, sheets, result and protocol name "
            "their hash."
        )

    def _approval_tab(self) -> QVBoxLayout:
        column = QVBoxLayout()
        self.form = Form(columns=2)
        self.approved_by = self.form.text(tr("Approved by"), required=True, hint=tr("Position and name, or the body"))
        self.document = self.form.text(
            tr("Document"), required=True, hint=tr("For example: order No. 12 of 05.03.2024")
        )
        self.approved_on = self.form.date(tr("Date of the approval"), QDate.currentDate())
        self.agreed_with = self.form.long_text(
            tr("Agreed with"), hint=tr("One party a line: the customer, the operator"), lines=2, required=True
        )
        self.approved_facts = Facts()
        column.addWidget(self.approved_facts)
        column.addWidget(self.form)
        column.addStretch(1)
        return column

    @property
    def draft(self) -> "CriteriaSet | None":
        """The criteria worded anew and not approved yet, or None."""
        return self.place.drafts.get(self.key)

    def show_contest(self, now: "Overview") -> None:
        approved = now.contest.criteria
        content = self.draft or (approved.content if approved else now.contest.profile.criteria)
        picture = (content, approved, self.draft is not None)
        if picture == self._shown:
            return
        self._shown = picture
        open_ = approved is None or self.draft is not None
        self._show_status(now, approved)
        clear(self.words)
        self.words.addStretch(1)
        self._coming = list(content.criteria)
        self._add_card()
        self._show_counting(content)
        self.form.setVisible(open_)
        self.approved_facts.setVisible(approved is not None)
        self.approved_facts.show_facts(_facts(approved) if approved else [])
        self._show_versions(now)
        self._open = open_
        self._bar.setVisible(open_ and self.edit.isHidden())
        self.drop_action.setVisible(self.draft is not None)

    def _add_card(self) -> None:
        """Show one more criterion. The next follows in the event loop's next turn: seventy texts are laid out."""
        if self._coming:
            self.words.insertWidget(self.words.count() - 1, CriterionCard(self._coming.pop(0)))
        if self._coming:
            self._next.start()

    def _show_status(self, now: "Overview", approved: "ApprovedCriteria | None") -> None:
        from models.contest.approval import what_changed

        changes: tuple[str, ...] = ()
        if approved is None:
            self.status.tell(
                Tone.WARN, tr("Not approved yet: no packet can be built. Read the words, then fill in the approval.")
            )
        else:
            self.status.tell(
                Tone.GOOD, tr("Approved, version {n}. Hash: {hash}", n=approved.content.version, hash=approved.digest())
            )
        if self.draft is not None:
            old = approved.content if approved else now.contest.profile.criteria
            changes = what_changed(old, self.draft, current_language())
            self.status.tell(
                Tone.WARN, tr("This is a draft. It comes into force when it is approved; until then nothing changes.")
            )
        self.changes.setVisible(self.draft is not None)
        self.changes_label.setText("\n".join(f"• {line}" for line in changes) or tr("Nothing is changed yet."))

    def _show_counting(self, content: "CriteriaSet") -> None:
        from models.contest.counting_words import counting_in_words

        lines = counting_in_words(content)
        self.counting.show_facts(
            [(line.rule, f"{line.says}\n({line.point})" if line.point else line.says) for line in lines]
        )

    def _show_versions(self, now: "Overview") -> None:
        from models.contest.approval import what_changed

        clear(self.versions)
        if not now.criteria:
            self.versions.addWidget(WrappedLabel(tr("No version is approved yet."), role="muted"))
        for number in range(len(now.criteria), 0, -1):
            approved = now.criteria[number - 1]
            card = Card(tr("Version {n}", n=number))
            card.body.addWidget(Facts(_facts(approved)))
            if number > 1:
                lines = what_changed(now.criteria[number - 2].content, approved.content, current_language())
                card.body.addWidget(WrappedLabel("\n".join(f"• {line}" for line in lines), selectable=True))
            self.versions.addWidget(card)
        self.versions.addStretch(1)

    def start_edit(self) -> None:
        """Word the criteria anew: a draft, until it is approved."""
        now = self.place.state.overview
        assert now is not None
        approved = now.contest.criteria
        self.edit.start(self.draft or (approved.content if approved else now.contest.profile.criteria))
        self._show_edit(editing=True)

    def stop_edit(self) -> None:
        """Leave the fields; the draft stays as it was before."""
        self._show_edit(editing=False)

    def _show_edit(self, *, editing: bool) -> None:
        self.edit.setVisible(editing)
        self.tabs.setVisible(not editing)
        self._bar.setVisible(not editing and self._open)

    def take_draft(self, content: "CriteriaSet") -> None:
        """Keep `content` as the draft; the same as in force is no draft."""
        now = self.place.state.overview
        assert now is not None
        approved = now.contest.criteria
        standing = approved.content if approved else now.contest.profile.criteria
        content = content.model_copy(update={"version": standing.version})
        self.place.drafts.pop(self.key, None)
        if content != standing:
            self.place.drafts[self.key] = content
        self._show_edit(editing=False)
        self.refresh()

    def drop_draft(self) -> None:
        """Forget the draft; the criteria in force stay."""
        self.place.drafts.pop(self.key, None)
        self.refresh()

    def ask_file(self) -> None:
        """Take the criteria, points, weights and counting of a profile file as the draft."""
        path = self.services.files.open(tr("Take the criteria from a profile file"), FileKind.PROFILE)
        if path is not None:
            self.take_file(path)

    def take_file(self, path: "Path") -> None:
        """Take the criteria of the profile in `path` as the draft."""

        def work(_report: "Report") -> "CriteriaSet":
            from models.contest.profile_files import load_profile

            return load_profile(path).criteria

        self.services.tasks.run(work, self.take_draft, title=tr("Reading the profile"), owner=self, harmless=True)

    def approve(self) -> None:
        """Freeze the criteria with what the form says; a new version needs its reason."""
        from models.contest.approval import doubtful_date
        from models.contest.criteria import Approval

        now = self.place.state.overview
        assert now is not None
        self.tabs.setCurrentWidget(self.approval_tab)
        approval = Approval(
            approved_by=self.approved_by.text().strip(),
            approved_on=to_date(self.approved_on.date()),
            document=self.document.text().strip(),
            agreed_with=tuple(filter(None, map(str.strip, self.agreed_with.toPlainText().splitlines()))),
        )
        if not self._complete(approval):
            return
        doubt = doubtful_date(now.contest, approval.approved_on)
        frozen = tr("They are frozen from now on; changing them makes a new version with a reason.")
        why: str | None = ""
        if now.contest.criteria is not None:
            told = (doubt, tr("The reason is kept in the history of the contest."))
            why = self.services.dialogs.reason(tr("Why are the criteria changed?"), "\n\n".join(filter(None, told)))
        elif not self.services.dialogs.ask(
            tr("Approve these criteria?"),
            yes=tr("Approve and freeze"),
            details="\n\n".join(filter(None, (doubt, frozen))),
        ):
            why = None
        if why is not None:
            self._store(now.contest.id, approval, self.draft, why)

    def _complete(self, approval: "Approval") -> bool:
        self.form.clear_problems()
        missing = tr("This is needed for the approval.")
        if not approval.approved_by:
            self.form.problem(self.approved_by, missing)
        if not approval.document:
            self.form.problem(self.document, missing)
        if not approval.agreed_with:
            self.form.problem(self.agreed_with, missing)
        return bool(approval.approved_by and approval.document and approval.agreed_with)

    def _store(self, contest_id: str, approval: "Approval", content: "CriteriaSet | None", why: str) -> None:
        def work(todo: Work) -> "ApprovedCriteria":
            from models.centre.contests import approve_criteria

            return approve_criteria(
                todo.session, contest_id, approval, by=todo.by, at=todo.at, content=content, why=why
            )

        def done(approved: "ApprovedCriteria") -> None:
            self.drop_draft()
            for field in (self.approved_by, self.document, self.agreed_with):
                field.clear()
            self.services.strip.good(tr("The criteria are approved: version {n}.", n=approved.content.version))

        self.place.change(work, done, title=tr("Approving the criteria"), owner=self)


class CriterionCard(Card):
    """One criterion, Kazakh and Russian side by side."""

    def __init__(self, criterion: "Criterion") -> None:
        super().__init__()
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.current().px(18))
        grid.setVerticalSpacing(theme.current().px(6))
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(2, 1)
        self._row(grid, criterion.code, criterion.name.kk, criterion.name.ru, role="heading")
        self._row(grid, "", criterion.asks.kk, criterion.asks.ru, role="muted")
        for words in criterion.points:
            points = str(words.low) if words.low == words.high else f"{words.low}–{words.high}"
            self._row(grid, points, words.words.kk, words.words.ru)
        if criterion.weight != 1:
            grid.addWidget(
                WrappedLabel(tr("Weight: {weight}", weight=criterion.weight), role="muted"), grid.rowCount(), 1
            )
        self.body.addLayout(grid)
        self.setAccessibleName(criterion.name.say(current_language()))

    def _row(self, grid: QGridLayout, first: str, kk: str, ru: str, *, role: str = "") -> None:
        line = grid.rowCount()
        head = WrappedLabel(first, role=role or "label")
        head.setWordWrap(False)
        head.setMinimumWidth(theme.current().scaled(44))
        grid.addWidget(head, line, 0)
        grid.addWidget(WrappedLabel(kk, role=role, selectable=True), line, 1)
        grid.addWidget(WrappedLabel(ru, role=role, selectable=True), line, 2)


def _facts(approved: "ApprovedCriteria") -> list[tuple[str, str]]:
    approval = approved.approval
    return [
        (tr("Approved by"), approval.approved_by),
        (tr("Date of the approval"), day(approval.approved_on)),
        (tr("Document"), approval.document),
        (tr("Agreed with"), "\n".join(approval.agreed_with)),
        (tr("Hash (SHA-256)"), approved.digest()),
    ]

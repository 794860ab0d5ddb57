"""Named votes among applications tied at the cut; when all have voted and the votes are equal, the chair chooses."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QGridLayout, QWidget

from models.sitting.acts import Act, Ballot, TieVoted
from models.sitting.checking.voting import majority, voter_list
from models.sitting.counting.ties import Tally, tally
from models.sitting.outcome import Question
from models.sitting.saying import name_of, point_text
from models.wording import tr
from ui.shell import theme
from ui.shell.theme import Tone
from ui.sitting.dialog import text_of
from ui.sitting.ranking.tied_dialog import TiedDialog
from ui.sitting.view import View
from ui.widgets.frames import Card
from ui.widgets.labels import WrappedLabel
from ui.widgets.notice import Notice
from ui.widgets.plain import plain


class TieDialog(TiedDialog):
    """A row an application, a column a member who may vote: each ticks at most as many as places left, or abstains."""

    @staticmethod
    def words(view: View, question: Question, territory: str) -> tuple[str, str, str, str]:
        text = tr(
            "Places left: {places}. Each member present ticks at most as many. Most votes win. {point}",
            places=question.places,
            point=point_text(view.state.criteria.counting.ties.point),
        )
        title, told = tr("Vote on the tie: {territory}", territory=territory), tr("The vote on the tie is recorded.")
        return title, text, tr("Record the vote"), told

    def fill(self) -> None:
        voters = voter_list(self._view.state, self._question.applications)
        self.voters = [voter.member for voter in voters if not voter.why_not]
        without = [voter.name for voter in voters if voter.why_not]
        if without:
            self.body.addWidget(
                WrappedLabel(
                    tr("No vote here (absent or conflict of interest): {names}.", names=", ".join(without)),
                    role="muted",
                )
            )
        self.ticks: dict[tuple[str, str], QCheckBox] = {}
        self.abstained: dict[str, QCheckBox] = {}
        self.body.addWidget(self._grid())
        self.counts = WrappedLabel(role="label")
        self.body.addWidget(self.counts)
        self.again = Notice(Tone.WARN)
        self.again.hide()
        self.body.addWidget(self.again)
        self.casting = Card(tr("The votes are equal: the chair's vote decides"))
        self.choices: dict[str, QCheckBox] = {}
        self.chooses = WrappedLabel(role="muted")
        self.casting.body.addWidget(self.chooses)
        for code in self._question.applications:
            box = QCheckBox(f"{code} – {self._view.state.applications[code].project.title}")
            box.toggled.connect(self.look)
            self.casting.body.addWidget(box)
            self.choices[code] = box
        self.body.addWidget(self.casting)

    def _grid(self) -> QWidget:
        look = theme.current()
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(look.px(10))
        grid.setVerticalSpacing(look.px(4))
        grid.setColumnStretch(0, 1)
        for column, member in enumerate(self.voters, 1):
            surname = name_of(member, self._view.manifest).split()[0]
            head = WrappedLabel(surname, role="small")
            head.setWordWrap(False)
            head.setToolTip(plain(name_of(member, self._view.manifest)))
            grid.addWidget(head, 0, column, Qt.AlignmentFlag.AlignHCenter)
        for row, code in enumerate(self._question.applications, 1):
            title = self._view.state.applications[code].project.title
            grid.addWidget(WrappedLabel(f"{code} – {title}"), row, 0)
            for column, member in enumerate(self.voters, 1):
                box = QCheckBox()
                box.setAccessibleName(f"{name_of(member, self._view.manifest)}: {code}")
                box.toggled.connect(self.look)
                grid.addWidget(box, row, column, Qt.AlignmentFlag.AlignHCenter)
                self.ticks[member, code] = box
        row = len(self._question.applications) + 1
        grid.addWidget(WrappedLabel(tr("abstained"), role="muted"), row, 0)
        for column, member in enumerate(self.voters, 1):
            box = QCheckBox()
            box.setAccessibleName(f"{name_of(member, self._view.manifest)}: {tr('abstained')}")
            box.toggled.connect(self.look)
            grid.addWidget(box, row, column, Qt.AlignmentFlag.AlignHCenter)
            self.abstained[member] = box
        return holder

    def look(self, *args: object) -> None:
        result = self._tally()
        told = tr(
            "Voted: {n} of {of}; abstained: {abstained}. Votes: {counts}.",
            n=sum(bool(ballot.applications) for ballot in self._ballots()),
            of=len(self.voters),
            abstained=sum(box.isChecked() for box in self.abstained.values()),
            counts=", ".join(f"{code} – {n}" for code, n in result.votes),
        )
        self.counts.setText(told)
        self._offer_choice(result if self._all_voted() else None)
        for member in self.voters:
            boxes = [self.ticks[member, code] for code in self._question.applications]
            ticked = sum(box.isChecked() for box in boxes)
            abstains = self.abstained[member].isChecked()
            self.abstained[member].setEnabled(not ticked)
            for box in boxes:
                box.setEnabled(box.isChecked() or (not abstains and ticked < self._places))
        super().look(*args)

    def _offer_choice(self, result: Tally | None) -> None:
        """Offer the chair the applications with equal votes; nothing where `result` is None or decides by itself."""
        equal = result.equal if result is not None else ()
        left = result.left if result is not None else 0
        chosen = sum(box.isChecked() for code, box in self.choices.items() if code in equal)
        self.casting.setVisible(bool(equal) and not self._no_casting_vote)
        self.again.setVisible(bool(equal) and bool(self._no_casting_vote))
        self.again.tell(
            Tone.WARN,
            tr(
                "The votes are equal: {codes}. {why} The commission votes again.",
                codes=", ".join(equal),
                why=self._no_casting_vote,
            ),
        )
        self.chooses.setText(
            tr(
                "{name} chooses: {left} of {n}.",
                name=name_of(self._view.state.chair, self._view.manifest),
                left=left,
                n=len(equal),
            )
        )
        for code, box in self.choices.items():
            box.setVisible(code in equal)
            box.setEnabled(box.isChecked() or chosen < left)
            if code not in equal:
                box.setChecked(False)

    def _all_voted(self) -> bool:
        return all(ballot.applications or self.abstained[ballot.member].isChecked() for ballot in self._ballots())

    @property
    def _no_casting_vote(self) -> str:
        """Why the chair does not decide equal votes here; "" where the chair does."""
        if not self._view.state.criteria.counting.ties.chair_decides_equal_votes:
            return tr("By the rules of this contest the chair has no casting vote.")
        if self._view.state.chair not in self.voters:
            return tr("The chair is absent or has a conflict of interest here.")
        return ""

    def ready(self) -> bool:
        return self._all_voted() and not self.lost()

    def lost(self) -> bool:
        voted = sum(bool(ballot.applications) for ballot in self._ballots())
        return self._all_voted() and (self.again.isVisibleTo(self) or voted < majority(len(self.voters)))

    def act(self) -> Act:
        return self._act(tuple(code for code, box in self.choices.items() if box.isChecked()))

    def _tally(self) -> Tally:
        return tally(self._act(()))

    def _act(self, choice: tuple[str, ...]) -> TieVoted:
        return TieVoted(
            **self.place.by(),
            territory=self._territory,
            tied=self._question.applications,
            places=self._places,
            ballots=tuple(self._ballots()),
            chair_choice=choice,
            reason=text_of(self.reason),
        )

    def _ballots(self) -> list[Ballot]:
        return [
            Ballot(
                member=member,
                applications=tuple(
                    code for code in self._question.applications if self.ticks[member, code].isChecked()
                ),
            )
            for member in self.voters
        ]

"""Deciding a conflict of interest by named vote, and settling a clash with a reason."""

from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QRadioButton, QWidget

from models.contest.profile import ConflictKind
from models.sitting.acts import Act, ClashSettled, ConflictDecided
from models.sitting.checking.voting import voter_list
from models.sitting.saying import clock_text, mark_text, name_of, point_text
from models.sitting.sheets.cells import clash_sides
from models.sitting.sheets.merging import Clash
from models.wording import current_language, tr
from ui.sitting.choices import VoteRows
from ui.sitting.conflicts.with_without_part import WithWithoutPart
from ui.sitting.dialog import ActDialog, text_of
from ui.sitting.place import Sitting
from ui.sitting.view import View
from ui.widgets.forms import Form
from ui.widgets.frames import Card
from ui.widgets.labels import WrappedLabel


class ConflictDialog(ActDialog):
    """Decides one conflict; without `member` and `application` it asks for them.

    `conflict` is what was declared; None: nothing stands there beforehand, the commission decides.
    """

    def __init__(
        self,
        place: Sitting,
        view: View,
        parent: QWidget,
        *,
        member: str = "",
        application: str = "",
        conflict: bool | None = None,
        kind: str | None = None,
    ) -> None:
        super().__init__(
            place,
            parent,
            title=tr("Decide a conflict of interest"),
            text=tr("The member whom it concerns does not vote. The votes and the reason go into the protocol."),
            accept=tr("Record the decision"),
            told=tr("The decision is recorded."),
        )
        self._view = view
        form = Form(columns=2)
        people = [(one.id, one.name) for one in view.manifest.roster.people]
        self.member = form.choice(tr("Person"), people, member)
        codes = [(one.code, f"{one.code} – {one.project.title}") for one in view.manifest.applications]
        self.application = form.choice(tr("Application"), codes, application)
        for field in (self.member, self.application):
            field.setEnabled(not member)
        answers = [
            ("", tr("– choose –")),
            ("yes", tr("There is a conflict of interest")),
            ("no", tr("There is no conflict of interest")),
        ]
        self.conflict = form.choice(tr("Decision"), answers, {None: "", True: "yes", False: "no"}[conflict])
        kinds = [("", "–"), *((one.code, one.name.say(current_language())) for one in _kinds(view))]
        self.kind = form.choice(tr("Kind of conflict"), kinds, kind or "")
        self.body.addWidget(form)
        self.compared = WithWithoutPart(place, view)
        self.compared.changed.connect(self.look)
        self.body.addWidget(self.compared)
        self.reason = self.add_reason(tr("Reason, for the protocol"))
        self.body.addWidget(WrappedLabel(tr("Votes for this decision"), role="label"))
        self.votes = VoteRows(point=point_text(view.manifest.contest.profile.conflicts.point))
        self.body.addWidget(self.votes)
        self.body.addStretch(1)
        self.votes.changed.connect(self.look)
        self.member.currentIndexChanged.connect(self._show_voters)
        self.application.currentIndexChanged.connect(self._show_voters)
        self.conflict.currentIndexChanged.connect(self._show_kind)
        self._show_voters()
        self._show_kind()

    def ready(self) -> bool:
        told = self.compared.told  # nobody decides before the chair was shown what it changes
        return told and bool(text_of(self.reason)) and bool(self.conflict.currentData())

    def act(self) -> Act:
        conflict = self.conflict.currentData() == "yes"
        return ConflictDecided(
            **self.place.by(),
            member=self.member.currentData(),
            application=self.application.currentData(),
            conflict=conflict,
            conflict_kind=(self.kind.currentData() or None) if conflict else None,
            reason=text_of(self.reason),
            votes=self.votes.votes(),
        )

    def _show_voters(self) -> None:
        concerned, own = [self.application.currentData()], [self.member.currentData()]
        self.votes.set_voters(voter_list(self._view.state, concerned, without=own))
        self._compare()

    def _compare(self) -> None:
        self.compared.show_pair(self.member.currentData(), self.application.currentData())
        self.look()

    def _show_kind(self) -> None:
        self.kind.setEnabled(self.conflict.currentData() == "yes")
        self.look()


def _kinds(view: View) -> tuple[ConflictKind, ...]:
    return view.manifest.contest.profile.conflicts.kinds


class ClashDialog(ActDialog):
    """Shows the values side by side, each with its sheet and the member's reason; a person chooses one."""

    NEEDS_QUORUM = False

    def __init__(self, place: Sitting, view: View, clash: Clash, parent: QWidget) -> None:
        super().__init__(
            place,
            parent,
            title=tr("Settle a clash"),
            text=tr(
                "{name}, {application}, {criterion}. Ask the member which value holds.",
                name=name_of(clash.member, view.manifest),
                application=clash.application,
                criterion=view.state.criteria.criterion(clash.criterion).name.say(current_language()),
            ),
            accept=tr("Record the choice"),
            told=tr("The clash is settled."),
        )
        self._clash = clash
        self._group = QButtonGroup(self)
        self.sides: list[QRadioButton] = []
        self._marks = []
        shas = {id(one.sheet): one.sha256 for one in view.sheets}
        sides = QHBoxLayout()
        self.body.addLayout(sides)
        for side in clash_sides(view.state, clash):
            card = Card()
            choice = QRadioButton(tr("Points: {mark}", mark=mark_text(side.mark)))
            self._group.addButton(choice)
            card.body.addWidget(choice)
            card.body.addWidget(
                WrappedLabel(
                    tr(
                        "Sheet of {at}, revision {n}, fingerprint {sha}…",
                        at=clock_text(side.handed_in, view.manifest),
                        n=side.revision,
                        sha=shas[id(side.sheet)][:12],
                    ),
                    role="small",
                )
            )
            if side.reason:
                card.body.addWidget(WrappedLabel(side.reason))
            card.body.addStretch(1)
            sides.addWidget(card, 1)
            self.sides.append(choice)
            self._marks.append(side.mark)
            choice.toggled.connect(self.look)
        self.reason = self.add_reason(tr("Why this value, for the protocol"))
        self.body.addStretch(1)
        self.look()

    def ready(self) -> bool:
        return self._group.checkedButton() is not None and bool(text_of(self.reason))

    def act(self) -> Act:
        chosen = next(mark for mark, one in zip(self._marks, self.sides, strict=True) if one.isChecked())
        return ClashSettled(
            **self.place.by(),
            member=self._clash.member,
            application=self._clash.application,
            criterion=self._clash.criterion,
            mark=chosen,
            reason=text_of(self.reason),
        )

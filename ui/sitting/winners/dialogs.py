"""Naming winners with sums and the vote; putting an application out; a special opinion."""

from PySide6.QtWidgets import QWidget

from models.contest.money import money
from models.sitting.acts import Act, OpinionGiven, PutOut, WinnersNamed
from models.sitting.checking.voting import voter_list
from models.sitting.checking.winners import concerned_by_winners, proposal_of
from models.sitting.outcome import Remark, Standing
from models.sitting.saying import point_text, remark_text, territory_name
from models.sitting.trying.comparing import ABOVE
from models.wording import tr
from ui.sitting.dialog import ActDialog, text_of
from ui.sitting.place import Sitting
from ui.sitting.view import View
from ui.sitting.winners.award_rows import AwardRows, Candidate
from ui.widgets.forms import Form
from ui.widgets.labels import WrappedLabel

_FOLLOWERS = 10
"""How many of those below the line are offered as well, for a decision that differs from the proposal."""


class WinnersDialog(ActDialog):
    """The proposal with its sums; the commission may decide otherwise, with a reason."""

    def __init__(self, place: Sitting, view: View, territory: str, parent: QWidget) -> None:
        super().__init__(
            place,
            parent,
            title=tr("Name the winners: {territory}", territory=territory_name(territory, view.manifest)),
            text=(
                tr("Ticked is what the ranking proposes, with the sum asked. {point}", point=_point(view))
                if view.gives_money
                else tr("Ticked is what the ranking proposes. {point}", point=_point(view))
            ),
            accept=tr("Record the decision of the commission"),
            told=tr("The winners are named."),
        )
        self._view = view
        self._territory = territory
        rows = view.boards[territory]
        self._proposal = proposal_of(view.state, territory)
        above = [row for row in rows if row.line.standing in ABOVE]
        below = [row for row in rows if row.line.standing is Standing.RESERVE][:_FOLLOWERS]
        self.rows = AwardRows(
            (
                Candidate(
                    row=row,
                    ticked=row.line.standing in ABOVE,
                    awarded=row.line.awarded or row.line.proposed or 0,
                )
                for row in (*above, *below)
            ),
            money=view.gives_money,
        )
        self.rows.ticked.connect(self._show_voters)
        self.rows.changed.connect(self.look)
        self.body.addWidget(self.rows)
        self.total = WrappedLabel(role="label")
        self.body.addWidget(self.total)
        self.reason = self.add_reason(tr("Reason, where the winners differ from the proposal"))
        self.votes = self.add_votes(tr("The commission's vote on these winners"))
        self._show_voters()

    def _show_voters(self) -> None:
        concerned = concerned_by_winners(self._proposal, self.rows.chosen())
        self.votes.set_voters(voter_list(self._view.state, concerned))
        self.look()

    def look(self, *args: object) -> None:
        awards = self.rows.awards()
        table = self._view.table(self._territory)
        self.total.setText(
            tr(
                "Winners: {n} of {grants}. Sum: {sum} KZT.",
                n=len(awards),
                grants=table.grants if table else 0,
                sum=money(sum(award.awarded or 0 for award in awards)),
            )
            if self._view.gives_money
            else tr("Winners: {n} of {places}.", n=len(awards), places=table.grants if table else 0)
        )
        super().look(*args)

    def ready(self) -> bool:
        return self.votes.carried

    def act(self) -> Act:
        return WinnersNamed(
            **self.place.by(),
            territory=self._territory,
            awards=self.rows.awards(),
            votes=self.votes.votes(),
            reason=text_of(self.reason),
        )


class PutOutDialog(ActDialog):
    """Takes an application out of the ranking with one remark; all but a withdrawal need the commission's vote."""

    NEEDS_QUORUM = False

    def __init__(self, place: Sitting, view: View, application: str, parent: QWidget) -> None:
        super().__init__(
            place,
            parent,
            title=tr("Put out: {application}", application=application),
            text=view.state.applications[application].project.title,
            accept=tr("Record"),
            told=tr("The application is out. Winners named before are to be named anew."),
        )
        self._application = application
        form = Form()
        remarks = (Remark.WITHDRAWN, Remark.DISQUALIFIED, Remark.INELIGIBLE, Remark.DUPLICATE, Remark.LOST_VOTE)
        self.remark = form.choice(
            tr("Remark"), [("", tr("– choose –")), *((one.value, remark_text(one)) for one in remarks)],
            hint=tr("A withdrawal needs no vote; everything else is decided by the members present."),
        )  # fmt: skip
        self.body.addWidget(form)
        self.reason = self.add_reason(tr("Reason, for the protocol"))
        self.votes = self.add_votes()
        self.votes.set_voters(voter_list(view.state, [application]))
        self.remark.currentIndexChanged.connect(self.look)
        self.look()
        self.remark.setFocus()

    def look(self, *args: object) -> None:
        self.votes.setEnabled(not self._withdrawn)
        super().look(*args)

    @property
    def _withdrawn(self) -> bool:
        return bool(self.remark.currentData() == Remark.WITHDRAWN.value)

    def ready(self) -> bool:
        said = bool(text_of(self.reason)) and bool(self.remark.currentData())
        return said and (self._withdrawn or self.votes.carried)

    def act(self) -> Act:
        return PutOut(
            **self.place.by(),
            application=self._application,
            remark=self.remark.currentData(),
            reason=text_of(self.reason),
            votes=() if self._withdrawn else self.votes.votes(),
        )


class OpinionDialog(ActDialog):
    """A member's special opinion, word for word."""

    NEEDS_QUORUM = False

    def __init__(self, place: Sitting, view: View, parent: QWidget) -> None:
        super().__init__(
            place,
            parent,
            title=tr("A special opinion"),
            text=tr("It stands in the protocol word for word."),
            accept=tr("Record the opinion"),
            told=tr("The special opinion is recorded."),
        )
        form = Form()
        members = [("", tr("– choose –")), *((one.id, one.name) for one in view.manifest.roster.members)]
        self.member = form.choice(tr("Member"), members)
        self.member.currentIndexChanged.connect(self.look)
        self.body.addWidget(form)
        self.reason = self.add_reason(tr("What the member states"))
        self.body.addStretch(1)
        self.look()
        self.member.setFocus()

    def ready(self) -> bool:
        return bool(text_of(self.reason)) and bool(self.member.currentData())

    def act(self) -> Act:
        return OpinionGiven(**self.place.by(), member=self.member.currentData(), text=text_of(self.reason))


def _point(view: View) -> str:
    return point_text(view.manifest.contest.profile.winners.majority_point)

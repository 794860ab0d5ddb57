"""Conflicts of interest: what is asked before a decision on a pair is recorded for good."""

from typing import TYPE_CHECKING

from models.centre.conflicts.mirror_list import MirrorLine, decision_words, kind_name, part_name, why
from models.conflicts.pinned import PinnedConflict
from models.contest.points import both_points
from models.wording import current_language, tr
from ui.shell.clock import now
from ui.shell.theme import Tone
from ui.widgets.forms import Form
from ui.widgets.frames import AskedCard, Card
from ui.widgets.labels import WrappedLabel
from ui.widgets.notice import Notice

if TYPE_CHECKING:
    from models.contest.profile import ConflictRule


class PairDecision(AskedCard):
    """Asks for kind, reason and who decided, and says beforehand what follows."""

    def __init__(self) -> None:
        super().__init__()
        self.line: MirrorLine | None = None
        self.conflict = True

    def ask(self, line: MirrorLine, rule: "ConflictRule", *, conflict: bool, by: str) -> None:
        """Begin to ask about `line`; `by` is proposed as who decided."""
        self.line, self.conflict = line, conflict
        title = tr("There is a conflict of interest") if conflict else tr("There is no conflict of interest")
        pair = tr("{person} ({part}) – {code}, {applicant}", person=line.name, part=part_name(line.part),
                  code=line.row.application, applicant=line.applicant)  # fmt: skip
        card = Card(title, pair)
        card.body.addWidget(WrappedLabel("\n".join(f"• {one}" for one in why(line))))
        if standing := decision_words(line):
            card.body.addWidget(WrappedLabel(standing, role="label"))
        self.follows = Notice(Tone.WARN if conflict else Tone.INFO, _follows(line, rule, conflict=conflict))
        card.body.addWidget(self.follows)
        self.form = Form(columns=2)
        kinds = [("", tr("– choose –")), *((kind.code, kind_name(kind.code, rule)) for kind in rule.kinds)]
        self.kind = (
            self.form.choice(tr("Kind of conflict"), kinds, line.row.kind or "", wide=True) if conflict else None
        )
        self.by = self.form.text(tr("Decided by"), by, required=True)
        hint = tr("In your own words and without telephone numbers or addresses: it goes out with the packet.")
        self.reason = self.form.long_text(tr("Reason, for the record"), lines=2, hint=hint, required=True)
        card.body.addWidget(self.form)
        self.show_card(card)
        self.reason.setFocus()

    @property
    def lacks(self) -> str:
        """What is still missing, in words; empty when the decision can be recorded."""
        missing = (
            (self.kind is not None and not self.kind.currentData(), tr("Kind of conflict")),
            (not self.by.text().strip(), tr("Decided by")),
            (not self.reason.toPlainText().strip(), tr("Reason, for the record")),
        )
        named = [words for lacking, words in missing if lacking]
        return tr("Still missing: {what}. Nothing was recorded.", what=", ".join(named)) if named else ""

    @property
    def decision(self) -> PinnedConflict:
        """The decision as it is filled in now."""
        assert self.line is not None
        return PinnedConflict(
            person=self.line.row.person,
            application=self.line.row.application,
            conflict=self.conflict,
            kind=(self.kind.currentData() or None) if self.kind is not None else None,
            reason=" ".join(self.reason.toPlainText().split()),
            by=self.by.text().strip(),
            at=now(),
        )


def _follows(line: MirrorLine, rule: "ConflictRule", *, conflict: bool) -> str:
    if not conflict:
        return tr(
            "Nobody is asked about this pair again, on any laptop, in any later revision of the packet. A conflict "
            "that the person declares all the same works at once."
        )
    if line.part != "member":
        return tr(
            "The person scores nothing, so no mark changes. It is kept with the contest; see to it that the person "
            "takes no part in this application."
        )
    if rule.consequence == "leave-pool":
        what = tr(
            "By the rule the member leaves the commission for all applications: no mark counts, no vote. It goes out "
            "with the next packet revision, and the application closes on the member's laptop."
        )
    else:
        what = tr(
            "By the rule the member sits this application out: no mark and no vote there. It goes out with the next "
            "packet revision, and the application closes on the member's laptop."
        )
    point = both_points(rule.point).say(current_language())
    return tr("{what} Ground: {point}.", what=what, point=point) if point else what

"""Duplicates: what is asked before a decision on a case is recorded for good."""

from models.centre.conflicts.duplicates import CaseLine, line_reason, sharers_words
from models.duplicates.cases import CaseDecision
from models.duplicates.grouping import two_of
from models.wording import tr
from ui.shell.clock import now
from ui.shell.theme import Tone
from ui.widgets.forms import Form
from ui.widgets.frames import AskedCard, Card
from ui.widgets.labels import WrappedLabel
from ui.widgets.notice import Notice


class CaseDecisionAsked(AskedCard):
    """Asks which is the duplicate of which, the reason and who decided, and says beforehand what follows."""

    def __init__(self) -> None:
        super().__init__()
        self.line: CaseLine | None = None
        self.duplicate = True

    def ask(self, line: CaseLine, *, duplicate: bool, by: str, pair: tuple[str, str] | None = None) -> None:
        """Begin to ask about `line`; `by` is proposed as who decided, the later of `pair` as the duplicate."""
        self.line, self.duplicate = line, duplicate
        card = Card(tr("It is a duplicate") if duplicate else tr("It is not a duplicate"), sharers_words(line))
        card.body.addWidget(WrappedLabel(f"• {line_reason(line)}"))
        card.body.addWidget(
            Notice(
                Tone.WARN,
                tr("Nobody is refused by this. You refuse the duplicate in the screening, where this reason is "
                   "proposed to you; until then it stays in the list of duplicates to refuse."),
            )
            if duplicate
            else Notice(Tone.INFO, tr("Nobody is asked about this case again, unless new evidence comes in."))
        )  # fmt: skip
        if duplicate and line.case.pairs:
            card.body.addWidget(Notice(Tone.INFO, tr("The other applications of this case stay to be decided on.")))
        self.form = Form(columns=2)
        ours = [(code, _called(line, code)) for code in line.case.codes]
        second = [(one.code, _called(line, one.code)) for one in line.sharers]
        self.which = self.of = None
        if duplicate:
            likely = pair or (line.case.pairs[0] if line.case.pairs else line.case).codes
            later = max(code for code, _ in ours if code in likely)
            self.which = self.form.choice(tr("The duplicate"), ours, later)
            others = [code for code, _ in second if code != later]
            first = next((code for code in others if code in likely), others[0])
            self.of = self.form.choice(tr("Of what"), second, first)
        self.by = self.form.text(tr("Decided by"), by, required=True)
        hint = tr("In your own words, without telephone numbers or IIN: a refusal carries it.")
        self.reason = self.form.long_text(tr("Reason, for the record"), lines=2, hint=hint, required=True)
        card.body.addWidget(self.form)
        self.show_card(card)

    @property
    def lacks(self) -> str:
        """What is still missing, in words; empty when the decision can be recorded."""
        missing = (
            (self.which is not None and self.of is not None and self.which.currentData() == self.of.currentData(),
             tr("Of what")),
            (not self.by.text().strip(), tr("Decided by")),
            (not self.reason.toPlainText().strip(), tr("Reason, for the record")),
        )  # fmt: skip
        named = [words for lacking, words in missing if lacking]
        return tr("Still missing: {what}. Nothing was recorded.", what=", ".join(named)) if named else ""

    @property
    def decision(self) -> CaseDecision:
        """The decision as it is filled in now."""
        assert self.line is not None
        case, duplicate, of = self.line.case, "", ""
        if self.which is not None and self.of is not None:
            duplicate, of = self.which.currentData(), self.of.currentData()
            case = two_of(case, duplicate, of)
        return CaseDecision(
            kind=case.kind,
            key=case.key,
            codes=case.codes,
            duplicate=duplicate,
            of=of,
            reason=" ".join(self.reason.toPlainText().split()),
            strength=case.strength,
            by=self.by.text().strip(),
            at=now(),
        )


def _called(line: CaseLine, code: str) -> str:
    name = next((one.name for one in line.sharers if one.code == code), "")
    return f"{code} – {name}" if name else code

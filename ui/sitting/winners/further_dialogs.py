"""Dialogs of a further sitting: who left, with the document it stands on; who is named next, in whose place."""

from collections.abc import Iterator

from PySide6.QtCore import QDate
from PySide6.QtWidgets import QCheckBox, QWidget

from models.contest.money import money
from models.sitting.acts import Act, NextNamed, WinnerLeft
from models.sitting.checking.voting import voter_list
from models.sitting.counting.board import BoardRow
from models.sitting.outcome import Standing
from models.sitting.saying import point_text, standing_text, territory_name
from models.sitting.winning.following import Following, concerned, keeps_order, needs_reason
from models.wording import tr
from ui.shell.clock import now
from ui.sitting.dialog import ActDialog, text_of
from ui.sitting.place import Sitting
from ui.sitting.view import View
from ui.sitting.winners.award_rows import AwardRows, Candidate
from ui.widgets.forms import Form
from ui.widgets.labels import WrappedLabel

_SHOWN = 12
"""How many of those next in line are offered; nobody is passed over without a reason."""


class LeftDialog(ActDialog):
    """Records that a winner, or one next in line, left; disqualifying needs the commission's vote."""

    def __init__(self, place: Sitting, view: View, row: BoardRow, parent: QWidget) -> None:
        line = row.line
        super().__init__(
            place,
            parent,
            title=tr("Who left: {application}", application=line.application),
            text=" · ".join(part for part in (row.applicant, row.title, standing_text(line)) if part),
            accept=tr("Record"),
            told=tr("Recorded. Now name who is next in line."),
        )
        self._application = line.application
        form = Form(columns=2)
        ways = [("", tr("– choose –")), ("withdrew", tr("Withdrew"))]
        if line.standing is Standing.WINNER:
            ways.append(("contract-failed", tr("No contract came about")))
        ways.append(("disqualified", tr("Disqualified, by vote")))
        self.how = form.choice(tr("What happened"), ways)
        today = now().astimezone()
        self.on = form.date(tr("Day of the document"), QDate(today.year, today.month, today.day))
        self.document = form.text(tr("Number of the document"))
        self.body.addWidget(form)
        self.reason = self.add_reason(tr("What it stands on, for the protocol"))
        self.votes = self.add_votes()
        self.votes.set_voters(voter_list(view.state, [line.application]))
        self.how.currentIndexChanged.connect(self.look)
        self.look()
        self.how.setFocus()

    @property
    def _voted(self) -> bool:
        return bool(self.how.currentData() == "disqualified")

    def look(self, *args: object) -> None:
        self.votes.setVisible(self._voted)
        super().look(*args)

    def ready(self) -> bool:
        said = bool(text_of(self.reason)) and bool(self.how.currentData())
        return said and (not self._voted or self.votes.carried)

    def act(self) -> Act:
        return WinnerLeft(
            **self.place.by(),
            application=self._application,
            how=self.how.currentData(),
            basis=text_of(self.reason),
            document=self.document.text().strip(),
            on=self.on.date().toPython(),
            votes=self.votes.votes() if self._voted else (),
        )


class NextDialog(ActDialog):
    """Those next in line in their order; ticked is whom the order names. Another choice needs a reason."""

    def __init__(self, place: Sitting, view: View, territory: str, parent: QWidget) -> None:
        point = point_text(view.manifest.contest.profile.winners.next_in_line_point)
        super().__init__(
            place,
            parent,
            title=tr("Name who is next: {territory}", territory=territory_name(territory, view.manifest)),
            text=tr("Ticked is whom the order of the line names. The commission decides by vote. {point}", point=point),
            accept=tr("Record the decision of the commission"),
            told=tr("The next in line are winners now."),
        )
        self._view = view
        self._territory = territory
        self._found = view.followings[territory]
        self.facts = WrappedLabel(_facts(self._found, gives_money=view.gives_money), role="label")
        self.body.addWidget(self.facts)
        rows = {row.line.application: row for row in view.boards[territory]}
        shown = [code for group in self._found.line for code in group]
        last = next(
            (n for n, code in enumerate(shown) if n >= _SHOWN - 1 and not _shares(self._found, shown, n)), len(shown)
        )
        proposed = {award.application: award.awarded for award in self._found.proposed}
        self.rows = AwardRows(
            (
                Candidate(
                    row=rows[code],
                    ticked=code in proposed,
                    awarded=proposed.get(code) or rows[code].line.proposed or rows[code].line.asked or 0,
                    number=str(rows[code].line.reserve or ""),
                )
                for code in shown[: last + 1]
            ),
            money=view.gives_money,
        )
        self.rows.ticked.connect(self._show_voters)
        self.rows.changed.connect(self.look)
        self.body.addWidget(self.rows)
        self.instead: dict[str, QCheckBox] = {}
        if self._found.left:
            self.body.addWidget(WrappedLabel(tr("Whose grant it is"), role="label"))
        for number, code in enumerate(self._found.left):
            box = QCheckBox(tr("in place of {application}: {name}", application=code, name=rows[code].applicant))
            box.setChecked(number < max(1, len(self._found.proposed)))
            box.toggled.connect(self.look)
            self.instead[code] = box
            self.body.addWidget(box)
        self.order = WrappedLabel(role="muted")
        self.body.addWidget(self.order)
        self.reason = self.add_reason(tr("Reason, where the order is not kept, leaves a choice or savings are given"))
        self.votes = self.add_votes(tr("The commission's vote"))
        self._show_voters()

    def _show_voters(self) -> None:
        self.votes.set_voters(voter_list(self._view.state, concerned(self._found, self.rows.chosen())))
        self.look()

    def look(self, *args: object) -> None:
        chosen = self.rows.chosen()
        if not chosen:
            text = tr("Nobody is ticked yet.")
        elif keeps_order(self._found, chosen):
            text = tr("This is the order of the line.")
        else:
            text = tr("This is not the order of the line, or a choice among equal ones: the reason is needed.")
        self.order.setText(text)
        super().look(*args)

    def ready(self) -> bool:
        chosen = self.rows.chosen()
        reasoned = bool(text_of(self.reason)) or not needs_reason(self._found, chosen)
        return bool(chosen) and reasoned and self.votes.carried

    def act(self) -> Act:
        return NextNamed(
            **self.place.by(),
            territory=self._territory,
            awards=self.rows.awards(),
            instead_of=tuple(code for code, box in self.instead.items() if box.isChecked()),
            votes=self.votes.votes(),
            reason=text_of(self.reason),
        )


def _shares(found: Following, shown: list[str], place: int) -> bool:
    """Whether the one after `place` shares its number: a group is never cut in two."""
    return any(shown[place] in group and place + 1 < len(shown) and shown[place + 1] in group for group in found.line)


def _facts(found: Following, *, gives_money: bool) -> str:
    free = max(0, found.free)
    parts = [
        tr("Grants that nobody has: {n}.", n=free) if gives_money else tr("Prize places that nobody has: {n}.", n=free)
    ]
    if found.money is not None:
        parts.append(tr("Left for grants: {sum} KZT.", sum=money(found.money)))
    if found.savings:
        parts += _savings(found)
    if found.choice:
        parts.append(
            tr("Equal in the line: {codes}; places: {n}. The commission chooses, with a reason.",
               codes=", ".join(found.choice), n=found.places)
        )  # fmt: skip
    return " ".join(parts)


def _savings(found: Following) -> Iterator[str]:
    """What may go to more winners than there are grants, and what may not."""
    if found.consent:
        yield tr("Savings make further winners only where the operator consents: the reason says when and by what.")
    if found.kept:
        yield tr(
            "Of these, {sum} KZT are kept for the grants that nobody has in other territories ({n}).",
            sum=money(found.kept),
            n=found.vacant_elsewhere,
        )
    most = found.money_for(max(0, found.free) + 1)
    yield tr("Where more are named than grants are free, all of them together get {sum} KZT at most.", sum=money(most))

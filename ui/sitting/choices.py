"""Rows of people with a few choices each: attendance and named votes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from models.packet.manifest import PacketManifest
from models.sitting.acts import Choice, Presence, Vote
from models.sitting.checking.voting import Voter, count
from models.sitting.saying import choice_text, presence_text
from models.wording import tr
from ui.shell import theme
from ui.widgets.buttons import button
from ui.widgets.labels import WrappedLabel


@dataclass(frozen=True)
class Person:
    """One row: who it is, a line about the person, and why there is nothing to choose where that is so."""

    key: str
    name: str
    about: str = ""
    why_not: str = ""


class ChoiceRows(QWidget):
    """People under each other, each with the same few choices; nothing is chosen beforehand."""

    changed = Signal()

    def __init__(self, options: Sequence[tuple[str, str]], *, all_text: str) -> None:
        """`options` are (key, words); `all_text` is the button that gives everyone the first of them."""
        super().__init__()
        look = theme.current()
        self._options = tuple(options)
        self._people: tuple[Person, ...] = ()
        self.buttons: dict[tuple[str, str], QToolButton] = {}
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(look.px(8))
        self._outer = outer
        self._shown = QWidget()
        outer.addWidget(self._shown)
        self.everyone = button(all_text, lambda: self.choose_all(self._options[0][0]), role="link")
        self.everyone.setAutoDefault(False)  # else a dialog draws it as the button that ends it
        line = QHBoxLayout()
        line.addStretch(1)
        line.addWidget(self.everyone)
        outer.addLayout(line)

    def set_people(self, people: Sequence[Person], chosen: Mapping[str, str] | None = None) -> None:
        """Show `people`; nothing happens where they are those shown already, so that a half-made choice stays."""
        people = tuple(people)
        if people == self._people:
            return
        self._people = people
        self.buttons = {}
        # made apart and shown at once: each row that is shown by itself lays the whole page out
        old, self._shown = self._shown, self._rows(people)
        self._outer.insertWidget(0, self._shown)
        old.hide()
        old.deleteLater()
        for key, choice in (chosen or {}).items():
            if (key, choice) in self.buttons:
                self.buttons[key, choice].setChecked(True)
        self.everyone.setVisible(bool(self.buttons))
        if self.buttons:
            QWidget.setTabOrder(list(self.buttons.values())[-1], self.everyone)  # Tab follows the eye: rows, then it
        self.changed.emit()

    def chosen(self) -> dict[str, str]:
        """Return what was chosen, by person, in the order of the rows; people without a choice are left out."""
        return {person: option for (person, option), one in self.buttons.items() if one.isChecked()}

    def choose_all(self, option: str) -> None:
        """Give everyone who may choose `option`."""
        for (_, key), one in self.buttons.items():
            if key == option:
                one.setChecked(True)
        self.changed.emit()

    @property
    def complete(self) -> bool:
        """Whether everyone who may choose has chosen."""
        return len(self.chosen()) == len({person for person, _ in self.buttons})

    def _rows(self, people: Sequence[Person]) -> QWidget:
        look = theme.current()
        made = QWidget()
        grid = QGridLayout(made)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(look.px(12))
        grid.setVerticalSpacing(look.px(6))
        grid.setColumnStretch(0, 1)
        for row, person in enumerate(people):
            grid.addWidget(self._name(person), row, 0)
            cell = self._why_not(person) if person.why_not else self._segments(person)
            grid.addWidget(cell, row, 1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return made

    def _name(self, person: Person) -> QWidget:
        cell = QWidget()
        column = QVBoxLayout(cell)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(WrappedLabel(person.name))
        if person.about:
            column.addWidget(WrappedLabel(person.about, role="small"))
        return cell

    def _why_not(self, person: Person) -> QWidget:
        cell = WrappedLabel(person.why_not, role="muted")
        cell.setWordWrap(False)
        return cell

    def _segments(self, person: Person) -> QWidget:
        cell = QWidget()
        line = QHBoxLayout(cell)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme.current().px(6))
        group = QButtonGroup(cell)
        for option, words in self._options:
            made = QToolButton()
            made.setProperty("role", "segment")
            made.setText(words)
            made.setAccessibleName(f"{person.name}: {words}")
            made.setCheckable(True)
            group.addButton(made)
            line.addWidget(made)
            made.clicked.connect(lambda _checked=False: self.changed.emit())
            self.buttons[person.key, option] = made
        return cell


class PresenceRows(ChoiceRows):
    """Attendance of every member."""

    def __init__(self) -> None:
        super().__init__([(one.value, presence_text(one)) for one in Presence], all_text=tr("Everyone is present"))

    def set_members(self, manifest: PacketManifest, presence: Mapping[str, Presence]) -> None:
        """Show the members with what was recorded last."""
        people = [
            Person(one.id, one.name, ", ".join(filter(None, (one.position, one.organisation))))
            for one in manifest.roster.members
        ]
        self.set_people(people, {member: how.value for member, how in presence.items()})

    def presence(self) -> tuple[tuple[str, Presence], ...]:
        """Return what was chosen."""
        return tuple((member, Presence(how)) for member, how in self.chosen().items())


class VoteRows(QWidget):
    """Named votes on one motion, and what they come to."""

    changed = Signal()

    def __init__(self, *, point: str = "") -> None:
        """`point`: the rule by which somebody with a conflict of interest has no vote, as a sentence."""
        super().__init__()
        self._point = point
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(theme.current().px(6))
        self.rows = ChoiceRows([(one.value, choice_text(one)) for one in Choice], all_text=tr("Everyone is for it"))
        self.told = WrappedLabel(role="label")
        outer.addWidget(self.rows)
        outer.addWidget(self.told)
        self._voters: tuple[Voter, ...] = ()
        self.rows.changed.connect(self._count)

    def set_voters(self, voters: Sequence[Voter]) -> None:
        """Show who may vote; who may not stands there with the reason."""
        words = {
            "": "",
            "absent": tr("absent, no vote"),
            "out": tr("out of the room, no vote"),
            "conflict": tr("conflict of interest, no vote"),
        }
        self._voters = tuple(voters)
        points = {"conflict": self._point}
        self.rows.set_people(
            [Person(one.member, one.name, points.get(one.why_not, ""), words[one.why_not]) for one in voters]
        )
        self._count()

    def votes(self) -> tuple[Vote, ...]:
        """Return the votes given."""
        return tuple(Vote(member=member, choice=Choice(how)) for member, how in self.rows.chosen().items())

    @property
    def carried(self) -> bool:
        """Whether the motion is carried by the votes given so far."""
        return count(self.votes(), self._voters).carried

    @property
    def lost(self) -> bool:
        """Whether everybody who may vote has, and the motion is not carried."""
        return bool(self.rows.buttons) and self.rows.complete and not self.carried

    def _count(self) -> None:
        now = count(self.votes(), self._voters)
        self.told.setText(
            tr(
                "For: {votes}; against: {against}; abstained: {abstained}. Needed: {needed} of {entitled} with a vote.",
                votes=now.votes_for,
                against=now.against,
                abstained=now.abstained,
                needed=now.needed,
                entitled=now.entitled,
            )
        )
        self.changed.emit()

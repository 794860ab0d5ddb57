"""Screening: the flags of one application, each with the rule behind it one click away."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from models.contest.application import Flag
from models.contest.points import both_points
from models.intake.screening.flag_rules import rules_behind
from models.wording import current_language, tr
from ui.shell import theme
from ui.shell.theme import Tone
from ui.widgets.buttons import button
from ui.widgets.frames import Card, EmptyState
from ui.widgets.labels import Facts, WrappedLabel
from ui.widgets.notice import Notice

if TYPE_CHECKING:
    from models.contest.profile import Profile


class FlagCard(Card):
    """One flag: its reason, and on a click the regulation's point with what the contest's rules say there."""

    def __init__(self, flag: Flag, profile: "Profile") -> None:
        super().__init__()
        self.body.addWidget(Notice(Tone.WARN, flag.reason.say(current_language())))
        if not flag.point:
            self.body.addWidget(
                WrappedLabel(tr("A look-out: no rule is broken, but lists and papers may be."), role="muted")
            )
            return
        self.rule_button = button(tr("Show the rule"), self.toggle, role="link", icon="link")
        self.body.addWidget(self.rule_button, 0, Qt.AlignmentFlag.AlignLeft)
        point = both_points(flag.point).say(current_language())
        lines = [(line.rule, line.says) for line in rules_behind(flag, profile)]
        self.rule = Facts([(tr("Regulation"), point), *lines])
        self.rule.hide()
        self.body.addWidget(self.rule)

    def toggle(self) -> None:
        """Show or hide the rule."""
        shown = self.rule.isHidden()
        self.rule.setVisible(shown)
        self.rule_button.setText(tr("Hide the rule") if shown else tr("Show the rule"))


class FlagsView(QScrollArea):
    """All flags of an application; says so where there is none."""

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.cards: list[FlagCard] = []

    def show_flags(self, flags: Sequence[Flag], profile: "Profile") -> None:
        """Show `flags` in their order."""
        look = theme.current()
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, look.px(6), 0)
        column.setSpacing(look.px(10))
        self.cards = [FlagCard(flag, profile) for flag in flags]
        for card in self.cards:
            column.addWidget(card)
        if not self.cards:
            text = tr("No rule of the contest seems to be broken. People still decide.")
            column.addWidget(EmptyState(tr("No flags"), text, icon="check"), 1)
        column.addStretch(1)
        self.setWidget(inside)

"""The lawful ways to rank unequal panels, each with what it would give; the chair records one of them."""

from PySide6.QtWidgets import QButtonGroup, QRadioButton, QWidget

from models.contest.counting import Unequal
from models.packet.manifest import PacketManifest
from models.sitting.acts import Act, WayChosen
from models.sitting.checking.voting import voter_list
from models.sitting.saying import name_of, names_of, territory_name, way_text
from models.sitting.trying.ways import Consequence
from models.wording import tr
from ui.sitting.dialog import ActDialog, text_of
from ui.sitting.place import Sitting
from ui.sitting.view import View
from ui.widgets.frames import Card
from ui.widgets.labels import Facts, WrappedLabel


class WaysDialog(ActDialog):
    """Shows the consequence of every way before one is recorded with its reason."""

    def __init__(self, place: Sitting, view: View, territory: str, parent: QWidget) -> None:
        super().__init__(
            place,
            parent,
            title=tr("Unequal panels: {territory}", territory=territory_name(territory, view.manifest)),
            text=tr(
                "Four members reach less than five, so these totals can't be compared as they stand. Choose one of the "
                "ways that the approved criteria allow; below each stands what it would give."
            ),
            accept=tr("Record this way"),
            told=tr("The way is recorded."),
        )
        self._territory = territory
        self.ways = [one for one in view.ways if one.territory == territory]
        group = QButtonGroup(self)
        self.choices: list[QRadioButton] = []
        for way in self.ways:
            card = Card()
            choice = QRadioButton()
            choice.setAccessibleName(way_text(way.way))
            group.addButton(choice)
            card.tools.addWidget(choice)
            card.tools.addWidget(WrappedLabel(way_text(way.way), role="heading"), 1)
            card.body.addWidget(Facts(_facts(way, view.manifest)))
            self.body.addWidget(card)
            self.choices.append(choice)
            choice.toggled.connect(self.look)
        self.reason = self.add_reason(tr("Reason, for the protocol"))
        self.votes = self.add_votes(tr("Votes, where the commission votes on it"))
        self.votes.set_voters(voter_list(view.state))
        self.look()

    def ready(self) -> bool:
        chosen = self._chosen()
        return chosen is not None and chosen.table is not None and bool(text_of(self.reason))

    def act(self) -> Act:
        chosen = self._chosen()
        assert chosen is not None
        return WayChosen(
            **self.place.by(),
            territory=self._territory,
            way=chosen.way,
            leaving=chosen.leaving,
            reason=text_of(self.reason),
            votes=self.votes.votes(),
        )

    def _chosen(self) -> Consequence | None:
        return next((way for way, one in zip(self.ways, self.choices, strict=True) if one.isChecked()), None)


def _facts(way: Consequence, manifest: PacketManifest) -> list[tuple[str, str]]:
    if way.way is Unequal.MISSING_SCORED:
        waiting = "; ".join(f"{name_of(member, manifest)}: {', '.join(codes)}" for member, codes in way.waits_for)
        return [
            (tr("Marks are awaited from"), waiting),
            (tr("What to do"), tr("Nothing is recorded: take the member's next sheet on the page of the sheets.")),
        ]
    assert way.table is not None
    numbers = sorted({line.number_of_marks for line in way.table.lines if line.total is not None})
    facts = [
        (tr("Marks behind each total"), "–".join(map(str, sorted({numbers[0], numbers[-1]}))) if numbers else "–"),
        (tr("Highest possible total"), "–" if way.table.maximum is None else str(way.table.maximum)),
        (tr("Above the cut line"), ", ".join(way.proposed) or "–"),
    ]
    if way.leaving:
        facts.insert(0, (tr("Marks taken out of"), names_of(way.leaving, manifest)))
    if way.tie is not None:
        tied = tr("{n} for {places}: {codes}", n=len(way.tie.applications), places=way.tie.places,
                  codes=", ".join(way.tie.applications))  # fmt: skip
        facts.append((tr("A tie left at the cut"), tied))
    if way.not_ranked:
        facts.append((tr("Not ranked: too few marks"), ", ".join(way.not_ranked)))
    return facts

"""Two lists chosen and what differs between them."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from models.centre.results.lists import OwnList, how_words, own_name, row_words, what_words
from models.intake.lists.comparing import ChangeKind, ListChange, kind_words, order_words, values_words
from models.wording import tr
from ui.item_models.table import Column
from ui.shell import theme
from ui.shell.theme import Tone
from ui.widgets.buttons import button
from ui.widgets.data_table import DataTable
from ui.widgets.fields import ChoiceField
from ui.widgets.frames import EmptyState
from ui.widgets.labels import WrappedLabel
from ui.widgets.notice import Notice

if TYPE_CHECKING:
    from models.intake.lists.comparing import Compared

_TONES = {ChangeKind.ADDED: Tone.GOOD, ChangeKind.REMOVED: Tone.BAD, ChangeKind.REPLACED: Tone.BAD}


class ComparePart(QWidget):
    """Asks for an earlier and a later list; shows what differs."""

    def __init__(self, *choose: Callable[[], None]) -> None:
        """`choose`: ask for a file as the first, as the second list."""
        super().__init__()
        look = theme.current()
        self.found: Compared | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(10))
        grid = QGridLayout()
        grid.setSpacing(look.px(8))
        self.lists = (ChoiceField(), ChoiceField())
        self.buttons = []
        words = (tr("Earlier list"), tr("Later list"))
        for at, (box, word, ask) in enumerate(zip(self.lists, words, choose, strict=True)):
            label = WrappedLabel(word, role="label")
            label.setBuddy(box)
            box.setAccessibleName(word)
            box.setMinimumContentsLength(20)
            box.addItem(tr("– choose –"), None)
            for own in OwnList:
                box.addItem(own_name(own), own)
            made = button(tr("Choose a file…"), ask, icon="folder")
            self.buttons.append(made)
            for place, widget in enumerate((label, box, made)):
                grid.addWidget(widget, at, place)
        grid.setColumnStretch(1, 1)
        column.addLayout(grid)
        self.summary = WrappedLabel(role="label", selectable=True)
        self.warnings = Notice(Tone.WARN)
        self.table = DataTable[ListChange](
            [
                Column(
                    tr("Change"), lambda one: kind_words(one.kind), tone=lambda one: _TONES.get(one.kind, Tone.WARN)
                ),
                Column(tr("Application"), row_words, width=22),
                Column(tr("What"), what_words),
                Column(tr("Earlier"), lambda one: values_words(one)[0], width=18),
                Column(tr("Later"), lambda one: values_words(one)[1], stretch=True),
                Column(tr("How"), how_words, width=16),
            ],
            key=lambda one: (one.kind, one.one and one.one.row, one.two and one.two.row, one.what),
            name=tr("Compare lists"),
            empty=EmptyState(tr("No difference is shown"), tr("Choose two lists and compare them."), icon="list"),
        )
        self.table.setMinimumHeight(look.scaled(180))
        for widget in (self.summary, self.warnings):
            column.addWidget(widget)
            widget.hide()
        column.addWidget(self.table, 1)

    @property
    def chosen(self) -> tuple[OwnList | Path | None, OwnList | Path | None]:
        """The two lists; None where none is chosen."""
        one, two = (box.currentData() for box in self.lists)
        return _list(one), _list(two)

    def take(self, at: int, path: Path) -> None:
        """Take a file as the first (0) or the second (1) list."""
        box = self.lists[at]
        box.addItem(path.name, str(path))
        box.setCurrentIndex(box.count() - 1)

    def show_found(self, found: "Compared") -> None:
        """Show what differs."""
        self.found = found
        counts = {kind.value: len(found.of(kind)) for kind in ChangeKind}
        joined = tr("“{one}”: rows: {n}; “{two}”: rows: {m}; in both: {joined}.", one=found.one.name,
                    n=len(found.one.rows), two=found.two.name, m=len(found.two.rows), joined=found.joined)  # fmt: skip
        changes = tr("Added: {added}. Removed: {removed}. Moved: {moved}. Respelled: {respelled}. Replaced: "
                     "{replaced}. Other points: {points}.", **counts)  # fmt: skip
        same = tr("The lists say the same.")
        self.summary.setText(f"{joined}\n{changes if not found.same else same}")
        self.summary.show()
        warned = _warnings(found)
        self.warnings.setVisible(bool(warned))
        self.warnings.tell(Tone.WARN, "\n".join(warned))
        self.table.set_rows(found.changes)


def _list(data: object) -> OwnList | Path | None:
    if not isinstance(data, str):
        return None
    return OwnList(data) if data in set(OwnList) else Path(data)


def _warnings(found: "Compared") -> list[str]:
    told = []
    for listed, order, twice, unjoined in (
        (found.one, found.order_one, found.twice_one, found.unjoined_one),
        (found.two, found.order_two, found.twice_two, found.unjoined_two),
    ):
        told += [tr("“{list}” is not in the order of its own points: {what}", list=listed.name, what=order_words(at))
                 for at in order[:3]]  # fmt: skip
        told += [tr("“{list}”: the same code or IIN stands in rows {rows}", list=listed.name,
                    rows=", ".join(str(row.row) for row in rows)) for rows in twice[:3]]  # fmt: skip
        if unjoined:
            told.append(
                tr("“{list}”: rows without code and IIN were compared with nothing: {rows}", list=listed.name,
                   rows=", ".join(str(row.row) for row in unjoined[:20]))
            )  # fmt: skip
    return told

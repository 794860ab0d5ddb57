"""One territory of the forecast: every application's marks, and the list by each lawful way beside each other."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QVBoxLayout, QWidget

from models.contest.counting import Unequal
from models.sitting.forecast.forecast import ApplicationForecast, TerritoryForecast
from models.sitting.forecast.ways import WayForecast
from models.sitting.outcome import Line
from models.sitting.saying import names_of, place_text, standing_text, territory_name, way_text
from models.wording import tr
from ui.item_models.table import Column
from ui.shell import theme
from ui.shell.theme import Tone
from ui.sitting.view import View
from ui.widgets.data_table import DataTable
from ui.widgets.frames import Card, EmptyState
from ui.widgets.labels import Facts
from ui.widgets.notice import Notice

_WAYS = (None, Unequal.LEAVE_POOL, Unequal.MEAN_OF_VALID)
"""The ways that give a list; each has a column of its own."""
_TONES = {"enough": Tone.GOOD, "open": Tone.INFO, "under": Tone.BAD}


@dataclass(frozen=True)
class ForecastRow:
    """One application as the table shows it."""

    cells: ApplicationForecast
    title: str
    lines: tuple[Line | None, ...]
    """Its line by each of the ways; None while that list is not known."""


class ForecastTab(QWidget):
    """Whether sums can be compared, what each way would take, and the table."""

    def __init__(self, view: View, territory: str) -> None:
        super().__init__()
        look = theme.current()
        column = QVBoxLayout(self)
        column.setContentsMargins(*(look.px(12),) * 4)
        column.setSpacing(look.px(10))
        self.comparable = Notice(Tone.INFO)
        column.addWidget(self.comparable)
        self.ways_card = Card(tr("The lawful ways"))
        self.ways = Facts()
        self.ways_card.body.addWidget(self.ways)
        column.addWidget(self.ways_card)
        self.table = DataTable[ForecastRow](
            self._columns(view),
            key=lambda row: row.cells.application,
            name=tr("Forecast: {territory}", territory=territory_name(territory, view.manifest)),
            empty=EmptyState(tr("No application in this territory"), icon="list"),
        )
        self.table.view.setMinimumHeight(look.scaled(220))
        column.addWidget(self.table, 1)

    def _columns(self, view: View) -> list[Column[ForecastRow]]:
        def names(group: str) -> Callable[[ForecastRow], str]:
            return lambda row: names_of(getattr(row.cells, group), view.manifest)

        def counted(title: str, group: str, hint: str) -> Column[ForecastRow]:
            return Column(title, lambda row: len(getattr(row.cells, group)), number=True, tip=names(group), hint=hint)

        return [
            Column(tr("Code"), lambda row: row.cells.application),
            *(_list_column(number, way) for number, way in enumerate(_WAYS)),
            Column(tr("Marks"), _marks, tone=lambda row: _TONES[row.cells.enough], tip=_enough, sort=_order),
            counted(tr("Given"), "given", tr("Members whose marks are there")),
            counted(tr("Awaited"), "awaited", tr("Members who come and have not handed all marks in")),
            counted(tr("Undecided"), "undecided", tr("A doubt about a conflict, or a clash of marks")),
            counted(tr("Missing"), "missing", tr("Members who are absent and have not handed all marks in")),
            counted(tr("Recused"), "recused", tr("Members with a conflict of interest, or out of the commission")),
            Column(tr("Project"), lambda row: row.title, stretch=True),
        ]

    def show_forecast(self, view: View, found: TerritoryForecast) -> None:
        """Show what was found of this territory."""
        self._show_comparable(found)
        by_way = {one.way: one for one in found.ways}
        self.ways.show_facts([(_way_name(one.way), _way_told(view, one)) for one in found.ways])
        tables = [by_way[way].table if way in by_way else None for way in _WAYS]
        lines = [{line.application: line for line in table.lines} if table else {} for table in tables]
        titles = {application.code: application.project.title for application in view.manifest.applications}
        self.table.set_rows(
            [
                ForecastRow(
                    one,
                    titles[one.application],
                    tuple(known.get(one.application) for known in lines),
                )
                for one in found.applications
            ]
        )
        for number, way in enumerate(_WAYS, 1):  # after the code
            self.table.view.setColumnHidden(number, way not in by_way)

    def _show_comparable(self, found: TerritoryForecast) -> None:
        sizes = ", ".join(map(str, found.sizes)) or "–"
        told = {
            "yes": tr("Every application has the same number of marks ({sizes}): totals can be compared.", sizes=sizes),
            "open": tr("If all marks come that are awaited, totals can be compared. Marks each: {sizes}.", sizes=sizes),
            "no": tr(
                "Totals can't be compared even if all awaited marks come. Different numbers of marks: {sizes}.",
                sizes=sizes,
            ),
        }
        tone = {"yes": Tone.GOOD, "open": Tone.INFO, "no": Tone.WARN}[found.comparable]
        self.comparable.tell(tone, told[found.comparable])


def _marks(row: ForecastRow) -> str:
    cells = row.cells
    if len(cells.given) == cells.most:
        return tr("{n}, needed {needed}", n=cells.most, needed=cells.needed)
    return tr("{least}–{most}, needed {needed}", least=len(cells.given), most=cells.most, needed=cells.needed)


def _order(row: ForecastRow) -> tuple[int, int]:
    return len(row.cells.given), row.cells.most


def _enough(row: ForecastRow) -> str:
    return {
        "enough": tr("Enough marks for a total"),
        "open": tr("Enough marks only if awaited ones come"),
        "under": tr("Fewer marks than the minimum, whatever comes"),
    }[row.cells.enough]


def _list_column(number: int, way: Unequal | None) -> Column[ForecastRow]:
    def shown(row: ForecastRow) -> str:
        line = row.lines[number]
        return tr("not known") if line is None else f"{place_text(line)} · {standing_text(line)}"

    def place(row: ForecastRow) -> int | None:
        line = row.lines[number]
        return line.place_from if line else None

    title = {
        None: tr("List"),
        Unequal.LEAVE_POOL: tr("List: members leave"),
        Unequal.MEAN_OF_VALID: tr("List: mean"),
    }[way]
    return Column(title, shown, sort=place, hint=_way_name(way), width=20)


def _way_name(way: Unequal | None) -> str:
    return tr("As it stands; no way has to be chosen") if way is None else way_text(way)


def _way_told(view: View, one: WayForecast) -> str:
    manifest = view.manifest
    if not one.possible:
        return tr("Not possible here: the numbers of marks would stay unequal, or nothing would be left to rank.")
    parts = []
    if one.leaving:
        parts.append(tr("Taken out: {names}.", names=names_of(one.leaving, manifest)))
    if one.waits_for:
        parts.append(tr("Not known before the marks of: {names}.", names=names_of(one.waits_for, manifest)))
    if one.undecided:
        members = dict.fromkeys(member for member, _ in one.undecided)
        parts.append(tr("Not known before it is decided about: {names}.", names=names_of(members, manifest)))
    if one.under:
        parts.append(tr("Without a place for want of marks: {n}.", n=len(one.under)))
    if one.tie is not None:
        parts.append(
            tr("A tie at the cut to vote on: {n} for {places}.", n=len(one.tie.applications), places=one.tie.places)
        )
    if one.table is not None:
        parts.append(tr("The list is in the table."))
    return " ".join(parts) or "–"

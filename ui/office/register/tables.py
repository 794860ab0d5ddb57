"""The tables of the register."""

from datetime import date
from typing import TYPE_CHECKING

from models.contest.money import money
from models.wording import current_language, figures, tr
from ui.item_models.table import Column
from ui.office.words import day, remark_name, standing_name, standing_tone
from ui.shell.theme import Tone
from ui.widgets.data_table import DataTable
from ui.widgets.frames import EmptyState

if TYPE_CHECKING:
    from models.centre.results.register import ContractLine, Entry


def entries_table() -> "DataTable[Entry]":
    """Return the table of applications with what came of them."""
    return DataTable(
        (
            Column(tr("Code"), lambda entry: entry.code),
            Column(tr("Applicant"), lambda entry: entry.name, stretch=True),
            Column(tr("Project"), lambda entry: entry.title, width=24),
            Column(tr("Total"), lambda entry: figures(entry.total), sort=_total, number=True),
            Column(tr("Territory"), _territory, width=14),
            Column(tr("Place"), place_words, sort=lambda entry: entry.place, number=True),
            Column(tr("Standing"), _standing, tone=_standing_tone),
            Column(tr("Awarded, KZT"), lambda entry: money(entry.awarded), sort=lambda e: e.awarded, number=True),
            Column(tr("Remark"), lambda entry: remark_name(entry.remark)),
            Column(tr("Protocol"), _protocol),
            Column(tr("Contest"), lambda entry: entry.contest_title.say(current_language()), width=20),
        ),
        key=lambda entry: (entry.contest, entry.code),
        name=tr("Register"),
        searchable=False,
        empty=EmptyState(
            tr("Nothing is found"),
            tr("Write fewer words, choose “All applications”, or take the result of the sitting first."),
            icon="search",
        ),
    )


def line_table() -> "DataTable[Entry]":
    """Return the table of those who follow the winners."""
    return DataTable(
        (
            Column(tr("Territory"), _territory),
            Column(tr("Number in line"), reserve_words, sort=lambda entry: entry.reserve, number=True),
            Column(tr("Code"), lambda entry: entry.code),
            Column(tr("Applicant"), lambda entry: entry.name, stretch=True),
            Column(tr("Project"), lambda entry: entry.title, width=24),
            Column(tr("Total"), lambda entry: figures(entry.total), sort=_total, number=True),
            Column(tr("Asked, KZT"), lambda entry: money(entry.asked), sort=lambda e: e.asked, number=True),
        ),
        key=lambda entry: entry.code,
        name=tr("Next in line"),
        empty=EmptyState(tr("Nobody is next in line"), tr("The line stands here after the sitting."), icon="list"),
    )


def contracts_table(today: date) -> "DataTable[ContractLine]":
    """Return the table of contracts; what is overdue on `today` is marked."""
    return DataTable(
        (
            Column(
                tr("Contract"),
                lambda line: _state(line, today),
                tone=lambda line: _state_tone(line, today),
                width=22,  # measured before any failed, the words of that would be cut
            ),
            Column(tr("Term of signing"), _days, sort=lambda line: line.last),
            Column(tr("Code"), lambda line: line.entry.code),
            Column(tr("Grantee"), lambda line: line.entry.name, stretch=True),
            Column(tr("Awarded, KZT"), lambda line: money(line.entry.awarded), number=True),
            Column(tr("Number"), lambda line: line.entry.contract.number if line.entry.contract else ""),
            Column(tr("Signed on"), lambda line: day(line.entry.contract.signed_on) if line.entry.contract else ""),
            Column(
                tr("Sum, KZT"),
                lambda line: money(line.entry.contract.amount) if line.entry.contract else "",
                number=True,
            ),
        ),
        key=lambda line: line.entry.code,
        name=tr("Contracts with winners"),
        empty=EmptyState(
            tr("No winner yet"), tr("Winners stand here once the result of the sitting is stored."), icon="gavel"
        ),
    )


def place_words(entry: "Entry") -> str:
    """Return the place, or the places shared: "2", "1–3"."""
    if entry.place is None:
        return ""
    if entry.place_to in (None, entry.place):
        return str(entry.place)
    return f"{entry.place}–{entry.place_to}"


def reserve_words(entry: "Entry") -> str:
    """Return the number in line, or the numbers shared: "2", "1–3"."""
    if entry.reserve is None or entry.reserve_to in (None, entry.reserve):
        return str(entry.reserve or "")
    return f"{entry.reserve}–{entry.reserve_to}"


def _territory(entry: "Entry") -> str:
    return entry.territory_name.say(current_language()) if entry.territory_name else entry.territory


def _total(entry: "Entry") -> float | None:
    try:
        return float(entry.total.replace(",", "."))
    except ValueError:
        return None


def _standing(entry: "Entry") -> str:
    return standing_name(entry.standing)


def _standing_tone(entry: "Entry") -> Tone | None:
    return standing_tone(entry.standing)


def _protocol(entry: "Entry") -> str:
    if not entry.protocol_number:
        return ""
    return tr("No. {number} of {day}", number=entry.protocol_number, day=day(entry.protocol_date))


def _state(line: "ContractLine", today: date) -> str:
    contract = line.entry.contract
    if contract is None:
        if line.follows:
            return tr("next in line")
        return tr("overdue") if line.overdue(today) else tr("to be signed")
    return contract_states()[contract.state]


def _state_tone(line: "ContractLine", today: date) -> Tone:
    contract = line.entry.contract
    if contract is None:
        return Tone.BAD if line.overdue(today) else Tone.WARN
    return {"signed": Tone.INFO, "completed": Tone.GOOD, "failed": Tone.NEUTRAL}[contract.state]


def _days(line: "ContractLine") -> str:
    return f"{day(line.first)} – {day(line.last)}" if line.first and line.last else ""


def contract_states() -> dict[str, str]:
    """Return the states of a contract in the current language."""
    return {"signed": tr("signed"), "completed": tr("completed"), "failed": tr("failed")}

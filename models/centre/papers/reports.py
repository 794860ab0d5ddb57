"""The commission's part of the reports to the operator (plan tasks 23 and 24), as rows and figures."""

from collections.abc import Iterable
from datetime import date

from sqlmodel import Session, select

from models.centre.contests import contest
from models.centre.results.register import Entry, find, winners
from models.centre.selection.screening import technical_selection
from models.centre.tables import ApplicationRow
from models.contest.application import Application
from models.packet.manifest import TechnicalSelection
from models.values import Value
from models.wording import tr


class GrantRow(Value):
    """A row of the register of grants. Money in whole KZT."""

    number: int
    grantee: str
    grant: str
    """The project's title."""
    code: str
    contract_date: date | None = None
    contract_number: str = ""
    amount: int | None = None
    actual_cost: int | None = None
    deviation: int | None = None
    """Sum less actual cost: what was saved; None while a figure is missing."""
    documents: str = ""
    note: str = ""


class TerritoryFigures(Value):
    """One territory in figures. Money in whole KZT."""

    territory: str
    received: int
    grants: int
    """Those with a grant."""
    asked: int
    awarded: int
    contracts: int
    contracted: int
    spent: int


class ReportFigures(Value):
    """A contest in figures."""

    technical: TechnicalSelection
    ranked: int
    territories: tuple[TerritoryFigures, ...]
    directions: tuple[tuple[int, int, int], ...]
    """(number of the direction, applications, grants), by number; direction 0: none given."""


def grants_register(session: Session, contest_id: str) -> tuple[GrantRow, ...]:
    """Return the register of grants: everyone with a grant, by territory and place, numbered from 1."""
    return tuple(_grant(number, entry) for number, entry in enumerate(winners(session, contest_id), start=1))


def _grant(number: int, entry: Entry) -> GrantRow:
    contract = entry.contract
    amount = contract.amount if contract and contract.amount is not None else entry.awarded
    cost = contract.actual_cost if contract else None
    return GrantRow(
        number=number,
        grantee=entry.name,
        grant=entry.title,
        code=entry.code,
        contract_date=contract.signed_on if contract else None,
        contract_number=contract.number if contract else "",
        amount=amount,
        actual_cost=cost,
        deviation=None if amount is None or cost is None else amount - cost,
        documents=contract.documents if contract else "",
        note=contract.note if contract else "",
    )


def grants_table(rows: Iterable[GrantRow]) -> tuple[tuple[str, ...], tuple[tuple[str | int | date | None, ...], ...]]:
    """Return headings in the current language and the cells of the register, to be written as XLSX or CSV."""
    headings = (
        "№",
        tr("Grantee"),
        tr("Grant"),
        tr("Contract date"),
        tr("Contract number"),
        tr("Sum, KZT"),
        tr("Actual cost, KZT"),
        tr("Deviation, KZT"),
        tr("Documents"),
        tr("Note"),
    )
    return headings, tuple(
        (
            row.number,
            row.grantee,
            row.grant,
            row.contract_date,
            row.contract_number,
            row.amount,
            row.actual_cost,
            row.deviation,
            row.documents,
            row.note,
        )
        for row in rows
    )


def figures(session: Session, contest_id: str) -> ReportFigures:
    """Return the contest in figures, as of now."""
    now = contest(session, contest_id)
    entries = find(session, contest_id=contest_id)
    granted = {entry.code for entry in entries if entry.has_grant}
    values = session.exec(select(ApplicationRow.value).where(ApplicationRow.contest == contest_id))
    directions: dict[int, list[int]] = {}
    for value in values:
        application = Application.model_validate_json(value)
        counted = directions.setdefault(application.project.direction or 0, [0, 0])
        counted[0] += 1
        counted[1] += application.code in granted
    return ReportFigures(
        technical=technical_selection(session, contest_id),
        ranked=sum(entry.place is not None for entry in entries),
        territories=tuple(
            _territory(territory.code, [entry for entry in entries if entry.territory == territory.code])
            for territory in now.territories
        ),
        directions=tuple((number, *counts) for number, counts in sorted(directions.items())),
    )


def _territory(code: str, entries: list[Entry]) -> TerritoryFigures:
    granted = [entry for entry in entries if entry.has_grant]
    contracts = [entry.contract for entry in granted if entry.contract is not None]
    return TerritoryFigures(
        territory=code,
        received=len(entries),
        grants=len(granted),
        asked=sum(entry.asked or 0 for entry in granted),
        awarded=sum(entry.awarded or 0 for entry in granted),
        contracts=len(contracts),
        contracted=sum(contract.amount or 0 for contract in contracts),
        spent=sum(contract.actual_cost or 0 for contract in contracts),
    )

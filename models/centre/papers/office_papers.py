"""The papers of the office, as a list to choose from: what each is, for whom, and how it is written."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from models.centre.destruction import destructions
from models.centre.papers.gathering import contracts, destroyed, technical_record
from models.errors import StoreError
from models.progress import Report, silent
from models.protocol.blocks import Paper
from models.protocol.papers.contracts import contract_register
from models.protocol.papers.destruction import destruction_act
from models.protocol.papers.technical import technical_protocol
from models.protocol.papers.writing import file_name
from models.wording import later, tr


@dataclass(frozen=True)
class Wanted:
    """What a paper is made of: the open central file, the contest, and how the paper is registered."""

    session: Session
    contest: str
    number: str
    """"" where it is written on by hand."""
    on: date
    place: str = ""
    """Where it is written, as printed; "" where that is left out."""
    report: Report = silent


@dataclass(frozen=True)
class OfficePaper:
    """One kind of paper; `title` and `whom` are literals for `said`."""

    key: str
    title: str
    whom: str
    make: Callable[[Wanted], Paper]

    def name(self, number: str) -> str:
        """Return the name of its file; it holds no personal data."""
        return file_name(self.key, number)


def office_papers(*keys: str) -> tuple[OfficePaper, ...]:
    """Return the kinds of paper called `keys`, or every kind, in the order in which people need them."""
    return tuple(one for one in _PAPERS if not keys or one.key in keys)


def _destruction(wanted: Wanted) -> Paper:
    done = destructions(wanted.session, wanted.contest)
    if not done:
        raise StoreError(
            tr("The personal data of this contest were not destroyed, so there is nothing to write an act about.")
        )
    return destruction_act(destroyed(wanted.session, done[-1], number=wanted.number, place=wanted.place))


def _technical(wanted: Wanted, *, public: bool) -> Paper:
    record = technical_record(
        wanted.session, wanted.contest, number=wanted.number, on=wanted.on, place=wanted.place, report=wanted.report
    )
    return technical_protocol(record, public=public)


def _contracts(wanted: Wanted) -> Paper:
    return contract_register(
        contracts(wanted.session, wanted.contest, number=wanted.number, on=wanted.on, place=wanted.place)
    )


_PAPERS = (
    OfficePaper(
        "technical",
        later("Protocol of the technical selection"),
        later("The organiser's file and the operator; with names and reasons"),
        lambda wanted: _technical(wanted, public=False),
    ),
    OfficePaper(
        "technical-public",
        later("Protocol of the technical selection for publishing"),
        later("Everybody; of those not admitted only code and territory"),
        lambda wanted: _technical(wanted, public=True),
    ),
    OfficePaper(
        "contracts",
        later("Register of contracts"),
        later("The operator and accounting; sums, deadlines and what was spent"),
        _contracts,
    ),
    OfficePaper(
        "destruction",
        later("Act of destruction of personal data"),
        later("The organiser's file; after the data were destroyed, with its day"),
        _destruction,
    ),
)

"""Whom conflicts of interest are searched between, and what each is known by once it is folded."""

from dataclasses import dataclass
from datetime import date

from models.conflicts.contacts import Address, Organisation
from models.conflicts.reading import Reading
from models.contest.application import Application
from models.names.parts import Name
from models.values import Value


class Party(Value):
    """A person on either side, as written; every field but `id` may be empty, and nothing is guessed for it."""

    id: str
    """Stable: what a hit names."""
    name: str = ""
    """Surname, given name, patronymic in one line, in any order and alphabet."""
    iin: str = ""
    birth_date: date | None = None
    """None: taken from the IIN, where there is one."""
    phone: str = ""
    """One or several."""
    email: str = ""
    address: str = ""
    """Several are parted by ";"."""
    organisation: str = ""
    """Several are parted by ";"."""
    role: str = ""


def party_of(application: Application) -> Party:
    """Return the applicant of `application`; the hit will name the application's code."""
    one = application.applicant
    return Party(
        id=application.code,
        name=" ".join(part for part in (one.surname, one.given_name, one.patronymic) if part),
        iin=one.iin,
        birth_date=one.birth_date,
        phone=_list(one.mobile, one.work_phone),
        email=one.email,
        address=_list(one.registration_address, one.actual_address),
        organisation=one.organisation,
    )


def _list(*texts: str) -> str:
    return "; ".join(dict.fromkeys(text for text in texts if text))


@dataclass(frozen=True, slots=True)
class Known:
    """A party folded once: what it is compared by."""

    party: Party
    name: Name
    iin: str
    """Twelve digits with a right check digit, else empty."""
    born: date | None
    sex: str
    phones: tuple[str, ...]
    mails: tuple[str, ...]
    addresses: tuple[Address, ...]
    organisations: tuple[Organisation, ...]

    @property
    def contacts(self) -> tuple[tuple[str, object], ...]:
        """Everything that is compared for equality, with what it is."""
        return (
            *((("iin", self.iin),) if self.iin else ()),
            *(("phone", one) for one in self.phones),
            *(("email", one) for one in self.mails),
            *(("house", one.numbers) for one in self.addresses),
            *(("organisation", one.tells) for one in self.organisations),
        )


def known(party: Party, reading: Reading) -> Known:
    """Return `party` folded."""
    facts = reading.iin(party.iin)
    name = reading.name(party.name)
    places = (reading.address(part) for part in party.address.split(";"))
    return Known(
        party=party,
        name=name,
        iin=facts.digits if facts.valid else "",
        born=party.birth_date or facts.birth_date,
        sex=facts.sex or name.sex,
        phones=reading.phones(party.phone),
        mails=reading.mails(party.email),
        addresses=tuple(dict.fromkeys(one for one in places if one is not None)),
        organisations=reading.organisations(party.organisation),
    )

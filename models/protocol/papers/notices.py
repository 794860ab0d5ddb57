"""Notices to applicants: one letter a person, in the language of the application, saying what was decided and why."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Literal, get_args

from models.contest.calendar import contract_deadline
from models.contest.money import tenge
from models.errors import SittingError
from models.packet.manifest import Refused
from models.protocol import words
from models.protocol.blocks import (
    Addressee,
    Block,
    Ends,
    Facts,
    Heading,
    Language,
    Letterhead,
    Numbered,
    Paper,
    Signature,
    Signatures,
    Text,
    Words,
    fill,
)
from models.protocol.case import Case, day, ground
from models.protocol.papers import words as own
from models.protocol.papers.extract import line_of, tie, total_of
from models.protocol.public import cover
from models.protocol.ranking import line_numbers, place, sharing, standing
from models.protocol.rule import required
from models.sitting.acts import Opened, PutOut, WinnerLeft
from models.sitting.outcome import Line, Remark, Standing, TerritoryOutcome
from models.sitting.result import Result
from models.sitting.sessions import ProtocolName, decided_by
from models.values import Both, Value
from models.wording import tr

Kind = Literal["won", "in-line", "lost", "refused", "withdrawn"]
"""What a notice tells."""


class Sender(Value):
    """Who writes the notices; what is empty is left to be written on by hand."""

    details: str = ""
    """Address, phone, e-mail of the organiser: where the applicant turns to."""
    role: str = ""
    """The position of who signs; the organiser's head where empty."""
    name: str = ""
    number: str = ""
    """The register's number of the first letter's series: the n-th letter has "number/n"."""
    on: date | None = None


class Recipient(Value):
    """To whom a notice goes. Contacts are known in the central file only."""

    code: str
    name: str = ""
    """Empty in a blind contest."""
    language: str = ""
    """"kk" or "ru"; with any other the letter says everything in both."""
    address: str = ""
    phone: str = ""
    email: str = ""


def recipients(result: Result, contacts: Mapping[str, Recipient] | None = None) -> tuple[Recipient, ...]:
    """Return everybody who applied, by code; of those whom `contacts` knows, what it says."""
    known = contacts or {}
    found = [
        Recipient(code=one.code, name=one.applicant, language=one.language) for one in result.manifest.applications
    ]
    found += [Recipient(code=one.code, name=one.applicant) for one in result.manifest.refused]
    return tuple(known.get(one.code, one) for one in sorted(found, key=lambda one: one.code))


def told(result: Result, code: str) -> Kind:
    """Return what the notice for `code` tells.

    Raises SittingError while it is not decided, and for a code that the contest does not have.
    """
    found = line_of(result, code)
    if isinstance(found, Refused):
        return "withdrawn" if found.withdrawn else "refused"
    line = found[1]
    if line.standing in (Standing.PROPOSED, Standing.OPEN):
        raise SittingError(
            tr(
                "About {code} the commission has not decided yet, so no notice was written. Name the winners and sign "
                "the result first.",
                code=code,
            )
        )
    kinds: dict[Standing, Kind] = {Standing.WINNER: "won", Standing.RESERVE: "in-line", Standing.OUT: "lost"}
    return kinds[line.standing]


def first_told(result: Result, kind: Kind) -> str:
    """Return the first application, by code, whose notice tells `kind`. Raises SittingError where no notice does."""
    for one in recipients(result):
        if told(result, one.code) == kind:
            return one.code
    raise SittingError(tr("No notice of this contest tells that; choose another letter to look at."))


def notice(result: Result, to: Recipient, sender: Sender, *, turn: int = 1) -> Paper:
    """Return the letter to `to`, the `turn`-th from 1 of its series. Raises as `told`."""
    told(result, to.code)
    case = Case(result, fingerprint="", public=False)
    number = f"{sender.number}/{turn}" if sender.number else ""
    title = fill(own.NOTICE_TITLE, code=to.code)
    language: tuple[Language, ...] = tuple(one for one in get_args(Language) if one == to.language)
    role: Words = sender.role or own.HEAD_ROLE
    return Paper(
        title=title,
        number=number,
        on=sender.on,
        fingerprint="",
        running=title,
        languages=language or ("kk", "ru"),
        blocks=(
            Letterhead(result.manifest.contest.parties.organiser, sender.details),
            Ends(_registered(number, sender.on), ""),
            Addressee(tuple(line for line in (to.name, to.address, to.code) if line)),
            Heading(own.NOTICE, 0),
            Text(result.manifest.contest.title, "centre"),
            Text(fill(own.DEAR, name=to.name) if to.name else own.DEAR_NOBODY, "salutation"),
            *_body(case, to.code),
            *_further(case, sender),
            Signatures("", (Signature(role, sender.name),)),
        ),
    )


def _registered(number: str, on: date | None) -> Words:
    if on is None:
        return fill(own.NUMBERED_ONLY, number=number) if number else own.UNNUMBERED
    return fill(own.NUMBERED, number=number, day=day(on)) if number else fill(own.DATED_ONLY, day=day(on))


def _body(case: Case, code: str) -> Iterator[Block]:
    found = line_of(case.result, code)
    if isinstance(found, Refused):
        yield from _screened_out(case, found)
        return
    outcome, line = found
    protocol = _protocol(case, code)
    yield Text(fill(own.CONSIDERED, number=protocol.number, day=day(protocol.on)), "letter")
    yield Facts(tuple(_facts(case, outcome, line)))
    if line.standing is Standing.WINNER:
        yield from _won(case, line, protocol)
    elif line.standing is Standing.RESERVE:
        yield from _in_line(case, outcome, line)
    else:
        yield from _out(case, line)
    if line.number_of_marks:
        yield Text(own.SEE_EXTRACT, "letter")


def _out(case: Case, line: Line) -> Iterator[Block]:
    left = [act for act in case.every(WinnerLeft) if act.application == line.application]
    wording = case.worded(own.LEFT if left else own.LOST)
    yield Text(fill(wording, remark=words.REMARKS[line.remark]) if line.remark else own.LOST_BARE, "letter")
    for what in required(case) if line.remark is Remark.THRESHOLD else ():
        yield Text(fill(own.REQUIRED_IS, what=what), "letter")
    for gone in left:
        details = ", ".join(part for part in (day(gone.on), gone.document) if part)
        yield Text(fill(own.LEFT_BY, basis=cover(gone.basis), details=details), "letter")
    for act in (act for act in case.every(PutOut) if act.application == line.application and act.reason):
        yield Text(fill(words.REASON_IS, reason=cover(act.reason)), "letter")


def _screened_out(case: Case, refused: Refused) -> Iterator[Block]:
    protocol = _protocol(case, refused.code)
    wording = own.WITHDREW if refused.withdrawn else own.NOT_ADMITTED
    yield Text(fill(wording, number=protocol.number, day=day(protocol.on)), "letter")
    yield Facts(
        (
            (own.CODE, refused.code),
            (own.PROJECT, refused.title or "–"),
            (own.TERRITORY, case.territory(refused.territory)),
        )
    )
    if refused.reason.kk or refused.reason.ru:
        because = refused.reason if refused.withdrawn else fill(own.BECAUSE, reason=refused.reason)
        yield Text(because, "letter")  # a withdrawal's reason says itself that it is the basis


def _facts(case: Case, outcome: TerritoryOutcome, line: Line) -> Iterator[tuple[Words, Words]]:
    yield own.CODE, line.application
    yield own.PROJECT, case.title(line.application) or "–"
    yield own.TERRITORY, case.territory(line.territory)
    if line.total is not None:
        yield own.TOTAL, total_of(case, outcome, line)
    if line.place_from is not None:
        ranked = sum(one.place_from is not None for one in outcome.lines)
        yield own.PLACE, fill(own.PLACE_OF, place=place(line), n=ranked)
    yield from tie(case, line)
    yield own.RESULT, standing(line, sharing(outcome))
    if line.standing is Standing.WINNER and line.awarded is not None:
        yield own.AWARDED, tenge(line.awarded)


def _won(case: Case, line: Line, protocol: ProtocolName) -> Iterator[Block]:
    yield Text(own.WON, "letter")
    if not case.profile.gives_money:
        yield Text(case.worded(own.REFUSING), "letter")
        return
    yield Text(own.WHAT_TO_DO, "letter")
    rule = case.profile.winners
    dates = contract_deadline(case.profile, protocol.on)
    steps: list[Words] = [own.NO_TERM]
    if dates is not None and rule.contract_days is not None:
        first, last = (day(one) for one in dates)
        steps = [fill(own.TERM, first=first, last=last, a=rule.contract_days[0], b=rule.contract_days[1])]
    steps.append(own.BRING)
    if line.awarded is not None and line.asked is not None and line.awarded < line.asked:
        steps.append(fill(own.LESS, asked=tenge(line.asked)))
    steps.append(own.REFUSING)
    for number, one in enumerate(steps, start=1):
        yield Numbered(f"{number}.", one)
    yield from ground(rule.contract_point)


def _in_line(case: Case, outcome: TerritoryOutcome, line: Line) -> Iterator[Block]:
    remark = words.REMARKS[line.remark] if line.remark else None
    yield Text(fill(own.LOST, remark=remark) if remark else own.LOST_BARE, "letter")
    first = line.reserve or 0
    shared = sharing(outcome)[first]
    yield Text(fill(case.worded(own.IN_LINE[case.profile.winners.savings]), n=line_numbers(first, shared)), "letter")
    if shared > 1:
        yield Text(own.IN_LINE_SHARED, "letter")
    yield from ground(case.profile.winners.next_in_line_point)


def _further(case: Case, sender: Sender) -> Iterator[Block]:
    appeal = case.profile.winners.appeal
    if appeal is not None:
        yield Text(fill(own.APPEAL[appeal.unit], days=appeal.days, to=appeal.to), "letter")
        yield from ground(appeal.point)
    if sender.details:
        yield Text(fill(own.CONTACT, details=sender.details), "letter")


def _protocol(case: Case, code: str) -> ProtocolName:
    """The protocol in which an application was decided; of one that never won, the first."""
    decided = decided_by(case.result.acts).get(code)
    if decided is not None and decided.protocol is not None:
        return decided.protocol
    opened = case.every(Opened)
    if not opened:
        raise SittingError(
            tr("The sitting was never opened, so there is no protocol to tell of; no notice was written.")
        )
    return ProtocolName(number=opened[0].number, on=opened[0].on)


KINDS: Mapping[Kind, Both] = {
    "won": words.WINNER,
    "in-line": Both(kk="кезекте тұр", ru="в очереди"),
    "lost": Both(kk="жеңімпаз емес", ru="не победитель"),
    "refused": own.REFUSED,
    "withdrawn": own.WITHDRAWN,
}
"""The kinds of notices as the table of notices says them."""

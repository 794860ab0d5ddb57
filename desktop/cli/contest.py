"""`tandau contest`: make a contest in a central file, and show how it stands."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any
from uuid import uuid4

import typer

from desktop.cli.central import Called, CentralFile, ContestId, called, chosen_contest
from desktop.cli.output import AsJson, KeyFile, PassphraseFile, answer, existing, pairs
from models.contest.commission import Person, Role
from models.contest.criteria import Approval
from models.contest.founding import new_contest
from models.contest.profile_files import load_profile
from models.errors import UsageError
from models.sealing.cards import read_card
from models.values import Both
from models.wording import current_language, later, tr

if TYPE_CHECKING:
    from sqlmodel import Session

    from models.centre.overview import Overview
    from models.contest.calendar import Calendar
    from models.contest.contest import Contest

app = typer.Typer(no_args_is_help=True, help=later("Contests in a central file."))


@app.command("new", help=later("Make a contest from a profile; the central file is made where there is none."))
def new(
    profile: Annotated[
        str, typer.Argument(metavar="PROFILE", help=later("A built-in profile's name, or a TOML file."))
    ],
    *,
    central: CentralFile,
    lot: Annotated[str | None, typer.Option("--lot", metavar="CODE", help=later("The lot of the profile."))] = None,
    title: Annotated[
        tuple[str, str] | None, typer.Option("--title", help=later("The title in Kazakh and in Russian."))
    ] = None,
    contract_date: Annotated[
        datetime | None,
        typer.Option("--contract-date", formats=["%Y-%m-%d"], help=later("The date of the organiser's own contract.")),
    ] = None,
    grants: Annotated[
        list[str] | None,
        typer.Option("--grants", metavar="TERRITORY=N", help=later("A quota that the organiser decided; repeatable.")),
    ] = None,
    approved_by: Annotated[
        str | None, typer.Option("--approved-by", help=later("Who approved the criteria; with the three below."))
    ] = None,
    approved_on: Annotated[
        datetime | None, typer.Option("--approved-on", formats=["%Y-%m-%d"], help=later("When they were approved."))
    ] = None,
    document: Annotated[
        str | None, typer.Option("--document", help=later("The paper that approves the criteria."))
    ] = None,
    agreed_with: Annotated[
        list[str] | None, typer.Option("--agreed-with", help=later("With whom they were agreed; repeatable."))
    ] = None,
    members: Annotated[
        list[Path] | None, typer.Option("--member", metavar="CARD", help=later("A member's card; repeatable."))
    ] = None,
    chair: Annotated[
        Path | None,
        typer.Option("--chair", metavar="CARD", help=later("The card of the member proposed as chair.")),
    ] = None,
    secretary: Annotated[
        Path | None, typer.Option("--secretary", metavar="CARD", help=later("The secretary's card."))
    ] = None,
    recovery: Annotated[
        Path | None, typer.Option("--recovery", metavar="CARD", help=later("The card of the recovery key."))
    ] = None,
    key: KeyFile = None,
    passphrase_file: PassphraseFile = None,
    as_json: AsJson = False,
) -> None:
    """Store the contest, its criteria where they are approved, and its commission where cards are given."""
    contest = new_contest(
        load_profile(profile),
        title=Both(kk=title[0], ru=title[1]) if title else None,
        lot=lot,
        id=uuid4(),
        contract_date=contract_date.date() if contract_date else None,
        grants={territory: _number(number) for territory, number in pairs(grants).items()},
    )
    approval = _approval(approved_by, approved_on, document, agreed_with)
    people = _people(members or [], chair, secretary, recovery)
    with called(central, key, passphrase_file, create=True) as call:
        _store(call, contest, approval, people)
        _show(call, contest.id, as_json=as_json)


def _store(call: Called, contest: "Contest", approval: Approval | None, people: list[Person]) -> None:
    from models.centre.commission import enrol
    from models.centre.contests import add_contest, approve_criteria

    by = next((one.id for one in people if one.public_key == call.key.public_line), call.key.fingerprint)
    with call.central.session() as session:
        add_contest(session, contest, by=by, at=call.at)
        if approval is not None:
            approve_criteria(session, contest.id, approval, by=by, at=call.at)
        enrol(session, contest.id, people, by=by, at=call.at)


def _number(text: str) -> int:
    if not text.isdecimal():
        raise UsageError(tr("“{text}” is no number of grants. Write --grants TERRITORY=N.", text=text))
    return int(text)


def _approval(
    by: str | None, on: datetime | None, document: str | None, agreed_with: list[str] | None
) -> Approval | None:
    if by is None and on is None and document is None and not agreed_with:
        return None
    if by is None or on is None or document is None or not agreed_with:
        raise UsageError(tr("An approval needs all of --approved-by, --approved-on, --document and --agreed-with."))
    return Approval(approved_by=by, approved_on=on.date(), document=document, agreed_with=tuple(agreed_with))


def _people(members: list[Path], chair: Path | None, secretary: Path | None, recovery: Path | None) -> list[Person]:
    """Return the commission as its cards say, numbered in the order given; the proposed chair comes first."""
    everyone = [*([chair] if chair else []), *(card for card in members if card != chair)]
    people = [_person(f"m{n}", card, Role.MEMBER) for n, card in enumerate(everyone, 1)]
    if chair:
        people[0] = people[0].model_copy(update={"proposed_chair": True})
    if secretary:
        people.append(_person("s1", secretary, Role.SECRETARY))
    if recovery:
        people.append(_person("r1", recovery, Role.RECOVERY))
    return people


def _person(person_id: str, path: Path, role: Role) -> Person:
    card = read_card(existing(path))
    return Person(
        id=person_id,
        name=card.name,
        position=card.position,
        organisation=card.organisation,
        role=role,
        public_key=card.public_key,
    )


@app.command("show", help=later("Show how a contest stands: rules, dates, commission, applications, packets."))
def show(
    central: CentralFile,
    contest: ContestId = None,
    key: KeyFile = None,
    passphrase_file: PassphraseFile = None,
    as_json: AsJson = False,
) -> None:
    """Print one contest of a central file."""
    with called(central, key, passphrase_file) as call:
        with call.central.reading() as session:
            contest_id = chosen_contest(session, contest)
        _show(call, contest_id, as_json=as_json)


def _show(call: Called, contest_id: str, *, as_json: bool) -> None:
    from models.centre.overview import overview
    from models.contest.calendar import compute_calendar

    with call.central.reading() as session:
        seen = overview(session, contest_id)
        winners = _winners(session, contest_id)
    calendar = compute_calendar(seen.contest)
    answer(_data(seen, calendar, winners), _lines(seen, calendar, winners), as_json=as_json)


def _winners(session: "Session", contest_id: str) -> int:
    from models.centre.results.register import winners

    return len(winners(session, contest_id))


def _data(seen: "Overview", calendar: "Calendar", winners: int) -> dict[str, Any]:
    contest = seen.contest
    return {
        "contest": contest.id,
        "title": contest.title.model_dump(),
        "profile": contest.profile.code,
        "lot": contest.lot,
        "grants": {territory.code: territory.grants for territory in contest.territories},
        "criteria": contest.criteria.digest() if contest.criteria else None,
        "roster": seen.roster.version,
        "people": [person.model_dump(mode="json") for person in seen.roster.people],
        "applications": {state.value: number for state, number in seen.counts},
        "packets": [packet.model_dump(mode="json") for packet in seen.packets],
        "results": seen.results,
        "winners": winners,
        "calendar": [
            {"code": entry.code, "first": entry.first.isoformat(), "last": entry.last.isoformat()}
            for entry in calendar.entries
        ],
        "warnings": [warning.say(current_language()) for warning in calendar.warnings],
    }


def _lines(seen: "Overview", calendar: "Calendar", winners: int) -> list[str]:
    contest, language = seen.contest, current_language()
    return [
        contest.title.say(language),
        tr("Contest: {id}", id=contest.id),
        tr("Profile: {profile}; lot: {lot}", profile=contest.profile.code, lot=contest.the_lot.name.say(language)),
        *(tr("{name}: grants {n}", name=one.name.say(language), n=one.grants) for one in contest.territories),
        tr("Criteria hash: {hash}", hash=contest.criteria.digest())
        if contest.criteria
        else tr("The criteria are not approved yet."),
        *(f"  {person.id}  {person.name}" for person in seen.roster.people),
        *(tr("Commission lacks: {what}", what=lack) for lack in seen.commission_lacks),
        tr("Applications: {n}", n=seen.received),
        *(tr("Packet revision {n}: {id}", n=packet.revision, id=packet.id) for packet in seen.packets),
        tr("Results: {results}; winners: {winners}", results=seen.results, winners=winners),
        *(
            tr("{event}: {first} – {last}", event=entry.name.say(language), first=entry.first, last=entry.last)
            for entry in calendar.entries
        ),
        *(tr("Warning: {text}", text=warning.say(language)) for warning in calendar.warnings),
    ]

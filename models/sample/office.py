"""The secretary's stations of the sample day: the central file, intake, technical selection, packets, sync."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from models.centre.applications import states
from models.centre.commission import enrol, take_key
from models.centre.contests import add_contest, approve_criteria
from models.centre.intake import plan_source
from models.centre.intake import take_in as store_plan
from models.centre.mappings import remembered
from models.centre.results.register import next_in_line, winners
from models.centre.results.sync import SyncKind, do_sync, plan_sync
from models.centre.selection.building import BuiltPacket, build_packet
from models.centre.selection.screening import decide, flags
from models.centre.store import Central
from models.contest.application import Flag, Screened
from models.contest.calendar import days_after
from models.intake.plan import summary
from models.intake.source import read_source
from models.sample.generator import SampleContest
from models.sample.laptops import Laptop, Tell
from models.sample.mending import Mended
from models.sample.timetable import FOUNDED, MENDED, SCREENED, SYNCED
from models.sealing.cards import read_card
from models.sealing.public_keys import spoken
from models.sitting.held.result_files import open_result
from models.values import Both
from models.wording import current_language, tr

MENDED_REASON = Both(kk="Кемшіліктері түзетілді", ru="Недостатки устранены")


@dataclass(frozen=True)
class Office:
    """The secretary's laptop and the central file on it."""

    laptop: Laptop
    central: Central

    @property
    def by(self) -> str:
        """Whoever records what is done here."""
        return self.laptop.person.id


def central_file(secretary: Laptop) -> Path:
    """Return where the secretary keeps the central file."""
    return secretary.places.root / "central.tandau"


def found(secretary: Laptop, chair: Laptop, sample: SampleContest, cards: Iterable[Path], tell: Tell) -> Office:
    """Make the central file with the contest, its approved criteria and its commission; take everybody's key."""
    contest, by = sample.contest, secretary.person.id
    assert contest.criteria is not None
    tell(tr("The office: a central file for {title}", title=contest.title.say(current_language())))
    # Only in the demonstration the chair may open it: whoever looks around does so from one laptop.
    central = Central.create(central_file(secretary), secretary.key, at=FOUNDED, also=(chair.key.public_line,))
    with central.session() as session:
        add_contest(session, contest.model_copy(update={"criteria": None}), by=by, at=FOUNDED)
        approved = approve_criteria(session, contest.id, contest.criteria.approval, by=by, at=FOUNDED)
        enrol(session, contest.id, sample.people, by=by, at=FOUNDED)
        for path in cards:
            card = read_card(path)
            take_key(session, contest.id, path.stem, card.public_key, by=by, at=FOUNDED)
            tell(tr("  {name} reads the key aloud: {figures}", name=card.name, figures=spoken(card.public_key)))
    tell(tr("  The criteria are approved: {hash}", hash=approved.digest()))
    return Office(secretary, central)


def take_in(
    office: Office, sample: SampleContest, tables: Iterable[Path], attachments: Path, at: datetime, tell: Tell
) -> None:
    """Take tables and attachments into the central file: plan, show, store."""
    for table in tables:
        with office.central.session() as session:
            source = read_source(table, remembered(session, sample.contest.id), folder=attachments)
            plan = plan_source(session, sample.contest.id, source, at=at)
            store_plan(session, sample.contest.id, plan, source.chosen, by=office.by, at=at)
        tell(tr("The office takes in {file}. {summary}", file=table.name, summary=summary(plan)))


def screen(office: Office, sample: SampleContest, tell: Tell) -> None:
    """Decide about every application: refuse, send back for mending, or admit."""
    contest = sample.contest.id
    with office.central.session() as session:
        raised = flags(session, contest)
        for code in states(session, contest):
            decision, reasons, deadline = _decision(sample, code, raised[code])
            decide(session, contest, code, decision, by=office.by, at=SCREENED, reasons=reasons, deadline=deadline)
    tell(
        tr(
            "Technical selection. Flagged: {flagged}. Refused: {refused}. Sent back for mending: {mending}.",
            flagged=sum(map(bool, raised.values())),
            refused=len(sample.refuse),
            mending=len(sample.mend),
        )
    )


def _decision(
    sample: SampleContest, code: str, raised: tuple[Flag, ...]
) -> tuple[Screened, tuple[Both, ...], date | None]:
    refused = dict(sample.refuse)
    if code in refused:
        return Screened.REFUSED, (refused[code],), None
    rule = sample.contest.profile.eligibility.mending
    if code in sample.mend and rule is not None:
        reasons = tuple(flag.reason for flag in raised)
        return Screened.MENDING, reasons, days_after(SCREENED.date(), rule.days, rule.unit)
    return Screened.ADMITTED, (), None


def take_back(office: Office, sample: SampleContest, mended: Mended, tell: Tell) -> None:
    """Take the mended applications in and admit them."""
    take_in(office, sample, [mended.table], mended.attachments, MENDED, tell)
    with office.central.session() as session:
        for code in sample.mend:
            decide(session, sample.contest.id, code, Screened.ADMITTED, by=office.by, at=MENDED)


def build(
    office: Office, sample: SampleContest, path: Path, tell: Tell, *, at: datetime, why: Mapping[str, str]
) -> BuiltPacket:
    """Build the next packet revision onto the USB stick."""
    with office.central.session() as session:
        built = build_packet(session, sample.contest.id, path, office.laptop.key, by=office.by, at=at, why=why)
    tell(
        tr(
            "The office builds {file}. Applications: {applications}. Changed since the revision before: {changes}.",
            file=path.name,
            applications=len(built.manifest.applications),
            changes=len(built.manifest.changes),
        )
    )
    for change in built.manifest.changes:
        tell(f"  {change.application or change.what} · {change.why}")
    return built


def bring_back(office: Office, sample: SampleContest, result: Path, tell: Tell) -> None:
    """Sync the result into the central file, twice: plan, show, do; the second time changes nothing."""
    opened = open_result(result)
    for _ in range(2):
        with office.central.session() as session:
            plan = plan_sync(session, opened)
            do_sync(session, plan, by=office.by, at=SYNCED)
        tell(
            tr(
                "The office syncs {file}. New: {new}. Changed: {changed}. Already there: {present}. "
                "Does not fit: {unfit}.",
                file=result.name,
                **{kind.value: len(plan.of(kind)) for kind in SyncKind},
            )
        )
    with office.central.reading() as session:
        tell(
            tr(
                "The central file knows now. Winners: {winners}. Next in line: {next}.",
                winners=len(winners(session, sample.contest.id)),
                next=len(next_in_line(session, sample.contest.id)),
            )
        )

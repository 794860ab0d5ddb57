"""The sample contest: invented from a seed, with everything planted that a contest day has to cope with."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random
from uuid import NAMESPACE_URL, uuid5

from models.contest.application import Application
from models.contest.approval import approve_contest
from models.contest.commission import Person, Role
from models.contest.contest import Contest
from models.contest.criteria import Approval
from models.contest.founding import new_contest
from models.contest.profile_files import load_profile
from models.progress import Report, silent, step
from models.sample.mischief import PLANS, Mischief, plant
from models.sample.people import invent_applicant
from models.sample.projects import invent_project
from models.sample.scans import invent_attachments
from models.sample.scores import TIED, TIED_ABOVE, invent_totals, split_points
from models.sample.tables import write_csv, write_workbook
from models.sample.words import words
from models.values import Both

FEWEST = 80
"""Fewer applications leave no room for the tie, the duplicates and the flags."""
_FIRST_MOMENT = datetime(2024, 3, 25, 4, 0, tzinfo=UTC)
_INTAKE_MINUTES = 30 * 24 * 60
_PREFIXES = {"almaty-region": "ALM", "abai": "ABA"}


@dataclass(frozen=True, slots=True)
class Clash:
    """Two sheets of one member that disagree in one cell: `first` in the one, `second` in the other."""

    member: str
    application: str
    criterion: str
    first: int
    second: int


@dataclass(frozen=True, slots=True)
class SampleContest:
    """The sample: the contest with approved criteria, its people, what lies in the folder, and what was planted."""

    seed: int
    contest: Contest
    people: tuple[Person, ...]
    """Five members m1–m5 (m1 proposed as chair) and the secretary s1; no keys yet."""
    languages: tuple[tuple[str, str], ...]
    """The language each member writes reasons in, by person id."""
    tables: tuple[Path, ...]
    """One table a territory: XLSX, CSV."""
    attachments: Path
    applications: tuple[Application, ...]
    """As the tables have them, in the tables' order; without attachments."""
    points: dict[tuple[str, str], tuple[int, ...]]
    """(member, application code): the points for each criterion, in the criteria's order."""
    recusal: tuple[str, str, str]
    """Member, application, conflict kind."""
    late: str
    """The member whose sheet comes after the others were merged."""
    clash: Clash
    tied: tuple[str, ...]
    """The codes that hold the same total across the cut of the first territory."""
    duplicates: tuple[tuple[str, str], ...]
    """(first application, second application of the same person)."""
    planted: tuple[tuple[str, str], ...]
    """(application code, screening rule that has to flag it)."""
    refuse: tuple[tuple[str, Both], ...]
    """What staff refuse in the played contest, each with the reason."""
    mend: tuple[str, ...]
    """What staff send back for mending; the applicants mend it."""


def generate(folder: Path, *, seed: int, applications: int = 288, report: Report = silent) -> SampleContest:
    """Write the sample's tables and attachments into `folder` and return the sample. The same seed, the same bytes.

    Needs `FEWEST` applications or more (ValueError). Raises CancelledError; the folder is then incomplete.
    """
    if applications < FEWEST:
        raise ValueError(f"the sample needs at least {FEWEST} applications")
    contest = _contest(seed)
    people = tuple(_people())
    members = [person.id for person in people if person.role is Role.MEMBER]
    made: list[Application] = []
    points: dict[tuple[str, str], tuple[int, ...]] = {}
    ranked: dict[str, list[str]] = {}
    taken: set[str] = set()
    sizes = _sizes(contest, applications)
    recused = members.index("m4")
    for territory in contest.territories:
        rng = Random(f"tandau sample {seed} {territory.code}")
        own = list(_applications(rng, territory.code, sizes[territory.code], taken))
        order = [one.code for one in own]
        rng.shuffle(order)
        ranked[territory.code] = order
        severity = tuple(one["severity"] for one in words("people")["member"])
        tie = territory.code == contest.territories[0].code
        totals = invent_totals(rng, len(own), territory.grants, severity, recused, tie=tie)
        for code, row in zip(order, totals, strict=True):
            for member, total in zip(members, row, strict=True):
                points[member, code] = split_points(rng, total, contest.profile.criteria)
        made += own
    planted, refuse, mend, without, duplicates = [], [], [], {}, []
    by_code = {one.code: one for one in made}
    for code, mischief, original in _victims(ranked):
        by_code[code] = plant(by_code[code], mischief, by_code.get(original))
        planted.append((code, mischief.flag))
        if mischief.refuse is not None:
            refuse.append((code, mischief.refuse))
        if mischief.mend:
            mend.append(code)
        if mischief.without:
            without[code] = mischief.without
        if original:
            duplicates.append((original, code))
    done = tuple(by_code[one.code] for one in made)
    first, second = (order for order in ranked.values())
    cut = contest.territories[0].grants
    tables = _write(folder, contest, done)
    _write_attachments(folder / "attachments", done, without, seed, report)
    return SampleContest(
        seed=seed,
        contest=contest,
        people=people,
        languages=tuple((one["id"], one["language"]) for one in words("people")["member"]),
        tables=tables,
        attachments=folder / "attachments",
        applications=done,
        points=points,
        recusal=("m4", second[len(second) // 2], "relative"),
        late="m2",
        clash=_clash(points, first[cut + TIED], contest),
        tied=tuple(sorted(first[cut - TIED_ABOVE : cut - TIED_ABOVE + TIED])),
        duplicates=tuple(duplicates),
        planted=tuple(planted),
        refuse=tuple(refuse),
        mend=tuple(mend),
    )


def _contest(seed: int) -> Contest:
    contest = new_contest(
        load_profile("zhas-2024"),
        id=uuid5(NAMESPACE_URL, f"tandau sample {seed}"),
        contract_date=date(2024, 3, 4),
    )
    approval = Approval(
        approved_by="Әлімжан Ерасыл Болатұлы",
        approved_on=date(2024, 3, 11),
        document="№ 12-Ө бұйрық / приказ № 12-Ө",
        agreed_with=("Тапсырыс беруші / Заказчик", "Оператор"),
    )
    return approve_contest(contest, approval, today=date(2024, 3, 11))


def _people() -> Iterator[Person]:
    for number, one in enumerate(words("people")["member"]):
        yield Person(
            id=one["id"],
            name=one["name"],
            position=one["position"],
            organisation=one["organisation"],
            role=Role.MEMBER,
            proposed_chair=number == 0,
        )
    secretary = words("people")["secretary"]
    yield Person(role=Role.SECRETARY, **secretary)


def _sizes(contest: Contest, applications: int) -> dict[str, int]:
    """Share the applications out as the grants are shared out."""
    grants = {territory.code: territory.grants for territory in contest.territories}
    first, second = grants
    small = applications * grants[second] // sum(grants.values())
    return {first: applications - small, second: small}


def _applications(rng: Random, territory: str, number: int, taken: set[str]) -> Iterator[Application]:
    places = words("places")[territory]
    for at in range(number):
        language = "kk" if rng.random() < 0.6 else "ru"
        place = places[rng.randrange(len(places))]
        yield Application(
            code=f"{_PREFIXES[territory]}-{at + 1:04}",
            territory=territory,
            submitted=_FIRST_MOMENT + timedelta(minutes=rng.randrange(_INTAKE_MINUTES)),
            language=language,
            applicant=invent_applicant(rng, language, place, taken),
            project=invent_project(rng, language, place, at % 16 + 1),
        )


def _victims(ranked: dict[str, list[str]]) -> Iterator[tuple[str, Mischief, str]]:
    """Yield which application suffers what, from the last of each ranking upwards; duplicates name the original."""
    first, second = ranked.values()
    lasts = {"first": list(reversed(first)), "second": list(reversed(second))}
    originals = iter((first[32], second[12], first[34]))
    for mischief in PLANS:
        code = lasts[mischief.territory].pop(0)
        yield code, mischief, next(originals) if mischief.duplicate else ""


def _clash(points: dict[tuple[str, str], tuple[int, ...]], application: str, contest: Contest) -> Clash:
    criterion = contest.profile.criteria.criteria[1]
    first = points["m3", application][1]
    second = first - 1 if first == criterion.maximum else first + 1
    return Clash(member="m3", application=application, criterion=criterion.code, first=first, second=second)


def _write(folder: Path, contest: Contest, applications: tuple[Application, ...]) -> tuple[Path, ...]:
    folder.mkdir(parents=True, exist_ok=True)
    first, second = (territory.code for territory in contest.territories)
    workbook, text = folder / f"{first}.xlsx", folder / f"{second}.csv"
    write_workbook(workbook, [one for one in applications if one.territory == first], contest, "kk")
    write_csv(text, [one for one in applications if one.territory == second], contest, "ru")
    return workbook, text


def _write_attachments(
    folder: Path, applications: tuple[Application, ...], without: dict[str, str], seed: int, report: Report
) -> None:
    for done, application in enumerate(applications):
        step(report, done, len(applications))
        own = folder / application.code
        own.mkdir(parents=True, exist_ok=True)
        rng = Random(f"tandau sample {seed} {application.code}")
        for name, content in invent_attachments(rng, application, without=without.get(application.code, "")):
            (own / name).write_bytes(content)
    step(report, len(applications), len(applications))

"""Results made by hand: what a protocol must be able to show."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from fractions import Fraction

import pytest

from models.contest.application import Project
from models.contest.commission import Person, Role, Roster
from models.contest.contest import Contest
from models.contest.counting import Counting, Step, Unequal
from models.contest.criteria import Approval, ApprovedCriteria, CriteriaSet, Criterion, PointWords
from models.contest.profile import (
    AdditionalPoints,
    ConflictKind,
    ConflictRule,
    Eligibility,
    Lot,
    Parties,
    Profile,
    ProjectRules,
    Quorum,
    Territory,
    WinnersRule,
)
from models.packet.manifest import PacketApplication, PacketManifest, Refused, TechnicalSelection
from models.scoring.marks import ABSENT, NOT_GIVEN, RECUSED, Mark, points
from models.scoring.sheets import Answer, Declaration
from models.sitting.acts import (
    AdditionalPointsGiven,
    AttendanceTaken,
    Award,
    Ballot,
    ChairElected,
    Choice,
    ClashSettled,
    Closed,
    ConflictDecided,
    MarkReopened,
    Opened,
    OpinionGiven,
    Presence,
    PutOut,
    TieVoted,
    Vote,
    WayChosen,
    WinnersNamed,
)
from models.sitting.outcome import Attendance, Line, Outcome, PanelMarks, Remark, Standing, TerritoryOutcome
from models.sitting.result import Result, TakenSheet
from models.values import Both

AT = datetime(2022, 9, 5, 9, 30, tzinfo=UTC)
CRITERIA = (
    ("C1", "Жобаның әлеуметтік маңызы", "Социальная значимость проекта"),
    ("C2", "Жоба нәтижелерінің қол жетімділігі", "Достижимость результатов проекта"),
    ("C3", "Жобаның тұрақтылығы", "Устойчивость проекта"),
    ("C4", "Жобаны орындау жоспарының нақтылығы мен ұтымдылығы", "Четкость и рациональность плана исполнения проекта"),
    ("C5", "Бюджеттің орындылығы мен негізділігі", "Разумность и обоснованность бюджета"),
)
WORDS = (
    (0, 0, "сәйкессіздік", "не соответствие"),
    (1, 2, "нашар", "слабое"),
    (3, 3, "қанағаттанарлық", "удовлетворительное"),
    (4, 4, "жақсы", "хорошее"),
    (5, 5, "өте жақсы", "отличное"),
)
LONG = (
    "Әлеуметтік осал топтағы жастарға арналған «Жаңа мүмкіндік» тігін және ұлттық қолөнер шеберханасын ашу, жабдықтау, "
    "оқыту курстарын ұйымдастыру, дайын бұйымдарды жәрмеңкелерде көрсету, тәлімгерлермен кездесулер өткізу және ауыл "
    "тұрғындарын тұрақты жұмыспен қамту жөніндегі көпжылдық әлеуметтік бастама (ұзақ атауы бар жоба)"
).ljust(300, "!")[:300]
NAMES = (
    "Ғабитқызы Әсел Құрманғалиқызы",
    "Өмірзақов Ұлан Һакімұлы",
    "Құсайынова-Бекмағамбетова Гүлнұр Әбдіманап қызы Сұлтан",
    "Іңкәр Нүркен Ғабиденұлы",
    "Ахметов Руслан Сергеевич",
)
TITLES = (
    LONG,
    "Жасыл аула 🌿 экожоба",
    "Шағын наубайхана «Нан иісі»",
    "Школа робототехники для сельских подростков",
    "Әлеуметтік такси: мүмкіндігі шектеулі жандарға көмек",
)
EMAIL, IIN, PHONE = "aigul@example.org", "010101650017", "+7 701 234 56 78"


def both(kk: str, ru: str) -> Both:
    return Both(kk=kk, ru=ru)


def criteria_set() -> CriteriaSet:
    words = tuple(PointWords(low=low, high=high, words=both(kk, ru)) for low, high, kk, ru in WORDS)
    return CriteriaSet(
        criteria=tuple(
            Criterion(code=code, name=both(kk, ru), asks=both("мазмұны", "содержание"), maximum=5, points=words)
            for code, kk, ru in CRITERIA
        ),
        counting=Counting(steps=(Step(do="sum", over="criteria"), Step(do="sum", over="members"))),
    )


def contest(quotas: tuple[int, int]) -> Contest:
    lot = Lot(
        code="lot-1",
        name=both("Жетісу және Абай облыстары", "Области Жетысу и Абай"),
        period=both("2022 жылғы шілде–қараша", "июль–ноябрь 2022"),
        funds=28_000_000,
        territories=(
            Territory(code="JET", name=both("Жетісу облысы", "область Жетысу"), grants=quotas[0]),
            Territory(code="ABA", name=both("Абай облысы", "область Абай"), grants=quotas[1]),
        ),
    )
    parties = Parties(
        customer=both("Ақпарат және қоғамдық даму министрлігі", "Министерство информации и общественного развития"),
        operator=both("«Азаматтық бастамаларды қолдау» орталығы", "Центр поддержки гражданских инициатив"),
        organiser=both("«Жас Өрен» қоғамдық қоры", "Общественный фонд «Жас Өрен»"),
    )
    profile = Profile(
        code="test",
        title=both("Шағын гранттар конкурсы", "Конкурс малых грантов"),
        basis=(
            both(
                "Конкурс ережесі, 2-редакция, 2022 жылғы 1 шілдедегі № 14 бұйрықпен бекітілген",
                "Положение о конкурсе, редакция 2, утверждённое приказом № 14 от 1 июля 2022",
            ),
            both("Операторменен келісілген: 2022 жылғы 3 шілде", "Согласовано с оператором: 3 июля 2022"),
        ),
        parties=parties,
        lots=(lot,),
        eligibility=Eligibility(age_from=18, age_to=29),
        project=ProjectRules(months_at_most=3, grant_at_most=1_000_000),
        criteria=criteria_set(),
        additional_points=AdditionalPoints(name=both("қосымша", "доп."), at_most=3, point="5.4"),
        quorum=Quorum(point="4.3"),
        conflicts=ConflictRule(
            kinds=(ConflictKind(code="relative", name=both("туысы", "родственник")),),
            consequence="sit-out-application",
            point="4.7",
        ),
        winners=WinnersRule(fund=5_000_000, majority_point="6.1", next_in_line_point="6.4", contract_days=(5, 10)),
    )
    return Contest(
        id="6f2ab7f0-0000-4000-8000-000000000001",
        title=both("«ZHAS PROJECT» шағын гранттар конкурсы", "Конкурс малых грантов «ZHAS PROJECT»"),
        profile=profile,
        lot="lot-1",
        parties=parties,
        criteria=ApprovedCriteria(
            content=criteria_set(),
            approval=Approval(
                approved_by="Сейітқали Ә. Қ.",
                approved_on=date(2022, 7, 5),
                document="№ 3-Ө",
                agreed_with=("Тапсырыс беруші", "Оператор"),
            ),
        ),
    )


def roster(members: int) -> Roster:
    people = [
        Person(
            id=f"m{n}",
            name=(
                "Әубәкірова Үміт Һамитқызы",
                "Нұрғалиев Өтеген Қайратұлы",
                "Соколова Ирина Викторовна",
                "Құрманғазы-Төлегенов Ерұлан Ғалымжан ұлы Бек",
                "Ізбасар Ңұрлан Ұлықбекұлы",
            )[n - 1]
            if n <= 5
            else f"Мүшеев Ғалым{n} Әділұлы",
            position="бас сарапшы" if n % 2 else "директордың орынбасары",
            organisation="«Қоғам» ҚБ" if n % 2 else "«Жастар ресурстық орталығы» КММ",
            role=Role.MEMBER,
            proposed_chair=n == 1,
        )
        for n in range(1, members + 1)
    ]
    people += [
        Person(
            id="s1",
            name="Жүнісова Қарлығаш Өскенқызы",
            position="маман",
            organisation="«Жас Өрен» ҚҚ",
            role=Role.SECRETARY,
        ),
        Person(id="t1", name="Құпия Қызметкер", role=Role.STAFF),
    ]
    return Roster(contest="6f2ab7f0-0000-4000-8000-000000000001", people=tuple(people))


def panel(member: str, row: tuple[int, ...] | Mark, *, counted: bool = True) -> PanelMarks:
    if isinstance(row, Mark):
        return PanelMarks(member=member, marks=tuple((c[0], row) for c in CRITERIA), total=None, counted=False)
    marks = tuple((c[0], points(p)) for c, p in zip(CRITERIA, row, strict=True))
    return PanelMarks(member=member, marks=marks, total=sum(row), counted=counted)


def line(code: str, territory: str, entries: tuple[PanelMarks, ...], **more: object) -> Line:
    sums = [entry.total for entry in entries if entry.counted and entry.total is not None]
    bonus = more.get("additional") or 0
    total = sum(sums) + int(str(bonus)) if sums else None
    chain = tuple(
        f"{'+'.join(str(mark.number) for _, mark in entry.marks)} = {entry.total}" for entry in entries if entry.counted
    ) + (
        (f"{'+'.join(map(str, sums))}{f' + {bonus}' if bonus else ''} = {total} ({len(sums)}/{len(entries)})",)
        if sums
        else ()
    )
    values: dict[str, object] = {
        "application": code,
        "territory": territory,
        "panel": entries,
        "number_of_marks": len(sums),
        "total": None if total is None else Fraction(total),
        "shown": "" if total is None else str(total),
        "chain": chain,
        "standing": Standing.OUT,
    }
    return Line.model_validate({**values, **more})


def _rows(seed: int, members: int, boost: int) -> tuple[tuple[int, ...], ...]:
    return tuple(
        tuple(min(5, max(0, boost + ((seed * 7 + m * 3 + c * 5) % 3))) for c in range(5)) for m in range(members)
    )


def application(n: int, code: str, territory: str) -> PacketApplication:
    return PacketApplication(
        code=code,
        territory=territory,
        applicant=NAMES[n % 5],
        language="kk",
        project=Project(title=TITLES[n % 5], grant_asked=1_000_000 - 1000 * n),
        columns=(("disability", "2-топ"),),
    )


def manifest(applications: tuple[PacketApplication, ...], members: int, quotas: tuple[int, int]) -> PacketManifest:
    return PacketManifest(
        contest=contest(quotas),
        roster=roster(members),
        revision=2,
        built_at=AT,
        built_by="s1",
        technical=TechnicalSelection(
            received=len(applications) + 3, admitted=len(applications), refused=2, withdrawn=1, mended=4
        ),
        refused=(
            Refused(
                code="JET-901",
                applicant="Қабылданбаған Қанат",
                title="Дүкен ашу",
                territory="JET",
                reason=both("жасы 31-де", "возраст 31"),
            ),
            Refused(
                code="ABA-902",
                applicant="Кеткен Кенже",
                title="Сабын",
                territory="ABA",
                withdrawn=True,
                reason=both("", ""),
            ),
        ),
        applications=applications,
    )


def example() -> Result:
    """Two territories, ties, a vote the chair decided, a recusal, an absent and a remote member, odd names."""
    members = [f"m{n}" for n in range(1, 6)]

    def entries(rows: tuple[tuple[int, ...], ...], **odd: Mark) -> tuple[PanelMarks, ...]:
        return tuple(panel(m, odd.get(m, row)) for m, row in zip(members, rows, strict=True))

    top = ((5, 5, 5, 5, 5),) * 5
    same = _rows(3, 5, 3)
    j = "JET"
    lines = (
        line(
            "JET-001",
            j,
            entries(top),
            place_from=1,
            place_to=1,
            standing=Standing.WINNER,
            asked=1_000_000,
            awarded=950_000,
            additional=2,
            additional_ground="мүгедектігі бар баланың анасы",
        ),
        line(
            "JET-002",
            j,
            entries(top),
            place_from=2,
            place_to=3,
            standing=Standing.WINNER,
            asked=900_000,
            awarded=900_000,
            tied_with=("JET-003",),
        ),
        line(
            "JET-003",
            j,
            entries(top),
            place_from=2,
            place_to=3,
            standing=Standing.WINNER,
            asked=800_000,
            awarded=800_000,
            tied_with=("JET-002",),
        ),
        line(
            "JET-004",
            j,
            entries(same),
            place_from=4,
            place_to=4,
            standing=Standing.WINNER,
            asked=700_000,
            awarded=650_500,
            tied_with=("JET-005", "JET-006"),
            settled_by="chair",
        ),
        line(
            "JET-005",
            j,
            entries(same),
            place_from=5,
            place_to=5,
            standing=Standing.RESERVE,
            reserve=1,
            remark=Remark.LOST_VOTE,
            asked=700_000,
            tied_with=("JET-004", "JET-006"),
            settled_by="chair",
        ),
        line(
            "JET-006",
            j,
            entries(same),
            place_from=6,
            place_to=6,
            standing=Standing.RESERVE,
            reserve=2,
            remark=Remark.LOST_VOTE,
            asked=710_000,
            tied_with=("JET-004", "JET-005"),
            settled_by="chair",
        ),
        line(
            "JET-007",
            j,
            entries(_rows(1, 5, 2)),
            place_from=7,
            place_to=7,
            standing=Standing.RESERVE,
            reserve=3,
            remark=Remark.BELOW_LINE,
            asked=990_000,
        ),
        line("JET-008", j, entries(_rows(2, 5, 1), m3=RECUSED), remark=Remark.NOT_RANKED, asked=1_000_000),
        line(
            "JET-009", j, entries(_rows(4, 5, 1), m3=RECUSED, m4=NOT_GIVEN), remark=Remark.DISQUALIFIED, asked=500_000
        ),
    )
    a = "ABA"
    gone = {"m5": ABSENT}
    others = (
        line(
            "ABA-001",
            a,
            entries(_rows(2, 5, 3), **gone),
            place_from=1,
            place_to=1,
            standing=Standing.WINNER,
            asked=1_000_000,
            awarded=1_000_000,
        ),
        line(
            "ABA-002",
            a,
            entries(_rows(1, 5, 3), **gone),
            place_from=2,
            place_to=2,
            standing=Standing.WINNER,
            asked=600_000,
            awarded=600_000,
        ),
        line(
            "ABA-003",
            a,
            entries(_rows(2, 5, 2), **gone),
            place_from=3,
            place_to=3,
            standing=Standing.RESERVE,
            reserve=1,
            remark=Remark.QUOTA,
            asked=640_000,
        ),
        line(
            "ABA-004",
            a,
            entries(_rows(5, 5, 2), **gone),
            place_from=4,
            place_to=4,
            standing=Standing.RESERVE,
            reserve=2,
            remark=Remark.QUOTA,
            asked=640_000,
        ),
        line(
            "ABA-005",
            a,
            entries(_rows(5, 5, 0), **gone),
            place_from=5,
            place_to=5,
            remark=Remark.THRESHOLD,
            asked=640_000,
        ),
    )
    applications = tuple(application(n, ln.application, ln.territory) for n, ln in enumerate((*lines, *others)))
    votes = tuple(
        Vote(member=m, choice=choice)
        for m, choice in zip(members, (Choice.FOR, Choice.FOR, Choice.AGAINST, Choice.ABSTAINED), strict=False)
    )
    by: dict[str, object] = {"at": AT, "by": "s1"}
    acts = [
        {
            "kind": "opened",
            **by,
            "number": "3/2022",
            "on": date(2022, 9, 5),
            "place": "Талдықорған қ., Тәуелсіздік к-сі, 38",
            "form": "mixed",
        },
        AttendanceTaken(
            at=AT, by="s1", presence=(*((m, Presence.PRESENT) for m in members[:4]), ("m5", Presence.ABSENT))
        ),
        AttendanceTaken(
            at=AT,
            by="s1",
            presence=(
                ("m1", Presence.PRESENT),
                ("m2", Presence.PRESENT),
                ("m3", Presence.PRESENT),
                ("m4", Presence.REMOTE),
                ("m5", Presence.ABSENT),
            ),
        ),
        ChairElected(at=AT, by="s1", chair="m1", votes=votes),
        ConflictDecided(
            at=AT,
            by="s1",
            member="m3",
            application="JET-008",
            conflict=True,
            conflict_kind="relative",
            reason="өтініш берушінің әпкесі",
        ),
        ConflictDecided(
            at=AT, by="s1", member="m2", application="JET-001", conflict=False, reason="бұрынғы көрші ғана", votes=votes
        ),
        ClashSettled(
            at=AT,
            by="s1",
            member="m2",
            application="JET-007",
            criterion="C2",
            mark=points(4),
            reason="мүше екінші парақты растады",
        ),
        WayChosen(
            at=AT,
            by="m1",
            territory="ABA",
            way=Unequal.LEAVE_POOL,
            leaving=("m5",),
            reason="Ереженің 4.7-тармағы",
            votes=votes,
        ),
        AdditionalPointsGiven(at=AT, by="s1", application="JET-001", points=2, ground="мүгедектігі бар баланың анасы"),
        MarkReopened(
            at=AT,
            by="s1",
            member="m1",
            application="JET-007",
            criterion="C3",
            old=points(4),
            new=points(3),
            reason=f"Бюджетте қате; байланыс: {EMAIL}, {PHONE}, ЖСН {IIN}",
        ),
        TieVoted(
            at=AT,
            by="s1",
            territory="JET",
            tied=("JET-004", "JET-005", "JET-006"),
            places=1,
            ballots=(
                Ballot(member="m1", applications=("JET-004",)),
                Ballot(member="m2", applications=("JET-005",)),
                Ballot(member="m3", applications=("JET-005",)),
                Ballot(member="m4", applications=("JET-004",)),
            ),
            chair_choice=("JET-004",),
            reason="Қамтылатын адам саны көп",
        ),
        PutOut(
            at=AT,
            by="s1",
            application="JET-009",
            remark="disqualified",
            reason="жалған құжат: денсаулық анықтамасы",
            votes=votes,
        ),
        WinnersNamed(
            at=AT,
            by="m1",
            territory="JET",
            votes=votes,
            awards=tuple(
                Award(application=ln.application, awarded=ln.awarded) for ln in lines if ln.standing is Standing.WINNER
            ),
        ),
        WinnersNamed(
            at=AT,
            by="m1",
            territory="ABA",
            votes=votes,
            awards=tuple(
                Award(application=ln.application, awarded=ln.awarded) for ln in others if ln.standing is Standing.WINNER
            ),
        ),
        OpinionGiven(at=AT, by="s1", member="m3", text="JET-005 жобасын қолдау керек деп есептеймін."),
        Closed(at=AT, by="m1"),
    ]
    acts[0] = Opened.model_validate(acts[0])
    return Result.model_validate(
        {
            "packet": "ab" * 32,
            "criteria": contest((4, 2)).criteria.digest(),  # type: ignore[union-attr]
            "manifest": manifest(applications, 5, (4, 2)),
            "sheets": tuple(
                TakenSheet(member=m, revision=r, sha256=f"{r}{m[1]}" * 32, counts=m != "m2" or r == 2)
                for m, r in (("m1", 1), ("m2", 1), ("m2", 2), ("m3", 1), ("m4", 1))
            ),
            "declarations": (
                ("m2", (Declaration(application="JET-001", answer=Answer.NOT_SURE, note="көрші болған"),)),
                (
                    "m3",
                    (Declaration(application="JET-008", answer=Answer.CONFLICT, kind="relative", note="менің сіңлім"),),
                ),
            ),
            "acts": tuple(acts),
            "outcome": Outcome(
                attendance=Attendance(
                    members=5, present=("m1", "m2", "m3"), remote=("m4",), absent=("m5",), needed=3, valid=True
                ),
                chair="m1",
                territories=(
                    TerritoryOutcome(territory=j, grants=4, maximum=Fraction(128), comparable=True, lines=lines),
                    TerritoryOutcome(territory=a, grants=2, maximum=Fraction(100), comparable=True, lines=others),
                ),
                questions=(),
            ),
        }
    )


def large(count: int, members: int, winners: int = 20) -> Result:
    """`count` applications marked by `members`, `winners` of them named."""
    base = example()
    made = []
    ids = [f"m{n}" for n in range(1, members + 1)]
    for n in range(count):
        rows = _rows(n, members, 3 - n * 4 // count)
        made.append(line(f"JET-{n + 1:04}", "JET", tuple(panel(m, row) for m, row in zip(ids, rows, strict=True))))
    made.sort(key=lambda ln: (-(ln.total or 0), ln.application))
    totals = [ln.total for ln in made]
    lines = []
    for n, ln in enumerate(made):
        first, last = totals.index(ln.total) + 1, count - totals[::-1].index(ln.total)
        tied = tuple(o.application for o in made[first - 1 : last] if o is not ln) if last - first < 6 else ()
        state: dict[str, object] = {"standing": Standing.OUT, "remark": Remark.BELOW_LINE}
        if n < winners:
            state = {"standing": Standing.WINNER, "awarded": 990_000}
        elif n < winners + 10:
            state = {"standing": Standing.RESERVE, "remark": Remark.BELOW_LINE, "reserve": n - winners + 1}
        lines.append(
            ln.model_copy(
                update={"place_from": first, "place_to": last, "tied_with": tied, "asked": 1_000_000, **state}
            )
        )
    outcome = base.outcome.model_copy(
        update={
            "attendance": Attendance(
                members=members, present=tuple(ids), remote=(), absent=(), needed=members // 2 + 1, valid=True
            ),
            "territories": (
                TerritoryOutcome(
                    territory="JET", grants=winners, maximum=Fraction(25 * members), comparable=True, lines=tuple(lines)
                ),
            ),
        }
    )
    applications = tuple(application(n, f"JET-{n + 1:04}", "JET") for n in range(count))
    acts = tuple(act for act in base.acts if isinstance(act, Opened | ChairElected | Closed))
    return base.model_copy(
        update={
            "manifest": manifest(applications, members, (winners, 0)),
            "acts": acts,
            "outcome": outcome,
            "declarations": (),
        }
    )


@pytest.fixture(scope="session")
def result() -> Result:
    return example()


@pytest.fixture(scope="session")
def make_large() -> Callable[..., Result]:
    return large

"""A contest, its people and applications, made by hand."""

from datetime import UTC, date, datetime
from fractions import Fraction

from models.contest.application import Project
from models.contest.commission import Person, Role, Roster
from models.contest.contest import Contest
from models.contest.counting import Counting, Step
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
from models.scoring.marks import Mark, points
from models.sitting.outcome import Line, PanelMarks, Standing
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

"""The decision that names who follows: one paper for every naming of the next in line at a further sitting."""

from collections.abc import Iterator

from models.contest.calendar import contract_deadline
from models.contest.money import money
from models.protocol import words, words_further
from models.protocol.blocks import (
    Block,
    Column,
    Ends,
    Facts,
    Heading,
    Letterhead,
    Numbered,
    Paper,
    Row,
    Signatures,
    Table,
    Text,
    Words,
    fill,
)
from models.protocol.case import Case, day, named_votes, point, sum_or_dash, total
from models.protocol.decision import next_in_line, savings, signature_places
from models.protocol.public import public_result
from models.protocol.ranking import place
from models.sitting.acts import Award, NextNamed, Opened, WinnerLeft
from models.sitting.result import Result
from models.values import both as _b

DECISION = _b("КОНКУРСТЫҚ КОМИССИЯНЫҢ ШЕШІМІ", "РЕШЕНИЕ КОНКУРСНОЙ КОМИССИИ")
ABOUT = _b(
    "кезекте тұрған өтінімдерді жеңімпаз деп тану туралы", "о признании победителями следующих по очереди заявок"
)
FILE_TITLE = _b(
    "Кезекте тұрғандарды жеңімпаз деп тану туралы № {number} шешім",
    "Решение № {number} о признании победителями следующих по очереди",
)
RUNNING = _b("№ {number} шешім, {day}", "Решение № {number}, {day}")
REGISTERED = _b("№ {number}\n{day} ж.", "№ {number}\n{day} г.")
DRAFT = _b(
    "ЖОБА. Отырыс жабылмаған. Бұл құжаттың заңды күші жоқ.",
    "ПРОЕКТ. Заседание не закрыто. Этот документ не имеет юридической силы.",
)
GROUNDS = _b("1. Негіз", "1. Основание")
ADOPTED = _b("Қабылданды", "Принято")
ADOPTED_AT = _b(
    "комиссияның отырысында, {day} ж. № {number} хаттама", "на заседании комиссии, протокол № {number} от {day} г."
)
EARLIER = _b("Рейтинг бекітілген хаттама", "Рейтинг утверждён протоколом")
TERRITORY = _b("Аумақ", "Территория")
SAVINGS = _b(
    "Гранттар санынан артық жеңімпаздар үнемделген қаражат есебінен танылады; ешкім алмаған гранттарға арналған "
    "қаражат үнемге жатпайды.",
    "Победители сверх числа грантов признаются за счёт экономии; средства на гранты, которых никто не получил, "
    "экономией не являются.",
)
VOTED = _b("2. Дауыс беру", "2. Голосование")
DECIDED = _b("3. Комиссия шешті", "3. Комиссия решила")
RECOGNISE = _b(
    "{name} бойынша төмендегі өтінімдер жеңімпаз деп танылсын:",
    "Признать победителями по территории «{name}» заявки, указанные ниже:",
)
CONTRACT = _b(
    "Осы тармақтарда аталған жеңімпаздармен шарттар {first} – {last} аралығында жасалсын.",
    "Заключить договоры с указанными победителями в период {first} – {last}.",
)
REST = _b("Рейтинг пен бұрынғы хаттаманың өзгертілмеген шешімдері күшінде қалсын.",
          "Рейтинг и не изменённые решения прежнего протокола оставить в силе.")  # fmt: skip
WAITING = _b("4. Осы шешімнен кейінгі кезек", "4. Очередь после этого решения")
NOBODY_WAITS = _b("Кезекте өтінім қалған жоқ.", "В очереди заявок не осталось.")


def next_in_line_papers(result: Result, *, fingerprint: str, public: bool = False) -> tuple[Paper, ...]:
    """Return the decisions of the last sitting of `result`, one for each naming, in their order; none without any.

    Numbered after the protocol: "8/1", "8/2" … `fingerprint` is the SHA-256 of the result file, in hex. The public form
    is written from `public_result` alone: without what a loss of the grant is based on.
    """
    case = Case(public_result(result) if public else result, fingerprint=fingerprint, public=public)
    opened = case.last(Opened)
    on = opened.on if opened else None
    papers = []
    for n, act in enumerate(case.acts(NextNamed), 1):
        number = f"{opened.number if opened else '–'}/{n}"
        papers.append(
            Paper(
                title=fill(FILE_TITLE, number=number),
                number=number,
                on=on,
                fingerprint=fingerprint,
                running=fill(RUNNING, number=number, day=day(on)),
                blocks=tuple(_body(case, act, number)),
            )
        )
    return tuple(papers)


def _body(case: Case, act: NextNamed, number: str) -> Iterator[Block]:
    opened = case.last(Opened)
    assert opened is not None  # nobody is named at a sitting that is not open
    contest = case.result.manifest.contest
    yield Letterhead(contest.parties.organiser)
    yield Heading(DECISION, 0)
    yield Text(ABOUT, "centre")
    yield Text(contest.title, "centre")
    yield Ends(fill(REGISTERED, number=number, day=day(opened.on)), opened.place)
    if not case.session.closed:
        yield Text(DRAFT, "draft")
    yield from _grounds(case, act, opened)
    yield Heading(VOTED)
    yield from named_votes(case, act.votes)
    if act.reason:
        yield Text(fill(words.REASON_IS, reason=act.reason))
    yield from _decided(case, act, opened)
    yield Heading(WAITING)
    outcome = next(one for one in case.result.outcome.territories if one.territory == act.territory)
    waiting = tuple(next_in_line(case, outcome, rest=words_further.FURTHER_IN_LINE))
    yield from waiting or (Text(NOBODY_WAITS),)
    if case.beyond_grants(act):
        yield from savings(case)
    yield Signatures(words.SIGNATURES, signature_places(case))


def _grounds(case: Case, act: NextNamed, opened: Opened) -> Iterator[Block]:
    rules = case.profile.winners
    yield Heading(GROUNDS)
    rows: list[tuple[Words, Words]] = [
        (ADOPTED, fill(ADOPTED_AT, number=opened.number, day=day(opened.on))),
        *(
            (EARLIER if not n else "", fill(words_further.EARLIER_IS, number=one.number, day=day(one.on)))
            for n, one in enumerate(case.session.stands_on[:1])
        ),
        (TERRITORY, case.territory(act.territory)),
        *((words.BASIS if not n else "", basis) for n, basis in enumerate(case.profile.basis)),
    ]
    if rules.next_in_line_point:
        rows.append((words_further.GROUND, point(rules.next_in_line_point)))
    yield Facts(tuple(rows))
    if case.beyond_grants(act):
        yield Text(SAVINGS)
    elif not act.instead_of:
        yield Text(case.worded(words_further.FREE))
    if not act.instead_of:
        return
    yield Text(case.worded(words_further.FREED))
    gone = {one.application: one for one in case.every(WinnerLeft)}
    columns = [
        Column(words.CODE, 24),
        Column(words.APPLICANT_PROJECT, 50, grow=1.4),
        Column(words_further.WHAT, 32),
        Column(words_further.ON, 21),
    ]
    if not case.public:
        columns += [Column(words_further.DOCUMENT, 22), Column(words_further.GROUND, 32, grow=1)]
    yield Table(tuple(columns), tuple(Row(tuple(_gone(case, code, gone.get(code)))) for code in act.instead_of))


def _gone(case: Case, code: str, left: WinnerLeft | None) -> Iterator[Words]:
    yield code
    yield case.applicant_and_title(code) or "–"
    yield case.worded(words_further.HOW[left.how]) if left else "–"
    yield day(left.on) if left else "–"
    if not case.public:
        yield (left.document if left else "") or "–"
        yield (left.basis if left else "") or "–"


def _decided(case: Case, act: NextNamed, opened: Opened) -> Iterator[Block]:
    yield Heading(DECIDED)
    points: list[Words] = []
    if act.instead_of:
        points.append(fill(case.worded(words_further.NO_GRANT), codes=", ".join(act.instead_of)))
    days = contract_deadline(case.profile, opened.on)
    if days is not None:
        points.append(fill(CONTRACT, first=day(days[0]), last=day(days[1])))
    points.append(REST)
    yield Numbered("1.", fill(RECOGNISE, name=case.territory(act.territory)))
    yield _awards(case, act.awards)
    for number, text in enumerate(points, 2):
        yield Numbered(f"{number}.", text)


def _awards(case: Case, awards: tuple[Award, ...]) -> Table:
    rows = [
        Row(
            (
                str(number),
                award.application,
                case.applicant_and_title(award.application) or "–",
                total(line := case.result.outcome.line(award.application)),
                place(line),
                *((sum_or_dash(line.asked), sum_or_dash(award.awarded)) if case.gives_money else ()),
            )
        )
        for number, award in enumerate(awards, 1)
    ]
    if case.gives_money and len(awards) > 1:
        awarded = money(sum(award.awarded or 0 for award in awards))
        rows.append(Row(("", "", words.SUM, "", "", "", awarded), strong=True))
    money_columns = [Column(words.ASKED, 25, align="right"), Column(words.AWARDED, 27, align="right")]
    return Table(
        (
            Column(words.NUMBER, 10, align="right"),
            Column(words.CODE, 24),
            Column(words.APPLICANT_PROJECT, 50, grow=1),
            Column(words.TOTAL, 16, align="right"),
            Column(words.PLACE_COL, 14, align="centre"),
            *(money_columns if case.gives_money else ()),
        ),
        tuple(rows),
    )

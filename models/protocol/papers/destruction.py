"""The act of destruction of personal data: what went, what stays, on what ground, and the copies seen to by hand."""

from models.contest.local_time import named
from models.protocol import words
from models.protocol.blocks import Block, Column, Facts, Heading, Paper, Row, Signature, Signatures, Table, Text, fill
from models.protocol.case import clock
from models.protocol.papers.office import Frame, paper_of, parties, signers
from models.sitting.presence.spans import spans
from models.values import Both, Moment, Value
from models.values import both as _b

ACT = _b("ДЕРБЕС ДЕРЕКТЕРДІ ЖОЮ ТУРАЛЫ АКТ", "АКТ ОБ УНИЧТОЖЕНИИ ПЕРСОНАЛЬНЫХ ДАННЫХ")
FILE_TITLE = _b("Дербес деректерді жою туралы акт", "Акт об уничтожении персональных данных")
LEAD = _b(
    "Осы акт конкурсқа қатысушылардың дербес деректері оларды жинау және өңдеу мақсатына қол жеткізілгеннен кейін "
    "орталық файлдан жойылғаны туралы жасалды.",
    "Настоящий акт составлен о том, что персональные данные участников конкурса уничтожены в центральном файле после "
    "достижения цели их сбора и обработки.",
)
DONE = _b("Не жойылды", "Что уничтожено")
GROUND = _b("Жою негізі", "Основание уничтожения")
WHAT = _b("Жойылған деректер", "Уничтоженные данные")
APPLICATIONS = _b("Дербес деректері жойылған өтінімдер саны", "Заявок, персональные данные которых уничтожены")
CODES = _b("Олардың кодтары", "Их коды")
FILES = _b("Жойылған қоса берілген файлдар саны", "Уничтожено приложенных файлов")
WHEN = _b("Жойылған уақыты", "Время уничтожения")
WHO = _b("Жойған", "Уничтожил(а)")
RECORD = _b("Орталық файлдағы жазба", "Запись в центральном файле")
HOW = _b("Тәсілі", "Способ")
HOW_IS = _b(
    "орталық файлдағы және онда сақталған пакеттер мен нәтижелердегі жазбалар қайтарымсыз өшірілді",
    "записи в центральном файле и в хранящихся в нём пакетах и результатах удалены безвозвратно",
)
KEPT = _b("Не сақталады", "Что сохраняется")
KEPT_IS = _b(
    "Дербес дерек болып табылмайтын мәліметтер сақталады: өтінімдердің кодтары, аумақтары мен бағыттары, сұралған және "
    "берілген сомалар, комиссия мүшелерінің балдары, жалпы балдар, комиссия шешімдері, хаттаманың нөмірі мен күні.",
    "Сохраняются сведения, не являющиеся персональными данными: коды, территории и направления заявок, запрошенные и "
    "присуждённые суммы, баллы членов комиссии, общие баллы, решения комиссии, номер и дата протокола.",
)
COPIES = _b("Өзге тасығыштардағы көшірмелер", "Копии на других носителях")
COPIES_ARE = _b(
    "Орталық файлдың көшірмелері мен сервердің сақтық көшірмелері, пакеттер мен бағалау парақтары бар тасығыштар, "
    "комиссия мүшелерінің компьютерлеріндегі файлдар және қағаз құжаттар қолмен жойылады; "
    "олардың әрқайсысы төменде жазылады.",
    "Копии центрального файла, резервные копии сервера, носители с пакетами и оценочными листами, файлы на компьютерах "
    "членов комиссии и бумажные документы уничтожаются вручную; каждый из них вписывается ниже.",
)
CARRIER = _b("Тасығыш немесе құжат, оның нөмірі", "Носитель или документ, его номер")
CARRIER_HOW = _b("Жою тәсілі", "Способ уничтожения")
CARRIER_ON = _b("Күні", "Дата")
CARRIER_BY = _b("Қолы", "Подпись")
PRESENT = _b("Жою кезінде қатысқандар:", "При уничтожении присутствовали:")
WITNESS = _b("Жауапты тұлға", "Ответственное лицо")
_LINES = 6
"""Empty rows for copies; more go on a second sheet."""


class Destroyed(Value):
    """What the act tells."""

    frame: Frame
    record: str
    """The id of the record in the central file."""
    codes: tuple[str, ...]
    """Of the applications whose data went."""
    attachments: int
    what: Both
    ground: str
    by: str
    """The name of whoever did it, with the position where it is known."""
    at: Moment


def destruction_act(done: Destroyed) -> Paper:
    """Return the act, to be signed; names of applicants are gone by then, and it names none."""
    zone = done.frame.contest.zone
    rows = tuple(Row((str(number), "\n", "", "", "")) for number in range(1, _LINES + 1))
    body: tuple[Block, ...] = (
        Text(LEAD),
        Facts(parties(done.frame)),
        Heading(fill(_b("1. {text}", "1. {text}"), text=DONE)),
        Facts(
            (
                (GROUND, done.ground),
                (WHAT, done.what),
                (APPLICATIONS, str(len(done.codes))),
                (CODES, ", ".join(spans(done.codes, done.codes)) or "–"),
                (FILES, str(done.attachments)),
                (HOW, HOW_IS),
                (WHEN, fill(_b("{at}, {zone}", "{at}, {zone}"), at=clock(done.at, zone), zone=named(done.at, zone))),
                (WHO, done.by),
                (RECORD, done.record),
            )
        ),
        Heading(fill(_b("2. {text}", "2. {text}"), text=KEPT)),
        Text(KEPT_IS),
        Heading(fill(_b("3. {text}", "3. {text}"), text=COPIES)),
        Text(COPIES_ARE),
        Table(
            (
                Column(words.NUMBER, 10, align="right"),
                Column(CARRIER, 60, grow=2),
                Column(CARRIER_HOW, 40, grow=1),
                Column(CARRIER_ON, 22),
                Column(CARRIER_BY, 26),
            ),
            rows,
        ),
        Signatures(
            PRESENT,
            (*signers(done.frame), *(Signature(WITNESS, "") for _ in range(max(0, 3 - len(signers(done.frame)))))),
        ),
    )
    return paper_of(done.frame, kind=ACT, file_title=FILE_TITLE, digest=done.digest(), body=body)

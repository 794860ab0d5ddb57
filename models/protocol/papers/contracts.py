"""The register of contracts: with whom, by which protocol, number and day, sums, what was spent, what is still due."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby

from models.contest.money import money
from models.protocol import words
from models.protocol.blocks import Block, Column, Facts, Heading, Paper, Row, Signatures, Table, Text, Words, fill
from models.protocol.case import and_so, day, sum_or_dash
from models.protocol.papers.office import Frame, paper_of, signers
from models.values import Value
from models.values import both as _b

REGISTER = _b("ШАРТТАР ТІЗІЛІМІ", "РЕЕСТР ДОГОВОРОВ")
FILE_TITLE = _b("Шарттар тізілімі", "Реестр договоров")
LEAD = _b(
    "Тізілім {day} ж. жағдайы бойынша жасалды. Сомалар теңгемен көрсетілген.",
    "Реестр составлен по состоянию на {day} г. Суммы указаны в тенге.",
)
GRANTEE = _b("Грант алушы, жобасы", "Грантополучатель, проект")
PROTOCOL = _b("Хаттама", "Протокол")
CONTRACT = _b("Шарт", "Договор")
SUMS = _b("Сома, ₸", "Сумма, ₸")
AWARDED = _b("Берілгені", "Присуждено")
AGREED = _b("Шарт бойынша", "По договору")
SPENT = _b("Нақты шығын", "Фактически")
DEVIATION = _b("Ауытқу", "Отклонение")
NOTE = _b("Құжаттар, ескертпе", "Документы, примечание")
STATE = {
    "signed": _b("жасалды", "заключён"),
    "completed": _b("орындалды", "исполнен"),
    "failed": _b("жасалмады немесе бұзылды", "не заключён или расторгнут"),
}
DUE = _b("жасалуы тиіс:\n{first} – {last}", "подлежит заключению:\n{first} – {last}")
OVERDUE = _b("мерзімі өтті", "срок истёк")
NONE_YET = _b("жасалған жоқ", "не заключён")
NOBODY = _b("Шарт жасалуы тиіс жеңімпаздар жоқ.", "Победителей, с которыми заключаются договоры, нет.")
IN_ALL = _b("Барлығы, {n}", "Итого, {n}")
TOTALS = _b("Қорытынды", "Итоги")
FIGURES = (
    _b("Тізілімдегі жол саны", "Строк в реестре"),
    _b("Жасалған және орындалған шарттар", "Договоров заключено и исполнено"),
    _b("Оның ішінде орындалғаны", "Из них исполнено"),
    _b("Жасалмаған немесе бұзылған шарттар", "Договоров не заключено или расторгнуто"),
    _b("Әлі жасалмағаны", "Ещё не заключено"),
    _b("Оның ішінде мерзімі өткені", "Из них с истёкшим сроком"),
)
SAVED = _b("Үнемделген қаражат (шарт сомасы мен нақты шығынның айырмасы)",
           "Экономия (сумма договоров за вычетом фактических расходов)")  # fmt: skip


class ContractRow(Value):
    """One winner, or one who follows, with the contract. Money in whole KZT."""

    territory: str
    code: str
    grantee: str
    title: str
    protocol_number: str = ""
    protocol_on: date | None = None
    awarded: int | None = None
    first: date | None = None
    last: date | None = None
    """By when it is to be signed, both inclusive."""
    state: str = ""
    """"signed", "completed", "failed", or "" where there is none yet."""
    number: str = ""
    signed_on: date | None = None
    amount: int | None = None
    actual_cost: int | None = None
    documents: str = ""
    note: str = ""

    @property
    def counts(self) -> bool:
        """Whether the contract stands: its sums are added up."""
        return self.state in ("signed", "completed")

    @property
    def agreed(self) -> int | None:
        """The sum of a contract that stands."""
        return self.amount if self.counts else None

    @property
    def spent(self) -> int | None:
        """What a contract that stands cost."""
        return self.actual_cost if self.counts else None

    @property
    def deviation(self) -> int | None:
        """Sum less actual cost; None while a figure is missing."""
        return None if self.agreed is None or self.spent is None else self.agreed - self.spent


class Contracts(Value):
    """What the register tells."""

    frame: Frame
    rows: tuple[ContractRow, ...]
    """By territory."""


def contract_register(data: Contracts) -> Paper:
    """Return the register, one table a territory; the sums are those of contracts that stand."""
    frame = data.frame
    return paper_of(
        frame, kind=REGISTER, file_title=FILE_TITLE, digest=data.digest(), body=tuple(_body(data)), wide=True
    )


def _body(data: Contracts) -> Iterator[Block]:
    frame = data.frame
    yield Text(fill(LEAD, day=day(frame.on)))
    if not data.rows:
        yield Text(NOBODY, "strong")
    number = 0
    for territory, group in groupby(data.rows, key=lambda row: row.territory):
        rows = tuple(group)
        yield Heading(fill(words.TERRITORY_IS, name=frame.territory(territory), code=territory or "–"), 2)
        yield _table(rows, number, frame.on)
        number += len(rows)
    yield Heading(TOTALS, 2)
    yield Facts(tuple(_totals(data.rows, frame.on)))
    yield Signatures("", signers(frame))


def _table(rows: Sequence[ContractRow], before: int, on: date) -> Table:
    lines = [_line(number, row, on) for number, row in enumerate(rows, before + 1)]
    sums = [_sum(each) for each in _columns(rows)]
    lines.append(Row(("", "", fill(IN_ALL, n=len(rows)), "", "", *sums, ""), strong=True))
    return Table(
        (
            Column(words.NUMBER, 10, align="right"),
            Column(words.CODE, 20),
            Column(GRANTEE, 44, grow=2),
            Column(PROTOCOL, 22),
            Column(CONTRACT, 38),
            Column(AWARDED, 22, align="right", group=SUMS),
            Column(AGREED, 22, align="right", group=SUMS),
            Column(SPENT, 22, align="right", group=SUMS),
            Column(DEVIATION, 20, align="right", group=SUMS),
            Column(NOTE, 26, grow=1),
        ),
        tuple(lines),
    )


def _line(number: int, row: ContractRow, on: date) -> Row:
    note = "\n".join(part for part in (row.documents, row.note) if part)
    return Row(
        (
            str(number),
            row.code,
            "\n".join(part for part in (row.grantee, row.title) if part) or "–",
            _named(row.protocol_number, row.protocol_on),
            _contract(row, on),
            *(sum_or_dash(each) for each in (row.awarded, row.agreed, row.spent, row.deviation)),
            note or "–",
        )
    )


def _named(number: str, on: date | None) -> str:
    parts = ([f"№ {number}"] if number else []) + ([day(on)] if on is not None else [])
    return "\n".join(parts) or "–"


def _contract(row: ContractRow, on: date) -> Words:
    if row.state:
        named = _named(row.number, row.signed_on)
        return STATE[row.state] if named == "–" else and_so([named, STATE[row.state]], "\n")
    if row.last is None:
        return NONE_YET
    due = fill(DUE, first=day(row.first), last=day(row.last))
    return and_so([due, OVERDUE], "\n") if on > row.last else due


def _columns(rows: Iterable[ContractRow]) -> tuple[list[int], ...]:
    kept = tuple(rows)
    return tuple(
        [amount for amount in each if amount is not None]
        for each in (
            [row.awarded for row in kept if row.state != "failed"],
            [row.agreed for row in kept],
            [row.spent for row in kept],
            [row.deviation for row in kept],
        )
    )


def _sum(amounts: Sequence[int]) -> str:
    return money(sum(amounts)) if amounts else "–"


def _totals(rows: Sequence[ContractRow], on: date) -> Iterator[tuple[Words, Words]]:
    open_ = [row for row in rows if not row.state]
    counts = (
        len(rows),
        sum(row.counts for row in rows),
        sum(row.state == "completed" for row in rows),
        sum(row.state == "failed" for row in rows),
        len(open_),
        sum(row.last is not None and on > row.last for row in open_),
    )
    yield from ((label, str(count)) for label, count in zip(FIGURES, counts, strict=True))
    for label, amounts in zip((AWARDED, AGREED, SPENT, SAVED), _columns(rows), strict=True):
        yield (fill(_b("{label}, ₸", "{label}, ₸"), label=label), _sum(amounts))

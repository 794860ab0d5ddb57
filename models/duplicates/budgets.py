"""The same supplier, or the same lines of a price quote, in the budgets of several applications."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations

from models.contest.application import Application
from models.contest.money import money
from models.intake.folding import fold
from models.values import Value

LINES = 3
"""Budget lines with the same words and the same price that two budgets share at least."""
_FORMS = "ЖШС|ТОО|АҚ|АО|ЖК|ИП|ШҚ|КХ|ФХ|ЖМ|ЧУ|ҚҚ|ОФ|ҚБ|ОО|РҚБ|РОО|LLP|LLC|ЧП|СПК|ПК"
_QUOTED = re.compile(rf"(?<!\w)(?:{_FORMS})\W{{0,3}}[«\"“„'‘]([^»\"”“'’\n]{{2,60}})[»\"”“'’]")
_BARE = re.compile(rf"(?<!\w)(?:{_FORMS})\.?[ \u00a0]+((?:[А-ЯӘҒҚҢӨҰҮҺІЁA-Z][\w’'-]*\.?[ \u00a0]?){{1,3}})")
_BEFORE = re.compile(rf"[«\"“„]([^»\"”“\n]{{2,60}})[»\"”“][ \u00a0]*(?:{_FORMS})(?!\w)")
_NUMBER = re.compile(r"(?:БСН|БИН|ЖСН|ИИН|BIN|IIN)\W{0,3}(\d{12})(?!\d)", re.IGNORECASE)
_MOST_CODES = 200


class SharedSupplier(Value):
    """A supplier that several budgets or lists of partners name."""

    name: str
    """As the first application writes it."""
    codes: tuple[str, ...]
    strength: float
    """0–1: the fewer of all applications name it, the more it tells."""


class SharedQuote(Value):
    """Two budgets with several lines of the same words and the same price."""

    one: str
    two: str
    lines: tuple[str, ...]
    """As the first of them writes them, with the price in KZT."""
    strength: float
    """0–1: the part of the shorter budget that they share, each line weighed by how few budgets have it."""


def suppliers(application: Application) -> dict[str, str]:
    """Return the suppliers that budget and partners name, as written, by what tells them: number or folded name."""
    found: dict[str, str] = {}
    for text in (*(row.item for row in application.project.budget), application.project.partners):
        for number in _NUMBER.findall(text):
            found.setdefault(number, number)
        for pattern in (_QUOTED, _BEFORE, _BARE):
            for match in pattern.finditer(text):
                key = fold(match[1]).replace(" ", "")
                if len(key) > 2:
                    found.setdefault(key, match[0].strip())
    return found


def shared_suppliers(applications: Iterable[Application]) -> tuple[SharedSupplier, ...]:
    """Return every supplier of two or more applications, the rarest first."""
    by_key: dict[str, dict[str, str]] = defaultdict(dict)
    many = 0
    for application in applications:
        many += 1
        for key, name in suppliers(application).items():
            by_key[key].setdefault(application.code, name)
    found = [
        SharedSupplier(
            name=next(iter(named.values())),
            codes=tuple(sorted(named))[:_MOST_CODES],
            strength=round(_rare(len(named), many), 3),
        )
        for named in by_key.values()
        if len(named) > 1
    ]
    return tuple(sorted(found, key=lambda one: (-one.strength, one.codes, one.name)))


def _rare(named: int, many: int) -> float:
    """Return 0.7 for what two applications share, less the more do; in a contest of few it tells less."""
    return 0.7 * (1 - (named - 2) / max(many, 20)) ** 2


def _lines(application: Application) -> dict[tuple[str, int], str]:
    return {
        (fold(row.item), row.price): f"{row.item} – {money(row.price)}"
        for row in application.project.budget
        if row.price and fold(row.item)
    }


def shared_quotes(applications: Iterable[Application]) -> tuple[SharedQuote, ...]:
    """Return the pairs of budgets that share `LINES` or more lines which few budgets have, the strongest first."""
    budgets = {application.code: _lines(application) for application in applications}
    by_line: dict[tuple[str, int], list[str]] = defaultdict(list)
    for code, lines in budgets.items():
        for line in lines:
            by_line[line].append(code)
    at_most = max(3, min(12, len(budgets) // 5 + 2))
    rare = {line: codes for line, codes in by_line.items() if 2 <= len(codes) <= at_most}
    pairs = Counter(pair for codes in rare.values() for pair in combinations(sorted(codes), 2))
    found = [_quote(one, two, budgets, by_line) for (one, two), n in pairs.items() if n >= LINES]
    return tuple(sorted(found, key=lambda quote: (-quote.strength, quote.one, quote.two)))


def _quote(
    one: str, two: str, budgets: dict[str, dict[tuple[str, int], str]], by_line: dict[tuple[str, int], list[str]]
) -> SharedQuote:
    def weight(lines: Iterable[tuple[str, int]]) -> float:
        return sum(1 / max(1, len(by_line[line]) - 1) for line in lines)

    shared = [line for line in budgets[one] if line in budgets[two]]
    whole = min(weight(budgets[one]), weight(budgets[two]))
    said: Iterator[str] = (budgets[one][line] for line in shared)
    return SharedQuote(one=one, two=two, lines=tuple(said), strength=round(weight(shared) / whole, 3))

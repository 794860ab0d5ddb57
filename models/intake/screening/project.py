"""Rules about the project: length, grant, direction, sums of the budget, purposes a grant may not pay for."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from models.contest.application import Application, BudgetRow, Flag
from models.contest.contest import Contest
from models.contest.money import tenge
from models.intake.folding import words
from models.intake.reading import quantity
from models.values import Both


def about_project(application: Application, contest: Contest) -> Iterator[Flag]:
    """Yield the flags about the project, in a fixed order."""
    yield from _length(application, contest)
    yield from _direction(application, contest)
    if contest.profile.project.grant_at_most is not None:
        yield from _grant(application, contest)
        yield from _budget(application, contest)
    yield from _barred(application, contest)


def _length(application: Application, contest: Contest) -> Iterator[Flag]:
    rules, months = contest.profile.project, application.project.months
    most = rules.months_at_most
    if most is None:
        return
    if months is None:
        yield _flag("months", "Жоба мерзімі көрсетілмеген.", "Срок проекта не указан.", "No length of the project.",
                    rules.months_point)  # fmt: skip
    elif months > most or months < 1:
        yield _flag(
            "months",
            f"Жоба мерзімі, ай: {months}; рұқсат етілгені: ең көбі {most}.",
            f"Срок проекта, мес.: {months}; допускается не более {most}.",
            f"Length in months: {months}; at most {most} allowed.",
            rules.months_point,
        )


def _direction(application: Application, contest: Contest) -> Iterator[Flag]:
    directions = contest.profile.project.directions
    number = application.project.direction
    if directions and (number is None or not 1 <= number <= len(directions)):
        said = dict(application.columns).get("direction", "" if number is None else str(number))
        kk, ru, en = (f": «{said}»",) * 3 if said else ("", "", "")
        yield _flag(
            "direction",
            f"Жоба бағыты тізімдегі {len(directions)} бағыттың ешқайсысы емес{kk}.",
            f"Направление проекта не из списка ({len(directions)}){ru}.",
            f"The direction is none of the {len(directions)} listed{en}.",
            contest.profile.project.months_point,
        )


def _grant(application: Application, contest: Contest) -> Iterator[Flag]:
    rules, project = contest.profile.project, application.project
    most = rules.grant_at_most or 0
    asked = project.grant_asked
    if asked is None:
        yield _flag("grant-asked", "Сұралған грант сомасы көрсетілмеген.", "Запрашиваемая сумма гранта не указана.",
                    "No sum is asked for.", rules.grant_point)  # fmt: skip
        return
    if asked > most:
        yield _flag(
            "grant-cap",
            f"Сұралған сома {tenge(asked)}, шекті сома {tenge(most)}; артығы {tenge(asked - most)}.",
            f"Запрошено {tenge(asked)}, предельная сумма {tenge(most)}; превышение {tenge(asked - most)}.",
            f"Asked {tenge(asked)}, at most {tenge(most)}: {tenge(asked - most)} too much.",
            rules.grant_point,
        )
    if project.total_cost is not None and asked > project.total_cost:
        yield _flag(
            "grant-over-total",
            f"Сұралған сома {tenge(asked)} жобаның жалпы құнынан {tenge(project.total_cost)} артық.",
            f"Запрошенная сумма {tenge(asked)} больше общей стоимости проекта {tenge(project.total_cost)}.",
            f"Asked {tenge(asked)} is more than the total cost {tenge(project.total_cost)}.",
            rules.grant_point,
        )


def _budget(application: Application, contest: Contest) -> Iterator[Flag]:
    project, point = application.project, contest.profile.project.grant_point
    if not project.budget:
        yield _flag("budget-missing", "Бюджет кестесі жоқ.", "Нет таблицы бюджета.", "No budget table.", point)
        return
    for row in project.budget:
        product = _product(row)
        if product is not None and row.amount is not None and product != row.amount:
            yield _flag(
                f"budget-row:{row.number}",
                f"Бюджеттің {row.number}-жолы: {row.quantity} × {tenge(row.price or 0)} = {tenge(product)}, "
                f"жазылғаны {tenge(row.amount)}.",
                f"Строка {row.number} бюджета: {row.quantity} × {tenge(row.price or 0)} = {tenge(product)}, "
                f"указано {tenge(row.amount)}.",
                f"Budget row {row.number}: {row.quantity} × {tenge(row.price or 0)} = {tenge(product)}, "
                f"written {tenge(row.amount)}.",
                point,
            )
    amounts = [row.amount if row.amount is not None else _product(row) for row in project.budget]
    unread = [str(row.number) for row, amount in zip(project.budget, amounts, strict=True) if amount is None]
    if unread:
        numbers = ", ".join(unread)
        yield _flag("budget-amount", f"Бюджет жолдарының сомасы жоқ: {numbers}.",
                    f"Строки бюджета без суммы: {numbers}.",
                    f"Budget rows without an amount: {numbers}.", point)  # fmt: skip
        return
    total = sum(amount for amount in amounts if amount is not None)
    stated = [sum_ for sum_ in (project.total_cost, project.grant_asked) if sum_ is not None]
    # The table may show the whole cost, or only what the grant pays for; anything else is a wrong sum.
    if stated and total not in stated:
        yield _flag(
            "budget-total",
            f"Бюджет жолдарының қосындысы {tenge(total)}, көрсетілгені {tenge(stated[0])}; "
            f"айырмашылығы {tenge(abs(total - stated[0]))}.",
            f"Сумма строк бюджета {tenge(total)}, указано {tenge(stated[0])}; разница {tenge(abs(total - stated[0]))}.",
            f"The budget rows add up to {tenge(total)}, stated is {tenge(stated[0])}; "
            f"difference {tenge(abs(total - stated[0]))}.",
            point,
        )


def _product(row: BudgetRow) -> int | None:
    """Quantity × price where the quantity is one number and the product is whole tenge; else None."""
    count = quantity(row.quantity)
    if count is None or row.price is None:
        return None
    product = count * row.price
    return int(product) if product.denominator == 1 else None


def _barred(application: Application, contest: Contest) -> Iterator[Flag]:
    project = application.project
    texts = (project.title, project.aim, project.problem, project.summary, project.results, *(
        row.action for row in project.plan
    ))  # fmt: skip
    about = _line(texts)
    bought = _line(row.item for row in project.budget)
    for purpose in contest.profile.project.barred:
        where = {"project": about, "budget": bought, "both": about + bought}[purpose.where]
        if found := _beginnings(purpose.words).search(where):
            word = found[0].strip()
            yield _flag(
                f"barred:{purpose.code}",
                f"Тыйым салынған мақсат болуы мүмкін: {purpose.name.kk} (сөз: «{word}»).",
                f"Возможна запрещённая цель: {purpose.name.ru} (слово: «{word}»).",
                f"Possibly a barred purpose: {purpose.name.say('en')} (word “{word}”).",
                purpose.point,
            )


def _line(texts: Iterable[str]) -> str:
    """The words of all texts, parted by one space, a text from the next by a line break."""
    return "".join(f" {' '.join(words(text))} \n" for text in texts)


@lru_cache(maxsize=200)
def _beginnings(phrases: tuple[str, ...]) -> re.Pattern[str]:
    """Match words that begin as one of `phrases`; of a phrase of several words all stand in a row."""
    runs = (" ".join(re.escape(word) + r"\w*" for word in words(phrase)) for phrase in phrases)
    return re.compile(f" (?:{'|'.join(run for run in runs if run) or '(?!)'})(?= )")


def _flag(rule: str, kk: str, ru: str, en: str, point: str) -> Flag:
    return Flag(rule=rule, reason=Both(kk=kk, ru=ru, en=en), point=point)

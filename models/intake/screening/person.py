"""Rules about the person: age, IIN, citizenship, registration, territory, status."""

from collections.abc import Iterator
from datetime import date, timedelta

from models.contest.application import Application, Flag
from models.contest.contest import Contest
from models.intake.days import age_on, local_time
from models.intake.folding import fold
from models.intake.iin import IinFacts, IinFault, check_iin
from models.intake.reading import other_territories
from models.values import Both

_CITIZEN_WORDS = frozenset(fold(word) for word in ("қр", "рк", "kz", "kaz"))
_CITIZEN_STEMS = tuple(fold(stem) for stem in ("қазақ", "казах", "kazakh", "qazaq"))
_NOT = frozenset(fold(word) for word in ("не", "нет", "емес", "жоқ", "без", "not", "no"))
_PERMANENT_OR_TEMPORARY = tuple(fold(word) for word in ("тұрақты", "постоян", "уақытша", "времен", "perman", "tempor"))
_WEAK = frozenset(
    fold(word)[:5] for word in ("жастар", "молодёжь", "жас", "молодой", "адам", "лицо", "азамат", "граждане", "санаты")
)
_FAULTS = {
    IinFault.NOT_DIGITS: ("цифрдан басқа таңба бар", "есть не только цифры", "not only digits"),
    IinFault.LENGTH: ("12 цифр емес", "не 12 цифр", "not 12 digits"),
    IinFault.DATE: ("алғашқы 6 цифр күн емес", "первые 6 цифр – не дата", "the first 6 digits are no date"),
    IinFault.CENTURY: ("7-цифр 1–6 емес", "7-я цифра не 1–6", "the 7th digit is not 1–6"),
    IinFault.CHECK_DIGIT: ("бақылау цифры сәйкес емес", "контрольная цифра не сходится", "the check digit is wrong"),
    IinFault.NOT_IN_USE: ("мұндай нөмір берілмейді", "такие номера не выдаются", "such numbers are never issued"),
}


def about_person(application: Application, contest: Contest) -> Iterator[Flag]:
    """Yield the flags about the person, in a fixed order. The IIN itself is never quoted in a reason."""
    if contest.profile.eligibility.kind == "person":
        yield from _age(application, contest)
        yield from _iin(application, contest)
        yield from _citizenship(application, contest)
        yield from _status(application, contest)
    yield from _registration(application, contest)


def _age(application: Application, contest: Contest) -> Iterator[Flag]:
    rules = contest.profile.eligibility
    if rules.age_from is None and rules.age_to is None:
        return
    span = f"{'' if rules.age_from is None else rules.age_from}–{'' if rules.age_to is None else rules.age_to}"
    born = application.applicant.birth_date
    if born is None:
        yield _flag("age", "Туған күні көрсетілмеген, жасы тексерілмеді.",
                    "Дата рождения не указана, возраст не проверен.",
                    "No birth date: the age was not checked.", rules.age_point)  # fmt: skip
        return
    first, last = _days(application, contest)
    if first is None or last is None:
        yield _flag("age", "Өтінім берілген күн көрсетілмеген, жасы тексерілмеді.",
                    "День подачи заявки не указан, возраст не проверен.",
                    "No day of application: the age was not checked.", rules.age_point)  # fmt: skip
        return
    ages = sorted({age_on(born, first), age_on(born, last)})
    if all(_allowed(age, rules.age_from, rules.age_to) for age in ages):
        return
    said = "/".join(map(str, ages))
    on = f"{first:%d.%m.%Y}" if first == last else f"{first:%d.%m.%Y}–{last:%d.%m.%Y}"
    yield _flag(
        "age",
        f"Өтінім берілген күні ({on}) жасы: {said}; рұқсат етілгені: {span} (қоса алғанда).",
        f"Возраст на день подачи заявки ({on}): {said}; допускается {span} включительно.",
        f"Age on the day of application ({on}): {said}; allowed {span} inclusive.",
        rules.age_point,
    )


def _allowed(age: int, low: int | None, high: int | None) -> bool:
    return (low is None or age >= low) and (high is None or age <= high)


def _days(application: Application, contest: Contest) -> tuple[date | None, date | None]:
    """The day of application, or where it is not stated, the first and last day it can have been."""
    if application.submitted is not None:
        day = local_time(application, contest).date()
        return day, day
    intake = contest.profile.intake
    closes = intake.closes.date() if intake.closes else None
    opens = intake.opens
    if opens is None and closes is not None and intake.days_at_most is not None:
        opens = closes - timedelta(days=intake.days_at_most)
    return opens, closes


def _iin(application: Application, contest: Contest) -> Iterator[Flag]:
    applicant = application.applicant
    point = contest.profile.eligibility.age_point
    facts = check_iin(applicant.iin)
    if not facts.valid:
        yield _wrong_iin(facts, point)
    if facts.birth_date and applicant.birth_date and facts.birth_date != applicant.birth_date:
        yield _flag(
            "iin-birth-date",
            f"ЖСН-дегі туған күн ({facts.birth_date:%d.%m.%Y}) көрсетілген туған күннен "
            f"({applicant.birth_date:%d.%m.%Y}) өзгеше. Бұл қате емес, жасы туған күні бойынша есептеледі.",
            f"Дата рождения в ИИН ({facts.birth_date:%d.%m.%Y}) не совпадает с указанной "
            f"({applicant.birth_date:%d.%m.%Y}). Это не ошибка: возраст считается по дате рождения.",
            f"The IIN says {facts.birth_date:%d.%m.%Y}, the form {applicant.birth_date:%d.%m.%Y}. No fault: the age is "
            "taken from the birth date.",
            "",
        )


def _wrong_iin(facts: IinFacts, point: str) -> Flag:
    if IinFault.EMPTY in facts.faults:
        return _flag("iin", "ЖСН көрсетілмеген.", "ИИН не указан.", "No IIN.", point)
    kk, ru, en = ("; ".join(_FAULTS[fault][at] for fault in facts.faults) for at in range(3))
    return _flag("iin", f"ЖСН қате: {kk}.", f"ИИН неверен: {ru}.", f"The IIN is wrong: {en}.", point)


def _citizenship(application: Application, contest: Contest) -> Iterator[Flag]:
    rules = contest.profile.eligibility
    if rules.citizenship != "KZ":
        return
    said = application.applicant.citizenship
    if not said:
        yield _flag("citizenship", "Азаматтығы көрсетілмеген; Қазақстан Республикасының азаматтығы қажет.",
                    "Гражданство не указано; требуется гражданство Республики Казахстан.",
                    "Citizenship not stated; that of Kazakhstan is needed.", rules.registration_point)  # fmt: skip
    elif not _is_citizen(fold(said).split()):
        yield _flag(
            "citizenship",
            f"Азаматтығы: «{said}»; Қазақстан Республикасының азаматтығы қажет.",
            f"Гражданство: «{said}»; требуется гражданство Республики Казахстан.",
            f"Citizenship “{said}”; that of Kazakhstan is needed.",
            rules.registration_point,
        )


def _is_citizen(said: list[str]) -> bool:
    named = any(word in _CITIZEN_WORDS or word.startswith(_CITIZEN_STEMS) for word in said)
    return named and _NOT.isdisjoint(said)


def _registration(application: Application, contest: Contest) -> Iterator[Flag]:
    rules = contest.profile.eligibility
    names = {territory.code: territory.name for territory in contest.territories}
    if application.territory not in names:
        yield _flag("territory", "Конкурс аумағы анықталмаған.", "Территория конкурса не определена.",
                    "The territory of the contest is not known.", rules.registration_point)  # fmt: skip
    if not rules.registration_in_territory or rules.kind != "person":
        return
    applicant = application.applicant
    if not applicant.registration_address:
        yield _flag("registration", "Тіркелген мекенжайы көрсетілмеген.", "Адрес регистрации не указан.",
                    "No registration address.", rules.registration_point)  # fmt: skip
    kind = fold(applicant.registration_kind)
    if kind and not any(word in kind for word in _PERMANENT_OR_TEMPORARY):
        yield _flag(
            "registration-kind",
            f"Тіркеу түрі: «{applicant.registration_kind}»; тұрақты немесе уақытша тіркеу қажет.",
            f"Вид регистрации: «{applicant.registration_kind}»; требуется постоянная или временная регистрация.",
            f"Registration “{applicant.registration_kind}”; permanent or temporary is needed.",
            rules.registration_point,
        )
    for other in other_territories(applicant.registration_address, application.territory, contest):
        own = names.get(application.territory)
        yield _flag(
            "registration-elsewhere",
            f"Тіркелген мекенжайында басқа аумақ аталған: {other.kk}" + (f"; өтінім аумағы: {own.kk}." if own else "."),
            f"В адресе регистрации названа другая территория: {other.ru}"
            + (f"; территория заявки: {own.ru}." if own else "."),
            f"The registration address names another territory: {other.say('en')}.",
            rules.registration_point,
        )


def _status(application: Application, contest: Contest) -> Iterator[Flag]:
    rules = contest.profile.eligibility
    if not rules.statuses:
        return
    said = application.applicant.status
    if said and any(_names_status(said, status.code, status.name) for status in rules.statuses):
        return
    if not said and rules.status_may_be_of_target_group and application.project.target_group:
        return
    kk = "; ".join(status.name.kk for status in rules.statuses)
    ru = "; ".join(status.name.ru for status in rules.statuses)
    en = "; ".join(status.name.say("en") for status in rules.statuses)
    if said:
        yield _flag("status", f"«{said}» санаттардың ешқайсысына келмейді: {kk}.",
                    f"«{said}» не из категорий: {ru}.", f"“{said}” is none of: {en}.",
                    rules.registration_point)  # fmt: skip
    else:
        yield _flag("status", f"Санаты көрсетілмеген. Қажет санаттар: {kk}.",
                    f"Категория не указана. Нужна одна из: {ru}.",
                    f"No category stated; one is needed of: {en}.", rules.registration_point)  # fmt: skip


def _names_status(said: str, code: str, name: Both) -> bool:
    folded = fold(said)
    if folded == fold(code):
        return True
    stems = {word[:5] for word in folded.split() if len(word) >= 4} - _WEAK
    for words in (name.kk, name.ru, name.en):
        whole = fold(words)
        if whole and (folded in whole or whole in folded or stems & {word[:5] for word in whole.split()}):
            return True
    return False


def _flag(rule: str, kk: str, ru: str, en: str, point: str) -> Flag:
    return Flag(rule=rule, reason=Both(kk=kk, ru=ru, en=en), point=point, personal=True)

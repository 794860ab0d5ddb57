"""Values out of cells: each is read exactly or refused with what was expected; nothing is guessed."""

import re
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from fractions import Fraction

from models.contest.contest import Contest
from models.contest.profile import Territory
from models.intake.folding import fold
from models.values import Both
from models.wording import tr

_SPACES = re.compile(r"[\s\u00a0\u202f\u2009']+")
_CURRENCY = re.compile(r"(₸|〒|тенге|теңге|тңг|тнг|тг|kzt)\.?", re.IGNORECASE)
_MONEY = re.compile(r"(\d{1,15})([.,]\d{1,2})?")
_GROUPED = re.compile(r"\d{1,3}([.,])\d{3}(?:\1\d{3})*([.,]\d{1,2})?")
_QUANTITY = re.compile(r"\s*(\d+(?:[.,]\d+)?)\s*([^\W\d_][^\d]*)?", re.UNICODE)
_MONTHS = re.compile(r"(\d{1,3})\s*-?\s*(ай|айға|айлық|мес|месяц|месяца|месяцев|months?)?\.?", re.IGNORECASE)
_DATE = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})\s*(?:ж|г|жыл|года?)?\.?")
_WORDED = re.compile(r"(\d{1,2})[ -]+([^\W\d_]+)\.?[ -]+(\d{4})\s*(?:ж|г|жыл|жылы|года?)?\.?")
_MONTH_STEMS = tuple(
    tuple(fold(stem) for stem in stems.split())
    for stems in (
        "январ қаңтар", "феврал ақпан", "март наурыз", "апрел сәуір", "май мая мамыр", "июн маусым",
        "июл шілде", "август тамыз", "сентябр қыркүйек", "октябр қазан", "ноябр қараша", "декабр желтоқсан",
    )
)  # fmt: skip
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_TIME = re.compile(r"(.+?)[T ,]+(\d{1,2})[:.](\d{2})(?:[:.](\d{2})(?:\.\d+)?)?\s*(Z|[+-]\d{2}:?\d{2})?")
_SERIAL = re.compile(r"\d{5}(\.\d+)?")
_SERIAL_FROM, _SERIAL_TO = 10_000, 80_000
_EXCEL_DAY_0 = date(1899, 12, 30)
_LEADING_NUMBER = re.compile(r"\s*(\d{1,2})(?!\d)")
_TERRITORY_WORDS = frozenset(
    fold(word)
    for word in "область обл облысы облыс region oblast рк".split()  # noqa: SIM905
)


class UnreadableError(ValueError):
    """A cell can't be read; the text says what is expected there."""


def money(text: str) -> int:
    """Return whole KZT: "1 000 000 ₸", "1000000,00", "1.000.000". Raises UnreadableError, also for tiyn but 0."""
    plain = _CURRENCY.sub("", _SPACES.sub("", text)).rstrip(".,")
    if grouped := _GROUPED.fullmatch(plain):
        mark, rest = grouped[1], grouped[2]
        whole = plain[: -len(rest)] if rest else plain
        if rest and rest[0] == mark:
            raise UnreadableError(_sum_expected())
        plain = whole.replace(mark, "") + (rest or "")
    found = _MONEY.fullmatch(plain)
    if not found or (found[2] and int(found[2][1:])):
        raise UnreadableError(_sum_expected())
    return int(found[1])


def _sum_expected() -> str:
    return tr("a sum in whole tenge, for example 1 000 000")


def quantity(text: str) -> Fraction | None:
    """Return the number a quantity begins with ("2", "1,5 кг", "3 дана"), or None where it is not just one number."""
    found = _QUANTITY.fullmatch(text.replace("\u00a0", " "))
    return Fraction(found[1].replace(",", ".")) if found else None


def months(text: str) -> int:
    """Return whole months: "3", "3 ай", "2 месяца". Raises UnreadableError, also for days and weeks."""
    found = _MONTHS.fullmatch(text.strip())
    if not found:
        raise UnreadableError(tr("a number of months, for example 3"))
    return int(found[1])


def day(text: str) -> date:
    """Return a date: dd.mm.yyyy, one with its month in words, ISO, or the day number of a spreadsheet.

    Raises UnreadableError, also for a year of two figures.
    """
    plain = text.strip()
    if timed := _TIME.fullmatch(plain):
        plain = timed[1].strip()
    try:
        if found := _DATE.fullmatch(plain):
            return date(int(found[3]), int(found[2]), int(found[1]))
        if found := _ISO.fullmatch(plain):
            return date(int(found[1]), int(found[2]), int(found[3]))
        if (found := _WORDED.fullmatch(plain)) and (month := _month(found[2])):
            return date(int(found[3]), month, int(found[1]))
    except ValueError as error:
        raise UnreadableError(_date_expected()) from error
    if _SERIAL.fullmatch(plain) and _SERIAL_FROM <= float(plain) < _SERIAL_TO:
        return _EXCEL_DAY_0 + timedelta(days=int(float(plain)))
    raise UnreadableError(_date_expected())


def _month(word: str) -> int | None:
    """The month whose name `word` begins like, in Kazakh or Russian, in whatever case ending."""
    folded = fold(word)
    return next((at for at, stems in enumerate(_MONTH_STEMS, 1) if folded.startswith(stems)), None)


def _date_expected() -> str:
    return tr("a date such as 31.12.2001 or 2001-12-31")


def moment(text: str, zone: tzinfo) -> datetime:
    """Return the moment of submission; without a zone it is local time in `zone`; a bare date is noon.

    Noon keeps the day the same in every zone; a time of day was not stated. Raises UnreadableError.
    """
    plain = text.strip()
    if _SERIAL.fullmatch(plain) and "." in plain:
        seconds = round(Fraction(plain) % 1 * 86_400)
        return datetime.combine(day(plain), datetime.min.time(), zone) + timedelta(seconds=seconds)
    timed = _TIME.fullmatch(plain)
    on = day(plain)
    if not timed:
        return datetime(on.year, on.month, on.day, 12, tzinfo=zone)
    if timed[5]:
        zone = _zone(timed[5])
    try:
        return datetime(on.year, on.month, on.day, int(timed[2]), int(timed[3]), int(timed[4] or 0), tzinfo=zone)
    except ValueError as error:
        raise UnreadableError(_date_expected()) from error


def _zone(text: str) -> timezone:
    if text == "Z":
        return UTC
    digits = text[1:].replace(":", "")
    offset = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    return timezone(-offset if text[0] == "-" else offset)


def territory(text: str, territories: tuple[Territory, ...]) -> str | None:
    """Return the code of the territory that `text` names by code or name (kk, ru, en), or None.

    "Abai", "Абай облысы", "область Абай" are the same; a text that fits two territories is None.
    """
    wanted = fold(text)
    core = _core(text)
    found = {
        one.code
        for one in territories
        for name in (one.code, one.name.kk, one.name.ru, one.name.en)
        if name and (fold(name) == wanted or (core and _core(name) == core))
    }
    return found.pop() if len(found) == 1 else None


def other_territories(text: str, own: str, contest: Contest) -> list[Both]:
    """Return the territories of the profile, other than the one with the code `own`, whose full name stands in `text`.

    Empty where the own one is named too.
    """
    said = f" {fold(text)} "
    listed = [*contest.territories, *(one for lot in contest.profile.lots for one in lot.territories)]
    own_names = [one.name for one in listed if one.code == own]

    def named(name: Both) -> bool:
        return any(f" {fold(words)} " in said for words in (name.kk, name.ru, name.en) if words)

    if any(named(name) for name in own_names):
        return []
    found: dict[str, Both] = {}
    for one in listed:
        if one.code != own and one.name not in own_names and named(one.name):
            found.setdefault(one.code, one.name)
    return list(found.values())


def _core(text: str) -> str:
    """The words of a territory's name that tell it apart; the Russian adjective loses its ending."""
    return " ".join(
        re.sub(r"(ская|ский|ской|ское)$", "", word) for word in fold(text).split() if word not in _TERRITORY_WORDS
    )


def direction(text: str, directions: tuple[Both, ...]) -> int | None:
    """Return the number (from 1) of the direction that `text` names by number or by its words, or None."""
    wanted = fold(text)
    for number, words in enumerate(directions, 1):
        if wanted in {fold(words.kk), fold(words.ru), fold(words.en)}:
            return number
    leading = _LEADING_NUMBER.match(text)
    if not leading or not 1 <= int(leading[1]) <= len(directions):
        return None
    number = int(leading[1])
    rest = fold(text[leading.end() :])
    named = {fold(words) for words in (directions[number - 1].kk, directions[number - 1].ru, directions[number - 1].en)}
    return number if not rest or rest in named else None


_LANGUAGES = {
    "kk": "kk",
    "kz": "kk",
    "kaz": "kk",
    "kazakh": "kk",
    "қазақша": "kk",
    "қазақ": "kk",
    "қазақ тілі": "kk",
    "казахский": "kk",
    "ru": "ru",
    "rus": "ru",
    "russian": "ru",
    "орысша": "ru",
    "орыс": "ru",
    "орыс тілі": "ru",
    "русский": "ru",
}
_LANGUAGE = {fold(name): code for name, code in _LANGUAGES.items()}


def language(text: str) -> str:
    """Return "kk" or "ru". Raises UnreadableError."""
    try:
        return _LANGUAGE[fold(text)]
    except KeyError as error:
        raise UnreadableError(tr("the language of the application: Kazakh or Russian")) from error

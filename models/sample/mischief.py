"""What is wrong with some of the invented applications, each as the field has it."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, Literal

from models.contest.application import Application
from models.intake.iin import check_digit
from models.sample.words import words
from models.values import Both

_LATE = datetime(2024, 4, 24, 19, 10, tzinfo=UTC)
"""25 April, ten minutes past midnight on the spot."""
_TYPED = str.maketrans({"қ": "к", "ұ": "у", "ү": "у", "ғ": "г", "ң": "н", "ө": "о", "ә": "а", "Ә": "А", "Қ": "К"})
_AGE = Both(
    kk="Өтініш берушінің жасы ережеге сәйкес емес: 18–34 жас.",
    ru="Возраст заявителя не соответствует положению: 18–34 года.",
    en="The applicant's age is outside 18–34.",
)
_TWICE = Both(
    kk=words("words")["kk"]["duplicate"], ru=words("words")["ru"]["duplicate"], en="A second application of one person."
)
_TOO_LATE = Both(
    kk="Өтінім қабылдау мерзімі аяқталған соң берілген.",
    ru="Заявка подана после окончания приёма.",
    en="Submitted after the intake had closed.",
)


@dataclass(frozen=True, slots=True)
class Mischief:
    """One defect: in which territory, which screening rule has to flag it, and what staff do about it."""

    flag: str
    territory: Literal["first", "second"]
    refuse: Both | None = None
    mend: bool = False
    without: str = ""
    """A document kind that is not handed in."""
    duplicate: bool = False
    how: str = ""
    """What is done where one flag has several causes."""


PLANS = (
    Mischief("age", "first", refuse=_AGE),
    Mischief("iin", "first"),
    Mischief("grant-cap", "first"),
    Mischief("barred:vehicles", "first"),
    Mischief("document:status", "first", mend=True, without="status"),
    Mischief("budget-total", "first", mend=True),
    Mischief("months", "first"),
    Mischief("late", "first", refuse=_TOO_LATE),
    Mischief("registration-elsewhere", "first"),
    Mischief("iin-birth-date", "first"),
    Mischief("second-application", "first", refuse=_TWICE, duplicate=True),
    Mischief("age", "second", refuse=_AGE, how="age-young"),
    Mischief("barred:farm-animals", "second"),
    Mischief("document:registration", "second", mend=True, without="registration"),
    Mischief("second-application", "second", refuse=_TWICE, duplicate=True),
    Mischief("second-application", "second", refuse=_TWICE, duplicate=True),
)


def plant(application: Application, mischief: Mischief, original: Application | None) -> Application:
    """Return `application` with the defect. A duplicate takes the person of `original`, spelled differently."""
    if original is not None:
        return _changed(application, {"language": original.language}, applicant=_again(original))
    return {
        "age": lambda: _born(application, date(1989, 2, 10)),
        "age-young": lambda: _born(application, date(2007, 3, 1)),
        "iin": lambda: _changed(application, applicant={"iin": _miscounted(application.applicant.iin)}),
        "iin-birth-date": lambda: _changed(application, applicant={"birth_date": _other_day(application)}),
        "registration-elsewhere": lambda: _changed(
            application, applicant={"registration_address": _elsewhere(application)}
        ),
        "late": lambda: _changed(application, {"submitted": _LATE}),
        "months": lambda: _changed(application, project={"months": 6}),
        "grant-cap": lambda: _spending(application, None, 1_200_000),
        "budget-total": lambda: _changed(application, project=_understated(application)),
        "barred:vehicles": lambda: _spending(application, "vehicle", 390_000),
        "barred:farm-animals": lambda: _spending(application, "animal", 420_000),
    }.get(mischief.how or mischief.flag, lambda: application)()  # fmt: skip


def _changed(
    application: Application,
    update: dict[str, Any] | None = None,
    *,
    applicant: dict[str, Any] | None = None,
    project: dict[str, Any] | None = None,
) -> Application:
    return application.model_copy(
        update={
            **(update or {}),
            "applicant": application.applicant.model_copy(update=applicant or {}),
            "project": application.project.model_copy(update=project or {}),
        }
    )


def _again(original: Application) -> dict[str, Any]:
    """The same person as typed a second time: no patronymic, қ as к, ұ as у."""
    person = original.applicant
    return {
        **{name: getattr(person, name) for name in type(person).model_fields},
        "surname": person.surname.translate(_TYPED),
        "given_name": person.given_name.translate(_TYPED),
        "patronymic": "",
        "email": "second@example.org",
    }


def _born(application: Application, day: date) -> Application:
    iin = application.applicant.iin
    century = (3 if day.year < 2000 else 5) + (iin[6] in "46")
    for serial in range(9_000, 10_000):
        first = f"{day:%y%m%d}{century}{serial}"
        last = check_digit(first)
        if last is not None:
            return _changed(application, applicant={"iin": f"{first}{last}", "birth_date": day})
    raise AssertionError("a day has numbers in use")


def _miscounted(iin: str) -> str:
    return iin[:-1] + str((int(iin[-1]) + 1) % 10)


def _other_day(application: Application) -> date:
    born = application.applicant.birth_date
    assert born is not None
    return born.replace(day=born.day % 28 + 1)


def _elsewhere(application: Application) -> str:
    said = words("words")[application.language]
    region = {"kk": "Түркістан облысы", "ru": "Туркестанская область"}[application.language]
    other = {"kk": "Абай облысы, Семей қаласы", "ru": "Абайская область, город Семей"}[application.language]
    return str(said["house"].format(place=other if application.territory == "almaty-region" else region,
                                    street=said["street"][0], n=7))  # fmt: skip


def _spending(application: Application, item: str | None, price: int) -> Application:
    """Return the application with one large item first (or the first one dearer), the sums still adding up."""
    rows = list(application.project.budget)
    name = words("words")[application.language][item] if item else rows[0].item
    rows[0] = rows[0].model_copy(update={"item": name, "quantity": "1", "price": price, "amount": price})
    if item:
        rows = [row.model_copy(update={"quantity": "1", "amount": row.price}) for row in rows]
    total = sum(row.amount or 0 for row in rows)
    return _changed(application, project={"budget": tuple(rows), "total_cost": total, "grant_asked": total})


def _understated(application: Application) -> dict[str, Any]:
    sums = {name: getattr(application.project, name) for name in ("total_cost", "grant_asked")}
    return {name: (value or 0) - 50_000 for name, value in sums.items()}

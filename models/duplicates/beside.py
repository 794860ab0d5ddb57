"""Two applications of a case side by side: what each says, and where exactly they say the same."""

from collections.abc import Sequence

from models.contest.application import Applicant, Application
from models.contest.money import money
from models.duplicates.budgets import suppliers
from models.duplicates.cases import Case, CaseKind
from models.duplicates.finding import project_text
from models.duplicates.grouping import two_of
from models.duplicates.hashing import plain
from models.duplicates.passages import Passage, common_passages
from models.duplicates.people import same_keys
from models.duplicates.texts import Likes
from models.intake.duplicates import phone_key
from models.intake.folding import fold
from models.values import Value
from models.wording import tr


class Beside(Value):
    """One side. `marks`: the places (letters from 0, the end not included) in `text` that both sides share."""

    code: str
    name: str
    title: str
    text: str
    marks: tuple[tuple[int, int], ...]
    """In pairs with those of the other side: the first belongs to its first."""


def beside(case: Case, one: Application, two: Application, likes: Likes | None = None) -> tuple[Beside, Beside]:
    """Return the two sides of a case: the projects' own words, the budgets, or who the two are.

    `likes` tells the form's words where the passages of the two were not told yet; without it they are marked too.
    """
    match case.kind:
        case CaseKind.TEXT | CaseKind.EARLIER_TEXT:
            case = two_of(case, one.code, two.code)
            if case.codes[-1] == one.code != case.codes[0]:
                second, first = beside(case, two, one, likes)
                return first, second
            texts = (plain(project_text(one)), plain(project_text(two)))
            told = case.passages or common_passages(*texts, likes)
            kept = [passage for passage in told if _stands(passage, texts)]
            marks = [passage.one_at for passage in kept], [passage.two_at for passage in kept]
            return _side(one, texts[0], marks[0]), _side(two, texts[1], marks[1])
        case CaseKind.QUOTE:
            return _rows(one, two, *(_budget(each) for each in (one, two)))
        case CaseKind.SUPPLIER:
            return _suppliers(one, two)
        case _:
            return _rows(one, two, *(_person(each.applicant) for each in (one, two)))


def _stands(passage: Passage, texts: tuple[str, str]) -> bool:
    """Tell whether the texts are still those that the passage was found in."""
    return texts[0][slice(*passage.one_at)] == passage.one and texts[1][slice(*passage.two_at)] == passage.two


def _side(application: Application, text: str, marks: Sequence[tuple[int, int]]) -> Beside:
    return Beside(
        code=application.code, name=application.applicant.full_name, title=application.project.title, text=text,
        marks=tuple(marks),
    )  # fmt: skip


_Row = tuple[object, str]
"""What tells a row (None: nothing does), and how it is written."""


def _rows(one: Application, two: Application, left: Sequence[_Row], right: Sequence[_Row]) -> tuple[Beside, Beside]:
    """Mark the rows that both sides have."""
    shared = [key for key in dict.fromkeys(key for key, _ in left) if key and key in {other for other, _ in right}]
    sides = []
    for application, rows in ((one, left), (two, right)):
        places: dict[object, tuple[int, int]] = {}
        at = 0
        for key, words in rows:
            places.setdefault(key, (at, at + len(words)))
            at += len(words) + 1
        sides.append(_side(application, "\n".join(words for _, words in rows), [places[key] for key in shared]))
    return sides[0], sides[1]


def _budget(application: Application) -> list[_Row]:
    return [
        ((fold(row.item), row.price) if row.price and fold(row.item) else None, _line(row.item, row.price))
        for row in application.project.budget
    ]


def _line(item: str, price: int | None) -> str:
    return f"{item} – {money(price)}" if price is not None else item


def _suppliers(one: Application, two: Application) -> tuple[Beside, Beside]:
    names = suppliers(one), suppliers(two)
    shared = [key for key in names[0] if key in names[1]]
    sides = []
    for application, named in zip((one, two), names, strict=True):
        lines = [_line(row.item, row.price) for row in application.project.budget]
        text = "\n".join((*lines, *((application.project.partners,) if application.project.partners else ())))
        found = [(text.find(named[key]), named[key]) for key in shared]
        sides.append(_side(application, text, [(at, at + len(name)) for at, name in found if at >= 0]))
    return sides[0], sides[1]


def _person(applicant: Applicant) -> list[_Row]:
    born = f"{applicant.birth_date:%d.%m.%Y}" if applicant.birth_date else "–"
    known = {by.value: key for by, key in same_keys(applicant)}
    person = " ".join(part for part in (applicant.surname, applicant.given_name, applicant.patronymic) if part)
    return [
        (known.get("name"), tr("Name and birth date: {name}, {date}", name=person, date=born)),
        (known.get("iin"), tr("IIN: {iin}", iin=applicant.iin or "–")),
        (phone_key(applicant.mobile), tr("Telephone: {phone}", phone=applicant.mobile or "–")),
        (fold(applicant.email), tr("E-mail: {email}", email=applicant.email or "–")),
        (fold(applicant.actual_address), tr("Address: {address}", address=applicant.actual_address or "–")),
        (fold(applicant.organisation), tr("Organisation: {organisation}", organisation=applicant.organisation or "–")),
    ]

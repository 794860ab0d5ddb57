"""All duplicates among applications as pairs: the person, the text, the supplier, the quote. The strongest first."""

from collections.abc import Sequence
from enum import StrEnum

from models.contest.application import Application
from models.duplicates.budgets import shared_quotes, shared_suppliers
from models.duplicates.passages import Passage, common_passages
from models.duplicates.people import same_by_name
from models.duplicates.texts import AT_LEAST, Likes, similar_texts
from models.intake.duplicates import People, SameBy
from models.progress import Report, silent, step
from models.values import Value
from models.wording import tr

_PERSON = {SameBy.IIN: 1.0, SameBy.NAME: 0.95, SameBy.PHONE: 0.6}
"""People of one household share a phone; an IIN is one person's."""
_WORDS = 5
"""Words of a further column's text from which on it is a text to be compared."""


class DuplicateKind(StrEnum):
    """What two applications share."""

    PERSON = "person"
    TEXT = "text"
    SUPPLIER = "supplier"
    QUOTE = "quote"


class Duplicate(Value):
    """Two applications that share something: a reason to look, never a verdict."""

    one: str
    two: str
    kind: DuplicateKind
    strength: float
    """0–1."""
    same: tuple[str, ...] = ()
    """What exactly they share: codes of `SameBy`, the supplier, the lines of the quote."""
    passages: tuple[Passage, ...] = ()


class Duplicates(Value):
    """Everything found, the strongest first."""

    pairs: tuple[Duplicate, ...]
    applications: int


def project_text(application: Application) -> str:
    """Return the project's own words: what the applicant wrote, one field a paragraph; no places and no sums."""
    project = application.project
    fields = (
        project.title, project.aim, project.problem, project.target_group, project.summary, project.results,
        project.sustainability, project.informing, *(row.action for row in project.plan),
        *(text for _, text in application.columns if len(text.split()) >= _WORDS),
    )  # fmt: skip
    return "\n".join(text for text in fields if text)


def similar_projects(
    applications: Sequence[Application], *, at_least: float = AT_LEAST, report: Report = silent
) -> Likes:
    """Return which of the `applications` have texts alike, by their number from 0. Raises CancelledError."""
    return similar_texts([project_text(one) for one in applications], at_least=at_least, report=report)


def find_duplicates(
    applications: Sequence[Application],
    *,
    likes: Likes | None = None,
    at_least: float = AT_LEAST,
    passages_of: int | None = None,
    report: Report = silent,
) -> Duplicates:
    """Return what the `applications` (each with a code of its own) share; pairs weaker than `at_least` are left out.

    `likes`: what `similar_projects` said of them. Of the `passages_of` strongest pairs of texts (None: of all) the
    passages are told; that takes longer than all else where many copy one text. Pairs of one supplier stand as a chain
    in the order of codes: n applications make n−1 pairs. Raises CancelledError.
    """
    likes = likes or similar_projects(applications, at_least=at_least, report=report)
    texts = _texts(applications, likes, passages_of, report)
    found = [*texts, *_people(applications), *_budgets(applications)]
    kept = [one for one in found if one.strength >= at_least]
    order = {kind: at for at, kind in enumerate(DuplicateKind)}
    kept.sort(key=lambda one: (-one.strength, order[one.kind], one.one, one.two))
    return Duplicates(pairs=tuple(kept), applications=len(applications))


def _texts(
    applications: Sequence[Application], likes: Likes, passages_of: int | None, report: Report
) -> list[Duplicate]:
    found = []
    for number, (one, two, strength) in enumerate(likes.pairs):
        step(report, len(applications), len(applications))  # only asks whether to stop
        pair = applications[one], applications[two]
        told = passages_of is None or number < passages_of
        found.append(
            Duplicate(
                one=pair[0].code,
                two=pair[1].code,
                kind=DuplicateKind.TEXT,
                strength=round(strength, 3),
                passages=common_passages(project_text(pair[0]), project_text(pair[1]), likes) if told else (),
            )
        )
    return found


def _people(applications: Sequence[Application]) -> list[Duplicate]:
    people = People(applications)
    shared: dict[tuple[str, str], set[SameBy]] = {}
    for application in applications:
        for same in people.same_person(application):
            for code in same.codes:
                one, two = sorted((application.code, code))
                shared.setdefault((one, two), set()).update(same.by)
    for pair in same_by_name(applications):
        shared.setdefault(pair, set()).add(SameBy.NAME)
    return [
        Duplicate(
            one=one, two=two, kind=DuplicateKind.PERSON, strength=max(_PERSON[by] for by in ways),
            same=tuple(by.value for by in SameBy if by in ways),
        )
        for (one, two), ways in shared.items()
    ]  # fmt: skip


def _budgets(applications: Sequence[Application]) -> list[Duplicate]:
    by_supplier = [
        Duplicate(one=one, two=two, kind=DuplicateKind.SUPPLIER, strength=supplier.strength, same=(supplier.name,))
        for supplier in shared_suppliers(applications)
        for one, two in zip(supplier.codes, supplier.codes[1:], strict=False)
    ]
    by_quote = [
        Duplicate(one=quote.one, two=quote.two, kind=DuplicateKind.QUOTE, strength=quote.strength, same=quote.lines)
        for quote in shared_quotes(applications)
    ]
    return by_supplier + by_quote


def reason(one: Duplicate) -> str:
    """Return in words why the two are shown."""
    match one.kind:
        case DuplicateKind.TEXT:
            return similar_words(one.strength, one.passages)
        case DuplicateKind.SUPPLIER:
            return tr("the same supplier: {name}", name=one.same[0])
        case DuplicateKind.QUOTE:
            return tr("the same lines and prices in both budgets: {lines}", lines="; ".join(one.same))
        case DuplicateKind.PERSON:
            return tr("the same person: {what}", what=same_by_words(one.same))


def similar_words(strength: float, passages: Sequence[Passage]) -> str:
    """Return in words how alike two texts are."""
    if not passages:
        return tr("the texts are alike: {percent} % of what is not the form's", percent=round(strength * 100))
    return tr(
        "the texts are alike: {percent} % of what is not the form's; common passages: {n}, words in them: {words}",
        percent=round(strength * 100), n=len(passages), words=sum(passage.words for passage in passages),
    )  # fmt: skip


def same_by_words(codes: Sequence[str]) -> str:
    """Return in words by what a person is the same; `codes` are those of `SameBy`."""
    words = {
        SameBy.IIN: tr("the same IIN"),
        SameBy.NAME: tr("the same name and birth date"),
        SameBy.PHONE: tr("the same phone"),
    }
    return ", ".join(words[SameBy(code)] for code in codes)

"""The technical selection: every rule of the profile, as flags with reasons. A flag is a reason to look, no block."""

from collections.abc import Iterable, Iterator
from datetime import date

from models.contest.application import Application, Flag
from models.contest.contest import Contest
from models.intake.days import local_time
from models.intake.duplicates import People, SameBy, name_key
from models.intake.folding import emoji, mixed_words
from models.intake.screening.person import about_person
from models.intake.screening.project import about_project
from models.progress import Report, silent, step
from models.values import Both, Value

_MOST_NAMED = 10
_SAME = {
    SameBy.IIN: ("ЖСН", "ИИН"),
    SameBy.NAME: ("аты-жөні мен туған күні", "имя и дата рождения"),
    SameBy.PHONE: ("телефоны", "телефон"),
}


class EarlierWinner(Value):
    """Someone who won an earlier contest."""

    profile: str
    """The profile's code of that contest."""
    code: str
    iin: str = ""
    name: str = ""
    """Folded surname and given name (`duplicates.name_key`), for records without an IIN."""
    birth_date: date | None = None


def earlier_winner(application: Application, profile: str) -> EarlierWinner:
    """Return what `screen` needs to know of a winner of an earlier contest."""
    name, born = name_key(application.applicant) or ("", None)
    return EarlierWinner(
        profile=profile, code=application.code, iin=application.applicant.iin, name=name, birth_date=born
    )


def screen(
    application: Application,
    contest: Contest,
    *,
    others: Iterable[Application] | People = (),
    earlier_winners: Iterable[EarlierWinner] = (),
) -> tuple[Flag, ...]:
    """Return every rule of the contest that `application` seems to break, in a fixed order; empty where none.

    `others` are the contest's applications (this one may be among them); for many calls pass `People(applications)`.
    """
    people = others if isinstance(others, People) else People(others)
    return (
        *about_person(application, contest),
        *_late(application, contest),
        *_again(application, contest, people),
        *_won_before(application, contest, earlier_winners),
        *about_project(application, contest),
        *_documents(application, contest),
        *_writing(application),
    )


def screen_all(
    applications: Iterable[Application],
    contest: Contest,
    *,
    earlier_winners: Iterable[EarlierWinner] = (),
    report: Report = silent,
) -> dict[str, tuple[Flag, ...]]:
    """Return the flags of each application by code, each screened against all. Raises CancelledError."""
    listed = list(applications)
    people, winners = People(listed), list(earlier_winners)
    found = {}
    for done, one in enumerate(listed):
        step(report, done, len(listed))
        found[one.code] = screen(one, contest, others=people, earlier_winners=winners)
    return found


def _late(application: Application, contest: Contest) -> Iterator[Flag]:
    intake = contest.profile.intake
    if intake.closes is None or application.submitted is None:
        return
    local = local_time(application, contest)
    closes = intake.closes.replace(tzinfo=None)
    # Inclusive to the minute: 23:59:59 is in time where intake closes at 23:59.
    if local.replace(second=0) > closes:
        said, end = f"{local:%d.%m.%Y %H:%M}", f"{closes:%d.%m.%Y %H:%M}"
        yield Flag(
            rule="late",
            reason=Both(
                kk=f"Өтінім {said} берілген, қабылдау {end} аяқталған.",
                ru=f"Заявка подана {said}, приём завершён {end}.",
                en=f"Submitted {said}; intake closed {end}.",
            ),
            point=intake.point,
        )


def _again(application: Application, contest: Contest, people: People) -> Iterator[Flag]:
    rules = contest.profile.eligibility
    same = people.same_person(application, most=_MOST_NAMED)
    if rules.projects_each is None or sum(one.n for one in same) < rules.projects_each:
        return
    for one in same:
        by, named = one.by, ", ".join(one.codes) + (f" … ({one.n})" if one.n > len(one.codes) else "")
        kk = ", ".join(_SAME[kind][0] for kind in by)
        ru = ", ".join(_SAME[kind][1] for kind in by)
        yield Flag(
            rule="same-phone" if by == (SameBy.PHONE,) else "second-application",
            reason=Both(
                kk=f"{named} өтінімімен сәйкес: {kk}. Бір адамға рұқсат етілген жобалар саны: {rules.projects_each}.",
                ru=f"Совпадает с заявкой {named}: {ru}. Допустимое число проектов на человека: {rules.projects_each}.",
                en=f"Same as application {named}: {', '.join(by)}. Projects allowed per person: {rules.projects_each}.",
            ),
            point=rules.projects_point,
        )


def _won_before(application: Application, contest: Contest, winners: Iterable[EarlierWinner]) -> Iterator[Flag]:
    rules = contest.profile.eligibility
    applicant = application.applicant
    key = name_key(applicant)
    for winner in winners:
        if winner.profile not in rules.winners_barred:
            continue
        by_iin = bool(winner.iin) and winner.iin == applicant.iin
        by_name = key is not None and (winner.name, winner.birth_date) == key
        if by_iin or by_name:
            by = SameBy.IIN if by_iin else SameBy.NAME
            yield Flag(
                rule="earlier-winner",
                reason=Both(
                    kk=f"Бұрынғы конкурстың жеңімпазы: {winner.profile}, {winner.code} (сәйкестігі: {_SAME[by][0]}).",
                    ru=f"Победитель прежнего конкурса: {winner.profile}, {winner.code} (совпадает {_SAME[by][1]}).",
                    en=f"Winner of an earlier contest: {winner.profile}, {winner.code} (by {by}).",
                ),
                point=rules.projects_point,
            )


def _documents(application: Application, contest: Contest) -> Iterator[Flag]:
    there = {attachment.kind for attachment in application.attachments}
    for document in contest.profile.project.documents:
        if document.required and document.code not in there:
            yield Flag(
                rule=f"document:{document.code}",
                reason=Both(
                    kk=f"Құжат жоқ: {document.name.kk}.",
                    ru=f"Нет документа: {document.name.ru}.",
                    en=f"Document missing: {document.name.say('en')}.",
                ),
                point=contest.profile.intake.point,
            )


def _writing(application: Application) -> Iterator[Flag]:
    """Look-outs for whoever prepares lists and papers; no rule is broken by them."""
    applicant, title = application.applicant, application.project.title
    for rule, kk, ru, en, found in (
        (
            "mixed-alphabet:name",
            "Аты-жөнінде кирилл және латын әріптері аралас",
            "В имени смешаны кириллица и латиница",
            "Cyrillic and Latin letters are mixed in the name",
            mixed_words(f"{applicant.surname} {applicant.given_name} {applicant.patronymic} {applicant.organisation}"),
        ),
        (
            "mixed-alphabet:title",
            "Жоба атауында кирилл және латын әріптері аралас",
            "В названии проекта смешаны кириллица и латиница",
            "Cyrillic and Latin letters are mixed in the title",
            mixed_words(title),
        ),
        (
            "emoji:title",
            "Жоба атауында эмодзи бар",
            "В названии проекта есть эмодзи",
            "There are emoji in the title",
            emoji(title),
        ),
    ):
        if found:
            quoted = " ".join(f"«{part}»" for part in found)
            yield Flag(
                rule=rule, reason=Both(kk=f"{kk}: {quoted}.", ru=f"{ru}: {quoted}.", en=f"{en}: {quoted}."), point=""
            )

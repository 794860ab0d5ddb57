"""Duplicates in the central file: found with their reason, decided once, refused only by the ordinary way."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from models.centre import versions
from models.centre.applications import applications, listing, states, store
from models.centre.conflicts import duplicate_search
from models.centre.conflicts.duplicate_search import SearchedCases
from models.centre.conflicts.duplicates import (
    decide_duplicate,
    duplicate_decisions,
    duplicate_picture,
    duplicate_table,
    line_decision,
    line_reason,
    picture_of,
    two_applications,
)
from models.centre.destruction import destroy_personal_data
from models.centre.history import history
from models.centre.selection.screening import decide
from models.centre.store import Central
from models.contest.application import BudgetRow, Screened
from models.duplicates.beside import beside
from models.duplicates.cases import CaseDecision, CaseKind, CaseSide, refusal_reason
from models.errors import StoreError
from models.sealing.keys import PrivateKey

BY = "Хатшы"
TEXT = (
    "Ауыл жастарына арналған тегін ағылшын тілі курстары мен кітапхана ашамыз, апта сайын сабақ өткіземіз, "
    "жазда тілдік лагерь ұйымдастырып, қырық оқушыны қамтимыз және нәтижесін облыстық газетке жариялаймыз"
)


@pytest.fixture
def at() -> Any:
    from datetime import UTC, datetime

    return datetime(2024, 5, 2, 9, 30, tzinfo=UTC)


def planted(session: Any, sample: Any, at: Any) -> None:
    """A-011 copies A-010, A-012 is A-010's person in Latin letters, A-013 and A-014 share a supplier and a quote."""
    sample.found(session)
    lines = tuple(
        BudgetRow(number=n, item=f"{what}, ТОО «Жұлдыз Сервис»", price=price)
        for n, (what, price) in enumerate((("Ноутбук Lenovo", 251_300), ("Проектор", 187_700), ("Экран", 43_900)), 1)
    )
    people = {
        10: {"surname": "Ахметов", "given_name": "Серік", "patronymic": "Болатұлы", "birth_date": date(1997, 3, 4)},
        11: {"surname": "Оспанова", "given_name": "Гүлнұр", "patronymic": ""},
        12: {"surname": "Akhmetov", "given_name": "Serik", "patronymic": "", "birth_date": date(1997, 3, 4)},
        13: {"surname": "Ли", "given_name": "Вера", "patronymic": ""},
        14: {"surname": "Цой", "given_name": "Анна", "patronymic": ""},
    }
    made = []
    for number, person in people.items():
        one = sample.application(number)
        born = {"birth_date": date(1980 + number, 1, 1)} | person
        project = {"summary": TEXT} if number < 12 else {"budget": lines} if number > 12 else {}
        made.append(
            one.model_copy(
                update={
                    "applicant": one.applicant.model_copy(update=born),
                    "project": one.project.model_copy(update=project),
                }
            )
        )
    store(session, sample.id, made, by=BY, at=at, read_attachment=sample.read)


def case_of(picture: Any, kind: CaseKind, *codes: str) -> Any:
    return next(line for line in picture.lines if line.case.kind is kind and line.case.codes == codes)


def decided(line: Any, at: Any, duplicate: str = "", of: str = "", reason: str = "сол жоба") -> CaseDecision:
    case = line.case
    return CaseDecision(
        kind=case.kind, key=case.key, codes=case.codes, duplicate=duplicate, of=of, reason=reason,
        strength=case.strength, by=BY, at=at,
    )  # fmt: skip


def test_every_kind_is_found_with_its_reason(central: Central, sample: Any, at: Any) -> None:
    with central.session() as session:
        planted(session, sample, at)
        picture = duplicate_picture(session, sample.id)
        same = case_of(picture, CaseKind.TEXT, "A-010", "A-011")
        assert same.case.passages[0].words > 15
        assert "alike" in line_reason(same)
        person = case_of(picture, CaseKind.PERSON, "A-010", "A-012")  # two alphabets, one patronymic missing
        assert "the same name and birth date" in line_reason(person)
        assert "Жұлдыз" in line_reason(case_of(picture, CaseKind.SUPPLIER, "A-013", "A-014"))
        assert "251\N{NO-BREAK SPACE}300" in line_reason(case_of(picture, CaseKind.QUOTE, "A-013", "A-014"))
        one, two = two_applications(session, sample.id, same.case)
        assert (one.project.summary, two.code) == (TEXT, "A-011")
        headings, rows = duplicate_table(picture)
        assert {len(row) for row in rows} == {len(headings)}


def test_a_duplicate_is_refused_only_by_the_ordinary_way_and_never_asked_again(
    central: Central, sample: Any, at: Any
) -> None:
    with central.session() as session:
        planted(session, sample, at)
        line = case_of(duplicate_picture(session, sample.id), CaseKind.TEXT, "A-010", "A-011")
        made = decided(line, at, "A-011", "A-010")
        decide_duplicate(session, sample.id, made, by=BY, at=at)
        decide_duplicate(session, sample.id, made, by=BY, at=at)
        assert duplicate_decisions(session, sample.id) == (made,)
        assert states(session, sample.id)["A-011"] is Screened.RECEIVED
        line = case_of(duplicate_picture(session, sample.id), CaseKind.TEXT, "A-010", "A-011")
        assert line.side is CaseSide.REFUSE
        reason = refusal_reason(made)
        assert reason.ru == "Заявка повторяет заявку A-010: сол жоба"
        decide(session, sample.id, "A-011", Screened.REFUSED, by=BY, at=at, reasons=(reason,))
        line = case_of(duplicate_picture(session, sample.id), CaseKind.TEXT, "A-010", "A-011")
        assert (line.side, "A-011 is a duplicate of A-010" in line_decision(line)) == (CaseSide.DONE, True)
        told = [(one.key, one.what, one.by) for one in history(session, sample.id, subject="duplicate")]
        assert told == [("A-011", "duplicate", BY)]


def test_a_decision_made_by_a_slow_clock_comes_after_those_it_knew(central: Central, sample: Any, at: Any) -> None:
    with central.session() as session:
        planted(session, sample, at)
        line = case_of(duplicate_picture(session, sample.id), CaseKind.TEXT, "A-010", "A-011")
        ahead = decided(line, at + timedelta(days=1))
        decide_duplicate(session, sample.id, ahead, by=BY, at=at)
        for _twice in range(2):
            decide_duplicate(session, sample.id, decided(line, at, "A-011", "A-010"), by=BY, at=at)
        first, second = duplicate_decisions(session, sample.id)
        assert (first, second.at, second.since > first.since) == (ahead, at, True)


def test_no_duplicate_is_asked_again_only_on_new_evidence(central: Central, sample: Any, at: Any) -> None:
    with central.session() as session:
        planted(session, sample, at)
        found = SearchedCases().search(session, sample.id)

        def picture(cases: Any) -> Any:
            return picture_of(cases, listing(session, sample.id), duplicate_decisions(session, sample.id))

        line = case_of(picture(found), CaseKind.SUPPLIER, "A-013", "A-014")
        decide_duplicate(session, sample.id, decided(line, at, reason="дүкен"), by=BY, at=at)
        assert case_of(picture(found), CaseKind.SUPPLIER, "A-013", "A-014").side is CaseSide.DONE
        more = line.case.model_copy(update={"codes": ("A-012", "A-013", "A-014")})
        rest = tuple(case for case in found if case.at != line.at)
        grown = picture((*rest, more))
        line = case_of(grown, CaseKind.SUPPLIER, "A-012", "A-013", "A-014")
        assert (line.side, line.again) == (CaseSide.OPEN, True)
        gone = picture(rest)
        line = case_of(gone, CaseKind.SUPPLIER, "A-013", "A-014")
        assert (line.side, line_reason(line)) == (CaseSide.DONE, "A later search finds it no more.")


@pytest.mark.parametrize(
    "wrong", [{"reason": " "}, {"duplicate": "A-999"}, {"duplicate": "A-011", "of": "A-011"}, {"of": "A-999"}]
)
def test_a_decision_that_fits_nothing_is_refused(central: Central, sample: Any, at: Any, wrong: dict[str, str]) -> None:
    with central.session() as session:
        planted(session, sample, at)
        line = case_of(duplicate_picture(session, sample.id), CaseKind.TEXT, "A-010", "A-011")
        made = decided(line, at, "A-011", "A-010").model_copy(update=wrong)
        with pytest.raises(StoreError):
            decide_duplicate(session, sample.id, made, by=BY, at=at)
        assert duplicate_decisions(session, sample.id) == ()


def test_an_earlier_winner_of_this_file_is_named(central: Central, sample: Any, at: Any) -> None:
    from dataclasses import replace
    from uuid import UUID

    from models.centre.results.sync import do_sync, plan_sync

    with central.session() as session:
        sample.found(session)
        result = sample.result(*sample.packet(session))
        do_sync(session, plan_sync(session, result), by=BY, at=at)
        eligibility = sample.contest.profile.eligibility.model_copy(
            update={"winners_barred": (sample.contest.profile.code,)}
        )
        profile = sample.contest.profile.model_copy(update={"eligibility": eligibility})
        later = replace(sample, contest=sample.contest.model_copy(update={"id": str(UUID(int=8)), "profile": profile}))
        later.found(session)
        lines = duplicate_picture(session, later.id).lines
        wins = [one for one in lines if one.case.kind is CaseKind.EARLIER and "iin" in one.case.same]
        assert [one.case.codes for one in wins] == [("A-001",), ("A-002",)]
        assert "winner of an earlier contest" in line_reason(wins[0])
        made = decided(wins[0], at, "A-001", wins[0].sharers[1].code)
        decide_duplicate(session, later.id, made, by=BY, at=at)
        assert two_applications(session, later.id, wins[0].case)[1].code == "A-001"
        assert refusal_reason(made).kk.startswith("Өтініш беруші бұрынғы конкурстың жеңімпазы болған")


def test_what_is_remembered_is_what_a_search_from_the_start_finds(
    central: Central, sample: Any, at: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[int] = []
    search = duplicate_search.find_cases
    monkeypatch.setattr(duplicate_search, "find_cases", lambda *a, **k: (made.append(1), search(*a, **k))[1])
    searched = SearchedCases()
    with central.session() as session:
        planted(session, sample, at)

        def same(*, anew: bool) -> Any:
            made.clear()
            picture = duplicate_picture(session, sample.id, searched=searched)
            assert len(made) == anew
            assert picture == duplicate_picture(session, sample.id)
            return picture

        line = case_of(same(anew=True), CaseKind.TEXT, "A-010", "A-011")
        decide_duplicate(session, sample.id, decided(line, at, "A-011", "A-010"), by=BY, at=at)
        assert case_of(same(anew=False), CaseKind.TEXT, "A-010", "A-011").side is CaseSide.REFUSE
        (copy,) = (one for one in applications(session, sample.id) if one.code == "A-011")
        own = copy.model_copy(update={"project": copy.project.model_copy(update={"summary": "мүлде басқа жоба"})})
        store(session, sample.id, [own], by=BY, at=at, read_attachment=sample.read)
        gone = case_of(same(anew=True), CaseKind.TEXT, "A-010", "A-011")
        assert line_reason(gone) == "A later search finds it no more."


def test_a_project_that_won_earlier_is_found_whoever_brings_it_again(central: Central, sample: Any, at: Any) -> None:
    from dataclasses import replace
    from uuid import UUID

    from models.centre.results.sync import do_sync, plan_sync

    with central.session() as session:
        sample.found(session)
        (won,) = (one for one in applications(session, sample.id) if one.code == "A-001")
        won = won.model_copy(update={"project": won.project.model_copy(update={"summary": TEXT})})
        store(session, sample.id, [won], by=BY, at=at, read_attachment=sample.read)
        do_sync(session, plan_sync(session, sample.result(*sample.packet(session))), by=BY, at=at)
        later = replace(sample, contest=sample.contest.model_copy(update={"id": str(UUID(int=8))}))
        later.found(session)
        one = later.application(20)
        again = one.model_copy(
            update={
                "applicant": one.applicant.model_copy(update={"surname": "Ли", "given_name": "Вера", "iin": ""}),
                "project": one.project.model_copy(update={"summary": TEXT}),
            }
        )
        store(session, later.id, [again], by=BY, at=at, read_attachment=later.read)
        line = case_of(duplicate_picture(session, later.id), CaseKind.EARLIER_TEXT, "A-020")
        assert line.side is CaseSide.OPEN
        assert "a project that won an earlier contest" in line_reason(line)
        left, right = beside(line.case, *two_applications(session, later.id, line.case))
        assert left.marks
        assert [left.text[slice(*at)] for at in left.marks] == [right.text[slice(*at)] for at in right.marks]
        made = decided(line, at, "A-020", line.sharers[1].code)
        decide_duplicate(session, later.id, made, by=BY, at=at)
        assert case_of(duplicate_picture(session, later.id), CaseKind.EARLIER_TEXT, "A-020").side is CaseSide.REFUSE
        assert refusal_reason(made).ru.startswith("Заявка повторяет проект, победивший в прежнем конкурсе")


def test_an_old_file_is_raised_and_its_decisions_destroyed_with_the_rest(
    central: Central, location: str | Path, key: PrivateKey, sample: Any, at: Any
) -> None:
    with central.session() as session:
        planted(session, sample, at)
    with central.connection() as connection:  # as a file written before duplicates were decided
        connection.execute(text("DROP TABLE duplicate_decisions"))
        connection.execute(text("ALTER TABLE access DROP COLUMN name"))
        if connection.dialect.name == "postgresql":
            connection.execute(text("DROP FUNCTION history_loses_words() CASCADE"))
        connection.execute(text("UPDATE alembic_version SET version_num = '0004'"))
    central.close()
    raised = Central.open(location, key, patience=0.3)
    with raised.connection(writing=False) as connection:
        assert versions.stored_version(connection) == versions.VERSIONS[-1]
    with raised.session() as session:
        line = case_of(duplicate_picture(session, sample.id), CaseKind.TEXT, "A-010", "A-011")
        decide_duplicate(session, sample.id, decided(line, at), by=BY, at=at)
        from uuid import UUID

        destroy_personal_data(session, sample.id, record_id=UUID(int=1), ground="мерзімі өтті", by=BY, at=at)
        assert duplicate_decisions(session, sample.id) == ()
        assert [one.what for one in history(session, sample.id, subject="duplicate")] == ["no-duplicate"] * 2
    raised.close()

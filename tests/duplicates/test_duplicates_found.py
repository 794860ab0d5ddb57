"""Pairs of applications: persons, suppliers, quotes; and tables read without any contest."""

from pathlib import Path

import pytest

from models.contest.application import Applicant, Application, BudgetRow, Project
from models.duplicates.budgets import shared_quotes, shared_suppliers, suppliers
from models.duplicates.finding import DuplicateKind, find_duplicates, reason
from models.duplicates.listed import read_listed
from models.errors import IntakeError


def application(code: str, *items: tuple[str, int], partners: str = "", **person: str) -> Application:
    budget = tuple(
        BudgetRow(number=at, item=item, quantity="1", price=price, amount=price)
        for at, (item, price) in enumerate(items, 1)
    )
    return Application(
        code=code,
        territory="",
        applicant=Applicant(**({"surname": f"С{code}", "given_name": "И"} | person)),
        project=Project(title=f"Жоба {code}", partners=partners, budget=budget),
    )


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("Тігін машинасы, ЖК «Сапа Сервис»", {"сапасервис"}),
        ('Оверлок (ТОО "Сапа-Сервис")', {"сапасервис"}),
        ("«Сапа Сервис» ЖШС", {"сапасервис"}),
        ("аренда, ИП Ахметов А.", {"ахметова"}),
        ("жеткізуші БСН 990140001234", {"990140001234"}),
        ("Тігін машинасы, 3 дана", set()),
        ("Интернет (ИП адрес)", set()),
    ],
)
def test_suppliers_are_told_by_legal_form_or_number(text: str, keys: set[str]) -> None:
    assert set(suppliers(application("1", (text, 5)))) == keys


def test_the_same_supplier_is_named_with_everybody_who_has_it() -> None:
    shared = shared_suppliers(
        [
            application("1", ("Машина, ЖК «Сапа»", 5)),
            application("2", ('Стол, ТОО "САПА"', 7)),
            application("3", partners="ЖШС «Сапа», әкімдік"),
            application("4", ("Үстел", 7)),
        ]
    )
    assert [(one.name, one.codes) for one in shared] == [("ЖК «Сапа»", ("1", "2", "3"))]


def test_a_quote_is_three_lines_with_the_same_words_and_price() -> None:
    lines = [("Тігін машинасы Juki", 187_350), ("Оверлок", 92_100), ("Үтік", 31_900), ("Мата", 4_000)]
    respelt = [("тигін машинасы JUKI", 187_350), ("Оверлок.", 92_100), ("Утік", 31_900), ("Жіп", 100)]
    dearer = [(item, price + 1) for item, price in lines]
    found = shared_quotes([application("1", *lines), application("2", *respelt), application("3", *dearer)])
    assert [(one.one, one.two, len(one.lines)) for one in found] == [("1", "2", 3)]
    assert 0.7 < found[0].strength < 1


def test_lines_that_every_budget_has_are_no_quote() -> None:
    common = [("Баннер", 5_000), ("Кеңсе тауарлары", 10_000), ("Интернет", 6_000)]
    assert shared_quotes([application(str(at), *common, (f"Зат {at}", at)) for at in range(1, 30)]) == ()


def test_the_same_person_stands_first() -> None:
    found = find_duplicates(
        [
            application("1", iin="900101300017", mobile="8 701 111 22 33"),
            application("2", iin="900101300017", mobile="8 701 999 22 33"),
            application("3", mobile="+7 (701) 999-22-33"),
        ]
    )
    assert [(one.one, one.two, one.kind, one.same) for one in found.pairs] == [
        ("1", "2", DuplicateKind.PERSON, ("iin",)),
        ("2", "3", DuplicateKind.PERSON, ("phone",)),
    ]
    assert reason(found.pairs[0]) == "the same person: the same IIN"


def test_tables_are_read_without_a_contest(tmp_path: Path) -> None:
    one, two = tmp_path / "one.csv", tmp_path / "two.csv"
    one.write_text(
        "Код заявки;ФИО;ИИН;Название проекта;Наши мысли;Срок проекта\n"
        "А-1;Ким Олег;900101300017;Спорт;Здесь стоит длинный текст о проекте;как-нибудь\n"
        ";Пак Ирина;;Мектеп;;2\n",
        encoding="cp1251",
    )
    two.write_text("Өтінім коды,Жоба атауы\nА-1,Тігін\n", encoding="utf-8")
    listed = read_listed([one, two])
    assert [one.code for one in listed.applications] == ["А-1 (one.csv:2)", "one.csv:3", "А-1 (two.csv:2)"]
    first = listed.applications[0]
    assert (first.applicant.given_name, first.project.months) == ("Олег", None)
    assert first.columns == (("Наши мысли", "Здесь стоит длинный текст о проекте"),)
    assert any("Наши мысли" in note for note in listed.notes)


def test_a_table_of_something_else_is_refused(tmp_path: Path) -> None:
    other = tmp_path / "other.csv"
    other.write_text("цвет,вкус\nкрасный,сладкий\n", encoding="utf-8")
    with pytest.raises(IntakeError, match=r"other\.csv"):
        read_listed([other])

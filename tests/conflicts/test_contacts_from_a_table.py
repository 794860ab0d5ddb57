"""Contacts out of a table: recognised columns, told people, an empty cell keeps, twice is once."""

from datetime import date
from pathlib import Path

import pytest

from models.conflicts.involved import Involved, Job
from models.conflicts.involved_table import ContactPlan, plan_contacts
from models.conflicts.party_tables import read_parties
from models.intake.plan import RowKind

PEOPLE = (
    Involved(id="m1", name="Құрманғалиева Айгерім Нұрланқызы", part="member", organisation="Облыстық мұрағат"),
    Involved(id="m2", name="Оспанов Серік", part="member", iin="900101300017", phone="+7 701 111 22 33"),
    Involved(id="k1", name="Ли Вера", part="mentor"),
)
HEADINGS = "ФИО;ИИН;Дата рождения;Телефон;E-mail;Адрес;Организация;Должность"


def planned(tmp_path: Path, *rows: str, headings: str = HEADINGS, people: tuple[Involved, ...] = PEOPLE) -> ContactPlan:
    file = tmp_path / "contacts.csv"
    file.write_text("\n".join((headings, *rows)), encoding="utf-8")
    return plan_contacts(read_parties(file), people)


def test_people_are_told_by_name_in_any_alphabet_and_an_empty_cell_keeps(tmp_path: Path) -> None:
    plan = planned(
        tmp_path,
        "Курмангалиева Айгерим;;05.03.1980;8 (701) 222 33 44;;;Областной музей;член комиссии",
        "Ospanov Serik;;;;serik@example.kz;;;",
    )
    assert [row.kind for row in plan.rows] == [RowKind.CHANGED, RowKind.CHANGED]
    one, two = plan.people
    assert one == PEOPLE[0].model_copy(
        update={
            "birth_date": date(1980, 3, 5),
            "phone": "8 (701) 222 33 44",
            "jobs": (Job(organisation="Областной музей"),),
        }
    )
    assert two == PEOPLE[1].model_copy(update={"email": "serik@example.kz"})
    assert [change.field for change in plan.rows[0].changes] == ["birth_date", "phone", "jobs"]


@pytest.mark.parametrize(
    "headings",
    [
        "Аты-жөні;ЖСН;Туған күні;Телефон;Электрондық пошта;Мекенжайы;Ұйым;Лауазымы",
        "name;iin;birth_date;phone;email;address;organisation;role",
        "аты-жөні;жсн;туған күні;тел.;пошта;мекенжай;жұмыс орны;рөлі",
        "Фамилия и имя;ИИН;Дата рождения;Контактный телефон;Эл. почта;Место жительства;Компания;Роль",
    ],
)
def test_headings_are_known_in_kazakh_and_english(tmp_path: Path, headings: str) -> None:
    row = "Ли Вера;;01.02.1990;8 701 222 33 44;vera@example.kz;Тараз қ., Абай к-сі 5;«Жас дәурен» ҚҚ;тәлімгер"
    (one,) = planned(tmp_path, row, headings=headings).people
    assert one.searched_by == ("name", "birth_date", "phone", "email", "address", "organisation")


def test_the_same_table_twice_changes_nothing(tmp_path: Path) -> None:
    rows = (
        "Оспанов Серік;900101300017;;8-701-111-22-33;;;ЖШС «Алма»;",
        "Оспанов Серік;;;8 702 000 11 22;;;ТОО «Груша»;",
        "Цой Анна;;;8 705 111 00 11;;;Дом молодёжи;наставник",
        "Цой Анна;;;;anna@example.kz;;;",
    )
    plan = planned(tmp_path, *rows)
    assert [row.kind for row in plan.rows] == [RowKind.CHANGED, RowKind.CHANGED, RowKind.NEW, RowKind.CHANGED]
    known, new = plan.people
    assert known.phone == "+7 701 111 22 33; 8 702 000 11 22"
    assert known.jobs == (Job(organisation="ЖШС «Алма»"), Job(organisation="ТОО «Груша»"))
    assert (new.part, new.organisation, new.email) == ("mentor", "Дом молодёжи", "anna@example.kz")
    after = (PEOPLE[0], known, PEOPLE[2], new.model_copy(update={"id": "k2"}))
    assert planned(tmp_path, *rows, people=after).people == ()


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("Оспанов Серік;900101300018;;;;;;", "no IIN"),
        ("Оспанов Серік;971231400016;;;;;;", "Another IIN"),
        ("Петров Пётр;900101300017;;;;;;", "whose name is another"),
        (";;;8 701 222 33 44;;;;", "names nobody"),
        ("Ким Олег;;;8 701 222 33 44;;;;член комиссии", "enrolled by their cards"),
    ],
)
def test_what_contradicts_is_refused_with_its_reason(tmp_path: Path, row: str, reason: str) -> None:
    plan = planned(tmp_path, row)
    (refused,) = plan.rows
    assert (refused.kind, refused.row, plan.people) == (RowKind.REFUSED, 2, ())
    assert reason in refused.reason


def test_a_row_that_fits_two_people_is_refused(tmp_path: Path) -> None:
    twins = (*PEOPLE, Involved(id="k2", name="Вера Ли", part="staff"))
    (row,) = planned(tmp_path, "Ли Вера;;;8 701 222 33 44;;;;", people=twins).rows
    assert "fits several people: Ли Вера, Вера Ли" in row.reason

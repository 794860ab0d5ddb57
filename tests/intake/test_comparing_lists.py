"""Published lists compared: joined by code or IIN, never by name, through the dirt that real lists have."""

import random
from fractions import Fraction
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.errors import IntakeError
from models.intake.lists.comparing import ChangeKind, Compared, compare_lists, out_of_order
from models.intake.lists.listed import ListRow, PublishedList, read_list
from models.intake.lists.spelling import Respelled, respelled


def listed(*rows: tuple[str, str] | tuple[str, str, int], places: bool = False) -> PublishedList:
    made = []
    for at, (code, name, *points) in enumerate(rows, 1):
        given_points = Fraction(points[0]) if points else None
        made.append(ListRow(row=at + 1, at=at, code=code, name=name, points=given_points, place=at if places else None))
    return PublishedList("list.csv", tuple(made))


def kinds(compared: Compared) -> list[tuple[ChangeKind, str]]:
    return [(change.kind, (change.two or change.one or ListRow(0, 0)).code) for change in compared.changes]


@pytest.mark.parametrize(
    ("old", "new", "how"),
    [
        ("Ахметов Қайрат", "Ахметов Кайрат", (Respelled.LETTERS,)),
        ("Әлиева Ұлту", "Алиева Улту", (Respelled.LETTERS,)),
        ("Ахметов Қайрат Серікұлы", "Ахметов Қайрат", (Respelled.PATRONYMIC,)),
        ("Ахметов Қайрат Серікұлы", "АХМЕТОВ КАЙРАТ", (Respelled.LETTERS, Respelled.PATRONYMIC)),
        ("Ким Олег", "Олег Ким", (Respelled.ORDER,)),
        ("Ким Олег", "КИМ  ОЛЕГ", (Respelled.SIGNS,)),
        ("Ким Олег", "Ким Oлег", (Respelled.ALPHABET,)),
        ("Мамытов Ержан", "Мамыдов Ержан", (Respelled.SLIP,)),
        ("Иванова Анна Петровна", "Иванова А. П.", (Respelled.INITIALS,)),
        ("Ким Олег", "Пак Олег", ()),
        ("Ким Олег", "Ким Ольга", ()),
        ("Ким", "Ким Олег", ()),
        ("Ахметов Қайрат", "Сериков Нурлан", ()),
    ],
)
def test_a_name_is_respelled_or_another(old: str, new: str, how: tuple[Respelled, ...]) -> None:
    assert respelled(old, new, of_person=True) == how
    assert respelled(new, old, of_person=True) == how


def test_a_title_may_not_lose_words() -> None:
    assert respelled("Жас бағбан мектебі", "Жас бағбан") == ()
    assert respelled("Жас бағбан мектебі", "Жас багбан мектебі") == (Respelled.LETTERS,)


def test_whoever_is_pushed_down_has_not_moved() -> None:
    one = listed(*[(f"A-{n}", f"Аты {n}") for n in range(1, 9)])
    two = listed(("A-9", "Жаңа"), *[(f"A-{n}", f"Аты {n}") for n in (1, 2, 4, 5, 6, 7, 3)])
    assert kinds(compare_lists(one, two)) == [
        (ChangeKind.REMOVED, "A-8"), (ChangeKind.ADDED, "A-9"), (ChangeKind.MOVED, "A-3"),
    ]  # fmt: skip


def test_nobody_is_joined_by_name() -> None:
    compared = compare_lists(listed(("A-1", "Ким Олег")), listed(("A-2", "Ким Олег")))
    assert kinds(compared) == [(ChangeKind.REMOVED, "A-1"), (ChangeKind.ADDED, "A-2")]
    unjoined = compare_lists(listed(("", "Ким Олег"), ("A-1", "Пак")), listed(("A-1", "Пак")))
    assert ([row.row for row in unjoined.unjoined_one], unjoined.changes, unjoined.same) == ([2], (), False)


def test_codes_join_as_they_look_and_the_iin_goes_first() -> None:
    assert compare_lists(listed(("А-1", "Ким")), listed(("A–1", "Ким"))).same  # Cyrillic, Latin
    one = PublishedList("1", (ListRow(2, 1, code="A-1", iin="900101300017", name="Ким"),))
    two = PublishedList("2", (ListRow(2, 1, code="A-7", iin="900101300017", name="Ким"),))
    (change,) = compare_lists(one, two).changes
    assert (change.kind, change.what, change.old, change.new) == (ChangeKind.REPLACED, "code", "A-1", "A-7")
    other = PublishedList("2", (ListRow(2, 1, code="A-1", iin="900101400017", name="Ким"),))
    (change,) = compare_lists(one, other).changes
    assert (change.what, change.old) == ("iin", "…0017")


def test_another_name_under_the_same_code_is_no_respelling() -> None:
    (change,) = compare_lists(listed(("A-1", "Ким Олег")), listed(("A-1", "Серикова Айгуль"))).changes
    assert (change.kind, change.how) == (ChangeKind.REPLACED, ())


def test_a_ranking_against_its_own_points_is_told() -> None:
    rows = listed(("1", "а", 125), ("2", "б", 106), ("3", "в", 114), ("4", "г", 114), ("5", "д", 88), ("6", "е", 90))
    assert [(at.above.code, at.below.code) for at in out_of_order(rows.rows)] == [("2", "3"), ("5", "6")]
    by_place = [
        ListRow(2, 1, code="1", place=2, points=Fraction(90)),
        ListRow(3, 2, code="2", place=1, points=Fraction(95)),
    ]
    assert out_of_order(by_place) == ()
    apart = [
        ListRow(2, 1, code="1", territory="Абай", points=Fraction(5)),
        ListRow(3, 2, code="2", territory="Алматы", points=Fraction(9)),
    ]
    assert out_of_order(apart) == ()


@given(st.integers(2, 40), st.integers(0, 10**6))
@settings(max_examples=60)
def test_the_comparison_is_its_own_mirror(many: int, seed: int) -> None:
    rng = random.Random(seed)
    names = [(f"A-{n}", f"Аты {n}", rng.randrange(125)) for n in range(many)]
    one, two = (listed(*rng.sample(names, rng.randint(1, many))) for _ in range(2))
    there, back = compare_lists(one, two), compare_lists(two, one)
    assert {r.code for r in one.rows} - {r.code for r in two.rows} == {
        change.one.code for change in there.of(ChangeKind.REMOVED) if change.one
    }
    assert len(there.of(ChangeKind.ADDED)) == len(back.of(ChangeKind.REMOVED))
    assert len(there.of(ChangeKind.MOVED)) == len(back.of(ChangeKind.MOVED))
    assert there.order_one == back.order_two
    assert compare_lists(one, one).changes == ()


def test_real_files_are_read_as_lists(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["Рұқсат берілген өтінімдер тізімі"])
    sheet.append(["№", "Өтінім нөмірі", "Т.А.Ә.", "ЖСН", "Өңір", "Жалпы балл", "Орын"])
    sheet.append([1, "А-1", "Ахметов  Қайрат", 900101300017, "Абай", 120, 1])
    sheet.append([2, "А-2", "Ким Олег", None, "Абай", "106,5", "2."])
    book.save(tmp_path / "list.xlsx")
    read = read_list(tmp_path / "list.xlsx")
    assert read.rows == (
        ListRow(3, 1, "А-1", "900101300017", "Ахметов Қайрат", "", "Абай", 1, Fraction(120)),
        ListRow(4, 2, "А-2", "", "Ким Олег", "", "Абай", 2, Fraction(213, 2)),
    )
    csv = tmp_path / "later.csv"
    csv.write_text("Фамилия;Имя;ИИН;Регион;Балл;Место\nАхметов;Кайрат;900101300017;Абай;119;1\n", encoding="cp1251")
    compared = compare_lists(read, read_list(csv))
    assert [(change.kind, change.what) for change in compared.changes] == [
        (ChangeKind.REMOVED, ""), (ChangeKind.RESPELLED, "name"), (ChangeKind.POINTS, "points"),
    ]  # fmt: skip


def test_a_list_without_codes_is_refused(tmp_path: Path) -> None:
    names = tmp_path / "names.csv"
    names.write_text("ФИО;Балл\nКим Олег;90\n", encoding="utf-8")
    with pytest.raises(IntakeError, match=r"names\.csv"):
        read_list(names)


def test_who_stands_twice_is_told_and_compared_once() -> None:
    compared = compare_lists(
        listed(("A-1", "Ким"), ("А-1", "Ким"), ("A-2", "Пак")), listed(("A-1", "Ким"), ("A-2", "Пак"))
    )
    assert ([[row.row for row in group] for group in compared.twice_one], compared.changes) == ([[2, 3]], ())
    assert not compared.same

"""Laws of names: the same name is the same in every alphabet, order and completeness; other names stay other names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.conflicts.contacts import address, mails, organisations, phones
from models.conflicts.relations import same_organisation, same_place
from models.conflicts.search import alike
from models.names.letters import letters, loose, single
from models.names.parts import fathers_name, given_name, read_name, stem

KAZAKH = st.text("абғдежзқлмнңрстүұыіәөуйкх", min_size=3, max_size=9)


@pytest.mark.parametrize(
    "forms",
    [
        ("Әсел", "Асель", "Эсель", "Ásel", "Äsel", "Asel", "Assel", "A'sel"),
        ("Шыңғыс", "Шынгыс", "Şyñğys", "Shyngys", "Shynghys", "S'yn'g'ys"),
        ("Қайрат", "Кайрат", "Qairat", "Kayrat", "Kairat"),
        ("Үміт", "Умит", "Ümit", "Umit", "Úmit"),
        ("Жандос", "Jandos", "Zhandos", "Джандос"),
        ("Мұхтар", "Мухтар", "Mukhtar", "Muxtar", "Mūhtar"),
        ("Серікқали", "Серикали", "Serikkali", "Seriqali"),
        ("Еркін", "Еркин", "Yerkin", "Erkin", "Eркiн"),
        ("Юлия", "Yuliya", "Iuliia", "Yulia"),
        ("Ибраһим", "Ибрахим", "Ibrahim", "Ibrakhim"),
        ("Гүлнар", "Гульнара", "Gulnar", "Gülnara"),
    ],
)
def test_a_given_name_is_one_in_every_alphabet(forms: tuple[str, ...]) -> None:
    assert {given_name(form) for form in forms} == {given_name(forms[0])}


@pytest.mark.parametrize(
    ("surnames", "expected"),
    [
        (("Ахметов", "Ахметова", "Ахмет", "Akhmetov", "Ahmetova", "Axmetov", "Akhmetoff"), "ahmet"),
        (("Сәтбаев", "Сәтбаева", "Сәтбай", "Satbayev", "Sátbaev"), "satba"),
        (("Чайковский", "Чайковская", "Chaikovskaya", "Chaykovskiy"), "caikovsk"),
        (("Мусин", "Мусина", "Musina"), "musin"),
        (("Әлиев", "Алиева", "Aliyev", "Alieva"), "ali"),
    ],
)
def test_a_surname_has_one_stem_whatever_sex_and_alphabet(surnames: tuple[str, ...], expected: str) -> None:
    assert {stem(surname) for surname in surnames} == {expected}


@pytest.mark.parametrize(
    ("father", "patronymics"),
    [
        (
            "Серік",
            ("Серікұлы", "Серікқызы", "Серикович", "Сериковна", "Serikuly", "Serıkqyzy", "Серыкулы", "Serikovich"),
        ),
        ("Абай", ("Абайұлы", "Абаевна", "Abaiqyzy", "Abayevich")),
        ("Әли", ("Әлиұлы", "Алиевич", "Aliqyzy")),
        ("Юрий", ("Юрьевич", "Юрьевна", "Yuryevna")),
        ("Павел", ("Павлович", "Павловна", "Pavlovich")),
        ("Илья", ("Ильич", "Ильинична", "Ilyich")),
        ("Николай", ("Николаевич", "Николаевна")),
        ("Дмитрий", ("Дмитриевич", "Dmitrievna")),
    ],
)
def test_a_patronymic_is_the_fathers_given_name(father: str, patronymics: tuple[str, ...]) -> None:
    for patronymic in patronymics:
        assert (patronymic, fathers_name(patronymic)[0]) == (patronymic, given_name(father))


@pytest.mark.parametrize(
    "text",
    [
        "Ахметова Айгүл Серікқызы",
        "Айгүл Серікқызы Ахметова",
        "Айгуль Сериковна Ахметова",
        "AKHMETOVA AIGUL SERIKKYZY",
        "Aigül Serık qyzy Ahmetova",
        "Axmetova Aigul Serikovna",
        "Ахмeтoва Aйгүл Серікқызы",
    ],
)
def test_a_name_is_read_in_any_order_and_alphabet(text: str) -> None:
    name = read_name(text)
    assert (name.stem, name.given, name.father, name.sex, name.certain) == ("ahmet", "aigul", "serik", "f", True)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ахметов С.Б.", ("ahmet", "", "", "s", "b")),
        ("С. Б. Ахметов", ("ahmet", "", "", "s", "b")),
        ("Ержан Ахметов", ("ahmet", "erjan", "", "e", "")),
        ("Болатұлы Серік", ("bolat", "serik", "bolat", "s", "b")),
        ("Нурлан Серикович", ("", "nurlan", "serik", "n", "s")),
        ("", ("", "", "", "", "")),
        ("— 123 !", ("", "", "", "", "")),
    ],
)
def test_what_is_missing_stays_empty(text: str, expected: tuple[str, ...]) -> None:
    name = read_name(text)
    assert (name.stem, name.given, name.father, name.given_initial, name.father_initial) == expected


def test_names_met_in_the_contest_tell_the_order_of_two_words() -> None:
    assert read_name("Зұлқарнай Бекмаған").stem == "julkarn" or read_name("Зұлқарнай Бекмаған").given == "bekmagan"
    assert read_name("Зұлқарнай Бекмаған", given_names={given_name("Зұлқарнай")}).stem == "bekmagan"


@given(KAZAKH)
def test_kazakh_only_letters_do_not_matter(word: str) -> None:
    assert letters(word) == letters(word.translate(str.maketrans("ғқңүұіәө", "гкнууиао")))


@given(st.text(max_size=12))
def test_skeletons_are_small_latin_letters_and_case_does_not_matter(word: str) -> None:
    made = letters(word)
    assert made.isascii()
    assert made == made.lower()
    assert single(single(made)) == single(made)
    assert loose(loose(single(made))) == loose(single(made))


@given(st.lists(KAZAKH, min_size=1, max_size=8), st.lists(KAZAKH, min_size=1, max_size=8))
def test_likeness_is_symmetric_and_whole_for_oneself(ours: list[str], theirs: list[str]) -> None:
    a, b = [stem(word) for word in ours], [stem(word) for word in theirs]
    assert alike(a, b).tolist() == alike(b, a).T.tolist()
    assert [alike(a, a)[n][n] for n in range(len(a))] == [1.0 if word else 0.0 for word in a]


def test_a_name_is_no_slip_for_another_name_but_a_slip_is() -> None:
    names = [given_name(name) for name in ("Ерлан", "Нұржан", "Айдана", "Нұрлан")]
    others = [given_name(name) for name in ("Ержан", "Нұрлан", "Айжана", "Нурлна")]
    assert [float(alike([a], [b])[0][0]) for a, b in zip(names, others, strict=True)] == [0, 0, 0, pytest.approx(0.7)]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Ақтөбе қ., Абай к-сі 12-5", "г. Актобе, ул. Абая, дом 12, кв. 5", True),
        ("Ақтөбе қ., Абай к-сі 12-5", "030000, Abai st. 12/5", True),
        ("Қызылту ауылы, Сәтбаев көшесі, 7а үй", "с. Кызылту, ул. Сатпаева 7 А", True),
        ("Қызылту ауылы, Сәтбаев көшесі, 7 үй", "с. Акжар, ул. Сатпаева 7", False),
        ("ул. Абая 12-5", "ул. Абая 12-6", False),
        ("ул. Абая 12", "ул. Ауэзова 12", False),
    ],
)
def test_an_address_is_one_home_however_it_is_written(one: str, other: str, *, same: bool) -> None:
    ours, theirs = address(one), address(other)
    assert ours is not None
    assert theirs is not None
    assert (same_place(ours, theirs), same_place(theirs, ours)) == (same, same)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("«Жас Қанат» ҚБ", 'ОО "Жас Канат"', True),
        ("«Болашақ» РҚБ", "Общественный фонд «Болашак»", True),
        ("Saule Studio LLP", "ЖШС «Studiо Сауле»", True),
        ("№5 орта мектебі", "КГУ «Средняя школа №5»", True),
        ("«Жас Қанат» ҚБ", "«Жас Өркен» ҚБ", False),
        ("№5 орта мектебі", "№6 орта мектебі", False),
        ("«Болашақ» мектебі", "«Болашақ» балабақшасы", False),
    ],
)
def test_legal_forms_fold_and_weak_words_do_not_match(one: str, other: str, *, same: bool) -> None:
    (ours,), (theirs,) = organisations(one), organisations(other)
    assert (same_organisation(ours, theirs), same_organisation(theirs, ours)) == (same, same)


def test_telephones_and_mails_are_compared_as_what_they_reach() -> None:
    assert phones("8 (701) 123-45-67; +77011112233, 7 701 123 45 67") == ("7011234567", "7011112233")
    assert phones("нет, 0000000000") == ()
    assert mails("Asel.K+grant@Gmail.com, asel@mаil.ru") == ("aselk@gmail.com", "asel@mail.ru")

"""The mirror lists: every pair in one place, decisions that hold and those that don't; parties of an application."""

from datetime import UTC, date, datetime, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.conflicts.contest_search import Found, find_in_contest
from models.conflicts.declarations import Answer, Declaration
from models.conflicts.involved import Involved, Job, everybody, next_involved_id, person_party, window_start
from models.conflicts.mirror import Decision, Side, mirror
from models.conflicts.pinned import PinnedConflict, in_force
from models.conflicts.reading import Reading
from models.conflicts.sides import application_of, parties_behind
from models.conflicts.subjects import Subject, Subjects, changed
from models.conflicts.ties import kind_of, tie
from models.contest.application import Applicant, Application, BudgetRow, Project
from models.contest.commission import Person, Role, Roster
from models.contest.profile import ConflictKind, ConflictRule
from models.contest.profile_files import load_profile
from models.values import Both

AT = datetime(2024, 5, 1, 9, 0, tzinfo=UTC)
ON = date(2024, 5, 6)
RULE = load_profile("zhas-2024").conflicts
PEOPLE, CODES = ("m1", "m2", "k1"), ("A", "B")
pairs = st.tuples(st.sampled_from(PEOPLE), st.sampled_from(CODES))


def found(person: str, application: str, *, look: bool = True) -> Found:
    return Found(
        person=person, application=application, tie="siblings", kind="relative", through="applicant",
        strength=0.9 if look else 0.2, look=look, reasons=("себебі",),
    )  # fmt: skip


def decision(person: str, application: str, *, conflict: bool, after: int = 0, iin: str = "") -> Decision:
    pinned = PinnedConflict(
        person=person, application=application, conflict=conflict, reason="шешім", by="Хатшы",
        at=AT + timedelta(hours=after),
    )  # fmt: skip
    return Decision(pinned, about("Ахметов Серік", iin))


def about(name: str, iin: str = "") -> Subjects:
    return Subjects(person=Subject(name=name, iin=iin), applicant=Subject(name="Оспан Айгүл"))


@given(
    hits=st.dictionaries(pairs, st.booleans()),
    said=st.dictionaries(pairs, st.sampled_from(list(Answer))),
    made=st.dictionaries(pairs, st.booleans()),
)
def test_every_pair_stands_in_exactly_one_list(
    hits: dict[tuple[str, str], bool], said: dict[tuple[str, str], Answer], made: dict[tuple[str, str], bool]
) -> None:
    declared = {
        who: [Declaration(application=code, answer=one) for (by, code), one in said.items() if by == who]
        for who in PEOPLE
    }
    lists = mirror(
        [found(*pair, look=look) for pair, look in hits.items()],
        declared,
        [decision(*pair, conflict=conflict) for pair, conflict in made.items()],
    )
    told = {pair for pair, one in said.items() if one is not Answer.NO_CONFLICT}
    where = {row.pair: row.side for row in lists.rows}
    assert len(where) == len(lists.rows)
    assert where == {
        **dict.fromkeys(hits.keys() - told, Side.UNDECLARED),
        **dict.fromkeys(told - hits.keys(), Side.UNSUPPORTED),
        **dict.fromkeys(told & hits.keys(), Side.AGREED),
        **dict.fromkeys(made, Side.DECIDED),
    }
    assert not any(row.look for row in lists.of(Side.DECIDED))
    assert all(row.declaration is None or row.declaration.answer is said[row.pair] for row in lists.rows)
    looks = [row.look for row in lists.rows]
    assert looks == sorted(looks, reverse=True)


def test_a_decision_is_never_asked_again_and_the_last_one_counts() -> None:
    both = [decision("m1", "A", conflict=True), decision("m1", "A", conflict=False, after=1)]
    (row,) = mirror([found("m1", "A")], {}, both).rows
    assert (row.side, row.look, row.decision) == (Side.DECIDED, False, both[1].pinned)
    assert mirror([found("m1", "A")], {}, both[::-1]).rows == (row,)


def test_a_decision_about_another_person_is_shown_and_not_reused() -> None:
    made = [decision("m1", "A", conflict=False, iin="690306491411")]
    same = {("m1", "A"): about("Akhmetov Serik", "690306491411")}
    assert mirror([found("m1", "A")], {}, made, now=same).rows[0].side is Side.DECIDED
    other = {("m1", "A"): about("Смағұлов Дәурен", "690306491411")}
    (row,) = mirror([], {}, made, now=other).rows
    assert (row.side, row.look, row.stale, row.changed, row.decision) == (
        Side.UNDECLARED, True, True, ("person",), made[0].pinned
    )  # fmt: skip


@pytest.mark.parametrize(
    ("before", "after", "gone"),
    [
        (("Ахметов Серік Болатұлы", ""), ("Akhmetov Serik", "690306491411"), False),
        (("Ахметов Серік Болатұлы", ""), ("Серик Болатович Ахметов", ""), False),
        (("Ахметов Серік", ""), ("Ахметов С.Б.", ""), False),
        (("", ""), ("Ахметов Серік", ""), False),
        (("«Жас Қанат» ҚБ", ""), ('ОО "Жас Канат"', ""), False),
        (("«Жас Қанат» ҚБ", ""), ('ОО "Жас Өркен"', ""), True),
        (("Ахметов Серік", ""), ("Ахметов Данияр", ""), True),
        (("Ахметов Серік", "690306491411"), ("Ахметов Серік", "990101300013"), True),
    ],
)
def test_respelled_is_the_same_and_another_is_another(
    before: tuple[str, str], after: tuple[str, str], *, gone: bool
) -> None:
    then, now = (Subject(name=name, iin=iin) for name, iin in (before, after))
    nobody = Subject()
    assert changed(Subjects(person=then, applicant=nobody), Subjects(person=now, applicant=nobody)) == (
        ("person",) if gone else ()
    )
    assert changed(Subjects(person=nobody, applicant=now), Subjects(person=nobody, applicant=then)) == (
        ("applicant",) if gone else ()
    )


@given(st.permutations([decision("m1", "A", conflict=n % 2 == 0, after=n // 2).pinned for n in range(5)]))
def test_which_decision_is_in_force_does_not_depend_on_their_order(made: list[PinnedConflict]) -> None:
    assert in_force(made) == {("m1", "A"): max(made, key=lambda one: (one.at, one.conflict))}


def application(code: str = "A-1", **more: object) -> Application:
    values = {"surname": "Оспанова", "given_name": "Айгүл", "patronymic": "Қанатқызы"}
    project = {key: more.pop(key) for key in ("budget", "partners") if key in more}
    return Application(
        code=code, territory="", applicant=Applicant(**values | more),  # type: ignore[arg-type]
        project=Project(title="x", **project),  # type: ignore[arg-type]
    )  # fmt: skip


def one_found(person: Involved, *applications: Application, on: date = ON) -> Found | None:
    made = find_in_contest([person], applications, RULE, on=on)
    assert len(made) <= 1
    return made[0] if made else None


@pytest.mark.parametrize(
    ("person", "more", "expected"),
    [
        ({"organisation": "ТОО «Жаркын Жол»"}, {"budget": (BudgetRow(number=1, item="Баннер, ЖШС «Жарқын жол»"),)},
         ("supplier", "payment")),
        ({"organisation": "№5 орта мектебі"}, {"partners": "КГУ «Средняя школа №5», әкімдік"}, ("partner", "payment")),
        ({"organisation": "Тараз университеті"}, {"studying": "Таразский университет"}, None),
        ({"organisation": "«Дулати» университеті"}, {"studying": "Университет «Дулати»"}, ("study", "colleague")),
        ({"organisation": "«Болашақ» ҚБ"}, {"working": "ОО Болашак"}, ("employer", "colleague")),
        ({"organisation": "«Болашақ» ҚБ"}, {"organisation": "ОО Болашак"}, ("same-organisation", "organisation")),
        ({"name": "Тәшімов Серік Болатұлы"}, {"contact_person": "Тәшімов Серік Болатұлы, ағасы"},
         ("contact-person", "relative")),
        ({"phone": "8 701 123 45 67"}, {"contact_person": "Айнұр +7 (701) 123-45-67"}, ("same-phone", "household")),
        ({"iin": "690306491411"}, {"iin": "690306491411"}, ("same-iin", "self")),
        ({"organisation": "жоқ"}, {"working": "жоқ", "studying": "жоқ"}, None),
    ],
)  # fmt: skip
def test_every_party_behind_an_application_is_compared(
    person: dict[str, str], more: dict[str, object], expected: tuple[str, str] | None
) -> None:
    given_ = {"name": "Бекенов Ғабит Ерланұлы", **person}
    hit = one_found(Involved(id="m1", part="member", **given_), application(**more))  # type: ignore[arg-type]
    if expected is None:
        assert hit is None or not hit.look
    else:
        assert hit is not None
        assert (hit.tie, hit.kind) == expected


def test_an_employer_counts_as_long_as_the_window_of_the_profile() -> None:
    until = {days: ON - timedelta(days=days) for days in (0, 366, 367)}
    apart = application(working="ОО Болашак")
    for days, last in until.items():
        person = Involved(id="m1", name="x", part="member", jobs=(Job(organisation="«Болашақ» ҚБ", until=last),))
        assert (one_found(person, apart) is not None) is (days <= 366)
    lasting = ConflictRule(kinds=(ConflictKind(code="a", name=Both(kk="a", ru="a")),), consequence="leave-pool")
    person = Involved(id="m1", name="x", part="member", jobs=(Job(organisation="y", until=ON - timedelta(days=1)),))
    assert person_party(person, lasting, on=ON).organisation == ""
    assert window_start(RULE, date(2024, 2, 29)) == date(2023, 2, 28)
    assert window_start(RULE, ON) == date(2023, 5, 6)


def test_mentors_stand_beside_the_roster_and_the_roster_names_its_people() -> None:
    roster = Roster(
        contest="c",
        people=(
            Person(id="m1", name="Мүше", role=Role.MEMBER, organisation="Ұйым"),
            Person(id="r1", name="", role=Role.RECOVERY),
        ),
    )
    known = [
        Involved(id="m1", name="ескі аты", part="member", iin="690306491411"),
        Involved(id="m9", name="кеткен мүше", part="member"),
        Involved(id="k1", name="Тәлімгер", part="mentor"),
    ]
    made = everybody(roster, known)
    assert [(one.id, one.name, one.iin, one.organisation) for one in made] == [
        ("m1", "Мүше", "690306491411", "Ұйым"), ("k1", "Тәлімгер", "", "")
    ]  # fmt: skip
    assert next_involved_id(["k1", "m1"]) == "k2"


def test_ids_lead_back_to_the_application_and_every_tie_has_one_kind_at_most() -> None:
    one = application(contact_person="Айнұр", working="ОО Болашак", partners="«Достық» ҚБ")
    assert {application_of(party.id) for _, party in parties_behind(one, Reading())} == {"A-1"}
    for profile in ("zhas-2022", "zhas-2023", "zhas-2024", "electoral-2022", "ngo-state-grants"):
        rule = load_profile(profile).conflicts
        claimed = [code for kind in rule.kinds for code in kind.found_as]
        assert len(claimed) == len(set(claimed)) == 16
        assert all(kind_of(code, rule) for code in claimed)
    assert tie.__doc__


def test_an_uncle_is_looked_at_first_where_his_surname_is_rare_here() -> None:
    firsts = ("Қой", "Тас", "Сары", "Дәу", "Бөрі", "Жез", "Түйе", "Құм")
    lasts = ("шыбек", "ңдағұл", "мғамбет", "лтабар", "рпеш", "ғызыл", "йсынбет", "ктасын")
    crowd = [
        application(f"B-{first}{last}", surname=f"{first}{last}", given_name="Нұржан", patronymic="Әліұлы")
        for first, last in product(firsts, lasts)
    ]
    nephew = application("A-1", surname="Tashimbetova", given_name="Aigul", patronymic="Nurlankyzy")
    for name in ("Тәшімбетов Ерлан Қабылұлы", "Ташимбетов Ерлан Кабылович", "Táshimbetov Erlan Qabyluly"):
        hit = one_found(Involved(id="m1", name=name, part="member"), nephew, *crowd)
        assert hit is not None
        assert (hit.tie, hit.look, hit.kind) == ("same-surname", True, "relative")
        assert "only these two" in hit.reasons[0]
    common = [
        one.model_copy(update={"applicant": nephew.applicant, "code": f"C-{n}"}) for n, one in enumerate(crowd[:3])
    ]
    person = Involved(id="m1", name="Тәшімбетов Ерлан Қабылұлы", part="member")
    assert not any(hit.look for hit in find_in_contest([person], [nephew, *common, *crowd], RULE, on=ON))

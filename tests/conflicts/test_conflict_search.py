"""Relations found in invented villages, each with its reason; strangers are left alone."""

from collections.abc import Callable
from datetime import date
from functools import cache
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

import pytest

from models.conflicts.parties import Party, party_of
from models.conflicts.relations import Relation
from models.conflicts.search import Hit, find_conflicts
from models.contest.application import Applicant, Application, Project
from models.errors import CancelledError

SEEDS = range(10)
REASONS = {
    Relation.PARENT_CHILD: "parent and child",
    Relation.SIBLINGS: "brothers or sisters",
    Relation.SPOUSES: "spouses",
    Relation.RELATIVES: "one household",
    Relation.SAME_PHONE: "telephone",
    Relation.SAME_EMAIL: "e-mail",
    Relation.SAME_ADDRESS: "same address",
    Relation.SAME_ORGANISATION: "same organisation",
    Relation.SAME_IIN: "same IIN",
    Relation.SAME_PERSON: "same",
}


@cache
def village_module(name: str = "village") -> ModuleType:
    spec = spec_from_file_location(f"conflicts_{name}", Path(__file__).with_name(f"{name}.py"))
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    import sys

    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("seed", SEEDS)
def test_forty_of_forty_are_found_in_a_village_and_strangers_are_not_shown_first(seed: int) -> None:
    village = village_module().Village(seed)
    hits = {(hit.person, hit.applicant): hit for hit in find_conflicts(village.people, village.applicants)}
    assert len(village.planted) == 40
    assert [pair for pair in village.planted if pair not in hits] == []
    first = [pair for pair, hit in hits.items() if hit.look]
    false = [pair for pair in first if pair not in village.planted]
    assert len(false) * 20 <= len(first)
    assert len(first) - len(false) >= 36
    assert [hit.strength for hit in hits.values()] == sorted((hit.strength for hit in hits.values()), reverse=True)
    same = [pair for pair, kind in village.planted.items() if hits[pair].kind is kind]
    assert len(same) >= 36


@pytest.mark.parametrize("seed", range(500, 505))
def test_in_a_town_with_other_names_and_more_dirt_too(seed: int) -> None:
    town = village_module("town").Town(seed)
    hits = {(hit.person, hit.applicant): hit for hit in find_conflicts(town.people, town.applicants)}
    assert len(town.planted) == 40
    assert sum(pair in hits for pair in town.planted) >= 38
    first = [pair for pair, hit in hits.items() if hit.look]
    assert sum(pair not in town.planted for pair in first) * 20 <= len(first)
    assert len(first) >= 34


@pytest.mark.parametrize("seed", SEEDS)
def test_every_reason_names_what_the_two_have_in_common(seed: int) -> None:
    village = village_module().Village(seed)
    parties = {one.id: one for one in (*village.people, *village.applicants)}
    for hit in find_conflicts(village.people, village.applicants):
        if hit.look:
            assert REASONS[hit.kind] in hit.reasons[0]
        for reason in hit.reasons:
            quoted = [words.split("”")[0] for words in reason.split("“")[1:]]
            written = " ".join(
                f"{one.name} {one.address} {one.organisation}" for one in (parties[hit.person], parties[hit.applicant])
            )
            assert [words for words in quoted if words not in written] == []


def only(one: Party, other: Party) -> Hit:
    (hit,) = find_conflicts([one], [other])
    return hit


def test_an_uncle_whose_name_is_in_another_alphabet_is_found_by_a_rare_surname_and_it_says_so() -> None:
    crowd = [Party(id=f"x{n}", name=f"Ахметов Серік {name}ұлы") for n, name in enumerate(("Болат", "Асан", "Қанат"))]
    hits = find_conflicts(
        [Party(id="p", name="Тәшімбетов Ерлан Қабылұлы"), Party(id="q", name="Akhmetov Daniyar Zhomartuly")],
        [Party(id="a", name="Tashimbetova Aigul Nurlankyzy"), *crowd],
    )
    found = {(hit.person, hit.applicant): hit for hit in hits}
    rare, common = found["p", "a"], found["q", "x0"]
    assert (rare.kind, common.kind) == (Relation.SAME_SURNAME, Relation.SAME_SURNAME)
    assert "rare here" in rare.reason
    assert "weak alone" in common.reason
    assert rare.strength > common.strength
    assert not common.look


def test_a_son_is_older_than_his_father_nowhere() -> None:
    father = Party(id="p", name="Тәшімов Серік Болатұлы", birth_date=date(1970, 1, 1))
    son = Party(id="a", name="Ташимов Данияр Серикович", birth_date=date(1995, 1, 1))
    assert only(father, son).kind is Relation.PARENT_CHILD
    assert only(father, son.model_copy(update={"birth_date": date(1969, 1, 1)})).kind is Relation.SAME_SURNAME
    mother = father.model_copy(update={"name": "Тәшімова Серік Болатқызы"})
    assert only(mother, son).kind is Relation.SAME_SURNAME


def test_one_iin_under_two_names_is_said_as_such() -> None:
    one = Party(id="p", name="Тәшімов Серік Болатұлы", iin="690306491411")
    assert [hit.kind for hit in find_conflicts([one], [Party(id="a", name="Иванова Вера Ильинична", iin=one.iin)])] == [
        Relation.SAME_IIN
    ]
    assert only(one, Party(id="a", name="Tashimov S. B.", iin=one.iin)).kind is Relation.SAME_PERSON


def test_evidence_that_everybody_has_is_weak() -> None:
    people = [Party(id="p", name="Тәшімов Серік Болатұлы", phone="87011234567")]
    shared = [Party(id=f"a{n}", phone="+7 701 123 45 67") for n in range(30)]
    assert only(people[0], shared[0]).look
    assert {hit.look for hit in find_conflicts(people, shared)} == {False}


def test_nothing_is_found_in_nothing() -> None:
    assert find_conflicts([], [Party(id="a")]) == ()
    assert find_conflicts([Party(id="p")], [Party(id="a")]) == ()


def test_the_order_of_the_tables_changes_no_finding() -> None:
    village = village_module().Village(3)
    straight = find_conflicts(village.people, village.applicants)
    turned = find_conflicts(village.people[::-1], village.applicants[::-1])
    assert sorted(hit.canonical() for hit in straight) == sorted(hit.canonical() for hit in turned)


def test_reasons_speak_the_persons_language(language: Callable[[str], None]) -> None:
    one, other = Party(id="p", phone="87011234567"), Party(id="a", phone="87011234567")
    language("kk")
    assert only(one, other).reason == "Телефон нөмірі бірдей. Осы нөмірі бар адамдар саны: 2."
    language("ru")
    assert only(one, other).reason == "Один номер телефона. Людей с этим номером: 2."


def test_it_can_be_stopped() -> None:
    with pytest.raises(CancelledError):
        find_conflicts([Party(id="p")], [Party(id="a")], report=lambda done, of: False)


def test_an_application_is_searched_by_its_questionnaire() -> None:
    applicant = Applicant(surname="Tashimova", given_name="Aigul", patronymic="Serikkyzy", mobile="87011234567")
    application = Application(code="A-1", territory="", applicant=applicant, project=Project(title="x"))
    hit = only(Party(id="m1", name="Тәшімов Серік Болатұлы", phone="+7 701 123 45 67"), party_of(application))
    assert (hit.person, hit.applicant, hit.kind, len(hit.reasons), hit.look) == (
        "m1", "A-1", Relation.PARENT_CHILD, 2, True
    )  # fmt: skip

"""Cases joined from pairs: one text is one case, decided once; a chain of weak likeness joins nobody."""

from datetime import UTC, datetime, timedelta
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.centre.applications import Listed
from models.centre.conflicts.duplicates import DuplicatePicture, picture_of
from models.contest.application import Applicant, Application, Project
from models.duplicates import cases
from models.duplicates.beside import beside
from models.duplicates.cases import (
    Case,
    CaseDecision,
    CaseKind,
    CaseSide,
    case_reason,
    find_cases,
    in_order,
    pair_key,
)
from models.duplicates.finding import find_duplicates, similar_projects
from models.duplicates.grouping import grouped, two_of

AT = datetime(2024, 5, 2, tzinfo=UTC)


def pair(one: str, two: str, strength: float = 0.8, kind: CaseKind = CaseKind.TEXT) -> Case:
    return Case(kind=kind, key=pair_key(one, two), codes=(one, two), strength=strength, same=("x",))


def decision(case: Case, duplicate: str = "", of: str = "", *, after: int = 0) -> CaseDecision:
    return CaseDecision(
        kind=case.kind, key=case.key, codes=case.codes, duplicate=duplicate, of=of, reason="р",
        strength=case.strength, by="s1", at=AT + timedelta(minutes=after),
    )  # fmt: skip


def picture(found: list[Case], *decisions: CaseDecision, refused: str = "") -> DuplicatePicture:
    codes = sorted({code for case in found for code in case.codes})
    listed = [Listed(code, "", "refused" if code in refused else "received", code, "", None) for code in codes]
    return picture_of(in_order(found), listed, decisions)


def sides(shown: DuplicatePicture) -> dict[CaseSide, list[tuple[str, ...]]]:
    return {side: [line.case.codes for line in shown.of(side)] for side in CaseSide}


FOUR = [pair(one, two) for one, two in combinations("ABCD", 2)]


def test_copies_of_one_text_are_one_case() -> None:
    (one,) = grouped(FOUR)
    assert one.codes == ("A", "B", "C", "D")
    assert set(one.pairs) == set(FOUR)
    assert "applications that belong together: 4" in case_reason(one)
    assert two_of(one, "C", "B") == pair("B", "C")


def test_weak_likeness_joins_nobody_to_strangers() -> None:
    weak = pair("B", "C", 0.2)
    assert grouped([pair("A", "B"), weak, pair("C", "D")]) == (pair("A", "B"), pair("C", "D"), weak)
    assert grouped([pair("A", "B"), pair("A", "C"), weak])[0].codes == ("A", "B", "C")
    phone = [pair("A", "B", 0.6, CaseKind.PERSON), pair("B", "C", 0.6, CaseKind.PERSON)]
    assert grouped(phone) == tuple(phone)


def test_that_none_is_a_duplicate_is_said_of_the_whole_case_once() -> None:
    (whole,) = grouped(FOUR)
    shown = picture(FOUR, decision(whole))
    assert sides(shown) == {CaseSide.OPEN: [], CaseSide.REFUSE: [], CaseSide.DONE: [tuple("ABCD")]}
    grown = picture([*FOUR, pair("D", "E"), pair("C", "E")], decision(whole))
    assert sides(grown)[CaseSide.OPEN] == [tuple("CDE")]
    stronger = [one.model_copy(update={"strength": 1.0}) if one.codes == ("A", "B") else one for one in FOUR]
    weakly = decision(whole).model_copy(update={"strength": 0.7})
    assert sides(picture(stronger, weakly))[CaseSide.OPEN] == [("A", "B")]
    assert picture(stronger, weakly).of(CaseSide.OPEN)[0].again


def test_a_duplicate_leaves_the_others_to_be_decided_on() -> None:
    (whole,) = grouped(FOUR)
    made = decision(two_of(whole, "B", "A"), "B", "A")
    shown = picture(FOUR, made)
    assert sides(shown) == {CaseSide.OPEN: [tuple("ACD")], CaseSide.REFUSE: [("A", "B")], CaseSide.DONE: []}
    rest = decision(shown.of(CaseSide.OPEN)[0].case, after=1)
    done = sides(picture(FOUR, made, rest, refused="B"))
    assert done == {CaseSide.OPEN: [], CaseSide.REFUSE: [], CaseSide.DONE: [("A", "B"), tuple("ACD")]}
    undone = decision(two_of(whole, "A", "B"), after=2)
    assert sides(picture(FOUR, rest, undone))[CaseSide.OPEN] == [tuple("BCD")]


def test_two_that_only_others_join_can_be_decided_on() -> None:
    chain = [pair("A", "B"), pair("B", "C")]
    (whole,) = grouped(chain)
    made = decision(two_of(whole, "C", "A"), "C", "A")
    shown = picture(chain, made)
    (line,) = shown.of(CaseSide.REFUSE)
    assert (line.case.codes, case_reason(line.case)) == (("A", "C"), "the two are joined by others of the same case")
    assert sides(shown)[CaseSide.OPEN] == [("A", "B")]


def test_a_case_whose_others_are_refused_is_done() -> None:
    assert sides(picture(FOUR, refused="A"))[CaseSide.OPEN] == [tuple("BCD")]
    assert sides(picture(FOUR[:1], refused="A")) == {
        CaseSide.OPEN: [], CaseSide.REFUSE: [], CaseSide.DONE: [("A", "B")]
    }  # fmt: skip


def test_passages_that_were_not_told_at_once_are_told_side_by_side(monkeypatch: pytest.MonkeyPatch) -> None:
    own = "Ауыл жастарына арналған тегін ағылшын тілі курстары мен кітапхана ашамыз және апта сайын сабақ өткіземіз"
    person = Applicant(surname="Ли", given_name="Вера")
    made = [
        Application(code=code, territory="", applicant=person, project=Project(title=f"Жоба {code}", summary=text))
        for code, text in (("A", own), ("B", own), ("C", own), ("D", "Ит питомнигін салып волонтерлерді жинау ойы бар"))
    ]
    whole = find_duplicates(made)
    monkeypatch.setattr(cases, "_TOLD", 1)
    likes = similar_projects(made)
    found = {one.codes: one for one in find_cases(made, likes=likes) if one.kind is CaseKind.TEXT}
    assert [bool(one.passages) for one in found.values()] == [True, False, False]
    assert "common passages" not in case_reason(found["B", "C"])
    (group,) = grouped(found.values())
    for told in whole.pairs:
        one, two = (next(each for each in made if each.code == code) for code in (told.one, told.two))
        if told.passages:
            assert beside(group, one, two, likes)[0].marks == tuple(each.one_at for each in told.passages)
            assert beside(group, two, one, likes)[1].marks == tuple(each.one_at for each in told.passages)


PAIRS = st.lists(
    st.tuples(st.sampled_from("ABCDEFG"), st.sampled_from("ABCDEFG"), st.sampled_from([0.15, 0.29, 0.3, 0.9])).filter(
        lambda one: one[0] < one[1]
    ),
    unique_by=lambda one: one[:2],
)


@given(PAIRS, st.randoms())
def test_every_pair_stands_in_exactly_one_case(pairs: list[tuple[str, str, float]], chance: object) -> None:
    made = [pair(*one) for one in pairs]
    cases = grouped(made)
    assert sorted(each.key for case in cases for each in (case.pairs or (case,))) == sorted(one.key for one in made)
    assert len({case.at for case in cases}) == len(cases)
    chance.shuffle(made)  # type: ignore[attr-defined]  # hypothesis types it as random.Random only in its stubs
    assert grouped(made) == cases


def test_of_overlapping_decisions_the_one_made_knowing_the_other_stands_whatever_the_clock_said() -> None:
    (whole,) = grouped(FOUR)
    stronger = [one.model_copy(update={"strength": 1.0}) if one.codes == ("A", "B") else one for one in FOUR]
    none = decision(whole, after=60).model_copy(update={"strength": 0.7})  # by a laptop that was an hour ahead
    later = decision(two_of(whole, "A", "B"), "B", "A")
    assert sides(picture(stronger, none, later))[CaseSide.OPEN] == [("A", "B")]
    assert sides(picture(stronger, none, later.following([none])))[CaseSide.OPEN] == []
    assert later.following([]) == later
    assert "after" not in later.model_dump()

from datetime import date
from uuid import UUID

import pytest

from models.contest.approval import approve, approve_contest, doubtful_date, next_version, what_changed
from models.contest.criteria import Approval
from models.contest.founding import new_contest
from models.contest.profile_files import load_profile
from models.errors import ProfileError
from models.values import Both

ID = UUID(int=1)
APPROVAL = Approval(
    approved_by="Директор", approved_on=date(2024, 3, 1), document="№ 5 бұйрық", agreed_with=("Оператор",)
)
CRITERIA = load_profile("zhas-2024").criteria


def test_two_figures_must_be_decided() -> None:
    profile = load_profile("zhas-2022")
    with pytest.raises(ProfileError) as caught:
        new_contest(profile, lot="mangystau", id=ID, contract_date=None)
    assert caught.value.problems == (
        "grants of Mangystau region (mangystau): the source carries two figures, 63 and 62; decide on a number",
    )
    contest = new_contest(profile, lot="mangystau", id=ID, contract_date=None, grants={"mangystau": 62})
    assert [territory.grants for territory in contest.territories] == [62]


def test_every_wrong_choice_is_listed_at_once() -> None:
    profile = load_profile("zhas-2024")
    with pytest.raises(ProfileError) as caught:
        new_contest(profile, title=Both(kk="", ru="б"), id=ID, contract_date=None, grants={"abai": 0, "almaty": 3})
    assert caught.value.problems == (
        "grants of abai: expected a number above 0; found: 0",
        "grants: there is no territory “almaty” in this lot; it has almaty-region, abai",
        "the title is needed in Kazakh and in Russian",
    )


def test_lot_must_be_named_where_there_are_several() -> None:
    with pytest.raises(ProfileError) as caught:
        new_contest(load_profile("zhas-2022"), id=ID, contract_date=None)
    assert caught.value.problems == ("lot: expected one of almaty-region, karaganda, mangystau, turkistan; found: “”",)


def test_only_lot_is_taken_without_naming_it() -> None:
    contest = new_contest(load_profile("zhas-2024"), id=ID, contract_date=date(2024, 2, 1))
    assert (contest.lot, contest.title.kk) == ("main", contest.profile.title.kk)


def test_approval_freezes_and_the_hash_changes_with_the_content() -> None:
    approved = approve(CRITERIA, APPROVAL)
    assert approved.digest() == approve(CRITERIA, APPROVAL).digest()
    other = APPROVAL.model_copy(update={"document": "№ 6"})
    assert approve(CRITERIA, other).digest() != approved.digest()


def test_approval_without_signer_document_and_agreement_is_refused() -> None:
    with pytest.raises(ProfileError) as caught:
        approve(CRITERIA, Approval(approved_by=" ", approved_on=date(2024, 3, 1), document="", agreed_with=()))
    assert len(caught.value.problems) == 3


def test_contest_is_approved_once_and_not_before_its_contract() -> None:
    contest = new_contest(load_profile("zhas-2024"), id=ID, contract_date=date(2024, 2, 25))
    approved = approve_contest(contest, APPROVAL, today=date(2024, 3, 1))
    assert approved.criteria == approve(CRITERIA, APPROVAL)
    with pytest.raises(ProfileError, match="version 1"):
        approve_contest(approved, APPROVAL, today=date(2024, 3, 1))
    with pytest.raises(ProfileError, match="2024-03-01"):
        approve_contest(contest, APPROVAL, today=date(2024, 2, 28))
    late = contest.model_copy(update={"contract_date": date(2024, 3, 2)})
    with pytest.raises(ProfileError, match="contract"):
        approve_contest(late, APPROVAL, today=date(2024, 3, 5))


def test_an_approval_that_the_contests_dates_speak_against_is_told() -> None:
    contest = new_contest(load_profile("zhas-2024"), id=ID, contract_date=date(2024, 2, 1))
    assert "before the organiser's contract of 01.02.2024" in doubtful_date(contest, date(2024, 1, 31))
    assert doubtful_date(contest, date(2024, 2, 1)) == doubtful_date(contest, date(2024, 3, 24)) == ""
    for day in (date(2024, 3, 25), date(2026, 11, 23)):
        assert "taken in from 25.03.2024 to 24.04.2024" in doubtful_date(contest, day)
    planned = new_contest(load_profile("zhas-2022"), lot="karaganda", id=ID, contract_date=None)
    assert doubtful_date(planned, date(2026, 11, 23)) == ""  # no date of this contest is known yet
    dated = planned.model_copy(update={"contract_date": date(2022, 6, 27)})
    assert doubtful_date(dated, date(2022, 7, 2)) == ""
    assert "taken in from 08.07.2022" in doubtful_date(dated, date(2022, 7, 8))


def test_next_version_counts_up_and_refuses_the_same() -> None:
    approved = approve(CRITERIA, APPROVAL)
    with pytest.raises(ProfileError, match="the same"):
        next_version(approved, CRITERIA, APPROVAL)
    changed = CRITERIA.model_copy(update={"criteria": CRITERIA.criteria[:4]})
    assert next_version(approved, changed, APPROVAL).content == changed.model_copy(update={"version": 2})
    early = APPROVAL.model_copy(update={"approved_on": date(2024, 2, 1)})
    with pytest.raises(ProfileError, match="2024-02-01"):
        next_version(approved, changed, early)


def test_what_changed_names_each_difference() -> None:
    first, second, third, *rest = CRITERIA.criteria
    steps = load_profile("electoral-2022").criteria.counting.steps
    new = CRITERIA.model_copy(
        update={
            "criteria": (
                third,
                first.model_copy(update={"name": Both(kk="жаңа", ru="новое", en="new"), "weight": 2}),
                *rest[:1],
                rest[1].model_copy(update={"code": "C6"}),
            ),
            "counting": CRITERIA.counting.model_copy(update={"steps": steps, "minimum_marks": 3}),
        }
    )
    assert what_changed(CRITERIA, new, "en") == (
        "C2 “Attainability of the results” was removed",
        "C5 “Reasonable and justified budget” was removed",
        "C1: the name is “new”; before: “Social significance of the project”",
        "C1: the weight is 2; before: 1",
        "C6 “Reasonable and justified budget” was added",
        "the order of the criteria: C3, C1, C4, C6; before: C1, C2, C3, C4, C5",
        "how marks become a total: sum over=criteria, mean over=members; before: sum over=criteria, sum over=members",
        "the counting rule, minimum_marks: 3; before: 1",
    )
    assert what_changed(CRITERIA, CRITERIA, "kk") == ()
    assert second.code == "C2"


def test_criteria_without_words_in_both_languages_are_not_approved() -> None:
    first = CRITERIA.criteria[0]
    mute = first.model_copy(update={"asks": first.asks.model_copy(update={"ru": " "})})
    with pytest.raises(ProfileError) as refused:
        approve(CRITERIA.model_copy(update={"criteria": (mute, *CRITERIA.criteria[1:])}), APPROVAL)
    assert len(refused.value.problems) == 1
    assert first.code in refused.value.problems[0]

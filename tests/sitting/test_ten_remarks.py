"""What applicants read who did not win: one contest in which every remark stands once."""

from collections.abc import Callable
from fractions import Fraction
from typing import Any

import pytest

from models.conflicts.declarations import Answer
from models.contest.counting import Threshold, TieRule
from models.contest.profile import Appeal, ConflictRule, GroupQuota, WinnersRule
from models.packet.manifest import Refused
from models.protocol.blocks import say
from models.protocol.case import Case
from models.protocol.leaves import leaves
from models.protocol.papers.extract import extract, required
from models.protocol.papers.notices import Recipient, Sender, notice
from models.sitting.acts import Choice, Closed, PutOut, Vote
from models.sitting.held.result_files import build_result
from models.sitting.outcome import Remark
from models.sitting.result import Result
from models.values import Both

ASKED = {"won": 10, "won-town": 9, "quota": 9, "money": 10, "won-cheap": 3, "won-vote": 2, "lost-vote": 2}
ASKED |= dict.fromkeys(("below-line", "threshold", "ineligible", "withdrawn", "duplicate", "disqualified"), 5)
ASKED |= {"not-ranked": 5}
"""Applications called by what becomes of them; what each asks for."""
ROWS = {"won": [5] * 5, "won-town": [5, 5, 5, 5, 4], "quota": [5, 5, 5, 4, 4], "money": [5, 5, 4, 4, 4]}
ROWS |= {"won-cheap": [5, 4, 4, 4, 4], "won-vote": [4] * 5, "lost-vote": [4] * 5, "below-line": [4, 4, 4, 4, 3]}
ROWS |= {"threshold": [1] * 5, "not-ranked": [5] * 5}
ROWS |= {code: [3] * 5 for code in ("ineligible", "withdrawn", "duplicate", "disqualified")}
PUT_OUT = ("ineligible", "withdrawn", "duplicate", "disqualified")
TOWN = GroupQuota(code="town", name=Both(kk="Қала", ru="Город"), column="place", values=("қала",), places=0, at_most=1)
APPEAL = Appeal(days=3, unit="working", to=Both(kk="ұйымдастырушыға", ru="к организатору"), point="14-т. / п. 14")


@pytest.fixture(scope="module")
def result(day: Callable[..., Any]) -> Result:
    half = Threshold(share=Fraction(1, 2), strictly=True, point="8-т. / п. 8")
    contest = day(
        ASKED,
        grants=4,
        counting={"ties": TieRule(then="commission-vote"), "minimum_marks": 3, "thresholds": (half,)},
        conflicts=ConflictRule(kinds=(), consequence="sit-out-application", point=""),
        winners=WinnersRule(groups=(TOWN,), fund=27, over_fund="skip", appeal=APPEAL),
    )
    applications = tuple(
        one.model_copy(update={"columns": (("place", "қала" if one.code in ("won-town", "quota") else "ауыл"),)})
        for one in contest.manifest.applications
    )
    too_old = Both(kk="Жасы 36-да", ru="Возраст 36")
    refused = Refused(code="refused", territory=applications[0].territory, applicant="", title="x", reason=too_old)
    contest.manifest = contest.manifest.model_copy(update={"applications": applications, "refused": (refused,)})
    for number, member in enumerate(contest.members):
        recused = number < 3
        rows = {code: row for code, row in ROWS.items() if not recused or code != "not-ranked"}
        contest.hand_in(member, rows, answers={"not-ranked": Answer.CONFLICT} if recused else {})
    contest.open()
    every = tuple(Vote(member=member, choice=Choice.FOR) for member in contest.members)
    for code in PUT_OUT:
        votes = () if code == "withdrawn" else every
        contest.do(PutOut, application=code, remark=code, reason=f"Неге: {code}", votes=votes)
    ballots = dict(zip(contest.members, (("won-vote",), ("won-vote",), ("won-vote",), ("lost-vote",), ()), strict=True))
    contest.tie(("lost-vote", "won-vote"), 1, ballots)
    contest.name({code: ASKED[code] for code in ("won", "won-town", "won-cheap", "won-vote")})
    contest.do(Closed)
    return build_result("p" * 64, contest.manifest, contest.sheets, contest.acts)


def told(paper: Any, language: str) -> list[str]:
    return [say(one, language) for one in leaves(paper)]


def written(result: Result, code: str, language: str) -> list[str]:
    return told(notice(result, Recipient(code=code, language=language), Sender()), language)


def test_every_remark_stands_once_and_is_the_reason_told(result: Result) -> None:
    for code in ASKED:
        remark = result.outcome.line(code).remark
        assert (remark.value if remark else "won") == (code if "won" not in code else "won")
    reasons = {
        "quota": ("топтардың квоталары бойынша орын қалмады", "по квотам групп места не осталось"),
        "money": ("қаражат жетпеді", "не хватило средств"),
        "lost-vote": ("дауыс беру нәтижесінде өтпеді", "не прошла по голосованию"),
        "below-line": ("өту шегінен төмен", "ниже черты отбора"),
        "threshold": ("ең төменгі балға жетпеді", "не набран минимальный балл"),
        "ineligible": ("талаптарға сай емес", "не соответствует требованиям"),
        "withdrawn": ("өтінім кері қайтарып алынды", "заявка отозвана"),
        "duplicate": ("қайталанған өтінім", "повторная заявка"),
        "disqualified": ("конкурстан шеттетілді", "отстранена от конкурса"),
        "not-ranked": ("рейтингке енгізу үшін бағасы жеткіліксіз", "для рейтинга недостаточно оценок"),
    }
    assert {*reasons, "contract-failed"} == {one.value for one in Remark}
    for code, (kk, ru) in reasons.items():
        assert f"Сіздің өтініміңіз жеңімпаздар қатарына енбеді. Себебі: {kk}." in written(result, code, "kk")
        assert f"Ваша заявка не вошла в число победителей. Причина: {ru}." in written(result, code, "ru")


@pytest.mark.parametrize(
    ("language", "rule", "votes", "ground"),
    [
        ("kk", "жалпы балл ең жоғары мүмкін балдың 50\u00a0% мөлшерінен артық болуға тиіс (8-т.)",
         "1 (дауыс бергендер: 4)", "Негіз: 14-т."),
        ("ru", "общий балл должен быть больше 50\u00a0% наибольшего возможного (п. 8)",
         "1 (голосовавших: 4)", "Основание: п. 14."),
    ],
)  # fmt: skip
def test_a_loser_reads_the_rule_the_votes_and_where_to_turn(
    result: Result, language: str, rule: str, votes: str, ground: str
) -> None:
    assert rule in told(extract(result, "threshold", fingerprint=""), language)
    assert any(rule in one for one in written(result, "threshold", language))
    for paper in (told(extract(result, "lost-vote", fingerprint=""), language), written(result, "lost-vote", language)):
        assert votes in paper
    assert "Неге: ineligible" in told(extract(result, "ineligible", fingerprint=""), language)
    put_out = {"kk": "қолдаған: 5; қарсы: 0; қалыс қалған: 0", "ru": "за: 5; против: 0; воздержались: 0"}[language]
    assert put_out in told(extract(result, "ineligible", fingerprint=""), language)
    for code in (*ASKED, "refused"):
        assert ground in written(result, code, language)
        texts = written(result, code, language) + told(extract(result, code, fingerprint=""), language)
        assert [one for one in texts if ".." in one] == []


@pytest.mark.parametrize(("strictly", "rule"), [(True, "должен быть меньше 50"), (False, "должен быть не больше 50")])
def test_what_was_required_where_lower_is_better(result: Result, rule: str, *, strictly: bool) -> None:
    contest = result.manifest.contest
    assert contest.criteria is not None
    (half,) = contest.criteria.content.counting.all_thresholds
    counting = contest.criteria.content.counting.model_copy(
        update={"higher_is_better": False, "thresholds": (half.model_copy(update={"strictly": strictly}),)}
    )
    content = contest.criteria.content.model_copy(update={"counting": counting})
    lower = contest.model_copy(update={"criteria": contest.criteria.model_copy(update={"content": content})})
    case = Case(
        result.model_copy(update={"manifest": result.manifest.model_copy(update={"contest": lower})}),
        fingerprint="",
        public=False,
    )
    assert [rule in say(one, "ru") for one in required(case)] == [True]


def test_savings_are_promised_only_where_they_make_winners(result: Result) -> None:
    assert not any("экономия" in one for one in written(result, "money", "ru"))
    contest = result.manifest.contest
    winners = contest.profile.winners.model_copy(update={"savings": "further-winners"})
    changed = contest.model_copy(update={"profile": contest.profile.model_copy(update={"winners": winners})})
    saving = result.model_copy(update={"manifest": result.manifest.model_copy(update={"contest": changed})})
    assert any("экономия" in one for one in written(saving, "money", "ru"))
    assert any("үнемделсе" in one for one in written(saving, "money", "kk"))


def test_the_technical_selection_is_no_decision_of_the_commission(result: Result) -> None:
    paper = told(extract(result, "refused", fingerprint=""), "ru")
    assert ("Итоги технического отбора" in paper, "Решение комиссии" in paper) == (True, False)


def test_without_a_total_no_highest_is_named_and_the_marks_are_offered(result: Result) -> None:
    assert "–" in told(extract(result, "not-ranked", fingerprint=""), "ru")
    assert not any("наибольший возможный" in one for one in told(extract(result, "not-ranked", fingerprint=""), "ru"))
    assert any("в выписке из протокола" in one for one in written(result, "not-ranked", "ru"))

"""What the protocol says of quotas and lots, in both languages."""

from collections.abc import Callable
from fractions import Fraction
from typing import Any

import pytest

from models.contest.counting import Step, TieRule
from models.contest.profile import GroupQuota, WinnersRule
from models.protocol.blocks import Heading, Table, Text, say
from models.protocol.document import protocol
from models.protocol.leaves import leaves
from models.protocol.papers.extract import extract
from models.protocol.papers.minutes import minutes_paper
from models.protocol.papers.notices import Recipient, Sender, notice
from models.protocol.papers.notices_table import rows as notices_rows
from models.sitting.acts import AttendanceTaken, Closed, LotDrawn, LotPart, Presence
from models.sitting.held.result_files import build_result
from models.sitting.state import Sitting, sitting
from models.sitting.table import prove_proposal
from models.sitting.winning.lots import draw_lot
from models.values import Both
from models.wording import commas

RURAL = GroupQuota(code="rural", name=Both(kk="Ауыл", ru="Село"), column="place", values=("ауыл",), places=1)


def held(day: Callable[..., Any], remote: str = "") -> Any:
    contest = day(
        dict.fromkeys("ABCD", 5),
        grants=3,
        counting={"ties": TieRule(then="lot", point="9-т. / п. 9")},
        winners=WinnersRule(groups=(RURAL,), fund=20, over_fund="skip"),
    )
    applications = tuple(
        one.model_copy(update={"columns": (("place", "Ауыл" if one.code == "D" else "қала"),)})
        for one in contest.manifest.applications
    )
    contest.manifest = contest.manifest.model_copy(update={"applications": applications})
    rows = {"A": [5] * 5, "B": [4] * 5, "C": [4] * 5, "D": [3] * 5}
    for member in contest.members:
        contest.hand_in(member, rows)
    contest.open()
    said = {"m1": "4711", "s1": "6"}
    if remote:
        presence = {one: Presence.REMOTE if one == remote else Presence.PRESENT for one in contest.members}
        contest.do(AttendanceTaken, presence=tuple(presence.items()))
        said = {person: str(n) for n, person in enumerate((*contest.members, "s1"), 1)}
    parts = tuple(LotPart(person=person, number=number) for person, number in said.items())
    order = tuple(ticket.application for ticket in draw_lot(",".join(said.values()), "BC"))
    territory = contest.manifest.contest.territories[0].code
    drawn = {"parts": parts, "order": order, "laid": bool(remote), "reason": "Лот № 1"}
    contest.do(LotDrawn, territory=territory, tied=("B", "C"), places=1, draw=1, **drawn)
    contest.name({"A": 5, order[0]: 5, "D": 5})
    contest.do(Closed)
    return contest


@pytest.mark.parametrize(
    ("language", "steps", "quota", "seed"),
    [
        (
            "ru",
            "пороги → квоты групп → места по рейтингу → фонд (сумма, на которую не хватает средств, пропускается)",
            "Квота «Село», мест: 1; по рейтингу на эти места предложены: D.",
            "Начальное значение: 4711,6.",
        ),
        (
            "kk",
            "топтардың квоталары → рейтинг бойынша орындар",
            "«Ауыл» квотасы, орын саны: 1",
            "Бастапқы мән: 4711,6.",
        ),
    ],
)
@pytest.mark.parametrize("public", [False, True])
def test_steps_quotas_and_the_lot_stand_in_the_protocol(
    language: str, steps: str, quota: str, seed: str, public: bool, day: Callable[..., Any]
) -> None:
    contest = held(day)
    result = build_result("p" * 64, contest.manifest, contest.sheets, contest.acts)
    paper = protocol(result, fingerprint="ab" * 32, public=public)
    text = "\n".join(say(block.text, language) for block in paper.blocks if isinstance(block, Heading | Text))
    for must in (steps, quota, seed):
        assert must in text
    assert {"ru": "Не записано, что все числа", "kk": "қойылғаны тіркелмеген"}[language] in text
    cells = [say(cell, language) for b in paper.blocks if isinstance(b, Table) for row in b.rows for cell in row.cells]
    assert {ticket.sha256 for ticket in draw_lot("4711,6", "BC")} <= set(cells)


@pytest.mark.parametrize(
    ("language", "laid", "note"),
    [
        ("ru", "а числа участвующих дистанционно (Мүше 2) были названы;", "Примечание: Лот № 1"),
        ("kk", "ал қашықтан қатысушылардың сандары (Мүше 2) айтылды;", "Ескертпе: Лот № 1"),
    ],
)
def test_a_number_that_was_said_remotely_is_not_told_as_lying_on_paper(
    language: str, laid: str, note: str, day: Callable[..., Any]
) -> None:
    contest = held(day, remote="m2")
    result = build_result("p" * 64, contest.manifest, contest.sheets, contest.acts)
    paper = protocol(result, fingerprint="ab" * 32, public=False)
    told = [say(block.text, language) for block in paper.blocks if isinstance(block, Text)]
    assert sum(laid in text for text in told) == 1
    assert note in told
    log = minutes_paper(result, fingerprint="ab" * 32)
    cells = [say(cell, language) for b in log.blocks if isinstance(b, Table) for row in b.rows for cell in row.cells]
    assert sum(note in cell for cell in cells) == 1


@pytest.mark.parametrize(
    ("language", "counted", "proven"),
    [("ru", "верно 32 из 32", "перебраны все составы"), ("kk", "дұрысы 32, барлығы 32", "барлық жиын тексерілді")],
)
def test_what_the_program_vouches_for_stands_in_the_protocol(
    language: str, counted: str, proven: str, day: Callable[..., Any]
) -> None:
    contest = held(day)
    opened, winners = contest.acts[0], contest.acts[-2]
    acts = (
        opened.model_copy(update={"selfcheck": (32, 32)}),
        *contest.acts[1:-2],
        winners.model_copy(update={"proof": prove_proposal(sitting_before(contest), winners.territory).way}),
        contest.acts[-1],
    )
    result = build_result("p" * 64, contest.manifest, contest.sheets, acts)
    paper = protocol(result, fingerprint="ab" * 32, public=True)
    text = "\n".join(say(block.text, language) for block in paper.blocks if isinstance(block, Text))
    assert counted in text
    assert proven in text


def sitting_before(contest: Any) -> Sitting:
    state = sitting(contest.manifest, contest.sheets, contest.acts[:-2])
    assert (
        prove_proposal(
            sitting(contest.manifest, contest.sheets, contest.acts[:3]), state.manifest.contest.territories[0].code
        )
        is None
    )
    return state


def test_every_paper_writes_its_figures_with_a_comma(day: Callable[..., Any]) -> None:
    steps = (Step(do="sum", over="criteria"), Step(do="mean", over="members"), Step(do="multiply", by=Fraction(3, 5)))
    counting = {"steps": steps, "shown_places": 2, "ties": TieRule(then="commission-vote")}
    contest = day(dict.fromkeys("AB", 5), grants=1, counting=counting)
    for number, member in enumerate(contest.members):
        contest.hand_in(member, {"A": [5, 4, 5, 4, number], "B": [number, 1, 1, 1, 1]})
    contest.open()
    contest.name({"A": 5})
    contest.do(Closed)
    result = build_result("p" * 64, contest.manifest, contest.sheets, contest.acts)
    papers = [
        protocol(result, fingerprint="", public=False),
        extract(result, "B", fingerprint=""),
        notice(result, Recipient(code="B"), Sender()),
    ]
    for paper in papers:
        for language in ("kk", "ru"):
            told = [say(one, language) for one in leaves(paper)]
            assert any("3,60" in one for one in told)
            assert [one for one in told if commas(one) != one] == []
    (row,) = notices_rows(result, [Recipient(code="B")], ["b.pdf"])
    assert row[14] == "3,60"

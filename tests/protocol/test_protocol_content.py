"""The protocol as data and the matrix beside it."""

from collections.abc import Callable, Iterator
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from openpyxl.utils import range_boundaries

from models.conflicts.pinned import PinnedConflict
from models.contest.commission import Person, Role
from models.errors import ScoringError
from models.packet.manifest import PacketManifest
from models.protocol.blocks import Facts, Heading, Paper, Row, Signatures, Table, Text, say
from models.protocol.case import Case, money
from models.protocol.document import protocol
from models.protocol.matrix import matrix_xlsx
from models.protocol.paper_sheet import paper_sheet_pdf
from models.protocol.pdf.fonts import SANS_BOLD, width
from models.protocol.pdf.laying import PAD_X, SIZE
from models.protocol.public import COVERED, cover, public_result
from models.scoring.marks import NOT_GIVEN, points
from models.sitting.acts import AttendanceTaken, Opened, Presence
from models.sitting.outcome import Standing
from models.sitting.result import Result
from models.sitting.sheets.merging import Clash


def said(paper: Paper, language: str) -> str:
    def words() -> Iterator[str]:
        for block in paper.blocks:
            if isinstance(block, Heading | Text):
                yield say(block.text, language)
            elif isinstance(block, Facts):
                yield from (say(word, language) for row in block.rows for word in row)
            elif isinstance(block, Table):
                yield from (say(column.head, language) for column in block.columns)
                yield from (say(cell, language) for row in block.rows for cell in row.cells)
            elif isinstance(block, Signatures):
                yield from (
                    f"{say(place.role, language)} {place.name} {say(place.note, language)}" for place in block.places
                )

    return "\n".join(words())


def rows(paper: Paper) -> list[Row]:
    return [row for block in paper.blocks if isinstance(block, Table) for row in block.rows]


def heads(table: Table) -> list[str]:
    return [say(column.head, "ru") for column in table.columns]


def test_a_sitting_opened_in_person_that_somebody_joined_remotely_was_held_in_both_ways(result: Result) -> None:
    """The head of the protocol and its list of members must not contradict each other."""

    def form(presence: Presence) -> str:
        acts = tuple(
            act.model_copy(update={"form": "in-person"})
            if isinstance(act, Opened)
            else act.model_copy(update={"presence": tuple((member, presence) for member, _ in act.presence)})
            if isinstance(act, AttendanceTaken)
            else act
            for act in result.acts
        )
        case = Case(result.model_copy(update={"acts": acts}), fingerprint="cd" * 32, public=False)
        return say(case.form, "ru")

    assert form(Presence.PRESENT) == "очная"
    assert form(Presence.REMOTE) == "смешанная: очно и по видеоконференцсвязи"


def test_who_lost_the_vote_stands_beneath_the_cut_line_whatever_the_code(result: Result) -> None:
    first, *rest = result.outcome.territories
    lines = list(first.lines)
    code = {"place_from": 1, "place_to": 2}
    lost = lines[0].model_copy(update={**code, "standing": Standing.RESERVE, "tied_with": (lines[1].application,)})
    won = lines[1].model_copy(update={**code, "standing": Standing.WINNER, "tied_with": (lines[0].application,)})
    others = [line.model_copy(update={"standing": Standing.RESERVE}) for line in lines[2:]]
    changed = first.model_copy(update={"lines": (lost, won, *others)})
    outcome = result.outcome.model_copy(update={"territories": (changed, *rest)})
    paper = protocol(result.model_copy(update={"outcome": outcome}), fingerprint="cd" * 32, public=False)
    table = next(
        block
        for block in paper.blocks
        if isinstance(block, Table) and any(row.cells[1] == won.application and row.strong for row in block.rows)
    )
    assert [row.cells[1] for row in table.rows[:2]] == [won.application, lost.application]
    assert [row.cut is not None for row in table.rows[:2]] == [True, False]


def test_a_declared_conflict_takes_effect_by_the_statement_itself(result: Result) -> None:
    text = said(protocol(result, fingerprint="cd" * 32, public=False), "ru")
    assert "самоотвод по заявлению" in text


@pytest.mark.parametrize("language", ["kk", "ru"])
def test_everything_that_must_stand_in_a_protocol_stands_there(result: Result, language: str) -> None:
    text = said(protocol(result, fingerprint="cd" * 32, public=False), language)
    contest = result.manifest.contest
    for must in (
        "3/2022", "05.09.2022", "Талдықорған қ., Тәуелсіздік к-сі, 38", say(contest.parties.organiser, language),
        say(contest.parties.operator, language), say(contest.parties.customer, language), "№ 3-Ө", result.criteria,
        result.packet, *(say(basis, language) for basis in contest.profile.basis),
        *(member.name for member in result.manifest.roster.members), "Жүнісова Қарлығаш Өскенқызы", "cd" * 32,
        *(line.application for outcome in result.outcome.territories for line in outcome.lines), "JET-901", "ABA-902",
        "менің сіңлім", "мүгедектігі бар баланың анасы", "жалған құжат: денсаулық анықтамасы", "Ереженің 4.7-тармағы",
        "JET-005 жобасын қолдау керек деп есептеймін.", "Қамтылатын адам саны көп", money(4_900_500),
        money(99_500),
    ):  # fmt: skip
        assert must in text, must


def test_each_line_of_the_ranking_is_drawn_as_it_stands(result: Result) -> None:
    ranking = [row for row in rows(protocol(result, fingerprint="", public=False)) if len(row.cells) == 12]
    assert [row.strong for row in ranking] == [True] * 4 + [False] * 5
    assert [row.cut is not None for row in ranking] == [False] * 3 + [True] + [False] * 5
    assert [row.tie for row in ranking] == [
        "", *["JET-002"] * 2, *["JET-004"] * 3, "", "", "",
    ]  # fmt: skip
    assert [say(cell, "ru") for cell in ranking[8].cells[3:10]] == ["9", "9", "с/о", "–", "9", "3", "–"]


def test_every_application_that_is_out_carries_one_remark(result: Result) -> None:
    out = [
        line
        for outcome in result.outcome.territories
        for line in outcome.lines
        if line.standing in (Standing.OUT, Standing.RESERVE)
    ]
    ranking = [row for row in rows(protocol(result, fingerprint="", public=False)) if len(row.cells) in (11, 12)]
    cells = {say(row.cells[1], "kk"): say(row.cells[-1], "kk") for row in ranking}
    assert [cells[line.application] for line in out if not cells[line.application]] == []


def test_only_those_present_have_a_signature_place(result: Result) -> None:
    blocks = protocol(result, fingerprint="", public=False).blocks
    signatures, *statements = (block for block in blocks if isinstance(block, Signatures))
    assert [[place.name for place in one.places] for one in statements] == [["Соколова Ирина Викторовна", ""]]
    assert [place.name for place in signatures.places] == [
        *(member.name for member in result.manifest.roster.members[:4]),
        "Жүнісова Қарлығаш Өскенқызы",
    ]
    assert [say(place.note, "kk") for place in signatures.places] == ["", "", "", "қашықтан", ""]


def test_who_left_the_commission_is_counted_apart_and_signs_nothing(result: Result) -> None:
    outcome = result.outcome
    assert outcome.attendance is not None
    left = outcome.attendance.model_copy(update={"left": ("m3",)})
    gone = result.model_copy(update={"outcome": outcome.model_copy(update={"attendance": left})})
    paper = protocol(gone, fingerprint="", public=False)
    signatures = next(block for block in paper.blocks if isinstance(block, Signatures))
    name = result.manifest.roster.person("m3").name
    assert name not in [place.name for place in signatures.places]
    assert "вышли из состава комиссии из-за конфликта интересов: 1; продолжают участвовать: 3." in said(paper, "ru")


def test_a_settled_clash_shows_every_mark_that_was_handed_in(result: Result) -> None:
    clash = Clash(member="m2", application="JET-007", criterion="C2", marks=(points(4), points(2), NOT_GIVEN))
    outcome = result.outcome.model_copy(update={"clashes": (clash,)})
    paper = protocol(result.model_copy(update={"outcome": outcome}), fingerprint="", public=False)
    (settled,) = (block for block in paper.blocks if isinstance(block, Table) and "Сданные баллы" in heads(block))
    row = settled.rows[0].cells
    assert [say(cell, "kk") for cell in row[2:5]] == ["C2", "4; 2; –", "4"]


def test_only_ties_that_were_decided_are_listed_the_others_are_counted(make_large: Callable[..., Result]) -> None:
    result = make_large(60, 5)
    paper = protocol(result, fingerprint="", public=False)
    groups = {tuple(sorted((one.application, *one.tied_with))) for one in result.outcome.territories[0].lines}
    tied = sum(len(group) > 1 for group in groups)
    assert tied > 1
    assert f"Прочих групп с равными баллами: {tied}." in said(paper, "ru")
    (listed,) = (
        block for block in paper.blocks if isinstance(block, Table) and say(block.columns[0].head, "ru") == "Очередь"
    )
    assert len(listed.rows) == 10


def test_as_many_next_in_line_are_listed_as_there_are_grants(make_large: Callable[..., Result]) -> None:
    paper = protocol(make_large(60, 5, 4), fingerprint="", public=False)
    (listed,) = (
        block for block in paper.blocks if isinstance(block, Table) and say(block.columns[0].head, "ru") == "Очередь"
    )
    assert [row.cells[0] for row in listed.rows] == ["1", "2", "3", "4"]
    assert "Последующих заявок: 6." in said(paper, "ru")


def test_a_territory_without_applications_says_so(result: Result) -> None:
    empty = result.outcome.territories[1].model_copy(update={"lines": ()})
    territories = (result.outcome.territories[0], empty)
    outcome = result.outcome.model_copy(update={"territories": territories})
    paper = protocol(result.model_copy(update={"outcome": outcome}), fingerprint="", public=False)
    assert "По этой территории заявок нет." in said(paper, "ru")
    assert all(block.rows for block in paper.blocks if isinstance(block, Table))


def test_no_place_breaks_within_its_figures(make_large: Callable[..., Result]) -> None:
    for table in protocol(make_large(1100, 5), fingerprint="", public=False).blocks:
        if isinstance(table, Table):
            for number, column in enumerate(table.columns):
                if say(column.head, "ru") == "Место":
                    inside = column.width * 72 / 25.4 - 2 * PAD_X
                    cells = {str(row.cells[number]) for row in table.rows}
                    assert max(width(cell, SANS_BOLD, SIZE) for cell in cells) <= inside


def test_the_public_result_is_the_same_when_made_twice(result: Result) -> None:
    once = public_result(result)
    assert public_result(once) == once
    assert protocol(once, fingerprint="a", public=True) == protocol(result, fingerprint="a", public=True)


def test_the_public_result_names_nobody_who_decided_for_the_office(result: Result) -> None:
    code = result.manifest.applications[0].code
    staff = Person(id="t1", name="Қызметкер", role=Role.STAFF)
    roster = result.manifest.roster
    decided = {"application": code, "conflict": True, "reason": "інісі", "by": "Офис Маманы", "at": result.acts[0].at}
    pinned = tuple(PinnedConflict(person=one, **decided) for one in (roster.members[0].id, "t1"))
    changed = {"decisions": pinned, "roster": roster.model_copy(update={"people": (*roster.people, staff)})}
    manifest = result.manifest.model_copy(update=changed)
    public = public_result(result.model_copy(update={"manifest": manifest}))
    assert [(one.person, one.by, one.reason) for one in public.manifest.decisions] == [(pinned[0].person, "", "")]


@pytest.mark.parametrize(
    ("text", "covered"),
    [
        ("ЖСН 010101650017.", f"ЖСН {COVERED}."),
        ("тел. 8 (701) 234-56-78", f"тел. {COVERED}"),
        ("хат: a.b@c.kz", f"хат: {COVERED}"),
        ("сома 1 000 000 ₸, 2022 жыл", "сома 1 000 000 ₸, 2022 жыл"),
    ],
)
def test_contacts_in_free_text_are_covered(text: str, covered: str) -> None:
    assert cover(text) == covered


def evaluated(page: Any, value: Any) -> Any:
    """Evaluate what Excel would: numbers, text, and SUM of cells and ranges, in which text counts nothing."""
    if not (isinstance(value, str) and value.startswith("=SUM(")):
        return value
    total = 0
    for part in value[5:-1].split(","):
        left, top, right, bottom = range_boundaries(part)
        for row in page.iter_rows(min_row=top, max_row=bottom, min_col=left, max_col=right):
            numbers = [evaluated(page, cell.value) for cell in row]
            total += sum(number for number in numbers if isinstance(number, int | float))
    return total


def test_formulas_of_the_matrix_give_the_results_totals(result: Result) -> None:
    book = openpyxl.load_workbook(BytesIO(matrix_xlsx(result, fingerprint="ef" * 32)))
    for outcome, page in zip(result.outcome.territories, book.worksheets, strict=True):
        totals = 4 + 6 * 5 + 3
        for number, line in enumerate(outcome.lines, start=4):
            cells = [cell.value for cell in page[number]]
            assert cells[1] == line.application
            assert cells[totals - 1].startswith("=SUM(")
            assert evaluated(page, cells[totals - 1]) == line.total
            for member, entry in enumerate(line.panel):
                shown = evaluated(page, cells[4 + member * 6 + 5])
                assert shown == entry.total if entry.total is not None else isinstance(shown, str)


def test_text_that_looks_like_a_formula_stays_text(result: Result) -> None:
    first, *rest = result.manifest.applications
    evil = first.model_copy(update={"project": first.project.model_copy(update={"title": "=1+1\x0b"})})
    manifest: PacketManifest = result.manifest.model_copy(update={"applications": (evil, *rest)})
    book = openpyxl.load_workbook(
        BytesIO(matrix_xlsx(result.model_copy(update={"manifest": manifest}), fingerprint=""))
    )
    cell = book.worksheets[0]["D4"]
    assert (cell.value, cell.data_type) == ("=1+1[U+000B]", "s")


def test_the_matrix_has_the_same_bytes_each_time(make_large: Callable[..., Result]) -> None:
    large = make_large(30, 3)
    assert matrix_xlsx(large, fingerprint="a") == matrix_xlsx(large, fingerprint="a")


def test_a_paper_sheet_is_for_a_member_of_the_roster(result: Result) -> None:
    assert paper_sheet_pdf(result.manifest, result.packet, "m4") == paper_sheet_pdf(
        result.manifest, result.packet, "m4"
    )
    with pytest.raises(ScoringError):
        paper_sheet_pdf(result.manifest, result.packet, "s1")

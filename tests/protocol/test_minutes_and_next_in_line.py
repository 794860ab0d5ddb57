"""The minutes of a sitting and the decision that names who follows, read back from their pages."""

from collections.abc import Iterator

import pypdfium2
import pytest
from protocol_result_by_hand import example

from models.errors import SittingError
from models.protocol.blocks import Paper, Table, say
from models.protocol.papers.catalogue import Asked, offer
from models.protocol.papers.minutes import minutes_paper
from models.protocol.papers.next_in_line import next_in_line_papers
from models.protocol.papers.notices import Sender, notice, recipients
from models.protocol.papers.writing import finished
from models.scoring.workspace.packets import remember_packet
from models.scoring.workspace.store import Workspace
from models.sitting.acts import Act, Closed, ItemOpened, MemberLeft, MemberReturned, NextNamed, WinnerLeft
from models.sitting.held.result_files import OpenResult, open_result
from models.sitting.held.room import Room
from models.sitting.result import Result
from tools.small_day import AT, LATER, first_day, further_day
from tools.small_sitting import write_small_sitting

RESULT = example()


@pytest.fixture(scope="module")
def second(tmp_path_factory: pytest.TempPathFactory) -> OpenResult:
    """Return the result of a further sitting, at which one winner had left and another follows."""
    folder = tmp_path_factory.mktemp("next")
    small = write_small_sitting(folder / "contest")
    paths = (folder / "first.result", folder / "second.result")
    with Workspace.create_or_open(folder / "laptop", small.keys["s1"]) as workspace:
        room = Room(workspace, remember_packet(workspace, small.packet, at=AT))
        room.take(small.sheets, at=AT)
        room.act_all(first_day(room))
        room.write_result(paths[0], small.keys["m3"])
        room = Room.further(workspace, open_result(paths[0]), at=LATER)
        room.act_all(further_day(room))
        room.write_result(paths[1], small.keys["m3"])
    return open_result(paths[1])


def rows(paper: Paper, language: str = "ru") -> list[tuple[str, ...]]:
    def found() -> Iterator[tuple[str, ...]]:
        for block in paper.blocks:
            if isinstance(block, Table):
                yield from (tuple(say(cell, language) for cell in row.cells) for row in block.rows)

    return list(found())


def read_back(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return "".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()


def with_acts(result: Result, *acts: Act) -> Result:
    """Return `result` with `acts` before its closing."""
    return result.model_copy(update={"acts": (*result.acts[:-1], *acts, result.acts[-1])})


@pytest.mark.parametrize("public", [False, True])
def test_minutes_hold_every_act_once_in_order_in_the_same_bytes(public: bool) -> None:
    paper = minutes_paper(RESULT, fingerprint=RESULT.digest(), public=public)
    assert [row[0] for row in rows(paper)] == [str(n) for n in range(1, len(RESULT.acts) + 1)]
    pdf = finished(paper)
    assert finished(paper) == pdf
    assert ("+7 701" in read_back(pdf)) is not public


def test_minutes_name_those_who_voted_and_why() -> None:
    for language, told in (
        ("kk", ("сайланды", "Қолдаған: Әубәкірова", "Қарсы: Соколова", "Негіздеме: Ереженің 4.7-тармағы", "бұрынғысы")),
        ("ru", ("избран(а)", "За: Әубәкірова", "Против: Соколова", "Обоснование: Ереженің 4.7-тармағы", "прежний")),
    ):
        text = "\n".join("|".join(row) for row in rows(minutes_paper(RESULT, fingerprint=""), language))
        for part in told:
            assert part in text


def test_leaving_the_room_is_seen_in_the_number_of_those_there() -> None:
    at, by = RESULT.acts[-1].at, "s1"
    result = with_acts(
        RESULT,
        ItemOpened(at=at, by=by, item="Жоба", applications=("JET-001",)),
        MemberLeft(at=at, by=by, member="m1", why="other", reason="қоңырау"),
        MemberReturned(at=at, by=by, member="m1"),
    )
    opened, left, back, closed = rows(minutes_paper(result, fingerprint=result.digest()))[-4:]
    assert opened[2].startswith("Открыт вопрос 1: Жоба: JET-001")
    assert "қоңырау" in left[2]
    there = [int(row[3].partition(",")[0]) for row in (opened, left, back, closed)]
    assert there == [4, 3, 4, 4]


def test_minutes_of_an_open_sitting_are_a_draft() -> None:
    styles = {
        closed: [getattr(block, "style", "") for block in minutes_paper(result, fingerprint="").blocks]
        for closed, result in ((True, RESULT), (False, RESULT.model_copy(update={"acts": RESULT.acts[:-1]})))
    }
    assert isinstance(RESULT.acts[-1], Closed)
    assert "draft" in styles[False]
    assert "draft" not in styles[True]


def test_minutes_of_a_further_sitting_hold_its_own_acts(second: OpenResult) -> None:
    paper = minutes_paper(second.result, fingerprint=second.sha256)
    found = rows(paper)
    assert found[0][0] != "1"
    assert found[-1][0] == str(len(second.result.acts))
    (left,) = [row for row in found if "договор не заключён" in row[2]]
    assert "№ 14-х" in left[2]


@pytest.mark.parametrize("public", [False, True])
def test_the_decision_says_who_left_who_follows_and_until_when(second: OpenResult, public: bool) -> None:
    (paper,) = next_in_line_papers(second.result, fingerprint=second.sha256, public=public)
    (named,) = [act for act in second.result.acts if isinstance(act, NextNamed)]
    (gone,) = [act for act in second.result.acts if isinstance(act, WinnerLeft)]
    assert (paper.number, paper.on, paper.languages) == ("8/1", LATER.date(), ("kk", "ru"))
    pdf = finished(paper)
    assert finished(paper) == pdf
    text = read_back(pdf)
    for part in (named.awards[0].application, gone.application, "25.05.2024", "30.05.2024", "№ 7", "8/1"):
        assert part in text
    assert ("№ 14-х" in text) is not public


def test_a_winner_who_left_is_told_so_and_not_that_it_never_won(second: OpenResult) -> None:
    left = next(act for act in second.result.acts if isinstance(act, WinnerLeft))
    to = next(one for one in recipients(second.result) if one.code == left.application)
    text = read_back(finished(notice(second.result, to, Sender())))
    assert ("не предоставляется" in text, "берілмейді" in text) == (to.language != "kk", to.language != "ru")
    assert "не вошла" not in text
    assert "енбеді" not in text
    assert left.basis.split()[0] in text


def test_without_a_naming_there_is_no_decision_to_write() -> None:
    assert next_in_line_papers(RESULT, fingerprint="") == ()
    with pytest.raises(SittingError, match="Nobody was named next"):
        offer("next-in-line").drafts(Asked(RESULT, RESULT.digest()))

"""The protocol of a further sitting, and both results of a reopened mark: in both languages, full and public."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from models.protocol.blocks import Facts, Heading, Paper, Table, Text, say
from models.protocol.document import protocol
from models.protocol.files import Source, write_protocols
from models.protocol.public import public_result
from models.protocol.verification import verify
from models.scoring.marks import points
from models.scoring.workspace.packets import remember_packet
from models.scoring.workspace.store import Workspace
from models.sitting.acts import Closed, MarkReopened, WinnerLeft
from models.sitting.held.result_files import OpenResult, open_result
from models.sitting.held.room import Room
from tools.small_day import AT, LATER, first_day, further_day
from tools.small_sitting import write_small_sitting


def words(paper: Paper, language: str) -> str:
    def parts() -> Iterator[str]:
        for block in paper.blocks:
            if isinstance(block, Heading | Text):
                yield say(block.text, language)
            elif isinstance(block, Facts):
                yield from (f"{say(label, language)}: {say(value, language)}" for label, value in block.rows)
            elif isinstance(block, Table):
                yield from (" | ".join(say(cell, language) for cell in row.cells) for row in block.rows)

    return "\n".join(parts())


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> tuple[OpenResult, OpenResult]:
    """Return the results of the first sitting, with a reopened mark, and of the further one."""
    folder = tmp_path_factory.mktemp("further")
    small = write_small_sitting(folder / "contest")
    paths = (folder / "first.result", folder / "second.result")
    with Workspace.create_or_open(folder / "laptop", small.keys["s1"]) as workspace:
        room = Room(workspace, remember_packet(workspace, small.packet, at=AT))
        room.take(small.sheets, at=AT)
        for act in first_day(room):
            if act.kind == "way-chosen":
                code = room.state.codes[0]
                old = room.state.marks("m1", "ALM-0003")[0]
                room.act(
                    MarkReopened(
                        at=AT, by="s1", member="m1", application="ALM-0003", criterion=code, old=old,
                        new=points(old.number - 1), reason="Қате қойылған балл",
                    )
                )  # fmt: skip
            room.act(act)
        room.write_result(paths[0], small.keys["m3"])
        room = Room.further(workspace, open_result(paths[0]), at=LATER)
        room.act_all(further_day(room))
        room.write_result(paths[1], small.keys["m3"])
    return open_result(paths[0]), open_result(paths[1])


def test_the_further_protocol_says_what_it_decides_and_on_what_it_stands(both: tuple[OpenResult, OpenResult]) -> None:
    first, second = both
    paper = protocol(second.result, fingerprint=second.sha256, public=False)
    assert (paper.number, paper.on) == ("8", LATER.date())
    (gone,) = [act for act in second.result.acts if isinstance(act, WinnerLeft)]
    for language, told in (
        ("kk", ("кейінгі отырысы", "№ 7, 06.05.2024 ж.", "Гранттан айырылған", "шарт жасалмады", "орнына кезекте")),
        ("ru", ("последующего заседания", "№ 7, 06.05.2024 г.", "утратившие грант", "договор не заключён", "вместо")),
    ):
        text = words(paper, language)
        for part in (*told, gone.application, "№ 14-х", first.result.log):
            assert part in text
        assert "Техникалық іріктеу" not in text
    assert "Қате қойылған балл" not in words(paper, "kk")


def test_the_public_form_tells_no_basis(both: tuple[OpenResult, OpenResult]) -> None:
    second = both[1]
    paper = protocol(second.result, fingerprint=second.sha256, public=True)
    text = words(paper, "kk") + words(paper, "ru")
    for part in ("№ 14-х", "қол қоймады", both[0].result.log):
        assert part not in text
    assert public_result(public_result(second.result)) == public_result(second.result)


def test_the_papers_hold_when_they_are_checked(both: tuple[OpenResult, OpenResult], tmp_path: Path) -> None:
    paths = write_protocols(Source.of(both[1]), tmp_path)
    assert [path.name for path in paths] == ["protocol-8-full.pdf", "protocol-8-public.pdf"]
    result = tmp_path / "second.result"
    result.write_bytes(both[1].data)
    findings = verify([*paths, result])
    assert [finding.checked for finding in findings if finding.holds is False] == []
    assert len(findings) > 8


def test_a_reopened_mark_is_printed_with_both_results(both: tuple[OpenResult, OpenResult]) -> None:
    result = both[0].result
    (one,) = result.reopened
    assert one.lines[0].application == "ALM-0003"
    for public in (False, True):
        paper = protocol(result, fingerprint="", public=public)
        assert "Результат до изменения балла и после него" in words(paper, "ru")
        before, after = one.lines[0].before, one.lines[0].after
        assert f"{before.total}; место {before.place}; " in words(paper, "ru")
        assert f"{after.total}; орны {after.place}; " in words(paper, "kk")
    assert isinstance(result.acts[-1], Closed)


def test_every_sentence_is_in_both_languages() -> None:
    from models.protocol import words_further
    from models.values import Both

    given = [value for name, value in vars(words_further).items() if name.isupper()]
    told = [
        one
        for value in given
        for one in (value.values() if isinstance(value, dict) else value if isinstance(value, tuple) else [value])
    ]
    assert all(isinstance(one, Both) and one.kk != one.ru for one in told)

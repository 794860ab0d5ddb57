"""The sample contest's day over real files, and its sheets merged once more, in another order, on another laptop."""

from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from models.centre.contests import contest
from models.centre.results.register import next_in_line, winners
from models.centre.selection.screening import flags, technical_selection
from models.centre.store import Central
from models.contest.commission import Role
from models.protocol.files import Source, write_protocol
from models.protocol.matrix import matrix_xlsx
from models.sample.day import PASSPHRASE, PlayedDay, play
from models.scoring.workspace.packets import remember_packet
from models.scoring.workspace.store import Workspace
from models.sealing.keys import load_key
from models.sitting.held.result_files import OpenResult, open_result
from models.sitting.held.room import Room, Taking
from models.sitting.outcome import Standing
from models.wording import LANGUAGES
from tests.journeys.held import AT
from ui.shell.home import Home


@pytest.fixture(scope="module")
def day(played_day: PlayedDay) -> PlayedDay:
    return played_day


@pytest.fixture(scope="module")
def result(day: PlayedDay) -> OpenResult:
    return open_result(day.result)


def test_every_laptop_has_its_own_key_card_and_work(day: PlayedDay) -> None:
    laptops = [*day.members, day.secretary]
    assert len({laptop.key.public_line for laptop in laptops}) == len({laptop.places.root for laptop in laptops}) == 6
    for laptop in day.members:
        assert laptop.places.card.is_file()
        assert laptop.places.workspace.is_dir()
    assert load_key(day.chair.places.key, PASSPHRASE).public_line == day.chair.key.public_line


def test_everything_that_was_carried_holds(day: PlayedDay) -> None:
    doubts = [finding for finding in day.findings if finding.holds is not True]
    # the sample's clash comes from two sheets side by side; the result tells it, also from inside the protocol
    assert [(finding.kind, finding.holds) for finding in doubts] == [("result", None), ("protocol", None)]
    assert len({finding.detail for finding in doubts}) == 1
    assert len({finding.file for finding in day.findings}) == 6 + 2 + 6 + 1 + 2


def test_screening_flags_what_was_planted_and_the_second_revision_says_what_changed(day: PlayedDay) -> None:
    first, second = day.packets
    central = Central.open(day.central, day.secretary.key)
    with closing(central), central.reading() as session:
        found = flags(session, first.manifest.contest.id)
        numbers = technical_selection(session, first.manifest.contest.id)
    missing = [
        (code, rule)
        for code, rule in day.sample.planted
        if code not in day.sample.mend and rule not in {flag.rule for flag in found[code]}
    ]
    assert missing == []
    assert (numbers.received, numbers.refused, numbers.mended) == (80, len(day.sample.refuse), len(day.sample.mend))
    assert sorted(change.application for change in second.manifest.changes) == sorted(day.sample.mend)
    assert all(change.what == "added" and change.why for change in second.manifest.changes)


def test_the_sitting_met_what_the_sample_planted(day: PlayedDay, result: OpenResult) -> None:
    outcome = result.result.outcome
    assert (outcome.questions, outcome.chair) == ((), "m1")
    assert [clash.application for clash in outcome.clashes] == [day.sample.clash.application]
    assert outcome.attendance is not None
    assert outcome.attendance.left == (day.sample.recusal[0],)
    tied = [outcome.line(code) for code in day.sample.tied]
    assert {line.total for line in tied} == {tied[0].total}
    assert sum(line.standing is Standing.WINNER for line in tied) == 3
    assert {line.settled_by for line in tied} <= {"vote", "chair"}
    named = [sum(line.standing is Standing.WINNER for line in one.lines) for one in outcome.territories]
    assert named == [20, 8]


def test_the_central_file_answers_afterwards(day: PlayedDay, result: OpenResult) -> None:
    central = Central.open(day.central, day.chair.key)
    with closing(central), central.reading() as session:
        contest_id = result.result.manifest.contest.id
        assert contest(session, contest_id).criteria == day.sample.contest.criteria
        assert len(winners(session, contest_id)) == 28
        assert next_in_line(session, contest_id, "abai")[0].reserve == 1


def test_no_personal_data_leave_the_office(day: PlayedDay) -> None:
    carried = b"".join(path.read_bytes() for path in (day.result, day.papers.public, day.papers.full))
    private = [application.applicant.iin for application in day.sample.applications]
    private += [application.applicant.mobile for application in day.sample.applications]
    assert [one for one in private if one and one.encode() in carried] == []


def test_two_laptops_in_two_orders_give_equal_bytes(day: PlayedDay, result: OpenResult, tmp_path: Path) -> None:
    """The secretary's laptop takes the same sheets backwards and one by one, some of them twice."""
    backwards = [*reversed(day.sheets), day.sheets[0], day.sheets[2]]
    with Workspace.create_or_open(tmp_path / "other", day.secretary.key) as workspace:
        packet = remember_packet(workspace, day.packets[1].path, at=AT)
        room = Room(workspace, packet)
        taken = [room.take([path], at=AT)[0].taking for path in backwards]
        assert taken == [Taking.TAKEN] * 6 + [Taking.ALREADY_THERE] * 2
        room.act_all(result.result.acts)
        again = tmp_path / "again.result"
        room.write_result(again, day.chair.key)
    assert again.read_bytes() == day.result.read_bytes()
    source = Source.of(open_result(again))
    for public, printed in ((False, day.papers.full), (True, day.papers.public)):
        assert write_protocol(source, tmp_path / "papers", public=public).read_bytes() == printed.read_bytes()
    assert matrix_xlsx(source.result, fingerprint=source.sha256) == day.papers.matrix.read_bytes()


def test_the_day_is_told_in_the_persons_language(day: PlayedDay, told_lines: list[str]) -> None:
    from models.wording import catalogue

    assert day.result.is_file()
    assert len(told_lines) > 40
    english = {source for source in catalogue("kk") if "{" not in source}
    assert [line for line in told_lines if line.strip() in english] == []


@pytest.mark.long
@pytest.mark.parametrize("spoken", LANGUAGES)
def test_the_whole_sample_is_played_in_every_language(
    spoken: str, tmp_path: Path, language: Callable[[str], None]
) -> None:
    language(spoken)
    day = play(tmp_path, Home.at, lambda _line: None)
    doubts = [finding for finding in day.findings if finding.holds is not True]
    # the sample's clash comes from two sheets side by side; the result tells it, also from inside the protocol
    assert [(finding.kind, finding.holds) for finding in doubts] == [("result", None), ("protocol", None)]
    assert len({finding.detail for finding in doubts}) == 1
    assert sum(person.role is Role.MEMBER for person in day.sample.people) == 5

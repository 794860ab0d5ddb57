import hashlib
import subprocess
import sys
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest

from models.conflicts.declarations import Answer
from models.contest.calendar import compute_calendar
from models.errors import CancelledError
from models.intake.attachments import scan_attachments
from models.intake.columns import recognise
from models.intake.iin import check_iin
from models.intake.outside.tables import read_tables
from models.intake.plan import RowKind, plan_intake
from models.intake.screening.screening import screen_all
from models.sample.generator import FEWEST, SampleContest, generate
from models.sample.scores import TIED, TIED_ABOVE
from models.sample.sheets import declarations, marks

MEMBERS = ("m1", "m2", "m3", "m4", "m5")


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> SampleContest:
    return generate(tmp_path_factory.mktemp("sample"), seed=1)


def _totals(sample: SampleContest, territory: str, members: tuple[str, ...]) -> list[tuple[int, str]]:
    codes = [one.code for one in sample.applications if one.territory == territory]
    return sorted(((sum(sum(sample.points[m, code]) for m in members), code) for code in codes), reverse=True)


def _fingerprint(folder: Path) -> str:
    digest = hashlib.sha256()
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        digest.update(path.relative_to(folder).as_posix().encode() + path.read_bytes())
    return digest.hexdigest()


def test_sample_is_the_same_in_two_processes(tmp_path: Path) -> None:
    code = (
        "import sys, pathlib; from models.sample.generator import generate; "
        f"generate(pathlib.Path(sys.argv[1]), seed=5, applications={FEWEST})"
    )
    subprocess.run([sys.executable, "-c", code, str(tmp_path / "one")], check=True)
    other = generate(tmp_path / "two", seed=5, applications=FEWEST)
    assert _fingerprint(tmp_path / "one") == _fingerprint(tmp_path / "two")
    assert other.contest != generate(tmp_path / "three", seed=6, applications=FEWEST).contest
    assert _fingerprint(tmp_path / "three") != _fingerprint(tmp_path / "two")


def test_sample_has_its_numbers(sample: SampleContest) -> None:
    assert len(sample.applications) == 288
    assert [territory.grants for territory in sample.contest.territories] == [20, 8]
    assert {one.language for one in sample.applications} == {"kk", "ru"}
    assert {one.project.direction for one in sample.applications} == set(range(1, 17))
    text = "".join(one.project.model_dump_json() + one.applicant.full_name for one in sample.applications)
    assert set("ӘәҒғҚқңӨөҰұҮүһІі") <= set(text + "".join(person.name for person in sample.people))
    assert compute_calendar(sample.contest).warnings == ()


def test_attachments_are_three_to_six_and_of_three_kinds(sample: SampleContest) -> None:
    counts = Counter(path.parent.name for path in sample.attachments.rglob("*.*"))
    assert set(counts) == {one.code for one in sample.applications}
    assert set(counts.values()) == {3, 4, 5, 6}
    heads = {path.read_bytes()[:4] for path in sample.attachments.rglob("*.*")}
    assert {b"%PDF", b"\x89PNG", b"\xff\xd8\xff\xe0"} == heads


def test_intake_takes_the_whole_sample_as_it_was_invented(sample: SampleContest) -> None:
    scan = scan_attachments(sample.attachments)
    taken = {}
    for path in sample.tables:
        main, *parts = read_tables(path)
        mapping = recognise(main.headings)
        assert mapping.unknown == ()
        plan_table, budget_table = parts or (None, None)
        plan = plan_intake(
            main,
            mapping,
            sample.contest,
            [],
            scan,
            now=datetime(2024, 4, 25, tzinfo=UTC),
            plan_table=plan_table,
            budget_table=budget_table,
        )
        assert {row.kind for row in plan.rows} == {RowKind.NEW}
        taken |= {row.code: row.application for row in plan.rows if row.application}
    bare = [taken[one.code].model_copy(update={"attachments": ()}) for one in sample.applications]
    assert bare == list(sample.applications)
    flags = {(code, flag.rule) for code, found in screen_all(taken.values(), sample.contest).items() for flag in found}
    first_halves = {(first, "second-application") for first, _ in sample.duplicates}
    assert {flag for flag in flags if not flag[1].startswith(("mixed-alphabet", "emoji"))} == (
        set(sample.planted) | first_halves
    )
    assert {rule.partition(":")[0] for _, rule in flags} >= {"mixed-alphabet", "emoji"}


def test_same_person_stands_three_times_twice(sample: SampleContest) -> None:
    numbers = Counter(one.applicant.iin for one in sample.applications)
    assert sorted(numbers.values())[-4:] == [1, 2, 2, 2]
    assert len(sample.duplicates) == 3
    by_code = {one.code: one.applicant for one in sample.applications}
    for first, second in sample.duplicates:
        assert by_code[first].iin == by_code[second].iin
    wrong = [one.code for one in sample.applications if not check_iin(one.applicant.iin).valid]
    assert wrong == [code for code, rule in sample.planted if rule == "iin"]


@pytest.mark.parametrize("left_out", [(), ("m4",)])
def test_tie_lies_exactly_across_the_cut(sample: SampleContest, left_out: tuple[str, ...]) -> None:
    first, second = (territory.code for territory in sample.contest.territories)
    members = tuple(member for member in MEMBERS if member not in left_out)
    ranked = _totals(sample, first, members)
    tied = ranked[20 - TIED_ABOVE : 20 - TIED_ABOVE + TIED]
    assert {total for total, _ in tied} == {tied[0][0]}
    assert ranked[20 - TIED_ABOVE - 1][0] > tied[0][0] > ranked[20 - TIED_ABOVE + TIED][0]
    assert tuple(sorted(code for _, code in tied)) == sample.tied
    abai = _totals(sample, second, members)
    assert abai[7][0] > abai[8][0]


def test_planted_defects_never_reach_the_tie(sample: SampleContest) -> None:
    touched = {code for code, _ in (*sample.planted, *sample.duplicates)} | {
        sample.recusal[1],
        sample.clash.application,
    }
    assert not touched & set(sample.tied)
    by_rank = [code for _, code in _totals(sample, "almaty-region", MEMBERS)][: 20 - TIED_ABOVE + TIED]
    assert not touched & set(by_rank)


def test_every_mark_has_a_reason_and_severity_shows(sample: SampleContest) -> None:
    means = {}
    for member in MEMBERS:
        given = marks(sample, member)
        assert [entry.application for entry in given] == [one.code for one in sample.applications]
        numbers = [cell for entry in given for cell in entry.marks if cell.mark.is_number]
        assert all(cell.reason for cell in numbers)
        means[member] = sum(cell.mark.number for cell in numbers) / len(numbers)
    assert sorted(MEMBERS, key=means.__getitem__) == ["m2", "m4", "m1", "m3", "m5"]


def test_recusal_is_declared_and_not_marked(sample: SampleContest) -> None:
    member, application, kind = sample.recusal
    for one in MEMBERS:
        conflicts = [d for d in declarations(sample, one) if d.answer is not Answer.NO_CONFLICT]
        assert [(d.application, d.kind) for d in conflicts] == ([(application, kind)] if one == member else [])
    recused = {entry.application for entry in marks(sample, member) if entry.total is None}
    assert recused == {application}


def test_clash_differs_in_one_cell(sample: SampleContest) -> None:
    clash = sample.clash
    first, second = marks(sample, clash.member), marks(sample, clash.member, second=True)
    different = [
        (one.application, a.criterion, a.mark.points, b.mark.points)
        for one, two in zip(first, second, strict=True)
        for a, b in zip(one.marks, two.marks, strict=True)
        if a.mark != b.mark
    ]
    assert different == [(clash.application, clash.criterion, clash.first, clash.second)]
    assert clash.member != sample.late != sample.recusal[0]


def test_generation_is_cancelled_and_refuses_too_few(tmp_path: Path) -> None:
    with pytest.raises(CancelledError):
        generate(tmp_path, seed=1, applications=FEWEST, report=lambda done, _of: done < 3)
    with pytest.raises(ValueError, match=str(FEWEST)):
        generate(tmp_path, seed=1, applications=FEWEST - 1)

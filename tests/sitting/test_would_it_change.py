"""What the result hangs on, asked of a sitting as it stands."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from models.errors import CancelledError, SittingError
from models.sitting.outcome import Standing
from models.sitting.robustness.answer import would_it_change
from models.sitting.robustness.asking import awaited, may_ask
from models.sitting.robustness.flip import Searched
from models.sitting.robustness.saying import flip_text, initials
from models.sitting.state import sitting

MARKS = {
    "A": [[5, 5, 5, 5, 5]] * 5,
    "B": [[4, 4, 4, 4, 4]] * 4 + [[5, 4, 4, 4, 4]],
    "C": [[4, 4, 4, 4, 4]] * 5,
    "D": [[1, 1, 1, 1, 1]] * 5,
}


def played(day: Callable[..., Any], handed_in: int = 5) -> Any:
    made = day(dict.fromkeys(MARKS, 500_000), grants=2)
    for place, member in enumerate(made.members[:handed_in]):
        made.hand_in(member, {code: rows[place] for code, rows in MARKS.items()})
    made.open()
    return made


def test_one_point_holds_the_second_place(day: Callable[..., Any]) -> None:
    made = played(day)
    state = sitting(made.manifest, made.sheets, made.acts)
    found = would_it_change(state, made.outcome, by="s1", times=200)
    [one] = found.territories
    assert one.flip.flip is not None
    [changed] = one.flip.flip.changes
    assert abs(changed.new - changed.old) == 1
    assert {held.application: held.winner_under for held in one.held} == {
        "A": "all", "B": "some", "C": "some", "D": "none",
    }  # fmt: skip
    assert (one.marks.cut_total, one.marks.on_the_line, one.marks.different_totals) == (101, ("B",), 4)
    assert one.resampled.wins[0] == 200
    assert one.resampled.by_arrays
    assert found.agreement.icc is None


def test_the_base_is_the_proposal_of_the_table(day: Callable[..., Any]) -> None:
    made = played(day)
    state = sitting(made.manifest, made.sheets, made.acts)
    [one] = would_it_change(state, made.outcome, by="s1", times=10).territories
    proposed = {line.application for line in made.outcome.territories[0].lines if line.standing is Standing.PROPOSED}
    assert one.pool.fate.wins == proposed
    assert {code: counted.total for code, counted in one.pool.totals.items()} == {
        line.application: line.total for line in made.outcome.territories[0].lines
    }


def test_named_winners_change_nothing_of_the_answer(day: Callable[..., Any]) -> None:
    made = played(day)
    before = would_it_change(sitting(made.manifest, made.sheets, made.acts), made.outcome, by="s1", times=50)
    made.name({"A": 500_000, "B": 500_000})
    after = would_it_change(sitting(made.manifest, made.sheets, made.acts), made.outcome, by="s1", times=50)
    assert before.territories[0].held == after.territories[0].held
    assert before.territories[0].resampled == after.territories[0].resampled


def test_only_chair_and_secretary_may_ask(day: Callable[..., Any]) -> None:
    made = played(day)
    state = sitting(made.manifest, made.sheets, made.acts)
    assert [may_ask(state, person) for person in ("s1", "m1", "m2", "", "nobody")] == [True, True, False, False, False]
    with pytest.raises(SittingError, match="Only the chair and the secretary"):
        would_it_change(state, made.outcome, by="m2")


def test_missing_sheets_are_named(day: Callable[..., Any]) -> None:
    made = played(day, handed_in=4)
    state = sitting(made.manifest, made.sheets, made.acts)
    assert awaited(state) == ("m5",)
    name = made.manifest.roster.person("m5").name
    with pytest.raises(SittingError, match=name):
        would_it_change(state, made.outcome, by="s1")


def test_the_work_can_be_stopped_and_tells_where_it_is(day: Callable[..., Any]) -> None:
    made = played(day)
    state = sitting(made.manifest, made.sheets, made.acts)
    told: list[tuple[int, int]] = []

    def report(done: int, of: int) -> bool:
        told.append((done, of))
        return True

    would_it_change(state, made.outcome, by="s1", times=20, report=report)
    shares = [done / of for done, of in told]
    assert shares == sorted(shares)
    assert shares[-1] == 1
    with pytest.raises(CancelledError):
        would_it_change(state, made.outcome, by="s1", report=lambda _done, _of: False)


def test_nothing_of_it_is_in_the_sitting_or_its_papers() -> None:
    """Neither acts, outcome, result nor protocol know of the decision aid."""
    models = Path(__file__).resolve().parents[2] / "models"
    sources = [*(models / "protocol").rglob("*.py")]
    sources += [models / "sitting" / f"{name}.py" for name in ("acts", "minutes", "outcome", "result")]
    sources.append(models / "sitting" / "held" / "result_files.py")
    assert len(sources) > 20
    assert [source.name for source in sources if "robustness" in source.read_text(encoding="utf-8")] == []


def test_a_flip_is_said_in_a_sentence(day: Callable[..., Any]) -> None:
    made = played(day)
    state = sitting(made.manifest, made.sheets, made.acts)
    [one] = would_it_change(state, made.outcome, by="s1", times=10).territories
    said = flip_text(one.flip, one.pool, made.manifest)
    name = made.manifest.roster.person("m5").name
    assert said == (
        f"The smallest change that gives another result: B, criterion C1, {name}: 4 instead of 5 "
        "(points in total: 1). Then: tied on the cut line: B, C."
    )
    assert flip_text(Searched(None), one.pool, made.manifest).startswith("No change of marks within the scale")
    assert "up to 2 points" in flip_text(Searched(None, 2), one.pool, made.manifest)


def test_initials_keep_the_surname_whole() -> None:
    assert [initials(name) for name in ("Соколов Виктор Андреевич", "Ким Елена", "Абай")] == [
        "Соколов В. А.", "Ким Е.", "Абай",
    ]  # fmt: skip

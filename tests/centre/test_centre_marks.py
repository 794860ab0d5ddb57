"""Every member's marks come back from the central file as the sitting counted them, in a file and in PostgreSQL."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from models.centre.results import marks, sync
from models.centre.store import Central
from models.scoring.marks import NOT_GIVEN, RECUSED, points
from models.sitting.outcome import PanelMarks

if TYPE_CHECKING:
    from tests.centre.conftest import CheckedResult, Sample

AT = datetime(2024, 5, 2, 9, 30, tzinfo=UTC)
CRITERIA = ("C1", "C2", "C3", "C4", "C5")


def panel(member: str, *given: int) -> PanelMarks:
    cells = tuple((code, points(one)) for code, one in zip(CRITERIA, given, strict=True))
    return PanelMarks(member=member, marks=cells, total=sum(given), counted=True)


RECUSED_PANEL = PanelMarks(member="m8", marks=tuple((one, RECUSED) for one in CRITERIA), total=None, counted=False)
HALF = PanelMarks(member="m9", marks=(("C1", points(0)), ("C2", NOT_GIVEN)), total=None, counted=False)
SILENT = PanelMarks(member="n1", marks=(), total=0, counted=False)


def marked(opened: "CheckedResult", panels: tuple[PanelMarks, ...]) -> "CheckedResult":
    """Return the same result where the marks of every application are `panels`."""
    outcome = opened.result.outcome
    territories = tuple(
        one.model_copy(update={"lines": tuple(line.model_copy(update={"panel": panels}) for line in one.lines)})
        for one in outcome.territories
    )
    result = opened.result.model_copy(update={"outcome": outcome.model_copy(update={"territories": territories})})
    return replace(opened, result=result, sha256=result.digest())


@pytest.mark.parametrize("members", [1, 3, 40])
def test_marks_come_back_as_counted(central: Central, sample: "Sample", members: int) -> None:
    panels = (*(panel(f"m{n:02}", 5, n % 6, 0, 3, 4) for n in range(members)), RECUSED_PANEL, HALF, SILENT)
    total = sum(one.total or 0 for one in panels)
    with central.session() as session:
        sample.found(session)
        opened = marked(sample.result(*sample.packet(session)), panels)
        assert marks.ranked_points(session, sample.id) == []
        sync.do_sync(session, sync.plan_sync(session, opened), by="staff", at=AT)
    codes = [line.application for one in opened.result.outcome.territories for line in one.lines]
    with central.reading() as session:
        for code in codes:
            assert marks.marks_of(session, sample.id, code) == panels
        assert marks.ranked_points(session, sample.id) == [(code, members * 5, total) for code in sorted(codes)]
        assert marks.marks_of(session, sample.id, "nobody") == ()


def test_marks_are_replaced_and_ranked_by_points_then_code(central: Central, sample: "Sample") -> None:
    with central.session() as session:
        sample.found(session)
        opened = marked(sample.result(*sample.packet(session)), (panel("m1", 5, 5, 5, 5, 5),))
        sync.do_sync(session, sync.plan_sync(session, opened), by="staff", at=AT)
        lines = [line for territory in opened.result.outcome.territories for line in territory.lines]
        first, second, third = sorted(line.application for line in lines)[:3]
        given = [(first, panel("m1", 0, 0, 0, 0, 1)), (second, panel("m1", 4, 0, 0, 0, 0))]
        given += [(third, panel("m1", 1, 0, 0, 0, 0)), (third, panel("m2", 0, 0, 3, 0, 0))]
        marks.store_marks(session, sample.id, given)
        assert marks.ranked_points(session, sample.id) == [(second, 5, 4), (third, 10, 4), (first, 5, 1)]

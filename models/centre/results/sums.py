"""The sums that stand in the central file, against what the marks beside them come to."""

from typing import Any

from sqlalchemy import Select, func
from sqlalchemy import select as pick
from sqlmodel import Session, col

from models.centre.tables import MarkRow, PanelRow
from models.values import Value
from models.wording import tr


class WrongSum(Value):
    """A stored sum that is not what the stored marks come to."""

    contest: str
    application: str
    member: str
    numbers: int
    """How many marks are numbers, as stored beside them."""
    points: int
    """Their sum, as stored."""
    counted_numbers: int
    """The same, counted from the marks."""
    counted_points: int

    def said(self) -> str:
        """Return the sentence for a person."""
        return tr(
            "{application}, {member}: stored are {points} points (marks: {numbers}), but the marks themselves come to "
            "{counted_points} (marks: {counted_numbers}).",
            **self.model_dump(exclude={"contest"}),
        )


def wrong_sums(session: Session, contest_id: str | None = None) -> tuple[WrongSum, ...]:
    """Return every stored sum of a contest, or of all, that differs from its marks; empty where all agree.

    The program writes both in one transaction, so a difference means that somebody else wrote to the central file.
    """
    numbers, points = func.count(col(MarkRow.points)), func.coalesce(func.sum(col(MarkRow.points)), 0)
    query: Select[*tuple[Any, ...]] = (
        pick(*(col(getattr(PanelRow, name)) for name in ("contest", "application", "member", "numbers", "points")))
        .add_columns(numbers, points)
        .outerjoin(MarkRow, col(MarkRow.panel) == col(PanelRow.id))
        .group_by(col(PanelRow.id))
        .having((numbers != col(PanelRow.numbers)) | (points != col(PanelRow.points)))
        .order_by(col(PanelRow.contest), col(PanelRow.application), col(PanelRow.member))
    )
    if contest_id is not None:
        query = query.where(col(PanelRow.contest) == contest_id)
    return tuple(
        WrongSum.model_validate(dict(zip(WrongSum.model_fields, row, strict=True)))
        for row in session.connection().execute(query)
    )

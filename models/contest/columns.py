"""The columns of the applications' table that a contest's rules name: factors, categories, groups, sums."""

from collections.abc import Iterator
from typing import Any

from models.contest.contest import Contest

SUBMITTED = "submitted"
"""The column that carries the moment of submission where the tie rule compares it."""


def columns_of(contest: Contest) -> frozenset[str]:
    """Return what counting, groups and recommended sums of `contest` are told by; approved criteria go first."""
    criteria = contest.criteria.content if contest.criteria else contest.profile.criteria
    winners = contest.profile.winners
    found = {*_named(criteria.counting.model_dump(mode="json")), *(group.column for group in winners.groups)}
    if winners.recommended is not None:
        found.add(winners.recommended)
    if any(step.by == "earlier-submission" for step in criteria.counting.ties.steps):
        found.add(SUBMITTED)
    return frozenset(found)


def _named(data: Any) -> Iterator[str]:
    if isinstance(data, dict):
        if isinstance(data.get("column"), str):
            yield data["column"]
        for value in data.values():
            yield from _named(value)
    elif isinstance(data, list):
        for value in data:
            yield from _named(value)

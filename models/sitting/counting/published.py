"""What a table says was published, held against what its marks come to."""

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise

from models.contest.criteria import CriteriaSet
from models.figures import exact, figure
from models.sitting.counting.recounted import RecountRow
from models.wording import tr


def differences(rows: Sequence[RecountRow], criteria: CriteriaSet) -> Iterator[str]:
    """Tell where the published places and totals are not what the marks come to, or stand against one another."""
    for row in rows:
        place, total, unread = _published(row)
        for written in unread:
            yield tr(
                "{application}: the published “{written}” is no number, so it was not compared.",
                application=row.application,
                written=written,
            )
        if place is not None and row.place is not None and place != row.place:
            yield tr(
                "{application}: published place {published}, by its marks place {place}.",
                application=row.application,
                published=place,
                place=row.place,
            )
        if total is not None and row.total is not None and total != exact(row.shown) and total != row.total:
            yield tr(
                "{application}: published total {published}, by its marks {total}.",
                application=row.application,
                published=figure(total),
                total=row.shown,
            )
    yield from _out_of_order(rows, criteria)


def _published(row: RecountRow) -> tuple[int | None, Fraction | None, tuple[str, ...]]:
    """Return the published place (of shared ones the first) and total of `row`, and what of them is no number."""
    place_written = row.columns.get("published_place", row.columns.get("place", "")).strip()
    total_written = row.columns.get("published_total", row.columns.get("total", "")).strip()
    place, total = re.match(r"\d{1,9}(?!\d)", place_written), exact(total_written)
    unread = [place_written] if place_written and place is None else []
    unread += [total_written] if total_written and total is None else []
    return int(place.group()) if place else None, total, tuple(unread)


def _out_of_order(rows: Sequence[RecountRow], criteria: CriteriaSet) -> Iterator[str]:
    """Find neighbours of the published list that stand against its own points."""
    high = criteria.counting.higher_is_better
    published: dict[str, list[tuple[int, Fraction, str]]] = {}
    for row in rows:
        place, total, _ = _published(row)
        if place is not None and total is not None:
            published.setdefault(row.territory, []).append((place, total, row.application))
    for listed in published.values():
        listed.sort(key=lambda item: (item[0], item[2]))
        for (first, above, one), (second, below, other) in pairwise(listed):
            if first < second and (below > above) == high and below != above:
                yield tr(
                    "The published list is not in the order of its own points: {one} ({above}) before "
                    "{other} ({below}).",
                    one=one,
                    above=figure(above),
                    other=other,
                    below=figure(below),
                )

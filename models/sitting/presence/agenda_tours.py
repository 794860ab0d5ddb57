"""Shortest closed tours on a small table of distances, from and to station 0; deterministic."""

from collections.abc import Collection, Sequence
from itertools import combinations, pairwise
from math import ceil

Table = Sequence[Sequence[int]]
_ROUNDS = 60
_NODES = 2_000


def length(distance: Table, tour: Sequence[int]) -> int:
    """Return the length of the tour 0, `tour`…, 0."""
    return sum(distance[one][other] for one, other in pairwise((0, *tour, 0)))


def held_karp(distance: Table) -> tuple[list[int], int]:
    """Return a shortest tour through all stations but 0, which begins and ends it, and its length. Exact.

    Time and memory double with every station: meant for up to a dozen.
    """
    last = len(distance) - 1
    if last == 0:
        return [], 0
    best: dict[tuple[int, int], tuple[int, int]] = {
        (1 << station - 1, station): (distance[0][station], 0) for station in range(1, last + 1)
    }
    for size in range(2, last + 1):
        for chosen in combinations(range(1, last + 1), size):
            mask = sum(1 << station - 1 for station in chosen)
            for station in chosen:
                rest = mask ^ 1 << station - 1
                best[mask, station] = min(
                    (best[rest, before][0] + distance[before][station], before)
                    for before in chosen
                    if before != station
                )
    mask = (1 << last) - 1
    total, station = min((best[mask, station][0] + distance[station][0], station) for station in range(1, last + 1))
    tour = []
    while station:
        tour.append(station)
        mask, station = mask ^ 1 << station - 1, best[mask, station][1]
    return tour[::-1], total


def improved(distance: Table) -> tuple[list[int], int]:
    """Return a good tour: the nearest station next, then parts turned round or moved while that makes it shorter."""
    rest = list(range(1, len(distance)))
    tour: list[int] = []
    while rest:
        here = tour[-1] if tour else 0
        tour.append(min(rest, key=lambda station: (distance[here][station], station)))
        rest.remove(tour[-1])
    found = length(distance, tour)
    while (better := _better(distance, tour, found)) is not None:
        tour, found = better
    return tour, found


def _better(distance: Table, tour: list[int], now: int) -> tuple[list[int], int] | None:
    for first, last in combinations(range(len(tour) + 1), 2):
        turned = [*tour[:first], *tour[first:last][::-1], *tour[last:]]
        if (found := length(distance, turned)) < now:
            return turned, found
        part, others = tour[first:last], [*tour[:first], *tour[last:]]
        if len(part) > 3:
            continue
        for at in range(len(others) + 1):
            moved = [*others[:at], *part, *others[at:]]
            if (found := length(distance, moved)) < now:
                return moved, found
    return None


def exact(
    distance: Table, tour: list[int], bound: int, together: Sequence[Collection[int]] = ()
) -> tuple[list[int], int, int]:
    """Return the best tour found, its length and a bound that no tour is below; equal where the tour is proven.

    Stations of each of `together` follow each other; `tour` has them so already.

    An integer programme over the links between stations: two at every station, and for every round of stations that a
    solution closed without the others, two links that leave it. `tour` is a tour known already, `bound` a bound known.
    For two stations and more besides 0.
    """
    import numpy as np
    from scipy.optimize import Bounds, LinearConstraint, milp
    from scipy.sparse import csr_matrix

    links = list(combinations(range(len(distance)), 2))
    costs = np.array([distance[one][other] for one, other in links], dtype=float)
    found = length(distance, tour)
    rows = [[n for n, link in enumerate(links) if station in link] for station in range(len(distance))]
    rows += [_leaving(links, group) for group in together]  # a group is entered once and left once
    least, most = [2.0] * len(rows), [2.0] * len(rows)
    for _ in range(_ROUNDS):
        places = [column for row in rows for column in row]
        starts = np.cumsum([0, *map(len, rows)])
        matrix = csr_matrix((np.ones(len(places)), places, starts), shape=(len(rows), len(links)))
        solved = milp(
            costs,
            constraints=LinearConstraint(matrix, least, most),
            integrality=np.ones(len(links)),
            bounds=Bounds(0, 1),
            options={"node_limit": _NODES, "mip_rel_gap": 0},
        )
        if solved.mip_dual_bound is not None and np.isfinite(solved.mip_dual_bound):
            bound = max(bound, _even(float(solved.mip_dual_bound)))
        if bound >= found or solved.x is None or not solved.success:
            break
        taken = [link for link, value in zip(links, solved.x, strict=True) if value > 0.5]
        rounds = _rounds(taken, len(distance))
        if len(rounds) == 1:
            walked = rounds[0][1:]
            if length(distance, walked) < found:
                tour, found = walked, length(distance, walked)
            break
        for closed in rounds:
            rows.append(_leaving(links, closed))
            least.append(2.0)
            most.append(float("inf"))
    return tour, found, min(bound, found)


def _leaving(links: Sequence[tuple[int, int]], group: Collection[int]) -> list[int]:
    """Return the numbers of the links that join `group` with the other stations."""
    inside = set(group)
    return [n for n, (one, other) in enumerate(links) if (one in inside) != (other in inside)]


def _even(bound: float) -> int:
    """Return the smallest even number not below `bound`: who goes out comes back, so every tour's length is even."""
    whole = ceil(bound - 1e-6)
    return whole + whole % 2


def _rounds(links: Sequence[tuple[int, int]], stations: int) -> list[list[int]]:
    """Return the closed rounds that the links make, each from its lowest station."""
    beside: dict[int, list[int]] = {station: [] for station in range(stations)}
    for one, other in links:
        beside[one].append(other)
        beside[other].append(one)
    rounds: list[list[int]] = []
    seen: set[int] = set()
    for start in range(stations):
        if start in seen:
            continue
        walk = [start]
        seen.add(start)
        while onward := [one for one in sorted(beside[walk[-1]]) if one not in seen]:
            walk.append(onward[0])
            seen.add(onward[0])
        rounds.append(walk)
    return rounds

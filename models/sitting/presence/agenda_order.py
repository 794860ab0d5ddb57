"""The order of sets of recused members with the fewest exits and returns: a shortest closed tour through "all inside".

Going from one item to the next, everybody who is in exactly one of the two sets passes the door once. So what is
looked for is a shortest tour through the distinct sets and the empty one, where the distance of two sets is the number
of members in exactly one of them. Sets that share no member, directly or through others, can be ordered apart: for
each member only the number of unbroken runs counts, and taking away items of others never splits a run.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from models.sitting.presence.agenda_tours import exact, held_karp, improved, length

_HELD_KARP_UP_TO = 11
_EXACT_UP_TO = 80


@dataclass(frozen=True)
class Order:
    """An order of distinct sets, with what is known of how good it is."""

    sets: tuple[frozenset[str], ...]
    moves: int
    """Exits and returns together; as many of one as of the other."""
    at_least: int
    """No order has fewer moves."""

    @property
    def proven(self) -> bool:
        """Whether no order is better."""
        return self.moves == self.at_least


def moves(order: Sequence[Collection[str]]) -> tuple[int, int]:
    """Return (exits, returns) of an order of sets of members who are out of the room.

    Everybody is inside before the first and after the last. An exit is a member who is out at one item and was inside
    at the item before (before the first: always inside); a return is a member who was out and is inside at the next
    item, or at the end.
    """
    stations = [frozenset[str](), *map(frozenset, order), frozenset[str]()]
    exits = sum(len(later - earlier) for earlier, later in pairwise(stations))
    returns = sum(len(earlier - later) for earlier, later in pairwise(stations))
    return exits, returns


@lru_cache(maxsize=16)
def best_order_by_blocks(
    blocks: tuple[frozenset[frozenset[str]], ...], members: tuple[str, ...]
) -> tuple[tuple[tuple[int, frozenset[str]], ...], int, int]:
    """Return an order with the fewest moves in which the sets of each of `blocks` follow each other.

    The order is of (number of the block from 0, set); after it stand its moves and a bound that none is below. Of equal
    orders one is taken that begins early in the order of `blocks`.
    """
    place = {member: number for number, member in enumerate(members)}
    masks = [
        (block, mask)
        for block, sets in enumerate(blocks)
        for mask in sorted((sum(1 << place[member] for member in one) for one in sets), key=_key)
    ]
    stations = [(-1, 0), *masks]
    apart = 2 * len(stations) * (len(members) + 1)
    """More than all ways within blocks together, so that no block is ever left twice; even, as every tour is."""
    distance = [[(one ^ other).bit_count() for _, other in stations] for _, one in stations]
    parted = [
        [way + apart * (block != other) for way, (other, _) in zip(row, stations, strict=True)]
        for row, (block, _) in zip(distance, stations, strict=True)
    ]
    tour, _ = improved(parted)
    found = length(distance, tour)
    bound = best_order({one for sets in blocks for one in sets}, members).at_least
    if found > bound and len(masks) <= _HELD_KARP_UP_TO:
        better, _ = held_karp(parted)
        bound = length(distance, better)
        tour, found = (better, bound) if bound < found else (tour, found)
    elif found > bound and len(masks) <= _EXACT_UP_TO:
        together = [[n for n, (of, _) in enumerate(stations) if of == block] for block in range(len(blocks))]
        tour, found, bound = exact(distance, tour, bound, [one for one in together if len(one) > 1])
    names = {mask: one for sets in blocks for one in sets for mask in [sum(1 << place[m] for m in one)]}
    walked = [stations[number] for number in tour]
    walked = min(walked, walked[::-1], key=lambda one: [(block, _key(mask)) for block, mask in one])
    return tuple((block, names[mask]) for block, mask in walked), found, bound


def best_order(sets: Collection[frozenset[str]], members: Sequence[str]) -> Order:
    """Return an order of the distinct `sets` with the fewest moves, the same for the same sets in any order.

    Proven the best for dozens of sets that hang together; the largest cases may come with a bound only. `members` gives
    the roster's order, by which orders that are equally good are told apart.
    """
    return _best_order(frozenset(sets), tuple(members))


@lru_cache(maxsize=16)
def _best_order(sets: frozenset[frozenset[str]], members: tuple[str, ...]) -> Order:
    place = {member: number for number, member in enumerate(members)}
    distinct = {one: sum(1 << place[member] for member in one) for one in sets}
    by_mask = {mask: one for one, mask in distinct.items()}
    everywhere = -1
    for mask in by_mask:
        everywhere &= mask
    common = everywhere if by_mask else 0
    tour: list[int] = [common] if common in by_mask else []
    at_least = 2 * common.bit_count()
    for part in _parts(sorted((mask & ~common for mask in by_mask if mask != common), key=_key)):
        found, bound = _tour(part)
        tour += [mask | common for mask in found]
        at_least += bound
    order = tuple(by_mask[mask] for mask in tour)
    return Order(order, sum(moves(order)), at_least)


def _key(mask: int) -> tuple[int, ...]:
    return tuple(bit for bit in range(mask.bit_length()) if mask >> bit & 1)


def _parts(masks: Sequence[int]) -> Iterator[list[int]]:
    """Yield the sets that hang together by shared members, each part and the parts in the order given."""
    rest = list(masks)
    while rest:
        part, members = [rest[0]], rest[0]
        while more := [mask for mask in rest if mask & members and mask not in part]:
            part += more
            for mask in more:
                members |= mask
        yield [mask for mask in rest if mask in part]
        rest = [mask for mask in rest if mask not in part]


def _tour(part: Sequence[int]) -> tuple[list[int], int]:
    """Return a tour through the sets of one part, from and to the empty set, and a bound that no tour is below."""
    members = 0
    for mask in part:
        members |= mask
    bound = 2 * members.bit_count()
    stations = [0, *part]
    distance = [[(one ^ other).bit_count() for other in stations] for one in stations]
    if len(part) <= _HELD_KARP_UP_TO:
        tour, bound = held_karp(distance)
    else:
        tour, found_length = improved(distance)
        if found_length > bound and len(part) <= _EXACT_UP_TO:
            tour, _, bound = exact(distance, tour, bound)
    found = [stations[number] for number in tour]
    return min(found, found[::-1], key=lambda one: [_key(mask) for mask in one]), bound

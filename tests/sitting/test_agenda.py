"""The order of the agenda: never more exits than the best of all orders, and the same every time."""

from itertools import pairwise, permutations
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from models.sitting.presence.agenda import agenda
from models.sitting.presence.agenda_order import best_order, moves
from models.sitting.presence.agenda_tours import exact, held_karp, improved, length

MEMBERS = tuple(f"m{n}" for n in range(1, 8))
_recused = st.dictionaries(
    st.sampled_from([f"A{n}" for n in range(1, 7)]), st.frozensets(st.sampled_from(MEMBERS), max_size=4), max_size=6
)


def in_turn(order: list[frozenset[str]]) -> tuple[int, int]:
    """Walk people in and out one at a time: an obvious second count of exits and returns."""
    exits = returns = 0
    out: set[str] = set()
    for wanted in (*order, frozenset[str]()):
        for member in MEMBERS:
            if member in wanted and member not in out:
                out.add(member)
                exits += 1
            elif member not in wanted and member in out:
                out.remove(member)
                returns += 1
    return exits, returns


def test_an_item_for_each_set_of_recused_members() -> None:
    made = agenda({"A": ["m1"], "B": [], "C": ["m1", "m2"], "D": [], "E": ["m1"], "F": ["m3"]}, MEMBERS)
    assert [(one.applications, one.out, one.leave, one.back) for one in made.items] == [
        (("B", "D"), (), (), ()),
        (("A", "E"), ("m1",), ("m1",), ()),
        (("C",), ("m1", "m2"), ("m2",), ()),
        (("F",), ("m3",), ("m3",), ("m1", "m2")),
    ]
    assert (made.exits, made.at_least, made.back, made.proven) == (3, 3, ("m3",), True)


def test_who_left_for_all_goes_out_once() -> None:
    made = agenda({"A": ["m1"], "B": ["m1", "m2"], "C": ["m1", "m3"], "D": ["m1"]}, MEMBERS)
    assert [one.out for one in made.items] == [("m1",), ("m1", "m2"), ("m1", "m3")]
    assert made.exits == 3
    assert made.proven


def test_nothing_to_treat() -> None:
    made = agenda({}, MEMBERS)
    assert (made.items, made.back, made.exits, made.proven) == ((), (), 0, True)


@given(_recused)
def test_no_order_of_all_has_fewer_exits(recused: dict[str, frozenset[str]]) -> None:
    made = agenda(recused, MEMBERS)
    best = min(in_turn(list(order)) for order in permutations(recused.values()))
    assert (made.exits, made.exits) == best
    assert made.proven
    assert sorted(code for one in made.items for code in one.applications) == sorted(recused)
    assert in_turn([frozenset(one.out) for one in made.items]) == best
    assert all(set(recused[code]) == set(one.out) for one in made.items for code in one.applications)
    inside_again = [*(one.back for one in made.items), made.back]
    assert sum(map(len, inside_again)) == sum(len(one.leave) for one in made.items) == made.exits


@given(_recused, st.randoms(use_true_random=False))
def test_the_same_whatever_came_first(recused: dict[str, frozenset[str]], rng: Random) -> None:
    shuffled = list(recused.items())
    rng.shuffle(shuffled)
    assert agenda(dict(shuffled), MEMBERS) == agenda(recused, MEMBERS)


@given(st.lists(st.frozensets(st.sampled_from(MEMBERS), max_size=5), max_size=8))
def test_moves_are_counted_as_people_walk(order: list[frozenset[str]]) -> None:
    assert moves(order) == in_turn(order)


_tables = st.lists(st.integers(1, 255), min_size=2, max_size=6, unique=True).map(
    lambda masks: [[(one ^ other).bit_count() for other in (0, *masks)] for one in (0, *masks)]
)


@settings(max_examples=40)
@given(_tables)
def test_three_ways_to_a_tour_agree(distance: list[list[int]]) -> None:
    best = min(length(distance, order) for order in permutations(range(1, len(distance))))
    tour, found = held_karp(distance)
    assert (found, length(distance, tour)) == (best, best)
    good, longer = improved(distance)
    assert sorted(good) == list(range(1, len(distance)))
    assert longer >= best
    tour, found, bound = exact(distance, list(range(1, len(distance))), 0)
    assert (found, bound, length(distance, tour)) == (best, best, best)


def test_many_conflicts_that_hang_together_are_proven_too() -> None:
    rng = Random("agenda")
    members = [f"m{n}" for n in range(15)]
    sets = {frozenset(rng.sample(members, rng.randint(1, 4))) for _ in range(30)}
    order = best_order(sets, members)
    assert set(order.sets) == sets
    assert len(order.sets) == len(sets)
    assert order.proven
    assert order == best_order(sorted(sets, key=sorted), members)


def test_a_chain_of_shared_members_is_walked_along() -> None:
    members = [f"m{n}" for n in range(20)]
    sets = [frozenset(pair) for pair in pairwise(members)]
    Random(7).shuffle(sets)
    order = best_order(sets, members)
    assert (order.moves, order.at_least) == (40, 40)
    assert order.sets[0] == {"m0", "m1"}

"""Applications of one territory stay together on the agenda: the best such order, held against all of them."""

from itertools import groupby, permutations
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from models.sitting.presence.agenda import Agenda, agenda
from models.sitting.presence.agenda_order import best_order_by_blocks, moves

MEMBERS = tuple(f"m{n}" for n in range(1, 6))
_recused = st.dictionaries(
    st.tuples(st.integers(0, 2), st.integers(1, 3)), st.frozensets(st.sampled_from(MEMBERS), max_size=3), max_size=6
)


def made(recused: dict[tuple[int, int], frozenset[str]]) -> Agenda:
    return agenda(
        {f"{territory}-{n}": out for (territory, n), out in recused.items()},
        MEMBERS,
        {f"{territory}-{n}": territory for territory, n in recused},
    )


def keeps_together(codes: list[str]) -> bool:
    return len(list(groupby(codes, key=lambda code: code[0]))) == len({code[0] for code in codes})


@settings(max_examples=60)
@given(_recused)
def test_no_order_that_keeps_territories_together_has_fewer_exits(
    recused: dict[tuple[int, int], frozenset[str]],
) -> None:
    found = made(recused)
    order = [code for item in found.items for code in item.applications]
    assert sorted(order) == sorted(f"{territory}-{n}" for territory, n in recused)
    assert keeps_together(order)
    by_code = {f"{territory}-{n}": out for (territory, n), out in recused.items()}
    every = [list(one) for one in permutations(by_code) if keeps_together(list(one))]
    best = min(moves([by_code[code] for code in one])[0] for one in every)
    assert (found.exits, found.at_least, found.proven) == (best, best, True)
    assert found.mixed == min(moves([by_code[code] for code in one])[0] for one in permutations(by_code))
    assert all(set(by_code[code]) == set(item.out) for item in found.items for code in item.applications)


def test_territories_without_conflicts_come_in_the_order_of_the_contest() -> None:
    found = made({(territory, n): frozenset() for territory in (2, 0, 1) for n in (1, 2)})
    assert [item.applications for item in found.items] == [("0-1", "0-2"), ("1-1", "1-2"), ("2-1", "2-2")]
    assert (found.exits, found.mixed) == (0, 0)


def test_what_it_costs_to_keep_them_together_is_known() -> None:
    both = {(0, 1): {"m1"}, (0, 2): {"m2"}, (1, 1): {"m1"}, (1, 2): {"m2"}, (2, 1): {"m1"}, (2, 2): {"m2"}}
    found = made({place: frozenset(out) for place, out in both.items()})
    assert (found.exits, found.mixed, found.proven) == (4, 2, True)


def test_many_sets_in_many_territories_are_proven_too() -> None:
    rng = Random("territories")
    members = tuple(f"m{n}" for n in range(15))
    blocks = tuple(
        frozenset(frozenset(rng.sample(members, rng.randint(0, 3))) for _ in range(rng.randint(1, 4))) for _ in range(7)
    )
    order, found, bound = best_order_by_blocks(blocks, members)
    assert found == bound == sum(moves([out for _, out in order]))
    assert len([1 for _ in groupby(order, key=lambda one: one[0])]) == len(blocks)
    assert {(n, out) for n, sets in enumerate(blocks) for out in sets} == set(order)

"""Values by lists of terms."""

import gc

from hypothesis import given
from hypothesis import strategies as st

from filspec.symbolic.term_map import TermMap
from filspec.symbolic.terms import INT, Term, constant

keys = st.lists(st.sampled_from("abc"), max_size=3).map(tuple)


def terms(key: tuple[str, ...]) -> tuple[Term, ...]:
    return tuple(constant(name, INT) for name in key)


@given(entries=st.lists(st.tuples(keys, st.integers())), asked=keys)
def test_map_is_a_dictionary(entries: list[tuple[tuple[str, ...], int]], asked: tuple[str, ...]) -> None:
    # Given a map and a dictionary with the same entries
    found, expected = TermMap[int](), dict[tuple[str, ...], int]()
    for key, value in entries:
        found.set(terms(key), value)
        expected[key] = value
    # Then they hold the same, in the same order
    assert found.get(terms(asked)) == expected.get(asked)
    assert (terms(asked) in found) == (asked in expected)
    assert [value for _, value in found.items()] == list(expected.values())
    assert [tuple(map(repr, key)) for key in found.keys()] == list(expected)  # noqa: SIM118 (a method of its own)


def test_copy_goes_its_own_way() -> None:
    found = TermMap[int]()
    found.set(terms(("a",)), 1)
    twin = found.copy()
    twin.set(terms(("a",)), 2)
    twin.set(terms(("b",)), 3)
    assert [value for _, value in found.items()] == [1]
    assert [value for _, value in twin.items()] == [2, 3]


def test_keys_stay_alive_so_that_no_other_term_gets_their_number() -> None:
    # Given a map whose keys nobody else holds
    found = TermMap[int]()
    for place in range(100):
        found.set((constant(f"key {place}", INT),), place)
    gc.collect()
    # When other terms are made
    others = [constant(f"another {place}", INT) for place in range(1000)]
    # Then none of them is taken for a key
    assert all(found.get((other,)) is None for other in others)
    assert [found.get((constant(f"key {place}", INT),)) for place in range(100)] == list(range(100))

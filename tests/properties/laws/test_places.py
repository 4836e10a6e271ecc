"""Where a law must be asked again."""

import itertools

from hypothesis import given
from hypothesis import strategies as st

from filspec.laws.places import LONGEST_PATIENCE, LOOK, PATIENCE, Places, Watchlist

A, B = ("t", "a"), ("t", "b")


def resting(**notes):
    places = Places(Watchlist())
    for place, noted in notes.items():
        places.rest(place, frozenset(noted), {})
    return places


def test_a_place_is_woken_by_a_change_of_what_it_rests_on_and_by_no_other():
    places = resting(one={(A, 1)}, two={(A, 2), (B, 1)}, three=())
    assert places.wake({A: {3}, ("t", "c"): {1}}) == set()
    assert places.wake({A: {1}}) == {"one"}
    assert places.rests.keys() == {"two", "three"}
    assert places.wake({B: {1, 2}}) == {"two"}
    assert places.rests.keys() == {"three"}


def test_a_place_that_is_gone_is_forgotten():
    places = resting(one={(A, 1)})
    places.forget("one")
    places.forget("never there")
    assert (places.wake({A: {1}}), places.rests) == (set(), {})


def test_what_rests_on_a_change_of_just_now_is_not_known():
    places = Places(Watchlist())
    places.rest("one", frozenset({(A, 1)}), {A: {1}})
    assert (places.rests, places.restless) == ({}, {"one": PATIENCE})


def test_a_place_is_watched_when_it_is_due_in_two_looks():
    places = Places(Watchlist())
    watched = [places.to_watch({"always", f"now and then {number}"}) for number in range(2 * LOOK)]
    assert watched == [set()] * (2 * LOOK - 1) + [{"always"}]


def test_a_place_that_changes_all_the_time_is_watched_ever_less_often():
    places, watched_at = Places(Watchlist()), []
    for number in range(3 * LONGEST_PATIENCE):
        if places.to_watch({"one"}):
            watched_at.append(number)
            places.rest("one", frozenset({(A, 1)}), {A: {1}})
    gaps = [later - earlier for earlier, later in itertools.pairwise(watched_at)]
    assert gaps == sorted(gaps)
    assert gaps[-1] >= LONGEST_PATIENCE
    assert len(watched_at) < 12


def rebuilt(place, own, elsewhere):
    return {(facet, place) for facet in own} | elsewhere


@given(
    moves=st.lists(
        st.tuples(st.integers(0, 3), st.sets(st.tuples(st.sampled_from([A, B]), st.integers(0, 2)), max_size=3))
        | st.dictionaries(st.sampled_from([A, B]), st.sets(st.integers(0, 2)))
        | st.integers(0, 3),
        max_size=30,
    )
)
def test_exactly_those_are_woken_that_rest_on_a_change(moves):
    """Given any watched runs, changes and removals."""
    places, model = Places(Watchlist()), {}
    for move in moves:
        match move:
            case (place, notes):
                places.forget(place)
                places.rest(place, frozenset(notes), {})
                model[place] = notes
            case int():
                places.forget(move)
                model.pop(move, None)
            case _:
                changed = {(facet, key) for facet, keys in move.items() for key in keys}
                woken = {place for place, notes in model.items() if notes & changed}
                assert places.wake(move) == woken
                model = {place: notes for place, notes in model.items() if place not in woken}
        assert places.rests.keys() == model.keys()
        assert {place: rebuilt(place, *rest) for place, rest in places.rests.items()} == model


def test_a_law_is_touched_by_a_change_of_what_its_answers_rest_on_only():
    watchlist = Watchlist()
    first, second = Places(watchlist), Places(watchlist)
    first.rest("one", frozenset({(A, 1)}), {})
    second.rest("two", frozenset({(A, 2), (B, 1)}), {})
    assert watchlist.touched({A: {1, 2}}) == {first, second}
    assert watchlist.touched({A: {1}}) == {first}
    assert watchlist.touched({B: {7}}) == set()
    assert watchlist.touched({}) == set()
    first.wake({A: {1}})
    assert watchlist.touched({A: {1, 2}}) == {second}
    second.clear()
    assert watchlist.touched({A: {1}, B: {1}}) == set()
    assert second.rests == {}

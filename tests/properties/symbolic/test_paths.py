"""All paths of a function are gone, each once."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filspec.symbolic.paths import MOST_DECISIONS, Computed, Paths
from filspec.symbolic.terms import BOOL, FALSE, Term, constant, negation, same
from filspec.symbolic.values import OutsideTheSubset


def conditions(count: int) -> list[Term]:
    return [constant(f"condition {place}", BOOL) for place in range(count)]


def all_runs(paths: Paths, asked: list[Term]) -> list[tuple[bool, ...]]:
    runs = []
    while True:
        paths.begin()
        runs.append(tuple(paths.decide(condition) for condition in asked))
        if not paths.advance():
            return runs


@given(st.integers(0, 6))
def test_every_combination_is_seen_once(count: int) -> None:
    runs = all_runs(Paths(lambda _: True), conditions(count))
    assert len(runs) == len(set(runs)) == 2**count


def test_what_is_settled_is_no_decision() -> None:
    # Given a condition that is asked again, and the other way round
    [condition] = conditions(1)
    runs = all_runs(Paths(lambda _: True), [condition, condition, negation(condition)])
    assert runs == [(True, True, False), (False, False, True)]


def test_what_the_caller_knows_is_known() -> None:
    [condition] = conditions(1)
    outer = Paths(lambda _: True)
    outer.assume(condition)
    assert all_runs(Paths(lambda _: True, outer), [condition]) == [(True,)]


def test_impossible_ways_are_not_taken() -> None:
    first, second = conditions(2)
    runs = all_runs(Paths(lambda condition: not same(condition, second)), [first, second])
    assert runs == [(True, False), (False, False)]


def test_function_that_asks_something_else_is_refused() -> None:
    # Given a function that asks something else when it is run again
    first, second, third = conditions(3)
    paths = Paths(lambda _: True)
    paths.decide(first)
    paths.decide(second)
    paths.advance()
    paths.begin()
    with pytest.raises(OutsideTheSubset, match="not deterministic"):
        paths.decide(third)


def test_endless_function_is_refused() -> None:
    paths = Paths(lambda _: True)
    with pytest.raises(OutsideTheSubset, match="a loop without end"):
        for condition in conditions(MOST_DECISIONS + 1):
            paths.decide(condition)


def of(place: int) -> Computed:
    """What some computation gives, numbered in the order in which they were made."""
    return Computed((), FALSE, None, place)


def test_a_computation_is_made_once_for_all_paths_with_the_same_beginning() -> None:
    # Given a function that computes before and after each of two decisions
    made, paths, seen = list[str](), Paths(lambda _: True, computes=True), list[list[object]]()

    def compute(name: str) -> Computed:
        made.append(name)
        return of(len(made))

    # When all of its paths are run
    while True:
        paths.begin()
        answers = [paths.repeated(["first"], lambda: compute("first")).answer]
        for name, condition in zip(("second", "third"), conditions(2), strict=True):
            paths.decide(condition)
            answers.append(paths.repeated([name], lambda name=name: compute(name)).answer)
        seen.append(answers)
        if not paths.advance():
            break
    # Then each computation is made again only where a decision before it was taken the other way
    assert made == ["first", "second", "third", "third", "second", "third", "third"]
    assert seen == [[1, 2, 3], [1, 2, 4], [1, 5, 6], [1, 5, 7]]


def test_a_function_that_computes_something_else_is_refused() -> None:
    # Given a function that computes something else when it is run again
    [condition] = conditions(1)
    paths = Paths(lambda _: True, computes=True)
    paths.repeated(["first"], lambda: of(1))
    paths.decide(condition)
    paths.advance()
    paths.begin()
    with pytest.raises(OutsideTheSubset, match="it computes something else"):
        paths.repeated(["second"], lambda: of(2))


def test_a_function_that_computes_after_another_decision_is_refused() -> None:
    # Given a function that computes the same, and decides something before when it is run again
    first, second = conditions(2)
    paths = Paths(lambda _: True, computes=True)
    paths.repeated(["first"], lambda: of(1))
    paths.decide(first)
    paths.decide(second)
    paths.advance()
    paths.begin()
    paths.decide(first)
    with pytest.raises(OutsideTheSubset, match="it computes something else"):
        paths.repeated(["first"], lambda: of(2))

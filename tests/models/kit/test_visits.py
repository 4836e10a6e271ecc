"""Loops are noted for observers that ask, and forgotten when they are undone."""

import pytest

from filspec.kit import visits
from filspec.kit.loops import for_each
from filspec.kit.runner import Runner
from filspec.kit.tables import PairTable
from filspec.kit.worlds import shape_of


class Watcher:
    """An observer that asks for the loops of some steps."""

    def __init__(self, *steps):
        self.loops_of, self.steps = frozenset(steps), []

    def __call__(self, step):
        self.steps.append(step)


@pytest.fixture
def village(toy, founded):
    village = founded()
    for who in (2, 1):
        toy.toy_pay_in(village, who, 5)
    return village


def test_a_loop_is_noted_with_its_rows_its_arguments_and_the_worlds_at_its_ends(toy, village):
    watcher = Watcher("toy_give")
    Runner(village, None, (watcher,)).apply(toy.toy_give_all, 3)
    [step] = watcher.steps
    [loop] = step.loops
    assert (loop.step.name, loop.keys, loop.extra) == ("toy_give", (1, 2), (3,))
    assert (loop.before, loop.after) == (step.before, step.after)


@pytest.mark.parametrize("given", [{"amount": 3}, {}], ids=["by name", "by place"])
def test_arguments_are_noted_in_the_order_of_the_step_however_they_are_given(toy, village, given):
    notes = visits.Notes(village, frozenset({"toy_give"}))
    outer = visits.install(notes)
    try:
        for_each(village.bank.purses, toy.toy_give, village, *([] if given else [3]), **given)
    finally:
        visits.install(outer)
    assert [loop.extra for loop in notes.loops] == [(3,)]


def test_a_row_whose_turn_never_came_is_among_the_rows_of_the_beginning(toy, village):
    """Given a step that harvests the right neighbour as well."""
    village.plots = PairTable(dict.fromkeys([(1, 0), (1, 1), (2, 0)], toy.Plot(crop=1)))
    watcher = Watcher("toy_reap")
    Runner(village, None, (watcher,)).apply(toy.toy_reap_all_of, 1)
    [loop] = watcher.steps[0].loops
    assert (loop.keys, loop.extra) == (((1, 0), (1, 1)), (1,))
    assert dict(shape_of(type(village)).world_of(village, loop.after).plots.items()).keys() == {(2, 0)}


def test_loops_of_other_steps_are_not_noted(toy, village):
    watcher = Watcher("toy_reap")
    Runner(village, None, (watcher,)).apply(toy.toy_give_all, 3)
    assert watcher.steps[0].loops == ()


def test_an_observer_that_asks_for_no_loops_gets_none(toy, village):
    steps = []
    Runner(village, None, (steps.append,)).apply(toy.toy_give_all, 3)
    assert steps[0].loops == ()


def test_a_refused_message_has_no_loops(toy, village):
    """Its loop has run to its end, but all it did is undone."""
    watcher = Watcher("toy_give")
    runner = Runner(village, None, (watcher,))
    assert [runner.apply(toy.toy_give_all_if, 1, fair).accepted for fair in (True, False)] == [True, False]
    assert [len(step.loops) for step in watcher.steps] == [1, 0]


@pytest.mark.parametrize(("fair", "given_by_loops"), [(True, [(0,), (4,)]), (False, [(0,)])])
def test_a_refused_attempt_takes_its_loops_with_it(toy, village, fair, given_by_loops):
    """The loop before the attempt stands."""
    watcher = Watcher("toy_give")
    Runner(village, None, (watcher,)).apply(toy.toy_try_to_give_all, 4, fair)
    assert [loop.extra for loop in watcher.steps[0].loops] == given_by_loops


def test_nothing_is_noted_after_a_message_or_a_crash(toy, village):
    runner = Runner(village, None, (Watcher("toy_give"),))
    runner.apply(toy.toy_give_all, 3)
    assert visits.active is None
    with pytest.raises(KeyError):
        runner.apply(toy.toy_stumble, 1)
    assert visits.active is None


def test_the_loops_of_another_world_are_not_noted(toy, village, founded):
    """Given an observer that runs a message of its own, while the outer one is noted."""
    other = founded()
    toy.toy_pay_in(other, 9, 1)
    notes = visits.Notes(village, frozenset({"toy_give"}))
    visits.install(notes)
    try:
        toy.toy_give_all(other, 1)
        assert notes.loops == []
        toy.toy_give_all(village, 1)
        assert [loop.keys for loop in notes.loops] == [(1, 2)]
    finally:
        visits.install(None)

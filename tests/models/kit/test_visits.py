"""Loops are noted for observers that ask, and forgotten when they are undone."""

import pytest

from filspec.kit import visits
from filspec.kit.loops import for_each
from filspec.kit.runner import Runner
from filspec.kit.tables import PairTable
from filspec.kit.worlds import shape_of

EVERYTHING = ("day", "bank.purses", "bank.coins", "plots")


class Watcher:
    """An observer that asks for the loops of some steps, and looks at these leaves; at all if none are named."""

    def __init__(self, *steps, looks_at=EVERYTHING):
        self.loops_of, self.steps = dict.fromkeys(steps, frozenset(looks_at)), []

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
    notes = visits.Notes(village, {"toy_give": shape_of(type(village)).part({"day"})})
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


def test_only_the_leaves_that_an_observer_looks_at_are_noted(toy, village):
    """Given an observer that looks at two leaves: in the order of the world, whatever the order it names them in."""
    watcher = Watcher("toy_give", looks_at=("bank.purses", "day"))
    Runner(village, None, (watcher,)).apply(toy.toy_give_all, 3)
    [step] = watcher.steps
    [loop] = step.loops
    assert loop.part.paths == ("day", "bank.purses")
    assert (loop.before, loop.after) == ((step.before[0], step.before[1]), (step.after[0], step.after[1]))


def test_what_any_of_several_observers_looks_at_is_noted_for_all(toy, village):
    first, second = Watcher("toy_give", looks_at=("plots",)), Watcher("toy_give", looks_at=("day",))
    Runner(village, None, (first, second)).apply(toy.toy_give_all, 3)
    assert [watcher.steps[0].loops[0].part.paths for watcher in (first, second)] == [("day", "plots")] * 2


def test_an_observer_that_looks_at_an_unknown_leaf_is_refused(village):
    with pytest.raises(ValueError, match=r"the world has no leaf 'purse'; its leaves are day, bank"):
        Runner(village, None, (Watcher("toy_give", looks_at=("purse",)),))


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
    notes = visits.Notes(village, {"toy_give": shape_of(type(village)).part({"day"})})
    visits.install(notes)
    try:
        toy.toy_give_all(other, 1)
        assert notes.loops == []
        toy.toy_give_all(village, 1)
        assert [loop.keys for loop in notes.loops] == [(1, 2)]
    finally:
        visits.install(None)

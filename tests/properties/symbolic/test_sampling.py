"""The sampler runs transitions as the kit does without it, and keeps them."""

from collections.abc import Callable
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from filspec.kit import engine
from filspec.kit.oracles import answering
from filspec.kit.runner import Runner
from filspec.kit.tables import PairTable, Table
from filspec.kit.worlds import fork, shape_of
from filspec.symbolic.sampling import Sampler

TEXT = '''

@oracle("")
def seen(w: World, who: int) -> int:
    """What somebody sees of the world."""
    return unanswered()


@oracle("")
def signs(who: int) -> bool:
    """Whether somebody signs."""
    return unanswered()


@pure
def size_of(_key: int, row: Row) -> int:
    """Summand."""
    return row.part.size


@pure
def by_member(key: tuple[int, int], row: int) -> tuple[tuple[int, int]]:
    """Summand, by member."""
    return ((key[1], row),)


@internal()
def visit(w: World, key: int, b: int) -> None:
    """A row takes the next one with it; sometimes its turn is refused."""
    require(w.deep.t[key].x != 3, Reason.NEVER)
    if key + 1 in w.deep.t:
        del w.deep.t[key + 1]
    w.n = seen(w, w.n)
    for_each_under(w.deep.p, key, under, w)


@internal()
def under(w: World, place: tuple[int, int]) -> None:
    """A member changes."""
    w.deep.p[place] = w.deep.p[place] + 1


@internal()
def tried(w: World, a: int) -> None:
    """Writes, and may be refused then."""
    w.m = 100
    for_each_in((a, a + 1), item, w)


@internal()
def item(w: World, number: int) -> None:
    """An item, of which some are refused."""
    require(number < 2, Reason.NO)
    w.deep.live[(number, 0)] = 1


@message("Trap")
def trap(w: World, a: int, b: int) -> int:
    """A message with everything that the seam knows."""
    require(signs(a), Reason.NO)
    for_each(w.deep.t, visit, w, b)
    if attempt(tried, w, a):
        w.m = w.m + total(w.deep.t, size_of)
    require(w.n < 6, Reason.NO)
    return total_by(w.deep.p, by_member)[b] + seen(w, b)
'''

ANSWERS = {"signs": lambda who: who != 1, "seen": lambda w, who: w.n + 1 + who % 2}


@pytest.fixture
def stage(load: Callable[[str, str], ModuleType], small_world: str) -> SimpleNamespace:
    """The message, and a maker of worlds."""
    module = load("trap", small_world + TEXT)

    def world(xs: dict[int, int], members: dict[tuple[int, int], int]) -> Any:
        rows = Table({key: module.NO_ROW.but(x=x) for key, x in xs.items()})
        deep = module.Deep(rows, PairTable(members), PairTable(), Table())
        return module.World(0, 0, module.Part(size=0, whole=True), deep)

    return SimpleNamespace(module=module, world=world)


def leaves(world: Any) -> list[object]:
    shape = shape_of(type(world))
    found = zip(shape.paths, shape.leaves(world), strict=True)
    return [dict(leaf.items()) if path in shape.tables else leaf for path, leaf in found]  # type: ignore[attr-defined]


def test_a_run_under_the_sampler_equals_the_plain_run(stage: SimpleNamespace) -> None:
    """Given any world and message; then receipt and world are those of the runner."""
    keys = st.integers(0, 3)
    worlds = st.builds(stage.world, st.dictionaries(keys, keys), st.dictionaries(st.tuples(keys, keys), keys))

    @settings(max_examples=100)
    @given(worlds, keys, keys)
    def equal(world: Any, a: int, b: int) -> None:
        plain, sampler = fork(world), Sampler(ANSWERS)
        expected = Runner(plain, ANSWERS).apply(stage.module.trap, a, b)

        receipt = sampler.run(stage.module.trap, world, a, b)

        assert receipt == expected
        assert leaves(world) == leaves(plain)
        assert sampler.samples[-1].receipt == receipt

    equal()


def test_every_turn_is_a_sample_of_its_own(stage: SimpleNamespace) -> None:
    """Given three rows, of which the first takes the second with it; then there are two turns, each with its world."""
    sampler, world = Sampler(ANSWERS, "a story"), stage.world({0: 0, 1: 0, 2: 0}, {(2, 5): 7, (3, 5): 7})

    sampler.run(stage.module.trap, world, 0, 4)

    turns = [sample for sample in sampler.samples if sample.subject == "visit"]
    assert [turn.arguments for turn in turns] == [(0, 4), (2, 4)]
    assert [list(turn.before.deep.t.keys_in_order()) for turn in turns] == [[0, 1, 2], [0, 2]]
    assert [turn.after.n for turn in turns] == [1, 3]
    assert [(s.subject, s.arguments) for s in sampler.samples if s.subject == "under"] == [("under", ((2, 5),))]
    assert {sample.origin for sample in sampler.samples} == {"a story"}


def test_a_sample_has_the_worlds_behind_its_loops_and_what_it_saw(stage: SimpleNamespace) -> None:
    sampler, world = Sampler(ANSWERS), stage.world({0: 0, 2: 0}, {(2, 5): 7})

    sampler.run(stage.module.trap, world, 0, 4)

    sample = sampler.samples[-1]
    assert [(behind.n, behind.m) for behind in sample.behind] == [(3, 0), (3, 100)]
    assert [(seen.oracle, seen.answer) for seen in sample.seen] == [("seen", 4)]
    assert sample.before.deep.p[2, 5] == 7
    assert sample.after.deep.p[2, 5] == 8


def test_a_message_that_is_refused_in_a_turn_says_so(stage: SimpleNamespace) -> None:
    """Given a row whose turn is refused; then the message has no effect, and both know it."""
    sampler, world = Sampler(ANSWERS), stage.world({0: 0, 2: 3}, {})
    before = leaves(world)

    receipt = sampler.run(stage.module.trap, world, 0, 0)

    assert receipt.reason is stage.module.Reason.NEVER
    assert leaves(world) == before
    turn, message = sampler.samples[-2:]
    assert (turn.subject, turn.in_turn, turn.receipt.reason) == ("visit", False, stage.module.Reason.NEVER)
    assert (message.subject, message.in_turn, message.receipt.reason) == ("trap", True, stage.module.Reason.NEVER)
    assert leaves(message.after) == before


def test_a_refused_attempt_does_not_refuse_the_message(stage: SimpleNamespace) -> None:
    """Given an item that is refused inside an attempt; then what was tried is undone, and the message goes on."""
    sampler, world = Sampler(ANSWERS), stage.world({}, {})

    assert sampler.run(stage.module.trap, world, 2, 0).accepted

    assert world.m == 0
    assert not sampler.samples[-1].in_turn
    assert [sample.receipt.accepted for sample in sampler.samples] == [False, True]


def test_a_crash_is_raised_and_leaves_the_world(stage: SimpleNamespace, monkeypatch: pytest.MonkeyPatch) -> None:
    world, sampler = stage.world({0: 0}, {}), Sampler(ANSWERS)
    monkeypatch.setattr(stage.module, "attempt", lambda *_: {}[0])

    with pytest.raises(KeyError):
        sampler.run(stage.module.trap, world, 0, 0)

    assert world.n == 0
    assert [sample.subject for sample in sampler.samples] == ["visit"]
    assert engine.active is None


def test_an_oracle_that_nobody_answers_is_named(stage: SimpleNamespace) -> None:
    with pytest.raises(LookupError, match="nobody answers the oracle signs: give the sampler a rung that does"):
        Sampler({}).run(stage.module.trap, stage.world({}, {}), 0, 0)


def test_the_rung_of_a_sample_answers_again(stage: SimpleNamespace) -> None:
    sampler = Sampler(ANSWERS)
    sampler.run(stage.module.trap, stage.world({}, {}), 0, 0)

    with answering(sampler.samples[-1].answers):
        assert stage.module.signs(0)

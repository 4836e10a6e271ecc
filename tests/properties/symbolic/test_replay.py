"""The concrete model runs what the solver found, and the concrete laws judge it."""

from collections.abc import Callable
from types import ModuleType
from typing import Any

import pytest

from filspec.kit import engine
from filspec.kit.laws import Law
from filspec.kit.tables import PairTable, Table
from filspec.symbolic.concrete import Instance
from filspec.symbolic.executor import Executor
from filspec.symbolic.replay import broken_laws, replay

LAWS = '''

@law("X1")
def n_is_not_negative(w: World) -> bool:
    """n is never negative."""
    return w.n >= 0


@law_for_each("deep.p", "X2")
def members_are_positive(w: World, key: tuple[int, int], row: int) -> bool:
    """Every member is positive."""
    return row > 0


@law_for_every_key("deep.p", "X3")
def no_key_of_seven_is_missing(w: World, key: tuple[int, int]) -> bool:
    """Whether there is a row or not."""
    return key[0] != 7 or key in w.deep.p


@step_law("X4")
def n_never_falls(before: World, after: World) -> bool:
    """n never falls."""
    return after.n >= before.n


@step_law_for_each("deep.p", "X5")
def members_stay(before: World, after: World, key: tuple[int, int]) -> bool:
    """A member stays; that a law crashes breaks it."""
    return after.deep.p[key] == before.deep.p[key]


@postcondition(trap, "X6")
def n_is_what_was_asked(before: World, after: World, a: int) -> bool:
    """What an accepted message has done."""
    return after.n == a
'''
MESSAGE = '''

@message("Trap")
def trap(w: World, a: int) -> None:
    """A message that can do anything."""
    w.n = a
    require(a != 5, Reason.NO)
    if a == 6:
        w.n = 1 // (a - 6)
    if a == 8:
        w.n = 0
        del w.deep.p[(1, 2)]
'''


@pytest.fixture
def replayed(
    load: Callable[[str, str], ModuleType], small_world: str, ours: Callable[[str], tuple[Law, ...]]
) -> Callable[..., Any]:
    """Run the message from an ordinary world."""

    def run(a: int, n: int = 3, keys: dict[str, list[object]] | None = None, foreseen: Any = None) -> Any:
        module = load("trap", small_world + MESSAGE)
        deep = module.Deep(t=Table({}), p=PairTable({(1, 2): 4}), q=PairTable({}), live=Table({}))
        world = module.World(n=n, m=0, fixed=module.Part(size=0, whole=True), deep=deep)
        return replay(module.trap, Instance(world, (a,), {}, keys or {}, foreseen or {}), ours(LAWS))

    return run


@pytest.mark.parametrize(
    ("a", "ending", "broken", "n"),
    [
        (4, "accepted", (), 4),
        (2, "accepted", ("n_never_falls",), 2),
        (-1, "accepted", ("n_is_not_negative", "n_never_falls"), -1),
        (5, "refused for NO", (), 3),
        (6, "crashed with ZeroDivisionError('integer division or modulo by zero')", (), 3),
        (8, "accepted", ("n_never_falls", "members_stay", "n_is_what_was_asked"), 0),
    ],
)
def test_run_is_judged(replayed: Callable[..., Any], a: int, ending: str, broken: tuple[str, ...], n: int) -> None:
    found = replayed(a)
    assert (found.ending, found.broken, found.after.n) == (ending, broken, n)
    assert found.unlawful == ()
    assert found.instance.world.n == 3, "the world before is left alone"


def test_world_before_is_judged_too(replayed: Callable[..., Any]) -> None:
    found = replayed(4, n=-2)
    assert found.unlawful == ("n_is_not_negative",)


def test_laws_of_every_key_are_judged_at_the_keys_spoken_of(replayed: Callable[..., Any]) -> None:
    found = replayed(4, keys={"deep.p": [(7, 1), (8, 1)]})
    assert found.broken == ("no_key_of_seven_is_missing",)


def test_what_was_not_foreseen_is_told(replayed: Callable[..., Any]) -> None:
    # Given a world after the run that differs from what was foreseen in two places
    foreseen = {("n", None): 5, ("m", None): 0, ("deep.p", (1, 2)): 4, ("deep.p", (2, 2)): 9}
    # Then both are told; of a run that is refused nothing was foreseen
    assert replayed(4, foreseen=foreseen).surprises == (
        "n[None] is 4, and not 5",
        "deep.p[(2, 2)] is None, and not 9",
    )
    assert replayed(5, foreseen=foreseen).surprises == ()


def test_model_is_run_on_ordinary_values_whatever_proves_now(
    replayed: Callable[..., Any],
    load: Callable[[str, str], ModuleType],
    small_world: str,
    bystander: Callable[..., Executor],
) -> None:
    executor = bystander(load("trap", small_world).World)
    with executor.installed():
        assert replayed(4).ending == "accepted"
        assert engine.active is executor


def test_two_worlds_are_compared(replayed: Callable[..., Any], ours: Callable[[str], tuple[Law, ...]]) -> None:
    found = replayed(8)
    laws = ours(LAWS)
    before, after = found.instance.world, found.after
    assert broken_laws(laws, before, after, {}) == ("n_never_falls", "members_stay")
    assert broken_laws(laws, before, before, {}) == ()

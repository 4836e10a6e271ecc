"""What the step of a loop can write, and at which keys."""

from collections.abc import Callable
from types import ModuleType

import pytest

from filspec.symbolic.executor import Executor
from filspec.symbolic.footprints import Argument, Footprint, Literal
from filspec.symbolic.setting import loop_of
from filspec.symbolic.tables import PRESENCE
from filspec.symbolic.terms import INT, constant
from filspec.symbolic.tracing import Tracer
from filspec.symbolic.values import SymbolicInt

STEPS = '''

@internal()
def step(w: World, key: tuple[int, int], other: int) -> None:
    """Write here and there."""
    if w.deep.p[key] > 3:
        w.deep.p[key] = 3
    elif w.n > 5:
        w.deep.live[(other, 99)] = 1
    for_each(w.deep.t, inner, w, other)


@internal()
def inner(w: World, key: int, here: int) -> None:
    """Write in a loop inside the loop."""
    w.deep.t[key] = w.deep.t[key].but(x=0)
    del w.deep.q[((here, key), 4)]
    w.m = 5


@internal()
def nothing(w: World, key: tuple[int, int]) -> None:
    """Write what is there already."""
    w.deep.p[key] = w.deep.p[key]
    w.n = w.n
'''


@pytest.fixture
def footprint(
    load: Callable[[str, str], ModuleType], small_world: str, bystander: Callable[..., Executor]
) -> Callable[[str], Footprint]:
    """The footprint of a step over the rows of one group of ``deep.p``."""
    module = load("trap", small_world + STEPS)
    tracer, world = Tracer(module.World), bystander(module.World).before
    group = SymbolicInt(constant("some group", INT))
    return lambda name: tracer.of(loop_of(getattr(module, name), world.deep.p, group, module.World))


def test_all_that_is_written_is_found(footprint: Callable[[str], Footprint]) -> None:
    found = footprint("step")
    assert found.scalars == {"m"}
    assert found.columns == {
        ("deep.p", 0, (Argument(0), None)),
        ("deep.live", 0, (Argument(1), Literal(99))),
        ("deep.live", PRESENCE, (Argument(1), Literal(99))),
        ("deep.t", 0, (None,)),
        ("deep.q", PRESENCE, (Argument(1), None, Literal(4))),
    }


def test_what_stays_the_same_is_not_written(footprint: Callable[[str], Footprint]) -> None:
    assert footprint("nothing") == Footprint(frozenset(), frozenset())


def test_expected_writes_are_covered_and_others_not(footprint: Callable[[str], Footprint]) -> None:
    found = footprint("step")
    group, other, member = (constant(name, INT) for name in ("group", "other", "member"))
    assert found.covers("deep.p", 0, (group, member), [group, other])
    assert not found.covers("deep.p", 0, (other, member), [group, other])
    assert not found.covers("deep.p", PRESENCE, (group, member), [group, other])
    assert not found.covers("deep.q", PRESENCE, (None, member, member), [group, other])

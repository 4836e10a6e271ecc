"""What laws said is remembered by what they looked at."""

from collections.abc import Callable
from types import ModuleType
from typing import Any

import pytest

from filspec.symbolic.executor import Executor
from filspec.symbolic.memory import Evaluation, Memory
from filspec.symbolic.tables import Key
from filspec.symbolic.terms import INT, TRUE, constant
from filspec.symbolic.values import SymbolicInt
from filspec.symbolic.worlds import World, copy_of

A, B = constant("a", INT), constant("b", INT)


@pytest.fixture
def module(load: Callable[[str, str], ModuleType], small_world: str) -> ModuleType:
    """The small world."""
    return load("trap", small_world)


@pytest.fixture
def changed(module: ModuleType, bystander: Callable[..., Executor]) -> Callable[..., World]:
    """A frozen copy of a world, with a change made to it first."""
    executor = bystander(module.World)
    next(executor.explore(lambda _: None))

    def change(make: Callable[[Any], None] = lambda _: None) -> World:
        world = copy_of(executor.before, frozen=False)
        with executor.installed():
            for _ in executor.explore(lambda _: make(world)):
                return copy_of(world, frozen=True)
        raise AssertionError

    return change


class Law:
    """A law that looks at one table, and counts how often it is asked."""

    def __init__(self, table: str = "deep.t", key: Key = (A,)) -> None:
        self.asked, self._found = 0, Evaluation(TRUE, ((table, key),), ())

    def __call__(self) -> Evaluation:
        self.asked += 1
        return self._found


def write(table: str, of: str = "x") -> Callable[[Any], None]:
    def make(world: Any) -> None:
        key = SymbolicInt(A)
        if table == "deep.t":
            row = world.deep.t.get(key, world.deep.t.row_at((A,)))
            world.deep.t[key] = row.but(**{of: 5 if of == "x" else True})
        else:
            world.deep.p[(key, key)] = 5

    return make


def rename(world: Any) -> None:
    world.n = SymbolicInt(B)


def test_same_content_is_asked_once(changed: Callable[..., World]) -> None:
    # Given two copies of one world, and a law that looked at one of its tables
    law, memory = Law(), Memory()
    # When it is asked of both
    for world in (changed(), changed()):
        assert memory.said("law", (world,), (), law).term is TRUE
    # Then it is evaluated once
    assert law.asked == 1


@pytest.mark.parametrize(
    ("change", "again"),
    [
        (write("deep.t"), True),
        (write("deep.t", "ok"), True),
        (write("deep.p"), False),
        (rename, True),
    ],
    ids=["a column of the table", "another column of the table", "another table", "a number"],
)
def test_only_what_it_looked_at_counts(
    changed: Callable[..., World], change: Callable[[Any], None], again: bool
) -> None:
    # Given a law that was asked of one world
    law, memory = Law(), Memory()
    memory.said("law", (changed(),), (), law)
    # When it is asked of a world with one change
    memory.said("law", (changed(change),), (), law)
    # Then it is evaluated again if it looked at what has changed, or could have without leaving a mark
    assert law.asked == (2 if again else 1)


def test_other_laws_keys_and_pairs_of_worlds_are_other_questions(changed: Callable[..., World]) -> None:
    law, memory, one, other = Law(), Memory(), changed(), changed(rename)
    questions = [("law", (one,), ()), ("another", (one,), ()), ("law", (one,), (A,)), ("law", (one,), (B,))]
    questions += [("law", (one, other), ()), ("law", (other, one), ()), ("law", (one, one), ())]
    for _ in range(2):
        for name, worlds, terms in questions:
            memory.said(name, worlds, terms, law)
    assert law.asked == len(questions)

"""From the solver's values to an ordinary world that can be run."""

from collections.abc import Callable
from types import ModuleType
from typing import Any

import pytest

from filspec.kit.laws import Law
from filspec.kit.oracles import answering
from filspec.kit.tables import PairTable, Table
from filspec.symbolic.concrete import Instance, instance_of
from filspec.symbolic.executor import Executor
from filspec.symbolic.outcomes import Ending
from filspec.symbolic.prover import Prover
from filspec.symbolic.replay import broken_laws
from filspec.symbolic.solver import Solver
from filspec.symbolic.terms import INT, at_most, constant, equal, less, negation, number
from filspec.symbolic.values import SymbolicInt

LAWS = '''

def x_of(key: int, row: Row) -> int:
    """Summand."""
    return row.x


@law("X1")
def m_is_the_sum(w: World) -> bool:
    """m is the sum of all rows."""
    return w.m == total(w.deep.t, x_of)


@law_for_each("deep.t", "X2")
def rows_are_positive(w: World, key: int, row: Row) -> bool:
    """Every row is positive."""
    return row.x > 0
'''
ORACLE = '''

@oracle("")
def says(a: int) -> bool:
    """An oracle."""
    return unanswered()


@oracle("")
def sees(w: World) -> int:
    """One that sees the world."""
    return unanswered()
'''
A, B = constant("a", INT), constant("b", INT)


@pytest.fixture
def found(
    load: Callable[[str, str], ModuleType],
    small_world: str,
    ours: Callable[[str], tuple[Law, ...]],
    bystander: Callable[..., Executor],
) -> Callable[..., tuple[Instance | None, ModuleType, tuple[Law, ...]]]:
    """The world that formulas describe, which are made on a path."""

    def find(formulas_of: Callable[[Any, Executor, ModuleType], list[Any]]) -> Any:
        module = load("trap", small_world + ORACLE)
        laws = ours(LAWS)
        executor = bystander(module.World, laws)
        with executor.installed():
            formulas: list[Any] = []
            for _ in executor.explore(lambda w: formulas.extend(formulas_of(w, executor, module))):
                arguments = (SymbolicInt(A), SymbolicInt(B))
                return instance_of(executor, arguments, formulas, Solver()), module, laws
        raise AssertionError

    return find


def two_rows(w: Any, executor: Executor, _: ModuleType) -> list[Any]:
    keys = [(A,), (B,)]
    for key in keys:
        executor.touch("deep.t", key)
    return [*(w.deep.t.has(key) for key in keys), negation(equal(A, B)), less(number(20), w.m.term)]


def test_world_is_an_ordinary_and_lawful_one(found: Callable[..., Any]) -> None:
    # Given formulas of a world with two rows, that count for more than twenty together
    instance, module, laws = found(two_rows)
    world = instance.world
    # Then there is an ordinary world with just the rows that the sum counts
    assert type(world) is module.World
    assert type(world.deep.t) is Table and type(world.deep.p) is PairTable
    rows = dict(world.deep.t.items_in_order())
    assert set(instance.arguments) <= set(rows)
    assert sum(row.x for row in rows.values()) == world.m > 20
    assert broken_laws(laws, world, world, instance.keys) == ()
    # And its numbers are small
    assert all(abs(value) <= 256 for value in (world.n, world.m, *instance.arguments))


def test_rows_that_the_formulas_do_not_name_may_be_needed(found: Callable[..., Any]) -> None:
    # Given that the only row looked at counts for less than all
    instance, _, _ = found(
        lambda w, executor, _: [
            executor.touch("deep.t", (A,)) or w.deep.t.has((A,)),
            less(w.deep.t.terms_at((A,))[0], w.m.term),
        ]
    )
    # Then there is another
    assert len(instance.world.deep.t.keys_in_order()) == 2


def test_numbers_are_as_large_as_they_have_to_be(found: Callable[..., Any]) -> None:
    huge = 10**30
    instance, _, _ = found(lambda w, *_: [less(number(huge), A), at_most(B, number(-huge))])
    assert instance.arguments[0] > huge and instance.arguments[1] <= -huge


def test_where_no_world_is_there_is_none(found: Callable[..., Any]) -> None:
    # Given that there are no rows, and yet a sum
    instance, _, _ = found(lambda w, *_: [less(w.m.term, number(0))])
    # Then no world is found: no row is negative
    assert instance is None


SHEETS = '''

class Sheet(Record):
    """A record with a list."""

    lines: tuple[int, ...]


@actor
class Shelf:
    """A world of lists."""

    n: int
    best: tuple[int, ...]
    sheets: Table[int, Sheet]


@message("Trap")
def trap(w: Shelf, a: int, b: int, new: tuple[int, ...]) -> None:
    """A message about lists."""
    require(a in w.sheets and b in w.sheets, Reason.NO)
'''


@pytest.mark.parametrize("other", ["w.sheets[b].lines", "w.best", "new"])
def test_lists_are_empty_wherever_they_stand(
    load: Callable[[str, str], ModuleType], small_world: str, other: str
) -> None:
    # Given a message with a path for lists that differ; where a world is invented, all lists are empty
    body = f"    if w.sheets[a].lines != {other}:\n        w.n = 1\n    else:\n        w.n = 2\n"
    module = load("trap", small_world + SHEETS + body)
    # When it is proved, then no run goes that path, and one goes the other
    report = Prover(module.Shelf, ()).prove(module.trap)
    assert (report.paths[Ending.ACCEPTED], report.witnessed) == (2, 1)


def test_oracles_answer_as_they_did(found: Callable[..., Any]) -> None:
    # Given answers of an oracle, and of one that sees the world and may change its mind
    def ask(w: Any, executor: Executor, module: ModuleType) -> list[Any]:
        answers = [executor.ask(module.says.transition.function, (SymbolicInt(term),)).term for term in (A, B)]
        seen = [executor.ask(module.sees.transition.function, (w,)).term for _ in range(2)]
        return [answers[0], negation(answers[1]), equal(seen[0], number(3)), equal(seen[1], number(4))]

    instance, module, _ = found(ask)
    # Then so they answer
    with answering(instance.answers):
        assert [module.says(argument) for argument in instance.arguments] == [True, False]
        assert [module.sees(instance.world) for _ in range(2)] == [3, 4]

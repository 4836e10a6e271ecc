"""What a law says at one key, as a term."""

from collections.abc import Callable
from types import ModuleType

import pytest

from filspec.kit.laws import Law
from filspec.symbolic.executor import Executor
from filspec.symbolic.instances import Visit, claim_of, visit_instance
from filspec.symbolic.solver import Solver, Verdict
from filspec.symbolic.terms import FALSE, INT, Term, conjunction, constant, equal, negation, number
from filspec.symbolic.worlds import copy_of

WORDS = '''

@internal()
def visit(w: World, key: tuple[int, int]) -> None:
    """A step."""
    w.deep.p[key] = 1
'''
LAWS = '''

@law_for_each("deep.p", "X1")
def row_is_positive(w: World, key: tuple[int, int], row: int) -> bool:
    """A row is positive."""
    return row > 0


@visit_law(visit, "X2")
def visited_row_is_one(before: World, after: World, key: tuple[int, int]) -> bool:
    """A row that was visited is one."""
    return after.deep.p[key] == 1
'''
ONE, TWO, A, B = number(1), number(2), constant("a", INT), constant("b", INT)


@pytest.fixture
def place(
    load: Callable[[str, str], ModuleType],
    small_world: str,
    ours: Callable[[str], tuple[Law, ...]],
    bystander: Callable[..., Executor],
) -> tuple[Executor, Law, Law]:
    """An executor at the beginning of a path, a law of rows and a law of visits."""
    module = load("trap", small_world + WORDS)
    of_rows, of_visits = ours(LAWS)
    executor = bystander(module.World)
    next(executor.explore(lambda _: None))
    return executor, of_rows, of_visits


def follows(claim: Term, *given: Term) -> bool:
    return Solver().check([*given, negation(claim)])[0] is Verdict.IMPOSSIBLE


def test_law_of_rows_says_nothing_of_a_row_that_is_not_there(place: tuple[Executor, Law, Law]) -> None:
    executor, of_rows, _ = place
    table = executor.before.deep.p
    claim = claim_of(of_rows, (executor.before,), (A, B))

    assert follows(claim, negation(table.has((A, B))))
    assert not follows(claim)
    assert follows(negation(claim), table.has((A, B)), equal(table.terms_at((A, B))[0], number(0)))


def test_law_of_visits_speaks_of_the_rows_that_its_loop_goes_through(place: tuple[Executor, Law, Law]) -> None:
    """Given a loop over group 1; then nothing is said of rows of other groups, or of rows that were not there."""
    executor, _, of_visits = place
    entry = copy_of(executor.before, frozen=True)
    table = entry.deep.p
    visit = Visit("deep.p", (ONE,), (), entry, copy_of(executor.world, frozen=True))
    there = table.has((A, B))

    claim = visit_instance(of_visits, visit, (A, B))

    assert follows(claim, equal(A, TWO))
    assert follows(claim, negation(there))
    wrong = conjunction([there, equal(A, ONE), equal(table.terms_at((A, B))[0], TWO)])
    assert follows(negation(claim), wrong)
    assert not follows(FALSE, wrong)

"""What is assumed on a path: the laws, where it looks, and nothing that it does not keep."""

from collections.abc import Callable
from types import ModuleType

import pytest

from filspec.kit.laws import Law
from filspec.symbolic.executor import Executor
from filspec.symbolic.knowledge import DEPTH
from filspec.symbolic.solver import Solver, Verdict
from filspec.symbolic.terms import INT, TRUE, ZERO, Term, constant, equal, less, negation, number
from filspec.symbolic.values import SymbolicInt
from filspec.symbolic.worlds import copy_of, unknown_world

LAWS = '''

@law("X1")
def n_is_not_negative(w: World) -> bool:
    """n is never negative."""
    return w.n >= 0


@law_for_each("deep.t", "X2")
def row_leads_to_the_next(w: World, key: int, row: Row) -> bool:
    """A row is positive, and the row it names is there."""
    return row.x > 0 and row.part.size in w.deep.t


@law_for_every_key("deep.live", "X3")
def live_is_not_negative(w: World, key: tuple[int, int]) -> bool:
    """Whether there is a row or not."""
    return w.deep.live.get(key, 0) >= 0


@step_law("X4")
def n_never_falls(before: World, after: World) -> bool:
    """n never falls."""
    return after.n >= before.n


@step_law_for_each("deep.t", "X5")
def rows_never_fall(before: World, after: World, key: int) -> bool:
    """No row falls as long as it is there."""
    return key in after.deep.t and after.deep.t[key].x >= before.deep.t[key].x
'''
A, B = constant("a", INT), constant("b", INT)


@pytest.fixture
def executor(
    load: Callable[[str, str], ModuleType],
    small_world: str,
    ours: Callable[[str], tuple[Law, ...]],
    bystander: Callable[..., Executor],
) -> Executor:
    """An executor at the beginning of a path, which knows the laws."""
    module = load("trap", small_world)
    laws = ours(LAWS)
    executor = bystander(module.World, laws[:3], laws[3:])
    next(executor.explore(lambda _: None))
    executor.knowledge.flush()
    return executor


def follows(executor: Executor, claim: Term) -> bool:
    return Solver().check([*(fact.term for fact in executor.facts()), negation(claim)])[0] is Verdict.IMPOSSIBLE


def test_law_of_rows_is_known_where_somebody_looked(executor: Executor) -> None:
    # Given two rows that are there
    table = executor.before.deep.t
    there = [table.has((key,)) for key in (A, B)]
    executor.knowledge.facts += [type(executor.facts()[0])(term, "they are there") for term in there]
    # When one is looked at
    executor.touch("deep.t", (A,))
    # Then its law is known, that of the other is not
    assert follows(executor, less(ZERO, table.terms_at((A,))[0]))
    assert not follows(executor, less(ZERO, table.terms_at((B,))[0]))


def test_laws_of_the_rows_that_a_law_looked_at_are_known_and_no_further(executor: Executor) -> None:
    # Given a row that leads to another, and so on
    table = executor.before.deep.t
    place = next(number_ for number_, (name, _) in enumerate(table.row_shape.leaves) if name == ".part.size")
    chain = [A]
    for _ in range(4):
        chain.append(table.terms_at((chain[-1],))[place])
    executor.touch("deep.t", (A,))
    executor.knowledge.facts.append(type(executor.facts()[0])(table.has((A,)), "it is there"))
    # Then the laws are known of as many as the depth says
    known = [follows(executor, less(ZERO, table.terms_at((key,))[0])) for key in chain]
    assert known == [place < DEPTH for place in range(5)]
    # And of one more when the knowledge is deepened
    executor.knowledge.deepen()
    known = [follows(executor, less(ZERO, table.terms_at((key,))[0])) for key in chain]
    assert known == [place < DEPTH + 1 for place in range(5)]


def test_law_of_every_key_needs_no_row(executor: Executor) -> None:
    executor.touch("deep.live", (A, B))
    table = executor.before.deep.live
    assert follows(
        executor, negation(less(SymbolicInt(table.get((SymbolicInt(A), SymbolicInt(B)), 0).term).term, ZERO))
    )


def test_nothing_is_known_of_a_world_that_nobody_says_is_lawful(executor: Executor) -> None:
    # Given a world beside that of the path
    other = unknown_world(type(executor.before), "#other", executor)
    executor.touch("deep.t", (A,))
    # Then nothing is known of it, until it is said to be lawful, or to come from the one before
    assert not follows(executor, negation(less(other.n.term, ZERO)))
    executor.knowledge.add_world(other)
    assert follows(executor, negation(less(other.n.term, ZERO)))
    assert not follows(executor, negation(less(other.n.term, executor.before.n.term)))
    executor.knowledge.add_step(executor.before, other)
    assert follows(executor, negation(less(other.n.term, executor.before.n.term)))


def test_what_is_learned_aside_is_forgotten(executor: Executor) -> None:
    # Given what is known
    knowledge = executor.knowledge
    executor.touch("deep.t", (A,))
    facts, touched = executor.facts(), knowledge.keys("deep.t", lawful=True)
    depth, reads = knowledge.depth, dict(knowledge.reads)
    # When something more is learned aside
    with knowledge.aside():
        executor.touch("deep.t", (B,))
        executor.touch("deep.p", (A, B))
        knowledge.deepen()
        knowledge.facts.append(type(facts[0])(equal(A, number(77)), "for now"))
        assert len(executor.facts()) > len(facts)
        assert follows(executor, equal(A, number(77)))
    # Then nothing of it is left
    assert [fact.source for fact in executor.facts()] == [fact.source for fact in facts]
    assert executor.facts() == facts
    assert knowledge.keys("deep.t", lawful=True) == touched
    assert knowledge.keys("deep.p", lawful=True) == knowledge.keys("deep.p", lawful=False) == []
    assert (knowledge.depth, knowledge.reads) == (depth, reads)


def test_what_waited_before_the_block_is_assumed_after_it(executor: Executor) -> None:
    # Given a key that was touched, and at which no law is assumed yet
    facts = executor.facts()
    executor.touch("deep.t", (A,))
    # When something is learned aside
    with executor.knowledge.aside():
        executor.knowledge.flush()
    # Then its laws are assumed as they would have been without it
    assert len(executor.facts()) > len(facts)
    assert (A,) in executor.knowledge.keys("deep.t", lawful=True)


def test_aside_leaves_nothing_behind_even_where_it_fails(executor: Executor) -> None:
    facts = executor.facts()
    with pytest.raises(KeyError), executor.knowledge.aside():
        executor.touch("deep.t", (B,))
        executor.knowledge.flush()
        raise KeyError
    assert executor.facts() == facts


def test_keys_are_told_apart_by_whether_their_laws_are_assumed(executor: Executor) -> None:
    executor.touch("deep.t", (A,))
    executor.knowledge.flush()
    lawful, lawless = (executor.knowledge.keys("deep.t", lawful=answer) for answer in (True, False))
    assert len(lawful) == DEPTH and lawful[0] == (A,)
    assert len(lawless) == 1


def test_law_that_says_the_same_is_assumed_already(executor: Executor) -> None:
    # Given a copy of a lawful world
    [law_of_n, *_] = executor.setting.laws
    copy = copy_of(executor.before, frozen=True)
    said = executor.knowledge.said(law_of_n, (copy,)).term
    # Then its law is assumed; another claim is not
    assert executor.knowledge.is_assumed(law_of_n, said, ())
    assert not executor.knowledge.is_assumed(law_of_n, TRUE, ())
    assert not executor.knowledge.is_assumed(law_of_n, negation(said), ())

"""Whether a sample goes a path of a proof, and ends as the proof says."""

from collections.abc import Callable, Iterator
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

from filspec.kit.tables import PairTable, Table
from filspec.kit.transitions import transition_of
from filspec.symbolic.executor import Executor
from filspec.symbolic.knowledge import Fact
from filspec.symbolic.matching import covers, differences, goes, rows_in_turn, truths, wrong_sums
from filspec.symbolic.outcomes import Ending
from filspec.symbolic.reports import EngineError
from filspec.symbolic.samples import Sample
from filspec.symbolic.sampling import Sampler
from filspec.symbolic.terms import INT, ZERO, at_most, constant
from filspec.symbolic.values import SymbolicInt

SYMBOLIC = SymbolicInt(constant("argument:a", INT))

TEXT = '''

@pure
def size_of(_key: int, row: Row) -> int:
    """Summand."""
    return row.part.size


@message("Trap")
def trap(w: World, a: int) -> int:
    """A message with two paths."""
    require(a != 5, Reason.NO)
    if a > 0:
        w.n = total(w.deep.t, size_of)
        del w.deep.t[1]
    w.m = a * w.m
    return w.n
'''
LAWS = '''

@law("X1")
def n_is_not_negative(w: World) -> bool:
    """n is never negative."""
    return w.n >= 0
'''


@pytest.fixture
def proof(
    load: Callable[[str, str], ModuleType],
    ours: Callable[[str], Any],
    bystander: Callable[..., Executor],
    small_world: str,
) -> SimpleNamespace:
    """The message on its paths, and runs of it."""
    module = load("trap", small_world + TEXT)
    executor = bystander(module.World, ours(LAWS))
    declared = transition_of(module.trap)

    def paths() -> Iterator[object]:
        with executor.installed():
            for outcome in executor.explore(lambda w: declared.function(w, SYMBOLIC)):
                if outcome.ending is Ending.ACCEPTED:
                    yield outcome.answer

    def sample(a: int, n: int = 0) -> Sample:
        rows = Table({1: module.NO_ROW.but(part=module.Part(size=4, whole=True))})
        world = module.World(
            n, 3, module.Part(size=0, whole=True), module.Deep(rows, PairTable(), PairTable(), Table())
        )
        sampler = Sampler({}, "a story")
        sampler.run(module.trap, world, a)
        return sampler.samples[-1]

    return SimpleNamespace(executor=executor, paths=paths, sample=sample, module=module)


def covered(proof: SimpleNamespace, sample: Sample) -> list[bool]:
    return [covers(sample, proof.executor) for _ in proof.paths()]


def test_an_accepted_sample_covers_the_one_path_it_goes(proof: SimpleNamespace) -> None:
    positive, other = covered(proof, proof.sample(1)), covered(proof, proof.sample(-1))

    assert sorted([positive, other]) == [[False, True], [True, False]]
    assert covered(proof, proof.sample(2)) == positive


def test_a_refused_sample_covers_nothing(proof: SimpleNamespace) -> None:
    assert covered(proof, proof.sample(5)) == [False, False]


def test_a_sample_of_an_unlawful_world_covers_nothing(proof: SimpleNamespace) -> None:
    """Given a world that breaks a law which the proof assumes; then it goes a path, and is no witness of it."""
    unlawful = proof.sample(1, n=-1)

    assert any(goes(unlawful, proof.executor) for _ in proof.paths())
    assert covered(proof, unlawful) == [False, False]


def test_a_sample_that_ends_elsewhere_shows_that_the_prover_is_wrong(proof: SimpleNamespace) -> None:
    lying = proof.sample(1)
    lying = lying._replace(after=lying.before)

    with pytest.raises(
        EngineError, match=r"trap, as in a story: n is 0, and not 4; deep.t\(1,\) is True, and not False"
    ):
        covered(proof, lying)


def test_an_answer_is_compared_too(proof: SimpleNamespace) -> None:
    sample = proof.sample(1)
    lying = sample._replace(receipt=sample.receipt.but(answer=9))
    found = {}
    for answer in proof.paths():
        if goes(sample, proof.executor):
            found = {each.receipt.answer: differences(each, proof.executor, answer) for each in (sample, lying)}

    assert found == {4: (), 9: ("the answer is (9,), and not (4,)",)}


def test_conditions_may_be_given(proof: SimpleNamespace) -> None:
    """Of a refusal, say: whether the sample meets its conditions."""
    refused, met = proof.sample(5), set()
    for _ in proof.paths():
        for refusal in proof.executor.refusals:
            if goes(refused, proof.executor, [fact.term for fact in refusal.conditions]):
                met.add(refusal.reason)

    assert met == {proof.module.Reason.NO}


def test_facts_are_true_false_or_unknown_of_a_sample(proof: SimpleNamespace) -> None:
    facts = [
        Fact(at_most(ZERO, constant(name, INT)), name)
        for name in ("scalar::n", "argument:a", "filler:nobody", "any key:deep.t")
    ]
    next(proof.paths())

    assert truths(proof.sample(-1), proof.executor, facts, {}) == [True, False, None, None]
    assert truths(proof.sample(-1), proof.executor, facts, {"any key:deep.t": 0}) == [True, False, None, True]


def test_arbitrary_rows_are_those_of_the_sample(proof: SimpleNamespace) -> None:
    next(proof.paths())

    assert [rows.get("any key:deep.t") for rows in rows_in_turn(proof.sample(1), proof.executor)] == [1, 1]


def test_sums_at_the_end_are_compared(proof: SimpleNamespace) -> None:
    """Given a path that reads a sum and deletes a row; then the sum is what is left, and a lie is noticed."""
    sample = proof.sample(1)
    lying = sample._replace(after=sample.before)
    found = []
    for _ in proof.paths():
        if goes(sample, proof.executor):
            found = [wrong_sums(each, proof.executor) for each in (sample, lying)]

    assert found == [[], ["size_of of None is 4, and not 0"]]

"""Matching: whether a sample goes a path of a proof, and whether it ends as the proof says.

A sample gives a value to the unknowns of a path: the world before, the arguments, the answers of the outside world, and
the worlds behind its loops. It goes the path if no condition is false for it. Then the world at the end of the path
must be the world after it, or the prover is wrong.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from weakref import WeakKeyDictionary

from filspec.kit import engine
from filspec.kit.oracles import answering
from filspec.symbolic.evaluation import UNKNOWN, Evaluator, Nodes, Value
from filspec.symbolic.executor import Executor
from filspec.symbolic.knowledge import Fact
from filspec.symbolic.replay import broken_laws
from filspec.symbolic.reports import EngineError
from filspec.symbolic.samples import Sample
from filspec.symbolic.situation import Rows, Situation, sums_of, values_of
from filspec.symbolic.shapes import shape_of_value
from filspec.symbolic.terms import Term, name_of
from filspec.symbolic.worlds import at, layout_of, scalar_terms, tables_of


class _Matching:
    """What is kept of a proof while samples are tried on its paths."""

    def __init__(self) -> None:
        self.nodes = Nodes()
        self._evaluators: dict[tuple[int, tuple[str, ...]], tuple[Sample, Evaluator]] = {}
        self._lawful: dict[int, bool] = {}

    def evaluator(self, sample: Sample, executor: Executor) -> Evaluator:
        """Who evaluates terms for a sample, on paths that ask the outside world as this one does."""
        asked = [answer for answer in executor.answers if answer.with_world]
        names = tuple(name_of(answer.term) for answer in asked)
        if (id(sample), names) not in self._evaluators:
            in_turn: dict[str, list[str]] = {}
            for answer, name in zip(asked, names, strict=True):
                in_turn.setdefault(answer.oracle, []).append(name)
            evaluator = Evaluator(Situation(sample, in_turn), self.nodes)
            self._evaluators[id(sample), names] = (sample, evaluator)
        return self._evaluators[id(sample), names][1]

    def is_lawful(self, sample: Sample, executor: Executor) -> bool:
        """Whether the world of a sample obeys all that a proof assumes of the world before."""
        if id(sample) not in self._lawful:
            facts = executor.setting.bounds(executor.before)
            within = all(self.evaluator(sample, executor).value(fact.term) for fact in facts)
            with answering(sample.answers):
                broken = broken_laws(executor.setting.laws, sample.before, sample.before, {})
            self._lawful[id(sample)] = within and not broken
        return self._lawful[id(sample)]


_matchings: WeakKeyDictionary[Executor, _Matching] = WeakKeyDictionary()


def _matching(executor: Executor) -> _Matching:
    if executor not in _matchings:
        _matchings[executor] = _Matching()
    return _matchings[executor]


def covers(sample: Sample, executor: Executor) -> bool:
    """Whether the sample is a witness of the path that the executor has just ended: it begins lawfully and goes it.

    Raises:
        EngineError: it goes the path, and ends in another world than the path does.
    """
    if not sample.receipt.accepted or not goes(sample, executor):
        return False
    with seam_left_open():
        if not _matching(executor).is_lawful(sample, executor):
            return False
    wrong = differences(sample, executor)
    if wrong:
        raise EngineError(f"{sample.subject}, as in {sample.origin}: {'; '.join(wrong)}")
    return True


def goes(sample: Sample, executor: Executor, conditions: Sequence[Term] | None = None) -> bool:
    """Whether no condition of the path is false for the sample; of other conditions, if some are given."""
    asked = executor.paths.conditions if conditions is None else conditions
    with seam_left_open():
        evaluator = _matching(executor).evaluator(sample, executor)
        return all(evaluator.value(condition) is not False for condition in asked)


def differences(sample: Sample, executor: Executor, answer: object = None) -> tuple[str, ...]:
    """Where a sample ends in another world than its path, or with another answer; nowhere, if the prover is right."""
    with seam_left_open():
        evaluator = _matching(executor).evaluator(sample, executor)
        wrong = [*_differences(sample, executor, evaluator)]
        if answer is not None:
            shape = shape_of_value(answer)
            foreseen = tuple(evaluator.value(term) for term in shape.flatten(answer))
            wrong += _compared("the answer", foreseen, tuple(values_of(shape, sample.receipt.answer)))
        return tuple(wrong)


def false_facts(sample: Sample, executor: Executor, facts: Sequence[Fact]) -> list[Fact]:
    """What is assumed on the path and is not true of the sample; nothing, if the prover is right."""
    with seam_left_open():
        evaluator = _matching(executor).evaluator(sample, executor)
        return [fact for fact in facts if evaluator.value(fact.term) is False]


def wrong_sums(sample: Sample, executor: Executor) -> list[str]:
    """Sums that are others at the end of the path than in the world after; none, if the prover is right."""
    tables = {table.path: table for table in tables_of(executor.world)}
    summands = dict.fromkeys((read.table.path, read.summand) for read in executor.knowledge.reads.values())
    evaluator, wrong = _matching(executor).evaluator(sample, executor), list[str]()
    for path, summand in summands:
        with seam_left_open():
            found = sums_of(sample.after, path, summand)
        for group, amount in found.items():
            terms = () if group is None else tuple(shape_of_value(group).flatten(group))
            total = executor.sums.total(tables[path], summand, terms)
            with seam_left_open():
                wrong += _compared(f"{summand.__name__} of {group}", evaluator.value(total), amount)
    return wrong


def _differences(sample: Sample, executor: Executor, evaluator: Evaluator) -> Iterator[str]:
    layout = layout_of(executor.world_class)
    terms = scalar_terms(executor.world)
    for path, shape in layout.scalars:
        for (leaf, _), term, value in zip(
            shape.leaves, terms[path], values_of(shape, at(sample.after, path)), strict=True
        ):
            yield from _compared(path + leaf, evaluator.value(term), value)
    for table in tables_of(executor.world):
        before, after = Rows(sample.before, table.path).found, Rows(sample.after, table.path).found
        for key in {**before, **after}:
            yield from _compared(f"{table.path}{key}", evaluator.at(table.present, key), key in after)
            columns = zip(table.row.leaves, table.columns, after.get(key, ()), strict=False)
            for (leaf, _), column, value in columns:
                yield from _compared(f"{table.path}{key}{leaf}", evaluator.at(column, key), value)


def _compared(place: str, foreseen: Value, found: Value) -> Iterator[str]:
    if foreseen is not UNKNOWN and foreseen != found:
        yield f"{place} is {found}, and not {foreseen}"


@contextmanager
def seam_left_open() -> Iterator[None]:
    """Let laws and summands run on ordinary values until the block ends."""
    outer, engine.active = engine.active, None
    try:
        yield
    finally:
        engine.active = outer

"""Matching: whether a sample goes a path of a proof, and whether it ends as the proof says.

A sample gives a value to the unknowns of a path: the world before, the arguments, the answers of the outside world, and
the worlds behind its loops. It goes the path if no condition is false for it. Then the world at the end of the path
must be the world after it, or the prover is wrong.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from weakref import WeakKeyDictionary

from filspec.kit import engine
from filspec.kit.oracles import answering
from filspec.symbolic.anatomy import Operation, operation_of
from filspec.symbolic.evaluation import UNKNOWN, Evaluator, Value
from filspec.symbolic.executor import Executor
from filspec.symbolic.knowledge import Fact
from filspec.symbolic.names import Space, name_in
from filspec.symbolic.replay import broken_laws
from filspec.symbolic.reports import EngineError
from filspec.symbolic.samples import Sample
from filspec.symbolic.shapes import shape_of_value
from filspec.symbolic.situation import Situation, Tables, sums_of, values_of
from filspec.symbolic.tables import SymbolicTable
from filspec.symbolic.terms import Term, name_of, parts_of
from filspec.symbolic.worlds import at, layout_of, scalar_terms, tables_of

_WRITTEN = name_in(Space.WRITTEN, "")

ROWS = 2
"""How many rows of each table are taken for the arbitrary one, in turn."""

Meaning = tuple[tuple[str, object], ...]
"""What the names mean that mean something else on another path."""


class _Matching:
    """What is kept of a proof while samples are tried on its paths."""

    def __init__(self) -> None:
        self.tables = Tables()
        self._path: list[Term] | None = None
        self._evaluators: dict[tuple[int, Meaning], tuple[Sample, Evaluator]] = {}
        self._lawful: dict[int, tuple[Sample, bool]] = {}

    def evaluator(self, sample: Sample, executor: Executor) -> Evaluator:
        """Who evaluates terms for a sample, on paths whose names mean what they mean on this one."""
        if self._path is not executor.paths.conditions:
            self._read_path(executor)
        if (id(sample), self._meaning) not in self._evaluators:
            self._evaluators[id(sample), self._meaning] = (sample, self.at_rows(sample, executor, {}))
        return self._evaluators[id(sample), self._meaning][1]

    def at_rows(self, sample: Sample, executor: Executor, rows: Mapping[str, Value]) -> Evaluator:
        """Who evaluates terms for a sample that also speak of arbitrary rows."""
        if self._path is not executor.paths.conditions:
            self._read_path(executor)
        return Evaluator(Situation(sample, self._in_turn, self.tables, rows), self._rewritten)

    def _read_path(self, executor: Executor) -> None:
        """Look up what names mean on the path that has just ended."""
        self._path, self._rewritten = executor.paths.conditions, dict(_rewritten(executor))
        asked = [(answer.oracle, name_of(answer.term)) for answer in executor.answers if answer.with_world]
        self._meaning = (*asked, *((name, tuple(key)) for name, key in self._rewritten.items()))
        self._in_turn: dict[str, list[str]] = {}
        for oracle, name in asked:
            self._in_turn.setdefault(oracle, []).append(name)

    def is_lawful(self, sample: Sample, executor: Executor) -> bool:
        """Whether the world of a sample obeys all that a proof assumes of the world before."""
        if id(sample) not in self._lawful:
            self._lawful[id(sample)] = (sample, not self._broken(sample, executor))
        return self._lawful[id(sample)][1]

    def _broken(self, sample: Sample, executor: Executor) -> bool:
        evaluator, setting = self.evaluator(sample, executor), executor.setting
        if not all(evaluator.value(fact.term) for fact in setting.bounds(executor.before)):
            return True
        with answering(sample.answers):
            return bool(broken_laws(setting.laws, sample.before, sample.before, {}))


_matchings: WeakKeyDictionary[Executor, _Matching] = WeakKeyDictionary()


def _matching(executor: Executor) -> _Matching:
    if executor not in _matchings:
        _matchings[executor] = _Matching()
    return _matchings[executor]


def covers(sample: Sample, executor: Executor) -> bool:
    """Whether the sample is a witness of the path that the executor has just ended: it begins lawfully and goes it.

    Whether a loop within an attempt is refused is guessed, so a path with a guess may be one that the run does not go.

    Raises:
        EngineError: it goes the path, and ends in another world than the path does.
    """
    if not sample.receipt.accepted or not goes(sample, executor):
        return False
    with engine.answered_by(None):
        if not _matching(executor).is_lawful(sample, executor):
            return False
    wrong = differences(sample, executor)
    if wrong and executor.guesses:
        return False
    if wrong:
        raise EngineError(f"{sample.subject}, as in {sample.origin}: {'; '.join(wrong)}")
    return True


def goes(sample: Sample, executor: Executor, conditions: Sequence[Term] | None = None) -> bool:
    """Whether no condition of the path is false for the sample; of other conditions, if some are given."""
    asked = executor.paths.conditions if conditions is None else conditions
    with engine.answered_by(None):
        evaluator = _matching(executor).evaluator(sample, executor)
        return all(evaluator.value(condition) is not False for condition in asked)


def differences(sample: Sample, executor: Executor, answer: object = None) -> tuple[str, ...]:
    """Where a sample ends in another world than its path, or with another answer; nowhere, if the prover is right."""
    with engine.answered_by(None):
        evaluator = _matching(executor).evaluator(sample, executor)
        wrong = [*_differences(sample, executor, evaluator)]
        if answer is not None:
            shape = shape_of_value(answer)
            foreseen = tuple(evaluator.value(term) for term in shape.flatten(answer))
            wrong += _compared("the answer", foreseen, tuple(values_of(shape, sample.receipt.answer)))
        return tuple(wrong)


def truths(sample: Sample, executor: Executor, facts: Sequence[Fact], rows: Mapping[str, Value]) -> list[Value]:
    """Of each fact that is assumed on the path, whether it is true of the sample; ``UNKNOWN`` where nobody can tell.

    Args:
        sample: goes the path.
        executor: stands at its end.
        facts: what is assumed.
        rows: values for the keys of arbitrary rows.
    """
    with engine.answered_by(None):
        evaluator = _matching(executor).at_rows(sample, executor, rows)
        return [evaluator.value(fact.term) for fact in facts]


def rows_in_turn(sample: Sample, executor: Executor) -> Iterator[Mapping[str, Value]]:
    """Values for the keys of arbitrary rows: the first rows of all tables, the second ones, and so on."""
    tables = _matching(executor).tables
    for turn in range(ROWS):
        known = dict[str, Value]()
        for table in tables_of(executor.before):
            keys = [*tables.rows(sample.before, table.path), *tables.rows(sample.after, table.path)]
            if keys:
                chosen = keys[turn % len(keys)]
                known |= dict(zip(map(name_of, executor.arbitrary_key(table.path)), chosen, strict=True))
                known |= dict(zip(map(name_of, executor.row_of_all(table.path)), chosen, strict=True))
        yield known


def wrong_sums(sample: Sample, executor: Executor) -> list[str]:
    """Sums that are others at the end of the path than in the world after; none, if the prover is right."""
    tables = {table.path: table for table in tables_of(executor.world)}
    summands = dict.fromkeys((read.table.path, read.summand) for read in executor.knowledge.reads.values())
    evaluator, wrong = _matching(executor).evaluator(sample, executor), list[str]()
    for path, summand in summands:
        with engine.answered_by(None):
            found = sums_of(sample.after, path, summand)
        for group, amount in found.items():
            terms = () if group is None else tuple(shape_of_value(group).flatten(group))
            total = executor.sums.total(tables[path], summand, terms)
            with engine.answered_by(None):
                wrong += _compared(f"{summand.__name__} of {group}", evaluator.value(total), amount)
    return wrong


def _differences(sample: Sample, executor: Executor, evaluator: Evaluator) -> Iterator[str]:
    terms = scalar_terms(executor.world)
    for path, shape in layout_of(executor.world_class).scalars:
        values = values_of(shape, at(sample.after, path))
        for (leaf, _), term, value in zip(shape.leaves, terms[path], values, strict=True):
            yield from _compared(path + leaf, evaluator.value(term), value)
    for table, start in zip(tables_of(executor.world), tables_of(executor.before), strict=True):
        written = (table.present, *table.columns) != (start.present, *start.columns)
        if written or at(sample.before, table.path).rows is not at(sample.after, table.path).rows:
            yield from _differing_rows(sample, table, _matching(executor).tables, evaluator)


def _differing_rows(sample: Sample, table: SymbolicTable, tables: Tables, evaluator: Evaluator) -> Iterator[str]:
    before, after = tables.rows(sample.before, table.path), tables.rows(sample.after, table.path)
    for key in {**before, **after}:
        yield from _compared(f"{table.path}{key}", evaluator.at(table.present, key), key in after)
        for (leaf, _), column, value in zip(table.row_shape.leaves, table.columns, after.get(key, ()), strict=False):
            yield from _compared(f"{table.path}{key}{leaf}", evaluator.at(column, key), value)


def _rewritten(executor: Executor) -> Iterator[tuple[str, Sequence[Term]]]:
    """What loops wrote at keys that are known, where a proof has only names for it."""
    for table in tables_of(executor.world):
        origin = table.origin
        while origin.earlier is not None:
            for column in (origin.present, *origin.columns):
                while operation_of(column) is Operation.STORE:
                    column, *key, stored = parts_of(column)
                    if operation_of(stored) is Operation.NAMED and name_of(stored).startswith(_WRITTEN):
                        yield name_of(stored), key
            origin = origin.earlier.origin


def _compared(place: str, foreseen: Value, found: Value) -> Iterator[str]:
    if foreseen is not UNKNOWN and foreseen != found:
        yield f"{place} is {found}, and not {foreseen}"

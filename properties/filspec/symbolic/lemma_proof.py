"""The proof of a lemma: the lemma itself is run on unknowns, on all its paths, and so are the rules that it calls.

Where a path ends in a condition, the solver is asked for values that reach the end and break the condition. If there
are none, on no path, the lemma is proved; but only if some ordinary values satisfy what it assumes, and the lemma run on
them holds, because what assumes too much proves everything. If there are some, the smallest found are run too, and only
then has the lemma failed.

A lemma over finitely many cases is run on each of them. That is called explored.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from inspect import signature
from operator import attrgetter
from typing import Literal, NamedTuple

from filspec.kit.records import Record
from filspec.kit.tables import Table
from filspec.kit.worlds import is_actor, shape_of
from filspec.laws.reads import leaves_read
from filspec.lemmas.lemma import Cases, Lemma, NotGiven
from filspec.symbolic.computation import CRASHES, MOST_PATHS
from filspec.symbolic.paths import Paths
from filspec.symbolic.readings import reader
from filspec.symbolic.solver import Solver, Verdict
from filspec.symbolic.terms import Term, at_most, conjunction, known_truth, negation, number
from filspec.symbolic.unknowns import unknowns_of
from filspec.symbolic.values import OutsideTheSubset, deciders, truth_of

Word = Literal["proved", "explored", "failed", "unknown"]

FAULTS = (*CRASHES, ValueError)
"""What a rule raises where it has no answer; a lemma that runs into one does not hold."""

SEARCH = 2_000_000
"""Resource units for one search for ordinary values."""

SIZES = (1, 4, 16, 256, 1 << 16, None)
"""Bounds for all numbers, tried in this order; None for no bound."""

NOTHING = "no values satisfy what it assumes"


class LemmaResult(Record):
    """What came of a lemma.

    Attributes:
        name: the lemma's.
        ids: the properties it belongs to.
        sentence: the lemma in one sentence.
        word: proved for all values; explored, each of its finitely many cases run; failed, with a counterexample that
            was run; unknown where the budget ran out.
        cases: how many paths through the lemma, or cases of it, there are.
        resources: units of the solver it took.
        seconds: wall time it took.
        witness: values that satisfy what the lemma assumes, on which it was run and holds.
        counterexample: values on which it was run and does not hold.
    """

    name: str
    ids: tuple[str, ...]
    sentence: str
    word: Word
    cases: int
    resources: int
    seconds: float
    witness: tuple[str, ...]
    counterexample: tuple[str, ...]


class LemmaError(Exception):
    """The prover and a run of the lemma disagree: one of them is wrong about Python."""


class Finding(NamedTuple):
    """What a proof or an exploration found."""

    word: Word
    cases: int
    witness: tuple[str, ...] = ()
    counterexample: tuple[str, ...] = ()


class Way(NamedTuple):
    """The end of one path through a lemma: the conditions that lead there, and what must hold there."""

    conditions: tuple[Term, ...]
    claim: Term


def prove_lemma(lemma: Lemma, seed: int = 0) -> LemmaResult:
    """Prove a lemma for all values, or run it on each of its cases.

    Args:
        lemma: the lemma.
        seed: of the solver's own luck.

    Raises:
        OutsideTheSubset: the lemma does what a proof cannot follow.
        LemmaError: the prover is wrong.
    """
    started, solver = time.perf_counter(), Solver(seed)
    found = _LemmaProof(lemma.holds, solver).finding() if lemma.cases is None else _explored(lemma.holds, lemma.cases)
    return LemmaResult(
        name=lemma.name,
        ids=lemma.ids,
        sentence=lemma.sentence,
        word=found.word,
        cases=found.cases,
        resources=solver.spent,
        seconds=round(time.perf_counter() - started, 3),
        witness=found.witness,
        counterexample=found.counterexample,
    )


def _outcome(holds: Callable[..., object], arguments: Sequence[object]) -> object:
    """What the lemma says of some values: the condition; False if it runs into a fault; None if it says nothing."""
    try:
        return holds(*arguments)
    except NotGiven:
        return None
    except FAULTS:
        return False


def _explored(holds: Callable[..., bool], cases: Cases) -> Finding:
    """Run the lemma on each case."""
    count, witness = 0, tuple[str, ...]()
    for arguments in cases():
        outcome = _outcome(holds, arguments)
        count += outcome is not None
        if outcome is False:
            return Finding("failed", count, counterexample=_shown(holds, arguments))
        witness = witness or (() if outcome is None else _shown(holds, arguments))
    return Finding("explored", count, witness) if count else Finding("failed", 0, counterexample=(NOTHING,))


class _LemmaProof:
    """The proof of one lemma for all values of its parameters."""

    def __init__(self, holds: Callable[..., bool], solver: Solver) -> None:
        self._holds, self._solver = holds, solver
        self._unknowns = list(unknowns_of(holds).values())
        self._arguments = [unknown.value for unknown in self._unknowns]
        self._facts = [fact for unknown in self._unknowns for fact in unknown.facts]

    def finding(self) -> Finding:
        """Go all paths."""
        ways = list(self._ways())
        if not ways:
            return Finding("failed", 0, counterexample=(NOTHING,))
        broken = [way for way in ways if not self._follows(way)]
        if broken:
            counterexample = self._run([[*way.conditions, negation(way.claim)] for way in broken], False)
            return Finding("failed" if counterexample else "unknown", len(ways), counterexample=counterexample)
        witness = self._run([way.conditions for way in ways], True)
        return Finding("proved" if witness else "unknown", len(ways), witness)

    def _ways(self) -> Iterator[Way]:
        """The ends of all paths on which the lemma says something."""
        paths = Paths(lambda condition: self._solver.can_hold([*self._facts, *paths.conditions, condition]))
        for _ in range(MOST_PATHS):
            paths.begin()
            deciders.append(paths)
            try:
                outcome = _outcome(self._holds, self._arguments)
            finally:
                deciders.pop()
            if outcome is not None:
                yield Way(tuple(paths.conditions), truth_of(outcome))
            if not paths.advance():
                return
        raise OutsideTheSubset(f"{self._holds.__name__} has more than {MOST_PATHS} paths: split it")

    def _follows(self, way: Way) -> bool:
        """Whether no values break the claim; products are multiplied only where that is needed."""
        if known_truth(way.claim):
            return True
        opposite = [*self._facts, *way.conditions, negation(way.claim)]
        return any(ask(opposite)[0] is Verdict.IMPOSSIBLE for ask in (self._solver.roughly, self._solver.check))

    def _run(self, choices: Sequence[Sequence[Term]], expected: bool) -> tuple[str, ...]:
        """Run the lemma on the smallest values found that satisfy one of some lists of conditions.

        Returns:
            the values; nothing if none were found.

        Raises:
            LemmaError: the lemma says something else of them than the prover.
        """
        values = self._smallest(choices)
        if values is None:
            return ()
        shown, outcome = _shown(self._holds, values), _outcome(self._holds, values)
        if outcome is not expected:
            raise LemmaError(f"{self._holds.__name__} is {outcome}, and not {expected}, of {', '.join(shown)}")
        return shown

    def _smallest(self, choices: Sequence[Sequence[Term]]) -> tuple[object, ...] | None:
        """Ordinary values, the smallest found: first with the constants of an example, then with any."""
        example = [term for unknown in self._unknowns for term in unknown.example]
        numbers = [term for unknown in self._unknowns for term in unknown.numbers()]
        for assumed in (example, []) if example else ([],):
            for size in SIZES:
                small = [] if size is None else [_within(term, size) for term in numbers]
                for conditions in choices:
                    model = self._solver.find([*self._facts, *assumed, *small, *conditions], SEARCH)
                    if model is not None:
                        return tuple(unknown.read(reader(model)) for unknown in self._unknowns)
        return None


def _within(term: Term, size: int) -> Term:
    return conjunction([at_most(number(-size), term), at_most(term, number(size))])


def _shown(holds: Callable[..., object], arguments: Sequence[object]) -> tuple[str, ...]:
    """Values by the names of the parameters; of a world what the lemma can read."""
    lines = list[str]()
    for name, value in zip(signature(holds).parameters, arguments, strict=True):
        lines += _leaves(name, value, holds) if is_actor(type(value)) else [f"{name} = {value!r}"]
    return tuple(lines)


def _leaves(name: str, world: object, holds: Callable[..., object]) -> Iterator[str]:
    paths = shape_of(type(world)).paths
    for path in paths:
        if path in leaves_read(holds, paths):
            leaf = attrgetter(path)(world)
            yield f"{name}.{path} = {dict(leaf.items_in_order()) if isinstance(leaf, Table) else leaf!r}"

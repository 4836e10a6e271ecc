"""The proof of a lemma: the lemma itself is run on unknowns, on all its paths, and so are the rules that it calls.

Where a path ends in a condition, the solver is asked for values that reach the end and break the condition. If there
are none, on no path, the lemma is proved; but only if some ordinary values satisfy what it assumes, and it holds when
run on them, because what assumes too much proves everything. If there are some, the smallest found are run as well, and
only then has the lemma failed.

A lemma over finitely many cases is run on each of them. That is called explored.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from typing import Literal, NamedTuple

from filspec.kit.records import Record
from filspec.lemmas.lemma import Cases, Lemma
from filspec.symbolic.computation import MOST_PATHS
from filspec.symbolic.lemma_linter import findings_of
from filspec.symbolic.lemma_run import SIZES, outcome, shown, smallest
from filspec.symbolic.naming import Naming
from filspec.symbolic.paths import Paths
from filspec.symbolic.products import order_of_quotients
from filspec.symbolic.relevance import relevant
from filspec.symbolic.solver import Solver, Verdict
from filspec.symbolic.terms import Term, known_truth, negation
from filspec.symbolic.unknowns import unknowns_of
from filspec.symbolic.values import OutsideTheSubset, deciders, truth_of

Word = Literal["proved", "explored", "failed", "unknown"]

NOTHING = "no values satisfy what it assumes"

HASTE = 1_000_000
"""Resource units after which the quick procedure is not waited for: of a lemma it settles much sooner, or never."""


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
        seed: of the solver.
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
    seed: int = 0


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

    def opposite(self) -> list[Term]:
        """The end is reached, and the claim does not hold."""
        return [*self.conditions, negation(self.claim)]


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
    refused = findings_of(lemma.holds) if lemma.cases is None else ()
    if refused:
        raise OutsideTheSubset("; ".join(refused))
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
        seed=seed,
    )


def _explored(holds: Callable[..., bool], cases: Cases) -> Finding:
    """Run the lemma on each case."""
    count, witness = 0, tuple[str, ...]()
    for arguments in cases():
        found = outcome(holds, arguments)
        if found is False:
            return Finding("failed", count + 1, counterexample=shown(holds, arguments))
        if found is not None:
            count, witness = count + 1, witness or shown(holds, arguments)
    return Finding("explored", count, witness) if count else Finding("failed", 0, counterexample=(NOTHING,))


class _LemmaProof:
    """The proof of one lemma for all values of its parameters."""

    def __init__(self, holds: Callable[..., bool], solver: Solver) -> None:
        self._holds, self._solver = holds, solver
        self._unknowns = unknowns_of(holds)
        self._naming = Naming()
        self._bounds = [fact for unknown in self._unknowns.values() for fact in unknown.facts]

    def finding(self) -> Finding:
        """Go all paths."""
        ways = list(self._ways())
        if not ways:
            return Finding("failed", 0, counterexample=(NOTHING,))
        doubtful = [way for way in ways if not self._follows_easily(way) and not self._follows(way)]
        if doubtful:
            counterexample = self._run([way.opposite() for way in doubtful], False)
            return Finding("failed" if counterexample else "unknown", len(ways), counterexample=counterexample)
        witness = self._run([way.conditions for way in ways], True)
        return Finding("proved" if witness else "unknown", len(ways), witness)

    def _facts(self) -> list[Term]:
        """What the parameters are known to be, and what names stand for."""
        return [*self._bounds, *self._naming.facts]

    def _with_facts(self, formulas: Sequence[Term]) -> list[Term]:
        return [*formulas, *relevant(self._facts(), formulas)]

    def _ways(self) -> Iterator[Way]:
        """The ends of all paths on which the lemma says something."""
        paths = Paths(lambda condition: self._solver.can_hold(self._with_facts([*paths.conditions, condition])))
        for _ in range(MOST_PATHS):
            paths.begin()
            deciders.append(paths)
            try:
                with self._naming.installed():
                    found = outcome(self._holds, [unknown.value for unknown in self._unknowns.values()])
            finally:
                deciders.pop()
            if found is not None:
                yield Way(tuple(paths.conditions), truth_of(found))
            if not paths.advance():
                return
        raise OutsideTheSubset(f"{self._holds.__name__} has more than {MOST_PATHS} paths: split it")

    def _follows_easily(self, way: Way) -> bool:
        """Whether no values break the claim, by little more than the order of products and quotients."""
        if known_truth(way.claim):
            return True
        opposite = self._with_facts(way.opposite())
        return self._solver.roughly([*opposite, *order_of_quotients(opposite)], haste=HASTE)[0] is Verdict.IMPOSSIBLE

    def _follows(self, way: Way) -> bool:
        """Whether no values break the claim, products being multiplied."""
        opposite = self._with_facts(way.opposite())
        return self._solver.check(opposite, order_of_quotients(opposite))[0] is Verdict.IMPOSSIBLE

    def _run(self, choices: Sequence[Sequence[Term]], expected: bool) -> tuple[str, ...]:
        """Run the lemma on the smallest values found that satisfy one of some lists of conditions.

        Returns:
            the values; nothing if none were found.

        Raises:
            LemmaError: the lemma says something else of them than the prover.
        """
        known = [[*self._facts(), *conditions] for conditions in choices]
        values = smallest(self._unknowns, known, self._solver, SIZES)
        if values is None:
            return ()
        values_shown, found = shown(self._holds, values), outcome(self._holds, values)
        if found is not expected:
            raise LemmaError(f"{self._holds.__name__} is {found}, and not {expected}, of {', '.join(values_shown)}")
        return values_shown

"""Sessions: what is open at Z3 while it is asked.

A question is asked in a session of its own, to which more and more is added. Whether a path is possible is asked again
and again while the path grows, so those questions share one session, which goes back where a path is left.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import z3

from filspec.symbolic import calls
from filspec.symbolic.contexts import CONTEXT, face
from filspec.symbolic.terms import Term, label


class Session:
    """One question, to which more and more is added.

    Args:
        arithmetic: which of Z3's procedures is used.
        seed: of its choices.
        budget: resource units that it may take in all.

    Attributes:
        solver: whom it is asked.
        spent: resource units it took so far.
    """

    def __init__(self, arithmetic: int, seed: int, budget: int) -> None:
        self.solver, self.spent = _solver(arithmetic, seed), 0
        self._budget, self._marked = budget, dict[int, Term]()

    def answer_with(self, formulas: Sequence[Term]) -> z3.CheckSatResult:
        """Add formulas, and ask of all together."""
        for formula in formulas:
            self._add(formula)
        answer, spent = _asked(self.solver, self._budget - self.spent)
        self.spent += spent
        return answer

    def _add(self, formula: Term) -> None:
        mark = label(formula.number).ast
        self._marked[mark] = formula
        calls.watch_in(CONTEXT, self.solver.solver.value, formula.ast, mark)

    def needed(self) -> set[Term]:
        """The formulas without which the answer would not follow."""
        return {self._marked[mark.as_ast().value] for mark in self.solver.unsat_core()}


class SharedSession:
    """Questions of which each shares formulas with the one before it.

    The formulas stand in levels. For a question those levels are kept, from the first on, whose formulas all belong to
    it; the others are taken back, and what is missing becomes a new level.

    Args:
        arithmetic: which of Z3's procedures is used.
        seed: of its choices.
    """

    def __init__(self, arithmetic: int, seed: int) -> None:
        self._solver = _solver(arithmetic, seed)
        self._levels: list[tuple[set[Term], set[Term]]] = []

    def ask(
        self, given: Iterable[Term], always: Iterable[Term], question: Term, budget: int
    ) -> tuple[z3.ModelRef | None, bool, int]:
        """Whether the question can hold together with what is given.

        Args:
            given: what is known.
            always: formulas that hold whatever is given, and so may stay.
            question: the formula in question.
            budget: resource units for the answer.

        Returns:
            values that show it; whether they are ruled out; and the resource units spent.
        """
        wanted = dict.fromkeys(given)
        kept = 0
        while kept < len(self._levels) and self._levels[kept][0] <= wanted.keys():
            kept += 1
        self._solver.pop(len(self._levels) - kept)
        del self._levels[kept:]
        self._add_level(wanted, always)
        self._solver.push()
        self._assert(question)
        answer, spent = _asked(self._solver, budget)
        model = self._solver.model() if answer == z3.sat else None
        self._solver.pop()
        return model, answer == z3.unsat, spent

    def _add_level(self, wanted: Iterable[Term], always: Iterable[Term]) -> None:
        told = set[Term]().union(*(level[1] for level in self._levels))
        new = [formula for formula in wanted if formula not in told]
        more = [formula for formula in dict.fromkeys(always) if formula not in told and formula not in new]
        if new or more:
            self._solver.push()
            for formula in (*new, *more):
                self._assert(formula)
            self._levels.append((set(new), {*new, *more}))

    def _assert(self, formula: Term) -> None:
        calls.assert_in(CONTEXT, self._solver.solver.value, formula.ast)


def _solver(arithmetic: int, seed: int) -> z3.Solver:
    solver = z3.SimpleSolver(face())
    solver.set("arith.solver", arithmetic)
    solver.set("random_seed", seed)
    solver.set("ctrl_c", False)
    return solver


def _asked(solver: z3.Solver, budget: int) -> tuple[z3.CheckSatResult, int]:
    """The answer within a budget, and the resource units it took."""
    solver.set("rlimit", max(1, budget))
    before = _count(solver)
    answer = solver.check()
    return answer, _count(solver) - before


def _count(solver: z3.Solver) -> int:
    """How much the process has spent on Z3 so far."""
    statistics = solver.statistics()
    return int(statistics.get_key_value("rlimit count")) if "rlimit count" in statistics.keys() else 0  # noqa: SIM118

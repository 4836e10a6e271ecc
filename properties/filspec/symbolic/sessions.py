"""Sessions with Z3: formulas are added, a question is asked of all of them, and what it cost is counted.

Whether a path is possible is asked at every branch, and most of what is asked was asked at the branch before as well.
So one shared session keeps the formulas as a stack: those that two questions begin with in common stay, with what Z3
has worked out of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import z3

from filspec.symbolic import calls
from filspec.symbolic.contexts import CONTEXT, face
from filspec.symbolic.terms import Term, label


class Procedure(NamedTuple):
    """How Z3 goes about a question.

    Attributes:
        arithmetic: which of its procedures for linear arithmetic it uses.
        case_split: by which rule it chooses what it decides next.
    """

    arithmetic: int
    case_split: int


BY_ACTIVITY = 0
"""Decide next what lately took part in conflicts."""

QUICK = Procedure(arithmetic=2, case_split=BY_ACTIVITY)
"""Settles most questions in two thirds of the time of the other procedure; now and then it does not end."""

THOROUGH = Procedure(arithmetic=6, case_split=BY_ACTIVITY)
"""Slower on most questions, and it seldom fails to end."""

SEARCHING = Procedure(arithmetic=6, case_split=1)
"""Z3's own choice: finds values of products more often."""


class Session:
    """One question, to which more and more is added.

    Args:
        procedure: how Z3 goes about it.
        seed: of Z3's own choices.
        budget: resource units that it may take in all.

    Attributes:
        spent: resource units it took so far.
    """

    def __init__(self, procedure: Procedure, seed: int, budget: int) -> None:
        self._solver, self.spent = _solver(procedure, seed), 0
        self._budget, self._marked = budget, dict[int, Term]()

    def answer_with(self, formulas: Sequence[Term]) -> z3.CheckSatResult:
        """Add formulas, and ask of all together."""
        for formula in formulas:
            mark = label(formula.number).ast
            self._marked[mark] = formula
            calls.watch_in(CONTEXT, self._solver.solver.value, formula.ast, mark)
        answer, spent = _answer(self._solver, self._budget - self.spent)
        self.spent += spent
        return answer

    def needed(self) -> set[Term]:
        """The formulas without which the answer would not follow."""
        return {self._marked[mark.as_ast().value] for mark in self._solver.unsat_core()}

    def model(self) -> z3.ModelRef:
        """The values found by the last answer."""
        return self._solver.model()


class SharedSession:
    """Many questions, each of formulas that mostly were asked about before.

    Args:
        procedure: how Z3 goes about it.
        seed: of Z3's own choices.
    """

    def __init__(self, procedure: Procedure, seed: int) -> None:
        self._solver = _solver(procedure, seed)
        self._levels = list[Term]()

    def ask(
        self, given: Sequence[Term], question: Sequence[Term], budget: int
    ) -> tuple[z3.CheckSatResult, z3.ModelRef | None, int]:
        """Whether the given formulas can hold with those of the question.

        Args:
            given: what stays for the next question, as far as that begins with the same formulas.
            question: what is forgotten after the answer.
            budget: resource units that the answer may take.

        Returns:
            The answer, the values that show it if the formulas can hold, and the resource units it took.
        """
        self._keep(given)
        self._solver.push()
        self._assert(question)
        answer, spent = _answer(self._solver, budget)
        model = self._solver.model() if answer == z3.sat else None
        self._solver.pop()
        return answer, model, spent

    def _keep(self, given: Sequence[Term]) -> None:
        """Have exactly the given formulas on the stack, each on a level of its own."""
        common = 0
        for known, wanted in zip(self._levels, given, strict=False):
            if known != wanted:
                break
            common += 1
        if common < len(self._levels):
            self._solver.pop(len(self._levels) - common)
            del self._levels[common:]
        for formula in given[common:]:
            self._solver.push()
            self._assert([formula])
            self._levels.append(formula)

    def _assert(self, formulas: Sequence[Term]) -> None:
        for formula in formulas:
            calls.assert_in(CONTEXT, self._solver.solver.value, formula.ast)


def _solver(procedure: Procedure, seed: int) -> z3.Solver:
    solver = z3.SimpleSolver(face())
    solver.set("arith.solver", procedure.arithmetic)
    solver.set("case_split", procedure.case_split)
    solver.set("random_seed", seed)
    solver.set("ctrl_c", False)
    return solver


def _answer(solver: z3.Solver, budget: int) -> tuple[z3.CheckSatResult, int]:
    """Z3's answer within a budget, and the resource units it took."""
    solver.set("rlimit", max(1, budget))
    before = _count(solver)
    answer = solver.check()
    return answer, _count(solver) - before


def _count(solver: z3.Solver) -> int:
    """How much the process has spent on Z3 so far; it stands at the end of Z3's figures, if anything was spent."""
    figures = solver.statistics()
    names = (figures.ctx.ref(), figures.stats)
    for place in reversed(range(len(figures))):
        if z3.Z3_stats_get_key(*names, place) == "rlimit count":
            return int(z3.Z3_stats_get_uint_value(*names, place))
    return 0

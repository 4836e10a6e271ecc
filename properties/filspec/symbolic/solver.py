"""The solver: one question to Z3, with a budget that is counted and not timed.

Verdicts depend on Z3's resource count, so they are the same on a loaded machine. What the budget does not settle is
unknown, and unknown is no proof.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from functools import cache
from typing import NamedTuple

import z3

from filspec.symbolic import calls
from filspec.symbolic.calls import CONTEXT
from filspec.symbolic.products import definitions_in, lemmas_about
from filspec.symbolic.terms import BOOL, Term, constant, expression, term_at

BUDGET = 12_000_000
"""Resource units for one obligation, about ten seconds."""

HASTE = 4_000_000

GLANCE = 600_000
"""Resource units for the question whether a path is possible at all, about a fifth of a second."""


QUICK, THOROUGH = 2, 6
"""Z3's two procedures for linear arithmetic. The first settles these questions in about half the time, but now and then
loses its way, and then the other seldom does."""


class Verdict(Enum):
    """What the solver found of some formulas together."""

    IMPOSSIBLE = "they cannot hold together"
    POSSIBLE = "they can hold together"
    UNKNOWN = "the budget did not settle it"


class Model(NamedTuple):
    """Values that make some formulas hold."""

    inner: object

    def value(self, term: Term) -> Term:
        """The value of a term."""
        return term_at(self.inner.eval(expression(term), model_completion=True).as_ast().value)  # type: ignore[attr-defined]


class Solver:
    """Asks Z3.

    Args:
        seed: of Z3's own luck.

    Attributes:
        asked: how many questions were asked.
        spent: resource units they took.
        needed: which of the formulas given were needed, by place, wherever some could not hold together.
    """

    def __init__(self, seed: int = 0) -> None:
        self.seed = seed
        self.asked, self.spent = 0, 0
        self.needed: set[int] = set()

    def check(self, formulas: Sequence[Term], budget: int = BUDGET) -> tuple[Verdict, Model | None]:
        """Whether the formulas can hold together, and values that show it."""
        little = [*formulas, *lemmas_about(formulas)]
        return self._ask([*little, *definitions_in(little)], budget, len(formulas))

    def roughly(self, formulas: Sequence[Term], budget: int = BUDGET) -> tuple[Verdict, Model | None]:
        """The same, where little is known of products of unknowns: what is possible then need not be."""
        return self._ask([*formulas, *lemmas_about(formulas)], budget, len(formulas))

    def find(self, formulas: Sequence[Term], budget: int) -> Model | None:
        """Values that make the formulas hold, products and quotients being what they are."""
        return self._ask([*formulas, *definitions_in(formulas)], budget)[1]

    def can_hold(self, formulas: Sequence[Term]) -> bool:
        """Whether the formulas may hold together, at a glance; doubt counts as yes."""
        return self._ask([*formulas, *lemmas_about(formulas)], GLANCE)[0] is not Verdict.IMPOSSIBLE

    def _ask(self, formulas: Sequence[Term], budget: int, watched: int = 0) -> tuple[Verdict, Model | None]:
        """Ask of all formulas together; of the first few it is watched whether they are needed."""
        found = self._ask_one(QUICK, formulas, min(budget, HASTE), watched)
        return self._ask_one(THOROUGH, formulas, budget, watched) if found[0] is Verdict.UNKNOWN else found

    def _ask_one(
        self, arithmetic: int, formulas: Sequence[Term], budget: int, watched: int
    ) -> tuple[Verdict, Model | None]:
        solver = z3.SimpleSolver()
        solver.set("arith.solver", arithmetic)
        solver.set("rlimit", budget)
        solver.set("random_seed", self.seed)
        solver.set("ctrl_c", False)
        for place, formula in enumerate(formulas[:watched]):
            calls.watch_in(CONTEXT, solver.solver.value, formula.ast, _mark(place).ast)
        for formula in formulas[watched:]:
            calls.assert_in(CONTEXT, solver.solver.value, formula.ast)
        before = _count(solver)
        answer = solver.check()
        self.asked += 1
        self.spent += _count(solver) - before
        if answer == z3.unsat:
            self.needed |= {int(str(mark)) for mark in solver.unsat_core()}
            return Verdict.IMPOSSIBLE, None
        if answer == z3.sat:
            return Verdict.POSSIBLE, Model(solver.model())
        return Verdict.UNKNOWN, None


@cache
def _mark(place: int) -> Term:
    return constant(str(place), BOOL)


def _count(solver: z3.Solver) -> int:
    """How much the process has spent on Z3 so far."""
    statistics = solver.statistics()
    return int(statistics.get_key_value("rlimit count")) if "rlimit count" in statistics.keys() else 0  # noqa: SIM118

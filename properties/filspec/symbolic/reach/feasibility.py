"""Feasibility: whether a story can go on, and with which values.

Values that were found for one question answer many others, so they are tried before the solver is asked.
"""

from __future__ import annotations

from collections.abc import Sequence

from filspec.symbolic.products import definitions_in
from filspec.symbolic.solver import Model, Solver, Verdict
from filspec.symbolic.terms import Term, at_most, conjunction, known_truth, number

GLANCE = 1_500_000
"""Resource units for one question, about half a second."""

SIZES = (64, 4096, 10**7, None)
"""Bounds for all numbers, tried in this order; None for no bound."""


class BudgetSpent(Exception):  # noqa: N818 (it says what happened)
    """The search has used the resources it was given."""


class Feasibility:
    """Answers whether formulas can hold together.

    Args:
        solver: who is asked.
        budget: resource units for the whole search.
    """

    def __init__(self, solver: Solver, budget: int) -> None:
        self._solver, self._budget = solver, budget
        self._model: Model | None = None
        self._holds: dict[int, tuple[Term, bool]] = {}

    def possible(self, formulas: Sequence[Term]) -> bool:
        """Whether the formulas may hold together; doubt counts as yes.

        Raises:
            BudgetSpent: the search has used what it was given.
        """
        if self._model is not None and all(map(self._is_true, (*formulas, *definitions_in(formulas)))):
            return True
        return self._check(formulas)[0] is not Verdict.IMPOSSIBLE

    def smallest(self, formulas: Sequence[Term], numbers: Sequence[Term]) -> Model | None:
        """Values that make the formulas hold, the numbers as small as they can be; None if none were found."""
        for size in SIZES:
            verdict, model = self._check([*formulas, *_within(numbers, size)])
            if model is not None:
                return model
        return None

    def _check(self, formulas: Sequence[Term]) -> tuple[Verdict, Model | None]:
        if self._solver.spent > self._budget:
            raise BudgetSpent
        verdict, model = self._solver.check(formulas, GLANCE)
        if model is not None:
            self._model, self._holds = model, {}
        return verdict, model

    def _is_true(self, formula: Term) -> bool:
        known = self._holds.get(formula.number)
        if known is None:
            assert self._model is not None
            known = self._holds[formula.number] = (formula, known_truth(self._model.value(formula)) is True)
        return known[1]


def _within(numbers: Sequence[Term], size: int | None) -> list[Term]:
    if size is None:
        return []
    return [conjunction([at_most(number(-size), term), at_most(term, number(size))]) for term in numbers]

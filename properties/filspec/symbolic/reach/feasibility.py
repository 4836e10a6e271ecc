"""Feasibility: whether a story can go on, and with which values.

Values that were found for one question answer many others, so they are tried before the solver is asked.
"""

from __future__ import annotations

from collections.abc import Sequence

from filspec.symbolic.products import definitions_in
from filspec.symbolic.solver import Model, Solver, Verdict
from filspec.symbolic.terms import Term, at_most, conjunction, known_number, number

GLANCE = 1_500_000
"""Resource units for one question, about half a second."""

DIGIT, MANY = 9, 10**30
"""Numbers of one digit are the easiest to read, and positive ones easier than negative ones."""

SIZES = (256, 8192)
"""Bounds for all numbers, tried in this order before there is none."""


class BudgetSpent(Exception):  # noqa: N818 (it says what happened)
    """The search has used the resources it was given."""


class Feasibility:
    """Answers whether formulas can hold together.

    Args:
        solver: who is asked.
        budget: resource units for the whole search.

    Attributes:
        doubted: whether values were asked for that may exist and were not found.
    """

    def __init__(self, solver: Solver, budget: int) -> None:
        self._solver, self._budget = solver, budget
        self.doubted = False
        self._model: Model | None = None

    def possible(self, formulas: Sequence[Term]) -> bool:
        """Whether the formulas may hold together; doubt counts as yes.

        Raises:
            BudgetSpent: the search has used what it was given.
        """
        if self._model is not None and all(map(self._model.satisfies, (*formulas, *definitions_in(formulas)))):
            return True
        return self._check(formulas)[0] is not Verdict.IMPOSSIBLE

    def smallest(self, formulas: Sequence[Term], numbers: Sequence[Term]) -> Model | None:
        """Values that make the formulas hold, the numbers as small as they can be; None if none were found."""
        if not self.possible(formulas):
            return None
        for size in SIZES:
            bounded = [*formulas, *_within(numbers, -size, size)]
            found = self._check(bounded)[1]
            if found is not None:
                return self._tidied(bounded, numbers, found)
        found = self._check(formulas)[1]
        self.doubted = self.doubted or found is None
        return found

    def _tidied(self, formulas: Sequence[Term], numbers: Sequence[Term], model: Model) -> Model:
        """The same with numbers of one digit, or at least positive ones, wherever that can be."""
        kept = list(formulas)
        for term in numbers:
            for least, most in ((0, DIGIT), (0, MANY)):
                value = known_number(model.value(term))
                if value is None or least <= value <= most:
                    break
                better = self._check([*kept, *_within([term], least, most)])[1]
                if better is not None:
                    model = better
            value = known_number(model.value(term))
            if value is not None and value >= 0:
                kept += _within([term], 0, DIGIT if value <= DIGIT else MANY)
        return model

    def _check(self, formulas: Sequence[Term]) -> tuple[Verdict, Model | None]:
        if self._solver.spent > self._budget:
            raise BudgetSpent
        verdict, model = self._solver.check(formulas, budget=GLANCE)
        if model is not None:
            self._model = model
        return verdict, model


def _within(numbers: Sequence[Term], least: int, most: int) -> list[Term]:
    return [conjunction([at_most(number(least), term), at_most(term, number(most))]) for term in numbers]

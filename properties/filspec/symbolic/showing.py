"""Showing: several goals are asked of the solver at once, and taken apart only where that fails."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from filspec.symbolic.knowledge import Fact
from filspec.symbolic.outcomes import Goal
from filspec.symbolic.solver import BUDGET, Model, Solver, Verdict
from filspec.symbolic.terms import Term, conjunction, known_truth, negation

Ask = Callable[[Sequence[Term], Sequence[Term]], tuple[Verdict, Model | None]]
"""A way to ask the solver of formulas and spare ones: with or without the meaning of products."""


class Budgeted(Protocol):
    """A way to ask the solver that takes no more than it may."""

    def __call__(self, formulas: Sequence[Term], spare: Sequence[Term], *, budget: int) -> tuple[Verdict, Model | None]:
        """Ask within a budget."""


class Purse:
    """The budget of one obligation, which all questions about its goals share.

    Without it each goal that fails may take a whole budget, several times, and a message that breaks five laws at one
    place would have no verdict for minutes. What is asked when nothing is left is unknown.

    Args:
        solver: who is asked.
        left: resource units that may be spent.
    """

    def __init__(self, solver: Solver, left: int = BUDGET) -> None:
        self._solver, self.left = solver, left

    def ask(self, way: Budgeted, dearest: int, share: int) -> Ask:
        """A way to ask that spends of this budget.

        Args:
            way: how the solver is asked.
            dearest: resource units that one question may take.
            share: resource units that all questions that are asked in this way may take.
        """
        kept = max(0, self.left - share)

        def ask(formulas: Sequence[Term], spare: Sequence[Term]) -> tuple[Verdict, Model | None]:
            budget = min(dearest, self.left - kept)
            if budget <= 0:
                return Verdict.UNKNOWN, None
            before = self._solver.spent
            found = way(formulas, spare, budget=budget)
            self.left -= self._solver.spent - before
            return found

        return ask


def failing(goals: Sequence[Goal], given: Sequence[Fact], ask: Ask) -> list[tuple[Goal, Verdict]]:
    """The goals that do not follow from what is given, each with what the solver says of its opposite.

    Where they do not follow together, values that show it tell which fail; where the budget runs out, each half is
    asked for itself.
    """
    left = [goal for goal in goals if not known_truth(goal.term)]
    if not left:
        return []
    opposite = negation(conjunction([goal.term for goal in left]))
    near, far = ([fact.term for fact in given if fact.far is far] for far in (False, True))
    verdict, model = ask([*near, opposite], far)
    if verdict is Verdict.IMPOSSIBLE:
        return []
    if len(left) == 1:
        return [(left[0], verdict)]
    broken = [] if model is None else [goal for goal in left if known_truth(model.value(goal.term)) is False]
    if not broken:
        middle = len(left) // 2
        halves = (left[:middle], left[middle:])
        return [found for half in halves for found in failing(half, given, ask)]
    rest = [goal for goal in left if goal not in broken]
    return [(goal, verdict) for goal in broken] + failing(rest, given, ask)

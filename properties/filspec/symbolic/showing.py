"""Showing: several goals are asked of the solver at once, and taken apart only where that fails."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from filspec.symbolic.outcomes import Goal
from filspec.symbolic.solver import BUDGET, Model, Verdict
from filspec.symbolic.terms import Term, conjunction, known_truth, negation

Ask = Callable[[Sequence[Term], int], tuple[Verdict, Model | None]]
"""A way to ask the solver: with or without the meaning of products."""


def failing(goals: Sequence[Goal], given: Sequence[Term], ask: Ask, budget: int = BUDGET) -> list[tuple[Goal, Verdict]]:
    """The goals that do not follow from what is given, each with what the solver says of its opposite.

    Where they do not follow together, values that show it tell which fail; where the budget runs out, each half is
    asked for itself.
    """
    left = [goal for goal in goals if not known_truth(goal.term)]
    if not left:
        return []
    verdict, model = ask([*given, negation(conjunction([goal.term for goal in left]))], budget)
    if verdict is Verdict.IMPOSSIBLE:
        return []
    if len(left) == 1:
        return [(left[0], verdict)]
    broken = [] if model is None else [goal for goal in left if known_truth(model.value(goal.term)) is False]
    if not broken:
        middle = len(left) // 2
        halves = (left[:middle], left[middle:])
        return [found for half in halves for found in failing(half, given, ask, budget)]
    rest = [goal for goal in left if goal not in broken]
    return [(goal, verdict) for goal in broken] + failing(rest, given, ask, budget)

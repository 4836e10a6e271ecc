"""Showing: several goals are asked of the solver at once, and taken apart only where that fails."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from filspec.symbolic.knowledge import Fact
from filspec.symbolic.outcomes import Goal
from filspec.symbolic.solver import Model, Verdict
from filspec.symbolic.terms import Term, conjunction, known_truth, negation

Ask = Callable[[Sequence[Term], Sequence[Term]], tuple[Verdict, Model | None]]
"""A way to ask the solver of formulas and spare ones: with or without the meaning of products."""


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

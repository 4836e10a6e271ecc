"""Computations: a function that only computes, merged over all its paths into one term.

Laws, summands and ``@pure`` functions go through here, so that their branches never multiply the paths of a transition.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from filspec.symbolic.paths import Paths
from filspec.symbolic.shapes import shape_of_value
from filspec.symbolic.terms import FALSE, Term, choice, conjunction, disjunction
from filspec.symbolic.values import OutsideTheSubset, decide, deciders, truth_of

CRASHES = (KeyError, ZeroDivisionError, AssertionError)
"""What a bug of a transition raises: an absent row, a division by zero, an assertion that fails."""

MOST_PATHS = 2000
"""A function with more paths is refused, never cut short."""

Outcome = tuple[Term, object]
"""The condition of a path, and what the function returned on it."""


def outcomes_of(
    function: Callable[..., object], arguments: Sequence[object], outer: Paths | None
) -> tuple[list[Outcome], list[tuple[Term, Exception]]]:
    """What the function returns on each of its paths, and where it crashes."""
    returned, crashed = list[Outcome](), list[tuple[Term, Exception]]()
    paths = Paths(lambda _: True, outer)
    deciders.append(paths)
    try:
        while True:
            paths.begin()
            try:
                answer = function(*arguments)
                returned.append((conjunction(paths.conditions), answer))
            except CRASHES as crash:
                crashed.append((conjunction(paths.conditions), crash))
            if len(returned) + len(crashed) > MOST_PATHS:
                raise OutsideTheSubset(f"{function.__name__} has more than {MOST_PATHS} paths: split it")
            if not paths.advance():
                return returned, crashed
    finally:
        deciders.pop()


def merged(outcomes: Sequence[Outcome]) -> object:
    """One value that is on each path what the function returned there.

    Raises:
        OutsideTheSubset: the paths return values of different shapes.
    """
    shape = shape_of_value(outcomes[-1][1])
    terms = shape.flatten(outcomes[-1][1])
    for condition, answer in reversed(outcomes[:-1]):
        terms = [choice(condition, one, other) for one, other in zip(shape.flatten(answer), terms, strict=True)]
    return shape.symbolic(terms)


def computed(function: Callable[..., object], arguments: Sequence[object]) -> object:
    """The merged result of a function called by whoever explores now; where it crashes, so does the caller."""
    outer = deciders[-1] if deciders and isinstance(deciders[-1], Paths) else None
    returned, crashed = outcomes_of(function, arguments, outer)
    if crashed and decide(disjunction([condition for condition, _ in crashed])):
        raise crashed[0][1]
    return merged(returned)


def holds(law: Callable[..., object], arguments: Sequence[object]) -> Term:
    """Whether a law holds, as one term that depends on nothing but the arguments; one that crashes does not."""
    returned, _crashed = outcomes_of(law, arguments, None)
    answers = [(condition, truth_of(answer)) for condition, answer in returned]
    found = FALSE if _crashed or not answers else answers.pop()[1]
    for condition, answer in reversed(answers):
        found = choice(condition, answer, found)
    return found

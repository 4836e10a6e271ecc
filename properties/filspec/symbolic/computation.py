"""Computations: a function that only computes, merged over all its paths into one term.

Laws, summands and ``@pure`` functions go through here, so that their branches never multiply the paths of a transition.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Sequence
from traceback import walk_tb

from filspec.kit import engine
from filspec.kit.worlds import is_actor
from filspec.symbolic.paths import Computed, Outcome, Paths
from filspec.symbolic.shapes import shape_of_value
from filspec.symbolic.terms import FALSE, Term, choice, conjunction, disjunction
from filspec.symbolic.values import AbsentRow, DivisionByZero, OutsideTheSubset, Symbolic, decide, deciders, truth_of
from filspec.symbolic.worlds import scalars_of

CRASHES = (KeyError, ZeroDivisionError, AssertionError)
"""What a bug of a transition raises: an absent row, a division by zero, an assertion that fails."""

MISTAKES = (TypeError, AttributeError, ValueError, IndexError, LookupError, NameError, RecursionError)
"""What Python raises where a type checker, or a term, objects to the source."""

_PROVER, _KIT = __name__.partition(".symbolic.")[0] + ".symbolic.", engine.__name__.rpartition(".")[0] + "."


def require_own_crash(crash: Exception) -> None:
    """Refuse an error that the source does not raise itself, and that a run may not raise at all.

    Raises:
        OutsideTheSubset: the prover raised it, where an operation means nothing to it.
    """
    if isinstance(crash, AbsentRow | DivisionByZero):
        return
    innermost = crash.__traceback__
    while innermost is not None and innermost.tb_next is not None:
        innermost = innermost.tb_next
    if innermost is not None and innermost.tb_frame.f_code is computed.__code__:
        return  # a crash of a computation, of which this was required where it happened
    home = "" if innermost is None else str(innermost.tb_frame.f_globals.get("__name__"))
    if home.startswith((_PROVER, _KIT)):
        raise OutsideTheSubset(f"{type(crash).__name__} in {home}: {crash}") from crash


def mistake(error: Exception) -> OutsideTheSubset:
    """What is said of an error that is no crash of the model: what it is, and the line of the source it stands in."""
    frames = [(frame.f_globals.get("__name__", ""), line) for frame, line in walk_tb(error.__traceback__)]
    own = [(name, line) for name, line in frames if not f"{name}.".startswith((_PROVER, _KIT))]
    place = f" (module {own[-1][0]}, line {own[-1][1]})" if own else ""
    return OutsideTheSubset(f"{type(error).__name__}: {error}{place}")


MOST_PATHS = 2000
"""A function with more paths is refused, never cut short."""


def outcomes_of(
    function: Callable[..., object], arguments: Sequence[object], outer: Paths | None
) -> tuple[list[Outcome], list[tuple[Term, Exception]]]:
    """What the function returns on each of its paths, and where it crashes."""
    returned, crashed = list[Outcome](), list[tuple[Term, Exception]]()
    paths = Paths(lambda _: True, outer, computes=True)
    deciders.append(paths)
    try:
        while True:
            paths.begin()
            try:
                answer = function(*arguments)
                returned.append((conjunction(paths.conditions), answer))
            except CRASHES as crash:
                require_own_crash(crash)
                crashed.append((conjunction(paths.conditions), crash.with_traceback(None)))
            except MISTAKES as error:
                if type(error) not in MISTAKES:
                    raise
                raise mistake(error) from error
            if len(returned) + len(crashed) > MOST_PATHS:
                what = f"{function.__name__} has more than {MOST_PATHS} paths"
                raise OutsideTheSubset(f"{what}: split it, or say it of each row (law_for_each)")
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
    """The merged result of a function called by whoever explores now; where it crashes, so does the caller.

    A computation within another is made once for all of its paths that have the same beginning.
    """
    outer = deciders[-1] if deciders and isinstance(deciders[-1], Paths) else None
    if outer is None or not outer.computes:
        found = _computed(function, arguments, outer)
    else:
        question = (function, *map(_asked_of, arguments))
        found = outer.repeated(question, lambda: _computed(function, arguments, outer))
    if found.crash is None:
        return found.answer
    if decide(found.crashes):
        raise found.crash
    return merged(found.returned)


def _computed(function: Callable[..., object], arguments: Sequence[object], outer: Paths | None) -> Computed:
    returned, crashed = outcomes_of(function, arguments, outer)
    if not crashed:
        return Computed(returned, FALSE, None, merged(returned))
    return Computed(returned, disjunction([condition for condition, _ in crashed]), crashed[0][1], None)


def _asked_of(argument: object) -> object:
    """What tells one argument from another at a glance: the term of a scalar, which world it is, or else the type."""
    if isinstance(argument, Symbolic):
        return argument.term
    return id(argument) if is_actor(type(argument)) else type(argument)


def holds(law: Callable[..., object], arguments: Sequence[object]) -> Term:
    """Whether a law holds, as one term that depends on nothing but the arguments; one that crashes does not."""
    before = [_scalars_of(argument) for argument in arguments]
    returned, crashed = outcomes_of(law, arguments, None)
    if any(map(_differ, before, map(_scalars_of, arguments))):
        raise OutsideTheSubset(f"the law {law.__name__} changes a world: a law only looks")
    answers = [(condition, truth_of(answer)) for condition, answer in returned]
    found = FALSE if crashed or not answers else answers.pop()[1]
    for condition, answer in reversed(answers):
        found = choice(condition, answer, found)
    return found


def _scalars_of(argument: object) -> tuple[object, ...]:
    return scalars_of(argument) if is_actor(type(argument)) else ()


def _differ(before: tuple[object, ...], after: tuple[object, ...]) -> bool:
    return any(map(operator.is_not, before, after))

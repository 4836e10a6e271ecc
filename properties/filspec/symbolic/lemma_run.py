"""A lemma on ordinary values: the smallest the solver finds, what the lemma says of them, and how they are shown."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from inspect import signature
from operator import attrgetter

from filspec.kit.tables import Table
from filspec.kit.worlds import is_actor, shape_of
from filspec.laws.reads import leaves_read
from filspec.lemmas.lemma import NotGiven
from filspec.symbolic.computation import CRASHES, MISTAKES, mistake
from filspec.symbolic.readings import reader
from filspec.symbolic.solver import Solver
from filspec.symbolic.terms import EMPTY_LIST, Term, at_most, conjunction, equal, number
from filspec.symbolic.unknowns import Unknown, lists_of, numbers_of
from filspec.symbolic.values import OutsideTheSubset, SymbolicBool

FAULTS = (*CRASHES, ValueError)
"""What a rule raises where it has no answer; a lemma that runs into one does not hold."""

SEARCH = 2_000_000
"""Resource units for one search for ordinary values."""

SIZES = (1, 4, 16, 256, 1 << 16, None)
"""Bounds for all numbers, tried in this order; None for no bound."""


def outcome(holds: Callable[..., object], arguments: Sequence[object]) -> bool | SymbolicBool | None:
    """What a lemma says of some values: whether it holds; False if it runs into a fault; None if it says nothing.

    Raises:
        OutsideTheSubset: it answers with something else than a truth value, ends without an answer, or does what Python
            refuses.
    """
    try:
        found = holds(*arguments)
    except NotGiven:
        return None
    except FAULTS:
        return False
    except MISTAKES as error:
        raise mistake(error) from error
    if isinstance(found, bool | SymbolicBool):
        return found
    raise OutsideTheSubset(
        f"{holds.__name__} answers with a value of type {type(found).__name__}: return a truth value on all paths, and "
        "leave out what it does not speak of by given(...)"
    )


def smallest(
    unknowns: Mapping[str, Unknown], choices: Sequence[Sequence[Term]], solver: Solver, sizes: Sequence[int | None]
) -> tuple[object, ...] | None:
    """Ordinary values that satisfy one of some lists of conditions, the smallest found; None if none were found.

    They are looked for with the constants of an example first, and then with any. Every list is empty.
    """
    example = [term for unknown in unknowns.values() for term in unknown.example]
    numbers = [term for unknown in unknowns.values() for term in numbers_of(unknown)]
    empty = [equal(term, EMPTY_LIST) for unknown in unknowns.values() for term in lists_of(unknown)]
    for assumed in (example, []) if example else ([],):
        for size in sizes:
            small = [] if size is None else [_within(term, size) for term in numbers]
            for conditions in choices:
                model = solver.find([*assumed, *small, *empty, *conditions], SEARCH)
                if model is not None:
                    return tuple(unknown.read(reader(model)) for unknown in unknowns.values())
    return None


def _within(term: Term, size: int) -> Term:
    return conjunction([at_most(number(-size), term), at_most(term, number(size))])


def shown(holds: Callable[..., object], arguments: Sequence[object]) -> tuple[str, ...]:
    """Values by the names of the parameters; of a world what the lemma can read."""
    lines = list[str]()
    for name, value in zip(signature(holds).parameters, arguments, strict=True):
        lines += _leaves(name, value, holds) if is_actor(type(value)) else [f"{name} = {value!r}"]
    return tuple(lines)


def _leaves(name: str, world: object, holds: Callable[..., object]) -> Iterator[str]:
    paths = shape_of(type(world)).paths
    for path in paths:
        if path in leaves_read(holds, paths):
            leaf = attrgetter(path)(world)
            yield f"{name}.{path} = {dict(leaf.items_in_order()) if isinstance(leaf, Table) else leaf!r}"

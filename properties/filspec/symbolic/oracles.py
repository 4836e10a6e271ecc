"""Oracles in a proof: uninterpreted functions, the same answer to the same question.

One that is given the world may answer anything each time, for the world it sees is not written down.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from inspect import signature
from typing import NamedTuple

from filspec.kit.annotations import annotations_of
from filspec.symbolic.names import Space, name_in, parts_of_function
from filspec.symbolic.shapes import shape_of
from filspec.symbolic.terms import Question, Term, asked, constant, question
from filspec.symbolic.values import OutsideTheSubset


class Answer(NamedTuple):
    """An answer that was given.

    Attributes:
        oracle: its name.
        arguments: what was asked, the world left out.
        value: the answer.
        term: the answer as a term.
        with_world: whether it was given the world.
    """

    oracle: str
    arguments: tuple[object, ...]
    value: object
    term: Term
    with_world: bool


@cache
def _types(oracle: Callable[..., object]) -> tuple[tuple[object, ...], object]:
    """The declared types of what an oracle is asked, and of its answer."""
    hints = annotations_of(oracle)
    return tuple(hints[name] for name in signature(oracle).parameters), hints["return"]


def question_of(oracle: Callable[..., object], arguments: Sequence[object]) -> tuple[Question, list[Term]]:
    """The uninterpreted function of an oracle that is not given the world, and what it is asked.

    The arguments fall into terms as the oracle declares them, so that two values that are no equals are no equal terms.

    Raises:
        OutsideTheSubset: an argument is of another type than declared.
    """
    declared, answer = _types(oracle)
    shapes = [shape_of(one) for one in declared]
    terms = [term for shape, value in zip(shapes, arguments, strict=True) for term in shape.flatten(value)]
    sorts = [sort for shape in shapes for sort in shape.sorts]
    return question(name_in(Space.ORACLE, *parts_of_function(oracle)), sorts, shape_of(answer).sorts[0]), terms


def answer_of(oracle: Callable[..., object], arguments: Sequence[object], world_class: type, number: int) -> Answer:
    """What an oracle answers; ``number`` counts the questions of a path that were given the world.

    Raises:
        OutsideTheSubset: its answers are no single values.
    """
    shape = shape_of(_types(oracle)[1])
    if len(shape.leaves) != 1:
        raise OutsideTheSubset(f"the oracle {oracle.__name__} answers more than a number or a truth value")
    given = tuple(argument for argument in arguments if not isinstance(argument, world_class))
    if len(given) < len(arguments):
        term = constant(name_in(Space.ANSWER, *parts_of_function(oracle), str(number)), shape.sorts[0])
    else:
        term = asked(*question_of(oracle, arguments))
    return Answer(oracle.__name__, given, shape.symbolic([term]), term, len(given) < len(arguments))

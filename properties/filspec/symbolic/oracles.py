"""Oracles in a proof: uninterpreted functions, the same answer to the same question.

One that is given the world may answer anything each time, for the world it sees is not written down.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from typing import NamedTuple, get_type_hints

from filspec.symbolic.shapes import shape_of, terms_of
from filspec.symbolic.terms import Term, asked, constant, question, sort_of
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
def _type_of_answer(oracle: Callable[..., object]) -> object:
    return get_type_hints(oracle)["return"]


def answer_of(oracle: Callable[..., object], arguments: Sequence[object], world_class: type, number: int) -> Answer:
    """What an oracle answers; ``number`` counts the questions of a path.

    Raises:
        OutsideTheSubset: its answers are no single values.
    """
    shape = shape_of(_type_of_answer(oracle))
    if len(shape.leaves) != 1:
        raise OutsideTheSubset(f"the oracle {oracle.__name__} answers more than a number or a truth value")
    given = tuple(argument for argument in arguments if not isinstance(argument, world_class))
    if len(given) < len(arguments):
        term = constant(f"{oracle.__name__}, question {number}", shape.sorts[0])
    else:
        terms = terms_of(given)
        term = asked(question(oracle.__name__, [sort_of(term) for term in terms], shape.sorts[0]), terms)
    return Answer(oracle.__name__, given, shape.symbolic([term]), term, len(given) < len(arguments))

"""Questions to the world outside the chain, and how a run is answered as the solver had it.

An oracle is an uninterpreted function: the solver chooses the answers, the same to the same question. One that is given
the world is asked anew each time. Digests are taken to be without collisions, or every second publication would be of
another deal's proposal.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from filspec.kit.annotations import annotations_of
from filspec.kit.oracles import Answers
from filspec.kit.transitions import REGISTRY, Kind
from filspec.kit.worlds import is_actor
from filspec.symbolic.names import Space, name_in, parts_of_function
from filspec.symbolic.reach.settled import found_value, terms_of
from filspec.symbolic.shapes import shape_of
from filspec.symbolic.solver import Model
from filspec.symbolic.terms import Term, all_equal, asked, constant, equal, implication, question, same, sort_of

DIGESTS = frozenset({"proposal_digest", "voucher_digest", "secret_digest"})
"""The oracles that answer a hash."""


class Question(NamedTuple):
    """A question that was asked.

    Attributes:
        oracle: its name.
        arguments: what was asked; None for an oracle that is given the world.
        answer: the answer as a value.
        term: the answer as a term.
    """

    oracle: str
    arguments: tuple[object, ...] | None
    answer: object
    term: Term


def ask(oracle: Callable[..., object], arguments: Sequence[object], world_class: type, number: int) -> Question:
    """Ask an oracle; ``number`` counts the questions of a story."""
    shape = shape_of(annotations_of(oracle)["return"])
    name, [sort] = oracle.__name__, shape.sorts
    if any(isinstance(argument, world_class) for argument in arguments):
        term = constant(name_in(Space.ANSWER, *parts_of_function(oracle), str(number)), sort)
        return Question(name, None, shape.symbolic([term]), term)
    terms = terms_of(tuple(arguments))
    sorts = [sort_of(term) for term in terms]
    term = asked(question(name_in(Space.ORACLE, *parts_of_function(oracle)), sorts, sort), terms)
    return Question(name, tuple(arguments), shape.symbolic([term]), term)


def no_collisions(questions: Sequence[Question]) -> list[Term]:
    """Whatever has the same digest is the same."""
    facts = []
    digests = [question for question in questions if question.oracle in DIGESTS]
    for place, one in enumerate(digests):
        for other in digests[:place]:
            mine, theirs = terms_of(one.arguments), terms_of(other.arguments)
            if one.oracle == other.oracle and len(mine) == len(theirs) and not same(one.term, other.term):
                facts.append(implication(equal(one.term, other.term), all_equal(mine, theirs)))
    return facts


def answers_of(questions: Sequence[Question], model: Model) -> Answers:
    """A rung that answers one run as the solver had it.

    A question that the solver was not asked is answered with no, or 0.
    """
    known: dict[tuple[str, object], object] = {}
    in_turn: dict[str, list[object]] = {}
    for one in questions:
        answer = found_value(model, one.answer)
        if one.arguments is None:
            in_turn.setdefault(one.oracle, []).append(answer)
        else:
            known[one.oracle, found_value(model, one.arguments)] = answer
    oracles = [name for name, declared in REGISTRY.items() if declared.kind is Kind.ORACLE]
    return {name: _answering(name, known, iter(in_turn.get(name, ()))) for name in oracles}


def _answering(name: str, known: dict[tuple[str, object], object], in_turn: Iterator[object]) -> Callable[..., object]:
    nothing = False if annotations_of(REGISTRY[name].function)["return"] is bool else 0

    def answer(*arguments: object) -> object:
        if any(is_actor(type(argument)) for argument in arguments):
            return next(in_turn, nothing)
        return known.get((name, arguments), nothing)

    return answer

"""Anatomy: what a term is made of."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import Enum
from itertools import chain
from typing import TypeVar

import z3

from filspec.symbolic import calls
from filspec.symbolic.contexts import CONTEXT, forgotten, remembered
from filspec.symbolic.terms import ZERO, Question, Term, kind_of, parts_of, term_at

T = TypeVar("T")


class Operation(Enum):
    """What a term is made with, as far as products are concerned."""

    SUM = z3.Z3_OP_ADD
    DIFFERENCE = z3.Z3_OP_SUB
    NEGATIVE = z3.Z3_OP_UMINUS
    PRODUCT = z3.Z3_OP_MUL
    CHOICE = z3.Z3_OP_ITE
    SELECT = z3.Z3_OP_SELECT
    STORE = z3.Z3_OP_STORE
    NAMED = z3.Z3_OP_UNINTERPRETED


def operation_of(term: Term) -> Operation | None:
    """What the term is made with; None for anything else."""
    return _OPERATIONS.get(kind_of(term))


_OPERATIONS = {operation.value: operation for operation in Operation}


def gathered(own: Callable[[Term], tuple[T, ...]]) -> Callable[[Term], tuple[T, ...]]:
    """What the parts of a term say, gathered from all of it, each thing once; no part is asked twice."""
    known: dict[Term, tuple[T, ...]] = forgotten({})

    def gather(term: Term) -> tuple[T, ...]:
        waiting = [] if term in known else [term]
        while waiting:
            part = waiting[-1]
            unknown = [inner for inner in parts_of(part) if inner not in known]
            waiting += unknown
            if not unknown:
                inner = [found for other in parts_of(part) for found in known[other]]
                known[waiting.pop()] = tuple(dict.fromkeys((*own(part), *inner)))
        return known[term]

    return gather


def _unknown(term: Term) -> tuple[Term, ...]:
    return (term,) if kind_of(term) == z3.Z3_OP_UNINTERPRETED and not parts_of(term) else ()


unknowns_in = gathered(_unknown)
"""The unknowns a term speaks about."""


class Applications:
    """Finds the answers of some functions in terms.

    Args:
        functions: the functions; none is without parameters.
    """

    def __init__(self, functions: Sequence[Question]) -> None:
        self._functions = tuple(functions)
        self._known: dict[int, tuple[int, ...]] = forgotten({})

    def among(self, terms: Sequence[Term]) -> list[Term]:
        """The answers that the terms speak of, each once."""
        known = self._known
        for term in terms:
            if term.ast not in known:
                self._read(term.ast)
        found = dict.fromkeys(chain.from_iterable([known[term.ast] for term in terms]))
        return [term_at(answer) for answer in found]

    def _stands_in(self, whole: int) -> bool:
        """Whether one of the functions stands in a term: Z3 finds that, by putting something else in its place.

        Most terms speak of none, and Z3 reads a term much faster than this module does.
        """
        functions = [function.ast for function in self._functions]
        others = calls.row([ZERO.ast for _ in functions])
        return calls.put_in_for(CONTEXT, whole, len(functions), calls.row(functions), others) != whole

    def _read(self, whole: int) -> None:
        """Find the answers in a term; no part of it is read twice, in whatever term it stands."""
        known = self._known
        if not self._stands_in(whole):
            known[whole] = ()
            return
        functions, waiting = {function.ast for function in self._functions}, [(whole, _parts_at(whole))]
        while waiting:
            part, parts = waiting[-1]
            unknown = [(inner, _parts_at(inner)) for inner in parts if inner not in known]
            if unknown:
                waiting += unknown
                continue
            own = (part,) if parts and calls.declaration_of(CONTEXT, part) in functions else ()
            inner = chain.from_iterable([known[inner] for inner in parts])
            known[waiting.pop()[0]] = tuple(dict.fromkeys((*own, *inner)))


def _parts_at(ast: int) -> list[int]:
    """What Z3 knows the parts of a term by."""
    return [calls.part_of(CONTEXT, ast, place) for place in range(calls.count_of_parts(CONTEXT, ast))]


def function_of(term: Term, functions: Sequence[Question]) -> int | None:
    """Which of the functions the term is an answer of."""
    declaration = _declaration_of(term)
    return next((place for place, function in enumerate(functions) if function.number == declaration), None)


@remembered
def _declaration_of(term: Term) -> int | None:
    if calls.ast_kind(CONTEXT, term.ast) != z3.Z3_APP_AST:
        return None
    return calls.declaration_id(CONTEXT, calls.declaration_of(CONTEXT, term.ast))

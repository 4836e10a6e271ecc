"""Anatomy: what a term is made of."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import Enum
from typing import TypeVar

import z3

from filspec.symbolic import calls
from filspec.symbolic.contexts import CONTEXT, forgotten, remembered
from filspec.symbolic.terms import Question, Term, kind_of, name_of, parts_of

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


def _name_of_unknown(term: Term) -> tuple[str, ...]:
    return (name_of(term),) if kind_of(term) == z3.Z3_OP_UNINTERPRETED and not parts_of(term) else ()


constants_in = gathered(_name_of_unknown)
"""Names of the unknowns a term speaks about."""


def applications_of(functions: Sequence[Question]) -> Callable[[Term], tuple[Term, ...]]:
    """Who finds the answers of these functions in a term."""
    return gathered(lambda part: () if function_of(part, functions) is None else (part,))


def function_of(term: Term, functions: Sequence[Question]) -> int | None:
    """Which of the functions the term is an answer of."""
    declaration = _declaration_of(term)
    return next((place for place, function in enumerate(functions) if function.number == declaration), None)


@remembered
def _declaration_of(term: Term) -> int | None:
    if calls.ast_kind(CONTEXT, term.ast) != z3.Z3_APP_AST:
        return None
    return calls.declaration_id(CONTEXT, calls.declaration_of(CONTEXT, term.ast))

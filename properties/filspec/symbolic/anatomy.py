"""Anatomy: what a term is made of."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum

import z3

from filspec.symbolic import calls
from filspec.symbolic.calls import CONTEXT
from filspec.symbolic.terms import Question, Term, kind_of, name_of, parts_of


def constants_in(term: Term) -> set[str]:
    """Names of the unknowns a term speaks about."""
    return {name_of(part) for part in _subterms(term) if kind_of(part) == z3.Z3_OP_UNINTERPRETED and not parts_of(part)}


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


def applications_in(term: Term, functions: Sequence[Question]) -> list[Term]:
    """The answers of these functions that a term speaks of."""
    names = {calls.declaration_id(CONTEXT, function.ast.value) for function in functions}  # type: ignore[attr-defined]
    return [part for part in _subterms(term) if _function_of(part) in names]


def function_of(term: Term, functions: Sequence[Question]) -> int | None:
    """Which of the functions the term is an answer of."""
    numbers = [calls.declaration_id(CONTEXT, function.ast.value) for function in functions]  # type: ignore[attr-defined]
    return numbers.index(found) if (found := _function_of(term)) in numbers else None


def _function_of(term: Term) -> int | None:
    if calls.ast_kind(CONTEXT, term.ast) != z3.Z3_APP_AST:
        return None
    return calls.declaration_id(CONTEXT, calls.declaration_of(CONTEXT, term.ast))


def _subterms(term: Term) -> list[Term]:
    """All parts of a term, itself included, each once."""
    found, waiting = {term.number: term}, [term]
    while waiting:
        part = waiting.pop()
        if calls.ast_kind(CONTEXT, part.ast) == z3.Z3_APP_AST:
            new = [child for child in parts_of(part) if child.number not in found]
            waiting += new
            found.update((child.number, child) for child in new)
    return list(found.values())

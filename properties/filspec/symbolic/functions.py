"""Uninterpreted functions, in whatever context, and which names they and unknowns may have."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import z3

from filspec.symbolic import calls
from filspec.symbolic.contexts import CONTEXT, remembered
from filspec.symbolic.names import SEPARATOR, Name, Space, name_in
from filspec.symbolic.sorts import Sort

LABEL = f"{name_in(Space.LABEL)}{SEPARATOR}"
"""How the names of labels begin, and no other name: an unknown that were a label would make anything provable."""


def allowed_name(name: Name) -> Name:
    """A name for an unknown or a function, which is none of a label."""
    assert not name.startswith(LABEL), f"an unknown is named like a label: {name}"
    return name


def unknown_at(name: Name, sort: int) -> int:
    """What Z3 knows the unknown of this name and sort by."""
    return calls.make_constant(CONTEXT, calls.make_symbol(CONTEXT, allowed_name(name).encode()), sort)


class Question(NamedTuple):
    """An uninterpreted function: the same arguments, the same answer.

    Attributes:
        name: its name.
        parameters: the sorts of its arguments.
        answer: the sort of its answer.
    """

    name: Name
    parameters: tuple[Sort, ...]
    answer: Sort

    @property
    def ast(self) -> int:
        """What Z3 knows it by."""
        return _declared(self)[0]

    @property
    def number(self) -> int:
        """A number that no other function has."""
        return _declared(self)[1]


def question(name: Name, parameters: Sequence[Sort], answer: Sort) -> Question:
    """An uninterpreted function."""
    return Question(allowed_name(name), tuple(parameters), answer)


@remembered
def _declared(function: Question) -> tuple[int, int]:
    """What Z3 knows a function by, and its number."""
    sorts = [sort.face() for sort in (*function.parameters, function.answer)]
    declared = z3.Function(function.name, *sorts).as_ast().value
    calls.inc_ref(CONTEXT, declared)
    return declared, calls.declaration_id(CONTEXT, declared)

"""Readings: what a single term of the solver's model is as an ordinary value."""

from __future__ import annotations

from filspec.symbolic.members import members_of
from filspec.symbolic.shapes import Leaf, ReadLeaf
from filspec.symbolic.solver import Model
from filspec.symbolic.terms import Term, known_number, known_truth, name_of


def reader(model: Model) -> ReadLeaf:
    """How terms are read in a model; every list is empty."""

    def read(leaf: Leaf, term: Term) -> object:
        if leaf.is_list:
            return ()
        value = model.value(term)
        if leaf.declared is int:
            return known_number(value)
        if leaf.declared is bool:
            return known_truth(value) is True
        return members_of(leaf.declared).member_of[name_of(value)]

    return read

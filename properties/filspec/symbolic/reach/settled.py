"""Settled terms: what is known becomes an ordinary value, so that most of a world from genesis on stays ordinary."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from functools import partial

from filspec.kit.annotations import annotations_of
from filspec.kit.records import Record
from filspec.symbolic.members import members_of
from filspec.symbolic.shapes import Leaf, Shape, shape_of_value
from filspec.symbolic.solver import Model
from filspec.symbolic.terms import Term, known_number, known_truth, name_of, same, simplified, truth
from filspec.symbolic.values import (
    Symbolic,
    SymbolicBool,
    SymbolicEnum,
    SymbolicInt,
    SymbolicSequence,
    deciders,
)


def settled(condition: Term) -> Term:
    """The condition as simple as rewriting and what the path has decided make it."""
    simple = simplified(condition)
    known = getattr(deciders[-1], "known", None) if deciders else None
    value = known_truth(simple) if known is None else known(simple)
    return simple if value is None else truth(value)


def value_of(shape: Shape, terms: Sequence[Term]) -> object:
    """The value of these terms, ordinary where the terms are."""
    return shape.build(iter(terms), _leaf)


def plain(value: object) -> object:
    """The value, ordinary where its terms can be settled."""
    if not isinstance(value, Symbolic | Record | tuple):
        return value
    shape = shape_of_value(value)
    return value_of(shape, [simplified(term) for term in shape.flatten(value)])


def _leaf(leaf: Leaf, term: Term) -> object:
    if leaf.is_list:
        return SymbolicSequence(leaf.declared, term)
    if leaf.declared is int:
        number = known_number(term)
        return SymbolicInt(term) if number is None else number
    if leaf.declared is bool:
        known = known_truth(term)
        return SymbolicBool(term) if known is None else known
    enum: type[Enum] = leaf.declared  # type: ignore[assignment]
    member = next((member for member, name in members_of(enum).term_of.items() if same(name, term)), None)
    return SymbolicEnum(enum, term) if member is None else member


def terms_of(value: object) -> list[Term]:
    """All terms of a value; unlike those of a shape, also of lists whose items are written out."""
    return [term for leaf in leaves_of(value) for term in shape_of_value(leaf).flatten(leaf)]


def leaves_of(value: object) -> list[object]:
    """The single values that a value is made of, in order."""
    if isinstance(value, Record):
        return [leaf for name in annotations_of(type(value)) for leaf in leaves_of(getattr(value, name))]
    if isinstance(value, tuple):
        return [leaf for item in value for leaf in leaves_of(item)]
    return [value]


def found_value(model: Model, value: object) -> object:
    """The ordinary value that the solver found for a value of the model."""
    if isinstance(value, Record):
        names = annotations_of(type(value))
        return type(value)(**{name: found_value(model, getattr(value, name)) for name in names})
    if isinstance(value, tuple):
        return tuple(map(partial(found_value, model), value))
    match value:
        case SymbolicInt():
            return known_number(model.value(value.term))
        case SymbolicBool():
            return known_truth(model.value(value.term)) is True
        case SymbolicEnum():
            return members_of(value.enum).member_of[name_of(model.value(value.term))]
    return value

"""Shapes: how a type of the model falls into terms, and how terms become a value of it again.

An integer, a truth value, an enum member and a list are one term each; a record or a tuple is as many as its parts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from enum import Enum, Flag, ReprEnum
from functools import cache
from types import EllipsisType
from typing import NewType, get_args, get_origin

from filspec.kit.annotations import annotations_of
from filspec.kit.records import Record
from filspec.symbolic.members import members_of
from filspec.symbolic.names import Name
from filspec.symbolic.terms import BOOL, EMPTY_LIST, INT, SEQUENCE, Sort, Term, constant, known_truth, number
from filspec.symbolic.values import (
    OutsideTheSubset,
    SymbolicBool,
    SymbolicEnum,
    SymbolicInt,
    SymbolicSequence,
    truth_of,
)

ReadLeaf = Callable[["Leaf", Term], object]
"""How a single term becomes a value."""


class Shape:
    """How values of one type fall into terms.

    Attributes:
        leaves: name and sort of each term, in order.
    """

    leaves: tuple[tuple[str, Sort], ...]

    def build(self, terms: Iterator[Term], read: ReadLeaf) -> object:
        """The value made of the next terms."""
        raise AssertionError("every shape builds its own values")

    def flatten(self, value: object) -> list[Term]:
        """The terms of a value.

        Raises:
            OutsideTheSubset: it is of another type.
        """
        raise AssertionError("every shape flattens its own values")

    def symbolic(self, terms: Sequence[Term]) -> object:
        """The symbolic value of these terms."""
        return self.build(iter(terms), _symbolic_leaf)

    def unknown(self, name: Name) -> object:
        """A value of which nothing is known."""
        return self.symbolic(self.unknown_terms(name))

    def unknown_terms(self, name: Name) -> tuple[Term, ...]:
        """The terms of a value of which nothing is known."""
        return tuple([constant(Name(name + suffix), sort) for suffix, sort in self.leaves])

    @property
    def sorts(self) -> list[Sort]:
        """The sorts of its terms."""
        return [sort for _, sort in self.leaves]


class Leaf(Shape):
    """One term."""

    def __init__(self, declared: object, sort: Sort) -> None:
        self.declared = declared
        self.is_list = sort is SEQUENCE
        self.leaves = (("", sort),)

    def build(self, terms: Iterator[Term], read: ReadLeaf) -> object:
        """The value of the next term."""
        return read(self, next(terms))

    def flatten(self, value: object) -> list[Term]:
        """The term of the value."""
        if self.is_list:
            return [self._term_of_list(value)]
        if self.declared is bool:
            return [truth_of(value)]
        if self.declared is int and type(value) in (int, SymbolicInt):
            return [value.term if isinstance(value, SymbolicInt) else number(value)]  # type: ignore[arg-type]
        if isinstance(value, SymbolicEnum) and value.enum is self.declared:
            return [value.term]
        if isinstance(value, Enum) and type(value) is self.declared:
            return [members_of(type(value)).term_of[value]]
        raise OutsideTheSubset(f"expected {_name_of(self.declared)}, got {type(value).__name__}")

    def _term_of_list(self, value: object) -> Term:
        if isinstance(value, SymbolicSequence):
            if shape_of(value.items) is shape_of(self.declared):
                return value.term
            raise OutsideTheSubset(f"expected a list of {_name_of(self.declared)}, got one of {_name_of(value.items)}")
        if type(value) is tuple and not value:
            return EMPTY_LIST
        raise OutsideTheSubset(f"expected a message's list, or an empty one, got {type(value).__name__}")


class Product(Shape):
    """A record or a tuple: the terms of its parts, one after the other."""

    def __init__(self, cls: type, parts: tuple[tuple[str, Shape], ...]) -> None:
        self.cls, self.parts = cls, parts
        self.leaves = tuple((f".{name}{suffix}", sort) for name, part in parts for suffix, sort in part.leaves)

    def build(self, terms: Iterator[Term], read: ReadLeaf) -> object:
        """The record or tuple of the next terms."""
        values = {name: part.build(terms, read) for name, part in self.parts}
        return tuple(values.values()) if self.cls is tuple else self.cls(**values)

    def flatten(self, value: object) -> list[Term]:
        """The terms of all parts."""
        if type(value) is not self.cls:
            raise OutsideTheSubset(f"expected {self.cls.__name__}, got {type(value).__name__}")
        if isinstance(value, tuple):
            if len(value) != len(self.parts):
                raise OutsideTheSubset(f"expected a tuple of {len(self.parts)}, got one of {len(value)}")
            return [term for (_, part), item in zip(self.parts, value, strict=True) for term in part.flatten(item)]
        return [term for name, part in self.parts for term in part.flatten(getattr(value, name))]


def _symbolic_leaf(leaf: Leaf, term: Term) -> object:
    if leaf.is_list:
        return SymbolicSequence(leaf.declared, term)
    if leaf.declared is int:
        return SymbolicInt(term)
    if leaf.declared is bool:
        known = known_truth(term)
        return SymbolicBool(term) if known is None else known
    return SymbolicEnum(leaf.declared, term)  # type: ignore[arg-type]


@cache
def shape_of(declared: object) -> Shape:
    """The shape of a declared type.

    Raises:
        OutsideTheSubset: state and messages do not hold such values.
    """
    if isinstance(declared, NewType):
        return shape_of(declared.__supertype__)
    parameters = get_args(declared)
    if get_origin(declared) is tuple and parameters and isinstance(parameters[-1], EllipsisType):
        return Leaf(parameters[0], SEQUENCE)
    if get_origin(declared) is tuple:
        return _tuple_of(tuple(map(shape_of, parameters)))
    if declared is int:
        return Leaf(int, INT)
    if declared is bool:
        return Leaf(bool, BOOL)
    if isinstance(declared, type) and issubclass(declared, Enum):
        _require_plain(declared)
        return Leaf(declared, members_of(declared).sort)
    if isinstance(declared, type) and issubclass(declared, Record):
        hints = annotations_of(declared)
        require_free(declared, hints)
        return Product(declared, tuple((name, shape_of(part)) for name, part in hints.items()))
    raise OutsideTheSubset(f"a proof knows no values of type {_name_of(declared)}")


def _require_plain(enum: type[Enum]) -> None:
    """Refuse an enum whose members are more than names: a proof knows of two members only whether they are the same."""
    if issubclass(enum, Flag):
        raise OutsideTheSubset(f"{enum.__name__} is a Flag, whose members can be combined: give it a field for each")
    if [base for base in enum.__mro__ if base not in (enum, Enum, ReprEnum, object)]:
        raise OutsideTheSubset(f"{enum.__name__} is more than an Enum: derive it from Enum alone")
    own = sorted({"__eq__", "__ne__", "__hash__", "__bool__", "__lt__", "__le__", "__gt__", "__ge__"} & set(vars(enum)))
    if own:
        raise OutsideTheSubset(f"{enum.__name__} defines {', '.join(own)}: its members are compared as Enum does it")


RESERVED = frozenset(
    {name for cls in (SymbolicInt, SymbolicEnum, SymbolicSequence) for name in dir(cls) if not name.startswith("_")}
    - {"bit_length"}
) | {
    "columns",
    "frozen",
    "has",
    "keeper",
    "key_shape",
    "log",
    "origin",
    "path",
    "present",
    "row_at",
    "row_shape",
    "take",
    "terms_at",
}
"""What symbolic values have and ordinary ones do not; no field may be called so, and the linters allow only fields."""


def require_free(owner: type, names: Iterable[str]) -> None:
    """Refuse fields that are called like what only symbolic values have.

    Raises:
        OutsideTheSubset: there is such a field.
    """
    for name in names:
        if name in RESERVED:
            raise OutsideTheSubset(f"the field {owner.__name__}.{name} has a name that the prover uses: rename it")


def terms_of(values: Iterable[object]) -> list[Term]:
    """The terms of some values, one after the other."""
    return [term for value in values for term in shape_of_value(value).flatten(value)]


def shape_of_value(value: object) -> Shape:
    """The shape of a value whose type nobody declared.

    Raises:
        OutsideTheSubset: it is no value of the subset.
    """
    if isinstance(value, SymbolicEnum):
        return shape_of(value.enum)
    if isinstance(value, SymbolicSequence):
        return shape_of(tuple[value.items, ...])  # type: ignore[name-defined]
    if isinstance(value, SymbolicInt):
        return shape_of(int)
    if isinstance(value, SymbolicBool):
        return shape_of(bool)
    if type(value) is tuple:
        return _tuple_of(tuple(map(shape_of_value, value)))
    found: object = type(value)
    return shape_of(found)


@cache
def _tuple_of(parts: tuple[Shape, ...]) -> Shape:
    return Product(tuple, tuple((str(place), part) for place, part in enumerate(parts)))


def pair_of(first: Shape, second: Shape) -> Shape:
    """The shape of pairs."""
    return _tuple_of((first, second))


def _name_of(declared: object) -> str:
    return getattr(declared, "__name__", str(declared))

"""Evaluation: what terms are when their unknowns are ordinary values.

It is written a second time, in Python, and not left to the solver: so it is fast enough to try every sample on every
path, and what Python and Z3 mean by a term is compared wherever both speak. A value that nobody knows makes unknown
what depends on it, and no more.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

import z3

from filspec.symbolic.contexts import remembered
from filspec.symbolic.names import Space, name_in
from filspec.symbolic.terms import Term, kind_of, known_number, name_of, parts_of

UNKNOWN = None
"""The value of a term of which too little is known."""

Value = object
"""A number, a truth value, the name of an enum's member, a tuple, or a column."""


class Column(Protocol):
    """A column of a table, or the sums of its groups: a value for each key."""

    def at(self, key: tuple[Value, ...]) -> Value:
        """The value at a key."""


class Names(Protocol):
    """Who knows the values of unknowns."""

    def value(self, name: str) -> Value:
        """The value of an unknown of this name."""

    def answer(self, oracle: str, arguments: tuple[Value, ...]) -> Value:
        """What an oracle answered."""

    def rewritten(self, name: str, key: tuple[Value, ...]) -> Value:
        """What a loop wrote at a key, where a proof has only a name for it."""


_NUMERAL = -1
_NAMED = (z3.Z3_OP_UNINTERPRETED, z3.Z3_OP_DT_CONSTRUCTOR)


class Node:
    """A term, taken to pieces.

    Attributes:
        kind: which operation it is made with.
        content: of a number, its value; of an unknown, an application or an enum's member, its name.
        parts: what it is made of.
    """

    __slots__ = ("content", "kind", "parts")

    def __init__(self, kind: int, content: object, parts: tuple[Node, ...]) -> None:
        self.kind, self.content, self.parts = kind, content, parts


@remembered
def node_of(term: Term) -> Node:
    """The pieces of a term."""
    value = known_number(term)
    if value is not None:
        return Node(_NUMERAL, value, ())
    kind = kind_of(term)
    return Node(kind, name_of(term) if kind in _NAMED else None, tuple(map(node_of, parts_of(term))))


class Evaluator:
    """Evaluates terms for one assignment of values.

    Args:
        names: who knows the values of unknowns.
        rewritten: the keys at which loops wrote what a proof has only a name for, by that name.
    """

    def __init__(self, names: Names, rewritten: Mapping[str, Sequence[Term]]) -> None:
        self._names, self._rewritten = names, rewritten
        self._values: dict[Node, Value] = {}

    def value(self, term: Term) -> Value:
        """The value of a term; ``UNKNOWN`` where too little is known."""
        return self._of(node_of(term))

    def at(self, column: Term, key: tuple[Value, ...]) -> Value:
        """The value of a column at a key."""
        return self._select(node_of(column), key)

    def _of(self, node: Node) -> Value:
        if node not in self._values:
            self._values[node] = self._evaluated(node)
        return self._values[node]

    def _evaluated(self, node: Node) -> Value:
        match node.kind:
            case z3.Z3_OP_ITE:
                return self._chosen(*node.parts)
            case z3.Z3_OP_AND:
                return self._decided_by(False, node.parts)
            case z3.Z3_OP_OR:
                return self._decided_by(True, node.parts)
            case z3.Z3_OP_IMPLIES:
                return self._follows(*node.parts)
            case z3.Z3_OP_SELECT:
                return self._selected(*node.parts)
            case _:
                return self._strictly(node)

    def _strictly(self, node: Node) -> Value:
        """The value of an operation that needs all its parts."""
        if node.kind == _NUMERAL or node.kind == z3.Z3_OP_DT_CONSTRUCTOR:
            return node.content
        if node.kind == z3.Z3_OP_UNINTERPRETED and not node.parts:
            return self._named(str(node.content))
        values = [self._of(part) for part in node.parts]
        if any(value is UNKNOWN for value in values):
            return UNKNOWN
        if node.kind == z3.Z3_OP_UNINTERPRETED:
            return self._applied(str(node.content), values)
        return _STRICT[node.kind](values)

    def _named(self, name: str) -> Value:
        if name not in self._rewritten:
            return self._names.value(name)
        key = tuple(map(self.value, self._rewritten[name]))
        return UNKNOWN if UNKNOWN in key else self._names.rewritten(name, key)

    def _applied(self, function: str, values: Sequence[Value]) -> Value:
        if function in _ARITHMETIC:
            return _ARITHMETIC[function](*values)
        return self._names.answer(function, tuple(values))

    def _chosen(self, condition: Node, then: Node, otherwise: Node) -> Value:
        holds = self._of(condition)
        if holds is UNKNOWN:
            one, other = self._of(then), self._of(otherwise)
            return one if one == other else UNKNOWN
        return self._of(then if holds else otherwise)

    def _decided_by(self, decisive: bool, parts: Sequence[Node]) -> Value:
        """The value of a conjunction (decided by a part that is false) or disjunction (by one that is true)."""
        found: Value = not decisive
        for part in parts:
            value = self._of(part)
            if value is decisive:
                return decisive
            if value is UNKNOWN:
                found = UNKNOWN
        return found

    def _follows(self, condition: Node, consequence: Node) -> Value:
        holds = self._of(condition)
        if holds is False:
            return True
        follows = self._of(consequence)
        return follows if holds or follows else UNKNOWN

    def _selected(self, column: Node, *place: Node) -> Value:
        key = tuple(map(self._of, place))
        return UNKNOWN if UNKNOWN in key else self._select(column, key)

    def _select(self, column: Node, key: tuple[Value, ...]) -> Value:
        while column.kind == z3.Z3_OP_STORE:
            earlier, *place, stored = column.parts
            written = tuple(self._of(part) for part in place)
            if UNKNOWN in written:
                return UNKNOWN
            if written == key:
                return self._of(stored)
            column = earlier
        found = self._of(column)
        return UNKNOWN if found is UNKNOWN else found.at(key)  # type: ignore[attr-defined]


def _quotient(dividend: int, divisor: int) -> Value:
    """Z3's quotient, whose remainder is never negative; by 0 nobody knows it."""
    if divisor == 0:
        return UNKNOWN
    return dividend // divisor if divisor > 0 else -(dividend // -divisor)


_ARITHMETIC: dict[str, Callable[..., Value]] = {
    name_in(Space.ARITHMETIC, "product"): operator.mul,
    name_in(Space.ARITHMETIC, "quotient"): _quotient,
}
"""The names that stand for products and quotients of unknowns (``filspec.symbolic.products``)."""


def _multiplied(values: Sequence[Value]) -> Value:
    found = 1
    for value in values:
        found *= value  # type: ignore[operator]
    return found


_STRICT: dict[int, Callable[[Sequence[Value]], Value]] = {
    z3.Z3_OP_TRUE: lambda _: True,
    z3.Z3_OP_FALSE: lambda _: False,
    z3.Z3_OP_NOT: lambda values: not values[0],
    z3.Z3_OP_EQ: lambda values: values[0] == values[1],
    z3.Z3_OP_LE: lambda values: values[0] <= values[1],  # type: ignore[operator]
    z3.Z3_OP_LT: lambda values: values[0] < values[1],  # type: ignore[operator]
    z3.Z3_OP_ADD: lambda values: sum(values),  # type: ignore[arg-type]
    z3.Z3_OP_SUB: lambda values: values[0] - sum(values[1:]),  # type: ignore[operator, arg-type]
    z3.Z3_OP_UMINUS: lambda values: -values[0],  # type: ignore[operator]
    z3.Z3_OP_MUL: _multiplied,
    z3.Z3_OP_IDIV: lambda values: _quotient(*values),  # type: ignore[arg-type]
}

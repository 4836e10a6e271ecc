"""The linter's second reading: what each expression of a function is, found from what its names are bound to.

Every name stands for a parameter, a local value, or an object of the function's module; every expression has a type of
``filspec.kit.value_types``; every attribute is a declared field of its type. What has none of these is refused with its
place: the list is of what is allowed, so nothing has to be thought of to be refused.

``Expressions`` knows what transitions and laws have in common. Each of them adds what it may call.
"""

from __future__ import annotations

import ast
import builtins
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from enum import Enum

from filspec.kit.subset import FORBIDDEN_NODES
from filspec.kit.value_types import (
    UNKNOWN,
    Fixed,
    Listed,
    NoType,
    Rows,
    Sums,
    Type,
    declared_type,
    field_types,
    fits,
    is_compared,
    is_ordered,
    is_record,
    is_world,
    joined,
    name_of,
    type_of_constant,
)

Report = Callable[[ast.AST, str, str], None]
"""Notes a finding: where, what is wrong, what to write instead."""

NO_SUCH_NAME = object()
"""What a name is bound to that the module does not have."""

_ARITHMETIC = (ast.Add, ast.Sub, ast.Mult, ast.FloorDiv, ast.Mod)
_ORDER = (ast.Lt, ast.LtE, ast.Gt, ast.GtE)


class Expressions(ABC):
    """Finds the types of the expressions of one function.

    Args:
        module: what the names of the function's module are bound to.
        report: takes each refusal.

    Attributes:
        variables: the types of its parameters and local values.
    """

    def __init__(self, module: Mapping[str, object], report: Report) -> None:
        self.module, self._report = module, report
        self.variables: dict[str, Type] = {}
        self.local_names: frozenset[str] = frozenset()

    def refuse(self, node: ast.AST, construct: str, instead: str) -> Type:
        """Note a finding; what is refused has no type that could be wrong again."""
        self._report(node, construct, instead)
        return UNKNOWN

    def expect(self, node: ast.expr, wanted: Type, what: str) -> None:
        """Refuse an expression that is not of the type that is wanted for something."""
        found = self.of(node)
        if not fits(found, wanted):
            instead = "write 1 if ... else 0" if (found, wanted) == (bool, int) else f"it has to be {name_of(wanted)}"
            self.refuse(node, f"{name_of(found)} for {what}", instead)

    def condition(self, node: ast.expr) -> Type:
        """The type of a condition: a truth value or a number."""
        found = self.of(node)
        if found not in (bool, int, UNKNOWN):
            return self.refuse(node, f"{name_of(found)} as a condition", "compare it with something")
        return found

    def bound(self, node: ast.Name) -> object:
        """What a name of the module, or of Python, is bound to."""
        if node.id in self.module:
            return self.module[node.id]
        return vars(builtins).get(node.id, NO_SUCH_NAME)

    def of(self, node: ast.expr) -> Type:
        """The type of an expression."""
        read = _READERS.get(type(node))
        if read is not None:
            return read(self, node)
        if type(node) not in FORBIDDEN_NODES:
            self.refuse(node, f"the construct {type(node).__name__}", "use only what the subset has")
        return UNKNOWN

    def constant(self, node: ast.Constant) -> Type:
        """A number or a truth value; others are refused where they are read first."""
        return type(node.value) if type(node.value) in (int, bool) else UNKNOWN

    def name(self, node: ast.Name) -> Type:
        """A local value, or a constant of the module."""
        if node.id in self.local_names:
            if node.id not in self.variables:
                return self.refuse(node, f"{node.id} before it has a value", "assign it above")
            return self.variables[node.id]
        try:
            return type_of_constant(self.bound(node))
        except NoType:
            instead = "name only registered functions, records, enums, units and constants"
            return self.refuse(node, f"the name {node.id}", instead)

    def attribute(self, node: ast.Attribute) -> Type:
        """A member of an enum, or a declared field."""
        if isinstance(node.value, ast.Name) and node.value.id not in self.local_names:
            owner = self.bound(node.value)
            if isinstance(owner, type) and issubclass(owner, Enum):
                return self._member(node, owner)
        owner = self.of(node.value)
        found = self.field(owner, node.attr)
        if found is None:
            what = f".{node.attr} of {name_of(owner)}"
            return self.refuse(node, what, f"use one of its fields ({', '.join(self.fields(owner)) or 'it has none'})")
        return found

    def _member(self, node: ast.Attribute, owner: type[Enum]) -> Type:
        try:
            found = declared_type(owner)
        except NoType as refusal:
            return self.refuse(node, refusal.construct, refusal.instead)
        if node.attr not in owner.__members__:
            return self.refuse(node, f"{owner.__name__}.{node.attr}", f"name a member of {owner.__name__}")
        return found

    def fields(self, owner: Type) -> Mapping[str, Type]:
        """What may be read of a value of the type."""
        return field_types(owner) if is_record(owner) or is_world(owner) else {}

    def field(self, owner: Type, name: str) -> Type | None:
        """The type of a field; None if there is no such field."""
        return UNKNOWN if owner is UNKNOWN else self.fields(owner).get(name)

    def subscript(self, node: ast.Subscript) -> Type:
        """A row of a table, a part of a tuple, or the sum of a group."""
        owner = self.of(node.value)
        if isinstance(owner, Rows):
            self.expect(node.slice, owner.key, "the key")
            return owner.row
        if isinstance(owner, Sums):
            self.expect(node.slice, owner.group, "the group")
            return int
        if isinstance(owner, Fixed):
            place = node.slice.value if isinstance(node.slice, ast.Constant) else None
            if type(place) is int and place < len(owner.parts):
                return owner.parts[place]
            return self.refuse(node, f"[{ast.unparse(node.slice)}] of {name_of(owner)}", "write the place as a number")
        if owner is not UNKNOWN and type(node.slice) not in FORBIDDEN_NODES:
            instead = (
                "go through a message's list by for_each_in" if isinstance(owner, Listed) else "only tables have rows"
            )
            self.refuse(node, f"[] of {name_of(owner)}", instead)
        return UNKNOWN

    def tuple(self, node: ast.Tuple) -> Type:
        """A tuple written out."""
        return Fixed(tuple(map(self.of, node.elts)))

    def negated(self, node: ast.UnaryOp) -> Type:
        """``not``, or a sign."""
        if isinstance(node.op, ast.Not):
            self.condition(node.operand)
            return bool
        if type(node.op) in FORBIDDEN_NODES:
            return UNKNOWN
        self.expect(node.operand, int, "a number")
        return int

    def reckoned(self, node: ast.BinOp) -> Type:
        """Arithmetic of integers."""
        if isinstance(node.op, _ARITHMETIC):
            for operand in (node.left, node.right):
                self.expect(operand, int, "a number")
            return int
        return UNKNOWN

    def combined(self, node: ast.BoolOp) -> Type:
        """``and``, ``or``: one of its operands."""
        found = {self.condition(operand) for operand in node.values} - {UNKNOWN}
        if len(found) > 1:
            return self.refuse(node, "and, or of a number and a truth value", "compare the number with something")
        return found.pop() if found else UNKNOWN

    def chosen(self, node: ast.IfExp) -> Type:
        """One of two values of one type."""
        self.condition(node.test)
        one, other = self.of(node.body), self.of(node.orelse)
        both = joined(one, other)
        if both is None:
            return self.refuse(node, f"{name_of(one)} or {name_of(other)}", "let both be of one type")
        return both

    def compared(self, node: ast.Compare) -> Type:
        """Comparisons of values of one type, and ``key in table``."""
        left = self.of(node.left)
        for operator, operand in zip(node.ops, node.comparators, strict=True):
            right = self.of(operand)
            self.compare(node, operator, left, right)
            left = right
        return bool

    def compare(self, node: ast.Compare, operator: ast.cmpop, left: Type, right: Type) -> None:
        """Refuse a comparison that has no meaning."""
        if type(operator) in FORBIDDEN_NODES or UNKNOWN in (left, right):
            return
        if isinstance(operator, ast.In | ast.NotIn):
            if not isinstance(right, Rows):
                self.refuse(node, f"in {name_of(right)}", "ask key in table; compare with == and or")
            elif not fits(left, right.key):
                self.refuse(node, f"{name_of(left)} in {name_of(right)}", f"the key has to be {name_of(right.key)}")
        elif joined(left, right) is None:
            self.refuse(node, f"a comparison of {name_of(left)} with {name_of(right)}", "compare values of one type")
        elif isinstance(operator, _ORDER) and not (is_ordered(left) and is_ordered(right)):
            self.refuse(node, f"an order of {name_of(left)}", "only numbers, and tuples of them, have one")
        elif not (is_compared(left) and is_compared(right)):
            self.refuse(node, f"a comparison of {name_of(left)}", "compare rows and scalars")

    @abstractmethod
    def call(self, node: ast.Call) -> Type:
        """A call, of which transitions and laws know different ones."""


_READERS: dict[type[ast.expr], Callable[..., Type]] = {
    ast.Constant: lambda self, node: self.constant(node),
    ast.Name: lambda self, node: self.name(node),
    ast.Attribute: lambda self, node: self.attribute(node),
    ast.Subscript: lambda self, node: self.subscript(node),
    ast.Tuple: lambda self, node: self.tuple(node),
    ast.UnaryOp: lambda self, node: self.negated(node),
    ast.BinOp: lambda self, node: self.reckoned(node),
    ast.BoolOp: lambda self, node: self.combined(node),
    ast.IfExp: lambda self, node: self.chosen(node),
    ast.Compare: lambda self, node: self.compared(node),
    ast.Call: lambda self, node: self.call(node),
}
"""How each kind of expression is read; there are no others."""

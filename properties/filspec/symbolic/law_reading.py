"""How a law is read: what its expressions are, and that it says what holds and does nothing.

A law may name what a transition may, as far as it only reads, and functions beside it, which are read as laws are. It
may say one thing more, ``return all(... for key, row in table.items())``, once and last: that is shown of one arbitrary
row. Anywhere else a single row would stand for all.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Mapping
from types import CodeType, FunctionType

from filspec.kit.calls import Calls, function_of
from filspec.kit.expressions import Report
from filspec.kit.laws import formula
from filspec.kit.signatures import Signature, check_arguments, declared_by_the_kit, signature_or_refusal
from filspec.kit.statements import Statements
from filspec.kit.subset import FORBIDDEN_NODES
from filspec.kit.transitions import Kind
from filspec.kit.value_types import UNKNOWN, Fixed, NoType, Rows, Type, is_compared, is_record, name_of
from filspec.symbolic.law_frames import read_constant, read_display
from filspec.symbolic.law_words import ARGUMENTS, LAW_WORDS, NAME, PASSED, OfLaws, declared_in_law

_IN_PLACE = {ast.GeneratorExp, ast.Set}
"""Constructs that laws have in one place, where they are looked for."""

_ONE_EXPRESSION = "write what holds as one expression"
_ALL = "write `return all(... for key, row in table.items())` once, as the last line of the law itself"


class LawExpressions(Calls):
    """Finds the types of the expressions of a law.

    Args:
        module: what the names of the function's module are bound to.
        report: takes each refusal.
        world: the world that the law is given; None for any.
        names_changes: whether the function returns what may change.

    Attributes:
        named: the functions beside it that it calls or passes on, in order.
        modules: the modules of the registered functions that it calls, in order.
    """

    def __init__(
        self,
        module: Mapping[str, object],
        report: Report,
        world: type | None = None,
        names_changes: bool = False,
    ) -> None:
        super().__init__(module, report, LAW_WORDS, reads_only=True)
        self.world, self.names_changes = world, names_changes
        self.named: list[FunctionType] = []
        self.modules: list[str] = []

    def of(self, node: ast.expr) -> Type:
        """The type of an expression; a construct that the subset lacks is refused here."""
        if isinstance(node, ast.Dict) and self.names_changes:
            return read_display(self, node, self.world)
        if type(node) in FORBIDDEN_NODES:
            construct, _ = FORBIDDEN_NODES[type(node)]
            return self.refuse(
                node, construct, _ALL if type(node) in _IN_PLACE else "write what holds as one expression"
            )
        return super().of(node)

    def constant(self, node: ast.Constant) -> Type:
        """A number or a truth value."""
        if type(node.value) not in (int, bool):
            return self.refuse(node, f"the constant {node.value!r}", "use integers, booleans and enum members")
        return super().constant(node)

    def fields(self, owner: Type) -> Mapping[str, Type]:
        """What may be read of a value of the type."""
        return owner.fields if isinstance(owner, OfLaws) else super().fields(owner)

    def name(self, node: ast.Name) -> Type:
        """As in transitions; a constant may say what may change."""
        if node.id not in self.local_names and isinstance(self.bound(node), Mapping):
            try:
                return read_constant(self.bound(node), self.world)
            except NoType as refusal:
                return self.refuse(node, f"the name {node.id}: {refusal.construct}", refusal.instead)
        return super().name(node)

    def subscript(self, node: ast.Subscript) -> Type:
        """As in transitions; an argument of a message besides."""
        if isinstance(node.value, ast.Attribute) and self.of(node.value) is ARGUMENTS:
            if not isinstance(node.slice, ast.Constant) or type(node.slice.value) is not int:
                self.refuse(node, f"[{ast.unparse(node.slice)}] of the arguments", "write the place as a number")
            return PASSED
        return super().subscript(node)

    def reckoned(self, node: ast.BinOp) -> Type:
        """Arithmetic of integers."""
        self._operator(node, node.op)
        return super().reckoned(node)

    def negated(self, node: ast.UnaryOp) -> Type:
        """``not``, or a sign."""
        self._operator(node, node.op)
        return super().negated(node)

    def _operator(self, node: ast.expr, operator: ast.AST) -> None:
        if type(operator) in FORBIDDEN_NODES:
            self.refuse(node, *FORBIDDEN_NODES[type(operator)])

    def compared(self, node: ast.Compare) -> Type:
        """As in transitions."""
        for operator in node.ops:
            self._operator(node, operator)
        return super().compared(node)

    def compare(self, node: ast.Compare, operator: ast.cmpop, left: Type, right: Type) -> None:
        """Refuse a comparison that has no meaning; an answer of any type may be compared with any value."""
        if isinstance(operator, ast.Eq | ast.NotEq) and (left is right is NAME or PASSED in (left, right)):
            other = right if left is PASSED else left
            if other not in (PASSED, NAME) and (isinstance(other, OfLaws) or not is_compared(other)):
                self.refuse(node, f"a comparison with {name_of(other)}", "compare with a value")
            return
        if (isinstance(left, OfLaws) or isinstance(right, OfLaws)) and type(operator) not in FORBIDDEN_NODES:
            self.refuse(node, f"a comparison of {name_of(left)} with {name_of(right)}", "compare values of one type")
            return
        super().compare(node, operator, left, right)

    def call(self, node: ast.Call) -> Type:
        """A call, of which each argument is written out."""
        if any(keyword.arg is None for keyword in node.keywords):
            return self.refuse(node, "**", "write the arguments out")
        return super().call(node)

    def skipped(self, node: ast.Call) -> Type:
        """A call that is no call of a function by its name."""
        if not isinstance(node.func, ast.Name) or node.func.id in self.local_names:
            is_items = isinstance(node.func, ast.Attribute) and node.func.attr == "items"
            self.refuse(
                node, f"a call of {ast.unparse(node.func)}", _ALL if is_items else "call a function by its name"
            )
        return super().skipped(node)

    def method(self, node: ast.Call, method: ast.Attribute) -> Type:
        """``table.get(key, default)`` or ``record.but(field=value)``."""
        owner = self.of(method.value)
        allowed = (method.attr == "get" and isinstance(owner, Rows)) or (method.attr == "but" and is_record(owner))
        return super().method(node, method) if allowed else self.skipped(node)

    def function(self, node: ast.Call, name: ast.Name, called: object) -> Type:
        """A call of a registered function that reads, or of a function that is read as the law is."""
        if called is all:
            return self.refuse(node, "all()", _ALL)
        signature = self._signature(name, called, node)
        if signature is None:
            return super().skipped(node)
        check_arguments(self, node, signature.parameters)
        return signature.returns

    def _signature(self, name: ast.Name, called: object, node: ast.Call | None = None) -> Signature | None:
        written = formula_of(called)
        if written is not None and node is not None and node.keywords:
            self.refuse(node, f"{name.id} with {node.keywords[0].arg}=", "give a formula its arguments by their places")
        if written is not None or (declared_by_the_kit(called) is None and is_beside(called)):
            beside = called if written is None else written
            assert isinstance(beside, FunctionType)
            self.named.append(beside)
            return signature_or_refusal(self, name, beside, declared_in_law)
        declared = self.registered(name, called)
        if declared is None or declared.kind in (Kind.MESSAGE, Kind.INTERNAL):
            return None
        if node is not None:
            self.require_place(node)
        self.modules.append(declared.function.__module__)
        return signature_or_refusal(self, name, function_of(declared))

    def summand_of(self, node: ast.Name) -> Signature | None:
        """The signature of a summand."""
        return self._signature(node, self.bound(node))


def is_beside(called: object) -> bool:
    """Whether this is a function that stands in its module under its own name, outside the kit."""
    if not isinstance(called, FunctionType) or called.__module__.startswith("filspec.kit."):
        return False
    home = sys.modules.get(called.__module__)
    if home is None or called.__globals__ is not vars(home):
        return False
    return vars(home).get(called.__qualname__) is called


def formula_of(called: object) -> FunctionType | None:
    """The function that a formula was made of, if it stands in its module under its own name; None if it is none."""
    if not isinstance(called, FunctionType) or called.__code__ not in _FORMULAS:
        return None
    cells = dict(zip(called.__code__.co_freevars, called.__closure__ or (), strict=True))
    written = cells["function"].cell_contents
    if not isinstance(written, FunctionType):
        return None
    home = sys.modules.get(written.__module__)
    if home is None or written.__globals__ is not vars(home):
        return None
    return written if vars(home).get(written.__qualname__) is called else None


_FORMULAS = [constant for constant in formula.__code__.co_consts if isinstance(constant, CodeType)]
"""The code of what the kit puts around formulas."""


class LawStatements(Statements):
    """Reads the statements of a law, or of a function that it calls.

    Args:
        reader: who finds the types of its expressions.
        report: takes each refusal.
        signature: what it is given and returns.
        is_law: whether it is the law itself.
    """

    def __init__(self, reader: LawExpressions, report: Report, signature: Signature, is_law: bool) -> None:
        super().__init__(reader, report, signature)
        self._expressions, self._is_law = reader, is_law
        self._last: ast.stmt | None = None

    def read(self, function: ast.FunctionDef) -> None:
        """Read the whole function."""
        self._last = function.body[-1]
        super().read(function)

    def statement(self, node: ast.stmt) -> None:
        """Read one statement: a name for a value, a condition, or what is returned."""
        if isinstance(node, ast.Return) and node is self._last and self._is_law and self._speaks_of_rows(node):
            return
        targets = node.targets if isinstance(node, ast.Assign) else []
        if isinstance(node, ast.AnnAssign) and node.value is not None:
            targets = [node.target]
        if isinstance(node, ast.Assign | ast.AnnAssign | ast.If | ast.Return) and all(map(_is_of_names, targets)):
            super().statement(node)
        elif not isinstance(node, ast.Pass):
            construct, _ = FORBIDDEN_NODES.get(type(node), (type(node).__name__, ""))
            self._refuse(node, f"{construct} in a law", "write what holds as one expression; a law changes nothing")

    def _speaks_of_rows(self, node: ast.Return) -> bool:
        """Read ``return all(... for key, row in table.items())``; whether it is this."""
        match node.value:
            case ast.Call(func=ast.Name() as name, args=[ast.GeneratorExp(generators=[one]) as rows], keywords=[]) if (
                not one.ifs and not one.is_async and self._expressions.bound(name) is all
            ):
                pass
            case _:
                return False
        match one.iter:
            case ast.Call(func=ast.Attribute(value=over, attr="items"), args=[], keywords=[]):
                pass
            case _:
                return False
        if name.id in self._expressions.local_names:
            return False
        table = self._expressions.of(over)
        if isinstance(table, Rows):
            self._store(one.target, Fixed((table.key, table.row)))
        elif table is not UNKNOWN:
            self._refuse(node, f".items() of {name_of(table)}", "only tables have rows")
        self._expressions.expect(rows.elt, bool, "what holds of a row")
        return True


def _is_of_names(target: ast.expr) -> bool:
    return isinstance(target, ast.Name) or (isinstance(target, ast.Tuple) and all(map(_is_of_names, target.elts)))

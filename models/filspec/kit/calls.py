"""Calls: what a function may call, each by the very object that the name is bound to.

A name that is called is bound to a word of the kit (``filspec.kit.words``), a unit, a record, or a registered function.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from types import FunctionType
from typing import NewType

from filspec.kit.expressions import Expressions, Report
from filspec.kit.records import Record
from filspec.kit.signatures import (
    WORLD,
    Signature,
    check_arguments,
    declared_by_the_kit,
    signature_or_refusal,
)
from filspec.kit.subset import ALLOWED_METHODS
from filspec.kit.transitions import Kind, Transition
from filspec.kit.value_types import (
    UNKNOWN,
    NoType,
    Rows,
    Type,
    declared_type,
    fits,
    is_record,
    name_of,
)

Word = Callable[["Calls", ast.Call], Type]
"""Checks the arguments of a call of one function of the kit, and finds its type."""

WRITERS = (Kind.MESSAGE, Kind.INTERNAL)


class Calls(Expressions):
    """Finds the types of expressions in which something is called.

    Args:
        module: what the names of the function's module are bound to.
        report: takes each refusal.
        words: the functions that may be called by name, with how each is checked.
        reads_only: whether transitions that write may not be named.
    """

    def __init__(
        self, module: Mapping[str, object], report: Report, words: Mapping[object, Word], reads_only: bool
    ) -> None:
        super().__init__(module, report)
        self._words, self.reads_only = words, reads_only

    def call(self, node: ast.Call) -> Type:
        """A call: by a name, or one of the methods of tables and records."""
        if isinstance(node.func, ast.Attribute):
            return self.method(node, node.func)
        if not isinstance(node.func, ast.Name) or node.func.id in self.local_names:
            return self.skipped(node)
        called = self.bound(node.func)
        word = self.word(called)
        if word is not None:
            return word(self, node)
        if isinstance(called, NewType):
            return self._unit(node, called)
        if isinstance(called, type) and issubclass(called, Record):
            return self._record(node, called)
        return self.function(node, node.func, called)

    def word(self, called: object) -> Word | None:
        """How a call of this very object is checked; None if it is no word."""
        return next((word for known, word in self._words.items() if known is called), None)

    def skipped(self, node: ast.Call) -> Type:
        """A call that the first reading refuses; its arguments are read all the same."""
        for part in [*node.args, *(keyword.value for keyword in node.keywords)]:
            self.of(part)
        return UNKNOWN

    def function(self, node: ast.Call, name: ast.Name, called: object) -> Type:
        """A call of a registered function."""
        declared = self.registered(name, called)
        signature = declared and signature_or_refusal(self, node, function_of(declared))
        if not signature:
            return self.skipped(node)
        self.require_place(node)
        check_arguments(self, node, signature.parameters)
        return signature.returns

    def require_place(self, node: ast.Call) -> None:
        """Refuse a world that is given to a registered function by name: its arguments are counted without it."""
        for keyword in node.keywords:
            if keyword.arg == WORLD:
                self.refuse(keyword.value, f"{WORLD}= in a call", "give the world by its place, the first")

    def registered(self, name: ast.Name, called: object) -> Transition | None:
        """The declaration of what a name is bound to, if it may be called; else None, and it is refused."""
        declared = declared_by_the_kit(called)
        if declared is None:
            self.refuse(name, f"the name {name.id}", "call a registered function by its name")
        elif self.reads_only and declared.kind in WRITERS:
            self.refuse(name, f"the name {name.id}", "a function that only reads calls no transition")
        return declared

    def method(self, node: ast.Call, method: ast.Attribute) -> Type:
        """``table.get(key, default)`` or ``record.but(field=value)``."""
        owner = self.of(method.value)
        if method.attr == "get" and isinstance(owner, Rows):
            check_arguments(self, node, (("key", owner.key), ("default", owner.row)))
            return owner.row
        if method.attr == "but" and is_record(owner):
            self._fields(node, owner, all_of_them=False)
            return owner
        if owner is not UNKNOWN and method.attr in ALLOWED_METHODS:
            self.refuse(node, f".{method.attr}() of {name_of(owner)}", "only tables have get, and records but")
        return self.skipped(node)

    def _record(self, node: ast.Call, cls: type[Record]) -> Type:
        try:
            found = declared_type(cls)
        except NoType as refusal:
            return self.refuse(node, refusal.construct, refusal.instead)
        self._fields(node, cls, all_of_them=True)
        return found

    def _fields(self, node: ast.Call, cls: type[Record], all_of_them: bool) -> None:
        declared = self.fields(cls)
        named = [keyword.arg for keyword in node.keywords if keyword.arg is not None]
        if node.args:
            self.refuse(node, f"{cls.__name__} with a field that is not named", "write field=value")
        for keyword in node.keywords:
            if keyword.arg is None:
                continue
            if keyword.arg not in declared:
                fields = ", ".join(declared)
                self.refuse(keyword.value, f"the field {keyword.arg} of {cls.__name__}", f"it has {fields}")
            else:
                self.expect(keyword.value, declared[keyword.arg], f"{keyword.arg} of {cls.__name__}")
        missing = [name for name in cls.__struct_fields__ if name not in named]
        if all_of_them and missing and not any(keyword.arg is None for keyword in node.keywords):
            self.refuse(node, f"{cls.__name__} without {', '.join(missing)}", "give every field")

    def _unit(self, node: ast.Call, unit: NewType) -> Type:
        try:
            wanted = declared_type(unit)
        except NoType as refusal:
            return self.refuse(node, refusal.construct, refusal.instead)
        check_arguments(self, node, (("the number", wanted),))
        return wanted

    def step(self, node: ast.expr) -> Signature | None:
        """The signature of a transition that is passed on; None if it is none, and it is refused."""
        if not isinstance(node, ast.Name) or node.id in self.local_names:
            self.refuse(node, f"{ast.unparse(node)} as a step", "name a registered transition")
            return None
        declared = self.registered(node, self.bound(node))
        if declared is None:
            return None
        if declared.kind not in WRITERS:
            self.refuse(node, f"{node.id} as a step, which {declared.kind.value}", "declare it @internal")
            return None
        return signature_or_refusal(self, node, function_of(declared))

    def summand(self, node: ast.expr, rows: Rows) -> Type:
        """What a function that is passed on makes of a key and a row."""
        if not isinstance(node, ast.Name) or node.id in self.local_names:
            return self.refuse(node, f"{ast.unparse(node)} as a summand", "name a function")
        signature = self.summand_of(node)
        if signature is None:
            return UNKNOWN
        wanted = [rows.key, rows.row]
        given = [declared for _, declared in signature.parameters]
        if len(given) != len(wanted) or not all(map(fits, wanted, given)):
            what = f"{node.id} as a summand of {name_of(rows)}"
            return self.refuse(node, what, "let it be given just the key and the row")
        return signature.returns

    def summand_of(self, node: ast.Name) -> Signature | None:
        """The signature of a summand: a registered function that reads."""
        declared = self.registered(node, self.bound(node))
        if declared is not None and declared.kind is not Kind.PURE:
            self.refuse(node, f"{node.id} as a summand", "declare it @pure")
            return None
        return None if declared is None else signature_or_refusal(self, node, function_of(declared))


def function_of(declared: Transition) -> FunctionType:
    """A registered function as it was written."""
    assert isinstance(declared.function, FunctionType)
    return declared.function

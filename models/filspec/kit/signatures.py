"""Signatures: what a function is given and what it returns, and whether a call gives it that."""

from __future__ import annotations

import ast
import sys
from collections.abc import Callable
from functools import cache
from types import FunctionType
from typing import NamedTuple

from filspec.kit.annotations import annotations_of
from filspec.kit.expressions import Expressions
from filspec.kit.transitions import Transition, is_called_as
from filspec.kit.value_types import NoType, Rows, Type, declared_type, is_world, name_of

WORLD = "w"
"""The parameter by which a transition is given the world."""


class Signature(NamedTuple):
    """What a function is given and returns.

    Attributes:
        parameters: their names and types, in order.
        returns: the type of what it returns.
    """

    parameters: tuple[tuple[str, Type], ...]
    returns: Type


@cache
def signature_of(function: FunctionType, typed: Callable[[object], Type] = declared_type) -> Signature:
    """The signature of a function, from its annotations.

    Args:
        function: the function as it was written.
        typed: the type that an annotation stands for.

    Raises:
        NoType: a part of it is missing, or no type of the subset.
    """
    code = function.__code__
    names = code.co_varnames[: code.co_argcount]
    is_plain = not code.co_posonlyargcount and not code.co_kwonlyargcount and not code.co_flags & _VARIABLE
    if not is_plain or function.__defaults__ or function.__kwdefaults__ or function.__closure__:
        raise NoType("a default, keyword-only or variable argument, or a closure", "make every argument explicit")
    try:
        declared = annotations_of(function)
    except NameError as unknown:
        raise NoType(str(unknown), "import at the top what the annotations are written with") from unknown
    if not {*names, "return"} <= set(declared):
        raise NoType("a parameter or a result without a type", "annotate every parameter, and what is returned")
    return Signature(tuple((name, typed(declared[name])) for name in names), typed(declared["return"]))


_VARIABLE = 0x04 | 0x08
"""The flags of a code that takes ``*arguments`` or ``**named``."""


def require_passable(signature: Signature) -> None:
    """Refuse a signature of a transition whose arguments are not a world and values.

    A world is passed as a whole and by one name, so a function always has the world of whoever calls it.

    Raises:
        NoType: it has others.
    """
    for place, (name, declared) in enumerate(signature.parameters):
        if isinstance(declared, Rows) or (is_world(declared) and (place, name) != (0, WORLD)):
            raise NoType(f"the parameter {name}, {name_of(declared)}", "pass the world, as w, and name the table there")
        if name == WORLD and not is_world(declared):
            raise NoType("the parameter w, which is no world", "call the world w, and nothing else")
    if isinstance(signature.returns, Rows) or is_world(signature.returns):
        raise NoType(f"{name_of(signature.returns)} as a result", "return a value, and name the table where it is used")


def declared_by_the_kit(value: object) -> Transition | None:
    """The declaration of a registered function; None if it is none, or not just what the kit made of it.

    What is registered stands in its own module under its own name, and is wrapped by the kit alone: so one name is one
    function, and what a proof runs is what was read.
    """
    if not isinstance(value, FunctionType):
        return None
    registered, found = value, value.__dict__.get("transition")
    if type(found) is not Transition or not isinstance(found.function, FunctionType):
        return None
    home = sys.modules.get(found.function.__module__)
    if home is None or found.function.__globals__ is not vars(home) or vars(home).get(found.name) is not value:
        return None
    if found.name != found.function.__name__:
        return None
    return found if is_called_as(found, registered) else None


def check_arguments(reader: Expressions, node: ast.Call, parameters: tuple[tuple[str, Type], ...]) -> None:
    """Refuse a call that does not give each parameter one argument of its type."""
    names = [name for name, _ in parameters]
    given: dict[str, ast.expr] = dict(zip(names, node.args, strict=False))
    called = ast.unparse(node.func)
    if len(node.args) > len(names):
        reader.refuse(node, f"{len(node.args)} arguments for {called}", f"it has {len(names)}: {', '.join(names)}")
    for keyword in node.keywords:
        if keyword.arg is None:
            continue
        if keyword.arg in given:
            reader.refuse(keyword.value, f"{keyword.arg} of {called}, given twice", "give it once")
        elif keyword.arg not in names:
            reader.refuse(keyword.value, f"{called} with {keyword.arg}", f"it has {', '.join(names)}")
        given.setdefault(keyword.arg, keyword.value)
    missing = [name for name in names if name not in given]
    if missing:
        reader.refuse(node, f"{called} without {', '.join(missing)}", "give every argument")
    for name, wanted in parameters:
        if name in given:
            check_argument(reader, given[name], wanted, f"{name} of {called}")


def check_argument(reader: Expressions, node: ast.expr, wanted: Type, what: str) -> None:
    """Refuse an argument of another type, and a world that is not passed on by its name."""
    reader.expect(node, wanted, what)
    if is_world(wanted) and not isinstance(node, ast.Name):
        reader.refuse(node, f"{ast.unparse(node)} for {what}", "pass on the world that the function was given")


def signature_or_refusal(
    reader: Expressions, node: ast.AST, function: FunctionType, typed: Callable[[object], Type] = declared_type
) -> Signature | None:
    """The signature of what is called; None if it has none, which is refused."""
    try:
        return signature_of(function, typed)
    except NoType as refusal:
        reader.refuse(node, f"{function.__name__}, which has {refusal.construct}", refusal.instead)
        return None

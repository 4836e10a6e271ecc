"""The guards of a transition, read from its source: what must hold, and the reason for which it is refused else."""

from __future__ import annotations

import ast
import inspect
import textwrap
from collections.abc import Callable
from typing import NamedTuple

from filspec.actors.reasons import Reason


class Guard(NamedTuple):
    """One ``require``.

    Attributes:
        condition: what must hold, as written.
        reason: why the message is refused if it does not.
    """

    condition: str
    reason: Reason


def guards(function: Callable[..., object]) -> list[Guard]:
    """The guards that a function itself states, in order."""
    tree = ast.parse(textwrap.dedent(inspect.getsource(function)))
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and _name(node.func) == "require"]
    calls.sort(key=lambda call: call.lineno)
    return [Guard(ast.unparse(call.args[0]), Reason[_name(call.args[1])]) for call in calls]


def called(function: Callable[..., object], known: set[str]) -> list[str]:
    """The functions of this set that a function calls, or goes through in a loop, in order, each once."""
    tree = ast.parse(textwrap.dedent(inspect.getsource(function)))
    names = [node for node in ast.walk(tree) if isinstance(node, ast.Name) and node.id in known]
    names.sort(key=lambda name: (name.lineno, name.col_offset))
    return list(dict.fromkeys(name.id for name in names if name.id != function.__name__))


def body(function: Callable[..., object]) -> str:
    """The source of a function as it stands in its file, without the docstring."""
    source = textwrap.dedent(inspect.getsource(function))
    tree = ast.parse(source)
    (definition,) = tree.body
    if not isinstance(definition, ast.FunctionDef) or ast.get_docstring(definition) is None:
        return source
    lines = source.splitlines()
    text = definition.body[0]
    kept = lines[: text.lineno - 1] + lines[text.end_lineno or text.lineno :]
    return "\n".join(kept)


def _name(node: ast.expr) -> str:
    return node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""

"""The linter of laws: a law is run on terms, so it may not look through them either.

What no symbolic value can see (``is``, ``isinstance``, ``id``, a global) would prove a law in silence, as in
transitions. Laws may say one thing more: ``return all(... for key, row in table.items())``, once, for that is shown of
one arbitrary row; anywhere else a single row would stand for all. The functions a law calls are read as well.
"""

from __future__ import annotations

import ast
import inspect
import textwrap
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from types import CodeType, FunctionType

from filspec.kit.laws import Law

_FORBIDDEN: dict[type[ast.AST], str] = {
    ast.Try: "try",
    ast.While: "while",
    ast.With: "with",
    ast.Global: "global",
    ast.Nonlocal: "nonlocal",
    ast.Match: "match",
    ast.JoinedStr: "an f-string",
    ast.Raise: "raise",
    ast.Lambda: "lambda",
    ast.NamedExpr: ":=",
    ast.Import: "import",
    ast.ImportFrom: "import",
}
_BLIND = frozenset(
    {"isinstance", "issubclass", "type", "id", "hash", "repr", "str", "int", "bool", "float", "len", "vars", "getattr"}
    | {"hasattr", "setattr", "globals", "locals", "eval", "exec", "any", "sum", "sorted", "iter", "next", "list", "set"}
)


LAWS_OF_THE_PROTOCOL = "filspec.laws"
"""Where the laws are, in files and folders; what a law calls there is read with it."""


class LawError(Exception):
    """A law cannot be proved as it is written."""


def require_provable(laws: Sequence[Law]) -> None:
    """Refuse laws that look through values.

    Raises:
        LawError: with every construct, its place, and what to write instead.
    """
    reached = {law.name: _reached(law.holds) for law in laws}
    functions = {name: function for of_law in reached.values() for name, function in of_law.items()}
    findings = [finding for function in functions.values() for finding in findings_of(function)]
    called = {
        name: function
        for law in laws
        for name, function in reached[law.name].items()
        if function is not law.holds and "items" in _names_in(function.__code__)
    }
    findings += [
        f"{function.__code__.co_filename}:{function.__code__.co_firstlineno}: {function.__name__}: .items() in what a "
        "law calls: write it in the law itself, where it is neither negated nor one case of several"
        for function in called.values()
    ]
    if findings:
        raise LawError("\n".join(findings))


def _reached(law: Callable[..., object]) -> dict[str, FunctionType]:
    """A law, and the functions beside it that it names, by place and name."""
    reached: dict[str, FunctionType] = {}
    waiting: list[object] = [law]
    while waiting:
        function = waiting.pop()
        function = inspect.unwrap(function) if isinstance(function, FunctionType) else function
        if not isinstance(function, FunctionType) or f"{function.__module__}.{function.__name__}" in reached:
            continue
        reached[f"{function.__module__}.{function.__name__}"] = function
        beside = [function.__globals__.get(name) for name in _names_in(function.__code__)]
        waiting += [found for found in beside if getattr(found, "__module__", "").startswith(_package(law))]
    return reached


def _package(law: Callable[..., object]) -> str:
    """The package of all laws, for one of them; else what stands before the last dot of the module."""
    module = law.__module__
    return LAWS_OF_THE_PROTOCOL if module.startswith(LAWS_OF_THE_PROTOCOL) else module.rpartition(".")[0] or module


def _names_in(code: CodeType) -> set[str]:
    nested = [_names_in(constant) for constant in code.co_consts if isinstance(constant, CodeType)]
    return {*code.co_names, *(name for names in nested for name in names)}


@cache
def findings_of(law: FunctionType) -> tuple[str, ...]:
    """What a law does that a proof cannot follow."""
    lines, first = inspect.getsourcelines(law)
    [function] = ast.parse(textwrap.dedent("".join(lines))).body
    if not isinstance(function, ast.FunctionDef):
        return (f"{law.__code__.co_filename}:{first}: a law is a function with a name",)
    place = f"{law.__code__.co_filename}:{{}}: {law.__name__}: {{}}"
    return tuple(place.format(first + line - 1, what) for line, what in _findings(function))


def _findings(function: ast.FunctionDef) -> Iterator[tuple[int, str]]:
    over_rows = [call for call in ast.walk(function) if isinstance(call, ast.Call) and _is_call_of(call, "items")]
    for call in over_rows[1:]:
        yield call.lineno, "a second .items(): one arbitrary row stands for all of one table only"
    if over_rows and not _is_all_of_rows(function.body[-1]):
        yield over_rows[0].lineno, ".items() outside of `return all(... for key, row in table.items())`"
    for node in (part for statement in function.body for part in ast.walk(statement)):
        if type(node) in _FORBIDDEN:
            yield getattr(node, "lineno", 0), f"{_FORBIDDEN[type(node)]}: write what holds as one expression"
        elif isinstance(node, ast.Name) and node.id in _BLIND:
            yield node.lineno, f"{node.id}(): compare values with operators"
        elif isinstance(node, ast.Compare) and _asks_for_identity(node):
            yield node.lineno, "is: compare with =="


def _asks_for_identity(node: ast.Compare) -> bool:
    """``is``; but of a message's answer, which is an ordinary value on each path."""
    by_identity = any(isinstance(kind, ast.Is | ast.IsNot) for kind in node.ops)
    return by_identity and not (isinstance(node.left, ast.Attribute) and node.left.attr == "answer")


def _is_call_of(node: ast.AST, method: str) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == method


def _is_all_of_rows(statement: ast.stmt) -> bool:
    """``return all(... for key, row in table.items())``, without a condition."""
    if not isinstance(statement, ast.Return) or not isinstance(statement.value, ast.Call):
        return False
    call = statement.value
    if not isinstance(call.func, ast.Name) or call.func.id != "all" or len(call.args) != 1:
        return False
    [over] = call.args
    if not isinstance(over, ast.GeneratorExp) or len(over.generators) != 1:
        return False
    return _is_call_of(over.generators[0].iter, "items") and not over.generators[0].ifs

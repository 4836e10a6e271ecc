"""The linter of the provable subset, part of what a proof trusts.

A prover runs transitions on symbolic values. Operators of such values can raise where Python leaves the subset, but
some constructs (``is``, ``isinstance``, ``id``, a global) never ask the value anything: they would prove wrong things
in silence. The linter refuses these, and everything else that has no meaning for a proof, before anything runs.

A finding names the place, the construct, and what to write instead.
"""

from __future__ import annotations

import ast
import sys
from functools import cache
from pathlib import Path
from typing import NamedTuple

DECORATORS = frozenset({"message", "internal", "query", "pure", "oracle"})

FORBIDDEN_NODES: dict[type[ast.AST], tuple[str, str]] = {
    ast.Is: ("is", "compare with =="),
    ast.IsNot: ("is not", "compare with !="),
    ast.Try: ("try", "use attempt(step, w, ...)"),
    ast.Raise: ("raise", "use require(condition, Reason.X)"),
    ast.While: ("while", "use for_each(table, step, w)"),
    ast.With: ("with", "leave resources to the runner"),
    ast.Lambda: ("lambda", "write a named function"),
    ast.Yield: ("yield", "use for_each(table, step, w)"),
    ast.YieldFrom: ("yield from", "use for_each(table, step, w)"),
    ast.Await: ("await", "transitions are immediate"),
    ast.Global: ("global", "keep state in the world"),
    ast.Nonlocal: ("nonlocal", "keep state in the world"),
    ast.Match: ("match", "use if / elif / else"),
    ast.NamedExpr: (":=", "assign on a line of its own"),
    ast.JoinedStr: ("f-string", "transitions build no text"),
    ast.Set: ("set display", "use a Table"),
    ast.Dict: ("dict display", "use a Table or a Record"),
    ast.List: ("list display", "use a tuple or a Table"),
    ast.SetComp: ("set comprehension", "use for_each(table, step, w)"),
    ast.DictComp: ("dict comprehension", "use for_each(table, step, w)"),
    ast.ListComp: ("list comprehension", "use for_each(table, step, w)"),
    ast.GeneratorExp: ("generator", "use for_each(table, step, w)"),
    ast.Div: ("/", "use // on integers"),
    ast.Pow: ("**", "keep powers in a table of constants"),
    ast.LShift: ("<<", "multiply by a constant"),
    ast.RShift: (">>", "divide by a constant with //"),
    ast.BitAnd: ("&", "use and, or %"),
    ast.BitOr: ("|", "use or, or +"),
    ast.BitXor: ("^", "use !="),
    ast.Invert: ("~", "use not"),
    ast.MatMult: ("@", "write the sum out"),
    ast.Import: ("import inside a function", "import at the top of the file"),
    ast.ImportFrom: ("import inside a function", "import at the top of the file"),
    ast.Starred: ("*", "write the arguments out"),
    ast.AsyncFunctionDef: ("async", "transitions are immediate"),
    ast.ClassDef: ("class inside a function", "define it at the top of the file"),
    ast.Delete: ("", ""),
}

FORBIDDEN_CALLS = frozenset(
    [
        "isinstance",
        "issubclass",
        "type",
        "int",
        "bool",
        "float",
        "str",
        "repr",
        "hash",
        "id",
        "len",
        "iter",
        "next",
        "getattr",
        "setattr",
        "hasattr",
        "delattr",
        "vars",
        "globals",
        "locals",
        "eval",
        "exec",
        "open",
        "print",
        "range",
        "set",
        "dict",
        "list",
        "frozenset",
        "sorted",
        "reversed",
        "sum",
        "map",
        "filter",
        "zip",
        "enumerate",
        "callable",
        "format",
        "divmod",
        "round",
        "pow",
        "input",
        "object",
        "super",
        "any",
        "all",
        "bytes",
        "bytearray",
    ]
)

FORBIDDEN_ATTRIBUTES = frozenset(
    [
        "values",
        "items",
        "keys",
        "pop",
        "popitem",
        "setdefault",
        "update",
        "clear",
        "copy",
        "value",
        "name",
        "rows",
        "keys_in_order",
        "items_in_order",
        "keys_under",
    ]
)


class Finding(NamedTuple):
    """One place that leaves the subset."""

    file: str
    line: int
    function: str
    construct: str
    instead: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.function}: {self.construct}; {self.instead}"


class LintError(Exception):
    """A module leaves the provable subset, so nothing of it may run or be proved."""

    def __init__(self, findings: list[Finding]) -> None:
        super().__init__("\n".join(str(finding) for finding in findings))
        self.findings = findings


@cache
def require_linted(module: str) -> None:
    """Refuse a module that leaves the subset (read once for each process).

    Raises:
        LintError: with every finding.
    """
    path = sys.modules[module].__file__
    if path is None:
        raise LintError([Finding(module, 0, module, "no source", "transitions live in files")])
    findings = lint(Path(path).read_text(encoding="utf-8"), path)
    if findings:
        raise LintError(findings)


def lint(source: str, file: str = "<source>") -> list[Finding]:
    """All findings in the text of a module, by line."""
    tree = ast.parse(source)
    mutable = _mutable_globals(tree)
    findings: list[Finding] = []
    for node in tree.body:
        if isinstance(node, ast.FunctionDef):
            findings += _FunctionLinter(file, node, mutable).findings
        elif isinstance(node, ast.AsyncFunctionDef):
            findings.append(Finding(file, node.lineno, node.name, "async", "transitions are immediate"))
    return sorted(findings, key=lambda finding: finding.line)


def _mutable_globals(tree: ast.Module) -> frozenset[str]:
    """Names bound at the top of a module to something that can change."""
    displays = (ast.List, ast.Dict, ast.Set, ast.ListComp, ast.DictComp, ast.SetComp)
    found: set[str] = set()
    for node in tree.body:
        targets = (
            node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else []
        )
        if isinstance(node, ast.Assign | ast.AnnAssign) and isinstance(node.value, displays):
            found |= {target.id for target in targets if isinstance(target, ast.Name)}
    return frozenset(found)


class _FunctionLinter(ast.NodeVisitor):
    """Collects the findings of one function of an actor module."""

    def __init__(self, file: str, function: ast.FunctionDef, mutable: frozenset[str]) -> None:
        self.file, self.name, self.mutable = file, function.name, mutable
        self.findings: list[Finding] = []
        self._check_declaration(function)
        for statement in function.body[1:] if ast.get_docstring(function) else function.body:
            self.visit(statement)

    def _report(self, node: ast.AST, construct: str, instead: str) -> None:
        self.findings.append(Finding(self.file, getattr(node, "lineno", 0), self.name, construct, instead))

    def _check_declaration(self, function: ast.FunctionDef) -> None:
        names = [ast.unparse(decorator).partition("(")[0] for decorator in function.decorator_list]
        if len(names) != 1 or names[0] not in DECORATORS:
            self._report(
                function, "a function without exactly one of @message, @internal, @query, @pure, @oracle",
                "declare what it may do",
            )  # fmt: skip
        parameters = function.args
        if parameters.defaults or any(parameters.kw_defaults) or parameters.vararg or parameters.kwarg:
            self._report(function, "a default or variable argument", "make every argument explicit")

    def generic_visit(self, node: ast.AST) -> None:
        """Check one node, then its children."""
        construct, instead = FORBIDDEN_NODES.get(type(node), ("", ""))
        if construct:
            self._report(node, construct, instead)
        if isinstance(node, ast.FunctionDef):
            self._report(node, "a nested function", "write it at the top of the file")
        super().generic_visit(node)

    def visit_Call(self, node: ast.Call) -> None:
        """A call of something that looks through a value, or with unpacked keywords."""
        if isinstance(node.func, ast.Name) and node.func.id in FORBIDDEN_CALLS:
            self._report(node, f"{node.func.id}()", "use the operators of the subset, for_each or total")
        if any(keyword.arg is None for keyword in node.keywords):
            self._report(node, "**", "write the arguments out")
        self.generic_visit(node)

    def visit_Attribute(self, node: ast.Attribute) -> None:
        """An attribute that shows how a table or an enum is made."""
        if node.attr in FORBIDDEN_ATTRIBUTES or node.attr.startswith("_"):
            self._report(node, f".{node.attr}", "use only what tables and records offer to transitions")
        self.generic_visit(node)

    def visit_Name(self, node: ast.Name) -> None:
        """A name of something that can change behind the proof."""
        if node.id in self.mutable:
            self._report(node, f"the mutable global {node.id}", "keep it in the world, or make it a tuple")
        elif node.id.startswith("__"):
            self._report(node, node.id, "dunder names have no meaning here")

    def visit_Constant(self, node: ast.Constant) -> None:
        """A constant of a type that state does not have."""
        if isinstance(node.value, float | complex | bytes | str) or node.value is None or node.value is Ellipsis:
            self._report(node, f"the constant {node.value!r}", "use integers, booleans and enum members")

    def visit_Return(self, node: ast.Return) -> None:
        """A bare return is an early end; it carries no constant."""
        if node.value is not None:
            self.visit(node.value)

    def visit_For(self, node: ast.For) -> None:
        """A loop over anything but a tuple written out."""
        if not isinstance(node.iter, ast.Tuple):
            self._report(node, "for over something else than a tuple written out", "use for_each(table, step, w)")
        self.generic_visit(node)

    def visit_Compare(self, node: ast.Compare) -> None:
        """Membership in a literal forks without need."""
        for operator, operand in zip(node.ops, node.comparators, strict=True):
            literal = isinstance(operand, ast.Tuple | ast.Constant)
            if isinstance(operator, ast.In | ast.NotIn) and literal:
                self._report(node, "in a literal", "compare with == and or")
        self.generic_visit(node)

    def visit_Assign(self, node: ast.Assign) -> None:
        """Assignment: to a local name, to a row of a table, or to a scalar of an actor."""
        for target in node.targets:
            self._check_target(target)
        self.generic_visit(node)

    def visit_AugAssign(self, node: ast.AugAssign) -> None:
        """Assignment in place, the same."""
        self._check_target(node.target)
        self.generic_visit(node)

    def _check_target(self, target: ast.expr) -> None:
        if isinstance(target, ast.Tuple):
            for part in target.elts:
                self._check_target(part)
        elif isinstance(target, ast.Attribute):
            path = ast.unparse(target)
            if not path.startswith("w."):
                self._report(target, f"assignment to {path}", "rows are values: store row.but(field=...) in its table")

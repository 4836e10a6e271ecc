"""The linter of the provable subset, part of what a proof trusts.

A prover runs transitions on symbolic values. Operators of such values can raise where Python leaves the subset, but
some constructs (``is``, ``isinstance``, ``id``, a global) never ask the value anything: they would prove wrong things
in silence. The linter refuses these, and everything else that has no meaning for a proof, before anything runs.

It reads a module twice: its text, for constructs; and the loaded module, for what the names in that text stand for. A
transition may name only registered functions, the words of the kit, records, enums, units and constants, so whatever a
transition reaches is linted as well.

A finding names the place, the construct, and what to write instead.
"""

from __future__ import annotations

import ast
import builtins
import sys
from enum import Enum
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import NamedTuple, NewType

from filspec.kit.records import Record
from filspec.kit.subset import ALLOWED_BUILTINS, DECORATORS, FORBIDDEN_ATTRIBUTES, FORBIDDEN_NODES
from filspec.kit.transitions import Transition

_REFUSED_BUILTINS = frozenset(vars(builtins)) - ALLOWED_BUILTINS


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
    """Refuse a module that leaves the subset, or calls one that does (each is read once for each process).

    Raises:
        LintError: with every finding.
    """
    reached, waiting = {module}, [module]
    findings: list[Finding] = []
    while waiting:
        loaded = sys.modules[waiting.pop()]
        findings += _findings_of(loaded)
        called = {declared.function.__module__ for declared in map(_declared, vars(loaded).values()) if declared}
        waiting += sorted(called - reached)
        reached |= called
    if findings:
        raise LintError(findings)


def lint(source: str, file: str = "<source>") -> list[Finding]:
    """All findings in the text of a module, by line."""
    return _in_order(_linters(source, file))


@cache
def _findings_of(module: ModuleType) -> list[Finding]:
    """All findings in a loaded module: in its text, and in what the names of its functions stand for."""
    path = module.__file__
    if path is None:
        return [Finding(module.__name__, 0, module.__name__, "no source", "transitions live in files")]
    linters = _linters(Path(path).read_text(encoding="utf-8"), path)
    for linter in linters:
        linter.check_names(vars(module))
    return _in_order(linters)


def _in_order(linters: list[_Linter]) -> list[Finding]:
    return sorted((finding for linter in linters for finding in linter.findings), key=lambda finding: finding.line)


def _declared(value: object) -> Transition | None:
    found = getattr(value, "transition", None)
    return found if isinstance(found, Transition) else None


def _has_meaning(value: object) -> bool:
    """Whether a proof knows what the value of a module's global is."""
    if isinstance(value, type):
        return issubclass(value, Record | Enum)
    if isinstance(value, int | tuple | Record | Enum | NewType) or _declared(value):
        return True
    return str(getattr(value, "__module__", "")).startswith("filspec.kit.")


def _linters(source: str, file: str) -> list[_Linter]:
    """The linters of a module's top-level statements, after their work."""
    tree = ast.parse(source)
    mutable = _mutable_globals(tree)
    linters = []
    for node in tree.body:
        linter = _Linter(file, getattr(node, "name", "the module"), mutable)
        if isinstance(node, ast.FunctionDef):
            linter.check_function(node)
        elif isinstance(node, ast.ClassDef):
            linter.check_class(node)
        else:
            linter.check_statement(node)
        linters.append(linter)
    return linters


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


class _Linter(ast.NodeVisitor):
    """Collects the findings in one statement of an actor module, and the names its functions use."""

    def __init__(self, file: str, name: str, mutable: frozenset[str]) -> None:
        self.file, self.name, self.mutable = file, name, mutable
        self.findings: list[Finding] = []
        self.names: dict[str, int] = {}

    def _report(self, node: ast.AST, construct: str, instead: str) -> None:
        self.findings.append(Finding(self.file, getattr(node, "lineno", 0), self.name, construct, instead))

    def check_function(self, function: ast.FunctionDef) -> None:
        """A function: its declaration, then its body behind the docstring."""
        names = [ast.unparse(decorator).partition("(")[0] for decorator in function.decorator_list]
        if len(names) != 1 or names[0] not in DECORATORS:
            without = "a function without exactly one of @message, @internal, @query, @pure, @oracle"
            self._report(function, without, "declare what it may do")
        parameters = function.args
        if parameters.defaults or any(parameters.kw_defaults) or parameters.vararg or parameters.kwarg:
            self._report(function, "a default or variable argument", "make every argument explicit")
        for statement in function.body[1:] if ast.get_docstring(function) else function.body:
            self.visit(statement)

    def check_class(self, node: ast.ClassDef) -> None:
        """A class of values or state: without methods, for nothing would lint them."""
        kinds = {ast.unparse(part).partition("(")[0] for part in (*node.bases, *node.decorator_list)}
        for part in node.body if kinds & {"Record", "Enum", "actor"} else []:
            if isinstance(part, ast.FunctionDef | ast.AsyncFunctionDef):
                self._report(part, f"the method {part.name}", "write a @pure function of the value")

    def check_statement(self, node: ast.stmt) -> None:
        """Any other statement: without functions, for nothing would lint them."""
        for part in ast.walk(node):
            if isinstance(part, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
                self._report(part, "a function inside a statement", "write it at the top of the file, with def")

    def check_names(self, module: dict[str, object]) -> None:
        """The names used, in the light of what they stand for in the loaded module."""
        for name, line in self.names.items():
            if name in module and not _has_meaning(module[name]):
                instead = "name only registered functions, records, enums, units and constants"
                self.findings.append(Finding(self.file, line, self.name, f"the name {name}", instead))

    def generic_visit(self, node: ast.AST) -> None:
        """Check one node, then its children."""
        if type(node) in FORBIDDEN_NODES:
            self._report(node, *FORBIDDEN_NODES[type(node)])
        super().generic_visit(node)

    def visit_Call(self, node: ast.Call) -> None:
        """A call with unpacked keywords."""
        if any(keyword.arg is None for keyword in node.keywords):
            self._report(node, "**", "write the arguments out")
        self.generic_visit(node)

    def visit_Attribute(self, node: ast.Attribute) -> None:
        """An attribute that shows how a table or an enum is made."""
        if node.attr in FORBIDDEN_ATTRIBUTES or node.attr.startswith("_"):
            self._report(node, f".{node.attr}", "use only what tables and records offer to transitions")
        self.generic_visit(node)

    def visit_Name(self, node: ast.Name) -> None:
        """A name of something that looks through a value, or that can change behind the proof."""
        self.names.setdefault(node.id, node.lineno)
        if node.id in self.mutable:
            self._report(node, f"the mutable global {node.id}", "keep it in the world, or make it a tuple")
        elif node.id.startswith("__"):
            self._report(node, node.id, "dunder names have no meaning here")
        elif node.id in _REFUSED_BUILTINS:
            self._report(node, f"{node.id}()", "use the operators of the subset, for_each or total")

    def visit_Constant(self, node: ast.Constant) -> None:
        """A constant of a type that state does not have."""
        if isinstance(node.value, float | complex | bytes | str) or node.value is None or node.value is Ellipsis:
            self._report(node, f"the constant {node.value!r}", "use integers, booleans and enum members")

    def visit_For(self, node: ast.For) -> None:
        """A loop over anything but a tuple written out."""
        if not isinstance(node.iter, ast.Tuple):
            self._report(node, "for over something else than a tuple written out", "use for_each(table, step, w)")
        self._check_target(node.target)
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

    def visit_AnnAssign(self, node: ast.AnnAssign) -> None:
        """Assignment with a type, the same; the type itself is not run."""
        self._check_target(node.target)
        self.visit(node.target)
        if node.value is not None:
            self.visit(node.value)

    def visit_AugAssign(self, node: ast.AugAssign) -> None:
        """Assignment in place, the same."""
        self._check_target(node.target)
        self.generic_visit(node)

    def visit_Delete(self, node: ast.Delete) -> None:
        """Deletion: of a row of a table only."""
        for target in node.targets:
            if not isinstance(target, ast.Subscript):
                self._report(target, f"deletion of {ast.unparse(target)}", "only rows go: del table[key]")
        self.generic_visit(node)

    def _check_target(self, target: ast.expr) -> None:
        if isinstance(target, ast.Tuple):
            for part in target.elts:
                self._check_target(part)
        elif isinstance(target, ast.Attribute):
            path = ast.unparse(target)
            if not path.startswith("w."):
                self._report(target, f"assignment to {path}", "rows are values: store row.but(field=...) in its table")
        elif isinstance(target, ast.Name) and target.id == "w":
            self._report(target, "assignment to w", "a transition has one world, the one it is given")

"""The linter's first reading: the text of a module, for constructs that a proof could not see through.

It also notes, for the second reading (``filspec.kit.linter``), what only the loaded module can tell: which names a
function uses, which paths of the world it replaces, and which methods a class has.
"""

from __future__ import annotations

import ast
import builtins
from typing import NamedTuple

from filspec.kit.subset import (
    ALLOWED_BUILTINS,
    ALLOWED_METHODS,
    DECORATORS,
    FORBIDDEN_ATTRIBUTES,
    FORBIDDEN_NODES,
    READERS,
)

_REFUSED_BUILTINS = frozenset(vars(builtins)) - ALLOWED_BUILTINS


class Finding(NamedTuple):
    """One place that leaves the subset.

    Attributes:
        file: path of the file.
        line: where in it, from 1.
        function: the top-level function or class.
        construct: what leaves the subset.
        instead: what to write instead.
    """

    file: str
    line: int
    function: str
    construct: str
    instead: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.function}: {self.construct}; {self.instead}"


def lint(source: str, file: str = "<source>") -> list[Finding]:
    """All findings in the text of a module, by line."""
    return in_order([finding for reading in read(source, file) for finding in reading.findings])


def in_order(findings: list[Finding]) -> list[Finding]:
    """Findings by file and line."""
    return sorted(findings, key=lambda finding: (finding.file, finding.line))


def read(source: str, file: str) -> list[Reading]:
    """The reading of each top-level statement of a module."""
    tree = ast.parse(source)
    mutable = _mutable_globals(tree)
    readings = []
    for node in tree.body:
        reading = Reading(file, getattr(node, "name", "the module"), mutable)
        if isinstance(node, ast.FunctionDef):
            reading.check_function(node)
        elif isinstance(node, ast.ClassDef):
            reading.note_methods(node)
        else:
            reading.check_statement(node)
        readings.append(reading)
    return readings


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


class Reading(ast.NodeVisitor):
    """The findings in one top-level statement, and what the second reading needs to know of it.

    Attributes:
        findings: what leaves the subset.
        reads_only: whether it is a function that may not write.
        names: every name that it uses, with its line.
        replaced: every path of the world that it assigns to, with its line.
        methods: the functions in a class, with their lines.
    """

    def __init__(self, file: str, name: str, mutable: frozenset[str]) -> None:
        self.file, self.name, self.mutable = file, name, mutable
        self.findings: list[Finding] = []
        self.reads_only = False
        self.names: dict[str, int] = {}
        self.replaced: dict[str, int] = {}
        self.methods: list[tuple[str, int]] = []
        self._locals: set[str] = set()
        self._line = 0

    def report(self, line: int, construct: str, instead: str) -> None:
        """Note a finding."""
        self.findings.append(Finding(self.file, line, self.name, construct, instead))

    def _report(self, node: ast.AST, construct: str, instead: str) -> None:
        self.report(getattr(node, "lineno", self._line), construct, instead)

    def check_function(self, function: ast.FunctionDef) -> None:
        """A function: its declaration, then its body behind the docstring."""
        names = [ast.unparse(decorator).partition("(")[0] for decorator in function.decorator_list]
        if len(names) != 1 or names[0] not in DECORATORS:
            without = "a function without exactly one of @message, @internal, @query, @pure, @oracle"
            self._report(function, without, "declare what it may do")
        self.reads_only = not READERS.isdisjoint(names)
        parameters = function.args
        if parameters.defaults or any(parameters.kw_defaults) or parameters.vararg or parameters.kwarg:
            self._report(function, "a default or variable argument", "make every argument explicit")
        self._locals = {part.arg for part in ast.walk(parameters) if isinstance(part, ast.arg)}
        for part in ast.walk(function):
            if isinstance(part, ast.Name) and isinstance(part.ctx, ast.Store):
                self._locals.add(part.id)
        for statement in function.body[1:] if ast.get_docstring(function) else function.body:
            self.visit(statement)

    def note_methods(self, node: ast.ClassDef) -> None:
        """A class; only the second reading can tell whether it is one of values."""
        for part in ast.walk(node):
            if isinstance(part, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
                self.methods.append((getattr(part, "name", "lambda"), part.lineno))

    def check_statement(self, node: ast.stmt) -> None:
        """Any other statement: without functions, for nothing would lint them."""
        for part in ast.walk(node):
            if isinstance(part, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
                self._report(part, "a function inside a statement", "write it at the top of the file, with def")

    def visit(self, node: ast.AST) -> None:
        """Visit one node. An operator has no line of its own: it is found where its expression begins."""
        outer, self._line = self._line, getattr(node, "lineno", self._line)
        super().visit(node)
        self._line = outer

    def generic_visit(self, node: ast.AST) -> None:
        """Check one node, then its children."""
        if type(node) in FORBIDDEN_NODES:
            self._report(node, *FORBIDDEN_NODES[type(node)])
        super().generic_visit(node)

    def visit_Call(self, node: ast.Call) -> None:
        """A call: by a name that is known when nothing runs yet, or one of the few methods."""
        if any(keyword.arg is None for keyword in node.keywords):
            self._report(node, "**", "write the arguments out")
        called = node.func
        if isinstance(called, ast.Attribute):
            if called.attr not in ALLOWED_METHODS and not _is_forbidden(called.attr):
                self._report(node, f".{called.attr}()", "write a @pure function of the value")
        elif not isinstance(called, ast.Name) or called.id in self._locals:
            self._report(node, f"a call of {ast.unparse(called)}", "call a registered function by its name")
        self.generic_visit(node)

    def visit_Attribute(self, node: ast.Attribute) -> None:
        """An attribute that shows how a table or an enum is made."""
        if _is_forbidden(node.attr):
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
            self._check_write(target)
        self.generic_visit(node)

    def _check_target(self, target: ast.expr) -> None:
        if isinstance(target, ast.Tuple):
            for part in target.elts:
                self._check_target(part)
        elif isinstance(target, ast.Attribute):
            path = ast.unparse(target)
            self.replaced.setdefault(path, target.lineno)
            if not path.startswith("w.") or not path.replace(".", "").isidentifier():
                self._report(target, f"assignment to {path}", "rows are values: store row.but(field=...) in its table")
        elif isinstance(target, ast.Name) and target.id == "w":
            self._report(target, "assignment to w", "a transition has one world, the one it is given")
        self._check_write(target)

    def _check_write(self, target: ast.expr) -> None:
        if self.reads_only and isinstance(target, ast.Attribute | ast.Subscript):
            self._report(target, "a write in a function that only reads", "declare it @internal")


def _is_forbidden(attribute: str) -> bool:
    return attribute in FORBIDDEN_ATTRIBUTES or attribute.startswith("_")

"""The linter's first reading: the text of a module, for constructs that a proof could not see through.

What names and attributes stand for is no matter of spelling: the second reading resolves them (``filspec.kit.linter``).
"""

from __future__ import annotations

import ast
from typing import NamedTuple

from filspec.kit.subset import ALLOWED_METHODS, DECORATORS, FORBIDDEN_NODES, READERS


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
    return in_order([finding for reading in read(ast.parse(source), file) for finding in reading.findings])


def in_order(findings: list[Finding]) -> list[Finding]:
    """Findings by file and line."""
    return sorted(findings, key=lambda finding: (finding.file, finding.line))


def read(tree: ast.Module, file: str) -> list[Reading]:
    """The reading of each top-level statement of a module."""
    readings = []
    for node in tree.body:
        reading = Reading(file, getattr(node, "name", "the module"), node.lineno)
        if isinstance(node, ast.FunctionDef):
            reading.check_function(node)
        elif isinstance(node, ast.ClassDef):
            reading.note_methods(node)
        else:
            reading.check_statement(node)
        readings.append(reading)
    return readings


class Reading(ast.NodeVisitor):
    """The findings in one top-level statement, and what the second reading needs to know of it.

    Attributes:
        findings: what leaves the subset.
        line: where the statement begins.
        methods: the functions in a class, with their lines.
    """

    def __init__(self, file: str, name: str, line: int) -> None:
        self.file, self.name, self.line = file, name, line
        self.findings: list[Finding] = []
        self.methods: list[tuple[str, int]] = []
        self._reads_only = False
        self._locals: set[str] = set()
        self._line = 0

    def _report(self, node: ast.AST, construct: str, instead: str) -> None:
        line = getattr(node, "lineno", self._line)
        self.findings.append(Finding(self.file, line, self.name, construct, instead))

    def check_function(self, function: ast.FunctionDef) -> None:
        """A function: its declaration, then its body behind the docstring."""
        names = [ast.unparse(decorator).partition("(")[0] for decorator in function.decorator_list]
        if len(names) != 1 or names[0] not in DECORATORS:
            without = "a function without exactly one of @message, @internal, @query, @pure, @oracle"
            self._report(function, without, "declare what it may do")
        self._reads_only = not READERS.isdisjoint(names)
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
            if called.attr not in ALLOWED_METHODS:
                self._report(node, f".{called.attr}()", "write a @pure function of the value")
        elif not isinstance(called, ast.Name) or called.id in self._locals:
            self._report(node, f"a call of {ast.unparse(called)}", "call a registered function by its name")
        self.generic_visit(node)

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
            if not path.startswith("w.") or not path.replace(".", "").isidentifier():
                self._report(target, f"assignment to {path}", "rows are values: store row.but(field=...) in its table")
        elif isinstance(target, ast.Name) and target.id == "w":
            self._report(target, "assignment to w", "a transition has one world, the one it is given")
        self._check_write(target)

    def _check_write(self, target: ast.expr) -> None:
        if self._reads_only and isinstance(target, ast.Attribute | ast.Subscript):
            self._report(target, "a write in a function that only reads", "declare it @internal")

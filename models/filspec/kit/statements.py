"""The linter's second reading, statement by statement: what a transition writes and returns is of the declared type."""

from __future__ import annotations

import ast
from types import FunctionType

from filspec.kit.calls import Calls, Word
from filspec.kit.expressions import Report
from filspec.kit.signatures import Signature, require_passable, signature_of
from filspec.kit.subset import FORBIDDEN_NODES
from filspec.kit.transitions import Kind, Transition
from filspec.kit.value_types import (
    NOTHING,
    UNKNOWN,
    Fixed,
    NoType,
    Rows,
    Type,
    fits,
    is_world,
    joined,
    name_of,
)


class Statements:
    """Reads the statements of one function.

    Args:
        reader: who finds the types of its expressions.
        report: takes each refusal.
        signature: what the function is given and returns.
    """

    def __init__(self, reader: Calls, report: Report, signature: Signature) -> None:
        self._reader, self._refuse, self._signature = reader, report, signature

    def read(self, function: ast.FunctionDef) -> None:
        """Read the whole function."""
        stored = {node.id for node in ast.walk(function) if isinstance(node, ast.Name) and not _is_load(node)}
        self._reader.local_names = frozenset({*stored, *(name for name, _ in self._signature.parameters)})
        self._reader.variables = dict(self._signature.parameters)
        self._block(function.body[1:] if ast.get_docstring(function) else function.body)
        returns = self._signature.returns
        if returns is not NOTHING and not _always_returns(function.body):
            self._refuse(
                function, f"{function.name} may end without returning {name_of(returns)}", "return on all paths"
            )

    def _block(self, statements: list[ast.stmt]) -> None:
        for statement in statements:
            self.statement(statement)

    def statement(self, node: ast.stmt) -> None:
        """Read one statement, and those inside it."""
        match node:
            case ast.Expr():
                self._reader.of(node.value)
            case ast.Assign():
                self._assign(node.targets, node.value)
            case ast.AnnAssign() if node.value is not None:
                self._assign([node.target], node.value)
            case ast.AugAssign():
                self._augment(node)
            case ast.Return():
                self._return(node)
            case ast.If():
                self._reader.condition(node.test)
                self._block(node.body)
                self._block(node.orelse)
            case ast.For():
                self._repeat(node)
            case ast.Assert():
                self._assert(node)
            case ast.Delete():
                self._delete(node)
            case ast.AnnAssign():  # Python evaluates the place even if it stores nothing there
                self._refuse(node, f"{ast.unparse(node.target)} without a value", "assign one")
            case ast.Pass() | ast.Break() | ast.Continue():
                pass
            case _ if type(node) not in FORBIDDEN_NODES:
                self._refuse(node, f"the statement {type(node).__name__}", "use only what the subset has")

    def _assert(self, node: ast.Assert) -> None:
        self._reader.condition(node.test)
        if node.msg is not None:
            self._refuse(node, "an assert that says more than its condition", "write the condition alone")

    def _delete(self, node: ast.Delete) -> None:
        for target in node.targets:
            self._reader.of(_loaded(target))
            self._require_writer(target)
            if isinstance(target, ast.Subscript) and not isinstance(self._reader.of(target.value), Rows):
                self._refuse(target, f"deletion of {ast.unparse(target)}", "only rows go: del table[key]")

    def _require_writer(self, target: ast.expr) -> None:
        if self._reader.reads_only:
            self._refuse(target, "a write in a function that only reads", "declare it @internal")

    def _return(self, node: ast.Return) -> None:
        returns = self._signature.returns
        if node.value is not None:
            self._reader.expect(node.value, returns, "what is returned")
        elif returns is not NOTHING:
            self._refuse(node, f"return without {name_of(returns)}", "return it")

    def _repeat(self, node: ast.For) -> None:
        over = self._reader.of(node.iter)
        if isinstance(over, Fixed):
            for part in over.parts:
                self._store(node.target, part)
        self._block(node.body)
        self._block(node.orelse)

    def _assign(self, targets: list[ast.expr], value: ast.expr) -> None:
        found = self._reader.of(value)
        if found is NOTHING:
            self._refuse(value, f"the answer of {ast.unparse(value)}, which is none", "call it in a line of its own")
        for target in targets:
            self._store(target, found)

    def _augment(self, node: ast.AugAssign) -> None:
        value = ast.copy_location(ast.BinOp(_loaded(node.target), node.op, node.value), node)
        self._store(node.target, self._reader.of(value))

    def _store(self, target: ast.expr, found: Type) -> None:
        if isinstance(target, ast.Tuple):
            self._unpack(target, found)
        elif isinstance(target, ast.Name):
            self._bind(target, found)
        elif isinstance(target, ast.Attribute | ast.Subscript):
            self._write(target, found)

    def _unpack(self, target: ast.Tuple, found: Type) -> None:
        if isinstance(found, Fixed) and len(found.parts) == len(target.elts):
            for part, of in zip(target.elts, found.parts, strict=True):
                self._store(part, of)
        elif found is not UNKNOWN:
            self._refuse(target, f"{len(target.elts)} names for {name_of(found)}", "give each part one name")

    def _bind(self, target: ast.Name, found: Type) -> None:
        known = self._reader.variables.get(target.id)
        both = found if known is None else joined(known, found)
        if both is None:
            what = f"{target.id}, which is {name_of(known)} and {name_of(found)}"
            self._refuse(target, what, "give each of them a name of its own")
        else:
            self._reader.variables[target.id] = both

    def _write(self, target: ast.Attribute | ast.Subscript, found: Type) -> None:
        self._require_writer(target)
        wanted = self._reader.of(_loaded(target))
        if isinstance(target, ast.Subscript) and not isinstance(self._reader.of(target.value), Rows):
            self._refuse(target, f"assignment to {ast.unparse(target)}", "only rows of tables are replaced")
        elif isinstance(wanted, Rows) or is_world(wanted):
            what = f"assignment to {ast.unparse(target)}"
            self._refuse(target, what, "only scalars of actors are replaced; write tables by row")
        elif not fits(found, wanted):
            self._refuse(target, f"{name_of(found)} in {ast.unparse(target)}", f"it has to be {name_of(wanted)}")


def read_transition(declared: Transition, node: ast.FunctionDef, report: Report, words: dict[object, Word]) -> None:
    """Read a registered function: its signature, then its statements."""
    assert isinstance(declared.function, FunctionType)
    try:
        signature = signature_of(declared.function)
        require_passable(signature)
    except NoType as refusal:
        report(node, refusal.construct, refusal.instead)
        return
    if declared.kind is Kind.ORACLE:
        _read_oracle(node, report)
        return
    reads_only = declared.kind not in (Kind.MESSAGE, Kind.INTERNAL)
    reader = Calls(declared.function.__globals__, report, words, reads_only)
    Statements(reader, report, signature).read(node)


def _read_oracle(node: ast.FunctionDef, report: Report) -> None:
    body = node.body[1:] if ast.get_docstring(node) else node.body
    if [ast.unparse(statement) for statement in body] != ["return unanswered()"]:
        report(node, f"the oracle {node.name}, which answers by itself", "let its body be: return unanswered()")


def _is_load(node: ast.Name) -> bool:
    return isinstance(node.ctx, ast.Load)


def _loaded(target: ast.expr) -> ast.expr:
    """What stands at a place that is assigned to."""
    return target if isinstance(target, ast.Name | ast.Attribute | ast.Subscript) else ast.Constant(0)


def _always_returns(statements: list[ast.stmt]) -> bool:
    last = statements[-1]
    if isinstance(last, ast.If):
        return bool(last.orelse) and _always_returns(last.body) and _always_returns(last.orelse)
    return isinstance(last, ast.Return | ast.Raise)

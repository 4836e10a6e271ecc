"""An expression is rewritten so that it means the same where it stands."""

import ast

from filspec.mutants.operators.operator import replaced, rewritten
from filspec.mutants.operators.scope import Scope
from filspec.mutants.operators.source import Source

TEXT = "def f():\n    return a * b\n"


def test_an_operation_within_an_operation_gets_parentheses() -> None:
    source = Source("m", TEXT)
    function = source.tree.body[0]
    assert isinstance(function, ast.FunctionDef)
    scope = Scope(source, function, "f")
    factor = next(node for node in scope.expressions if isinstance(node, ast.Name) and node.id == "a")
    total = ast.parse("c + d", mode="eval").body
    assert rewritten(scope, factor, total).new == "(c + d)"
    assert rewritten(scope, factor, ast.Name("c")).new == "c"
    whole = next(node for node in scope.expressions if isinstance(node, ast.BinOp))
    assert rewritten(scope, whole, total).new == "c + d"
    assert replaced(scope, whole, "0") == (TEXT.index("a * b"), TEXT.index("a * b") + 5, "0")

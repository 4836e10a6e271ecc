"""The provable subset, as tables: which constructs a transition may not use, and what to write instead."""

from __future__ import annotations

import ast

DECORATORS = frozenset({"message", "internal", "query", "pure", "oracle"})
"""How a function of an actor module declares what it may do; exactly one of them."""

READERS = frozenset({"query", "pure", "oracle"})
"""Those that change nothing."""

ALLOWED_METHODS = frozenset({"but", "get"})
"""What is called on a value: ``row.but(...)`` and ``table.get(...)``."""

_LOOP = "use for_each(table, step, w)"
_AT_THE_TOP = "write it at the top of the file"
_IMMEDIATE = "transitions are immediate"

FORBIDDEN_NODES: dict[type[ast.AST], tuple[str, str]] = {
    ast.Is: ("is", "compare with =="),
    ast.IsNot: ("is not", "compare with !="),
    ast.Try: ("try", "use attempt(step, w, ...)"),
    ast.TryStar: ("try", "use attempt(step, w, ...)"),
    ast.Raise: ("raise", "use require(condition, Reason.X)"),
    ast.While: ("while", _LOOP),
    ast.With: ("with", "leave resources to the runner"),
    ast.Lambda: ("lambda", "write a named function"),
    ast.Yield: ("yield", _LOOP),
    ast.YieldFrom: ("yield from", _LOOP),
    ast.Await: ("await", _IMMEDIATE),
    ast.AsyncFunctionDef: ("async", _IMMEDIATE),
    ast.Global: ("global", "keep state in the world"),
    ast.Nonlocal: ("nonlocal", "keep state in the world"),
    ast.Match: ("match", "use if / elif / else"),
    ast.NamedExpr: (":=", "assign on a line of its own"),
    ast.JoinedStr: ("f-string", "transitions build no text"),
    ast.Set: ("set display", "use a Table"),
    ast.Dict: ("dict display", "use a Table or a Record"),
    ast.List: ("list display", "use a tuple or a Table"),
    ast.SetComp: ("set comprehension", _LOOP),
    ast.DictComp: ("dict comprehension", _LOOP),
    ast.ListComp: ("list comprehension", _LOOP),
    ast.GeneratorExp: ("generator", _LOOP),
    ast.Slice: ("slice", "a message's list goes through for_each_in(items, step, w) as a whole"),
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
    ast.ClassDef: ("class inside a function", _AT_THE_TOP),
    ast.FunctionDef: ("a nested function", _AT_THE_TOP),
}
"""Each forbidden construct with its name and what to write instead."""

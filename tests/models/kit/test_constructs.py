"""The first reading of the linter: each construct of the table is found, at its place, with what to write instead."""

import ast
import textwrap

import pytest

from filspec.kit.constructs import Finding, lint
from filspec.kit.subset import FORBIDDEN_NODES

CONSTRUCTS = {
    ast.Is: "a = w.x is w.y",
    ast.IsNot: "a = w.x is not w.y",
    ast.Try: "try:\n    pass\nfinally:\n    pass",
    ast.TryStar: "try:\n    pass\nexcept* w.x:\n    pass",
    ast.Raise: "raise w.x",
    ast.While: "while w.x:\n    pass",
    ast.With: "with w.x:\n    pass",
    ast.Lambda: "a = lambda: 1",
    ast.Yield: "yield 1",
    ast.YieldFrom: "yield from w.x",
    ast.Await: "await w.x",
    ast.AsyncFunctionDef: "async def later():\n    pass",
    ast.Global: "global a",
    ast.Nonlocal: "nonlocal a",
    ast.Match: "match w.x:\n    case 1:\n        pass",
    ast.NamedExpr: "if (a := w.x):\n    pass",
    ast.JoinedStr: "a = f'{w.x}'",
    ast.Set: "a = {1}",
    ast.Dict: "a = {1: 2}",
    ast.List: "a = [1]",
    ast.SetComp: "a = {b for b in w.x}",
    ast.DictComp: "a = {b: b for b in w.x}",
    ast.ListComp: "a = [b for b in w.x]",
    ast.GeneratorExp: "a = (b for b in w.x)",
    ast.Slice: "a = w.x[1:]",
    ast.Div: "a = w.x / 2",
    ast.Pow: "a = w.x ** 2",
    ast.LShift: "a = w.x << 2",
    ast.RShift: "a = w.x >> 2",
    ast.BitAnd: "a = w.x & 2",
    ast.BitOr: "a = w.x | 2",
    ast.BitXor: "a = w.x ^ 2",
    ast.Invert: "a = ~w.x",
    ast.MatMult: "a = w.x @ w.y",
    ast.Import: "import math",
    ast.ImportFrom: "from math import pi",
    ast.Starred: "a = (*w.x, 1)",
    ast.ClassDef: "class Inner:\n    pass",
    ast.FunctionDef: "def inner():\n    pass",
}
"""A statement with each forbidden construct, in its first line."""


def function(*statements, kind="internal()"):
    """The text of a transition; its first statement is in line 5."""
    body = textwrap.indent("\n".join(statements), "    ")
    return f'@{kind}\ndef step(w, k):\n    """Steps."""\n\n{body}\n'


def findings(*statements, kind="internal()"):
    return lint(function(*statements, kind=kind), "village.py")


def found(*statements, kind="internal()"):
    return [(finding.line, finding.construct, finding.instead) for finding in findings(*statements, kind=kind)]


def test_every_forbidden_construct_is_tried():
    assert set(CONSTRUCTS) == set(FORBIDDEN_NODES)


@pytest.mark.parametrize("node", FORBIDDEN_NODES, ids=lambda node: node.__name__)
def test_a_forbidden_construct_is_found_in_its_line(node):
    construct, instead = FORBIDDEN_NODES[node]
    assert Finding("village.py", 5, "step", construct, instead) in findings(CONSTRUCTS[node])


@pytest.mark.parametrize(
    "comparison",
    ["a = (\n    1 + w.x\n    / 2\n)", "assert w.y == (\n    w.x is w.y\n)", "if (\n    w.x ** 2\n):\n    pass"],
)
def test_an_operator_is_found_where_its_expression_begins(comparison):
    """Python keeps no line of an operator."""
    assert [line for line, *_ in found(comparison)] == [6]


def test_an_operator_behind_a_long_operand_is_found_where_the_whole_begins():
    assert [line for line, *_ in found("a = (\n    w.x\n    + w.y\n) / 2")] == [5]


@pytest.mark.parametrize("constant", ["1.5", "2j", "b'a'", "'a'", "None", "..."])
def test_a_constant_that_state_does_not_have_is_found(constant):
    shown = repr(ast.literal_eval(constant))
    assert found(f"a = {constant}") == [(5, f"the constant {shown}", "use integers, booleans and enum members")]


@pytest.mark.parametrize(
    ("statement", "construct", "instead"),
    [
        ("for a in w.x:\n    pass", "for over something else than a tuple written out", "use for_each(table, step, w)"),
        ("a = w.x in (1, 2)", "in a literal", "compare with == and or"),
        ("a = w.x not in (1, 2)", "in a literal", "compare with == and or"),
        ("a = k(**w.x)", "**", "write the arguments out"),
        ("row.x = 1", "assignment to row.x", "rows are values: store row.but(field=...) in its table"),
        ("row.x += 1", "assignment to row.x", "rows are values: store row.but(field=...) in its table"),
        ("a, row.x = 1, 2", "assignment to row.x", "rows are values: store row.but(field=...) in its table"),
        (
            "for row.x in (1, 2):\n    pass",
            "assignment to row.x",
            "rows are values: store row.but(field=...) in its table",
        ),
        ("row.x: int = 1", "assignment to row.x", "rows are values: store row.but(field=...) in its table"),
        ("w = 1", "assignment to w", "a transition has one world, the one it is given"),
        ("w += 1", "assignment to w", "a transition has one world, the one it is given"),
        ("for w in (1, 2):\n    pass", "assignment to w", "a transition has one world, the one it is given"),
        ("del w.x", "deletion of w.x", "only rows go: del table[key]"),
        ("del a", "deletion of a", "only rows go: del table[key]"),
        ("a = w.row.fee()", ".fee()", "write a @pure function of the value"),
        ("k(w)", "a call of k", "call a registered function by its name"),
        ("w.rows[k].x = 1", "assignment to w.rows[k].x", "rows are values: store row.but(field=...) in its table"),
        ("a = w.x[1](2)", "a call of w.x[1]", "call a registered function by its name"),
    ],
)
def test_a_statement_outside_the_subset_is_found(statement, construct, instead):
    assert (5, construct, instead) in found(statement)


def test_the_subset_itself_is_clean():
    clean = """\
    for place in (1, 2):
        w.x[k, place] = w.row.but(a=abs(place), b=max(w.n, min(k, 3)))
    if k in w.x and not w.flag or -w.n % 2 == 1:
        del w.x[k, 1]
    w.inner.n += w.x.get(k, DEFAULT).a // 2
    a: "type of no matter" = w.n if w.flag else 0
    assert a >= 0
    return (a, k)
    """
    assert found(textwrap.dedent(clean)) == []


@pytest.mark.parametrize("decorators", ["", "@cache\n", "@internal()\n@pure\n"])
def test_a_function_says_exactly_once_what_it_may_do(decorators):
    only = lint(f"{decorators}def step(w):\n    pass\n", "village.py")
    assert [(finding.function, finding.instead) for finding in only] == [("step", "declare what it may do")]
    assert "exactly one of @message, @internal, @query, @pure, @oracle" in only[0].construct


@pytest.mark.parametrize("parameters", ["w, k=1", "w, *, k=1", "w, *k", "w, **k"])
def test_an_argument_is_never_left_out(parameters):
    only = lint(f"@pure\ndef step({parameters}):\n    pass\n")
    assert [(finding.construct, finding.instead) for finding in only] == [
        ("a default or variable argument", "make every argument explicit")
    ]


@pytest.mark.parametrize("kind", ["query('Bank')", "pure"])
@pytest.mark.parametrize(
    "write", ["w.x = 1", "w.x += 1", "w.x[k] = 1", "del w.x[k]", "a, w.x = 1, 2", "w.x[k] += 1", "w.x: int = 1"]
)
def test_a_function_that_reads_does_not_write(kind, write):
    assert (5, "a write in a function that only reads", "declare it @internal") in found(write, kind=kind)


@pytest.mark.parametrize(
    ("text", "line"),
    [("FEE = lambda: 1\n", 1), ("if FEE:\n    def fee():\n        pass\n", 2), ("async def fee():\n    pass\n", 1)],
)
def test_a_function_inside_a_statement_is_found(text, line):
    assert [(finding.line, finding.construct, finding.instead) for finding in lint(text)] == [
        (line, "a function inside a statement", "write it at the top of the file, with def")
    ]


def test_findings_come_by_line_and_say_everything():
    first, second = findings("a = w.x / 2", "a = 1.5")
    assert str(first) == "village.py:5: step: /; use // on integers"
    assert (first.line, second.line) == (5, 6)


def test_a_local_name_is_not_called_whatever_it_stands_for():
    assert found("a = step", "a(w)") == [(6, "a call of a", "call a registered function by its name")]

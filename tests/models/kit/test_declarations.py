"""The top of a module only declares, and binds each name once."""

import ast

import pytest

from filspec.kit.declarations import read_globals, read_top, resolved

ATTACKS = {
    "exec('x = 1')": "Expr at the top of a module or class",
    "Table.get = Table.__getitem__": "assignment to Table.get",
    "toy_size.__dict__['transition'] = toy_coins": "assignment to toy_size.__dict__['transition']",
    "__file__ = 'clean.py'": "assignment to __file__",
    "__builtins__ = {}": "assignment to __builtins__",
    "del toy_size": "Delete at the top of a module or class",
    "if True:\n    X = 1": "If at the top of a module or class",
    "for X in (1, 2):\n    pass": "For at the top of a module or class",
    "try:\n    X = 1\nexcept Exception:\n    X = 2": "Try at the top of a module or class",
    "with open('/dev/null') as X:\n    pass": "With at the top of a module or class",
    "assert NO_ROW": "Assert at the top of a module or class",
    "X = 1\nX += 1": "AugAssign at the top of a module or class",
    "X = setattr(Table, 'x', 1) if False else 2": "IfExp in a constant",
    "X = print()": "a call of print in a constant",
    "X = (lambda: 1)": "Lambda in a constant",
    "X = [y for y in (1, 2)]": "ListComp in a constant",
    "X = (Y := 1)": "NamedExpr in a constant",
    "X = f'{NO_ROW}'": "JoinedStr in a constant",
    "X = toy_size(NO_ROW)": "a call of toy_size in a constant",
    "X = NO_ROW.place.count(1)": "a call of NO_ROW.place.count in a constant",
    "X, Y = 1, 2": "assignment to (X, Y)",
    "X = 1\nX = 2": "X, bound again",
    "NO_ROW = 1": "NO_ROW, bound again",
    "class Row(Record):\n    y: int": "Row, bound again",
    "@pure\ndef toy_size(row: Row) -> int:\n    return 1": "toy_size, bound again",
    "from math import gcd as Table": "Table, bound again",
    "def twist(x):\n    return x\n\n@twist\n@pure\ndef toy_f(a: int) -> int:\n    return a": "the decorator twist",
    "def f(x=print()):\n    return x": "a call of print in a constant",
    "class Holder:\n    print()": "Expr at the top of a module or class",
    "class Holder:\n    Table.get = 1": "assignment to Table.get",
    "class Holder:\n    __hash__ = None": "assignment to __hash__",
    "class Holder(*print() or (object,)):\n    pass": "a call of print in a constant",
    "def twist(x):\n    return x\n\n@twist\nclass Holder:\n    x: int": "the decorator twist",
    "class Holder:\n    def __class_getitem__(cls, item):\n        return print()\n\nX = Holder[1]": (
        "the method __class_getitem__"
    ),
    "class Holder:\n    def __init_subclass__(cls):\n        print()": "the method __init_subclass__",
    "class Holder(metaclass=type):\n    pass": "metaclass= of a class",
    "def f(a: print()):\n    return a": "Call in an annotation",
    "def f(a: 'print()'):\n    return a": "Call in an annotation",
    "def f(a) -> (lambda: int)():\n    return a": "Call in an annotation",
    "def f(a: 'int +'):\n    return a": "the annotation 'int +'",
    "X: print() = 1": "Call in an annotation",
    "class Holder:\n    x: 'exec(1)'": "Call in an annotation",
    "X: int = print()": "a call of print in a constant",
    "import sys\nX = sys.modules.clear()": "a call of sys.modules.clear in a constant",
}


@pytest.fixture
def noted_in(load, town):
    """What is found at the top of the town with a text added, which is never executed."""
    module = vars(load(town))

    def find(text):
        noted = []
        read_top(
            ast.parse(f"{town}\n{text}\n"), module, lambda _, construct, instead: noted.append((construct, instead))
        )
        return noted

    return find


@pytest.mark.parametrize(("text", "construct"), ATTACKS.items(), ids=ATTACKS)
def test_a_statement_that_does_more_than_declare_is_refused(noted_in, text, construct):
    noted = noted_in(text)
    assert construct in [what for what, _ in noted]
    assert all(instead for _, instead in noted)


def test_declarations_are_clean(found):
    assert not found(
        "pass",
        """\
import math
from dataclasses import dataclass
import os.path
import xml.dom
import xml.sax
LIMIT = -3 * 4
PAIR: tuple[int, int] = (LIMIT, 1)
BOTH = (NO_ROW, NO_ROW.but(x=Coins(2)))
Pair = tuple[int, Coins]
NAMES = {"a": [1, 2], "b": {3}}
EMPTY = frozenset({1})
later: int

class Reader:
    \'\'\'No value.\'\'\'
    limit = 3
    @property
    def first(self):
        return math.pi
""",
    )


def test_a_decorator_is_the_function_of_the_kit_and_not_its_name(load, findings_in):
    # Given a decorator called message that changes what it decorates
    head = "from filspec.kit.transitions import message as ours\n"
    twisted = (
        "    def hidden(w):\n        return 5\n    hidden.transition = ours('x')(f).transition\n    return hidden\n"
    )
    other = load(f"{head}def message(f):\n{twisted}")
    town = "from filspec.kit.worlds import actor\n@actor\nclass World:\n    n: int\n"
    text = f"{town}from {other.__name__} import message\n@message\ndef toy_trap(w: World) -> None:\n    w.n = 1\n"
    # Then the module is refused for the object that the name is bound to
    assert "the decorator message" in [finding.construct for finding in findings_in(text)]


def test_a_decorator_by_another_name_is_the_same(found):
    head = "from filspec.kit.transitions import pure as only_reckons"
    noted = found("pass", f"{head}\n@only_reckons\ndef toy_f(a: int) -> int:\n    return a")
    assert [what for what, _ in noted if "decorator" in what] == []


def test_names_are_resolved_through_modules_only():
    module = {"pytest": pytest, "number": 3}
    assert resolved(ast.parse("pytest.mark", mode="eval").body, module) is pytest.mark
    assert resolved(ast.parse("number.real", mode="eval").body, module) is None
    assert resolved(ast.parse("print", mode="eval").body, module) is print


def test_a_module_is_read_from_its_first_to_its_last_line():
    noted: list[int] = []
    read_top(ast.parse("print()\nX = 1\ndel X"), {}, lambda node, *_: noted.append(node.lineno))  # type: ignore[attr-defined]
    assert noted == [1, 3]


@pytest.mark.parametrize("text", ["def go():\n    global x\n", "class A:\n    def go(self):\n        global x\n"])
def test_a_function_that_binds_a_name_of_its_module_later_is_found(text):
    noted = []
    read_globals(ast.parse(text), text, lambda node, construct, _: noted.append((node.lineno, construct)))
    assert noted == [(text.count("\n"), "global")]


def test_a_class_beside_the_transitions_changes_no_constant(found):
    before = "LIMIT = 1\n\nclass Reader:\n    def go(self):\n        global LIMIT\n        LIMIT = -5\n"
    assert found("w.n = Coins(LIMIT)", before) == [("global", "keep what changes in the world")]

"""The second reading of the linter: what a transition names is known to a proof, and linted as well."""

import importlib
import pkgutil
import sys
import textwrap
from types import ModuleType

import pytest

import filspec.actors
from filspec.kit.constructs import Finding
from filspec.kit.linter import LintError, require_linted
from filspec.kit.runner import Runner
from filspec.kit.transitions import REGISTRY

PREAMBLE = """\
from filspec.kit.records import Record
from filspec.kit.tables import PairTable, Table
from filspec.kit.transitions import internal, message, pure, query
from filspec.kit.worlds import actor
"""

VILLAGE = """
@actor
class Inner:
    notes: Table[int, int]
    number: int

@actor
class World:
    inner: Inner
    other: Inner
    first: Table[int, int]
    number: int
"""


@pytest.fixture
def refused(load):
    """The findings in a module, once loaded."""

    def findings_of(text):
        module = load(PREAMBLE + VILLAGE + textwrap.dedent(text))
        with pytest.raises(LintError) as refusal:
            require_linted(module.__name__)
        assert str(refusal.value) == "\n".join(map(str, refusal.value.findings))
        assert {finding.file for finding in refusal.value.findings} == {module.__file__}
        return [finding.construct for finding in refusal.value.findings]

    return findings_of


@pytest.mark.parametrize(
    ("before", "name"),
    [
        ("import math", "math"),
        ("from math import gcd", "gcd"),
        ("from functools import cache", "cache"),
        ("NAMES = dict()", "NAMES"),
        ("RATE = 1.5", "RATE"),
        ("TEXT = 'a'", "TEXT"),
        ("CHOICES = (1, print)", "CHOICES"),
        ("KEPT = Table({})", "KEPT"),
        ("KEPT = (Table({}),)", "KEPT"),
        ("KEPT = World(Inner(Table(), 0), Inner(Table(), 0), Table(), 0)", "KEPT"),
        ("from filspec.kit.worlds import fork", "fork"),
        ("from filspec.kit.oracles import install", "install"),
        ("from filspec.kit.requirement import Rejected", "Rejected"),
    ],
)
def test_a_transition_does_not_reach_what_has_no_meaning_in_a_proof(refused, before, name):
    text = f"{before}\n@internal()\ndef toy_step(w: World) -> None:\n    w.number = {name}\n"
    assert refused(text) == [f"the name {name}"]


@pytest.mark.parametrize("kind", ["query('Bank')", "pure"])
def test_a_function_that_reads_does_not_call_one_that_writes(refused, kind):
    text = f"""
    @internal()
    def toy_write(w: World) -> None:
        w.number = 1

    @{kind}
    def toy_read(w: World) -> int:
        toy_write(w)
        return w.number
    """
    assert refused(text) == ["the name toy_write"]


@pytest.mark.parametrize("path", ["first", "inner", "inner.notes"])
def test_a_table_or_an_actor_is_never_replaced(refused, path):
    """Two names for one table would be two tables for a proof, and undoing one would undo the other."""
    other = {"first": "inner.notes", "inner": "other", "inner.notes": "first"}[path]
    text = f"""
    @internal()
    def toy_step(w: World) -> None:
        w.{path} = w.{other}
    """
    assert refused(text) == [f"assignment to w.{path}"]


def test_a_module_that_calls_an_unclean_one_is_refused_with_it(load):
    unclean = load(PREAMBLE + "@pure\ndef toy_half(a: int) -> int:\n    return a / 2\n")
    caller = load(
        PREAMBLE
        + f"from {unclean.__name__} import toy_half\n@pure\ndef toy_same(a: int) -> int:\n    return toy_half(a)\n"
    )
    with pytest.raises(LintError) as refusal:
        require_linted(caller.__name__)
    (only,) = refusal.value.findings
    assert only == Finding(unclean.__file__, 7, "toy_half", "/", "use // on integers")


@pytest.mark.parametrize("declaration", ["class Row(Record):", "@actor\nclass Row:"])
def test_a_method_beside_the_transitions_is_found_as_well(refused, declaration):
    text = f"{declaration}\n    number: int\n    def fee(self) -> int:\n        return 1\n"
    assert refused(text) == ["the method fee"]


def test_a_class_of_no_values_may_have_methods(load):
    """Nothing that a transition meets is an instance of it."""
    module = load(f"{PREAMBLE}class Reader:\n    def read(self) -> int:\n        return 1 / 2\n")
    assert require_linted(module.__name__) is None


@pytest.mark.parametrize("method", ["def fee(self):", "@property\n    def fee(self):", "def __add__(self, other):"])
def test_a_module_is_refused_whose_values_have_methods(load, method):
    """Wherever the class of the value stands, and whatever it is derived from."""
    rows = load(
        f"{PREAMBLE}class Base(Record):\n    number: int\nclass Row(Base):\n    {method}\n        return 1 / 2\n"
    )
    world = load(f"{PREAMBLE}from {rows.__name__} import Row\n@actor\nclass World:\n    row: Row\n")
    caller = load(
        f"{PREAMBLE}from {world.__name__} import World\n@pure\ndef toy_row(w: World) -> int:\n    return w.row.number\n"
    )
    with pytest.raises(LintError) as refusal:
        require_linted(caller.__name__)
    only = next(found for found in refusal.value.findings if found.file == rows.__file__ and found.function == "Row")
    assert (only.file, only.function, only.line) == (rows.__file__, "Row", 8 + method.count("\n"))
    assert only.construct in {"the method fee", "the method __add__"}
    assert only.instead == "write a @pure function of the value"


def test_a_module_without_a_file_is_refused(monkeypatch):
    monkeypatch.setitem(sys.modules, "toy_nowhere", ModuleType("toy_nowhere"))
    with pytest.raises(LintError, match="toy_nowhere: no source; transitions live in files"):
        require_linted("toy_nowhere")


HOLES = {
    "a table with its own get": (
        (
            "class Shelf(Table[int, int]):\n    __slots__ = ()\n    def get(self, k, other):\n        return other\n\n"
            "@actor\nclass Home:\n    shelf: Shelf\n\n@internal()\ndef toy_step(w: Home) -> None:\n    pass\n"
        ),
        "the method get",
    ),
    "a table that only has another name": (
        (
            "class Shelf(Table[int, int]):\n    __slots__ = ()\n\n@actor\nclass Home:\n    shelf: Shelf\n\n"
            "@internal()\ndef toy_step(w: Home) -> None:\n    pass\n"
        ),
        "the type Shelf",
    ),
    "a member where terms have an attribute": (
        "class Odd(Enum):\n    enum = 0\n    term = 1\n@pure\ndef toy_f(c: Odd) -> bool:\n    return c.enum == c\n",
        ".enum of Odd",
    ),
    "flags": ("class Access(Flag):\n    READ = 1\n    WRITE = 2\n", "the enum Access, which has other bases than Enum"),
    "a mixin that compares members": (
        (
            "class Own:\n    def __eq__(self, one):\n        return True\n    def __hash__(self):\n        return 1\n\n"
            "class Odd(Own, Enum):\n    ONE = 1\n"
        ),
        "the enum Odd, which has other bases than Enum",
    ),
    "a mixin that hashes keys": (
        "class Own:\n    __slots__ = ()\n    def __hash__(self):\n        pass\nclass Odd(Own, Record):\n    x: int",
        "the record Odd, which has its own __hash__",
    ),
    "a message that exec makes": (
        "exec('@internal()\\ndef toy_step(w: World) -> None:\\n    w.number = 1')\n",
        "a function that is not what the file says",
    ),
    "names by a star": ("from math import *\n", "import *"),
    "a second name": (
        "@pure\ndef toy_one(a: int) -> int:\n    return a\n\ntoy_two = toy_one\n",
        "toy_two, which is not just what the kit made of toy_one",
    ),
    "a function that another decorator made": (
        "from functools import cache\n\n@pure\n@cache\ndef toy_one(a: int) -> int:\n    return a\n",
        "toy_one, which is not just what the kit made of toy_one",
    ),
    "a function declared twice": ("@pure\ndef toy_one(a: int) -> int:\n    return a\n\n" * 2, "toy_one, bound again"),
    "another declaration in its place": (
        (
            "@pure\ndef toy_one(a: int) -> int:\n    return a\n\n@pure\ndef toy_two(a: int) -> int:\n    return 2\n\n"
            "toy_one.__dict__['transition'] = toy_two.__dict__['transition']\n"
        ),
        "toy_one, which is not just what the kit made of toy_two",
    ),
    "code in place of code": (
        (
            "@pure\ndef toy_one(a: int) -> int:\n    return a\n\ndef plain(a: int) -> int:\n    return 2\n\n"
            "toy_one.transition.function.__code__ = plain.__code__\n"
        ),
        "a function that is not what the file says",
    ),
    "an integer that is equal to nothing": (
        (
            "class Odd(int):\n    def __eq__(self, other):\n        return False\n\nLIMIT = Odd(5)\n\n"
            "@pure\ndef toy_same(a: int) -> bool:\n    return a == LIMIT\n"
        ),
        "the name LIMIT",
    ),
    "a part of the world in place of the world": (
        (
            "@internal()\ndef toy_low(w: Inner, key: int) -> None:\n    w.number -= 1\n\n"
            "@internal()\ndef toy_all(w: World) -> None:\n    for_each(w.first, toy_low, w.inner)\n"
        ),
        "w.inner for the world of toy_low",
    ),
}


@pytest.mark.parametrize(("text", "construct"), HOLES.values(), ids=HOLES)
def test_what_a_proof_would_not_notice_is_refused(load, text, construct):
    head = "from enum import Enum, Flag\nfrom filspec.kit.loops import for_each\n"
    module = load(head + PREAMBLE + VILLAGE + text)
    with pytest.raises(LintError) as refusal:
        require_linted(module.__name__)
    assert construct in [finding.construct for finding in refusal.value.findings]
    assert all(finding.line and finding.instead for finding in refusal.value.findings)


def test_a_file_that_only_claims_to_be_the_source_is_none(load, tmp_path):
    # Given a module that names another, clean file as its own
    clean = tmp_path / "clean.py"
    clean.write_text("x = 1\n", encoding="utf-8")
    unclean = "@internal()\ndef toy_step(w: World) -> None:\n    w.number = 7 / 2\n"
    module = load(f"{PREAMBLE}{VILLAGE}__file__ = {str(clean)!r}\n{unclean}")
    # Then it is refused
    with pytest.raises(LintError, match="no source; transitions live in files"):
        require_linted(module.__name__)


def test_a_file_that_was_edited_since_it_was_loaded_is_refused(load):
    text = PREAMBLE + VILLAGE + "@internal()\ndef toy_step(w: World) -> None:\n    w.number = {}\n"
    module = load(text.format(1))
    with open(module.__file__, "w", encoding="utf-8") as file:
        file.write(text.format("w.number + 22"))
    with pytest.raises(
        LintError, match=r"toy_step: a function that is not what the file says; .*start again after an edit"
    ):
        require_linted(module.__name__)


def test_the_toy_model_is_clean(toy):
    require_linted(toy.__name__)


def actor_modules():
    """The modules with registered functions: all that a transition of the protocol can reach."""
    for info in pkgutil.walk_packages(filspec.actors.__path__, "filspec.actors."):
        importlib.import_module(info.name)
    found = {declared.function.__module__ for declared in REGISTRY.values()}
    return sorted(name for name in found if name.startswith("filspec."))


@pytest.mark.parametrize("name", actor_modules())
def test_every_actor_module_is_clean(name):
    require_linted(name)


def test_the_runner_refuses_an_unlinted_module(load):
    module = load(PREAMBLE + VILLAGE + "@internal()\ndef toy_halve(w: World) -> None:\n    w.number = 7 / 2\n")
    world = module.World(module.Inner(module.Table(), 0), module.Inner(module.Table(), 0), module.Table(), 1)
    with pytest.raises(LintError, match="toy_halve: /; use // on integers"):
        Runner(world).apply(module.toy_halve)
    assert world.number == 1

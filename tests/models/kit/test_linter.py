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
        f"{PREAMBLE}from {world.__name__} import World\n@pure\ndef toy_row(w: World) -> object:\n    return w.row\n"
    )
    with pytest.raises(LintError) as refusal:
        require_linted(caller.__name__)
    (only,) = refusal.value.findings
    assert (only.file, only.function, only.line) == (rows.__file__, "Row", 8 + method.count("\n"))
    assert only.construct in {"the method fee", "the method __add__"}
    assert only.instead == "write a @pure function of the value"


def test_a_module_without_a_file_is_refused(monkeypatch):
    monkeypatch.setitem(sys.modules, "toy_nowhere", ModuleType("toy_nowhere"))
    with pytest.raises(LintError, match="toy_nowhere: no source; transitions live in files"):
        require_linted("toy_nowhere")


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

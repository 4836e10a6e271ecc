"""What the tests of the kit share: a toy model, and a way to load others that leaves no trace in the process."""

import importlib.util
import itertools
import sys
import textwrap
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from filspec.kit import engine, laws, linter, participants, transitions
from filspec.kit.constructs import Finding
from filspec.kit.tables import PairTable, Table

REGISTRIES = (transitions.REGISTRY, laws.LAWS, participants.METHODS)


@contextmanager
def registries_kept() -> Iterator[None]:
    """Toys never stay in the registries of the protocol, which other tests go through."""
    before = [dict(registry) for registry in REGISTRIES]
    try:
        yield
    finally:
        for registry, entries in zip(REGISTRIES, before, strict=True):
            registry.clear()
            registry.update(entries)


def loaded(path: Path, name: str) -> ModuleType:
    """The module in a file, under a name of its own."""
    found = importlib.util.spec_from_file_location(name, path)
    assert found is not None and found.loader is not None
    module = importlib.util.module_from_spec(found)
    sys.modules[name] = module
    with registries_kept():
        found.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def toy() -> ModuleType:
    """The toy model of ``toy_village.py``, loaded once."""
    return sys.modules.get("toy_village") or loaded(Path(__file__).with_name("toy_village.py"), "toy_village")


@pytest.fixture(scope="session")
def founded(toy: ModuleType) -> Callable[[], Any]:
    """A founder of villages on their first day."""
    return lambda: toy.Village(day=0, bank=toy.Bank(purses=Table(), coins=0), plots=PairTable())


_numbers = itertools.count()


@pytest.fixture
def load(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], ModuleType]:
    """A loader of modules from their text; ``load.__name__`` of one can be imported by the next."""

    def load_text(text: str) -> ModuleType:
        name = f"toy_module_{next(_numbers)}"
        monkeypatch.setitem(sys.modules, name, ModuleType(name))
        path = tmp_path / f"{name}.py"
        path.write_text(text, encoding="utf-8")
        return loaded(path, name)

    return load_text


TOWN = """\
from enum import Enum
from functools import cache
from typing import NewType

from filspec.kit.loops import attempt, for_each, for_each_in, for_each_under
from filspec.kit.oracles import oracle, unanswered
from filspec.kit.records import Record
from filspec.kit.requirement import require
from filspec.kit.sums import total, total_by
from filspec.kit.tables import PairTable, Table
from filspec.kit.transitions import internal, message, pure, query
from filspec.kit.worlds import actor

Coins = NewType("Coins", int)

class Reason(Enum):
    NO = "no"

class Colour(Enum):
    RED = 0
    BLUE = 1

class Part(Record):
    size: int
    whole: bool

class Row(Record):
    x: Coins
    colour: Colour
    part: Part
    place: tuple[int, int]

NO_ROW = Row(x=Coins(0), colour=Colour.RED, part=Part(size=0, whole=True), place=(0, 0))

@actor
class Deep:
    t: Table[int, Row]
    p: PairTable[int, int, int]
    n: int

@actor
class World:
    n: Coins
    open: bool
    fixed: Part
    deep: Deep
    c: Table[Colour, int]

@pure
def toy_size(row: Row) -> int:
    return row.part.size

@pure
def toy_coins(key: int, row: Row) -> int:
    return row.x

@pure
def toy_shares(key: int, row: Row) -> tuple[tuple[int, int], ...]:
    return ((key, row.x), (row.place[0], 1))

@oracle("Sky")
def toy_sun(day: int, colour: Colour) -> bool:
    return unanswered()

@internal()
def toy_turn(w: World, key: int, a: int) -> None:
    w.deep.t[key] = w.deep.t[key].but(x=Coins(a))

@internal()
def toy_pair(w: World, key: tuple[int, int]) -> None:
    del w.deep.p[key]

@internal()
def toy_give(w: World, a: int) -> bool:
    w.n = Coins(a)
    return a > 0
"""
"""A town with every kind of value: what the texts of tests are written in."""

HEAD = """
@message("Town")
def toy_trap(w: World, a: int, c: Colour, row: Row, many: tuple[int, ...]) -> None:
"""


@pytest.fixture
def town() -> str:
    """The text of the town."""
    return TOWN


@pytest.fixture
def findings_in(load: Callable[[str], ModuleType]) -> Callable[[str], list[Finding]]:
    """What the linter finds in a module with this text; nothing in one that is clean."""

    def find(text: str) -> list[Finding]:
        try:
            linter.require_linted(load(text).__name__)
        except linter.LintError as refusal:
            return refusal.findings
        return []

    return find


@pytest.fixture
def found(findings_in: Callable[[str], list[Finding]]) -> Callable[..., list[tuple[str, str]]]:
    """What is found in a message of the town with this body, and what is to be written instead."""

    def find(body: str, before: str = "") -> list[tuple[str, str]]:
        text = f"{TOWN}\n{before}\n{HEAD}{textwrap.indent(body, '    ')}\n"
        return [(finding.construct, finding.instead) for finding in findings_in(text)]

    return find


@pytest.fixture
def registries() -> Iterator[None]:
    """Whatever a test registers is gone behind it."""
    with registries_kept():
        yield


class AskedEngine:
    """An engine that records what the words of the kit ask of it, and answers as told."""

    def __init__(self, answer: Any = None) -> None:
        self.answer = answer
        self.asked: list[tuple[Any, ...]] = []

    def _answered(self, *question: Any) -> Any:
        self.asked.append(question)
        return self.answer

    def require(self, condition, reason):
        self._answered("require", condition, reason)

    def compute(self, function, arguments):
        return self._answered("compute", function.__name__, arguments)

    def ask(self, oracle, arguments):
        return self._answered("ask", oracle.__name__, arguments)

    def loop(self, over, group, step, arguments):
        self._answered("loop", over, group, step, arguments)

    def attempt(self, step, arguments):
        return self._answered("attempt", step, arguments)

    def total(self, table, amount):
        return self._answered("total", table, amount)

    def total_by(self, table, shares):
        return self._answered("total_by", table, shares)

    def unchanged(self, before, after, paths):
        return self._answered("unchanged", before, after, paths)

    def confined(self, before, after, changes):
        return self._answered("confined", before, after, changes)


@pytest.fixture
def asked_engine(monkeypatch: pytest.MonkeyPatch) -> AskedEngine:
    """An installed engine that answers 7."""
    installed = AskedEngine(7)
    monkeypatch.setattr(engine, "active", installed)
    return installed

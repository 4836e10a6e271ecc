"""What a result depends on is read from what is loaded: whatever a proof can have seen has its part in the key."""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from filspec.actors.ledger.transfers import burn, send, transfer
from filspec.actors.units import ActorID
from filspec.kit import laws, transitions
from filspec.laws.catalogue import catalogue
from filspec.symbolic import definitions, imports
from filspec.symbolic.dependencies import content_of, label_of, part_of, told

HEAD = "from __future__ import annotations\nfrom enum import Enum\nfrom filspec.kit.records import Record\n"
HEAD += "from filspec.kit.transitions import internal, message, pure\nfrom filspec.kit.worlds import actor\n"

FAR = (
    HEAD
    + """
class Colour(Enum):
    RED = 0


class Row(Record):
    x: int
    colour: Colour


LIMIT = 5
BOTH = (1, LIMIT)
NO_ROW = Row(x=LIMIT, colour=Colour.RED)


@pure
def toy_far(a: int) -> int:
    return a + 1


@actor
class World:
    n: int
    row: Row
"""
)

FORMS = {
    "by its name": ("from toy_far import World, toy_far", "toy_far(a)"),
    "by another name": ("from toy_far import World, toy_far as other", "other(a)"),
    "by a star": ("from toy_far import *", "toy_far(a)"),
    "in a condition": ("if True:\n    from toy_far import World, toy_far", "toy_far(a)"),
    "in an attempt": ("try:\n    from toy_far import World, toy_far\nexcept ImportError:\n    pass", "toy_far(a)"),
    "from whoever has it too": ("from toy_near import World, other", "other(a)"),
    "of a package": ("from toy_package.inner import World, toy_far", "toy_far(a)"),
    "by its module": ("import toy_far\nfrom toy_far import World", "toy_far.toy_far(a)"),
    "bound again": ("from toy_far import World, toy_far\nkept = toy_far\nkept = kept", "kept(a)"),
    "as a default": ("from toy_far import World, toy_far\ndef held(a, f=toy_far):\n    return f(a)", "held(a)"),
    "in a closure": (
        (
            "from toy_far import World, toy_far\ndef made(f):\n    def inner(a):\n        return f(a)\n"
            "    return inner\n"
            "held = made(toy_far)"
        ),
        "held(a)",
    ),
    "in a generator": ("from toy_far import World, toy_far", "max(toy_far(b) for b in (a,))"),
    "in a tuple": ("from toy_far import World, toy_far\nALL = (toy_far,)", "ALL[0](a)"),
    "in a mapping": ("from toy_far import World, toy_far\nALL = {1: toy_far}", "ALL[1](a)"),
}
"""How a function of another module comes to be called."""


@pytest.fixture
def key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., str]]:
    """The content of a message of the toy module, loaded anew beside the texts of other modules."""
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    known = dict(transitions.REGISTRY), dict(laws.LAWS)
    (tmp_path / "toy_package").mkdir()

    def content(far: str, imported: str, call: str, names_only: bool = False) -> str:
        near = "from toy_far import World, toy_far\nother = toy_far\n"
        step = f"@message('x')\ndef toy_step(w: World, a: int) -> None:\n    w.n = {call}\n"
        texts = {
            "toy_far": far,
            "toy_near": near,
            "toy_package/__init__": "",
            "toy_package/inner": "from .deep import *\n",
            "toy_package/deep": "from toy_far import World, toy_far\n",
            "toy_trap": f"{HEAD}{imported}\n\n\n{step}",
        }
        for name, text in texts.items():
            (tmp_path / f"{name}.py").write_text(text, encoding="utf-8")
        for name in [name for name in sys.modules if name.startswith("toy_")]:
            del sys.modules[name]
        transitions.REGISTRY.clear()
        for forget in (definitions.path_of, definitions.text_of, imports.imports_from, imports.imported_by):
            forget.cache_clear()
        imports.texts_of.cache_clear()
        return content_of([__import__("toy_trap").toy_step], names_only)

    yield content
    for name in [name for name in sys.modules if name.startswith("toy_")]:
        del sys.modules[name]
    for registry, before in zip((transitions.REGISTRY, laws.LAWS), known, strict=True):
        registry.clear()
        registry.update(before)  # type: ignore[arg-type]


@pytest.mark.parametrize(("imports", "call"), FORMS.values(), ids=FORMS)
def test_function_counts_however_it_came_to_be_named(key: Callable[..., str], imports: str, call: str) -> None:
    # Given a message that calls a function of another module
    before = key(FAR, imports, call)
    assert key(FAR, imports, call) == before
    # When that function changes, then so does what the message depends on
    assert key(FAR.replace("return a + 1", "return a + 2"), imports, call) != before


CHANGES = {
    "a constant": ("LIMIT = 5", "LIMIT = 6", "LIMIT", True),
    "a constant made of another": ("LIMIT = 5", "LIMIT = 6", "BOTH[1]", True),
    "a truth value for a number": ("LIMIT = 5", "LIMIT = True", "LIMIT", True),
    "a row that is a constant": ("x=LIMIT", "x=7", "NO_ROW.x", True),
    "a type that only an annotation names": ("    RED = 0", "    RED = 0\n    BLUE = 1", "a", True),
    "the value of a member": ("    RED = 0", "    RED = 3", "a", True),
    "a field of a row": ("    x: int", "    x: int\n    y: int = 0", "a", True),
    "a field of the world": ("    n: int", "    n: int\n    m: int", "a", True),
    "a method of a row": (
        "    colour: Colour",
        "    colour: Colour\n    def __eq__(self, other):\n        return True",
        "a",
        True,
    ),
    "a decorator": ("@pure\ndef toy_far", "@internal()\ndef toy_far", "toy_far(a)", True),
    "what is not used": ("return a + 1", "return a + 2", "a", False),
    "a constant that is not used": ("LIMIT = 5", "UNUSED = 3\nLIMIT = 5", "LIMIT", False),
    "a comment": ("LIMIT = 5", "LIMIT = 5  # five\n\n", "LIMIT", False),
}


@pytest.mark.parametrize(("old", "new", "call", "counts"), CHANGES.values(), ids=CHANGES)
def test_what_is_seen_counts_and_nothing_else(
    key: Callable[..., str], old: str, new: str, call: str, counts: bool
) -> None:
    imports = "from toy_far import BOTH, LIMIT, NO_ROW, World, toy_far"
    assert FAR.count(old) == 1
    assert (key(FAR.replace(old, new), imports, call) != key(FAR, imports, call)) is counts


def test_name_that_is_bound_to_another_function_counts(key: Callable[..., str]) -> None:
    both = FAR + "\n\n@pure\ndef toy_like(a: int) -> int:\n    return a + 2\n"
    one, other = (f"from toy_far import World, {name} as f" for name in ("toy_far", "toy_like"))
    assert key(both, one, "f(a)") != key(both, other, "f(a)")


def test_law_depends_on_the_name_of_a_message_and_not_on_what_it_does() -> None:
    # Given a message that laws may name, and may not call
    assert content_of([send], names_only=True) != content_of([burn], names_only=True) != content_of([burn])
    # Then of the message itself its name is part of what laws depend on
    assert content_of([send], names_only=True) != content_of([send])
    assert content_of([send], names_only=True) == content_of([send, send], names_only=True)


def test_content_is_of_a_set_of_objects() -> None:
    assert content_of([send, burn]) == content_of([burn, send])
    assert len({content_of([send]), content_of([burn]), content_of([send, burn]), content_of([transfer])}) == 4
    assert content_of([send]) == content_of([send, transfer])


def test_objects_of_other_kinds_stand_for_their_whole_modules() -> None:
    for value in (pytest, pytest.mark, Path, catalogue.__globals__["_FILES"][0]):
        assert part_of(value).text.startswith(("whole ", "trusted "))


def test_values_are_told_alike_in_every_process() -> None:
    assert told(frozenset({"b", "a"})) == "{str 'a', str 'b'}"
    assert told((1, True, 1.0)) == "(int 1, bool True, float 1.0)"
    assert label_of(ActorID) == "filspec.actors.units.ActorID"


PLACES = """

class Side(Enum):
    LEFT = 0
    PORT = 0
    RIGHT = 1


class Pair(Record):
    one: int
    two: bool


class Filled(Record):
    one: int = 1
    two: int = 2


A = 5
B = 6
C = 5
TABLE = {1: 5, 2: 6}


@pure
def toy_two(a: int, b: bool) -> int:
    return a


@pure
def toy_pair(pair: Pair) -> int:
    return 0


@pure
def toy_nested(a: tuple[tuple[int, bool], tuple[bool, int]]) -> int:
    return 0
"""
CHANGED_PLACES = {
    "two constants": ("A = 5\nB = 6", "A = 6\nB = 5", "A - B"),
    "a constant that becomes another": ("B = 6\nC = 5", "B = 6\nC = 6", "A + B + C"),
    "the values of a mapping": ("{1: 5, 2: 6}", "{1: 6, 2: 5}", "TABLE[1]"),
    "the types of two parameters": ("a: int, b: bool", "a: bool, b: int", "toy_two(a, b)"),
    "the types of two fields": ("one: int\n    two: bool", "one: bool\n    two: int", "Pair(a, b)"),
    "types in a type": (
        "[tuple[int, bool], tuple[bool, int]]",
        "[tuple[bool, int], tuple[int, bool]]",
        "toy_nested(a)",
    ),
    "two defaults": ("one: int = 1\n    two: int = 2", "one: int = 2\n    two: int = 1", "Filled()"),
    "another name of a member": ("PORT = 0", "PORT = 1", "Side.PORT"),
    "the order of members": (
        "LEFT = 0\n    PORT = 0\n    RIGHT = 1",
        "RIGHT = 1\n    LEFT = 0\n    PORT = 0",
        "Side.PORT",
    ),
    "which of two names a member is called by": ("LEFT = 0\n    PORT = 0", "PORT = 0\n    LEFT = 0", "Side.PORT"),
}
"""What uses the same parts, in other places."""


@pytest.mark.parametrize(("old", "new", "call"), CHANGED_PLACES.values(), ids=CHANGED_PLACES)
def test_place_of_a_part_counts_and_not_only_that_it_is_used(
    key: Callable[..., str], old: str, new: str, call: str
) -> None:
    imports = "from toy_far import *"
    assert PLACES.count(old) == 1
    assert key(FAR + PLACES.replace(old, new), imports, call) != key(FAR + PLACES, imports, call)

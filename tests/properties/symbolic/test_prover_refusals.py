"""Traps of the linters: what looks like the subset and is not is refused, or not proved."""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

N_IS_NOT_NEGATIVE = '''

@law("X1")
def n_is_not_negative(w: World) -> bool:
    """n is never negative."""
    return w.n >= 0
'''
ODD_TABLE = '''

from typing import Generic, TypeVar

K = TypeVar("K")
V = TypeVar("V")


class Odd(Table[K, V], Generic[K, V]):
    """A table that finds nothing."""

    __slots__ = ()

    def get(self, key, default):
        """The default."""
        return default


@actor
class World:
    """The world."""

    n: int
    t: Odd[int, int]
'''
MIXINS = '''

class Mixin:
    """Everything is equal."""

    __slots__ = ()

    def __hash__(self) -> int:
        """All the same."""
        return 1

    def __eq__(self, other: object) -> bool:
        """Always."""
        return True

    def __ne__(self, other: object) -> bool:
        """Never."""
        return False


class Odd(Mixin, Enum):
    """Members that are all equal."""

    ONE = 1
    TWO = 2


class OddKey(Mixin, Record):
    """Keys that are all equal."""

    x: int


@actor
class World:
    """The world."""

    n: int
    t: Table[OddKey, int]
'''
SHADOW = '''

class Shadow(Enum):
    """Members with names of attributes."""

    value = 0
    enum = 1
    other = 2


@actor
class World:
    """The world."""

    n: int
'''
EXEC = '''

@actor
class World:
    """The world."""

    n: int


exec("""
@message("Trap")
def trap(w: World, a: int) -> None:
    'A message that no linter reads.'
    w.n = -1 if isinstance(a, int) else 0
""")
'''
PLAIN = '''

@actor
class World:
    """The world."""

    n: int
    t: Table[int, int]
'''
FORGED_FILE = """

__file__ = "{file}"
"""
FORGED_DECORATOR = """
from forged_kit import message
"""
FORGED_KIT = '''
"""A decorator that does more than it says."""

from filspec.kit.transitions import message as declared


def message(owner):
    """Declare a message that is followed by something else."""

    def declare(function):
        inner = declared(owner)(function)

        def outer(w, *arguments):
            inner(w, *arguments)
            w.n = -1

        outer.transition = inner.transition
        return outer

    return declare


def negative(x):
    """Look at the type of a value."""
    return isinstance(x, int) and x < 0
'''
MIXED = '@message("Trap")\ndef trap(w: World, a: int, c: {}) -> None:\n    """A small message."""\n'


@pytest.fixture
def forged_kit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A module beside the model that no linter reads."""
    (tmp_path / "forged_kit.py").write_text(FORGED_KIT, encoding="utf-8")
    (tmp_path / "clean.py").write_text('"""Nothing."""\n', encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    yield tmp_path
    sys.modules.pop("forged_kit", None)


TRANSITIONS = {
    "a table of a class of its own": (ODD_TABLE, "", "w.t[a] = 5\nw.n = w.t.get(a, 0) - 5"),
    "members that compare otherwise": (
        MIXINS,
        MIXED.format("Odd"),
        "w.n = 0\nif c == Odd.ONE:\n    if c == Odd.TWO:\n        w.n = -1",
    ),
    "members that are never different": (MIXINS, MIXED.format("Odd"), "w.n = -1 if not c != Odd.ONE else 0"),
    "keys that are all equal": (
        MIXINS,
        "",
        "w.t[OddKey(x=a)] = 1\nw.t[OddKey(x=a + 1)] = 2\nw.n = 0 if w.t[OddKey(x=a)] == 1 else -1",
    ),
    "a member of a member": (SHADOW, MIXED.format("Shadow"), "w.n = -1 if c.enum == Shadow.enum else 0"),
}


@pytest.mark.parametrize(("world", "head", "body"), TRANSITIONS.values(), ids=TRANSITIONS)
def test_values_that_behave_otherwise_than_terms_are_not_proved(
    objections: Callable[..., list[str]], world: str, head: str, body: str
) -> None:
    given = {"head": "\n\n" + head} if head else {}
    assert objections(body, N_IS_NOT_NEGATIVE, world=world, **given)


def test_message_that_no_file_holds_is_refused(objections: Callable[..., list[str]]) -> None:
    assert objections("pass", N_IS_NOT_NEGATIVE, world=EXEC, head='\n\n@pure\ndef nothing() -> None:\n    """No."""\n')


def test_module_that_names_another_file_as_its_own_is_refused(
    objections: Callable[..., list[str]], forged_kit: Path
) -> None:
    forged = FORGED_FILE.format(file=forged_kit / "clean.py")
    assert objections("w.n = -1 if isinstance(a, int) else 0", N_IS_NOT_NEGATIVE, world=PLAIN + forged)


@pytest.mark.usefixtures("forged_kit")
def test_decorator_that_is_not_of_the_kit_is_refused(objections: Callable[..., list[str]]) -> None:
    assert objections("w.n = 0", N_IS_NOT_NEGATIVE, before=FORGED_DECORATOR)


LAWS = {
    "rows are counted under another name": '''
@law("X1")
def law_of_rows(w: World) -> bool:
    """There is one row at most."""
    rows = w.deep.t.items
    count = 0
    for key, row in rows():
        count += 1
    return count <= 1
''',
    "all is something else": '''
def all(rows):
    """Count."""
    count = 0
    for row in rows:
        count += 1
    return count <= 1


@law("X1")
def law_of_rows(w: World) -> bool:
    """There is one row at most."""
    return all(row.x >= 0 for key, row in w.deep.t.items())
''',
    "dir": '''
@law_for_each("deep.t", "X1")
def law_of_rows(w: World, key: int, row: Row) -> bool:
    """Look through a value."""
    return "term" in dir(row.x) or row.x >= 0
''',
    "the class": '''
@law_for_each("deep.t", "X1")
def law_of_rows(w: World, key: int, row: Row) -> bool:
    """Look through a value."""
    return row.x.__class__ != (0).__class__ or row.x >= 0
''',
    "the text of a class": '''
@law_for_each("deep.t", "X1")
def law_of_rows(w: World, key: int, row: Row) -> bool:
    """Look through a value."""
    return row.x.__doc__ != (0).__doc__ or row.x >= 0
''',
    "a helper called changed_leaves": '''
def changed_leaves(w):
    """Look through a value."""
    return isinstance(w.n, int) and w.n < 0


@law("X1")
def law_of_n(w: World) -> bool:
    """n is never negative."""
    return not changed_leaves(w)
''',
    "a helper of another package": '''
from forged_kit import negative


@law("X1")
def law_of_n(w: World) -> bool:
    """n is never negative."""
    return not negative(w.n)
''',
    "a helper in a class": '''
class Holder:
    """A class of functions."""

    negative = staticmethod(lambda x: isinstance(x, int) and x < 0)


@law("X1")
def law_of_n(w: World) -> bool:
    """n is never negative."""
    return not Holder.negative(w.n)
''',
    "a helper in a tuple": '''
def negative(x):
    """Look through a value."""
    return isinstance(x, int) and x < 0


HELPERS = (negative,)


@law("X1")
def law_of_n(w: World) -> bool:
    """n is never negative."""
    return not HELPERS[0](w.n)
''',
    "two helpers of one name": '''
def negative(x):
    """Compare."""
    return x < 0


plain = negative


def negative(x):
    """Look through a value."""
    return isinstance(x, int) and x < 0


@law("X1")
def law_of_n(w: World) -> bool:
    """n is never negative."""
    return not (plain(w.n) and negative(w.n))
''',
    "a field called answer": '''
@law("X1")
def law_of_n(w: World) -> bool:
    """n is never negative."""
    return w.n.answer is None or w.n >= 0
''',
    "a law that writes": '''
@law("X0")
def law_that_writes(w: World) -> bool:
    """Write to the world that is judged."""
    w.n = 0
    return True


@law("X1")
def law_of_n(w: World) -> bool:
    """n is never negative."""
    return w.n >= 0
''',
}
BODY = "w.deep.t[a] = NO_ROW.but(x=b)\nw.n = b"


@pytest.mark.usefixtures("forged_kit")
@pytest.mark.parametrize("law", LAWS.values(), ids=LAWS)
def test_law_that_looks_through_terms_is_refused(objections: Callable[..., list[str]], law: str) -> None:
    assert objections(BODY, law)

"""Messages that leave the subset: the engine notices by itself, or, where no value can see it, the linter does."""

from collections.abc import Callable

import pytest

from filspec.kit.linter import LintError
from filspec.symbolic.reports import Report
from filspec.symbolic.values import OutsideTheSubset

UNLAWFUL_COMPUTATIONS = '''
@pure
def writing(w: World, key: int) -> int:
    """A computation that writes, which none may."""
    w.deep.t[key] = NO_ROW
    return 0


@pure
def counting(w: World) -> int:
    """A computation that writes a number, which none may."""
    w.n += 1
    return 0


@pure
def refusing(a: int) -> int:
    """A computation that refuses, which none may."""
    require(a > 0, Reason.NO)
    return a
'''

OUTSIDE = {
    "a computation that writes a row": "w.n = writing(w, a)",
    "a computation that writes a number": "w.m = counting(w)",
    "a computation that refuses": "w.n = refusing(a)",
    "a row of another type": "w.deep.t[a] = 3",
    "a truth value as a number": "w.n = w.n + (a > b)",
    "a truth value is stored as a number": "w.n = row.ok",
    "a truth value as a key": "w.deep.t[a > 3] = NO_ROW",
    "truth and number are compared": "if row.ok == 1:\n    w.n = -1",
    "enum and number are compared": "if row.colour == 1:\n    w.n = -1",
    "a float": "if a < 2.5:\n    w.n = -1",
    "a float is added": "w.n = 0 if a + 0.5 > a else -1",
    "none": "if a == None:\n    w.n = -1",
    "an enum's value": "w.n = row.colour.value",
    "a hash": "w.n = hash(a)",
    "a set": "if a in {1, 2, 3}:\n    w.n = -1",
    "a mapping": "w.n = {1: 2}.get(a, 3)",
    "an enum as a key of a mapping": "w.n = {Colour.RED: 0, Colour.BLUE: -1}[row.colour]",
    "int": "w.n = int(a)",
    "text": "w.n = 0 if str(a) == '5' else 1",
    "formatted text": "w.n = 0 if f'{a}' == '5' else 1",
    "a range": "for _ in range(a):\n    w.n -= 1",
    "iteration over a table": "for key in w.deep.t:\n    w.n = -1",
    "the length of a table": "w.n = len(w.deep.t)",
    "the truth of a table": "if w.deep.t:\n    w.n = -1",
    "tables are compared": "if w.deep.t == w.deep.t:\n    w.n = -1",
    "iteration over a list": "for item in many:\n    w.n += item",
    "an item of a list": "w.n = many[0]",
    "the truth of a list": "if many:\n    w.n = -1",
    "the length of a list": "w.n = len(many)",
    "a power": "w.n = a**2",
    "true division": "w.n = a / 2",
    "a shift": "w.n = a << 1",
    "bits": "w.n = a & 1",
    "an inverted number": "w.n = ~a",
    "division with remainder": "w.n = divmod(a, 3)[1]",
    "rounding": "w.n = round(a)",
    "another exception": "if a == 5:\n    raise ValueError",
    "a loop without end": "while a > 0:\n    a = a - 1",
    "a row is changed in place": "w.deep.t.get(a, NO_ROW).x = 5",
    "a table is replaced": "w.deep.t = w.deep.p",
    "an assigned scalar of another type": "w.fixed = row",
    "a random number": "import random\nw.n = 1 if random.random() < a else 2",
}

BLIND = {
    "isinstance": "if isinstance(a, int):\n    w.n = 0\nelse:\n    w.n = 1\nif not isinstance(a, int):\n    w.n = 5",
    "type": "if type(a) is int:\n    w.n = -1",
    "is of an enum": "if row.colour is Colour.BLUE:\n    w.n = -1",
    "is of a truth value": "if row.ok is True:\n    w.n = -1",
    "a global": "global SEEN\nSEEN = globals().get('SEEN', 0) + 1",
    "an identity": "if id(a) == 5:\n    w.n = -1",
    "a representation": "if repr(a).isdigit():\n    w.n = -1",
}


@pytest.mark.parametrize("body", OUTSIDE.values(), ids=OUTSIDE)
@pytest.mark.usefixtures("unlinted")
def test_message_outside_the_subset_ends_the_proof(prove: Callable[..., Report], body: str) -> None:
    # Given a message that leaves the subset, and a linter that lets it pass
    # When it is proved
    # Then the engine notices by itself
    with pytest.raises((OutsideTheSubset, AttributeError, TypeError, ValueError)):
        prove(body, before=UNLAWFUL_COMPUTATIONS)


@pytest.mark.parametrize("body", BLIND.values(), ids=BLIND)
def test_what_no_value_can_see_is_stopped_by_the_linter(prove: Callable[..., Report], body: str) -> None:
    with pytest.raises(LintError, match=r"trap.py:\d+: trap: "):
        prove(body)

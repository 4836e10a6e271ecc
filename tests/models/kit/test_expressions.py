"""Each expression has a type of the subset, found from what its names are bound to; anything else is refused."""

import pytest

ATTACKS = {
    # attributes that only symbolic values have, or that show how things are made
    "x = w.n.term": ".term of int",
    "x = w.deep.t.frozen": ".frozen of a table of Row by int",
    "x = w.deep.t.rows": ".rows of a table of Row by int",
    "x = w.deep.t.items": ".items of a table of Row by int",
    "x = w.deep.t.get": ".get of a table of Row by int",
    "x = c.enum": ".enum of Colour",
    "x = c.value": ".value of Colour",
    "x = c.RED": ".RED of Colour",
    "x = Colour.RED.BLUE": ".BLUE of Colour",
    "x = Colour.__members__": "Colour.__members__",
    "x = Colour._member_map_": "Colour._member_map_",
    "x = row.but": ".but of Row",
    "x = row.__class__": ".__class__ of Row",
    "x = w.__dict__": ".__dict__ of World",
    "x = w.n.numerator": ".numerator of int",
    "x = w.open.real": ".real of bool",
    "x = many.items": ".items of tuple[int, ...]",
    "x = w.m": ".m of World",
    "x = row.place.count": ".count of tuple[int, int]",
    "x = toy_sun.transition": "the name toy_sun",
    "x = Row.x": "the name Row",
    # names
    "x = Row": "the name Row",
    "x = toy_size": "the name toy_size",
    "x = require": "the name require",
    "x = abs": "the name abs",
    "x = Coins": "the name Coins",
    "x = nowhere": "the name nowhere",
    "x = __name__": "the name __name__",
    "x = y\ny = 1": "y before it has a value",
    # subscripts
    "x = row.place[2]": "[2] of tuple[int, int]",
    "x = row.place[a]": "[a] of tuple[int, int]",
    "x = row.place[True]": "[True] of tuple[int, int]",
    "x = many[0]": "[] of tuple[int, ...]",
    "x = w.deep.t[c]": "Colour for the key",
    "x = w.deep.p[a]": "int for the key",
    "x = w.deep.p[(a, (a, a))]": "tuple[int, tuple[int, int]] for the key",
    "x = w.n[0]": "[] of int",
    # operators
    "x = w.open + 1": "bool for a number",
    "x = (a == 1) * 1": "bool for a number",
    "x = row.place + row.place": "tuple[int, int] for a number",
    "x = -c": "Colour for a number",
    "x = c and w.open": "Colour as a condition",
    "x = a or w.open": "and, or of a number and a truth value",
    "x = not row": "Row as a condition",
    "x = 1 if c else 2": "Colour as a condition",
    "x = 1 if w.open else c": "int or Colour",
    # comparisons
    "x = a == c": "a comparison of int with Colour",
    "x = row == row.part": "a comparison of Row with Part",
    "x = (a, a) == (a, (a, a))": "a comparison of tuple[int, int] with tuple[int, tuple[int, int]]",
    "x = w.open == 1": "a comparison of bool with int",
    "x = w == w": "a comparison of World",
    "x = w.deep == w.deep": "a comparison of Deep",
    "x = w.deep.t == w.deep.t": "a comparison of a table of Row by int",
    "x = (w, a) == (w, a)": "a comparison of tuple[World, int]",
    "x = (a, (w.deep, a)) != (a, (w.deep, a))": "a comparison of tuple[int, tuple[Deep, int]]",
    "x = (w.deep.t, a) == (w.deep.t, a)": "a comparison of tuple[a table of Row by int, int]",
    "x = c < c": "an order of Colour",
    "x = row < row": "an order of Row",
    "x = w.open < w.open": "an order of bool",
    "x = many < many": "an order of tuple[int, ...]",
    "x = (c, a) < (c, a)": "an order of tuple[Colour, int]",
    "x = a in many": "in tuple[int, ...]",
    "x = a in row.place": "in tuple[int, int]",
    "x = a in w.deep.p": "int in a table of int by tuple[int, int]",
    "x = c not in w.deep.t": "Colour in a table of Row by int",
}


@pytest.mark.parametrize(("body", "construct"), ATTACKS.items(), ids=ATTACKS)
def test_an_expression_without_a_type_is_refused(found, body, construct):
    [(what, instead)] = found(body)
    assert what == construct
    assert instead


def test_what_the_subset_has_is_clean(found):
    assert not found("""\
x, y = a + w.n * 2 - a // 3 % 5, (a, row.place)
z = y[1][0] if w.open and not a == x or a in w.deep.t else -x
if (a, x) < row.place or row == NO_ROW.but(place=(x, z)) or c != Colour.BLUE or many == many:
    w.n = Coins(w.deep.t[a].part.size + w.deep.p[a, x] + w.deep.n + w.c[Colour.RED])
if a:
    w.open = row.place == (1, 2) or row.part.whole
w.fixed = row.part if 0 <= a < 5 else Part(size=1, whole=True)
assert w.n >= 0""")


@pytest.mark.parametrize(
    "before",
    [
        "KEPT = [1]",
        "KEPT = {1: 2}",
        "KEPT = {1}",
        "KEPT: object = {}",
        "KEPT = 1.5",
        "KEPT = 'a'",
        "KEPT = (1, [2])",
        "KEPT = Table({})",
        "KEPT = Row(x=1, colour=2, part=3, place=4)",
        "import math as KEPT",
        "from math import gcd as KEPT",
    ],
)
def test_a_global_that_can_change_or_has_no_meaning_is_refused(found, before):
    assert "the name KEPT" in [construct for construct, _ in found("x = KEPT", before)]


@pytest.mark.parametrize(
    "name", ["isinstance", "id", "len", "print", "getattr", "eval", "sorted", "sum", "int", "type"]
)
def test_a_builtin_that_looks_through_values_is_refused(found, name):
    assert found(f"x = {name}(w.n)") == [(f"the name {name}", "call a registered function by its name")]


def test_a_name_is_what_it_is_bound_to_and_not_how_it_is_spelt(found):
    # Given functions of the town that are called like functions of Python
    own = "@pure\ndef len(row: Row) -> int:\n    return row.x\n\n@pure\ndef max(a: Colour) -> bool:\n    return True\n"
    # Then they are read as what they are
    assert not found("x = len(row)\nw.open = max(c)", own)
    assert [construct for construct, _ in found("x = max(1, 2)", own)] == [
        "2 arguments for max",
        "int for a of max",
    ]

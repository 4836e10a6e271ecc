"""Traps of products and quotients of unknowns, in messages and through tables."""

from collections.abc import Callable

import pytest

from filspec.symbolic.reports import Report

LAWS = '''

def worth(key: int, row: Row) -> int:
    """Summand."""
    return row.x * row.part.size


@law("X1")
def m_is_the_worth_of_all(w: World) -> bool:
    """m is the sum of all products."""
    return w.m == total(w.deep.t, worth)


@law("X2")
def n_is_not_negative(w: World) -> bool:
    """n is never negative."""
    return w.n >= 0


@law_for_each("deep.t", "X3")
def rows_are_not_negative(w: World, key: int, row: Row) -> bool:
    """Neither factor is negative."""
    return row.x >= 0 and row.part.size >= 0
'''

THERE = "require(a in w.deep.t, Reason.NO)\nold = w.deep.t[a]\n"
RIGHT = {
    "a product is entered": (
        "require(a not in w.deep.t and row.x >= 0 and row.part.size >= 0, Reason.NO)\n"
        "w.deep.t[a] = row\nw.m += row.x * row.part.size"
    ),
    "a product is taken out": THERE + "del w.deep.t[a]\nw.m -= old.part.size * old.x",
    "a factor grows by one": THERE + "w.deep.t[a] = old.but(x=old.x + 1)\nw.m += old.part.size",
    "a factor falls by one": (
        THERE + "require(old.x > 0, Reason.NO)\nw.deep.t[a] = old.but(x=old.x - 1)\nw.m -= old.part.size"
    ),
    "a factor grows by an unknown": (
        THERE + "require(b >= 0, Reason.NO)\nw.deep.t[a] = old.but(x=old.x + b)\nw.m += b * old.part.size"
    ),
    "both factors grow": (
        THERE + "w.deep.t[a] = old.but(x=old.x + 1, part=old.part.but(size=old.part.size + 2))\n"
        "w.m += old.part.size + 2 * old.x + 2"
    ),
    "a factor is written twice": (
        THERE + "w.deep.t[a] = old.but(x=old.x + 1)\nw.deep.t[a] = w.deep.t[a].but(x=w.deep.t[a].x + 1)\n"
        "w.m += 2 * old.part.size"
    ),
    "two rows that may be one": (
        "require(a in w.deep.t and b in w.deep.t, Reason.NO)\nw.deep.t[a] = w.deep.t[a].but(x=w.deep.t[a].x + 1)\n"
        "w.m += w.deep.t[a].part.size\nw.deep.t[b] = w.deep.t[b].but(x=w.deep.t[b].x + 1)\n"
        "w.m += w.deep.t[b].part.size"
    ),
    "two rows that are two, from stale copies": (
        "require(a in w.deep.t and b in w.deep.t, Reason.NO)\nrequire(a != b, Reason.NO)\n"
        "one = w.deep.t[a]\nother = w.deep.t[b]\n"
        "w.deep.t[a] = one.but(x=one.x + 1)\nw.deep.t[b] = other.but(x=other.x + 1)\n"
        "w.m += one.part.size + other.part.size"
    ),
    "a factor on one branch": THERE + "if b > 3:\n    w.deep.t[a] = old.but(x=old.x + 1)\n    w.m += old.part.size",
    "a product that is not negative": "require(a >= 0 and b >= 0, Reason.NO)\nw.n = a * b",
    "a product of negative numbers": "require(a <= 0 and b <= 0, Reason.NO)\nw.n = a * b",
    "a square": "w.n = a * a",
    "the order of products": "require(a >= 0 and b <= row.x, Reason.NO)\nw.n = a * row.x - a * b",
    "a share is no more than the whole": (
        "require(0 <= a and a <= row.x and row.x > 0 and b >= 0, Reason.NO)\nw.n = b - b * a // row.x"
    ),
    "a share is not negative": "require(a >= 0 and row.x > 0 and b >= 0, Reason.NO)\nw.n = a * b // row.x",
    "a worth is no more than all": THERE + "w.n = w.m - old.x * old.part.size",
}
WRONG = {
    "a product is forgotten": (
        "require(a not in w.deep.t and row.x >= 0 and row.part.size >= 0, Reason.NO)\nw.deep.t[a] = row"
    ),
    "a sum for a product": (
        "require(a not in w.deep.t and row.x >= 0 and row.part.size >= 0, Reason.NO)\n"
        "w.deep.t[a] = row\nw.m += row.x + row.part.size"
    ),
    "the old product is forgotten": (
        "require(row.x >= 0 and row.part.size >= 0, Reason.NO)\nw.deep.t[a] = row\nw.m += row.x * row.part.size"
    ),
    "the wrong sign": THERE + "w.deep.t[a] = old.but(x=old.x + 1)\nw.m -= old.part.size",
    "the wrong factor": THERE + "w.deep.t[a] = old.but(x=old.x + 1)\nw.m += old.x",
    "the factor after it has changed": (
        THERE + "w.deep.t[a] = old.but(x=old.x + 1, part=old.part.but(size=old.part.size + 2))\n"
        "w.m += old.part.size + 2 * old.x"
    ),
    "a factor written twice counts once": (
        THERE + "w.deep.t[a] = old.but(x=old.x + 1)\nw.deep.t[a] = w.deep.t[a].but(x=w.deep.t[a].x + 1)\n"
        "w.m += old.part.size"
    ),
    "two rows that may be one, from stale copies": (
        "require(a in w.deep.t and b in w.deep.t, Reason.NO)\none = w.deep.t[a]\nother = w.deep.t[b]\n"
        "w.deep.t[a] = one.but(x=one.x + 1)\nw.deep.t[b] = other.but(x=other.x + 1)\n"
        "w.m += one.part.size + other.part.size"
    ),
    "a product of which one factor may be negative": "require(a >= 0, Reason.NO)\nw.n = a * b",
    "a product may be smaller than a factor": "require(a >= 0 and b >= 0, Reason.NO)\nw.n = a * b - a",
    "a square less one": "w.n = a * a - 1",
    "the order of products with a negative factor": "require(b <= row.x, Reason.NO)\nw.n = a * row.x - a * b",
    "the order of products, turned round": "require(a >= 0 and b <= row.x, Reason.NO)\nw.n = a * b - a * row.x",
    "a share of more than one": "require(0 <= a and row.x > 0 and b >= 0, Reason.NO)\nw.n = b - b * a // row.x",
    "a share of a negative whole": (
        "require(0 <= a and a <= row.x and row.x > 0, Reason.NO)\nw.n = b - b * a // row.x"
    ),
    "a share is smaller than the whole": (
        "require(0 <= a and a <= row.x and row.x > 0 and b >= 0, Reason.NO)\nw.n = b - b * a // row.x - 1"
    ),
    "two products of different factors": "require(a * b == row.x * 6 and a == 2, Reason.NO)\nw.n = b - row.x - 1",
    "a product equals one number": "require(a > 1 and b > 1, Reason.NO)\nw.n = -1 if a * b == 91 else 0",
}


@pytest.mark.parametrize("body", RIGHT.values(), ids=RIGHT)
def test_right_product_is_proved(must_be_proved: Callable[..., Report], body: str) -> None:
    must_be_proved(body, LAWS)


@pytest.mark.parametrize("body", WRONG.values(), ids=WRONG)
def test_wrong_product_is_not_proved(must_not_be_proved: Callable[..., Report], body: str) -> None:
    report = must_not_be_proved(body, LAWS)
    assert any(finding.replay and finding.goal in finding.replay.broken for finding in report.findings)

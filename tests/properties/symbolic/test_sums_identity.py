"""Traps of what a sum is: another function, or a group of another shape, is another sum."""

from collections.abc import Callable

import pytest

N_IS_NOT_NEGATIVE = '''

@law("X1")
def n_is_not_negative(w: World) -> bool:
    """n is never negative."""
    return w.n >= 0
'''
FACTORY = '''

def times(factor: int):
    """A function for each factor."""

    def amount(key: int, row: Row) -> int:
        """So many times the number."""
        return row.x * factor

    return amount


{one} = times(2)
{other} = times(3)
'''
REDEFINED = '''

def amount(key: int, row: Row) -> int:
    """The number."""
    return row.x


{one} = amount


def amount(key: int, row: Row) -> int:
    """One more than the number."""
    return row.x + 1


{other} = amount
'''
TWO_SUMS = '''

@law("X2")
def m_is_one_sum(w: World) -> bool:
    """m is the one sum."""
    return w.m == total(w.deep.t, one)


@law("X3")
def what_lives_is_the_other(w: World) -> bool:
    """A row is the other sum."""
    return w.deep.live.get((0, 0), 0) == total(w.deep.t, other)
'''
SHARES = '''

@pure
def pairs_first(key: int, row: Row) -> tuple[tuple[tuple[tuple[int, int], int], int], ...]:
    """A pair and a number."""
    return (((row.x, key), row.x), 1),


@pure
def records(key: int, row: Row) -> tuple[tuple[Part, int], ...]:
    """A record."""
    return ((row.part, 1),)


@pure
def numbers(key: int, row: Row) -> tuple[tuple[int, int], ...]:
    """A number."""
    return ((row.x, 1),)


@pure
def ones(key: int, row: Row) -> tuple[tuple[tuple[int], int], ...]:
    """A number in a tuple."""
    return (((row.x,), 1),)
'''
PURE_REDEFINED = REDEFINED.replace("def amount", "@pure\ndef amount").format(one="one", other="other")

SAME = "w.n = 0 if {} == {} else -1"
GROUPS = {
    "a pair and a number, and three numbers": ("pairs_first", "((a, b), a)", "(a, b, a)"),
    "three numbers, nested otherwise": ("pairs_first", "((a, b), a)", "(a, (b, a))"),
    "a record and a tuple": ("records", "row.part", "(row.part.size, row.part.whole)"),
    "a number and a tuple of one": ("numbers", "a", "(a,)"),
    "a tuple of one and a number": ("ones", "(a,)", "a"),
}


@pytest.mark.parametrize(("shares", "one", "other"), GROUPS.values(), ids=GROUPS)
def test_group_of_another_shape_is_another_group(
    objections: Callable[..., list[str]], shares: str, one: str, other: str
) -> None:
    sums = [f"total_by(w.deep.t, {shares})[{group}]" for group in (one, other)]
    assert objections(SAME.format(*sums), N_IS_NOT_NEGATIVE, SHARES)


@pytest.mark.parametrize("text", [FACTORY, REDEFINED], ids=["a factory", "a redefinition"])
@pytest.mark.parametrize("names", [("one", "other"), ("other", "one")])
def test_another_function_is_another_sum(
    objections: Callable[..., list[str]], text: str, names: tuple[str, str]
) -> None:
    law = text.format(one=names[0], other=names[1]) + TWO_SUMS + N_IS_NOT_NEGATIVE
    assert objections("w.n = -abs(w.m - w.deep.live.get((0, 0), 0))", law)


def test_another_function_is_another_sum_in_a_transition(objections: Callable[..., list[str]]) -> None:
    sums = "total(w.deep.t, one)", "total(w.deep.t, other)"
    assert objections(SAME.format(*sums), N_IS_NOT_NEGATIVE, PURE_REDEFINED)


RIGHT = {
    "a group of the same shape": (
        SAME.format("total_by(w.deep.t, pairs_first)[((a, b), a)]", "total_by(w.deep.t, pairs_first)[((a, b), a)]"),
        SHARES,
    ),
    "a record and the same record": (
        SAME.format(
            "total_by(w.deep.t, records)[row.part]", "total_by(w.deep.t, records)[row.part.but(size=row.part.size)]"
        ),
        SHARES,
    ),
}


@pytest.mark.parametrize(("body", "before"), RIGHT.values(), ids=RIGHT)
def test_same_sum_is_the_same(objections: Callable[..., list[str]], body: str, before: str) -> None:
    assert not objections(body, N_IS_NOT_NEGATIVE, before)

"""Whatever the names in a text are, what is written out says of all values what the function says."""

from collections.abc import Callable, Hashable, Iterable, Iterator
from itertools import product
from types import ModuleType

import pytest

from filspec.kit.flattening import flattened
from filspec.kit.sum_loops import SumsOfRows, sum_of_rows, sums_of_rows

SEEDS = range(8)
COUNT = 25
"""Functions of each kind in a module."""

NUMBERS = (0, 1, 3)

Rows = list[tuple[int, int]]


def said(ask: Callable[..., object], *arguments: object) -> object:
    """The answer, or the type of what is raised."""
    try:
        return ask(*arguments)
    except Exception as crash:
        return type(crash)


def answered(ask: Callable[..., object], *arguments: object) -> object:
    """The answer, or that there is none."""
    found = said(ask, *arguments)
    return "raised" if isinstance(found, type) and issubclass(found, Exception) else found


def functions(module: ModuleType, kind: str) -> Iterator[Callable[..., object]]:
    return (getattr(module, f"{kind}{number}") for number in range(COUNT))


@pytest.fixture(params=SEEDS)
def texts(request: pytest.FixtureRequest, random_module: Callable[..., ModuleType]) -> ModuleType:
    return random_module(request.param, COUNT)


def test_a_function_written_out_says_what_the_function_says(texts: ModuleType) -> None:
    for function in (*functions(texts, "g"), *functions(texts, "s")):
        written = flattened(function)
        for given in product(NUMBERS, NUMBERS):
            assert said(written, *given) == said(function, *given), (function.__name__, given)


def test_it_raises_of_values_without_fields_where_the_function_does(texts: ModuleType) -> None:
    for function in functions(texts, "g"):
        written = flattened(function)
        for given in product((None, 0, 2), repeat=2):
            assert answered(written, *given) == answered(function, *given), (function.__name__, given)


ROWS = ([], *([row] for row in product(NUMBERS, NUMBERS)), [(2, 1), (0, 3), (2, 2)])


def one_by_one(summand: Callable[..., int], rows: Rows) -> int:
    return sum([summand(key, row) for key, row in rows])


def test_a_loop_adds_up_what_the_summand_says_of_each_row(texts: ModuleType) -> None:
    for summand in functions(texts, "g"):
        loop = sum_of_rows(summand)
        for rows in ROWS:
            assert said(loop, rows) == said(one_by_one, summand, rows), (summand.__name__, rows)


def by_group(shares: Callable[..., Iterable[tuple[object, int]]], rows: Rows, sign: int) -> object:
    sums: dict[object, int] = {}
    for key, row in rows:
        for group, amount in shares(key, row):
            sums[group] = sums.get(group, 0) + sign * amount
    return sums


def filled(loop: SumsOfRows, rows: Rows, sign: int) -> object:
    sums: dict[Hashable, int] = {}
    loop(sums, rows, sign)
    return sums


def test_a_loop_adds_to_each_group_what_the_shares_of_each_row_say(texts: ModuleType) -> None:
    for shares in functions(texts, "s"):
        loop = sums_of_rows(shares)
        for rows, sign in product(ROWS, (1, -1)):
            assert said(filled, loop, rows, sign) == said(by_group, shares, rows, sign), (shares.__name__, rows)


def test_texts_are_written_out_and_say_something(texts: ModuleType) -> None:
    """Given the same modules, then not all of their functions are called as they are, and not all crash."""
    written = [function for function in functions(texts, "g") if flattened(function) is not function]
    answers = [said(function, 1, 3) for function in written]
    assert len(written) >= COUNT // 5
    assert sum(isinstance(answer, int) for answer in answers) >= len(written) // 4

"""Sum loops: the text of a summand, written out as one loop over many rows.

Most of what a sum over many rows costs is to call its summand for each of them. In the loop the text of the summand
stands where the call was. A summand that has more in its text than can be written out is called.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Hashable, Iterable
from itertools import starmap
from types import FunctionType
from typing import TypeVar, cast

from filspec.kit.bindings import HOISTED, Bindings, CannotFlattenError
from filspec.kit.flattening import Flattening, defined, function_of, parameters_of, text_of
from filspec.kit.inlining import is_plain, without_docstring

Of = TypeVar("Of")

KeysAndRows = Iterable[tuple[Hashable, object]]
SumOfRows = Callable[[KeysAndRows], int]
"""The sum of a summand over some rows."""

SumsOfRows = Callable[[dict[Hashable, int], KeysAndRows, int], None]
"""Adds the shares of some rows to the sums by group, times a sign."""

_SUM, _GET, _SIGN, _ROWS = (f"{HOISTED}{name}" for name in ("sum", "get", "sign", "rows"))
_GROUP, _AMOUNT = f"{HOISTED}group", f"{HOISTED}amount"


def sum_of_rows(summand: Callable[..., int]) -> SumOfRows:
    """What adds up ``summand(key, row)`` over rows."""
    begin = ast.Assign([ast.Name(_SUM, ast.Store())], ast.Constant(0))
    made = _loop(summand, _Adding, [_ROWS], begin, ast.Return(ast.Name(_SUM, ast.Load())))
    return cast(SumOfRows, made) if made else lambda rows: sum(starmap(summand, rows))


def sums_of_rows(shares: Callable[..., Iterable[tuple[Of, int]]]) -> SumsOfRows:
    """What adds ``shares(key, row)``, pairs of a group and an amount, to sums by group."""
    get = ast.Attribute(ast.Name(_SUM, ast.Load()), "get", ast.Load())
    begin = ast.Assign([ast.Name(_GET, ast.Store())], get)
    made = _loop(shares, _AddingByGroup, [_SUM, _ROWS, _SIGN], begin, ast.Return(ast.Constant(None)))

    def called(sums: dict[Hashable, int], rows: KeysAndRows, sign: int) -> None:
        for of_row in starmap(shares, rows):
            for group, amount in of_row:
                sums[group] = sums.get(group, 0) + sign * amount

    return cast(SumsOfRows, made) if made else called


class _Adding(Flattening):
    """Writes out a summand as the body of a loop."""

    def answer(self, value: ast.expr) -> list[ast.stmt]:
        """What the row contributes is added, and the next row comes."""
        return [ast.AugAssign(ast.Name(_SUM, ast.Store()), ast.Add(), value), ast.Continue()]


class _AddingByGroup(Flattening):
    """Writes out what a row contributes to which groups as the body of a loop."""

    def answer(self, value: ast.expr) -> list[ast.stmt]:
        """Each share is added to its group, and the next row comes."""
        match value:
            case ast.Tuple(elts=pairs) if all(map(_is_pair, pairs)):
                return [*(_added(*cast(ast.Tuple, pair).elts) for pair in pairs), ast.Continue()]
        target = ast.Tuple([ast.Name(_GROUP, ast.Store()), ast.Name(_AMOUNT, ast.Store())], ast.Store())
        added = _added(ast.Name(_GROUP, ast.Load()), ast.Name(_AMOUNT, ast.Load()))
        return [ast.For(target, value, [added], []), ast.Continue()]


def _is_pair(share: ast.expr) -> bool:
    """Whether it is a group that may be named twice, and an amount."""
    return isinstance(share, ast.Tuple) and len(share.elts) == 2 and is_plain(share.elts[0])


def _added(group: ast.expr, amount: ast.expr) -> ast.stmt:
    share = ast.BinOp(ast.Name(_SIGN, ast.Load()), ast.Mult(), amount)
    so_far = ast.Call(ast.Name(_GET, ast.Load()), [group, ast.Constant(0)], [])
    place = ast.Subscript(ast.Name(_SUM, ast.Load()), group, ast.Store())
    return ast.Assign([place], ast.BinOp(so_far, ast.Add(), share))


def _loop(
    summand: Callable[..., object], writer: type[Flattening], asked: list[str], begin: ast.stmt, end: ast.stmt
) -> Callable[..., object] | None:
    """A summand as a loop over rows; None if it has more in its text than can be written out."""
    text = text_of(summand)
    if text is None or len(parameters_of(text)) != 2:
        return None
    bindings = Bindings()
    try:
        body = _body(text, writer(text, bindings), bindings)
    except CannotFlattenError:
        return None
    row = ast.Tuple([ast.Name(name, ast.Store()) for name in parameters_of(text)], ast.Store())
    through = ast.For(row, ast.Name(_ROWS, ast.Load()), body, [])
    return defined(function_of(text.__name__, asked, [begin, through, end]), bindings)


def _body(text: FunctionType, written: Flattening, bindings: Bindings) -> list[ast.stmt]:
    """What is done for each row; a summand that ends without an answer is refused as None would be."""
    return [*written.statements(without_docstring(bindings.read(text))), *written.answer(ast.Constant(None))]

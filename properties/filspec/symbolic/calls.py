"""Calls into Z3 that make and read terms, without what its Python face does around each of them.

Most of the time of a proof went into this: the face converts every argument and asks for errors after every call. Here
a term is the address that Z3 knows it by, and an error is seen by what every call that makes a term answers then:
nothing.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Sequence
from functools import cache
from typing import cast

from z3 import z3core

from filspec.symbolic.contexts import CONTEXT

_ADDRESS = ctypes.c_void_p
_COUNT = ctypes.c_uint


def _call(name: str, answer: type | None, *arguments: type) -> Callable[..., int]:
    """One function of Z3's library, with plain numbers for addresses."""
    known = getattr(z3core, name).__defaults__[0].f
    address = ctypes.cast(known, ctypes.c_void_p).value
    assert address is not None, name
    return ctypes.PYFUNCTYPE(answer, _ADDRESS, *arguments)(address)


def _of_terms(name: str, count: int) -> Callable[..., int]:
    return _call(name, _ADDRESS, *[_ADDRESS] * count)


inc_ref = _call("Z3_inc_ref", None, _ADDRESS)
ast_kind = _call("Z3_get_ast_kind", _COUNT, _ADDRESS)
declaration_of = _call("Z3_get_app_decl", _ADDRESS, _ADDRESS)
declaration_kind = _call("Z3_get_decl_kind", _COUNT, _ADDRESS)
declaration_id = _call("Z3_get_func_decl_id", _COUNT, _ADDRESS)
count_of_parts = _call("Z3_get_app_num_args", _COUNT, _ADDRESS)
part_of = _call("Z3_get_app_arg", _ADDRESS, _ADDRESS, _COUNT)
simplify = _of_terms("Z3_simplify", 1)
make_not = _of_terms("Z3_mk_not", 1)
make_negative = _of_terms("Z3_mk_unary_minus", 1)
make_equal = _of_terms("Z3_mk_eq", 2)
make_implies = _of_terms("Z3_mk_implies", 2)
make_at_most = _of_terms("Z3_mk_le", 2)
make_less = _of_terms("Z3_mk_lt", 2)
make_quotient = _of_terms("Z3_mk_div", 2)
make_choice = _of_terms("Z3_mk_ite", 3)
make_and = _call("Z3_mk_and", _ADDRESS, _COUNT, _ADDRESS)
make_or = _call("Z3_mk_or", _ADDRESS, _COUNT, _ADDRESS)
make_sum = _call("Z3_mk_add", _ADDRESS, _COUNT, _ADDRESS)
make_difference = _call("Z3_mk_sub", _ADDRESS, _COUNT, _ADDRESS)
make_product = _call("Z3_mk_mul", _ADDRESS, _COUNT, _ADDRESS)
make_select = _call("Z3_mk_select_n", _ADDRESS, _ADDRESS, _COUNT, _ADDRESS)
make_store = _call("Z3_mk_store_n", _ADDRESS, _ADDRESS, _COUNT, _ADDRESS, _ADDRESS)
make_symbol = _call("Z3_mk_string_symbol", _ADDRESS, ctypes.c_char_p)
make_constant = _of_terms("Z3_mk_const", 2)
make_array_sort = _call("Z3_mk_array_sort_n", _ADDRESS, _COUNT, _ADDRESS, _ADDRESS)
make_application = _call("Z3_mk_app", _ADDRESS, _ADDRESS, _COUNT, _ADDRESS)
put_in_for = _call("Z3_substitute_funs", _ADDRESS, _ADDRESS, _COUNT, _ADDRESS, _ADDRESS)
_evaluate = _call("Z3_model_eval", ctypes.c_bool, _ADDRESS, _ADDRESS, ctypes.c_bool, ctypes.POINTER(_ADDRESS))
watch_in = _call("Z3_solver_assert_and_track", None, _ADDRESS, _ADDRESS, _ADDRESS)
_last_error = _call("Z3_get_error_code", _COUNT)
_words_of_error = _call("Z3_get_error_msg", ctypes.c_char_p, _COUNT)
assert_in = _call("Z3_solver_assert", None, _ADDRESS, _ADDRESS)


def row(addresses: Sequence[int]) -> object:
    """Several terms, as a call takes them."""
    return _row_of(len(addresses))(*addresses)


@cache
def _row_of(length: int) -> type[ctypes.Array[ctypes.c_void_p]]:
    """The type of a row; to make one takes much longer than to make a row."""
    return _ADDRESS * length


def value_in(model: int, term: int) -> int:
    """What a term is in a model; nothing, if Z3 cannot tell."""
    found = _ADDRESS()
    return found.value or 0 if _evaluate(CONTEXT, model, term, True, ctypes.byref(found)) else 0


def last_error() -> str:
    """What Z3 says of the last call that made nothing."""
    return cast(bytes, _words_of_error(CONTEXT, _last_error(CONTEXT))).decode()

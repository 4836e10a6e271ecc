"""Sorts: the kinds of terms, in whatever context they are made."""

from __future__ import annotations

from collections.abc import Callable

import z3

from filspec.symbolic import calls
from filspec.symbolic.contexts import CONTEXT, at_beginning, face, held, remembered


class Sort:
    """The kind of a term, in whatever context.

    Args:
        declare: makes it in a context.
    """

    __slots__ = ("_declare",)

    def __init__(self, declare: Callable[[z3.Context], z3.SortRef]) -> None:
        self._declare = declare

    def face(self) -> z3.SortRef:
        """The sort as Z3's Python face knows it in the context in use."""
        found = _faces.get(self)
        if found is None:
            found = _faces[self] = self._declare(face())
            _sorts[found.as_ast().value] = self
        return found

    @property
    def ast(self) -> int:
        """What Z3 knows it by in the context in use."""
        return int(self.face().as_ast().value)


_faces: dict[Sort, z3.SortRef] = held({})
_sorts: dict[int, Sort] = held({})


def sort_at(found: z3.SortRef) -> Sort:
    """The sort that Z3's Python face knows by this in the context in use."""
    return _sorts.setdefault(found.as_ast().value, Sort(lambda _: found))


@remembered
def array_sort(keys: tuple[Sort, ...], value: Sort) -> int:
    """What Z3 knows the sort of arrays by that are indexed by such keys and hold such values."""
    found = calls.make_array_sort(CONTEXT, len(keys), calls.row([key.ast for key in keys]), value.ast)
    calls.inc_ref(CONTEXT, found)
    return found


INT = Sort(z3.IntSort)
BOOL = Sort(z3.BoolSort)
SEQUENCE = Sort(lambda context: z3.DeclareSort("list:", context))
"""Lists of any length, of which a proof knows only whether two are the same."""


@at_beginning
def _declare_plain_sorts() -> None:
    """Let the sorts that are always there be known by what Z3 makes of them."""
    for sort in (INT, BOOL, SEQUENCE):
        sort.face()

"""Members: what stands for the members of an enum in a proof."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from functools import cache
from itertools import count

import z3

from filspec.symbolic.contexts import held
from filspec.symbolic.names import Name, Space, name_in
from filspec.symbolic.terms import Sort, Term, term_of


class Members:
    """The members of an enum as terms."""

    def __init__(self, enum: type[Enum], name: Name) -> None:
        self._name, self._names = name, [f"{name}.{member.name}" for member in enum]
        self.sort = Sort(self._declare)
        self.member_of: dict[str, Enum] = dict(zip(self._names, enum, strict=True))

    def _declare(self, context: z3.Context) -> z3.SortRef:
        sort, terms = z3.EnumSort(self._name, self._names, context)
        _terms[self] = {member: term_of(term) for member, term in zip(self.member_of.values(), terms, strict=True)}
        return sort

    @property
    def term_of(self) -> Mapping[Enum, Term]:
        """The term of each member, in the context in use."""
        if self not in _terms:
            self.sort.face()
        return _terms[self]


_terms: dict[Members, Mapping[Enum, Term]] = held({})


_numbering: dict[str, count[int]] = {}


@cache
def members_of(enum: type[Enum]) -> Members:
    """The terms of an enum. Names are global in Z3, so each enum's name is followed by a number of its own."""
    number = next(_numbering.setdefault(enum.__name__, count()))
    return Members(enum, name_in(Space.ENUM, enum.__name__, str(number)))

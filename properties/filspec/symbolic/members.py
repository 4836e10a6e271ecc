"""Members: what stands for the members of an enum in a proof."""

from __future__ import annotations

from enum import Enum
from functools import cache
from itertools import count

import z3

from filspec.symbolic.names import Name, Space, name_in
from filspec.symbolic.terms import Sort, term_of


class Members:
    """The members of an enum as terms."""

    def __init__(self, enum: type[Enum], name: Name) -> None:
        names = [f"{name}.{member.name}" for member in enum]
        sort, terms = z3.EnumSort(name, names)
        self.sort = Sort(sort)
        self.term_of = {member: term_of(term) for member, term in zip(enum, terms, strict=True)}
        self.member_of = dict(zip(names, enum, strict=True))


_numbering: dict[str, count[int]] = {}


@cache
def members_of(enum: type[Enum]) -> Members:
    """The terms of an enum. Names are global in Z3, so each enum's name is followed by a number of its own."""
    number = next(_numbering.setdefault(enum.__name__, count()))
    return Members(enum, name_in(Space.ENUM, enum.__name__, str(number)))

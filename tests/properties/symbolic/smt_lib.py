"""SMT-LIB: what Z3 was asked, as text that other solvers read.

Z3's own text will not do: it has arrays of several indices, and sums and conjunctions of one part. An array of several
indices is written here as an array of arrays, which says the same.
"""

from collections.abc import Iterator, Sequence
from typing import Any

import z3

BY_ITS_NAME = frozenset({z3.Z3_OP_UNINTERPRETED, z3.Z3_OP_DT_CONSTRUCTOR})
WORDS = {
    z3.Z3_OP_TRUE: "true",
    z3.Z3_OP_FALSE: "false",
    z3.Z3_OP_NOT: "not",
    z3.Z3_OP_AND: "and",
    z3.Z3_OP_OR: "or",
    z3.Z3_OP_IMPLIES: "=>",
    z3.Z3_OP_EQ: "=",
    z3.Z3_OP_DISTINCT: "distinct",
    z3.Z3_OP_ITE: "ite",
    z3.Z3_OP_ADD: "+",
    z3.Z3_OP_SUB: "-",
    z3.Z3_OP_UMINUS: "-",
    z3.Z3_OP_MUL: "*",
    z3.Z3_OP_IDIV: "div",
    z3.Z3_OP_MOD: "mod",
    z3.Z3_OP_LE: "<=",
    z3.Z3_OP_LT: "<",
    z3.Z3_OP_GE: ">=",
    z3.Z3_OP_GT: ">",
}
OF_ONE_PART = frozenset({"+", "and", "or", "*"})


def question(formulas: Sequence[Any]) -> str:
    """The question whether the formulas can hold together; each part of them is defined once."""
    parts = list(_in_order(formulas))
    sorts = {str(sort): sort for part in parts for sort in _sorts_in(part)}
    named = {str(part.decl()): part.decl() for part in parts if part.decl().kind() == z3.Z3_OP_UNINTERPRETED}
    lines = ["(set-logic ALL)"]
    lines += [_sort_declared(sort) for sort in sorts.values() if sort.kind() in (z3.Z3_DATATYPE_SORT, UNKNOWN_SORT)]
    lines += [_declared(declaration) for declaration in named.values()]
    lines += [
        f"(define-fun {_place(part)} () {_sort(part.sort())} {_written(part)})" for part in parts if part.num_args()
    ]
    lines += [f"(assert {_reference(formula)})" for formula in formulas]
    return "\n".join([*lines, "(check-sat)"])


UNKNOWN_SORT = z3.Z3_UNINTERPRETED_SORT


def _in_order(formulas: Sequence[Any]) -> Iterator[Any]:
    """All parts of the formulas, each once, and behind its own parts."""
    done, waiting = set[int](), [(formula, False) for formula in reversed(formulas)]
    while waiting:
        part, ready = waiting.pop()
        if ready:
            yield part
        elif part.get_id() not in done:
            done.add(part.get_id())
            waiting.append((part, True))
            waiting += [(child, False) for child in part.children()]


def _sorts_in(part: Any) -> Iterator[Any]:
    declaration = part.decl()
    waiting = [part.sort(), *(declaration.domain(place) for place in range(declaration.arity()))]
    while waiting:
        sort = waiting.pop()
        if sort.kind() == z3.Z3_ARRAY_SORT:
            waiting += [*_indices(sort), sort.range()]
        else:
            yield sort


def _indices(sort: Any) -> list[Any]:
    found = []
    while True:
        try:
            found.append(sort.domain_n(len(found)))
        except z3.Z3Exception:
            return found


def _sort(sort: Any) -> str:
    if sort.kind() != z3.Z3_ARRAY_SORT:
        return _quoted(sort.name())
    text = _sort(sort.range())
    for index in reversed(_indices(sort)):
        text = f"(Array {_sort(index)} {text})"
    return text


def _sort_declared(sort: Any) -> str:
    if sort.kind() == UNKNOWN_SORT:
        return f"(declare-sort {_quoted(sort.name())} 0)"
    members = " ".join(f"({_quoted(sort.constructor(place).name())})" for place in range(sort.num_constructors()))
    return f"(declare-datatypes (({_quoted(sort.name())} 0)) (({members})))"


def _declared(declaration: Any) -> str:
    parameters = " ".join(_sort(declaration.domain(place)) for place in range(declaration.arity()))
    return f"(declare-fun {_quoted(declaration.name())} ({parameters}) {_sort(declaration.range())})"


def _quoted(name: str) -> str:
    return name if name in ("Int", "Bool") else f"|{name}|"


def _place(part: Any) -> str:
    return f"part{part.get_id()}"


def _reference(part: Any) -> str:
    """A part that is defined already, or is a name or number."""
    if part.num_args():
        return _place(part)
    if z3.is_int_value(part):
        value = part.as_long()
        return str(value) if value >= 0 else f"(- {-value})"
    kind = part.decl().kind()
    return _quoted(part.decl().name()) if kind in BY_ITS_NAME else WORDS[kind]


def _written(part: Any) -> str:
    """A part, made of others that are defined already."""
    kind, parts = part.decl().kind(), [_reference(child) for child in part.children()]
    if kind == z3.Z3_OP_SELECT:
        return _selected(parts[0], parts[1:])
    if kind == z3.Z3_OP_STORE:
        return _stored(parts[0], parts[1:-1], parts[-1])
    word = _quoted(part.decl().name()) if kind in BY_ITS_NAME else WORDS[kind]
    return parts[0] if word in OF_ONE_PART and len(parts) == 1 else f"({word} {' '.join(parts)})"


def _selected(column: str, key: Sequence[str]) -> str:
    for index in key:
        column = f"(select {column} {index})"
    return column


def _stored(column: str, key: Sequence[str], value: str) -> str:
    index, *rest = key
    inner = _stored(f"(select {column} {index})", rest, value) if rest else value
    return f"(store {column} {index} {inner})"
